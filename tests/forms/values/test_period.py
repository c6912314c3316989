"""Periods: their codes, what they are called, and what came before them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.errors import KnownError
from forms.values.period import Period, PeriodKind, parse

WHOLE = [kind for kind in PeriodKind if kind is not PeriodKind.QUARTER]
PERIODS = st.builds(Period, st.integers(2000, 2100), st.sampled_from(WHOLE)) | st.builds(
    Period, st.integers(2000, 2100), st.just(PeriodKind.QUARTER), st.integers(1, 4)
)


@given(PERIODS)
def test_a_code_is_read_back(period: Period) -> None:
    assert parse(period.code) == period
    assert parse(period.code.lower()) == period


@given(PERIODS)
def test_what_came_before_is_as_long_and_a_year_earlier(period: Period) -> None:
    before = period.a_year_earlier()
    assert (before.year, before.months) == (period.year - 1, period.months)
    assert before.end < period.start


@given(PERIODS)
def test_shorter_periods_of_the_year_begin_with_it(period: Period) -> None:
    for shorter in period.earlier():
        assert shorter.start == period.start
        assert shorter.end < period.end


def test_an_estimate_is_called_so_and_speaks_of_the_year() -> None:
    estimate = Period(2024, PeriodKind.ESTIMATE)
    assert (estimate.code, estimate.label, estimate.spoken) == ("2024-UTH", "ước thực hiện năm 2024", "năm 2024")
    assert estimate.a_year_earlier() == Period(2023)


@pytest.mark.parametrize("code", ["", "24", "2024-7T", "2024-Q5", "1999", "2101", "2024-6Tx"])
def test_anything_else_is_refused(code: str) -> None:
    with pytest.raises(KnownError, match="2024-UTH"):
        parse(code)
