from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from exports import values
from forms.definitions.legal_document import LegalDocument
from forms.definitions.loading import load
from forms.document.revisions import finalise, reopen
from forms.errors import KnownError
from forms.offices.units import Unit
from forms.report import filling
from forms.report.cells import Address, Cell
from forms.report.changes import (
    Acceptance,
    Change,
    SetAcceptance,
    SetCell,
    SetDetail,
    SetLegalDocument,
    SetNote,
    SetParagraphs,
    SetState,
)
from forms.report.report import Report
from forms.values.numbers import Number, show
from forms.values.period import Period
from storage import soundness
from storage.failures import DamagedError
from storage.rescue import rescue
from storage.soundness import Discrepancy, discrepancies
from storage.tables.cells import Subject
from storage.workspace import Workspace
from tests.conftest import SAMPLE
from ui.cli.commands import run

WORKS = Address("martyr_works", "", "amount")
Damage = Callable[[sqlite3.Connection], object]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.bc42"
    with Workspace.create(path) as workspace:
        workspace.add_report(Unit("Tỉnh Kon Tum", "tinh"), Period(2024), load("nq42"))
    with Workspace.open(path) as workspace:
        report = workspace.load(load)
        found = values.read(SAMPLE)
        changes = filling.fill(report, found.lines, vietnamese=found.vietnamese)
        more: list[Change] = [
            SetNote(WORKS, "nguồn: biên bản"),
            SetDetail("signer", "Y Hà"),
            SetParagraphs("III", ("Một.", "Hai.")),
            SetLegalDocument("vb1", LegalDocument("Kế hoạch", "1/KH-UBND", "05/3/2024", "Ủy ban nhân dân tỉnh")),
            SetAcceptance("x", Acceptance("vì thế", "Y Hà", datetime(2024, 12, 1, tzinfo=UTC), "00")),
        ]
        for change in more:
            report.apply(change)
        workspace.save(report, [*changes, *more])
    return path


def held(file: Path) -> Report:
    with Workspace.open(file, readonly=True) as workspace:
        return workspace.load(load)


