"""The form of a section: one table, walked by keyboard in the order of the paper."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QMouseEvent, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QAbstractScrollArea,
    QFrame,
    QHeaderView,
    QTableView,
)

from forms.report.cells import Address
from forms.report.changes import LOCKED
from forms.report.report import Report
from ui.entry import block, clipboard, walking
from ui.entry.editing import Fields
from ui.entry.header import FormHeader
from ui.entry.layout import FormLayout
from ui.entry.model import FormModel
from ui.entry.rows import FormRow, RowKind
from ui.entry.walking import Way
from ui.look.labels import ground
from ui.look.line_model import Index
from ui.look.theme import Theme
from ui.refusal import attempt

_FORWARD = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


class FormView(QTableView):
    """The table of a section; `moved` names the cell that has the focus now, None outside cells; `told` speaks."""

    moved = Signal(object)
    announced = Signal(str)
    ended = Signal()

    def __init__(self, model: FormModel, theme: Theme) -> None:
        super().__init__()
        self._model = model
        self.theme = theme
        self._several = False  # whether a block of cells is chosen
        self._seen = False  # whether the place that has the focus was painted since
        self._stopped = False  # whether a key could lead no further: what is typed next is not meant for this cell
        self.setViewport(ground(QPalette.ColorRole.Base))
        self.setModel(model)
        self._layout = FormLayout(self, model, theme)
        self.setHorizontalHeader(FormHeader(model.columns, theme, self))
        self.fields = Fields(self, model, self._layout, theme)
        self.setItemDelegate(self.fields)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(f"{model.section.number} {model.section.title}")
        self.setAccessibleDescription("Biểu nhập số liệu: Enter sang ô kế tiếp, F1 giải thích chỉ tiêu")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerWidget(ground(QPalette.ColorRole.Base))
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
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
        self._key: tuple[object, ...] = ()
        self._scrolled = 0
        self._uneven = False  # whether labels have another width since the heights of rows were set
        self._connect()
        self._lay_out()
        self.setCurrentIndex(walking.stop(self._model, QModelIndex(), 1))

    def model(self) -> FormModel:
        """Qt: the rows that it shows."""
        return self._model

    def _connect(self) -> None:
        self._model.modelAboutToBeReset.connect(self._remember)
        self._model.modelReset.connect(self._restore)
        self._model.dataChanged.connect(self._changed)
        self.horizontalHeader().sectionResized.connect(self._resized)
        self.clicked.connect(self._clicked)
        self.selectionModel().selectionChanged.connect(self._selected)
        self.fields.left.connect(self.walk)
        self.fields.row_made.connect(self._go_to_first_cell)
        self.fields.block_pasted.connect(self.paste_block)

    def _lay_out(self) -> None:
        self._layout.set_columns()
        self._layout.set_spans()
        self._layout.set_heights()

    def _resized(self, section: int) -> None:
        # the columns beside it have their widths only after this event
        if section == self._model.columns.label and not self._uneven:
            self._uneven = True
            QTimer.singleShot(0, self, self._even_out)

    def _even_out(self) -> None:
        self._uneven = False
        self._layout.set_heights()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Qt: columns step aside where labels would be squeezed."""
        self._layout.fit()
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._keep_in_sight)

    def scrollTo(  # noqa: N802
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Qt: bring a cell into sight, with as much of its label as there is room for."""
        super().scrollTo(index, hint)
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() + self.visualRect(index).right() + 1 - self.viewport().width())

    def _keep_in_sight(self) -> None:
        """A window that grew smaller still shows the cell that has the focus."""
        self.scrollTo(self.currentIndex())
        self.fields.stay()

    def _changed(self, first: QModelIndex, last: QModelIndex) -> None:
        for number in range(first.row(), last.row() + 1):
            row = self._model.rows[number]
            if row.kind in (RowKind.WORDS, RowKind.SUM):
                self._layout.set_height(number)
            if not all(self._layout.holds(row, column) for column in range(first.column(), last.column() + 1)):
                self._layout.set_columns()

    def _remember(self) -> None:
        index = self.currentIndex()
        self._scrolled = self.verticalScrollBar().value()
        row = self._model.rows[index.row()] if index.isValid() else None
        self._key = self._key_of(row, index.column()) if row else ()

    def _key_of(self, row: FormRow, column: int) -> tuple[object, ...]:
        address = row.cells.get(column)
        if address:
            return (*address, self._model.report_of(row, column).period)
        return (row.kind, row.figure.code, row.breakdown and row.breakdown.code, row.parent, row.row)

    def _restore(self) -> None:
        self._lay_out()
        self.verticalScrollBar().setValue(self._scrolled)
        for number, row in enumerate(self._model.rows):
            for column in (*row.cells, self._model.columns.label) if row.kind is not RowKind.WORDS else ():
                if self._key == self._key_of(row, column):
                    self.setCurrentIndex(self._model.index(number, column))
                    return
        same = [n for n, row in enumerate(self._model.rows) if self._key and row.figure.code in self._key[:2]]
        start = self._model.index(same[0], 0) if same else QModelIndex()
        self.setCurrentIndex(walking.stop(self._model, start, 1))

    def _selected(self) -> None:
        several = len(self.selectionModel().selectedIndexes()) > 1
        if several or self._several:
            self.viewport().update()
        self._several = several

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802
        """Qt: keep what lies under the cell in sight, and say where we are."""
        super().currentChanged(current, previous)
        self._seen = self._stopped = False
        if current.isValid():
            below = min(current.row() + 2, len(self._model.rows) - 1)
            self.scrollTo(self._model.index(below, current.column()))
            self.scrollTo(current)
            self.update(previous)
            self.update(current)
            self.moved.emit(self._model.address(current))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Qt: what is painted was shown to the officer."""
        super().paintEvent(event)
        self._seen = True

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Qt: paint the cell with the focus; the view's own way paints everything, at every edit."""
        QAbstractScrollArea.focusInEvent(self, event)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, self._model.is_field(self.currentIndex()))
        self.update(self.currentIndex())

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Qt: paint the cell that had the focus."""
        QAbstractScrollArea.focusOutEvent(self, event)
        self.update(self.currentIndex())

    @property
    def here(self) -> Address | None:
        """The cell that has the focus; None outside cells."""
        return self._model.address(self.currentIndex())

    @property
    def report_here(self) -> Report:
        """The report of the cell that has the focus: that of its period, where several stand side by side."""
        return self._model.report_at(self.currentIndex())

    @property
    def row_here(self) -> FormRow | None:
        """The row that has the focus; None where there is none."""
        return self._model.rows[self.currentIndex().row()] if self.currentIndex().isValid() else None

    def settle(self) -> bool:
        """Store what is being typed; False, with the reason in view, where that cannot be done yet."""
        return self.fields.settle()

    @property
    def active(self) -> bool:
        """Whether keys go to the form."""
        return self.fields.active

    def walk(self, way: Way) -> None:
        """Go where a key leads; what lies beyond the last cell is told by `ended`."""
        here = self.currentIndex()
        found = walking.lead(self._model, here, way)
        self.setCurrentIndex(found)
        self._stopped = found == here
        if way is Way.FORWARD and self._stopped:
            self.ended.emit()

    def go_to(self, address: Address, report: Report | None = None) -> None:
        """Put the focus on a cell, opening what hides it."""
        if self._model.outline.reveal(address.figure):
            self._model.rebuild()
        index = self._model.index_of(address, report)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
            self.setFocus()

    def _go_to_first_cell(self, number: int) -> None:
        """Put the focus on the first cell of a row."""
        row = self._model.rows[number]
        self.setCurrentIndex(self._model.index(number, min(row.cells, default=self._model.columns.label)))

    def go_to_new_row(self) -> bool:
        """Go to where a row is added to the breakdown that has the focus, or to the next; False where there is none."""
        rows, here = self._model.rows, self.currentIndex().row()
        figure = rows[here].figure.code if 0 <= here < len(rows) else ""
        order = [*range(here, len(rows)), *range(here)]
        found = [number for number in order if rows[number].kind is RowKind.NEW]
        if not found:
            self._stopped = not (self._model.open_up(figure) and self.go_to_new_row())
            return not self._stopped
        number = next((number for number in found if rows[number].figure.code == figure), found[0])
        self.setCurrentIndex(self._model.index(number, self._model.columns.label))
        self.setFocus()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Qt: the keys that walk and select; any other begins to type."""
        key, modifiers = event.key(), event.modifiers()
        shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        plain = not modifiers & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        begins = event.text().isprintable() and bool(event.text().strip())
        index = self.currentIndex()
        arrows = {
            Qt.Key.Key_Down: lambda: walking.vertical(self._model, index, 1),
            Qt.Key.Key_Up: lambda: walking.vertical(self._model, index, -1),
            Qt.Key.Key_Right: lambda: walking.sideways(self._model, index, 1),
            Qt.Key.Key_Left: lambda: walking.sideways(self._model, index, -1),
        }
        if key in _FORWARD and plain:
            if not shift and index.isValid() and self._model.rows[index.row()].kind is RowKind.FOLD:
                if self._seen:  # keys that ran ahead of the eyes were not meant to open it
                    QTimer.singleShot(0, self, self._unfold_here)
            else:
                self.walk(Way.BACK if shift else Way.FORWARD)
        elif key == Qt.Key.Key_Backtab:
            self.walk(Way.BACK)
        elif key in arrows and plain:
            found = arrows[Qt.Key(key)]()
            self._extend(found) if shift else self.setCurrentIndex(found)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and plain and not shift:
            self._attempt(lambda: clipboard.clear(self._model, self._block()))
        elif self._model.locked and begins:
            self.announced.emit(LOCKED)
        else:
            if begins and index.isValid():
                self._catch(index)
            super().keyPressEvent(event)
            if key == Qt.Key.Key_F2 and self.fields.field is not None:
                self.fields.field.within = True

    def _catch(self, index: QModelIndex) -> None:
        """Let what is typed where no field is, or beyond the last one, stay in sight; it goes into no cell."""
        beyond = index.siblingAtColumn(self._model.columns.label)
        if self._stopped and self._model.address(index) is not None and not self._model.is_field(beyond):
            self.setCurrentIndex(beyond)
            index = beyond
        if not self._model.is_field(index):
            self._model.catch(index)

    def moveCursor(  # noqa: N802
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Qt: where Home, End and Page lead: always to something that can be typed in."""
        here, actions = self.currentIndex(), QAbstractItemView.CursorAction
        step = -1 if action in (actions.MoveHome, actions.MovePageUp) else 1
        if action in (actions.MoveHome, actions.MoveEnd):
            if not modifiers & Qt.KeyboardModifier.ControlModifier:
                return walking.edge(self._model, here, step)
            last = self._model.index(len(self._model.rows) - 1, self._model.columns.count - 1)
            return walking.stop(self._model, QModelIndex() if step < 0 else last, -step)
        there = super().moveCursor(action, modifiers)
        if action not in (actions.MovePageUp, actions.MovePageDown):
            return there
        before = self._model.index(there.row() - step, here.column())
        found = walking.vertical(self._model, before, step) if before.isValid() else there
        return found if self._model.is_stop(found) else here

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001, N802 - Qt's signature
        """Qt: Tab walks the fields first, then leaves the form."""
        found = walking.stop(self._model, self.currentIndex(), 1 if forward else -1)
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
        block = QItemSelection(self._model.index(far_row, far_column), to)
        if far_row > to.row() or far_column > to.column():
            first = self._model.index(min(far_row, to.row()), min(far_column, to.column()))
            last = self._model.index(max(far_row, to.row()), max(far_column, to.column()))
            block = QItemSelection(first, last)
        self.selectionModel().setCurrentIndex(to, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.selectionModel().select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _block(self) -> list[QModelIndex]:
        return self.selectionModel().selectedIndexes() or [self.currentIndex()]

    def copy_block(self) -> None:
        """Put the chosen cells on the clipboard, as a spreadsheet would."""
        QGuiApplication.clipboard().setText(clipboard.copied(self._model, self._block()))

    def cut_block(self) -> None:
        """Put the chosen cells on the clipboard and blank them, as one step; names and sums stay."""
        self.copy_block()
        self._attempt(lambda: clipboard.clear(self._model, self._block()))

    def paste_block(self) -> None:
        """Paste a block of cells from here on, in the place of what is being typed; a single text goes into that."""
        text, field = QGuiApplication.clipboard().text(), self.fields.field
        if field is not None and not block.is_block(text):
            field.paste()
            return
        self.drop_text()
        self._attempt(lambda: self._announce(clipboard.paste(self._model, self.currentIndex(), text)))

    def _announce(self, done: str) -> None:
        if done:
            self.announced.emit(done)

    def drop_text(self) -> None:
        """Leave the cell as it was, whatever is being typed."""
        if self.fields.field is not None:
            self.fields.field.setModified(False)
            self.closeEditor(self.fields.field, QAbstractItemDelegate.EndEditHint.RevertModelCache)

    def _attempt(self, action: Callable[[], object]) -> None:
        attempt(action, self._model.refused.emit)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Qt: what cannot be stored yet keeps the focus."""
        if self.fields.settle():
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Qt: who opens a cell by the mouse means to mend what stands there."""
        super().mouseDoubleClickEvent(event)
        if self.fields.field is not None:
            self.fields.field.within = True

    def _clicked(self, index: QModelIndex) -> None:
        row = self._model.rows[index.row()]
        if row.kind is RowKind.FOLD:
            self.unfold(index.row())
        elif row.kind is RowKind.FIGURE and index.column() <= self._model.columns.label and row.figure.breakdowns:
            self.toggle(row.figure.code)
        elif row.kind is RowKind.NEW:
            self.setCurrentIndex(self._model.index(index.row(), self._model.columns.label))
            self.edit(self.currentIndex())

    def unfold(self, number: int) -> None:
        """Show a folded run of figures, and go to its first cell."""
        run = self._model.rows[number].run
        self._model.outline.unfold(run)
        self._model.rebuild()
        if not run:
            self.scrollToBottom()
            return
        self.setCurrentIndex(walking.stop(self._model, self._model.index(number, 0), 1))

    def _unfold_here(self) -> None:
        """Show the folded run that has the focus once no more keys wait: what follows at once is meant for no cell."""
        row = self.row_here
        if row is not None and row.kind is RowKind.FOLD and self.fields.field is None:
            self.unfold(self.currentIndex().row())
            self.viewport().repaint()

    def toggle(self, figure: str) -> None:
        """Open or collapse the breakdowns of a figure."""
        self._model.outline.toggle(figure)
        self._model.rebuild()

    def toggle_here(self) -> None:
        """Open or collapse the breakdowns of the figure that has the focus."""
        if self.currentIndex().isValid() and self.fields.settle():
            self.toggle(self._model.rows[self.currentIndex().row()].figure.code)
