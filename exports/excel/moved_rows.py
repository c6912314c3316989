"""Where the cells of a sheet went that another program saved: rows or a column put in before them are no tampering."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal

from exports.excel.book import Shown
from forms.values.numbers import Number
from forms.values.spreadsheet import Position

_FARTHEST = 20  # rows by which what follows may have moved at once
_TOGETHER = 4  # rows that must fit where they went
_ASIDE = sorted(range(-3, 4), key=abs)  # columns by which all of a table may have moved


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
    here = _places(shown, unknown, wanted, 0)
    if standing(shown, wanted, here) == _stated(unknown, wanted, here):
        return here
    moved = (_places(shown, unknown, wanted, aside) for aside in _ASIDE)
    return max(moved, key=lambda found: standing(shown, wanted, found))


def standing(
    shown: Mapping[Position, Shown], wanted: Mapping[Position, Number | None], places: Mapping[Position, Position]
) -> int:
    """How many numbers stand at their places."""
    return sum(number is not None and same(shown.get(places[at]), number) for at, number in wanted.items())


def _stated(
    unknown: Collection[Position], wanted: Mapping[Position, Number | None], places: Mapping[Position, Position]
) -> int:
    """How many numbers should stand at their places, beside formulas of which nobody says what they come to."""
    return sum(number is not None and places[at] not in unknown for at, number in wanted.items())


def _places(
    shown: Mapping[Position, Shown],
    unknown: Collection[Position],
    wanted: Mapping[Position, Number | None],
    aside: int,
) -> dict[Position, Position]:
    """Where each place is now if all of the table moved so many columns."""
    numbers: dict[int, dict[int, Number]] = {}
    for (row, column), number in wanted.items():
        if number is not None:
            numbers.setdefault(row, {})[column + aside] = number

    def fits(row: int, shift: int) -> bool:
        at = ((row + shift, column) for column in numbers[row])
        return all(
            place in unknown or same(shown.get(place), number)
            for place, number in zip(at, numbers[row].values(), strict=True)
        )

    rows, shifts, shift = sorted(numbers), dict[int, int](), 0
    nearest = sorted(range(-_FARTHEST, _FARTHEST + 1), key=abs)
    for index, row in enumerate(rows):
        together = rows[index : index + _TOGETHER]
        if not fits(row, shift) and len(together) > 1:
            moved = (each for each in nearest if all(fits(other, each) for other in together))
            shift = next(moved, shift)
        shifts[row] = shift
    found = {}
    for row, column in wanted:
        before = max((one for one in rows if one <= row), default=rows[0] if rows else row)
        found[row, column] = (row + shifts.get(before, 0), column + aside)
    return found
