"""Choosing a period: every one can be chosen, and what comes next is proposed."""

from __future__ import annotations

from hypothesis import given, settings
from pytestqt.qtbot import QtBot

from forms.values.period import PARTS, Period
from tests.forms.values.test_period import PERIODS
from ui.dialogs.next_period import _next
from ui.dialogs.period_field import PeriodField
from ui.look.theme import Theme


@settings(max_examples=20)
@given(PERIODS)
def test_every_period_can_be_chosen(qtbot: QtBot, period: Period) -> None:
    field = PeriodField(Theme(), period)
    qtbot.addWidget(field)
    assert field.period == period
    kinds = [field._kind.itemData(index) for index in range(field._kind.count())]
    assert kinds == [part.code for part in PARTS if part.usual or part == period.part]


def test_after_the_estimate_of_a_year_comes_the_year() -> None:
    assert _next(Period(2024, "UTH")) == Period(2024)
    assert _next(Period(2024, "6T")) == Period(2025, "6T")
