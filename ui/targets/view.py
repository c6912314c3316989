"""A list of a plan on the screen: one table, its model and its delegate; groups fold, Enter answers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from forms.offices.plan import PlanTarget, PlanTask
from ui.look.labels import ground
from ui.look.theme import Theme
from ui.targets.painting import PlanDelegate, PlanHeader, widths
from ui.targets.rows import PlanRow

_Index = QModelIndex | QPersistentModelIndex
NAME = 1  # the column that is named, which takes what the others leave


class PlanModel(QAbstractTableModel):
    """The rows of a list, and the heads over them."""

    def __init__(self) -> None:
        super().__init__()
        self.heads: Sequence[str] = ()
        self.rows: list[PlanRow] = []

    def show_rows(self, heads: Sequence[str], rows: list[PlanRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.heads, self.rows = heads, rows
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's own
        """Qt: one a row."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's own
        """Qt: one a head."""
        return 0 if parent.isValid() else len(self.heads)

    def headerData(  # noqa: N802 - Qt's own
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """Qt: the heads."""
        across = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self.heads[section] if across else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Qt: what stands in a cell; of the whole row for who listens."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.texts[index.column()] if index.column() < len(row.texts) else ""
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.aloud
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row.line, PlanTarget):
            return f"{row.line.full}\n{row.line.agency}".strip()
        return None


class PlanView(QTableView):
    """The table; a row is chosen with the arrows, folded with left and right, answered with Enter."""

    line_chosen = Signal(object)  # PlanRow, None where there is none
    answer_wanted = Signal(object)  # PlanTarget or PlanTask
    fold_wanted = Signal(str, bool)  # a group, and whether it is to be folded

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.lines = PlanModel()
        self.lines.setParent(self)
        self.setViewport(ground(self.palette().ColorRole.Base))
        self.setModel(self.lines)
        self.setItemDelegate(PlanDelegate(theme, self))
        self.setAccessibleName("Danh sách của kế hoạch")
        self.setAccessibleDescription("Lên, xuống để chọn; trái, phải để thu gọn, mở nhóm; Enter để ghi số liệu")
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
        self.verticalHeader().setMinimumSectionSize(theme.row())
        header = PlanHeader(theme, self)
        self.setHorizontalHeader(header)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.doubleClicked.connect(self._open)
        self.clicked.connect(self._clicked)

    def show_rows(self, heads: Sequence[str], rows: list[PlanRow]) -> None:
        """Show other rows, and stay at the line that was chosen where it is still among them."""
        chosen, before = self.row(), self.currentIndex().row()
        self.lines.show_rows(heads, rows)
        self.clearSpans()
        for number, row in enumerate(rows):
            if row.line is None:
                self.setSpan(number, NAME, 1, len(heads) - NAME)
        self._arrange()
        same = next(
            (n for n, row in enumerate(rows) if chosen and _same(row, chosen)), min(max(before, 0), len(rows) - 1)
        )
        if rows:
            self.setCurrentIndex(self.lines.index(same, 0))
        self.line_chosen.emit(self.row())

    def row(self) -> PlanRow | None:
        """The row that is chosen."""
        number = self.currentIndex().row()
        return self.lines.rows[number] if 0 <= number < len(self.lines.rows) else None

    def go_to(self, order: int) -> None:
        """Choose the line of a number."""
        for number, row in enumerate(self.lines.rows):
            if row.line is not None and row.line.order == order:
                self.setCurrentIndex(self.lines.index(number, 0))
                self.scrollTo(self.lines.index(number, 0))

    def currentChanged(self, now: _Index, before: _Index) -> None:  # noqa: N802 - Qt's own
        """Qt: say which line is chosen now."""
        super().currentChanged(now, before)
        if now.row() != before.row():
            self.line_chosen.emit(self.row())
            self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own
        """Qt: columns step aside in a narrow list, names break anew."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._arrange()

    def _arrange(self) -> None:
        for column, width in enumerate(widths(self.theme, self.lines.heads, self.viewport().width(), self.lines.rows)):
            self.setColumnHidden(column, not width)
            if width:
                self.setColumnWidth(column, width)
        self.resizeRowsToContents()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own
        """Qt: Enter answers or folds, left and right fold and open."""
        row = self.row()
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space | Qt.Key.Key_F2:
                self._open()
            case Qt.Key.Key_Left | Qt.Key.Key_Right if row is not None and row.group:
                self.fold_wanted.emit(row.group, event.key() == Qt.Key.Key_Left)
            case _:
                super().keyPressEvent(event)

    def _open(self) -> None:
        row = self.row()
        if row is not None and row.line is None:
            self.fold_wanted.emit(row.group, not row.folded)
        elif row is not None and row.attainment is not None:
            self.answer_wanted.emit(row.line)

    def _clicked(self) -> None:
        row = self.row()
        if row is not None and row.line is None:
            self._open()


def _same(row: PlanRow, other: PlanRow) -> bool:
    """Whether two rows are about the same line, or the same group."""
    mine: PlanTarget | PlanTask | None = row.line
    if mine is None or other.line is None:
        return mine is other.line and row.group == other.group
    return mine.id == other.line.id
