"""Sentences filled with numbers: comparisons, plans, nils, estimates, and what a missing number leaves."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.definitions.sentences import parse
from forms.narrative.blocks import Note
from forms.narrative.narrative import fill, plain
from forms.narrative.scope import Scope
from forms.report.cells import Address, Cell, State
from forms.report.changes import SetCell, SetDetail
from forms.report.report import Report
from forms.values import numbers
from forms.values import period as periods
from forms.values.numbers import Number
from tests.conftest import Filler, empty_report
from tests.forms.small import filled, small

JOBS = Address("jobs_created", "", "persons")
RATE = Address("trained_labour", "", "rate")
LEVEL = Address("universal_primary", "", "level")
PLAN = Address("jobs_created", "", "plan")


def pair(address: Address, now: Cell | None, then: Cell | None) -> Report:
    """A report with one cell, and the year before with the same."""
    report = empty_report()
    last = empty_report(2023)
    report.neighbours.add(last)
    report.apply(SetCell(address, now))
    last.apply(SetCell(address, then))
    return report


def printed(report: Report, text: str) -> str:
    return plain(parse(text), Scope(report)).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("now", "then", "wanted"),
    [
        (Cell(Number(4764)), Cell(Number(4701)), "tăng 63 lao động so với năm 2023"),
        (Cell(Number(5)), Cell(Number(8)), "giảm 03 lao động so với năm 2023"),
        (Cell(Number(8)), Cell(Number(8)), "không thay đổi so với năm 2023"),
        (Cell(Number(8)), Cell(Number(0)), "tăng 08 lao động so với năm 2023"),
        (Cell(None, State.NIL), Cell(Number(8)), "giảm 08 lao động so với năm 2023"),
        (Cell(Number(0)), Cell(None, State.NIL), "không thay đổi so với năm 2023"),
    ],
)
def test_up_down_equal_and_zero(now: Cell, then: Cell, wanted: str) -> None:
    assert printed(pair(JOBS, now, then), "{jobs_created.persons:change}") == wanted


@pytest.mark.parametrize("missing", [None, Cell(None, State.AWAITED), Cell(None, State.NOT_APPLICABLE)])
def test_a_comparison_without_one_of_its_sides_leaves_the_sentence_whole(missing: Cell | None) -> None:
    text = "Có {jobs_created.persons}[, {jobs_created.persons:change}][, {jobs_created.persons:plan}]."
    assert printed(pair(JOBS, Cell(Number(7568)), missing), text) == "Có 7.568 lao động."
    assert printed(pair(JOBS, missing, Cell(Number(7568))), text) == "Có … lao động."


@pytest.mark.parametrize(
    ("now", "then", "wanted"),
    [
        (Number(1075), Number(1000), "tăng 7,5% so với năm 2023"),
        (Number(999999), Number(1000000), "gần như không thay đổi so với năm 2023"),
        (Number(10002), Number(10000), "tăng 0,02% so với năm 2023"),
        (Number(50), Number(100), "giảm 50% so với năm 2023"),
        (Number(100), Number(100), "không thay đổi so với năm 2023"),
    ],
)
def test_change_in_percent(now: Number, then: Number, wanted: str) -> None:
    assert printed(pair(JOBS, Cell(now), Cell(then)), "{jobs_created.persons:change_pct}") == wanted


def test_percent_of_nothing_is_not_said() -> None:
    assert printed(pair(JOBS, Cell(Number(5)), Cell(Number(0))), "Có 5[, {jobs_created.persons:change_pct}]") == "Có 5"


@pytest.mark.parametrize("form", ["change", "change_pct"])
def test_rates_move_in_points(form: str) -> None:
    report = pair(RATE, Cell(Number(6210, 2)), Cell(Number(605, 1)))
    assert printed(report, f"{{trained_labour.rate:{form}}}") == "tăng 1,6 điểm phần trăm so với năm 2023"


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_what_is_said_of_a_change_is_the_change(now: int, then: int) -> None:
    words = printed(pair(JOBS, Cell(Number(now)), Cell(Number(then))), "{jobs_created.persons:change}").split(" ")
    assert words[0] == ("tăng" if now > then else "giảm" if now < then else "không")
    if now != then:
        assert numbers.read(words[1]).number.value == abs(now - then)


@pytest.mark.parametrize(
    ("period", "then"),
    [
        ("2024-6T", "cùng kỳ năm 2023"),
        ("2024-UTH6T", "cùng kỳ năm 2023"),
        ("2024-UTH", "năm 2023"),
        ("2021..2024", "giai đoạn 2017-2020"),
    ],
)
def test_a_change_names_the_period_that_it_compares_with(period: str, then: str) -> None:
    report, last = empty_report(), empty_report()
    report.period, last.period = periods.parse(period), periods.parse(period).a_year_earlier()
    report.neighbours.add(last)
    for each, count in ((report, 9), (last, 4)):
        each.apply(SetCell(JOBS, Cell(Number(count))))
    assert printed(report, "{jobs_created.persons:change}") == f"tăng 05 lao động so với {then}"
    assert printed(report, "{jobs_created.persons:last}") == "04 lao động"


def test_a_figure_of_the_year_before_compares_with_the_year_before_that() -> None:
    report = pair(LEVEL, Cell(Number(3)), Cell(Number(2)))
    assert printed(report, "{universal_primary.level:change}") == "tăng 01 mức độ so với năm 2022"


def test_the_plan_as_stated_and_as_computed(sample: Report, put: Filler) -> None:
    assert printed(sample, "{jobs_created.persons:plan}") == "đạt 116,4% kế hoạch"
    put("jobs_created,,pct_plan,,xoa;jobs_created,,plan,6400")
    assert printed(sample, "{jobs_created.persons:plan}") == "đạt 118,3% kế hoạch"
    sample.apply(SetCell(PLAN, Cell(Number(0))))
    assert printed(sample, "x[, {jobs_created.persons:plan}]") == "x"
    sample.apply(SetCell(PLAN, Cell(Number(7568))))
    sample.apply(SetCell(JOBS, Cell(Number(7568), State.ESTIMATE)))
    assert printed(sample, "{jobs_created.persons:plan}") == "ước đạt 100% kế hoạch"


def test_each_plan_of_a_measure_is_said_by_its_giver(tmp_path: Path) -> None:
    measures = """
