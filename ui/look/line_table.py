"""A table of which whole lines are chosen: what all such tables do alike, and the ground on which their cells stand."""

from __future__ import annotations

from typing import Generic

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QStyledItemDelegate, QTableView

from ui.look.labels import ground
from ui.look.line_model import Index, Line, LineModel
from ui.look.theme import Theme

_LEAST = 130  # pixels at 100 % of its height: some lines under their heads


class LineTable(QTableView, Generic[Line]):
    """The table over a model of lines; `name` and `use` are what those who listen hear of it."""

    line_chosen = Signal(object)  # a line, None where there is none

    def __init__(self, theme: Theme, model: LineModel[Line], name: str, use: str) -> None:
        super().__init__()
        self.theme, self.model_of_lines = theme, model
        model.setParent(self)
        self.setViewport(ground(self.palette().ColorRole.Base))
        self.setModel(model)
        self.setAccessibleName(name)
        self.setAccessibleDescription(use)
        self.setFont(theme.font())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.setMinimumHeight(theme.px(_LEAST))
        self.take_header(self.horizontalHeader())

    def take_header(self, header: QHeaderView) -> None:
        """Let a header stand over the lines; its columns are as wide as the table says."""
        if header is not self.horizontalHeader():
            self.setHorizontalHeader(header)
        header.setFont(self.theme.font(-0.5))
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def line(self) -> Line | None:
        """The line that is chosen."""
        lines, number = self.model_of_lines.lines, self.currentIndex().row()
        return lines[number] if 0 <= number < len(lines) else None

    def moveCursor(  # noqa: N802 - Qt's own
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Qt: the first and the last of whole lines are a line, not a column."""
        ends = {self.CursorAction.MoveHome: 0, self.CursorAction.MoveEnd: len(self.model_of_lines.lines) - 1}
        if action in ends:
            return self.model_of_lines.index(ends[action], max(self.currentIndex().column(), 0))
        return super().moveCursor(action, modifiers)

    def currentChanged(self, now: Index, before: Index) -> None:  # noqa: N802 - Qt's own
        """Qt: say which line is chosen now."""
        super().currentChanged(now, before)
        if now.row() != before.row():
            self.line_chosen.emit(self.line())
            self.viewport().update()


class LineDelegate(QStyledItemDelegate):
    """Draws the cells of such a table."""

    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(view)
        self.theme, self.view = theme, view

    def paint_ground(self, painter: QPainter, rect: QRect, index: Index, colour: str = "") -> None:
        """Draw what is under a cell: its colour, that of the chosen line, and the stroke that parts lines."""
        theme, chosen = self.theme, self.view.currentIndex().row() == index.row()
        if chosen or colour:
            painter.fillRect(rect, theme["accentsoft" if chosen else colour])
        if chosen and self.view.hasFocus() and index.column() == 0:
            painter.fillRect(QRect(rect.left(), rect.top(), theme.px(3), rect.height()), theme["accent"])
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme["line"])
