"""The data of a report as JSON, and back: what files carry, and the short code that matches paper to data.

Each kind of thing that a report stores is a table: how it is written, and the change that puts a line of it
back. A report is read back as the changes that make it from an empty one, so that whatever is carried is
stored, undone and kept in the history like anything that was typed.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime

from forms import details, filling, numbers, paragraphs
from forms import period as periods
from forms.definitions import Measure, Template
from forms.errors import KnownError
from forms.legal import LegalDocument
from forms.period import Period
from forms.report import (
    Acceptance,
    Address,
    Cell,
    Change,
    OpenRow,
    Report,
    SetAcceptance,
    SetCell,
    SetDetail,
    SetLegalDocument,
    SetNote,
    SetParagraphs,
    SetRow,
    State,
    Unit,
    tidy,
)

FORMAT = 1
_MOST_ROWS = 2000  # a full report has some hundred open rows
_OPEN = re.compile(r"(?:(.+)/)?([^/:]+):#([1-9]\d{0,8})", re.ASCII)

Line = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Table:
    """One kind of thing that a report stores: its lines, and the change that puts a line back."""

    lines: Callable[[Report], Iterator[Line]]
    change: Callable[[Line], Change]


def _rows(report: Report) -> Iterator[Line]:
    """The open rows, each after the row that it hangs on."""
    for figure in report.template.figures.values():
        for row_id in report.all_rows(figure):
            row = report.rows.get((figure.code, row_id))
            if row is not None:
                yield {"figure": row.figure, "id": row.id, "label": row.label, "position": row.position}


def _row(line: Line) -> SetRow:
    return SetRow(OpenRow(text(line, "figure"), text(line, "id"), text(line, "label"), whole(line, "position")))


def _cells(report: Report) -> Iterator[Line]:
    """Every stored cell in the order of the paper; numbers keep their decimals as text."""
    for figure in report.template.figures.values():
        for address in report.addresses(figure):
            cell = report.cells.get(address)
            if cell is not None:
                yield {
                    "figure": address.figure,
                    "row": address.row,
                    "measure": address.measure,
                    "value": str(cell.number) if cell.number else None,
                    "state": str(cell.state),
                    "working": cell.working,
                }


def _cell(line: Line) -> SetCell:
    value = None if line.get("value") is None else numbers.parse(text(line, "value"))
    cell = Cell(value, State(text(line, "state")), text(line, "working"))
    return SetCell(Address(text(line, "figure"), text(line, "row"), text(line, "measure")), cell)


def _acceptances(report: Report) -> Iterator[Line]:
    for finding, accepted in sorted(report.acceptances.items()):
        yield {
            "finding": finding,
            "reason": accepted.reason,
            "who": accepted.who,
            "at": accepted.at.isoformat(),
            "cells": accepted.cells,
        }


def _acceptance(line: Line) -> SetAcceptance:
    at = datetime.fromisoformat(text(line, "at"))
    if at.tzinfo is None:
        raise ValueError("a time without its zone")
    accepted = Acceptance(text(line, "reason"), text(line, "who"), at, text(line, "cells"))
    return SetAcceptance(text(line, "finding"), accepted)


def _notes(report: Report) -> Iterator[Line]:
    for address, note in sorted(report.notes.items()):
        yield {**address._asdict(), "text": note}


def _note(line: Line) -> SetNote:
    return SetNote(Address(text(line, "figure"), text(line, "row"), text(line, "measure")), text(line, "text"))


def _details(report: Report) -> Iterator[Line]:
    for key, value in sorted(report.details.items()):
        yield {"key": key, "value": value}


def _detail(line: Line) -> SetDetail:
    return SetDetail(text(line, "key"), text(line, "value"))


def _paragraphs(report: Report) -> Iterator[Line]:
    for section, own in sorted(report.paragraphs.items()):
        yield {"section": section, "texts": list(own)}


def _paragraph(line: Line) -> SetParagraphs:
    found = line["texts"]
    if not isinstance(found, list) or not found:
        raise TypeError("texts")
    return SetParagraphs(text(line, "section"), tuple(text({"text": item}, "text") for item in found))


def _documents(report: Report) -> Iterator[Line]:
    """The legal documents in their order."""
    for key, document in report.documents.items():
        yield {"key": key, **asdict(document)}


def _document(line: Line) -> SetLegalDocument:
    parts = (text(line, item.name) for item in fields(LegalDocument))
    return SetLegalDocument(text(line, "key"), LegalDocument(*parts))


# A further kind of thing is one more entry; readers refuse a table that they do not know.
TABLES: Mapping[str, Table] = {
    "rows": Table(_rows, _row),
    "cells": Table(_cells, _cell),
    "notes": Table(_notes, _note),
    "acceptances": Table(_acceptances, _acceptance),
    "details": Table(_details, _detail),
    "paragraphs": Table(_paragraphs, _paragraph),
    "documents": Table(_documents, _document),
}


def text(line: Line, key: str) -> str:
    """A text of a line; raises KeyError or TypeError where there is none."""
    value = line[key]
    if not isinstance(value, str) or "\0" in value:
        raise TypeError(key)
    value.encode()  # half a surrogate pair is no text
    return value


def whole(line: Line, key: str) -> int:
    """A whole number of a line; raises KeyError or TypeError where there is none."""
    value = line[key]
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) >= 2**53:
        raise TypeError(key)
    return value


def as_data(report: Report) -> dict[str, object]:
    """Everything that was stated, as plain values."""
    return {
        "format": FORMAT,
        "template": {"code": report.template.code, "version": report.template.version},
        "unit": {"name": report.unit.name, "level": report.unit.level},
        "period": report.period.code,
        **{name: list(table.lines(report)) for name, table in TABLES.items()},
    }


def encode(report: Report) -> bytes:
    """The data as canonical JSON text: the same report gives the same bytes."""
    plain = json.dumps(as_data(report), ensure_ascii=False, sort_keys=True, indent=1)
    return (plain + "\n").encode()


def digest(data: bytes) -> str:
    """SHA-256 of encoded data, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def short_code(data: bytes) -> str:
    """The first twelve digits of the digest in groups of four, for the foot of the last page."""
    short = digest(data)[:12].upper()
    return "-".join(short[start : start + 4] for start in range(0, 12, 4))


