"""How numbers and days are printed in official text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.errors import KnownError
from forms.lists import spelling
from forms.values import numbers, style
from forms.values.numbers import Number


@pytest.mark.parametrize(
    ("number", "unit", "form", "printed"),
    [
        (Number(6), "người", "", "06\u00a0người"),
        (Number(0), "người", "", "0\u00a0người"),
        (Number(12), "người", "number", "12"),
        (Number(6), "người", "bare", "6"),
        (Number(1640, 1), "%", "", "164%"),
        (Number(1164, 1), "%", "", "116,4%"),
        (Number(1234567), "đồng", "", "1.234.567\u00a0đồng"),
    ],
)
def test_quantities(number: Number, unit: str, form: str, printed: str) -> None:
    assert style.quantity(number, unit, form) == printed


def test_only_counts_of_whole_things_take_a_leading_zero() -> None:
    assert style.quantity(Number(6), "%", whole=False) == "6%"
    assert style.quantity(Number(6), "triệu đồng/năm") == "6\u00a0triệu\u00a0đồng/năm"
    assert style.quantity(Number(6), "đồng") == "6\u00a0đồng"


@given(st.integers(-(10**14), 10**14), st.integers(0, 6))
def test_what_is_printed_reads_back_as_the_same_value(digits: int, decimals: int) -> None:
    number = Number(digits, decimals)
    assert numbers.read(style.printed(number)).number.value == number.value


@given(st.integers(-(10**14), 10**14), st.integers(0, 6))
def test_a_difference_has_its_sign(digits: int, decimals: int) -> None:
    number = Number(digits, decimals)
    text = style.signed(number)
    assert numbers.read(text).number.value == number.value
    assert text[0] == ("+" if digits > 0 else "-" if digits else "0")


@given(st.dates(date(1945, 1, 1), date(2100, 1, 1)))
def test_days_read_back_in_both_forms(day: date) -> None:
    assert style.read_day(style.day_in_words(day)) == day == style.read_day(style.day_in_figures(day))


def test_days_below_ten_and_the_first_two_months_take_a_zero() -> None:
    assert style.day_in_words(date(2024, 2, 5)) == "ngày 05 tháng 02 năm 2024"
    assert style.day_in_words(date(2024, 3, 15)) == "ngày 15 tháng 3 năm 2024"


@given(st.text(max_size=20))
def test_any_text_is_a_day_or_none(text: str) -> None:
    assert style.read_day(text) is None or any(char.isdigit() for char in text)


@pytest.mark.parametrize("text", ["٣٠/١١/٢٠٢٤", "３０/11/2024", "30/11/२०२४"])
def test_a_day_has_our_digits(text: str) -> None:
    assert style.read_day(text) is None
    for other in (text, "٤٥٩٩١", "２０２４-01-01"):
        with pytest.raises(KnownError, match="không hiểu ngày"):
            spelling.day(other, "from")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1/1/25", date(2025, 1, 1)),
        ("15.8.45", date(1945, 8, 15)),
        ("31/12/44", date(2044, 12, 31)),
        ("1/1/125", None),
        ("1/1/0025", None),
    ],
)
def test_a_year_may_have_two_digits(text: str, day: date | None) -> None:
    assert style.read_day(text) == day


def test_the_thirty_first_of_february_is_no_day() -> None:
    assert style.read_day("31/02/2024") is None


@pytest.mark.parametrize(
    "text",
    [
        "15/11/2024", " 15.11.2024 ", "ngày 15 tháng 11 năm 2024", "2024-11-15", "Ngày 15 tháng 11 năm 2024",
        "NGÀY 15 THÁNG 11 NĂM 2024", "ngay 15 thang 11 nam 2024", "15 tháng 11, 2024", "15–11–2024", "15 11 2024",
        "15\\11\\2024", "15112024", "15/11/2024.", "15/11/2024 0:00", "2024/11/15", "2024-11-15T00:00:00",
        "nga\u0300y15tha\u0301ng11na\u0306m2024",
    ],
)  # fmt: skip
def test_a_day_is_typed_in_any_of_its_ways(text: str) -> None:
    assert style.typed_day(text) == date(2024, 11, 15)


def test_nothing_typed_is_no_day_and_what_is_none_is_refused_by_its_name() -> None:
    assert style.typed_day("  ") is None
    for text in ("31/02/2024", "2024-02-31", "hôm qua", "31022024", "2024/11-15"):
        with pytest.raises(KnownError, match=f'Ngày văn bản "{text}" không có trong lịch'):
            style.typed_day(text, "Ngày văn bản")
