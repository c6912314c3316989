"""Plan targets as plans print them: "< 3", ">= 1", "1,5-2", "khoảng 75", "100", or words."""

from __future__ import annotations

from collections.abc import Iterator

from forms.checks import messages
from forms.checks.amounts import Amounts, NotApplicable
from forms.checks.check import Check, Verdict
from forms.checks.findings import Finding
from forms.definitions.expressions import Amount, Missing, split
from forms.definitions.plans import Aim, Target, aim
from forms.definitions.references import canonical
from forms.definitions.rules import Severity
from forms.report.cells import Address
from forms.values.period import Period


def checks(amounts: Amounts) -> Iterator[Check]:
    """The targets of the report's year; a part of a year is not compared with them."""
    report = amounts.report
    if report.period != Period(report.period.year):
        return
    for target in report.template.targets:
        compared = aim(target.text, lower=target.lower)
        if target.year == report.period.year and compared is not None:
            reference = split(target.cell)
            figure = report.template.figures[reference.figure]
            address = Address(figure.code, canonical(figure, reference.row), reference.measure)
            yield Reached(amounts, target, compared, address)


class Reached(Check):
    """A cell against the target for its year; informs where it is not reached."""

    def __init__(self, amounts: Amounts, target: Target, compared: Aim, address: Address) -> None:
        super().__init__(amounts, f"target.{target.name}", (address,))
        self.target = target
        self.aim = compared
        self.address = address

    def judge(self) -> Verdict | None:
        """Whether the value reaches the target."""
        try:
            now = self.amounts(self.address)
        except (Missing, NotApplicable):
            return None
        return None if self.aim.reached(now.value) else Verdict("plan.target", Severity.INFO, now, Amount.of(0))

    def finding(self, _verdict: Verdict) -> Finding:
        """Value and target as printed."""
        return messages.target(self.amounts.report, self.id, self.address, self.target)
