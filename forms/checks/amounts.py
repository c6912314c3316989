"""What the cells of a report amount to, and expressions bound to those cells.

Binding resolves names once (rows, constants, values of other periods), so that evaluating is arithmetic only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from fractions import Fraction
from functools import cached_property, lru_cache

from forms.definitions.expressions import (
    Amount,
    Before,
    Choice,
    Constant,
    Cumulated,
    Earlier,
    Last,
    Missing,
    Months,
    Node,
    Opening,
    Operation,
    Param,
    Reference,
    Stated,
    Sum,
    Years,
    operate,
)
from forms.definitions.references import canonical
from forms.definitions.rules import BOUNDLESS, compare
from forms.definitions.template import Figure, Measure
from forms.report.below import Below
from forms.report.cells import Address, Cell, State
from forms.report.report import Report
from forms.sums import tallies
from forms.values import approximation
from forms.values.frozen import frozen
from forms.values.numbers import Number

ZERO = Amount.of(0)
ANYTHING = Amount(Fraction(0), Fraction(0), BOUNDLESS)

Reader = Callable[[Address], Amount]


class NotApplicable(Exception):  # noqa: N818 - an answer: the figure does not concern this office
    """A cell of the expression is outside the office's remit."""


class Amounts:
    """The cells of a report as amounts; other cells can be laid over them for a moment."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self._over: dict[Address, Cell | None] = {}
        self._rows: dict[str, Mapping[str, Mapping[str, Measure]]] = {}
        self._exact: dict[Address, bool] = {}

    def rows(self, figure: Figure) -> Mapping[str, Mapping[str, Measure]]:
        """The rows of a figure in reading order, as they were when first asked for, and which measures each carries."""
        if figure.code not in self._rows:
            self._rows[figure.code] = {row: figure.measures_at(row) for row in self.report.all_rows(figure)}
        return self._rows[figure.code]

    @cached_property
    def last(self) -> Report | None:
        """The report on the same period a year earlier."""
        return self.report.last

    @cached_property
    def earlier(self) -> Report | None:
        """The report on the period before within the year."""
        return self.report.earlier

    @cached_property
    def siblings(self) -> tuple[Report, ...]:
        """The office's reports on the same period on other templates."""
        return self.report.siblings

    @cached_property
    def below(self) -> Below | None:
        """What the reports of the lower offices come to; None where there are no such offices."""
        return self.report.below or (tallies.of_reports(self.report.children) if self.report.children else None)

    def cell(self, address: Address) -> Cell | None:
        """The cell, or what is supposed in its place."""
        if self._over and address in self._over:
            return self._over[address]
        return self.report.cell(address)

    def __call__(self, address: Address) -> Amount:
        """The amount of a cell: exact for counts, an interval for a rounded number or one with a word, 0 for a nil.

        Raises Missing where nothing is known yet, NotApplicable where the figure does not concern the office.
        """
        cell = self.cell(address)
        if cell is None or cell.number is None:
            return _without_number(cell)
        if address not in self._exact:
            self._exact[address] = self.report.measure(address).exact
        return _interval(cell.number, cell.word, exact=self._exact[address])

    def compare(self, operator: str, sides: tuple[Amount, Amount], addresses: Iterable[Address]) -> str:
        """How two sides stand to each other, as `rules.compare` says, with what words leave open in these cells."""
        found = compare(operator, *sides)
        return compare(operator, *sides, loose=True) if found and self.approximate(addresses) else found

    def approximate(self, addresses: Iterable[Address]) -> bool:
        """Whether a word leaves one of these cells open."""
        return any(cell is not None and cell.word for cell in map(self.cell, addresses))

    def zero_if_missing(self, address: Address) -> Amount:
        """The amount of a cell, zero where it is missing."""
        try:
            return self(address)
        except Missing:
            return ZERO

    def anything_if_missing(self, address: Address) -> Amount:
        """The amount of a cell, anything from zero upwards where it is missing."""
        try:
            return self(address)
        except Missing:
            return ANYTHING

    @contextmanager
    def supposing(self, cells: Mapping[Address, Cell | None]) -> Iterator[None]:
        """Lay cells over those of the report."""
        before = self._over
        self._over = {**before, **cells}
        try:
            yield
        finally:
            self._over = before


def amount(report: Report, address: Address, cell: Cell | None) -> Amount:
    """What a cell amounts to; raises Missing or NotApplicable."""
    if cell is None or cell.number is None:
        return _without_number(cell)
    return _interval(cell.number, cell.word, exact=report.measure(address).exact)


def _without_number(cell: Cell | None) -> Amount:
    if cell is None or cell.state is State.AWAITED:
        raise Missing
    if cell.state is State.NOT_APPLICABLE:
        raise NotApplicable
    return ZERO


@lru_cache(maxsize=16384)
def _interval(number: Number, word: str, *, exact: bool) -> Amount:
    value = number.value
    if word:
        return Amount(value, *approximation.reach(number, word))
    if exact:
        return Amount.of(value)
    half = number.half_unit
    return Amount(value, value - half, value + half)


