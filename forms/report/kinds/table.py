"""The table of the kinds of change. A further kind is one more entry here."""

from __future__ import annotations

from collections.abc import Mapping

from forms.report.cells import Address
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
from forms.report.kinds import cells, standing, words
from forms.report.kinds.kind import ArchiveTable, ChangeKind

KINDS: Mapping[type[Change], ChangeKind] = {
    SetRow: cells.ROW,
    SetCell: cells.CELL,
    SetNote: cells.NOTE,
    SetAcceptance: words.ACCEPTANCE,
    SetDetail: words.DETAIL,
    SetParagraphs: words.PARAGRAPHS,
    SetLegalDocument: words.LEGAL_DOCUMENT,
    SetAnswer: words.ANSWER,
    SetSection: standing.SECTION,
    SetCoverage: cells.COVERAGE,
    SetSource: standing.SOURCE,
    SetCalled: standing.CALLED,
    SetState: standing.STATE,
    SetIssue: standing.ISSUE,
}
"""Every kind, rows before the cells that stand in them."""

TABLES: Mapping[str, ArchiveTable] = {kind.code: kind.table for kind in KINDS.values() if kind.table}
"""The tables of an archive by name; readers refuse one that they do not know."""


def cells_of(change: Change) -> tuple[Address, ...]:
    """The cells that a change names; a row stands as a cell without measure."""
    return KINDS[type(change)].cells(change)
