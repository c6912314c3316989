"""The state of a report and its revisions on disk; a revision is written once and never changed."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from forms.errors import KnownError
from forms.report.changes import LOCKED, Change, Contents, ReportStage, ReportState, Revision, SetState
from forms.report.report import Report
from storage.cells import HISTORY, Stamp


def read(connection: sqlite3.Connection, number: int, report: Report) -> None:
    """Put what the file holds into an empty report."""
    report.apply(_found(connection, number))


def _found(connection: sqlite3.Connection, report: int) -> SetState:
    stages = connection.execute("SELECT state, who, at, reason FROM stage WHERE report = ? ORDER BY number", [report])
    revisions = connection.execute(
        "SELECT number, made, made_by, reason, data FROM revision WHERE report = ? ORDER BY number", [report]
    )
    return SetState(
        tuple(ReportStage(ReportState(state), who, datetime.fromisoformat(at), why) for state, who, at, why in stages),
        tuple(Revision(number, datetime.fromisoformat(made), *rest) for number, made, *rest in revisions),
    )


def save(connection: sqlite3.Connection, by: Stamp, change: SetState) -> None:
    """Store the stages; raises KnownError where a revision would be lost or a locked report opened without a reason."""
    old, new = Contents(), Contents()
    _found(connection, by.report).apply(old)
    change.apply(new)
    opened = old.locked and not new.locked
    if new.revisions[: len(old.revisions)] != old.revisions or (opened and not new.reason):
        raise KnownError(LOCKED)
    for revision in new.revisions[len(old.revisions) :]:
        made = revision.made.isoformat(timespec="seconds")
        connection.execute(
            "INSERT INTO revision (report, number, made, made_by, reason, data) VALUES (?, ?, ?, ?, ?, ?)",
            [by.report, revision.number, made, revision.who, revision.reason, revision.data],
        )
    connection.execute("DELETE FROM stage WHERE report = ?", [by.report])
    connection.executemany(
        "INSERT INTO stage (report, number, state, who, at, reason) VALUES (?, ?, ?, ?, ?, ?)",
        [
            (by.report, number, stage.state, stage.who, stage.at.isoformat(timespec="seconds"), stage.reason)
            for number, stage in enumerate(new.stages, start=1)
        ],
    )
    connection.execute("UPDATE report SET state = ? WHERE id = ?", [new.state, by.report])
    why = new.stages[-1].reason if new.stages else ""
    connection.execute(HISTORY, [by.report, by.at, by.who, "", "state", why, str(old.state), str(new.state)])


def refuse_if_locked(connection: sqlite3.Connection, report: int, change: Change) -> None:
    """Raise KnownError for a change of a locked report that is not one of its state."""
    if isinstance(change, SetState):
        return
    (state,) = connection.execute("SELECT state FROM report WHERE id = ?", [report]).fetchone()
    if state != ReportState.DRAFT:
        raise KnownError(LOCKED)
