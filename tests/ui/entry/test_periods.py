"""The form whose columns are periods: each cell is stored in the report of its period, and undone from there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from forms.definitions.rules import Severity
from forms.report.cells import Address, Cell
from forms.report.changes import SetCell
from forms.values.numbers import Number
from tests.ui.conftest import Hand
from tests.ui.periods import HOUSE, LAND, LOANS, SPENT, made, shown
from ui.entry.model import FormModel
from ui.entry.rows import RowKind
from ui.entry.view import FormView
from ui.look.theme import Theme
from ui.window.window import Window


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Window:
    return shown(*made(tmp_path), qtbot)


def form_of(window: Window) -> FormView:
    assert window.form is not None
    return window.form


def model_of(window: Window) -> FormModel:
    return form_of(window).model()


def where(window: Window) -> tuple[str, Address | None]:
    form = form_of(window)
    return form.report_here.period.code, form.here


def at(window: Window, address: Address, number: int) -> QModelIndex:
    """The cell in the column of a period, counted from the first."""
    return model_of(window).index_of(address, window.session.reports[number])


def held(window: Window, address: Address) -> list[str]:
    cells = (report.cells.get(address) for report in window.session.reports)
    return [str(cell.number) if cell else "" for cell in cells]


def test_no_two_commands_share_keys(window: Window) -> None:
    keys = [key.toString() for action in window.menus.actions.values() for key in action.shortcuts()]
    assert len(keys) == len(set(keys)) > 30


def test_each_period_has_a_column(window: Window) -> None:
    model = model_of(window)
    heads = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columns.count)]
    assert heads[3:] == [
        "Năm 2022\ncả năm",
        "Năm 2023\ncả năm",
        "Quý I/2024\nđến 31/3",
        "Tăng/giảm\n2023 so 2022",
    ]
    row = model.rows[at(window, LOANS, 0).row()]
    assert [model.text(row, column) for column in range(3, 7)] == ["10", "20", "5", "+100%"]
    total = next(row for row in model.rows if row.kind is RowKind.SUM)
    assert [model.text(total, column) for column in range(3, 6)] == ["10", "21", ""]
    assert model.balance(total).text == "2023: thừa 1 so với tổng 20"
    severities = [model.balance(total, column).severity for column in range(3, 5)]
    assert severities == [Severity.INFO, Severity.ERROR]  # one part is blank yet


def test_a_value_for_the_whole_span_has_one_well(window: Window) -> None:
    model, form = model_of(window), form_of(window)
    index = model.index_of(SPENT)
    assert (index.column(), form.columnSpan(index.row(), index.column())) == (model.columns.first, 3)
    assert model.report_at(index) is window.session.report
    assert model.cut_off(model.rows[index.row()]) == "một số cho cả giai đoạn, đến 31/3"


@pytest.mark.parametrize(
    ("way", "order"),
    [
        ("down", [("2022", LOANS), ("2022", HOUSE), ("2022", LAND)]),
        ("across", [("2022", LOANS), ("2023", LOANS), ("2024-Q1", LOANS), ("2022", HOUSE)]),
    ],
)
def test_keys_go_down_a_period_or_across(
    window: Window, hand: Hand, way: str, order: list[tuple[str, Address]]
) -> None:
    if way == "across":
        window.menus.actions["Đổi chiều gõ: theo kỳ, theo dòng"].trigger()
    form_of(window).go_to(LOANS, window.session.reports[0])
    seen = []
    for _ in order:
        seen.append(where(window))
        hand.press(Qt.Key.Key_Return)
    assert seen == order


def test_down_the_columns_every_cell_comes_once(window: Window) -> None:
    from ui.entry import walking

    model, index = model_of(window), QModelIndex()
    seen = []
    while (following := walking.stop(model, index, 1)) != index:
        index = following
        if (address := model.address(index)) is not None:
            seen.append((model.report_at(index).period, address))
    assert len(seen) == len(set(seen)) == sum(len(row.cells) for row in model.rows)
    back = [index]
    while (before := walking.stop(model, back[-1], -1)) != back[-1]:
        back.append(before)
    assert len(back) >= len(seen)


def test_what_is_typed_goes_to_its_own_period_and_is_undone_across(window: Window, hand: Hand) -> None:
    for number, text in ((0, "11"), (2, "6"), (1, "21")):
        form_of(window).setCurrentIndex(at(window, LOANS, number))
        hand.type(text)
        hand.press(Qt.Key.Key_Return)
    assert held(window, LOANS) == ["11", "21", "6"]
    undone = []
    while window.session.can_undo:
        window.session.undo()
        undone.append(held(window, LOANS))
    assert undone == [["11", "20", "6"], ["11", "20", "5"], ["10", "20", "5"]]
    for expected in (["11", "20", "5"], ["11", "20", "6"], ["11", "21", "6"]):
        window.session.redo()
        assert held(window, LOANS) == expected
    assert not window.session.can_redo


def test_a_new_number_ends_what_could_be_done_again_in_every_period(window: Window) -> None:
    session = window.session
    first, last = session.reports[0], session.reports[2]
    session.put(SetCell(LOANS, Cell(Number(11))), to=first)
    session.undo()
    session.put(SetCell(LOANS, Cell(Number(6))), to=last)
    assert session.can_undo
    assert not session.can_redo
    session.undo()
    assert held(window, LOANS) == ["10", "20", "5"]


def test_a_number_in_a_row_that_its_period_lacks_adds_the_row_there(window: Window, hand: Hand) -> None:
    model = model_of(window)
    number = next(number for number, row in enumerate(model.rows) if row.label == "Xưởng")
    form_of(window).setCurrentIndex(model.index(number, 5))
    hand.type("5")
    hand.press(Qt.Key.Key_Return)
    labels = [[row.label for row in report.rows.values() if not row.removed] for report in window.session.reports]
    assert labels == [["Xưởng"], [], ["Xưởng"]]
    window.session.undo()
    assert [row.removed for row in window.session.report.rows.values()] == [True]


def test_a_row_is_renamed_and_removed_in_every_period(window: Window) -> None:
    model = model_of(window)
    number = next(number for number, row in enumerate(model.rows) if row.label == "Xưởng")
    model.setData(model.index(number, 5), "5")
    index = next(model.index(n, model.columns.label) for n, row in enumerate(model.rows) if row.label == "Xưởng")
    assert model.setData(index, "Nhà xưởng")
    assert [[row.label for row in report.rows.values()] for report in window.session.reports] == [
        ["Nhà xưởng"],
        [],
        ["Nhà xưởng"],
    ]
    form_of(window).setCurrentIndex(
        next(model.index(n, model.columns.label) for n, row in enumerate(model.rows) if row.label == "Nhà xưởng")
    )
    window.commands.cells.remove_row()
    assert all(row.removed for report in window.session.reports for row in report.rows.values())
    window.session.undo()
    assert not any(row.removed for report in window.session.reports for row in report.rows.values())


def test_a_block_is_pasted_across_the_periods_as_one_step(window: Window) -> None:
    form = form_of(window)
    form.setCurrentIndex(at(window, HOUSE, 0))
    QGuiApplication.clipboard().setText("1\t2\t3\n4\t5\t6\n")
    form.paste_block()
    assert held(window, HOUSE) == ["1", "2", "3"]
    assert held(window, LAND) == ["4", "5", "6"]
    window.session.undo()
    assert (held(window, HOUSE), held(window, LAND)) == (["6", "12", ""], ["", "9", ""])


def test_a_finding_leads_to_its_period(window: Window) -> None:
    (finding,) = (one for one in window.session.findings if one.open)
    window.show_finding(finding)
    assert where(window) == ("2023", LOANS)
    assert "năm 2023" in window.findings.cards[finding.id, finding.severity, finding.period]._place()
    window.session.put(SetCell(LAND, Cell(Number(8))), to=window.session.reports[1])
    assert not any(one.open for one in window.session.findings)


def test_notes_and_history_are_of_the_period_in_focus(window: Window) -> None:
    form_of(window).go_to(LOANS, window.session.reports[0])
    assert [str(entry.new.number) for entry in window.session.history(LOANS, window.report) if entry.new] == ["10"]


def test_the_course_of_the_cell_in_focus_is_drawn(window: Window) -> None:
    form_of(window).go_to(LOANS, window.session.reports[1])
    course = window.findings.course
    assert course is not None
    assert [(report.period.code, str(number)) for report, number in course.points] == [
        ("2022", "10"),
        ("2023", "20"),
        ("2024-Q1", "5"),
    ]
    window.session.put(SetCell(LOANS, Cell(Number(7))), to=window.session.reports[0])
    assert str(course.points[0][1]) == "7"
    course.copy()
    assert not QGuiApplication.clipboard().pixmap().isNull()
    form_of(window).go_to(SPENT)
    assert not course.points
    assert course.isHidden()


def test_the_window_is_built_anew_at_the_same_period(window: Window) -> None:
    form_of(window).go_to(HOUSE, window.session.reports[1])
    window.rebuild(Theme(dark=True, zoom=1.5))
    assert where(window) == ("2023", HOUSE)


@pytest.mark.parametrize("act", [lambda form: form.copy_block(), lambda form: form.cut_block()])
def test_a_block_is_copied_as_it_stands(window: Window, act: Callable[[FormView], None]) -> None:
    form = form_of(window)
    form.setCurrentIndex(at(window, HOUSE, 1))
    act(form)
    assert QGuiApplication.clipboard().text() == "12"


def test_periods_that_are_compared_with_a_changed_one_are_judged_anew(window: Window, qtbot: QtBot) -> None:
    session = window.session

    def fewer() -> list[str]:
        return [one.period.code for one in session.findings if one.id == "never_fewer" and one.period]

    assert fewer() == ["2024-Q1"]
    session.put(SetCell(LOANS, Cell(Number(30))), to=session.reports[0])
    qtbot.waitUntil(lambda: fewer() == ["2024-Q1", "2023"])
    session.undo()
    qtbot.waitUntil(lambda: fewer() == ["2024-Q1"])
