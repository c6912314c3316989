"""The program killed while one types: everything but the cell that was being typed is there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from forms.definitions.loading import load
from forms.report.cells import Address, Cell
from forms.values.numbers import Number
from storage.workspace import Workspace

_TYPING = """
import os, signal, sys
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from ui.look.theme import Theme
from forms.definitions.loading import load
from pathlib import Path
from storage.workspace import Workspace
from ui.session import Session
from ui.window.window import Window

application = QApplication([])
workspace = Workspace.open(Path(sys.argv[1]))
window = Window(Session(workspace, workspace.load(load)), Theme())
window.show()
window.activateWindow()
while QApplication.focusWidget() is None:
    application.processEvents()
for text in ("4764", "63", "188"):
    for character in text:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key(ord(character)))
    if text != "188":
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is how POSIX pulls the plug")
def test_only_the_cell_being_typed_is_lost(empty_file: Path) -> None:
    command = [sys.executable, "-c", _TYPING, str(empty_file)]
    result = subprocess.run(command, check=False, cwd=Path(__file__).parents[2], env=os.environ, capture_output=True)
    assert result.returncode == -signal.SIGKILL, result.stderr
    with Workspace.open(empty_file) as workspace:
        report = workspace.load(load)
    figure = next(iter(report.template.figures.values()))
    first, second, third = (Address(figure.code, "", measure) for measure in figure.measures)
    assert report.cells == {first: Cell(Number(4764)), second: Cell(Number(63))}
    assert third not in report.cells
