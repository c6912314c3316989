"""A report in memory: the cells of one template, unit and period, its open rows, and the changes to them.

The report is plain data. Whoever changes it says so as `Change`s, so that the same list can be applied
here, written to disk and undone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, TypeVar

from forms.definitions import Breakdown, Figure, Measure, Template, matches
from forms.errors import KnownError, nearest
from forms.legal import LegalDocument
from forms.numbers import Number
from forms.period import Period


class Address(NamedTuple):
    """Where a cell is: figure code, row id ("" is the total), measure code."""

    figure: str
    row: str
    measure: str


class State(StrEnum):
    """What a stored cell says; the value is its code in files. A blank cell is not stored at all."""

    STATED = "so_lieu"
    ESTIMATE = "uoc"
    NIL = "khong_phat_sinh"
    NOT_APPLICABLE = "khong_thuoc_pham_vi"
    AWAITED = "chua_co"


STATE_LABELS = {
    State.STATED: "",
    State.ESTIMATE: "ước",
    State.NIL: "không phát sinh",
    State.NOT_APPLICABLE: "không thuộc phạm vi",
    State.AWAITED: "chưa có số liệu",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell holds: a number when stated or estimated, else only its state."""

    number: Number | None
    state: State = State.STATED
    working: str = ""  # the sum as typed: "8995+200+3525"

    def __post_init__(self) -> None:
        if (self.number is not None) != (self.state in (State.STATED, State.ESTIMATE)):
            raise ValueError(f"a cell in state {self.state} with number {self.number}")


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
    """Say one thing about the report's document (a key of `forms.details`); None returns to the template's default."""

    key: str
    value: str | None


