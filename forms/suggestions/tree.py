"""Which lower office's number is probably wrong, and what it should have been, where a sum does not fit.

With every office in, the difference between the office's own number and the sum must be explained by one slip of the
hand in one office, and that office's own rules must hold at least as well with it. While an office is missing the own
number proves nothing: then only an office's own rules and its number of a year ago speak.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from forms.checks.checker import Checker
from forms.definitions.rules import Severity
from forms.report.cells import Address, Cell
from forms.report.report import Report
from forms.suggestions import slips
from forms.suggestions.intentions import Intentions
from forms.values.numbers import Number, exact

_MOST = 3  # suggestions
_LOOKED_AT = 8  # reports that are read whole
_RESOLVES = 50.0  # one finding of the office itself resolved is so much likelier than another slip
_NEAR = Fraction(1, 4)  # how far from what last year lets expect a number may be, of that

Reading = Callable[[int], tuple[Report, Address] | None]


class ProbableSlip(NamedTuple):
    """A number of a lower office that was probably meant to be another, the slip in words, and what agrees then."""

    office: int
    now: Number
    meant: Number
    slip: str
    resolves: int  # findings of the office itself
    fits: bool  # whether the sum is what the office above states
    alone: bool  # whether no other number of the office would do as well


def probable(
    stated: Mapping[int, Number], apart: Fraction | None, expected: Mapping[int, Fraction], read: Reading
) -> list[ProbableSlip]:
    """The likeliest slip of each office, best first; reports are read by the numbers of their offices.

    `apart` is what the sum lacks of the number above, None while an office is missing or where nothing lacks;
    `expected` is what last year lets expect of those that are far out.
    """
    tried = sorted(_candidates(stated, apart, expected), key=lambda found: (-found[0], found[1]))
    ranked: dict[int, list[tuple[float, ProbableSlip]]] = {}
    looked_at: dict[int, tuple[Checker, Address] | None] = {}
    for weight, office, meant, slip in tried:
        if office not in looked_at:
            if len(looked_at) == _LOOKED_AT:
                continue
            found = read(office)
            looked_at[office] = (Checker(found[0]), found[1]) if found else None
        if (there := looked_at[office]) is None:
            continue
        resolves = _resolved(*there, meant)
        if resolves is None or not (resolves or apart is not None or office in expected):
            continue
        one = ProbableSlip(office, stated[office], meant, slip, resolves, apart is not None, alone=True)
        ranked.setdefault(office, []).append((weight * _RESOLVES**resolves, one))
    best = [max(found, key=lambda pair: pair[0]) for found in ranked.values()]
    ordered = sorted(best, key=lambda pair: (-pair[0], pair[1].office))[:_MOST]
    return [one._replace(alone=len(ranked[one.office]) == 1) for _, one in ordered]


def _candidates(
    stated: Mapping[int, Number], apart: Fraction | None, expected: Mapping[int, Fraction]
) -> Iterator[tuple[float, int, Number, str]]:
    """What offices may have meant: how likely, who, what, and the slip in words."""
    for office, number in stated.items():
        if apart is not None:
            made = [exact(number.value + apart, number.decimals)]
        elif office in expected:
            made = [
                one for one in slips.origins(number) if abs(one.value - expected[office]) <= _NEAR * expected[office]
            ]
        else:
            made = []
        for meant in made:
            weight, slip = slips.explain(meant, number) if meant.value >= 0 and meant.value != number.value else (0, "")
            if weight:
                yield weight / _far(meant, expected.get(office)), office, meant, slip


def _far(meant: Number, expected: Fraction | None) -> float:
    """How much less likely a number is the farther it is from what is expected."""
    return 1.0 if not expected else 1 + 10 * float(abs(meant.value - expected) / expected)


def _resolved(checker: Checker, address: Address, meant: Number) -> int | None:
    """How many findings of an office go with another number in a cell; None where one comes, or the cell refuses it."""
    if not checker.report.has(address) or not Intentions(checker).fits(address, meant):
        return None
    failing, resolved = checker.failing(), 0
    with checker.amounts.supposing({address: Cell(meant)}):
        for index in checker.touching(address):
            verdict = checker.checks[index].judge()
            fails = verdict is not None and verdict.severity is not Severity.INFO
            if fails and index not in failing:
                return None
            resolved += index in failing and not fails
    return resolved
