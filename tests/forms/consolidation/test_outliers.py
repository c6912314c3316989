"""Who is far out of what others let expect, whatever the one that is wrong does to the middle."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from forms.consolidation.outliers import outliers

LAST = [499, 427, 380, 398, 368, 346, 311, 227, 215, 130, 334]
NOW = [430, 402, 356, 339, 323, 297, 284, 198, 185, 120, 31]


def numbered(values: list[int]) -> dict[int, Fraction]:
    return dict(enumerate(map(Fraction, values)))


def test_a_lost_digit_is_far_out_and_what_all_do_is_not() -> None:
    (found,) = outliers(numbered(NOW), numbered(LAST))
    assert (found.office, found.now, found.last) == (10, Fraction(31), Fraction(334))
    assert 280 < found.expected < 310
    assert not outliers(numbered([value // 3 for value in LAST]), numbered(LAST))


def test_who_changes_the_total_most_comes_first() -> None:
    now = [*NOW[:9], 1200, 31]
    assert [one.office for one in outliers(numbered(now), numbered(LAST))] == [9, 10]


def test_without_last_year_only_another_unit_is_told() -> None:
    assert not outliers(numbered(NOW), {})
    (found,) = outliers(numbered([*NOW[:10], 310_000]), {})
    assert found.office == 10
    assert not outliers(numbered([1, 5000]), {})


@given(st.lists(st.integers(0, 10**6), min_size=4, max_size=20), st.data())
def test_offices_may_come_in_any_order(values: list[int], data: st.DataObject) -> None:
    last = [data.draw(st.integers(0, 10**6)) for _ in values]
    order = data.draw(st.permutations(range(len(values))))
    now, before = numbered(values), numbered(last)
    assert outliers({place: now[place] for place in order}, before) == outliers(now, before)
