"""The page for those who lead in the window: chosen once, put in order, copied as a picture."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from forms.document.handouts import figures
from storage.workspace import Workspace
from tests.ui.test_whole import cut_widgets, settle
from ui.dialogs.exchange.choose_cells import ChooseCells
from ui.dialogs.handouts.handout_files import HandoutFiles
from ui.handouts import copying
from ui.handouts.page import SummaryPage
from ui.window.window import Window


@pytest.fixture
def page(window: Window) -> SummaryPage:
    window.commands.output.summary.toggle()
    found = window.findChild(SummaryPage)
    assert isinstance(found, SummaryPage)
    return found


def test_figures_are_put_in_order_and_stay_so(page: SummaryPage, window: Window, qtbot: QtBot) -> None:
    report = window.session.report
    before = page.chosen
    assert before == figures.proposed(report.template)
    page.list.setCurrentRow(0)
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert page.chosen.cells[:2] == before.cells[:2][::-1]
    page.chart.setCurrentIndex(1)
    page.chart.activated.emit(1)
    assert page.chosen.chart == before.cells[0]
    page.usual.click()
    assert page.chosen == before
    qtbot.waitUntil(lambda: page.handout is not None)
    assert page.handout is not None
    assert len(page.handout.tables[0].rows) == len(before.cells)


def test_other_figures_are_chosen_and_files_written(
    page: SummaryPage, window: Window, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def answered(dialog: QDialog) -> bool:
        if isinstance(dialog, ChooseCells):
            dialog.search.setText("gạo tấn")
            dialog._tick(Qt.CheckState.Unchecked)
            dialog.search.setText("")
        elif isinstance(dialog, HandoutFiles):
            dialog.folder.setText(str(tmp_path / "out"))
            dialog.choice.setCurrentText("Excel")
        dialog.accept()
        return dialog.result() == QDialog.DialogCode.Accepted

    monkeypatch.setattr(window, "ask", answered)
    page.choose.click()
    assert page.chosen.cells
    page.files.click()
    (written,) = (tmp_path / "out").iterdir()
    assert written.name == "mot-trang-tinh-kon-tum-nq42-2024.xlsx"
    path = window.session.workspace.path
    chosen = page.chosen
    window.close()
    with Workspace.open(path, readonly=True) as workspace:
        kept = workspace.choice("nq42")
    assert kept is not None
    assert kept.cells == chosen.cells


def test_pictures_are_light_and_large(page: SummaryPage, window: Window) -> None:
    page.copying.click()
    image = QGuiApplication.clipboard().image()
    assert image.width() > 1800
    assert image.pixelColor(0, 0) == Qt.GlobalColor.white
    window.commands.output.copy_section()
    other = QGuiApplication.clipboard().image()
    assert other.height() != image.height()
    assert window.status.message == copying.COPIED


def test_nothing_of_it_is_cut_at_any_zoom(page: SummaryPage, window: Window) -> None:
    assert page.isVisible()
    while window.theme.zoom < 2:
        settle()
        assert not cut_widgets(window), window.theme.zoom
        window.zoom_by(1)
    settle()
    assert not cut_widgets(window)
