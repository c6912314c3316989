"""What a report holds, and the changes to it, as records: the same list is applied, written to disk and undone.

A new kind of change is a class here and one entry in the table of kinds (`forms.report.kinds.table`): what it may say,
how archives carry it and what of it may arrive, how a workspace keeps it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, TypeVar

from forms.definitions.legal_document import LegalDocument
from forms.offices.plan import Answer
from forms.report.cells import Address, Cell
from forms.values.frozen import frozen


@frozen
class OpenRow:
    """A row that the officer added; its id (`breakdown:#n` at the end of its path) never changes.

    A removed row is kept, so that its number is never given again and its history stays its own.
    """

    figure: str
    id: str
    label: str
    position: int
    removed: bool = False


@frozen
class Acceptance:
    """Why a finding may stand: the officer's reason. `cells` is what the finding's cells held (see `imprint`)."""

    reason: str
    who: str
    at: datetime  # UTC
    cells: str


class ReportState(StrEnum):
    """Where a report stands; the value is its code in files. All but a draft are locked."""

    DRAFT = "du_thao"
    FINAL = "chot"
    SUBMITTED = "trinh_ky"  # before the one who signs
    ISSUED = "da_phat_hanh"  # signed and sent

    @property
    def label(self) -> str:
        """What officers call it."""
        return _STATE_LABELS[self]


_STATE_LABELS = {
    ReportState.DRAFT: "Dự thảo",
    ReportState.FINAL: "Chốt số liệu",
    ReportState.SUBMITTED: "Trình ký",
    ReportState.ISSUED: "Đã phát hành",
}


UNSENT = "Bản trước chưa gửi đi"
"""Why a report is opened again that has not left the house: what comes of it takes the place of nothing."""


@frozen
class ReportStage:
    """A state that a report came to: by whom, when, and why where it was opened again."""

    state: ReportState
    who: str
    at: datetime  # UTC
    reason: str = ""


class Filing(StrEnum):
    """Whether a section of a report is handed in; the value is its code in files."""

    FILED = "nop"
    OUT_OF_SCOPE = "khong_thuoc_pham_vi"
    NOT_YET = "chua"


class Coverage(NamedTuple):
    """How many of the lowest offices a consolidated cell counts, and how many should have been in it and are not."""

    counted: int
    missing: int


EDITED = "bản đã sửa tay"
"""What the remark of a pin says of a copy that was changed by hand."""


class Pin(NamedTuple):
    """The report of a lower office that a consolidated one was made from, pinned by the digest of its data.

    `remark` says how what was used differs from it: a copy changed by hand, numbers given by telephone.
    """

    digest: str
    number: int  # of its revision; 0 for a draft
    remark: str = ""

    @property
    def edited(self) -> bool:
        """Whether what was used was changed by hand after it was exported."""
        return EDITED in self.remark


@frozen
class Called:
    """What a figure is called that the template does not have, by who sent its values: codes with their labels.

    `measures` have code, label and unit, `rows` id and label.
    """

    figure: str
    section: str
    label: str
    measures: tuple[tuple[str, ...], ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    def measure(self, code: str) -> tuple[str, str]:
        """Label and unit of a measure; its code where nobody said."""
        return next(((label, unit) for known, label, unit in self.measures if known == code), (code, ""))

    def row(self, row: str) -> str:
        """The label of a fixed row; its id where nobody said."""
        return next((label for known, label in self.rows if known == row), row)


LOCKED = (
    'Báo cáo đã chốt nên không sửa được số liệu và nội dung; nếu cần đính chính, đề nghị chọn "Mở lại báo cáo" '
    "và ghi lý do."
)


@frozen
class Revision:
    """A report as it was made final, never changed again: `data` is its archive, `reason` why it was issued again."""

    number: int
    made: datetime  # UTC
    who: str
    reason: str
    data: str


@frozen
class Issue:
    """Under which number and day a revision goes out, and what stands there otherwise than the details say.

    Known before it is signed or noted after: it is no part of the data, so neither makes a new revision. The texts are
    named as `forms.report.details` names them; "" says what the details say.
    """

    number: str = ""  # as the office counts its documents: "312"
    day: date | None = None
    number_symbol: str = ""
    place: str = ""
    authority: str = ""
    title: str = ""
    signer: str = ""

    @property
    def texts(self) -> dict[str, str]:
        """What stands otherwise than the details say, by their keys."""
        return {
            "number_symbol": self.number_symbol,
            "place": self.place,
            "signer": self.signer,
            "authority": self.authority,
            "title": self.title,
        }


@dataclass(slots=True, kw_only=True)
class Contents:
    """What an office says in a report: everything that changes set."""

    cells: dict[Address, Cell] = field(default_factory=dict)
    rows: dict[tuple[str, str], OpenRow] = field(default_factory=dict)
    notes: dict[Address, str] = field(default_factory=dict)
    acceptances: dict[str, Acceptance] = field(default_factory=dict)
    details: dict[str, str] = field(default_factory=dict)  # what the office says of its document
    paragraphs: dict[str, tuple[str, ...]] = field(default_factory=dict)  # the officer's own, by section
    documents: dict[str, LegalDocument] = field(default_factory=dict)
    answers: dict[str, Answer] = field(default_factory=dict)  # to targets and tasks of the plan, by their ids
    sections: dict[str, Filing] = field(default_factory=dict)  # what the office says of whole sections
    coverage: dict[Address, Coverage] = field(default_factory=dict)  # of a consolidated report
    sources: dict[str, Pin] = field(default_factory=dict)  # what it was made from, by the id of the office
    called: dict[str, Called] = field(default_factory=dict)  # figures that the template does not have
    stages: tuple[ReportStage, ...] = ()  # the states that it came to, the present one last
    revisions: tuple[Revision, ...] = ()
    issues: dict[int, Issue] = field(default_factory=dict)  # by the number of the revision that goes out so

    @property
    def revision(self) -> int:
        """The number of the revision that the report is, or will be once it is final."""
        return len(self.revisions) + (not self.locked)

    @property
    def issue(self) -> Issue:
        """Under which number and day the report goes out, as far as that is known."""
        return self.issues.get(self.revision) or Issue()

    @property
    def state(self) -> ReportState:
        """Where the report stands; a draft before anything else."""
        return self.stages[-1].state if self.stages else ReportState.DRAFT

    @property
    def locked(self) -> bool:
        """Whether nothing but its state may change."""
        return self.state is not ReportState.DRAFT

    @property
    def replaces(self) -> int:
        """The number of the revision in whose place the report stands; 0 where none left the house."""
        return max((number for number, why in enumerate(self._reopenings, start=1) if why != UNSENT), default=0)

    @property
    def reason(self) -> str:
        """Why the report was opened again after it last left the house; "" where it never did."""
        return next((why for why in reversed(self._reopenings) if why != UNSENT), "")

    @property
    def _reopenings(self) -> list[str]:
        """Why the report was opened again after each revision."""
        return [stage.reason for stage in self.stages if stage.state is ReportState.DRAFT]


class SetCell(NamedTuple):
    """Put a cell in its place; None clears it."""

    address: Address
    cell: Cell | None

    def apply(self, held: Contents) -> SetCell:
        """Make the change and return the one that would undo it."""
        return SetCell(self.address, _replaced(held.cells, self.address, self.cell))


class SetRow(NamedTuple):
    """Add an open row, change its label or position, or remove it."""

    row: OpenRow

    def apply(self, held: Contents) -> SetRow:
        """Make the change and return the one that would undo it."""
        key = (self.row.figure, self.row.id)
        before = held.rows.get(key, replace(self.row, removed=True))
        held.rows[key] = self.row
        return SetRow(before)


class SetNote(NamedTuple):
    """Write a note to a cell ("nguồn: biên bản ngày …"); None takes it away."""

    address: Address
    text: str | None

    def apply(self, held: Contents) -> SetNote:
        """Make the change and return the one that would undo it."""
        return SetNote(self.address, _replaced(held.notes, self.address, self.text))


class SetAcceptance(NamedTuple):
    """Accept a finding by its id; None takes the acceptance back."""

    finding: str
    acceptance: Acceptance | None

    def apply(self, held: Contents) -> SetAcceptance:
        """Make the change and return the one that would undo it."""
        return SetAcceptance(self.finding, _replaced(held.acceptances, self.finding, self.acceptance))


class SetDetail(NamedTuple):
    """Say one thing about the document (a key of `forms.report.details`); None returns to the template's default."""

    key: str
    value: str | None

    def apply(self, held: Contents) -> SetDetail:
        """Make the change and return the one that would undo it."""
        return SetDetail(self.key, _replaced(held.details, self.key, self.value))


