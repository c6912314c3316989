"""A sentence that must not be missed, or a question: one calm box, its buttons named for what they do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QScrollArea, QVBoxLayout, QWidget

from ui.look.labels import button, label
from ui.look.theme import Theme

_Role = QDialogButtonBox.ButtonRole


class Box(QDialog):
    """The words and a few buttons: Enter is the one at `preferred`, Esc the last; `chosen` is which was pressed."""

    def __init__(
        self, theme: Theme, title: str, text: str, names: Sequence[str], preferred: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.chosen = len(names) - 1
        self.setWindowTitle(title)
        self.setPalette(theme.palette())
        self.setStyleSheet(theme.sheet())
        self.setAccessibleDescription(text)
        self.text = label(theme, text, wrap=True)
        longest = max(map(theme.metrics().horizontalAdvance, text.splitlines()), default=0)
        wide = min(max(longest + theme.px(4), theme.px(260)), theme.px(520))
        self.text.setFixedWidth(wide)
        box = QDialogButtonBox()
        self.buttons = [
            button(theme, name, "primary" if number == preferred else "") for number, name in enumerate(names)
        ]
        for number, each in enumerate(self.buttons):
            each.setMinimumHeight(theme.px(32))
            each.setAutoDefault(True)
            each.clicked.connect(lambda _=False, number=number: self._choose(number))
            last = number == len(names) - 1
            box.addButton(each, _Role.RejectRole if last else _Role.AcceptRole)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        down = QVBoxLayout(self)
        down.setContentsMargins(theme.px(24), theme.px(20), theme.px(24), theme.px(16))
        down.setSpacing(theme.px(16))
        down.addWidget(self._scrolled(theme, wide))
        down.addWidget(box)
        down.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)
        self.buttons[preferred].setDefault(True)
        self.buttons[preferred].setFocus()

    def _choose(self, number: int) -> None:
        self.chosen = number

    def _scrolled(self, theme: Theme, wide: int) -> QWidget:
        """The words, to be scrolled through where they are longer than the screen has room for beside the buttons."""
        most = theme.within(self, wide, 560).height() * 4 // 5
        if self.text.heightForWidth(wide) <= most:
            return self.text
        area = QScrollArea()
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(self.text)
        area.viewport().setAutoFillBackground(False)
        self.text.setAutoFillBackground(False)
        self.text.setFixedHeight(self.text.heightForWidth(wide))
        area.setFixedSize(wide + area.verticalScrollBar().sizeHint().width(), most)
        return area


def show_message(parent: QWidget, theme: Theme, text: str, title: str = "BaoCao42") -> None:
    """Say something and wait until it was read."""
    box = Box(theme, title, text, ["Đóng"], 0, parent)
    box.exec()
    box.deleteLater()


def ask(parent: QWidget, theme: Theme, title: str, text: str, *, yes: str, no: str, doubtful: bool = False) -> bool:
    """Ask whether to do something; where that is `doubtful`, Enter leaves things as they are."""
    box = Box(theme, title, text, [yes, no], 1 if doubtful else 0, parent)
    answer = bool(box.exec())
    box.deleteLater()
    return answer


def choose(parent: QWidget, theme: Theme, title: str, text: str, names: Sequence[str], preferred: int) -> int:
    """Ask which of some ways to go, the last of them leaving things as they are; Enter is the one at `preferred`."""
    box = Box(theme, title, text, names, preferred, parent)
    box.exec()
    box.deleteLater()
    return box.chosen
