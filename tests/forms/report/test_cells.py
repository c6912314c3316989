"""What a cell may hold, and when a blank one says zero."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

import pytest

from forms.report.cells import Address, Cell, Mark, MarkKind, State, reads_as_zero
from forms.values.numbers import Number
from tests.forms.small import filled, small

SECTION = """
[figure.gifts]
label = "Quà tặng"
measures.persons = {}
measures.ton = {label = "Gạo", unit = "tấn", decimals = 2}
[figure.gifts.breakdown.source]
label = "Nguồn"
relation = "partition"
rows = {state = "Nhà nước", social = "Xã hội hóa"}
"""


@pytest.mark.parametrize("state", list(State))
def test_a_number_stands_only_where_one_is_stated(state: State) -> None:
    numbered = state in {State.STATED, State.ESTIMATE}
    with pytest.raises(ValueError, match=str(state)):
        Cell(None if numbered else Number(5), state)
    assert Cell(Number(5) if numbered else None, state).state is state


@pytest.mark.parametrize(
    ("blank", "lines", "zero"),
    [
        ("zero", "gifts,state,persons,5", True),
        ("zero", "gifts,state,persons,,chua_co", True),
        ("missing", "gifts,state,persons,5", False),
        ("zero", "", False),  # the row says nothing
        ("zero", "gifts,,ton,5;gifts,social,persons,5", False),  # others do
        ("zero", "gifts,state,persons,5;gifts,state,ton,2", False),  # it is no blank
        ("zero", "gifts,state,ton,,khong_phat_sinh", False),
    ],
)
def test_a_blank_reads_as_zero_in_a_stated_row_where_the_definition_says_so(
    tmp_path: Path,
    blank: str,
    lines: str,
    zero: bool,  # noqa: FBT001 - a column of the table
) -> None:
    section = SECTION.replace('relation = "partition"', f'relation = "partition"\nblank = "{blank}"')
    report = filled(small(tmp_path, section), lines)
    breakdown = report.template.figures["gifts"].breakdowns["source"]
    assert reads_as_zero(breakdown, Address("gifts", "source:state", "ton"), report.cells.get) == zero


AT = datetime(2024, 12, 1, tzinfo=UTC)
WORD = Mark(MarkKind.WORDED, "hơn")
CHECKED = Mark(MarkKind.VERIFIED, who="Y Hà", at=AT)
COMPUTED = Mark(MarkKind.COMPUTED)


def test_a_mark_takes_the_place_of_one_of_its_kind_and_marks_stand_in_order() -> None:
    cell = Cell(Number(5)).marked(WORD).marked(COMPUTED).marked(CHECKED)
    assert cell.marks == (CHECKED, WORD, COMPUTED)
    other = Mark(MarkKind.WORDED, "gần")
    assert cell.marked(other).marks == (CHECKED, other, COMPUTED)
    assert (cell.mark(MarkKind.WORDED), cell.mark(MarkKind.ADDED)) == (WORD, None)
    assert repr(cell) == repr(Cell(Number(5)))


def test_each_mark_says_its_own() -> None:
    cell = Cell(Number(5)).marked(WORD).marked(Mark(MarkKind.PRELIMINARY, "sơ bộ"))
    assert (cell.word, cell.preliminary, cell.lacking) == ("hơn", "sơ bộ", "")
    cell = Cell(Number(5)).marked(Mark(MarkKind.COMPUTED, "chưa gồm xã B"))
    assert (cell.word, cell.preliminary, cell.lacking) == ("", "", "chưa gồm xã B")
    assert (Cell(None, State.NIL).word, Cell(None, State.NIL).preliminary, Cell(None, State.NIL).lacking) == ("",) * 3


def test_what_lower_offices_come_to_is_known_of_a_sum_alone() -> None:
    own, over = Mark(MarkKind.ADDED, "Sở", Number(2)), Mark(MarkKind.OVERRULED, "Sót", Number(9))
    assert Cell(Number(5)).marked(own).summed is None
    assert Cell(Number(50, 1)).marked(COMPUTED).summed == Number(50, 1)
    assert Cell(Number(50, 1)).marked(COMPUTED).marked(own).summed == Number(30, 1)
    assert Cell(None, State.NIL).marked(COMPUTED).summed is None
    assert Cell(Number(5)).marked(COMPUTED).marked(over).summed == Number(9)


@pytest.mark.parametrize("marks", [(WORD, CHECKED), (WORD, WORD)])
def test_marks_twice_or_out_of_order_are_refused(marks: tuple[Mark, ...]) -> None:
    with pytest.raises(ValueError, match="twice or out of order"):
        Cell(Number(5), marks=marks)


@pytest.mark.parametrize(
    ("kind", "text", "number", "who", "at", "whole"),
    [
        (MarkKind.COMPUTED, "", None, "", None, True),
        (MarkKind.COMPUTED, "", None, "", AT.replace(tzinfo=None), False),
        (MarkKind.OVERRULED, "Sót", None, "", None, True),
        (MarkKind.OVERRULED, "", Number(5), "Y Hà", AT, False),
        (MarkKind.ADDED, "Sở", Number(5), "", None, True),
        (MarkKind.ADDED, "Sở", None, "", None, False),
        (MarkKind.ADDED, "", Number(5), "", None, False),
        (MarkKind.VERIFIED, "", None, "Y Hà", AT, True),
        (MarkKind.VERIFIED, "", None, "", AT, False),
        (MarkKind.VERIFIED, "", None, "Y Hà", None, False),
        (MarkKind.WORDED, "hơn", None, "", None, True),
        (MarkKind.WORDED, "", None, "", None, False),
    ],
)
def test_what_a_mark_has_to_say(
    kind: MarkKind,
    text: str,
    number: Number | None,
    who: str,
    at: datetime | None,
    whole: bool,  # noqa: FBT001 - a column of the table
) -> None:
    with nullcontext() if whole else pytest.raises(ValueError, match="incomplete"):
        assert Mark(kind, text, number, who, at).kind is kind
