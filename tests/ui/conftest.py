"""The window on a workspace with the sample report, an empty one, and a hand on the keyboard."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from forms.definitions.loading import load
from forms.offices.units import Unit
from forms.report.cells import Address, Cell
from forms.report.changes import Change
from forms.report.report import Report
from forms.values.period import Period
from storage.workspace import Workspace
from tests.conftest import sample_changes
from ui.entry import field
from ui.entry.view import FormView
from ui.jobs import targets
from ui.look.theme import Theme
from ui.session import Session
from ui.window.window import Window

UNIT = Unit("Tỉnh Kon Tum", "tinh")


def filled(report: Report) -> list[Change]:
    for change in sample_changes():
        report.apply(change)
    return list(sample_changes())


@pytest.fixture(scope="session")
def filled_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("filled") / "a.bc42"
    with Workspace.create(path) as workspace:
        workspace.add_report(UNIT, Period(2024), load("nq42"))
        report = workspace.load(load)
        workspace.save(report, filled(report))
    return path


@pytest.fixture
def file(filled_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(filled_file, tmp_path))


@pytest.fixture
def empty_file(tmp_path: Path) -> Path:
    path = tmp_path / "b.bc42"
    with Workspace.create(path) as workspace:
        workspace.add_report(UNIT, Period(2024), load("nq42"))
    return path


@pytest.fixture(autouse=True)
def _quick_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who reads a question as soon as it stands there."""
    monkeypatch.setattr(field, "GLANCE", 0)


def put_away(window: Window) -> None:
    if window.form is not None:
        window.form.drop_text()
    window.session.workspace.close()


def shown(path: Path, qtbot: QtBot) -> Window:
    workspace = Workspace.open(path)
    window = Window(Session(workspace, workspace.load(load)), Theme())
    window.left.connect(workspace.close)
    qtbot.addWidget(window, before_close_func=put_away)
    window.resize(1366, 768)  # the offscreen screen is smaller
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    return window


@pytest.fixture
def window(file: Path, qtbot: QtBot) -> Window:
    return shown(file, qtbot)


@pytest.fixture
def planned(file: Path, qtbot: QtBot) -> Window:
    with Workspace.open(file) as workspace:
        targets.take(workspace, targets.opened("kon-tum"), "Kon Tum", "", workspace.load(load))
        rows = [
            (1, ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian", "Chỉ tiêu liên quan"]),
            (2, ["1", "Giao chỉ tiêu giảm nghèo", "Sở Y tế", "Quý I", "32"]),
        ]
        targets.take(workspace, rows, "Kon Tum", "", workspace.load(load), tasks=True)
    return shown(file, qtbot)


@pytest.fixture
def empty(empty_file: Path, qtbot: QtBot) -> Window:
    return shown(empty_file, qtbot)


class Hand:
    """Presses keys on whatever has the focus, and counts them."""

    def __init__(self) -> None:
        self.pressed = 0

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key with a name, as the window system would deliver it: shortcuts first."""
        QApplication.processEvents()  # a hand is slower than the screen
        focus = self._focus()
        self.pressed += 1
        QTest.keyClick(focus, key, modifiers)

    @staticmethod
    def _focus() -> QWidget:
        """What keys go to: a dialog that was answered keeps the focus, unseen, until the window system has moved it."""
        for _ in range(100):
            if (focus := QApplication.focusWidget()) is not None and focus.window().isVisible():
                return focus
            QTest.qWait(10)
        raise AssertionError("nothing has the focus")

    def control(self, key: Qt.Key) -> None:
        self.press(key, Qt.KeyboardModifier.ControlModifier)

    def shift(self, key: Qt.Key) -> None:
        self.press(key, Qt.KeyboardModifier.ShiftModifier)

    def type(self, text: str) -> None:
        """A text, character by character; QTest knows Latin-1 only."""
        for character in text:
            focus = self._focus()
            self.pressed += 1
            code = ord(character.upper())
            key = Qt.Key(code) if code < 128 else Qt.Key.Key_unknown
            event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, character)
            QApplication.sendEvent(focus, event)

    def enter(self) -> None:
        self.press(Qt.Key.Key_Return)


@pytest.fixture
def hand() -> Hand:
    return Hand()


def form_of(window: Window) -> FormView:
    assert window.form is not None
    return window.form


def here(window: Window) -> Address | None:
    form = form_of(window)
    return form.model().address(form.currentIndex())


def stored(window: Window, address: Address) -> Cell | None:
    """What is on disk, read beside the window."""
    report = window.session.report
    return window.session.workspace.load(load, period=report.period).cells.get(address)
