"""The page for those who lead: every number as the report has it, every verdict by the definitions."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from forms.checks.checker import check
from forms.definitions.loading import load
from forms.definitions.rules import Severity
from forms.definitions.template import Template
from forms.document.handouts import figures, summary
from forms.document.handouts.figures import ChosenFigures
from forms.narrative.blocks import Handout
from forms.report.cells import Address
from forms.report.changes import Acceptance, ReportStage, ReportState
from forms.report.neighbours import Neighbours
from forms.report.report import Report
from tests.forms.small import filled, put, small
from tests.forms.spans import FRAME

NOW = datetime(2025, 1, 2, tzinfo=UTC)
JOBS, POOR, RATE = (
    Address("jobs", "", "persons"),
    Address("poor", "", "households"),
    Address("poor", "", "rate"),
)
SECTION = """
[figure.jobs]
label = "Việc làm"
measures.persons = {}
measures.plan = {label = "Kế hoạch", unit = "người", column = "plan"}
measures.pct_plan = {label = "%", unit = "%", decimals = 1, column = "percent", equals = "100 * persons / plan"}
[figure.jobs.breakdown.channel]
label = "Hình thức"
relation = "subset"
measures.persons = {}
rows.abroad = "Nước ngoài"
[figure.poor]
label = "Hộ nghèo"
measures.households = {}
measures.rate = {}
measures.most = {label = "Mục tiêu", unit = "%", decimals = 2, column = "plan", of = "rate", merge = "none"}
[rule.poor_goal]
kind = "plan"
severity = "info"
holds = "poor.rate < poor.most"
says = "Còn cao."
"""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return small(tmp_path_factory.mktemp("template"), SECTION)


def page(report: Report, *cells: Address, others: tuple[Report, ...] = ()) -> Handout:
    choice = ChosenFigures(cells or (JOBS, Address("jobs", "channel:abroad", "persons"), POOR, RATE))
    return summary.compose(report, choice, NOW, (report, *others), check(report))


def texts(handout: Handout) -> list[list[str]]:
    table = handout.tables[0]
    return [[cell.text for cell in row[1:]] for row in (table.head, *table.rows)]


def beside(report: Report, last: Report) -> Report:
    report.neighbours.add(last)
    return report


def test_the_legend_tells_of_a_dash_where_one_stands(template: Template) -> None:
    full = filled(template, "jobs,,persons,80;poor,,households,7")
    assert [("Dấu" in page(full, *cells).legend) for cells in ((JOBS, POOR), (JOBS, RATE))] == [False, True]


def test_this_year_beside_last_and_the_plan(template: Template) -> None:
    now = filled(
        template,
        "jobs,,persons,80; jobs,,plan,100; jobs,abroad,persons,8; poor,,rate,4.5; poor,,most,5;poor,,households,0",
    )
    last = filled(template, "jobs,,persons,64; poor,,rate,6.25; poor,,households,12", "2023")
    handout = page(beside(now, last), others=(last,))
    assert texts(handout) == [
        ["Chỉ tiêu", "ĐVT", "Năm 2024", "Năm 2023", "Tăng, giảm", "Kế hoạch", "% kế hoạch"],
        ["Việc làm", "người", "80", "64", "+25%", "100", "80"],
        ["Trong đó: nước ngoài", "người", "8", "–", "", "", ""],
        ["Hộ nghèo", "hộ", "0", "12", "-100%", "", ""],
        ["Tỷ lệ", "%", "4,5", "6,25", "-1,75 điểm", "dưới 5", "đạt"],
    ]
    assert handout.points[:2] == (
        "Việc làm đạt 80% kế hoạch, còn thiếu 20\xa0người.",
        "Đạt kế hoạch: hộ nghèo, tỷ lệ.",
    )
    gauge = handout.tables[0].rows[0][-1].gauge
    assert gauge is not None
    assert not gauge.solid
    assert gauge.stroke is not None
    assert gauge.share / gauge.stroke == Fraction(80, 100)
    assert handout.chart is not None
    assert [(bar.label, bar.text, bar.moved) for bar in handout.chart.bars] == [
        ("2023", "64", ""),
        ("2024", "80", "+16"),
    ]


def test_a_first_report_has_no_column_of_last_year_and_what_is_missing_is_no_nought(template: Template) -> None:
    handout = page(filled(template, "jobs,,persons,80,uoc"))
    assert texts(handout) == [
        ["Chỉ tiêu", "ĐVT", "Năm 2024"],
        ["Việc làm", "người", "80 (ước)"],
        ["Trong đó: nước ngoài", "người", "–"],
        ["Hộ nghèo", "hộ", "–"],
        ["Tỷ lệ", "%", "–"],
    ]
    assert handout.chart is None
    assert handout.points == ("Chưa có số liệu: việc làm, nước ngoài; hộ nghèo; hộ nghèo, tỷ lệ.",)


def test_a_report_of_nils_says_so(template: Template) -> None:
    lines = "jobs,,persons,,khong_phat_sinh; jobs,,plan,0; poor,,households,,khong_phat_sinh"
    last = filled(template, lines, "2023")
    handout = page(beside(filled(template, lines), last), JOBS, POOR)
    assert [row[2] for row in texts(handout)[1:]] == ["không phát sinh"] * 2
    assert [row[-1] for row in texts(handout)[1:]] == ["", ""]
    assert handout.points == ()


def test_a_percentage_that_its_numbers_do_not_give_is_told_and_not_printed(template: Template) -> None:
    report = filled(template, "jobs,,persons,80; jobs,,plan,100; jobs,,pct_plan,84.1")
    handout = page(report, JOBS)
    assert texts(handout)[1][-1] == "80"
    assert "Việc làm: báo cáo ghi 84,1% kế hoạch; trang này in số tính lại 80%." in handout.points
    stated = filled(template, "jobs,,persons,2; jobs,,plan,3; jobs,,pct_plan,66.67")
    assert texts(page(stated, JOBS))[1][-1] == "66,67"


def test_within_a_year_no_plan_is_missed(template: Template) -> None:
    report = filled(template, "jobs,,persons,20; jobs,,plan,100; poor,,rate,9; poor,,most,5", "2024-Q1")
    handout = page(report)
    assert texts(handout)[4][-1] == "đang thực hiện"
    assert handout.points[-1] == "Đang thực hiện kế hoạch: việc làm (20%); hộ nghèo, tỷ lệ."


def test_a_number_that_cannot_be_right_is_named_first(template: Template) -> None:
    report = filled(template, "jobs,,persons,5; jobs,abroad,persons,8")
    assert page(report).points[0] == "Số liệu còn sai khớp, đang rà soát: việc làm; việc làm, nước ngoài."


def test_only_what_is_wrong_and_not_explained_cannot_be_right(tmp_path: Path) -> None:
    section = SECTION.replace('severity = "info"', 'severity = "warning"')
    report = filled(small(tmp_path, section), "poor,,rate,6;poor,,most,5;poor,,households,1;jobs,,persons,5")
    assert [one.severity for one in check(report) if RATE in one.cells] == [Severity.WARNING]
    assert page(report, RATE, POOR).points[0].startswith("Hộ nghèo, tỷ lệ chưa đạt")
    put(report, "jobs,abroad,persons,8")
    (error,) = [one for one in check(report) if one.severity is Severity.ERROR]
    accepted = replace(error, accepted=Acceptance("Đúng", "A", NOW, ""))
    assert "sai khớp" not in str(summary.compose(report, ChosenFigures((JOBS,)), NOW, findings=[accepted]).points)


def test_what_is_proposed_is_there(sample: Report) -> None:
    choice = figures.proposed(sample.template)
    assert figures.kept(sample, choice).cells == choice.cells
    handout = summary.compose(sample, choice, NOW, (sample,), check(sample))
    plans = {row[1]: row[-1] for row in texts(handout)[1:] if row[-1]}
    assert sorted(plans.values()) == ["103,49", "116,4", "84", "99,77"]
    assert "Mức giảm hộ nghèo: báo cáo ghi 84,12% kế hoạch; trang này in số tính lại 84%." in handout.points


def test_without_a_proposal_plans_come_first(template: Template) -> None:
    assert figures.proposed(template).cells == (JOBS, POOR)


def test_the_page_says_whose_numbers_of_which_day_they_are(template: Template) -> None:
    report = filled(template, "jobs,,persons,80")
    handout = page(report)
    assert (handout.title, handout.about, handout.single) == ("MỘT SỐ CHỈ TIÊU CHÍNH NĂM 2024", "", True)
    assert (handout.office, handout.author, handout.edited) == ("ỦY BAN NHÂN DÂN XÃ ĐĂK BLÀ", "Xã Đăk Blà", NOW)
    assert handout.remark == "Bản dự thảo"
    report.details["as_of"] = "2024-11-15"
    report.stages = (ReportStage(ReportState.FINAL, "A", NOW),)
    assert summary.remark(report) == "Số liệu đến 15/11/2024, bản đã chốt"
    assert summary.source(report, "AB-12") == "Nguồn: Báo cáo thử; mã dữ liệu AB-12."
    estimate = filled(template, "jobs,,persons,80", "2024-UTH")
    assert summary.remark(estimate) == "Số ước thực hiện, bản dự thảo"


def test_numbers_are_on_the_right_this_years_bold_and_a_cell_of_the_report(template: Template) -> None:
    last = filled(template, "jobs,,persons,64", "2023")
    now = beside(filled(template, "jobs,,persons,80;jobs,,plan,90;poor,,rate,5;poor,,most,5"), last)
    table = page(now, JOBS, RATE).tables[0]
    assert [cell.align for cell in table.rows[0]] == ["center", "left", "center", *["right"] * 5]
    assert [cell.align for cell in table.rows[1]] == ["center", "left", "center", *["right"] * 5]
    assert [[cell.bold for cell in row[3:]] for row in table.rows] == [[True, *[False] * 3, True]] * 2
    assert [cell.cell for cell in table.rows[0]] == [None, None, None, JOBS, *[None] * 4]
    numbers = [cell.number.value if cell.number else None for cell in table.rows[0][3:]]
    assert numbers == [80, 64, None, 90, Fraction(889, 10)]
    assert table.rows[1][-1].text == "chưa đạt"
    assert [row[0].text for row in table.rows] == ["1", "2"]
    assert sum(table.widths) == pytest.approx(1)


@pytest.mark.parametrize(
    ("lines", "period", "point"),
    [
        ("jobs,,persons,80;jobs,,plan,100", "2024", "Việc làm đạt 80% kế hoạch, còn thiếu 20\xa0người."),
        ("jobs,,persons,80,uoc;jobs,,plan,100", "2024", "Việc làm ước đạt 80% kế hoạch, còn thiếu 20\xa0người."),
        ("jobs,,pct_plan,80", "2024", "Việc làm chưa đạt kế hoạch."),
        ("poor,,rate,5.5;poor,,most,5", "2024", "Hộ nghèo, tỷ lệ chưa đạt kế hoạch."),
        ("jobs,,persons,120;jobs,,plan,100", "2024", "Đạt kế hoạch: việc làm (120%)."),
        ("jobs,,persons,120;jobs,,plan,100", "2024-UTH", "Ước đạt kế hoạch: việc làm (120%)."),
    ],
)
def test_what_is_reached_and_what_is_missed_is_said(template: Template, lines: str, period: str, point: str) -> None:
    (cell,) = (RATE,) if lines.startswith("poor") else (JOBS,)
    assert page(filled(template, lines, period), cell).points[-1] == point


def test_what_awaits_its_number_is_missing_and_a_nil_is_not(template: Template) -> None:
    report = filled(template, "jobs,,persons,,chua_co;poor,,households,,khong_phat_sinh")
    assert page(report, JOBS, POOR).points == ("Chưa có số liệu: việc làm.",)


def test_what_moved_most_is_said_of_two_and_six_things_at_most(template: Template) -> None:
    last = filled(template, "jobs,,persons,64;jobs,abroad,persons,10;poor,,households,100", "2023")
    now = beside(filled(template, "jobs,,persons,80;jobs,abroad,persons,9;poor,,households,50"), last)
    moved = [point for point in page(now).points if "năm 2023" in point]
    assert [point.split(" ")[0] for point in moved] == ["Hộ", "Việc"]
    assert "giảm 50" in moved[0]
    wrong = "jobs,,persons,2;jobs,,plan,3;jobs,,pct_plan,70;jobs,abroad,persons,9;poor,,rate,6;poor,,most,5"
    points = page(beside(filled(template, wrong), last)).points
    assert len(points) == 6
    assert points[-1].startswith("Việc làm giảm")


def test_the_chart_is_of_the_chosen_cell_else_of_the_first_whose_course_is_known(template: Template) -> None:
    last = filled(template, "poor,,households,12;poor,,rate,6", "2023")
    now = beside(filled(template, "jobs,,persons,80;poor,,households,10;poor,,rate,5"), last)
    titles = [
        summary.compose(now, ChosenFigures((JOBS, POOR), chart), NOW, (now, last)).chart for chart in (None, RATE, JOBS)
    ]
    assert [found and found.title for found in titles] == ["Hộ nghèo (hộ)", "Hộ nghèo, tỷ lệ (%)", "Hộ nghèo (hộ)"]


@pytest.mark.parametrize(("highest", "shown"), [("1.5", "1-1,5"), ("1", "1")])
def test_a_plan_between_two_ends_is_one_number_where_they_are_alike(highest: str, shown: str) -> None:
    lines = f"poverty_reduction,,points,1;poverty_reduction,,plan_min,1;poverty_reduction,,plan_max,{highest}"
    fall = Address("poverty_reduction", "", "points")
    handout = page(filled(load("nq42"), lines), fall)
    assert shown in texts(handout)[1]
    assert "Kế hoạch là khoảng thì tính theo mốc thấp." in handout.legend
    below = page(filled(load("nq42"), lines.replace("points,1", "points,0.75")), fall)
    assert below.points[0].endswith("còn thiếu 0,25\xa0điểm\xa0phần\xa0trăm.")


@pytest.mark.parametrize(
    ("lines", "told", "untold"),
    [
        ("jobs,,persons,80;jobs,,plan,90", "Vạch đứng", "khoảng"),
        ("poor,,rate,5;poor,,most,5", "“dưới”", "Vạch đứng"),
        ("poor,,most,5", "“–”", "“dưới”"),
    ],
)
def test_the_legend_tells_of_what_stands_there(template: Template, lines: str, told: str, untold: str) -> None:
    legend = page(filled(template, lines), JOBS, RATE).legend
    assert told in legend
    assert untold not in legend


def test_a_year_that_is_not_over_has_a_hollow_bar(tmp_path: Path) -> None:
    template = small(tmp_path, SECTION, FRAME)
    reports = [filled(template, f"jobs,,persons,{value}", code) for code, value in (("2023", 10), ("2024-Q1", 4))]
    reports[1].neighbours = Neighbours(reports, [])
    handout = summary.compose(reports[1], ChosenFigures((JOBS,)), NOW)
    assert handout.chart is not None
    assert [(bar.partial, bar.moved) for bar in handout.chart.bars] == [(False, ""), (True, "")]
    assert "Cột rỗng: chưa hết năm." in handout.legend
    assert "Cột rỗng" not in page(reports[0], JOBS).legend


def test_an_empty_report_of_a_year_ago_is_nothing_to_compare_with(tmp_path: Path) -> None:
    template = small(tmp_path, SECTION, FRAME)
    now, before = filled(template, "jobs,,persons,5", "2023-Q1"), filled(template, "jobs,,persons,4", "2022")
    now.neighbours = Neighbours([filled(template, "", "2022-Q1"), before], [])
    assert texts(page(now, JOBS))[0] == ["Chỉ tiêu", "ĐVT", "Quý I năm 2023", "Năm 2022"]


def test_a_gauge_ends_where_its_room_does(template: Template) -> None:
    report = filled(template, "jobs,,persons,400;jobs,,plan,100")
    gauge = page(report, JOBS).tables[0].rows[0][-1].gauge
    assert gauge is not None
    assert gauge.share == 1
    assert gauge.solid


def test_a_page_has_fifteen_lines_at_most(tmp_path: Path) -> None:
    many = "".join(f'[figure.f{number}]\nlabel = "F{number}"\nmeasures.persons = {{}}\n' for number in range(16))
    report = filled(small(tmp_path, many), "")
    handout = page(report, *(Address(f"f{number}", "", "persons") for number in range(16)))
    assert [row[0].text for row in handout.tables[0].rows][-1] == "15"
