"""What a cell may hold, and when a blank one says zero."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms.report.cells import Address, Cell, State, reads_as_zero
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
