"""A workbook of an office's own making: its sheets as they are shown, and the shape by which it is known again.

The shape is that of its words, wherever numbers change from year to year.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import blake2b

from exports.container import Container
from exports.excel.book import Book
from forms.errors import KnownError
from forms.values.frozen import frozen
from forms.values.spreadsheet import Position
from forms.values.text import fold

_MOST_SHEETS = 60
MOST_ROWS, MOST_COLUMNS = 2000, 60
_NUMERALS = re.compile(r"\d+")


@frozen
class OwnBook:
    """What the sheets show, as texts by place, and the shape of it all."""

    sheets: Mapping[str, Mapping[Position, str]]
    shape: str


def read(content: bytes) -> OwnBook:
    """Read the workbook; raises KnownError for what is none, or larger than any form of an office."""
    book = Book(Container(content))
    if len(book.names) > _MOST_SHEETS:
        raise KnownError(f"Tệp Excel có hơn {_MOST_SHEETS} trang; đề nghị giữ lại trang có số liệu.")
    sheets = {}
    for name in book.names:
        sheets[name] = {
            (row, column): text
            for (row, column), text in sorted(book.texts(name).items())
            if text and 0 < row <= MOST_ROWS and 0 < column <= MOST_COLUMNS
        }
    return OwnBook(sheets, _shape(sheets))


def _shape(sheets: Mapping[str, Mapping[Position, str]]) -> str:
    """A short code of the words and where they stand."""
    words = [
        (name, place, _NUMERALS.sub("", fold(text)))
        for name, shown in sheets.items()
        for place, text in shown.items()
        if any(letter.isalpha() for letter in text)
    ]
    return blake2b(repr(words).encode(), digest_size=10).hexdigest()
