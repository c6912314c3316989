"""What the matrix shows: which offices in which order, which cells, and the rows beneath them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt

from forms.report.cells import Address
from forms.report.entry import shown
from forms.report.office import phrase
from forms.values.numbers import show
from forms.values.style import ELLIPSIS
from ui.jobs.matrix import LowerOffice, Matrix, MatrixColumn
from ui.look.line_model import Index

_Name = QModelIndex()


class Order(StrEnum):
    """In which order offices stand; the value is what it is called."""

    LISTED = "Theo danh sách"
    LARGEST = "Số lớn trước"
    SMALLEST = "Số nhỏ trước"
    FARTHEST = "Cần rà soát trước"


class Which(StrEnum):
    """Which offices are shown; the value is what it is called."""

    ALL = "Mọi đơn vị"
    SILENT = "Chưa có số ở cột này"
    DOUBTFUL = "Cần rà soát ở cột này"


class _Grid(QAbstractTableModel):
    """Rows over the cells that are chosen."""

    def __init__(self, matrix: Matrix) -> None:
        super().__init__()
        self.matrix = matrix
        self.columns: list[Address] = []

    def columnCount(self, parent: Index = _Name) -> int:  # noqa: N802 - Qt's own
        """Qt: one a cell of the report."""
        return 0 if parent.isValid() else len(self.columns)

    def column(self, number: int) -> MatrixColumn:
        """The cell of a column."""
        return self.matrix.column(self.columns[number])

    def show_columns(self, columns: list[Address]) -> None:
        """Show other cells."""
        self.beginResetModel()
        self.columns = columns
        self.endResetModel()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Qt: what stands there; all of it for who listens."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(index.row(), index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            column = self.column(index.column())
            waiting = ", chờ văn bản" if self.waits(index.row(), column) else ""
            text = self.text(index.row(), index.column()) or "trống"
            return f"{self.name(index.row())}, {column.label}: {text}{waiting}"
        return None

    def headerData(  # noqa: N802 - Qt's own
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """Qt: names of offices and of cells."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if orientation is Qt.Orientation.Vertical:
            return self.name(section)
        return self.column(section).label

    def text(self, row: int, column: int) -> str:
        """What stands in a row of a column."""
        raise NotImplementedError

    def name(self, row: int) -> str:
        """What a row is called."""
        raise NotImplementedError

    def waits(self, row: int, column: MatrixColumn) -> bool:  # noqa: ARG002 - most numbers wait for nothing
        """Whether a number was given otherwise than in a report."""
        return False


class OfficeGrid(_Grid):
    """A row for each office."""

    def __init__(self, matrix: Matrix) -> None:
        super().__init__(matrix)
        self.offices: Sequence[LowerOffice] = matrix.offices

    def rowCount(self, parent: Index = _Name) -> int:  # noqa: N802 - Qt's own
        """Qt: one an office."""
        return 0 if parent.isValid() else len(self.offices)

    def text(self, row: int, column: int) -> str:
        """What an office states."""
        return self.column(column).texts[self.offices[row].number]

    def name(self, row: int) -> str:
        """The office."""
        return self.offices[row].unit.name

    def waits(self, row: int, column: MatrixColumn) -> bool:
        """Whether an office gave the number otherwise than in a report."""
        return self.offices[row].number in column.awaited

    def arrange(self, which: Which, order: Order, at: MatrixColumn | None) -> None:
        """Show some offices in an order, both as they stand in a column."""
        offices = [one for one in self.matrix.offices if at is None or _shows(which, at, one)]
        if at is not None and order is not Order.LISTED:
            offices.sort(key=_rank(order, at))
        self.layoutAboutToBeChanged.emit()
        self.offices = offices
        self.layoutChanged.emit()


def _shows(which: Which, at: MatrixColumn, office: LowerOffice) -> bool:
    if which is Which.SILENT:
        return at.texts[office.number] == ELLIPSIS
    return which is Which.ALL or office.number in at.outliers


def _rank(order: Order, at: MatrixColumn) -> Callable[[LowerOffice], tuple[int, object]]:
    """The place of an office in an order; those that say nothing come last."""
    far = list(at.outliers)

    def rank(office: LowerOffice) -> tuple[int, object]:
        if order is Order.FARTHEST:
            return (0, far.index(office.number)) if office.number in at.outliers else (1, office.number)
        part = at.stated.get(office.number)
        if part is None or part.number is None:
            return 1, office.number
        return 0, part.number.value * (-1 if order is Order.LARGEST else 1)

    return rank


class SumGrid(_Grid):
    """What offices come to, of how many, what the office above adds, what it reports, and how far apart they are."""

    TOTAL, COUNTED, ADDITION, OWN, DIFFERENCE = range(5)

    def __init__(self, matrix: Matrix) -> None:
        super().__init__(matrix)
        draft = matrix.draft
        level = draft.template.offices[draft.unit.level].label
        whole, absent = matrix.result.below.tallies.whole, len(matrix.result.below.tallies.absent)
        self.names = (
            "Tổng hợp",
            "Số đơn vị có số",
            f"{level} trực tiếp thực hiện",
            f"Số {phrase(draft, '{kind}')} báo cáo",
            "Chênh lệch",
        )
        self.counted = f"{whole}/{whole + absent}"

    def rowCount(self, parent: Index = _Name) -> int:  # noqa: N802 - Qt's own
        """Qt: always the same rows."""
        return 0 if parent.isValid() else len(self.names)

    def name(self, row: int) -> str:
        """What the row is about."""
        return self.names[row]

    def text(self, row: int, column: int) -> str:
        """The sum of a column, or what stands beside it."""
        return self.of(row, self.column(column))

    def of(self, row: int, found: MatrixColumn) -> str:
        """The sum of a column, or what stands beside it."""
        match row:
            case self.TOTAL:
                return found.total
            case self.COUNTED:
                return found.counted
            case self.ADDITION:
                return show(found.addition.number) if found.addition and found.addition.number else ""
            case self.OWN:
                return shown(found.own)
        return found.difference.words
