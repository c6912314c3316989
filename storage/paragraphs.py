"""The officer's own paragraphs on disk: one row a paragraph, in the order of their section."""

from __future__ import annotations

from sqlite_utils import Database

from forms.report import SetParagraphs


def read(database: Database, report: int) -> dict[str, tuple[str, ...]]:
    """The paragraphs of a report, by section."""
    found: dict[str, tuple[str, ...]] = {}
    for row in database.query("SELECT * FROM paragraph WHERE report = ? ORDER BY section, position", [report]):
        found[row["section"]] = (*found.get(row["section"], ()), row["text"])
    return found


def write(database: Database, report: int, change: SetParagraphs) -> tuple[str, ...] | None:
    """Make one change; returns what stood there before."""
    old = read(database, report).get(change.section)
    database.execute("DELETE FROM paragraph WHERE report = ? AND section = ?", [report, change.section])
    for position, text in enumerate(change.texts or ()):
        database.table("paragraph").insert(
            {"report": report, "section": change.section, "position": position, "text": text}
        )
    return old
