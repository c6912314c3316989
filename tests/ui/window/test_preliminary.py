"""Numbers of a figure, or of one cell, are told to be preliminary by one command, which takes that back too."""

from __future__ import annotations

from forms.report.cells import Address
from forms.sums import preliminary
from ui import menus
from ui.window.window import Window

POOR = Address("poor_households", "", "households")


def test_a_figure_waits_to_be_recognised_until_that_is_taken_back(window: Window) -> None:
    window.go_to(POOR)
    report, action = window.session.report, next(iter(window.commands.cells.preliminary_actions))
    there = preliminary.numbers(report, report.template.figures[POOR.figure])
    assert len(there) > 1
    form = window.form
    assert form is not None
    assert "ghi là số sơ bộ" in form.model().about(POOR, report)
    for told in (True, False):
        action.trigger()
        window.menus.menus[menus.VALUES].aboutToShow.emit()
        assert preliminary.is_told(report, there) == action.isChecked() == told
        assert ("sơ bộ, chờ quyết định công nhận" in form.model().about(POOR, report)) == told
    window.commands.undo.undo()
    assert preliminary.is_told(report, there)


def test_one_cell_waits_by_itself(window: Window) -> None:
    window.go_to(POOR)
    report = window.session.report
    _, here = window.commands.cells.preliminary_actions
    here.trigger()
    assert [address for address, cell in report.cells.items() if cell.preliminary] == [POOR]
    window.menus.menus[menus.VALUES].aboutToShow.emit()
    assert [one.isChecked() for one in window.commands.cells.preliminary_actions] == [False, True]
