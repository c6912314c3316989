"""Reporting periods: what they are called, when they begin and end, and what came before them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from forms.errors import KnownError


class PeriodKind(StrEnum):
    """How long a period is; the value is its code in files and on the command line."""

    YEAR = "year"
    HALF = "half"  # six months from January
    NINE_MONTHS = "nine_months"
    QUARTER = "quarter"
    ESTIMATE = "estimate"  # the year, reported before it is over


_MONTHS = {
    PeriodKind.YEAR: 12,
    PeriodKind.HALF: 6,
    PeriodKind.NINE_MONTHS: 9,
    PeriodKind.QUARTER: 3,
    PeriodKind.ESTIMATE: 12,
}
_CODE = re.compile(r"(\d{4})(?:-(6T|9T|UTH|Q([1-4])))?", re.IGNORECASE)
_ROMAN = ("", "I", "II", "III", "IV")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A period of a year; `quarter` is 1 to 4 for quarters and 0 otherwise."""

    year: int
    kind: PeriodKind = PeriodKind.YEAR
    quarter: int = 0

    @property
    def months(self) -> int:
        """Its length in months."""
        return _MONTHS[self.kind]

    @property
    def start(self) -> date:
        """Its first day."""
        return date(self.year, 3 * max(self.quarter - 1, 0) + 1, 1)

    @property
    def end(self) -> date:
        """Its last day."""
        month = self.start.month + self.months
        return date(self.year + (month > 12), (month - 1) % 12 + 1, 1) - timedelta(days=1)

    @property
    def code(self) -> str:
        """Its name in files: 2024, 2024-6T, 2024-9T, 2024-UTH (the year's estimate), 2024-Q1."""
        suffix = {
            PeriodKind.HALF: "-6T",
            PeriodKind.NINE_MONTHS: "-9T",
            PeriodKind.ESTIMATE: "-UTH",
            PeriodKind.QUARTER: f"-Q{self.quarter}",
        }
        return f"{self.year}{suffix.get(self.kind, '')}"

    @property
    def label(self) -> str:
        """Its name: "năm 2024", "6 tháng đầu năm 2024", "ước thực hiện năm 2024"."""
        names = {
            PeriodKind.HALF: "6 tháng đầu năm",
            PeriodKind.NINE_MONTHS: "9 tháng đầu năm",
            PeriodKind.QUARTER: f"quý {_ROMAN[self.quarter]} năm",
            PeriodKind.ESTIMATE: "ước thực hiện năm",
        }
        return f"{names.get(self.kind, 'năm')} {self.year}"

    @property
    def spoken(self) -> str:
        """Its name within a sentence about what was done in it: an estimate speaks of the year."""
        return Period(self.year).label if self.kind is PeriodKind.ESTIMATE else self.label

    def earlier(self) -> Iterator[Period]:
        """The periods of the same year that end before it and count from January too, the latest first."""
        for kind in (PeriodKind.NINE_MONTHS, PeriodKind.HALF):
            if self.quarter == 0 and _MONTHS[kind] < self.months:
                yield Period(self.year, kind)

    def a_year_earlier(self) -> Period:
        """The same period of the year before; a year's estimate stands beside the whole year before."""
        if self.kind is PeriodKind.ESTIMATE:
            return Period(self.year - 1)
        return Period(self.year - 1, self.kind, self.quarter)


def parse(code: str) -> Period:
    """Read a period's code; raises KnownError for anything else."""
    match = _CODE.fullmatch(code.strip())
    if match is None or not 2000 <= int(match[1]) <= 2100:
        raise KnownError(
            f'Kỳ báo cáo "{code}" không đúng. Đề nghị ghi 2024, 2024-6T, 2024-9T, 2024-UTH hoặc 2024-Q1 … 2024-Q4.'
        )
    if match[3]:
        return Period(int(match[1]), PeriodKind.QUARTER, int(match[3]))
    kinds = {None: PeriodKind.YEAR, "6T": PeriodKind.HALF, "9T": PeriodKind.NINE_MONTHS, "UTH": PeriodKind.ESTIMATE}
    return Period(int(match[1]), kinds[match[2].upper() if match[2] else None])
