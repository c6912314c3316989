"""The checks of a report against others: the year before, earlier in the year, the lower offices, and its own rows.

Which of them a template makes, and from where on, stands under `[compare]` in its file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from forms.checks import messages
from forms.checks.amounts import Amounts, NotApplicable, amount
from forms.checks.check import Check, Verdict
from forms.checks.findings import Finding
from forms.definitions import row_ids
from forms.definitions.expressions import Amount, Missing
from forms.definitions.rules import Kind, Severity, compare
from forms.definitions.template import Breakdown, Column, Figure, Measure, Merge, Section, Threshold
from forms.report.below import Below, Total
from forms.report.cells import Address, MarkKind
from forms.report.report import Report
from forms.sums import sharing
from forms.sums.called_rows import called

_SCALES = (1000, 10**6)


def of_figure(amounts: Amounts, figure: Figure) -> Iterator[Check]:
    """The comparisons of one figure's cells."""
    report = amounts.report
    made, earlier = report.template.compare, amounts.earlier
    places = ((row, measure) for row, measures in amounts.rows(figure).items() for measure in measures.values())
    for row, measure in places:
        address = Address(figure.code, row, measure.code)
        if measure.column is Column.VALUE and measure.merge is Merge.SUM:
            yield from _beside_last(amounts, address)
        if Kind.CUMULATIVE in made and earlier and _counts_on(figure, measure):
            there = report.counterpart(earlier, address)
            if there is not None:
                yield Cumulative(amounts, address, earlier, there, made[Kind.CUMULATIVE])
        if Kind.SHARED in made:
            yield from _beside_siblings(amounts, address, made[Kind.SHARED])
        if Kind.CHILDREN in made and (found := beside_lower(amounts, address, made[Kind.CHILDREN])):
            yield found
    if Kind.SCALE in made:
        for row in amounts.rows(figure):
            for breakdown in figure.breakdowns_of(row):
                yield from _peers(amounts, figure, row, breakdown, made[Kind.SCALE])


def _counts_on(figure: Figure, measure: Measure) -> bool:
    """Whether a measure counts from January on."""
    flows = measure.column is Column.VALUE and measure.merge is Merge.SUM
    return flows and (measure.cumulative or figure.cumulative)


def of_section(amounts: Amounts, section: Section) -> Iterator[Check]:
    """The comparisons of a section as a whole."""
    made = amounts.report.template.compare
    if Kind.COPIED in made and amounts.last is not None:
        yield Copied(amounts, section, amounts.last, made[Kind.COPIED])


def _beside_last(amounts: Amounts, address: Address) -> Iterator[Check]:
    last, made = amounts.last, amounts.report.template.compare
    there = amounts.report.counterpart(last, address) if last else None
    if last is not None and there is not None:
        for kind in (YearOnYear, ScaleOverTime):
            if kind.kind in made:
                yield kind(amounts, address, last, there, made[kind.kind])


def _beside_siblings(amounts: Amounts, address: Address, threshold: Threshold) -> Iterator[Check]:
    for other in amounts.siblings:
        there = sharing.twin(amounts.report, other, address)
        if there is not None:
            yield SaidElsewhere(amounts, address, other, there, threshold)


def _peers(amounts: Amounts, figure: Figure, row: str, breakdown: Breakdown, threshold: Threshold) -> Iterator[Check]:
    rows = amounts.report.rows_of(figure, breakdown, row)
    for measure in breakdown.measures.values():
        if measure.per and rows:
            yield Peers(amounts, figure, breakdown, rows, measure, threshold)


def _known(report: Report, address: Address) -> Amount | None:
    try:
        return amount(report, address, report.cell(address))
    except (Missing, NotApplicable):
        return None


class _Beside(Check):
    """A cell beside the same cell of another report."""

    kind: Kind
    reads_others = True

    def __init__(self, amounts: Amounts, address: Address, other: Report, there: Address, threshold: Threshold) -> None:
        super().__init__(amounts, f"{self.kind}.{'.'.join(address)}", (address,))
        self.address = address
        self.other = other, there
        self.before = _known(other, there)
        self.threshold = threshold

    def judge(self) -> Verdict | None:
        """Whether the cell stands to the other report's as it should."""
        try:
            now = self.amounts(self.address)
        except (Missing, NotApplicable):
            return None
        if self.before is None or not self.fails(now.value, self.before.value):
            return None
        if self.amounts.approximate(self.cells) and not self.fails(now.high, self.before.value):
            return None
        return Verdict(self.kind, self.threshold.severity, now, self.before)

    def fails(self, now: Fraction, before: Fraction) -> bool:
        """Whether two numbers are too far apart, or stand the wrong way round."""
        raise NotImplementedError

    def likely(self, value: Fraction) -> float:
        """The nearer to the other report's number, the likelier."""
        small, large = sorted((abs(value), abs(self.before.value if self.before else value)))
        return float(small / large) if large else 1.0

    def finding(self, verdict: Verdict) -> Finding:
        """Both numbers."""
        return messages.beside(
            self.amounts.report, self.id, self.kind, self.address, self.other, verdict, self.threshold
        )


