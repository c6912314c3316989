"""The plan of a locality as plain data: its targets for some years, its tasks, and what an office answers to them.

A plan is not a report's: it holds for every year and office of its locality, and is replaced as a whole when its list
is imported again. Answers are a report's, as cells are, and find their target by what it says, not by its number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from hashlib import blake2b
from typing import TypeVar

from forms.offices.units import Unit
from forms.values.aims import Better, is_nothing, is_yearly
from forms.values.frozen import frozen
from forms.values.text import fold


class Attainment(StrEnum):
    """How a target or a task stands; the value is its code in files."""

    REACHED = "dat"
    MISSED = "chua_dat"
    UNDER_WAY = "dang_thuc_hien"
    AWAITED = "chua_co_so_lieu"
    NOT_COMPARED = "khong_so_sanh"

    @property
    def label(self) -> str:
        """What officers call it."""
        return _ATTAINMENTS[self]


_ATTAINMENTS = {
    Attainment.REACHED: "Đạt",
    Attainment.MISSED: "Chưa đạt",
    Attainment.UNDER_WAY: "Đang thực hiện",
    Attainment.AWAITED: "Chưa có số liệu",
    Attainment.NOT_COMPARED: "Không so sánh",
}


class LinkKind(StrEnum):
    """How the cell of a target relates to it; the value is its code in files. Only the first two answer it."""

    DIRECT = "direct"
    DERIVED = "derived"  # by a conversion
    NEAR = "near"
    OTHER = "other population"


@frozen
class Answer:
    """What an office says of a target or a task that no cell answers: a value or words, of which day, from where.

    `attainment` is its own judgement, where there is nothing to compare; "" for none.
    """

    value: str
    day: str = ""  # ISO, "" where it was not said
    source: str = ""
    attainment: str = ""


@frozen
class YearText:
    """What is wanted by the end of a year, as printed."""

    year: int
    text: str


@frozen
class PlanTarget:
    """A line of the target list: an indicator with what is wanted of it, or a heading over those that name it.

    `cell` and `conversion` are an expression over the cells of a report; `start` is what stood when the term began.
    """

    order: int
    indicator: str
    texts: tuple[YearText, ...] = ()
    group: str = ""
    parent: str = ""
    unit: str = ""
    agency: str = ""
    better: Better = Better.UNKNOWN
    link: str = ""
    cell: str = ""
    conversion: str = ""
    link_note: str = ""
    note: str = ""
    start: str = ""

    @property
    def id(self) -> str:
        """The name by which an answer finds it."""
        return _identity("target", self.parent, self.indicator)

    @property
    def full(self) -> str:
        """Its name in a sentence, after that of what it is a part of."""
        own = self.indicator.lstrip("-–+ ")
        return f"{self.parent}: {own}" if self.parent else own

    @property
    def heading(self) -> bool:
        """Whether nothing is wanted of it in any year."""
        return all(is_nothing(item.text) for item in self.texts)

    @property
    def answering(self) -> str:
        """The expression that answers it; "" for none, also where its cell is only near."""
        if self.link in ("", LinkKind.DIRECT, LinkKind.DERIVED):
            return self.conversion or ("" if self.link == LinkKind.DERIVED else self.cell)
        return ""

    def text(self, year: int) -> str:
        """What is wanted by the end of a year; "" where nothing is."""
        text = next((item.text for item in self.texts if item.year == year), "")
        return "" if is_nothing(text) else text

    def yearly(self, year: int) -> bool:
        """Whether the text of a year is wanted in every year until then."""
        return is_yearly(self.text(year)) or is_yearly(self.unit)


@frozen
class PlanTask:
    """A task of a plan, with who leads it, who takes part and by when; `targets` are the orders of its targets."""

    order: int
    task: str
    group: str = ""
    agency: str = ""
    partners: str = ""
    time: str = ""
    targets: tuple[int, ...] = ()
    note: str = ""

    @property
    def id(self) -> str:
        """The name by which an answer finds it."""
        return _identity("task", self.group, self.task)


def _identity(*parts: str) -> str:
    return blake2b("\n".join(map(fold, parts)).encode(), digest_size=8).hexdigest()


@dataclass(frozen=True)
class LocalPlan:
    """The plan of a locality."""

    locality: str
    targets: tuple[PlanTarget, ...] = ()
    tasks: tuple[PlanTask, ...] = field(default=())

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years for which something is wanted."""
        return tuple(sorted({item.year for target in self.targets for item in target.texts if target.text(item.year)}))

    @cached_property
    def wanted(self) -> tuple[PlanTarget, ...]:
        """The targets without the headings over them."""
        return tuple(target for target in self.targets if not target.heading)

    def year(self, reported: int) -> int | None:
        """The first year with targets that a report of a year works towards; None where all of them are past."""
        return next((year for year in self.years if year >= reported), None)


Line = TypeVar("Line", PlanTarget, PlanTask)


def find(lines: Iterable[Line], order: int) -> Line | None:
    """The line of a number."""
    return next((line for line in lines if line.order == order), None)


def applying(localities: Sequence[str], unit: Unit) -> str | None:
    """The locality whose plan an office works by: its own, that of the nearest office above, or the only one there.

    `localities` come the latest first; where none is the office's, the latest holds.
    """
    own = (locality for name in _offices(unit) for locality in localities if _names(locality, name))
    return next(own, localities[0] if localities else None)


def concerns(locality: str, unit: Unit) -> bool:
    """Whether a locality is the office's own or that of an office above it, as far as these are known."""
    return any(_names(locality, name) for name in _offices(unit))


def _offices(unit: Unit) -> list[str]:
    """The office and those above it, the nearest first."""
    return [unit.name, *reversed(unit.path)]


def _names(locality: str, office: str) -> bool:
    """Whether a locality is that of an office, with or without the word for its kind before either."""
    text, name = fold(locality), fold(office)
    return text == name or name.endswith(f" {text}") or text.endswith(f" {name}")
