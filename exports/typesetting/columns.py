"""The columns of a table: widths and a size of type at which words and numbers stay whole, and the paper for it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from exports.typesetting import fonts, layout, wording
from exports.typesetting.layout import Look
from exports.typesetting.lines import lines, plain
from exports.typesetting.titles import by_sense
from forms.values.style import NBSP

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from exports.typesetting.layout import Sheet
    from forms.narrative.blocks import Appendix, Document, Head, Table, TableCell


_NUMBER = re.compile(r"(?:[-+]?[\d.]+|[-…])(?P<decimals>,\d+)?")  # or the sign that stands in its place

_SLACK = 2 * layout.TABLE_RULE  # some word processors take the rules beside a cell from its width, and round it


class Fit(NamedTuple):
    """How a table is set: the size of its type, the widths of its columns and the white over its words, in points."""

    size: float
    widths: tuple[float, ...]
    pad: float = layout.CELL_PADS_Y[0]


@lru_cache(maxsize=100)
def fit(table: Table, width: float, height: float = 0.0, page: float = 0.0) -> Fit:
    """Return how a table is set on `width`.

    The table's shares hold as long as every word fits; a column too narrow for its longest word
    takes from those that have room, and only then the type gets smaller. Where less white or somewhat smaller type
    brings all of the table within a `height`, or else leaves the words of its columns most of their share, it is set
    so. One that goes on over pages of a height of `page` does not end with a few rows on the last, if less white will
    do.
    """
    total = sum(table.widths)
    shares = [width * share / total for share in table.widths]
    sizes = ((size, _needs(table, size)) for size in layout.TABLE_SIZES)
    fitting = (Fit(size, _spread(shares, needs)) for size, needs in sizes if sum(needs) <= width)
    if largest := next(fitting, None):  # without a height to fit into no other size is asked for
        others = (found for found in (largest, *fitting) if found.size >= layout.TABLE_LEAST) if height else ()
        readable = [*others] or [largest]
        roomy = [found for found in readable if _roomy(shares, found.widths)]
        whole = (_whole(table, roomy, height) or _whole(table, readable, height)) if height else None
        found = whole or (roomy or readable[-1:])[0]
        return _closed(table, found, height, page) if page else found
    # Some word is too long for any type that one can read: it will be broken.
    fair, least = width / len(shares), layout.TABLE_SIZES[-1]
    return Fit(least, _spread(shares, [min(need, fair) for need in _needs(table, least)]))


def _whole(table: Table, readable: Iterable[Fit], height: float) -> Fit | None:
    """Return the largest type, and the most white, in which a table stands in a height; None where it does in none."""
    for found in readable:
        heights = _Heights(table, found)
        for pad in layout.CELL_PADS_Y:
            if heights.whole(pad) <= height:
                return found._replace(pad=pad)
    return None


def _closed(table: Table, found: Fit, height: float, page: float) -> Fit:
    """Return the table with as little white as spares a last page that holds little."""
    heights = _Heights(table, found)
    count, left = heights.pages(found.pad, height, page)
    if count < 2 or left >= layout.TABLE_TAIL * page:
        return found
    tighter = (pad for pad in layout.CELL_PADS_Y if heights.pages(pad, height, page)[0] < count)
    return found._replace(pad=next(tighter, found.pad))


def paper(appendix: Appendix) -> Sheet:
    """Return the paper of an appendix: upright where it fits there in type that is easy to read."""
    if appendix.landscape is None:
        size, widths, _ = fit(appendix.table, layout.PORTRAIT.text_width)
        shares = [layout.PORTRAIT.text_width * share / sum(appendix.table.widths) for share in appendix.table.widths]
        fits = size >= layout.TABLE_SIZES[1] and all(
            2 * width >= share for width, share in zip(widths, shares, strict=True)
        )
        return layout.PORTRAIT if fits else layout.LANDSCAPE
    return layout.LANDSCAPE if appendix.landscape else layout.PORTRAIT


def _roomy(shares: Sequence[float], widths: Sequence[float]) -> bool:
    """Return whether no column gives away more than a quarter of its share."""
    return all(4 * width >= 3 * share for share, width in zip(shares, widths, strict=True))


def room(document: Document, appendix: Appendix, sheet: Sheet) -> float:
    """Return the height that the first page of an appendix has for its table and what is noted under it.

    Under the last one stands the code of the data.
    """
    title = _set(layout.APPENDIX_TITLE, wording.appendix_title(appendix), sheet.text_width)
    title += _set(layout.ENCLOSURE, wording.enclosure(document), sheet.text_width)
    around = layout.APPENDIX.leading + layout.TABLE_BEFORE + layout.TABLE_AFTER
    if document.fingerprint and appendix in document.appendices[-1:]:
        around += layout.COLOPHON.before + layout.COLOPHON.leading
    return sheet.text_height - title - around


def _set(look: Look, text: str, width: float) -> float:
    """Return how high a text is, without the white around it."""
    text = by_sense(look, text, width) if look.align == "center" else text
    return look.leading * len(lines(look, plain(text, look), width))


def decimals(table: Table) -> tuple[str, ...]:
    """Return for each column the longest decimals, with their comma, of the numbers at its right edge."""
    found = [""] * len(table.widths)
    for row in table.rows:
        for place, cell in enumerate(row):
            if cell.align == "right" and "," in cell.text and (number := _NUMBER.fullmatch(cell.text)):
                found[place] = max(found[place], number["decimals"] or "", key=len)
    return tuple(found)


def lacking(cell: TableCell, longest: str) -> str:
    """Return what a number lacks of the longest decimals of its column: units stand under units all the same."""
    number = _NUMBER.fullmatch(cell.text) if longest and cell.align == "right" else None
    return longest[len(number["decimals"] or "") :] if number else ""


def room_beside(cell: TableCell, longest: str, size: float) -> float:
    """Return the white at the right of a number in place of the decimals that it lacks."""
    return fonts.width(lacking(cell, longest), fonts.face(), size)


def heads(table: Table, found: Fit) -> tuple[Head, ...]:
    """Return the cells of the head of a table, their lines parted by sense."""
    size, widths, _ = found

    def parted(head: Head) -> Head:
        cell = head.cell
        inner = sum(widths[head.column : head.column + head.across]) - 2 * layout.cell_pad(size)
        text = by_sense(Look("", size, 0, bold=cell.bold, italic=cell.italic), cell.text, inner)
        return replace(head, cell=replace(cell, text=text))

    return tuple(map(parted, table.heads()))


def height(table: Table, found: Fit) -> float:
    """Return in points how high a table is."""
    return _Heights(table, found).whole(found.pad)


class _Heights:
    """How high the words of a table are; how high its rows are by the white over and under them is asked often.

    What is noted under it counts with its last row, which holds the one before.
    """

    def __init__(self, table: Table, found: Fit) -> None:
        size, widths, _ = found
        self._heads = [
            (head, _high(head.cell, size, sum(widths[head.column : head.column + head.across])))
            for head in sorted(heads(table, found), key=lambda head: head.down)
        ]
        self._rows = [
            max(_high(cell, size, width) for cell, width in zip(row, widths, strict=True)) for row in table.rows
        ]
        self._leads = [any(cell.leads for cell in row) for row in table.rows]
        if table.note and table.rows:
            self._rows[-1] += layout.TABLE_AFTER + _set(layout.TABLE_NOTE, table.note, sum(widths))
            self._leads[-2:-1] = [True] * len(self._leads[-2:-1])

    def _head(self, pad: float) -> float:
        heights = [0.0] * max(head.row + head.down for head, _ in self._heads)
        for head, words in self._heads:
            last = head.row + head.down - 1
            heights[last] = max(heights[last], words + _around(pad) - sum(heights[head.row : last]))
        return sum(heights)

    def whole(self, pad: float) -> float:
        """Return how high the table is."""
        return self._head(pad) + sum(words + _around(pad) for words in self._rows)

    def pages(self, pad: float, first: float, page: float) -> tuple[int, float]:
        """Return how many pages the table takes, with so much room on the first, and what rows take of the last.

        A table that stands on one page uses nothing of another.
        """
        if self.whole(pad) <= first:
            return 1, 0.0
        head = self._head(pad)
        count, begun, room = 1, 0, first - head
        used = 0.0
        place = 0
        while place < len(self._rows):
            used += self._rows[place] + _around(pad)
            place += 1
            if used <= room or place == begun + 1:
                continue
            place -= 1
            while place > begun + 1 and self._leads[place - 1]:
                place -= 1
            count, begun, room, used = count + 1, place, page - head, 0.0
        return count, used


def _around(pad: float) -> float:
    """Return what of the height of a row is not words: its white and, as word processors count, one of its rules."""
    return 2 * pad + layout.TABLE_RULE


def _high(cell: TableCell, size: float, width: float) -> float:
    look = Look("", size, size * layout.TABLE_LEADING, bold=cell.bold, italic=cell.italic)
    inner = width - 2 * layout.cell_pad(size) - cell.indent * layout.CELL_INDENT
    return look.leading * max(len(lines(look, plain(cell.text, look), inner)), 1)


def _needs(table: Table, size: float) -> list[float]:
    """Return for each column the width that its longest word takes."""
    needs = [2 * layout.cell_pad(size) + size] * len(table.widths)
    longest = decimals(table)
    for row in (table.head, *table.rows):
        for place, cell in enumerate(row):
            needs[place] = max(needs[place], _need(cell, size) + room_beside(cell, longest[place], size))
    for head in reversed(table.over):  # the inner ones first
        beneath = slice(head.column, head.column + head.across)
        lacking = _need(head.cell, size) - sum(needs[beneath])
        if lacking > 0:
            needs[beneath] = [need + lacking / head.across for need in needs[beneath]]
    return needs


def _need(cell: TableCell, size: float) -> float:
    face = fonts.face(bold=cell.bold, italic=cell.italic)
    words = cell.text.replace("\n", " ").split(" ")
    wider = layout.ITALIC_WIDER * size if cell.italic else 0.0
    longest = max(fonts.width(word, face, size) + wider * (1 + word.count(NBSP)) for word in words)
    return longest + cell.indent * layout.CELL_INDENT + 2 * layout.cell_pad(size) + _SLACK


def _spread(shares: Sequence[float], needs: Sequence[float]) -> tuple[float, ...]:
    """Raise each share to its need at the cost of the columns that have slack."""
    lacking = sum(max(0.0, need - share) for share, need in zip(shares, needs, strict=True))
    slack = sum(max(0.0, share - need) for share, need in zip(shares, needs, strict=True))
    if not lacking:
        return tuple(shares)
    return tuple(
        max(need, share - max(0.0, share - need) * lacking / slack) for share, need in zip(shares, needs, strict=True)
    )
