"""Where the cells of a sheet went that another program saved: rows or columns put in before them are no tampering.

Rows keep their order. Of all ways in which they may have moved, the one is taken in which most numbers stand where they
should and fewest rows moved otherwise than the row above them (after Viterbi).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from math import isclose, isnan, nan

from exports.excel.book import Shown
from forms.values.numbers import Number
from forms.values.spreadsheet import Position

_FARTHEST = 40  # rows by which anything may have moved
_MOST = 200_000  # places that are looked at to either side, which bounds the time that any file takes
_ASIDE = sorted(range(-3, 4), key=abs)  # columns by which one may have moved
_APART = 0.75  # what a row costs that moved otherwise than the one above it: less than a number that fits
_UNTOLD = 0.85  # what a formula is worth of which nobody says what it comes to
_FILLED = 0.5  # what a number costs that stands where there was none


def same(shown: Shown | None, number: Number | None) -> bool:
    """Whether a cell shows a number; words stand where there is none, and formulas give binary floats."""
    if number is None:
        return shown is None or isinstance(shown, str)
    if not isinstance(shown, Decimal):
        return False
    return abs(shown - Decimal(str(number))).scaleb(number.decimals + 3) < 1


def places(
    shown: Mapping[Position, Shown], unknown: Collection[Position], wanted: Mapping[Position, Number | None]
) -> dict[Position, Position]:
    """Where each place is now; `unknown` are formulas whose value the program that saved them left out."""
    here = {at: at for at in wanted}
    if standing(shown, wanted, here) == sum(at not in unknown for at, number in wanted.items() if number is not None):
        return here
    asides = _asides(shown, unknown, wanted)
    shifts = _shifts(shown, unknown, wanted, asides)
    return {(row, column): (row + shifts[row], column + asides[column]) for row, column in wanted}


def standing(
    shown: Mapping[Position, Shown], wanted: Mapping[Position, Number | None], places: Mapping[Position, Position]
) -> int:
    """How many numbers stand at their places."""
    return sum(number is not None and same(shown.get(places[at]), number) for at, number in wanted.items())


def _asides(
    shown: Mapping[Position, Shown], unknown: Collection[Position], wanted: Mapping[Position, Number | None]
) -> dict[int, int]:
    """By how many columns each column moved: to where most of its numbers stand, in any row; else as the one before."""
    there: dict[int, list[Decimal]] = {}
    for (_, column), value in shown.items():
        if isinstance(value, Decimal):
            there.setdefault(column, []).append(value)
    untold: dict[int, int] = {}
    for _, column in unknown:
        untold[column] = untold.get(column, 0) + 1
    numbers: dict[int, set[Number]] = {column: set() for _, column in wanted}
    for (_, column), number in wanted.items():
        numbers[column] |= {number} if number is not None else set()
    found: dict[int, int] = {}
    before, last = 0, 0
    for column in sorted(numbers):

        def told(aside: int, column: int = column) -> float:
            values = there.get(column + aside, ())
            fitting = sum(any(same(value, number) for value in values) for number in numbers[column])
            return fitting + _UNTOLD * min(len(numbers[column]) - fitting, untold.get(column + aside, 0))

        free = [aside for aside in (before, *_ASIDE) if column + aside > last]
        before = max(free or [before], key=told)
        found[column] = before
        last = column + before
    return found


def _shifts(
    shown: Mapping[Position, Shown],
    unknown: Collection[Position],
    wanted: Mapping[Position, Number | None],
    asides: Mapping[int, int],
) -> dict[int, int]:
    """By how many rows each row moved."""
    rows: dict[int, list[tuple[int, float | None]]] = {}
    for row, column in sorted(wanted):
        number = wanted[row, column]
        rows.setdefault(row, []).append((column + asides[column], None if number is None else float(str(number))))
    reach = min(_FARTHEST, _MOST // len(wanted))
    shifts = range(-reach, reach + 1)
    there = {at: float(value) for at, value in shown.items() if isinstance(value, Decimal)} | dict.fromkeys(
        unknown, nan
    )
    best = [0.0 if shift == 0 else -_APART - abs(shift) / 1000 for shift in shifts]  # the nearer of two alike
    ways: list[list[int]] = []
    above = next(iter(rows), 0)
    for row, cells in rows.items():
        way = _ways(best, row - above)
        best = [
            best[before]
            - _APART * (before != index)
            + sum(_worth(there.get((row + shift, column)), number) for column, number in cells)
            for index, (shift, before) in enumerate(zip(shifts, way, strict=True))
        ]
        ways.append(way)
        above = row
    index = max(range(len(best)), key=lambda one: best[one])
    found: dict[int, int] = {}
    for row, way in zip(reversed(rows), reversed(ways), strict=True):
        found[row] = shifts[index]
        index = way[index]
    return found


def _ways(best: Sequence[float], apart: int) -> list[int]:
    """From which way of the row above each way of a row comes, so many rows beneath it: none overtakes the other."""
    found = []
    free, most = -1, 0
    for index in range(len(best)):
        while free + 1 < min(index + max(apart, 1), len(best)):
            free += 1
            most = free if best[free] > best[most] else most
        found.append(index if best[index] >= best[most] - _APART else most)
    return found


def _worth(shown: float | None, number: float | None) -> float:
    """What a cell says for being the place of a number; not a number is a formula that says nothing."""
    if shown is None:
        return 0.0
    if number is None:
        return 0.0 if isnan(shown) else -_FILLED
    return _UNTOLD if isnan(shown) else float(isclose(shown, number, rel_tol=1e-12, abs_tol=1e-9))
