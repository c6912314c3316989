"""The state of a report and its revisions on disk; a revision is written once and never changed."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from forms.errors import KnownError
from forms.report.changes import LOCKED, Change, ReportState, Revision, SetState
from forms.report.report import Report
from storage.cells import HISTORY, Stamp


def read(connection: sqlite3.Connection, number: int, report: Report) -> None:
    """Put what the file holds into an empty report."""
    report.apply(_found(connection, number))


def _found(connection: sqlite3.Connection, report: int) -> SetState:
    state, reason = connection.execute("SELECT state, reason FROM report WHERE id = ?", [report]).fetchone()
    rows = connection.execute(
        "SELECT number, made, made_by, reason, data FROM revision WHERE report = ? ORDER BY number", [report]
    )
    revisions = (Revision(number, datetime.fromisoformat(made), *rest) for number, made, *rest in rows)
    return SetState(ReportState(state), reason, tuple(revisions))


def save(connection: sqlite3.Connection, by: Stamp, change: SetState) -> None:
    """Store a state; raises KnownError where a revision would be lost or a final report opened without a reason."""
    old = _found(connection, by.report)
    opened = old.state is ReportState.FINAL and change.state is ReportState.DRAFT
    if change.revisions[: len(old.revisions)] != old.revisions or (opened and not change.reason):
        raise KnownError(LOCKED)
    for revision in change.revisions[len(old.revisions) :]:
        made = revision.made.isoformat(timespec="seconds")
        connection.execute(
            "INSERT INTO revision (report, number, made, made_by, reason, data) VALUES (?, ?, ?, ?, ?, ?)",
            [by.report, revision.number, made, revision.who, revision.reason, revision.data],
        )
    connection.execute("UPDATE report SET state = ?, reason = ? WHERE id = ?", [change.state, change.reason, by.report])
    history = [by.report, by.at, by.who, "", "state", change.reason, str(old.state), str(change.state)]
    connection.execute(HISTORY, history)


def refuse_if_final(connection: sqlite3.Connection, report: int, change: Change) -> None:
    """Raise KnownError for a change of a final report that is not one of its state: it is locked."""
    if isinstance(change, SetState):
        return
    (state,) = connection.execute("SELECT state FROM report WHERE id = ?", [report]).fetchone()
    if state == ReportState.FINAL:
        raise KnownError(LOCKED)
