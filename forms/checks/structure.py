"""The checks that follow from how a figure is built: its measures, its breakdowns, its open rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction

from forms.checks import messages
from forms.checks.amounts import Amounts, NotApplicable, summed
from forms.checks.check import Check, Verdict
from forms.checks.findings import Finding
from forms.checks.ratios import Ratio
from forms.definitions import row_ids
from forms.definitions.expressions import Amount, Missing
from forms.definitions.rules import Kind, Severity
from forms.definitions.template import Breakdown, Figure, Measure
from forms.report.cells import Address, reads_as_zero
from forms.values.numbers import exact
from forms.values.text import fold


def checks(amounts: Amounts, figure: Figure) -> Iterator[Check]:
    """The checks of one figure, in reading order."""
    report = amounts.report
    yield from _domains(amounts, figure)
    for row, carried in amounts.rows(figure).items():
        for measure in carried.values():
            if measure.computed is not None:
                with suppress(Missing):  # it follows from a constant, a period or a column that is not there
                    yield Ratio(amounts, figure, row, measure, measure.computed)
        for breakdown in figure.breakdowns_of(row):
            ids = report.rows_of(figure, breakdown, row)
            if breakdown.open and len(ids) > 1:
                yield Labels(amounts, figure, row, breakdown, ids)
            for target, measures in breakdown.columns_into(carried).items():
                parts = [Address(figure.code, part, measure.code) for part in ids for measure in measures]
                if parts:
                    yield Addition(amounts, figure, Address(figure.code, row, target), parts, breakdown)
            if breakdown.margin:
                yield from _margins(amounts, figure, row, breakdown)


def _domains(amounts: Amounts, figure: Figure) -> Iterator[Check]:
    for row, measures in amounts.rows(figure).items():
        fixed = figure.fixed_row(row)
        for measure in measures.values():
            norm = fixed.norm.get(measure.code) if fixed else None
            yield Domain(amounts, Address(figure.code, row, measure.code), measure, norm)


def _margins(amounts: Amounts, figure: Figure, row: str, crossed: Breakdown) -> Iterator[Check]:
    """Each row of a cross-table's side against the same row inside every row of the other side."""
    report = amounts.report
    margin = figure.breakdowns[crossed.margin]
    above, across, _ = row_ids.split(row)
    first, *_ = report.rows_of(figure, figure.breakdown_of(row), above)
    if row != first:  # once for the whole table
        return
    others = report.rows_of(figure, figure.breakdowns[across], above)
    for side in report.rows_of(figure, margin, above):
        name = row_ids.key(side)
        for measure in margin.measures:
            parts = [Address(figure.code, row_ids.child(other, crossed.code, name), measure) for other in others]
            yield Addition(amounts, figure, Address(figure.code, side, measure), parts, crossed, Kind.MARGIN)


class Domain(Check):
    """What a cell takes: sign, whole numbers, highest value, code list, the norm of its row."""

    def __init__(self, amounts: Amounts, address: Address, measure: Measure, norm: Fraction | None) -> None:
        super().__init__(amounts, f"domain.{'.'.join(address)}", (address,))
        self.address = address
        self.measure = measure
        self.norm = norm

    def judge(self) -> Verdict | None:
        """Whether the number fits its measure."""
        cell = self.amounts.cell(self.address)
        if cell is None or cell.number is None:
            return None
        number, measure = cell.number, self.measure
        if number.digits < 0 and not measure.signed:
            return Verdict("domain.negative", Severity.ERROR)
        if measure.max is not None and number.value > measure.max:
            return Verdict("domain.above_max", Severity.ERROR)
        if measure.integer and number.decimals and number.value.denominator != 1:
            return Verdict("domain.not_whole", Severity.ERROR)
        if measure.values and number.value not in measure.values:
            return Verdict("domain.not_listed", Severity.ERROR)
        if self.norm is not None and number.value != self.norm:
            return Verdict("domain.norm", Severity.WARNING)
        return None

    def finding(self, verdict: Verdict) -> Finding:
        """What the cell does not take."""
        return messages.domain(self.amounts.report, self.id, self.address, verdict, self.norm)


