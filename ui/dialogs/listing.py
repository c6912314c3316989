"""A dialog that lists what the file knows, a line each, with what can be done to the list under it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui.look.labels import button, label
from ui.look.theme import Theme
from ui.refusal import attempt


class Item(NamedTuple):
    """The texts of a line, whether it is the one that counts now, and what more there is to know of it."""

    texts: Sequence[str]
    counts: bool = False
    more: str = ""


class Listing(QDialog):
    """A table of lines, its `wide` columns with the room that the others leave; `message` stands above it.

    What is refused is said under it.
    """

    def __init__(
        self, theme: Theme, title: str, heads: Sequence[str], wide: Sequence[int], parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setWindowTitle(title)
        self.setPalette(theme.palette())
        self.setStyleSheet(theme.sheet())
        self.setFont(theme.font())
        self.resize(theme.within(self, 920, 460))
        self.message = label(theme, wrap=True)
        self.refusal = label(theme, colour="error", wrap=True)
        self.refusal.setVisible(False)
        self.table = _table(theme, title, heads)
        self.table.resized.connect(self._share)
        self._wide = wide
        self.foot = QHBoxLayout()
        self.foot.setSpacing(theme.px(8))
        down = QVBoxLayout(self)
        down.setContentsMargins(theme.px(20), theme.px(16), theme.px(20), theme.px(14))
        down.setSpacing(theme.px(10))
        down.addWidget(label(theme, title, delta=3, bold=True))
        down.addWidget(self.message)
        down.addWidget(self.table, 1)
        down.addWidget(self.refusal)
        down.addLayout(self.foot)

    def offer(self, text: str, act: Callable[[], object], kind: str = "") -> QPushButton:
        """Add a button under the list; what it is refused is said, and a new try takes the refusal away."""
        found = button(self.theme, text, kind)
        found.setMinimumHeight(self.theme.px(32))

        def done() -> None:
            self.refusal.hide()
            attempt(act, self._refuse)

        found.clicked.connect(done)
        self.foot.addWidget(found)
        return found

    def finish(self) -> None:
        """Put the way out at the end of the buttons; the last call of a constructor."""
        self.foot.addStretch()
        leave = button(self.theme, "Đóng")
        leave.setMinimumHeight(self.theme.px(32))
        leave.clicked.connect(self.reject)
        self.foot.addWidget(leave)

    def show_lines(self, lines: Sequence[Item]) -> None:
        """Fill the table; the line that has the focus keeps its place."""
        here = self.table.currentRow()
        self.table.setRowCount(len(lines))
        for row, line in enumerate(lines):
            for column, text in enumerate(line.texts):
                cell = QTableWidgetItem(text)
                cell.setToolTip("\n".join(part for part in (text, line.more) if part))
                cell.setFont(self.theme.font(bold=line.counts))
                self.table.setItem(row, column, cell)
        if lines:
            self.table.setCurrentCell(min(max(here, 0), len(lines) - 1), 0)
        self._share()

    def _share(self) -> None:
        """Give the wide columns what the others leave; where their longest word has no room in that, one scrolls."""
        table, head = self.table, self.table.horizontalHeader()
        others = [column for column in range(table.columnCount()) if column not in self._wide]
        taken = sum(max(table.sizeHintForColumn(one), head.sectionSizeHint(one)) for one in others)
        room = table.viewport().width() - taken
        needs = {column: max(self._longest_word(column), head.sectionSizeHint(column)) for column in self._wide}
        widest_first = sorted(needs, key=lambda column: -needs[column])
        for sharing, column in zip(range(len(needs), 0, -1), widest_first, strict=True):
            fits = needs[column] <= room // sharing
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch if fits else QHeaderView.ResizeMode.Fixed)
            if not fits:
                head.resizeSection(column, needs[column])
                room -= needs[column]
        table.resizeRowsToContents()  # Qt follows texts with their heights, not widths

    def _longest_word(self, column: int) -> int:
        """How wide a column must be for its longest word to stand whole."""
        metrics = self.theme.metrics(bold=True)
        cells = (self.table.item(row, column) for row in range(self.table.rowCount()))
        words = (word for cell in cells if cell is not None for word in cell.text().split())
        return max(map(metrics.horizontalAdvance, words), default=0) + self.theme.px(16)

    @property
    def row(self) -> int:
        """The line that has the focus; -1 for none."""
        return self.table.currentRow()

    def _refuse(self, reason: str) -> None:
        self.refusal.setText(reason)
        self.refusal.setVisible(True)


class _Table(QTableWidget):
    """A table that says when it got another room, since the dialog around it knows that sooner."""

    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own
        super().resizeEvent(event)
        self.resized.emit()


def _table(theme: Theme, title: str, heads: Sequence[str]) -> _Table:
    found = _Table(0, len(heads))
    found.setFont(theme.font())
    found.setHorizontalHeaderLabels(list(heads))
    head = found.horizontalHeader()
    head.setFont(theme.font(-0.5))
    head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    head.setHighlightSections(False)
    found.verticalHeader().hide()
    found.verticalHeader().setMinimumSectionSize(theme.row())
    found.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    found.setWordWrap(True)
    found.setStyleSheet(
        f"QTableView::item {{ padding: {theme.px(4)}px; border-bottom: 1px solid {theme['line'].name()}; }}"
        f"QTableView::item:selected {{ background: {theme['accentsoft'].name()}; color: {theme['text'].name()}; }}"
    )
    found.setShowGrid(False)
    found.setAccessibleName(title)
    found.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    found.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    found.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    found.setTabKeyNavigation(False)
    return found
