"""Rates that follow from other cells (`equals`), and of what other stated pair one that does not was taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from itertools import chain

from forms.checks import messages
from forms.checks.amounts import Amounts, Standpoint, named_cells
from forms.checks.check import Check, Verdict
from forms.checks.declared import BoundComparison
from forms.checks.findings import Finding
from forms.definitions import row_ids
from forms.definitions.expressions import Comparison, Missing, Node, Operation, Reference, here, walk
from forms.definitions.references import canonical
from forms.definitions.rules import Severity, compare
from forms.definitions.template import Figure, Measure
from forms.report.cells import Address, State
from forms.report.report import Report
from forms.values.numbers import Number, rounded

_FINE = 500  # a printed rate so many times its own rounding is no other pair's by chance


class Ratio(Check):
    """A measure that follows from others (`equals`): the stated side on the left, within its rounding."""

    equates = True

    def __init__(self, amounts: Amounts, figure: Figure, row: str, measure: Measure, computed: Node) -> None:
        stated = Address(figure.code, row, measure.code)
        self.figure = figure
        self.place = Standpoint(amounts.report, figure, row)
        self.rate = Reference("", row, measure.code)
        self.computed = computed
        self.comparison = BoundComparison.of(Comparison("near", self.rate, computed), self.place)
        super().__init__(amounts, f"ratio.{'.'.join(stated)}", self.comparison.cells())
        self.listed = measure.pairs

    @cached_property
    def akin(self) -> tuple[Node, ...]:
        """The pairs that it may have been taken of though the definition does not list them."""
        return tuple(_akin(self.amounts.report, self.figure, self.place.row, self.computed))

    @cached_property
    def beside(self) -> frozenset[Address]:
        """The cells of other pairs."""
        read = (one for pair in (*self.listed, *self.akin) for one in here(pair))
        return frozenset(address for one in read for address in named_cells(one, self.place))

    def judge(self) -> Verdict | None:
        """Whether the rate follows; a vouched nil among its cells makes it no rate at all."""
        held = [self.amounts.cell(address) for address in self.cells]
        if any(cell is not None and cell.state is State.NIL for cell in held):
            return None
        sides = self.comparison.sides(self.amounts)
        if sides is None:
            if all(cell is not None and cell.number is not None for cell in held):
                return Verdict("ratio.zero", Severity.WARNING)
            return Verdict("waiting", Severity.INFO) if messages.waits(self.amounts, self.cells) else None
        verdict = self.amounts.compare("near", sides, self.cells)
        if not verdict:
            return None
        if verdict == "near":
            return Verdict("ratio.rounding", Severity.WARNING, *sides)
        if self._other() is not None:
            return Verdict("ratio.pair", Severity.WARNING, *sides)
        return Verdict("ratio", Severity.ERROR, *sides)

    def _other(self) -> Node | None:
        """The other pair that the rate follows from; one that the definition does not list only for a rate in full."""
        cell = self.amounts.cell(self.cells[0])
        full = cell is not None and cell.number is not None and _in_full(cell.number)
        pairs = chain(self._bound, self._bound_akin) if full else self._bound
        return next((pair for pair, bound in pairs if self._follows(bound)), None)

    @cached_property
    def _bound(self) -> list[tuple[Node, BoundComparison]]:
        return list(self._with_rate(self.listed))

    @cached_property
    def _bound_akin(self) -> list[tuple[Node, BoundComparison]]:
        return list(self._with_rate(self.akin))

    def _with_rate(self, pairs: Iterable[Node]) -> Iterator[tuple[Node, BoundComparison]]:
        """The rate beside each of these pairs of which the constants and periods are there."""
        for pair in pairs:
            with suppress(Missing):
                yield pair, BoundComparison.of(Comparison("near", self.rate, pair), self.place)

    def _follows(self, pair: BoundComparison) -> bool:
        sides = pair.sides(self.amounts)
        return sides is not None and not compare(pair.operator, *sides)

    def finding(self, verdict: Verdict) -> Finding:
        """The rate as it follows, and as it stands."""
        if verdict.code == "ratio.zero":
            return messages.no_ratio(self.amounts.report, self.id, self.cells)
        cell = self.amounts.cell(self.cells[0])
        if verdict.right is None or cell is None or cell.number is None:
            return messages.waiting(self.amounts.report, self.id, self.cells)
        expected = rounded(verdict.right.value, cell.number.decimals)
        found = messages.ratio(self.amounts.report, self.id, self.cells, self.computed, expected, verdict)
        other = self._other() if verdict.code == "ratio.pair" else None
        return found if other is None else messages.other_pair(self.amounts.report, found, other)

    def gap(self) -> tuple[Fraction, Fraction] | None:
        """Stated minus computed."""
        return self.comparison.gap(self.amounts)


def _in_full(number: Number) -> bool:
    return abs(number.value) >= _FINE * number.half_unit


def _akin(report: Report, figure: Figure, row: str, computed: Node) -> Iterator[Node]:
    """The pairs of one kind with that of a rate: its part of any whole, or another measure of the same two rows.

    A whole is a column of the row in the same unit, or what other figures count by that measure, in all or in a
    row of that name.
    """
    if not (isinstance(computed, Operation) and computed.operator == "/" and isinstance(computed.right, Reference)):
        return
    whole, parts = computed.right, [one for one in walk(computed.left) if isinstance(one, Reference)]
    if len(parts) != 1 or parts[0].figure or parts[0].row:
        return
    (part,) = parts
    measures = figure.measures_at(row)
    if not whole.figure:
        unit = measures[whole.measure].unit
        pairs = [(part, Reference("", "", one.code)) for one in measures.values() if one.unit == unit]
    else:
        of = report.template.figures[whole.figure]
        there = of.measures_at(canonical(of, whole.row))
        pairs = [(part, one) for one in _counting(report, there[whole.measure], row)]
        if part.measure == whole.measure:
            both = [code for code in measures if code in there]
            pairs += [(Reference("", "", code), replace(whole, measure=code)) for code in both]
    for other, divisor in pairs:
        if divisor not in (part, Reference(figure.code, row, part.measure)):  # of itself it is all
            yield Operation("/", _put(computed.left, part, other), divisor)


def _counting(report: Report, measure: Measure, row: str) -> Iterator[Reference]:
    """What figures count by a measure: in all, and in a row of the definition."""
    for figure in report.template.figures.values():
        for place in dict.fromkeys(("", "" if row_ids.hangs_on_added(row) else row)):
            has = report.has(Address(figure.code, place, measure.code))
            if has and figure.measures_at(place)[measure.code].unit == measure.unit:
                yield Reference(figure.code, place, measure.code)


def _put(node: Node, old: Node, new: Node) -> Node:
    if isinstance(node, Operation):
        return Operation(node.operator, _put(node.left, old, new), _put(node.right, old, new))
    return new if node == old else node
