"""The figures that an office chose for what it hands to those who lead, on disk: one line a template."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from forms.report.cells import Address
from storage import seals
from storage.tables.cells import Stamp


class KeptChoice(NamedTuple):
    """The cells in their order, and the one whose course is drawn, if one was chosen."""

    cells: tuple[Address, ...]
    chart: Address | None


def templates(connection: sqlite3.Connection) -> list[str]:
    """The templates for which something was chosen."""
    return [code for (code,) in connection.execute("SELECT template FROM choice ORDER BY template")]


def read(connection: sqlite3.Connection, template: str) -> KeptChoice | None:
    """What was chosen for reports on a template; None where nothing was."""
    row = connection.execute("SELECT cells, chart FROM choice WHERE template = ?", [template]).fetchone()
    if row is None:
        return None
    cells, chart = (json.loads(text) for text in row)
    return KeptChoice(tuple(Address(*one) for one in cells), Address(*chart) if chart else None)


def keep(
    connection: sqlite3.Connection, template: str, cells: Sequence[Address], chart: Address | None, by: Stamp
) -> None:
    """Remember what was chosen; without any cell, that the proposal of the template holds again."""
    connection.execute("DELETE FROM choice WHERE template = ?", [template])
    if cells:
        told = [json.dumps([list(one) for one in cells]), json.dumps(list(chart) if chart else None)]
        connection.execute(
            "INSERT INTO choice (template, cells, chart, who, at) VALUES (?, ?, ?, ?, ?)",
            [template, *told, by.who, by.at],
        )
    seals.write(connection)