class YearOnYear(_Beside):
    """Many times as much, or as little, as a year earlier."""

    kind = Kind.CHANGE

    def fails(self, now: Fraction, before: Fraction) -> bool:
        """Beyond the threshold's times, both not small."""
        small, large = sorted((abs(now), abs(before)))
        return small > 0 and large >= self.threshold.least and large > self.threshold.times * small


class ScaleOverTime(_Beside):
    """A thousand or a million times as much, or as little, as a year earlier: another unit."""

    kind = Kind.SCALE

    def fails(self, now: Fraction, before: Fraction) -> bool:
        """About 10³ or 10⁶ apart."""
        return min(abs(now), abs(before)) >= self.threshold.least and _another_scale(now, before, self.threshold.times)


class Cumulative(_Beside):
    """What counts from January on, below what an earlier report of the year said."""

    kind = Kind.CUMULATIVE

    def fails(self, now: Fraction, before: Fraction) -> bool:
        """Fallen."""
        return now < before


class SaidElsewhere(_Beside):
    """Another number than in the office's other report on the period."""

    kind = Kind.SHARED

    def __init__(self, amounts: Amounts, address: Address, other: Report, there: Address, threshold: Threshold) -> None:
        super().__init__(amounts, address, other, there, threshold)
        self.id = f"{self.id}.{other.template.code}"

    def judge(self) -> Verdict | None:
        """Whether the two could not be one number, rounded or worded."""
        try:
            now = self.amounts(self.address)
        except (Missing, NotApplicable):
            return None
        loose = self.amounts.approximate(self.cells)
        if self.before is None or not compare("meet", now, self.before, loose=loose):
            return None
        return Verdict(self.kind, self.threshold.severity, now, self.before)


def _another_scale(one: Fraction, other: Fraction, times: Fraction) -> bool:
    """Whether two numbers are about a thousand or a million times apart; `times` says how wide "about" is."""
    small, large = sorted((abs(one), abs(other)))
    reached, most = times * large, times * times * small
    return small > 0 and any(scale * small <= reached <= scale * most for scale in _SCALES)


