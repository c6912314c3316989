"""Every kind of change goes through each table: made, undone, journalled, stored and carried."""

from __future__ import annotations

import typing
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.definitions.legal_document import LegalDocument
from forms.document import restoring, revisions
from forms.errors import KnownError
from forms.offices.plan import Answer
from forms.report import archive, journal
from forms.report.cells import Address, Cell, Mark, MarkKind
from forms.report.changes import (
    Acceptance,
    Called,
    Change,
    Coverage,
    Filing,
    Issue,
    OpenRow,
    Pin,
    ReportStage,
    ReportState,
    SetAcceptance,
    SetAnswer,
    SetCalled,
    SetCell,
    SetCoverage,
    SetDetail,
    SetIssue,
    SetLegalDocument,
    SetNote,
    SetParagraphs,
    SetRow,
    SetSection,
    SetSource,
    SetState,
)
from forms.report.kinds.table import KINDS, cells_of
from forms.report.report import Report
from forms.values.numbers import Number
from storage.tables import contents
from storage.tables.cells import Subject
from storage.workspace import Workspace
from tests.conftest import empty_report
from tests.storage.test_workspace import ADDRESS, file, loaded  # noqa: F401 - the fixture

AT = datetime(2024, 12, 1, 7, 30, tzinfo=UTC)
ALL = typing.get_args(Change)
ROW = OpenRow("martyr_works", "item:#1", "Nghĩa trang liệt sĩ xã", 1)
EXAMPLES: Mapping[type[Change], Change] = {
    SetCell: SetCell(ADDRESS, Cell(Number(272), working="200+72")),
    SetRow: SetRow(ROW),
    SetNote: SetNote(ADDRESS, "nguồn: danh sách chi trả"),
    SetAcceptance: SetAcceptance("x", Acceptance("Đã đối chiếu", "Y Hà", AT, "0a1b")),
    SetDetail: SetDetail("signer", "Y Hà"),
    SetParagraphs: SetParagraphs("III", ("Thuận lợi.", "")),
    SetLegalDocument: SetLegalDocument("vb1", LegalDocument("Kế hoạch", "15/KH-UBND", "5/3/2024", "UBND tỉnh")),
    SetAnswer: SetAnswer("0a1b", Answer("20/22", "2024-11-15", "Báo cáo số 5/BC", "dat")),
    SetSection: SetSection("II.1", Filing.OUT_OF_SCOPE),
    SetCoverage: SetCoverage(ADDRESS, Coverage(11, 1)),
    SetSource: SetSource("0a1b", Pin("0" * 64, 2)),
    SetCalled: SetCalled("x", Called("x", "II.1", "Chỉ tiêu", (("count", "Số lượng", "hộ"),), (("a:b", "Dòng"),))),
    SetState: SetState((ReportStage(ReportState.DRAFT, "Y Hà", AT, "Sót số liệu"),), ()),
    SetIssue: SetIssue(1, Issue("312", date(2024, 10, 28), signer="A Thuận")),
}
CARRIED = [kind for kind in ALL if KINDS[kind].table]


def test_each_table_knows_every_kind() -> None:
    assert set(KINDS) == set(EXAMPLES) == set(ALL)
    for said in ("code", "name"):
        assert len({getattr(kind, said) for kind in KINDS.values()}) == len(KINDS)
    for kind, entry in KINDS.items():
        assert (kind in contents.WRITERS) == (entry.kept is None)


@pytest.mark.parametrize("kind", ALL)
def test_a_change_is_taken_back_and_kept_as_text(kind: type[Change]) -> None:
    report, before, change = empty_report(), empty_report(), EXAMPLES[kind]
    back = report.apply(change)
    made = empty_report()
    made.apply(change)
    assert report == made != before
    assert (report.apply(back), report.apply(change)) == (change, back)
    assert journal.decode(journal.encode([change, back])) == [change, back]


@pytest.mark.parametrize("kind", ALL)
def test_a_change_is_stored_and_undone(kind: type[Change], file: Path) -> None:  # noqa: F811
    before, change = loaded(file), EXAMPLES[kind]
    with Workspace.open(file) as workspace:
        report = loaded_in(workspace)
        workspace.save(report, [change], "Y Hà", AT, [report.apply(change)])
        assert loaded_in(workspace) == report != before
        step = workspace.step(report)
        assert step is not None
        assert step.forth == (change,)
        for undoing in step.back:
            report.apply(undoing)
        workspace.save_steps([(report, step)], undone=True)
        assert loaded_in(workspace) == report
        lines = workspace._connection.execute('SELECT figure, "row", measure, old, new FROM history ORDER BY id')
        last: dict[tuple[str, ...], str] = {}
        for *subject, old, new in lines:  # what a line says that was before is what the last one said
            assert old == last.get(tuple(subject), "") or subject[1] == "state"
            last[tuple(subject)] = new
        assert last


def test_a_number_and_day_of_one_revision_leave_those_of_another(file: Path) -> None:  # noqa: F811
    first, second = (SetIssue(number, Issue(f"{number}/BC-UBND")) for number in (1, 2))
    with Workspace.open(file) as workspace:
        report = loaded_in(workspace)
        workspace.save(report, [first, second, SetIssue(2, None)])
        assert loaded_in(workspace).issues == {1: first.issue}


def loaded_in(workspace: Workspace) -> Report:
    return workspace.load(lambda _: empty_report().template)


@pytest.mark.parametrize("kind", CARRIED)
def test_a_change_is_carried(kind: type[Change]) -> None:
    report = empty_report()
    report.apply(EXAMPLES[kind])
    found = archive.decode(archive.encode(report))
    assert found.changes == (EXAMPLES[kind],)
    assert restoring.restore(found, report.template) == report


