"""A ruled table of the PDF, ready to be split between its rows."""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING, TypeAlias

from reportlab.lib import colors
from reportlab.platypus import Table as PlatypusTable
from reportlab.platypus import TableStyle

from exports import fonts, layout
from exports.columns import fit
from exports.layout import Look
from exports.pieces import Block
from exports.prose import Prose, plain, set_prose

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exports.layout import Sheet
    from forms.blocks import Table, TableCell

_Row: TypeAlias = list[Prose]


def grid(table: Table, sheet: Sheet) -> Block:
    """Return `table` set for the text width of `sheet`; its head repeats on every page."""
    size, widths = fit(table, sheet.text_width)
    head = [
        _cell(replace(cell, align="center", bold=True), size, width)
        for cell, width in zip(table.head, widths, strict=True)
    ]
    rows = [[_cell(cell, size, width) for cell, width in zip(row, widths, strict=True)] for row in table.rows]
    # A head that eats half the page is printed once, like any row.
    repeats = _height(head) <= sheet.text_height / 2
    together = len(rows) > 1 and sum(map(_height, rows[-2:])) <= sheet.text_height / 4
    most = sheet.text_height - (_height(head) if repeats else 0.0) - 1
    rows = [part for row in ([] if repeats else [head]) + rows for part in _cut(row, most)]
    flowable = PlatypusTable(
        [[[cell] for cell in row] for row in ([head] if repeats else []) + rows],
        colWidths=widths,
        repeatRows=int(repeats),
        hAlign="LEFT",
        style=_style(),
    )
    if together:  # no total alone on the last page
        flowable.setStyle([("NOSPLIT", (0, -2), (-1, -1))])
    return Block(flowable, layout.TABLE_BEFORE, layout.TABLE_AFTER)


def _cell(cell: TableCell, size: float, width: float) -> Prose:
    """Set one cell for the width of its column."""
    inner = width - 2 * layout.CELL_PAD_X
    look = Look(
        "",
        size,
        size * layout.TABLE_LEADING,
        cell.align,
        bold=cell.bold,
        italic=cell.italic,
        left=min(cell.indent * layout.CELL_INDENT, inner / 2),
    )
    return set_prose(look, plain(cell.text, look), inner)


def _height(row: Sequence[Prose]) -> float:
    return max((cell.height for cell in row), default=0.0) + 2 * layout.CELL_PAD_Y


def _cut(row: _Row, most: float) -> Iterator[_Row]:
    """Yield a row that is higher than a page as several, or the row itself."""
    if _height(row) <= most:
        yield row
        return
    leading = max(cell.look.leading for cell in row)
    count = max(1, int((most - 2 * layout.CELL_PAD_Y) // leading))
    pieces = [_pieces(cell, count) for cell in row]
    for parts in zip_longest(*pieces):
        yield [part or cell.cut(0)[0] for part, cell in zip(parts, row, strict=True)]


def _pieces(cell: Prose, count: int) -> list[Prose]:
    pieces = []
    rest = cell
    while len(rest.lines) > count:
        piece, rest = rest.cut(count)
        pieces.append(piece)
    return [*pieces, rest]


def _style() -> TableStyle:
    """Return rules and white; the font is named, or reportlab declares a Helvetica of its own."""
    return TableStyle(
        [
            ("FONT", (0, 0), (-1, -1), fonts.face()),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("LEFTPADDING", (0, 0), (-1, -1), layout.CELL_PAD_X),
            ("RIGHTPADDING", (0, 0), (-1, -1), layout.CELL_PAD_X),
            ("TOPPADDING", (0, 0), (-1, -1), layout.CELL_PAD_Y),
            ("BOTTOMPADDING", (0, 0), (-1, -1), layout.CELL_PAD_Y),
            ("GRID", (0, 0), (-1, -1), layout.TABLE_RULE, colors.black),
        ]
    )
