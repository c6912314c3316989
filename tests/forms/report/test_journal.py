from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.errors import BugError
from forms.report import journal
from forms.report.cells import Address, Cell, State
from forms.report.changes import Acceptance, Change, OpenRow, SetAcceptance, SetCell, SetNote, SetRow
from forms.report.report import Report
from forms.values.numbers import Number
from tests.conftest import empty_report

text = st.text(max_size=9)
addresses = st.builds(Address, st.sampled_from(["ncc_gifts", "martyr_remains"]), text, text)
numbers = st.builds(Number, st.integers(-(10**15), 10**15), st.integers(0, 6))
cells = st.builds(Cell, numbers) | st.just(Cell(None, State.NIL))
acceptances = st.builds(Acceptance, text, text, st.just(datetime(2024, 1, 2, tzinfo=UTC)), text)
changes = st.one_of(
    st.builds(SetCell, addresses, st.none() | cells),
    st.builds(SetNote, addresses, st.none() | st.text(min_size=1, max_size=9)),
    st.builds(SetRow, st.builds(OpenRow, st.just("ncc_gifts"), text, text, st.integers(0, 99))),
    st.builds(SetAcceptance, text, st.none() | acceptances),
)


@given(st.lists(changes, max_size=6))
def test_what_is_written_is_read_back(found: list[Change]) -> None:
    assert journal.decode(journal.encode(found)) == found


@given(st.lists(changes, max_size=8))
def test_changes_taken_back_leave_the_report_as_it_was(found: list[Change]) -> None:
    report = empty_report()
    before = snapshot(report)
    back = [report.apply(change) for change in found][::-1]
    again = journal.decode(journal.encode(back))
    forth = [report.apply(change) for change in again][::-1]
    assert snapshot(report) == before
    for change in forth:
        report.apply(change)
    for change in again:
        report.apply(change)
    assert snapshot(report) == before


def snapshot(report: Report) -> object:
    rows = {key: row for key, row in report.rows.items() if not row.removed}
    return dict(report.cells), rows, dict(report.notes), dict(report.acceptances)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "[",
        "[1]",
        '[["SetCell", []]]',
        '[["os", 1]]',
        '[["SetNote", [["a", "b", 3], "x"]]]',
        '[["SetCell", [["a", "b", "c"], [[], "so_lieu", ""]]]]',
        '[["SetCell", [["a", "b", "c"], [[1, 0, 0], "so_lieu", ""]]]]',
    ],
)
def test_what_is_no_journal_is_refused(written: str) -> None:
    with pytest.raises(BugError):
        journal.decode(written)
