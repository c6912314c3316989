"""Typing into the form: the editors of its cells and labels, and what happens to what was typed."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from forms.report.entry import Entry, Typed
from forms.values.text import tidy
from ui.entry import block, walking
from ui.entry.field import Choices, Echo, EntryField
from ui.entry.layout import FormLayout
from ui.entry.model import FormModel
from ui.entry.painting import CellPainter, box, indent
from ui.entry.rows import RowKind
from ui.entry.walking import Way
from ui.look.labels import LEFT, RIGHT
from ui.look.line_model import Index
from ui.look.theme import Theme

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_WAYS = {
    Qt.Key.Key_Left: Way.LEFT,
    Qt.Key.Key_Right: Way.RIGHT,
    Qt.Key.Key_Home: Way.FIRST,
    Qt.Key.Key_End: Way.LAST,
    Qt.Key.Key_PageUp: Way.UP,
    Qt.Key.Key_PageDown: Way.DOWN,
}  # of the keys that lead out of a text as long as nobody mends it
_OVERRUN = (
    "Chưa ghi được: chữ trước chưa nhận mà đã gõ tiếp, tất cả còn ở ô này, chưa sang ô nào. "
    "Đề nghị xóa phần thừa rồi Enter, hoặc Esc để bỏ."
)


class Fields(CellPainter):
    """Makes the editors of the form; a text that cannot be stored stays in its field, which says why.

    `left` says which way the focus goes on from a field, `row_made` into which row a new label leads instead, and
    `block_pasted` that several cells were pasted while one typed into one.
    """

    left = Signal(object)  # Way
    row_made = Signal(int)
    block_pasted = Signal()

    def __init__(self, view: QTableView, model: FormModel, layout: FormLayout, theme: Theme) -> None:
        super().__init__(view, model, layout, theme)
        self.field: EntryField | None = None
        self._typed: tuple[str, Typed] | None = None  # the text that was read last, and how
        self.echo = Echo(view.viewport(), theme)
        self.choices = Choices(view.viewport(), theme)
        self.choices.itemClicked.connect(self._choose)

    @property
    def active(self) -> bool:
        """Whether keys go to the form or to one of its fields."""
        return self.field is not None or super().active

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: N802, ARG002
        """Qt: the field in which one types."""
        model = self.model
        row = model.rows[index.row()]
        field = EntryField(parent, self.theme)
        field.setAlignment(LEFT if index.column() == model.columns.label else RIGHT)
        field.setAccessibleName(model.aloud(row, index.column()))
        field.setAccessibleDescription(model.describe(index))
        field.textEdited.connect(lambda: self._typing(field))
        self.field, self._typed = field, None
        self.choices.labels = model.known_labels(row) if self._names(index) else ()
        return field

    def _names(self, index: Index) -> bool:
        """Whether a row gets its name at an index."""
        return self.model.is_field(index) and self.model.address(index) is None

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802
        """Qt: begin with what stands there, never over what is being typed."""
        field = cast("EntryField", editor)
        if not field.isModified():
            field.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:  # noqa: N802
        """Qt: hand over what was typed, if something was."""
        field = cast("EntryField", editor)
        if field.isModified():
            model.setData(index, field.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802
        """Qt: the editor lies inside the well, its digits where they stood; a long sum reaches out over the label."""
        px, rect = self.theme.px, option.rect
        if index.column() == self.model.columns.label:
            taken = indent(self.model.rows[index.row()], self.theme)
            editor.setGeometry(rect.adjusted(taken + px(7), px(3), -px(4), -px(3)))
            return
        well = box(rect, self.theme).adjusted(px(2), px(2), -px(5), -px(2))
        cast("EntryField", editor).lie(well)

    def hush(self) -> None:
        """Put away the line under the field and the labels proposed."""
        self.echo.hide()
        self.choices.hide()
        self.model.draft(None)

    def destroyEditor(self, editor: QWidget, index: Index) -> None:  # noqa: N802
        """Qt: a field is done with; it may go only after the next one has come."""
        if editor is self.field:
            self.field = None
            self.hush()
        super().destroyEditor(editor, index)

    def stay(self) -> None:
        """Keep what is said of a field beside it: the form has another size."""
        if self.field is not None and self.echo.isVisible():
            self.echo.lie(self._under(self.field))

    def _under(self, field: EntryField) -> QRect:
        return field.geometry().adjusted(-self.theme.px(3), 0, self.theme.px(5), self.theme.px(2))

    def _read(self, text: str, index: Index) -> Typed:
        """How a text is read; once, so that what was shown while one typed is what is stored."""
        if self._typed is None or self._typed[0] != text:
            self._typed = text, self.model.read(index, text)
        return self._typed[1]

    def _typing(self, field: EntryField) -> None:
        """Show how the text is read so far: sums and words move along."""
        field.follow(seen=self.echo.seen)
        index, model = self.view.currentIndex(), self.model
        option = QStyleOptionViewItem()
        option.rect = self.view.visualRect(index)
        self.updateEditorGeometry(field, option, index)
        if field.overrun:  # the reason still stands below
            return
        address = model.address(index)
        if not model.is_field(index):
            self.echo.show_text(self._read(field.text(), index).entry.refusal, self._under(field), "error")
            return
        if address is None:
            self.choices.offer(field.text(), self._under(field))
            self.echo.hide()
            return
        found = self._read(field.text(), index).entry
        known = found.cell if not (found.refusal or found.question) else model.report_at(index).cells.get(address)
        model.draft(address, known, model.report_at(index))
        self.echo.show_text("" if self._stands_below(index, found) else found.echo, self._under(field))

    def _stands_below(self, index: Index, found: Entry) -> bool:
        """Whether the row below says the amount in words anyway."""
        below = self.model.rows[index.row() + 1 : index.row() + 2]
        return bool(below) and below[0].kind is RowKind.WORDS and not found.echo.startswith(("=", "ước"))

    def _choose(self) -> None:
        if self.field is not None:
            self.leave(self.field, Way.FORWARD)

    def settle(self, *, sure: bool = False) -> bool:
        """Store what is being typed; False when it cannot be, and the field then says why and keeps the focus.

        A doubtful text is stored only where the officer is `sure`, having seen the question.
        """
        field = self.field
        if field is None:
            return True
        if not field.isModified():
            self.view.closeEditor(field, QAbstractItemDelegate.EndEditHint.NoHint)
            return True
        return self._store(field, sure=sure)

    def _store(self, field: EntryField, *, sure: bool) -> bool:
        index = self.view.currentIndex()
        text = self.choices.chosen or field.text()
        problem, tone = self._put(field, text, index, sure=sure)
        if problem:
            field.refuse()
            self.choices.hide()
            self.echo.show_text(problem, self._under(field), tone)
            field.setAccessibleDescription(problem)
            field.setFocus()
            return False
        field.setModified(False)
        if self.field is field:  # a rebuilt form has put its editors away already
            self.view.closeEditor(field, QAbstractItemDelegate.EndEditHint.NoHint)
        return True

    def _put(self, field: EntryField, text: str, index: Index, *, sure: bool) -> tuple[str, str]:
        """Store a text; returns why that cannot be done yet, with the tone in which it is said, "" when it is done."""
        if field.overrun and not self.choices.chosen:
            return _OVERRUN, "error"
        typed = self._read(text, index)
        if typed.entry.refusal:
            return typed.entry.refusal, "error"
        if typed.entry.question and not (sure and field.asked == text and self.echo.seen):
            field.asked = text
            return typed.entry.question, "warning"
        return self.model.store(typed, index), "error"

    def leave(self, field: EntryField, way: Way, *, sure: bool = False) -> None:
        """Store what was typed and go on; stay, and say why, when it cannot be stored."""
        index = self.view.currentIndex()
        row = self.model.rows[index.row()]
        label = tidy(self.choices.chosen or field.text())
        modified = field.isModified() or bool(self.choices.chosen)
        field.setModified(modified)
        if not self.settle(sure=sure):
            return
        self.view.setFocus()
        if row.kind is RowKind.NEW and modified and label:
            self.row_made.emit(index.row())
        else:
            self.left.emit(way)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:  # noqa: N802
        """Qt: Enter, Tab and the arrows store and go on; the window's keys stay the window's."""
        if not isinstance(editor, EntryField):
            return super().eventFilter(editor, event)
        if event.type() == QEvent.Type.FocusOut:
            return editor is self.field and not self.settle()
        key = cast("QKeyEvent", event)
        if event.type() == QEvent.Type.ShortcutOverride and not editor.isModified():
            for known in (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo, QKeySequence.StandardKey.Copy):
                if key.matches(known):
                    event.ignore()
                    return True
        if event.type() == QEvent.Type.KeyPress and self._key(editor, key):
            return True
        return super().eventFilter(editor, event)

    def _key(self, field: EntryField, key: QKeyEvent) -> bool:
        shift = bool(key.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        code = key.key()
        if self.choices.isVisible() and code in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.choices.step(1 if code == Qt.Key.Key_Down else -1)
            return True
        if code in (*_ENTER, Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            sure = code in _ENTER and not shift and not key.isAutoRepeat()
            self.leave(field, Way.BACK if shift or code == Qt.Key.Key_Backtab else Way.FORWARD, sure=sure)
            return True
        if code in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.leave(field, Way.DOWN if code == Qt.Key.Key_Down else Way.UP)
            return True
        if code == Qt.Key.Key_F2:
            field.within = True
        plain = not key.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if Qt.Key(code) in _WAYS and (plain or code in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)):
            return self._lead_out(field, _WAYS[Qt.Key(code)])
        if key.matches(QKeySequence.StandardKey.Paste) and block.is_block(QGuiApplication.clipboard().text()):
            self.block_pasted.emit()
            return True
        return False

    def _lead_out(self, field: EntryField, way: Way) -> bool:
        """Go where a key leads from what is typed in; False where it moves within the text.

        Where it leads nowhere the text waits: what comes next is set apart, and neither joins it nor takes its place.
        """
        if not field.isModified() or (field.refused and self.echo.seen):
            field.within = True
        if field.within and way not in (Way.UP, Way.DOWN):
            return False
        index = self.view.currentIndex()
        if walking.lead(self.model, index, way) != index:
            self.leave(field, way)
        else:
            field.refuse()
        return True

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802, ARG002
        """Qt: rows have their heights from the view."""
        return QSize(10, self.theme.row())
