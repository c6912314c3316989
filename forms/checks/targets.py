"""Plan targets against the report of their year: those of the locality, and the template's where it has none.

A target of the locality for a cell takes the place of every one that the template has for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from forms.checks import attainment, messages
from forms.checks.amounts import Amounts, Bound, Cells, NotApplicable, cells, evaluate
from forms.checks.check import Check, Verdict
from forms.checks.findings import Finding
from forms.definitions.expressions import Missing, split
from forms.definitions.plans import Target
from forms.definitions.references import canonical
from forms.definitions.rules import Severity
from forms.offices.plan import LocalPlan, PlanTarget
from forms.report.cells import Address
from forms.report.report import Report
from forms.values import aims
from forms.values.aims import Goal, Quantity
from forms.values.period import Period


def checks(amounts: Amounts) -> Iterator[Check]:
    """The targets of the report's year; a part of a year is not compared with them."""
    report = amounts.report
    plan = report.plan or LocalPlan("")
    own: set[Address] = set()
    whole = report.period == Period(report.period.year)
    year = plan.year(report.period.year) or report.period.year
    for target, bound in _bound(report, plan):
        own.update(cells(bound))
        if not whole or (year != report.period.year and not target.yearly(year)):
            continue
        text = target.text(year)
        goal = aims.goal(text, target.better, target.unit)
        if goal:
            source = f"kế hoạch của {plan.locality}"
            wanted = Target(target.id, target.cell, report.period.year, text, source=source)
            yield Reached(amounts, wanted, goal, bound)
    for wanted in report.template.targets if whole else ():
        reference = split(wanted.cell)
        figure = report.template.figures[reference.figure]
        address = Address(figure.code, canonical(figure, reference.row), reference.measure)
        goal = aims.goal(wanted.text, wanted.better)
        if wanted.year == report.period.year and goal and address not in own:
            yield Reached(amounts, wanted, goal, Cells((address,)))


def _bound(report: Report, plan: LocalPlan) -> Iterator[tuple[PlanTarget, Bound]]:
    """The targets of a plan that cells of the report answer."""
    for target in plan.wanted:
        try:
            bound = attainment.bound(report, target)
        except Missing:
            continue
        if bound is not None and next(cells(bound), None) is not None:
            yield target, bound


class Reached(Check):
    """What cells amount to against the target for their year; informs where it is not reached."""

    def __init__(self, amounts: Amounts, target: Target, goal: Goal, bound: Bound) -> None:
        super().__init__(amounts, f"target.{target.name}", cells(bound))
        self.target = target
        self.goal = goal
        self.bound = bound

    def judge(self) -> Verdict | None:
        """Whether the value reaches the target."""
        try:
            now = evaluate(self.bound, self.amounts, self.amounts)
        except (Missing, NotApplicable):
            return None
        possible = now if self.amounts.approximate(self.cells) else (now.value,)
        missed = all(self.goal.reached(Quantity(value)) is False for value in possible)
        return Verdict("plan.target", Severity.INFO, now) if missed else None

    def finding(self, verdict: Verdict) -> Finding:
        """Value and target as printed."""
        return messages.target(self.amounts.report, self.id, self.cells, verdict, self.target)
