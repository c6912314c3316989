"""What the words around a cell of a workbook say: those of its row, those above it, and what the sheet says of all.

A merged cell says what its first one says. Rows that are one wide cell are titles or heads of groups.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from forms.values.spreadsheet import Position
from forms.values.text import fold

_MOST_HEADS = 5
_ORDINAL = re.compile(r"\(?(?:[ivxlc]+|[a-zđ]|\d+(?:\.\d+)*)[.)]*", re.IGNORECASE)  # "I.", "a)", "1.2" number a line
_NUMERALS = re.compile(r"\d+")


@dataclass(frozen=True)
class SheetWords:
    """The texts of one sheet by place, which cells are merged into which first one, and those that formulas make."""

    texts: Mapping[Position, str]
    merged: Mapping[Position, Position] = field(default_factory=dict)
    made: Collection[Position] = ()

    @cached_property
    def rows(self) -> int:
        """The last row in which something stands, or is merged."""
        return max((row for row, _ in (*self.texts, *self.merged)), default=0)

    @cached_property
    def columns(self) -> int:
        """The last column in which something stands, or is merged."""
        return max((column for _, column in (*self.texts, *self.merged)), default=0)

    def words(self, at: Position) -> str:
        """What a cell says in words; "" for numbers and for what only numbers its line."""
        lead = self.merged.get(at, at)
        text = self.texts.get(lead, "")
        worded = (any(letter.isalpha() for letter in text) or text == "%") and lead not in self.made
        return text if worded and not _ORDINAL.fullmatch(text.strip()) else ""

    @cached_property
    def _spans(self) -> Mapping[Position, int]:
        """Over how many columns a merged cell reaches, by its first one."""
        found: dict[Position, set[int]] = {}
        for (_, column), lead in self.merged.items():
            found.setdefault(lead, set()).add(column)
        return {lead: len(columns) for lead, columns in found.items()}

    def is_wide(self, at: Position) -> bool:
        """Whether a cell belongs to one that reaches over most of the sheet: a title, or the head of a group."""
        return 3 * self._spans.get(self.merged.get(at, at), 1) > 2 * self.columns

    def beside(self, at: Position) -> tuple[str, ...]:
        """The words to the left in its row, each once, the first one first."""
        return tuple(dict.fromkeys(text for column, text in self._by_row.get(at[0], ()) if column < at[1]))

    def above(self, at: Position) -> tuple[str, ...]:
        """The words above it in its column, each once, the nearest first."""
        return self._nearest(self._by_column.get(at[1], []), at[0])

    def over(self, at: Position) -> tuple[str, ...]:
        """The wide cells above it, the nearest first: the group in which it stands, then titles."""
        return self._nearest(self._wide, at[0])

    @staticmethod
    def _nearest(lines: Sequence[tuple[int, str]], row: int) -> tuple[str, ...]:
        """The last words before a row, each once, the nearest first."""
        end = bisect_left(lines, (row, ""))
        return tuple(dict.fromkeys(text for _, text in reversed(lines[max(0, end - _MOST_HEADS) : end])))

    @cached_property
    def _by_row(self) -> Mapping[int, list[tuple[int, str]]]:
        """The words of every row, with their columns."""
        found: dict[int, list[tuple[int, str]]] = {}
        for (row, column), text in self._worded:
            found.setdefault(row, []).append((column, text))
        return found

    @cached_property
    def _by_column(self) -> Mapping[int, list[tuple[int, str]]]:
        """The words of every column, with their rows."""
        found: dict[int, list[tuple[int, str]]] = {}
        for (row, column), text in self._worded:
            found.setdefault(column, []).append((row, text))
        return found

    @cached_property
    def _worded(self) -> list[tuple[Position, str]]:
        """The cells that say something and are not wide, row by row."""
        there = sorted({*self.texts, *self.merged})
        return [(at, text) for at in there if not self.is_wide(at) and (text := self.words(at))]

    @cached_property
    def _wide(self) -> list[tuple[int, str]]:
        """What wide cells say, with their rows."""
        return [(at[0], text) for at in sorted(self.texts) if self.is_wide(at) and (text := self.words(at))]

    @cached_property
    def loose(self) -> tuple[str, ...]:
        """Words that say a unit of the whole sheet: those that announce one."""
        return tuple(text for text in self.texts.values() if fold(text).startswith(("don vi tinh", "dvt")))

    def around(self, at: Position) -> tuple[str, str]:
        """By what a cell is found again: the words beside it and above it, whatever numbers stand in them."""
        return _plain(self.beside(at)), _plain(self.above(at))

    def free(self) -> Iterator[Position]:
        """The cells that may want a number: blank or a number, with words beside and above, and no formula."""
        for row in range(1, self.rows + 1):
            for column in range(2, self.columns + 1):
                at = (row, column)
                if self.merged.get(at, at) == at and at not in self.made and self._is_free(at):
                    yield at

    def _is_free(self, at: Position) -> bool:
        text = self.texts.get(at, "")
        numbered = not text or (text[0] != "(" and any(letter.isdigit() for letter in text))
        if not numbered or any(letter.isalpha() for letter in text) or self.is_wide(at):
            return False
        return bool(self.beside(at) and self.above(at))


def _plain(texts: tuple[str, ...]) -> str:
    return "|".join(_NUMERALS.sub("", fold(text)).strip() for text in texts)
