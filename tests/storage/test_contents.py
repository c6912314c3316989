"""Every kind of change goes through each table: made, undone, journalled, stored and carried."""

from __future__ import annotations

import typing
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from forms.definitions.legal_document import LegalDocument
from forms.document import restoring
from forms.report import archive, journal
from forms.report.cells import Address, Cell
from forms.report.changes import (
    Acceptance,
    Change,
    OpenRow,
    ReportState,
    SetAcceptance,
    SetCell,
    SetDetail,
    SetLegalDocument,
    SetNote,
    SetParagraphs,
    SetRow,
    SetState,
)
from forms.report.kinds import KINDS, TABLES, cells_of
from forms.report.report import Report
from forms.values.numbers import Number
from storage import contents
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
    SetState: SetState(ReportState.DRAFT, "Sót số liệu", ()),
}
CARRIED = [kind for kind in ALL if KINDS[kind].table]


def test_each_table_knows_every_kind() -> None:
    for table in (KINDS, restoring.CHECKS, contents.WRITERS, EXAMPLES):
        assert set(table) == set(ALL)
    assert len({table.name for table in TABLES}) == len(TABLES)
    assert len({kind.name for kind in KINDS.values()}) == len(KINDS)


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
        workspace.save_step(report, step, undone=True)
        assert loaded_in(workspace) == report


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
