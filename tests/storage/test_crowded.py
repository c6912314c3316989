"""Files that hold more than any office has: refused in a sentence, before their content is read."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from forms.definitions.loading import load
from forms.errors import KnownError
from forms.offices.units import Unit
from forms.report import limits
from forms.report.cells import Address, Cell
from forms.report.changes import SetCell, SetParagraphs
from forms.values.numbers import Number
from forms.values.period import Period
from forms.workfile import LARGEST
from storage import failures, held, schema
from storage import file as files
from storage.failures import DamagedError
from storage.rescue import rescue
from storage.tables import contents
from storage.tables.letters import Letter, LetterKind
from storage.workspace import Workspace
from tests.storage.sent import STOCK, Office, receiving, take

LETTER = (
    "INSERT INTO letter (kind, unit, period, template, recipients, subject, text, digest, number, files, who, at) "
    "VALUES ('', '', '2024', 'nq42', '', '', '', '', 1, '', '', '2024-01-01T00:00:00+00:00')"
)
STRAY = (
    'INSERT INTO cell (report, figure, "row", measure, digits, decimals, state) '
    "VALUES (1, 'a', ?, 'b', 1, 0, 'stated')"
)
SAID = (
    'INSERT INTO history (report, at, who, figure, "row", measure, old, new) '
    "VALUES (1, '2024-01-01T00:00:00+00:00', '', 'a', ?, 'b', '', '1')"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.bc42"
    with Workspace.create(path) as workspace:
        workspace.add_report(Unit("Xã Đăk Blà", "xa"), Period(2024), load("nq42"))
    return path


def add(file: Path, statement: str, lines: int) -> None:
    with closing(sqlite3.connect(file)) as connection:
        for number in range(lines):
            connection.execute(statement, [f"r{number}"] if "?" in statement else [])
        connection.commit()


def refuse(file: Path) -> None:
    """A file is refused wherever it is opened, and nothing is made of it."""
    fresh = file.with_name("fresh.bc42")
    for attempt in (
        lambda: Workspace.open(file),
        lambda: Workspace.open(file, readonly=True),
        lambda: Workspace.look(file),
        lambda: rescue(file, fresh, load),
    ):
        with pytest.raises(KnownError, match="hơn mọi tệp làm việc thật"):
            attempt()
    assert not fresh.exists()


def test_a_file_larger_than_any_is_refused(file: Path) -> None:
    os.truncate(file, LARGEST + 1)
    refuse(file)


def test_a_table_that_is_read_whole_may_have_no_more_lines_than_any_office_needs(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "STORED", 3)
    add(file, LETTER, 4)
    refuse(file)


def test_no_list_of_a_file_grows_so_that_it_could_not_be_opened_again(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "STORED", 3)
    letter = Letter(LetterKind.REMINDER, "", "2024", "nq42", "Xã A", "đôn đốc", "Kính gửi")
    with Workspace.open(file) as workspace:
        for _ in range(3):
            workspace.keep_letter(letter)
        with pytest.raises(KnownError, match="3 dòng trong một danh sách"):
            workspace.keep_letter(letter)
    with Workspace.open(file) as workspace:
        assert len(workspace.letters()) == 3


@pytest.mark.parametrize("statement", [STRAY, SAID])
def test_a_report_may_have_no_more_lines_than_anybody_types(
    file: Path, monkeypatch: pytest.MonkeyPatch, statement: str
) -> None:
    monkeypatch.setattr(limits, "STORED", 3)
    monkeypatch.setattr(contents, "_MOST_SUBJECTS", 3)
    add(file, statement, 4)
    with Workspace.open(file, readonly=True) as workspace, pytest.raises(DamagedError) as caught:
        workspace.load(load)
    assert "chỗ" not in str(caught.value)  # not told apart, which would cost as much as reading them
    with pytest.raises(DamagedError):
        rescue(file, file.with_name("fresh.bc42"), load)


def test_a_report_of_many_changes_of_few_cells_is_read(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents, "_MOST_SUBJECTS", 3)
    with Workspace.open(file) as workspace:
        report = workspace.load(load)
        for number in range(9):
            change = SetCell(Address("ncc_funeral", "", "count"), Cell(Number(number)))
            workspace.save(report, [change])
            report.apply(change)
        assert workspace.load(load).cells == report.cells
        monkeypatch.setattr(contents, "_MOST_CHANGES", 8)
        with pytest.raises(DamagedError):
            workspace.load(load)


def test_a_file_never_grows_so_that_it_could_not_be_opened_again(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    largest = file.stat().st_size + 100_000
    monkeypatch.setattr(files, "LARGEST", largest)
    monkeypatch.setattr(failures, "LARGEST", largest)
    with Workspace.open(file) as workspace:
        report = workspace.load(load)

        def write() -> None:
            for number in range(20):
                workspace.save(report, [SetParagraphs("I", (str(number) * 9000,))])

        with pytest.raises(KnownError, match=r"tạo tệp mới cho các kỳ sau"):
            write()
    assert file.stat().st_size <= largest
    with Workspace.open(file) as workspace:
        workspace.load(load)


def test_a_large_file_is_looked_into_and_not_held_in_memory(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held, "MOST_HELD", file.stat().st_size - 1)
    with Workspace.look(file) as copy:
        assert len(copy.reports()) == 1
        with pytest.raises(KnownError, match="đề nghị chép riêng"):
            copy.content()
        monkeypatch.setattr(held, "MOST_HELD", file.stat().st_size)
        with Workspace.of_content(file, copy.content()) as whole:
            assert whole.reports() == copy.reports()


def test_of_many_damaged_places_the_first_are_told_and_all_are_counted(file: Path) -> None:
    add(file, SAID, 5)
    with Workspace.open(file, readonly=True) as workspace, pytest.raises(DamagedError, match=r"ở 5 chỗ \(a; a …\)"):
        workspace.load(load)


def test_what_is_asked_by_period_may_be_as_much_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with receiving(tmp_path) as here:
        take(here, Office("Xã A").put(7, STOCK).send(3))
        places = here._connection.execute("SELECT count(*) FROM place").fetchone()[0]
        monkeypatch.setattr(limits, "STORED", places - 1)
        assert not schema.is_crowded(here._connection)
        monkeypatch.setattr(limits, "STORED", 1)
        assert schema.is_crowded(here._connection)  # of the offices