class SetParagraphs(NamedTuple):
    """Put the officer's own paragraphs into a section; None returns to the template's.

    The texts are sentence templates (`forms.sentences`); there is at least one, "" for a section left empty.
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
    """Make a report final, or open it again for a reason (`forms.revisions` makes both); all revisions stand in it."""

    state: ReportState
    reason: str
    revisions: tuple[Revision, ...]


Change = SetCell | SetRow | SetNote | SetDetail | SetParagraphs | SetLegalDocument | SetAcceptance | SetState


@dataclass(frozen=True, slots=True)
class Unit:
    """An office: its name and the code of its level (xa, huyen, tinh, so-nganh)."""

    name: str
    level: str


@dataclass(slots=True)
class Report:
    """The cells and open rows of one unit and period, and the reports that it is compared with.

    `last` is the same period a year earlier, `earlier` the period before within the year, `children` are the reports
    of the lower offices for the same period.
    """

    template: Template
    unit: Unit
    period: Period
    cells: dict[Address, Cell] = field(default_factory=dict)
    rows: dict[tuple[str, str], OpenRow] = field(default_factory=dict)
    notes: dict[Address, str] = field(default_factory=dict)
    acceptances: dict[str, Acceptance] = field(default_factory=dict)
    details: dict[str, str] = field(default_factory=dict)  # what the office says of the document: `forms.details`
    paragraphs: dict[str, tuple[str, ...]] = field(default_factory=dict)  # the officer's own, by section
    documents: dict[str, LegalDocument] = field(default_factory=dict)
    state: ReportState = ReportState.DRAFT
    reason: str = ""  # why a final report was opened again
    revisions: tuple[Revision, ...] = ()
    last: Report | None = None
    earlier: Report | None = None
    whole_year_before: Report | None = None
    children: tuple[Report, ...] = ()
    beside: dict[Period, Report] = field(default_factory=dict)  # the unit's other reports of the same year

    @property
    def opening(self) -> Report | None:
        """The report on the whole year before, from which stocks roll forward; None where there is none."""
        return self.whole_year_before or (self.last if self.period.months == 12 else None)

    def apply(self, change: Change) -> Change:
        """Make a change and return the one that would undo it."""
        match change:
            case SetCell(address=address, cell=cell):
                return SetCell(address, _replaced(self.cells, address, cell))
            case SetRow(row=row):
                key = (row.figure, row.id)
                before = self.rows.get(key, replace(row, removed=True))
                self.rows[key] = row
                return SetRow(before)
            case SetNote(address=address, text=text):
                return SetNote(address, _replaced(self.notes, address, text))
            case SetDetail(key=name, value=value):
                return SetDetail(name, _replaced(self.details, name, value))
            case SetParagraphs(section=section, texts=texts):
                return SetParagraphs(section, _replaced(self.paragraphs, section, texts))
            case SetLegalDocument(key=name, document=document):
                return SetLegalDocument(name, _replaced(self.documents, name, document))
            case SetAcceptance(finding=finding, acceptance=acceptance):
                return SetAcceptance(finding, _replaced(self.acceptances, finding, acceptance))
            case SetState(state=state, reason=reason, revisions=revisions):
                undo = SetState(self.state, self.reason, self.revisions)
                self.state, self.reason, self.revisions = state, reason, revisions
                return undo

    def rows_of(self, figure: Figure, breakdown: Breakdown, parent: str = "") -> list[str]:
        """The ids of a breakdown's rows under a row: the fixed ones, then the open ones by position."""
        prefix = f"{parent}/{breakdown.code}:" if parent else f"{breakdown.code}:"
        ids = [prefix + code for code in breakdown.rows]
        if breakdown.open:
            mine = [
                row
                for (code, row_id), row in self.rows.items()
                if code == figure.code and not row.removed and _under(row_id, prefix)
            ]
            ids += [row.id for row in sorted(mine, key=lambda row: (row.position, row.id))]
        return ids

    def all_rows(self, figure: Figure, parent: str = "") -> Iterator[str]:
        """Every row id of a figure in reading order, beginning with the total ""."""
        yield parent
        for breakdown in figure.breakdowns_of(parent):
            for row in self.rows_of(figure, breakdown, parent):
                yield from self.all_rows(figure, row)

    def addresses(self, figure: Figure) -> Iterator[Address]:
        """Every cell that the figure has now, in reading order."""
        for row in self.all_rows(figure):
            for measure in figure.measures_at(row):
                yield Address(figure.code, row, measure)

    def matching(self, figure: Figure, pattern: str) -> list[str]:
        """The rows that a row id with `*` in it names, in the order of the paper."""
        if "*" not in pattern:
            return [pattern]
        return [row for row in self.all_rows(figure) if row and matches(row, pattern)]

    def label(self, figure: Figure, row: str) -> str:
        """What a row is called; the figure's label for the total."""
        if not row:
            return figure.label
        fixed = figure.fixed_row(row)
        return fixed.label if fixed else self.rows[figure.code, row].label

    def counterpart(self, other: Report, address: Address) -> Address | None:
        """The same cell in another report of the template; open rows are the same where their labels are."""
        if "#" not in address.row:
            return address
        figure = self.template.figures[address.figure]
        path = fold(self.path(figure, address.row))
        rows = (row for row in other.all_rows(figure) if "#" in row and fold(other.path(figure, row)) == path)
        row = next(rows, None)
        return None if row is None else address._replace(row=row)

    def imprint(self, addresses: Iterable[Address]) -> str:
        """A short code of what cells hold: it changes as soon as one of them does."""
        from hashlib import blake2b  # noqa: PLC0415 - a report opens without it

        held = [(*address, repr(self.cells.get(address))) for address in addresses]
        return blake2b(repr(held).encode(), digest_size=12).hexdigest()

    def measure(self, address: Address) -> Measure:
        """The measure of a cell."""
        return self.template.figures[address.figure].measures_at(address.row)[address.measure]

    def path(self, figure: Figure, row: str) -> str:
        """The name of a row for files and people: `abroad/Nhật Bản`, a slash in a label written %2F."""
        names: list[str] = []
        done = ""
        for segment in row.split("/") if row else []:
            parent, done = done, f"{done}/{segment}" if done else segment
            code = segment.partition(":")[0]
            if figure.fixed_row(done):
                name = segment.partition(":")[2]
            else:
                name = self.rows[figure.code, done].label.replace("/", "%2F")
            others = [other for other in figure.breakdowns_of(parent) if other.code != code]
            plain = not any(name in other.rows or other.open for other in others) and ":" not in name
            names.append(name if plain else f"{code}:{name}")
        return "/".join(names)


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


def _under(row: str, prefix: str) -> bool:
    return row.startswith(prefix) and "/" not in row[len(prefix) :]


