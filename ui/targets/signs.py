"""How a target stands as a sign: a shape of its own for each, so that colour is never the only one."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPen, QPixmap

from forms.offices.plan import Attainment
from ui.look.icons import pixmap
from ui.look.theme import Theme

COLOURS = {
    Attainment.REACHED: "ok",
    Attainment.MISSED: "warning",
    Attainment.UNDER_WAY: "accent",
    Attainment.AWAITED: "text2",
    Attainment.NOT_COMPARED: "text2",
}
_PICTURES = {Attainment.REACHED: "checkmark_circle", Attainment.MISSED: "warning"}


def sign(theme: Theme, attainment: Attainment, size: int = 16) -> QPixmap:
    """The sign of an attainment, `size` pixels square at 100 %."""
    colour = theme[COLOURS[attainment]]
    if attainment in _PICTURES:
        return pixmap(_PICTURES[attainment], colour, theme.px(size))
    application = QGuiApplication.instance()
    ratio = application.devicePixelRatio() if isinstance(application, QGuiApplication) else 1.0
    return _drawn(attainment, colour.name(), theme.px(size), ratio)


@lru_cache(maxsize=64)
def _drawn(attainment: Attainment, colour: str, size: int, ratio: float) -> QPixmap:
    """A circle: half full on the way, dotted where nothing is known, with a dash where nothing is compared."""
    drawn = QPixmap(round(size * ratio), round(size * ratio))
    drawn.fill(Qt.GlobalColor.transparent)
    drawn.setDevicePixelRatio(ratio)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = size * 0.09
    circle = QRectF(0, 0, size, size).adjusted(edge * 1.6, edge * 1.6, -edge * 1.6, -edge * 1.6)
    pen = QPen(QColor(colour), edge)
    if attainment is Attainment.AWAITED:
        pen.setStyle(Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([1.6, 2.0])
    painter.setPen(pen)
    painter.drawEllipse(circle)
    if attainment is Attainment.UNDER_WAY:
        painter.setBrush(QColor(colour))
        painter.drawChord(circle, 180 * 16, 180 * 16)
    elif attainment is Attainment.NOT_COMPARED:
        middle = circle.center().y()
        painter.drawLine(QPointF(circle.left() + size * 0.2, middle), QPointF(circle.right() - size * 0.2, middle))
    painter.end()
    return drawn
