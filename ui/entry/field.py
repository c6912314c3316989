"""The field in which one types, the line under it that says how it is read, and the labels it proposes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QElapsedTimer, QRect, Qt
from PySide6.QtGui import QMouseEvent, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QListWidget, QWidget

from forms.values.text import fold
from ui.look.theme import Theme

_SHOWN = 7  # labels proposed at once
GLANCE = 300  # milliseconds before which nobody has read a question


class EntryField(QLineEdit):
    """One field; `asked` is the doubtful text about which the officer was asked last.

    What is typed on after a text was refused stays in the field too, set apart, and nothing is stored until the
    officer takes something back: keys that run ahead of the eyes are neither lost nor joined to another number.
    While one types a number in, the arrows lead to other cells as in a spreadsheet; they move `within` the text once
    the officer has set out to mend it.
    """

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self.asked = ""
        self.overrun = False  # whether one typed on after a text was refused
        self.within = False
        self._refused = ""  # that text, with what was typed on
        self._apart = False  # whether what comes next is set apart
        self.setObjectName("field")
        self.setFrame(False)
        self.setFont(theme.font())
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, theme["well"])
        self.setPalette(palette)
        self._theme = theme
        self._long = False

    @property
    def refused(self) -> bool:
        """Whether a text could not be stored, and nothing of it was taken back since."""
        return bool(self._refused)

    def refuse(self) -> None:
        """Keep the text, which cannot be stored."""
        self._refused, self._apart = self.text(), True

    def follow(self, *, seen: bool) -> None:
        """Take note of what was typed: going on after a refusal, `seen` or not, or taking something back."""
        self.asked = ""
        text, refused = self.text(), self._refused
        goes_on = text.startswith(refused)
        self.overrun = bool(refused) and len(text) > len(refused) and (goes_on or not seen)
        if self.overrun and self._apart and goes_on:
            text = f"{refused} {text.removeprefix(refused)}"
            self.setText(text)
            self.setModified(True)
        self._refused, self._apart = text if self.overrun else "", False

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Qt: who points into a text means to mend it."""
        self.within = True
        super().mousePressEvent(event)

    def lie(self, well: QRect) -> None:
        """Lie in a well of the parent; a text that is longer reaches out to the left, within a frame of its own."""
        theme = self._theme
        more = theme.metrics().horizontalAdvance(self.text()) + theme.px(12) - well.width()
        if (more > 0) is not self._long:
            self._long = more > 0
            frame = f"border: {theme.px(2)}px solid {theme['accent'].name()}; border-radius: {theme.px(3)}px;"
            self.setStyleSheet(f"#field {{ {frame} }}" if self._long else "")
        edge = theme.px(2) if self._long else 0
        reach = min(more + theme.px(8), well.left() - theme.px(8)) if self._long else 0
        self.setGeometry(well.adjusted(-reach - edge, -edge, theme.px(5) if self._long else 0, edge))


class Echo(QLabel):
    """The line under a field: how the number is read, a question, or why it cannot be stored.

    `seen` says whether the text could have been read: keys that ran ahead of the eyes answer no question.
    """

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self.theme = theme
        self.ground = parent
        self._tone = "text"
        self._painted = QElapsedTimer()  # since when the text stands there
        self.setObjectName("echo")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(-0.5))
        self.setMargin(theme.px(5))
        self.setWordWrap(True)
        self.setAccessibleName("Cách hiểu số đang gõ")
        self.hide()

    @property
    def seen(self) -> bool:
        """Whether a question or a refusal has stood there long enough to be read."""
        asks = self._tone != "text" and self.isVisible()
        return asks and self._painted.isValid() and self._painted.elapsed() >= GLANCE

    def show_text(self, text: str, under: QRect, tone: str = "text") -> None:
        """Show a text under a rectangle of the parent; "" hides it."""
        if not text:
            self.hide()
            return
        if not self.isVisible() or text != self.text():
            self._painted.invalidate()
        self._tone = tone
        theme = self.theme
        ground = {"error": "errorsoft", "warning": "warningsoft"}.get(tone, "accentsoft")
        edge = {"error": "error", "warning": "warningmark"}.get(tone, "accent")
        self.setStyleSheet(
            f"#echo {{ background: {theme[ground].name()}; color: {theme['text'].name()}; "
            f"border: 1px solid {theme[edge].name()}; border-radius: {theme.px(3)}px; }}"
        )
        self.setText(text)
        self.lie(under)
        self.show()
        self.raise_()

    def lie(self, under: QRect) -> None:
        """Lie under a rectangle of the parent, or over it where there is no room beneath."""
        theme, room = self.theme, self.ground.rect()
        width = min(theme.metrics(-0.5).horizontalAdvance(self.text()) + theme.px(16), room.width() - theme.px(16))
        self.resize(width, max(self.heightForWidth(width), theme.row()))
        left = max(theme.px(8), min(under.right() - width + 1, room.width() - width - theme.px(8)))
        top = under.bottom() + theme.px(3)
        if top + self.height() > room.height():
            top = max(under.top() - self.height() - theme.px(3), 0)
        self.move(left, top)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Qt: what is painted was shown to the officer."""
        super().paintEvent(event)
        if not self._painted.isValid():
            self._painted.start()


class Choices(QListWidget):
    """Labels used before that fit what is typed; chosen with Down and Enter, or the mouse."""

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self.theme = theme
        self.ground = parent
        self.labels: Sequence[str] = ()
        self.setFont(theme.font())
        self.setFrameShape(QFrame.Shape.Box)
        self.setStyleSheet(f"QListWidget::item {{ padding: {theme.px(4)}px; }}")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Tên đã dùng")
        self.hide()

    def offer(self, text: str, under: QRect) -> None:
        """Show the labels that contain every word typed, with or without diacritics."""
        wanted = fold(text).split()
        fitting = [label for label in self.labels if all(word in fold(label) for word in wanted) and label != text]
        self.clear()
        self.addItems(fitting[:_SHOWN])
        if not fitting:
            self.hide()
            return
        height = self.sizeHintForRow(0) * self.count() + 2 * self.frameWidth()
        room = self.ground.rect()
        top = under.bottom() + self.theme.px(2)
        if top + height > room.height():
            top = under.top() - height - self.theme.px(2)
        self.setGeometry(under.left(), max(0, top), max(under.width(), self.theme.px(240)), height)
        self.setCurrentRow(-1)
        self.show()
        self.raise_()

    def step(self, by: int) -> None:
        """Go up or down in the list."""
        self.setCurrentRow(max(-1, min(self.currentRow() + by, self.count() - 1)))

    @property
    def chosen(self) -> str:
        """The label that is marked; "" when none is."""
        item = self.currentItem() if self.isVisible() else None
        return item.text() if item is not None and self.currentRow() >= 0 else ""
