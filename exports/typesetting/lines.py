"""Lines of text: runs of characters in one face, broken at a width, and measured."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate, groupby
from math import inf
from typing import TYPE_CHECKING

from exports.typesetting import fonts, layout
from forms.values.frozen import frozen
from forms.values.style import NBSP

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from exports.typesetting.layout import Look
    from forms.report.cells import Address


FUZZ = 1e-6
LEAST_FILL = 0.6  # a line emptier than this is not stretched: the gaps would be wider than words
_STRETCH = 0.5  # of itself, by which a space may grow unnoticed
SHRINK = 0.2  # of itself, by which a space may shrink at most
_EASY = 0.75  # of itself, by which spaces grow before letters help them
_TRACKING = 0.03  # of the size, by which letters come apart at most
TIGHT = 0.02  # of the size, by which letters come together at most
GAPING = 10.0  # times itself: what a line of one word counts as
_LAST_LEAST = 0.15  # of the width, which a last line should fill
_SHORT_LAST = 50_000.0  # what one that does not costs
_GROWTH = 4.0  # of itself, beyond which a space grows only where nothing else will do


@frozen
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


@frozen
class Word:
    """Runs without a space between them; `parted` from its rest where a line may end inside, if it must."""

    runs: tuple[Run, ...]
    parted: bool = False

    @property
    def bound(self) -> bool:
        """Whether a no-break space binds it to its rest."""
        return self.parted and self.runs[-1].text.endswith(NBSP)

    @property
    def text(self) -> str:
        """Its letters."""
        return "".join(run.text for run in self.runs)

    @property
    def width(self) -> float:
        """Width in points."""
        return sum(run.width for run in self.runs)


@frozen
class Line:
    """The words of one line; `wraps` when the sentence goes on below, `spaced` when other words do."""

    words: tuple[Word, ...]
    indent: float = 0.0
    wraps: bool = False
    spaced: bool = False

    @property
    def gaps(self) -> int:
        """How many spaces stand between its words; the parts of one word have none."""
        return sum(not word.parted for word in self.words[:-1])

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
        if needed > room + FUZZ and pieces[-1]:
            pieces.append([])
            room = width
        pieces[-1].extend(atom)
        room -= needed
    return [Word(tuple(joined(piece)), parted=word.parted or piece is not pieces[-1]) for piece in pieces]


def _fitting(word: Word, room: float) -> list[Word]:
    """Part a word that is wider than a line: at its no-break spaces, and where those are not enough anywhere."""
    if word.width <= room + FUZZ:
        return [word]
    return [piece for part in _unbound(word) for piece in ([part] if part.width <= room + FUZZ else broken(part, room))]


def _unbound(word: Word) -> list[Word]:
    """Part a word at its no-break spaces, which stay with what stands before them."""
    parts: list[list[Run]] = [[]]
    for run in word.runs:
        *bound, last = run.text.split(NBSP)
        for text in bound:
            parts[-1].append(replace(run, text=text + NBSP))
            parts.append([])
        if last:
            parts[-1].append(replace(run, text=last))
    parts = [part for part in parts if part]
    return [Word(tuple(part), parted=word.parted or part is not parts[-1]) for part in parts]


def _rebound(parts: Sequence[Word]) -> Iterator[Word]:
    """Yield the words of a line from their parts; a no-break space at its end is none."""
    runs: tuple[Run, ...] = ()
    for part in parts:
        runs += part.runs
        if not part.bound:
            yield Word(tuple(joined(runs)), part.parted) if runs is not part.runs else part
            runs = ()
    if runs:
        yield Word(tuple(joined((*runs[:-1], replace(runs[-1], text=runs[-1].text.removesuffix(NBSP))))))


def joined(runs: Iterable[Run]) -> list[Run]:
    """Join neighbours that look alike."""
    alike = groupby(runs, key=lambda run: (run.face, run.size, run.rise, run.note, run.cell))
    return [Run("".join(run.text for run in group), *shape) for shape, group in alike]


@lru_cache(maxsize=2_000)
def lines(look: Look, runs: tuple[Run, ...], width: float) -> tuple[Line, ...]:
    """Break runs into lines no wider than `width`; those of a justified look where their spaces vary least."""
    done: list[Line] = []
    space = 0.25 * look.size  # the width of a space in every shipped face
    even = look.align == "justify"
    ends = even_ends if even else _full_ends
    for verse in words(runs):
        indent = look.left + (0.0 if done else look.first)
        room = width - max(indent, look.left)
        pieces = [piece for word in verse for piece in _fitting(word, room)]
        start = 0
        for end in ends(pieces, width - indent, width - look.left, space) if pieces else (0,):
            row = tuple(_rebound(pieces[start:end]))
            done.append(Line(row, indent, wraps=end < len(pieces), spaced=bool(row) and not row[-1].parted))
            start, indent = end, look.left
    return (*done[:-1], replace(done[-1], spaced=False)) if done else ()


def _full_ends(pieces: Sequence[Word], first: float, others: float, space: float) -> list[int]:
    """Return after how many words each line ends, where each takes as many as fit."""
    reach = list(accumulate((word.width + space for word in pieces), initial=0.0))
    ends = [0]
    while ends[-1] < len(pieces):
        room = others if ends[-1] else first
        ends.append(max(bisect_right(reach, reach[ends[-1]] + room + space + FUZZ), ends[-1] + 2) - 1)
    return ends[1:]


def even_ends(
    pieces: Sequence[Word],
    first: float,
    others: float,
    space: float,
    *,
    spaces: float = SHRINK,
    letters: float = TIGHT,
) -> list[int]:
    """Return after how many words each line ends, where the spaces of all of them vary least (Knuth and Plass).

    `spaces` shrink at most by such a share of themselves, and letters come together by such a share of the size. Where
    no space shrinks, as in most word processors, no-break spaces do not grow either.
    """
    count = len(pieces)
    after = [0.0 if word.parted else space for word in pieces]  # what stands behind a word, unless a line ends there
    reach = list(accumulate((word.width + blank for word, blank in zip(pieces, after, strict=True)), initial=0.0))
    inner = [sum(map(blanks, word.runs)) if spaces else 0 for word in pieces]
    held = list(accumulate((blank + (not word.parted) for blank, word in zip(inner, pieces, strict=True)), initial=0))
    length = list(accumulate((len(word.text) + (not word.parted) for word in pieces), initial=0))
    lost = [not word.parted or word.bound for word in pieces]  # whether a space is lost where a line ends
    best = [(0.0, 0), *((inf, 0) for _ in pieces)]  # the cost of all lines up to a word, and where the last one begins
    for start in range(count):
        before = best[start][0]
        if before == inf:
            continue
        room = others if start else first
        full = bisect_right(reach, reach[start] + room + space + FUZZ) - 1
        for end in range(min(full + 2, count), start, -1):
            gaps = held[end] - held[start] - lost[end - 1]
            slack = room - (reach[end] - reach[start] - space * lost[end - 1])
            wider, apart = spread(
                slack, gaps, length[end] - length[start] - lost[end - 1], 4 * space, spaces=spaces, letters=letters
            )
            growth = min(wider / space, GAPING) if gaps else GAPING
            if slack < -FUZZ and (not gaps or growth < -spaces - FUZZ):
                continue
            growth += apart / (4 * space) * (1 / _TRACKING if apart > 0 else SHRINK / TIGHT)
            cost = before + _cost(0.0 if end == count and slack >= 0 else growth)
            if end == count and start and room - slack < _LAST_LEAST * room:
                cost += _SHORT_LAST
            best[end] = min(best[end], (cost, start))
            if growth > _GROWTH:
                break
    ends = [count]
    while ends[-1]:
        ends.append(best[ends[-1]][1])
    return ends[-2::-1]


def spread(
    slack: float, gaps: int, length: int, size: float, *, spaces: float = SHRINK, letters: float = TIGHT
) -> tuple[float, float]:
    """Return how much wider the spaces of a justified line get, and how far its letters come apart, to fill it.

    Letters help where spaces alone would gape, or be too narrow; nobody sees it of them.
    """
    if not gaps:
        return 0.0, 0.0
    apart = 0.0
    if (helped := slack - gaps * _EASY * 0.25 * size) > 0:
        apart = min(helped / max(length - 1, 1), _TRACKING * size)
    elif (helped := slack + gaps * spaces * 0.25 * size) < 0:
        apart = max(helped / max(length - 1, 1), -letters * size)
    return (slack - apart * (length - 1)) / gaps, apart


def _cost(growth: float) -> float:
    """Return how bad a line is whose spaces are wider, or narrower, by a share of theirs."""
    strain = growth / _STRETCH if growth > 0 else growth / SHRINK
    return (1 + 100 * abs(strain) ** 3) ** 2


def blanks(run: Run) -> int:
    """Return how many characters stretch: reportlab prints a no-break space as a space."""
    return run.text.count(" ") + run.text.count("\u00a0")


def spaced_runs(line: Line, size: float) -> Iterator[Run]:
    """Yield the runs of a line with a space run between words; within a value the space belongs to it."""
    before: Word | None = None
    for word in line.words:
        if before is not None and not before.parted:
            first = word.runs[0]
            yield Run(" ", first.face, size, cell=first.cell if before.runs[-1].cell == first.cell else None)
        yield from word.runs
        before = word
    if line.spaced and before is not None:
        yield Run(" ", before.runs[-1].face, size)  # nobody sees it: it parts the words where lines are read as one
