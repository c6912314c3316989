"""The two tables of the matrix, painted in one pass: offices above, what they come to beneath, columns in one line.

A delegate is asked for every cell by an object of its own; here a repaint walks over what is in sight once, with texts
that the columns keep, so that thousands of offices cost what thirty do.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPolygon
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from forms.values.style import ELLIPSIS
from ui.exchange.matrix_rows import OfficeGrid, SumGrid
from ui.jobs.matrix import MatrixColumn
from ui.look.labels import LEFT, RIGHT, ground, shortened
from ui.look.line_model import Index
from ui.look.theme import Theme

_LEFT = int(LEFT.value)
_RIGHT = int(RIGHT.value)
_FOOT = int((Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap).value)
_LINES = 4  # of a head
_ROWS = 3  # that are in sight at least
_AHEAD = 6  # columns that are read before they come in sight
_QUIET = {ELLIPSIS, "0", ""}


class CellLook(NamedTuple):
    """What stands in a cell, its colour, its ground and corner ("" for none), and whether it is bold."""

    text: str
    colour: str
    ground: str = ""
    bold: bool = False
    corner: str = ""


class Heads(QHeaderView):
    """Sections over figures over units; a head is as wide as its words need, and never cut."""

    def __init__(self, theme: Theme, grid: OfficeGrid, parent: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.theme, self.grid, self.table = theme, grid, parent
        self.setSectionsClickable(True)
        self.setFont(theme.font(-0.5))
        self.setMinimumSectionSize(theme.px(30))

    def width_of(self, column: MatrixColumn) -> int:
        """The width that a column needs."""
        theme = self.theme
        small, bold = theme.metrics(-0.5, bold=True), theme.metrics(bold=True).horizontalAdvance
        unit = theme.metrics(-0.5).horizontalAdvance(self._unit(column))
        addition = column.addition.number if column.addition else None
        numbers = [column.total, column.difference.words, "88.888"]
        numbers += [str(part) for part in (addition,) if part]
        values = [bold(text) for text in numbers] + [bold(column.total) if column.own else 0]
        least = max(*values, unit, *(small.horizontalAdvance(word) for word in column.label.split(" ")))
        while self._lines(column.label, least) > _LINES:
            least += theme.px(8)
        return least + theme.px(18)

    def _lines(self, text: str, width: int) -> int:
        metrics = self.theme.metrics(-0.5, bold=True)
        room = metrics.boundingRect(QRect(0, 0, width, 10_000), _FOOT, text)
        return round(room.height() / metrics.lineSpacing())

    def fit(self) -> None:
        """Make every column as wide as it needs, and the heads as high as the longest."""
        theme, grid = self.theme, self.grid
        lines = 1
        for number in range(grid.columnCount()):
            column = grid.column(number)
            width = self.width_of(column)
            self.resizeSection(number, width)
            lines = max(lines, self._lines(column.label, width - theme.px(18)))
        self.setFixedHeight(theme.metrics(-0.5).lineSpacing() * (lines + 2) + theme.px(14))
        self.table.setMinimumHeight(self.height() + _ROWS * theme.row())

    @staticmethod
    def _unit(column: MatrixColumn) -> str:
        return column.figure.unit(column.item.address.row, column.item.address.measure)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N802, N803 - Qt's own
        """Qt: draw one head, with its part of the name of the section over it."""
        theme, grid = self.theme, self.grid
        painter.save()
        painter.setClipRect(rect)
        here = self.table.currentIndex().column() == logicalIndex
        painter.fillRect(rect, theme["accentsoft" if here else "base"])
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme["line"])
        column = grid.column(logicalIndex)
        high = theme.metrics(-0.5).lineSpacing()
        first = logicalIndex
        while first and grid.column(first - 1).figure.section == column.figure.section:
            first -= 1
        if first == logicalIndex:
            painter.fillRect(QRect(rect.left(), rect.top(), 1, rect.height()), theme["line"])
        section = grid.matrix.draft.template.sections[column.figure.section]
        left = max(self.sectionViewportPosition(first), 0) + theme.px(9)
        painter.setFont(theme.font(-0.5))
        painter.setPen(theme["text2"])
        name = QRect(left, rect.top() + theme.px(4), 10_000, high)
        painter.drawText(name, _LEFT, f"{section.number}  {section.short}")
        inner = rect.adjusted(theme.px(9), high + theme.px(5), -theme.px(8), -theme.px(5))
        painter.drawText(inner, _FOOT, self._unit(column))
        painter.setFont(theme.font(-0.5, bold=here))
        painter.setPen(theme["text"])
        painter.drawText(inner.adjusted(0, 0, 0, -high), _FOOT, column.label)
        painter.restore()


class Names(QHeaderView):
    """Names at the left of a table: what a row is, and what is to be known of it."""

    def __init__(self, theme: Theme, parent: QTableView) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.theme = theme
        self.setSectionsClickable(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def remark(self, row: int) -> str:
        """What is to be known of a row."""
        grid = self.model()
        if isinstance(grid, OfficeGrid):
            return grid.offices[row].remark
        return grid.counted if isinstance(grid, SumGrid) and row == SumGrid.TOTAL else ""

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N802, N803 - Qt's own
        """Qt: draw one name."""
        theme, grid = self.theme, self.model()
        remark = self.remark(logicalIndex)
        silent = remark in ("chưa gửi", "báo cáo lại")
        strong = isinstance(grid, SumGrid) and logicalIndex == SumGrid.TOTAL
        painter.fillRect(rect, theme["base"])
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme["line"])
        painter.fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), theme["line"])
        inner = rect.adjusted(theme.px(12), 0, -theme.px(9), 0)
        wide = theme.metrics(-0.5).horizontalAdvance(remark) + theme.px(8) if remark else 0
        painter.setFont(theme.font(bold=strong))
        painter.setPen(theme["text2" if silent else "text"])
        name = str(grid.headerData(logicalIndex, Qt.Orientation.Vertical))
        painter.drawText(inner, _LEFT, shortened(name, theme.metrics(bold=strong), inner.width() - wide))
        if remark:
            painter.setFont(theme.font(-0.5))
            painter.setPen(theme["warning" if silent else "text2"])
            painter.drawText(inner, _RIGHT, remark)


class GridView(QTableView):
    """A table whose cells are painted by itself."""

    def __init__(self, theme: Theme, grid: OfficeGrid | SumGrid) -> None:
        super().__init__()
        self.theme, self.grid = theme, grid
        grid.setParent(self)
        self.setViewport(ground(self.palette().ColorRole.Base))
        self.setModel(grid)
        self.setFont(theme.font())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # columns end where those beneath do
        self.setCornerWidget(ground(self.palette().ColorRole.Base))
        plain = f"background: {theme['base'].name()}; border: 0; border-bottom: 1px solid {theme['line'].name()};"
        self.setStyleSheet(f"QTableCornerButton::section {{ {plain} }}")
        self._widths: dict[tuple[object, bool], int] = {}
        self._ahead = QTimer(self)
        self._ahead.timeout.connect(self._look_ahead)
        self.names = Names(theme, self)
        self.setVerticalHeader(self.names)
        self.names.setDefaultSectionSize(theme.row())
        self.names.setMinimumSectionSize(theme.row())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own
        """Qt: draw what is in sight, in one pass."""
        painter = QPainter(self.viewport())
        area, high = event.rect(), self.theme.row()
        rows = self._in_sight(area)
        tops = {row: self.rowViewportPosition(row) for row in rows}
        right = self.columnAt(area.right())
        last = right if right >= 0 else self.grid.columnCount() - 1
        for number in range(max(self.columnAt(area.left()), 0), last + 1):
            self._paint_column(painter, number, tops)
        for top in tops.values():
            painter.fillRect(area.left(), top + high - 1, area.width(), 1, self.theme["line"])
        self._frame(painter)
        painter.end()
        self._ahead.start()

    def _look_ahead(self) -> None:
        """Read one more of the columns beside those in sight, so that scrolling finds them read."""
        left, right = self.columnAt(0), self.columnAt(self.viewport().width() - 1)
        last = right if right >= 0 else self.grid.columnCount() - 1
        near = range(max(left - _AHEAD, 0), min(last + _AHEAD + 1, self.grid.columnCount()))
        unread = next((column for number in near if not (column := self.grid.column(number)).is_read), None)
        if unread is None or not self.isVisible():
            self._ahead.stop()
        else:
            unread.read()

    def _in_sight(self, area: QRect) -> list[int]:
        first, last = self.rowAt(area.top()), self.rowAt(area.bottom())
        reached = range(max(first, 0), (last if last >= 0 else self.grid.rowCount() - 1) + 1)
        return [row for row in reached if not self.isRowHidden(row)]

    def _paint_column(self, painter: QPainter, number: int, tops: Mapping[int, int]) -> None:
        """Draw the cells of a column: grounds, then numbers from the right at one height, in few colours."""
        theme, heads, grid = self.theme, self.horizontalHeader(), self.grid
        left, wide, high = heads.sectionViewportPosition(number), heads.sectionSize(number), theme.row()
        column, chosen, here = grid.column(number), self._chosen(), number == self._column()
        right, base = left + wide - theme.px(8), (high + theme.metrics().ascent() - theme.metrics().descent()) // 2
        fonts, colours = {bold: theme.font(bold=bold) for bold in (False, True)}, dict[str, QColor]()
        strong, room = False, self.viewport().width()
        painter.setFont(fonts[False])
        for row, top in tops.items():
            text, tone, ground_of, bold, corner = self.look(row, column)
            if here or ground_of or (row, number) in chosen:
                painter.fillRect(left, top, wide, high, theme[ground_of or "accentsoft"])
            start = right - self._wide(text, bold=bold) if text else 0
            if not text or start < 0 or right > room:  # a number is whole or it is not shown
                continue
            if bold is not strong:
                strong = bold
                painter.setFont(fonts[bold])
            painter.setPen(colours.setdefault(tone, theme[tone]))
            painter.drawText(start, top + base, text)
            if corner:
                self._corner(painter, left + wide, top, corner)
        if not number or grid.column(number - 1).figure.section != column.figure.section:
            painter.fillRect(left, 0, 1, self.viewport().height(), theme["line"])

    def _wide(self, text: str, *, bold: bool) -> int:
        """How wide a text is; digits are of equal width, so that few texts need to be measured."""
        dots, commas = text.count("."), text.count(",")
        number = text.replace(".", "").replace(",", "").isdigit()
        key = (len(text), dots, commas) if number else text
        if (key, bold) not in self._widths:
            self._widths[key, bold] = self.theme.metrics(bold=bold).horizontalAdvance(text)
        return self._widths[key, bold]

    def _corner(self, painter: QPainter, right: int, top: int, colour: str) -> None:
        """Draw a corner where something is to be known of a number."""
        size, corner = self.theme.px(8), QPoint(right, top)
        painter.setBrush(self.theme[colour])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawPolygon(QPolygon([corner, corner - QPoint(size, 0), corner + QPoint(0, size)]))

    def _chosen(self) -> set[tuple[int, int]]:
        found = self.selectedIndexes()
        return {(index.row(), index.column()) for index in found} if len(found) > 1 else set()

    def _column(self) -> int:
        return self.currentIndex().column()

    def _frame(self, painter: QPainter) -> None:
        """Draw the frame of the focus."""
        if self.currentIndex().isValid() and self.hasFocus():
            rect, width = self.visualRect(self.currentIndex()), self.theme.px(2)
            painter.setPen(Qt.PenStyle.NoPen)
            for side in (
                QRect(rect.left(), rect.top(), rect.width(), width),
                QRect(rect.left(), rect.bottom() - width + 1, rect.width(), width),
                QRect(rect.left(), rect.top(), width, rect.height()),
                QRect(rect.right() - width + 1, rect.top(), width, rect.height()),
            ):
                painter.fillRect(side, self.theme["accent"])

    def look(self, row: int, column: MatrixColumn) -> CellLook:
        """What stands in a cell, and how."""
        raise NotImplementedError


class OfficeView(GridView):
    """The offices; Enter shows where a number comes from."""

    sources_wanted = Signal()
    moved = Signal()

    def __init__(self, theme: Theme, grid: OfficeGrid) -> None:
        super().__init__(theme, grid)
        self.offices = grid
        self.heads = Heads(theme, grid, self)
        self.setHorizontalHeader(self.heads)
        self.setAccessibleName("Số liệu của các đơn vị cấp dưới")
        self.setAccessibleDescription("Mũi tên để đi giữa các ô; Enter để xem nguồn của con số")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(self.sources_wanted)
        self.heads.sectionClicked.connect(self.choose_column)

    def choose_column(self, number: int) -> None:
        """CellLook at another column in the same row."""
        self.setCurrentIndex(self.grid.index(max(self.currentIndex().row(), 0), number))

    def look(self, row: int, column: MatrixColumn) -> CellLook:
        """What an office states; the corner says that it is far out, or waits for paper."""
        office = self.offices.offices[row].number
        text, far = column.texts[office], office in column.outliers
        ground_of = "warningsoft" if far else "band" if text == ELLIPSIS else ""
        corner = "warningmark" if far else "accent" if office in column.awaited else ""
        return CellLook(text, "text3" if text in _QUIET else "text", ground_of, far, corner)

    def currentChanged(self, now: Index, before: Index) -> None:  # noqa: N802 - Qt's own
        """Qt: say that another cell is looked at."""
        super().currentChanged(now, before)
        if now.column() != before.column():
            self.viewport().update()
            self.heads.viewport().update()
        self.moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own
        """Qt: Enter shows where the number comes from."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.sources_wanted.emit()
        else:
            super().keyPressEvent(event)


