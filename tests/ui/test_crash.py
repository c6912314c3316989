from __future__ import annotations

import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QMessageLogContext, QTimer, QtMsgType
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from forms.errors import KnownError
from ui import crash
from ui.log import start_log

ROOT = Path(__file__).parents[2]


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "nhật ký" / "baocao42.log"
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    start_log(path)
    yield path
    for handler in [found for found in root.handlers if found not in before]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


@pytest.fixture
def watch(log: Path, qtbot: QtBot) -> crash.Watch:
    assert qtbot
    return crash.Watch(log)


def fail(watch: crash.Watch, error: Exception) -> list[str]:
    """Let a failure reach the watch; the dialog's texts, answered with "Tiếp tục"."""
    texts: list[str] = []

    def answer() -> None:
        dialog = watch.dialog
        assert dialog is not None
        texts.append(dialog.text())
        dialog.copy_log()
        dialog.go_on.click()

    QTimer.singleShot(0, answer)
    try:
        raise error
    except type(error) as raised:
        watch.take(type(raised), raised, raised.__traceback__)
    return texts


def test_a_failure_is_logged_and_said_once_calmly(watch: crash.Watch, log: Path) -> None:
    (texts,) = fail(watch, ZeroDivisionError("một lỗi"))
    assert "không mất gì" in texts
    text = log.read_text(encoding="utf-8")
    assert "ZeroDivisionError: một lỗi" in text
    assert "test_crash.py" in text
    assert QGuiApplication.clipboard().text() in text
    assert watch.dialog is None


def test_a_known_failure_speaks_for_itself(watch: crash.Watch) -> None:
    assert fail(watch, KnownError("Ổ đĩa đã đầy.")) == ["Ổ đĩa đã đầy."]


def test_a_failure_in_a_thread_comes_to_the_window(watch: crash.Watch, qtbot: QtBot) -> None:
    texts: list[int] = []

    def answer() -> None:
        if watch.dialog is not None:
            texts.append(threading.get_ident())
            watch.dialog.go_on.click()

    timer = QTimer()
    timer.timeout.connect(answer)
    timer.start(1)
    failure = ValueError("trong luồng")
    thread = threading.Thread(target=watch.take, args=(ValueError, failure, None))
    thread.start()
    qtbot.waitUntil(lambda: bool(texts))
    thread.join()
    assert texts == [threading.get_ident()]


def test_messages_of_qt_are_logged(log: Path) -> None:
    class Context:
        file, line = "a.cpp", 3

    crash._take_message(QtMsgType.QtWarningMsg, cast("QMessageLogContext", Context()), "chú ý")
    assert "Qt: chú ý (a.cpp:3)" in log.read_text(encoding="utf-8")


def test_a_place_without_room_for_a_log_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "in the way").touch()
    before = list(logging.getLogger().handlers)
    start_log(tmp_path / "in the way" / "a.log")
    assert logging.getLogger().handlers == before


def test_a_failing_program_goes_on(tmp_path: Path) -> None:
    code = f"""
import sys
from pathlib import Path
from typing import cast
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ui import crash
from ui.log import start_log
log = Path({str(tmp_path)!r}) / "a.log"
start_log(log)
application = QApplication([])
watch = crash.Watch(log)
watch.install()
def fail():
    QTimer.singleShot(0, lambda: watch.dialog.go_on.click())
    QTimer.singleShot(0, lambda: print("went on", flush=True))
    QTimer.singleShot(0, application.quit)
    raise RuntimeError("inside Qt")
QTimer.singleShot(0, fail)
application.exec()
"""
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True, cwd=ROOT)
    assert done.stdout.strip() == "went on", done.stderr
    assert "RuntimeError: inside Qt" in (tmp_path / "a.log").read_text(encoding="utf-8")
