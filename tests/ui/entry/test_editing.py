"""Typing: a text is read once, what was shown is what is stored, and keys that run ahead of the eyes lose nothing."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from forms.report import entry
from forms.report.cells import Address, Cell
from forms.report.changes import SetCell
from forms.values.numbers import Number
from tests.ui.conftest import Hand, form_of, here, stored
from ui.entry import field as entry_field
from ui.entry import walking
from ui.entry.rows import RowKind
from ui.window.window import Window

REMAINS = Address("martyr_remains", "", "count")
FIXED = Address("ncc_gifts", "source:president", "count")
RATE = Address("trained_labour", "", "rate")
LAST = Address("digital_transcripts", "", "rate")
ARROWS = {
    "←": Qt.Key.Key_Left,
    "→": Qt.Key.Key_Right,
    "⇱": Qt.Key.Key_Home,
    "⇲": Qt.Key.Key_End,
    "⇞": Qt.Key.Key_PageUp,
    "⇟": Qt.Key.Key_PageDown,
}
REFUSED = ("hai", "-5", "1,5", "12.34", "=1+", "1234567890123456")


def burst(window: Window, text: str) -> None:
    """Keys that are all there before the event loop turns: each goes to what has the focus when its turn comes."""
    for character in text:
        key = {"\r": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab, **ARROWS}.get(character, Qt.Key.Key_unknown)
        written = "" if character in ARROWS else character
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, written)
            QCoreApplication.postEvent(window.windowHandle(), event)
    QApplication.processEvents()


def start(window: Window) -> list[Address]:
    """Blank every cell, put the focus on the first; returns the cells in the order in which Enter leads through."""
    form = form_of(window)
    form.drop_text()
    if window.session.report.cells:
        window.session.put(*(SetCell(address, None) for address in window.session.report.cells))
    model = form.model()
    stops, index = [], QModelIndex()
    while (found := walking.stop(model, index, 1)) != index:
        index = found
        if (address := model.address(index)) is not None:
            stops.append(address)
        elif stops:
            break
    form.setCurrentIndex(model.index_of(stops[0]))
    form.setFocus()
    return stops


def test_a_refused_text_stays_and_what_is_typed_after_it_goes_nowhere_else(empty: Window) -> None:
    for seed in range(100):
        draw = random.Random(seed)  # noqa: S311 - examples, not secrets
        stops = start(empty)
        numbers = [draw.randint(1, 999) for _ in range(draw.randint(0, min(6, len(stops) - 1)))]
        after = [draw.choice(["", str(draw.randint(0, 999)), "345"]) for _ in range(draw.randint(1, 5))]
        refused = draw.choice(REFUSED)
        keys = "".join(str(number) + draw.choice("\r\t") for number in numbers)
        burst(empty, keys + refused + "\r" + "".join(f"{text}\r" for text in after if text))
        expected = {address: Cell(Number(number)) for address, number in zip(stops, numbers, strict=False)}
        assert empty.session.report.cells == expected, seed
        field = form_of(empty).fields.field
        assert field is not None, seed
        assert field.text() == " ".join([refused, *(text for text in after if text)]), seed
        assert here(empty) == stops[len(numbers)], seed
        assert form_of(empty).fields.echo.isVisible()


def test_no_arrow_joins_the_number_before_it_to_the_one_after(empty: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entry_field, "GLANCE", 300)
    landed = 0
    for seed in range(40):
        draw = random.Random(seed)  # noqa: S311 - examples, not secrets
        start(empty)
        empty.go_to(FIXED)  # a table of two columns
        typed = [str(draw.randint(100, 999)) for _ in range(12)]
        burst(empty, "".join(text + draw.choice([*ARROWS, "\r"]) for text in typed))
        cells, field = empty.session.report.cells, form_of(empty).fields.field
        landed += len(cells)
        assert {str(cell.number) for cell in cells.values()} <= set(typed), seed
        assert field is None or set(field.text().split()) <= set(typed), seed
    assert landed > 40


def test_arrows_move_within_a_text_that_is_mended(empty: Window, hand: Hand) -> None:
    start(empty)
    burst(empty, "13")
    hand.press(Qt.Key.Key_F2)
    burst(empty, "←2\r")
    assert [str(cell.number) for cell in empty.session.report.cells.values()] == ["123"]
    start(empty)
    burst(empty, "1x3\r")  # it was refused, and that was seen
    hand.press(Qt.Key.Key_Left)
    hand.press(Qt.Key.Key_Backspace)
    burst(empty, "2\r")
    assert [str(cell.number) for cell in empty.session.report.cells.values()] == ["123"]


@pytest.mark.parametrize("key", ["\r", "\t"])
def test_what_is_typed_beyond_the_last_cell_changes_no_cell(empty: Window, hand: Hand, key: str) -> None:
    empty.go_to(LAST)
    form = form_of(empty)
    assert walking.stop(form.model(), form.currentIndex(), 1) == form.currentIndex()
    burst(empty, f"11{key}22{key}33\r")
    assert empty.session.report.cells == {LAST: Cell(Number(11))}
    assert form.fields.field is not None
    assert form.fields.field.text() == "22 33"
    form.drop_text()
    empty.go_to(LAST)
    hand.press(Qt.Key.Key_Insert)  # no row can be added here: nor is what comes next meant for this cell
    burst(empty, "55\r")
    assert empty.session.report.cells == {LAST: Cell(Number(11))}
    form.drop_text()
    empty.go_to(LAST)
    burst(empty, "44\r")
    assert empty.session.report.cells == {LAST: Cell(Number(44))}


def test_numbers_typed_where_a_row_is_added_never_become_one(empty: Window, hand: Hand) -> None:
    empty.go_to(REMAINS)
    hand.press(Qt.Key.Key_Insert)
    burst(empty, "12\r34\r567\r")
    field = form_of(empty).fields.field
    assert field is not None
    assert field.text() == "12 34 567"
    assert not empty.session.report.rows
    assert not empty.session.report.cells


@pytest.mark.parametrize("keys", ["11\r22\r33\r", "\r11\r22\r33\r", "\r\r\r11\r22\r33\r"])
def test_what_is_typed_on_a_folded_run_stays_there(window: Window, keys: str) -> None:
    form = form_of(window)
    model = form.model()
    row = max(number for number, row in enumerate(model.rows) if row.kind is RowKind.FOLD)
    fold = model.index(row, model.columns.label)
    form.setCurrentIndex(walking.stop(model, fold, -1) if keys[0] == "\r" else fold)
    QApplication.processEvents()
    before = dict(window.session.report.cells)
    burst(window, keys)
    assert window.session.report.cells == before
    assert form.currentIndex() == fold
    assert form.fields.field is not None
    assert form.fields.field.text() == "11 22 33"
    assert "xóa phần thừa" in form.fields.echo.text()


def test_keys_that_follow_enter_on_a_folded_run_at_once_overwrite_nothing(window: Window) -> None:
    form = form_of(window)
    model = form.model()
    row = max(number for number, row in enumerate(model.rows) if row.kind is RowKind.FOLD)
    form.setCurrentIndex(model.index(row, model.columns.label))
    QApplication.processEvents()  # it is in sight
    before = dict(window.session.report.cells)
    burst(window, "\r55\r66\r")
    assert window.session.report.cells == before
    assert form.fields.field is not None
    assert form.fields.field.text() == "55 66"
    form.drop_text()
    burst(window, "\r")
    QApplication.processEvents()
    assert all(row.kind is not RowKind.FOLD for row in model.rows[row:])
    assert form.here is not None


def test_a_question_is_answered_only_after_it_could_be_read(empty: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entry_field, "GLANCE", 10**9)
    empty.go_to(REMAINS)
    burst(empty, "30,00\r")
    QApplication.processEvents()
    burst(empty, "\r\r")  # it was painted by now
    assert REMAINS not in empty.session.report.cells
    monkeypatch.setattr(entry_field, "GLANCE", 0)
    burst(empty, "\r")
    assert empty.session.report.cells[REMAINS] == Cell(Number(30))


@pytest.mark.parametrize("kind", [RowKind.HEAD, RowKind.SUM, RowKind.WORDS, RowKind.PART])
def test_what_is_typed_where_no_field_is_stays_there(window: Window, kind: RowKind) -> None:
    window.go_to(FIXED)
    form = form_of(window)
    model = form.model()
    row = next(number for number, row in enumerate(model.rows) if row.kind is kind and not row.is_open)
    form.setCurrentIndex(model.index(row, model.columns.label))
    before = dict(window.session.report.cells)
    burst(window, "11\r")
    assert form.fields.field is not None
    assert form.fields.field.text() == "11"
    assert "không nhập được" in form.fields.echo.text()
    burst(window, "22\r")
    assert window.session.report.cells == before
    assert form.currentIndex() == model.index(row, model.columns.label)
    assert form.fields.field.text() == "11 22"


@pytest.mark.parametrize("doubtful", ["30,00", "~30,00", "12,000", "1.137680.000"])
@pytest.mark.parametrize("key", ["\r", "\t"])
def test_keys_that_ran_ahead_answer_no_question(empty: Window, doubtful: str, key: str) -> None:
    stops = start(empty)
    burst(empty, f"{doubtful}{key}{key}{key}")
    assert not empty.session.report.cells
    burst(empty, f"4{key}")
    assert not empty.session.report.cells
    assert here(empty) == stops[0]
    field = form_of(empty).fields.field
    assert field is not None
    assert field.text() == f"{doubtful} 4"


def test_only_an_enter_answers_the_question(empty: Window, hand: Hand) -> None:
    stops = start(empty)
    burst(empty, "30,00\r")
    form = form_of(empty)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_F8):
        hand.press(key)
        hand.press(key)
        assert not empty.session.report.cells, key
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_S):
        hand.control(key)
        hand.control(key)
    QTest.mouseClick(
        form.viewport(), Qt.MouseButton.LeftButton, pos=form.visualRect(form.model().index_of(stops[3])).center()
    )
    assert not empty.close()
    assert not empty.session.report.cells
    assert here(empty) == stops[0]
    assert "Enter" in form.fields.echo.text()
    hand.enter()
    assert empty.session.report.cells == {stops[0]: Cell(Number(30))}


def test_what_was_typed_on_is_stored_once_some_of_it_is_taken_back(empty: Window, hand: Hand) -> None:
    empty.go_to(RATE)
    burst(empty, "87.3\r4\r\r")
    assert not empty.session.report.cells
    assert "xóa phần thừa" in form_of(empty).fields.echo.text()
    hand.press(Qt.Key.Key_Backspace)
    hand.press(Qt.Key.Key_Backspace)
    hand.enter()
    assert not empty.session.report.cells
    hand.enter()
    assert stored(empty, RATE) == Cell(Number(873, 1))


def test_a_whole_column_typed_at_once_lands_cell_by_cell(empty: Window) -> None:
    stops = start(empty)
    numbers = range(101, 101 + len(stops) - 1)
    burst(empty, "".join(f"{number}\r" for number in numbers))
    assert [empty.session.report.cells[address] for address in stops[:-1]] == [Cell(Number(n)) for n in numbers]


@pytest.mark.parametrize(
    ("address", "text", "enters"), [(REMAINS, "=8+13", 1), (REMAINS, "1.234", 1), (RATE, "8.5", 2)]
)
def test_each_text_is_read_once_and_the_cell_that_was_shown_is_stored(
    window: Window, hand: Hand, monkeypatch: pytest.MonkeyPatch, address: Address, text: str, enters: int
) -> None:
    texts: list[str] = []
    cells: list[Cell | None] = []
    read = entry.read

    def count(typed: str, *rest: object) -> entry.Entry:
        found = read(typed, *rest)  # type: ignore[arg-type]
        texts.append(typed)
        cells.append(found.cell)
        return found

    monkeypatch.setattr(entry, "read", count)
    window.go_to(address)
    hand.type(text)
    model = form_of(window).model()
    shown = model.cell(address)
    for _ in range(enters):
        hand.enter()
    assert texts == [text[: length + 1] for length in range(len(text))]
    assert window.session.report.cells[address] is cells[-1]
    if enters == 1:
        assert window.session.report.cells[address] is shown


def test_the_cell_that_has_the_focus_is_kept_in_sight_when_the_window_shrinks(window: Window, hand: Hand) -> None:
    form = form_of(window)
    form.model().outline.runs.clear()
    form.model().rebuild()
    form.setFocus()
    hand.control(Qt.Key.Key_End)
    burst(window, "x\r")
    window.resize(1366, 430)
    QApplication.processEvents()
    assert form.verticalScrollBar().maximum() > 0
    assert form.viewport().rect().contains(form.visualRect(form.currentIndex()))
    assert form.viewport().rect().contains(form.fields.echo.geometry())  # with why the text is refused


@pytest.mark.parametrize("keys", ["x\r3\r", "Cộng\r5\r", "Tổng số\r5\r", "Tỉnh Kon Tum\r5\r"])
def test_a_sum_or_a_sign_typed_where_a_row_is_added_makes_none(empty: Window, hand: Hand, keys: str) -> None:
    empty.go_to(REMAINS)
    hand.press(Qt.Key.Key_Insert)
    burst(empty, keys)
    assert not empty.session.report.rows
    assert not empty.session.report.cells
    assert form_of(empty).fields.field is not None
