"""What happens when the program itself fails: the trace goes to the log, one calm dialog says so, work goes on.

Nothing typed is lost by it: every finished cell is on disk before the next one has the focus.
"""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, QUrl, Signal, qInstallMessageHandler
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox

from forms.errors import KnownError
from ui.log import LOG, write_down

_COPIED = 20_000  # characters of the log's end that are copied
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_APOLOGY = (
    "Chương trình vừa gặp một lỗi của chính nó. Mọi ô đã nhập xong đều đã được lưu, không mất gì.\n\n"
    "Bấm Tiếp tục để làm tiếp. Nếu lỗi lặp lại, đề nghị sao chép nhật ký và gửi cho người phụ trách phần mềm."
)


class CrashDialog(QMessageBox):
    """Says that nothing is lost, offers the log, and asks whether to go on."""

    def __init__(self, log: Path, text: str = _APOLOGY) -> None:
        super().__init__()
        self.setObjectName("crash")
        self.setWindowTitle("BaoCao42")
        self.setText(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._log = log
        self.go_on = self.addButton("Tiếp tục", QMessageBox.ButtonRole.AcceptRole)
        self.close_program = self.addButton("Đóng chương trình", QMessageBox.ButtonRole.DestructiveRole)
        self.setDefaultButton(self.go_on)
        self.setEscapeButton(self.go_on)
        for name, act in (("Mở nhật ký", self._open), ("Sao chép nhật ký", self.copy_log)):
            added = self.addButton(name, QMessageBox.ButtonRole.ActionRole)
            added.clicked.disconnect()  # these two leave the dialog open
            added.clicked.connect(act)

    def copy_log(self) -> None:
        """Put the end of the log on the clipboard."""
        try:
            text = self._log.read_text(encoding="utf-8", errors="replace")
        except OSError as error:
            text = f"{self._log}: {error}"
        QGuiApplication.clipboard().setText(text[-_COPIED:])

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._log)))


class Watch(QObject):
    """Takes every failure that nobody caught, from any thread, and shows the dialog in the window's."""

    _failed = Signal(str)

    def __init__(self, log: Path) -> None:
        super().__init__()
        self._log = log
        self.dialog: CrashDialog | None = None
        self._failed.connect(self._show)

    def install(self) -> None:
        """Take over from Python and Qt."""
        sys.excepthook = self.take
        threading.excepthook = lambda raised: self.take(
            raised.exc_type, raised.exc_value or raised.exc_type(), raised.exc_traceback
        )
        qInstallMessageHandler(_take_message)
        with suppress(OSError):
            # what fails below Python goes to a file of its own that never rotates: its number must stay its own
            self._faults = self._log.with_suffix(".fault.log").open("a", encoding="utf-8")
            faulthandler.enable(self._faults)

    def take(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log a failure and show it; a known one is said in its own words."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        write_down(error.with_traceback(trace), self._log)
        if sys.stderr is not None:
            sys.__excepthook__(kind, error, trace)
        self._failed.emit(str(error) if isinstance(error, KnownError) else "")

    def _show(self, known: str) -> None:
        if self.dialog is not None:  # one dialog however often it fails
            return
        self.dialog = CrashDialog(self._log)
        if known:
            self.dialog.setText(known)
        try:
            self.dialog.exec()
            ended = self.dialog.clickedButton() is self.dialog.close_program
        finally:
            self.dialog = None
        if ended:
            QApplication.closeAllWindows()
            QApplication.quit()


def _take_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    LOG.log(_LEVELS.get(kind, logging.WARNING), "Qt: %s (%s:%s)", text, context.file, context.line)
