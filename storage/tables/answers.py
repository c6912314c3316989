"""What an office answers to the targets and tasks of its plan, on disk: one row each, each change with its history."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import astuple

from forms.offices.plan import Answer
from forms.report import journal
from forms.report.changes import SetAnswer
from forms.report.report import Report
from storage.tables.cells import HISTORY, Stamp, Subject

_SUBJECT = "answers"


def read(connection: sqlite3.Connection, number: int, report: Report) -> None:
    """Put what the file holds into an empty report."""
    for subject, *parts in connection.execute(
        "SELECT subject, value, day, source, attainment FROM answer WHERE report = ? ORDER BY subject", [number]
    ):
        report.answers[subject] = Answer(*parts)


def save(connection: sqlite3.Connection, by: Stamp, change: SetAnswer) -> None:
    """Store an answer, or with None take it away."""
    key = [by.report, change.subject]
    found = connection.execute(
        "SELECT value, day, source, attainment FROM answer WHERE report = ? AND subject = ?", key
    ).fetchone()
    connection.execute("DELETE FROM answer WHERE report = ? AND subject = ?", key)
    if change.answer is not None:
        connection.execute(
            "INSERT INTO answer (report, subject, value, day, source, attainment) VALUES (?, ?, ?, ?, ?, ?)",
            [*key, *astuple(change.answer)],
        )
    old = journal.written(Answer(*found)) if found else ""
    new = journal.written(change.answer) if change.answer else ""
    connection.execute(HISTORY, [by.report, by.at, by.who, "", _SUBJECT, change.subject, old, new])


def recorded(report: Report) -> Iterator[tuple[Subject, str]]:
    """What the history must say last of the answers."""
    for subject, answer in report.answers.items():
        yield Subject("", _SUBJECT, subject), journal.written(answer)
