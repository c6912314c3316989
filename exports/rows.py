"""A table in a file from outside, row by row: CSV, what was copied from a table, or the first sheet of a workbook.

Everything in it is counted, and nothing in it is believed: cells are texts without what nobody sees.
"""

from __future__ import annotations

import unicodedata
from decimal import Context, Decimal
from pathlib import Path

from exports import arrival
from exports.container import Container
from exports.delimited import LONGEST_CELL, MAX_BYTES, MOST_COLUMNS, Rows, split
from exports.excel.book import Book
from exports.payload import explained
from forms.errors import KnownError
from forms.values.text import visible

_PASTED = "bảng đã dán"
_FIFTEEN = Context(prec=15)  # digits that a spreadsheet keeps; what follows them is its own
_ZIP = b"PK\x03\x04"


def read(path: Path, kind: str) -> Rows:
    """The rows of a CSV file or of the first sheet with any of a workbook; `kind` says what the file should be.

    Raises KnownError, also while the rows are read, for any other file.
    """
    content = arrival.content(path, MAX_BYTES, kind)
    if not content.startswith(_ZIP):
        return split(content, path.name, kind)[1]
    with explained(path):
        return iter(_sheet(Book(Container(content))))


def pasted(text: str) -> Rows:
    """The rows of what was copied from a table: a line a row, columns apart by tabs."""
    return split(text.encode(errors="replace"), _PASTED, "bảng có nội dung")[1]


def cells_of(book: Book, name: str) -> list[tuple[int, list[str]]]:
    """The rows of a sheet that say something, numbers with a comma and no groups.

    Raises KnownError where there are more than anybody needs.
    """
    cells = book.cells(name)
    rows: dict[int, list[str]] = {}
    for (row, column), shown in sorted(cells.items()):
        if column > MOST_COLUMNS or row < 1:
            continue
        line = rows.setdefault(row, [])
        line += [""] * (column - len(line))
        line[column - 1] = _shown(shown)
    found = [(row, line) for row, line in rows.items() if any(line)]
    if any(len(cell) > LONGEST_CELL for _, line in found for cell in line):
        raise KnownError("Bảng có ô dài bất thường; đề nghị sửa lại, chưa nhập gì.")
    return found


def _sheet(book: Book) -> list[tuple[int, list[str]]]:
    for name in book.names:
        if found := cells_of(book, name):
            return found
    raise KnownError("Tệp Excel không có dòng nào; đề nghị chọn tệp khác.")


def _shown(shown: str | Decimal) -> str:
    if isinstance(shown, str):
        return unicodedata.normalize("NFC", visible(shown)).strip()
    return f"{_FIFTEEN.plus(shown).normalize():f}".replace(".", ",")
