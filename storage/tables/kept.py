"""What a report holds of the kinds that have no table of their own, on disk: texts, each by its kind and a key."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from forms.report.changes import Change
from forms.report.kinds.table import KINDS
from forms.report.report import Report
from storage.tables.cells import HISTORY, Stamp, Subject

KEPT = {kind.code: kind.kept for kind in KINDS.values() if kind.kept}


def read(connection: sqlite3.Connection, number: int, report: Report) -> None:
    """Put what the file holds into an empty report."""
    for code, key, value in connection.execute(
        "SELECT kind, key, value FROM origin WHERE report = ? ORDER BY kind, key", [number]
    ):
        report.apply(KEPT[code].change(key, value))


def save(connection: sqlite3.Connection, by: Stamp, change: Change) -> None:
    """Store what a change says, or that it takes something away."""
    code = KINDS[type(change)].code
    name, value = KEPT[code].said(change)
    key = [by.report, code, name]
    old = connection.execute("SELECT value FROM origin WHERE report = ? AND kind = ? AND key = ?", key).fetchone()
    if value:
        connection.execute(
            "INSERT OR REPLACE INTO origin (report, kind, key, value) VALUES (?, ?, ?, ?)", [*key, value]
        )
    else:
        connection.execute("DELETE FROM origin WHERE report = ? AND kind = ? AND key = ?", key)
    connection.execute(HISTORY, [by.report, by.at, by.who, "", code, name, old[0] if old else "", value])


def recorded(report: Report) -> Iterator[tuple[Subject, str]]:
    """What the history must say last of these."""
    for code, kept in KEPT.items():
        for change in kept.changes(report):
            key, value = kept.said(change)
            yield Subject("", code, key), value
