"""Periods: their codes, what they are called, and what came before them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.errors import KnownError
from forms.values.period import PARTS, Period, parse

YEARS = st.integers(2000, 2100)
PERIODS = st.builds(Period, YEARS, st.sampled_from([part.code for part in PARTS]))
SPANS = st.tuples(YEARS, YEARS).map(lambda years: Period(min(years), "", max(years)))


@given(PERIODS | SPANS)
def test_a_code_is_read_back(period: Period) -> None:
    assert parse(period.code) == period
    assert parse(period.code.lower()) == period


@pytest.mark.parametrize(
    ("code", "start", "end", "label"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31), "năm 2024"),
        ("2024-6T", date(2024, 1, 1), date(2024, 6, 30), "6 tháng đầu năm 2024"),
        ("2024-Q3", date(2024, 7, 1), date(2024, 9, 30), "quý III năm 2024"),
        ("2024-T1", date(2024, 1, 1), date(2024, 1, 31), "tháng 01 năm 2024"),
        ("2024-T2", date(2024, 1, 1), date(2024, 2, 29), "2 tháng đầu năm 2024"),
        ("2024-T5", date(2024, 1, 1), date(2024, 5, 31), "5 tháng đầu năm 2024"),
        ("2024-T11", date(2024, 1, 1), date(2024, 11, 30), "11 tháng đầu năm 2024"),
        ("2021..2024", date(2021, 1, 1), date(2024, 12, 31), "giai đoạn 2021-2024"),
    ],
)
def test_first_and_last_day_and_name(code: str, start: date, end: date, label: str) -> None:
    period = parse(code)
    assert (period.start, period.end, period.label, period.code) == (start, end, label, code)


@pytest.mark.parametrize(
    ("code", "short"),
    [
        ("2024", "2024"),
        ("2024-Q1", "Quý I/2024"),
        ("2024-6T", "6 tháng/2024"),
        ("2024-T1", "Tháng 01/2024"),
        ("2024-UTH", "Ước thực hiện 2024"),
        ("2021..2024", "2021-2024"),
    ],
)
def test_its_name_where_there_is_little_room(code: str, short: str) -> None:
    assert parse(code).short == short


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2024-T6", "2024-6T"),
        ("2024-T3", "2024-Q1"),
        ("2024-T9", "2024-9T"),
        ("2024-T12", "2024"),
        ("2024..2024", "2024"),
    ],
)
def test_codes_that_mean_the_same_days_are_one_period(one: str, other: str) -> None:
    assert parse(one) == parse(other)
    assert parse(one).code == other


@given(PERIODS, PERIODS)
def test_periods_of_the_same_days_are_one_unless_one_is_an_estimate(one: Period, other: Period) -> None:
    same = (one.start, one.end, one.estimated) == (other.start, other.end, other.estimated)
    assert (one == other) == (one.code == other.code) == same


@given(PERIODS)
def test_what_came_before_is_as_long_and_a_year_earlier(period: Period) -> None:
    before = period.a_year_earlier()
    assert (before.year, before.months) == (period.year - 1, period.months)
    assert before.end < period.start
    assert not before.estimated


@given(SPANS.filter(lambda period: period.start.year > 2050))
def test_before_some_years_come_as_many(period: Period) -> None:
    before = period.a_year_earlier()
    assert before.years == period.years
    assert before.end == period.start - timedelta(days=1)


@given(PERIODS)
def test_shorter_periods_of_the_year_begin_with_it(period: Period) -> None:
    earlier = list(period.earlier())
    for shorter in earlier:
        assert shorter.start == period.start
        assert shorter.end < period.end
    assert earlier == sorted(earlier, reverse=True)
    assert len(earlier) == (period.months - 1 if period.start.month == 1 else 0)


@given(PERIODS | SPANS)
def test_only_what_counts_from_january_rolls_on_from_the_year_before(period: Period) -> None:
    opening = period.opening()
    assert (opening is not None) == (period.start.month == 1)
    assert opening is None or (opening.months, opening.end) == (12, period.start - timedelta(days=1))


@pytest.mark.parametrize(("code", "part"), [("UTH", ""), ("UTH6T", "6T"), ("UTH9T", "9T")])
def test_an_estimate_is_called_so_and_speaks_of_its_days(code: str, part: str) -> None:
    estimate, actual = Period(2024, code), Period(2024, part)
    assert parse(f"2024-{code.lower()}") == estimate
    assert (estimate.label, estimate.in_sentence) == (f"ước thực hiện {actual.label}", actual.label)
    assert (estimate.actual, actual.foreseen, actual.actual) == (actual, estimate, actual)
    assert estimate.a_year_earlier() == Period(2023, part)
    assert Period(2024, "Q1").foreseen is Period(2021, until=2024).foreseen is None


@pytest.mark.parametrize(
    "code",
    [
        "",
        "24",
        "2024-7T",
        "2024-Q5",
        "1999",
        "2101",
        "2024-6Tx",
        "2024-T0",
        "2024-T13",
        "2024-",
        "2024..2021",
        "2024..2101",
    ],
)
def test_anything_else_is_refused(code: str) -> None:
    with pytest.raises(KnownError, match=r"2024, 2024-UTH, 2024-6T, .*, 2024-Q4, 2024-T1 … 2024-T11"):
        parse(code)


def test_a_report_of_several_periods_is_that_of_the_last() -> None:
    with pytest.raises(KnownError, match=r"báo cáo kỳ cuối: ghi 2024-Q1\."):
        parse("2022..2024-q1")
