from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.suggestions import slips
from forms.values.numbers import Number, read, show

numbers = st.builds(Number, st.integers(1, 10**9), st.integers(0, 3))


@given(numbers, st.sampled_from(slips.SLIPS))
def test_what_a_slip_makes_it_came_from(number: Number, slip: slips.Slip) -> None:
    for made in slips.typed(slip, number):
        if len(str(number.digits)) - len(str(made.digits)) <= 2:  # more zeros in front are lost from sight
            assert any(origin.value == number.value for origin in slips.meant(slip, made))
        weight, name = slips.explain(number, made)
        assert weight > 0
        assert name


@given(numbers, numbers)
def test_only_a_slip_explains_a_step(intended: Number, number: Number) -> None:
    weight, _ = slips.explain(intended, number)
    made = {one.value for slip in slips.SLIPS for one in slips.typed(slip, intended)}
    assert (weight > 0) == (number.value in made)


@pytest.mark.parametrize(
    ("intended", "number", "name"),
    [
        ("4.363", "4.336", "gõ đảo hai chữ số"),
        ("4.363", "463", "gõ thiếu một chữ số"),
        ("4.363", "44.363", "gõ lặp một chữ số"),
        ("4.363", "4.353", "gõ nhầm sang phím bên cạnh"),
        ("430", "43", "lệch 10 lần: thừa, thiếu số 0 hoặc nhầm đơn vị tính"),
        ("4.330", "4.330.000", "lệch 1.000 lần: thừa, thiếu số 0 hoặc nhầm đơn vị tính"),
        ("87,3", "873", "lệch 10 lần: thừa, thiếu số 0 hoặc nhầm đơn vị tính"),
        ("99,77", "99,7", "gõ thiếu một chữ số"),
        ("12", "-12", "nhầm dấu âm, dương"),
        ("4.363", "4.863", "gõ nhầm một chữ số"),
        ("4.363", "9.021", ""),
    ],
)
def test_a_slip_by_its_name(intended: str, number: str, name: str) -> None:
    assert slips.explain(read(intended).number, read(number).number)[1] == name, show(read(number).number)