class SetParagraphs(NamedTuple):
    """Put the officer's own paragraphs into a section; None returns to the template's.

    The texts are sentence templates (`forms.definitions.sentences`), at least one: "" for a section left empty.
    """

    section: str
    texts: tuple[str, ...] | None

    def apply(self, held: Contents) -> SetParagraphs:
        """Make the change and return the one that would undo it."""
        return SetParagraphs(self.section, _replaced(held.paragraphs, self.section, self.texts))


class SetLegalDocument(NamedTuple):
    """Add or change a legal document of the report; None takes it away."""

    key: str
    document: LegalDocument | None

    def apply(self, held: Contents) -> SetLegalDocument:
        """Make the change and return the one that would undo it."""
        return SetLegalDocument(self.key, _replaced(held.documents, self.key, self.document))


class SetAnswer(NamedTuple):
    """Answer a target or a task of the plan by its id; None takes the answer back."""

    subject: str
    answer: Answer | None

    def apply(self, held: Contents) -> SetAnswer:
        """Make the change and return the one that would undo it."""
        return SetAnswer(self.subject, _replaced(held.answers, self.subject, self.answer))


class SetSection(NamedTuple):
    """Say whether a section is handed in; None says nothing of it."""

    section: str
    filing: Filing | None

    def apply(self, held: Contents) -> SetSection:
        """Make the change and return the one that would undo it."""
        return SetSection(self.section, _replaced(held.sections, self.section, self.filing))


