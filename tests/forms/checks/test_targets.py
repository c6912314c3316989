"""Targets of the template and of the locality against the report of their year."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from forms.checks.checker import check
from forms.checks.findings import Finding
from forms.offices.plan import LocalPlan, PlanTarget, YearText
from forms.report.report import Report
from forms.values.aims import Better
from tests.forms.small import filled, small

SECTION = """
[figure.cover]
label = "Bao phủ"
measures.rate = {}
[figure.poor]
label = "Hộ nghèo"
measures.rate = {}
[figure.all]
label = "Tất cả"
measures.households = {}
[figure.some]
label = "Một phần"
measures.households = {}
[target.cover_2024]
cell = "cover.rate"
year = 2024
text = "> 95"
source = "Nghị quyết"
[target.poor_2024]
cell = "poor.rate"
year = 2024
text = "3"
lower = true
"""
COVER = PlanTarget(1, "Bao phủ", (YearText(2024, "90"), YearText(2030, "95")), better=Better.HIGHER, cell="cover.rate")


def missed(report: Report) -> list[Finding]:
    return [finding for finding in check(report) if finding.code == "plan.target"]


@pytest.fixture
def report(tmp_path: Path) -> Report:
    return filled(small(tmp_path, SECTION), "cover,,rate,94;poor,,rate,3.5")


def test_the_template_s_targets_hold_where_the_locality_has_none(report: Report) -> None:
    assert [finding.message for finding in missed(report)] == [
        "Bao phủ: 94%, chưa đạt chỉ tiêu > 95 của năm 2024 (Nghị quyết).",
        "Hộ nghèo: 3,5%, chưa đạt chỉ tiêu 3 của năm 2024.",
    ]


def test_the_locality_s_target_takes_their_place(report: Report) -> None:
    report.plan = LocalPlan("Kon Plông", (COVER,))
    assert [finding.cells[0].figure for finding in missed(report)] == ["poor"]
    report.plan = LocalPlan("Kon Plông", (replace(COVER, texts=(YearText(2024, "96"),)),))
    assert [finding.message for finding in missed(report)] == [
        "Bao phủ: 94%, chưa đạt chỉ tiêu 96 của năm 2024 (kế hoạch của Kon Plông).",
        "Hộ nghèo: 3,5%, chưa đạt chỉ tiêu 3 của năm 2024.",
    ]


def test_a_target_of_a_later_year_waits_and_one_of_every_year_does_not(report: Report) -> None:
    later = replace(COVER, texts=(YearText(2030, "96"),))
    report.plan = LocalPlan("Kon Plông", (later,))
    assert [finding.cells[0].figure for finding in missed(report)] == ["poor"]
    report.plan = LocalPlan("Kon Plông", (later, replace(later, indicator="Hằng năm", unit="%/năm")))
    assert [finding.cells[0].figure for finding in missed(report)] == ["cover", "poor"]


@pytest.mark.parametrize("link", ["near", "other population"])
def test_a_cell_that_is_only_near_answers_nothing(report: Report, link: str) -> None:
    report.plan = LocalPlan("Kon Plông", (replace(COVER, texts=(YearText(2024, "90"),), link=link),))
    assert [finding.cells[0].figure for finding in missed(report)] == ["cover", "poor"]


@pytest.mark.parametrize("cell", ["gone.rate", "cover.persons", "cover.rate +", "cover[x].rate", "9" * 400])
def test_a_cell_that_the_template_does_not_have_answers_nothing(report: Report, cell: str) -> None:
    report.plan = LocalPlan("Kon Plông", (replace(COVER, cell=cell),))
    assert len(missed(report)) == 2


def test_a_conversion_is_compared_as_it_comes_out(tmp_path: Path) -> None:
    report = filled(small(tmp_path, SECTION), "some,,households,17;all,,households,20")
    share = PlanTarget(
        1, "Tỷ lệ", (YearText(2024, "86"),), better=Better.HIGHER, conversion="100 * some.households / all.households"
    )
    report.plan = LocalPlan("Kon Plông", (share,))
    (finding,) = missed(report)
    assert finding.actual is not None
    assert finding.actual.value == 85
    assert {address.figure for address in finding.cells} == {"some"}


def test_a_part_of_a_year_is_not_compared(tmp_path: Path) -> None:
    report = filled(small(tmp_path, SECTION), "cover,,rate,80", "2024-6T")
    report.plan = LocalPlan("Kon Plông", (COVER,))
    assert missed(report) == []


def test_a_target_that_asks_for_a_report_that_is_not_there_keeps_no_other_back(report: Report) -> None:
    wanted = replace(COVER, texts=(YearText(2024, "96"),))
    grown = replace(wanted, indicator="Tăng thêm", cell="", conversion="cover.rate - last(cover.rate)")
    report.plan = LocalPlan("Kon Plông", (grown, wanted))
    assert [finding.id for finding in missed(report)] == [f"target.{wanted.id}", "target.poor_2024"]


def test_a_plan_whose_years_are_past_wants_nothing_more(tmp_path: Path) -> None:
    report = filled(small(tmp_path, SECTION), "cover,,rate,80", "2031")
    report.plan = LocalPlan("Kon Plông", (COVER, replace(COVER, indicator="Hằng năm", unit="%/năm")))
    assert missed(report) == []
