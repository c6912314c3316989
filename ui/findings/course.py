"""The course of a figure over the periods that stand side by side, as a small drawing."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from forms.definitions.span import Across
from forms.definitions.tables import Extent
from forms.report.cells import Address
from forms.report.report import Report
from forms.values.numbers import Number, show
from ui.look.labels import button, label, line
from ui.look.theme import Theme
from ui.session import Session

_HINT = "Chấm rỗng: chưa hết năm, không so với cả năm."


class _Drawing(QWidget):
    """A point for each period, joined; hollow and dashed where the year is not over."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.points: list[tuple[Report, Number]] = []
        self.setFixedHeight(theme.px(104))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        """Qt: draw the line, then its points with their numbers."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self.theme
        places = self._places()
        base = self.height() - theme.px(22)
        painter.fillRect(QRectF(0, base, self.width(), 1), theme["line"])
        for number in range(len(places) - 1):
            over = Extent.of(self.points[number + 1][0].period) is Extent.YEAR
            painter.setPen(QPen(theme["accent"], theme.px(2), Qt.PenStyle.SolidLine if over else Qt.PenStyle.DashLine))
            painter.drawLine(places[number], places[number + 1])
        for (report, value), place in zip(self.points, places, strict=True):
            whole = Extent.of(report.period) is Extent.YEAR
            painter.setPen(QPen(theme["accent"], theme.px(2)))
            painter.setBrush(theme["accent"] if whole else self.palette().window().color())
            painter.drawEllipse(place, theme.px(4), theme.px(4))
            self._write(painter, place.x(), place.y() - theme.px(26), show(value), bold=True)
            self._write(painter, place.x(), base + theme.px(3), report.period.short, bold=False)

    def _places(self) -> list[QPointF]:
        theme = self.theme
        top, bottom = theme.px(30), self.height() - theme.px(32)
        values = [float(value.value) for _, value in self.points]
        low, high = min([*values, 0.0]), max([*values, 0.0])
        widest = max((self._wide(show(value), bold=True) for _, value in self.points), default=0)
        edge = max(theme.px(34), widest // 2 + 1)
        step = (self.width() - 2 * edge) / max(len(values) - 1, 1)
        scale = (bottom - top) / (high - low) if high > low else 0
        return [QPointF(edge + number * step, bottom - (value - low) * scale) for number, value in enumerate(values)]

    def _wide(self, text: str, *, bold: bool) -> int:
        return self.theme.metrics(-0.5, bold=bold).horizontalAdvance(text)

    def _write(self, painter: QPainter, middle: float, top: float, text: str, *, bold: bool) -> None:
        """Write a text around a middle, within the drawing."""
        theme = self.theme
        wide = self._wide(text, bold=bold) + 2
        left = min(max(middle - wide / 2, 0), self.width() - wide)
        painter.setFont(theme.font(-0.5, bold=bold))
        painter.setPen(theme["text" if bold else "text2"])
        height = theme.metrics(-0.5).height()
        painter.drawText(QRectF(left, top, wide, height), Qt.AlignmentFlag.AlignCenter, text)


class Course(QWidget):
    """The drawing with the name of what it shows; nothing while there is nothing to compare."""

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self.session = session
        self._address: Address | None = None
        self._report = session.report
        px = theme.px
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addWidget(line(theme))
        inner = QVBoxLayout()
        inner.setContentsMargins(px(16), px(9), px(14), px(6))
        inner.setSpacing(px(4))
        down.addLayout(inner)
        self._name = label(theme, "", bold=True, wrap=True)
        self._drawing = _Drawing(theme)
        self._hint = label(theme, _HINT, -0.5, colour="text2", wrap=True)
        copied = button(theme, "Chép thành ảnh", "link")
        copied.clicked.connect(self.copy)
        foot = QHBoxLayout()
        foot.addWidget(copied)
        foot.addStretch()
        for widget in (self._name, self._drawing, self._hint):
            inner.addWidget(widget)
        inner.addLayout(foot)
        self.hide()
        session.changed.connect(self._draw)

    @property
    def points(self) -> list[tuple[Report, Number]]:
        """What is drawn: the periods that have a number, with it."""
        return self._drawing.points

    def show_cell(self, address: Address | None, report: Report) -> None:
        """Draw the cell that has the focus, over its periods."""
        self._address, self._report = address, report
        self._draw()

    def _draw(self) -> None:
        address, report = self._address, self._report
        figures = self.session.report.template.figures
        each = address is not None and figures[address.figure].across is Across.EACH and report.has(address)
        self._drawing.points = list(self._found(address, report)) if address is not None and each else []
        shown = len(self._drawing.points) > 1
        if shown and address is not None:
            figure = figures[address.figure]
            self._name.setText(report.label(figure, address.row) if address.row else figure.name)
            self._hint.setVisible(any(Extent.of(one.period) is not Extent.YEAR for one, _ in self._drawing.points))
            points = "; ".join(f"{one.period.label} {show(number)}" for one, number in self._drawing.points)
            self._drawing.setAccessibleName(f"{self._name.text()}: {points}")
        self.setVisible(shown)
        self._drawing.update()

    def _found(self, address: Address, report: Report) -> list[tuple[Report, Number]]:
        found = []
        for one in self.session.reports:
            there = report.counterpart(one, address)
            cell = one.cell(there) if there is not None else None
            if cell is not None and cell.number is not None:
                found.append((one, cell.number))
        return found

    def copy(self) -> None:
        """Put the drawing on the clipboard, with its name."""
        picture = QPixmap(self.size() * self.devicePixelRatioF())
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        picture.fill(self.palette().window().color())
        self.render(picture)
        QGuiApplication.clipboard().setPixmap(picture.copy(0, 0, picture.width(), self._end(picture)))

    def _end(self, picture: QPixmap) -> int:
        """Where the drawing ends in a picture of the whole: what stands under it is for the screen."""
        bottom = self._drawing.mapTo(self, self._drawing.rect().bottomLeft()).y()
        return min(round((bottom + 4) * self.devicePixelRatioF()), picture.height())

    def sizeHint(self) -> QSize:  # noqa: N802
        """Qt: as much as it needs."""
        return self.minimumSizeHint()