def fingerprint(report: Report) -> str:
    """The short code of a report's data."""
    return short_code(encode(report))


@dataclass(frozen=True, slots=True)
class Archive:
    """Data that was read: whose report it is, and the changes that make it from an empty one."""

    template: str
    version: int
    unit: Unit
    period: Period
    changes: tuple[Change, ...]


def decode(data: bytes) -> Archive:
    """Read encoded data; raises KnownError for anything else, whatever is in it."""
    try:
        found = json.loads(data.decode("utf-8"), parse_constant=_no_constant, object_pairs_hook=_no_twins)
        if not isinstance(found, dict) or not isinstance(found.get("format"), int):
            raise TypeError("format")
        known = {"format", "template", "unit", "period", *TABLES}
        if found["format"] > FORMAT or not known >= found.keys():
            raise KnownError(
                "Dữ liệu do bản BaoCao42 mới hơn ghi; đề nghị cập nhật chương trình rồi đọc lại, chưa nhập gì."
            )
        template, unit = _table(found, "template"), _table(found, "unit")
        return Archive(
            text(template, "code"),
            whole(template, "version"),
            Unit(tidy(text(unit, "name")), text(unit, "level")),
            periods.parse(text(found, "period")),
            tuple(TABLES[name].change(line) for name in TABLES for line in _lines(found, name)),
        )
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise KnownError(_BROKEN) from error


