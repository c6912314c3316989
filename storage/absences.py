"""Why offices are known to send nothing on a period: noted by an officer, until something comes."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from storage import seals
from storage.tables.cells import Stamp


def read(connection: sqlite3.Connection, template: str, period: str) -> Mapping[int, str]:
    """The last reason that was noted for each office."""
    rows = connection.execute(
        "SELECT unit, reason FROM absence WHERE template = ? AND period = ? ORDER BY id", [template, period]
    )
    return {office: reason for office, reason in dict(rows.fetchall()).items() if reason}


def note(connection: sqlite3.Connection, office: int, on: tuple[str, str], reason: str, by: Stamp) -> None:
    """Note why an office sends nothing on a template and period; "" takes the reason back."""
    connection.execute(
        "INSERT INTO absence (unit, template, period, reason, who, at) VALUES (?, ?, ?, ?, ?, ?)",
        [office, *on, reason, by.who, by.at],
    )
    seals.write(connection)
