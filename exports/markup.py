"""Elements of WordprocessingML, made in one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement


def tag(name: str, /, *children: BaseOxmlElement | None, text: str = "", **attributes: str | float) -> BaseOxmlElement:
    """Return the element w:`name`; numbers are rounded, since Word counts in whole units."""
    element = cast("BaseOxmlElement", OxmlElement(f"w:{name}"))
    for key, value in attributes.items():
        shown = value if isinstance(value, str) else str(round(value))
        element.set(qn(f"w:{key}"), shown)
    for child in children:
        if child is not None:
            element.append(child)
    if text:
        element.text = text
        element.set(qn("xml:space"), "preserve")
    return element


def twips(points: float) -> int:
    """Return a length in twentieths of a point."""
    return round(points * 20)


def half_points(points: float) -> int:
    """Return a size of type in half points."""
    return round(points * 2)
