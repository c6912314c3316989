from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from forms.errors import KnownError
from forms.report.cells import Address, Cell, State
from forms.report.changes import SetCell
from forms.values.numbers import Number
from tests.ui.conftest import Hand, form_of, here, stored
from ui.entry.field import EntryField
from ui.entry.rows import RowKind
from ui.window.window import Window

REMAINS = Address("martyr_remains", "", "count")
FIRST = Address("ncc_monthly", "", "persons")


def field(window: Window) -> EntryField:
    found = form_of(window).fields.field
    assert found is not None
    return found


def test_typing_replaces_and_enter_stores_and_goes_on(window: Window, hand: Hand) -> None:
    window.go_to(REMAINS)
    hand.type("21")
    hand.enter()
    assert stored(window, REMAINS) == Cell(Number(21))
    assert not [one for one in window.session.findings if one.cells[0] == REMAINS]
    following = here(window)
    assert following is not None
    assert (following.figure, bool(following.row)) == (REMAINS.figure, True)
    hand.shift(Qt.Key.Key_Return)
    assert here(window) == REMAINS


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("-", Cell(None, State.NIL)),
        ("...", Cell(None, State.AWAITED)),
        ("x", Cell(None, State.NOT_APPLICABLE)),
        ("~1.234", Cell(Number(1234), State.ESTIMATE)),
        ("=8+1+8+4", Cell(Number(21), State.STATED, "8+1+8+4")),
        ("1 234", Cell(Number(1234))),
    ],
)
def test_states_and_sums_by_key(window: Window, hand: Hand, text: str, cell: Cell) -> None:
    window.go_to(REMAINS)
    hand.type(text)
    hand.press(Qt.Key.Key_Tab)
    assert stored(window, REMAINS) == cell


def test_a_working_is_shown_again(window: Window, hand: Hand) -> None:
    window.go_to(REMAINS)
    hand.type("=8+1+8+4")
    hand.enter()
    hand.shift(Qt.Key.Key_Return)
    assert "8+1+8+4" in window.status.message
    hand.press(Qt.Key.Key_F2)
    assert field(window).text() == "=8+1+8+4"


def test_a_sum_that_is_longer_than_its_cell_is_seen_whole(window: Window, hand: Hand) -> None:
    window.go_to(REMAINS)
    hand.type("=8+1")
    short = field(window).geometry()
    hand.type("+1234567+1234567+1234567")
    typing = field(window)
    assert typing.geometry().left() < short.left()
    assert typing.width() >= typing.fontMetrics().horizontalAdvance(typing.text())
    for _ in range(len("+1234567+1234567+1234567")):
        hand.press(Qt.Key.Key_Backspace)
    assert typing.geometry() == short


def test_delete_blanks_a_cell(window: Window, hand: Hand) -> None:
    window.go_to(REMAINS)
    hand.press(Qt.Key.Key_Delete)
    assert stored(window, REMAINS) is None


def test_a_doubtful_number_is_asked_about_before_it_is_stored(window: Window, hand: Hand) -> None:
    rate = Address("trained_labour", "", "rate")
    window.go_to(rate)
    before = stored(window, rate)
    hand.type("87.3")
    hand.enter()
    assert stored(window, rate) == before
    assert field(window).text() == "87.3"
    assert "87,3" in form_of(window).fields.echo.text()
    assert form_of(window).fields.echo.isVisible()
    hand.enter()
    assert stored(window, rate) == Cell(Number(873, 1))


def test_a_changed_doubtful_number_is_asked_about_anew(window: Window, hand: Hand) -> None:
    rate = Address("trained_labour", "", "rate")
    window.go_to(rate)
    before = stored(window, rate)
    hand.type("87.3")
    hand.enter()
    hand.type("4")
    hand.enter()
    assert stored(window, rate) == before


def test_what_cannot_be_stored_keeps_the_field_whatever_one_does(window: Window, hand: Hand) -> None:
    window.go_to(REMAINS)
    hand.type("hai mươi")
    hand.enter()
    section = window.section
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Tab):
        hand.press(key)
    hand.control(Qt.Key.Key_PageDown)
    window.commands.findings.next()
    assert not window.close()
    assert window.section == section
    assert field(window).text() == "hai mươi"
    assert stored(window, REMAINS) == Cell(Number(20))
    hand.press(Qt.Key.Key_Escape)
    assert here(window) == REMAINS
    assert stored(window, REMAINS) == Cell(Number(20))


def test_leaving_the_window_stores_what_was_typed(window: Window, hand: Hand) -> None:
    window.go_to(REMAINS)
    hand.type("21")
    window.sections.setFocus()
    assert stored(window, REMAINS) == Cell(Number(21))


