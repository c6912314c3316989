"""Rows and columns that were put in are found; a number that was changed never hides among them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.excel.book import Shown
from exports.excel.moved_rows import places, same
from forms.values.numbers import Number
from forms.values.spreadsheet import Position

TOP, LEFT = 5, 4
numbers = st.one_of(st.none(), st.integers(0, 3), st.integers(0, 10**7))
tables = st.integers(1, 3).flatmap(
    lambda width: st.lists(st.lists(numbers, min_size=width, max_size=width), max_size=12)
)
rows_put_in = st.lists(st.tuples(st.integers(1, TOP + 12), st.integers(1, 4)), max_size=2)
rows_taken_out = st.sets(st.integers(TOP, TOP + 11), max_size=2)


def made(table: list[list[int | None]]) -> dict[Position, int | None]:
    return {(TOP + row, LEFT + column): value for row, line in enumerate(table) for column, value in enumerate(line)}


def moved(cells: Mapping[Position, int | None], put_in: list[tuple[int, int]]) -> dict[Position, Decimal]:
    """The cells where they stand once rows were put in."""
    return {
        (row + sum(count for before, count in put_in if row >= before), column): Decimal(value)
        for (row, column), value in cells.items()
        if value is not None
    }


def wrong(cells: Mapping[Position, int | None], shown: Mapping[Position, Shown]) -> list[Position]:
    """The cells whose numbers do not stand where they went."""
    wanted = {at: None if value is None else Number(value) for at, value in cells.items()}
    now = places(shown, set(), wanted, {}, {})
    there = [at for at in now.values() if at]
    assert len(set(there)) == len(there)
    return [at for at, number in wanted.items() if not same(shown.get(now[at] or (0, 0)), number)]


@pytest.mark.parametrize("text", ["4764,50", "4.764,5", "4764.5", "4 764,5", "\u200b4764,5", "'04764,5"])
def test_a_number_that_was_kept_as_text_is_that_number(text: str) -> None:
    assert same(text, Number(476450, 2))
    assert not same(text, Number(4765))
    assert not same(text, None)  # nobody stated it


def test_a_text_of_a_number_below_one_keeps_its_nought() -> None:
    assert all(same(text, Number(5, 1)) for text in ("0,5", "0.5", "00,50"))
    assert all(same(text, Number(0)) for text in ("0", "00"))
    assert not any(same("0", number) for number in (None, Number(5, 1)))


def test_words_stand_where_there_is_no_number() -> None:
    assert all(same(shown, None) for shown in (None, "", "-", "…", "chưa có"))
    assert not any(same(shown, Number(5)) for shown in (None, "", "-", "năm", "5a"))


@given(tables, rows_put_in.map(lambda put_in: put_in[:1]))
def test_rows_that_were_put_in_are_no_change(table: list[list[int | None]], put_in: list[tuple[int, int]]) -> None:
    cells = made(table)
    assert wrong(cells, moved(cells, put_in)) == []


@given(tables, rows_put_in, rows_taken_out)
def test_by_their_words_all_rows_are_found_but_those_that_are_gone(
    table: list[list[int | None]], put_in: list[tuple[int, int]], taken_out: set[int]
) -> None:
    cells = made(table)
    up = {row: row - sum(one < row for one in taken_out) for row, _ in cells if row not in taken_out}
    now = {row: at + sum(count for before, count in put_in if at >= before) for row, at in up.items()}
    shown: dict[Position, Shown] = {
        (now[row], column): Decimal(value) for (row, column), value in cells.items() if row in now and value is not None
    }
    shown |= {(there, 2): f"Dòng\N{NO-BREAK SPACE}{row}" for row, there in now.items()}
    wanted = {at: None if value is None else Number(value) for at, value in cells.items()}
    found = places(shown, set(), wanted, {row: f"Dòng {row}" for row, _ in cells}, {})
    for (row, column), number in wanted.items():
        if number is not None and row in now:
            assert found[row, column] == (now[row], column)
        elif number is not None:  # gone, or blank where another was put in
            assert (there := found[row, column]) is None or there not in shown


def test_a_column_of_which_the_only_number_is_gone_stays() -> None:
    cells = made([[7, 10], [None, 7], [None, 9]])
    shown: dict[Position, Shown] = {at: Decimal(value) for at, value in cells.items() if value and at[0] > TOP}
    assert wrong(cells, shown) == [(TOP, LEFT), (TOP, LEFT + 1)]


@given(tables, rows_put_in, st.data())
def test_one_number_that_was_changed_is_always_seen(
    table: list[list[int | None]], put_in: list[tuple[int, int]], data: st.DataObject
) -> None:
    cells = made(table)
    stated = [at for at, value in cells.items() if value is not None]
    if stated:
        changed = data.draw(st.sampled_from(stated))
        value = data.draw(numbers.filter(lambda value: value != cells[changed]))
        assert wrong(cells, moved({**cells, changed: value}, put_in))


def test_a_column_may_be_put_in_between_others() -> None:
    cells = made([[10, 20], [30, 40]])
    shown = {(row, column + (column > LEFT)): Decimal(value) for (row, column), value in cells.items() if value}
    assert wrong(cells, shown) == []


@pytest.mark.parametrize("untold", [(TOP, LEFT), (TOP + 1, LEFT), (TOP + 2, LEFT)])
def test_a_formula_of_which_nobody_says_what_it_comes_to_moves_along(untold: Position) -> None:
    cells = {(TOP + row, LEFT): Number(value) for row, value in enumerate((31, 7, 24))}
    for put_in in (TOP, TOP + 1, TOP + 2):
        at = {(row, column): (row + (row >= put_in), column) for row, column in cells}
        shown = {at[one]: Decimal(str(number)) for one, number in cells.items() if one != untold}
        assert places(shown, {at[untold]}, cells, {}, {}) == at


def test_a_changed_number_is_not_taken_for_its_like_in_the_next_column() -> None:
    heads = {LEFT: "Kế hoạch", LEFT + 2: "Thực hiện", LEFT + 4: "Năm trước"}
    wanted: dict[Position, Number | None] = {(TOP, column): Number(100) for column in heads}
    shown: dict[Position, Shown] = {(TOP, LEFT + column): Decimal(100) for column in range(6)}
    shown |= {(TOP - 1, column): head for column, head in heads.items()}
    changed = shown | {(TOP, LEFT + 2): Decimal(107)}
    assert places(changed, set(), wanted, {}, heads) == {at: at for at in wanted}
    beside = {(row, column + 1): one for (row, column), one in changed.items()}
    assert places(beside, set(), wanted, {}, heads) == {(row, column): (row, column + 1) for row, column in wanted}
