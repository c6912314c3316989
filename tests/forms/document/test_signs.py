"""Signs in place of the words of a state: of numbers alone, and told beneath."""

from __future__ import annotations

import pytest

from forms.document.signs import signed
from forms.narrative.blocks import Table, TableCell


def table(*cells: TableCell, note: str = "") -> Table:
    return Table((1,) * len(cells), (), (cells,), note=note)


@pytest.mark.parametrize("text", ["-", "…", "không phát sinh", "chưa có số liệu"])
def test_words_on_the_left_are_words(text: str) -> None:
    plain = table(TableCell(text), TableCell("7", "right"))
    assert signed(plain) is plain


@pytest.mark.parametrize(
    ("text", "sign", "note"),
    [
        ("không phát sinh", "-", "“-” là không phát sinh."),
        ("chưa có số liệu", "…", "“…” là chưa có số liệu."),
        ("…", "…", "“…” là chưa có số liệu."),
    ],
)
def test_a_state_is_a_sign_that_is_told_beneath(text: str, sign: str, note: str) -> None:
    told = signed(table(TableCell(text), TableCell(text, "right", bold=True)))
    assert told.rows == ((TableCell(text), TableCell(sign, "right", bold=True)),)
    assert told.note == f"Ghi chú: {note}"
    assert signed(table(TableCell(text, "center"), note="Đến nay.")).note == f"Đến nay. {note}"
