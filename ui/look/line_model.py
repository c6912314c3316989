"""A list of lines under heads, as Qt's tables ask for it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
Line = TypeVar("Line")
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class LineModel(QAbstractTableModel, Generic[Line]):
    """Lines of one kind; the heads over numbers stand at the right."""

    def __init__(self, heads: Sequence[str], numbers: Collection[int] = ()) -> None:
        super().__init__()
        self.lines: Sequence[Line] = ()
        self.heads, self._numbers = heads, numbers

    def show_lines(self, lines: Sequence[Line], heads: Sequence[str] | None = None) -> None:
        """Show other lines, under other heads where they have any."""
        self.beginResetModel()
        self.lines, self.heads = lines, self.heads if heads is None else heads
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's own
        """Qt: one a line."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's own
        """Qt: one a head."""
        return 0 if parent.isValid() else len(self.heads)

    def headerData(  # noqa: N802 - Qt's own
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | int | None:
        """Qt: the heads."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(section)
        return self.heads[section] if role == Qt.ItemDataRole.DisplayRole else None

    def alignment(self, column: int) -> int:
        """Where the words of a column stand, as Qt's number."""
        side = Qt.AlignmentFlag.AlignRight if column in self._numbers else Qt.AlignmentFlag.AlignLeft
        return int((side | _MIDDLE).value)
