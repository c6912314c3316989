"""The form of a section: one table, its fields drawn and edited by one delegate."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from forms.report import Address
from forms.rules import Severity
from ui.form_model import ROW_ROLE, Column, FormModel, FormRow, Index
from ui.theme import Theme

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_NUMBERS = (Column.SECOND, Column.FIRST, Column.VALUE)


def box(rect: QRect, theme: Theme) -> QRect:
    """The well inside a cell: as high as a line, in the middle where the label takes several."""
    step, height = theme.px(2), theme.row() - theme.px(4)
    return QRect(rect.left() + step, rect.center().y() - height // 2 + 1, rect.width() - 2 * step, height)


class Fields(QStyledItemDelegate):
    """Draws the cells of the form and makes their editors."""

    def __init__(self, theme: Theme, view: FormView) -> None:
        super().__init__(view)
        self.theme = theme
        self.view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell: a well where something can be typed, text elsewhere."""
        theme, model = self.theme, self.view.form
        row: FormRow = index.data(ROW_ROLE)
        column = Column(index.column())
        rect: QRect = option.rect
        painter.save()
        painter.fillRect(rect, theme["band" if row.kind in ("head", "part", "new", "sum") else "base"])
        if row.kind == "figure" and row.number:
            painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 1), theme["line"])
        if row.kind == "sum" and column in _NUMBERS and index.data():
            painter.fillRect(
                QRect(rect.left() + theme.px(4), rect.top() + 1, rect.width() - theme.px(8), 1), theme["edge"]
            )
        inner = rect.adjusted(theme.px(8), 0, -theme.px(8), 0)
        if model.is_field(index) and column in _NUMBERS:
            self._well(painter, rect, model.mark(index), focused=self.view.currentIndex() == index)
        self._text(painter, row, column, inner, index)
        if model.is_field(index) and column is Column.LABEL and self.view.currentIndex() == index:
            painter.setPen(QPen(theme["accent"], theme.px(2)))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def _text(self, painter: QPainter, row: FormRow, column: Column, rect: QRect, index: Index) -> None:
        theme = self.theme
        text = str(index.data() or "")
        faint = row.kind in ("head", "words", "new") or column in (Column.NUMBER, Column.UNIT)
        colour = "text2" if faint else "text"
        painter.setFont(theme.font(bold=row.kind == "sum"))
        align = _RIGHT if column in _NUMBERS or row.kind == "words" else _LEFT
        if column is Column.LABEL:
            secondary = row.kind == "figure" and not row.number
            align = _RIGHT if secondary else _LEFT
            colour = "text2" if secondary else colour
            rect = rect.adjusted(theme.px(14) * row.depth, 0, 0, 0)
        if row.kind == "sum" and column is Column.LABEL:
            agrees, verdict = self.view.form.verdict(row)
            painter.setPen(theme["ok" if agrees else "error"])
            painter.drawText(rect, _RIGHT, verdict)
        painter.setPen(theme["accent"] if row.kind == "new" else theme[colour])
        painter.drawText(rect, align | Qt.TextFlag.TextWordWrap, text)

    def _well(self, painter: QPainter, rect: QRect, mark: Severity | None, *, focused: bool) -> None:
        theme = self.theme
        well = QRectF(box(rect, theme))
        radius = theme.px(3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme["side"], 1))
        painter.setBrush(theme[f"{mark}soft" if mark else "well"])
        painter.drawRoundedRect(well, radius, radius)
        painter.setPen(QPen(theme["edge"], 1))
        painter.drawLine(QPointF(well.left() + radius, well.bottom()), QPointF(well.right() - radius, well.bottom()))
        if mark:
            size = theme.px(9)
            corner = well.topRight()
            path = QPainterPath()
            path.addPolygon(QPolygonF([corner, corner - QPointF(size, 0), corner + QPointF(0, size)]))
            painter.fillPath(path, theme["error" if mark is Severity.ERROR else "warningmark"])
        if focused:
            width = theme.px(2)
            painter.setPen(QPen(theme["accent"], width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(well.adjusted(1, 1, -1, -1), radius, radius)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: N802, ARG002
        """Qt: the field in which one types."""
        editor = QLineEdit(parent)
        editor.setFrame(False)
        editor.setFont(self.theme.font())
        row: FormRow = index.data(ROW_ROLE)
        editor.setAlignment(_RIGHT if index.column() in _NUMBERS else _LEFT)
        editor.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole) or row.figure.label))
        editor.setAccessibleDescription(row.figure.label)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802
        """Qt: begin with what stands there."""
        cast("QLineEdit", editor).setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:  # noqa: N802
        """Qt: hand over what was typed."""
        model.setData(index, cast("QLineEdit", editor).text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802, ARG002
        """Qt: the editor lies inside the well."""
        step = self.theme.px(2)
        editor.setGeometry(box(option.rect, self.theme).adjusted(step, step, -step, -step))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:  # noqa: N802
        """Qt: Enter and Tab commit, unless the text cannot be stored: then the field stays and says why."""
        if event.type() == QEvent.Type.KeyPress and isinstance(editor, QLineEdit):
            key = cast("QKeyEvent", event)
            forward = key.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Down)
            back = key.key() in (Qt.Key.Key_Backtab, Qt.Key.Key_Up)
            if forward or back:
                if key.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                    forward = False
                self.view.leave(editor, forward=forward)
                return True
        return super().eventFilter(editor, event)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802, ARG002
        """Qt: rows have their heights from the view."""
        return QSize(10, self.theme.row())


