"""The list of what is to be done: two lines of words a row, the day first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem

from ui.agenda.lines import BY_DAY, DAY, FILLED, NAME, WANTED, AgendaLine
from ui.jobs.agenda.holding import Debtor
from ui.jobs.agenda.waiting import Urgency
from ui.look.icons import pixmap
from ui.look.labels import shortened
from ui.look.line_model import Index, LineModel
from ui.look.line_table import LineDelegate, LineTable
from ui.look.theme import Theme

_WIDEST = (f"{Urgency.OPEN.label}_", "", "888/888 ô_", "")
_SIGN = 34  # pixels at 100 % before the words of the first column
_BAR = 4  # pixels at 100 %: how high
_STEPS = ((520, WANTED), (400, FILLED))  # widths at 100 % below which a column goes


class AgendaModel(LineModel[AgendaLine]):
    """The lines; whole ones for who listens."""

    def __init__(self) -> None:
        super().__init__(BY_DAY)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Qt: what stands in a cell."""
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return "\n".join(filter(None, line.texts[index.column()])) or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return "; ".join(text for pair in line.texts for text in pair if text)
        return None


class AgendaPainter(LineDelegate):
    """Draws one cell: a sign before the day, a bar before how full a report is."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: draw one cell."""
        theme, rect, column = self.theme, option.rect, index.column()
        line: AgendaLine = index.model().lines[index.row()]  # type: ignore[attr-defined]
        painter.save()
        self.paint_ground(painter, rect, index)
        inner = rect.adjusted(theme.px(8), theme.px(6), -theme.px(8), -theme.px(6))
        if column == DAY:
            size = theme.px(18)
            picture = pixmap(line.picture, theme[line.colour], size)
            painter.drawPixmap(rect.left() + theme.px(10), rect.center().y() - size // 2, picture)
            inner.setLeft(rect.left() + theme.px(_SIGN))
        if column == FILLED and line.percent is not None:
            self._bar(painter, inner, line.percent)
        upper, lower = line.texts[column]
        said = {DAY} if isinstance(line.about, Debtor) else {DAY, WANTED}
        warned = line.colour == "warning" and column in said
        strong = (upper, theme.font(bold=column in (DAY, NAME)), "warning" if warned else "text")
        weak = (lower, theme.font(-0.5), "warning" if warned and column == DAY else "text2")
        sides = (Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom)
        if not lower:
            sides = (Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignBottom)
        for (text, font, pen), side in zip((strong, weak), sides, strict=True):
            painter.setFont(font)
            painter.setPen(theme[pen])
            painter.drawText(inner, int(side.value), shortened(text, painter.fontMetrics(), inner.width()))
        painter.restore()

    def _bar(self, painter: QPainter, rect: QRect, percent: int) -> None:
        theme = self.theme
        place = QRect(rect.left() + theme.px(44), rect.top() + theme.px(6), rect.width() - theme.px(44), theme.px(_BAR))
        painter.fillRect(place, theme["line"])
        place.setWidth(place.width() * percent // 100)
        painter.fillRect(place, theme["ok" if percent == 100 else "warningmark"])


class AgendaList(LineTable[AgendaLine]):
    """The list; a line is chosen with the arrows, Enter opens its report."""

    opened = Signal(object)  # AgendaLine

    def __init__(self, theme: Theme) -> None:
        self.agenda = AgendaModel()
        super().__init__(theme, self.agenda, "Việc của tôi", "Lên, xuống để chọn; Enter để mở; Tab sang chi tiết")
        self.setItemDelegate(AgendaPainter(theme, self))
        self.verticalHeader().setDefaultSectionSize(theme.metrics().height() * 2 + theme.px(14))
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.doubleClicked.connect(lambda _: self._open())

    def show_lines(self, lines: Sequence[AgendaLine], heads: Sequence[str]) -> None:
        """Show other lines, and stay at the one that was chosen; at the first, where it was the first."""
        chosen = self.line() if self.currentIndex().row() else None
        self.agenda.show_lines(lines, heads)
        keys = [line.key for line in lines]
        row = keys.index(chosen.key) if chosen and chosen.key in keys else 0
        if lines:
            self.setCurrentIndex(self.agenda.index(row, DAY))
        self._fit()
        self.line_chosen.emit(self.line())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own
        """Qt: Enter opens."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        if (line := self.line()) is not None:
            self.opened.emit(line)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own
        """Qt: the columns follow the width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Day and count have what they need; the names and what is wanted share the rest, or step aside."""
        theme, room = self.theme, self.viewport().width()
        gone = {column for width, column in _STEPS if room < width * theme.zoom}
        for column in range(len(BY_DAY)):
            self.setColumnHidden(column, column in gone)
        rest = room
        for column, text in enumerate(_WIDEST):
            if text and column not in gone:
                more = _SIGN if column == DAY else 44
                width = theme.metrics(bold=True).horizontalAdvance(text) + theme.px(more)
                self.setColumnWidth(column, width)
                rest -= width
        self.setColumnWidth(NAME, rest if WANTED in gone else rest * 11 // 20)
        self.setColumnWidth(WANTED, rest - rest * 11 // 20)
