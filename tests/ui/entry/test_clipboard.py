from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from forms.report.cells import Address, Cell, State
from forms.values.numbers import Number
from tests.ui.conftest import Hand, form_of, here
from ui.window.window import Window

FIRST = Address("ncc_gifts", "source:president", "count")


def paste(hand: Hand, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    hand.control(Qt.Key.Key_V)


@pytest.fixture
def refusals(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    texts: list[str] = []
    monkeypatch.setattr("ui.dialogs.box.show_message", lambda *words: texts.append(words[2]))
    return texts


def value(window: Window, row: str, measure: str) -> Cell | None:
    return window.session.report.cells.get(Address("ncc_gifts", f"source:{row}", measure))


def test_a_block_fills_a_grid_as_one_step(empty: Window, hand: Hand) -> None:
    empty.go_to(FIRST)
    paste(hand, '8.995\t2.723.700.000\r\n"200"\t300.000.000\r\n-\t"=100+20"\r\n\t5\r\n')
    assert value(empty, "president", "amount") == Cell(Number(2723700000))
    assert value(empty, "province", "count") == Cell(Number(200))
    assert value(empty, "district", "amount") == Cell(Number(120), working="100+20")
    assert value(empty, "commune", "count") is None
    assert value(empty, "commune", "amount") == Cell(Number(5))
    hand.control(Qt.Key.Key_Z)
    assert not empty.session.report.cells


def test_labels_in_front_are_known_and_left_out(empty: Window, hand: Hand) -> None:
    empty.go_to(FIRST)
    paste(hand, "Quà của Chủ tịch nước\t1\t2\nQuà của cấp tỉnh\t3\t4\n")
    assert value(empty, "province", "amount") == Cell(Number(4))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1\t2\nba\t4\n", 'Dòng 2, cột 1 "ba"'),
        ("1\t2\n87.3\t4\n", 'Dòng 2, cột 1 "87.3"'),
        ("1\t2\n1,5\t4\n", "số nguyên"),
        ("1\t2\t3\n4\t5\t6\n", "không còn cột"),
        ("1\n2\n3\n4\n5\n6\n", "không còn dòng"),
    ],
)
def test_what_does_not_fit_is_named_and_nothing_is_pasted(
    empty: Window, hand: Hand, refusals: list[str], text: str, words: str
) -> None:
    empty.go_to(FIRST)
    paste(hand, text)
    assert words in refusals[0]
    assert "Chưa dán ô nào" in refusals[0]
    assert not empty.session.report.cells
    assert not empty.session.can_undo


def test_a_block_makes_the_rows_of_an_open_breakdown(empty: Window, hand: Hand, refusals: list[str]) -> None:
    empty.go_to(Address("ncc_housing", "", "amount"))
    hand.press(Qt.Key.Key_Insert)
    paste(hand, "Bộ Quốc phòng\t50\t\t3.500\nQuỹ Đền ơn đáp nghĩa\t4\t3\t330\n")
    report = empty.session.report
    figure = report.template.figures["ncc_housing"]
    rows = report.rows_of(figure, figure.breakdowns["donor"])
    assert [report.label(figure, row) for row in rows] == ["Bộ Quốc phòng", "Quỹ Đền ơn đáp nghĩa"]
    assert report.cells[Address(figure.code, rows[1], "repaired_houses")] == Cell(Number(3))
    hand.press(Qt.Key.Key_Insert)
    paste(hand, "Bộ Quốc phòng\t1\nNhà máy A\thai\nNhà máy A\t1\n")
    assert refusals[0].count("Dòng") >= 2
    assert report.rows_of(figure, figure.breakdowns["donor"]) == rows


def test_a_single_text_is_pasted_into_the_field(empty: Window, hand: Hand) -> None:
    empty.go_to(FIRST)
    hand.press(Qt.Key.Key_F2)
    paste(hand, "12")
    field = form_of(empty).fields.field
    assert field is not None
    assert field.text() == "12"


def test_a_chosen_block_is_copied_and_cleared(window: Window, hand: Hand) -> None:
    window.go_to(FIRST)
    hand.shift(Qt.Key.Key_Right)
    hand.shift(Qt.Key.Key_Down)
    hand.control(Qt.Key.Key_C)
    assert QGuiApplication.clipboard().text() == "8.995\t2.723.700.000\n200\t300.000.000"
    hand.press(Qt.Key.Key_Delete)
    assert value(window, "province", "amount") is None
    assert here(window) == Address("ncc_gifts", "source:province", "amount")
    hand.control(Qt.Key.Key_Z)
    assert value(window, "province", "amount") == Cell(Number(300000000))


def test_a_chosen_block_is_cut_as_one_step_and_pasted_elsewhere(window: Window, hand: Hand) -> None:
    window.go_to(FIRST)
    hand.shift(Qt.Key.Key_Down)
    hand.control(Qt.Key.Key_X)
    assert QGuiApplication.clipboard().text() == "8.995\n200"
    assert value(window, "president", "count") is value(window, "province", "count") is None
    hand.control(Qt.Key.Key_V)
    assert value(window, "province", "count") == Cell(Number(8995))
    hand.control(Qt.Key.Key_Z)
    hand.control(Qt.Key.Key_Z)
    assert value(window, "province", "count") == Cell(Number(200))


