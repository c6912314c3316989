"""A page that stands alone in the window, in the place of a section and of what is said of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.look.labels import label
from ui.look.theme import Theme


class FullPage(QWidget):
    """A page with all the room beside the list of sections.

    Qt's own focus proxy would make Tab leap over whatever stands before the one that is begun at.
    """

    announced = Signal(str)  # something that happened

    def begin_at(self, first: QWidget) -> None:
        """Give the focus to one of its widgets whenever the page gets it."""
        self._beginning = first

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's own
        """Qt: the focus goes to where the page begins."""
        self._beginning.setFocus(event.reason())

    def settle(self) -> bool:
        """Store what is being typed; False, with the reason in view, where that cannot be done yet."""
        return True


def page_head(theme: Theme, title: str, about: QWidget, *buttons: QWidget) -> QHBoxLayout:
    """The line at the top of a page: its title, what there is to know, which takes the room, and its buttons."""
    found = QHBoxLayout()
    found.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
    found.setSpacing(theme.px(8))
    found.addWidget(label(theme, title, 3, bold=True))
    found.addWidget(about, 1)
    for button in buttons:
        found.addWidget(button)
    return found
