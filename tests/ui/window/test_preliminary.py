"""Numbers of a figure are told to be preliminary by one command, which takes that back too."""

from __future__ import annotations

from forms.report.cells import Address
from forms.sums import preliminary
from ui import menus
from ui.window.window import Window

POOR = Address("poor_households", "", "households")


def test_a_figure_waits_to_be_recognised_until_that_is_taken_back(window: Window) -> None:
    window.go_to(POOR)
    report, action = window.session.report, window.commands.cells.preliminary_action
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
