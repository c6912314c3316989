from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from forms.checks.amounts import Amounts, NotApplicable, Standpoint, bind, evaluate
from forms.checks.checker import Checker
from forms.checks.messages import place
from forms.checks.ratios import Ratio
from forms.definitions.expressions import Missing, Node, here
from forms.definitions.rules import Severity
from forms.report.cells import Address, Cell, State
from forms.report.report import Report
from forms.values.numbers import Number, rounded
from tests.forms.small import filled, small
from tests.forms.templates.samples import lines, reports, sample_of


def _rate(report: Report, pair: Node, at: Address) -> Number | None:
    """What a pair comes to, with two decimals; None where that is no rate in full."""
    figure = report.template.figures[at.figure]
    try:
        value = evaluate(bind(pair, Standpoint(report, figure, at.row)), Amounts(report), Amounts(report)).value
    except (Missing, NotApplicable):
        return None
    return rounded(value, 2) if 3 < value < 100 else None


def _codes(checker: Checker, rate: Address) -> set[str]:
    return {one.code for one in checker.findings() if one.id == f"ratio.{'.'.join(rate)}"}


@pytest.mark.parametrize(("template", "period"), [("nq42", "2024"), ("giam_ngheo", "2023")])
def test_a_rate_of_any_other_pair_of_its_kind_warns_and_names_it(template: str, period: str) -> None:
    """No template lists them: another column, another whole, or the same of another measure."""
    report = reports(sample_of(template), lines(sample_of(template)))[period]
    checker = Checker(report)
    tried = 0
    for check in [one for one in checker.checks if isinstance(one, Ratio)]:
        stated = check.cells[0]
        before = report.cells.get(stated)
        if before is None or any((cell := report.cells.get(one)) and cell.state is State.NIL for one in check.cells):
            continue
        for pair in check.akin:
            rate, own = _rate(report, pair, stated), _rate(report, check.computed, stated)
            if rate is None or own is None or abs(rate.digits - own.digits) < 3:
                continue
            report.cells[stated] = Cell(rate)
            checker.changed(stated)
            (found,) = [one for one in checker.findings() if one.id == check.id]
            assert (found.code, found.severity, found.acceptable) == ("ratio.pair", Severity.WARNING, True)
            first = next(one for one in (*check.listed, *check.akin) if _rate(report, one, stated) == rate)
            read = [one if one.figure else replace(one, figure=stated.figure, row=stated.row) for one in here(first)]
            named = [Address(one.figure, one.row, one.measure) for one in read]
            assert all(f'"{place(report, address)}"' in found.message for address in named)
            tried += 1
        report.cells[stated] = before
        checker.changed(stated)
    assert tried >= (2 if template == "nq42" else 30)


def test_a_rate_with_few_digits_fits_no_other_pair_by_chance() -> None:
    """84 is 84 of 100 and of 101 as well: only a rate in full says of what it was taken."""
    report = reports(sample_of("giam_ngheo"), lines(sample_of("giam_ngheo")))["2023"]
    stated, district = (Address("rural_training", "", code) for code in ("pct_plan", "plan_district"))
    report.cells[Address("rural_training", "", "persons")] = Cell(Number(120))
    report.cells[Address("rural_training", "", "plan")] = Cell(Number(100))
    report.cells[district] = Cell(Number(190))
    codes = {}
    for rate in (Number(6316, 2), Number(632, 1), Number(63)):
        report.cells[stated] = Cell(rate)
        codes[str(rate)] = {
            one.code for one in Checker(report).findings() if one.id == "ratio.rural_training..pct_plan"
        }
    assert codes == {"63.16": {"ratio.pair"}, "63.2": {"ratio.pair"}, "63": {"ratio"}}
    report.cells[stated] = Cell(Number(6316, 2))
    checker = Checker(report)
    report.cells[district] = Cell(Number(191))
    checker.changed(district)
    assert _codes(checker, stated) == {"ratio"}


PAIRS = """
[figure.jobs]
label = "Việc làm"
measures.persons = {}
measures.plan = {label = "Kế hoạch", unit = "người", column = "plan"}
measures.rate = {max = 1000, equals = "100 * persons / plan", otherwise = ["100 * persons / param('norm')"]}
"""


def test_a_listed_pair_whose_constant_is_not_in_force_is_no_other_pair(tmp_path: Path) -> None:
    """The constant is 15 from 2020 on."""
    for period, code in (("2024", "ratio.pair"), ("2019", "ratio")):
        report = filled(small(tmp_path, PAIRS), "jobs,,persons,60;jobs,,plan,80;jobs,,rate,400.00", period)
        assert _codes(Checker(report), Address("jobs", "", "rate")) == {code}
