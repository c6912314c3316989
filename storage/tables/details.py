"""What an office says of a report's document, on disk: one row a key, each change with its history."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from forms.report.changes import SetDetail
from forms.report.report import Report
from storage.tables.cells import HISTORY, Stamp, Subject


def read(connection: sqlite3.Connection, number: int, report: Report) -> None:
    """Put what the file holds into an empty report."""
    rows = connection.execute("SELECT key, value FROM detail WHERE report = ? ORDER BY key", [number])
    report.details.update(rows.fetchall())


def save(connection: sqlite3.Connection, by: Stamp, change: SetDetail) -> None:
    """Store one detail, or with None take it away."""
    key = [by.report, change.key]
    old = connection.execute("SELECT value FROM detail WHERE report = ? AND key = ?", key).fetchone()
    if change.value is None:
        connection.execute("DELETE FROM detail WHERE report = ? AND key = ?", key)
    else:
        connection.execute(
            "INSERT INTO detail (report, key, value) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
            [*key, change.value],
        )
    history = [by.report, by.at, by.who, "", "", change.key, old[0] if old else "", change.value or ""]
    connection.execute(HISTORY, history)


def recorded(report: Report) -> Iterator[tuple[Subject, str]]:
    """What the history must say last of the details."""
    for key, value in report.details.items():
        yield Subject("", "", key), value
