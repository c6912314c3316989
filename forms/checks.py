"""Checking a report: rules bound to its cells, evaluated all at once or only where a cell changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from forms import messages, rules
from forms.definitions import Breakdown, Figure, Measure, Relation
from forms.expressions import Amount, Comparison, Last, Missing, Months, Node, Param, Reference, Sum, evaluate, split
from forms.narrative import Scope, plain
from forms.numbers import exact, rounded
from forms.references import canonical
from forms.report import Address, Cell, Report, State
from forms.rules import Finding, Kind, Rule, Severity

_ZERO = Amount.of(0)
_ORDER = {severity: index for index, severity in enumerate(Severity)}


class NotApplicable(Exception):  # noqa: N818 - an answer: the figure does not concern this office
    """A cell of the expression is outside the office's remit."""


@dataclass(frozen=True, slots=True)
class Check:
    """A rule bound to cells of one report; `run` gives its finding, or None where it holds or cannot speak."""

    cells: tuple[Address, ...]
    run: Callable[[], Finding | None]


def check(report: Report) -> list[Finding]:
    """Every finding of a report, most serious first, then in the order of the paper."""
    return Checker(report).findings()


class Checker:
    """The checks of one report, by the cells that they touch; make a new one when rows were added."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.checks = list(self._bind())
        self._touching: dict[Address, list[int]] = defaultdict(list)
        for index, item in enumerate(self.checks):
            for address in item.cells:
                self._touching[address].append(index)
        self._found: dict[int, Finding] = {}
        self._run(range(len(self.checks)))

    def findings(self) -> list[Finding]:
        """What was found, most serious first, then in the order of the paper."""
        found = [self._found[index] for index in sorted(self._found)]
        return sorted(found, key=lambda finding: _ORDER[finding.severity])

    def changed(self, address: Address) -> None:
        """Evaluate again the rules that touch a cell."""
        self._run(self._touching.get(address, ()))

    def _run(self, indexes: Sequence[int]) -> None:
        for index in indexes:
            finding = self.checks[index].run()
            if finding is None:
                self._found.pop(index, None)
            else:
                self._found[index] = finding

    def _bind(self) -> Iterator[Check]:
        for figure in self.report.template.figures.values():
            yield from self._of_figure(figure)
        for rule in self.report.template.rules:
            yield from self._declared(rule)

    def _of_figure(self, figure: Figure) -> Iterator[Check]:
        for address in self.report.addresses(figure):
            yield self._domain(figure, address)
        for row in self.report.all_rows(figure):
            for measure in figure.measures_at(row).values():
                if measure.computed is not None:
                    yield self._ratio(figure, row, measure, measure.computed)
            for breakdown in figure.breakdowns_of(row):
                yield from self._breakdown(figure, row, breakdown)

    def _cell(self, address: Address) -> Cell | None:
        return self.report.cells.get(address)

    def _domain(self, figure: Figure, address: Address) -> Check:
        measure = figure.measures_at(address.row)[address.measure]

        def run() -> Finding | None:
            cell = self._cell(address)
            if cell is None or cell.number is None:
                return None
            value = cell.number.value
            reason = ""
            if value < 0 and not measure.signed:
                reason = "negative"
            elif measure.max is not None and value > measure.max:
                reason = "above_max"
            elif measure.integer and value.denominator != 1:
                reason = "not_whole"
            if not reason:
                return None
            return messages.domain(self.report, address, reason, cell.number, measure)

        return Check((address,), run)

    def _ratio(self, figure: Figure, row: str, measure: Measure, computed: Node) -> Check:
        stated = Address(figure.code, row, measure.code)
        comparison = Comparison("near", Reference("", row, measure.code), computed)
        cells = (stated, *self._addresses(computed, figure, row))

        def run() -> Finding | None:
            amounts = self._sides(comparison, figure, row, {})
            if amounts is None:
                return self._waiting(f"{Kind.RATIO}.{figure.code}.{row}.{measure.code}", cells)
            verdict = rules.compare(comparison, *amounts)
            cell = self._cell(stated)
            if not verdict or cell is None or cell.number is None:
                return None
            expected = rounded(amounts[1].value, cell.number.decimals)
            return messages.ratio(self.report, cells, computed, expected, cell.number, exactly=verdict == "fails")

        return Check(cells, run)

    def _breakdown(self, figure: Figure, row: str, breakdown: Breakdown) -> Iterator[Check]:
        ids = self.report.rows_of(figure, breakdown, row)
        for target, measures in breakdown.columns_into(figure.measures_at(row)).items():
            parts = tuple(Address(figure.code, part, measure.code) for part in ids for measure in measures)
            if parts:
                yield self._sum(figure, Address(figure.code, row, target), parts, breakdown)

    def _sum(self, figure: Figure, total: Address, parts: tuple[Address, ...], breakdown: Breakdown) -> Check:
        cells = (total, *parts)
        exactly = self.report.measure(total).exact

        def run() -> Finding | None:
            stated = self._cell(total)
            known: list[Amount] = []
            blank = 0
            for address in parts:
                try:
                    known.append(self._amount(self._cell(address), address))
                except NotApplicable:
                    continue
                except Missing:
                    blank += self._blank_counts(breakdown, address)
            if not known or (stated is None and breakdown.relation is not Relation.PARTITION):
                return None
            try:
                whole = self._amount(stated, total)
            except NotApplicable:
                return None
            except Missing:
                return self._waiting(f"{breakdown.relation}.{figure.code}.{breakdown.code}.{total.row}", cells)
            return self._verdict(figure, breakdown, cells, whole, known, blank=blank, exactly=exactly)

        return Check(cells, run)

    def _blank_counts(self, breakdown: Breakdown, address: Address) -> int:
        """Whether a blank part is missing: not where blank means zero and the row says something else."""
        if breakdown.blank != "zero":
            return 1
        row = (Address(address.figure, address.row, measure) for measure in breakdown.measures)
        return 0 if any(other in self.report.cells for other in row) else 1

    def _verdict(
        self,
        figure: Figure,
        breakdown: Breakdown,
        cells: tuple[Address, ...],
        whole: Amount,
        known: list[Amount],
        *,
        blank: int,
        exactly: bool,
    ) -> Finding | None:
        total = cells[0]
        added = Amount(*(sum(side, Fraction(0)) for side in zip(*known, strict=True)))
        largest = max(known, key=lambda amount: amount.low)
        make = messages.Breakdown(self.report, figure, breakdown, cells)
        name = f"{breakdown.relation}.{breakdown.code}.{total.row}.{total.measure}"
        decimals = max((cell.number.decimals for cell in map(self._cell, cells) if cell and cell.number), default=0)
        if breakdown.relation is not Relation.PARTITION and largest.low > whole.high:
            return make.too_large(name, exact(largest.value, decimals), exact(whole.value, decimals))
        if breakdown.relation is Relation.SUBSET:
            return None
        sums = exact(added.value, decimals), exact(whole.value, decimals)
        if blank:
            if added.low > whole.high and breakdown.relation is Relation.PARTITION:
                return make.partition(name, *sums, Severity.ERROR)
            return make.incomplete(name, *sums, blank) if breakdown.relation is Relation.PARTITION else None
        if breakdown.relation is Relation.OVERLAP:
            return make.too_small(name, *sums) if added.high < whole.low else None
        verdict = rules.compare(Comparison("==" if exactly else "near", _NOWHERE, _NOWHERE), whole, added)
        if not verdict:
            return None
        return make.partition(name, *sums, Severity.ERROR if verdict == "fails" else Severity.WARNING)

    def _declared(self, rule: Rule) -> Iterator[Check]:
        if not rule.at:
            yield self._at(rule, None, "")
            return
        at = split(rule.at)
        figure = self.report.template.figures[at.figure or at.measure]
        for row in self.report.matching(figure, canonical(figure, at.row)):
            yield self._at(rule, figure, row)

    def _at(self, rule: Rule, figure: Figure | None, row: str) -> Check:
        cells = tuple(
            dict.fromkeys(
                address
                for comparison in rule.holds
                for side in (comparison.left, comparison.right)
                for address in self._addresses(side, figure, row)
            )
        )
        options = [dict(zip(rule.any, values, strict=True)) for values in product(*rule.any.values())]
        last = any(isinstance(leaf, Last) for item in rule.holds for leaf in _leaves(item))

        def run() -> Finding | None:
            worst = ""
            sides: tuple[Amount, Amount] | None = None
            for choices in options:
                worst = ""
                for comparison in rule.holds:
                    amounts = self._sides(comparison, figure, row, choices)
                    if amounts is None:
                        waits = not last and not rule.any and rule.severity is not Severity.INFO
                        return self._waiting(f"{rule.kind}.{rule.name}.{row}", cells) if waits else None
                    verdict = rules.compare(comparison, *amounts)
                    if verdict and worst != "fails":
                        worst, sides = verdict, amounts
                if not worst:
                    return None
            scope = Scope(self.report, figure, row)
            severity = Severity.WARNING if worst == "near" and rule.severity is Severity.ERROR else rule.severity
            left, right = (exact(side.value, 0) for side in sides) if sides else (None, None)
            return Finding(
                f"{rule.name}:{row}" if row else rule.name,
                str(rule.kind),
                severity,
                cells,
                plain(rule.says, scope),
                rule.instruction or messages.INSTRUCTIONS[rule.kind],
                right,
                left,
            )

        return Check(cells, run)

    def _waiting(self, name: str, cells: tuple[Address, ...]) -> Finding | None:
        """Say that a rule cannot be checked yet, when some of its cells are stated and others blank."""
        stated = [address for address in cells if address in self.report.cells]
        states = {cell.state for cell in map(self._cell, cells) if cell}
        if not stated or len(stated) == len(cells) or State.NOT_APPLICABLE in states:
            return None
        return messages.waiting(self.report, name, cells)

    def _sides(
        self, comparison: Comparison, figure: Figure | None, row: str, choices: Mapping[str, Fraction]
    ) -> tuple[Amount, Amount] | None:
        def leaf(node: Node) -> Amount:
            return self._leaf(node, figure, row)

        try:
            return (
                evaluate(rules.substitute(comparison.left, choices), leaf),
                evaluate(rules.substitute(comparison.right, choices), leaf),
            )
        except (Missing, NotApplicable):
            return None

    def _leaf(self, node: Node, figure: Figure | None, row: str) -> Amount:
        match node:
            case Months():
                return Amount.of(self.report.period.months)
            case Param(name=name):
                param = self.report.template.param(name, self.report.period.end)
                if param is None:
                    raise Missing
                return Amount.of(param.value)
            case Last(of=reference):
                if self.report.last is None:
                    raise Missing
                (address,) = self._addresses(reference, figure, row)
                return self._amount(self.report.last.cells.get(address), address)
            case Sum(of=reference):
                total = _ZERO
                for address in self._addresses(reference, figure, row):
                    part = self._amount(self._cell(address), address)
                    total = Amount(*(a + b for a, b in zip(total, part, strict=True)))
                return total
        (address,) = self._addresses(node, figure, row)
        return self._amount(self._cell(address), address)

    def _addresses(self, node: Node, figure: Figure | None, row: str) -> tuple[Address, ...]:
        """The cells of this report that an expression names."""
        if isinstance(node, Sum | Last):
            return self._addresses(node.of, figure, row)
        if not isinstance(node, Reference):
            return tuple(
                address
                for part in rules.leaves(node)
                if part is not node
                for address in self._addresses(part, figure, row)
            )
        if not node.figure:
            if figure is None:
                raise Missing
            return (Address(figure.code, row, node.measure),)
        target = self.report.template.figures[node.figure]
        pattern = canonical(target, node.row)
        return tuple(Address(node.figure, found, node.measure) for found in self.report.matching(target, pattern))

    def _amount(self, cell: Cell | None, address: Address) -> Amount:
        """The amount of a cell: exact for counts, an interval for a rounded number, 0 for a vouched nil."""
        if cell is None or cell.state is State.AWAITED:
            raise Missing
        if cell.state is State.NOT_APPLICABLE:
            raise NotApplicable
        if cell.number is None:
            return _ZERO
        value = cell.number.value
        if self.report.measure(address).exact:
            return Amount(value, value, value)
        half = cell.number.half_unit
        return Amount(value, value - half, value + half)


_NOWHERE = Reference("", "", "")


def _leaves(comparison: Comparison) -> Iterator[Node]:
    yield from rules.leaves(comparison.left)
    yield from rules.leaves(comparison.right)
