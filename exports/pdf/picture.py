"""Pictures of handouts, charts and gauges as PNG: drawn as in the PDF, in grey, so that all show the same.

Word takes the pictures of charts, and messages those of whole handouts, which are as high as what stands on them.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, cast

import pypdfium2

from exports.pdf.chart import ChartDrawing, draw_gauge
from exports.pdf.handout import HandoutPress
from exports.pdf.paper import Paper
from exports.pdf.pieces import gap
from exports.pdf.signed import PDFIUM
from exports.pdf.structure import ARTIFACT
from exports.pdf.writer import nothing_thrown_away, printable
from exports.typesetting import handouts, layout, wording
from exports.typesetting.layout import Sheet
from forms.errors import KnownError

if TYPE_CHECKING:
    from collections.abc import Callable

    from forms.narrative.blocks import Chart, Gauge, Handout

_FINE = 300 / 72  # pixels a point of what is printed with a document
_SCREEN = 192 / 72  # of what is looked at: twice what a screen of 96 dots shows
_EDGE = 12.0  # points of white around a picture
_HIGHEST = 4000.0  # points: beyond, no phone shows it
_UNDATED = "D:19800101000000Z"


def of_handout(handout: Handout) -> bytes:
    """A handout as one picture, whole whatever its length; raises KnownError for one that no message takes."""
    handout, _ = printable(wording.settled(handout))
    arranged = handouts.arrange(replace(handout, single=False))
    with nothing_thrown_away():
        blocks = HandoutPress(handout, arranged, _nothing).blocks()
        width = arranged.sheet.text_width
        high, above = 0.0, None
        for block in blocks:
            high += (gap(above, block) if above else 0.0) + block.height(width)
            above = block
        if high > _HIGHEST:
            raise KnownError("Bảng quá dài để chép thành ảnh; đề nghị chọn ít dòng hơn, hoặc ghi ra PDF.")
        sheet = Sheet(arranged.sheet.width, high + layout.MARGIN_TOP + layout.MARGIN_BOTTOM + 1)
        content = HandoutPress(handout, replace(arranged, sheet=sheet), _nothing).print(None).content
    sides = (layout.MARGIN_LEFT, layout.MARGIN_BOTTOM, layout.MARGIN_RIGHT, layout.MARGIN_TOP)
    return _png(content, _SCREEN, (sides[0] - _EDGE, sides[1] - _EDGE, sides[2] - _EDGE, sides[3] - _EDGE))


def of_chart(chart: Chart, width: float, height: float) -> bytes:
    """A chart of a size in points."""
    drawing = ChartDrawing(chart, width, height)

    def draw(paper: Paper) -> None:
        paper.structure.add(drawing.elements)
        drawing.drawOn(paper, 0, 0)

    return _png(_page(width, height, draw), _FINE)


def of_gauge(gauge: Gauge, width: float, height: float) -> bytes:
    """A gauge of a size in points, with room for its stroke above and beneath."""

    def draw(paper: Paper) -> None:
        with paper.marked(ARTIFACT):
            draw_gauge(paper, gauge, 1, 2, width - 2, height - 4)

    return _png(_page(width, height, draw), _FINE)


def _nothing() -> None:
    return


def _page(width: float, height: float, draw: Callable[[Paper], None]) -> bytes:
    """A page with one drawing."""
    file = BytesIO()
    paper = Paper(file, _UNDATED)
    paper.setPageSize((width, height))
    draw(paper)
    paper.showPage()
    paper.save()
    return file.getvalue()


def _png(pdf: bytes, scale: float, cut: tuple[float, float, float, float] = (0, 0, 0, 0)) -> bytes:
    """The first page of a PDF without so many points at its left, bottom, right and top, as PNG in 256 greys."""
    with PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            bitmap = document[0].render(scale=scale, crop=cut, grayscale=True)
            rows = bytes(cast("bytes", bitmap.buffer))
            width, height, stride = bitmap.width, bitmap.height, bitmap.stride
        finally:
            document.close()
    lines = b"".join(b"\0" + rows[row * stride : row * stride + width] for row in range(height))
    dots = round(scale * 72 / 0.0254)  # a metre
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
        (b"pHYs", struct.pack(">IIB", dots, dots, 1)),
        (b"IDAT", zlib.compress(lines, 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    )
