"""A block that a spreadsheet copied: its cells, and which of its lines are rows."""

from __future__ import annotations

import pytest

from forms.errors import KnownError
from ui.entry import block


def test_cells_hold_tabs_and_lines_where_they_are_quoted() -> None:
    assert block.cells_of('a\t"c\nd"\n"e ""f"""\t\n\n') == [["a", "c\nd"], ['e "f"', ""]]
    assert block.cells_of('"a\t1\nb"\t2') == [['"a', "1"], ['b"', "2"]]  # no quoted cell holds a number
    assert not block.is_block("12\r\n")
    assert block.is_block("1\t2")


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("1\x0b2\t3\x0c\n4\u2028\t\x85 5\x1c6", [["1\n2", "3"], ["4", "5\n6"]]),
        ("a\nb\t1\r\nc\t2\r\n", [["a\nb", "1"], ["c", "2"]]),
        ('"a\r\nb"\t1\r\n"c\nd"\t2\r\n', [["a\nb", "1"], ["c\nd", "2"]]),
        ("a\t1\rb\t2\r", [["a", "1"], ["b", "2"]]),
        ('"a\t1\nb\t2\n', [['"a', "1"], ["b", "2"]]),
        ('"x" y\t1\nb\t2', [['"x" y', "1"], ["b", "2"]]),
        ("\ufeff1\t\u200f2\n\n3\t4", [["1", "2"], [""], ["3", "4"]]),
    ],
)
def test_a_break_within_a_cell_moves_nothing_to_another_row(text: str, cells: list[list[str]]) -> None:
    assert block.cells_of(text) == cells


def rows(text: str) -> list[list[str]]:
    lines = list(enumerate(block.cells_of(text), start=1))
    return [line for _, line in block.rows_of(lines, lambda line: line[0] not in {"STT", "Nước"}, "Tỉnh Kon Tum")]


@pytest.mark.parametrize(
    "text",
    [
        "Lào\t8\nBỉ\t13",
        "STT\tNước\tSố\n1\tLào\t8\n2\tBỉ\t13",
        "I\tNước ngoài\t\na)\tLào\t8\nb)\tBỉ\t13",
        "Châu Á\t\nLào\t8\nChâu Âu\t\nBỉ\t13",
        "Lào\t8\nBỉ\t13\nKon Tum\t21",
    ],
)
def test_ordinals_headings_and_the_place_itself_are_no_rows(text: str) -> None:
    assert rows(text) == [["Lào", "8"], ["Bỉ", "13"]]


def test_names_alone_and_a_place_that_is_no_sum_are_rows() -> None:
    assert rows("Lào\nBỉ") == [["Lào"], ["Bỉ"]]
    assert rows("1\tLào\n2\tBỉ") == [["Lào"], ["Bỉ"]]
    assert rows("Lào\t8\nKon Tum\t13") == [["Lào", "8"], ["Kon Tum", "13"]]
    assert rows("Lào\t8\n3\t") == [["Lào", "8"], ["3", ""]]  # half of a number: refused as a name


@pytest.mark.parametrize(
    "text",
    [
        "I. Châu Á\t9\n1. Lào\t9",
        "I\tChâu Á\t9\n1\tLào\t9",
        "Châu Á\t9\n- Lào\t9",
        "1. Lào\t9\na) Nữ\t5\nb) Nam\t4",
        "A. Châu Á\t9\nLào\t9",
        "1\tLào\t9\n1.1\tNữ\t5",
    ],
)
def test_a_row_with_those_that_it_contains_is_refused(text: str) -> None:
    with pytest.raises(KnownError, match="tính hai lần"):
        rows(text)


@pytest.mark.parametrize(
    "text", ["Lào\t8\nBỉ\t13\nCả ba nơi\t21", "Cả ba nơi\t21\t2\nLào\t8\t2\nBỉ\t13\t", "A\t1\nB\t3\nC\t2"]
)
def test_a_row_that_the_others_come_to_is_named_whatever_it_is_called(text: str) -> None:
    lines = list(enumerate(block.cells_of(text), start=1))
    assert block.likely_sums(lines, ["Lào"]) in (["Cả ba nơi"], ["B"])
    assert block.likely_sums(lines, ["cả ba nơi", "B"]) == []  # a row as far as is known
    assert block.likely_sums(lines[:2], []) == []
    for number in ("9", ""):
        assert block.likely_sums([(n, [line[0], number]) for n, line in lines], []) == []
