"""The slip of an agency: written, answered as a spreadsheet does it, read back."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from exports.excel import plan_slip as slips
from forms.checks import attainment
from forms.checks.attainment import Situation
from forms.document import plan_slip
from forms.document.plan_slip import AgencySlip
from forms.errors import KnownError
from forms.offices.plan import Answer, LocalPlan, PlanTarget, PlanTask, YearText
from forms.report.changes import SetAnswer
from forms.report.filling import FillError
from forms.report.report import Report
from forms.values.aims import Better
from tests.forms.small import filled, small

NOW = datetime(2025, 1, 2, tzinfo=UTC)
SECTION = """
[figure.cover]
label = "Bao phủ"
measures.rate = {}
"""
HAND = PlanTarget(1, "Xã đạt chuẩn", (YearText(2025, "22/22"),), "A", "", "Xã", "Sở Y tế", Better.HIGHER)
CELL = PlanTarget(
    *(2, "Bao phủ", (YearText(2025, "95"),), "A", "", "%", "Sở Y tế"), better=Better.HIGHER, cell="cover.rate"
)
OTHER = PlanTarget(3, "Khác", (YearText(2025, "5"),), "A", "", "%", "Sở Khác", Better.HIGHER)
TASK = PlanTask(1, "Rà soát", "", "Sở Y tế", "", "Quý I")
PLAN = LocalPlan("Kon Plông", (HAND, CELL, OTHER), (TASK,))
VALUE = 5  # the column of the sheet of targets, from 1


@pytest.fixture
def report(tmp_path: Path) -> Report:
    return filled(small(tmp_path, SECTION), "cover,,rate,94", "2025")


def given(report: Report) -> AgencySlip:
    return plan_slip.make(Situation(PLAN, 2025, report, attainment.standings(PLAN, report, 2025)), "sở y tế")


def answered(report: Report, path: Path, **cells: str) -> Path:
    """The slip with something typed into cells by their places (`F5`)."""
    slips.write(given(report), NOW, path)
    book = openpyxl.load_workbook(path)
    for place, text in cells.items():
        sheet, _, cell = place.rpartition("_")
        book[{"": "Chỉ tiêu", "task": "Nhiệm vụ"}[sheet]][cell] = text
    book.save(path)
    return path


def test_a_slip_has_the_lines_of_one_agency_and_locks_what_the_report_answers(report: Report, tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(answered(report, tmp_path / "a.xlsx"))["Chỉ tiêu"]
    assert [sheet.cell(row, 2).value for row in (5, 6, 7)] == ["Xã đạt chuẩn", "Bao phủ", None]
    assert sheet.protection.sheet
    assert [sheet.cell(row, VALUE).protection.locked for row in (5, 6)] == [False, True]
    assert sheet.cell(6, VALUE).value == "94"
    assert sheet.cell(5, VALUE).number_format == "@"


def test_answers_come_back_with_what_they_change(report: Report, tmp_path: Path) -> None:
    report.apply(SetAnswer(TASK.id, Answer("3/10")))
    path = answered(
        report, tmp_path / "a.xlsx", E5="20/22", F5="15/11/2025", G5="Báo cáo 5/BC", E6="99", task_D5="7/10"
    )
    changes = plan_slip.changes(report, PLAN, slips.read(path))
    assert [(item.name, item.before, item.after) for item in changes] == [
        ("1. Xã đạt chuẩn", "", "20/22, 15/11/2025, Báo cáo 5/BC"),
        ("1. Rà soát", "3/10", "7/10"),
    ]
    assert changes[0].change == SetAnswer(HAND.id, Answer("20/22", "2025-11-15", "Báo cáo 5/BC"))


def test_a_slip_that_comes_back_as_it_went_changes_nothing(report: Report, tmp_path: Path) -> None:
    report.apply(SetAnswer(HAND.id, Answer("xong", "2025-11-15", "Sở", "dat")))
    assert plan_slip.changes(report, PLAN, slips.read(answered(report, tmp_path / "a.xlsx"))) == []


def test_one_wrong_line_and_nothing_is_taken(report: Report, tmp_path: Path) -> None:
    path = answered(report, tmp_path / "a.xlsx", E5="20", F5="31/02/2025", task_D5="7/10", task_G5="Tốt")
    with pytest.raises(FillError) as caught:
        plan_slip.changes(report, PLAN, slips.read(path))
    assert [refusal.line for refusal in caught.value.refusals] == [5, 5]
    assert not report.answers


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"a,b", None])
def test_other_files_are_refused_in_a_sentence(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "a.xlsx"
    if content is None:
        openpyxl.Workbook().save(path)
    else:
        path.write_bytes(content)
    with pytest.raises(KnownError):
        slips.read(path)


def test_a_slip_whose_heads_were_changed_is_refused(report: Report, tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="dòng tiêu đề của phiếu"):
        slips.read(answered(report, tmp_path / "a.xlsx", E4="Kết quả"))


def test_a_sheet_under_another_name_is_read_and_two_answers_to_one_target_are_refused(
    report: Report, tmp_path: Path
) -> None:
    path = answered(report, tmp_path / "a.xlsx", E5="20/22")
    book = openpyxl.load_workbook(path)
    sheet = book["Chỉ tiêu"]
    sheet.title = "Sheet1"
    book.save(path)
    (change,) = plan_slip.changes(report, PLAN, slips.read(path))
    assert change.after == "20/22"
    book.copy_worksheet(sheet)["E5"] = "21/22"
    book.save(path)
    with pytest.raises(FillError, match="trả lời hai lần"):
        plan_slip.changes(report, PLAN, slips.read(path))


def test_an_answer_beside_another_name_than_was_given_is_refused(report: Report, tmp_path: Path) -> None:
    path = answered(report, tmp_path / "a.xlsx", E5="20/22", B5="Xã có bác sĩ")
    with pytest.raises(FillError, match='ghi "Xã có bác sĩ", khi giao là "Xã đạt chuẩn"'):
        plan_slip.changes(report, PLAN, slips.read(path))
