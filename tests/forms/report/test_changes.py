"""What a report holds says of itself: where it stands, under which number it goes out, which cells a change names."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from forms.report.cells import Address, Cell
from forms.report.changes import (
    EDITED,
    Called,
    Change,
    Contents,
    Issue,
    OpenRow,
    Pin,
    ReportStage,
    ReportState,
    Revision,
    SetCalled,
    SetCell,
    SetDetail,
    SetIssue,
    SetNote,
    SetRow,
    SetState,
)
from forms.report.kinds.table import KINDS, cells_of
from forms.values.numbers import Number

AT = datetime(2024, 12, 1, tzinfo=UTC)
PLACE = Address("jobs", "land:#1", "persons")
FIRST = Revision(1, AT, "Y Hà", "", "{}")


@pytest.mark.parametrize(
    ("stages", "revisions", "state", "reason", "revision"),
    [
        ((), (), ReportState.DRAFT, "", 1),
        ((("chot", ""),), (FIRST,), ReportState.FINAL, "", 1),
        ((("chot", ""), ("trinh_ky", "")), (FIRST,), ReportState.SUBMITTED, "", 1),
        ((("chot", ""), ("du_thao", "Sót xã A")), (FIRST,), ReportState.DRAFT, "Sót xã A", 2),
        ((("chot", ""), ("du_thao", "Sót xã A"), ("chot", "x")), (FIRST, FIRST), ReportState.FINAL, "Sót xã A", 2),
        ((("chot", ""), ("du_thao", "A"), ("chot", ""), ("du_thao", "B")), (FIRST, FIRST), ReportState.DRAFT, "B", 3),
    ],
)
def test_a_report_is_where_its_last_stage_brought_it(
    stages: tuple[tuple[str, str], ...],
    revisions: tuple[Revision, ...],
    state: ReportState,
    reason: str,
    revision: int,
) -> None:
    held = Contents()
    made = tuple(ReportStage(ReportState(code), "Y Hà", AT, why) for code, why in stages)
    back = SetState(made, revisions).apply(held)
    assert (held.state, held.locked) == (state, state is not ReportState.DRAFT)
    assert (held.reason, held.revision, held.revisions) == (reason, revision, revisions)
    assert back.apply(held) == SetState(made, revisions)
    assert held == Contents()


def test_each_state_has_a_name_of_its_own() -> None:
    assert len({state.label for state in ReportState}) == len(ReportState)


def test_a_report_goes_out_under_the_number_of_its_own_revision() -> None:
    held, known = Contents(revisions=(FIRST,)), Issue("312", date(2024, 12, 5), place="Kon Tum", signer="Y Hà")
    assert held.issue == Issue()
    assert SetIssue(2, known).apply(held) == SetIssue(2, None)
    assert held.issue == known
    assert {key: text for key, text in known.texts.items() if text} == {"place": "Kon Tum", "signer": "Y Hà"}
    assert Issue(number_symbol="a", authority="b", title="c").texts == {
        "number_symbol": "a",
        "place": "",
        "signer": "",
        "authority": "b",
        "title": "c",
    }
    assert SetIssue(2, None).apply(held) == SetIssue(2, known)
    assert held.issues == {}


def test_what_nobody_said_of_a_figure_is_its_code() -> None:
    called = Called("f", "A", "Việc làm", (("m", "Số người", "người"),), (("r", "Dòng"),))
    assert (called.measure("m"), called.measure("x")) == (("Số người", "người"), ("x", ""))
    assert (called.row("r"), called.row("x")) == ("Dòng", "x")
    held = Contents()
    assert SetCalled("f", called).apply(held) == SetCalled("f", None)
    assert held.called == {"f": called}
    assert SetCalled("f", None).apply(held) == SetCalled("f", called)
    assert held.called == {}


def test_a_pin_says_whether_a_copy_was_changed_by_hand() -> None:
    assert Pin("d", 1, f"Xã A: {EDITED}").edited
    assert not Pin("d", 1, "số gọi điện").edited


@pytest.mark.parametrize(
    ("change", "cells"),
    [
        (SetCell(PLACE, Cell(Number(1))), (PLACE,)),
        (SetNote(PLACE, None), (PLACE,)),
        (SetRow(OpenRow("jobs", "land:#1", "Lào", 1)), (PLACE._replace(measure=""),)),
        (SetDetail("signer", "Y Hà"), ()),
    ],
)
def test_the_cells_that_a_change_names(change: Change, cells: tuple[Address, ...]) -> None:
    assert cells_of(change) == cells


def test_each_kind_of_change_has_a_name_and_each_table_one() -> None:
    assert len({kind.name for kind in KINDS.values()} - {""}) == len(KINDS)
