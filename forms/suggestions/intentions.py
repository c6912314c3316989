"""What a cell may have been meant to hold, so that the rules that fail on it hold."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

from forms.checks.checker import Checker
from forms.checks.findings import CellChange
from forms.report.cells import Address
from forms.suggestions import slips
from forms.suggestions.solving import Interval, solve
from forms.values.numbers import Number, exact

_FINER = 2  # so many more decimals than its measure usually has a number may have been meant to have
_TOO_FINE = 0.2  # how much less likely a number with more decimals than its measure usually has


class Intentions:
    """The numbers that could stand in the cells of one report instead of those that do."""

    def __init__(self, checker: Checker) -> None:
        self.checker = checker
        self.amounts = checker.amounts
        self.report = checker.report
        self.failing = checker.failing()
        self._gaps: dict[int, Interval | None] = {}  # read once: a breakdown may have a thousand rows

    def number(self, address: Address) -> Number | None:
        """The number that stands in a cell."""
        cell = self.report.cells.get(address)
        return cell.number if cell else None

    def fits(self, address: Address, number: Number) -> bool:
        """Whether a cell takes a number."""
        measure = self.report.measure(address)
        value = number.value
        return (
            (measure.signed or value >= 0)
            and not (measure.integer and number.decimals)
            and (measure.max is None or value <= measure.max)
            and (not measure.values or value in measure.values)
        )

    def of(self, address: Address) -> Iterator[tuple[CellChange, float]]:
        """What a cell may have been meant to hold so that the failing rules on it hold, and the odds of each.

        The odds of one of many values that would do are shared among them all.
        """
        number = self.number(address)
        if number is None:
            return
        reach = self._reach(address, number)
        finest = max(number.decimals, self.report.measure(address).decimals + _FINER)
        for one in self._values(address, number, reach):
            if one.value != number.value and one.decimals <= finest and self.fits(address, one):
                yield CellChange(address, number, one), self._odds(address, one, reach)

    def _odds(self, address: Address, one: Number, reach: Interval | None) -> float:
        measure = self.report.measure(address)
        odds = _TOO_FINE if one.decimals > measure.decimals else 1.0
        for index in self.checker.touching(address):
            if index in self.failing:
                odds *= self.checker.checks[index].likely(one.value)
        if reach is not None:
            odds /= 1 + float(max(reach[1] - reach[0], Fraction(0))) * 10**one.decimals
        return odds

    def _values(self, address: Address, number: Number, reach: Interval | None) -> Iterator[Number]:
        if reach is None:
            unfinished = self._unfinished(address, number)
            yield from self._up_to(number, *unfinished) if unfinished else slips.likely(number)
            return
        low, high = reach
        if self.report.measure(address).exact:
            near = [one for one in slips.origins(number) if low <= one.value <= high] if low < high else []
        else:
            rounded = (short for one in slips.origins(number) for short in _shorter(one))
            near = [one for one in rounded if low - one.half_unit <= one.value <= high + one.half_unit]
        yield from near
        nearest = self.nearest(address, number, reach)
        if nearest is not None and nearest not in near:
            yield nearest

    def _unfinished(self, address: Address, number: Number) -> Interval | None:
        """What a cell may hold in a breakdown that exceeds its total though parts of it are blank; None in no such one.

        The parts that are there make at least half of the total then: what the blank ones hold nobody knows.
        """
        for index in self.checker.touching(address):
            check, verdict = self.checker.checks[index], self.failing.get(index)
            if check.sums and verdict is not None and verdict.blank and verdict.left and verdict.right:
                whole, added = verdict.left.value, verdict.right.value
                if address == check.cells[0]:
                    return added, 2 * added
                most = number.value - (added - whole)
                return most - whole / 2, most
        return None

    def _up_to(self, number: Number, low: Fraction, high: Fraction) -> Iterator[Number]:
        """The numbers within limits that a slip explains, and the limit that is nearest to what stands there."""
        yield exact(low if number.value < low else high, number.decimals)
        yield from (one for one in slips.origins(number) if low <= one.value <= high)

    def nearest(self, address: Address, number: Number, reach: Interval) -> Number | None:
        """The number in the middle of what would do, with the decimals of what was typed."""
        low, high = reach
        decimals = 0 if self.report.measure(address).integer else number.decimals
        if low == high:
            solved = exact(low, decimals)
            return solved if solved.value == low else None
        nearest = Number(math.floor((low + high) / 2 * 10**decimals + Fraction(1, 2)), decimals)
        return nearest if low <= nearest.value <= high else None

    def _gap(self, index: int) -> Interval | None:
        """How far a check is from holding, as the report stands."""
        if index not in self._gaps:
            self._gaps[index] = self.checker.checks[index].gap()
        return self._gaps[index]

    def _reach(self, address: Address, number: Number) -> Interval | None:
        """The values of a cell with which the failing equations on it hold; None where none can be solved."""
        low: Fraction | None = None
        high: Fraction | None = None
        for index in self.checker.touching(address):
            gap = self._gap(index) if index in self.failing else None
            found = solve(self.checker.checks[index], self.amounts, address, number, gap) if gap else None
            if found is not None:
                low = found[0] if low is None else max(low, found[0])
                high = found[1] if high is None else min(high, found[1])
        return None if low is None or high is None else (low, high)


def _shorter(number: Number) -> Iterator[Number]:
    """A number, then the same without zeros at the end of its decimals: a factor hides how many were meant."""
    yield number
    while number.decimals and number.digits % 10 == 0:
        number = Number(number.digits // 10, number.decimals - 1)
        yield number
