"""The plan in the window: taken in, looked at, answered and printed with the keyboard alone."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from forms.checks import attainment
from forms.document import plan_slip
from forms.offices.plan import Answer, Attainment, PlanTarget, find
from forms.report.cells import Address
from forms.values.aims import Better
from tests.ui.conftest import Hand, here
from ui.dialogs import box
from ui.dialogs.plan.answer_target import AnswerTarget
from ui.dialogs.plan.import_plan import ImportPlan
from ui.dialogs.plan.link_target import LinkTarget
from ui.dialogs.plan.plan_files import PlanFiles
from ui.dialogs.plan.plan_lists import PlanLists
from ui.dialogs.plan.remind_agency import RemindAgency
from ui.dialogs.slips.review import Review
from ui.jobs import plan_files
from ui.look.theme import Theme
from ui.targets.details import Details
from ui.targets.page import TargetPage
from ui.window.window import Window

POVERTY = Address("poverty_reduction", "", "points")


def page_of(window: Window, hand: Hand) -> TargetPage:
    hand.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    page = window.page
    assert isinstance(page, TargetPage)
    QApplication.processEvents()
    return page


def orders(page: TargetPage) -> list[int]:
    return [row.line.order for row in page.view.model_of_lines.lines if row.line is not None]


def words(details: Details) -> str:
    body = details.widget()
    assert body is not None
    return "\n".join(one.text() for one in body.findChildren(QLabel))


def answering(monkeypatch: pytest.MonkeyPatch, dialog: type[QDialog], act: Callable[[QDialog], None]) -> None:
    """Let a dialog be answered as soon as it opens."""

    def answered(self: QDialog) -> int:
        act(self)
        self.accept()
        return self.result()

    monkeypatch.setattr(dialog, "exec", answered)


def test_the_plan_comes_and_goes_and_one_stands_where_one_stood(planned: Window, hand: Hand) -> None:
    planned.go_to(POVERTY)
    page = page_of(planned, hand)
    assert page.isVisible()
    assert planned.form is None
    assert not planned.findings.isVisible()
    assert not planned.commands.texts.toggle_action.isChecked()
    assert QApplication.focusWidget() is page.view
    hand.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert planned.page is None
    assert here(planned) == POVERTY
    page_of(planned, hand)
    hand.press(Qt.Key.Key_F6)
    assert planned.sections.hasFocus()
    assert planned.page is not None
    planned.sections.choose("III")
    assert planned.page is None
    assert planned.panes.title.isVisible()


def test_every_line_is_reached_and_told_with_the_keys(planned: Window, hand: Hand) -> None:
    page = page_of(planned, hand)
    assert len(set(orders(page)) - {70, 74, 81, 98, 101}) == 102
    for _ in range(3):
        hand.press(Qt.Key.Key_Down)
    row = page.view.line()
    assert row is not None
    assert row.texts[:2] == ("2", "Tỷ lệ thất nghiệp chung")
    assert row.aloud.endswith("Chưa có số liệu")
    assert page.details.isVisible()
    assert "Tỷ lệ thất nghiệp chung" in words(page.details)


def test_groups_fold_with_the_keys_and_count_their_lines(planned: Window, hand: Hand) -> None:
    page = page_of(planned, hand)
    before = orders(page)
    hand.press(Qt.Key.Key_Down)
    hand.press(Qt.Key.Key_Left)
    assert orders(page) == [order for order in before if order != 1]
    row = page.view.line()
    assert row is not None
    page.view.setCurrentIndex(page.view.model_of_lines.index(0, 0))
    hand.press(Qt.Key.Key_Right)
    assert orders(page) == before
    assert page.view.model_of_lines.lines[0].counts == "1 chỉ tiêu: 1 chưa có số liệu"


def test_lines_that_ask_for_nothing_stand_in_one_row_until_they_are_shown(planned: Window, hand: Hand) -> None:
    report = planned.session.report
    assert report.plan is not None
    for order in (3, 4, 5, 6):
        target = find(report.plan.targets, order)
        assert target is not None
        report.answers[target.id] = Answer("", attainment=Attainment.REACHED)
    page = page_of(planned, hand)
    held = page.view.model_of_lines.lines
    (at,) = [number for number, row in enumerate(held) if row.run]
    assert (held[at].texts, held[at].counts) == (("3–6",), "4 chỉ tiêu: 4 đạt")
    page.view.setCurrentIndex(page.view.model_of_lines.index(at, 0))
    hand.press(Qt.Key.Key_Return)
    assert orders(page)[1:6] == [2, 3, 4, 5, 6]
    row = page.view.line()
    assert row is not None
    assert row.texts[0] == "3"


def test_enter_answers_a_line_and_undo_takes_it_back(
    planned: Window, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(planned, hand)
    page.view.go_to(2)

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, AnswerTarget)
        dialog.value.setText("1,42")
        dialog.day.setText("15/11/2024")
        dialog.source.setText("Cục Thống kê")

    answering(monkeypatch, AnswerTarget, answer)
    hand.enter()
    row = page.view.line()
    assert row is not None
    assert row.attainment is Attainment.REACHED
    assert "Cục Thống kê (số liệu ngày 15/11/2024)" in words(page.details)
    hand.control(Qt.Key.Key_Z)
    row = page.view.line()
    assert row is not None
    assert row.attainment is Attainment.AWAITED
    assert planned.page is page


def test_enter_leads_to_the_cell_that_answers(planned: Window, hand: Hand) -> None:
    page = page_of(planned, hand)
    page.view.go_to(32)
    assert "Chưa đạt: 2,52, mục tiêu 3-4 (thiếu 0,48)" in words(page.details)
    assert "Giao chỉ tiêu giảm nghèo" in words(page.details)
    hand.enter()
    assert here(planned) == POVERTY


def test_a_target_is_given_its_cell_and_direction_in_the_window(
    planned: Window, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(planned, hand)
    page.view.go_to(2)

    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, LinkTarget)
        dialog.cell.setEditText("poverty_reduction.pont")
        dialog.accept()
        assert '"points"' in dialog.refusal.text()
        dialog.cell.setCurrentIndex(dialog.cell.findData("poverty_reduction.points"))
        dialog.better.setCurrentIndex(dialog.better.findData(Better.LOWER))

    answering(monkeypatch, LinkTarget, choose)
    (link,) = [one for one in page.details.findChildren(QPushButton) if "ô trả lời" in one.text()]
    link.click()
    row = page.view.line()
    assert row is not None
    assert row.standing is not None
    assert (row.standing.got, row.attainment) == ("2,52", Attainment.REACHED)
    assert row.standing.target.better is Better.LOWER
    assert planned.session.report.plan is not None
    assert planned.session.report.plan.tasks  # the tasks stay


def test_a_letter_that_urges_an_agency_is_drafted_and_copied(planned: Window, hand: Hand) -> None:
    page = page_of(planned, hand)
    found = page.situation()
    assert found is not None
    agencies = plan_slip.agencies(found.plan)
    dialog = RemindAgency(Theme(), found, agencies, "Sở Y tế", date(2024, 12, 2), planned)
    letter = dialog.letter.toPlainText()
    assert letter.startswith("Kính gửi Sở Y tế,\n\nĐến ngày 02/12/2024, Ủy ban nhân dân tỉnh Kon Tum")
    assert "Nhiệm vụ “Giao chỉ tiêu giảm nghèo” (Quý I): chưa có tiến độ." in letter
    assert "chưa có số liệu." in letter
    dialog.letter.setPlainText(f"{letter}\nTrân trọng.")
    dialog.accept()
    assert QApplication.clipboard().text().endswith("Trân trọng.")


def test_lines_are_chosen_by_agency_group_and_how_they_stand(planned: Window, hand: Hand) -> None:
    page = page_of(planned, hand)
    page.agency.setFocus()
    while page.agency.currentText() != "Sở Y tế":
        hand.press(Qt.Key.Key_Down)
    assert set(orders(page)) >= {61, 68, 70}
    assert 1 not in orders(page)
    page.states[Attainment.NOT_COMPARED].click()
    assert orders(page) == [70, 73]
    page.states[Attainment.NOT_COMPARED].click()
    page.group.setCurrentIndex(page.group.findText("Y tế"))
    page.group.activated.emit(page.group.currentIndex())
    assert 20 not in orders(page)
    assert page.states[Attainment.AWAITED].text().startswith("Chưa có số liệu ")


def test_another_year_wants_other_numbers(planned: Window, hand: Hand) -> None:
    page = page_of(planned, hand)
    page.year.setCurrentIndex(page.year.findData(2030))
    page.year.activated.emit(page.year.currentIndex())
    page.view.go_to(8)
    row = page.view.line()
    assert row is not None
    assert row.standing is not None
    assert (row.standing.text, row.attainment) == ("52", Attainment.UNDER_WAY)


def test_tasks_stand_on_a_page_of_their_own(planned: Window, hand: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    page = page_of(planned, hand)
    page.tabs.setCurrentIndex(1)
    assert orders(page) == [1]

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, AnswerTarget)
        dialog.value.setText("7/10 xã")

    answering(monkeypatch, AnswerTarget, answer)
    page.view.setFocus()
    hand.enter()
    assert page.view.model_of_lines.lines[0].texts[3:] == ("7/10 xã", "Đang thực hiện")


def test_without_a_list_the_page_says_what_to_do(window: Window, hand: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    page = page_of(window, hand)
    assert not page.view.isVisible()
    assert not page.printing.isEnabled()

    def take(dialog: QDialog) -> None:
        assert isinstance(dialog, ImportPlan)
        dialog.origin.setCurrentText("Mẫu: kon-tum")

    answering(monkeypatch, ImportPlan, take)
    monkeypatch.setattr(window, "refuse", lambda text: window.status.show_message(text.split("\n")[0]))
    assert QApplication.focusWidget() is page._first
    hand.press(Qt.Key.Key_Space)
    assert page.view.isVisible()
    assert QApplication.focusWidget() is page.view
    plan = window.session.report.plan
    assert plan is not None
    assert plan.locality == window.session.report.unit.name
    assert len(plan.wanted) == 102


def test_a_table_copied_in_word_is_taken_in(window: Window, hand: Hand) -> None:
    page_of(window, hand)
    QApplication.clipboard().setText("TT\tNội dung\tĐVT\tMục tiêu 2025\n1\tTỷ lệ A\t%\t5\n")
    dialog = ImportPlan(Theme(), window.session, window, tasks=False)
    dialog.origin.setCurrentText("Bảng đã chép từ Word, Excel")
    dialog.accept()
    assert dialog.taken is not None
    assert [target.indicator for target in dialog.taken.plan.targets] == ["Tỷ lệ A"]
    QApplication.clipboard().setText("xin chào")
    dialog = ImportPlan(Theme(), window.session, window, tasks=False)
    dialog.origin.setCurrentText("Bảng đã chép từ Word, Excel")
    dialog.accept()
    assert "Không thấy dòng tiêu đề" in dialog.refusal.text()


def test_a_list_under_a_wrong_name_is_taken_away(
    planned: Window, hand: Hand, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    page, session = page_of(planned, hand), planned.session
    lists = PlanLists(Theme(), session, planned)
    qtbot.addWidget(lists)
    (name,) = session.workspace.localities()
    lists._choose()
    assert lists.locality == name
    for answer in (False, True):
        assert session.workspace.localities() == [name]
        monkeypatch.setattr(box, "ask", lambda *_, answer=answer, **__: answer)
        lists._remove()
    assert session.workspace.localities() == []
    assert session.report.plan is None
    assert not page.view.isVisible()
    assert not any(each.isEnabled() for each in lists._buttons)


def test_lists_and_slips_are_written(planned: Window, hand: Hand, tmp_path: Path) -> None:
    page = page_of(planned, hand)
    found = page.situation()
    assert found is not None
    assert found.report is not None
    edited = planned.session.workspace.edited(found.report)
    dialog = PlanFiles(Theme(), found, edited, tmp_path / "in", planned, slip=False)
    dialog.choose("Excel")
    dialog.accept()
    assert [path.name for path in dialog.written] == ["chi-tieu-tinh-kon-tum-2024.xlsx"]
    dialog = PlanFiles(Theme(), found, edited, tmp_path / "in", planned, slip=True)
    dialog.choose("Sở Y tế")
    dialog.accept()
    assert [path.name for path in dialog.written] == ["phieu-so-y-te-2024.xlsx"]


def test_a_slip_that_came_back_shows_what_it_changes(
    planned: Window, hand: Hand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(planned, hand)
    found = page.situation()
    assert found is not None
    edited = planned.session.workspace.edited(planned.session.report)
    (written,) = plan_files.write_slip(plan_slip.make(found, "Sở Y tế"), edited, tmp_path)
    book = openpyxl.load_workbook(written.path)
    book["Chỉ tiêu"]["F5"] = "81,5"
    book.save(written.path)
    seen = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, Review)
        seen.append([item.text() for column in range(3) if (item := dialog.table.item(0, column))])
        dialog.yes.click()

    answering(monkeypatch, Review, look)
    planned.commands.plan.take_slip(written.path)
    assert seen == [["20. Tỷ lệ hài lòng của người dân với dịch vụ y tế", "chưa có", "81,5"]]
    assert len(planned.session.report.answers) == 1
    planned.commands.plan.take_slip(written.path)
    assert len(seen) == 1


@pytest.mark.parametrize(("width", "beside"), [(1366, True), (900, False)])
def test_what_stands_beside_steps_aside_in_a_narrow_window(
    planned: Window,
    hand: Hand,
    width: int,
    beside: bool,  # noqa: FBT001 - a column
) -> None:
    planned.resize(width, 768)
    page = page_of(planned, hand)
    QApplication.processEvents()
    assert page.details.isVisible() is beside
    page.view.go_to(32)
    if not beside:
        assert "thiếu 0,48" in planned.status.message


def test_a_theme_of_its_own_keeps_the_plan(planned: Window, hand: Hand) -> None:
    page_of(planned, hand)
    planned.rebuild(Theme(dark=True, zoom=1.5))
    assert isinstance(planned.page, TargetPage)
    assert planned.page.theme.dark


def test_a_bar_reaches_its_stroke_where_the_target_is_reached(planned: Window) -> None:
    from ui.targets.painting import Bar

    plan = planned.session.report.plan
    assert plan is not None
    for start, item in itertools.product(
        (None, Fraction(1), Fraction(50), Fraction(99)), attainment.standings(plan, planned.session.report, 2025)
    ):
        share = Bar(Theme(), item, start).share()
        assert isinstance(item.target, PlanTarget)
        if share is not None and item.attainment is not Attainment.NOT_COMPARED:
            assert (share >= 1) is (item.attainment is Attainment.REACHED)