[figure.training]
label = "Đào tạo nghề"
measures.classes = {label = "Số lớp", unit = "lớp"}
measures.persons = {}
measures.plan = {label = "Kế hoạch", unit = "người", column = "plan", of = "persons"}
measures.district = {label = "Chỉ tiêu", unit = "người", column = "plan", of = "persons", from = "Huyện ủy"}
measures.highest = {label = "Mốc cao", unit = "người", column = "plan", of = "persons"}
"""
    lines = "training,,classes,5;training,,persons,120;training,,plan,150;training,,district,100;training,,highest,160"
    report = filled(small(tmp_path, measures), lines)
    assert printed(report, "{training.persons:plan}") == "đạt 80% kế hoạch, đạt 120% kế hoạch của Huyện ủy"
    assert printed(report, "x[, {training.classes:plan}]") == "x"


def test_an_estimate_says_so_once(report: Report) -> None:
    report.apply(SetCell(JOBS, Cell(Number(7568), State.ESTIMATE)))
    jobs = "{jobs_created.persons}"
    assert printed(report, f"Có {jobs}") == "Ước có 7.568 lao động"
    assert printed(report, f"trong kỳ còn {jobs}, trong đó {jobs}") == (
        "trong kỳ ước còn 7.568 lao động, trong đó 7.568 lao động"
    )
    assert printed(report, f"Tăng. {{jobs_created.persons:did}} giải quyết cho {jobs}") == (
        "Tăng. Ước giải quyết cho 7.568 lao động"
    )


def test_a_reference_to_what_is_gone_prints_an_ellipsis(report: Report) -> None:
    assert printed(report, "Có {gone.persons} và {jobs_created[abroad/country:#9].persons}.") == "Có … và …"


def test_the_day_of_the_data(report: Report) -> None:
    assert printed(report, "báo cáo[ (đến {as_of})]") == "báo cáo"
    report.apply(SetDetail("as_of", "2024-12-05"))
    assert printed(report, "báo cáo[ (đến {as_of})]") == "báo cáo (đến ngày 05 tháng 12 năm 2024)"


def test_a_footnote_in_the_sentence(sample: Report) -> None:
    content = fill(parse("Việc làm{note: Gồm {jobs_created.persons}; khác}, hết"), Scope(sample)).content
    (note,) = [part for part in content if isinstance(part, Note)]
    assert "".join(text.text for text in note.content) == "Gồm 7.568\u00a0lao\u00a0động; khác"
    assert fill(parse("a{note: }"), Scope(sample)).text == "a"


@pytest.mark.parametrize(
    ("persons", "plan", "wanted"),
    [
        (None, None, "Cả năm. Hết."),
        (Cell(Number(50)), None, "Cả năm. Có 50 lao động. Hết."),
        (None, Cell(Number(60)), "Cả năm. Kế hoạch 60 lao động. Hết."),
        (Cell(Number(50)), Cell(Number(60)), "Cả năm. Có 50 lao động; kế hoạch 60 lao động. Hết."),
    ],
)
def test_no_separator_begins_a_sentence(persons: Cell | None, plan: Cell | None, wanted: str) -> None:
    report = empty_report()
    report.apply(SetCell(JOBS, persons))
    report.apply(SetCell(PLAN, plan))
    text = "Cả năm. [Có {jobs_created.persons}][; kế hoạch {jobs_created.plan}]. Hết."
    assert printed(report, text) == wanted
    assert printed(report, text.removeprefix("Cả năm. ")) == wanted.removeprefix("Cả năm. ")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("(giảm {change.low:bare} - {change.points})", "(giảm 3 điểm phần trăm)"),
        ("thu nhập từ {change.low:number} đến {change.points}", "thu nhập 3 điểm phần trăm"),
        ("từ {change.low} đến {change.high}", "từ 3 điểm phần trăm đến 4 điểm phần trăm"),
        ("{change.low:bare} - {change.high}", "3 - 4 điểm phần trăm"),
        ("{change.low}, {change.points}", "3 điểm phần trăm, 3 điểm phần trăm"),
    ],
)
def test_a_range_of_one_number_is_that_number(tmp_path: Path, text: str, said: str) -> None:
    unit = 'unit = "điểm phần trăm", decimals = 2, merge = "none"'
    measures = "".join(f'measures.{code} = {{label = "{code}", {unit}}}\n' for code in ("low", "points", "high"))
    lines = "change,,low,3; change,,points,3; change,,high,4"
    assert printed(filled(small(tmp_path, f'[figure.change]\nlabel = "Mức giảm"\n{measures}'), lines), text) == said