class SetCoverage(NamedTuple):
    """Say of how many lower offices a cell is made, without measure how many speak of the figure; None forgets it."""

    address: Address
    coverage: Coverage | None

    def apply(self, held: Contents) -> SetCoverage:
        """Make the change and return the one that would undo it."""
        return SetCoverage(self.address, _replaced(held.coverage, self.address, self.coverage))


class SetSource(NamedTuple):
    """Pin the report of a lower office, by the id of the office, that this one is made from; None lets go of it."""

    unit: str
    source: Pin | None

    def apply(self, held: Contents) -> SetSource:
        """Make the change and return the one that would undo it."""
        return SetSource(self.unit, _replaced(held.sources, self.unit, self.source))


class SetCalled(NamedTuple):
    """Keep what a figure is called that the template does not have; None forgets it."""

    figure: str
    called: Called | None

    def apply(self, held: Contents) -> SetCalled:
        """Make the change and return the one that would undo it."""
        return SetCalled(self.figure, _replaced(held.called, self.figure, self.called))


class SetState(NamedTuple):
    """Bring a report to a state (see `forms.document.revisions`): all its stages and revisions."""

    stages: tuple[ReportStage, ...]
    revisions: tuple[Revision, ...]

    def apply(self, held: Contents) -> SetState:
        """Make the change and return the one that would undo it."""
        undo = SetState(held.stages, held.revisions)
        held.stages, held.revisions = self
        return undo


class SetIssue(NamedTuple):
    """Say under which number and day a revision goes out, whether or not the report is locked; None forgets it."""

    revision: int
    issue: Issue | None

    def apply(self, held: Contents) -> SetIssue:
        """Make the change and return the one that would undo it."""
        return SetIssue(self.revision, _replaced(held.issues, self.revision, self.issue))


Change = (
    SetCell
    | SetRow
    | SetNote
    | SetDetail
    | SetParagraphs
    | SetLegalDocument
    | SetAcceptance
    | SetAnswer
    | SetSection
    | SetCoverage
    | SetSource
    | SetCalled
    | SetState
    | SetIssue
)

_Key = TypeVar("_Key")
_Item = TypeVar("_Item")


def _replaced(items: dict[_Key, _Item], key: _Key, item: _Item | None) -> _Item | None:
    """Put an item in its place (None takes it away) and return what stood there; a known key keeps its order."""
    old = items.get(key)
    if item is None:
        items.pop(key, None)
    else:
        items[key] = item
    return old