class Labels(Check):
    """Open rows whose labels differ in nothing but case, marks and punctuation."""

    def __init__(self, amounts: Amounts, figure: Figure, row: str, breakdown: Breakdown, ids: list[str]) -> None:
        first = next(iter(breakdown.measures))
        super().__init__(
            amounts, f"labels.{figure.code}.{breakdown.code}.{row}", (Address(figure.code, row, first) for row in ids)
        )
        self.figure = figure
        self.breakdown = breakdown
        self.rows = ids

    def twice(self) -> list[str]:
        """The labels of rows that have one name."""
        labels = [self.amounts.report.label(self.figure, row) for row in self.rows]
        folded = Counter(map(fold, labels))
        return [label for label in labels if folded[fold(label)] > 1]

    def judge(self) -> Verdict | None:
        """Whether two rows have one name."""
        return Verdict(Kind.LABELS, Severity.ERROR) if self.twice() else None

    def finding(self, verdict: Verdict) -> Finding:
        """Which rows have one name."""
        return messages.labels(self.id, self.figure, self.breakdown, self.cells, self.twice(), verdict)


class Addition(Check):
    """The rows of a breakdown against what they break down; `cells` begin with the total."""

    def __init__(
        self,
        amounts: Amounts,
        figure: Figure,
        total: Address,
        parts: list[Address],
        breakdown: Breakdown,
        kind: Kind | None = None,
    ) -> None:
        self.kind = kind or Kind(breakdown.relation)
        super().__init__(
            amounts, f"{figure.code}.{self.kind}.{breakdown.code}.{total.row}.{total.measure}", (total, *parts)
        )
        self.figure = figure
        self.breakdown = breakdown
        self.total = total
        self.parts = parts
        self.sums = self.equates = self.kind in (Kind.PARTITION, Kind.MARGIN)
        self.operator = "==" if amounts.report.measure(total).exact else "near"

    def judge(self) -> Verdict | None:
        """A partition adds up; no row of a subset exceeds the total; overlapping rows reach it together."""
        known, blank = self._known()
        try:
            whole = self.amounts(self.total)
        except NotApplicable:
            return None
        except Missing:
            waits = self.sums and known and messages.waits(self.amounts, self.cells)
            return Verdict("waiting", Severity.INFO) if waits else None
        if not known:
            return None
        added = summed(known)
        if self.sums:
            return self._partition(whole, added, blank)
        largest = max(known, key=lambda amount: amount.low)
        if largest.low > whole.high:
            return Verdict(self.kind, Severity.ERROR, whole, largest)
        if self.kind is Kind.OVERLAP and not blank and added.high < whole.low:
            return Verdict("overlap.too_small", Severity.ERROR, whole, added)
        return None

    def _partition(self, whole: Amount, added: Amount, blank: int) -> Verdict | None:
        if blank:
            if added.low > whole.high:
                return Verdict(self.kind, Severity.ERROR, whole, added, blank)
            return Verdict(f"{self.kind}.incomplete", Severity.INFO, whole, added, blank)
        verdict = self.amounts.compare(self.operator, (whole, added), self.cells)
        if not verdict:
            return None
        if verdict == "near":
            return Verdict(f"{self.kind}.rounding", Severity.WARNING, whole, added)
        return Verdict(self.kind, Severity.ERROR, whole, added)

    def _known(self) -> tuple[list[Amount], int]:
        """The parts that have an amount, and how many are missing."""
        known: list[Amount] = []
        blank = 0
        for address in self.parts:
            try:
                known.append(self.amounts(address))
            except NotApplicable:
                continue
            except Missing:
                blank += not reads_as_zero(self.breakdown, address, self.amounts.cell)
        return known, blank

    @property
    def decimals(self) -> int:
        """How many decimals its cells have at most."""
        held = map(self.amounts.cell, self.cells)
        return max((cell.number.decimals for cell in held if cell is not None and cell.number), default=0)

    def finding(self, verdict: Verdict) -> Finding:
        """Total and sum, and how far apart they are."""
        report = self.amounts.report
        if verdict.code == "waiting":
            return messages.waiting(report, self.id, self.cells)
        whole, added = verdict.values
        words = messages.BreakdownMessages(report, self.id, self.figure, self.breakdown, self.cells, verdict)
        return words.finding(exact(added, self.decimals), exact(whole, self.decimals))

    def gap(self) -> tuple[Fraction, Fraction] | None:
        """Total minus sum of a partition whose parts are all there."""
        if not self.sums:
            return None
        try:
            whole = self.amounts(self.total)
        except (Missing, NotApplicable):
            return None
        known, blank = self._known()
        if blank or not known:
            return None
        reach = Fraction(0) if self.operator == "==" else (whole.high - whole.low) / 2
        return whole.value - summed(known).value, reach
