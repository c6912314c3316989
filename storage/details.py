"""What an office says of a report's document, on disk: one row a key."""

from __future__ import annotations

from sqlite_utils import Database

from forms.report import SetDetail


def read(database: Database, report: int) -> dict[str, str]:
    """The details of a report, by key."""
    rows = database.query("SELECT key, value FROM detail WHERE report = ? ORDER BY key", [report])
    return {row["key"]: row["value"] for row in rows}


def write(database: Database, report: int, change: SetDetail) -> str | None:
    """Make one change; returns what stood there before."""
    old: str | None = read(database, report).get(change.key)
    if change.value is None:
        database.execute("DELETE FROM detail WHERE report = ? AND key = ?", [report, change.key])
    else:
        row = {"report": report, "key": change.key, "value": change.value}
        database.table("detail").upsert(row, pk=("report", "key"))
    return old
