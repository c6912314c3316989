"""The offices that a number comes from, as bars: what each states, and a stroke for a year ago."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem

from forms.narrative import movement
from forms.values.numbers import show
from forms.values.style import ELLIPSIS
from ui.jobs.matrix import LowerOffice, MatrixColumn
from ui.look.labels import LEFT, RIGHT, ground, shortened
from ui.look.line_model import Index
from ui.look.theme import Theme

_LEFT = int(LEFT.value)
_RIGHT = int(RIGHT.value)
_WITH_BARS = 560  # pixels at 100 %: below, numbers stand without bars


class SourceModel(QAbstractListModel):
    """The offices, the largest first; those that say nothing come last."""

    def __init__(self, column: MatrixColumn) -> None:
        super().__init__()
        self.column = column
        self.offices = sorted(column.matrix.offices, key=self._rank)
        ends = [end for one in self.offices for end in (self.value(one), self.last(one)) if end is not None]
        self.widest = max(ends, default=Fraction(0))

    def _rank(self, office: LowerOffice) -> tuple[bool, Fraction, int]:
        return self.column.texts[office.number] == ELLIPSIS, -self.value(office), office.number

    def value(self, office: LowerOffice) -> Fraction:
        """What an office states; nought for nothing."""
        part = self.column.stated.get(office.number)
        return part.number.value if part and part.number else Fraction(0)

    def last(self, office: LowerOffice) -> Fraction | None:
        """What it stated a year ago."""
        part = self.column.last.get(office.number)
        return part.number.value if part and part.number else None

    def beside(self, office: LowerOffice) -> str:
        """The change since a year ago, or why there is no number."""
        last = self.last(office)
        if self.column.texts[office.number] == ELLIPSIS:
            before = self.column.last.get(office.number)
            ago = f", năm trước {show(before.number)}" if before and before.number else ""
            return f"{office.remark or 'chưa có số'}{ago}"
        if last is None:
            return ""
        address, decimals = self.column.item.address, self.column.measure.decimals
        unit = self.column.figure.unit(address.row, address.measure)
        return movement.briefly(last, self.value(office), unit, decimals)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's own
        """Qt: one an office."""
        return 0 if parent.isValid() else len(self.offices)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Qt: all of a line in words."""
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        office = self.offices[index.row()]
        doubt = ", cần rà soát" if office.number in self.column.outliers else ""
        return f"{office.unit.name}: {self.column.texts[office.number]}, {self.beside(office)}{doubt}"