@frozen
class Cells:
    """The sum of some cells; or, where `counted`, how many of them say something."""

    addresses: tuple[Address, ...]
    counted: bool = False


@frozen
class Combined:
    """An operation on bound expressions."""

    operator: str
    left: Bound
    right: Bound


Bound = Amount | Cells | Combined


@frozen
class Standpoint:
    """Where an expression stands: the report, the figure and row that bare measures belong to, chosen constants."""

    report: Report
    figure: Figure | None = None
    row: str = ""
    choices: Mapping[str, Fraction] | None = None


def bind(node: Node, place: Standpoint) -> Bound:
    """Resolve the names of an expression; raises Missing where a constant or another period has no value."""
    match node:
        case Operation(operator=operator, left=left, right=right):
            one, other = bind(left, place), bind(right, place)
            if isinstance(one, Amount) and isinstance(other, Amount):
                return operate(operator, one, other)
            return Combined(operator, one, other)
        case Sum(of=reference):
            return Cells(named_cells(reference, place))
        case Stated(of=reference):
            return Cells(named_cells(reference, place), counted=True)
        case Cumulated(of=reference):
            *before, _ = _there(place.report.so_far)
            return Combined("+", bind(reference, place), _summed(before, reference, place))
        case Reference():
            addresses = named_cells(node, place)
            if not addresses:  # the row does not carry the measure
                raise Missing
            return Cells(addresses)
    return _fixed(node, place)


def _fixed(
    node: Constant | Choice | Months | Param | Last | Earlier | Opening | Before | Years, place: Standpoint
) -> Amount:
    """What does not change while the report is open."""
    report = place.report
    match node:
        case Constant(value=value):
            return Amount.of(value)
        case Choice(name=name):
            return Amount.of((place.choices or {})[name])
        case Months():
            return Amount.of(report.period.months)
        case Param(name=name):
            param = report.template.param(name, report.period.end)
            if param is None:
                raise Missing
            return Amount.of(param.value)
        case Last() | Opening() | Before() | Earlier():
            return _elsewhere(_other(report, node), named_cells(node.of, place))
        case Years(of=reference):
            return _summed(_there(report.years), reference, place)


def _other(report: Report, node: Last | Opening | Before | Earlier) -> Report | None:
    """The report in which such an expression is read."""
    match node:
        case Last():
            return report.last
        case Opening():
            return report.opening
        case Before():
            return report.before
        case Earlier():
            return report.earlier


def _elsewhere(other: Report | None, addresses: tuple[Address, ...]) -> Amount:
    if other is None or not addresses:
        raise Missing
    (address,) = addresses
    try:
        return amount(other, address, other.cell(address))
    except NotApplicable:
        raise Missing from None


def _there(reports: tuple[Report, ...]) -> tuple[Report, ...]:
    if not reports:
        raise Missing
    return reports


def _summed(others: Iterable[Report], reference: Reference, place: Standpoint) -> Amount:
    total = ZERO
    for other in others:
        total = operate("+", total, _elsewhere(other, named_cells(reference, place)))
    return total


def named_cells(reference: Reference, place: Standpoint) -> tuple[Address, ...]:
    """The cells that a reference names at a place; raises Missing for a bare measure where there is no row."""
    if not reference.figure:
        if place.figure is None:
            raise Missing
        carried = reference.measure in place.figure.measures_at(place.row)
        return (Address(place.figure.code, place.row, reference.measure),) if carried else ()
    figure = place.report.template.figures[reference.figure]
    rows = place.report.matching(figure, canonical(figure, reference.row))
    return tuple(Address(figure.code, row, reference.measure) for row in rows)


def cells(bound: Bound) -> Iterator[Address]:
    """The cells of this report that a bound expression reads."""
    if isinstance(bound, Cells):
        yield from bound.addresses
    elif isinstance(bound, Combined):
        yield from cells(bound.left)
        yield from cells(bound.right)


def evaluate(bound: Bound, amounts: Amounts, read: Reader) -> Amount:
    """Compute a bound expression; `read` gives the amount of a cell, and raises Missing or NotApplicable."""
    if isinstance(bound, Combined):
        return operate(bound.operator, evaluate(bound.left, amounts, read), evaluate(bound.right, amounts, read))
    if isinstance(bound, Amount):
        return bound
    if bound.counted:
        return Amount.of(sum(amounts.cell(address) is not None for address in bound.addresses))
    if len(bound.addresses) == 1:
        return read(bound.addresses[0])
    return summed(list(map(read, bound.addresses)))


def summed(amounts: Sequence[Amount]) -> Amount:
    """The sum of amounts."""
    if all(amount.low is amount.high for amount in amounts):
        return Amount.of(_sum([amount.value for amount in amounts]))
    return Amount(*map(_sum, zip(*amounts, strict=True)))


def _sum(values: Sequence[Fraction]) -> Fraction:
    """The sum of fractions; whole numbers, which most are, are added as such."""
    if all(value.denominator == 1 for value in values):
        return Fraction(sum(value.numerator for value in values))
    return sum(values, Fraction(0))
