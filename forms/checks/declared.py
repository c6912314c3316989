"""The checks that section files declare as expressions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import product

from forms.checks import messages
from forms.checks.amounts import Amounts, Bound, NotApplicable, Reader, Standpoint, bind, cells, evaluate, named_cells
from forms.checks.check import Check, Verdict
from forms.checks.findings import Finding
from forms.definitions.expressions import Amount, Comparison, Elsewhere, Missing, Param, Reference, split, walk
from forms.definitions.references import canonical
from forms.definitions.rules import Kind, Rule, Severity, WhenMissing
from forms.definitions.template import Figure
from forms.report.cells import Address
from forms.report.report import Report
from forms.values.frozen import frozen
from forms.values.numbers import exact, rounded, show

_EQUATIONS = ("==", "near", "meet")


@frozen
class BoundComparison:
    """A comparison whose sides are bound to cells."""

    operator: str
    left: Bound
    right: Bound

    @classmethod
    def of(cls, comparison: Comparison, place: Standpoint) -> BoundComparison:
        """Bind both sides; raises Missing where a constant or another period has no value."""
        return cls(comparison.operator, bind(comparison.left, place), bind(comparison.right, place))

    def cells(self) -> Iterator[Address]:
        """The cells of both sides."""
        yield from cells(self.left)
        yield from cells(self.right)

    def sides(self, amounts: Amounts, missing: WhenMissing = WhenMissing.SKIP_ANY) -> tuple[Amount, Amount] | None:
        """What both sides come to; None where the comparison cannot speak yet."""
        readers: dict[WhenMissing, Reader] = {
            WhenMissing.SKIP_ANY: amounts,
            WhenMissing.SKIP_ALL: amounts.zero_if_missing,
            WhenMissing.BOUND: amounts.anything_if_missing,
        }
        read = readers[missing]
        try:
            return evaluate(self.left, amounts, read), evaluate(self.right, amounts, read)
        except (Missing, NotApplicable):
            return None

    def judge(self, amounts: Amounts, sides: tuple[Amount, Amount]) -> str:
        """How its sides stand to each other, as `rules.compare` says."""
        return amounts.compare(self.operator, sides, self.cells())

    def gap(self, amounts: Amounts, missing: WhenMissing = WhenMissing.SKIP_ANY) -> tuple[Fraction, Fraction] | None:
        """How far apart the sides of an equation are, and how far they may be."""
        sides = self.sides(amounts, missing) if self.operator in _EQUATIONS else None
        if sides is None:
            return None
        left, right = sides
        reach = Fraction(0) if self.operator == "==" else (left.high - left.low) / 2
        if self.operator == "meet":
            reach += (right.high - right.low) / 2
        return left.value - right.value, reach


def checks(amounts: Amounts, rule: Rule) -> Iterator[Check]:
    """A rule at each of its rows; none where it stands on a constant or a period that there is not."""
    report = amounts.report
    if rule.kind is Kind.PLAN and report.period.within_year:
        return  # a plan is for the whole year
    for place in _places(report, rule):
        try:
            yield Declared(amounts, rule, place)
        except Missing:
            continue


def _places(report: Report, rule: Rule) -> list[Standpoint]:
    """Where a rule stands: once, or at each of its rows."""
    if not rule.at:
        return [Standpoint(report)]
    at = split(rule.at)
    figure = report.template.figures[at.figure or at.measure]
    return [Standpoint(report, figure, row) for row in report.matching(figure, canonical(figure, at.row))]


def lapsed(amounts: Amounts) -> Iterator[Check]:
    """A check for each constant without a value for the report's period, on which rules stand that cannot speak."""
    report = amounts.report
    found: dict[str, list[Address]] = {}
    for rule in report.template.rules:
        sides = [side for comparison in (*rule.holds, *rule.when) for side in (comparison.left, comparison.right)]
        nodes = [node for side in sides for node in walk(side)]
        params = {node.name for node in nodes if isinstance(node, Param)}
        for name in params:
            if report.template.param(name, report.period.end) is None:
                read = [node for node in nodes if isinstance(node, Reference)]
                groups = (named_cells(reference, place) for place in _places(report, rule) for reference in read)
                found.setdefault(name, []).extend(address for group in groups for address in group)
    for name, touched in found.items():
        if touched:
            yield Lapsed(amounts, name, touched)