def test_up_and_down_stay_in_their_column(empty: Window) -> None:
    address = Address("ncc_gifts", "source:president", "count")
    empty.go_to(address)
    hand = Hand()
    hand.press(Qt.Key.Key_Down)
    assert here(empty) == address._replace(row="source:province")
    hand.press(Qt.Key.Key_Right)
    assert here(empty) == Address("ncc_gifts", "source:province", "amount")
    hand.press(Qt.Key.Key_Up)
    assert here(empty) == Address("ncc_gifts", "source:president", "amount")


def test_tab_walks_every_stop_in_the_order_of_the_paper(empty: Window, hand: Hand) -> None:
    report = empty.session.report
    for section in (one for one in report.template.sections.values() if report.figures(one)):
        empty.sections.choose(section.code)
        form = form_of(empty)
        seen = [here(empty)]
        while True:
            before = form.currentIndex()
            hand.press(Qt.Key.Key_Tab)
            if form.currentIndex() == before or QApplication.focusWidget() is not form:
                break
            seen.append(here(empty))
        assert [one for one in seen if one] == [a for f in report.figures(section) for a in report.addresses(f)]


def test_a_label_becomes_a_row_and_its_first_cell_has_the_focus(empty: Window, hand: Hand) -> None:
    empty.go_to(Address("martyr_remains", "", "count"))
    hand.press(Qt.Key.Key_Insert)
    hand.type("Huyện Đăk Tô")
    hand.enter()
    address = here(empty)
    assert address is not None
    report = empty.session.report
    assert report.label(report.template.figures[address.figure], address.row) == "Huyện Đăk Tô"
    hand.type("3")
    hand.enter()
    assert stored(empty, address) == Cell(Number(3))
    form = form_of(empty)
    assert form.model().rows[form.currentIndex().row()].kind is RowKind.NEW
    hand.type("Huyện Đăk Tô")
    hand.enter()
    assert "Đã có dòng" in form.fields.echo.text()


def test_a_label_much_like_another_is_asked_about(empty: Window, hand: Hand) -> None:
    empty.go_to(Address("martyr_remains", "", "count"))
    hand.press(Qt.Key.Key_Insert)
    hand.type("Xã Đăk Hà")
    hand.enter()
    hand.enter()
    hand.type("Xã Đăk La")
    hand.enter()
    assert "gần giống" in form_of(empty).fields.echo.text()
    assert len(empty.session.report.rows) == 1
    hand.enter()
    assert [row.label for row in empty.session.report.rows.values()] == ["Xã Đăk Hà", "Xã Đăk La"]


def test_what_the_disk_refuses_stays_in_the_field(window: Window, hand: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise KnownError("Ổ đĩa đã đầy; đề nghị giải phóng chỗ rồi làm lại.")

    window.go_to(REMAINS)
    with monkeypatch.context() as broken:
        broken.setattr(window.session.workspace, "save_all", full)
        hand.type("21")
        hand.enter()
        assert field(window).text() == "21"
        assert "Ổ đĩa đã đầy" in form_of(window).fields.echo.text()
        assert window.session.report.cells[REMAINS] == Cell(Number(20))
    hand.enter()
    assert stored(window, REMAINS) == Cell(Number(21))


def test_known_labels_are_proposed_without_diacritics(empty: Window, hand: Hand) -> None:
    empty.go_to(Address("martyr_remains", "", "count"))
    hand.press(Qt.Key.Key_Insert)
    hand.type("cam pu")
    choices = form_of(empty).fields.choices
    assert [choices.item(row).text() for row in range(choices.count())] == ["Cam Pu Chia"]
    hand.press(Qt.Key.Key_Down)
    hand.enter()
    assert any(row.label == "Cam Pu Chia" for row in empty.session.report.rows.values())


@pytest.mark.parametrize("renamed", [True, False])
def test_a_number_keyed_where_a_name_belongs_makes_no_row(window: Window, hand: Hand, renamed: bool) -> None:  # noqa: FBT001
    report, view = window.session.report, form_of(window)
    window.go_to(REMAINS)
    before = dict(report.rows)
    kind = RowKind.PART if renamed else RowKind.NEW
    number = next(
        n for n, row in enumerate(view.model().rows) if row.figure.code == REMAINS.figure and row.kind is kind
    )
    view.setCurrentIndex(view.model().index(number, view.model().columns.label))
    hand.type("1.200")
    hand.enter()
    assert report.rows == before
    assert field(window).text() == "1.200"
    assert "không có chữ" in view.fields.echo.text()
    hand.press(Qt.Key.Key_Escape)
    hand.enter()
    assert view.fields.field is None
    assert report.rows == before


def test_open_rows_are_renamed_moved_removed_and_brought_back(window: Window, hand: Hand) -> None:
    report = window.session.report
    figure = report.template.figures["martyr_remains"]
    breakdown = figure.breakdowns["place"]

    def names() -> list[str]:
        return [report.label(figure, row) for row in report.rows_of(figure, breakdown)]

    before = names()
    first = report.rows_of(figure, breakdown)[0]
    window.go_to(Address(figure.code, first, "count"))
    hand.press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier)
    assert names() == [before[1], before[0], *before[2:]]
    assert here(window) == Address(figure.code, first, "count")
    hand.press(Qt.Key.Key_Left)
    hand.press(Qt.Key.Key_F2)
    hand.control(Qt.Key.Key_A)
    hand.type("Tỉnh Kon Tum cũ")
    hand.enter()
    assert names()[1] == "Tỉnh Kon Tum cũ"
    window.go_to(Address(figure.code, first, "count"))
    hand.control(Qt.Key.Key_Delete)
    assert len(names()) == len(before) - 1
    assert stored(window, Address(figure.code, first, "count")) is None
    for _ in range(3):
        hand.control(Qt.Key.Key_Z)
    assert names() == before
    assert stored(window, Address(figure.code, first, "count")) == Cell(Number(8))


