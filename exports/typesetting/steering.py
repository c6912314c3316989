"""Lines of a program that takes as many words on each as fit, told by no-break spaces where they end better."""

from __future__ import annotations

import re
from itertools import accumulate, pairwise
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from exports.typesetting.lines import FUZZ, GAPING, TIGHT, even_ends, spread, words
from forms.values.style import NBSP

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exports.typesetting.layout import Look
    from exports.typesetting.lines import Run, Word

_LOOSE = 1.0  # of itself, by which a space grows before a program is told where lines end better
_SURE = 2.0  # points that are left on a line whose letters do, so that it is one in every program
_UNIT = 0.05  # points: what Word counts in


class FilledLine(NamedTuple):
    """A line in strips, each with how far its letters come apart, and the numbers of the notes that it cites."""

    strips: tuple[tuple[str, float], ...]
    notes: tuple[int, ...] = ()


def steered(look: Look, runs: tuple[Run, ...], width: float) -> tuple[FilledLine, ...]:
    """Return the words of a paragraph for a program that fills line after line, its marks left out, in its lines.

    Where spaces would double there, blanks hold the words that even lines have on the next line; where they double all
    the same, the letters of the line come as far apart as is said of its strip.
    """
    text = "".join(run.text for run in runs if not run.rise)
    pieces = [word for verse in words(runs) for word in verse]
    filling = _filling(pieces, width - look.left - look.first, width - look.left, 0.25 * look.size)
    if not pieces or "\n" in text or any(word.width > filling.first for word in pieces):
        return (FilledLine(((text, 0.0),), tuple(run.note for run in runs if run.note)),)
    held = [False] * len(pieces)
    slanted = any("Italic" in run.face for run in runs)  # some programs set words in italics wider
    for tight in (False, True) if not slanted else (False,):
        if (loose := filling.loosest(held)) > _LOOSE:
            ends = even_ends(pieces, filling.first, filling.others, filling.space, spaces=0.0, letters=TIGHT * tight)
            nearer = filling.nearer(ends) if tight else filling
            better = nearer.held(ends)
            filling, held = (nearer, better) if nearer.loosest(better) < loose else (filling, held)
    return tuple(_rows(filling, held, look.size))


def _rows(filling: _Filling, held: Sequence[bool], size: float) -> Iterator[FilledLine]:
    """Yield the lines; behind a blank that holds, letters come apart more, so that it grows as well.

    By half of what it should: there are programs in which it also grows by itself.
    """
    start = 0
    for end in (*filling.ends(held), len(held)):
        said = "".join(
            "".join(run.text for run in word.runs if not run.rise) + (NBSP if holds else " ")
            for word, holds in zip(filling.pieces[start:end], held[start:end], strict=True)
        )
        notes = tuple(run.note for word in filling.pieces[start:end] for run in word.runs if run.note)
        slack, spaces = filling.left(start, end, held)
        if end == len(held):
            yield FilledLine(((said[:-1], -filling.near[start]),), notes)
        elif slack <= spaces * _LOOSE * filling.space:
            yield FilledLine(((said, -filling.near[start]),), notes)
        else:
            letters = sum(len(word.text) + 1 for word in filling.pieces[start:end]) - 1
            apart = spread(slack, spaces, letters, size)[1]
            wider = (slack - apart * letters) / (spaces + said.count(NBSP)) / 2
            parts = ((part, apart + wider * (part == NBSP)) for part in re.split(f"({NBSP})", said) if part)
            yield FilledLine(tuple(parts), notes)
        start = end


class _Filling(NamedTuple):
    """Words as a program sets them that takes as many on a line as fit.

    `near` is how much nearer the letters of each stand, and `reach` how far all words before one take.
    """

    pieces: Sequence[Word]
    first: float
    others: float
    space: float
    near: Sequence[float]
    reach: Sequence[float]

    def ends(self, held: Sequence[bool]) -> Iterator[int]:
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
        return self.reach[end] - self.reach[start] - self.space

    def left(self, start: int, end: int, held: Sequence[bool]) -> tuple[float, int]:
        """Return what is left of a line, and how many spaces there are to fill it; blanks that hold do not grow."""
        room = self.others if start else self.first
        return room - self._natural(start, end), (end - start - 1) - sum(held[start : end - 1])

    def loosest(self, held: Sequence[bool]) -> float:
        """Return by how much of itself a space grows at most."""
        found, start = 0.0, 0
        for end in self.ends(held):
            slack, spaces = self.left(start, end, held)
            found = max(found, min(slack / (spaces * self.space), GAPING) if spaces else GAPING)
            start = end
        return found

    def nearer(self, ends: Sequence[int]) -> _Filling:
        """Return words whose letters stand nearer on lines that are too long otherwise, in whole units of Word."""
        near: list[float] = []
        for start, end in pairwise((0, *ends)):
            over = self._natural(start, end) - (self.others if start else self.first)
            letters = sum(len(piece.text) + 1 - 2 * piece.text.count(NBSP) for piece in self.pieces[start:end])
            near += [ceil((over + _SURE) / letters / _UNIT) * _UNIT if over > FUZZ else 0.0] * (end - start)
        return _filling(self.pieces, self.first, self.others, self.space, near)

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


def _filling(pieces: Sequence[Word], first: float, others: float, space: float, near: Sequence[float] = ()) -> _Filling:
    near = near or [0.0] * len(pieces)
    taken = (word.width + space - less * (len(word.text) + 1) for word, less in zip(pieces, near, strict=True))
    return _Filling(pieces, first, others, space, near, list(accumulate(taken, initial=0.0)))
