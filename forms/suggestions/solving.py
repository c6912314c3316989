"""Solving a check for one of its cells."""

from __future__ import annotations

from fractions import Fraction

from forms.checks.amounts import Amounts
from forms.checks.check import Check
from forms.report.cells import Address, Cell
from forms.values.numbers import Number

Interval = tuple[Fraction, Fraction]


def solve(
    check: Check, amounts: Amounts, address: Address, number: Number, start: tuple[Fraction, Fraction] | None = None
) -> Interval | None:
    """The least and greatest value of a cell with which an equation holds; `number` is what the cell holds now.

    `start` is the gap of the check, where it is known. None where the check is no equation, cannot speak, or is neither
    a straight line nor a hyperbola in that cell.
    """
    start = start or check.gap()
    if start is None:
        return None
    gap, reach = start
    value = number.value
    if check.sums:
        middle = value - gap if address == check.cells[0] else value + gap
        return middle - reach, middle + reach
    second, third = (_gap_at(check, amounts, address, number, step) for step in (1, 2))
    if second is None or third is None:
        return None
    line = (value - gap / (second - gap), second - gap) if third - second == second - gap != 0 else None
    found = line or _hyperbola(value, gap, second, third)
    if found is None:
        return None
    middle, slope = found
    width = abs(reach / slope)
    return middle - width, middle + width


def _gap_at(check: Check, amounts: Amounts, address: Address, number: Number, step: int) -> Fraction | None:
    moved = Number(number.digits + step * 10**number.decimals, number.decimals)
    with amounts.supposing({address: Cell(moved)}):
        found = check.gap()
    return found[0] if found else None


def _hyperbola(value: Fraction, gap: Fraction, second: Fraction, third: Fraction) -> tuple[Fraction, Fraction] | None:
    """Where a + b / x is zero, and its slope there, from its values at x, x + 1 and x + 2."""
    if not value or value in (-1, -2):
        return None
    b = (gap - second) / (1 / value - 1 / (value + 1))
    a = gap - b / value
    if not a or not b or a + b / (value + 2) != third:
        return None
    middle = -b / a
    return middle, -b / middle**2
