"""The check of a value that has no place in the template, told at the cell that took the place of its own."""

from __future__ import annotations

from collections.abc import Iterator

from forms.checks import messages
from forms.checks.amounts import Amounts
from forms.checks.check import Check, Verdict
from forms.checks.findings import Finding
from forms.definitions.rules import Severity
from forms.report import strays
from forms.report.cells import Address
from forms.report.report import Report
from forms.report.strays import Stray


def checks(amounts: Amounts) -> Iterator[Check]:
    """One for each value of which the template still knows the figure, by whatever name."""
    report = amounts.report
    for stray in strays.strays(report) if strays.found(report) else ():
        if cells := _cells(report, stray):
            yield Unplaced(amounts, stray, cells)


def _cells(report: Report, stray: Stray) -> tuple[Address, ...]:
    """Where it is told: at its heirs that are there, else at the first cell of its figure; nowhere without one."""
    if heirs := tuple(heir for heir in stray.heirs if report.has(heir)):
        return heirs
    codes = (stray.address.figure, *(heir.figure for heir in stray.heirs))
    figure = next((figure for code in codes if (figure := report.template.figures.get(code))), None)
    return (Address(figure.code, "", next(iter(figure.measures))),) if figure else ()


class Unplaced(Check):
    """A value without a place, until a number stands in each cell that took the place of its own."""

    def __init__(self, amounts: Amounts, stray: Stray, cells: tuple[Address, ...]) -> None:
        super().__init__(amounts, f"unplaced.{'.'.join(stray.address)}", cells)
        self.stray = stray

    def judge(self) -> Verdict | None:
        """Whether its number is missing where the document reads it, or another number stands there."""
        if not self.stray.heirs:
            return Verdict("unplaced.gone", Severity.INFO)
        amounts = self.amounts
        there = [amounts.cell(heir) if amounts.report.has(heir) else None for heir in self.stray.heirs]
        if None in there:
            return Verdict("unplaced", Severity.WARNING)
        split = len(there) > 1
        return None if split or there == [self.stray.cell] else Verdict("unplaced.other", Severity.WARNING)

    def finding(self, verdict: Verdict) -> Finding:
        """What no longer has a place, and where it belongs now."""
        return messages.unplaced(self.amounts.report, self.id, self.cells, self.stray, verdict)
