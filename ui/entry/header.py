"""The heads of the form's columns."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from ui.entry.rows import Columns
from ui.look.labels import LEFT, RIGHT
from ui.look.theme import Theme


class FormHeader(QHeaderView):
    """The heads of the columns, over numbers to the right."""

    def __init__(self, columns: Columns, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.columns = columns
        self.theme = theme
        self.setMinimumSectionSize(1)
        self.setFixedHeight(theme.row() + theme.px(18 if columns.reports else 2))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:  # noqa: N802
        """Qt: draw one head."""
        theme, at = self.theme, self.columns
        painter.fillRect(rect, theme["base"])
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme["line"])
        painter.setFont(theme.font(-0.5))
        painter.setPen(theme["text2"])
        space = theme.px(8)
        if not at.reports and at.label <= section < at.value:  # columns of breakdowns alone have no heads of their own
            painter.setClipRect(rect)
            left, right = (self.sectionViewportPosition(column) for column in (at.label, at.value))
            section, rect = at.label, QRect(left, rect.top(), right - left, rect.height())
        text = str(self.model().headerData(section, Qt.Orientation.Horizontal))
        to_right = section in (at.value, at.last, at.change) or section in at.periods
        head, _, below = text.partition("\n")
        room = rect.adjusted(space, 0, -space, 0)
        if at.reports:
            half = rect.height() // 2
            painter.drawText(room.adjusted(0, half, 0, 0), RIGHT if to_right else LEFT, below or head)
            if not below:
                return
            painter.setPen(theme["text"])
            room = room.adjusted(0, 0, 0, -half)
        painter.drawText(room, RIGHT if to_right else LEFT, head)