def test_a_fold_opens_by_enter(window: Window, hand: Hand) -> None:
    form = form_of(window)
    form.setCurrentIndex(form.model().index(0, form.model().columns.label))
    hand.enter()
    QApplication.processEvents()
    assert here(window) == FIRST


def test_a_breakdown_opens_and_collapses_by_key(window: Window, hand: Hand) -> None:
    window.go_to(REMAINS)
    rows = form_of(window).model().rowCount()
    hand.press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert form_of(window).model().rowCount() < rows
    assert here(window) == REMAINS
    hand.press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert form_of(window).model().rowCount() == rows


def test_only_what_a_change_reaches_is_painted_anew(empty: Window) -> None:
    form = form_of(empty)
    painted: list[int] = []
    form.model().dataChanged.connect(lambda first, last: painted.extend(range(first.row(), last.row() + 1)))
    form.model().modelReset.connect(lambda: painted.append(-1))
    empty.session.put(SetCell(FIRST, Cell(Number(3))))
    assert 0 < len(set(painted)) < 8
    assert -1 not in painted


_CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.mark.parametrize(
    ("key", "modifiers"),
    [
        (Qt.Key.Key_Home, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_End, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Home, _CONTROL),
        (Qt.Key.Key_End, _CONTROL),
        (Qt.Key.Key_PageDown, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_PageUp, Qt.KeyboardModifier.NoModifier),
    ],
)
def test_keys_that_jump_land_where_one_can_type(
    window: Window, hand: Hand, key: Qt.Key, modifiers: Qt.KeyboardModifier
) -> None:
    for start in (REMAINS, Address("ncc_gifts", "source:president", "count")):
        window.go_to(start)
        hand.press(key, modifiers)
        form = form_of(window)
        assert form.model().is_stop(form.currentIndex())


def test_an_arrow_with_control_is_left_to_the_table(window: Window, hand: Hand) -> None:
    window.go_to(REMAINS)
    row = form_of(window).currentIndex().row()
    hand.press(Qt.Key.Key_Up, _CONTROL)
    assert form_of(window).currentIndex().row() == row - 1


def test_a_folded_run_says_how_to_open_it(window: Window, hand: Hand) -> None:
    form = form_of(window)
    fold = next(number for number, row in enumerate(form.model().rows) if row.kind is RowKind.FOLD)
    form.setCurrentIndex(form.model().index(fold, form.model().columns.label))
    hand.type("5")
    assert "Enter" in form.fields.echo.text()
    hand.press(Qt.Key.Key_Escape)
    hand.enter()
    QApplication.processEvents()
    assert form.model().rows[form.currentIndex().row()].kind is RowKind.FIGURE


def test_home_and_end_lead_to_the_ends_of_a_row_and_of_the_form(window: Window, hand: Hand) -> None:
    count, amount = (Address("ncc_gifts", "source:president", measure) for measure in ("count", "amount"))
    window.go_to(amount)
    hand.press(Qt.Key.Key_Home)
    assert here(window) == count
    hand.press(Qt.Key.Key_End)
    assert here(window) == amount
    hand.press(Qt.Key.Key_Home, _CONTROL)
    rows = form_of(window).model().rows
    assert form_of(window).currentIndex().row() == 0
    hand.press(Qt.Key.Key_End, _CONTROL)
    assert form_of(window).currentIndex().row() > len(rows) // 2
