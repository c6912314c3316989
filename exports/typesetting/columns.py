"""The columns of a table: widths and a size of type at which words and numbers stay whole."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from exports.typesetting import fonts, layout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.narrative.blocks import Table, TableCell


@lru_cache(maxsize=100)
def fit(table: Table, width: float) -> tuple[float, tuple[float, ...]]:
    """Return the size of type and the column widths, in points, for a table on `width`.

    The table's shares hold as long as every word fits; a column too narrow for its longest word
    takes from those that have room, and only then the type gets smaller.
    """
    total = sum(table.widths)
    shares = [width * share / total for share in table.widths]
    needs: list[float] = []
    for size in layout.TABLE_SIZES:
        needs = _needs(table, size)
        if sum(needs) <= width:
            return size, _spread(shares, needs)
    # Some word is too long for any type that one can read: it will be broken.
    fair = width / len(shares)
    return layout.TABLE_SIZES[-1], _spread(shares, [min(need, fair) for need in needs])


def _needs(table: Table, size: float) -> list[float]:
    """Return for each column the width that its longest word takes."""
    needs = [2 * layout.CELL_PAD_X + size] * len(table.widths)
    rows = [(cell, True) for cell in enumerate(table.head)]
    rows += [(cell, False) for row in table.rows for cell in enumerate(row)]
    for (place, cell), head in rows:
        needs[place] = max(needs[place], _need(cell, size, head=head))
    return needs


def _need(cell: TableCell, size: float, *, head: bool) -> float:
    face = fonts.face(bold=head or cell.bold, italic=cell.italic)
    words = cell.text.replace("\n", " ").split(" ")
    longest = max(fonts.width(word, face, size) for word in words)
    return longest + cell.indent * layout.CELL_INDENT + 2 * layout.CELL_PAD_X + 0.5


def _spread(shares: Sequence[float], needs: Sequence[float]) -> tuple[float, ...]:
    """Raise each share to its need at the cost of the columns that have slack."""
    lacking = sum(max(0.0, need - share) for share, need in zip(shares, needs, strict=True))
    slack = sum(max(0.0, share - need) for share, need in zip(shares, needs, strict=True))
    if not lacking:
        return tuple(shares)
    return tuple(
        max(need, share - max(0.0, share - need) * lacking / slack) for share, need in zip(shares, needs, strict=True)
    )
