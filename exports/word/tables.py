"""Tables of a Word file: ruled ones whose head repeats on every page, and columns without rules."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from exports.typesetting import layout
from exports.typesetting.columns import Fit, decimals, fit, heads, room_beside
from exports.word import wordfile
from exports.word.markup import tag, twips
from exports.word.paragraphs import in_size, run
from forms.narrative.blocks import TableCell

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docx.oxml.xmlchemy import BaseOxmlElement

    from exports.typesetting.layout import Sheet
    from forms.narrative.blocks import Table

_MARGINS = (layout.CELL_PAD_X, layout.CELL_PADS_Y[0])


def columns(
    rows: Iterable[tuple[Sequence[BaseOxmlElement], Sequence[BaseOxmlElement]]],
    widths: tuple[float, float],
) -> BaseOxmlElement:
    """Return two columns of paragraphs as a table without borders."""
    return _table(
        wordfile.COLUMNS,
        widths,
        [[_box(cell, width) for cell, width in zip(row, widths, strict=True)] for row in rows],
    )


def grid(table: Table, sheet: Sheet, height: float = 0.0, *, held: bool = False) -> BaseOxmlElement:
    """Return a ruled table whose head repeats on every page, set for a height where it can stand in it whole.

    The last rows of one that is `held` stay with what follows.
    """
    found = fit(table, sheet.text_width, height, sheet.text_height if height else 0.0)
    size, widths, pad = found
    margins = (layout.cell_pad(size), pad)
    made: dict[tuple[object, ...], BaseOxmlElement] = {}

    def box(cell: TableCell, width: float, longest: str, *, leads: bool) -> BaseOxmlElement:
        """Return a cell; most are alike (blank, or a unit), and a copy is made faster than its elements."""
        beside = room_beside(cell, longest, size)
        key = (cell.text, cell.align, cell.bold, cell.italic, cell.indent, width, beside, leads)
        if key not in made:
            made[key] = _box([_cell(cell, size, beside, leads=leads)], width)
        return deepcopy(made[key])

    longest = decimals(table)
    rows = _heads(table, found)
    repeated = len(rows)
    for place, row in enumerate(table.rows, start=1):
        leads = place == len(table.rows) - 1 or any(cell.leads for cell in row) or (held and place == len(table.rows))
        rows.append([box(*one, leads=leads) for one in zip(row, widths, longest, strict=True)])
    return _table(wordfile.TABLE, widths, rows, repeated=repeated, margins=margins)


def _heads(table: Table, found: Fit) -> list[list[BaseOxmlElement]]:
    """Return the rows of the head; a cell that takes several begins in the first and is told to go on in the others."""
    size, widths, _ = found
    cells_of_head = heads(table, found)
    leads = len(table.rows) == 1
    rows: list[list[BaseOxmlElement]] = []
    for row in range(max(head.row + head.down for head in cells_of_head)):
        here = [head for head in cells_of_head if head.row <= row < head.row + head.down]
        cells = []
        for head in sorted(here, key=lambda head: head.column):
            width = sum(widths[head.column : head.column + head.across])
            merged = ("restart" if head.row == row else "continue") if head.down > 1 else ""
            cell = head.cell if head.row == row else TableCell("")
            cells.append(_box([_cell(cell, size, leads=leads)], width, across=head.across, merged=merged))
        rows.append(cells)
    return rows


def _cell(cell: TableCell, size: float, beside: float = 0.0, *, leads: bool) -> BaseOxmlElement:
    """Return the paragraph of a cell, with white `beside` its right edge.

    The row before the last `leads`, so that no total stands alone.
    """
    other = 0.0 if size == layout.CELL.size else size
    left, right = twips(cell.indent * layout.CELL_INDENT), twips(beside)
    properties = tag(
        "pPr",
        tag("pStyle", val=wordfile.CELL),
        tag("keepNext") if leads else None,
        tag("ind", left=left, right=right) if left or right else None,
        tag("jc", val=wordfile.jc(cell.align)) if cell.align != layout.CELL.align else None,
        tag("rPr", *in_size(size)) if other else None,  # the height of an empty cell
    )
    if not cell.text:
        return tag("p", properties)
    return tag("p", properties, run(cell.text, bold=cell.bold, italic=cell.italic, size=other))


def _box(paragraphs: Sequence[BaseOxmlElement], width: float, *, across: int = 1, merged: str = "") -> BaseOxmlElement:
    """Return a cell of a table, over several columns or `merged` with that above or beneath it."""
    properties = tag(
        "tcPr",
        tag("tcW", w=twips(width), type="dxa"),
        tag("gridSpan", val=across) if across > 1 else None,
        tag("vMerge", val=merged) if merged else None,
    )
    return tag("tc", properties, *paragraphs)


def _table(
    style: str,
    widths: Sequence[float],
    rows: Sequence[Sequence[BaseOxmlElement]],
    *,
    repeated: int = 0,
    margins: tuple[float, float] = _MARGINS,
) -> BaseOxmlElement:
    """Return a table; so many of its first rows are `repeated` on every page.

    It has white of its own beside and over the words of its cells where its `margins` are not those of the style.
    """
    properties = (
        tag("trPr", tag("cantSplit"), tag("tblHeader") if place < repeated else None) for place in range(len(rows))
    )
    return tag(
        "tbl",
        tag(
            "tblPr",
            tag("tblStyle", val=style),
            tag("tblW", w=twips(sum(widths)), type="dxa"),
            tag("tblLayout", type="fixed"),
            wordfile.cell_margins(*margins) if margins != _MARGINS else None,
        ),
        tag("tblGrid", *(tag("gridCol", w=twips(width)) for width in widths)),
        *(tag("tr", one, *row) for one, row in zip(properties, rows, strict=True)),
    )
