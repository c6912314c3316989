from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.errors import BugError
from forms.report import journal
from forms.report.cells import Address, Cell, State
from forms.report.changes import (
    Acceptance,
    Change,
    Issue,
    OpenRow,
    ReportStage,
    ReportState,
    SetAcceptance,
    SetCell,
    SetNote,
    SetRow,
)
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


STAGE = ReportStage(ReportState.DRAFT, "Y Hà", datetime(2024, 12, 1, tzinfo=UTC), "Sót một xã")


@pytest.mark.parametrize(
    ("kind", "record"),
    [
        (Issue, Issue("312", date(2024, 12, 5), signer="Y Hà")),
        (Issue, Issue()),
        (tuple[ReportStage, ...], (STAGE, STAGE)),
        (dict, {"a": [1, "đ"]}),
        (str, "đ"),
    ],
)
def test_a_record_is_read_back_as_its_kind(kind: Any, record: object) -> None:  # noqa: ANN401 - here the type is data
    text = journal.written(record)
    assert journal.read(kind, text) == record
    assert "\\u" not in text


def test_what_an_earlier_program_did_not_know_of_a_record_has_its_default() -> None:
    assert journal.read(Issue, '["312", "2024-12-05"]') == Issue("312", date(2024, 12, 5))
    assert journal.read(Issue, "[]") == Issue()


@pytest.mark.parametrize(
    ("kind", "text"),
    [(Issue, ""), (Issue, "[1]"), (Issue, "5"), (ReportState, '"x"'), (date, "5"), (date, '"hôm nay"'), (str, "null")],
)
def test_what_is_no_record_of_a_kind_is_refused(kind: type, text: str) -> None:
    with pytest.raises(BugError, match="no record"):
        journal.read(kind, text)


def test_what_has_no_text_is_not_written() -> None:
    with pytest.raises(TypeError):
        journal.written(object())
