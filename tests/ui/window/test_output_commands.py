"""The preview beside the form, and the files that the window writes."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from forms.checks import progress
from forms.definitions.loading import load
from forms.offices.units import Unit
from forms.report.cells import Address, Cell
from forms.values.numbers import Number
from forms.values.period import Period
from storage.workspace import Workspace
from tests.ui.conftest import Hand
from ui.dialogs.export import ExportDialog
from ui.jobs.exporting import FORMATS
from ui.look.theme import Theme
from ui.pages.preview import Preview
from ui.session import Session
from ui.window.window import Window

JOBS = Address("jobs_created", "", "persons")


@pytest.fixture
def preview(window: Window, qtbot: QtBot) -> Preview:
    QTest.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    found = window.commands.output.preview
    assert found is not None
    with qtbot.waitSignal(found.refreshed):
        found.refresh()
    return found


def test_the_preview_stands_in_the_window_and_follows_the_form(window: Window, preview: Preview) -> None:
    assert preview.isVisible()
    assert not window.findings.isVisible()
    assert window.strip.isVisible()  # the findings are still at hand
    window.go_to(JOBS)
    spot = preview.pages._spot
    assert spot is not None
    assert spot.cell == JOBS
    assert preview.pages.viewport().rect().contains(preview.pages._box(spot).center().toPoint())
    QTest.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert window.commands.output.preview is None
    assert window.findings.isVisible()


def test_pages_take_the_place_of_a_form_that_would_be_too_narrow(window: Window, preview: Preview) -> None:
    form = window.form
    assert form is not None
    assert form.isVisible()
    window.resize(800, 600)
    assert not form.isVisible()
    assert preview.isVisible()
    assert preview.pages.hasFocus()
    QTest.keyClick(preview.pages, Qt.Key.Key_Escape)
    assert form.isVisible()
    assert form.hasFocus()


def test_zooming_keeps_the_preview(window: Window, preview: Preview, qtbot: QtBot) -> None:
    window.zoom_by(1)
    again = window.commands.output.preview
    assert again is not None
    assert again is not preview
    with qtbot.waitSignal(again.refreshed):
        again.refresh()


def test_a_click_on_a_number_goes_to_its_cell(window: Window, preview: Preview) -> None:
    assert preview.pages._pages is not None
    preview.pages.follow(JOBS)
    spot = preview.pages._spot
    assert spot is not None
    place = preview.pages._box(spot).center().toPoint()
    QTest.mouseClick(preview.pages.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.form is not None
    assert window.form.model().address(window.form.currentIndex()) == JOBS
    assert window.section == window.session.report.template.figures[JOBS.figure].section


def test_the_preview_ends_with_its_window(window: Window, preview: Preview, qtbot: QtBot) -> None:
    thread = preview._printer._thread
    window.close()
    qtbot.waitUntil(lambda: not thread.is_alive())


def test_esc_puts_the_preview_away_but_first_what_is_being_typed(window: Window, preview: Preview, hand: Hand) -> None:
    window.go_to(JOBS)
    hand.type("12")
    hand.press(Qt.Key.Key_Escape)
    assert window.commands.output.preview is preview
    assert window.session.report.cells[JOBS] != Cell(Number(12))
    preview.pages.setFocus()
    hand.press(Qt.Key.Key_Escape)
    assert window.commands.output.preview is None
    assert not window.commands.output.preview_action.isChecked()
    assert QApplication.focusWidget() is window.form


def asked(window: Window, qtbot: QtBot, folder: Path) -> ExportDialog:
    dialog = ExportDialog(window.theme, window.session, folder, window)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def finished(dialog: ExportDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: dialog._writer is None, timeout=20_000)


def test_every_file_that_was_chosen_is_written(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "Nộp lên huyện"
    dialog = asked(window, qtbot, folder)
    dialog.boxes["docx"].setChecked(False)
    dialog.accept()
    finished(dialog, qtbot)
    assert sorted(path.suffix for path in folder.iterdir()) == [".pdf", ".xlsx", ".zip"]
    assert all(path.name in dialog.outcome.text() for path in folder.iterdir())
    assert dialog.leave_button.text() == "Đóng"


def button(dialog: ExportDialog, words: str) -> QPushButton | None:
    return next((one for one in dialog.findChildren(QPushButton) if one.text() == words), None)


def test_an_export_says_what_is_left_and_leads_there(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    left = progress.left(window.session.report, window.session.findings)
    assert left.sentence == f"Còn 2 lỗi, 1 cảnh báo chưa giải trình, {left.blank} ô trống."
    dialog = asked(window, qtbot, tmp_path)
    assert any(one.text() == left.sentence for one in dialog.findChildren(QLabel))
    there = button(dialog, "Đến chỗ đầu tiên")
    assert there is not None
    with qtbot.waitSignal(dialog.look_wanted) as signal:
        there.click()
    assert signal.args == [window.session.findings[0].cells[0]]
    assert not dialog.isVisible()
    assert button(dialog, "Ghi trong Cài đặt…") is None  # a province knows to whom it writes


def test_an_export_of_an_empty_commune_asks_to_whom(qtbot: QtBot, tmp_path: Path) -> None:
    with Workspace.create(tmp_path / "a.bc42") as workspace:
        workspace.add_report(Unit("Xã Đăk Blà", "xa"), Period(2024), load("nq42"))
        window = Window(Session(workspace, workspace.load(load)), Theme())
        qtbot.addWidget(window)
        dialog = asked(window, qtbot, tmp_path)
        assert progress.left(dialog.report, []).first is not None
        there = button(dialog, "Ghi trong Cài đặt…")
        assert there is not None
        with qtbot.waitSignal(dialog.settings_wanted):
            there.click()


def test_an_export_can_be_stopped(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = asked(window, qtbot, tmp_path / "nộp")
    dialog.accept()
    dialog.reject()
    assert len(list((tmp_path / "nộp").iterdir())) < len(FORMATS)


@pytest.mark.parametrize("zoom", [1.0, 1.5, 2.0])
def test_files_that_cannot_be_written_are_named_whole(
    window: Window, qtbot: QtBot, tmp_path: Path, zoom: float
) -> None:
    window.theme = Theme(zoom=zoom)
    dialog = asked(window, qtbot, tmp_path / "x")
    dialog.accept()
    finished(dialog, qtbot)
    written = list(dialog.paths)
    assert len(written) == len(FORMATS)
    for path in written[1:]:
        path.unlink()
        path.mkdir()
    dialog.accept()
    finished(dialog, qtbot)
    assert dialog.paths == written[:1]
    refusal = dialog.refusal.text()
    assert refusal.count(f"“{written[1].name}, .xlsx, .goi-nop.zip”") == 2  # not written; the old ones stay and mislead
    assert "đừng gửi" in refusal
    assert dialog.refusal.height() >= dialog.refusal.heightForWidth(dialog.refusal.width())


def test_what_cannot_be_written_is_told(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "tệp").write_text("")
    dialog = asked(window, qtbot, tmp_path / "tệp")
    dialog.accept()
    finished(dialog, qtbot)
    assert "không phải thư mục" in dialog.refusal.text()
    assert dialog.isVisible()
    for box in dialog.boxes.values():
        box.setChecked(False)
    dialog.accept()
    assert "ít nhất một dạng tệp" in dialog.refusal.text()
