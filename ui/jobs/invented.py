"""Reports whose numbers are invented: of the shape of another, and what must agree agrees."""

from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction

from forms.checks.checker import Checker
from forms.report.cells import Address, Cell
from forms.report.report import Report
from forms.suggestions.solving import solve
from forms.values.numbers import Number, exact, rounded


def mend(report: Report) -> set[Address]:
    """Recompute totals, rates and copies until nothing fails any more; returns the cells that were changed."""
    changed: set[Address] = set()
    checker = Checker(report)
    for _ in range(12):
        failing = checker.failing()
        if not failing:
            break
        for index in sorted(failing, reverse=True):
            check = checker.checks[index]
            first = check.cells[0]
            cell = report.cells.get(first)
            if not check.equates or cell is None or cell.number is None or checker.verdict(index) is None:
                continue
            found = solve(check, checker.amounts, first, cell.number)
            if found is None:
                continue
            low, high = found
            number = (
                exact(low, cell.number.decimals) if low == high else rounded((low + high) / 2, cell.number.decimals)
            )
            report.cells[first] = Cell(number, cell.state)
            checker.changed(first)
            changed.add(first)
    return changed


def generated(base: Report, seed: int, scales: Sequence[float] = (0.05, 0.3, 1, 3)) -> Report:
    """A report of the same shape: every number is another, what must agree agrees.

    Figures that cannot be made to agree keep the numbers of `base`, which must be consistent.
    """
    dice = random.Random(seed)  # noqa: S311 - repeatable examples, no secrets
    report = Report(base.template, base.unit, base.period, cells=dict(base.cells), rows=dict(base.rows))
    scale = dice.choice(scales)
    for address, cell in base.cells.items():
        measure = base.measure(address)
        if cell.number is not None and cell.number.digits and measure.computed is None and not measure.values:
            report.cells[address] = Cell(_another(cell.number, scale, dice), cell.state)
    for _ in range(len(base.template.figures)):
        mend(report)
        checker = Checker(report)
        wrong = {cell.figure for index in checker.failing() for cell in checker.checks[index].cells}
        if not wrong:
            return report
        for check in checker.checks:  # figures that a rule ties to a wrong one go back with it
            tied = {cell.figure for cell in check.cells}
            wrong |= tied if tied & wrong else set()
        report.cells.update({address: cell for address, cell in base.cells.items() if address.figure in wrong})
    raise ValueError(f"no consistent report for seed {seed}")


def _another(number: Number, scale: float, dice: random.Random) -> Number:
    """A number of about the same size, times `scale`."""
    factor = Fraction(scale * dice.lognormvariate(0, 0.7)).limit_denominator(10**6)
    digits = max(1, round(number.digits * factor))
    if number.decimals == 0 and number.digits > 10**6:
        digits = max(1, round(digits, -dice.choice((0, 2, 3, 5))))  # money is often round
    return Number(digits, number.decimals)
