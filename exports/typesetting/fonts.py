"""The shipped faces: registered once, asked for widths and for the characters that they lack."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

import resources

_STYLES = {
    (False, False): "Regular",
    (True, False): "Bold",
    (False, True): "Italic",
    (True, True): "BoldItalic",
}


@cache
def _registered() -> tuple[TTFont, ...]:
    """Load the four faces into reportlab's table of fonts."""
    faces = []
    for style in _STYLES.values():
        name = f"LiberationSerif-{style}"
        font = TTFont(name, str(resources.path("fonts", f"{name}.ttf")))
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
