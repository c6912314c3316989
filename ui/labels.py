"""Words, buttons and hairlines in the colours and sizes of the theme."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from ui import icons
from ui.theme import Theme


def label(theme: Theme, text: str, role: str = "text", delta: float = 0.0, *, bold: bool = False) -> QLabel:
    """Plain words in a colour of the theme, `delta` points larger than the body; they wrap."""
    found = QLabel(text)
    found.setFont(theme.font(delta, bold=bold))
    palette = found.palette()
    palette.setColor(QPalette.ColorRole.WindowText, theme[role])
    found.setPalette(palette)
    found.setWordWrap(True)
    return found


def button(theme: Theme, text: str, icon: str = "", kind: str = "") -> QPushButton:
    """A push button; `kind` is "primary", "link" or nothing."""
    found = QPushButton(f" {text}" if icon else text)
    found.setAccessibleName(text)
    found.setFont(theme.font())
    found.setProperty("kind", kind)
    if icon:
        size = theme.px(16)
        colour = theme["onaccent" if kind == "primary" else "text2"]
        found.setIcon(icons.icon(icon, colour, theme["text3"], size))
        found.setIconSize(QSize(size, size))
    return found


def ground(widget: QWidget, theme: Theme, role: str) -> QWidget:
    """The same widget on a ground of the theme."""
    widget.setAutoFillBackground(True)
    palette = widget.palette()
    palette.setColor(QPalette.ColorRole.Window, theme[role])
    widget.setPalette(palette)
    return widget


def rule(theme: Theme, *, upright: bool = False) -> QFrame:
    """A hairline."""
    found = QFrame()
    if upright:
        found.setFixedWidth(1)
    else:
        found.setFixedHeight(1)
    ground(found, theme, "line")
    return found
