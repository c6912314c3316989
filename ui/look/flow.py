"""A row of widgets that goes on beneath itself where it has no room."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Flow(QLayout):
    """Lays widgets one after the other, each as wide as it wants, line under line; `stacked` has one in each."""

    def __init__(self, spacing: int, *widgets: QWidget) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.stacked = False
        self.setSpacing(spacing)
        for widget in widgets:
            self.addWidget(widget)

    def addItem(self, item: QLayoutItem, /) -> None:  # noqa: N802 - Qt's own name
        """Take one more widget."""
        self._items.append(item)

    def count(self) -> int:
        """How many widgets there are."""
        return len(self._items)

    def itemAt(self, index: int, /) -> QLayoutItem | None:  # noqa: N802 - Qt's own name
        """One of them; None beyond the last."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int, /) -> QLayoutItem | None:  # noqa: N802 - Qt's own name
        """Give one of them away; None beyond the last."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 - Qt's own name
        """It wants no more room than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's own name
        """Its height follows from its width."""
        return True

    def heightForWidth(self, width: int, /) -> int:  # noqa: N802 - Qt's own name
        """How high it is at a width."""
        return self._place(QRect(0, 0, width, 0), move=False)

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's own name
        """Room for the widest of them."""
        margins, size = self.contentsMargins(), QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize().expandedTo(item.sizeHint()))
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's own name
        """Room for all of them in one line."""
        shown = [item.sizeHint().width() for item in self._shown()]
        least, margins = self.minimumSize(), self.contentsMargins()
        together = sum(shown) + self.spacing() * max(len(shown) - 1, 0) + margins.left() + margins.right()
        return least.expandedTo(QSize(together, 0))

    def setGeometry(self, rect: QRect, /) -> None:  # noqa: N802 - Qt's own name
        """Lay them out."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _place(self, rect: QRect, *, move: bool) -> int:
        """Put each where it belongs, or only say how high they are together."""
        margins = self.contentsMargins()
        room = rect.marginsRemoved(margins)
        left, top, height = room.left(), room.top(), 0
        for item in self._shown():
            size = item.sizeHint()
            if left > room.left() and (self.stacked or left + size.width() > room.left() + room.width()):
                left, top, height = room.left(), top + height + self.spacing(), 0
            if move:
                item.setGeometry(QRect(QPoint(left, top), size))
            left, height = left + size.width() + self.spacing(), max(height, size.height())
        return top + height - rect.top() + margins.bottom()
