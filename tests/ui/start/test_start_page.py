"""The page before a report is open."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.agenda.page import AgendaPage
from ui.look.theme import Theme
from ui.preferences import Preferences
from ui.start.start_page import StartPage


def test_what_is_to_be_done_is_one_key_away_and_esc_leads_back(qtbot: QtBot) -> None:
    page = StartPage(Theme(), Preferences)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    QTest.keyClick(page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    (shown,) = page.findChildren(AgendaPage)
    qtbot.waitUntil(lambda: shown.said == "Không có báo cáo nào phải nộp")
    assert shown.isVisible()
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not page.findChildren(AgendaPage))
