"""Elements of WordprocessingML, made in one line each."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, cast

from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import oxml_parser

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement


_SPACES = {"w": nsmap["w"]}
_PRESERVE = (qn("xml:space"), "preserve")


@cache
def _name(name: str) -> str:
    return qn(f"w:{name}")


def tag(name: str, /, *children: BaseOxmlElement | None, text: str = "", **attributes: str | float) -> BaseOxmlElement:
    """Return the element w:`name`; numbers are rounded, since Word counts in whole units."""
    shown = {_name(key): value if isinstance(value, str) else str(round(value)) for key, value in attributes.items()}
    # python-docx's own OxmlElement sets up namespaces anew for each element, and reports have tens of thousands
    element = cast("BaseOxmlElement", oxml_parser.makeelement(_name(name), shown, _SPACES))
    for child in children:
        if child is not None:
            element.append(child)
    if text:
        element.text = text
        element.set(*_PRESERVE)
    return element


def twips(points: float) -> int:
    """Return a length in twentieths of a point."""
    return round(points * 20)


def half_points(points: float) -> int:
    """Return a size of type in half points."""
    return round(points * 2)
