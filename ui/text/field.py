"""The field in which paragraphs are written: words, and live references as chips among them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QKeySequence, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QToolTip

from ui.look.theme import Theme
from ui.session import Session
from ui.text import chips, pasting


class ParagraphText(QTextEdit):
    """Words and chips; what is copied or dropped keeps its references."""

    left = Signal()

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self.setFont(theme.font(1))
        self.setAcceptRichText(False)
        self.setAccessibleName("Nội dung")
        self.document().setDefaultFont(theme.font(1))
        self.document().setDocumentMargin(theme.px(10))
        self.setTabChangesFocus(True)
        self.chips = chips.Chips(session.report, theme, self.document())
        self._gap = theme.px(8)

    def load(self, texts: tuple[str, ...]) -> None:
        """Show paragraphs in the language of `forms.definitions.sentences`; there is nothing to undo then."""
        self.document().clear()
        cursor = QTextCursor(self.document())
        form = QTextBlockFormat()
        form.setBottomMargin(self._gap)
        form.setLineHeight(130.0, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        for number, text in enumerate(texts):
            if number:
                cursor.insertBlock(form)
            else:
                cursor.setBlockFormat(form)
            chips.put_text(cursor, text)
        self.document().clearUndoRedoStacks()
        self.document().setModified(False)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802 - Qt
        """What is copied: text in which references stand in braces, so that pasting brings them back."""
        cursor = self.textCursor()
        copy = self.document().clone()
        try:
            inside = QTextCursor(copy)
            inside.setPosition(cursor.selectionEnd())
            inside.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
            inside.removeSelectedText()
            inside.setPosition(0)
            inside.setPosition(cursor.selectionStart(), QTextCursor.MoveMode.KeepAnchor)
            inside.removeSelectedText()
            data, copied = QMimeData(), "\n".join(chips.texts(copy))
            data.setText(copied)
            data.setData(pasting.OWN, copied.encode())
        finally:
            copy.deleteLater()
        return data

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt
        """Paste paragraphs with their lists, faces and tables; braces that name something become chips."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        for number, line in enumerate(pasting.paragraphs(source)):
            if number:
                cursor.insertBlock()
            chips.put_text(cursor, line)
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt
        """Say that the editor was left."""
        super().focusOutEvent(event)
        self.left.emit()

    def event(self, event: QEvent) -> bool:
        """Qt: where nothing was typed to take back, undo is the report's."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            document, keys = self.document(), QKeySequence.StandardKey
            if (event.matches(keys.Undo) and not document.isUndoAvailable()) or (
                event.matches(keys.Redo) and not document.isRedoAvailable()
            ):
                event.ignore()
                return True
        return super().event(event)

    def viewportEvent(self, event: object) -> bool:  # noqa: N802 - Qt
        """Say over a chip what it stands for."""
        if isinstance(event, QHelpEvent):
            cursor = self.cursorForPosition(event.pos())
            source = chips.source_at(cursor)
            if not source and cursor.movePosition(QTextCursor.MoveOperation.NextCharacter):
                source = chips.source_at(cursor)
            QToolTip.showText(event.globalPos(), self.chips.name(source) if source else "", self)
            return True
        return super().viewportEvent(event)  # type: ignore[arg-type]
