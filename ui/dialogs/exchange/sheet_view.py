"""One sheet of somebody's workbook on the screen: what its cells show, merged ones as one, and where to point."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from forms.values.spreadsheet import Position, letters
from ui.look.line_model import Index
from ui.look.theme import Theme

_MOST_SPANS = 2000  # merged cells that are shown as one
_MOST_HIGH = 300  # rows whose height follows their words
_NARROWEST, _WIDEST = 56, 220  # pixels of a column


class SheetModel(QAbstractTableModel):
    """One sheet: texts by place, and for some places a ground (a colour of the theme) and what is to know."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.shown: Mapping[Position, str] = {}
        self.grounds: Mapping[Position, str] = {}
        self.tips: Mapping[Position, str] = {}
        self.rows = self.columns = 0

    def show_sheet(
        self,
        shown: Mapping[Position, str],
        grounds: Mapping[Position, str] | None = None,
        tips: Mapping[Position, str] | None = None,
    ) -> None:
        """Show a sheet."""
        self.beginResetModel()
        self.shown, self.grounds, self.tips = shown, grounds or {}, tips or {}
        self.rows = max((row for row, _ in (*shown, *self.grounds)), default=0)
        self.columns = max((column for _, column in (*shown, *self.grounds)), default=0)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's own
        """Qt: as far as anything stands."""
        return 0 if parent.isValid() else self.rows

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's own
        """Qt: as far as anything stands."""
        return 0 if parent.isValid() else self.columns

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | QColor | int | None:
        """Qt: what stands in a cell; numbers to the right."""
        at = (index.row() + 1, index.column() + 1)
        if role == Qt.ItemDataRole.DisplayRole:
            return self.shown.get(at)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.tips.get(at) or self.shown.get(at)
        if role == Qt.ItemDataRole.BackgroundRole and at in self.grounds:
            return self._theme[self.grounds[at]]
        if role == Qt.ItemDataRole.TextAlignmentRole and not any(map(str.isalpha, self.shown.get(at, ""))):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(  # noqa: N802 - Qt's own
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """Qt: numbers of rows and letters of columns, as spreadsheets have them."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return str(section + 1) if orientation is Qt.Orientation.Vertical else letters(section + 1)


class _ChosenFrame(QStyledItemDelegate):
    """Frames the cell that is chosen, so that its ground is still seen."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: the cell as if it were not chosen, then the frame."""
        plain, state = QStyleOptionViewItem(option), QStyle.StateFlag
        chosen = bool(option.state & state.State_Selected)
        plain.state &= ~(state.State_Selected | state.State_HasFocus)
        super().paint(painter, plain, index)
        if chosen:
            width = self._theme.px(2)
            painter.save()
            painter.setPen(QPen(self._theme["accent"], width))
            inset = width // 2 + 1
            painter.drawRect(option.rect.adjusted(inset - 1, inset - 1, -inset, -inset))
            painter.restore()


class SheetView(QTableView):
    """The sheet; Enter points at the cell that is chosen, the space bar says yes to it, Delete takes that back."""

    pointed = Signal()
    agreed = Signal()
    dropped = Signal()
    moved = Signal()  # another cell is chosen

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self.sheet = SheetModel(theme)
        self.setModel(self.sheet)
        self.setAccessibleName(name)
        self.setFont(theme.font())
        self.horizontalHeader().setFont(theme.font(-0.5))
        self.verticalHeader().setFont(theme.font(-0.5))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setMinimumHeight(theme.px(150))
        self.setItemDelegate(_ChosenFrame(theme, self))
        self.selectionModel().currentChanged.connect(self.moved)

    @property
    def here(self) -> Position | None:
        """The place that is chosen; None for none."""
        index = self.currentIndex()
        return (index.row() + 1, index.column() + 1) if index.isValid() else None

    def go_to(self, at: Position) -> None:
        """Choose a place, the last one where the sheet ends before it."""
        row, column = min(at[0], self.sheet.rows), min(at[1], self.sheet.columns)
        self.setCurrentIndex(self.sheet.index(row - 1, column - 1))

    def lay_out(self, merged: Mapping[Position, Position] | None = None) -> None:
        """Let cells be as wide as their words, merged ones one."""
        self.clearSpans()
        ends: dict[Position, Position] = {}
        for at, lead in (merged or {}).items():
            ends[lead] = max(ends.get(lead, lead), at)
        metrics, least, most = self._theme.metrics(), self._theme.px(_NARROWEST), self._theme.px(_WIDEST)
        widths = dict.fromkeys(range(1, self.sheet.columns + 1), least)
        for at, text in self.sheet.shown.items():
            if at not in (merged or {}) and widths[at[1]] < most:
                widths[at[1]] = max(widths[at[1]], metrics.horizontalAdvance(text) + self._theme.px(14))
        for column, width in widths.items():
            self.setColumnWidth(column - 1, min(width, most))
        for (top, left), (bottom, right) in islice(ends.items(), _MOST_SPANS):
            self.setSpan(top - 1, left - 1, bottom - top + 1, right - left + 1)
        if self.sheet.rows <= _MOST_HIGH:
            self.resizeRowsToContents()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own
        """Qt: Enter points, the space bar says yes, Delete takes it back."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.pointed.emit()
        elif event.key() == Qt.Key.Key_Space:
            self.agreed.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.dropped.emit()
        else:
            super().keyPressEvent(event)