_BROKEN = "Dữ liệu kèm theo bị hỏng, không đọc được; đề nghị xin lại tệp từ nơi gửi, chưa nhập gì."


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _no_twins(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _table(found: Line, key: str) -> Line:
    value = found[key]
    if not isinstance(value, dict):
        raise TypeError(key)
    return value


def _lines(found: Line, key: str) -> Iterable[Line]:
    """The lines of a table; a table that an older program did not know is empty."""
    lines = found.get(key, [])
    if not isinstance(lines, list) or not all(isinstance(line, dict) for line in lines):
        raise TypeError(key)
    return lines


def restore(archive: Archive, template: Template) -> Report:
    """Make the report from its archive; raises KnownError for what the template has no place for."""
    if archive.version > template.version:
        raise KnownError(
            f'Dữ liệu theo mẫu "{archive.template}" bản {archive.version}, chương trình có bản {template.version}; '
            "đề nghị cập nhật chương trình rồi đọc lại."
        )
    if archive.unit.level not in template.offices or not archive.unit.name:
        raise KnownError(_BROKEN)
    report = Report(template, archive.unit, archive.period)
    places = _Places(template, archive)
    for change in archive.changes:
        places.check(report, change)
        report.apply(change)
    return report


class _Places:
    """The rows that a report has while it is put together."""

    def __init__(self, template: Template, archive: Archive) -> None:
        self._figures = template.figures
        self._empty = Report(template, archive.unit, archive.period)
        self._rows = {code: set(self._empty.all_rows(figure)) for code, figure in template.figures.items()}

    def check(self, report: Report, change: Change) -> None:
        """Refuse a row or a cell that has no place in the report, or stands there already."""
        if isinstance(change, SetRow):
            self._check_row(report, change.row)
        elif isinstance(change, SetCell):
            self._check_cell(report, change.address, change.cell)
        elif isinstance(change, SetNote):
            self._measure(change.address)
        else:
            _check_words(report, change)

    def _check_row(self, report: Report, row: OpenRow) -> None:
        figure = self._figures.get(row.figure)
        match = _OPEN.fullmatch(row.id)
        parent, code = (match[1] or "", match[2]) if match else ("", "")
        breakdown = figure.breakdowns.get(code) if figure else None
        fits = breakdown is not None and breakdown.open and breakdown.hangs_on(parent)
        new = (row.figure, row.id) not in report.rows
        if figure is None or not fits or not new or parent not in self._rows[figure.code]:
            raise KnownError(_stray(row.figure, row.id))
        if row.label != tidy(row.label) or not 0 < len(row.label) <= 300 or len(report.rows) >= _MOST_ROWS:
            raise KnownError(_stray(row.figure, row.id))
        self._rows[figure.code].update(self._empty.all_rows(figure, row.id))

    def _check_cell(self, report: Report, address: Address, cell: Cell | None) -> None:
        measure = self._measure(address)
        if cell is None or address in report.cells:
            raise KnownError(_stray(*address))
        if cell.number is not None:
            filling.refuse(cell.number, measure, self._figures[address.figure].name)

    def _measure(self, address: Address) -> Measure:
        """The measure of a cell; raises KnownError where the report has no such cell."""
        figure = self._figures.get(address.figure)
        if figure is not None and address.row in self._rows[figure.code]:
            measure = figure.measures_at(address.row).get(address.measure)
            if measure is not None:
                return measure
        raise KnownError(_stray(*address))


def _check_words(report: Report, change: Change) -> None:
    """Refuse words that have no place in the report, or more of them than anyone writes."""
    match change:
        case SetDetail(key=key):
            fits = key in details.LABELS
        case SetParagraphs(section=section, texts=texts):
            known = section in report.template.sections or section in paragraphs.TITLES
            fits = known and sum(map(len, texts or ())) <= paragraphs.LONGEST
        case SetLegalDocument():
            fits = len(report.documents) < _MOST_ROWS
        case _:
            fits = True
    if not fits:
        raise KnownError(_BROKEN)


def _stray(*place: str) -> str:
    return f'Dữ liệu kèm theo có ô "{" ".join(filter(None, place))}" không có trong mẫu báo cáo; chưa nhập gì.'
