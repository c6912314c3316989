"""The slip of an agency: which lines it is given, and what its answers change."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from forms.checks import attainment
from forms.checks.attainment import Situation
from forms.document import plan_slip
from forms.document.plan_slip import AgencySlip, SlipLine
from forms.errors import KnownError
from forms.offices.plan import Answer, Attainment, LocalPlan, PlanTarget, PlanTask, YearText
from forms.report.changes import SetAnswer
from forms.report.filling import FillError
from forms.report.report import Report
from forms.values.aims import Better
from tests.forms.small import filled, small

SECTION = """
[figure.cover]
label = "Bao phủ"
measures.rate = {}
"""
HAND = PlanTarget(1, "Xã đạt chuẩn", (YearText(2025, "22/22"),), "A", "", "Xã", "Sở Y tế", Better.HIGHER)
CELL = PlanTarget(
    *(2, "Bao phủ", (YearText(2030, "95"),), "A", "", "%", "Sở Y tế"), better=Better.HIGHER, cell="cover.rate"
)
OTHER = PlanTarget(3, "Khác", (YearText(2025, "5"),), "A", "", "%", "Sở Khác", Better.HIGHER)
TASK, ELSEWHERE = PlanTask(1, "Rà soát", "", "Sở Y tế", "", "Quý I"), PlanTask(2, "Họp", "", "Sở Họp")
PLAN = LocalPlan("Kon Plông", (HAND, CELL, OTHER), (TASK, ELSEWHERE))
ANSWER = Answer("20/22", "2025-11-15", "Báo cáo 5/BC", Attainment.UNDER_WAY)
SHOWN = ("20/22", "15/11/2025", "Báo cáo 5/BC", "Đang thực hiện")


@pytest.fixture
def report(tmp_path: Path) -> Report:
    return filled(small(tmp_path, SECTION), "cover,,rate,94", "2025")


def given(report: Report) -> AgencySlip:
    return plan_slip.make(Situation(PLAN, 2025, report, attainment.standings(PLAN, report, 2025)), "sở y tế")


def answered(report: Report, *answers: tuple[str, str, str, str]) -> AgencySlip:
    """The slip with what was answered to each of its lines, which stand in rows from 5."""
    slip = given(report)
    pairs = zip(slip.lines, answers, strict=True)
    lines = [replace(line, answer=answer, number=row) for row, (line, answer) in enumerate(pairs, 5)]
    return replace(slip, lines=tuple(lines))


def test_an_agency_is_given_its_own_lines_and_what_is_known_of_them(report: Report) -> None:
    report.apply(SetAnswer(HAND.id, ANSWER))
    slip = given(report)
    assert slip == AgencySlip(
        *("Kon Plông", "Sở Y tế", report.unit.id, "small", "2025"),
        (
            SlipLine("target", HAND.id, ("1", "Xã đạt chuẩn", "Xã"), ("22/22", ""), SHOWN),
            SlipLine(
                *("target", CELL.id, ("2", "Bao phủ", "%"), ("", "95"), ("94", "", "Số liệu của báo cáo", "")),
                locked=True,
            ),
            SlipLine("task", TASK.id, ("1", "Rà soát", "Quý I")),
        ),
        (2025, 2030),
        "Xã Đăk Blà",
        "năm 2025",
    )
    assert plan_slip.agencies(PLAN) == ["Sở Y tế", "Sở Khác", "Sở Họp"]


NONE = ("", "", "", "")


def test_answers_change_what_is_not_said_yet(report: Report) -> None:
    slip = answered(report, SHOWN, ("99", "", "", ""), ("7/10", "", "", "đạt"))
    first, second = plan_slip.changes(report, PLAN, slip)
    assert (first.name, first.before, first.after) == ("1. Xã đạt chuẩn", "", ", ".join(SHOWN))
    assert first.change == SetAnswer(HAND.id, ANSWER)
    assert (second.name, second.after) == ("1. Rà soát", "7/10, Đạt")
    assert not report.answers
    for one in (first, second):
        report.apply(one.change)
    assert plan_slip.changes(report, PLAN, slip) == []
    assert plan_slip.changes(report, PLAN, given(report)) == []  # as it went
    assert plan_slip.changes(report, PLAN, answered(report, NONE, NONE, NONE)) == []  # blank is no answer
    (third,) = plan_slip.changes(report, PLAN, answered(report, NONE, NONE, ("8/10", "", "", "")))
    assert (third.before, third.after) == ("7/10, Đạt", "8/10")


def test_one_wrong_line_and_nothing_is_taken(report: Report) -> None:
    slip = answered(report, ("20", "31/02/2025", "", ""), NONE, ("7/10", "", "", "Tốt"))
    gone = replace(slip.lines[1], subject="?", number=9)
    with pytest.raises(FillError) as caught:
        plan_slip.changes(report, PLAN, replace(slip, lines=(*slip.lines, gone)))
    assert [one.line for one in caught.value.refusals] == [5, 7, 9]
    day, judgement, line = (one.reason for one in caught.value.refusals)
    assert "31/02/2025" in day
    assert judgement == 'đánh giá "Tốt" không có; chỉ có Đạt, Chưa đạt, Đang thực hiện'
    assert "không còn trong danh sách" in line


def test_a_slip_of_another_plan_office_template_or_period_is_refused(report: Report) -> None:
    slip = given(report)
    assert plan_slip.changes(report, PLAN, replace(slip, locality="KON PLÔNG")) == []
    for other, why in (
        (replace(slip, locality="Kon Rẫy"), 'theo kế hoạch của "Kon Rẫy"'),
        (replace(slip, unit="x"), "đơn vị khác"),
        (replace(slip, template="x"), "mẫu khác"),
        (replace(slip, period="2024"), "lập cho kỳ 2024, báo cáo đang chọn là kỳ 2025"),
    ):
        with pytest.raises(KnownError, match=why):
            plan_slip.changes(report, PLAN, other)


def test_an_agency_that_leads_nothing_is_told_the_nearest(report: Report) -> None:
    found = Situation(PLAN, 2025, report, attainment.standings(PLAN, report, 2025))
    with pytest.raises(KnownError, match='có phải "Sở Y tế"'):
        plan_slip.make(found, "Sở I tế")
    with pytest.raises(KnownError, match="Chưa có báo cáo"):
        plan_slip.make(Situation(PLAN, 2025, None, ()), "Sở Y tế")
