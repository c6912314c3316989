"""The days of one round on a line: when each office sent, the days on which reports are due, today."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QWidget

from ui.look.theme import Theme

_MARGIN = timedelta(days=2)
_STEPS = (1, 2, 5, 7, 14, 30, 60, 120, 365)  # days from one date that is written to the next
_STACKED = 4  # signs over one day; more are a number
_MIDDLE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop


class Flag(NamedTuple):
    """A day that is named, and for what; today has a colour of its own."""

    day: date
    text: str
    today: bool = False


class DayStrip(QWidget):
    """Draws the days; who listens hears the sentence that says the same."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._sent: list[tuple[date, bool]] = []
        self._flags: list[Flag] = []
        self.setSizePolicy(self.sizePolicy().Policy.Expanding, self.sizePolicy().Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's own
        """Qt: as high as the signs over a day, and two lines of words beneath."""
        return QSize(self.theme.px(300), self.theme.px(74) + 2 * self.theme.metrics().height())

    def show_days(self, sent: list[tuple[date, bool]], flags: list[Flag], aloud: str) -> None:
        """Show on which days reports came, each with whether it was late, and the days that are named."""
        self._sent, self._flags = sorted(sent), sorted(flags)
        self.setAccessibleName(aloud)
        self.update()

    @property
    def _span(self) -> tuple[date, date]:
        days = [day for day, _ in self._sent] + [flag.day for flag in self._flags]
        return min(days) - _MARGIN, max(days) + _MARGIN

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802 - Qt's own
        """Qt: draw it."""
        if not self._flags:
            return
        theme, painter = self.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._top = self.height() - 2 * theme.metrics().height() - theme.px(16)
        self._ground(painter)
        self._dates(painter)
        self._signs(painter)
        self._named(painter)
        painter.end()

    def _at(self, day: date) -> float:
        first, last = self._span
        left, right = self.theme.px(24), self.width() - self.theme.px(24)
        return left + (right - left) * (day - first).days / max((last - first).days, 1)

    def _ground(self, painter: QPainter) -> None:
        """The line of days: before the first day on which reports are due, after it until today, what is to come."""
        theme, (first, last) = self.theme, self._span
        today = next(flag.day for flag in self._flags if flag.today)
        due = next((flag.day for flag in self._flags if not flag.today), today)
        for begin, end, colour in (
            (first, last, "line"),
            (due, max(due, today), "warningsoft"),
            (first, min(due, max(today, first)), "accentsoft"),
        ):
            left = self._at(begin)
            painter.fillRect(QRectF(left, self._top, self._at(end) - left, theme.px(6)), theme[colour])

    def _dates(self, painter: QPainter) -> None:
        """Dates as often as there is room, none where a named day stands."""
        theme, (first, last) = self.theme, self._span
        metrics = theme.metrics(-1)
        days, wide = (last - first).days, metrics.horizontalAdvance("88/88") + theme.px(14)
        room = (self._at(last) - self._at(first)) / max(days, 1)
        step = next((step for step in _STEPS if step * room >= wide), _STEPS[-1])
        named = [self._at(flag.day) for flag in self._flags]
        painter.setFont(theme.font(-1))
        for number in range(0, days + 1, step):
            day = first + timedelta(days=number)
            at = self._at(day)
            painter.fillRect(QRectF(at, self._top, 1, theme.px(6)), theme["side"])
            if all(abs(at - place) > wide for place in named):
                painter.setPen(theme["text2"])
                place = QRectF(at - wide / 2, self._top + theme.px(9), wide, metrics.height())
                painter.drawText(place, _MIDDLE, f"{day.day:02}/{day.month:02}")

    def _signs(self, painter: QPainter) -> None:
        """A round for each report that came in time, a triangle for one that came late."""
        theme, size = self.theme, float(self.theme.px(9))
        total, drawn = Counter(day for day, _ in self._sent), Counter[date]()
        for day, late in self._sent:
            place = drawn[day]
            drawn[day] += 1
            top = self._top - theme.px(5) - (place + 1) * (size + theme.px(2))
            if place >= _STACKED:
                continue
            if place == _STACKED - 1 and total[day] > _STACKED:
                painter.setFont(theme.font(-1))
                painter.setPen(theme["text2"])
                tall = theme.metrics(-1).height()
                where = QRectF(self._at(day) - theme.px(20), top + size - tall, theme.px(40), tall)
                painter.drawText(where, _MIDDLE, f"+{total[day] - place}")
                continue
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme["warningmark" if late else "accent"])
            sign = QRectF(self._at(day) - size / 2, top, size, size)
            if late:
                corners = (sign.center().x(), sign.top()), (sign.right(), sign.bottom()), (sign.left(), sign.bottom())
                painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
            else:
                painter.drawEllipse(sign)

    def _named(self, painter: QPainter) -> None:
        """The named days: a stroke, the date, and what for, each clear of the one before."""
        theme, metrics = self.theme, self.theme.metrics(bold=True)
        high, small = metrics.height(), self.theme.metrics(-0.5)
        edge = 0.0
        for flag in self._flags:
            at, colour = self._at(flag.day), "accent" if flag.today else "text"
            painter.fillRect(QRectF(at - 1, self._top - theme.px(26), 2, theme.px(36)), theme[colour])
            painter.setPen(theme[colour])
            painter.setFont(theme.font(bold=True))
            if flag.today:
                room = metrics.horizontalAdvance(flag.text) + theme.px(6)
                beside = at + theme.px(6) if at + room < self.width() else at - room
                painter.drawText(QPointF(beside, self._top - theme.px(14)), flag.text)
                continue
            date_text = f"{flag.day.day:02}/{flag.day.month:02}"
            wide = float(metrics.horizontalAdvance(date_text) + theme.px(4))
            painter.drawText(QRectF(at - wide / 2, self._top + theme.px(9), wide, high), _MIDDLE, date_text)
            wide = float(small.horizontalAdvance(flag.text) + theme.px(4))
            left = max(min(max(at - wide / 2, edge), self.width() - wide), 0.0)
            if left < edge:  # no room beside the words before
                continue
            edge = left + wide + theme.px(8)
            painter.setFont(theme.font(-0.5))
            painter.setPen(theme["text2"])
            painter.drawText(QRectF(left, self._top + theme.px(9) + high, wide, high), _MIDDLE, flag.text)
