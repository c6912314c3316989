"""How targets stand: reached, missed, under way, awaited, not compared."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.checks import attainment as judging
from forms.checks.answering import answer
from forms.checks.attainment import Achieved
from forms.errors import KnownError
from forms.offices.plan import Answer, Attainment, LocalPlan, PlanTarget, PlanTask, YearText
from forms.report.cells import Address
from forms.report.changes import SetAnswer
from forms.values import aims
from forms.values.aims import Better, Quantity
from forms.values.period import Period, parse
from tests.forms.small import filled, small

SECTION = """
[figure.cover]
label = "Bao phủ"
measures.rate = {}
[figure.some]
label = "Một phần"
measures.households = {}
measures.persons = {}
"""
COVER = PlanTarget(
    1, "Bao phủ", (YearText(2025, "95"), YearText(2030, "> 96")), unit="%", better=Better.HIGHER, cell="cover.rate"
)
HAND = PlanTarget(2, "Xã đạt chuẩn", (YearText(2025, "22/22"),), unit="Xã", better=Better.HIGHER)
WORDS = PlanTarget(3, "Phổ cập", (YearText(2025, "hoàn thành"),))


@pytest.mark.parametrize(
    ("lines", "period", "year", "attainment"),
    [
        ("cover,,rate,95", "2024", 2025, "dat"),
        ("cover,,rate,94.9", "2024", 2025, "dang_thuc_hien"),
        ("cover,,rate,94.9", "2025-9T", 2025, "dang_thuc_hien"),
        ("cover,,rate,94.9", "2025-UTH", 2025, "dang_thuc_hien"),
        ("cover,,rate,94.9", "2025", 2025, "chua_dat"),
        ("cover,,rate,94.9", "2026", 2025, "chua_dat"),
        ("cover,,rate,96", "2030", 2030, "chua_dat"),
        ("", "2025", 2025, "chua_co_so_lieu"),
        ("cover,,rate,,chua_co", "2025", 2025, "chua_co_so_lieu"),
        ("cover,,rate,,khong_phat_sinh", "2025", 2025, "chua_dat"),
        ("cover,,rate,,khong_thuoc_pham_vi", "2025", 2025, "khong_so_sanh"),
        ("cover,,rate,96,uoc", "2025", 2025, "dat"),
        ("cover,,rate,hơn 95", "2025", 2025, "dat"),
        ("cover,,rate,gần 95", "2025", 2025, "khong_so_sanh"),
        ("cover,,rate,khoảng 60", "2025", 2025, "chua_dat"),
    ],
)
def test_a_cell_answers(tmp_path: Path, lines: str, period: str, year: int, attainment: str) -> None:
    report = filled(small(tmp_path, SECTION), lines, period)
    (found,) = judging.standings(LocalPlan("A", (COVER,)), report, year)
    assert found.attainment == attainment
    assert found.achieved is None or found.achieved.address == Address("cover", "", "rate")
    assert found.got == (found.achieved.text if found.achieved else "")


def test_what_is_wanted_every_year_is_missed_in_any(tmp_path: Path) -> None:
    report = filled(small(tmp_path, SECTION), "cover,,rate,90", "2023")
    yearly = replace(COVER, unit="%/năm")
    assert judging.standings(LocalPlan("A", (yearly,)), report, 2025)[0].attainment is Attainment.MISSED


def test_an_estimate_says_so(tmp_path: Path) -> None:
    report = filled(small(tmp_path, SECTION), "cover,,rate,96.5,uoc", "2025")
    found = judging.achieved(report, COVER)
    assert found is not None
    assert (found.text, str(found.number)) == ("ước 96,5", "96.5")


def test_a_word_before_the_number_stays(tmp_path: Path) -> None:
    report = filled(small(tmp_path, SECTION), "cover,,rate,gần 95", "2025")
    found = judging.achieved(report, COVER)
    assert found is not None
    assert found.text == "gần 95"


@pytest.mark.parametrize(
    ("target", "answer", "attainment"),
    [
        (HAND, Answer("22"), "dat"),
        (HAND, Answer("20/22"), "chua_dat"),
        (HAND, Answer("20/20"), "dat"),
        (HAND, Answer("gần xong"), "khong_so_sanh"),
        (HAND, Answer("gần xong", attainment="dang_thuc_hien"), "dang_thuc_hien"),
        (HAND, Answer("20/22", attainment="dat"), "chua_dat"),
        (HAND, Answer("", source="Sở A", attainment="dat"), "dat"),
        (WORDS, Answer("đã công nhận", attainment="dat"), "dat"),
        (WORDS, Answer("đã công nhận"), "khong_so_sanh"),
        (WORDS, None, "khong_so_sanh"),
        (HAND, None, "chua_co_so_lieu"),
        (replace(HAND, texts=(YearText(2025, "-"), YearText(2030, "5"))), Answer("9"), "khong_so_sanh"),
        (
            replace(HAND, texts=(YearText(2025, "-"), YearText(2030, "5"))),
            Answer("9", attainment="dat"),
            "khong_so_sanh",
        ),
    ],
)
def test_an_answer_stands_where_no_cell_does(
    tmp_path: Path, target: PlanTarget, answer: Answer | None, attainment: str
) -> None:
    report = filled(small(tmp_path, SECTION), "", "2025")
    report.apply(SetAnswer(target.id, answer))
    assert judging.standings(LocalPlan("A", (target,)), report, 2025)[0].attainment == attainment


def test_a_conversion_is_exact(tmp_path: Path) -> None:
    share = replace(COVER, cell="", conversion="100 * some.persons / some.households", texts=(YearText(2025, "33,33"),))
    report = filled(small(tmp_path, SECTION), "some,,households,3;some,,persons,1", "2025")
    (found,) = judging.standings(LocalPlan("A", (share,)), report, 2025)
    assert found.attainment is Attainment.REACHED
    assert found.achieved is not None
    assert found.achieved.quantity == Quantity(Fraction(100, 3))
    assert found.achieved.text == "33,33"
    assert judging.cell(report, share) == found.achieved.address == Address("some", "", "persons")
    report = filled(small(tmp_path, SECTION), "some,,households,0;some,,persons,1", "2025")
    assert judging.standings(LocalPlan("A", (share,)), report, 2025)[0].attainment is Attainment.AWAITED


@pytest.mark.parametrize(
    ("conversion", "reason"),
    [
        ("5", "không gọi ô nào"),
        ("1e999 * some.persons", "không dùng được"),
        ("some.persons +", "sai cú pháp"),
        ("(" * 200 + "some.persons" + ")" * 200, "dài quá"),
        ("gone.persons", "không có chỉ tiêu"),
        ("some.persons / dân_số.persons", "không"),
        ("some[kind:*].persons", "ghi sum"),
        ("open('x').persons", "không"),
    ],
)
def test_a_conversion_that_cannot_be_read_is_told_and_answers_nothing(
    tmp_path: Path, conversion: str, reason: str
) -> None:
    section = SECTION + '[figure.some.breakdown.kind]\nlabel = "Loại"\nrelation = "subset"\nrows.a = "A"\n'
    report = filled(small(tmp_path, section), "some,,persons,1", "2025")
    target = replace(COVER, cell="", conversion=conversion)
    assert reason in judging.problem(report.template, target)
    assert not judging.is_linked(report.template, target)
    assert judging.achieved(report, target) is None
    assert judging.cell(report, target) is None


@pytest.mark.parametrize("conversion", ["last(some.persons)", "some.persons / (1 - 1)", "some.persons / 0"])
def test_a_conversion_without_its_other_report_waits(tmp_path: Path, conversion: str) -> None:
    report = filled(small(tmp_path, SECTION), "some,,persons,1", "2025")
    target = replace(COVER, cell="", conversion=conversion)
    assert judging.is_linked(report.template, target)
    assert judging.standings(LocalPlan("A", (target,)), report, 2025)[0].attainment is Attainment.AWAITED
    with pytest.raises(KnownError, match="lấy số từ ô"):
        answer(report, target, Answer("5"))


def test_the_sum_of_rows_answers(tmp_path: Path) -> None:
    section = (
        SECTION + '[figure.some.breakdown.kind]\nlabel = "Loại"\nrelation = "subset"\nrows.a = "A"\nrows.b = "B"\n'
    )
    report = filled(small(tmp_path, section), "some,a,persons,40;some,b,persons,55", "2025")
    target = replace(COVER, cell="", conversion="sum(some[kind:*].persons)")
    assert judging.standings(LocalPlan("A", (target,)), report, 2025)[0].attainment is Attainment.REACHED


def test_tasks_stand_as_they_are_answered(tmp_path: Path) -> None:
    report = filled(small(tmp_path, SECTION), "", "2025")
    task = PlanTask(1, "Giao chỉ tiêu")
    assert judging.standing_of(report, task) is Attainment.AWAITED
    report.apply(SetAnswer(task.id, Answer("7/10 huyện")))
    assert judging.standing_of(report, task) is Attainment.UNDER_WAY
    report.apply(SetAnswer(task.id, Answer("xong", attainment="dat")))
    assert judging.standing_of(report, task) is Attainment.REACHED


PERIODS = st.sampled_from(["2023", "2024-6T", "2024", "2025-9T", "2025-UTH", "2025", "2026"]).map(parse)
WANTED = st.sampled_from(["5", "< 5", "> 5", "3-6", "khoảng 5", "5 hoặc 7", "xong", "-", ""])


@given(PERIODS, WANTED, st.sampled_from(list(Better)), st.fractions(0, 20), st.sampled_from(["%", "%/năm"]))
def test_an_attainment_is_never_better_than_the_numbers(
    period: Period, text: str, better: Better, value: Fraction, unit: str
) -> None:
    target = PlanTarget(1, "Một", (YearText(2025, text),), unit=unit, better=better)
    attainment = judging.judge(target, 2025, Achieved(period, "x", Quantity(value)))
    goal = aims.goal(text, better)
    reached = goal.reached(Quantity(value)) if goal else None
    over = period.months == 12 and not period.estimated and (unit == "%/năm" or period.year >= 2025)
    assert (attainment is Attainment.REACHED) == (reached is True)
    assert (attainment is Attainment.MISSED) == (reached is False and over)
    assert (attainment is Attainment.UNDER_WAY) == (reached is False and not over)
    assert (attainment is Attainment.NOT_COMPARED) == (reached is None)


def test_a_series_is_what_the_reports_say_in_numbers(tmp_path: Path) -> None:
    template = small(tmp_path, SECTION)
    lines = {
        "2023": "cover,,rate,90",
        "2024": "cover,,rate,,khong_thuoc_pham_vi",
        "2025-6T": "",
        "2025": "cover,,rate,96",
    }
    reports = [filled(template, line, period) for period, line in lines.items()]
    assert [(one.period.code, one.text) for one in judging.series(reports, COVER)] == [("2023", "90"), ("2025", "96")]


def test_a_plan_is_told_by_how_many_of_its_targets_stand_how(tmp_path: Path) -> None:
    report = filled(small(tmp_path, SECTION), "cover,,rate,90", "2025")
    report.apply(SetAnswer(HAND.id, Answer("22/22")))
    plan = LocalPlan("A", (COVER, HAND, WORDS, replace(WORDS, indicator="Khác"), PlanTarget(9, "Đề mục")))
    found = judging.standings(plan, report, 2025)
    assert [(one.got, one.goal is None) for one in found] == [("90", False), ("22/22", False), ("", True), ("", True)]
    assert judging.Situation(plan, 2025, report, found).counts() == {
        Attainment.REACHED: 1,
        Attainment.MISSED: 1,
        Attainment.UNDER_WAY: 0,
        Attainment.AWAITED: 0,
        Attainment.NOT_COMPARED: 2,
    }
    alone = judging.standings(plan, None, 2025)
    assert [one.attainment for one in alone] == [Attainment.AWAITED, Attainment.AWAITED, *[Attainment.NOT_COMPARED] * 2]


def test_a_target_is_about_a_cell_that_is_only_near_too(
    tmp_path: Path,
) -> None:
    report = filled(small(tmp_path, SECTION), "", "2025")
    assert judging.cell(report, replace(COVER, link="near")) == Address("cover", "", "rate")
    assert judging.cell(report, replace(COVER, cell="", conversion="last(cover.rate) + cover.rate")) is None
