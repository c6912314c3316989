"""A table in a file from outside, row by row: CSV, what was copied from a table, or the first sheet of a workbook.

Everything in it is counted, and nothing in it is believed: cells are texts without what nobody sees.
"""

from __future__ import annotations

from pathlib import Path

from exports import arrival
from exports.container import Container
from exports.delimited import LONGEST_CELL, MAX_BYTES, Rows, split
from exports.excel.book import Book
from exports.payload import explained
from forms.errors import KnownError

_PASTED = "bảng đã dán"
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


def _sheet(book: Book) -> list[tuple[int, list[str]]]:
    for name in book.names:
        if found := book.rows(name, LONGEST_CELL):
            return found
    raise KnownError("Tệp Excel không có dòng nào; đề nghị chọn tệp khác.")
