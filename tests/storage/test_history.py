"""The history on disk: what stood in a place and what stands there now, line by line; and whose lines they are."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from forms.definitions.legal_document import LegalDocument
from forms.definitions.loading import load
from forms.document import revisions
from forms.offices.units import Unit
from forms.report.cells import Address, Cell, State
from forms.report.changes import (
    Acceptance,
    Change,
    OpenRow,
    SetAcceptance,
    SetCell,
    SetDetail,
    SetLegalDocument,
    SetNote,
    SetParagraphs,
    SetRow,
)
from forms.values.numbers import Number
from forms.values.period import Period, parse
from storage import schema
from storage.workspace import Workspace
from tests.storage.test_workspace import ADDRESS, UNIT, file, loaded, save  # noqa: F401 - the fixture

AT = datetime(2024, 12, 1, 7, 30, tzinfo=UTC)
PLAN = LegalDocument("Kế hoạch", "15/KH-UBND", "5/3/2024", "UBND tỉnh")
ROW = OpenRow("martyr_works", "item:#1", "Nghĩa trang", 1)
CELL = ("ncc_funeral", "", "count")


def lines(file: Path) -> list[tuple[str, ...]]:  # noqa: F811
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute('SELECT figure, "row", measure, old, new FROM history ORDER BY id').fetchall()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            (
                SetCell(ADDRESS, Cell(Number(272), working="200+72")),
                SetCell(ADDRESS, Cell(Number(25, 1), State.ESTIMATE)),
                SetCell(ADDRESS, Cell(None, State.NIL)),
                SetCell(ADDRESS, None),
            ),
            [
                (*CELL, "", "272 =200+72"),
                (*CELL, "272 =200+72", "2.5 uoc"),
                (*CELL, "2.5 uoc", "khong_phat_sinh"),
                (*CELL, "khong_phat_sinh", ""),
            ],
        ),
        (
            (SetRow(ROW), SetRow(replace(ROW, label="Nhà bia")), SetRow(replace(ROW, label="Nhà bia", removed=True))),
            [
                ("martyr_works", "item:#1", "", "", "Nghĩa trang"),
                ("martyr_works", "item:#1", "", "Nghĩa trang", "Nhà bia"),
                ("martyr_works", "item:#1", "", "Nhà bia", ""),
            ],
        ),
        (
            (SetDetail("signer", "Y Hà"), SetDetail("signer", "A Lê"), SetDetail("signer", None)),
            [
                ("", "", "signer", "", "Y Hà"),
                ("", "", "signer", "Y Hà", "A Lê"),
                ("", "", "signer", "A Lê", ""),
            ],
        ),
        (
            (SetParagraphs("III", ("Một.", "Hai.")), SetParagraphs("III", ("Ba.",)), SetParagraphs("III", None)),
            [
                ("", "paragraphs", "III", "", "Một.\nHai."),
                ("", "paragraphs", "III", "Một.\nHai.", "Ba."),
                ("", "paragraphs", "III", "Ba.", ""),
            ],
        ),
        (
            (
                SetLegalDocument("vb1", PLAN),
                SetLegalDocument("vb1", replace(PLAN, number="16/KH-UBND")),
                SetLegalDocument("vb1", None),
            ),
            [
                ("", "documents", "vb1", "", PLAN.in_full()),
                ("", "documents", "vb1", PLAN.in_full(), replace(PLAN, number="16/KH-UBND").in_full()),
                ("", "documents", "vb1", replace(PLAN, number="16/KH-UBND").in_full(), ""),
            ],
        ),
    ],
)
def test_every_change_is_one_line(
    file: Path,  # noqa: F811
    changes: tuple[Change, ...],
    expected: list[tuple[str, ...]],
) -> None:
    save(file, *changes)
    assert lines(file) == expected


def test_a_state_is_a_line_with_its_reason(file: Path) -> None:  # noqa: F811
    save(file, revisions.finalise(loaded(file), "Y Hà", AT))
    save(file, revisions.reopen(loaded(file), "Bỏ sót", "Y Hà", AT))
    content = lines(file)
    assert [line for line in content if line[1] == "state"] == [
        ("", "state", "", "du_thao", "chot"),
        ("", "state", "Bỏ sót", "chot", "du_thao"),
    ]
    assert [line[1:3] for line in content if line[1] != "state"] == [("stages", ""), ("revisions", "1"), ("stages", "")]


def test_an_acceptance_is_kept_beside_its_history(file: Path) -> None:  # noqa: F811
    first, second = Acceptance("Làm tròn", "Y Hà", AT, "0a1b"), Acceptance("Hai đợt", "A Lê", AT, "0a1c")
    save(file, SetAcceptance("x", first), SetAcceptance("y", first), SetAcceptance("x", second))
    assert loaded(file).acceptances == {"x": second, "y": first}
    save(file, SetAcceptance("x", None))
    assert loaded(file).acceptances == {"y": first}


def test_history_of_a_cell_is_read_back_newest_first(file: Path) -> None:  # noqa: F811
    held = [Cell(Number(272), working="200+72"), Cell(Number(-25, 1), State.ESTIMATE, "= a b"), Cell(None, State.NIL)]
    save(file, *(SetCell(ADDRESS, cell) for cell in held), SetCell(ADDRESS._replace(figure="jobs_created"), None))
    with Workspace.open(file, readonly=True) as workspace:
        entries = workspace.history(workspace.load(load), ADDRESS)
    assert [entry.new for entry in entries] == held[::-1]
    assert [entry.old for entry in entries] == [*held[-2::-1], None]
    assert {entry.who for entry in entries} == {"Y Hà"}


def test_reports_of_other_offices_and_templates_do_not_stand_beside(file: Path) -> None:  # noqa: F811
    other = Unit("Xã Đăk Rve", "xa")
    with Workspace.open(file) as workspace:
        for unit in (UNIT, other):
            for period in (Period(2023), Period(2025)):
                workspace.add_report(unit, period, load("nq42"))
        workspace.add_report(other, Period(2024), load("nq42"))
    with Workspace.open(file) as workspace:
        for period, number in ((Period(2023), 3), (Period(2024), 4)):
            report = workspace.load(load, other.name, period)
            workspace.save(report, [SetCell(ADDRESS, Cell(Number(number)))])
        report = workspace.load(load, UNIT.name, Period(2024))
        assert report.last is not None
        assert (report.last.unit.name, report.last.cells) == (UNIT.name, {})
        assert report.neighbours.at(UNIT, Period(2025)) is report.earlier is None
        report = workspace.load(load, other.name, Period(2024))
        assert report.last is not None
        assert report.last.cells[ADDRESS].number == Number(3)


def test_what_the_offices_below_handed_in_is_read(file: Path) -> None:  # noqa: F811
    above = Unit("Huyện Kon Rẫy", "huyen")
    below = [Unit("Xã A", "xa"), Unit("Xã B", "xa")]
    with Workspace.open(file) as workspace:
        workspace.add_report(above, Period(2024), load("nq42"))
        workspace.add_report(below[0], Period(2024), load("nq42"), parent=above.name)
        workspace.add_report(below[1], Period(2023), load("nq42"), parent=above.name)
        report = workspace.load(load, below[0].name)
        workspace.save(report, [SetCell(ADDRESS, Cell(Number(7)))])
        children = workspace.load(load, above.name).children
    assert [child.unit.name for child in children] == ["Xã A", "Xã B"]
    assert [child.cells.get(ADDRESS) for child in children] == [Cell(Number(7)), None]
    assert {child.period for child in children} == {Period(2024)}


def test_a_writer_waits_for_the_disk_and_a_reader_writes_nothing(file: Path) -> None:  # noqa: F811
    with Workspace.open(file) as workspace:
        assert workspace._connection.execute("PRAGMA synchronous").fetchone() == (2,)
        assert workspace._connection.execute("PRAGMA locking_mode").fetchone() == ("exclusive",)
        assert workspace._connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
        assert workspace._connection.execute("PRAGMA user_version").fetchone() == (len(schema.MIGRATIONS),)
    with Workspace.open(file, readonly=True) as workspace, pytest.raises(sqlite3.OperationalError):
        workspace._connection.execute("DELETE FROM report")


def test_cells_of_one_report_are_not_those_of_another(file: Path) -> None:  # noqa: F811
    other = Address("jobs_created", "", "persons")
    with Workspace.open(file) as workspace:
        workspace.add_report(UNIT, Period(2023), load("nq42"))
        for period, address in ((Period(2023), ADDRESS), (Period(2024), other)):
            changes = (
                SetCell(address, Cell(Number(7))),
                SetNote(address, "Sổ"),
                SetRow(ROW),
                SetDetail("signer", str(period.code)),
                SetParagraphs("III", (period.code,)),
                SetLegalDocument("vb1", replace(PLAN, title=period.code)),
                SetAcceptance("x", Acceptance(period.code, "Y Hà", AT, "0a1b")),
            )
            report = workspace.load(load, UNIT.name, period)
            workspace.save(report, changes)
        for period, address in ((Period(2023), ADDRESS), (Period(2024), other)):
            report = workspace.load(load, UNIT.name, period)
            assert report.period == period
            assert set(report.cells) == set(report.notes) == {address}
            assert report.details == {"signer": period.code}
            assert report.paragraphs == {"III": (period.code,)}
            assert report.documents["vb1"].title == period.code
            assert report.acceptances["x"].reason == period.code
    assert {old for _, _, _, old, _ in lines(file)} == {""}


@pytest.mark.parametrize(
    ("period", "rolls"),
    [("2024", True), ("2024-6T", True), ("2024-9T", True), ("2024-Q1", True), ("2024-Q2", False), ("2024-Q4", False)],
)
def test_only_what_counts_from_january_rolls_stocks_forward(tmp_path: Path, period: str, rolls: bool) -> None:  # noqa: FBT001 - a column
    with Workspace.create(tmp_path / "kỳ.bc42") as workspace:
        for each in (Period(2023), parse(period)):
            workspace.add_report(UNIT, each, load("nq42"))
        report = workspace.load(load, UNIT.name, parse(period))
    assert (report.opening is not None) == rolls