def tidy(text: str) -> str:
    """A label as it is stored: NFC, single spaces, none at the ends."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def fold(text: str) -> str:
    """A label for comparing and finding: no diacritics, no case, no punctuation."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", "".join(c for c in plain if not unicodedata.combining(c))).split())


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row path leads: an existing row id, or a new label under `parent` in an open breakdown."""

    row: str
    parent: str = ""
    breakdown: str = ""
    label: str = ""


def locate(report: Report, figure: Figure, path: str) -> Place:
    """Follow a row path; the last segment may be a new label where a breakdown is open.

    Raises KnownError for an unknown fixed row (with the nearest code) and for a near-miss of a known label.
    """
    row = ""
    segments = [tidy(segment).replace("%2F", "/").replace("%2f", "/") for segment in path.split("/")] if path else []
    for index, segment in enumerate(segments):
        breakdowns = {breakdown.code: breakdown for breakdown in figure.breakdowns_of(row)}
        prefix, _, rest = segment.partition(":")
        name = segment
        if rest and prefix in breakdowns:
            breakdowns, name = {prefix: breakdowns[prefix]}, tidy(rest)
        found = _find(report, figure, row, breakdowns, name)
        if found is None:
            place = _new(report, figure, row, breakdowns, name)
            if index < len(segments) - 1:
                raise KnownError(f'{figure.name}: chưa có dòng "{name}" nên chưa thể ghi dòng con của nó')
            return place
        row = found
    return Place(row)


def _find(report: Report, figure: Figure, parent: str, breakdowns: dict[str, Breakdown], name: str) -> str | None:
    for breakdown in breakdowns.values():
        for row in report.rows_of(figure, breakdown, parent):
            fixed = figure.fixed_row(row)
            if name == (fixed.code if fixed else report.rows[figure.code, row].label):
                return row
    return None


def _new(report: Report, figure: Figure, parent: str, breakdowns: dict[str, Breakdown], name: str) -> Place:
    where = f'chỉ tiêu "{figure.code}"' + (f', dòng "{report.path(figure, parent)}"' if parent else "")
    opened = [breakdown for breakdown in breakdowns.values() if breakdown.open]
    codes = [code for breakdown in breakdowns.values() for code in breakdown.rows]
    if not opened:
        raise KnownError(f'{where} không có dòng "{name}"{nearest(name, codes)}')
    if len(opened) > 1:
        names = ", ".join(f'"{breakdown.code}:"' for breakdown in opened)
        raise KnownError(f'{where}: dòng "{name}" chưa rõ thuộc phân tổ nào; đề nghị ghi thêm {names} phía trước')
    breakdown = opened[0]
    known = [report.label(figure, row) for row in report.rows_of(figure, breakdown, parent)]
    # an exact suggestion is a known label too, but not yet a row
    for label in (*codes, *known, *(() if name in breakdown.suggest else breakdown.suggest)):
        if near_miss(name, label):
            raise KnownError(f'{where}: dòng "{name}" gần giống "{label}"; đề nghị sửa cho khớp hoặc ghi rõ hơn')
    if not name or len(name) > 300:
        raise KnownError(f"{where}: tên dòng trống hoặc quá dài")
    return Place("", parent, breakdown.code, name)


def near_miss(one: str, other: str) -> bool:
    """Same letters but for case, marks and punctuation, or one slip apart; a different digit is no slip."""
    a, b = fold(one), fold(other)
    if a == b:
        return True
    if min(len(a), len(b)) < 5 or re.sub(r"\D", "", a) != re.sub(r"\D", "", b):
        return False
    return _one_edit(a, b)


def _one_edit(a: str, b: str) -> bool:
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    rest_a, rest_b = a[start:], b[start:]
    return (
        rest_a[1:] == rest_b
        or rest_a == rest_b[1:]
        or rest_a[1:] == rest_b[1:]
        or (rest_a[2:] == rest_b[2:] and rest_a[:2] == rest_b[1::-1])
    )


def new_row(report: Report, place: Place, figure: Figure) -> OpenRow:
    """The open row that a new place asks for, with the next free number (numbers are never reused)."""
    numbers = [int(row_id.rpartition("#")[2]) for code, row_id in report.rows if code == figure.code and "#" in row_id]
    number = max(numbers, default=0) + 1
    prefix = f"{place.parent}/" if place.parent else ""
    return OpenRow(figure.code, f"{prefix}{place.breakdown}:#{number}", place.label, number)
