"""The legal documents of a report on disk: one row a document, in the order in which they were added."""

from __future__ import annotations

from dataclasses import asdict

from sqlite_utils import Database

from forms.legal import LegalDocument
from forms.report import SetLegalDocument


def read(database: Database, report: int) -> dict[str, LegalDocument]:
    """The documents of a report, by key."""
    rows = database.query("SELECT * FROM legal_document WHERE report = ? ORDER BY position", [report])
    return {
        row["key"]: LegalDocument(
            row["kind"], row["number"], row["issued"], row["issuer"], row["title"], row["abbreviation"]
        )
        for row in rows
    }


def write(database: Database, report: int, change: SetLegalDocument) -> LegalDocument | None:
    """Make one change; returns what stood there before. A new document goes to the end."""
    old = read(database, report).get(change.key)
    if change.document is None:
        database.execute("DELETE FROM legal_document WHERE report = ? AND key = ?", [report, change.key])
        return old
    (position,) = database.execute(
        "SELECT coalesce((SELECT position FROM legal_document WHERE report = ?1 AND key = ?2), "
        "(SELECT max(position) + 1 FROM legal_document WHERE report = ?1), 1)",
        [report, change.key],
    ).fetchone()
    row = {"report": report, "key": change.key, "position": position, **asdict(change.document)}
    database.table("legal_document").upsert(row, pk=("report", "key"))
    return old
