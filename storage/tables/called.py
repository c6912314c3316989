"""What figures are called that the template of a report does not have, on disk: one row each, with its history."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from forms.report import journal
from forms.report.changes import Called, SetCalled
from forms.report.report import Report
from storage.tables.cells import HISTORY, Stamp, Subject

_SUBJECT = "called"


def read(connection: sqlite3.Connection, number: int, report: Report) -> None:
    """Put what the file holds into an empty report."""
    for figure, text in connection.execute(
        "SELECT figure, text FROM called WHERE report = ? ORDER BY figure", [number]
    ):
        report.called[figure] = journal.read(Called, text)


def save(connection: sqlite3.Connection, by: Stamp, change: SetCalled) -> None:
    """Store what a figure is called, or with None forget it."""
    key = [by.report, change.figure]
    found = connection.execute("SELECT text FROM called WHERE report = ? AND figure = ?", key).fetchone()
    connection.execute("DELETE FROM called WHERE report = ? AND figure = ?", key)
    new = journal.written(change.called) if change.called else ""
    if new:
        connection.execute("INSERT INTO called (report, figure, text) VALUES (?, ?, ?)", [*key, new])
    old = found[0] if found else ""
    connection.execute(HISTORY, [by.report, by.at, by.who, "", _SUBJECT, change.figure, old, new])


def recorded(report: Report) -> Iterator[tuple[Subject, str]]:
    """What the history must say last of what figures are called."""
    for figure, called in report.called.items():
        yield Subject("", _SUBJECT, figure), journal.written(called)
