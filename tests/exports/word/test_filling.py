"""Pages as word processors fill them: foreseen as the PDF has them, and none is left short before the signature."""

from __future__ import annotations

from itertools import pairwise

import pytest

from exports.pdf import furniture, paging
from exports.pdf.pieces import Block, gap
from exports.pdf.prose import set_prose
from exports.typesetting import layout, wording
from exports.typesetting.lines import plain
from exports.word import filling, writer
from exports.word.filling import Strip
from tests.exports.documents import sample

LINE = layout.BODY.leading
HEIGHT = layout.PORTRAIT.text_height
CLOSING = Strip(layout.CLOSING_BEFORE, ((190.0, ()),))


def _strips(counts: list[int]) -> list[Strip]:
    """Paragraphs of so many lines each."""
    return [Strip(layout.BODY.before, ((LINE, ()),) * count, running=True) for count in counts]


def _body(count: int) -> list[Strip]:
    """Paragraphs of a line, the last two of them held to the signature."""
    *others, one, last = _strips([1] * count)
    return [*others, one._replace(leads=True), last._replace(leads=True), CLOSING]


@pytest.mark.parametrize("pages", [2, 3, 5])
def test_no_page_before_the_signature_is_short(pages: int) -> None:
    grown = set()
    full = int((HEIGHT + layout.BODY.before) // (LINE + layout.BODY.before))
    for count in range((pages - 1) * full - 4, pages * full - 10):
        more = filling.air(_body(count), HEIGHT)
        whites = list(filling.whites(_body(count), HEIGHT, more))
        assert len(whites) < 2 or whites[-2] <= layout.WHITE_MOST, count
        assert all(0.75 * white <= layout.WHITE_MOST for white in whites[:-1])
        grown.add(more)
    assert 0.0 in grown
    assert max(grown) > 1


def test_what_stands_on_one_page_does_not_come_apart() -> None:
    assert filling.air(_body(12), HEIGHT) == 0


@pytest.mark.parametrize("counts", [[1] * 70, [2] * 40, [3, 1, 5] * 20, [4, 7, 2] * 15, [60, 1, 60]])
def test_pages_are_foreseen_as_the_pdf_has_them(counts: list[int]) -> None:
    look = layout.BODY
    width = layout.PORTRAIT.text_width
    blocks = [Block(set_prose(look, plain("\n".join(["dòng"] * one), look), width), look.before) for one in counts]
    pages = paging.filled(layout.PORTRAIT, [*blocks], {})
    rooms = [round(page.white) for page in pages]
    foreseen = list(filling.whites(_strips(counts), HEIGHT, 0.0))
    assert len(foreseen) == len(pages) > 2
    assert round(foreseen[-1]) == rooms[-1]


def test_the_last_note_of_a_page_runs_on() -> None:
    note = 5 * layout.NOTE.leading
    noted = Strip(layout.BODY.before, ((LINE, (note,)),))
    whole = 23 * LINE + 22 * layout.BODY.before
    (white,) = filling.whites([*_strips([1] * 22), noted], HEIGHT, 0.0)
    assert white == pytest.approx(HEIGHT - whole - layout.NOTE_GAP - note)
    first, last = filling.whites([*_strips([1] * 29), noted, *_strips([1])], HEIGHT, 0.0)
    assert first == 0
    assert HEIGHT - LINE - note < last < HEIGHT - LINE - layout.NOTE_GAP


def test_a_note_leaves_room_for_the_lines_after_its_mark() -> None:
    note = 5 * layout.NOTE.leading
    for marked, count in ((0, 28), (1, 28), (2, 29)):
        lines = tuple((LINE, (note,) if place == marked else ()) for place in range(3))
        first, _ = filling.whites([*_strips([1] * 28), Strip(0.0, lines), *_strips([2])], HEIGHT, 0.0)
        assert first == pytest.approx(0 if count > 28 else HEIGHT - 28 * LINE - 27 * layout.BODY.before)


def test_a_line_stays_with_what_it_leads_to() -> None:
    lead = Strip(0.0, ((LINE, ()),), leads=True)
    high = Strip(0.0, ((HEIGHT - LINE, ()),))
    assert list(filling.whites([high, lead, Strip(0.0, ((LINE, ()),))], HEIGHT, 0.0)) == [LINE, HEIGHT - 2 * LINE]


def test_head_and_signature_are_as_high_as_in_the_pdf() -> None:
    here = wording.settle(sample())
    width = layout.PORTRAIT.text_width
    for blocks, elements in (
        ([*furniture.letterhead(here, width), *furniture.title(here, width)], writer.head(here)),
        (furniture.closing(here, width), writer.closing(here)),
    ):
        tops = [0.0, *(gap(above, below) for above, below in pairwise(blocks))]
        printed = sum(tops) + sum(block.height(width) for block in blocks)
        assert filling.high(elements, width) == pytest.approx(printed, abs=LINE), printed
