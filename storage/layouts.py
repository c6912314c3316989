"""Where a workbook has which cell: pointed at once, remembered by the shape of the sheets.

One of a lower office is read, and whose it is counts; one of a superior is filled in.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import Any, NamedTuple

from forms.books.pointing import BookLayout, Pointing, SheetPlace, When
from forms.report.cells import Address
from storage import seals
from storage.tables.cells import Stamp


class OfficeLayout(NamedTuple):
    """The cells of a report by their places in workbooks of an office that have one shape."""

    unit: int
    shape: str
    cells: Mapping[Address, SheetPlace]


def read(connection: sqlite3.Connection, template: str) -> list[OfficeLayout]:
    """Every layout of a template, in the order in which they were pointed at."""
    rows = connection.execute("SELECT unit, shape, cells FROM layout WHERE template = ? ORDER BY id", [template])
    return [
        OfficeLayout(unit, shape, {Address(*address): SheetPlace(*place) for address, place in json.loads(cells)})
        for unit, shape, cells in rows
    ]


def keep(connection: sqlite3.Connection, template: str, layout: OfficeLayout, by: Stamp) -> None:
    """Remember a layout, in the place of an earlier one of the office and shape."""
    cells = json.dumps([[list(address), list(place)] for address, place in layout.cells.items()], ensure_ascii=False)
    connection.execute(
        "INSERT INTO layout (unit, template, shape, cells, who, at) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (unit, template, shape) DO UPDATE SET cells = excluded.cells, who = excluded.who, "
        "at = excluded.at",
        [layout.unit, template, layout.shape, cells, by.who, by.at],
    )
    seals.write(connection)


def read_books(connection: sqlite3.Connection, template: str) -> list[BookLayout]:
    """Every layout of a superior's workbook for a template, in the order in which they were pointed at."""
    rows = connection.execute("SELECT shape, sheets, cells FROM book_layout WHERE template = ? ORDER BY id", [template])
    return [
        BookLayout(shape, tuple(json.loads(sheets)), tuple(_pointing(*one) for one in json.loads(cells)))
        for shape, sheets, cells in rows
    ]


def keep_book(connection: sqlite3.Connection, template: str, layout: BookLayout, by: Stamp) -> None:
    """Remember the layout of a superior's workbook, in the place of an earlier one of the shape."""
    cells = [
        [list(one.place), one.figure, one.row, one.measure, one.when, one.office, one.scale, list(one.words)]
        for one in layout.cells
    ]
    sheets, told = (json.dumps(part, ensure_ascii=False) for part in (layout.sheets, cells))
    connection.execute(
        "INSERT INTO book_layout (template, shape, sheets, cells, who, at) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (template, shape) DO UPDATE SET sheets = excluded.sheets, cells = excluded.cells, "
        "who = excluded.who, at = excluded.at",
        [template, layout.shape, sheets, told, by.who, by.at],
    )
    seals.write(connection)


def _pointing(
    place: list[Any], figure: str, row: str, measure: str, when: str, office: str, scale: str, words: list[str]
) -> Pointing:
    beside, above = words
    return Pointing(SheetPlace(*place), figure, row, measure, When(when), office, scale, (beside, above))
