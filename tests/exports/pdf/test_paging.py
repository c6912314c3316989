"""How pages are filled: little white above notes, and no last page that is nearly empty."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from exports.pdf import paging
from exports.pdf.paging import Page
from exports.pdf.pieces import Block
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


def _nearly_empty(pages: Sequence[Page]) -> bool:
    return len(pages) > 1 and pages[-1].white > (1 - layout.LAST_LEAST) * SHEET.text_height


def test_lines_stand_closer_before_the_last_page_stays_nearly_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [[_line(5)] * count for count in range(6, 60)]
    before, after = [], []
    for blocks in texts:
        after.append(paging.filled(SHEET, blocks, {}))
        monkeypatch.setattr(layout, "LEADINGS", layout.LEADINGS[:1])
        before.append(paging.filled(SHEET, blocks, {}))
        monkeypatch.undo()
    assert all(len(closer) <= len(wide) for wide, closer in zip(before, after, strict=True))
    assert sum(map(_nearly_empty, after)) < sum(map(_nearly_empty, before))
    for wide, closer in zip(before, after, strict=True):
        if not _nearly_empty(wide):
            assert [len(page.placed) for page in closer] == [len(page.placed) for page in wide]