class _Bars(QStyledItemDelegate):
    """Draws one office."""

    def __init__(self, theme: Theme, view: QListView, model: SourceModel) -> None:
        super().__init__(view)
        self.theme, self.view, self.model = theme, view, model
        metrics = theme.metrics(bold=True).horizontalAdvance
        names = [metrics(one.unit.name) for one in model.offices]
        self.name = min(max(names, default=0), theme.px(190)) + theme.px(14)
        self.number = max((metrics(model.column.texts[one.number]) for one in model.offices), default=0) + theme.px(14)
        self.side = max((metrics(model.beside(one)) for one in model.offices), default=0) + theme.px(14)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802, ARG002 - Qt's own
        """Qt: as high as a row of bars."""
        return QSize(10, self.theme.row() + self.theme.px(8))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: draw name, number, bar and what stands beside."""
        theme, model, rect = self.theme, self.model, option.rect
        office = model.offices[index.row()]
        far, text = office.number in model.column.outliers, model.column.texts[office.number]
        chosen = self.view.currentIndex().row() == index.row()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or far:
            painter.fillRect(rect, theme["accentsoft" if chosen else "warningsoft"])
        if chosen and self.view.hasFocus():
            painter.fillRect(QRect(rect.left(), rect.top(), theme.px(3), rect.height()), theme["accent"])
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme["line"])
        inner = rect.adjusted(theme.px(14), 0, -theme.px(14), 0)
        silent = text == ELLIPSIS
        painter.setFont(theme.font(bold=far))
        painter.setPen(theme["text2" if silent else "text"])
        named = QRect(inner.left(), inner.top(), self.name - theme.px(10), inner.height())
        painter.drawText(named, _LEFT, shortened(office.unit.name, theme.metrics(bold=far), named.width()))
        painter.setFont(theme.font(bold=True))
        number = QRect(inner.left() + self.name, inner.top(), self.number - theme.px(12), inner.height())
        painter.drawText(number, _RIGHT, text)
        painter.setFont(theme.font(bold=far))
        painter.setPen(theme["warning" if silent and office.received is None else "text2" if not far else "text"])
        beside = model.beside(office) + (" · rà soát" if far and not silent else "")
        painter.drawText(inner, _RIGHT, beside)
        if rect.width() / theme.zoom >= _WITH_BARS:
            room = QRectF(number.right() + theme.px(14), inner.top(), 0, inner.height())
            room.setRight(inner.right() - self.side - theme.px(60))
            self._bar(painter, room, office, silent=silent, far=far)
        painter.restore()

    def _bar(self, painter: QPainter, room: QRectF, office: LowerOffice, *, silent: bool, far: bool) -> None:
        """Draw a bar and the stroke of a year ago; hatched by that where there is no number."""
        theme, model = self.theme, self.model
        last, scale = model.last(office), room.width() / float(model.widest) if model.widest > 0 else 0.0
        value = float((last or 0) if silent else model.value(office))
        high = theme.px(14)
        bar = QRectF(room.left(), room.center().y() - high / 2, max(value * scale, 1.0), high)
        painter.setPen(Qt.PenStyle.NoPen)
        if silent:
            painter.setBrush(theme["edge"])
            brush = painter.brush()
            brush.setStyle(Qt.BrushStyle.BDiagPattern)
            painter.fillRect(bar, brush)
        else:
            painter.setBrush(theme["warningmark" if far else "accent"])
            painter.drawRoundedRect(bar, 2, 2)
        if last is not None:
            at = room.left() + float(last) * scale
            painter.fillRect(QRectF(at - 1, room.center().y() - high * 0.8, theme.px(2), high * 1.6), theme["text"])


class SourceList(QListView):
    """The bars; Enter goes down to the offices below one."""

    office_chosen = Signal(object)  # LowerOffice
    down_wanted = Signal(object)  # LowerOffice

    def __init__(self, theme: Theme, column: MatrixColumn) -> None:
        super().__init__()
        self.bars = SourceModel(column)
        self.bars.setParent(self)
        self.setViewport(ground(self.palette().ColorRole.Base))
        self.setModel(self.bars)
        self.setItemDelegate(_Bars(theme, self, self.bars))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFont(theme.font())
        self.setAccessibleName("Các đơn vị của con số này")
        self.setAccessibleDescription("Lên, xuống để chọn; Enter để xuống cấp dưới; Backspace để trở lên")
        self.doubleClicked.connect(self._down)

    @property
    def office(self) -> LowerOffice | None:
        """The office that is chosen."""
        row = self.currentIndex().row()
        return self.bars.offices[row] if 0 <= row < len(self.bars.offices) else None

    def choose(self, number: int) -> None:
        """Choose an office by its number; the first where it is not there."""
        rows = [one.number for one in self.bars.offices]
        self.setCurrentIndex(self.bars.index(rows.index(number) if number in rows else 0))

    def currentChanged(self, now: Index, before: Index) -> None:  # noqa: N802 - Qt's own
        """Qt: say who is chosen now."""
        super().currentChanged(now, before)
        self.office_chosen.emit(self.office)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own
        """Qt: Enter goes down."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right):
            self._down()
        else:
            super().keyPressEvent(event)

    def _down(self) -> None:
        if self.office is not None:
            self.down_wanted.emit(self.office)
