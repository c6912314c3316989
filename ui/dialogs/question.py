"""Asking for a short text: the note of a cell, the reason why a finding stands."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ui.look.labels import button, label
from ui.look.theme import Theme


class Question(QDialog):
    """A question with a field of a few lines; Ctrl+Enter takes it, Esc leaves things as they are.

    What is `offered` as an answer is taken by a button of its own.
    """

    def __init__(self, title: str, question: str, text: str, theme: Theme, parent: QWidget, offered: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(theme.px(480), theme.px(240))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
        caption = label(theme, question, wrap=True)
        self.field = QPlainTextEdit(text)
        self.field.setFont(theme.font())
        self.field.setTabChangesFocus(True)
        self.field.setAccessibleName(title)
        self.field.setAccessibleDescription(question)
        caption.setBuddy(self.field)
        layout.addWidget(caption)
        layout.addWidget(self.field, 1)
        foot = QHBoxLayout()
        if offered:
            self.offer = button(theme, offered)
            self.offer.clicked.connect(lambda: self._take(offered))
            foot.addWidget(self.offer)
        self.take = button(theme, "Ghi  (Ctrl+Enter)", "primary")
        self.take.clicked.connect(self.accept)
        leave = button(theme, "Bỏ qua")
        leave.clicked.connect(self.reject)
        foot.addStretch()
        foot.addWidget(self.take)
        foot.addWidget(leave)
        layout.addLayout(foot)

    def _take(self, answer: str) -> None:
        self.field.setPlainText(answer)
        self.accept()

    def answer(self) -> str:
        """What was written, without blank ends."""
        return self.field.toPlainText().strip()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Qt: Ctrl+Enter takes the text."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept()
            return
        super().keyPressEvent(event)
