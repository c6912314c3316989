"""A handout as PDF: its tables with gauges, its chart as vectors in black and grey, its sentences beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exports import replacement
from exports.pdf.chart import ChartDrawing, GaugedGrid
from exports.pdf.grid import Grid, grid
from exports.pdf.pieces import Block, SideBySide
from exports.pdf.prose import set_prose
from exports.pdf.writer import PageRun, Press, Print, nothing_thrown_away, printable
from exports.typesetting import handouts, layout, wording
from exports.typesetting.lines import plain
from exports.typesetting.titles import by_sense

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from exports.typesetting.layout import Look, Sheet
    from forms.narrative.blocks import Handout, Table

_REMARK_SHARE = 0.42  # of the text width


def write(handout: Handout, path: Path) -> tuple[str, ...]:
    """Write `handout` to `path` as PDF, and return what could not be printed as it is.

    The same handout gives the same bytes.
    """
    done = render(handout)
    replacement.replace(path, done.content)
    return done.remarks


def render(handout: Handout, step: Callable[[], None] = lambda: None) -> Print:
    """Return the PDF of `handout`; `step` is called now and then, and may raise to stop the work."""
    handout, remarks = printable(wording.settled(handout))
    with nothing_thrown_away():
        press = HandoutPress(handout, handouts.arrange(handout), step)
        return replace(press.print(None), remarks=(*remarks, *press.arranged.remarks))


class HandoutPress(Press):
    """Prints one handout as it was arranged."""

    def __init__(self, handout: Handout, arranged: handouts.Arranged, step: Callable[[], None]) -> None:
        super().__init__(handouts.frame(handout), step)
        self.handout, self.arranged = handout, arranged

    def blocks(self) -> list[Block]:
        """Return everything that is printed, from the top."""
        return [*self._head(), *self._tables(), *self._below(), *self._foot()]

    def _sections(self) -> list[PageRun]:
        return [PageRun(self.arranged.sheet, tuple(self.blocks()))]

    @property
    def _width(self) -> float:
        return self.arranged.sheet.text_width

    def _head(self) -> Iterator[Block]:
        handout, width = self.handout, self._width
        right = width * _REMARK_SHARE if handout.remark else 0.0
        office = [_titled(layout.HANDOUT_OFFICE, handout.office, width - right)]
        remark = [_line(layout.HANDOUT_REMARK, handout.remark, right)] if handout.remark else []
        if handout.office or handout.remark:
            yield Block(SideBySide(office, remark, (width - right, right)))
        if handout.annex:
            yield _line(layout.APPENDIX, wording.ANNEX, width)
        look = layout.HANDOUT_TITLE
        yield replace(_titled(look, handout.title, width), leads=True, outline=1, title=handout.title)
        for text in filter(None, (handout.about, handout.annex)):
            yield replace(_titled(layout.HANDOUT_ABOUT, text, width), leads=True)

    def _tables(self) -> Iterator[Block]:
        for caption, table in self.arranged.tables:
            if caption:
                yield _line(layout.HANDOUT_HEAD, caption, self._width)
            yield gauged(table, self.arranged.sheet, self.arranged.room)
            if table.note:
                yield _line(layout.HANDOUT_SMALL, table.note, self._width)
        if self.handout.legend:
            yield _line(layout.HANDOUT_SMALL, self.handout.legend, self._width)

    def _below(self) -> Iterator[Block]:
        """Yield the chart, and beside it what is to be noticed."""
        handout, arranged = self.handout, self.arranged
        share = (layout.CHART_SHARE if arranged.points else 1.0) if handout.chart else 0.0
        left, right = self._width * share, self._width * (1 - share)
        chart = []
        if handout.chart:
            chart.append(_line(layout.HANDOUT_HEAD, handout.chart.title, left))
            chart.append(Block(ChartDrawing(handout.chart, left, arranged.chart)))
        look = layout.HANDOUT_POINT
        points = [Block(set_prose(look, plain(f"- {point}", look), right), look.before) for point in arranged.points]
        if points:
            points.insert(0, _line(layout.HANDOUT_HEAD, handouts.POINTS, right))
        if chart or points:
            yield Block(SideBySide(chart, points, (left, right)))

    def _foot(self) -> Iterator[Block]:
        if self.handout.source:
            yield _line(layout.HANDOUT_SOURCE, self.handout.source, self._width)


def gauged(table: Table, sheet: Sheet, room: float) -> Block:
    """Return a table set as in any document, with the gauges of its cells."""
    block = grid(table, sheet, room)
    marks = tuple(tuple(cell.gauge for cell in row) for row in table.rows)
    if not any(any(row) for row in marks) or not isinstance(block.flowable, Grid):
        return block
    return replace(block, flowable=GaugedGrid(block.flowable, marks))


def _line(look: Look, text: str, width: float) -> Block:
    return Block(set_prose(look, plain(text, look), width), look.before, look.after, look.leads)


def _titled(look: Look, text: str, width: float) -> Block:
    return _line(look, by_sense(look, wording.named(text), width), width)
