"""The slip by which an agency is given its targets and tasks, and by which it answers: one workbook, there and back.

What the agency writes is typed into open cells; everything else is locked. Each line carries the name of its target in
a hidden column, so that an answer finds it wherever the line has gone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from exports import arrival
from exports.container import Container
from exports.excel import styles
from exports.excel.book import Book
from exports.excel.section_sheet import LINE, TOP, frame, lines_of
from exports.payload import explained
from forms.document.plan_slip import ANSWERED, AgencySlip, SlipLine
from forms.errors import KnownError

_KIND = "phiếu giao chỉ tiêu dạng XLSX"
_HIDDEN = "BaoCao42"
_MARK = "phieu-giao-chi-tieu"
_MOST = 4_000_000  # bytes
_LONGEST = 1000  # characters of a cell
_SHEETS = {"target": "Chỉ tiêu", "task": "Nhiệm vụ"}
_GIVEN = {
    "target": (("TT", 5.0), ("Nội dung", 46.0), ("ĐVT", 9.0)),
    "task": (("TT", 5.0), ("Nhiệm vụ", 46.0), ("Thời gian", 14.0)),
}
_TYPED = (("Thực hiện", 14.0), ("Ngày số liệu", 13.0), ("Nguồn", 20.0), ("Đánh giá", 15.0))
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
    hidden = book.add(_HIDDEN)
    hidden.very_hidden()
    for row, text in enumerate((_MARK, slip.locality, slip.agency, slip.unit, slip.template, slip.period)):
        hidden.write_string(row, 0, text)
    book.save(path)


def _write_sheet(book: styles.Workbook, sheet: Any, slip: AgencySlip, kind: str, lines: Sequence[SlipLine]) -> None:  # noqa: ANN401
    """Write the lines of a kind: what is wanted, then the cells to be filled in."""
    years = [(f"Mục tiêu {year}", 11.0) for year in slip.years] if kind == "target" else []
    heads = [("", 0.0), *_GIVEN[kind], *years, *_TYPED]
    title = f"PHIẾU GIAO {_SHEETS[kind].upper()}: {slip.agency}"
    frame(sheet, book.formats, title, f"{slip.office}, kế hoạch của {slip.locality}, {slip.label}", heads[1:])
    sheet.write_string(2, 0, _HOW, book.formats["subtitle"])
    last = len(heads) - 1
    sheet.write_string(TOP - 1, last, "Mã dòng", book.formats["head"])
    sheet.set_column(last, last, None, None, {"hidden": True})
    first = len(heads) - 1 - len(_TYPED)
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
    sheet.protect("", {"format_columns": True, "format_rows": True})


def read(path: Path) -> AgencySlip:
    """Read the answers of a slip; raises KnownError for any other file."""
    content = arrival.content(path, _MOST, _KIND)
    with explained(path):
        if not content.startswith(b"PK"):
            raise KnownError(f"Đây không phải {_KIND}; đề nghị chọn tệp mà cơ quan gửi lại.")
        return _read(Book(Container(content)))


def _read(book: Book) -> AgencySlip:
    head = [str(book.cells(_HIDDEN).get((row, 1), "")) for row in range(1, 7)] if _HIDDEN in book.names else [""]
    if head[0] != _MARK:
        raise KnownError(f"Đây không phải {_KIND}; đề nghị chọn tệp mà cơ quan gửi lại.")
    lines = [line for kind, name in _SHEETS.items() if name in book.names for line in _lines(book, kind, name)]
    _, locality, agency, unit, template, period = head
    return AgencySlip(locality, agency, unit, template, period, tuple(lines))


def _lines(book: Book, kind: str, name: str) -> Iterator[SlipLine]:
    """The lines that carry the name of a target, with what was typed beside it."""
    rows = dict(book.rows(name, _LONGEST))
    heads = rows.get(TOP, [])
    columns = [heads.index(head) for head, _ in _TYPED if head in heads]
    mark = heads.index("Mã dòng") if "Mã dòng" in heads else 0
    if len(columns) < len(_TYPED) or not mark:
        raise KnownError("Dòng tiêu đề của phiếu đã bị sửa; đề nghị xuất lại phiếu và trả lời trên phiếu đó.")
    for number, cells in rows.items():
        padded = [*cells, *[""] * (mark + 1 - len(cells))]
        if number > TOP and padded[mark]:
            answer = tuple(padded[column] for column in columns)
            yield SlipLine(kind, padded[mark], tuple(padded[:3]), answer=answer, number=number)