class SumView(GridView):
    """The rows beneath; they move with the offices and take no keys."""

    def __init__(self, theme: Theme, grid: SumGrid, offices: OfficeView) -> None:
        super().__init__(theme, grid)
        self.sums, self.offices = grid, offices
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Tổng hợp và số báo cáo")
        self.horizontalHeader().hide()
        self.horizontalScrollBar().valueChanged.connect(offices.horizontalScrollBar().setValue)
        offices.horizontalScrollBar().valueChanged.connect(self.horizontalScrollBar().setValue)
        offices.heads.sectionResized.connect(lambda number, _, width: self.setColumnWidth(number, width))
        offices.moved.connect(self.viewport().update)
        self.clicked.connect(lambda index: offices.choose_column(index.column()))

    def _column(self) -> int:
        return self.offices.currentIndex().column()

    def look(self, row: int, column: MatrixColumn) -> CellLook:
        """What offices come to."""
        text = self.sums.of(row, column)
        if row == SumGrid.DIFFERENCE:
            return CellLook(text, column.difference.tone, bold=column.difference.tone == "error")
        return CellLook(
            text, "text2" if row in (SumGrid.COUNTED, SumGrid.ADDITION) else "text", bold=row == SumGrid.TOTAL
        )

    def fit(self, *, low: bool = False) -> None:
        """As high as its rows and the bar beneath them; where room is `low`, rows without a word step aside."""
        columns, shown = range(self.grid.columnCount()), 0
        for row in range(self.grid.rowCount()):
            hidden = low and not any(self.sums.text(row, column) for column in columns)
            self.setRowHidden(row, hidden)
            shown += not hidden
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(self.theme.row() * shown + bar + 1)
