"""A handout as DOCX: its tables and sentences to be edited, chart and gauges as pictures that were drawn elsewhere."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, cast

from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Pt
from docx.text.paragraph import Paragraph as WordParagraph

from exports import replacement
from exports.typesetting import fonts, handouts, layout, wording
from exports.typesetting.columns import fit
from exports.word import wordfile
from exports.word.markup import tag
from exports.word.paragraphs import centred, paragraph, space
from exports.word.tables import columns, grid
from exports.word.writer import number_pages, set_paper
from forms.values.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from docx.oxml.table import CT_Tbl
    from docx.oxml.text.paragraph import CT_P
    from docx.oxml.xmlchemy import BaseOxmlElement

    from exports.typesetting.layout import Look
    from forms.narrative.blocks import Chart, Gauge, Handout, Table

_OFFICE_SHARE = 0.58  # of the text width
_SLACK = 14.0  # points: word processors set tables a little higher
_CELL_MARGINS = 2 * layout.CELL_PAD_X + 3.0  # and clear of the rule, or some word processors begin a new line


@frozen
class Drawings:
    """What draws a chart and a gauge of a size in points as PNG."""

    chart: Callable[[Chart, float, float], bytes]
    gauge: Callable[[Gauge, float, float], bytes]


def write(handout: Handout, path: Path, drawings: Drawings) -> None:
    """Write `handout` to `path` as DOCX; the same handout gives the same bytes."""
    replacement.replace(path, _HandoutWriter(wording.settled(handout), drawings).content())


class _HandoutWriter:
    """Writes one handout."""

    def __init__(self, handout: Handout, drawings: Drawings) -> None:
        self._handout, self._drawings = handout, drawings
        self._arranged = handouts.arrange(handout)
        self._width = self._arranged.sheet.text_width
        self._word = wordfile.new((*layout.LOOKS, *layout.HANDOUT_LOOKS))
        self._pictures = 0

    def content(self) -> bytes:
        """Return the finished file."""
        frame = handouts.frame(self._handout)
        wordfile.describe(self._word, frame)
        section = self._word.sections[0]
        set_paper(section, self._arranged.sheet)
        number_pages(section)
        end = self._word.element.body[-1]
        for element in (*self._head(), *self._tables(), *self._below(), *self._foot()):
            end.addprevious(element)
        return wordfile.pack(self._word, frame)

    def _head(self) -> Iterator[BaseOxmlElement]:
        handout, width = self._handout, self._width
        left = width * _OFFICE_SHARE
        office = [_titled(layout.HANDOUT_OFFICE, handout.office, left)]
        remark = [paragraph(layout.HANDOUT_REMARK, handout.remark)]
        if handout.office or handout.remark:
            yield space(1)  # LibreOffice puts an empty line of its own above a table that begins a file
            yield columns([(office, remark)], (left, width - left))
        if handout.annex:
            yield paragraph(layout.APPENDIX, wording.ANNEX)
        yield _titled(layout.HANDOUT_TITLE, handout.title, width)
        for text in filter(None, (handout.about, handout.annex)):
            yield _titled(layout.HANDOUT_ABOUT, text, width)

    def _tables(self) -> Iterator[BaseOxmlElement]:
        arranged = self._arranged
        for caption, table in arranged.tables:
            if caption:
                yield paragraph(layout.HANDOUT_HEAD, caption)
            yield space(layout.TABLE_BEFORE)
            element = grid(table, arranged.sheet, arranged.room)
            self._gauge(table, element)
            yield element
            if table.note:
                yield paragraph(layout.HANDOUT_SMALL, table.note)
        if self._handout.legend:
            yield paragraph(layout.HANDOUT_SMALL, self._handout.legend)

    def _gauge(self, table: Table, element: BaseOxmlElement) -> None:
        """Put the gauges at the left of their numbers, which stand at a stop on the right."""
        size, widths, _ = fit(table, self._width, self._arranged.room)
        made_rows = cast("CT_Tbl", element).tr_lst
        rows = made_rows[len(made_rows) - len(table.rows) :]  # the heads come first, and there may be no row below
        for place, width in enumerate(widths):
            gauged = [(row[place], made) for row, made in zip(table.rows, rows, strict=True) if row[place].gauge]
            if not gauged:
                continue
            face = fonts.face(bold=True)
            widest = max(fonts.width(cell.text, face, size) for cell, _ in gauged)
            room = width - _CELL_MARGINS - widest - layout.GAUGE_GAP - layout.CELL_PAD_X
            for cell, made in gauged:
                if cell.gauge and room > layout.GAUGE_GAP:
                    picture = self._drawings.gauge(cell.gauge, room, size * layout.GAUGE_HEIGHT + 4)
                    self._beside(made.tc_lst[place].p_lst[0], self._picture(picture, room), width - _CELL_MARGINS)

    def _beside(self, line: CT_P, picture: BaseOxmlElement, right: float) -> None:
        """Put a picture before the words of a line, which move to its right end."""
        properties = WordParagraph(line, self._word._body).paragraph_format  # noqa: SLF001 - python-docx wants a parent
        properties.alignment = properties.left_indent = properties.right_indent = None
        properties.tab_stops.add_tab_stop(Pt(right), WD_TAB_ALIGNMENT.RIGHT)
        line.insert(1, tag("r", tag("tab")))
        line.insert(1, picture)

    def _below(self) -> Iterator[BaseOxmlElement]:
        """Yield the chart, and beside it what is to be noticed."""
        handout, arranged = self._handout, self._arranged
        points = [paragraph(layout.HANDOUT_POINT, f"- {point}") for point in arranged.points]
        if points:
            points.insert(0, paragraph(layout.HANDOUT_HEAD, handouts.POINTS))
        if handout.chart is None:
            yield from points
            return
        left = self._width * (layout.CHART_SHARE if points else 1.0)
        high = arranged.chart - (_SLACK if handout.single else 0.0)
        picture = self._picture(self._drawings.chart(handout.chart, left, high), left, handout.chart.in_words)
        chart = [paragraph(layout.HANDOUT_HEAD, handout.chart.title), tag("p", picture)]
        if points:
            yield space(1)
            yield columns([(chart, points)], (left, self._width - left))
        else:
            yield from chart

    def _foot(self) -> Iterator[BaseOxmlElement]:
        yield paragraph(layout.HANDOUT_SOURCE, self._handout.source)

    def _picture(self, content: bytes, width: float, about: str = "") -> BaseOxmlElement:
        """Return a run with a picture of a width, and what it says for who cannot see it."""
        inline = self._word.part.new_pic_inline(BytesIO(content), width=Pt(width))
        for side in ("distT", "distB", "distL", "distR"):  # where nothing is said, some word processors leave white
            inline.set(side, "0")
        self._pictures += 1
        inline.docPr.set("id", str(self._pictures))
        inline.docPr.set("name", f"Hình {self._pictures}")
        inline.docPr.set("descr", about)
        return tag("r", tag("drawing", inline))


def _titled(look: Look, text: str, width: float) -> BaseOxmlElement:
    """Return a title broken where it is in the PDF."""
    return centred(look, wording.named(text), width)
