"""The course of a figure over the periods of the same kind, as a chart."""

from __future__ import annotations

from collections.abc import Sequence

from forms.document.appendix import shown_cell
from forms.narrative import movement
from forms.narrative.blocks import Chart, ChartBar
from forms.report.cells import Address, Cell
from forms.report.report import Report
from forms.values.numbers import Number
from forms.values.style import ELLIPSIS

MISSING = "–"
_MOST = 6  # periods


def periods(report: Report, others: Sequence[Report]) -> tuple[Report, ...]:
    """The reports on the same months of each year up to this one; a final number comes before an estimate of it."""
    if report.template.span:
        return report.span[-_MOST:]
    mine = report.period
    years: dict[int, Report] = {}
    for one in sorted(others, key=lambda one: not one.period.estimated):
        alike = (one.period.start.month, one.period.months) == (mine.start.month, mine.months)
        if alike and one.period.year < mine.year and one.cells:
            years[one.period.year] = one
    return (*(years[year] for year in sorted(years)), report)[-_MOST:]


def chart(report: Report, address: Address, others: Sequence[Report], title: str) -> Chart | None:
    """The number of a cell in each period, with how it moved; None where fewer than two periods have one."""
    bars: list[ChartBar] = []
    before: Number | None = None
    beside = periods(report, others)
    longest = max(one.period.months for one in beside)
    for one in beside:
        there = report.counterpart(one, address)
        cell = one.cell(there) if there else None
        now, partial = movement.exact(cell), one.period.months < longest
        moved = ""
        if now is not None and before is not None and not partial:
            moved = movement.signed(now.value - before.value, max(now.decimals, before.decimals))
        bars.append(ChartBar(one.period.short, text(cell), now, moved, strong=one is report, partial=partial))
        before = now
    return Chart(title, tuple(bars)) if sum(bar.number is not None for bar in bars) > 1 else None


def text(cell: Cell | None) -> str:
    """What a handout prints of a cell: a dash where nothing is known, never a nought."""
    return shown_cell(cell).replace(ELLIPSIS, MISSING) or MISSING
