"""Changes to a report, as records: the same list is applied in memory, written to disk and undone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from forms.definitions.legal_document import LegalDocument
from forms.report.cells import Address, Cell


@dataclass(frozen=True, slots=True)
class OpenRow:
    """A row that the officer added; its id (`breakdown:#n` at the end of its path) never changes.

    A removed row is kept, so that its number is never given again and its history stays its own.
    """

    figure: str
    id: str
    label: str
    position: int
    removed: bool = False


class SetCell(NamedTuple):
    """Put a cell in its place; None clears it."""

    address: Address
    cell: Cell | None


class SetRow(NamedTuple):
    """Add an open row, change its label or position, or remove it."""

    row: OpenRow


class SetNote(NamedTuple):
    """Write a note to a cell ("nguồn: biên bản ngày …"); None takes it away."""

    address: Address
    text: str | None


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Why a finding may stand: the officer's reason. `cells` is what the finding's cells held (see `imprint`)."""

    reason: str
    who: str
    at: datetime  # UTC
    cells: str


class SetAcceptance(NamedTuple):
    """Accept a finding by its id; None takes the acceptance back."""

    finding: str
    acceptance: Acceptance | None


class SetDetail(NamedTuple):
    """Say one thing about the document (a key of `forms.report.details`); None returns to the template's default."""

    key: str
    value: str | None


class SetParagraphs(NamedTuple):
    """Put the officer's own paragraphs into a section; None returns to the template's.

    The texts are sentence templates (`forms.definitions.sentences`), at least one: "" for a section left empty.
    """

    section: str
    texts: tuple[str, ...] | None


class SetLegalDocument(NamedTuple):
    """Add or change a legal document of the report; None takes it away."""

    key: str
    document: LegalDocument | None


class ReportState(StrEnum):
    """Where a report stands: a final one is locked."""

    DRAFT = "draft"
    FINAL = "final"


LOCKED = (
    'Báo cáo đã chốt nên không sửa được số liệu và nội dung; nếu cần đính chính, đề nghị chọn "Mở lại báo cáo" '
    "và ghi lý do."
)


@dataclass(frozen=True, slots=True)
class Revision:
    """A report as it was made final, never changed again: `data` is its archive, `reason` why it was issued again."""

    number: int
    made: datetime  # UTC
    who: str
    reason: str
    data: str


class SetState(NamedTuple):
    """Make a report final, or open it again for a reason (see `forms.document.revisions`), with all its revisions."""

    state: ReportState
    reason: str
    revisions: tuple[Revision, ...]


Change = SetCell | SetRow | SetNote | SetDetail | SetParagraphs | SetLegalDocument | SetAcceptance | SetState
