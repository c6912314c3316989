"""The appendices of the document: figures by section, documents issued, corrections, explanations, notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from forms.checks.checker import check
from forms.document import appendix, revisions
from forms.narrative.blocks import Appendix, Table, TableCell
from forms.report.changes import ReportState
from forms.report.report import Report
from forms.values.style import VIETNAM, day_in_figures

_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def of(report: Report) -> tuple[Appendix, ...]:
    """Every appendix that the report has, numbered in Roman figures; a single one takes no number.

    Sections without a number have a table to be filled in while the report is a draft, and none when it is final.
    """
    found = [*_figures(report), *_documents(report), *_corrections(report), *_explanations(report), *_notes(report)]
    if len(found) == 1:
        return tuple(found)
    return tuple(replace(item, number=roman(place)) for place, item in enumerate(found, start=1))


def number_of(appendices: tuple[Appendix, ...], title: str) -> str | None:
    """The number of the appendix with this title; None when there is none."""
    return next((item.number for item in appendices if item.title == title), None)


def roman(number: int) -> str:
    """A whole number from 1 to 39 in Roman figures."""
    text = ""
    for value, letters in _ROMAN:
        while number >= value:
            text, number = text + letters, number - value
    return text


def _figures(report: Report) -> Iterator[Appendix]:
    stated = {address.figure for address in report.cells}
    for section in report.template.sections.values():
        if section.figures and (report.state is ReportState.DRAFT or stated & section.figures.keys()):
            title = report.template.document.appendix.format(section=section.code, title=section.title)
            yield Appendix("", title, appendix.table(report, section), landscape=True, section=section.code)


def _table(heads: tuple[tuple[str, float, str], ...], rows: Sequence[tuple[str, ...]]) -> Table:
    """A table whose rows are numbered; heads are (words, share of the width, alignment)."""
    columns = (("STT", 0.06, "center"), *heads)
    return Table(
        tuple(width for _, width, _ in columns),
        tuple(TableCell(head, "center", bold=True) for head, _, _ in columns),
        tuple(
            tuple(TableCell(text, align) for text, (_, _, align) in zip((str(place), *row), columns, strict=True))
            for place, row in enumerate(rows, start=1)
        ),
    )


def _documents(report: Report) -> Iterator[Appendix]:
    """The documents that the office issued or lists, as an appendix of their own."""
    heads = (
        ("Tên loại", 0.13, "left"),
        ("Số, ký hiệu", 0.16, "center"),
        ("Ngày ban hành", 0.12, "center"),
        ("Cơ quan ban hành", 0.2, "left"),
        ("Nội dung", 0.33, "left"),
    )
    rows = [
        (document.kind, document.number, document.issued, document.issuer, document.title)
        for document in report.documents.values()
    ]
    if rows:
        yield Appendix("", report.template.document.documents_title, _table(heads, rows), landscape=True)


def _corrections(report: Report) -> Iterator[Appendix]:
    """What the issue before reported, what is now reported, and why."""
    heads = (
        ("Chỉ tiêu", 0.34, "left"),
        ("ĐVT", 0.1, "center"),
        ("Đã báo cáo", 0.12, "right"),
        ("Điều chỉnh", 0.12, "right"),
        ("Chênh lệch", 0.1, "right"),
        ("Lý do", 0.16, "left"),
    )
    rows = [
        (item.label, item.unit, item.reported, item.corrected, item.difference, report.reason)
        for item in revisions.corrections(report)
    ]
    if rows:
        yield Appendix("", report.template.document.reissue_title, _table(heads, rows), landscape=True)


def _explanations(report: Report) -> Iterator[Appendix]:
    """The findings that the office accepted, with its reasons."""
    if not report.acceptances:
        return
    heads = (("Nội dung", 0.44, "left"), ("Giải trình", 0.36, "left"), ("Người giải trình, ngày", 0.14, "left"))
    rows = [
        (finding.message, finding.accepted.reason, f"{finding.accepted.who}, {_local(finding.accepted.at)}")
        for finding in check(report)
        if finding.accepted is not None
    ]
    if rows:
        yield Appendix("", report.template.document.explanation_title, _table(heads, rows), landscape=True)


def _notes(report: Report) -> Iterator[Appendix]:
    """The notes to cells, in the order of the paper, where the office wants them printed."""
    if report.details.get("cell_notes") != "có":
        return
    heads = (
        ("Mục", 0.08, "center"),
        ("Chỉ tiêu", 0.34, "left"),
        ("ĐVT", 0.1, "center"),
        ("Số liệu", 0.12, "right"),
        ("Ghi chú", 0.3, "left"),
    )
    rows = [
        (
            figure.section,
            *revisions.named(report, address, {}),
            appendix.text(report, address),
            report.notes[address],
        )
        for section in report.template.sections.values()
        for figure in section.figures.values()
        for address in report.addresses(figure)
        if address in report.notes
    ]
    if rows:
        yield Appendix("", report.template.document.notes_title, _table(heads, rows), landscape=True)


def _local(at: datetime) -> str:
    """The day in Vietnam on which something happened, wherever the file is written."""
    return day_in_figures(at.astimezone(VIETNAM).date())
