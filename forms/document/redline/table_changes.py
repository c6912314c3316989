"""What somebody changed in the tables of a document outside the program: told row by row, numbers beside their cells.

Nothing of it is taken over: a table shows cells, and a cell is changed where it stands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

from forms.document import annexes
from forms.document.redline.lines import likeness
from forms.document.redline.rewording import ChangedNumber, bare
from forms.narrative.blocks import Appendix, Table, TableCell
from forms.report.report import Report
from forms.values.frozen import frozen

_ALIKE = 0.5  # share of the words of a name
_MOST_PAIRS = 20_000  # that are compared; where nearly all rows are others, each is told as gone or come


@frozen
class ChangedRow:
    """A row of an appendix as it was printed and as it stands now, "" for one that came or went; its numbers.

    `others` are the changes of a row in what is no number of this report: column, what was printed, what stands there.
    `of` is the title of its appendix.
    """

    old: str
    new: str
    numbers: tuple[ChangedNumber, ...] = ()
    others: tuple[tuple[str, str, str], ...] = ()
    of: str = ""


@frozen
class _Row:
    """A row as it is printed, what stands over its columns, and the title of its appendix."""

    cells: tuple[TableCell, ...]
    heads: tuple[str, ...]
    of: str

    @property
    def key(self) -> tuple[str, ...]:
        return tuple(bare(cell.text) for cell in self.cells)

    @property
    def name(self) -> str:
        return self.names([cell.text for cell in self.cells])

    def names(self, texts: Sequence[str]) -> str:
        """The words beside the numbers, of this row or of another of the same columns."""
        words = (text for cell, text in zip(self.cells, texts, strict=False) if cell.cell is None and not cell.number)
        return bare(" ".join(words))

    def alike(self, texts: Sequence[str]) -> int:
        """How many of its cells another row has."""
        return sum(one == bare(other) for one, other in zip(self.key, texts, strict=False))


def changed(report: Report, came: Sequence[Sequence[str]]) -> list[ChangedRow]:
    """What the rows of a file change in those of the appendices; new ones before any known one are of no appendix."""
    printed = [row for one in annexes.of(report) for row in _rows(one)]
    keys = [tuple(map(bare, row)) for row in came]
    codes = SequenceMatcher(None, [row.key for row in printed], keys, autojunk=False).get_opcodes()
    found: list[ChangedRow] = []
    known = False
    for tag, start, end, first, last in codes:
        known = known or tag == "equal"
        if tag != "equal":
            found += (row for row in _between(printed[start:end], came[first:last]) if known or row.old)
    return found


def gone(report: Report, found: Sequence[ChangedRow]) -> list[str]:
    """The titles of the appendices of which every row went."""
    away = Counter(row.of for row in found if not row.new)
    return [one.title for one in annexes.of(report) if one.table.rows and away[one.title] == len(one.table.rows)]


def _rows(appendix: Appendix) -> list[_Row]:
    heads = _heads(appendix.table)
    return [_Row(row, heads, appendix.title) for row in appendix.table.rows]


def _heads(table: Table) -> tuple[str, ...]:
    """What stands over each column, outer before inner."""
    over = sorted(table.heads(), key=lambda head: head.row)
    return tuple(
        ", ".join(head.cell.text for head in over if head.column <= column < head.column + head.across)
        for column in range(len(table.head))
    )


def _between(old: Sequence[_Row], new: Sequence[Sequence[str]]) -> Iterator[ChangedRow]:
    """What became of some rows: those of one name are the same ones, then those whose names are most alike."""
    left = dict(enumerate(new))
    same: dict[int, Sequence[str]] = {}
    for place, row in enumerate(old):
        near = [one for one, texts in left.items() if row.names(texts) == row.name]
        if near:
            same[place] = left.pop(max(near, key=lambda one: row.alike(left[one])))
    other = [place for place in range(len(old)) if place not in same]
    if len(other) * len(left) <= _MOST_PAIRS:
        pairs = (
            (likeness(old[place].name, old[place].names(left[one])), place, one) for place in other for one in left
        )
        for alike, place, one in sorted(pairs, key=lambda pair: -pair[0]):
            if alike >= _ALIKE and place not in same and one in left:
                same[place] = left.pop(one)
    yield from (_told(row, same.get(place, ())) for place, row in enumerate(old))
    yield from (ChangedRow("", shown) for one in left.values() if (shown := _shown(one)))


def _told(row: _Row, texts: Sequence[str]) -> ChangedRow:
    """What became of a row that is now of these texts, of none where it went."""
    numbers: list[ChangedNumber] = []
    others: list[tuple[str, str, str]] = []
    for cell, head, text in zip_longest(row.cells, row.heads, texts, fillvalue=""):
        if not isinstance(cell, TableCell):
            others += [("", "", text)] if text.strip() else []
        elif bare(cell.text) == bare(text):
            continue
        elif cell.cell is not None:
            numbers.append(ChangedNumber(cell.cell, cell.text, text.strip()))
        elif texts:
            others.append((head, cell.text, text.strip()))
    return ChangedRow(_shown([cell.text for cell in row.cells]), _shown(texts), tuple(numbers), tuple(others), row.of)


def _shown(texts: Sequence[str]) -> str:
    """The words of a row, one after the other."""
    return " | ".join(shown for text in texts if (shown := " ".join(text.split())))
