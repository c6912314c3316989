"""A ruled table of the PDF, ready to be split between its rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING, cast

from exports.pdf.pieces import Block
from exports.pdf.prose import Prose
from exports.pdf.structure import ARTIFACT, Element, Piece, head_cell
from exports.typesetting import layout
from exports.typesetting.columns import Fit, decimals, fit, heads, room_beside
from exports.typesetting.layout import Look
from exports.typesetting.lines import lines, plain
from forms.values.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exports.pdf.paper import Paper
    from exports.typesetting.layout import Sheet
    from forms.narrative.blocks import Head, Table, TableCell
    from forms.report.cells import Address


@frozen
class GridCell:
    """A set cell of the table with the white over its words, and the cell of the report whose value it prints.

    `leads` as in `TableCell`.
    """

    prose: Prose
    pad: float
    cell: Address | None = None
    leads: bool = False

    @property
    def pad_x(self) -> float:
        """The white on either side of its words."""
        return layout.cell_pad(self.prose.look.size)


@dataclass(frozen=True)
class GridRow:
    """The set cells of a row, or those of a part of one that is higher than a page, and the elements of the row."""

    cells: Sequence[GridCell]
    elements: Sequence[Element]

    @cached_property
    def height(self) -> float:
        """How high its highest cell is."""
        return _height_of(self.cells)


@frozen
class GridHead:
    """The set head of a table: its cells, each in the rows and columns that it takes, and how high the rows are.

    `elements` are those of the cells; none for a head that stands again.
    """

    cells: tuple[tuple[Head, GridCell], ...] = ()
    heights: tuple[float, ...] = ()
    elements: Sequence[Element] = ()

    @property
    def height(self) -> float:
        """How high all of it is."""
        return sum(self.heights)

    def draw(self, paper: Paper, widths: Sequence[float], total: float) -> None:
        """Draw the words with their rules, `total` points above the foot of the table."""
        elements = self.elements or [ARTIFACT] * len(self.cells)
        for (head, box), element in zip(self.cells, elements, strict=True):
            left, width = sum(widths[: head.column]), sum(widths[head.column : head.column + head.across])
            top = total - sum(self.heights[: head.row])
            height = sum(self.heights[head.row : head.row + head.down])
            if box.prose.lines:
                box.prose.print(paper, left + box.pad_x, top - (height + box.prose.height) / 2, element)
            with paper.marked(ARTIFACT):
                paper.rect(left, top - height, width, height)


class Grid(Piece):
    """Rows of set cells between rules; `head` stands again above the rest when the rows are cut."""

    def __init__(
        self, widths: Sequence[float], head: GridHead, rows: Sequence[GridRow], *, together: bool, table: Element
    ) -> None:
        """Take the widths of the columns; `together` keeps the last two rows on one page."""
        super().__init__()
        self.elements = (table,)
        self.widths = widths
        self.head = head
        self.rows = rows
        self.together = together

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Return the size."""
        return sum(self.widths), self.head.height + sum(row.height for row in self.rows)

    def cut(self, height: float, kept: int = 0) -> tuple[Grid, Grid] | None:
        """Return the rows that stand in the first `height` points, and the others, so many at least that are `kept`.

        None where no row does.
        """
        room = height - self.head.height
        count = 0
        for row in self.rows:
            room -= row.height
            if room < 0:
                break
            count += 1
        if self.together and count == len(self.rows) - 1:
            count -= 1
        count = max(min(count, len(self.rows) - kept), 0)
        whole = count
        while count < len(self.rows) and count and any(box.leads for box in self.rows[count - 1].cells):
            count -= 1
        count = count or whole  # nothing but rows that lead: the page takes them all
        if count < 1:
            return None
        front, rest = self.rows[:count], self.rows[count:]
        (table,) = self.elements
        return (
            Grid(self.widths, self.head, front, together=False, table=table),
            Grid(self.widths, replace(self.head, elements=()), rest, together=self.together, table=table),
        )

    def draw(self) -> None:
        """Draw the words, then the rules."""
        paper = cast("Paper", self.canv)
        total = self.wrap(0, 0)[1]
        paper.setLineWidth(layout.TABLE_RULE)
        self.head.draw(paper, self.widths, total)
        total -= self.head.height
        levels = [total]
        for row in self.rows:
            height = row.height
            left = 0.0
            for box, element, width in zip(row.cells, row.elements, self.widths, strict=True):
                if box.prose.lines:
                    bottom = levels[-1] - (height + box.prose.height) / 2
                    box.prose.print(paper, left + box.pad_x, bottom, element)
                if box.cell is not None:
                    paper.spot(box.cell, left, levels[-1] - height, left + width, levels[-1])
                left += width
            levels.append(levels[-1] - height)
        edges = [0.0]
        for width in self.widths:
            edges.append(edges[-1] + width)
        with paper.marked(ARTIFACT):
            paper.lines([(0, level, edges[-1], level) for level in levels])
            paper.lines([(edge, total, edge, levels[-1]) for edge in edges])


