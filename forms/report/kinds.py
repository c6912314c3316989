"""Each kind of change: what officers call it, which cells it names, and what it sets as plain lines and back.

A further kind is one more entry in `KINDS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any, NamedTuple

from forms.definitions.legal_document import LegalDocument
from forms.errors import KnownError
from forms.offices.plan import Answer
from forms.report import limits
from forms.report.cells import Address, Cell, Mark, MarkKind, State
from forms.report.changes import (
    Acceptance,
    Change,
    Coverage,
    Filing,
    OpenRow,
    Pin,
    SetAcceptance,
    SetAnswer,
    SetCalled,
    SetCell,
    SetCoverage,
    SetDetail,
    SetIssue,
    SetLegalDocument,
    SetNote,
    SetParagraphs,
    SetRow,
    SetSection,
    SetSource,
    SetState,
)
from forms.report.report import Report
from forms.values import numbers
from forms.values.numbers import Number
from forms.values.text import clean, quoted

JsonObject = Mapping[str, object]


class ArchiveTable(NamedTuple):
    """What one kind of change sets, as lines under a name, and the change that puts a line back.

    One that is `new` since the format was is written where it has lines, so that older programs read all the others.
    """

    name: str
    lines: Callable[[Report], Iterable[JsonObject]]
    change: Callable[[JsonObject], Change]
    new: bool = False


class ChangeKind(NamedTuple):
    """One kind of change: its name for officers, its table in archives, the cells that it names.

    A row stands as a cell without measure.
    """

    name: str
    table: ArchiveTable | None = None  # None: an archive does not carry it
    cells: Callable[[Any], tuple[Address, ...]] = lambda _: ()


def _rows(report: Report) -> Iterator[JsonObject]:
    """The open rows, each after the row that it hangs on; those without a place follow."""
    placed = [(figure.code, row) for figure in report.template.figures.values() for row in report.all_rows(figure)]
    strays = (key for key, row in sorted(report.rows.items()) if not row.removed and not report.has_row(*key))
    for key in (*placed, *strays):
        row = report.rows.get(key)
        if row is not None:
            yield {"figure": row.figure, "id": row.id, "label": row.label, "position": row.position}


def _row(line: JsonObject) -> SetRow:
    return SetRow(OpenRow(text(line, "figure"), text(line, "id"), text(line, "label"), whole(line, "position")))


def _cells(report: Report) -> Iterator[JsonObject]:
    """Every stored cell in the order of the paper, then those without a place; numbers keep their decimals as text."""
    placed = (address for figure in report.template.figures.values() for address in report.addresses(figure))
    for address in (*placed, *sorted(address for address in report.cells if not report.has(address))):
        cell = report.cells.get(address)
        if cell is not None:
            yield {
                "figure": address.figure,
                "row": address.row,
                "measure": address.measure,
                "value": str(cell.number) if cell.number else None,
                "state": cell.state,
                "working": cell.working,
                **({"marks": [_mark_line(mark) for mark in cell.marks]} if cell.marks else {}),
            }


def _mark_line(mark: Mark) -> JsonObject:
    line = {
        "kind": mark.kind,
        "text": mark.text,
        "value": str(mark.number) if mark.number else "",
        "who": mark.who,
        "at": mark.at.isoformat() if mark.at else "",
    }
    return {key: value for key, value in line.items() if value}


def _number(line: JsonObject) -> Number:
    """The number of a cell; raises KnownError for one that no program of ours writes so (`+5`, `-0`, `007`)."""
    found = numbers.parse(text(line, "value"))
    if str(found) != line["value"]:
        raise KnownError(f"Số {quoted(text(line, 'value'))} viết không đúng dạng (đúng là {found}); chưa nhập gì.")
    return found


def _cell(line: JsonObject) -> SetCell:
    value = None if line.get("value") is None else _number(line)
    marks = line.get("marks", [])
    if not isinstance(marks, list):
        raise TypeError("marks")
    cell = Cell(value, State(text(line, "state")), text(line, "working"), tuple(map(_mark, marks)))
    return SetCell(Address(text(line, "figure"), text(line, "row"), text(line, "measure")), cell)


def _mark(line: JsonObject) -> Mark:
    texts = {key: text(line, key) for key in line}
    number, at = texts.pop("value", ""), texts.pop("at", "")
    return Mark(
        MarkKind(texts.pop("kind")),
        number=numbers.parse(number) if number else None,
        at=datetime.fromisoformat(at) if at else None,
        **texts,
    )


def _acceptances(report: Report) -> Iterator[JsonObject]:
    for finding, accepted in sorted(report.acceptances.items()):
        yield {
            "finding": finding,
            "reason": accepted.reason,
            "who": accepted.who,
            "at": accepted.at.isoformat(),
            "cells": accepted.cells,
        }


def _acceptance(line: JsonObject) -> SetAcceptance:
    accepted = Acceptance(text(line, "reason"), text(line, "who"), moment(line, "at"), text(line, "cells"))
    return SetAcceptance(text(line, "finding"), accepted)


def _notes(report: Report) -> Iterator[JsonObject]:
    for address, note in sorted(report.notes.items()):
        yield {**address._asdict(), "text": note}


def _note(line: JsonObject) -> SetNote:
    return SetNote(Address(text(line, "figure"), text(line, "row"), text(line, "measure")), text(line, "text"))


def _details(report: Report) -> Iterator[JsonObject]:
    for key, value in sorted(report.details.items()):
        yield {"key": key, "value": value}


def _detail(line: JsonObject) -> SetDetail:
    return SetDetail(text(line, "key"), text(line, "value"))


def _paragraphs(report: Report) -> Iterator[JsonObject]:
    for section, own in sorted(report.paragraphs.items()):
        yield {"section": section, "texts": list(own)}


def _paragraph(line: JsonObject) -> SetParagraphs:
    found = line["texts"]
    if not isinstance(found, list) or not found:
        raise TypeError("texts")
    return SetParagraphs(text(line, "section"), tuple(text({"text": item}, "text") for item in found))


def _answers(report: Report) -> Iterator[JsonObject]:
    for subject, answer in sorted(report.answers.items()):
        yield {"subject": subject, **{key: value for key, value in asdict(answer).items() if value}}


def _answer(line: JsonObject) -> SetAnswer:
    texts = {item.name: text(line, item.name) for item in fields(Answer) if item.name in line}
    return SetAnswer(text(line, "subject"), Answer(**{"value": "", **texts}))


def _documents(report: Report) -> Iterator[JsonObject]:
    """The legal documents in their order."""
    for key, document in report.documents.items():
        yield {"key": key, **asdict(document)}


def _document(line: JsonObject) -> SetLegalDocument:
    parts = (text(line, item.name) for item in fields(LegalDocument))
    return SetLegalDocument(text(line, "key"), LegalDocument(*parts))


def _sections(report: Report) -> Iterator[JsonObject]:
    for section, filing in sorted(report.sections.items()):
        yield {"section": section, "filing": filing}


def _section(line: JsonObject) -> SetSection:
    return SetSection(text(line, "section"), Filing(text(line, "filing")))


def _sums(report: Report) -> Iterator[JsonObject]:
    for address, coverage in sorted(report.coverage.items()):
        yield {**address._asdict(), **coverage._asdict()}


def _sum(line: JsonObject) -> SetCoverage:
    address = Address(text(line, "figure"), text(line, "row"), text(line, "measure"))
    coverage = Coverage(whole(line, "counted"), whole(line, "missing"))
    if min(coverage) < 0:
        raise ValueError("fewer than none")
    return SetCoverage(address, coverage)


def _children(report: Report) -> Iterator[JsonObject]:
    for unit, source in sorted(report.sources.items()):
        yield {"unit": unit, **{key: value for key, value in source._asdict().items() if value != ""}}


def _child(line: JsonObject) -> SetSource:
    remark = text(line, "remark") if "remark" in line else ""
    return SetSource(text(line, "unit"), Pin(text(line, "digest"), whole(line, "number"), remark))


KINDS: Mapping[type[Change], ChangeKind] = {
    SetRow: ChangeKind(
        "dòng tự thêm",
        ArchiveTable("rows", _rows, _row),
        lambda change: (Address(change.row.figure, change.row.id, ""),),
    ),
    SetCell: ChangeKind("số liệu", ArchiveTable("cells", _cells, _cell), lambda change: (change.address,)),
    SetNote: ChangeKind("ghi chú ô", ArchiveTable("notes", _notes, _note), lambda change: (change.address,)),
    SetAcceptance: ChangeKind("giải trình", ArchiveTable("acceptances", _acceptances, _acceptance)),
    SetDetail: ChangeKind("thông tin văn bản", ArchiveTable("details", _details, _detail)),
    SetParagraphs: ChangeKind("lời văn", ArchiveTable("paragraphs", _paragraphs, _paragraph)),
    SetLegalDocument: ChangeKind("văn bản được viện dẫn", ArchiveTable("documents", _documents, _document)),
    SetAnswer: ChangeKind("trả lời chỉ tiêu kế hoạch", ArchiveTable("answers", _answers, _answer, new=True)),
    SetSection: ChangeKind("tình trạng nộp mục", ArchiveTable("sections", _sections, _section, new=True)),
    SetCoverage: ChangeKind("số đơn vị đã tổng hợp", ArchiveTable("sums", _sums, _sum, new=True)),
    SetSource: ChangeKind("báo cáo cấp dưới đã dùng", ArchiveTable("children", _children, _child, new=True)),
    SetCalled: ChangeKind("tên chỉ tiêu ngoài mẫu"),
    SetState: ChangeKind("trạng thái báo cáo"),
    SetIssue: ChangeKind("số, ngày phát hành"),
}
"""Every kind, rows before the cells that stand in them."""

TABLES: tuple[ArchiveTable, ...] = tuple(kind.table for kind in KINDS.values() if kind.table)
"""The tables of an archive; readers refuse one that they do not know."""


def cells_of(change: Change) -> tuple[Address, ...]:
    """The cells that a change names; a row stands as a cell without measure."""
    return KINDS[type(change)].cells(change)


def text(line: JsonObject, key: str) -> str:
    """A text of a line, clean; raises KeyError or TypeError where there is none, or one longer than any may be."""
    value = line[key]
    if not isinstance(value, str) or "\0" in value or len(value) > limits.TEXT:
        raise TypeError(key)
    value.encode()  # half a surrogate pair is no text
    return clean(value)


def moment(line: JsonObject, key: str) -> datetime:
    """A time of a line with its zone; raises KeyError, TypeError or ValueError where there is none."""
    at = datetime.fromisoformat(text(line, key))
    if at.tzinfo is None:
        raise ValueError("a time without its zone")
    return at


def whole(line: JsonObject, key: str) -> int:
    """A whole number of a line; raises KeyError or TypeError where there is none."""
    value = line[key]
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) >= 2**53:
        raise TypeError(key)
    return value