def test_the_cells_that_a_change_names() -> None:
    named = {kind: cells_of(change) for kind, change in EXAMPLES.items() if cells_of(change)}
    assert named == {
        SetCell: (ADDRESS,),
        SetNote: (ADDRESS,),
        SetRow: (Address(ROW.figure, ROW.id, ""),),
    }


MARKS = (
    Mark(MarkKind.COMPUTED),
    Mark(MarkKind.OVERRULED, "Danh sách chi trả thiếu một thôn", Number(2725, 1)),
    Mark(MarkKind.ADDED, "Chi trực tiếp tại huyện", Number(3)),
    Mark(MarkKind.VERIFIED, who="Y Hà", at=AT),
    Mark(MarkKind.CARRIED, "năm 2023"),
    Mark(MarkKind.WORDED, "hơn"),
)


@given(st.sets(st.sampled_from(MARKS)), st.sampled_from(["", "200+72"]))
@settings(max_examples=20)
def test_marks_go_with_their_number(file: Path, marks: set[Mark], working: str) -> None:  # noqa: F811
    cell = Cell(Number(272), working=working)
    for mark in marks:
        cell = cell.marked(Mark(mark.kind, "khác", Number(1), "Y Hà", AT)).marked(mark)
    assert set(cell.marks) == marks
    assert all(cell.mark(mark.kind) == mark for mark in marks)
    with Workspace.open(file) as workspace:
        report = loaded_in(workspace)
        change = SetCell(ADDRESS, cell)
        back = report.apply(change)
        workspace.save(report, [change], "Y Hà", AT, [back])
        assert loaded_in(workspace) == report
        assert workspace.history(report, ADDRESS)[0].new == cell
        step = workspace.step(report)
        assert step is not None
        assert (step.forth, step.back) == ((change,), (back,))
        found = archive.decode(archive.encode(report))
        assert restoring.restore(found, report.template).cells == report.cells
        other = SetCell(ADDRESS, Cell(Number(273)))
        report.apply(other)
        workspace.save(report, [other], "Y Hà", AT)
        assert workspace.history(report, ADDRESS)[0].old == cell
        assert loaded_in(workspace).cells[ADDRESS].marks == ()


def test_the_history_calls_the_place_of_a_note_as_files_that_are_out_do() -> None:
    report = empty_report()
    report.apply(SetNote(Address("a", "b:c", "d"), "nguồn"))
    assert list(contents.recorded(report).items()) == [(Subject("", "notes", "a b:c d"), "nguồn")]


def test_a_mark_leaves_what_was_accepted_accepted() -> None:
    report = empty_report()
    report.apply(SetCell(ADDRESS, Cell(Number(272))))
    before = report.imprint([ADDRESS])
    report.apply(SetCell(ADDRESS, report.cells[ADDRESS].marked(MARKS[3])))
    assert report.imprint([ADDRESS]) == before


@pytest.mark.parametrize(
    "mark",
    [
        {"kind": MarkKind.OVERRULED},
        {"kind": MarkKind.ADDED, "text": "Chi trực tiếp"},
        {"kind": MarkKind.ADDED, "number": Number(1)},
        {"kind": MarkKind.VERIFIED, "who": "Y Hà"},
        {"kind": MarkKind.VERIFIED, "who": "Y Hà", "at": AT.replace(tzinfo=None)},
        {"kind": MarkKind.VERIFIED, "at": AT},
        {"kind": MarkKind.WORDED},
    ],
)
def test_a_mark_says_all_that_it_must(mark: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="incomplete"):
        Mark(**mark)


def test_two_marks_of_a_kind_are_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        Cell(Number(1), marks=(MARKS[4], MARKS[4]))


def test_a_report_goes_through_its_states(file: Path) -> None:  # noqa: F811
    report = empty_report()
    who, made = "Y Hà", list[ReportState]()
    for state in (ReportState.SUBMITTED, ReportState.ISSUED):
        with pytest.raises(KnownError, match="Dự thảo"):
            revisions.move(report, state, who, AT)
    with Workspace.open(file) as workspace:
        report = loaded_in(workspace)
        steps: tuple[Callable[[], SetState], ...] = (
            lambda: revisions.finalise(report, who, AT),
            lambda: revisions.move(report, ReportState.SUBMITTED, who, AT),
            lambda: revisions.move(report, ReportState.FINAL, "Y Lan", AT),
            lambda: revisions.move(report, ReportState.ISSUED, who, AT),
            lambda: revisions.reopen(report, "Sót một xã", who, AT),
        )
        for step in steps:
            change = step()
            back = report.apply(change)
            workspace.save(report, [change], who, AT, [back])
            made.append(report.state)
            assert report.locked == (report.state is not ReportState.DRAFT)
            assert loaded_in(workspace) == report
            with pytest.raises(KnownError):
                revisions.move(report, report.state, who, AT)
    assert made == ["chot", "trinh_ky", "chot", "da_phat_hanh", "du_thao"]
    assert [(stage.state, stage.who) for stage in report.stages][2] == ("chot", "Y Lan")
    assert report.reason == "Sót một xã"
    assert len(report.revisions) == 1


def test_a_locked_report_takes_its_number_and_day_and_nothing_else(file: Path) -> None:  # noqa: F811
    with Workspace.open(file) as workspace:
        report = loaded_in(workspace)
        final = revisions.finalise(report, "Y Hà", AT)
        report.apply(final)
        workspace.save(report, [final])
        workspace.save(report, [EXAMPLES[SetIssue]])
        assert list(loaded_in(workspace).issues) == [1]
        with pytest.raises(KnownError, match="đã chốt"):
            workspace.save(report, [EXAMPLES[SetDetail]])
