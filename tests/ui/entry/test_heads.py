"""The words over the columns of the form."""

from __future__ import annotations

import pytest

from forms.values import period as periods
from ui.entry import heads
from ui.entry.rows import Columns


@pytest.mark.parametrize(
    ("period", "now", "then"),
    [
        ("2024", "2024", "2023"),
        ("2024-UTH", "2024", "2023"),
        ("2024-Q1", "quý I/2024", "quý I/2023"),
        ("2021..2024", "2021-2024", "2017-2020"),
    ],
)
def test_the_heads_name_the_period_and_the_one_before(period: str, now: str, then: str) -> None:
    at, found = Columns(1, ()), periods.parse(period)
    assert heads.head(at, found, at.value) == f"Thực hiện {now}"
    assert heads.head(at, found, at.last) == f"Cùng kỳ {then}"
