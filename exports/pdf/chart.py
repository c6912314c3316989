"""Bars of the PDF: a chart of bars side by side, and gauges beside numbers of a table, in black and grey.

Every bar stands beside its number, so that nobody has to measure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from exports.pdf.grid import Grid
from exports.pdf.structure import ARTIFACT, Element, Piece, text
from exports.typesetting import fonts, layout

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from exports.pdf.paper import Paper
    from forms.narrative.blocks import Chart, ChartBar, Gauge

_DARK, _LIGHT, _EDGE = 0.3, 0.78, 0.25  # from black (0) to white (1)
_SIZE = 11.0
_WIDEST = 54.0  # points of a bar
_OF_SLOT = 0.56  # how much of its slot a bar takes
_HATCH = 4.0  # points from stroke to stroke
_STROKE = 1.4


class ChartDrawing(Piece):
    """A chart: a bar from the line of nought for each number, the number at its end, its name beneath.

    Whoever has the page read aloud hears the numbers.
    """

    def __init__(self, chart: Chart, width: float, height: float) -> None:
        super().__init__()
        self.chart, self.width, self.height = chart, width, height
        self.elements = (Element("Figure", Alt=text(f"{chart.title}. {chart.in_words}")),)

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Return the size."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw it as one figure."""
        paper = cast("Paper", self.canv)
        with paper.figure(self.elements[0], self.width, self.height):
            self._draw(paper)

    def _draw(self, paper: Paper) -> None:
        """Draw the bars, then the line that they stand on."""
        bars = self.chart.bars
        slot = self.width / max(len(bars), 3)
        size = min(_SIZE, *(self._fitting(bar, slot) for bar in bars))
        values = [float(bar.number.value) for bar in bars if bar.number]
        low, high = min(0.0, *values), max(0.0, *values)
        leading = size * layout.TABLE_LEADING
        under = 2 * leading if low < 0 else leading
        scale = (self.height - under - 2 * leading) / ((high - low) or 1)
        base = under + leading - low * scale if low < 0 else under + leading * 0.4
        for place, bar in enumerate(bars):
            self._bar(paper, bar, (place + 0.5) * slot, slot, size, base, scale)
        paper.setStrokeGray(0)
        paper.setLineWidth(layout.RULE_WIDTH)
        paper.line(0, base, slot * len(bars), base)

    @staticmethod
    def _fitting(bar: ChartBar, slot: float) -> float:
        """The size at which the words of a bar stand in its slot."""
        widest = max(fonts.width(text, fonts.face(bold=True), _SIZE) for text in (bar.label, bar.text))
        return _SIZE * min(1.0, (slot - 2) / widest) if widest else _SIZE

    def _bar(
        self, paper: Paper, bar: ChartBar, middle: float, slot: float, size: float, base: float, scale: float
    ) -> None:
        face = fonts.face(bold=bar.strong)
        end = base + (float(bar.number.value) * scale if bar.number else 0.0)
        width = min(_WIDEST, slot * _OF_SLOT)
        if bar.number:
            paper.setFillGray(1 if bar.partial else _DARK if bar.strong else _LIGHT)
            paper.setStrokeGray(_EDGE)
            paper.setLineWidth(layout.TABLE_RULE)
            paper.rect(middle - width / 2, min(base, end), width, abs(end - base), fill=1)
        paper.setFillGray(0)
        paper.setFont(fonts.face(bold=True), size)
        above = end + size * 0.35 if end >= base else end - size
        paper.drawCentredString(middle, above, bar.text)
        paper.setFont(face, size)
        paper.drawCentredString(middle, size * 0.25, bar.label)
        if bar.moved:
            paper.setFont(fonts.face(italic=True), size * 0.9)
            room = slot - width
            if fonts.width(bar.moved, fonts.face(italic=True), size * 0.9) < room:
                paper.drawCentredString(middle - slot / 2, base + size * 0.35, bar.moved)


class GaugedGrid(Grid):
    """A table with gauges at the left of its numbers, as long as the room that the widest number of a column leaves."""

    def __init__(self, table: Grid, gauges: Sequence[Sequence[Gauge | None]]) -> None:
        (element,) = table.elements
        super().__init__(table.widths, table.head, table.rows, together=table.together, table=element)
        self.gauges = gauges

    def cut(self, height: float, kept: int = 0) -> tuple[Grid, Grid] | None:
        """Cut between rows as any table, each part with its gauges."""
        parts = super().cut(height, kept)
        if parts is None:
            return None
        count = len(parts[0].rows)
        return GaugedGrid(parts[0], self.gauges[:count]), GaugedGrid(parts[1], self.gauges[count:])

    def draw(self) -> None:
        """Draw the table, then its gauges."""
        super().draw()
        paper = cast("Paper", self.canv)
        with paper.marked(ARTIFACT):
            self._draw_gauges(paper)

    def _draw_gauges(self, paper: Paper) -> None:
        level = sum(row.height for row in self.rows)
        beside = [self._beside(column) for column in range(len(self.widths))]
        for row, marks in zip(self.rows, self.gauges, strict=True):
            height = row.height
            level -= height
            left = 0.0
            for box, gauge, width, words in zip(row.cells, marks, self.widths, beside, strict=True):
                room = width - words - 2 * layout.CELL_PAD_X - layout.GAUGE_GAP
                if gauge is not None and room > layout.GAUGE_GAP:
                    thick = box.prose.look.size * layout.GAUGE_HEIGHT
                    draw_gauge(paper, gauge, left + layout.CELL_PAD_X, level + (height - thick) / 2, room, thick)
                left += width

    def _beside(self, column: int) -> float:
        """How wide the widest words beside a gauge of a column are."""
        gauged = (row.cells[column] for row, marks in zip(self.rows, self.gauges, strict=True) if marks[column])
        lines = (line for box in gauged for line in box.prose.lines)
        return max((sum(word.width for word in line.words) for line in lines), default=0.0) + layout.CELL_PAD_X


def draw_gauge(paper: Paper, gauge: Gauge, left: float, bottom: float, room: float, height: float) -> None:
    """Draw a gauge in a room: solid or hatched, its stroke across it."""
    length = float(gauge.share) * room
    paper.saveState()
    paper.setStrokeGray(_EDGE)
    paper.setLineWidth(layout.TABLE_RULE)
    paper.setFillGray(_DARK)
    paper.rect(left, bottom, length, height, fill=int(gauge.solid))
    if not gauge.solid:
        paper.lines(list(_hatching(left, bottom, length, height)))
    if gauge.stroke is not None:
        across = left + float(gauge.stroke) * room
        for shade, width in ((1, 3 * _STROKE), (0, _STROKE)):  # white around it, or it would drown in a solid bar
            paper.setStrokeGray(shade)
            paper.setLineWidth(width)
            paper.line(across, bottom - 2, across, bottom + height + 2)
    paper.restoreState()


def _hatching(left: float, bottom: float, length: float, height: float) -> Iterable[tuple[float, float, float, float]]:
    """Strokes at 45 degrees that end at the edges of a box."""
    start = _HATCH - height
    while start < length:
        first, last = max(start, 0.0), min(start + height, length)
        if last > first:
            yield left + first, bottom + first - start, left + last, bottom + last - start
        start += _HATCH
