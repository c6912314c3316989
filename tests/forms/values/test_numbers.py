from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.errors import KnownError
from forms.values.numbers import Number, exact, parse, read, read_english, rounded, show, words

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
        ("\uff0d5", Number(-5)),
        ("+5", Number(5)),
        ("0,50", Number(50, 2)),
        ("1\u2009234\u202f567,5", Number(12345675, 1)),
        ("\u200f1.234\u200b", Number(1234)),
        ("\ufeff12", Number(12)),
        ("0" * 5000 + "7", Number(7)),
    ],
)
def test_vietnamese_ways_of_writing(text: str, number: Number) -> None:
    reading = read(text)
    assert (reading.number, reading.doubt) == (number, "")


@pytest.mark.parametrize(
    ("text", "number"),
    [("0.125", Number(125, 3)), ("0.500", Number(500, 3)), ("007.500", Number(7500, 3)), ("-0.125", Number(-125, 3))],
)
def test_a_first_group_that_begins_with_nought_is_no_thousands(text: str, number: Number) -> None:
    reading = read(text)
    assert (reading.number, reading.other) == (number, None)
    assert "dấu thập phân" in reading.doubt
    with pytest.raises(KnownError):
        read(f"{text}.000")


@pytest.mark.parametrize(
    ("text", "number", "other"),
    [
        ("1234.50", Number(123450, 2), Number(123450)),
        ("1,234,567.5", Number(12345675, 1), None),
        ("4,764", Number(4764), None),
        ("0.125", Number(125, 3), None),
    ],
)
def test_english_ways_of_writing(text: str, number: Number, other: Number | None) -> None:
    reading = read_english(text)
    assert (reading.number, reading.other, reading.doubt) == (number, other, "")


@pytest.mark.parametrize("text", ["1.234.567", "0,125", "12,34,567", "1 234", "87,3", ""])
def test_no_english_number_is_refused(text: str) -> None:
    with pytest.raises(KnownError):
        read_english(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [("87.3", Number(873, 1)), ("1.137680.000", Number(1137680000)), ("1,234,567", Number(1234567))],
)
def test_what_could_mean_something_else_is_doubted(text: str, number: Number) -> None:
    reading = read(text)
    assert reading.number == number
    assert show(number) in reading.doubt


NOT_NUMBERS = ("", "abc", "1e5", "12a", "1..2", "--1", "1000000000000000", "٣", "½", "1,2,3", "1.2.3")
NEITHER = (
    "12,34,567",
    "--5",
    "١٢٣",
    "１２３",
    "5" * 5000,
    "0," + "1" * 5000,
    "\u202e123",
    "(5)",
    "1.",
    ",5",
    "- 5",
    "1 23",
    "0 125",
)


@pytest.mark.parametrize("text", [*NOT_NUMBERS, *NEITHER])
def test_no_number_is_refused_in_one_short_sentence(text: str) -> None:
    with pytest.raises(KnownError) as caught:
        read(text)
    assert len(str(caught.value)) < 200
    assert "\u202e" not in str(caught.value)


@given(st.fractions(), st.integers(0, 6))
def test_rounding_moves_at_most_half_a_unit(value: Fraction, decimals: int) -> None:
    number = rounded(value, decimals)
    assert number.decimals == decimals
    assert abs(number.value - value) <= number.half_unit


@given(numbers_typed)
def test_exact_keeps_the_value(number: Number) -> None:
    assert exact(number.value).value == number.value


@pytest.mark.parametrize(
    ("number", "spoken"),
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
def test_amounts_in_words(number: int, spoken: str) -> None:
    assert words(number) == spoken
