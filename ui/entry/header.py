"""The heads of the form's columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView

from ui.entry.painting import LEFT, RIGHT

if TYPE_CHECKING:
    from ui.entry.view import FormView


class FormHeader(QHeaderView):
    """The heads of the columns, over numbers to the right."""

    def __init__(self, view: FormView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self.view = view
        self.setMinimumSectionSize(1)
        self.setFixedHeight(view.theme.row() + view.theme.px(2))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:  # noqa: N802
        """Qt: draw one head."""
        theme, at = self.view.theme, self.view.form.columns
        painter.fillRect(rect, theme["base"])
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme["line"])
        painter.setFont(theme.font(-0.5))
        painter.setPen(theme["text2"])
        text = str(self.view.form.headerData(section, Qt.Orientation.Horizontal))
        space = theme.px(8)
        align = RIGHT if section in (at.value, at.last, at.change) else LEFT
        painter.drawText(rect.adjusted(space, 0, -space, 0), align, text)
