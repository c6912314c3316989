"""The reasons for which findings were accepted, in the workspace file."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from forms.report.changes import Acceptance, SetAcceptance
from forms.report.report import Report
from storage.cells import Stamp


def read(connection: sqlite3.Connection, number: int, report: Report) -> None:
    """Put what the file holds into an empty report, by finding."""
    for finding, reason, who, at, cells in connection.execute(
        "SELECT finding, reason, who, at, cells FROM acceptance WHERE report = ? ORDER BY finding", [number]
    ):
        report.acceptances[finding] = Acceptance(reason, who, datetime.fromisoformat(at), cells)


def save(connection: sqlite3.Connection, by: Stamp, change: SetAcceptance) -> None:
    """Record that a finding was accepted, or no longer is."""
    accepted = change.acceptance
    connection.execute("DELETE FROM acceptance WHERE report = ? AND finding = ?", [by.report, change.finding])
    if accepted is not None:
        connection.execute(
            "INSERT INTO acceptance (report, finding, reason, who, at, cells) VALUES (?, ?, ?, ?, ?, ?)",
            [by.report, change.finding, accepted.reason, accepted.who, accepted.at.isoformat(), accepted.cells],
        )
