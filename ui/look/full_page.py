"""A page that stands alone in the window, in the place of a section and of what is said of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from ui.look.side_panel import SidePanel


class FullPage(QWidget):
    """A page with all the room beside the list of sections.

    Qt's own focus proxy would make Tab leap over whatever stands before the one that is begun at.
    """

    announced = Signal(str)  # something that happened
    _beginning: QWidget | None = None  # a page that has nothing to show is all words

    def begin_at(self, first: QWidget, panel: SidePanel | None = None) -> None:
        """Give the focus to one of its widgets whenever the page gets it, and lead from there to its panel."""
        self._beginning = first
        if panel is not None:
            panel.follows = first

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's own
        """Qt: the focus goes to where the page begins."""
        if self._beginning is not None:
            self._beginning.setFocus(event.reason())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own
        """Qt: Enter presses the button that has the focus, as in a dialog."""
        focus = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focus, QPushButton):
            focus.click()
        else:
            super().keyPressEvent(event)

    def settle(self) -> bool:
        """Store what is being typed; False, with the reason in view, where that cannot be done yet."""
        return True
