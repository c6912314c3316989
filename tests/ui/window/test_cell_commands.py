from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from forms.definitions.rules import Severity
from forms.document import issuing, revisions
from forms.report.cells import Address, Cell
from forms.report.changes import ReportState, SetCell, SetNote
from forms.values import clock
from forms.values.numbers import Number
from tests.ui.conftest import Hand, form_of, here, put_away, shown, stored
from ui.dialogs import box
from ui.dialogs.find import FindDialog, candidates, search
from ui.dialogs.help_page import Help
from ui.dialogs.history import HistoryDialog
from ui.dialogs.question import Question
from ui.window.window import Window

REMAINS = Address("martyr_remains", "", "count")
T = TypeVar("T", bound=QDialog)
POOR = Address("poor_households", "", "households")


def in_dialog(kind: type[T], act: Callable[[T], object]) -> None:
    """Do something in the next dialog as soon as it is open."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            QTimer.singleShot(20, look)
            return
        assert isinstance(dialog, kind)
        act(dialog)

    QTimer.singleShot(50, look)


def test_undo_and_redo_go_across_sections_and_survive_a_restart(
    window: Window, hand: Hand, file: Path, qtbot: QtBot
) -> None:
    for address, text in ((REMAINS, "21"), (POOR, "6.558")):
        window.go_to(address)
        hand.type(text)
        hand.enter()
    put_away(window)
    window.close()
    again = shown(file, qtbot)
    hand.control(Qt.Key.Key_Z)
    assert (stored(again, POOR), again.section) == (Cell(Number(6557)), "II.3.c")
    hand.control(Qt.Key.Key_Z)
    assert (stored(again, REMAINS), here(again)) == (Cell(Number(20)), REMAINS)
    for _ in range(2):
        hand.control(Qt.Key.Key_Y)
    assert (stored(again, REMAINS), stored(again, POOR)) == (Cell(Number(21)), Cell(Number(6558)))
    assert not again.commands.undo.redo_action.isEnabled()
    hand.control(Qt.Key.Key_Z)
    again.session.put(SetCell(REMAINS, Cell(Number(5))))
    assert not again.session.can_redo


def test_undo_of_words_and_rows_goes_where_they_stand(window: Window, hand: Hand) -> None:
    window.sections.choose("II.2.b")
    hand.press(Qt.Key.Key_Insert)  # into a breakdown that was collapsed
    hand.type("Cộng hòa Séc")
    hand.enter()
    row = next(row for row in window.session.report.rows.values() if row.label == "Cộng hòa Séc")
    assert here(window) == Address("jobs_created", row.id, "persons")
    window.sections.choose("II.3.c")
    hand.control(Qt.Key.Key_T)
    hand.type("Năm nay, ")
    hand.control(Qt.Key.Key_T)
    assert window.session.report.paragraphs["II.3.c"][0].startswith("Năm nay, ")
    window.sections.choose("II.1")
    hand.control(Qt.Key.Key_Z)
    assert window.section == "II.3.c"
    assert window.form is None
    assert window.status.message == "Đã hoàn tác: lời văn."
    assert "II.3.c" not in window.session.report.paragraphs
    hand.control(Qt.Key.Key_Z)  # in the words, where nothing was typed to take back
    assert here(window) == Address("jobs_created", "", "persons")
    assert window.session.report.rows["jobs_created", row.id].removed
    hand.control(Qt.Key.Key_Y)
    assert here(window) == Address("jobs_created", row.id, "persons")
    assert window.status.message == "Đã làm lại: dòng tự thêm."


def test_undo_in_a_field_takes_back_what_is_typed(window: Window, hand: Hand) -> None:
    window.go_to(REMAINS)
    hand.type("21")
    hand.control(Qt.Key.Key_Z)
    assert stored(window, REMAINS) == Cell(Number(20))
    assert form_of(window).fields.field is not None


def test_history_shows_who_and_restores(window: Window, hand: Hand) -> None:
    window.session.who = "Y Hà"
    window.go_to(REMAINS)
    hand.type("=20+1")
    hand.enter()
    window.go_to(REMAINS)

    def look(dialog: HistoryDialog) -> None:
        texts = [dialog.table.item(0, column) for column in range(4)]
        assert [item.text() for item in texts if item][1:] == ["Y Hà", "20", "21  (=20+1)"]
        dialog.restore.click()

    in_dialog(HistoryDialog, look)
    hand.control(Qt.Key.Key_H)
    assert stored(window, REMAINS) == Cell(Number(20))
    window.session.undo()
    assert stored(window, REMAINS) == Cell(Number(21), working="20+1")


def test_a_note_is_written_shown_and_taken_away(window: Window, hand: Hand) -> None:
    window.go_to(REMAINS)

    def write(text: str) -> Callable[[Question], object]:
        def act(dialog: Question) -> None:
            dialog.field.setPlainText(text)
            dialog.take.click()

        return act

    in_dialog(Question, write("nguồn: biên bản ngày 12/11"))
    hand.shift(Qt.Key.Key_F2)
    report = window.session.workspace.load(lambda _: window.session.report.template)
    assert report.notes == {REMAINS: "nguồn: biên bản ngày 12/11"}
    assert "biên bản" in form_of(window).model().about(REMAINS)
    in_dialog(Question, write(""))
    hand.shift(Qt.Key.Key_F2)
    assert not window.session.report.notes
    window.session.undo()
    assert window.session.report.notes


def test_find_needs_no_diacritics(window: Window, hand: Hand) -> None:
    def look(dialog: FindDialog) -> None:
        dialog.field.setText("ho ngheo dan toc")
        dialog._search(dialog.field.text())
        assert dialog.list.count() == 1
        dialog._go()

    in_dialog(FindDialog, look)
    hand.control(Qt.Key.Key_F)
    assert here(window) == Address("poor_households", "ethnicity:dtts", "households")


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("ty le ho ngheo", "Hộ nghèo cuối năm › Tỷ lệ"),
        ("hộ nghèo", "Hộ nghèo cuối năm"),
        ("giam ty le", "Mức giảm tỷ lệ hộ nghèo trong năm"),
        ("qua tang", "Quà tặng người có công dịp lễ, Tết"),
    ],
)
def test_what_is_named_so_is_found_first(window: Window, typed: str, first: str) -> None:
    found = search(list(candidates(window.session.report)), typed)
    assert found[0].shown.partition("  ")[2] == first


def test_help_says_unit_source_and_rules(window: Window, hand: Hand) -> None:
    window.go_to(REMAINS)
    pages: list[str] = []

    def look(dialog: Help) -> None:
        pages.append(dialog.text.toPlainText())
        dialog.accept()

    in_dialog(Help, look)
    hand.press(Qt.Key.Key_F1)
    for words in ("Chia ra phải cộng bằng tổng", "Hài cốt liệt sĩ", "hài cốt", "cộng lại bằng tổng"):
        assert words in pages[0]


def test_a_finding_is_explained_and_stands(window: Window, hand: Hand, qtbot: QtBot) -> None:
    finding = next(one for one in window.session.findings if one.severity is Severity.WARNING and one.acceptable)

    def awake() -> bool:  # a busy machine brings the window back only some time after a dialog
        return window.isActiveWindow() and window.findings.isVisible() and QApplication.activeModalWidget() is None

    def write(dialog: Question) -> None:
        dialog.field.setPlainText("Số liệu theo danh sách chi trả")
        dialog.take.click()

    in_dialog(Question, write)
    qtbot.waitUntil(awake)
    window.go_to(finding.cells[0])
    hand.control(Qt.Key.Key_E)
    qtbot.waitUntil(awake)
    accepted = next(one for one in window.session.findings if one.id == finding.id).accepted
    assert accepted is not None
    assert accepted.reason == "Số liệu theo danh sách chi trả"
    assert window.session.worst(finding.cells[0]) is None or window.session.worst(finding.cells[0]) != finding
    assert window.status.message == "Đã ghi giải trình."
    card = window.findings.cards[finding.id, finding.severity, finding.period]
    card.advise(window.session.suggestions(finding))
    assert not any("→" in one.text() for one in card.findChildren(QPushButton) if not one.isHidden())
    counted = window.findings._total.text()
    window.sections.choose("II.1")
    hand.control(Qt.Key.Key_Z)
    assert window.section == window.session.section_of(finding)
    assert window.status.message == "Đã hoàn tác: giải trình."
    assert window.findings._total.text() != counted
    assert not window.session.report.acceptances


def test_a_change_made_elsewhere_is_not_undone_over(window: Window) -> None:
    window.session.put(SetCell(REMAINS, Cell(Number(21))))
    window.session.report.apply(SetCell(REMAINS, Cell(Number(22))))
    window.commands.undo.undo()
    assert window.session.report.cells[REMAINS] == Cell(Number(22))
    assert "lịch sử" in window.status.message


def test_what_was_done_with_a_locked_report_is_taken_back_only_after_a_yes(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.session.put(revisions.finalise(window.session.report, "Y Hà", clock.now()))
    given = {"number": "7", "day": "15/01/2025", "signer": "Y Ngọc"}
    window.session.put(*issuing.issue(window.session.report, given, "Y Hà", clock.now()))
    asked: list[str] = []
    answers = iter((False, True))

    def ask(*words: str, **_: object) -> bool:
        asked.append(words[3])
        return next(answers)

    monkeypatch.setattr(box, "ask", ask)
    came = []
    for turn in (window.commands.undo.undo, window.commands.undo.undo, window.commands.undo.redo):
        turn()
        came.append(window.session.report.state)
    assert came == [ReportState.ISSUED, ReportState.FINAL, ReportState.ISSUED]
    assert "trạng thái đã phát hành" in asked[0]
    assert len(asked) == 2


def test_f6_goes_round_the_panes(window: Window, hand: Hand) -> None:
    hand.press(Qt.Key.Key_F6)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert window.findings.isAncestorOf(focus)
    hand.press(Qt.Key.Key_F6)
    assert QApplication.focusWidget() is window.sections
    hand.press(Qt.Key.Key_F6)
    assert QApplication.focusWidget() is window.form


def test_no_menu_is_empty_and_no_two_commands_share_keys(window: Window) -> None:
    menus = window.menus
    assert all(menu.menuAction().isVisible() == bool(menu.actions()) for menu in menus.menus.values())
    keys = [key.toString() for action in menus.actions.values() for key in action.shortcuts()]
    assert len(keys) == len(set(keys))


def test_notes_of_removed_rows_go_and_come_with_them(window: Window) -> None:
    row = next(one for one in form_of(window).model().rows if one.is_open)
    address = next(iter(row.cells.values()))
    window.session.put(SetNote(address, "nguồn"))
    window.go_to(address)
    window.commands.cells.remove_row()
    assert address not in window.session.report.notes
    window.commands.undo.undo()
    assert window.session.report.notes[address] == "nguồn"


@pytest.mark.parametrize("keys", [Qt.Key.Key_Plus, Qt.Key.Key_Equal])
def test_zoom_keeps_the_place(window: Window, hand: Hand, keys: Qt.Key) -> None:
    window.go_to(REMAINS)
    hand.control(keys)
    assert window.theme.zoom == 1.1
    assert here(window) == REMAINS
    hand.control(Qt.Key.Key_0)
    assert window.theme.zoom == 1.0
