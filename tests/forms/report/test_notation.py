from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.definitions.template import Measure
from forms.errors import KnownError
from forms.report import entry
from forms.report.notation import accept, doubtful, shown
from forms.values.numbers import Number

COUNT = Measure("count", "Số lượng", "người", signed=True)
RATE = Measure("rate", "Tỷ lệ", "%", decimals=2, signed=True)


def refused(text: str, measure: Measure, *, vietnamese: bool | None) -> str:
    with pytest.raises(KnownError) as caught:
        accept(text, measure, "Chỉ tiêu", vietnamese=vietnamese)
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "vietnamese", "readings"),
    [
        ("12.000", False, ("ghi 12 nếu", "ghi 12000 nếu")),
        ("30.00", False, ("ghi 30 nếu", "ghi 3000 nếu")),
        ("4.764", False, ("4,764", "ghi 4764 nếu")),
        ("12,000", True, ("ghi 12 nếu", "ghi 12000 nếu")),
        ("1.234,0", True, ("ghi 1234 nếu", "ghi 12340 nếu")),
        ("12.000", None, ("là 12.000 nếu", "là 12 nếu")),
        ("12,000", None, ("là 12 nếu", "là 12.000 nếu")),
    ],
)
def test_decimals_of_a_whole_number_are_refused_with_both_readings(
    text: str,
    vietnamese: bool | None,  # noqa: FBT001 - a parameter
    readings: tuple[str, str],
) -> None:
    message = refused(text, COUNT, vietnamese=vietnamese)
    assert all(reading in message for reading in readings)


def test_a_number_of_two_readings_is_doubtful_until_the_notation_is_known() -> None:
    assert "--numbers" in refused("1.234", RATE, vietnamese=None)
    assert accept("1.234", RATE, "A", vietnamese=True) == Number(1234)
    assert accept("1.234", RATE, "A", vietnamese=False) == Number(1234, 3)
    assert accept("1,234", RATE, "A", vietnamese=True) == Number(1234, 3)
    assert accept("1,234", RATE, "A", vietnamese=False) == Number(1234)
    assert accept("87.3", RATE, "A", vietnamese=None) == Number(873, 1)
    assert accept("87,3 %", RATE, "A", vietnamese=None) == Number(873, 1)


@pytest.mark.parametrize(
    ("cells", "readings"),
    [
        ([("12", COUNT), ("1.234", RATE)], {}),
        ([("4.764", COUNT)], {True: "4.764"}),
        ([("12.000", COUNT)], {}),
        ([("1.234.567", COUNT), ("12,5", RATE)], {True: "1.234.567"}),
        ([("1.234", RATE), ("87.3", RATE)], {False: "87.3"}),
        ([("0.125", RATE)], {False: "0.125"}),
        ([("4.764", COUNT), ("87.3", RATE)], {True: "4.764", False: "87.3"}),
    ],
)
def test_a_cell_that_is_possible_one_way_only_shows_the_notation(
    cells: list[tuple[str, Measure]],
    readings: dict[bool, str],
) -> None:
    assert shown(cells) == readings


@pytest.mark.parametrize("text", ["007.500", "007,500", "-00.125", "0.500", "=007,500"])
def test_what_begins_with_zero_is_nowhere_advised_as_thousands(text: str) -> None:
    for vietnamese in (True, False, None):
        with pytest.raises(KnownError) as caught:
            accept(text, COUNT, "A", vietnamese=vietnamese)
        assert "ngăn hàng nghìn" not in str(caught.value)
    found = entry.read(text, COUNT, "người", "A")
    assert found.cell is None
    assert "ngăn hàng nghìn" not in found.refusal


LIKE_NUMBERS = st.text("0123456789.,+- \u00a0%", max_size=12)


@given(LIKE_NUMBERS, st.sampled_from([COUNT, RATE]))
def test_no_text_has_two_silent_readings_in_window_and_file(text: str, measure: Measure) -> None:
    window = entry.read(text, measure, measure.unit, "A").cell
    try:
        in_file = accept(text, measure, "A", vietnamese=None)
    except KnownError:
        return
    if window is not None and window.number is not None:
        assert window.number.value == in_file.value
    assert not doubtful(text, measure)


@given(LIKE_NUMBERS, st.sampled_from([COUNT, RATE]))
def test_a_vietnamese_file_reads_as_the_window_does_or_refuses(text: str, measure: Measure) -> None:
    try:
        in_file = accept(text, measure, "A", vietnamese=True)
    except KnownError:
        return
    found = entry.read(text, measure, measure.unit, "A")
    assert found.cell is not None
    assert found.cell.number == in_file


@given(st.builds(Number, st.integers(-(10**15) + 1, 10**15 - 1), st.integers(0, 6)))
def test_canonical_text_comes_back(number: Number) -> None:
    assert accept(str(number), RATE, "A", vietnamese=False) == number
