"""Periods side by side are added, left out and put back in the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from forms.errors import KnownError
from forms.report import details
from forms.report.report import FIRST_YEAR
from forms.values.period import Period, parse
from storage.workspace import Workspace
from tests.ui.periods import made, shown
from ui.dialogs.periods import Periods
from ui.look.theme import Theme
from ui.window.window import Window


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Window:
    return shown(*made(tmp_path), qtbot)


def codes(window: Window) -> list[str]:
    session = window.session
    template = session.report.template
    found = session.workspace.load(lambda _: template, session.report.unit.id, session.report.period)
    session.report = found
    session.reports = found.span
    return [report.period.code for report in found.span]


def test_a_period_is_left_out_and_put_back(window: Window, qtbot: QtBot) -> None:
    for checked, expected in ((False, ["2023", "2024-Q1"]), (True, ["2022", "2023", "2024-Q1"])):
        dialog = Periods(Theme(), window.session)
        qtbot.addWidget(dialog)
        dialog._ticks[Period(2022)].setChecked(checked)
        dialog.accept()
        assert codes(window) == expected
    assert len(window.session.workspace.reports()) == 3


def test_a_period_is_added(window: Window, qtbot: QtBot) -> None:
    dialog = Periods(Theme(), window.session)
    qtbot.addWidget(dialog)
    dialog._period._year.setValue(2021)
    dialog.accept()
    assert codes(window) == ["2021", "2022", "2023", "2024-Q1"]


def test_the_first_year_of_a_programme_is_changed_and_years_before_it_can_be_added(
    window: Window, qtbot: QtBot
) -> None:
    dialog = Periods(Theme(), window.session)
    qtbot.addWidget(dialog)
    dialog._first.setValue(2020)
    dialog._more.setChecked(True)
    dialog._period._year.setValue(2020)
    dialog.accept()
    assert codes(window) == ["2020", "2022", "2023", "2024-Q1"]
    assert {span.first for one in window.session.reports[1:] if (span := one.term)} == {2020}
    with pytest.raises(KnownError, match="Năm đầu chương trình"):
        details.change(window.session.report, FIRST_YEAR, "2025")


@pytest.mark.parametrize("period", ["2024", "2020"])
def test_a_period_that_cannot_stand_before_is_refused(window: Window, qtbot: QtBot, period: str) -> None:
    dialog = Periods(Theme(), window.session)
    qtbot.addWidget(dialog)
    dialog._more.setChecked(True)
    dialog._period._year.setValue(parse(period).year)
    dialog.accept()
    assert "không đứng trước quý I năm 2024 được" in dialog.refusal.text()
    workspace: Workspace = window.session.workspace
    assert len(workspace.reports()) == 3
