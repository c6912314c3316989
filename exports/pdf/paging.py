"""Filling pages: text from the top, the notes that it cites from the bottom.

A page takes a block only if the notes cited in it can begin on the same page; otherwise the block
is cut between two lines, or waits for the next page. The last note of a page runs on where the notes
would take half of the page, or where white would stand above them; those before it are whole, so notes
stay in order. What is left all the same is shared out between the paragraphs, so that pages end at the same depth.
"""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, TypeAlias

from exports.pdf.grid import Grid
from exports.pdf.pieces import Block, SideBySide, gap
from exports.pdf.prose import Prose
from exports.typesetting import layout
from forms.errors import BugError
from forms.values.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from exports.pdf.structure import Piece
    from exports.typesetting.layout import Sheet

_FUZZ = 1e-6
_MANY = 40  # pages, which are filled once: a report has fewer


@frozen
class Placed:
    """A block with the distance of its top from the top of the text."""

    top: float
    block: Block


NumberedNote: TypeAlias = tuple[int, Prose]  # the number is 0 where the note began on a page before


class Page:
    """One page while it is being filled."""

    def __init__(self, sheet: Sheet, notes: Mapping[int, Prose], carried: Sequence[NumberedNote]) -> None:
        """Take the paper, all notes by number, and the notes that the page before left over."""
        self.sheet = sheet
        self.placed: list[Placed] = []
        self.notes = list(carried)
        self._all_notes = notes
        self._used = 0.0
        self.runs_on = False  # whether the last note may, wherever it begins

    @property
    def empty(self) -> bool:
        """Whether no text stands on the page."""
        return not self.placed

    def _stack(self, blocks: Sequence[Block]) -> list[Placed]:
        """Return where `blocks` would stand if they were added."""
        above = self.placed[-1].block if self.placed else None
        bottom = self._used
        stack = []
        for block in blocks:
            # White at the head of a page would look like a mistake.
            top = bottom + (gap(above, block) if above else 0.0)
            stack.append(Placed(top, block))
            bottom = top + block.height(self.sheet.text_width)
            above = block
        return stack

    def _bottom(self, blocks: Sequence[Block]) -> float:
        """Return how far down the text reaches after `blocks`."""
        stack = [*self.placed, *self._stack(blocks)]
        if not stack:
            return 0.0
        return stack[-1].top + stack[-1].block.height(self.sheet.text_width)

    def _foot(self, blocks: Sequence[Block]) -> float:
        """Return the height that the notes need once `blocks` are added."""
        cited = [self._all_notes[number] for block in blocks for number in block.notes]
        notes = [note for _, note in self.notes] + cited
        if not notes:
            return 0.0
        whole = layout.NOTE_GAP + sum(note.height for note in notes)
        last = notes[-1]
        count = len(last.lines)
        begun = layout.NOTE_START if count >= layout.NOTE_START + layout.LINES_TOGETHER else count
        least = whole - (count - begun) * last.look.leading
        return min(whole, least if self.runs_on else max(least, layout.NOTE_FOOT_SHARE * self.sheet.text_height))

    def holds(self, blocks: Sequence[Block]) -> bool:
        """Return whether the page takes `blocks` together with their notes."""
        return self._bottom(blocks) + self._foot(blocks) <= self.sheet.text_height + _FUZZ

    def add(self, block: Block) -> None:
        """Put `block` under the text and its notes into the foot."""
        self.placed += self._stack([block])
        self._used = self._bottom([])
        self.notes += [(number, self._all_notes[number]) for number in block.notes]

    def cut(self, lead: Sequence[Block], last: Block) -> tuple[Block, Block] | None:
        """Return the part of `last` that still fits under `lead`, and the rest; None if none fits."""
        flowable = last.flowable
        if isinstance(flowable, Prose):
            return self._cut_prose(lead, last, flowable)
        if isinstance(flowable, Grid):
            room = self.sheet.text_height - self._foot(lead) - self._top_after(lead, last)
            parts = flowable.cut(room + _FUZZ, layout.LINES_TOGETHER if last.leads else 0)
            return _halves(last, *parts) if parts else None
        if isinstance(flowable, SideBySide) and self.empty and not lead and not self.notes:
            return _halves(last, *flowable.cut(self.sheet.text_height))
        return None

    def _top_after(self, lead: Sequence[Block], last: Block) -> float:
        return self._stack([*lead, last])[-1].top

    def _cut_prose(self, lead: Sequence[Block], last: Block, prose: Prose) -> tuple[Block, Block] | None:
        """Cut prose after as many lines as fit; lone lines only where nothing else is left."""
        room = self.sheet.text_height - self._top_after(lead, last)
        most = int((room + _FUZZ) // prose.look.leading)
        for least in (layout.LINES_TOGETHER, 1) if self.empty else (layout.LINES_TOGETHER,):
            for count in range(min(most, len(prose.lines) - least), least - 1, -1):
                halves = _halves(last, *prose.cut(count))
                if self.holds([*lead, halves[0]]):
                    return halves
        return None

    def share(self) -> None:
        """Share out what is left on the page over its paragraphs, which come at most twice as far apart.

        The head of the first page keeps its measures.
        """
        gaps = self._gaps
        if total := sum(gaps):
            growth = min(self.white / total, 1.0)
            shifts = accumulate((gap * growth for gap in gaps), initial=0.0)
            moved = zip(self.placed, shifts, strict=True)
            self.placed = [Placed(placed.top + shift, placed.block) for placed, shift in moved]
            self._used += total * growth

    @property
    def _gaps(self) -> list[float]:
        """The white over each block but the first; 0 where it keeps its measure."""
        return [
            placed.top - before.top - before.block.height(self.sheet.text_width) if _running(placed.block) else 0.0
            for before, placed in pairwise(self.placed)
        ]

    @property
    def room(self) -> float:
        """How much white its paragraphs can share."""
        return sum(self._gaps)

    @property
    def white(self) -> float:
        """How much is left between the text and the notes at the foot."""
        foot = self.foot
        notes = layout.NOTE_GAP + sum(note.height for _, note in foot) if foot else 0.0
        return self.sheet.text_height - self._used - notes

    @property
    def foot(self) -> list[NumberedNote]:
        """What fits under the text of the notes, in their order."""
        return self._parted()[0]

    @property
    def over(self) -> list[NumberedNote]:
        """What of the notes is left to the next page."""
        return self._parted()[1]

    def _parted(self) -> tuple[list[NumberedNote], list[NumberedNote]]:
        """Part the notes where the room under the text ends, the last within it between its lines."""
        room = self.sheet.text_height - self._used - layout.NOTE_GAP
        for place, (number, note) in enumerate(self.notes):
            count = int((room + _FUZZ) // note.look.leading)
            if count >= len(note.lines):
                room -= note.height
                continue
            foot, over = self.notes[:place], self.notes[place + 1 :]
            if count < 1:
                return foot, [(number, note), *over]
            front, rest = note.cut(min(count, max(len(note.lines) - layout.LINES_TOGETHER, 1)))
            return [*foot, (number, front)], [(0, rest), *over]
        return self.notes, []


def _halves(block: Block, front: Piece, rest: Piece) -> tuple[Block, Block]:
    """Return `block` as two that meet at a page break."""
    return (
        replace(block, flowable=front, after=0.0),
        replace(block, flowable=rest, before=0.0, outline=0),
    )


def filled(sheet: Sheet, blocks: Sequence[Block], notes: Mapping[int, Prose]) -> list[Page]:
    """Return the pages that `blocks` fill: one at least.

    Paragraphs come as little further apart as leaves no page before the last short, and no note beneath what ends the
    last; that takes no page more.
    """
    tried: list[list[Page]] = []
    for more in layout.AIR if any(map(_running, blocks)) else layout.AIR[:1]:
        apart = [replace(block, before=block.before + more) if _running(block) else block for block in blocks]
        pages = _filled(sheet, apart, notes)
        if tried and len(pages) > len(tried[0]):
            break
        tried.append(pages)
        if _short(pages) <= layout.WHITE_MOST or len(pages) > _MANY:
            break
    pages = min(tried, key=_short)
    for page in pages[:-1]:
        page.share()
    return pages


def _filled(sheet: Sheet, blocks: Sequence[Block], notes: Mapping[int, Prose]) -> list[Page]:
    waiting = deque(blocks)
    pages: list[Page] = []
    while not pages or waiting or pages[-1].over:
        page = Page(sheet, notes, pages[-1].over if pages else ())
        fill(page, waiting)
        if waiting and page.notes and not isinstance(waiting[0].flowable, Grid) and page.white > layout.WHITE_MOST:
            page.runs_on = True
            fill(page, waiting)
        pages.append(page)
    return pages


def _short(pages: Sequence[Page]) -> float:
    """Return how much is left at most on a page before the last; a note that runs on to the last is as bad.

    What the paragraphs of earlier pages share is not left.
    """
    *earlier, before = [page.white for page in pages[:-1]] or [0.0]
    earlier = [white - page.room for white, page in zip(earlier, pages, strict=False)]
    return max(before, *earlier, 0.0) + layout.WHITE_MOST * any(not number for number, _ in pages[-1].notes)


def _running(block: Block) -> bool:
    """Return whether a block is running text, or a heading in it."""
    prose = block.flowable
    return isinstance(prose, Prose) and (prose.look.align, prose.look.size) == (layout.BODY.align, layout.BODY.size)


def fill(page: Page, waiting: deque[Block]) -> None:
    """Move blocks from `waiting` to the page until it is full or none is left."""
    while waiting:
        group = _together(waiting)
        if page.holds(group):
            _move(page, waiting, len(group))
            continue
        parts = page.cut(group[:-1], group[-1])
        if parts is None and (table := _table_in(group)):
            group = group[:table]
            parts = page.cut(group[:-1], group[-1])
        if parts is None:
            if not page.empty or page.notes:
                return
            group = group[:1]  # a whole page is too small: they cannot stay together
            if page.holds(group):
                _move(page, waiting, 1)
                continue
            parts = page.cut([], replace(group[0], leads=False)) or _forced(group[0])
        _move(page, waiting, len(group) - 1)
        waiting.popleft()
        page.add(parts[0])
        if parts[1].height(page.sheet.text_width) > 0:
            waiting.appendleft(parts[1])
        return


def _move(page: Page, waiting: deque[Block], count: int) -> None:
    for _ in range(count):
        page.add(waiting.popleft())


def _together(waiting: deque[Block]) -> list[Block]:
    """Return the first block; if it leads, also what it leads to."""
    group: list[Block] = []
    for block in waiting:
        group.append(block)
        if not block.leads:
            break
    return group


def _table_in(group: Sequence[Block]) -> int:
    """Return how many blocks of a group there are up to its table that leads to others; 0 where it has none."""
    return max((place for place, block in enumerate(group[:-1], 1) if isinstance(block.flowable, Grid)), default=0)


def _forced(block: Block) -> tuple[Block, Block]:
    """Cut one line off a paragraph whose notes are too long for any page: they begin a page late."""
    if isinstance(block.flowable, Prose):
        return _halves(block, *block.flowable.cut(1))
    message = f"{type(block.flowable).__name__} fits no page"
    raise BugError(message)
