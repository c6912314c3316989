"""What somebody changed in the tables of a document outside the program: told row by row, numbers beside their cells.

Nothing of it is taken over: a table shows cells, and a cell is changed where it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from fractions import Fraction
from itertools import zip_longest

from forms.document import annexes
from forms.document.redline.rewording import ChangedNumber, bare
from forms.narrative.blocks import TableCell
from forms.report.report import Report
from forms.values.frozen import frozen

_ALIKE = Fraction(1, 2)


@frozen
class ChangedRow:
    """A row of an appendix as it was printed and as it stands now, "" for one that came or went; its numbers."""

    old: str
    new: str
    numbers: tuple[ChangedNumber, ...] = ()


def changed(report: Report, came: Sequence[Sequence[str]]) -> list[ChangedRow]:
    """What the rows of a file change in those of the appendices; new ones before any known one are of no appendix."""
    printed = [row for appendix in annexes.of(report) for row in appendix.table.rows]
    keys = [tuple(bare(cell.text) for cell in row) for row in printed]
    codes = SequenceMatcher(None, keys, [tuple(map(bare, row)) for row in came], autojunk=False).get_opcodes()
    found: list[ChangedRow] = []
    known = False
    for tag, start, end, first, last in codes:
        known = known or tag == "equal"
        if tag != "equal":
            found += (row for row in _between(printed[start:end], came[first:last]) if known or row.old)
    return found


def _between(old: Sequence[Sequence[TableCell]], new: Sequence[Sequence[str]]) -> Iterator[ChangedRow]:
    """What became of some rows: those that say mostly the same beside their numbers are the same ones."""
    left = list(new)
    for row in old:
        match = max(left, key=lambda one: _likeness(row, one), default=())
        if _likeness(row, match) >= _ALIKE:
            left.remove(match)
        else:
            match = ()
        numbers = tuple(
            ChangedNumber(cell.cell, cell.text, text.strip())
            for cell, text in zip_longest(row, match, fillvalue="")
            if isinstance(cell, TableCell) and cell.cell is not None and bare(cell.text) != bare(text)
        )
        yield ChangedRow(_shown([cell.text for cell in row]), _shown(match), numbers)
    yield from (ChangedRow("", shown) for one in left if (shown := _shown(one)))


def _likeness(row: Sequence[TableCell], texts: Sequence[str]) -> Fraction:
    """How many of the words of a row, its numbers left out, stand in another at the same place."""
    told = [(bare(cell.text), bare(text)) for cell, text in zip(row, texts, strict=False) if cell.cell is None]
    told = [(one, other) for one, other in told if one or other]
    return Fraction(sum(one == other for one, other in told), len(told) or 1)


def _shown(texts: Sequence[str]) -> str:
    """The words of a row, one after the other."""
    return " | ".join(shown for text in texts if (shown := " ".join(text.split())))
