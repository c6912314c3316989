"""Lines of text: runs of characters in one face, broken at a width, and measured."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from exports.typesetting import fonts, layout

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from exports.typesetting.layout import Look
    from forms.report.cells import Address


_FUZZ = 1e-6
_LEAST_FILL = 0.6  # a line emptier than this is not stretched: the gaps would be wider than words


@dataclass(frozen=True, slots=True)
class Run:
    """Characters in one face and size; `note` is the number of the note that they cite, `cell` whose value they are."""

    text: str
    face: str
    size: float
    rise: float = 0.0
    note: int = 0
    cell: Address | None = None

    @property
    def width(self) -> float:
        """Width in points."""
        return fonts.width(self.text, self.face, self.size)


def mark(number: int, size: float, *, face: str) -> Run:
    """Return the raised number that cites a note in words of `size`."""
    return Run(str(number), face, size * layout.MARK_SHARE, size * layout.MARK_RISE, number)


@dataclass(frozen=True, slots=True)
class Word:
    """Runs without a space between them: no line ends inside."""

    runs: tuple[Run, ...]

    @property
    def width(self) -> float:
        """Width in points."""
        return sum(run.width for run in self.runs)


@dataclass(frozen=True, slots=True)
class Line:
    """The words of one line; `wraps` when the sentence goes on below."""

    words: tuple[Word, ...]
    indent: float = 0.0
    wraps: bool = False

    @property
    def notes(self) -> tuple[int, ...]:
        """Numbers of the notes cited on this line, in reading order."""
        return tuple(run.note for word in self.words for run in word.runs if run.note)


def plain(text: str, look: Look, **emphasis: bool) -> tuple[Run, ...]:
    """Return `text` as one run in the face of `look`, or in that of `emphasis`."""
    face = fonts.face(**({"bold": look.bold, "italic": look.italic} | emphasis))
    return (Run(text, face, look.size),)


def words(runs: Iterable[Run]) -> Iterator[tuple[Word, ...]]:
    """Yield the words of each verse: runs part at spaces, verses at line breaks."""
    verse: list[Word] = []
    word: list[Run] = []
    for run in runs:
        for place, row in enumerate(run.text.split("\n")):
            if place:
                yield (*verse, Word(tuple(word))) if word else tuple(verse)
                verse, word = [], []
            for count, piece in enumerate(row.split(" ")):
                if count and word:
                    verse.append(Word(tuple(word)))
                    word = []
                if piece:
                    word.append(Run(piece, run.face, run.size, run.rise, run.note, run.cell))
    if word:
        verse.append(Word(tuple(word)))
    if verse:
        yield tuple(verse)


def broken(word: Word, width: float) -> list[Word]:
    """Cut a word that is wider than a line; a mark stays with the character before it."""
    atoms: list[tuple[Run, ...]] = []
    for run in word.runs:
        if run.note and atoms:
            atoms[-1] = (*atoms[-1], run)
        elif run.note:
            atoms.append((run,))
        else:
            atoms.extend((replace(run, text=char),) for char in run.text)
    pieces: list[list[Run]] = [[]]
    room = width
    for atom in atoms:
        needed = sum(run.width for run in atom)
        if needed > room + _FUZZ and pieces[-1]:
            pieces.append([])
            room = width
        pieces[-1].extend(atom)
        room -= needed
    return [Word(tuple(joined(piece))) for piece in pieces]


def joined(runs: Iterable[Run]) -> list[Run]:
    """Join neighbours that look alike."""
    alike = groupby(runs, key=lambda run: (run.face, run.size, run.rise, run.note, run.cell))
    return [Run("".join(run.text for run in group), *shape) for shape, group in alike]


@lru_cache(maxsize=2_000)
def lines(look: Look, runs: tuple[Run, ...], width: float) -> tuple[Line, ...]:
    """Break runs into lines no wider than `width`."""
    done: list[Line] = []
    space = 0.25 * look.size  # the width of a space in every shipped face
    for verse in words(runs):
        indent = look.left + (0.0 if done else look.first)
        line: list[Word] = []
        used = indent
        queue = list(reversed(verse))
        while queue:
            word = queue.pop()
            needed = word.width
            if line and used + space + needed > width + _FUZZ:
                done.append(Line(tuple(line), indent, wraps=True))
                line, indent, used = [], look.left, look.left
            if not line and used + needed > width + _FUZZ:
                word, *rest = broken(word, width - used)
                needed = word.width
                queue += reversed(rest)
            used += needed + (space if line else 0.0)
            line.append(word)
        done.append(Line(tuple(line), indent))
    return tuple(done)


def _spaces(run: Run) -> int:
    """Return how many characters stretch: reportlab prints a no-break space as a space."""
    return run.text.count(" ") + run.text.count("\u00a0")


def _spaced(line: Sequence[Word], size: float) -> Iterator[Run]:
    """Yield the runs of a line with a space run between words; within a value the space belongs to it."""
    before: Word | None = None
    for word in line:
        if before is not None:
            first = word.runs[0]
            yield Run(" ", first.face, size, cell=first.cell if before.runs[-1].cell == first.cell else None)
        yield from word.runs
        before = word


def measure(look: Look, text: str, width: float) -> float:
    """Return the length of the longest line of `text`."""
    space = 0.25 * look.size
    return max(
        (
            sum(word.width for word in line.words) + space * (len(line.words) - 1)
            for line in lines(look, plain(text, look), width)
        ),
        default=0.0,
    )


def balance(look: Look, text: str, width: float) -> float:
    """Return the white on either side at which a centred title has lines of about the same length."""
    runs = plain(text, look)
    count = len(lines(look, runs, width))
    if count < 2:
        return 0.0
    low, high = width / count, width
    while high - low > 2:
        middle = (low + high) / 2
        if len(lines(look, runs, middle)) > count:
            low = middle
        else:
            high = middle
    return (width - high) / 2
