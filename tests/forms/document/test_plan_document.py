"""How a plan stands, as a document."""

from __future__ import annotations

from dataclasses import replace
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


def test_it_is_a_report_of_the_office_on_its_plan(report: Report) -> None:
    report.details["recipients"] = "Sở Tài chính"
    report.details["addressee"] = "Tỉnh ủy"
    document = plan_document.compose(stands(report), NOW)
    assert (document.kind, document.subject) == ("BÁO CÁO", "Tình hình thực hiện chỉ tiêu kế hoạch, năm 2025")
    assert (document.addressee, document.recipients) == ("Tỉnh ủy", ("Sở Tài chính",))
    assert (document.author, document.edited, document.issuer) == ("Xã Đăk Blà", NOW, "Xã Đăk Blà")
    assert document.signature.lines == ("CHỦ TỊCH",)
    assert document.fingerprint == ""


def test_remarks_have_a_column_where_there_are_any_and_groups_a_title(report: Report) -> None:
    plain = LocalPlan("A", (HEALTH, replace(HEALTH, order=4, indicator="Khám", group="")))
    situation = Situation(plain, 2025, report, attainment.standings(plain, report, 2025))
    table = plan_document.targets(situation)
    assert texts(table)[0][-1] == "Cơ quan chủ trì"
    assert [row[:2] for row in texts(table)[1:]] == [["I", "Y tế"], ["3", "Tiêm chủng"], ["4", "Khám"]]
    assert [[cell.align for cell in row] for row in table.rows[1:2]] == [
        ["center", "left", "center", "center", "center", "center", "left"]
    ]
    assert {cell.text for cell in table.rows[0][2:]} == {""}
    assert [(cell.bold, cell.leads) for cell in table.rows[0][:2]] == [(True, True), (True, True)]
    assert texts(plan_document.targets(replace(situation, report=None)))[0][4] == "Thực hiện"


def test_tasks_stand_in_their_groups(report: Report) -> None:
    listed = [TASK, replace(TASK, order=2, group="Y tế", note="Gấp"), replace(TASK, order=3, partners="")]
    table = plan_document.tasks(listed, report)
    assert texts(table)[0] == [
        *("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian", "Tiến độ", "Đánh giá", "Ghi chú"),
    ]
    assert [row[0] for row in texts(table)[1:]] == ["I", "1", "3", "II", "2"]
    assert texts(table)[2] == ["1", "Rà soát", "Sở A", "Sở B", "Quý I", "…", "Chưa có số liệu", ""]
    assert texts(table)[5][-1] == "Gấp"
    assert [cell.align for cell in table.rows[1]] == ["center", *["left"] * 3, "center", "left", "center", "left"]
    assert texts(plan_document.tasks(listed[:1], report))[0][-1] == "Đánh giá"
