"""What a report holds, on disk: who reads it, and who writes each kind of change."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from forms.report import limits
from forms.report.changes import (
    Change,
    SetAcceptance,
    SetAnswer,
    SetCalled,
    SetCell,
    SetDetail,
    SetIssue,
    SetLegalDocument,
    SetNote,
    SetParagraphs,
    SetRow,
    SetState,
)
from forms.report.report import Report
from storage.tables import (
    acceptances,
    answers,
    called,
    cells,
    details,
    issues,
    kept,
    legal_documents,
    paragraphs,
    revisions,
)
from storage.tables.cells import Stamp, Subject

_GROWING = frozenset({"history", "step"})  # with each change
_MOST_CHANGES = 1_000_000  # of one report
_MOST_SUBJECTS = 2 * limits.STORED  # that stand in its history, with those that are gone
_SUBJECTS = '(SELECT DISTINCT report, figure, "row", measure FROM history)'

WRITERS: Mapping[type[Change], Callable[[sqlite3.Connection, Stamp, Any], None]] = {
    SetCell: cells.save_cell,
    SetRow: cells.save_row,
    SetNote: cells.save_note,
    SetAcceptance: acceptances.save,
    SetDetail: details.save,
    SetParagraphs: paragraphs.save,
    SetLegalDocument: legal_documents.save,
    SetAnswer: answers.save,
    SetCalled: called.save,
    SetState: revisions.save,
    SetIssue: issues.save,
}
"""Who writes the kinds that have tables of their own; `kept` writes all others."""

READERS = (cells, acceptances, details, paragraphs, legal_documents, answers, kept, called, revisions, issues)


def read(connection: sqlite3.Connection, number: int, report: Report) -> None:
    """Put what the file holds into an empty report."""
    require_plausible(connection, number)
    for table in READERS:
        table.read(connection, number, report)


def require_plausible(connection: sqlite3.Connection, number: int) -> None:
    """Raise ValueError where a file says more of a report than anybody could have typed."""

    def has_more(table: str, most: int) -> bool:
        found = connection.execute(
            f"SELECT 1 FROM {table} WHERE report = ? LIMIT 1 OFFSET {most}",  # noqa: S608 - names of our own
            [number],
        )
        return found.fetchone() is not None

    for table in _tables(connection):
        if has_more(table, _MOST_CHANGES if table in _GROWING else limits.STORED):
            raise ValueError(f"too many lines of {table}")
    if has_more("history", _MOST_SUBJECTS) and has_more(_SUBJECTS, _MOST_SUBJECTS):
        raise ValueError("too many subjects in history")


def _tables(connection: sqlite3.Connection) -> list[str]:
    """The tables that say something of single reports."""
    found = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' "
        "AND EXISTS (SELECT 1 FROM pragma_table_info(sqlite_master.name) AS kept WHERE kept.name = 'report')"
    )
    return [name for (name,) in found]


def recorded(report: Report) -> dict[Subject, str]:
    """What the history must say last of everything that the report holds."""
    return {place: text for table in READERS for place, text in table.recorded(report)}


def write(connection: sqlite3.Connection, by: Stamp, changes: Sequence[Change]) -> None:
    """Record changes with their history, inside the caller's transaction; raises KnownError for a locked report."""
    for change in changes:
        revisions.refuse_if_locked(connection, by.report, change)
        WRITERS.get(type(change), kept.save)(connection, by, change)
