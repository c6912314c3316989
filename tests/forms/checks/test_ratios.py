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


POOR = """
[figure.all]
label = "Tất cả"
measures.households = {}
measures.persons = {}
[figure.all.breakdown.people]
label = "Dân tộc"
relation = "subset"
open = true
rows = {dtts = "Thiểu số"}
[figure.aid]
label = "Hỗ trợ"
measures.households = {unit = "lượt hộ"}
[figure.aid.breakdown.kind]
label = "Loại"
relation = "subset"
rows = {food = "Gạo"}
[figure.aid.breakdown.people]
label = "Dân tộc"
of = "kind:*"
relation = "subset"
rows = {dtts = "Thiểu số"}
[figure.poor]
label = "Hộ nghèo"
measures.households = {}
measures.persons = {}
measures.last = {label = "Năm trước", unit = "hộ"}
measures.rate = {signed = true, max = 1000, equals = "FORMULA"}
[figure.poor.breakdown.people]
label = "Dân tộc"
relation = "subset"
measures.households = {}
measures.rate = {equals = "100 * households / all.households"}
open = true
rows = {dtts = "Thiểu số", kinh = "Kinh"}
"""
OWN = "100 * households / all.households"


def _poor(folder: Path, formula: str, lines: str) -> Report:
    return filled(small(folder, POOR.replace("FORMULA", formula)), lines)


def _rated(report: Report, row: str) -> Ratio:
    stated = Address("poor", row, "rate")
    return next(one for one in Checker(report).checks if isinstance(one, Ratio) and one.cells[0] == stated)


def _read(pair: Node) -> str:
    return " / ".join(f"{one.figure}[{one.row}].{one.measure}" for one in here(pair))


@pytest.mark.parametrize(
    ("formula", "row", "pairs"),
    [
        (OWN, "", {"[].households / all[].households", "[].persons / all[].persons"}),
        (OWN, "people:dtts", {
            "[].households / all[].households",
            "[].households / all[people:dtts].households",
            "[].households / poor[].households",
        }),
        (OWN, "people:kinh", {"[].households / all[].households", "[].households / poor[].households"}),
        (OWN, "people:#1", {"[].households / all[].households", "[].households / poor[].households"}),
        ("100 * households / last", "", {"[].households / [].last"}),
        ("100 * households / all[dtts].persons", "", {
            "[].households / all[].persons", "[].households / poor[].persons",
        }),
        ("100 * all.households / last", "", set()),  # what is taken is not its own
        ("100 * (households - last) / all.households", "", set()),
        ("households - last", "", set()),
        ("households * 100 / all.households", "", {"[].households / all[].households", "[].persons / all[].persons"}),
        ("100 * households / 12", "", set()),
        ("last", "", set()),
    ],
)  # fmt: skip
def test_the_pairs_of_one_kind(tmp_path: Path, formula: str, row: str, pairs: set[str]) -> None:
    """Its part of any whole that is counted alike, or another measure of the same two rows; never of itself."""
    check = _rated(_poor(tmp_path, formula, "poor,Mông,households,3;all,Xơ Đăng,households,9"), row)
    assert {_read(pair) for pair in check.akin} == pairs


@pytest.mark.parametrize(
    ("formula", "lines", "code"),
    [
        (OWN, "households,40;persons,60;rate,20.00;all,,households,100;all,,persons,300", "ratio.pair"),
        (OWN, "households,40;persons,60;rate,21.00;all,,households,100;all,,persons,300", "ratio"),
        (OWN, "households,40;rate,100.00;all,,households,100", "ratio"),  # all of itself is no pair
        (OWN, "households,40;rate,42.50;all,,households,101;all,dtts,households,95", "ratio"),  # a row for a total
        (OWN, "households,40;rate,-40.00;all,,households,100", "ratio"),
    ],
)
def test_only_another_pair_makes_a_wrong_rate_a_doubtful_one(
    tmp_path: Path, formula: str, lines: str, code: str
) -> None:
    given = ";".join(line if line.startswith("all") else f"poor,,{line}" for line in lines.split(";"))
    checker = Checker(_poor(tmp_path, formula, given))
    assert _codes(checker, Address("poor", "", "rate")) == {code}


def test_a_negative_rate_in_full_follows_from_another_pair_too(tmp_path: Path) -> None:
    lines = "poor,,households,-40;poor,,persons,-60;poor,,rate,-20.00;all,,households,100;all,,persons,300"
    section = POOR.replace("measures.households = {}", "measures.households = {signed = true}")
    section = section.replace("measures.persons = {}", "measures.persons = {signed = true}").replace("FORMULA", OWN)
    assert _codes(Checker(filled(small(tmp_path, section), lines)), Address("poor", "", "rate")) == {"ratio.pair"}


@pytest.mark.parametrize("formula", ["100 * households / param('norm')", "100 * households / last(households)"])
def test_a_rate_of_what_is_not_there_is_not_checked(tmp_path: Path, formula: str) -> None:
    """The constant is 15 from 2020 on, and nobody has reported before."""
    template = small(tmp_path, POOR.replace("FORMULA", formula))
    checker = Checker(filled(template, "poor,,households,3;poor,,rate,5", "2019"))
    assert _codes(checker, Address("poor", "", "rate")) == set()


def test_a_rate_stands_only_in_rows_that_have_what_it_is_taken_of(tmp_path: Path) -> None:
    rows = 'measures.persons = {rows = ["kinh"]}\nmeasures.rate = {equals = "100 * households / persons"}'
    section = POOR.replace('measures.rate = {equals = "100 * households / all.households"}', rows)
    checker = Checker(filled(small(tmp_path, section.replace("FORMULA", OWN)), ""))
    rated = [one.cells[0].row for one in checker.checks if isinstance(one, Ratio)]
    assert rated == ["", "people:kinh"]
