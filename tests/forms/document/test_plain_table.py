"""Plain tables for paper: columns as wide as their words, numbers on the right, the name of a line set in."""

from __future__ import annotations

import pytest

from forms.document.plain_table import TableColumn, row_of, table_of, written_table


def test_a_column_without_a_share_takes_what_the_others_leave() -> None:
    columns = [TableColumn("TT", 5, "center"), TableColumn("Tên", 0), TableColumn("Số", 20, "right")]
    row = row_of(columns, ["1", "Nước", "7"], indent=2, bold=True, italic=True, leads=True)
    table = table_of(columns, [row])
    assert table.widths == (0.05, 0.75, 0.2)
    assert [(cell.text, cell.align, cell.bold) for cell in table.head] == [
        ("TT", "center", True),
        ("Tên", "center", True),
        ("Số", "center", True),
    ]
    assert [(cell.align, cell.bold, cell.italic, cell.indent, cell.leads) for cell in row] == [
        ("center", False, False, 0, True),
        ("left", True, True, 2, True),
        ("right", False, False, 0, True),
    ]
    plain = row_of(columns, ["1", "Nước", "7"])
    assert {(cell.bold, cell.italic, cell.indent, cell.leads) for cell in plain} == {(False, False, 0, False)}


def test_what_an_officer_wrote_is_as_wide_as_its_words() -> None:
    table = written_table([["Xã", "Ghi chú dài hơn"], ["Đăk Blà ở xa", "7"], ["B"]])
    assert [(cell.text, cell.align, cell.bold) for cell in table.head] == [
        ("Xã", "center", True),
        ("Ghi chú dài hơn", "center", True),
    ]
    assert [[cell.text for cell in row] for row in table.rows] == [["Đăk Blà ở xa", "7"], ["B", ""]]
    assert table.widths == (12 / 27, 15 / 27)
    assert written_table([["Xã", "Hộ"], ["B", "7"]]).widths == (0.5, 0.5)  # four letters at least
    wide = written_table([["x" * 200, "x" * 40]])
    assert wide.widths == (0.5, 0.5)  # beyond forty letters a cell has several lines


@pytest.mark.parametrize(
    ("cells", "align"),
    [
        (["12", "1.200,5", "-3 %", ""], "right"),
        (["12", "chưa có"], "left"),
        (["chưa có", "12"], "left"),
        ([], "left"),
    ],
)
def test_a_column_of_nothing_but_numbers_is_on_the_right(cells: list[str], align: str) -> None:
    table = written_table([["Xã", "Số"], *(["A", cell] for cell in cells)])
    assert {row[1].align for row in table.rows} == ({align} if cells else set())
    assert {row[0].align for row in table.rows} == ({"left"} if cells else set())