class FormView(QTableView):
    """The table of a section."""

    def __init__(self, model: FormModel, theme: Theme) -> None:
        super().__init__()
        self.form = model
        self.theme = theme
        self.setModel(model)
        self.setItemDelegate(Fields(theme, self))
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(model.section.title)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        model.modelReset.connect(self._lay_out)
        self.horizontalHeader().sectionResized.connect(self._resized)
        self._lay_out()
        self.setCurrentIndex(self.next_field(QModelIndex(), forward=True))

    def _lay_out(self) -> None:
        """Widths from text, spans for labels, heights from wrapped lines."""
        theme, header = self.theme, self.horizontalHeader()
        header.setFont(theme.font(-0.5))
        header.setDefaultAlignment(_LEFT)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(Column.LABEL, QHeaderView.ResizeMode.Stretch)
        wide = theme.metrics().horizontalAdvance
        for column, text in (
            (Column.NUMBER, "188"), (Column.SECOND, "Sửa chữa, nhà"), (Column.FIRST, "Số lượng, suất8"),
            (Column.VALUE, "88.888.888.888"), (Column.UNIT, "trường hợp"),
        ):  # fmt: skip
            head = str(self.form.headerData(column, Qt.Orientation.Horizontal))
            header.resizeSection(column, max(wide(text), wide(head)) + theme.px(18))
        self.clearSpans()
        for number, row in enumerate(self.form.rows):
            if row.kind == "words":
                self.setSpan(number, Column.NUMBER, 1, Column.UNIT)
            elif (span := self.form.first_number(row) - Column.LABEL) > 1:
                self.setSpan(number, Column.LABEL, 1, span)
        self._set_heights()

    def _resized(self, section: int) -> None:
        if section == Column.LABEL:  # the columns beside it have their widths only after this event
            QTimer.singleShot(0, self, self._set_heights)

    def _set_heights(self) -> None:
        """Make every row as high as its wrapped label."""
        theme, header = self.theme, self.horizontalHeader()
        metrics = theme.metrics()
        for number, row in enumerate(self.form.rows):
            spanned = range(Column.LABEL, self.form.first_number(row))
            width = sum(header.sectionSize(column) for column in spanned) - theme.px(16 + 14 * row.depth)
            lines = metrics.boundingRect(QRect(0, 0, max(width, 50), 9999), Qt.TextFlag.TextWordWrap, row.label)
            self.verticalHeader().resizeSection(number, max(lines.height() + theme.px(8), theme.row()))

    def next_field(self, index: QModelIndex, *, forward: bool) -> QModelIndex:
        """The next place that can be typed in, in the order of the paper; the same one at the end."""
        step = 1 if forward else -1
        columns = len(Column)
        place = index.row() * columns + index.column() if index.isValid() else -1
        place += step
        while 0 <= place < len(self.form.rows) * columns:
            found = self.form.index(place // columns, place % columns)
            if self.form.is_field(found):
                return found
            place += step
        return index

    def leave(self, editor: QLineEdit, *, forward: bool) -> None:
        """Commit what was typed and go on; stay, and say why, when it cannot be stored."""
        index = self.currentIndex()
        if reason := self.form.refusal(index, editor.text()):
            self.form.refused.emit(reason)
            QToolTip.showText(editor.mapToGlobal(QPoint(0, editor.height())), reason, editor)
            return
        before = self.form.rows[index.row()]
        self.commitData(editor)
        self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        if before.kind == "new" and self.form.rows[index.row()].kind == "part":
            index = self.form.index(index.row(), Column.LABEL)
        self.setCurrentIndex(self.next_field(index, forward=forward))
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Qt: Enter, Tab and arrows go from field to field."""
        forward = event.key() in (
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
            Qt.Key.Key_Tab,
            Qt.Key.Key_Down,
            Qt.Key.Key_Right,
        )
        back = event.key() in (Qt.Key.Key_Backtab, Qt.Key.Key_Up, Qt.Key.Key_Left)
        if forward or back:
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                forward = False
            self.setCurrentIndex(self.next_field(self.currentIndex(), forward=forward))
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001, N802 - Qt's signature
        """Qt: Tab walks the fields first, then leaves the form."""
        found = self.next_field(self.currentIndex(), forward=forward)
        if found == self.currentIndex():
            return super().focusNextPrevChild(forward)
        self.setCurrentIndex(found)
        return True

    def go_to(self, address: Address) -> None:
        """Put the focus on a cell."""
        index = self.form.index_of(address)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
            self.setFocus()
