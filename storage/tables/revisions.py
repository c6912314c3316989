"""The state of a report and its revisions on disk; a revision is written once and never changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import datetime
from hashlib import blake2b

from forms.errors import KnownError
from forms.report.changes import LOCKED, Change, Contents, ReportStage, ReportState, Revision, SetIssue, SetState
from forms.report.report import Report
from storage import seals
from storage.tables.cells import HISTORY, Stamp, Subject


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
    if new.revisions[: len(old.revisions)] != old.revisions or (opened and not new.stages[-1].reason):
        raise KnownError(LOCKED)
    for revision in new.revisions[len(old.revisions) :]:
        connection.execute(
            "INSERT INTO revision (report, number, made, made_by, reason, data) VALUES (?, ?, ?, ?, ?, ?)",
            [by.report, revision.number, _second(revision.made), revision.who, revision.reason, revision.data],
        )
    connection.execute("DELETE FROM stage WHERE report = ?", [by.report])
    connection.executemany(
        "INSERT INTO stage (report, number, state, who, at, reason) VALUES (?, ?, ?, ?, ?, ?)",
        [
            (by.report, number, stage.state, stage.who, _second(stage.at), stage.reason)
            for number, stage in enumerate(new.stages, start=1)
        ],
    )
    connection.execute("UPDATE report SET state = ? WHERE id = ?", [new.state, by.report])
    seals.write(connection)
    why = new.stages[-1].reason if new.stages else ""
    connection.execute(HISTORY, [by.report, by.at, by.who, "", "state", why, old.state, new.state])
    before, now = dict(_recorded(old)), dict(_recorded(new))
    for subject in {**before, **now}:
        codes = before.get(subject, ""), now.get(subject, "")
        if codes[0] != codes[1]:
            connection.execute(HISTORY, [by.report, by.at, by.who, *subject, *codes])


def recorded(report: Report) -> Iterator[tuple[Subject, str]]:
    """What the history must say last of the stages and of each revision: a code, since a revision is long."""
    return _recorded(report)


def _recorded(held: Contents) -> Iterator[tuple[Subject, str]]:
    if held.stages:
        stages = [(str(stage.state), stage.who, _second(stage.at), stage.reason) for stage in held.stages]
        yield Subject("", "stages", ""), _code(stages)
    for one in held.revisions:
        yield Subject("", "revisions", str(one.number)), _code([_second(one.made), one.who, one.reason, one.data])


def _second(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


def _code(content: Sequence[object]) -> str:
    return blake2b(repr(content).encode(), digest_size=16).hexdigest()


def refuse_if_locked(connection: sqlite3.Connection, report: int, change: Change) -> None:
    """Raise KnownError for a change of a locked report that is neither its state nor under which number it goes out."""
    if isinstance(change, SetState | SetIssue):
        return
    (state,) = connection.execute("SELECT state FROM report WHERE id = ?", [report]).fetchone()
    if state != ReportState.DRAFT:
        raise KnownError(LOCKED)
