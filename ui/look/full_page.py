"""A page that stands alone in the window, in the place of a section and of what is said of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class FullPage(QWidget):
    """A page with all the room beside the list of sections."""

    announced = Signal(str)  # something that happened

    def settle(self) -> bool:
        """Store what is being typed; False, with the reason in view, where that cannot be done yet."""
        return True
