"""The form of a section: one table, walked by keyboard in the order of the paper."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QGuiApplication, QKeyEvent, QMouseEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QAbstractScrollArea,
    QFrame,
    QHeaderView,
    QTableView,
)

from forms.errors import KnownError
from forms.report.cells import Address
from forms.report.changes import LOCKED
from ui.entry import clipboard as blocks
from ui.entry import walking
from ui.entry.editing import Fields
from ui.entry.header import FormHeader
from ui.entry.layout import FormLayout
from ui.entry.model import FormModel, Index
from ui.entry.rows import FormRow, Kind
from ui.look.labels import ground
from ui.look.theme import Theme

_FORWARD = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


class FormView(QTableView):
    """The table of a section; `moved` names the cell that has the focus now, None outside cells; `told` speaks."""

    moved = Signal(object)
    told = Signal(str)
    ended = Signal()

    def __init__(self, model: FormModel, theme: Theme) -> None:
        super().__init__()
        self.form = model
        self.theme = theme
        self.selects_block = False
        self.setViewport(ground(QPalette.ColorRole.Base))
        self.setModel(model)
        self.layout_ = FormLayout(self)
        self.setHorizontalHeader(FormHeader(self))
        self.fields = Fields(theme, self)
        self.setItemDelegate(self.fields)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(f"{model.section.code} {model.section.title}")
        self.setAccessibleDescription("Biểu nhập số liệu: Enter sang ô kế tiếp, F1 giải thích chỉ tiêu")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(lambda first, last: bar.setEnabled(first < last))
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(model.columns.label, QHeaderView.ResizeMode.Stretch)
        self._key: tuple[object, ...] = ()
        self._scrolled = 0
        self._connect()
        self._lay_out()
        self.setCurrentIndex(walking.stop(self.form, QModelIndex(), 1))

    def _connect(self) -> None:
        self.form.modelAboutToBeReset.connect(self._remember)
        self.form.modelReset.connect(self._restore)
        self.form.dataChanged.connect(self._changed)
        self.horizontalHeader().sectionResized.connect(self._resized)
        self.clicked.connect(self._clicked)
        self.selectionModel().selectionChanged.connect(self._selected)

    @property
    def verdict_beside(self) -> bool:
        """Whether verdicts have room right of the numbers; else they stand beside the word Cộng."""
        return self.layout_.beside() >= self.theme.px(210)

    def _lay_out(self) -> None:
        self.layout_.set_columns()
        self.layout_.set_spans()
        self.layout_.set_heights()

    def _resized(self, section: int) -> None:
        if section == self.form.columns.label:  # the columns beside it have their widths only after this event
            QTimer.singleShot(0, self, self.layout_.set_heights)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Qt: columns step aside where labels would be squeezed."""
        self.layout_.set_columns()
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._keep_in_sight)

    def _keep_in_sight(self) -> None:
        """A window that grew smaller still shows the cell that has the focus."""
        self.scrollTo(self.currentIndex())

    def _changed(self, first: QModelIndex, last: QModelIndex) -> None:
        for number in range(first.row(), last.row() + 1):
            row = self.form.rows[number]
            if row.kind in (Kind.WORDS, Kind.SUM):
                self.layout_.set_height(number)
            metrics: QFontMetrics = self.theme.metrics()
            columns = range(first.column(), last.column() + 1) if row.kind is not Kind.WORDS else ()
            for column in columns:
                room = self.columnWidth(column) - self.theme.px(18)
                if column in row.cells and metrics.horizontalAdvance(self.form.text(row, column)) > room:
                    self.layout_.set_columns()

    def _remember(self) -> None:
        index = self.currentIndex()
        self._scrolled = self.verticalScrollBar().value()
        row = self.form.rows[index.row()] if index.isValid() else None
        self._key = self._key_of(row, index.column()) if row else ()

    def _key_of(self, row: FormRow, column: int) -> tuple[object, ...]:
        address = row.cells.get(column)
        return address or (row.kind, row.figure.code, row.breakdown and row.breakdown.code, row.parent, row.row)

    def _restore(self) -> None:
        self._lay_out()
        self.verticalScrollBar().setValue(self._scrolled)
        for number, row in enumerate(self.form.rows):
            for column in (*row.cells, self.form.columns.label) if row.kind is not Kind.WORDS else ():
                if self._key == self._key_of(row, column):
                    self.setCurrentIndex(self.form.index(number, column))
                    return
        same = [n for n, row in enumerate(self.form.rows) if self._key and row.figure.code in self._key[:2]]
        start = self.form.index(same[0], 0) if same else QModelIndex()
        self.setCurrentIndex(walking.stop(self.form, start, 1))

    def _selected(self) -> None:
        several = len(self.selectionModel().selectedIndexes()) > 1
        if several or self.selects_block:
            self.viewport().update()
        self.selects_block = several

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802
        """Qt: keep what lies under the cell in sight, and say where we are."""
        super().currentChanged(current, previous)
        if current.isValid():
            below = min(current.row() + 2, len(self.form.rows) - 1)
            self.scrollTo(self.form.index(below, self.form.columns.unit))
            self.scrollTo(current)
            self.update(previous)
            self.update(current)
            self.moved.emit(self.form.address(current))

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Qt: paint the cell with the focus; the view's own way paints everything, at every edit."""
        QAbstractScrollArea.focusInEvent(self, event)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, self.form.is_field(self.currentIndex()))
        self.update(self.currentIndex())

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Qt: paint the cell that had the focus."""
        QAbstractScrollArea.focusOutEvent(self, event)
        self.update(self.currentIndex())

    def settle(self) -> bool:
        """Store what is being typed; False, with the reason in view, where that cannot be done yet."""
        return self.fields.settle()

    @property
    def active(self) -> bool:
        """Whether keys go to the form."""
        return self.hasFocus() or self.fields.field is not None

    def forward(self) -> None:
        """Go to the next cell."""
        found = walking.stop(self.form, self.currentIndex(), 1)
        if found == self.currentIndex():
            self.ended.emit()
        self.setCurrentIndex(found)

    def back(self) -> None:
        """Go to the cell before."""
        self.setCurrentIndex(walking.stop(self.form, self.currentIndex(), -1))

    def climb(self, step: int) -> None:
        """Go to the cell above (-1) or below (1)."""
        self.setCurrentIndex(walking.vertical(self.form, self.currentIndex(), step))

    def go_to(self, address: Address) -> None:
        """Put the focus on a cell, opening what hides it."""
        if self.form.outline.reveal(address.figure):
            self.form.rebuild()
        index = self.form.index_of(address)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
            self.setFocus()

    def go_to_first_cell(self, number: int) -> None:
        """Put the focus on the first cell of a row."""
        row = self.form.rows[number]
        self.setCurrentIndex(self.form.index(number, min(row.cells, default=self.form.columns.label)))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Qt: the keys that walk and select; any other begins to type."""
        key, modifiers = event.key(), event.modifiers()
        shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        plain = not modifiers & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        begins = event.text().isprintable() and bool(event.text().strip())
        index = self.currentIndex()
        arrows = {
            Qt.Key.Key_Down: lambda: walking.vertical(self.form, index, 1),
            Qt.Key.Key_Up: lambda: walking.vertical(self.form, index, -1),
            Qt.Key.Key_Right: lambda: walking.sideways(self.form, index, 1),
            Qt.Key.Key_Left: lambda: walking.sideways(self.form, index, -1),
        }
        if key in _FORWARD and plain:
            if not shift and index.isValid() and self.form.rows[index.row()].kind is Kind.FOLD:
                self.unfold(index.row())
            else:
                self.back() if shift else self.forward()
        elif key == Qt.Key.Key_Backtab:
            self.back()
        elif key in arrows and plain:
            found = arrows[Qt.Key(key)]()
            self._extend(found) if shift else self.setCurrentIndex(found)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and plain and not shift:
            self._do(lambda: blocks.clear(self.form, self._block()))
        elif self.form.locked and begins:
            self.told.emit(LOCKED)
        elif begins and index.isValid() and self.form.rows[index.row()].kind is Kind.FOLD:
            self.told.emit("Dòng này gộp các chỉ tiêu đã đủ; nhấn Enter để mở ra rồi gõ vào ô.")
        else:
            super().keyPressEvent(event)

    def moveCursor(  # noqa: N802
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Qt: where Home, End and Page lead: always to something that can be typed in."""
        here, actions = self.currentIndex(), QAbstractItemView.CursorAction
        step = -1 if action in (actions.MoveHome, actions.MovePageUp) else 1
        if action in (actions.MoveHome, actions.MoveEnd):
            if not modifiers & Qt.KeyboardModifier.ControlModifier:
                return walking.edge(self.form, here, step)
            last = self.form.index(len(self.form.rows) - 1, self.form.columns.count - 1)
            return walking.stop(self.form, QModelIndex() if step < 0 else last, -step)
        there = super().moveCursor(action, modifiers)
        if action not in (actions.MovePageUp, actions.MovePageDown):
            return there
        before = self.form.index(there.row() - step, here.column())
        found = walking.vertical(self.form, before, step) if before.isValid() else there
        return found if self.form.is_stop(found) else here

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001, N802 - Qt's signature
        """Qt: Tab walks the fields first, then leaves the form."""
        found = walking.stop(self.form, self.currentIndex(), 1 if forward else -1)
        if found == self.currentIndex():
            return super().focusNextPrevChild(forward)
        self.setCurrentIndex(found)
        return True

    def _extend(self, to: QModelIndex) -> None:
        chosen = self.selectionModel().selectedIndexes() or [self.currentIndex()]
        here = self.currentIndex()
        rows, columns = [i.row() for i in chosen], [i.column() for i in chosen]
        far_row = max(rows) if here.row() == min(rows) else min(rows)
        far_column = max(columns) if here.column() == min(columns) else min(columns)
        block = QItemSelection(self.form.index(far_row, far_column), to)
        if far_row > to.row() or far_column > to.column():
            first = self.form.index(min(far_row, to.row()), min(far_column, to.column()))
            last = self.form.index(max(far_row, to.row()), max(far_column, to.column()))
            block = QItemSelection(first, last)
        self.selectionModel().setCurrentIndex(to, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.selectionModel().select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _block(self) -> list[QModelIndex]:
        return self.selectionModel().selectedIndexes() or [self.currentIndex()]

    def copy_block(self) -> None:
        """Put the chosen cells on the clipboard, as a spreadsheet would."""
        QGuiApplication.clipboard().setText(blocks.copied(self.form, self._block()))

    def cut_block(self) -> None:
        """Put the chosen cells on the clipboard and blank them, as one step; names and sums stay."""
        self.copy_block()
        self._do(lambda: blocks.clear(self.form, self._block()))

    def paste_block(self) -> bool:
        """Paste a block of cells from a spreadsheet; False when the clipboard holds a single text."""
        text = QGuiApplication.clipboard().text()
        if not blocks.is_block(text) and self.fields.field is not None:
            return False
        self.drop_text()
        self._do(lambda: self._said(blocks.paste(self.form, self.currentIndex(), text)))
        return True

    def _said(self, pasted: int) -> None:
        if pasted:
            self.told.emit(f"Đã dán {pasted} ô. Ctrl+Z để lấy lại.")

    def drop_text(self) -> None:
        """Leave the cell as it was, whatever is being typed."""
        if self.fields.field is not None:
            self.fields.field.setModified(False)
            self.closeEditor(self.fields.field, QAbstractItemDelegate.EndEditHint.RevertModelCache)

    def _do(self, action: object) -> None:
        try:
            if callable(action):
                action()
        except KnownError as error:
            self.form.refused.emit(str(error))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Qt: what cannot be stored yet keeps the focus."""
        if self.fields.settle():
            super().mousePressEvent(event)

    def _clicked(self, index: QModelIndex) -> None:
        row = self.form.rows[index.row()]
        if row.kind is Kind.FOLD:
            self.unfold(index.row())
        elif row.kind is Kind.FIGURE and index.column() <= self.form.columns.label and row.figure.breakdowns:
            self.toggle(row.figure.code)
        elif row.kind is Kind.NEW:
            self.setCurrentIndex(self.form.index(index.row(), self.form.columns.label))
            self.edit(self.currentIndex())

    def unfold(self, number: int) -> None:
        """Show a folded run of figures, and go to its first cell."""
        run = self.form.rows[number].run
        self.form.outline.unfold(run[0])
        self.form.rebuild()
        self.setCurrentIndex(walking.stop(self.form, self.form.index(number, 0), 1))

    def toggle(self, figure: str) -> None:
        """Open or collapse the breakdowns of a figure."""
        self.form.outline.toggle(figure)
        self.form.rebuild()

    def toggle_here(self) -> None:
        """Open or collapse the breakdowns of the figure that has the focus."""
        if self.currentIndex().isValid() and self.fields.settle():
            self.toggle(self.form.rows[self.currentIndex().row()].figure.code)

    def known_labels(self, row: FormRow) -> list[str]:
        """The labels to propose in an open breakdown: those of this file, then those of the definition."""
        breakdown = row.breakdown
        if breakdown is None:
            return []
        report = self.form.session.report
        standing = {report.label(row.figure, one) for one in report.rows_of(row.figure, breakdown, row.parent)}
        used = self.form.session.workspace.labels(row.figure.code, row.parent, breakdown.code)
        return [label for label in dict.fromkeys((*used, *breakdown.suggest)) if label not in standing]

    def describe(self, index: Index) -> str:
        """What a screen reader says of a field beyond its name."""
        address = self.form.address(index)
        if address is None:
            return "Gõ tên dòng rồi nhấn Enter; mũi tên xuống để chọn tên đã dùng"
        return self.form.about(address) or "Gõ số rồi nhấn Enter"
