"""Pages as word processors fill them, nearly: what stands on each, and what is left white.

They do so by themselves; here it is foreseen, so that paragraphs can come apart before a page is left short.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from docx.oxml.ns import qn

from exports.typesetting import layout
from exports.typesetting.lines import lines, plain
from exports.word import wordfile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from docx.oxml.xmlchemy import BaseOxmlElement

_EARLIER = 0.75  # of the white of a page counts where others come before the last
_LOOKS = {wordfile.style_id(look): look for look in layout.LOOKS}


class Strip(NamedTuple):
    """Lines that follow each other, each with how high it is and how high each note is that it cites.

    One that `leads` is whole and stays with the next; the white `before` one that is `running` may grow.
    """

    before: float
    lines: tuple[tuple[float, tuple[float, ...]], ...]
    leads: bool = False
    running: bool = False


class _Chunk(NamedTuple):
    """Lines between which no page ends, with the white before them and the notes that they cite.

    What the last note may leave to the next page is nothing where lines follow its mark.
    """

    before: float
    height: float
    notes: tuple[float, ...]
    over: float


def air(strips: Sequence[Strip], height: float) -> float:
    """Return how far paragraphs come apart, at least, so that no page is left short, the one before the last least."""
    tried: dict[float, float] = {}
    pages = 0
    for more in layout.AIR:
        *before, _ = whites(strips, height, more)
        if not before or (tried and len(before) > pages):
            break
        pages, tried[more] = len(before), max(before[-1], *(_EARLIER * white for white in before))
        if tried[more] <= layout.WHITE_MOST:
            break
    return min(tried, key=tried.__getitem__, default=0.0)


def whites(strips: Iterable[Strip], height: float, more: float) -> Iterator[float]:
    """Yield what is left of each page; the last note of one may run on."""
    used = noted = 0.0
    for chunk in _chunks(strips, more):
        top = used + chunk.before if used else 0.0
        notes = noted + sum(chunk.notes) + (layout.NOTE_GAP if chunk.notes and not noted else 0.0)
        if used and top + chunk.height + notes - chunk.over > height:
            yield max(height - used - noted, 0.0)
            over = max(used + noted - height, 0.0)
            top, notes = 0.0, over + sum(chunk.notes)
            notes += layout.NOTE_GAP * (notes > 0)
        used, noted = top + chunk.height, notes
    yield height - used - noted


def _chunks(strips: Iterable[Strip], more: float) -> Iterator[_Chunk]:
    chunk: _Chunk | None = None
    for strip in strips:
        count, least = len(strip.lines), layout.LINES_TOGETHER
        for place, (line, notes) in enumerate(strip.lines, start=1):
            before = strip.before + more * strip.running if place == 1 else 0.0
            over = notes[-1] - layout.NOTE.leading if notes else 0.0
            if chunk:
                chunk = _Chunk(chunk.before, chunk.height + before + line, chunk.notes + notes, over)
            else:
                chunk = _Chunk(before, line, notes, over)
            if not strip.leads and (place == count or least <= place <= count - least):
                yield chunk
                chunk = None
    if chunk:
        yield chunk


def high(elements: Iterable[BaseOxmlElement], width: float) -> float:
    """Return how high paragraphs and tables without rules are that stand beneath each other."""
    used = after = 0.0
    for element in elements:
        if element.tag == qn("w:tbl"):
            used, after = used + after + sum(map(_row, element.xpath("./w:tr"))), 0.0
        elif element.tag == qn("w:p"):
            before, inner, below = _paragraph(element, width)
            used, after = used + max(after, before) + inner, below
    return used + after


def _row(row: BaseOxmlElement) -> float:
    return max(high(cell, int(cell.xpath("string(./w:tcPr/w:tcW/@w:w)")) / 20) for cell in row.xpath("./w:tc"))


def _paragraph(element: BaseOxmlElement, width: float) -> tuple[float, float, float]:
    """Return the white over a paragraph, how high its lines are and the white under it."""
    look = _LOOKS.get(element.xpath("string(./w:pPr/w:pStyle/@w:val)"))
    if look is None:
        exact = element.xpath("string(./w:pPr/w:spacing/@w:line)")
        return 0.0, int(exact) / 20 if exact else layout.RULE_DROP, 0.0
    text = "".join(
        "\n" if one.tag == qn("w:br") else one.text or "-" for one in element.xpath("./w:r/*[not(self::w:rPr)]")
    )
    return look.before, look.leading * len(lines(look, plain(text, look), width)), look.after
