"""The shipped faces: registered once, asked for widths and for the characters that they lack."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import islice
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

import resources

_CODES = re.compile(r"\d+ beginbfchar\n|\nendbfchar")
_BLOCK = 100

_STYLES = {
    (False, False): "Regular",
    (True, False): "Bold",
    (False, True): "Italic",
    (True, True): "BoldItalic",
}


class Face(TTFont):
    """A face whose table of characters names only those that its codes stand for."""

    def addObjects(self, doc: Any) -> None:  # noqa: ANN401, N802 - reportlab's tree of objects, and its name
        """Put the face into a file, with tables as archives and readers for the blind ask for them."""
        known = len(doc.idToObject)
        super().addObjects(doc)
        for name, table in islice(doc.idToObject.items(), known, None):
            if name.startswith("toUnicodeCMap:"):
                table.content = _named(table.content)


def _named(table: str) -> str:
    """Return a table of characters without the codes that are not in use, in blocks of a hundred at most."""
    before, codes, after = _CODES.split(table)
    rows = [row for row in codes.split("\n") if row and not row.endswith("<0000>")]
    blocks = (rows[start : start + _BLOCK] for start in range(0, len(rows), _BLOCK))
    return before + "\n".join("\n".join((f"{len(block)} beginbfchar", *block, "endbfchar")) for block in blocks) + after


@cache
def _registered() -> tuple[TTFont, ...]:
    """Load the four faces into reportlab's table of fonts."""
    faces = []
    for style in _STYLES.values():
        name = f"LiberationSerif-{style}"
        font = Face(name, str(resources.path("fonts", f"{name}.ttf")))
        pdfmetrics.registerFont(font)
        faces.append(font)
    return tuple(faces)


def face(*, bold: bool = False, italic: bool = False) -> str:
    """Return the name of the face, ready for use."""
    _registered()
    return f"LiberationSerif-{_STYLES[bold, italic]}"


@lru_cache(maxsize=20_000)
def width(text: str, face_name: str, size: float) -> float:
    """Return the width of `text` in points; Times New Roman has the same widths."""
    return float(pdfmetrics.stringWidth(text, face_name, size))


@cache
def _common() -> frozenset[int]:
    """Return the code points that all four faces can print."""
    maps = [set(font.face.charToGlyph) for font in _registered()]
    return frozenset(set.intersection(*maps))


def missing(chars: Iterable[str]) -> str:
    """Return the characters that some face lacks, in order."""
    known = _common()
    return "".join(char for char in chars if ord(char) not in known)
