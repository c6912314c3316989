"""How a number moved, as tables and the form say it."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from forms.narrative import movement
from forms.report.cells import Address, Cell, State
from forms.report.neighbours import Neighbours
from forms.values.numbers import Number
from tests.forms.small import filled, small


@pytest.mark.parametrize(
    ("then", "now", "unit", "said"),
    [
        (20, 21, "người", "+5%"),
        (30, 29, "người", "-3,3%"),
        (5000, 5001, "đồng", "+0,02%"),  # small, and not nothing
        (7, 7, "hộ", "0%"),
        (-10, -20, "hộ", "-100%"),  # further down is down
        (0, 5, "hộ", ""),
        (10, 12, "%", "+2 điểm"),  # a rate has no percent of a percent
        (0, 12, "%", "+12 điểm"),
    ],
)
def test_a_table_says_how_a_number_moved(then: int, now: int, unit: str, said: str) -> None:
    assert movement.between(Cell(Number(then)), Cell(Number(now)), unit) == said
    assert movement.briefly(Fraction(then), Fraction(now), unit, 0) == said


def test_what_is_open_or_missing_moves_by_nothing() -> None:
    ten = Cell(Number(10))
    for then, now in (
        (None, ten),
        (ten, None),
        (ten, Cell(None, state=State.AWAITED)),
        (Cell(Number(9)).worded("hơn"), ten),
    ):
        assert not movement.between(then, now, "người")
    assert movement.between(ten, Cell(None, state=State.NIL), "người") == "-100%"


def test_a_change_has_no_change_in_percent(tmp_path: Path) -> None:
    section = """
[figure.tanks]
label = "Bể thu gom"
measures.count = {label = "Số lượng", unit = "bể"}
measures.more = {label = "Tăng, giảm", unit = "bể", signed = true}
"""
    lately = ((20, 8, "2023"), (30, -10, "2024"))
    template = small(tmp_path, section)
    then, now = (filled(template, f"tanks,,count,{count};tanks,,more,{more}", year) for count, more, year in lately)
    now.neighbours = Neighbours([then], [])
    assert movement.change_in_numbers(now, Address("tanks", "", "count")) == 50
    assert movement.change_in_numbers(now, Address("tanks", "", "more")) is None
