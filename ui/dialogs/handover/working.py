"""A dialog whose work takes longer than a moment: it is done beside the window, which does not freeze."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QThread, Signal
from PySide6.QtWidgets import QWidget

from ui.dialogs.dialog import Dialog
from ui.look.labels import label
from ui.look.theme import Theme
from ui.refusal import attempt


class Work(QThread):
    """Does one thing beside the window."""

    done = Signal(object)
    failed = Signal(str)  # a sentence

    def __init__(self, action: Callable[[], object]) -> None:
        super().__init__()
        self._action = action

    def run(self) -> None:
        """Qt: the work of the thread."""
        attempt(lambda: self.done.emit(self._action()), self.failed.emit)


class WorkingDialog(Dialog):
    """A dialog that stays until its work is done; `outcome` says what it does and did."""

    def __init__(self, theme: Theme, title: str, about: str, accept: str, parent: QWidget | None) -> None:
        super().__init__(theme, title, about, accept, parent)
        self.outcome = label(theme, colour="text2", wrap=True)
        self._work: Work | None = None

    def finish(self) -> None:
        """Put the outcome before the buttons."""
        self.body.addWidget(self.outcome)
        super().finish()

    def work(self, doing: str, action: Callable[[], object], then: Callable[[object], object]) -> None:
        """Say what is being done, do it beside the window, and go on with what came of it."""
        if self._work is not None:
            return
        self.refusal.hide()
        self.outcome.setText(doing)
        self.accept_button.setEnabled(False)
        self._work = work = Work(action)
        work.done.connect(then)
        work.failed.connect(self._failed)
        work.finished.connect(self._finished)
        work.start()

    def _failed(self, text: str) -> None:
        self.outcome.clear()
        self.refuse(text)

    def _finished(self) -> None:
        self._work = None
        self.accept_button.setEnabled(True)

    def reject(self) -> None:
        """Leave; what is being done is finished first."""
        if self._work is not None:
            self._work.wait()
        super().reject()