FURNITURE = [
    "Cộng\t21",
    "TỔNG CỘNG:\t21",
    "Tổng số\t21",
    "Tong so\t21",
    "Hài cốt liệt sĩ\t21",
    "Nơi quy tập\tSố lượng",
    "STT\tSố lượng (hài cốt)",
    "Đơn vị tính: hài cốt\t",
    "\thài cốt",
    "I. Tổng số\t21",
    "1. Cộng\t21",
    "Tổng cộng (1+2)\t21",
    "T/số\t21",
    "Cộng trang trước\t21",
    "Trong đó:\t",
    "Toàn tỉnh\t21",
    "Tỉnh Kon Tum\t21",
    "Số lượng (hài cốt)\t21",
    "STT\t21",
    "A\t1",
    "Trong đó nữ\t5",
    "II\t26",
    "Kon Tum\t26",
    "Nước ngoài\t",
]


@pytest.mark.parametrize("line", FURNITURE)
@pytest.mark.parametrize("first", [True, False])
def test_sums_headings_and_units_of_a_block_are_no_rows(
    empty: Window,
    hand: Hand,
    line: str,
    first: bool,  # noqa: FBT001 - a parameter
) -> None:
    empty.go_to(Address("martyr_remains", "", "count"))
    hand.press(Qt.Key.Key_Insert)
    rows = ["Lào\t8", "Cộng hòa Séc\t13", "Tổng công ty A\t5"]
    paste(hand, "\n".join([line, *rows] if first else [*rows, line]))
    report = empty.session.report
    figure = report.template.figures["martyr_remains"]
    labels = [report.label(figure, row) for row in report.rows_of(figure, figure.breakdowns["place"])]
    assert labels == ["Lào", "Cộng hòa Séc", "Tổng công ty A"]
    assert empty.status.message.startswith('"Cộng hòa Séc" bằng đúng các dòng kia cộng lại')  # 13 = 8 + 5: told, taken
    assert "Không lấy dòng cộng, tiêu đề" in empty.status.message


def test_sums_and_headings_of_a_grid_move_no_number(empty: Window, hand: Hand) -> None:
    empty.go_to(FIRST)
    paste(hand, "Nguồn quà\tSố lượng\tKinh phí\nTổng số\t4\t6\nQuà của Chủ tịch nước\t1\t2\nQuà của cấp tỉnh\t3\t4\n")
    assert value(empty, "president", "count") == Cell(Number(1))
    assert value(empty, "province", "amount") == Cell(Number(4))
    assert value(empty, "district", "count") is None
    paste(hand, "5\t1\n-\tx\n")
    assert value(empty, "president", "count") == Cell(Number(5))
    assert value(empty, "province", "count") == Cell(None, State.NIL)


@pytest.mark.parametrize(
    ("text", "words"), [("12,000\t1\n", "chưa rõ nghĩa"), ("0.125\t1\n", "chưa rõ"), ("١٢\t1\n", "lạ")]
)
def test_a_pasted_number_is_read_as_a_typed_one(
    empty: Window, hand: Hand, refusals: list[str], text: str, words: str
) -> None:
    empty.go_to(FIRST)
    paste(hand, text)
    assert words in refusals[0]
    assert not empty.session.report.cells


@pytest.mark.parametrize("mark", ["\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\n", "\r"])
def test_two_numbers_in_one_cell_are_never_one(empty: Window, hand: Hand, refusals: list[str], mark: str) -> None:
    empty.go_to(FIRST)
    paste(hand, f'1\t10\r\n"2{mark}345"\t20\r\n')
    assert "ngắt dòng" in refusals[-1]
    assert not empty.session.report.cells


@pytest.mark.parametrize("mark", ["\x0b", "\u2028", "\u2029", "\x85"])
def test_a_single_text_with_a_break_is_no_number_either(
    empty: Window, hand: Hand, refusals: list[str], mark: str
) -> None:
    empty.go_to(FIRST)
    hand.press(Qt.Key.Key_F2)
    paste(hand, f"12{mark}345")
    hand.enter()
    assert "ngắt dòng" in refusals[-1]
    assert not empty.session.report.cells


@pytest.mark.parametrize(
    "text",
    ["1\t10\n2\n345\t20\n3\t30\n", "1\t10\n\n2\t20\n", "1\t10\n2\t20\t30\n", "1\n2\t3\n", '1\t10\n"2\t345"\t20\n'],
)
def test_a_block_whose_lines_differ_in_columns_is_refused_whole(empty: Window, hand: Hand, text: str) -> None:
    empty.go_to(FIRST)
    paste(hand, text)
    assert "dòng 2 của khối" in empty.status.message
    assert not empty.session.report.cells


def test_a_break_in_a_name_is_a_space(empty: Window, hand: Hand) -> None:
    empty.go_to(Address("martyr_remains", "", "count"))
    hand.press(Qt.Key.Key_Insert)
    paste(hand, '"Huyện\nĐăk Hà"\t1\r\nLào\t2\r\n')
    assert [row.label for row in empty.session.report.rows.values()] == ["Huyện Đăk Hà", "Lào"]
