"""The reasons for which findings were accepted, in the workspace file."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from forms.report import Acceptance, SetAcceptance


def read(db: Database, report: int) -> dict[str, Acceptance]:
    """The acceptances of a report, by finding."""
    return {
        row["finding"]: Acceptance(row["reason"], row["who"], datetime.fromisoformat(row["at"]), row["cells"])
        for row in db.query("SELECT * FROM acceptance WHERE report = ? ORDER BY finding", [report])
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