class Peers(Check):
    """What comes to one unit in each row of a breakdown: about 10³ or 10⁶ from the others is another unit."""

    def __init__(
        self,
        amounts: Amounts,
        figure: Figure,
        breakdown: Breakdown,
        rows: list[str],
        measure: Measure,
        threshold: Threshold,
    ) -> None:
        spread = [other for other in breakdown.measures.values() if measure.per in (other.code, other.into)]
        self.rows = [
            (Address(figure.code, row, measure.code), [Address(figure.code, row, other.code) for other in spread])
            for row in rows
        ]
        super().__init__(
            amounts,
            f"scale.{figure.code}.{row_ids.branch(rows[0])}.{measure.code}.peers",
            (address for top, below in self.rows for address in (top, *below)),
        )
        self.threshold = threshold

    def judge(self) -> Verdict | None:
        """The first row far from the median, where fewer than half are: of three rows at least."""
        means = [mean for mean in (self._mean(*pair) for pair in self.rows) if mean]
        if not means:
            return None
        usual = sorted(means)[(len(means) - 1) // 2]  # one of them, not a mean between two
        far = [mean for mean in means if _another_scale(mean, usual, self.threshold.times)]
        if not far or 2 * len(far) >= len(means):
            return None  # of two halves nobody can say which is wrong
        return Verdict("scale", self.threshold.severity, Amount.of(far[0]), Amount.of(usual))

    def _mean(self, top: Address, below: list[Address]) -> Fraction | None:
        try:
            over = sum((self.amounts.zero_if_missing(address).value for address in below), Fraction(0))
            return self.amounts(top).value / over if over else None
        except (Missing, NotApplicable):
            return None

    def finding(self, verdict: Verdict) -> Finding:
        """Both means; the cells are those of the row alone."""
        top, below = next(pair for pair in self.rows if verdict.left and self._mean(*pair) == verdict.left.value)
        return messages.peers(self.amounts.report, self.id, (top, *below), verdict)


class Copied(Check):
    """Numbers of the year before that stand here once more: three digits or more, as many as the threshold says."""

    def __init__(self, amounts: Amounts, section: Section, last: Report, threshold: Threshold) -> None:
        report = amounts.report
        self.before: dict[Address, Fraction] = {}
        for figure in report.figures(section):
            for address in report.addresses(figure):
                there = report.counterpart(last, address)
                cell = last.cells.get(there) if there else None
                number = cell.number if cell else None
                if number and abs(number.digits) >= 100 and report.measure(address).column is Column.VALUE:
                    self.before[address] = number.value
        super().__init__(amounts, f"copied.{section.code}", self.before)
        self.section = section
        self.last = last
        self.threshold = threshold

    def judge(self) -> Verdict | None:
        """At least so many the same, and more than half of those that can be compared."""
        stated = same = 0
        for address, before in self.before.items():
            try:
                now = self.amounts(address).value
            except (Missing, NotApplicable):
                continue
            stated += 1
            same += now == before
        if same < self.threshold.least or 2 * same <= stated:
            return None
        return Verdict("copied", self.threshold.severity, Amount.of(same), Amount.of(stated))

    def finding(self, verdict: Verdict) -> Finding:
        """How many of how many."""
        return messages.copied(self.id, self.section, self.cells, self.last, verdict)


class Children(Check):
    """A cell against the sum of the same cell in the reports of the lower offices."""

    def __init__(self, amounts: Amounts, figure: Figure, address: Address, below: Below, threshold: Threshold) -> None:
        super().__init__(amounts, f"children.{'.'.join(address)}", (address,))
        self.address = address
        self.threshold = threshold
        report = amounts.report
        self.total = below.total(figure, called(figure, address.row, report.rows), address.measure)
        self.exact = report.measure(address).exact

    @property
    def own(self) -> Fraction:
        """What the office adds itself to what its lower offices report."""
        cell = self.amounts.cell(self.address)
        mark = cell.mark(MarkKind.ADDED) if cell else None
        return mark.number.value if mark and mark.number else Fraction(0)

    def judge(self) -> Verdict | None:
        """Whether the two disagree; while reports are missing the sum may only not exceed it, and proves nothing."""
        if self.total is None:
            return None
        try:
            now = self.amounts(self.address)
        except (Missing, NotApplicable):
            return None
        return self.compared(now, self.total)

    def compared(self, now: Amount, total: Total) -> Verdict | None:
        """What the office states beside the sum and what it adds itself."""
        slack, whole = Fraction(0) if self.exact else total.slack, total.value + self.own
        added = Amount(whole, whole - slack, whole + slack)
        signed = self.amounts.report.measure(self.address).signed
        if total.missing and (signed or added.low <= now.high):
            return None  # who is missing may make up for any difference
        if added.low > now.high or added.high < now.low:
            severity = Severity.INFO if total.missing else self.threshold.severity
            return Verdict(Kind.CHILDREN, severity, now, added, total.missing)
        return None

    def finding(self, verdict: Verdict) -> Finding:
        """Stated, and what makes it up."""
        return messages.children(self.amounts.report, self.id, self.address, verdict, self.threshold, self.own)


class ChildrenRange(Children):
    """A rate against those of the lower offices: where all are in, it lies between their lowest and highest."""

    def compared(self, now: Amount, total: Total) -> Verdict | None:
        """Beyond the ends by more than rounding explains."""
        width = now.high - now.value
        if total.missing or (total.least - width <= now.high and now.low <= total.most + width):
            return None
        return Verdict("children.range", Severity.WARNING, now, Amount(total.least, total.least, total.most))

    def finding(self, verdict: Verdict) -> Finding:
        """Stated, and between which numbers the others lie."""
        return messages.children_range(self.amounts.report, self.id, self.address, verdict)


def beside_lower(amounts: Amounts, address: Address, threshold: Threshold) -> Children | None:
    """A cell beside what lower offices come to; None where there are none, or nothing to compare."""
    report = amounts.report
    kind = _COMPARED.get(report.measure(address).merge)
    if kind is None or amounts.below is None:
        return None
    return kind(amounts, report.template.figures[address.figure], address, amounts.below, threshold)


_COMPARED: Mapping[Merge, type[Children]] = {Merge.SUM: Children, Merge.NONE: ChildrenRange}
