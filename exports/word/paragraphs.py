"""Paragraphs of a Word file in the styles of the decree, and runs that say what differs from those."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exports.typesetting import layout
from exports.typesetting.titles import by_sense
from exports.word import wordfile
from exports.word.markup import half_points, tag, twips

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

    from exports.typesetting.layout import Look

_HYPHEN = re.compile(r"(?<=\S)-(?=\S)")  # inside a word: 42-NQ/TW stays on one line, as in the PDF


def run(
    text: str, *, bold: bool = False, italic: bool = False, size: float = 0.0, apart: float = 0.0
) -> BaseOxmlElement:
    """Return a run; what differs from the paragraph's style is said on it."""
    properties = tag(
        "rPr",
        *((tag("b"), tag("bCs")) if bold else ()),
        *((tag("i"), tag("iCs")) if italic else ()),
        *((tag("spacing", val=int(apart * 20)),) if apart else ()),
        *(in_size(size) if size else ()),
    )
    content: list[BaseOxmlElement] = []
    for place, line in enumerate(text.split("\n")):
        if place:
            content.append(tag("br"))
        for count, piece in enumerate(_HYPHEN.split(line) if "-" in line else [line]):
            if count:
                content.append(tag("noBreakHyphen"))
            content.append(tag("t", text=piece))
    return tag("r", properties if len(properties) else None, *content)


def in_size(size: float) -> tuple[BaseOxmlElement, BaseOxmlElement]:
    """Return the properties that say a size of type."""
    return tag("sz", val=half_points(size)), tag("szCs", val=half_points(size))


def paragraph(look: Look, text: str, *properties: BaseOxmlElement | None) -> BaseOxmlElement:
    """Return a paragraph in the style of `look`."""
    style = tag("pStyle", val=wordfile.style_id(look))
    return tag("p", tag("pPr", style, *properties), run(text))


def centred(look: Look, text: str, width: float) -> BaseOxmlElement:
    """Return a title broken where it is in the PDF."""
    return paragraph(look, by_sense(look, text, width))


def rule(length: float, width: float) -> BaseOxmlElement:
    """Return a paragraph that is only a rule of `length` in the middle of `width`."""
    side = twips((width - length) / 2)
    border = tag("bottom", val="single", sz=layout.RULE_WIDTH * 8, space="0", color="auto")
    return tag(
        "p",
        tag(
            "pPr",
            tag("pStyle", val=wordfile.RULE),
            tag("pBdr", border),
            tag("ind", left=side, right=side),
        ),
    )


def space(height: float, *, leads: bool = True) -> BaseOxmlElement:
    """Return white of `height` before a table, which has no white of its own in Word."""
    spacing = tag("spacing", before="0", after="0", line=twips(height), lineRule="exact")
    style = tag("pStyle", val=wordfile.RULE)
    return tag("p", tag("pPr", style, tag("keepNext") if leads else None, spacing))
