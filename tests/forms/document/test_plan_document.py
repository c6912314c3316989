"""How a plan stands, as a document."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from forms.checks import attainment
from forms.checks.attainment import Situation
from forms.document import plan_document
from forms.errors import KnownError
from forms.narrative.blocks import Paragraph, Table, Text
from forms.offices.plan import Answer, LocalPlan, PlanTarget, PlanTask, YearText
from forms.report.changes import SetAnswer
from forms.report.report import Report
from forms.values.aims import Better
from tests.forms.small import filled, small

NOW = datetime(2025, 1, 2, tzinfo=UTC)
WATER = PlanTarget(1, "Nước sạch", group="Môi trường")
TOWN = PlanTarget(
    *(2, "- Thành thị", (YearText(2025, "98"), YearText(2030, "100")), "Môi trường", "Nước sạch", "%", "Sở A"),
    better=Better.HIGHER,
    note="Theo quy chuẩn",
)
HEALTH = PlanTarget(3, "Tiêm chủng", (YearText(2030, "95"),), "Y tế", "", "%", "Sở B", Better.HIGHER)
TASK = PlanTask(1, "Rà soát", "Môi trường", "Sở A", "Sở B", "Quý I")


@pytest.fixture
def report(tmp_path: Path) -> Report:
    return filled(small(tmp_path, ""), "", "2025")


def stands(report: Report, *tasks: PlanTask) -> Situation:
    plan = LocalPlan("Kon Plông", (WATER, TOWN, HEALTH), tasks)
    return Situation(plan, 2025, report, attainment.standings(plan, report, 2025))


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in (table.head, *table.rows)]


def test_the_list_as_the_plan_prints_it(report: Report) -> None:
    report.apply(SetAnswer(TOWN.id, Answer("97,5")))
    table = plan_document.targets(stands(report))
    assert texts(table) == [
        [
            *("TT", "Nội dung", "ĐVT", "2025", "2030", "Thực hiện năm 2025"),
            *("Đánh giá", "Cơ quan chủ trì", "Ghi chú"),
        ],
        ["I", "Môi trường", "", "", "", "", "", "", ""],
        ["1", "Nước sạch", "", "", "", "", "", "", ""],
        ["2", "- Thành thị", "%", "98", "100", "97,5", "Chưa đạt", "Sở A", "Theo quy chuẩn"],
        ["II", "Y tế", "", "", "", "", "", "", ""],
        ["3", "Tiêm chủng", "%", "-", "95", "…", "Không so sánh", "Sở B", ""],
    ]
    assert [(head.cell.text, head.column, head.across) for head in table.over] == [("Mục tiêu", 3, 2)]
    assert sum(table.widths) == pytest.approx(1)
    assert [row[1].indent for row in table.rows] == [0, 0, 1, 0, 0]
    assert [row[0].leads for row in table.rows] == [True, True, False, True, False]


def test_tasks_are_an_appendix_of_their_own(report: Report) -> None:
    assert [item.number for item in plan_document.compose(stands(report), NOW).appendices] == [""]
    report.apply(SetAnswer(TASK.id, Answer("7/10 xã", "2025-11-15")))
    first, second = plan_document.compose(stands(report, TASK), NOW).appendices
    assert (first.number, second.number) == ("I", "II")
    assert texts(second.table)[2] == ["1", "Rà soát", "Sở A", "Sở B", "Quý I", "7/10 xã (15/11/2025)", "Đang thực hiện"]


def test_the_report_counts_and_names_what_is_missed(report: Report) -> None:
    report.apply(SetAnswer(TOWN.id, Answer("97,5")))
    body = plan_document.compose(stands(report), NOW).body
    sentences = [part.text for block in body if isinstance(block, Paragraph) for part in block.content]  # type: ignore[union-attr]
    assert "2 chỉ tiêu được theo dõi" in sentences[0]
    assert "1 chưa đạt, 1 không so sánh" in sentences[0]
    assert sentences[1] == "Chỉ tiêu chưa đạt: Nước sạch: Thành thị (97,5, mục tiêu 98)."
    assert isinstance(body[0], Paragraph)
    assert isinstance(body[0].content[0], Text)


def test_without_a_report_nothing_is_printed() -> None:
    plan = LocalPlan("A", (HEALTH,))
    with pytest.raises(KnownError, match="Chưa có báo cáo"):
        plan_document.compose(Situation(plan, 2030, None, attainment.standings(plan, None, 2030)), NOW)
