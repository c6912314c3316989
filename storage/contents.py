"""What a report holds, on disk: who reads it, and who writes each kind of change."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from forms.report.changes import (
    Change,
    SetAcceptance,
    SetCell,
    SetDetail,
    SetLegalDocument,
    SetNote,
    SetParagraphs,
    SetRow,
    SetState,
)
from forms.report.report import Report
from storage import acceptances, cells, details, legal_documents, paragraphs, revisions, soundness
from storage.cells import Stamp
from storage.soundness import Doubt

WRITERS: Mapping[type[Change], Callable[[sqlite3.Connection, Stamp, Any], None]] = {
    SetCell: cells.save_cell,
    SetRow: cells.save_row,
    SetNote: cells.save_note,
    SetAcceptance: acceptances.save,
    SetDetail: details.save,
    SetParagraphs: paragraphs.save,
    SetLegalDocument: legal_documents.save,
    SetState: revisions.save,
}

_RECORDED = (cells, acceptances, details, paragraphs, legal_documents)
_READERS = (*_RECORDED, revisions)


def read(connection: sqlite3.Connection, number: int, report: Report) -> None:
    """Put what the file holds into an empty report."""
    for table in _READERS:
        table.read(connection, number, report)


def doubts(connection: sqlite3.Connection, number: int, report: Report) -> Iterator[Doubt]:
    """Everything that the report holds, as it was read, and that is not what was written."""
    held = (line for table in _RECORDED for line in table.recorded(report))
    return soundness.doubts(connection, number, held)


def write(connection: sqlite3.Connection, by: Stamp, changes: Sequence[Change]) -> None:
    """Record changes with their history, inside the caller's transaction; raises KnownError for a locked report."""
    for change in changes:
        revisions.refuse_if_final(connection, by.report, change)
        WRITERS[type(change)](connection, by, change)
