"""The legal documents of a report on disk: one row a document, in the order in which they were added."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import astuple, fields

from forms.definitions.legal_document import LegalDocument
from forms.report.changes import SetLegalDocument
from forms.report.report import Report
from storage.tables.cells import HISTORY, Stamp, Subject

_COLUMNS = ", ".join(item.name for item in fields(LegalDocument))


def read(connection: sqlite3.Connection, number: int, report: Report) -> None:
    """Put what the file holds into an empty report."""
    for key, *parts in connection.execute(
        f"SELECT key, {_COLUMNS} FROM legal_document WHERE report = ? ORDER BY position",  # noqa: S608 - constants
        [number],
    ):
        report.documents[key] = LegalDocument(*parts)


def save(connection: sqlite3.Connection, by: Stamp, change: SetLegalDocument) -> None:
    """Store a document, a new one at the end, or with None take it away."""
    key = [by.report, change.key]
    found = connection.execute(
        f"SELECT position, {_COLUMNS} FROM legal_document WHERE report = ? AND key = ?",  # noqa: S608 - constants
        key,
    ).fetchone()
    (last,) = connection.execute(
        "SELECT coalesce(max(position), 0) FROM legal_document WHERE report = ?", [by.report]
    ).fetchone()
    connection.execute("DELETE FROM legal_document WHERE report = ? AND key = ?", key)
    if change.document is not None:
        connection.execute(
            f"INSERT INTO legal_document (report, key, position, {_COLUMNS}) "  # noqa: S608 - constants
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [*key, found[0] if found else last + 1, *astuple(change.document)],
        )
    old = LegalDocument(*found[1:]).in_full() if found else ""
    new = change.document.in_full() if change.document else ""
    connection.execute(HISTORY, [by.report, by.at, by.who, "", "documents", change.key, old, new])


def recorded(report: Report) -> Iterator[tuple[Subject, str]]:
    """What the history must say last of the documents cited."""
    for key, document in report.documents.items():
        yield Subject("", "documents", key), document.in_full()
