"""What a cell of a report is: where it stands, and what it holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field, replace
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from forms.definitions.template import Breakdown
from forms.values.frozen import frozen
from forms.values.numbers import Number, exact


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


class MarkKind(StrEnum):
    """What can be said of a number; the value is its code in files. A number without a mark was typed."""

    COMPUTED = "tinh_toan"  # from other cells, and follows them
    OVERRULED = "ghi_de"  # stands against what was computed, for a reason
    ADDED = "cap_tren_them"  # the part that the office itself adds to what its lower offices report, with a reason
    VERIFIED = "da_doi_chieu"  # by whom and when
    CARRIED = "chuyen_ky_truoc"  # from the end of the period before, named in the text
    STATEMENT = "cho_van_ban"  # has numbers in it that lower offices gave by word, named in the text, and no paper yet
    PRELIMINARY = "so_bo"  # waits to be recognised, by what is in the text
    WORDED = "kem_chu"  # a word that is printed with it: "hơn"


@frozen
class Mark:
    """One thing that is said of a number, by whom and when where that counts.

    `text` is the reason or the word; `number` what was computed, or the part that was added.
    """

    kind: MarkKind
    text: str = ""
    number: Number | None = None
    who: str = ""
    at: datetime | None = None  # UTC

    def __post_init__(self) -> None:
        wanting = {
            MarkKind.COMPUTED: False,
            MarkKind.OVERRULED: not self.text,
            MarkKind.ADDED: not self.text or self.number is None,
            MarkKind.VERIFIED: not self.who or self.at is None,
            MarkKind.CARRIED: not self.text,
            MarkKind.STATEMENT: not self.text,
            MarkKind.PRELIMINARY: not self.text,
            MarkKind.WORDED: not self.text,
        }
        if wanting[self.kind] or (self.at is not None and self.at.tzinfo is None):
            raise ValueError(f"an incomplete mark {self.kind}")


@frozen
class Cell:
    """What a cell holds: a number when stated or estimated, else only its state.

    Marks go with the number: whoever types another one leaves them behind. They are no part of what a finding was
    accepted for (`Report.imprint`).
    """

    number: Number | None
    state: State = State.STATED
    working: str = ""  # the sum as typed: "8995+200+3525"
    marks: tuple[Mark, ...] = field(default=(), repr=False)  # one of a kind, by kind

    def __post_init__(self) -> None:
        if self.marks and [mark.kind for mark in self.marks] != sorted({mark.kind for mark in self.marks}):
            raise ValueError("marks twice or out of order")
        if (self.number is not None) != (self.state in (State.STATED, State.ESTIMATE)):
            raise ValueError(f"a cell in state {self.state} with number {self.number}")

    def marked(self, mark: Mark) -> Cell:
        """The same cell with a mark, in the place of one of its kind."""
        others = (other for other in self.marks if other.kind is not mark.kind)
        return replace(self, marks=tuple(sorted((*others, mark), key=lambda one: one.kind)))

    @property
    def word(self) -> str:
        """The word before its number ("hơn"); "" where it has none."""
        mark = self.mark(MarkKind.WORDED) if self.marks else None
        return mark.text if mark else ""

    @property
    def preliminary(self) -> str:
        """What is said of its number that waits to be recognised; "" where it does not."""
        mark = self.mark(MarkKind.PRELIMINARY) if self.marks else None
        return mark.text if mark else ""

    @property
    def lacking(self) -> str:
        """Which lower offices the sum that it holds does not contain, in words; "" where it is no sum, or all are."""
        mark = self.mark(MarkKind.COMPUTED) if self.marks else None
        return mark.text if mark else ""

    @property
    def summed(self) -> Number | None:
        """What lower offices come to by it, without what the office itself adds; None where it is no sum."""
        if overruled := self.mark(MarkKind.OVERRULED):
            return overruled.number
        if self.mark(MarkKind.COMPUTED) is None or self.number is None:
            return None
        own = self.mark(MarkKind.ADDED)
        return exact(self.number.value - own.number.value, self.number.decimals) if own and own.number else self.number

    def worded(self, word: str) -> Cell:
        """The same cell with a word before its number; itself where there is no word."""
        return self.marked(Mark(MarkKind.WORDED, word)) if word else self

    def mark(self, kind: MarkKind) -> Mark | None:
        """Its mark of a kind."""
        return next((mark for mark in self.marks if mark.kind is kind), None)


def reads_as_zero(breakdown: Breakdown, address: Address, cell: Callable[[Address], Cell | None]) -> bool:
    """Whether a cell is blank and says zero: its breakdown reads blanks so, and its row says something else."""
    if breakdown.blank != "zero" or cell(address) is not None:
        return False
    return any(cell(address._replace(measure=measure)) is not None for measure in breakdown.measures)


def unmarked(cell: Cell | None) -> Cell | None:
    """A cell as it was typed, with its word and no other mark: a typed cell that equals this changes nothing."""
    if cell is None or not cell.marks:
        return cell
    return replace(cell, marks=()).worded(cell.word)