def grid(table: Table, sheet: Sheet, room: float = 0.0) -> Block:
    """Return `table` set for the text width of `sheet`, and for a height where it can stand in it whole.

    Its head repeats on every page.
    """
    found = fit(table, sheet.text_width, room, sheet.text_height if room else 0.0)
    size, widths, pad = found
    head = _head(table, found)
    longest = decimals(table)
    rows = [
        GridRow(
            [
                _cell(cell, size, width, pad, room_beside(cell, tail, size))
                for cell, width, tail in zip(row, widths, longest, strict=True)
            ],
            _elements(row),
        )
        for row in table.rows
    ]
    # A head that eats half the page is printed once, like any row.
    repeats = head.height <= sheet.text_height / 2
    together = len(rows) > 1 and sum(row.height for row in rows[-2:]) <= sheet.text_height / 4
    if not repeats:
        first = [_cell(cell, size, width, pad) for cell, width in zip(table.head, widths, strict=True)]
        rows, head = [GridRow(first, [head_cell("Column") for _ in first]), *rows], GridHead()
    element = Element("Table", *_head_rows(head), *(Element("TR", *row.elements) for row in rows))
    most = sheet.text_height - head.height - 1
    rows = [part for row in rows for part in _cut(row, most)]
    return Block(Grid(widths, head, rows, together=together, table=element), layout.TABLE_BEFORE, layout.TABLE_AFTER)


def _elements(row: Sequence[TableCell]) -> list[Element]:
    """Return the elements of a row: the first words at the left edge of their column head it."""
    heading = next((place for place, cell in enumerate(row) if cell.align == "left" and cell.text), None)
    return [head_cell("Row") if place == heading else Element("TD") for place in range(len(row))]


def _head(table: Table, found: Fit) -> GridHead:
    """Set the head; a cell that takes several rows makes the last of them as high as it needs."""
    size, widths, pad = found
    cells = [
        (head, _cell(head.cell, size, sum(widths[head.column : head.column + head.across]), pad))
        for head in heads(table, found)
    ]
    heights = [0.0] * max(head.row + head.down for head, _ in cells)
    for head, box in sorted(cells, key=lambda cell: cell[0].down):
        last = head.row + head.down - 1
        heights[last] = max(heights[last], _height_of([box]) - sum(heights[head.row : last]))
    elements = [head_cell("Column", head.down, head.across) for head, _ in cells]
    return GridHead(tuple(cells), tuple(heights), elements)


def _head_rows(head: GridHead) -> list[Element]:
    """Return the elements of the rows of a head."""
    rows = [Element("TR") for _ in head.heights]
    cells = zip((cell for cell, _ in head.cells), head.elements, strict=True)
    for cell, element in sorted(cells, key=lambda one: one[0].column):
        rows[cell.row].parts.append(element)
    return rows


@lru_cache(maxsize=10_000)  # most cells of a report that is printed again have not changed
def _cell(cell: TableCell, size: float, width: float, pad: float, beside: float = 0.0) -> GridCell:
    """Set one cell for the width of its column, with white beside its right edge."""
    inner = width - 2 * layout.cell_pad(size) - beside
    look = Look(
        "",
        size,
        size * layout.TABLE_LEADING,
        cell.align,
        bold=cell.bold,
        italic=cell.italic,
        left=min(cell.indent * layout.CELL_INDENT, inner / 2),
    )
    return GridCell(Prose(look, lines(look, plain(cell.text, look), inner), inner), pad, cell.cell, cell.leads)


def _height_of(row: Sequence[GridCell]) -> float:
    inner = max((box.prose.height + 2 * box.pad for box in row), default=2 * layout.CELL_PADS_Y[0])
    return inner + layout.TABLE_RULE


def _cut(row: GridRow, most: float) -> Iterator[GridRow]:
    """Yield a row that is higher than a page as several, or the row itself."""
    if row.height <= most:
        yield row
        return
    leading = max(box.prose.look.leading for box in row.cells)
    count = max(1, int((most - 2 * row.cells[0].pad - layout.TABLE_RULE) // leading))
    pieces = [_pieces(box.prose, count) for box in row.cells]
    for parts in zip_longest(*pieces):
        cells = [
            GridCell(part or box.prose.cut(0)[0], box.pad, box.cell) for part, box in zip(parts, row.cells, strict=True)
        ]
        yield replace(row, cells=cells)


def _pieces(cell: Prose, count: int) -> list[Prose]:
    pieces = []
    rest = cell
    while len(rest.lines) > count:
        piece, rest = rest.cut(count)
        pieces.append(piece)
    return [*pieces, rest]
