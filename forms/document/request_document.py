"""A request for data as an official document: what is asked of whom and until when, the tables to fill in after it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from forms.definitions.template import Section
from forms.document import letterhead
from forms.document.appendix import shown_cell
from forms.document.plain_table import TableColumn, row_of, table_of
from forms.document.request import Request, RequestLine
from forms.narrative.blocks import Appendix, Document, Head, Paragraph, Table, TableCell, Text
from forms.narrative.narrative import plain
from forms.narrative.scope import Scope
from forms.report import details
from forms.report.office import speaker
from forms.values.style import day_in_figures, roman
from forms.values.text import lowered, raised

_RECIPIENTS = ("Như trên", "Lưu: VT")
_BEFORE = 3  # columns before those of the first period


def compose(request: Request, edited: datetime) -> Document:
    """Make the document; `edited` is the time of the last edit of the data (UTC), the only time in files."""
    report = request.report
    landscape = True if len(request.periods) > 1 else None  # else only where it must be
    appendices = [
        Appendix(roman(place), f"Số liệu mục {section.number}: {section.title}", _table(request, section), landscape)
        for place, section in enumerate(request.sections, start=1)
    ]
    if len(appendices) == 1:
        appendices = [replace(appendices[0], number="")]
    return Document(
        kind="",
        subject=f"cung cấp số liệu {_purpose(request)}",
        letterhead=letterhead.of_letter(report, request.on.year),
        addressee=request.agency,
        body=tuple(Paragraph((Text(sentence),)) for sentence in _sentences(request)),
        signature=letterhead.signature(report),
        recipients=letterhead.kept(report, _RECIPIENTS),
        appendices=tuple(appendices),
        author=report.unit.name,
        edited=edited,
        fingerprint="",
    )


def _purpose(request: Request) -> str:
    """The document that the numbers are for, in the words of its own subject."""
    definition = request.report.template.document
    return f"{definition.kind.lower()} {lowered(plain(definition.subject, Scope(request.report)))}"


def _sentences(request: Request) -> Iterator[str]:
    """What is asked, until which day the numbers go, and how to reply."""
    report = request.report
    named = "; ".join(f"mục {section.number}: {section.title}" for section in request.sections)
    where = "các phụ lục kèm theo" if len(request.sections) > 1 else "phụ lục kèm theo"
    yield (
        f"Để lập {_purpose(request)}, {speaker(report)} đề nghị {request.agency} cung "
        f"cấp số liệu {named}, theo biểu tại {where}."
    )
    day = details.as_of(report) or report.period.end
    periods = ", ".join(period.label for period in request.periods)
    yield (
        f"Số liệu {periods}, tính đến hết ngày {day_in_figures(day)}. Chỗ không có số đề nghị ghi rõ: không phát sinh, "
        "chưa có số liệu hoặc không thuộc phạm vi."
    )
    until = f" chậm nhất ngày {day_in_figures(request.due)}" if request.due else ""
    yield (
        f"Đề nghị {request.agency} gửi lại{until}, kèm phiếu cung cấp số liệu (tệp Excel gửi cùng công văn này) đã "
        "ghi số liệu để nhập thẳng vào báo cáo."
    )


def _table(request: Request, section: Section) -> Table:
    """The table to fill in: what the report has stands beside the blank, a pair of columns for each period."""
    several = len(request.periods) > 1
    width = 8 if several else 13
    columns = [
        TableColumn("TT", 4 if several else 5, "center"),
        TableColumn("Chỉ tiêu", 0),
        TableColumn("ĐVT", 8 if several else 11, "center"),
        *(TableColumn(head, width, "right") for _ in request.periods for head in ("Số đã có", "Số cung cấp")),
        TableColumn("Ghi chú", 10 if several else 14),
    ]
    found = table_of(columns, [_row(columns, line, len(request.periods)) for line in request.lines(section)])
    labels = [period.label for period in request.periods] if several else []
    over = (
        Head(TableCell(raised(label), "center", bold=True), 0, _BEFORE + 2 * place, across=2)
        for place, label in enumerate(labels)
    )
    return replace(found, over=tuple(over))


def _row(columns: list[TableColumn], line: RequestLine, periods: int) -> tuple[TableCell, ...]:
    cells = line.held or (None,) * periods
    each = [text for cell in cells for text in (shown_cell(cell), "")]
    texts = [line.number, line.label or "…", line.unit, *each, ""]
    heads = line.address is None
    return row_of(columns, texts, indent=line.depth, bold=not line.depth, italic=heads and line.depth > 0, leads=heads)
