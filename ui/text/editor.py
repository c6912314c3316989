"""Editing the paragraphs of a section: plain writing, with live references as chips, and what will be printed.

What was typed is stored after a pause, when the editor loses the focus, and before another section is shown.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QTextCursor
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from forms.definitions import sentences
from forms.narrative import mending, paragraphs
from forms.narrative.blocks import Note, Text
from forms.narrative.narrative import fill
from forms.narrative.scope import Scope
from forms.values import legacy_letters
from forms.values.text import raised
from ui.look.theme import Theme
from ui.refusal import attempt
from ui.session import Session
from ui.text import chips
from ui.text.field import ParagraphText
from ui.text.figure_picker import FigurePicker

_PAUSE = 800  # milliseconds after the last key


class ParagraphEditor(QWidget):
    """One section's paragraphs, the buttons that insert, and the paragraph at the cursor as it will be printed."""

    refused = Signal(str)
    documents_wanted = Signal()
    mends_wanted = Signal(dict)  # what would be mended, by the font in which letters are guessed to be; "" for none

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self.session = session
        self.theme = theme
        self.section = ""
        self._shown: tuple[str, ...] = ()
        self.text = ParagraphText(session, theme)
        self.state = QLabel()
        self.back = self._button("Dùng lại câu của mẫu")
        self.insert = self._button("Chèn số liệu…")
        self.note = self._button("Chú thích")
        self.optional = self._button("Phần tự ẩn")
        self.cite = self._button("Viện dẫn văn bản")
        self.mend = self._button("Sửa dấu cách, ngoặc, số…")
        self.preview = QLabel()
        self.problem = QLabel()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.text)

    def _button(self, words: str) -> QPushButton:
        button = QPushButton(words)
        button.setFont(self.theme.font())
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _lay_out(self) -> None:
        px = self.theme.px
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(12), px(4), px(12), px(10))
        layout.setSpacing(px(8))
        self._buttons = QGridLayout()
        self._buttons.setSpacing(px(8))
        self._buttons.setColumnStretch(4, 1)
        layout.addLayout(self._buttons)
        layout.addWidget(self.text, 1)
        self.text.setMinimumHeight(px(110))
        self._place_buttons()
        for label, role in ((self.problem, "error"), (self.preview, "text"), (self.state, "text2")):
            label.setFont(self.theme.font())
            label.setWordWrap(label is not self.state)
            palette = label.palette()
            palette.setColor(label.foregroundRole(), self.theme[role])
            label.setPalette(palette)
        layout.addWidget(self.problem)
        layout.addWidget(self.preview)
        foot = QHBoxLayout()
        foot.addWidget(self.state)
        foot.addStretch()
        foot.addWidget(self.mend)
        foot.addWidget(self.back)
        layout.addLayout(foot)
        self.insert.setToolTip("Chọn một chỉ tiêu; số của nó đứng trong câu và tự đổi theo ô (Ctrl+K)")
        self.note.setToolTip("Đặt phần đang chọn, hoặc chỗ con trỏ, thành chú thích cuối trang")
        self.optional.setToolTip("Phần đang chọn tự ẩn khi một số liệu trong đó chưa có")

    def _place_buttons(self) -> None:
        """The buttons that insert in one line, in two where there is no room."""
        buttons = (self.insert, self.note, self.optional, self.cite)
        across = sum(button.sizeHint().width() for button in buttons) + self.theme.px(24 + 3 * 8)
        columns = 4 if across <= self.width() else 2
        for number, button in enumerate(buttons):
            self._buttons.addWidget(button, number // columns, number % columns)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt
        """Give the buttons room."""
        super().resizeEvent(event)
        self._place_buttons()

    def _connect(self) -> None:
        self.text.textChanged.connect(self._typed)
        self.text.cursorPositionChanged.connect(self._preview)
        self.text.left.connect(self.settle)
        self._timer.timeout.connect(self.settle)
        self.back.clicked.connect(self.restore)
        self.mend.clicked.connect(self._offer_mends)
        self.insert.clicked.connect(self.pick)
        self.note.clicked.connect(lambda: self._surround(chips.NOTE, "}"))
        self.optional.clicked.connect(lambda: self._surround(chips.GROUP, "]"))
        self.cite.clicked.connect(self._choose_document)
        shortcut = QShortcut(QKeySequence("Ctrl+K"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.pick)
        self.session.changed.connect(self.refresh)

    def show_section(self, section: str) -> None:
        """Keep what was typed and show another section (a code, or the opening or closing of the document)."""
        self.settle()
        self.section = section
        self._load()

    def _load(self) -> None:
        self._shown = paragraphs.texts(self.session.report, self.section)
        self.text.blockSignals(True)  # noqa: FBT003 - Qt
        self.text.load(self._shown)
        self.text.blockSignals(False)  # noqa: FBT003 - Qt
        self._timer.stop()
        self._show_state()
        self._preview()

    def refresh(self) -> None:
        """Show values, and paragraphs that changed elsewhere, anew; what is being typed stays."""
        if not self.section:
            return
        if not self._timer.isActive() and paragraphs.texts(self.session.report, self.section) != self._shown:
            self._load()
            return
        self.text.document().markContentsDirty(0, self.text.document().characterCount())
        self._show_state()
        self._preview()

    def _typed(self) -> None:
        self._timer.start()
        self._preview()

    def settle(self) -> bool:
        """Store what was typed; False, told in one sentence and kept in the editor, where that cannot be done."""
        self._timer.stop()
        written = bool(self.section) and self.text.document().isModified()
        return not written or attempt(self._store, self._refuse)

    def _store(self) -> None:
        report, document = self.session.report, self.text.document()
        change = paragraphs.change(report, self.section, chips.texts(document))
        if change is not None:
            self._shown = change.texts or paragraphs.default_texts(report.template, self.section)
            self.session.put(change)
        document.setModified(False)

    def _refuse(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.show()
        self.refused.emit(text)

    def restore(self) -> None:
        """Put the template's paragraphs back; the officer's come again by undo."""
        self._timer.stop()
        change = paragraphs.change(self.session.report, self.section, None)
        if change is not None:
            attempt(lambda: self.session.put(change), self.refused.emit)
        self._load()

    def _offer_mends(self) -> None:
        """Ask for a look at what would be mended, in each way in which letters may be read."""
        readable = self.text.chips.readable
        self.mends_wanted.emit(
            {
                font: "\n\n".join(f"{readable(old)}\n→ {readable(new)}" for old, new in self._mends(font).values())
                for font in self._guessed() or ("",)
            }
        )

    def _guessed(self) -> list[str]:
        """The fonts in which some paragraph may be, where nobody but a person can tell."""
        texts = chips.texts(self.text.document())
        return [*dict.fromkeys(font for text in texts for font in legacy_letters.guesses(text))]

    def _mends(self, font: str = "") -> dict[int, tuple[str, str]]:
        """The paragraphs that would be mended, by their place: letters of before Unicode, then signs."""
        found = {}
        for place, text in enumerate(chips.texts(self.text.document())):
            read = legacy_letters.read(text)
            new = mending.mended(read[1] if read else legacy_letters.guesses(text).get(font, text))
            if new != text:
                found[place] = (text, new)
        return found

    def put_mends(self, font: str = "") -> None:
        """Put mended paragraphs in the place of what was typed; one step of undo takes them back."""
        mends = self._mends(font)
        cursor = QTextCursor(self.text.document())
        cursor.beginEditBlock()
        for place, (_, new) in mends.items():
            cursor.setPosition(self.text.document().findBlockByNumber(place).position())
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
            chips.put_text(cursor, new)
        cursor.endEditBlock()

    def _show_mends(self) -> None:
        """Offer mending where something is to be mended, by what it is."""
        open_ = bool(self.section) and not self.session.report.locked
        mends, guessed = (self._mends(), self._guessed()) if open_ else ({}, [])
        read = next((found for old, _ in mends.values() if (found := legacy_letters.read(old))), None)
        plain = f"Có phải mã {' hay '.join(guessed)}?…" if guessed else "Sửa dấu cách, ngoặc, số…"
        self.mend.setText(f"Chuyển mã {read[0]} sang Unicode…" if read else plain)
        self.mend.setVisible(bool(mends or guessed))

    def pick(self) -> None:
        """Choose a figure and put it at the cursor."""
        picker = FigurePicker(self.session.report, self.theme, self)
        if picker.exec() and picker.part is not None:
            self.put(sentences.write((picker.part,)))

    def put(self, source: str) -> None:
        """Put a reference at the cursor, in the language of `forms.definitions.sentences`."""
        chips.put(self.text.textCursor(), source)
        self.text.setFocus()

    def _surround(self, opening: str, closing: str) -> None:
        cursor = self.text.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        cursor.beginEditBlock()
        cursor.setPosition(end)
        chips.put(cursor, closing)
        cursor.setPosition(start)
        chips.put(cursor, opening)
        cursor.endEditBlock()
        cursor.setPosition(end + 1)
        self.text.setTextCursor(cursor)
        self.text.setFocus()

    def _choose_document(self) -> None:
        menu = QMenu(self)
        menu.setFont(self.theme.font())
        report = self.session.report
        for key, document in {**report.template.legal, **report.documents}.items():
            action = menu.addAction(f"{document.name} {document.title}"[:100])
            action.triggered.connect(lambda _=False, key=key: self.put("{legal:" + key + "}"))
        menu.addSeparator()
        menu.addAction("Danh mục văn bản…").triggered.connect(self.documents_wanted)
        menu.exec(self.cite.mapToGlobal(self.cite.rect().bottomLeft()))

    def _show_state(self) -> None:
        report = self.session.report
        own = self.section in report.paragraphs
        final = report.locked
        self.state.setText("Báo cáo đã chốt" if final else "Đã sửa" if own else "Theo mẫu")
        self.back.setEnabled(own and not final)
        self.text.setReadOnly(final)
        for button in (self.insert, self.note, self.optional, self.cite):
            button.setEnabled(not final)

    def _preview(self) -> None:
        """Show the paragraph at the cursor as it will be printed, or what is wrong with it, and what may be mended."""
        self._show_mends()
        found = chips.texts(self.text.document())
        text = found[self.text.textCursor().blockNumber()]
        reason = paragraphs.problem(self.session.report, text)
        self.problem.setText(f"{raised(reason)}." if reason else "")
        self.problem.setVisible(bool(reason))
        self.preview.setText("" if reason else f"Xem trước: {self._printed(text) or '(để trống)'}")

    def _printed(self, text: str) -> str:
        """The words of a paragraph with its notes after them."""
        content = fill(sentences.parse(text), Scope(self.session.report)).content
        notes = [part for part in content if isinstance(part, Note)]
        words, number = "", 0
        for part in content:
            if isinstance(part, Text):
                words += part.text
            else:
                number += 1
                words += f"({number})"
        below = ("".join(run.text for run in note.content) for note in notes)
        return "  ".join((words, *(f"({place}) {note}" for place, note in enumerate(below, start=1))))
