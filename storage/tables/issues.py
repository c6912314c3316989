"""Under which number and day the revisions of a report go out, on disk: one row each, with its history."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from forms.report import journal
from forms.report.changes import Issue, SetIssue
from forms.report.report import Report
from storage.tables.cells import HISTORY, Stamp, Subject


def read(connection: sqlite3.Connection, number: int, report: Report) -> None:
    """Put what the file holds into an empty report."""
    rows = connection.execute("SELECT revision, text FROM issue WHERE report = ? ORDER BY revision", [number])
    report.issues.update((revision, journal.read(Issue, text)) for revision, text in rows)


def save(connection: sqlite3.Connection, by: Stamp, change: SetIssue) -> None:
    """Store the number and day of one revision, or with None take them away."""
    key = [by.report, change.revision]
    old = connection.execute("SELECT text FROM issue WHERE report = ? AND revision = ?", key).fetchone()
    connection.execute("DELETE FROM issue WHERE report = ? AND revision = ?", key)
    text = journal.written(change.issue) if change.issue else ""
    if text:
        connection.execute("INSERT INTO issue (report, revision, text) VALUES (?, ?, ?)", [*key, text])
    history = [by.report, by.at, by.who, *_place(change.revision), old[0] if old else "", text]
    connection.execute(HISTORY, history)


def recorded(report: Report) -> Iterator[tuple[Subject, str]]:
    """What the history must say last of the numbers and days."""
    for revision, issue in report.issues.items():
        yield _place(revision), journal.written(issue)


def _place(revision: int) -> Subject:
    return Subject("", "issue", str(revision))
