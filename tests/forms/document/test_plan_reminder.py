"""Urging the agency that leads targets and tasks: what is wanting of them, nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from forms.checks import attainment
from forms.checks.attainment import Situation
from forms.document import plan_reminder
from forms.errors import KnownError
from forms.offices.plan import Answer, Attainment, LocalPlan, PlanTarget, PlanTask, YearText
from forms.report.changes import SetAnswer
from forms.report.report import Report
from forms.values.aims import Better
from tests.forms.small import filled, small

TODAY = date(2026, 1, 12)


def target(order: int, name: str, text: str, unit: str = "%", agency: str = "Sở A") -> PlanTarget:
    return PlanTarget(order, name, (YearText(2025, text),), "", "", unit, agency, Better.HIGHER)


MISSED, AWAITED, REACHED = target(1, "Nước sạch", "98"), target(2, "Tiêm chủng", "95 %"), target(3, "Bảo hiểm", "90")
ELSEWHERE = target(4, "Khác", "90", agency="Sở B")
TASKS = tuple(
    PlanTask(order, name, "", agency, "", time)
    for order, name, agency, time in (
        (1, "Rà soát", "sở a", "Quý I"),
        (2, "Tập huấn", "Sở A", ""),
        (3, "Xong", "Sở A", ""),
        (4, "Khác", "Sở B", ""),
    )
)
PLAN = LocalPlan("Kon Plông", (MISSED, AWAITED, REACHED, ELSEWHERE), TASKS)


@pytest.fixture
def report(tmp_path: Path) -> Report:
    report = filled(small(tmp_path, ""), "", "2025")
    for line, answer in (
        (MISSED, Answer("97,5")),
        (REACHED, Answer("91")),
        (TASKS[1], Answer("3/10 xã")),
        (TASKS[2], Answer("xong", attainment=Attainment.REACHED)),
    ):
        report.apply(SetAnswer(line.id, answer))
    return report


def words(report: Report | None, plan: LocalPlan = PLAN, agency: str = "Sở A") -> list[str]:
    found = Situation(plan, 2025, report, attainment.standings(plan, report, 2025))
    return plan_reminder.words(found, agency, TODAY).split("\n")


def test_what_is_wanting_is_listed_numbers_first(report: Report) -> None:
    greeting, _, before, _, *lines, _, after = words(report)
    assert greeting == "Kính gửi Sở A,"
    assert before.startswith(
        "Đến ngày 12/01/2026, Xã Đăk Blà rà soát kế hoạch của Kon Plông theo báo cáo năm 2025. Các chỉ tiêu"
    )
    assert lines == [
        "1. Tiêm chủng (mục tiêu năm 2025: 95 %): chưa có số liệu.",
        "2. Nước sạch (mục tiêu năm 2025: 98%): chưa đạt, mới có 97,5%.",
        "3. Nhiệm vụ “Rà soát” (Quý I): chưa có tiến độ.",
        "4. Nhiệm vụ “Tập huấn”: đang thực hiện.",
    ]
    assert after.startswith("Đề nghị quý cơ quan cung cấp số liệu")


def test_a_unit_is_said_once_and_only_where_there_is_one(report: Report) -> None:
    plain = replace(MISSED, unit="")
    report.apply(SetAnswer(plain.id, Answer("97,5")))
    *_, line, _, _ = words(report, LocalPlan("Kon Plông", (plain,)))
    assert line == "1. Nước sạch (mục tiêu năm 2025: 98): chưa đạt, mới có 97,5."


def test_who_lacks_nothing_is_not_urged(report: Report) -> None:
    done = LocalPlan("Kon Plông", (REACHED, ELSEWHERE), TASKS[2:])
    for found, plan, agency in ((report, done, "Sở A"), (report, PLAN, "Sở C"), (None, PLAN, "Sở A")):
        with pytest.raises(KnownError, match=f"{agency}: không còn"):
            words(found, plan, agency)
