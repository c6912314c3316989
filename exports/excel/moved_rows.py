"""Where the cells of a sheet went that another program saved: rows or columns put in before them are no tampering.

Rows keep their order, or are gone where their words are. Of all ways in which they may have moved, the one is taken in
which most numbers and words stand where they should and fewest rows moved otherwise than the row above them (after
Viterbi).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from math import inf, isclose, isnan, nan
from operator import attrgetter
from typing import NamedTuple

from exports.excel.book import Shown
from forms.values.numbers import Number
from forms.values.spreadsheet import Position
from forms.values.text import visible

_NUMBERS = {  # by what stands between thousands; a sign of Excel's for texts may stand before them
    group: re.compile(rf"'?([-−]?\d{{1,15}}(?:[{group}]\d{{3}}){{0,5}})(?:[{point}](\d{{1,15}}))?", re.ASCII)
    for group, point in (".,", ",.")
}
_FARTHEST = 40  # rows by which anything may have moved
_MOST = 200_000  # places that are looked at to either side, which bounds the time that any file takes
_ASIDE = sorted(range(-3, 4), key=abs)  # columns by which one may have moved
_APART = 0.75  # what a row or column costs that moved otherwise than the one before it: less than a number that fits
_UNTOLD = 0.85  # what a formula is worth of which nobody says what it comes to
_FILLED = 0.5  # what a number costs that stands where there was none
_NAMED = 1.5  # what the words of a row are worth that stand in it
_MISNAMED = 1.0  # what others cost, or none
_GONE = 0.6  # what a row costs that is gone: less than a number that stands nowhere else

Moved = Position | None  # None for one that is gone


def same(shown: Shown | None, number: Number | None) -> bool:
    """Whether a cell shows a number, as one or as text; words stand where there is none.

    Formulas give binary floats.
    """
    if isinstance(shown, str):
        told = _told("".join(visible(shown).split()))
        return not told if number is None else Decimal(str(number)) in told
    if number is None or shown is None:
        return number is None and shown is None
    return abs(shown - Decimal(str(number))).scaleb(number.decimals + 3) < 1


@lru_cache(maxsize=4096)
def _told(text: str) -> frozenset[Decimal]:
    """What a text is as a number, written our way ("4.764,5") or as programs do ("4,764.5"); nothing for words."""
    return frozenset(
        Decimal(found[1].replace(group, "").replace("−", "-") + (f".{found[2]}" if found[2] else ""))
        for group, written in _NUMBERS.items()
        if (found := written.fullmatch(text))
    )


def places(
    shown: Mapping[Position, Shown],
    unknown: Collection[Position],
    wanted: Mapping[Position, Number | None],
    words: Mapping[int, str],
    heads: Mapping[int, str],
) -> dict[Position, Moved]:
    """Where each place is now; `unknown` are formulas whose value the program that saved them left out.

    `words` are those that stood in the rows, `heads` those over the columns, as far as they are known.
    """
    here: dict[Position, Moved] = {at: at for at in wanted}
    if standing(shown, wanted, here) == sum(at not in unknown for at, number in wanted.items() if number is not None):
        return here
    asides = _asides(shown, unknown, wanted, heads)
    shifts = _shifts(shown, unknown, wanted, asides, words)
    return {
        (row, column): None if (shift := shifts[row]) is None else (row + shift, column + asides[column])
        for row, column in wanted
    }


def standing(
    shown: Mapping[Position, Shown], wanted: Mapping[Position, Number | None], places: Mapping[Position, Moved]
) -> int:
    """How many numbers stand at their places."""
    return sum(
        number is not None and (there := places[at]) is not None and same(shown.get(there), number)
        for at, number in wanted.items()
    )


def named(shown: Mapping[Position, Shown], words: Mapping[int, str], places: Mapping[Position, Moved]) -> int:
    """How many rows still have their words."""
    texts = _texts(shown)
    now = {at[0]: there[0] for at, there in places.items() if there}
    return sum(_plain(text) in texts.get(now.get(row, 0), ()) for row, text in words.items())


def _texts(shown: Mapping[Position, Shown]) -> dict[int, set[str]]:
    """The words of each row."""
    found: dict[int, set[str]] = {}
    for (row, _), text in shown.items():
        if isinstance(text, str) and (plain := _plain(text)):
            found.setdefault(row, set()).add(plain)
    return found


def _plain(text: str) -> str:
    return " ".join(text.split())


def _asides(
    shown: Mapping[Position, Shown],
    unknown: Collection[Position],
    wanted: Mapping[Position, Number | None],
    heads: Mapping[int, str],
) -> dict[int, int]:
    """By how many columns each column moved: to where most of all numbers stand, in any row, and as the one before."""
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

    def told(column: int, aside: int) -> float:
        values = there.get(column + aside, ())
        fitting: float = sum(any(same(value, number) for value in values) for number in numbers[column])
        fitting += _UNTOLD * min(len(numbers[column]) - fitting, untold.get(column + aside, 0))
        return fitting + _name(_plain(heads.get(column, "")), texts.get(column + aside))

    texts = _texts({(column, row): one for (row, column), one in shown.items()}) if heads else {}
    best, last = {0: 0.0}, 0
    ways: list[tuple[int, dict[int, int]]] = []
    for column in sorted(numbers):
        way = {aside: _come(best, aside, column - last) for aside in _ASIDE if column + aside > 0}
        best = {
            aside: best[before] - _APART * (aside != before) + told(column, aside)
            for aside, before in way.items()
            if before is not None
        }
        ways.append((column, {aside: before for aside, before in way.items() if before is not None}))
        last = column
    found: dict[int, int] = {}
    aside = max(best, key=best.__getitem__)
    for column, one in reversed(ways):
        found[column] = aside
        aside = one[aside]
    return found


def _come(best: Mapping[int, float], aside: int, apart: int) -> int | None:
    """How the column before moved where one, so many columns beside it, moved `aside`; None where it cannot have."""
    free = [before for before in best if before < aside + apart]
    return max(free, key=lambda before: best[before] - _APART * (aside != before), default=None)


def _shifts(
    shown: Mapping[Position, Shown],
    unknown: Collection[Position],
    wanted: Mapping[Position, Number | None],
    asides: Mapping[int, int],
    words: Mapping[int, str],
) -> dict[int, int | None]:
    """By how many rows each row moved; None for one that is gone."""
    rows: dict[int, list[tuple[int, float | None]]] = {}
    for row, column in sorted(wanted):
        number = wanted[row, column]
        rows.setdefault(row, []).append((column + asides[column], None if number is None else float(str(number))))
    reach = min(_FARTHEST, _MOST // len(wanted))
    shifts = range(-reach, reach + 1)
    there = {at: float(value) for at, value in shown.items() if isinstance(value, Decimal)} | dict.fromkeys(
        unknown, nan
    )
    kept = [0.0 if shift == 0 else -_APART - abs(shift) / 1000 for shift in shifts]  # the nearer of two alike
    gone = [-inf] * len(kept)
    texts = _texts(shown)
    ways: list[list[_Way]] = []
    above = next(iter(rows), 0)
    for row, cells in rows.items():
        pairs = zip(_ways(kept, row - above, 0), _ways(gone, row - above + 1, 1), strict=True)
        way = [max(pair, key=attrgetter("worth")) for pair in pairs]
        text = _plain(words.get(row, ""))
        kept = [
            one.worth
            + _name(text, texts.get(row + shift))
            + sum(_worth(there.get((row + shift, column)), number) for column, number in cells)
            for shift, one in zip(shifts, way, strict=True)
        ]
        gone = [one.worth - _GONE if text else -inf for one in way]
        ways.append(way)
        above = row
    ends = [_Way(worth, index, best is gone) for best in (kept, gone) for index, worth in enumerate(best)]
    _, index, missing = max(ends, key=attrgetter("worth"))
    found: dict[int, int | None] = {}
    for row, way in zip(reversed(rows), reversed(ways), strict=True):
        found[row] = None if missing else shifts[index]
        _, index, missing = way[index]
    return found


class _Way(NamedTuple):
    """What all rows down to one are worth, if it came to its shift from this one of the row above, or of one `gone`."""

    worth: float
    before: int
    gone: bool


def _ways(best: Sequence[float], apart: int, left: int) -> list[_Way]:
    """From which way of the row above each way of a row comes, so many rows beneath it: none overtakes the other.

    A row that is gone has `left` so many rows, by which those beneath it move up.
    """
    found = []
    free, most = -1, 0
    for index in range(len(best)):
        while free + 1 < min(index + max(apart, 1), len(best)):
            free += 1
            most = free if best[free] > best[most] else most
        along = min(index + left, len(best) - 1)
        by_itself = best[along] >= best[most] - _APART
        found.append(_Way(best[along] if by_itself else best[most] - _APART, along if by_itself else most, bool(left)))
    return found


def _name(text: str, texts: Collection[str] | None) -> float:
    """What the words in a row say for being the place of one."""
    return 0.0 if not text else _NAMED if texts and text in texts else -_MISNAMED


def _worth(shown: float | None, number: float | None) -> float:
    """What a cell says for being the place of a number; not a number is a formula that says nothing."""
    if shown is None:
        return 0.0
    if number is None:
        return 0.0 if isnan(shown) else -_FILLED
    return _UNTOLD if isnan(shown) else float(isclose(shown, number, rel_tol=1e-12, abs_tol=1e-9))
