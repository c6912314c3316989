from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.errors import KnownError
from forms.values import numbers
from forms.values.numbers import Number, exact, parse, read, rounded, show, words

numbers_typed = st.builds(Number, st.integers(-(10**15) + 1, 10**15 - 1), st.integers(0, 6))


@given(numbers_typed)
def test_what_is_shown_reads_back_the_same_and_without_doubt(number: Number) -> None:
    reading = read(show(number))
    assert reading.number == number
    assert reading.doubt == ""
    assert parse(str(number)) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.234.567", Number(1234567)),
        ("1 234 567", Number(1234567)),
        ("1\u00a0234\u00a0567", Number(1234567)),
        ("87,30", Number(8730, 2)),
        ("-2,5", Number(-25, 1)),
        ("\u22122,5", Number(-25, 1)),
    ],
)
def test_vietnamese_ways_of_writing(text: str, number: Number) -> None:
    assert read(text) == numbers.Reading(number)


@pytest.mark.parametrize(
    ("text", "number"),
    [("87.3", Number(873, 1)), ("1.137680.000", Number(1137680000)), ("1,234,567", Number(1234567))],
)
def test_what_could_mean_something_else_is_doubted(text: str, number: Number) -> None:
    reading = read(text)
    assert reading.number == number
    assert show(number) in reading.doubt


@pytest.mark.parametrize("text", ["", "abc", "1e5", "12a", "1..2", "--1", "1000000000000000", "٣", "½", "1,2,3"])
def test_no_number_is_refused(text: str) -> None:
    with pytest.raises(KnownError):
        read(text)


@given(st.fractions(), st.integers(0, 6))
def test_rounding_moves_at_most_half_a_unit(value: Fraction, decimals: int) -> None:
    number = rounded(value, decimals)
    assert number.decimals == decimals
    assert abs(number.value - value) <= number.half_unit


@given(numbers_typed)
def test_exact_keeps_the_value(number: Number) -> None:
    assert exact(number.value).value == number.value


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "không"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (1005, "một nghìn không trăm linh năm"),
        (4330000000, "bốn tỷ ba trăm ba mươi triệu"),
        (5351134600, "năm tỷ ba trăm năm mươi mốt triệu một trăm ba mươi tư nghìn sáu trăm"),
        (2015000000000, "hai nghìn không trăm mười lăm tỷ"),
    ],
)
def test_amounts_in_words(number: int, said: str) -> None:
    assert words(number) == said
