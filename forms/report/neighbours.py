"""The reports that one is compared with, by unit and period: each is there once, whatever it is compared for."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Generic, Protocol, TypeVar

from forms.definitions.span import Span
from forms.offices.units import Unit
from forms.report.below import Below
from forms.values.period import Period


class Reported(Protocol):
    """What a unit says of a period."""

    unit: Unit
    period: Period


R = TypeVar("R", bound=Reported)


class Neighbours(Generic[R]):
    """Other reports of the unit and those of the offices below it; one that did not report has an empty one."""

    def __init__(self, reports: Iterable[R] = (), below: Iterable[str] = ()) -> None:
        self._reports: dict[tuple[str, Period], R] = {}
        self.below = tuple(below)  # ids of units
        self.without_basis = ""  # why there is no report of a year ago to compare with, where something is to be said
        self.totals: dict[Period, Below] = {}  # what all of them come to, where that was added up elsewhere
        self.siblings: tuple[R, ...] = ()  # the unit's reports on the same period on other templates
        for report in reports:
            self.add(report)

    def __bool__(self) -> bool:
        """Whether there is anything beside it."""
        return bool(self._reports or self.below or self.totals or self.siblings)

    def add(self, report: R) -> None:
        """Put a report in its place."""
        self._reports[report.unit.id, report.period] = report

    def at(self, unit: Unit, period: Period | None) -> R | None:
        """What a unit says of a period; None where there is no report."""
        return None if period is None else self._reports.get((unit.id, period))

    def of(self, unit: Unit) -> list[Period]:
        """The periods of which a unit has reports."""
        return [period for owner, period in self._reports if owner == unit.id]

    def earlier(self, unit: Unit, period: Period) -> R | None:
        """The unit's report before within the year."""
        return next((found for shorter in period.earlier() if (found := self.at(unit, shorter))), None)

    def children(self, period: Period) -> tuple[R, ...]:
        """The reports of the offices below; none for a period of which nobody read them."""
        return tuple(self._reports[unit, period] for unit in self.below if (unit, period) in self._reports)


def compared(period: Period, there: Collection[Period], span: Span | None = None) -> list[Period]:
    """The periods, of those that a unit has reports of, with which one of them, or one beside it, is compared."""
    beside = span.periods(period, there) if span else (period,)
    wanted: list[Period | None] = [*beside]
    for one in beside:
        earlier = next((shorter for shorter in one.earlier() if shorter in there), None)
        wanted += (one.a_year_earlier(), one.opening(), earlier, one.estimate(), one.foreseen, *one.single_years())
    return [other for other in dict.fromkeys(wanted) if other is not None and other in there and other != period]
