"""The state of a report and its revisions on disk; a revision is written once and never changed."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from forms.errors import KnownError
from forms.report import ReportState, Revision, SetState
from forms.revisions import LOCKED


def read(database: Database, report: int) -> SetState:
    """The state of a report, the reason why it is open again, and its revisions."""
    row = next(database.query("SELECT state, reason FROM report WHERE id = ?", [report]))
    revisions = tuple(
        Revision(
            found["number"], datetime.fromisoformat(found["made"]), found["made_by"], found["reason"], found["data"]
        )
        for found in database.query("SELECT * FROM revision WHERE report = ? ORDER BY number", [report])
    )
    return SetState(ReportState(row["state"]), row["reason"], revisions)


def write(database: Database, report: int, change: SetState) -> SetState:
    """Make one change; returns what stood there before.

    Raises KnownError where a revision would be lost or a final report opened without a reason.
    """
    old = read(database, report)
    opened = old.state is ReportState.FINAL and change.state is ReportState.DRAFT
    if change.revisions[: len(old.revisions)] != old.revisions or (opened and not change.reason):
        raise KnownError(LOCKED)
    for revision in change.revisions[len(old.revisions) :]:
        database.table("revision").insert(
            {
                "report": report,
                "number": revision.number,
                "made": revision.made.isoformat(timespec="seconds"),
                "made_by": revision.who,
                "reason": revision.reason,
                "data": revision.data,
            }
        )
    database.execute("UPDATE report SET state = ?, reason = ? WHERE id = ?", [change.state, change.reason, report])
    return old


def refuse_if_final(database: Database, report: int) -> None:
    """Raise KnownError where the report is final: its cells and words are locked."""
    if read(database, report).state is ReportState.FINAL:
        raise KnownError(LOCKED)
