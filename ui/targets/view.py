"""A list of a plan on the screen: one table, its model and its delegate; groups fold, Enter answers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent

from forms.offices.plan import PlanTarget, PlanTask
from ui.look.line_model import Index, LineModel
from ui.look.line_table import LineTable
from ui.look.theme import Theme
from ui.targets.painting import PlanDelegate, PlanHeader, widths
from ui.targets.rows import PlanRow

NAME = 1  # the column that is named, which takes what the others leave


class PlanModel(LineModel[PlanRow]):
    """The rows of a list, and the heads over them."""

    def __init__(self) -> None:
        super().__init__(())

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Qt: what stands in a cell; of the whole row for who listens."""
        if not index.isValid():
            return None
        row = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.texts[index.column()] if index.column() < len(row.texts) else ""
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.aloud
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row.line, PlanTarget):
            return f"{row.line.full}\n{row.line.agency}".strip()
        return None


class PlanView(LineTable[PlanRow]):
    """The table; a row is chosen with the arrows, folded with left and right, answered with Enter."""

    answer_wanted = Signal(object)  # PlanTarget or PlanTask
    fold_wanted = Signal(str, bool)  # a group, and whether it is to be folded
    run_wanted = Signal(object)  # the ids of lines that are to be shown again

    def __init__(self, theme: Theme) -> None:
        use = "Lên, xuống để chọn; trái, phải để thu gọn, mở nhóm; Enter để ghi số liệu"
        super().__init__(theme, PlanModel(), "Danh sách của kế hoạch", use)
        self.setItemDelegate(PlanDelegate(theme, self))
        self.verticalHeader().setMinimumSectionSize(theme.row())
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)  # a narrow list scrolls to its end
        self.take_header(PlanHeader(theme, self))
        self.doubleClicked.connect(self._open)
        self.clicked.connect(self._clicked)

    def show_lines(self, rows: Sequence[PlanRow], heads: Sequence[str]) -> None:
        """Show other rows, and stay at the line that was chosen where it is still among them."""
        chosen, before = self.line(), self.currentIndex().row()
        self.model_of_lines.show_lines(rows, heads)
        self.clearSpans()
        for number, row in enumerate(rows):
            if row.line is None:
                self.setSpan(number, NAME, 1, len(heads) - NAME)
        self._arrange()
        same = next(
            (n for n, row in enumerate(rows) if chosen and _same(row, chosen)), min(max(before, 0), len(rows) - 1)
        )
        if rows:
            self.setCurrentIndex(self.model_of_lines.index(same, 0))
        self.line_chosen.emit(self.line())

    def go_to(self, order: int) -> None:
        """Choose the line of a number."""
        for number, row in enumerate(self.model_of_lines.lines):
            if row.line is not None and row.line.order == order:
                self.setCurrentIndex(self.model_of_lines.index(number, 0))
                self.scrollTo(self.model_of_lines.index(number, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own
        """Qt: columns step aside in a narrow list, names break anew."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._arrange()

    def _arrange(self) -> None:
        shown, room = self.model_of_lines, self.viewport().width()
        for column, width in enumerate(widths(self.theme, shown.heads, room, shown.lines)):
            self.setColumnHidden(column, not width)
            if width:
                self.setColumnWidth(column, width)
        self.resizeRowsToContents()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own
        """Qt: Enter answers or folds, left and right fold and open."""
        row = self.line()
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space | Qt.Key.Key_F2:
                self._open()
            case Qt.Key.Key_Right if row is not None and row.run:
                self._open()
            case Qt.Key.Key_Left | Qt.Key.Key_Right if row is not None and row.group:
                self.fold_wanted.emit(row.group, event.key() == Qt.Key.Key_Left)
            case _:
                super().keyPressEvent(event)

    def _open(self) -> None:
        row = self.line()
        if row is not None and row.run:
            self.run_wanted.emit(row.run)
        elif row is not None and row.line is None:
            self.fold_wanted.emit(row.group, not row.folded)
        elif row is not None and row.attainment is not None:
            self.answer_wanted.emit(row.line)

    def _clicked(self) -> None:
        row = self.line()
        if row is not None and row.line is None:
            self._open()


def _same(row: PlanRow, other: PlanRow) -> bool:
    """Whether two rows are about the same line, or the same group."""
    mine: PlanTarget | PlanTask | None = row.line
    if mine is None or other.line is None:
        return mine is other.line and (row.group, row.run) == (other.group, other.run)
    return mine.id == other.line.id
