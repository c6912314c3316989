"""How the cells of the form are drawn: wells, corners, the focus frame, sums and their balances."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from forms.definitions.rules import Severity
from forms.definitions.span import Across
from forms.report.cells import MarkKind
from ui.entry.layout import FormLayout
from ui.entry.model import FormModel
from ui.entry.rows import FormRow, RowKind
from ui.look.icons import COLOURS, SEVERITIES, pixmap
from ui.look.labels import LEFT, RIGHT
from ui.look.line_model import Index
from ui.look.theme import Theme

_BAND = (RowKind.HEAD, RowKind.PART, RowKind.NEW, RowKind.SUM)
_FITS = ("checkmark_circle", "ok")
"""The icon of sums that agree, and its colour."""


def _middle(rect: QRect) -> int:
    """The line in the middle; Qt's own `center` rounds towards zero, so that it jumps where a row leaves the view."""
    return rect.top() + (rect.height() - 1) // 2


def box(rect: QRect, theme: Theme) -> QRect:
    """The well inside a cell: as high as a line, in the middle where the label takes several."""
    step, height = theme.px(2), theme.row() - theme.px(4)
    return QRect(rect.left() + step, _middle(rect) - height // 2 + 1, rect.width() - 2 * step, height)


def indent(row: FormRow, theme: Theme) -> int:
    """How far the label of a row stands in."""
    return theme.px(12) * row.depth


class CellPainter(QStyledItemDelegate):
    """Draws one cell at a time; what has no box is not typed."""

    def __init__(self, view: QTableView, model: FormModel, layout: FormLayout, theme: Theme) -> None:
        super().__init__(view)
        self.view = view
        self.model = model
        self.layout = layout
        self.theme = theme

    @property
    def active(self) -> bool:
        """Whether keys go to the form."""
        return self.view.hasFocus()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: draw one cell."""
        model, theme = self.model, self.theme
        row, column, rect = model.rows[index.row()], index.column(), option.rect
        painter.save()
        banded = row.kind in _BAND and column >= model.columns.label
        painter.fillRect(rect, theme["band" if banded else "base"])
        if (row.kind is RowKind.FIGURE and row.number) or row.kind is RowKind.FOLD:
            painter.fillRect(rect.left(), rect.top(), rect.width(), 1, theme["line"])
        inner = rect.adjusted(theme.px(8), 0, -theme.px(8), 0)
        focused = self.view.currentIndex() == index
        if column == model.columns.number:
            self._number(painter, row, inner)
        elif column == model.columns.label:
            self._label(painter, row, inner)
        elif model.columns.first <= column <= model.columns.value:
            self._value(painter, row, column, rect, index)
        else:
            self._beside(painter, row, column, inner)
        if focused and column == model.columns.label:
            self._frame(painter, QRectF(rect.adjusted(theme.px(4), theme.px(1), -theme.px(2), -theme.px(1))))
        painter.restore()

    def _write(
        self, painter: QPainter, rect: QRect, text: str, *, align: Qt.AlignmentFlag = LEFT, colour: str = "text",
        delta: float = 0.0, bold: bool = False, wrap: bool = True,
    ) -> None:  # fmt: skip
        if text:
            painter.setFont(self.theme.font(delta, bold=bold))
            painter.setPen(self.theme[colour])
            flags = align | Qt.TextFlag.TextWordWrap if wrap else align
            drawn = rect if self._in_sight(rect) else painter.fontMetrics().boundingRect(rect, flags.value, text)
            if self._in_sight(drawn) or not any(map(str.isdigit, text)):  # half a number would be another number
                painter.drawText(rect, flags, text)

    def _in_sight(self, rect: QRect) -> bool:
        return rect.left() >= 0 and rect.right() < self.view.viewport().width()

    def _icon(self, painter: QPainter, rect: QRect, name: str, colour: str, size: int) -> int:
        """Draw an icon at the left of a rectangle; returns the room that it takes."""
        pixels = self.theme.px(size)
        painter.drawPixmap(rect.left(), _middle(rect) - pixels // 2 + 1, pixmap(name, self.theme[colour], pixels))
        return pixels + self.theme.px(6)

    def _number(self, painter: QPainter, row: FormRow, rect: QRect) -> None:
        model = self.model
        if row.kind is RowKind.WORDS:
            self._write(painter, rect, model.text(row, model.columns.number), align=RIGHT, delta=-0.5)
            return
        # numbers of a folded run are wider than the column, and the column beside them is empty there
        self._write(painter, rect.adjusted(0, 0, self.theme.px(8), 0), row.number, colour="text2")
        if row.number and row.kind is RowKind.FIGURE and row.figure.breakdowns:
            closed = row.figure.code in model.outline.collapsed
            name = "chevron_right" if closed else "chevron_down"
            size = self.theme.px(12)
            self._icon(painter, QRect(rect.right() - size + self.theme.px(4), rect.top(), size, rect.height()), name,
                       "text2", 12)  # fmt: skip

    def _label(self, painter: QPainter, row: FormRow, rect: QRect) -> None:
        model, theme = self.model, self.theme
        rect = rect.adjusted(indent(row, theme), 0, 0, 0)
        text = model.text(row, model.columns.label)
        match row.kind:
            case RowKind.FIGURE if not row.number:
                self._write(painter, rect, text, align=RIGHT, colour="text2")
            case RowKind.HEAD:
                self._write(painter, rect, text, colour="text2", delta=-0.5)
            case RowKind.STRAY:
                self._write(painter, rect, text, colour="text2")
            case RowKind.NEW:
                taken = self._icon(painter, rect, "add", "accent", 14)
                self._write(painter, rect.adjusted(taken, 0, 0, 0), text, colour="accent")
            case RowKind.FOLD:
                taken = self._icon(painter, rect, *(("checkmark_circle", "ok") if row.run else ("info", "text2")), 15)
                rect = rect.adjusted(taken, 0, 0, 0)
                self._write(painter, rect, text, colour="text2")
                wide = theme.metrics().horizontalAdvance(text) + theme.px(12)
                if row.run or not model.outline.strays:
                    self._write(painter, rect.adjusted(wide, 0, 0, 0), "Hiện", colour="accent")
            case RowKind.SUM:
                self._write(painter, rect, text, bold=True)
                if not self.layout.balance_beside:
                    self._balance(painter, row, rect.adjusted(theme.px(60), 0, 0, 0))
            case _:
                self._write(painter, rect, text)

    def _value(self, painter: QPainter, row: FormRow, column: int, rect: QRect, index: Index) -> None:
        model, theme = self.model, self.theme
        text = model.text(row, column)
        inner = rect.adjusted(theme.px(8), 0, -theme.px(8), 0)
        if row.kind is RowKind.HEAD:
            self._write(painter, inner, text, align=RIGHT, colour="text2", delta=-0.5)
        elif row.kind is RowKind.STRAY:
            self._write(painter, inner, text, align=RIGHT, colour="text2", wrap=False)
        elif row.kind is RowKind.SUM and text:
            edge = theme.px(3)
            painter.fillRect(rect.left() + edge, rect.top() + theme.px(2), rect.width() - 2 * edge, 1, theme["edge"])
            wrong = model.balance(row, column).severity is Severity.ERROR
            self._write(
                painter, inner.adjusted(0, 0, -theme.px(1), 0), text, align=RIGHT, bold=True,
                colour="error" if wrong else "text",
            )  # fmt: skip
        elif column in row.cells and row.kind is not RowKind.WORDS:
            self._well(painter, rect, index)
            well = box(rect, theme).adjusted(theme.px(4), 0, -theme.px(7), 0)
            cell = model.report_of(row, column).cells.get(row.cells[column])
            if row.across is not Across.EACH:
                self._until(painter, well, row, text)
            faint = cell is None or cell.number is None or cell.mark(MarkKind.CARRIED) is not None
            self._write(painter, well, text, align=RIGHT, colour="text2" if faint else "text", wrap=False)

    def _until(self, painter: QPainter, well: QRect, row: FormRow, text: str) -> None:
        """Say until when a number stands, where it leaves room for that: its head says the same of the whole column."""
        theme = self.theme
        room = well.width() - theme.metrics().horizontalAdvance(text) - theme.px(4)
        words = self.model.cut_off(row)
        if theme.metrics(-0.5).horizontalAdvance(words) <= room:
            self._write(painter, well, words, colour="text2", delta=-0.5, wrap=False)

    def _beside(self, painter: QPainter, row: FormRow, column: int, rect: QRect) -> None:
        """Unit, last period and change, or the balance of a sum."""
        model, at = self.model, self.model.columns
        if row.kind is RowKind.SUM and column == at.unit:
            if self.layout.balance_beside:
                self._balance(painter, row, rect)
            return
        colour = "text3" if column == at.last else "text2"
        align = LEFT if column == at.unit else RIGHT
        self._write(painter, rect, model.text(row, column), align=align, colour=colour, wrap=False)

    def _balance(self, painter: QPainter, row: FormRow, rect: QRect) -> None:
        balance = self.model.balance(row)
        severity = balance.severity
        icon, colour = (SEVERITIES[severity], COLOURS[severity]) if severity else _FITS
        if severity is Severity.INFO:  # still awaited: nothing that calls for a look
            colour = "text2"
        elif balance.text:
            rect = rect.adjusted(self._icon(painter, rect, icon, colour, 15), 0, 0, 0)
        bold = severity is Severity.ERROR
        wide = self.theme.metrics(bold=bold).horizontalAdvance
        if all(wide(word) <= rect.width() for word in balance.text.split()):  # half a number would be another number
            self._write(painter, rect, balance.text, colour=colour, bold=bold)

    def _well(self, painter: QPainter, rect: QRect, index: Index) -> None:
        theme, mark = self.theme, self.model.mark(index)
        well = QRectF(box(rect, theme)).adjusted(0.5, 0.5, -0.5, -0.5)
        radius = theme.px(3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        unlocked = not self.model.locked
        painter.setPen(QPen(theme["side"], 1) if unlocked else Qt.PenStyle.NoPen)
        painter.setBrush(theme[f"{mark}soft" if mark else "well"] if mark or unlocked else Qt.BrushStyle.NoBrush)
        if self._in_block(index):
            painter.setBrush(theme["accentsoft"])
        painter.drawRoundedRect(well, radius, radius)
        if unlocked:
            left, right = QPointF(well.left() + radius, well.bottom()), QPointF(well.right() - radius, well.bottom())
            painter.setPen(QPen(theme["edge"], 1))
            painter.drawLine(left, right)
        address, report = self.model.address(index), self.model.report_at(index)
        cell = report.cells.get(address) if address is not None else None
        noted = address in report.notes or (cell is not None and bool(cell.preliminary))
        if mark or noted:
            corners = QPainterPath()
            corners.addRoundedRect(well.adjusted(-0.5, -0.5, 0.5, 0.5), radius, radius)
            painter.save()
            painter.setClipPath(corners, Qt.ClipOperation.IntersectClip)
            if mark:
                tone = "error" if mark is Severity.ERROR else "warningmark"
                self._corner(painter, well.topRight(), -theme.px(9), tone)
            if noted:
                self._corner(painter, well.topLeft(), theme.px(7), "accent")
            painter.restore()
        if self.view.currentIndex() == index:
            self._frame(painter, well)

    def _in_block(self, index: Index) -> bool:
        """Whether a cell is one of several that are chosen."""
        chosen = self.view.selectionModel()
        return chosen.isSelected(index) and (index != self.view.currentIndex() or len(chosen.selectedIndexes()) > 1)

    def _corner(self, painter: QPainter, corner: QPointF, size: int, colour: str) -> None:
        """Excel's corner: red or amber at the right for a finding, blue at the left for a note or a remark."""
        path = QPainterPath()
        path.addPolygon(QPolygonF([corner, corner + QPointF(size, 0), corner + QPointF(0, abs(size))]))
        painter.fillPath(path, self.theme[colour])

    def _frame(self, painter: QPainter, rect: QRectF) -> None:
        width = self.theme.px(2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.theme["accent" if self.active else "edge"], width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        half = width / 2
        painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), self.theme.px(3), self.theme.px(3))
