"""What reports add to a cell: the same in any order and in any groups; rows are called alike in every report."""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from operator import add
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.definitions.template import Merge
from forms.report.cells import Address, State
from forms.sums import called_rows, methods, tallies
from forms.sums.tallies import RANKS, UNLIKE, Part, Tally
from forms.values.numbers import Number
from tests.forms.small import filled, small

PLACE = Address("jobs", "", "persons")
NUMBERS = st.builds(Number, st.integers(-9999, 9999), st.integers(0, 3))


@st.composite
def one(draw: st.DrawFn) -> Tally:
    rank = draw(st.integers(0, UNLIKE))
    stated = rank < UNLIKE and RANKS[rank] in (State.STATED, State.ESTIMATE)
    part = Part(PLACE, draw(NUMBERS) if stated else None, rank, draw(st.integers(0, 5)))
    return Tally.of(part, draw(st.integers(0, 5)))


@given(st.lists(one(), min_size=1, max_size=6), st.data())
def test_order_and_groups_make_no_difference(found: list[Tally], data: st.DataObject) -> None:
    whole = reduce(add, found)
    assert reduce(add, data.draw(st.permutations(found))) == whole
    cut = data.draw(st.integers(0, len(found) - 1))
    assert reduce(add, [Tally(), *found[:cut]]) + reduce(add, found[cut:]) == whole
    values = [tally.number.value for tally in found if tally.number]
    assert (whole.number.value if whole.number else 0) == sum(values)
    assert (whole.least, whole.most) == (min(values, default=None), max(values, default=None))
    assert whole.slack == sum(tally.slack for tally in found)


def test_a_tally_is_as_fine_as_its_finest_and_as_wide_as_all_its_roundings() -> None:
    both = Tally.of(Part(PLACE, Number(105, 1), 3, 2), 0) + Tally.of(Part(PLACE, Number(7), 4, 1), 0)
    assert both == Tally(
        Number(175, 1), Fraction(6, 10), Fraction(7), Fraction(21, 2), 4, finals=1, estimates=1, counted=3
    )
    assert both.state is State.ESTIMATE
    assert (both + Tally(rank=UNLIKE)).state is None


SECTION = """
[figure.jobs]
label = "Việc làm"
measures.persons = {}
measures.total = {label = "Tổng", unit = "người"}
measures.rate = {equals = "100 * persons / total"}
measures.growth = {label = "Tăng", unit = "%", decimals = 2, equals = "100 * rate / plan"}
measures.plan = {label = "Kế hoạch", unit = "%", decimals = 2, merge = "none"}
[figure.jobs.breakdown.country]
label = "Nước"
relation = "partition"
measures.persons = {}
open = true
[figure.jobs.breakdown.town]
label = "Nơi"
relation = "subset"
of = "country:*"
measures.persons = {}
open = true
"""


def test_a_row_is_called_by_its_labels(tmp_path: Path) -> None:
    report = filled(
        small(tmp_path, SECTION), "jobs,Lào,persons,1;jobs,NHẬT BẢN,persons,2;jobs,NHẬT BẢN/Ô-sa-ka,persons,2"
    )
    figure = report.template.figures["jobs"]
    called = [called_rows.called(figure, row, report.rows) for _, row in report.rows]
    assert called == ["country:=Lào", "country:=NHẬT BẢN", "country:=NHẬT BẢN/town:=Ô-sa-ka"]
    assert called_rows.joined(called[2]) == called_rows.joined("country:=Nhật  Bản/town:=ô-sa-ka")
    assert called_rows.joined(called[2]) != called_rows.joined("country:=Lào/town:=ô-sa-ka")
    assert [called_rows.label(row) for row in (*called, "source:local")] == ["Lào", "NHẬT BẢN", "Ô-sa-ka", None]
    assert [called_rows.is_added(row) for row in ("", "source:local", called[0])] == [False, False, True]


@pytest.mark.parametrize(("measure", "how"), [("rate", Merge.RECOMPUTE), ("growth", Merge.NONE), ("total", Merge.SUM)])
def test_a_rate_is_computed_anew_where_all_that_it_reads_is_added_up(tmp_path: Path, measure: str, how: Merge) -> None:
    template = small(tmp_path, SECTION)
    figure = template.figures["jobs"]
    assert methods.method(template, figure, "", figure.measures[measure]) is how


def test_an_office_without_a_number_is_absent_and_an_added_row_it_lacks_is_nought(tmp_path: Path) -> None:
    template = small(tmp_path, SECTION)
    reports = [filled(template, text) for text in ("jobs,Lào,persons,1", "jobs,,persons,9", "")]
    found = tallies.of_reports(reports)
    assert (found.whole, len(found.absent), found.expected) == (2, 1, 3)
    lao = found.tally(PLACE._replace(row=called_rows.joined("country:=LÀO")))
    assert (lao.number, lao.counted) == (Number(1), 2)
    total = found.total(template.figures["jobs"], "", "persons")
    assert total is not None
    assert (total.value, total.counted, total.missing) == (Fraction(9), 1, 2)
