"""The reasons for which findings were accepted, in the workspace file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import datetime

from forms.report.changes import Acceptance, SetAcceptance
from forms.report.report import Report
from storage.tables.cells import HISTORY, Stamp, Subject


def read(connection: sqlite3.Connection, number: int, report: Report) -> None:
    """Put what the file holds into an empty report, by finding."""
    for finding, reason, who, at, cells in connection.execute(
        "SELECT finding, reason, who, at, cells FROM acceptance WHERE report = ? ORDER BY finding", [number]
    ):
        report.acceptances[finding] = Acceptance(reason, who, datetime.fromisoformat(at), cells)


def save(connection: sqlite3.Connection, by: Stamp, change: SetAcceptance) -> None:
    """Record that a finding was accepted, or no longer is."""
    accepted, key = change.acceptance, [by.report, change.finding]
    found = connection.execute(
        "SELECT reason, who, at, cells FROM acceptance WHERE report = ? AND finding = ?", key
    ).fetchone()
    connection.execute("DELETE FROM acceptance WHERE report = ? AND finding = ?", [by.report, change.finding])
    if accepted is not None:
        connection.execute(
            "INSERT INTO acceptance (report, finding, reason, who, at, cells) VALUES (?, ?, ?, ?, ?, ?)",
            [by.report, change.finding, accepted.reason, accepted.who, accepted.at.isoformat(), accepted.cells],
        )
    old, new = " ".join(found) if found else "", _text(accepted) if accepted else ""
    connection.execute(HISTORY, [by.report, by.at, by.who, *_place(change.finding), old, new])


def recorded(report: Report) -> Iterator[tuple[Subject, str]]:
    """What the history must say last of the reasons that were given."""
    for finding, accepted in report.acceptances.items():
        yield _place(finding), _text(accepted)


def _place(finding: str) -> Subject:
    return Subject("", "acceptances", finding)


def _text(accepted: Acceptance) -> str:
    return f"{accepted.reason} {accepted.who} {accepted.at.isoformat()} {accepted.cells}"
