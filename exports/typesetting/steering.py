"""Lines of a program that takes as many words on each as fit, told by no-break spaces where they end better."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from exports.typesetting.lines import FUZZ, GAPING, even_ends, words
from forms.values.style import NBSP

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exports.typesetting.layout import Look
    from exports.typesetting.lines import Run, Word

_LOOSE = 1.0  # of itself, by which a space grows before a program is told where lines end better


def steered(look: Look, runs: tuple[Run, ...], width: float) -> str:
    """Return the words of a paragraph for a program that fills line after line, its marks left out.

    Where spaces would double there, blanks hold the words that even lines have on the next line.
    """
    text = "".join(run.text for run in runs if not run.rise)
    if "\n" in text:
        return text
    pieces = [word for verse in words(runs) for word in verse]
    filling = _Filling(pieces, width - look.left - look.first, width - look.left, 0.25 * look.size)
    free = [False] * len(pieces)
    loose = filling.loosest(free)
    if loose <= _LOOSE or any(word.width > filling.first for word in pieces):
        return text
    held = filling.held(even_ends(pieces, filling.first, filling.others, filling.space, rigid=True))
    if filling.loosest(held) >= loose:
        return text
    parts = []
    for piece, holds in zip(pieces, held, strict=True):
        said = "".join(run.text for run in piece.runs if not run.rise)
        parts.append(said + (NBSP if holds else " "))
    return "".join(parts)[:-1]


class _Filling(NamedTuple):
    """Words as a program sets them that takes as many on a line as fit."""

    pieces: Sequence[Word]
    first: float
    others: float
    space: float

    def _ends(self, held: Sequence[bool]) -> Iterator[int]:
        """Yield after how many words each line ends, where some words hold on to the next."""
        start = place = 0
        while place < len(self.pieces):
            unit = place + 1
            while held[unit - 1]:
                unit += 1
            if place > start and self._natural(start, unit) > (self.others if start else self.first) + FUZZ:
                yield place
                start = place
            place = unit

    def _natural(self, start: int, end: int) -> float:
        return sum(piece.width + self.space for piece in self.pieces[start:end]) - self.space

    def loosest(self, held: Sequence[bool]) -> float:
        """Return by how much of itself a space grows at most; blanks that hold do not."""
        found, start = 0.0, 0
        for end in self._ends(held):
            slack = (self.others if start else self.first) - self._natural(start, end)
            spaces = (end - start - 1) - sum(held[start : end - 1])
            found = max(found, min(slack / (spaces * self.space), GAPING) if spaces else GAPING)
            start = end
        return found

    def held(self, ends: Sequence[int]) -> list[bool]:
        """Return which words hold on to the next so that lines end where they are wanted to."""
        held = [False] * len(self.pieces)
        start = 0
        for end in ends[:-1]:
            room = (self.others if start else self.first) + FUZZ
            fitting = end
            while fitting < len(self.pieces) and self._natural(start, fitting + 1) <= room:
                fitting += 1
            held[end:fitting] = [True] * (fitting - end)
            start = end
        held[-1] = False
        return held
