"""Reporting periods: their first and last day, what they are called, and what came before them.

How a year can be divided stands in one table: a code, the months and the words. The same days are the same period,
whichever code they were written with; the first line that fits gives the code that is stored.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from forms.errors import KnownError
from forms.values.text import raised


class YearPart(NamedTuple):
    """A part of a year: its code, its first and last month, its name; `estimated` before the year is over.

    One that is not `usual` can be named, but is not offered.
    """

    code: str
    first: int
    last: int
    label: str
    estimated: bool = False
    usual: bool = True


PARTS = (
    YearPart("", 1, 12, "năm"),
    YearPart("UTH", 1, 12, "ước thực hiện năm", estimated=True),
    YearPart("6T", 1, 6, "6 tháng đầu năm"),
    YearPart("UTH6T", 1, 6, "ước thực hiện 6 tháng đầu năm", estimated=True),
    YearPart("9T", 1, 9, "9 tháng đầu năm"),
    YearPart("UTH9T", 1, 9, "ước thực hiện 9 tháng đầu năm", estimated=True),
    YearPart("Q1", 1, 3, "quý I năm"),
    YearPart("Q2", 4, 6, "quý II năm"),
    YearPart("Q3", 7, 9, "quý III năm"),
    YearPart("Q4", 10, 12, "quý IV năm"),
    YearPart("T1", 1, 1, "tháng 01 năm", usual=False),
    *(YearPart(f"T{month}", 1, month, f"{month} tháng đầu năm", usual=False) for month in range(2, 13)),  # T12: a year
)
USUAL = tuple(part for part in PARTS if part.usual)
_BY_CODE = {part.code: part for part in PARTS}
_CODE = re.compile(r"(\d{4})(?:-(\w+)|\.\.(\d{4}))?", re.ASCII)
YEARS = range(2000, 2101)
"""The years that a period can be of."""


@dataclass(frozen=True, slots=True, order=True, init=False)
class Period:
    """The days from `start` to `end`, both included; `estimated` where they are told before they are over."""

    start: date
    end: date
    estimated: bool

    def __init__(self, year: int, part: str = "", until: int | None = None) -> None:
        """Make a part of a year by its code in the table, or with `until` the whole years from one to another."""
        line, ended = _BY_CODE[part], until or year
        object.__setattr__(self, "start", date(year, line.first, 1))
        object.__setattr__(self, "end", date(ended, line.last, monthrange(ended, line.last)[1]))
        object.__setattr__(self, "estimated", line.estimated)

    @property
    def year(self) -> int:
        """Its year; of several the last."""
        return self.end.year

    @property
    def years(self) -> int:
        """How many years it reaches into."""
        return self.end.year - self.start.year + 1

    @property
    def months(self) -> int:
        """Its length in months."""
        return 12 * (self.years - 1) + self.end.month - self.start.month + 1

    @property
    def within_year(self) -> bool:
        """Whether it is shorter than a year."""
        return self.months < 12

    @property
    def part(self) -> YearPart:
        """Its line in the table."""
        mine = (self.start.month, self.end.month, self.estimated)
        return next(part for part in PARTS if (part.first, part.last, part.estimated) == mine)

    @property
    def code(self) -> str:
        """Its name in files: 2024, 2024-6T, 2024-9T, 2024-UTH, 2024-UTH6T (estimates), 2024-Q1, 2024-T5, 2021..2024."""
        if self.years > 1:
            return f"{self.start.year}..{self.year}"
        return f"{self.year}-{self.part.code}".rstrip("-")

    @property
    def label(self) -> str:
        """Its name: "năm 2024", "6 tháng đầu năm 2024", "ước thực hiện năm 2024", "giai đoạn 2021-2024"."""
        if self.years > 1:
            return f"giai đoạn {self.start.year}-{self.year}"
        return f"{self.part.label} {self.year}"

    @property
    def short(self) -> str:
        """Its name where there is little room: "2024", "Quý I/2024", "Ước thực hiện 2024", "2021-2024"."""
        if self.years > 1:
            return f"{self.start.year}-{self.year}"
        part = self.part.label.removesuffix("năm").removesuffix(" đầu ").strip()
        return f"{raised(part)}{'/' if self.months < 12 else ' '}{self.year}".strip()

    @property
    def kind(self) -> str:
        """What it is in a word: "năm", "quý", "giai đoạn", else "kỳ"."""
        if self.months >= 12:
            return "năm" if self.years == 1 else "giai đoạn"
        return "quý" if self.part.label.startswith("quý") else "kỳ"

    @property
    def in_sentence(self) -> str:
        """Its name within a sentence about what was done in it: an estimate speaks of the days that it foresees."""
        return self.actual.label

    @property
    def actual(self) -> Period:
        """The same days as they are told once they are over; itself unless it is an estimate."""
        if not self.estimated:
            return self
        return Period(self.year, _alike(self.part, estimated=False).code)

    @property
    def foreseen(self) -> Period | None:
        """The estimate of the same days; None where there is none."""
        part = _alike(self.part, estimated=True) if self.years == 1 else None
        return Period(self.year, part.code) if part and part.estimated else None

    def earlier(self) -> Iterator[Period]:
        """The periods of the same year that end before it and count from January too, the latest first."""
        if self.start == date(self.year, 1, 1):
            for month in range(min(self.months, 12) - 1, 0, -1):
                yield Period(self.year, f"T{month}")

    def a_year_earlier(self) -> Period:
        """The same period of the year before; an estimate stands beside what the same days came to."""
        return self.actual.moved(-1)

    def moved(self, times: int) -> Period:
        """The same part of a later or an earlier year; several years move by as many."""
        by = times * self.years
        return Period(self.start.year + by, self.part.code, self.year + by)

    def estimate(self) -> Period:
        """What is foreseen of its whole year."""
        return Period(self.year, "UTH")

    def single_years(self) -> list[Period]:
        """The years that several are made of; none for one year or a part of it."""
        return [Period(year) for year in range(self.start.year, self.year + 1)] if self.years > 1 else []

    def opening(self) -> Period | None:
        """The whole year before, from which stocks roll forward: only what counts from January goes on from there."""
        return Period(self.start.year - 1) if self.start.month == 1 else None


def _alike(part: YearPart, *, estimated: bool) -> YearPart:
    """The line of the table for the same months, told before or after they are over; the part itself for none."""
    lines = (line for line in PARTS if (line.first, line.last, line.estimated) == (part.first, part.last, estimated))
    return next(lines, part)


WRITTEN = (
    f"{', '.join(Period(2024, part.code).code for part in USUAL)}, "
    "2024-T1 … 2024-T11 (từ đầu năm đến hết tháng) hoặc 2021..2024"
)
"""How the codes of periods are written."""


def parse(code: str) -> Period:
    """Read a period's code; raises KnownError for anything else."""
    match = _CODE.fullmatch(code.strip().upper())
    if match is not None:
        year, part, until = int(match[1]), match[2] or "", int(match[3] or match[1])
        if part in _BY_CODE and year in YEARS and until in YEARS and year <= until:
            return Period(year, part, until)
    last = code.strip().upper().partition("..")[2]
    if (part_of := _CODE.fullmatch(last)) and part_of[2]:
        raise KnownError(
            f'Kỳ báo cáo "{code}" không đúng. Báo cáo in nhiều kỳ cạnh nhau là báo cáo kỳ cuối: ghi {last}.'
        )
    raise KnownError(f'Kỳ báo cáo "{code}" không đúng. Đề nghị ghi {WRITTEN}.')
