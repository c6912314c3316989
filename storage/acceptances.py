"""The reasons for which findings were accepted, in the workspace file."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import TYPE_CHECKING

from forms.report.changes import Acceptance, SetAcceptance

if TYPE_CHECKING:
    from sqlite_utils import Database


def read(connection: sqlite3.Connection, report: int) -> dict[str, Acceptance]:
    """The acceptances of a report, by finding."""
    rows = connection.execute(
        "SELECT finding, reason, who, at, cells FROM acceptance WHERE report = ? ORDER BY finding", [report]
    )
    return {
        finding: Acceptance(reason, who, datetime.fromisoformat(at), cells) for finding, reason, who, at, cells in rows
    }


def save(db: Database, report: int, change: SetAcceptance) -> None:
    """Record that a finding was accepted, or no longer is; inside the caller's transaction."""
    accepted = change.acceptance
    db.conn.execute("DELETE FROM acceptance WHERE report = ? AND finding = ?", [report, change.finding])
    if accepted is not None:
        db.table("acceptance").insert(
            {
                "report": report,
                "finding": change.finding,
                "reason": accepted.reason,
                "who": accepted.who,
                "at": accepted.at.isoformat(),
                "cells": accepted.cells,
            }
        )
