"""A number that another one denies is left out of the optional parts of a sentence, and never out of the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms.checks.checker import check
from forms.definitions.sentences import parse
from forms.narrative.narrative import plain
from forms.narrative.scope import Scope
from forms.report.cells import Address
from forms.values.style import NBSP
from tests.forms.small import filled, small

JOBS = """
[figure.jobs]
label = "Việc làm"
measures.persons = {}
measures.amount = {}
measures.plan = {label = "Kế hoạch", unit = "người", column = "plan"}
measures.pct = {label = "Đạt", unit = "%", decimals = 2, column = "percent", merge = "none"}
measures.total = {label = "Tổng số", unit = "người"}
measures.rate = {equals = "100 * persons / total"}
[figure.jobs.breakdown.channel]
label = "Hình thức"
relation = "subset"
rows.abroad = "Ở nước ngoài"
[figure.jobs.breakdown.sex]
label = "Giới"
relation = "partition"
measures.persons = {}
measures.amount = {}
rows.women = "Nữ"
[figure.free]
label = "Không có quy tắc"
measures.persons = {}
measures.amount = {}
measures.rate = {}
[figure.free.breakdown.sex]
label = "Giới"
relation = "subset"
measures.rate = {}
rows.women = "Nữ"
[figure.both]
label = "Cả hai"
measures.first = {label = "Một", unit = "người"}
measures.second = {label = "Hai", unit = "người"}
measures.all = {label = "Tất cả", unit = "người"}
measures.rate = {equals = "100 * (first + second) / all"}
[figure.change]
label = "Mức giảm"
measures.points = {label = "Mức giảm", unit = "điểm phần trăm", decimals = 2, signed = true, merge = "none"}
measures.pct = {label = "Đạt", unit = "%", decimals = 2, column = "percent", merge = "none"}
[rule.money]
kind = "conditional"
severity = "warning"
holds = "together(jobs.persons, jobs.amount)"
says = "{jobs.persons} nhưng {jobs.amount}."
[rule.money_of_rows]
kind = "conditional"
severity = "warning"
at = "jobs[sex:*]"
holds = "together(persons, amount)"
says = "{label}: {persons} nhưng {amount}."
[rule.sometimes]
kind = "conditional"
severity = "warning"
when = "both.all > 100"
holds = "together(both.first, both.second)"
says = "{both.first} nhưng {both.second}."
"""
TEXT = (
    "Có {jobs.persons}[, đạt {jobs.pct} kế hoạch][, chiếm {jobs.rate}][, kinh phí {jobs.amount}]"
    "[, ở nước ngoài {jobs[abroad].persons}]."
)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (
            "persons,5; plan,10; pct,50; total,20; rate,25; amount,9",
            "Có 05 người, đạt 50% kế hoạch, chiếm 25%, kinh phí 9 đồng.",
        ),
        ("persons,5; pct,0", "Có 05 người."),
        ("persons,5; total,20; rate,0", "Có 05 người."),
        ("persons,5; total,0; rate,25", "Có 05 người."),
        ("persons,0; pct,0", "Có 0 người, đạt 0% kế hoạch."),  # they agree
    ],
)
def test_a_share_that_its_numbers_do_not_give_is_left_out(tmp_path: Path, lines: str, said: str) -> None:
    report = filled(small(tmp_path, JOBS), "; ".join(f"jobs,,{line.strip()}" for line in lines.split(";")))
    assert plain(parse(TEXT), Scope(report)).replace(NBSP, " ") == said


def test_a_part_of_nothing_is_left_out(tmp_path: Path) -> None:
    report = filled(small(tmp_path, JOBS), "jobs,,persons,0; jobs,abroad,persons,3")
    text = "Có {jobs.persons}[, ở nước ngoài {jobs[abroad].persons}]{each jobs[channel:*]: {label} {persons}}."
    assert plain(parse(text), Scope(report)).replace(NBSP, " ") == "Có 0 người."
    assert (
        plain(parse("Ở nước ngoài {jobs[abroad].persons}."), Scope(report)).replace(NBSP, " ")
        == "Ở nước ngoài 03 người."
    )
    assert any(Address("jobs", "channel:abroad", "persons") in one.cells for one in check(report))


@pytest.mark.parametrize(("persons", "amount"), [("0", "9"), ("5", "0")])
def test_what_a_rule_wants_together_is_not_said_of_one_alone(tmp_path: Path, persons: str, amount: str) -> None:
    report = filled(small(tmp_path, JOBS), f"jobs,,persons,{persons}; jobs,,amount,{amount}")
    said = plain(parse("Số người là {jobs.persons}[!, kinh phí {jobs.amount}]."), Scope(report))
    assert "kinh phí" not in said
    assert said.startswith("Số người là 0" if persons == "0" else "Số người là 05")
    assert "money" in [one.id for one in check(report)]


def test_what_rises_reaches_no_part_of_a_plan_to_fall(tmp_path: Path) -> None:
    template, text = small(tmp_path, JOBS), parse("Tỷ lệ {change.points:fall}[, đạt {change.pct} kế hoạch].")
    for points, said in (
        ("-2,9", "Tỷ lệ tăng 2,9 điểm phần trăm."),
        ("2,9", "Tỷ lệ giảm 2,9 điểm phần trăm, đạt 97% kế hoạch."),
    ):
        report = filled(template, f"change,,points,{points.replace(',', '.')}; change,,pct,97")
        assert plain(text, Scope(report)).replace(NBSP, " ") == said


def test_a_rule_on_rows_denies_a_row_alone(tmp_path: Path) -> None:
    lines = "jobs,,persons,5; jobs,,amount,90; jobs,women,persons,0; jobs,women,amount,4"
    text = parse("[!Nữ {jobs[women].persons}][, kinh phí {jobs[women].amount}][; cả thảy {jobs.amount}].")
    report = filled(small(tmp_path, JOBS), lines)
    assert plain(text, Scope(report)).replace(NBSP, " ") == "Cả thảy 90 đồng."


def test_what_agrees_and_what_no_rule_ties_is_said(tmp_path: Path) -> None:
    template = small(tmp_path, JOBS)
    text = parse("Có {free.persons}[, kinh phí {free.amount}][, đạt {free.rate}[; nữ đạt {free[women].rate}]].")
    for lines, said in (
        ("free,,persons,0; free,,amount,90", "Có 0 người, kinh phí 90 đồng."),
        ("free,,persons,5; free,,rate,0; free,women,rate,0", "Có 05 người, đạt 0%; nữ đạt 0%."),
        ("free,,persons,5; free,,rate,0; free,women,rate,7", "Có 05 người, đạt 0%."),
    ):
        assert plain(text, Scope(filled(template, lines))).replace(NBSP, " ") == said


def test_what_has_several_numbers_in_it_is_denied_by_none(tmp_path: Path) -> None:
    report = filled(small(tmp_path, JOBS), "both,,first,0; both,,second,5; both,,all,10; both,,rate,50")
    text = parse("Có {both.all}[, chiếm {both.rate}][, trong đó {both.second}].")
    assert plain(text, Scope(report)).replace(NBSP, " ") == "Có 10 người, chiếm 50%, trong đó 05 người."
