"""What a report holds, on disk: who reads it, and who writes each kind of change."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from forms.report.changes import (
    Change,
    SetAcceptance,
    SetAnswer,
    SetCalled,
    SetCell,
    SetCoverage,
    SetDetail,
    SetIssue,
    SetLegalDocument,
    SetNote,
    SetParagraphs,
    SetRow,
    SetSection,
    SetSource,
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
    legal_documents,
    origins,
    paragraphs,
    revisions,
)
from storage.tables.cells import Stamp, Subject

WRITERS: Mapping[type[Change], Callable[[sqlite3.Connection, Stamp, Any], None]] = {
    SetCell: cells.save_cell,
    SetRow: cells.save_row,
    SetNote: cells.save_note,
    SetAcceptance: acceptances.save,
    SetDetail: details.save,
    SetParagraphs: paragraphs.save,
    SetLegalDocument: legal_documents.save,
    SetAnswer: answers.save,
    SetSection: origins.save_section,
    SetCoverage: origins.save_coverage,
    SetSource: origins.save_source,
    SetCalled: called.save,
    SetState: revisions.save,
    SetIssue: issues.save,
}

READERS = (cells, acceptances, details, paragraphs, legal_documents, answers, origins, called, revisions, issues)


def read(connection: sqlite3.Connection, number: int, report: Report) -> None:
    """Put what the file holds into an empty report."""
    for table in READERS:
        table.read(connection, number, report)


def recorded(report: Report) -> dict[Subject, str]:
    """What the history must say last of everything that the report holds."""
    return {place: text for table in READERS for place, text in table.recorded(report)}


def write(connection: sqlite3.Connection, by: Stamp, changes: Sequence[Change]) -> None:
    """Record changes with their history, inside the caller's transaction; raises KnownError for a locked report."""
    for change in changes:
        revisions.refuse_if_locked(connection, by.report, change)
        WRITERS[type(change)](connection, by, change)