class Lapsed(Check):
    """A constant whose known values do not hold for the report's period, once a cell that needs it is stated."""

    def __init__(self, amounts: Amounts, name: str, cells: Iterable[Address]) -> None:
        super().__init__(amounts, f"lapsed.{name}", cells)
        self.name = name

    def judge(self) -> Verdict | None:
        """Whether anything would be compared with it."""
        numbers = (cell.number for address in self.cells if (cell := self.amounts.cell(address)) is not None)
        stated = any(number is not None and number.digits for number in numbers)
        return Verdict("lapsed", Severity.INFO) if stated else None

    def finding(self, _verdict: Verdict) -> Finding:
        """Which constant, and until when its values are known."""
        return messages.lapsed(self.amounts.report, self.id, self.cells, self.name)


class Declared(Check):
    """A rule of a section file at one row."""

    def __init__(self, amounts: Amounts, rule: Rule, place: Standpoint) -> None:
        self.rule = rule
        self.figure: Figure | None = place.figure
        self.row = place.row
        options = [dict(zip(rule.any, values, strict=True)) for values in product(*rule.any.values())]
        self.options = [
            [
                BoundComparison.of(item, Standpoint(place.report, place.figure, place.row, choices))
                for item in rule.holds
            ]
            for choices in options
        ]
        self.equates = len(rule.holds) == len(self.options) == 1 and rule.holds[0].operator in _EQUATIONS
        self.condition = [BoundComparison.of(item, place) for item in rule.when]
        bound = [comparison for option in self.options for comparison in option] + self.condition
        super().__init__(
            amounts,
            f"{rule.name}:{self.row}" if self.row else rule.name,
            (address for comparison in bound for address in comparison.cells()),
        )
        reads_others = any(
            isinstance(node, Elsewhere)
            for comparison in rule.holds
            for side in (comparison.left, comparison.right)
            for node in walk(side)
        )
        self.reads_others = reads_others
        self.waits = not (reads_others or rule.any or rule.when or rule.severity is Severity.INFO)

    def judge(self) -> Verdict | None:
        """Whether some option holds; every comparison of an option must."""
        if not self._applies():
            return None
        worst: Verdict | None = None
        for option in self.options:
            worst = None
            for comparison in option:
                sides = comparison.sides(self.amounts, self.rule.missing)
                if sides is None:
                    return self._waiting()
                verdict = comparison.judge(self.amounts, sides)
                if verdict and (worst is None or worst.code.endswith("rounding")):
                    worst = self._verdict(verdict, sides)
            if worst is None:
                return None
        return worst

    def _applies(self) -> bool:
        for comparison in self.condition:
            sides = comparison.sides(self.amounts)
            if sides is None or comparison.judge(self.amounts, sides):
                return False
        if self.rule.missing is WhenMissing.SKIP_ANY:
            return True
        return any(self.amounts.cell(address) is not None for address in self.cells)

    def _verdict(self, verdict: str, sides: tuple[Amount, Amount]) -> Verdict:
        if verdict == "near" and self.rule.severity is Severity.ERROR:
            return Verdict(f"{self.rule.kind}.rounding", Severity.WARNING, *sides)
        return Verdict(self.rule.kind, self.rule.severity, *sides)

    def _waiting(self) -> Verdict | None:
        return Verdict("waiting", Severity.INFO) if self.waits and messages.waits(self.amounts, self.cells) else None

    def finding(self, verdict: Verdict) -> Finding:
        """The rule's own sentence."""
        if verdict.code == "waiting":
            return messages.waiting(self.amounts.report, self.id, self.cells)
        from forms.narrative.narrative import plain  # noqa: PLC0415 - most reports have nothing of the kind to say
        from forms.narrative.scope import Scope  # noqa: PLC0415 - most reports have nothing of the kind to say

        scope = Scope(self.amounts.report, self.figure, self.row)
        left, right = verdict.values
        return Finding(
            self.id,
            verdict.code,
            verdict.severity,
            self.cells,
            plain(self.rule.says, scope) + self._compared(right),
            self.rule.instruction or messages.INSTRUCTIONS[self.rule.kind],
            exact(right, 0),
            exact(left, 0),
            acceptable=self.rule.acceptable or verdict.severity is Severity.WARNING,
        )

    def _compared(self, right: Fraction) -> str:
        """The number that another report gives, which the rule's own sentence cannot print."""
        return f" Số để so sánh: {show(exact(rounded(right, 2).value))}." if self.reads_others else ""

    def gap(self) -> tuple[Fraction, Fraction] | None:
        """The gap of a rule that is one equation."""
        if not self.equates or not self._applies():
            return None
        return self.options[0][0].gap(self.amounts, self.rule.missing)
