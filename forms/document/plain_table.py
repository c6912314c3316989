"""A plain table for paper: a column has a head, a share of the paper and an alignment, a row is its texts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from forms.narrative.blocks import Table, TableCell
from forms.values.frozen import frozen

_NUMBER = re.compile(r"[-+]?[\d.,]*\s*%?")
_WIDEST = 40  # letters by which the shares of columns are told: beyond that a cell has several lines


@frozen
class TableColumn:
    """A column of a list: its head, its share of the paper in percent (0: what the others leave), its alignment."""

    head: str
    width: float
    align: str = "left"


def row_of(
    columns: Sequence[TableColumn],
    cells: Sequence[str],
    *,
    indent: int = 0,
    bold: bool = False,
    italic: bool = False,
    leads: bool = False,
) -> tuple[TableCell, ...]:
    """A row; what is set in, bold or in italics is its second cell, which names it."""
    return tuple(
        TableCell(
            text,
            column.align,
            bold=bold and place == 1,
            italic=italic and place == 1,
            indent=indent if place == 1 else 0,
            leads=leads,
        )
        for place, (column, text) in enumerate(zip(columns, cells, strict=True))
    )


def table_of(columns: Sequence[TableColumn], rows: Sequence[tuple[TableCell, ...]]) -> Table:
    """The table of these rows."""
    left = 100 - sum(column.width for column in columns)
    widths = tuple((column.width or left) / 100 for column in columns)
    return Table(widths, tuple(TableCell(column.head, "center", bold=True) for column in columns), tuple(rows))


def stated_table(columns: Sequence[TableColumn], rows: Sequence[tuple[TableCell, ...]]) -> Table:
    """The table of these rows, without columns in which nothing stands."""
    kept = [place for place in range(len(columns)) if any(row[place].text for row in rows)]
    return table_of([columns[place] for place in kept], [tuple(row[place] for place in kept) for row in rows])


def written_table(rows: Sequence[Sequence[str]]) -> Table:
    """A table that an officer wrote, its first row the head: columns as wide as their words, numbers on the right."""
    count = max(map(len, rows))
    head, *body = [[*row, *[""] * (count - len(row))] for row in rows]
    letters = [max(4, *(min(len(row[place]), _WIDEST) for row in (head, *body))) for place in range(count)]
    numbers = [bool(body) and all(_NUMBER.fullmatch(row[place]) for row in body) for place in range(count)]
    aligned = ["right" if each else "left" for each in numbers]
    return Table(
        tuple(each / sum(letters) for each in letters),
        tuple(TableCell(text, "center", bold=True) for text in head),
        tuple(tuple(map(TableCell, row, aligned)) for row in body),
    )
