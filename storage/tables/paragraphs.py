"""The officer's own paragraphs on disk: one row a paragraph, in the order of their section."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from forms.report.changes import SetParagraphs
from forms.report.report import Report
from storage.tables.cells import HISTORY, Stamp, Subject


def read(connection: sqlite3.Connection, number: int, report: Report) -> None:
    """Put what the file holds into an empty report."""
    for section, text in connection.execute(
        "SELECT section, text FROM paragraph WHERE report = ? ORDER BY section, position", [number]
    ):
        report.paragraphs[section] = (*report.paragraphs.get(section, ()), text)


def save(connection: sqlite3.Connection, by: Stamp, change: SetParagraphs) -> None:
    """Store the paragraphs of a section, or with None take them away."""
    key = [by.report, change.section]
    found = connection.execute(
        "SELECT text FROM paragraph WHERE report = ? AND section = ? ORDER BY position", key
    ).fetchall()
    connection.execute("DELETE FROM paragraph WHERE report = ? AND section = ?", key)
    connection.executemany(
        "INSERT INTO paragraph (report, section, position, text) VALUES (?, ?, ?, ?)",
        [(*key, position, text) for position, text in enumerate(change.texts or ())],
    )
    old, new = "\n".join(text for (text,) in found), "\n".join(change.texts or ())
    connection.execute(HISTORY, [by.report, by.at, by.who, "", "paragraphs", change.section, old, new])


def recorded(report: Report) -> Iterator[tuple[Subject, str]]:
    """What the history must say last of the officer's paragraphs."""
    for section, texts in report.paragraphs.items():
        yield Subject("", "paragraphs", section), "\n".join(texts)
