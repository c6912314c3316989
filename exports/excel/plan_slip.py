"""The slip by which an agency is given its targets and tasks, and by which it answers: one workbook, there and back.

What the agency writes is typed into open cells; each line carries the name of its target in a hidden column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from exports.excel import slip_book, styles
from exports.excel.book import Book
from exports.excel.section_sheet import LINE, TOP, lines_of
from exports.excel.slip_book import SlipKind
from forms.document.plan_slip import ANSWERED, AgencySlip, SlipLine
from forms.errors import KnownError

_KIND = SlipKind("phiếu giao chỉ tiêu dạng XLSX", "phieu-giao-chi-tieu")
_LONGEST = 1000  # characters of a cell
_SHEETS = {"target": "Chỉ tiêu", "task": "Nhiệm vụ"}
_GIVEN = {
    "target": (("TT", 5.0), ("Nội dung", 46.0), ("ĐVT", 9.0)),
    "task": (("TT", 5.0), ("Nhiệm vụ", 46.0), ("Thời gian", 14.0)),
}
_TYPED = (("Thực hiện", 14.0), ("Ngày số liệu", 13.0), ("Nguồn", 20.0), ("Đánh giá", 15.0))
_PLACE = ("Mã dòng", 0.0)
_HOW = (
    "Chỉ ghi vào các ô nền vàng: số hoặc chữ, ngày dạng 15/11/2024. Ô để trống là chưa trả lời. Gửi lại nguyên tệp này."
)


def write(slip: AgencySlip, edited: datetime, path: Path) -> None:
    """Write a slip; the same slip gives the same bytes."""
    book = styles.Workbook(f"Phiếu giao chỉ tiêu: {slip.agency}", slip.office, edited)
    for kind, name in _SHEETS.items():
        lines = [line for line in slip.lines if line.kind == kind]
        if lines:
            _write_sheet(book, book.add(name), slip, kind, lines)
    _KIND.write_subject(book, (slip.locality, slip.agency, slip.unit, slip.template, slip.period))
    book.save(path)


def _write_sheet(book: styles.Workbook, sheet: Any, slip: AgencySlip, kind: str, lines: Sequence[SlipLine]) -> None:  # noqa: ANN401
    """Write the lines of a kind: what is wanted, then the cells to be filled in."""
    years = [(f"Mục tiêu {year}", 11.0) for year in slip.years] if kind == "target" else []
    heads = [*_GIVEN[kind], *years, *_TYPED, _PLACE]
    title = f"PHIẾU GIAO {_SHEETS[kind].upper()}: {slip.agency}"
    slip_book.begin(sheet, book, title, f"{slip.office}, kế hoạch của {slip.locality}, {slip.label}", _HOW, heads)
    last = len(heads) - 1
    first = last - len(_TYPED)
    for row, line in enumerate(lines, start=TOP):
        given = [*line.given, *([text or "-" for text in line.wanted] if kind == "target" else [])]
        for column, text in enumerate(given):
            sheet.write_string(row, column, text, book.formats["label0" if column == 1 else "center"])
        style = book.formats["center" if line.locked else "typed"]
        for column, text in enumerate(line.answer, start=first):
            sheet.write_string(row, column, text, style)
        sheet.write_string(row, last, line.subject, book.formats["center"])
        sheet.set_row(row, LINE * lines_of(line.given[1], _GIVEN[kind][1][1]) + 3)
    sheet.data_validation(TOP, last - 1, TOP + len(lines) - 1, last - 1, {"validate": "list", "source": list(ANSWERED)})


def read(path: Path) -> AgencySlip:
    """Read the answers of a slip; raises KnownError for any other file."""
    with _KIND.returned(path, 5) as (book, about):
        locality, agency, unit, template, period = about[:5]
        there = [(kind, name) for kind in _SHEETS for name in book.names if _is_of(book, name, kind)]
        lines = [line for kind, name in there for line in _lines(book, kind, name)]
        return AgencySlip(locality, agency, unit, template, period, tuple(lines))


def _is_of(book: Book, name: str, kind: str) -> bool:
    """Whether a sheet has lines of a kind: a copy, or one that goes by another name, is known by its heads."""
    heads = {text for (row, _), text in book.texts(name).items() if row == TOP}
    return name == _SHEETS[kind] or heads >= {_GIVEN[kind][1][0], _PLACE[0]}


def _lines(book: Book, kind: str, name: str) -> Iterator[SlipLine]:
    """The lines that carry the name of a target, with what was typed beside it."""
    rows = dict(book.rows(name, _LONGEST))
    heads = rows.get(TOP, [])
    columns = [heads.index(head) for head, _ in _TYPED if head in heads]
    mark = heads.index(_PLACE[0]) if _PLACE[0] in heads else 0
    if len(columns) < len(_TYPED) or not mark:
        raise KnownError("Dòng tiêu đề của phiếu đã bị sửa; đề nghị xuất lại phiếu và trả lời trên phiếu đó.")
    for number, cells in rows.items():
        padded = [*cells, *[""] * (mark + 1 - len(cells))]
        if number > TOP and padded[mark]:
            answer = tuple(padded[column] for column in columns)
            yield SlipLine(kind, padded[mark], tuple(padded[:3]), answer=answer, number=number)
