"""How pages are filled: little white above notes, and all of them to the same depth."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from exports.pdf import paging
from exports.pdf.paging import Placed
from exports.pdf.pieces import Block, HorizontalRule
from exports.pdf.prose import Prose, set_prose
from exports.typesetting import fonts, layout
from exports.typesetting.lines import mark, plain

SHEET = layout.PORTRAIT


def _line(count: int = 1, note: int = 0) -> Block:
    """A paragraph of so many lines that cites a note."""
    look = layout.BODY
    runs = [*plain("\n".join(["dòng"] * count), look), *([mark(note, look.size, face=fonts.face())] if note else [])]
    return Block(set_prose(look, runs, SHEET.text_width), look.before)


def _note(count: int) -> Prose:
    return set_prose(layout.NOTE, plain("\n".join(["chú thích"] * count), layout.NOTE), SHEET.text_width)


@pytest.mark.parametrize("count", range(4, 12))
def test_a_note_runs_on_before_the_page_above_it_stays_white(count: int) -> None:
    notes = {number: _note(count) for number in range(1, 30)}
    pages = paging.filled(SHEET, [_line(4, number) for number in notes], notes)
    assert all(page.white <= layout.WHITE_MOST for page in pages[:-1])
    feet = [note for page in pages for note in page.foot]
    assert [number for number, _ in feet if number] == list(notes)
    assert sum(len(prose.lines) for _, prose in feet) == count * len(notes)
    assert all(len(prose.lines) >= layout.LINES_TOGETHER for _, prose in feet)


def _signed(count: int) -> list[Block]:
    """Paragraphs of a line, the last two of them held to a signature."""
    held = [replace(_line(), leads=True)] * 2
    signature = HorizontalRule(100, SHEET.text_width, height=190)
    return [*[_line()] * (count - 2), *held, Block(signature, layout.CLOSING_BEFORE)]


@pytest.mark.parametrize("count", range(58, 95))
def test_no_page_before_the_signature_is_left_short(count: int) -> None:
    pages = paging.filled(SHEET, _signed(count), {})
    assert len(pages[-1].placed) >= 3
    assert abs(pages[-2].white) < 0.01
    gaps = [_gap(*two) for page in pages[:-1] for two in pairwise(page.placed)]
    assert max(gaps) - min(gaps) <= layout.WHITE_MOST / 20  # about twenty paragraphs share it


def test_no_note_runs_on_beneath_the_signature() -> None:
    for count in range(20, 34):
        body = [*[_line()] * 30, *[_line()] * (count - 1), _line(1, 1), *_signed(2)]
        pages = paging.filled(SHEET, body, {1: _note(6)})
        assert all(number for page in pages for number, _ in page.foot), count


def _gap(above: Placed, below: Placed) -> float:
    return below.top - above.top - above.block.height(SHEET.text_width)


@pytest.mark.parametrize("count", range(2, 9))
def test_white_is_shared_out_over_the_paragraphs_of_a_page(count: int) -> None:
    notes = {1: _note(count)}
    head = Block(set_prose(layout.KIND, plain("BÁO CÁO", layout.KIND), SHEET.text_width), layout.KIND.before)
    first, *_, last = paging.filled(SHEET, [_line(), head, *[_line(3)] * 40, _line(3, 1)], notes)
    title, *gaps = [_gap(*two) for two in pairwise(first.placed)]
    assert title == layout.KIND.before
    assert max(gaps) - min(gaps) < 0.01
    assert layout.BODY.before <= gaps[0] <= 2 * layout.BODY.before
    assert abs(first.white) < 0.01
    assert {round(_gap(*two), 3) for two in pairwise(last.placed)} <= {layout.BODY.before}
