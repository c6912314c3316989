"""The room of a page: as high as the window leaves it, and scrolled where the page needs more than that."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ui.look.labels import ground


class Room(QScrollArea):
    """Holds a page so that nothing of it is cut, however low the window is."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self._page = page
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setViewport(ground(QPalette.ColorRole.Base))
        page.setBackgroundRole(QPalette.ColorRole.Base)
        self.setWidget(page)
        page.installEventFilter(self)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Qt: the page gets the new room."""
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, page: QObject, event: QEvent) -> bool:  # noqa: N802
        """Qt: a page that holds something else now may need more height, or less."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(page, event)

    def _fit(self) -> None:
        """Give the page all there is, or the height that it needs beside a scroll bar."""
        room = self.maximumViewportSize()
        if self._least(room.width()) > room.height():
            room.setWidth(room.width() - self.verticalScrollBar().sizeHint().width())
        self._page.resize(room.width(), max(self._least(room.width()), room.height()))

    def _least(self, width: int) -> int:
        """The height that the page needs at a width."""
        layout = self._page.layout()
        if layout is None:
            return 0
        return layout.totalMinimumHeightForWidth(width) if layout.hasHeightForWidth() else layout.minimumSize().height()
