"""What a cell of a report is: where it stands, and what it holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from forms.definitions.template import Breakdown
from forms.values.numbers import Number


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


def reads_as_zero(breakdown: Breakdown, address: Address, cell: Callable[[Address], Cell | None]) -> bool:
    """Whether a cell is blank and says zero: its breakdown reads blanks so, and its row says something else."""
    if breakdown.blank != "zero" or cell(address) is not None:
        return False
    return any(cell(address._replace(measure=measure)) is not None for measure in breakdown.measures)
