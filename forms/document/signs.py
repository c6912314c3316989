"""What a table prints where there is no number, as official statistics do: a dash or dots, told beneath it.

The words of a state are as wide as a column and stand on every line of a report in which nothing occurred.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from forms.narrative.blocks import Table, TableCell
from forms.report.cells import STATE_LABELS, State
from forms.values.style import ELLIPSIS

SIGNS: Mapping[str, State] = {"-": State.NIL, ELLIPSIS: State.AWAITED}
_BY_WORDS = {STATE_LABELS[state]: sign for sign, state in SIGNS.items()}
_NOTE = "Ghi chú:"


def signed(table: Table) -> Table:
    """The table with signs in place of the words of a state, and beneath it what those are that stand in it."""
    rows = tuple(tuple(map(_signed, row)) for row in table.rows)
    there = {cell.text for row in rows for cell in row if cell.align != "left"}
    meant = [f"“{sign}” là {STATE_LABELS[state]}" for sign, state in SIGNS.items() if sign in there]
    if not meant:
        return table
    return replace(table, rows=rows, note=f"{table.note or _NOTE} {'; '.join(meant)}.")


def _signed(cell: TableCell) -> TableCell:
    if cell.align == "left" or cell.text not in _BY_WORDS:
        return cell
    return replace(cell, text=_BY_WORDS[cell.text])
