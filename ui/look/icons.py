"""Icons: drawn from SVG in the colour and size asked for, sharp on any screen."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from forms.definitions.rules import Severity
from resources import path

SEVERITIES = {Severity.ERROR: "dismiss_circle", Severity.WARNING: "warning", Severity.INFO: "info"}
COLOURS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "accent"}


def pixmap(name: str, colour: QColor, size: int) -> QPixmap:
    """The icon of a name (a file of resources/icons) in one colour, `size` pixels square."""
    application = QGuiApplication.instance()
    ratio = application.devicePixelRatio() if isinstance(application, QGuiApplication) else 1.0
    return _drawn(name, colour.name(), size, ratio)


@lru_cache(maxsize=256)
def _drawn(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    drawn = QPixmap(_shape(name, round(size * ratio)))
    painter = QPainter(drawn)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(drawn.rect(), QColor(colour))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn


@lru_cache(maxsize=128)
def _shape(name: str, pixels: int) -> QPixmap:
    """An icon in black: reading and drawing its file takes five times as long as colouring it."""
    drawn = QPixmap(pixels, pixels)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(path("icons", f"{name}.svg").read_bytes())).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    return drawn


def icon(name: str, colour: QColor, disabled: QColor, size: int) -> QIcon:
    """The icon of an action, with its look when there is nothing to do."""
    found = QIcon(pixmap(name, colour, size))
    found.addPixmap(pixmap(name, disabled, size), QIcon.Mode.Disabled)
    return found


def program_icon() -> QIcon:
    """The picture of the program in title bar and task bar."""
    return QIcon(str(path("icons", "baocao42.svg")))
