"""Where an office's own workbook has which cell: pointed at once, remembered by office and shape of the sheets."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import NamedTuple

from forms.report.cells import Address
from storage import seals
from storage.tables.cells import Stamp


class SheetPlace(NamedTuple):
    """A cell of a workbook: its sheet, row and column, from 1."""

    sheet: str
    row: int
    column: int


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
