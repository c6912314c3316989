"""The history of a cell: who wrote what and when, and the way back to an earlier value."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from forms.report.cells import STATE_LABELS, Cell
from forms.report.entry import shown
from forms.values import clock
from storage.tables.cells import HistoryEntry
from ui.look.labels import button, label
from ui.look.theme import Theme


def in_words(cell: Cell | None) -> str:
    """A value of the past in words."""
    if cell is None:
        return "(trống)"
    if cell.number is None:
        return STATE_LABELS[cell.state]
    return shown(cell) + (f"  (={cell.working})" if cell.working else "")


class HistoryDialog(QDialog):
    """The changes of one cell, newest first."""

    restore_wanted = Signal(object)  # Cell | None

    def __init__(self, place: str, entries: Sequence[HistoryEntry], theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.entries = entries
        self.setWindowTitle("Lịch sử ô số liệu")
        self.resize(theme.within(self, 620, 380))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
        layout.addWidget(label(theme, place, bold=True, wrap=True))
        self.table = QTableWidget(len(entries), 4)
        self.table.setFont(theme.font())
        self.table.setHorizontalHeaderLabels(["Lúc", "Người sửa", "Số cũ", "Số mới"])
        self.table.horizontalHeader().setFont(theme.font(-0.5))
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(theme.row())
        self.table.setShowGrid(False)
        self.table.setAccessibleName(f"Lịch sử: {place}")
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        for row, entry in enumerate(entries):
            texts = (f"{clock.local(entry.at):%d/%m/%Y %H:%M:%S}", entry.who, in_words(entry.old), in_words(entry.new))
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                if column > 1:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(row, column, item)
        layout.addWidget(self.table, 1)
        if not entries:
            layout.addWidget(label(theme, "Ô này chưa có lần sửa nào.", colour="text2"))
        foot = QHBoxLayout()
        self.restore = button(theme, "Khôi phục số cũ của dòng này", "primary")
        self.restore.setEnabled(bool(entries))
        self.restore.clicked.connect(self._restore)
        close = button(theme, "Đóng")
        close.clicked.connect(self.reject)
        foot.addWidget(self.restore)
        foot.addStretch()
        foot.addWidget(close)
        layout.addLayout(foot)
        self.table.setCurrentCell(0, 0)

    def _restore(self) -> None:
        row = self.table.currentRow()
        if 0 <= row < len(self.entries):
            self.accept()
            self.restore_wanted.emit(self.entries[row].old)