def damaged(file: Path, damage: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute(damage).rowcount == 1
        connection.commit()


@pytest.mark.parametrize(
    ("damage", "what"),
    [
        ("UPDATE report SET period = '2025'", "danh sách báo cáo"),
        ("UPDATE report SET template_version = template_version + 1", "danh sách báo cáo"),
        ("UPDATE report SET created = '2020-01-01T00:00:00+00:00'", "danh sách báo cáo"),
        ("UPDATE report SET state = 'chot'", "danh sách báo cáo"),
        ("UPDATE unit_era SET name = 'Tỉnh Kon Tun'", "danh sách đơn vị"),
        ("UPDATE unit_era SET level = 'xa'", "danh sách đơn vị"),
        ("UPDATE unit_era SET code = '6'", "danh sách đơn vị"),
        ("UPDATE unit SET uid = uid || 'x'", "danh sách đơn vị"),
        ("UPDATE desk SET report_in_hand = 1", "báo cáo đang làm"),
        ("DELETE FROM seal WHERE name = 'report'", "danh sách báo cáo"),
        ("UPDATE seal SET code = 'x' WHERE name = 'desk'", "báo cáo đang làm"),
    ],
)
def test_what_a_file_says_of_its_offices_and_reports_is_sealed(file: Path, damage: str, what: str) -> None:
    damaged(file, damage)
    with pytest.raises(DamagedError, match=what):
        held(file)
    lines = rescue(file, file.with_name("cứu.bc42"), load)
    assert what in lines[0]
    assert len(held(file.with_name("cứu.bc42")).cells) > 100


@pytest.mark.parametrize(
    ("damage", "what"),
    [
        ("UPDATE revision SET data = replace(data, '1', '7')", "bản đã chốt"),
        ("UPDATE revision SET reason = 'khác'", "bản đã chốt"),
        ("UPDATE stage SET who = 'Y Hạ' WHERE number = 1", "trạng thái báo cáo"),
        ("DELETE FROM stage WHERE number = 2", "trạng thái báo cáo"),
    ],
)
def test_a_report_that_was_made_final_is_compared_with_its_history_too(file: Path, damage: str, what: str) -> None:
    at = datetime(2024, 12, 1, 7, 30, 15, tzinfo=UTC)
    with Workspace.open(file) as workspace:
        report = workspace.load(load)
        for make in (finalise, lambda *by: reopen(by[0], "sót một xã", *by[1:])):
            change = make(report, "Y Hà", at)
            report.apply(change)
            workspace.save(report, [change])
        again = SetState(report.stages, report.revisions)
        workspace.save(report, [SetState((), report.revisions)])
        workspace.save(report, [again])
    held(file)
    damaged(file, damage)
    with pytest.raises(DamagedError, match=what):
        held(file)
    rescue(file, file.with_name("cứu.bc42"), load)
    assert held(file.with_name("cứu.bc42")).cells == report.cells


def one_cell(column: str, value: str) -> str:
    where = "figure = 'martyr_works' AND \"row\" = '' AND measure = 'amount'"
    return f"UPDATE cell SET {column} = {value} WHERE {where}"  # noqa: S608 - constants of this test


@pytest.mark.parametrize(
    "damage",
    [
        one_cell("digits", "digits + 8"),
        one_cell("decimals", "decimals + 1"),
        one_cell("state", "'uoc'"),
        one_cell("figure", "'martyr_workr'"),
        one_cell("measure", "'count'"),
        "DELETE FROM cell WHERE figure = 'martyr_works' AND measure = 'amount' AND \"row\" = ''",
        "UPDATE open_row SET label = 'Nhà Bản' WHERE label = 'Nhật Bản'",
        "UPDATE note SET text = 'nguồn: biên bảo'",
        "UPDATE detail SET value = 'Y Hạ'",
        "UPDATE paragraph SET text = 'Mốt.' WHERE position = 0",
        "UPDATE legal_document SET number = '7/KH-UBND'",
        "UPDATE acceptance SET reason = 'vì thê'",
        "UPDATE history SET new = '1' WHERE id = 3",
        "DELETE FROM history WHERE id = 3",
    ],
)
def test_anything_that_is_not_what_was_written_is_noticed(file: Path, damage: str) -> None:
    held(file)
    damaged(file, damage)
    with pytest.raises(DamagedError, match=r"bị hỏng.* ở [12] chỗ \(.+\).*rescue"):
        held(file)


@pytest.mark.parametrize(
    ("subject", "where"),
    [
        (Subject("martyr_works", "", "amount"), "{figure} - {measure}"),
        (Subject("martyr_works", "", "khác"), "{figure}"),
        (Subject("martyr_works", "không có", "amount"), "{figure} - không có"),
        (Subject("chỉ tiêu lạ", "", "amount"), "chỉ tiêu lạ"),
        (Subject("", "notes", "x"), "ghi chú ô"),
        (Subject("", "", "signer"), "thông tin văn bản"),
    ],
)
def test_a_place_that_differs_is_told_in_words(subject: Subject, where: str) -> None:
    report = Report(load("nq42"), Unit("Tỉnh Kon Tum", "tinh"), Period(2024))
    figure = report.template.figures["martyr_works"]
    words = where.format(figure=figure.label, measure=figure.measures_at("")["amount"].label)
    assert Discrepancy(subject, "1", "2").where(report) == words


def test_of_many_places_two_are_named() -> None:
    for places, told in (("ab", "ở 2 chỗ (a; b);"), ("abcd", "ở 4 chỗ (a; b …);"), ("", "chép chưa hết;")):
        assert told in str(DamagedError(Path("a.bc42"), list(places)))
    assert len(str(DamagedError(Path("a.bc42"), ["chỉ tiêu dài " * 30] * 9))) < 300


def test_a_history_of_which_a_line_is_damaged_is_not_told(file: Path) -> None:
    with Workspace.open(file) as workspace:
        report = workspace.load(load)
        assert workspace.history(report, WORKS)
        workspace._connection.execute("UPDATE history SET old = '~' WHERE (figure, measure) = (?, ?)", WORKS[::2])
        with pytest.raises(DamagedError):
            workspace.history(report, WORKS)


def test_what_needs_no_comparison_hides_nothing_behind_it() -> None:
    cell = Subject(*WORKS)
    found = discrepancies({Subject("", "notes", "x"): "nguồn"}, {Subject("", "state", ""): "chot", cell: "1"})
    assert list(found) == [Discrepancy(cell, "", "1")]
    assert list(discrepancies({cell: "1"}, {})) == [Discrepancy(cell, "1", "")]
    assert list(discrepancies({}, {cell: ""})) == list(discrepancies({cell: ""}, {})) == []


def test_a_bit_that_flips_in_a_number_is_noticed(file: Path) -> None:
    """Every bit of the page on which a number stands, one at a time: told, or without any consequence."""
    whole, sound = held(file), file.read_bytes()
    with closing(sqlite3.connect(file)) as connection:
        (page,) = connection.execute("PRAGMA page_size").fetchone()
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'cell'").fetchone()
    start = (root - 1) * page
    chance = random.Random(4)  # noqa: S311 - examples, no secrets
    refused = 0
    for _ in range(250):
        data = bytearray(sound)
        place = chance.randrange(0, len(data)) if chance.random() < 0.5 else start + chance.randrange(page)
        data[place] ^= 1 << chance.randrange(8)
        file.write_bytes(data)
        try:
            found = held(file)
        except KnownError:
            refused += 1
        else:
            assert found.cells == whole.cells
            assert {key: row.label for key, row in found.rows.items()} == {
                key: row.label for key, row in whole.rows.items()
            }
            assert (found.notes, found.paragraphs, found.details) == (whole.notes, whole.paragraphs, whole.details)
    assert refused > 5


@pytest.mark.parametrize("column", ["forth", "back"])
def test_a_damaged_step_is_not_undone(file: Path, column: str) -> None:
    with Workspace.open(file) as workspace:
        report = workspace.load(load)
        put = SetCell(WORKS, Cell(Number(26)))
        workspace.save(report, [put], back=[report.apply(put)])
        assert workspace.step(report) is not None
    damaged(file, f"UPDATE step SET {column} = replace({column}, '6', '4')")  # noqa: S608 - constants of this test
    with Workspace.open(file) as workspace, pytest.raises(DamagedError):
        workspace.step(workspace.load(load))


def test_what_is_sound_is_rescued_and_the_rest_is_named(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = held(file)
    number = before.cells[WORKS]
    damaged(file, one_cell("digits", "digits + 8"))
    other = file.with_name("cứu.bc42")
    assert run(["rescue", str(file), "--out", str(other)]) == 1
    output = capsys.readouterr().out
    assert "Không tin được: Tỉnh Kon Tum, năm 2024: " in output
    after = held(other)
    assert WORKS not in after.cells
    assert number.number is not None
    assert str(number.number.digits)[-3:] in after.notes[WORKS].replace(".", "")
    assert "đề nghị đối chiếu" in after.notes[WORKS]
    del before.cells[WORKS]
    assert after.cells == before.cells
    assert after.paragraphs == before.paragraphs


def test_a_cell_that_is_gone_is_told_as_blank_beside_what_was_typed(file: Path) -> None:
    number = held(file).cells[WORKS].number
    assert number is not None
    damaged(file, "DELETE FROM cell WHERE figure = 'martyr_works' AND \"row\" = '' AND measure = 'amount'")
    rescue(file, file.with_name("cứu.bc42"), load)
    assert f"ô ghi trống, lịch sử ghi “{show(number)}”" in held(file.with_name("cứu.bc42")).notes[WORKS]


def test_a_file_whose_pages_are_torn_is_rescued_as_far_as_it_goes(file: Path) -> None:
    whole, sound = held(file), file.read_bytes()
    chance = random.Random(8)  # noqa: S311 - examples, no secrets
    saved = 0
    for round_number in range(40):
        data = bytearray(sound)
        start = chance.randrange(4096, len(data))
        for place in range(start, min(start + 600, len(data))):
            data[place] = chance.randrange(256)
        file.write_bytes(data)
        other = file.with_name(f"{round_number}.bc42")
        try:
            rescue(file, other, load)
        except KnownError:
            assert not other.exists()
            continue
        after = held(other)
        # a cell under a row that was added may have another number for its row; a number is right or it is not there
        assert all(whole.cells[address] == cell for address, cell in after.cells.items() if "#" not in address.row)
        saved += len(after.cells)
    assert saved > 40 * 60


def test_what_an_index_does_not_name_is_damage_and_is_rescued(file: Path) -> None:
    whole = held(file)
    names = [f"sqlite_autoindex_{table}_1" for table in ("detail", "signed_file")]
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("PRAGMA writable_schema=ON")
        found = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        roots = [connection.execute(found, [name]).fetchone()[0] for name in names]
        for name, root in zip(names, reversed(roots), strict=True):
            connection.execute("UPDATE sqlite_master SET rootpage = ? WHERE name = ?", [root, name])
    with pytest.raises(DamagedError):
        Workspace.open(file)
    assert rescue(file, file.with_name("b.bc42"), load) == []
    assert held(file.with_name("b.bc42")).details == whole.details != {}


def test_a_sound_file_is_rescued_whole(file: Path) -> None:
    assert rescue(file, file.with_name("b.bc42"), load) == []
    assert held(file.with_name("b.bc42")).cells == held(file).cells


def test_a_rescue_overwrites_nothing_and_takes_no_open_file(file: Path) -> None:
    with pytest.raises(KnownError, match="đã có"):
        rescue(file, file, load)
    with Workspace.open(file), pytest.raises(KnownError, match="đang mở"):
        rescue(file, file.with_name("b.bc42"), load)
    assert [found.name for found in file.parent.iterdir()] == ["a.bc42"]


def test_undoing_keeps_report_and_history_together(file: Path) -> None:
    with Workspace.open(file) as workspace:
        report = workspace.load(load)
        for number in range(3):
            put = SetCell(WORKS, Cell(Number(number)))
            workspace.save(report, [put], back=[report.apply(put)])
        step = workspace.step(report)
        assert step is not None
        for change in step.back:
            report.apply(change)
        workspace.save_steps([(report, step)], undone=True)
    assert held(file).cells[WORKS] == Cell(Number(1))


@pytest.mark.parametrize(
    ("damage", "rescued"),
    [
        ("UPDATE history SET \"row\" = 'zz' WHERE figure = 'martyr_works' AND \"row\" = ''", True),
        ("UPDATE unit SET uid = ''", True),
        ("UPDATE unit SET id = 99", False),
        ("UPDATE unit_era SET unit = 99", False),
        ("UPDATE unit_era SET parent = 99", True),
        ("DELETE FROM unit_era", False),
        ("UPDATE report SET unit = 99", False),
        ("UPDATE report SET period = 'zz'", False),
    ],
)
def test_whatever_stands_in_a_damaged_file_is_damage(file: Path, tmp_path: Path, damage: str, *, rescued: bool) -> None:
    damaged(file, damage)
    with pytest.raises(DamagedError, match="Cứu số liệu"):
        held(file)
    if rescued:
        rescue(file, tmp_path / "b.bc42", load)
        assert held(tmp_path / "b.bc42").cells
    else:
        with pytest.raises(DamagedError):
            rescue(file, tmp_path / "b.bc42", load)


@pytest.mark.parametrize("at", ["garbage", "", "2024"])
def test_the_time_of_the_last_change_can_be_damaged(file: Path, at: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE history SET at = ?", [at])
        connection.commit()
    with Workspace.open(file, readonly=True) as workspace, pytest.raises(DamagedError):
        workspace.edited(workspace.load(load))


def test_a_report_that_cannot_be_told_is_named_in_a_rescue(file: Path, tmp_path: Path) -> None:
    with Workspace.open(file) as workspace:
        workspace.add_report(Unit("Tỉnh Kon Tum", "tinh"), Period(2025), load("nq42"))
    damaged(file, "UPDATE report SET period = 'zz' WHERE period = '2025'")
    listed, line = rescue(file, tmp_path / "b.bc42", load)
    assert "danh sách báo cáo" in listed
    assert "báo cáo số 2" in line


def test_a_report_is_read_as_of_one_moment(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between a report and its history no other program can write: they would differ, and a sound file look damaged."""
    refused: list[str] = []
    written = soundness.written

    def meanwhile(connection: sqlite3.Connection, number: int) -> Iterator[tuple[Subject, str]]:
        other = sqlite3.connect(file, timeout=0, isolation_level=None)
        with closing(other), pytest.raises(sqlite3.OperationalError, match="locked") as refusal:
            other.execute("BEGIN EXCLUSIVE")
        refused.append(str(refusal.value))
        return written(connection, number)

    monkeypatch.setattr(soundness, "written", meanwhile)
    held(file)
    assert refused
    with closing(sqlite3.connect(file, timeout=0, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
