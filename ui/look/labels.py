"""Labels, buttons and lines in the colours of the theme."""

from __future__ import annotations

import re
from bisect import bisect_right

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from ui.look.icons import pixmap
from ui.look.theme import Theme

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def label(
    theme: Theme, text: str = "", delta: float = 0.0, *, bold: bool = False, colour: str = "text", wrap: bool = False
) -> QLabel:
    """A label of plain text."""
    found = QLabel(text)
    found.setTextFormat(Qt.TextFormat.PlainText)
    found.setWordWrap(wrap)
    found.setFont(theme.font(delta, bold=bold))
    tint(found, theme, colour)
    return found


def tint(found: QLabel, theme: Theme, colour: str) -> None:
    """Give a label a colour."""
    palette = found.palette()
    for role in (palette.ColorRole.WindowText, palette.ColorRole.Text):  # which one shows depends on the ground
        palette.setColor(role, theme[colour])
    found.setPalette(palette)


def picture(theme: Theme, name: str, colour: str, size: int, name_aloud: str = "") -> QLabel:
    """An icon as a label; `name_aloud` is what a screen reader says."""
    found = QLabel()
    found.setPixmap(pixmap(name, theme[colour], theme.px(size)))
    found.setAccessibleName(name_aloud)
    return found


def shortened(text: str, metrics: QFontMetrics, width: int) -> str:
    """As many words of a text as a width holds, and "…" for the rest: half a number would be another number."""
    if metrics.horizontalAdvance(text) <= width:
        return text
    words = text.split(" ")

    def shown(count: int) -> str:
        return f"{' '.join(words[:count])} …".strip()

    # a list of thousands of names is not measured once for each of them
    fitting = bisect_right(range(1, len(words)), width, key=lambda count: metrics.horizontalAdvance(shown(count)))
    return shown(fitting)


class OneLine(QLabel):
    """A line of words that is shortened where there is no room for it; the whole of it is its tooltip."""

    def __init__(self, theme: Theme, delta: float = 0.0, *, colour: str = "text") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(delta))
        tint(self, theme, colour)

    def say(self, text: str) -> None:
        """Say something else."""
        self.setText(text)
        self.setToolTip(text)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Qt: it steps aside for whatever stands beside it."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        """Qt: draw what fits."""
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        text = shortened(self.text(), self.fontMetrics(), self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, text)


def breakable(name: str) -> str:
    """The name of a file that goes on beneath after a sign within it, where a line is too short for it."""
    return re.sub(r"(?<=[-_.])", "\u200b", name)


def button(theme: Theme, text: str, kind: str = "") -> QPushButton:
    """A button; its kind is "primary", "link" or plain."""
    found = QPushButton(text)
    found.setFont(theme.font())
    found.setProperty("kind", kind)
    found.setAutoDefault(False)
    return found


def line(theme: Theme, *, upright: bool = False) -> QFrame:
    """A hairline across, or from top to bottom."""
    found = QFrame()
    if upright:
        found.setFixedWidth(1)
    else:
        found.setFixedHeight(1)
    found.setAutoFillBackground(True)
    palette = found.palette()
    palette.setColor(found.backgroundRole(), theme["line"])
    found.setPalette(palette)
    return found


def ground(role: QPalette.ColorRole) -> QWidget:
    """What a scrolling view draws on; one that Qt makes by itself costs PySide all its classes when it is met first."""
    found = QWidget()
    found.setBackgroundRole(role)
    found.setAutoFillBackground(True)
    return found
