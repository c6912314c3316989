"""Reading finished files back: where every character of a PDF stands, what a DOCX says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ctypes import c_double
from dataclasses import dataclass
from pathlib import Path

import docx
import pypdf
import pypdfium2
import pypdfium2.raw as pdfium
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

from exports.typesetting import layout

ASCENT, DESCENT = 0.891, 0.216  # of the shipped faces
_LINE_END_HYPHENS = str.maketrans({"\x02": "-", "\ufffe": "-"})  # how pdfium tells of a hyphen there


@dataclass(frozen=True, slots=True)
class Glyph:
    """One printed character."""

    text: str
    left: float
    right: float
    base: float
    size: float


@dataclass(frozen=True, slots=True)
class Mark:
    """One clickable mark in the text and where it leads."""

    page: int
    left: float
    bottom: float
    right: float
    top: float
    target_page: int
    target_top: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a PDF; `rule` is the level of the rule above its notes, 0 without notes."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rule: float

    def inside(self, glyph: Glyph) -> bool:
        """Whether a glyph belongs to the text and not to the margins."""
        return layout.MARGIN_BOTTOM - 1 < glyph.base < self.height - layout.MARGIN_TOP

    @property
    def body(self) -> str:
        """Text above the notes, without white space."""
        return _joined(glyph for glyph in self.glyphs if self.inside(glyph) and glyph.base > self.rule)

    @property
    def notes(self) -> str:
        """Notes, without white space."""
        return _joined(glyph for glyph in self.glyphs if self.inside(glyph) and glyph.base < self.rule)

    @property
    def head(self) -> str:
        """Text in the top margin."""
        return _joined(glyph for glyph in self.glyphs if glyph.base >= self.height - layout.MARGIN_TOP)

    @property
    def foot(self) -> str:
        """Text in the bottom margin."""
        return _joined(glyph for glyph in self.glyphs if glyph.base <= layout.MARGIN_BOTTOM - 1)


def squeezed(text: str) -> str:
    """`text` without white space."""
    return re.sub(r"\s", "", text)


def _joined(glyphs: Iterator[Glyph]) -> str:
    return squeezed("".join(glyph.text for glyph in glyphs))


def pages(path: Path) -> list[Page]:
    """The pages of a PDF."""
    pdf = pypdfium2.PdfDocument(path)
    try:
        return [_page(page) for page in pdf]
    finally:
        pdf.close()


def _page(page: pypdfium2.PdfPage) -> Page:
    width, height = page.get_size()
    text = page.get_textpage()
    content = text.get_text_range().translate(_LINE_END_HYPHENS)
    assert len(content) == text.count_chars()
    x, y = c_double(), c_double()
    glyphs = []
    for place, char in enumerate(content):
        if pdfium.FPDFText_IsGenerated(text, place) == 1 or char.isspace():
            continue
        left, _, right, _ = text.get_charbox(place, loose=True)
        assert pdfium.FPDFText_GetCharOrigin(text, place, x, y)
        glyphs.append(Glyph(char, left, right, y.value, pdfium.FPDFText_GetFontSize(text, place)))
    rule = 0.0
    long = (width - layout.MARGIN_LEFT - layout.MARGIN_RIGHT) * layout.NOTE_RULE_SHARE
    for path in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = path.get_bounds()
        if abs(left - layout.MARGIN_LEFT) < 1 and abs(right - left - long) < 2 and top - bottom < 2:
            rule = (bottom + top) / 2
    return Page(width, height, tuple(glyphs), rule)


def marks(path: Path) -> list[Mark]:
    """The clickable marks of a PDF, in the order of reading."""
    reader = pypdf.PdfReader(path)
    numbers = {page.indirect_reference: number for number, page in enumerate(reader.pages)}
    found = []
    for number, page in enumerate(reader.pages):
        for annotation in page.get("/Annots") or ():
            item = annotation.get_object()
            left, bottom, right, top = (float(value) for value in item["/Rect"])
            target = item["/Dest"].get_object()
            found.append(Mark(number, left, bottom, right, top, numbers[target[0]], float(target[3])))
    return sorted(found, key=lambda mark: (mark.page, -round(mark.bottom), mark.left))


def text_of_pdf(path: Path) -> tuple[str, str]:
    """Body and notes of a PDF as two strings without white space and without heads of tables."""
    read = pages(path)
    body = "".join(page.body for page in read) + read[-1].foot
    return body.replace("¤", ""), "".join(page.notes for page in read)


def text_of_docx(path: Path) -> tuple[str, str]:
    """Body and notes of a DOCX, its marks numbered as Word numbers them."""
    document = docx.Document(str(path))
    order = {
        reference.get(qn("w:id")): str(number)
        for number, reference in enumerate(document.element.body.iter(qn("w:footnoteReference")), start=1)
    }
    body = "".join(_words(document.element.body, order))
    part = document.part.part_related_by(RELATIONSHIP_TYPE.FOOTNOTES)
    root = parse_xml(part.blob) if not isinstance(part, XmlPart) else part.element
    notes = {item.get(qn("w:id")): item for item in root.iter(qn("w:footnote"))}
    texts = (order[key] + "".join(_words(notes[key], order)) for key in order)
    return squeezed(body).replace("¤", ""), squeezed("".join(texts))


def _words(root: etree._Element, order: dict[str | None, str]) -> Iterator[str]:
    for element in root.iter(qn("w:t"), qn("w:noBreakHyphen"), qn("w:footnoteReference")):
        if element.tag == qn("w:t"):
            yield element.text or ""
        elif element.tag == qn("w:noBreakHyphen"):
            yield "-"
        else:
            yield order[element.get(qn("w:id"))]
