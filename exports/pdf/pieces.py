"""What stands on a decree page beside running text: rules, stamps, and columns side by side."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from exports.pdf.prose import Prose
from exports.pdf.structure import ARTIFACT, Piece
from exports.typesetting import layout
from forms.values.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exports.pdf.paper import Paper

UNBOUNDED = 1e6


@frozen
class Block:
    """A piece of a page with the white around it; `leads` keeps it on the page of the next block."""

    flowable: Piece
    before: float = 0.0
    after: float = 0.0
    leads: bool = False
    outline: int = 0
    title: str = ""

    def height(self, width: float) -> float:
        """Return the height at `width`, without the white."""
        return float(self.flowable.wrap(width, UNBOUNDED)[1])

    @property
    def notes(self) -> tuple[int, ...]:
        """Numbers of the notes cited."""
        return self.flowable.notes if isinstance(self.flowable, Prose) else ()


def gap(above: Block | None, below: Block) -> float:
    """Return the white between two blocks: the larger of what they ask for."""
    return max(above.after, below.before) if above else below.before


class HorizontalRule(Piece):
    """A rule centred under the words before it."""

    def __init__(self, length: float, width: float, height: float = 7.0) -> None:
        """Take the length of the rule, the width of the column and the height that it fills."""
        super().__init__()
        self.length = length
        self.width = width
        self.height = height

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Return the size."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw the rule near the top of its height."""
        paper = cast("Paper", self.canv)
        left = (self.width - self.length) / 2
        paper.setLineWidth(layout.RULE_WIDTH)
        level = self.height - layout.RULE_DROP
        with paper.marked(ARTIFACT):
            paper.line(left, level, left + self.length, level)


class FramedWord(Piece):
    """A short word in a frame, centred."""

    def __init__(self, prose: Prose, inner: float) -> None:
        """Take the set word and its own width."""
        super().__init__()
        self.prose = prose
        self.inner = inner
        self.elements = prose.elements

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Return the size."""
        return self.prose.width, self.prose.height + 2

    def draw(self) -> None:
        """Draw the word, then the frame around it."""
        paper = cast("Paper", self.canv)
        self.prose.drawOn(paper, 0, 1)
        pad = layout.STAMP_PAD
        left = (self.prose.width - self.inner) / 2 - pad
        paper.setLineWidth(layout.RULE_WIDTH)
        with paper.marked(ARTIFACT):
            paper.rect(left, 0, self.inner + 2 * pad, self.prose.height + 2)


class SideBySide(Piece):
    """Two columns that begin at the same height."""

    def __init__(self, left: Sequence[Block], right: Sequence[Block], widths: tuple[float, float]) -> None:
        """Take the blocks of both columns and the widths that they were set for."""
        super().__init__()
        self.columns = (tuple(left), tuple(right))
        self.elements = [element for block in (*left, *right) for element in block.flowable.elements]
        self.widths = widths

    def _placed(self) -> Iterator[tuple[float, float, Block]]:
        """Yield each block with its left edge and its distance from the top."""
        left = 0.0
        for blocks, width in zip(self.columns, self.widths, strict=True):
            top = 0.0
            above = None
            for block in blocks:
                top += gap(above, block)
                yield left, top, block
                top += block.height(width)
                above = block
            left += width

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Return the size: as high as the higher column."""
        bottoms = (top + block.height(self.widths[0]) for _, top, block in self._placed())
        return sum(self.widths), max(bottoms, default=0.0)

    def draw(self) -> None:
        """Draw the left column, then the right one."""
        height = self.wrap(0, 0)[1]
        for left, top, block in self._placed():
            tall = block.height(self.widths[0])
            block.flowable.drawOn(self.canv, left, height - top - tall)

    def cut(self, height: float) -> tuple[SideBySide, SideBySide]:
        """Return what stands in the first `height` points of both columns, and the rest."""
        fronts, rests = zip(*(_cut(blocks, height) for blocks in self.columns), strict=True)
        return (
            SideBySide(fronts[0], fronts[1], self.widths),
            SideBySide(rests[0], rests[1], self.widths),
        )


def _cut(blocks: Sequence[Block], height: float) -> tuple[list[Block], list[Block]]:
    """Part the blocks of one column at `height`; prose parts between its lines."""
    top = 0.0
    above = None
    for place, block in enumerate(blocks):
        top += gap(above, block)
        tall = block.height(UNBOUNDED)
        if top + tall > height:
            front, rest = list(blocks[:place]), list(blocks[place:])
            prose = block.flowable
            if isinstance(prose, Prose):
                count = int((height - top) // prose.look.leading)
                if count > 0:
                    first, second = prose.cut(count)
                    front.append(replace(block, flowable=first))
                    rest[0] = replace(block, flowable=second)
            if rest:
                rest[0] = replace(rest[0], before=0.0)
            return front, rest
        top += tall
        above = block
    return list(blocks), []
