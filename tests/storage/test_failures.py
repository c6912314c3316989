from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, nullcontext
from datetime import date
from pathlib import Path

import pytest

from forms.definitions.loading import load
from forms.errors import KnownError
from forms.offices.deadlines import Deadline
from forms.offices.units import Unit
from forms.report.cells import Address, Cell
from forms.report.changes import SetCell, SetParagraphs
from forms.report.report import Report
from forms.values.numbers import Number
from forms.values.period import Period
from storage import failures, schema
from storage.failures import DamagedError
from storage.file import NewFile
from storage.rescue import rescue
from storage.workspace import Workspace
from tests.storage.test_questions import QUESTIONS

UNIT = Unit("Xã Đăk Blà", "xa")
ADDRESS = Address("ncc_funeral", "", "count")
POSIX = pytest.mark.skipif(os.name != "posix", reason="Windows keeps an open file where it is")
NOBODY = 65534


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that another user can reach, unlike pytest's own."""
    path = Path(tempfile.mkdtemp())
    path.chmod(0o777)
    yield path
    if path.exists():
        path.chmod(0o777)
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture
def file(folder: Path) -> Path:
    path = folder / "Báo cáo.bc42"
    with Workspace.create(path) as workspace:
        workspace.add_report(UNIT, Period(2024), load("nq42"))
    path.chmod(0o666)
    return path


@contextmanager
def nobody() -> Iterator[None]:
    """Without the rights of an administrator, for whom nothing is read-only."""
    mine = os.geteuid()
    if mine == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if mine == 0:
            os.seteuid(0)


def put(workspace: Workspace, report: Report, number: int) -> None:
    change = SetCell(ADDRESS, Cell(Number(number)))
    workspace.save(report, [change])
    report.apply(change)


def stored(file: Path) -> Cell | None:
    with Workspace.open(file, readonly=True) as workspace:
        return stored_in(workspace)


def stored_in(workspace: Workspace) -> Cell | None:
    return workspace.load(load).cells.get(ADDRESS)


def test_a_full_disk_is_told_and_costs_only_that_change(file: Path) -> None:
    with Workspace.open(file) as workspace:
        report = workspace.load(load)
        put(workspace, report, 1)
        (pages,) = workspace._connection.execute("PRAGMA page_count").fetchone()
        workspace._connection.execute(f"PRAGMA max_page_count={pages}")
        long = SetParagraphs("I", ("a" * 19_000,))
        with pytest.raises(KnownError, match=r"đã đầy.*giải phóng chỗ"):
            workspace.save(report, [SetCell(ADDRESS, Cell(Number(2))), long])
        workspace._connection.execute(f"PRAGMA max_page_count={pages + 100}")
        assert workspace.load(load).cells[ADDRESS] == Cell(Number(1))
        put(workspace, report, 3)
    assert stored(file) == Cell(Number(3))


def test_a_new_file_that_finds_no_room_leaves_nothing_behind(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorname = "SQLITE_FULL"
        raise error

    monkeypatch.setattr(schema, "migrate", full)
    with pytest.raises(KnownError, match="đã đầy"):
        Workspace.create(folder / "a.bc42")
    assert not list(folder.iterdir())


def test_a_new_file_whose_first_report_is_not_committed_is_not_said_to_be_made(folder: Path) -> None:
    path = folder / "a.bc42"
    with pytest.raises(KnownError, match="đã đầy"), Workspace.create(path) as workspace:  # noqa: PT012 - both refuse
        (pages,) = workspace._connection.execute("PRAGMA page_count").fetchone()
        workspace._connection.execute(f"PRAGMA max_page_count={pages}")
        workspace.add_report(UNIT, Period(2024), load("nq42"), changes=[SetParagraphs("I", ("a" * 19_000,))])
    assert not list(folder.iterdir())


@POSIX
def test_a_read_only_folder_is_told_before_anything_is_typed(file: Path) -> None:
    file.parent.chmod(0o555)
    with nobody():
        with pytest.raises(KnownError, match=r"Không ghi được.*chép tệp sang nơi khác"):
            Workspace.open(file)
        with pytest.raises(KnownError, match="Không ghi được"):
            Workspace.create(file.parent / "b.bc42")
        assert stored(file) is None  # it can still be read


@POSIX
def test_a_read_only_file_is_told_before_anything_is_typed(file: Path) -> None:
    file.chmod(0o444)
    with nobody(), pytest.raises(KnownError, match=r"Không ghi được|Không đọc được"):
        Workspace.open(file)


@POSIX
def test_a_file_that_went_away_takes_no_more_figures(file: Path) -> None:
    with Workspace.open(file) as workspace:
        report = workspace.load(load)
        put(workspace, report, 1)
        moved = file.rename(file.with_name("chỗ khác.bc42"))
        with pytest.raises(KnownError, match=r"Không còn thấy.*cắm lại ổ"):
            put(workspace, report, 2)
        file.write_bytes(b"")
        with pytest.raises(KnownError, match=r"Không còn thấy|thay bằng"):
            put(workspace, report, 2)
        moved.replace(file)
        put(workspace, report, 3)
    assert stored(file) == Cell(Number(3))


@POSIX
def test_a_file_that_was_put_back_is_taken_up_again(file: Path) -> None:
    older = file.with_name("bản cũ")
    with Workspace.open(file) as workspace:
        report = workspace.load(load)
        put(workspace, report, 1)
    shutil.copy(file, older)
    with Workspace.open(file) as workspace:
        report = workspace.load(load)
        put(workspace, report, 2)
        kept = file.with_name("giữ")
        shutil.copy(file, kept)
        file.unlink()
        with pytest.raises(KnownError, match="Không còn thấy"):
            put(workspace, report, 3)
        shutil.copy(older, file)  # a backup of yesterday in its place: what was typed since would be lost
        with pytest.raises(KnownError, match=r"thay bằng một tệp khác.*Lưu thành tệp khác"):
            put(workspace, report, 3)
        kept.replace(file)
        put(workspace, report, 4)
        put(workspace, report, 5)
        with pytest.raises(KnownError, match="đang mở"):
            Workspace.open(file)
    assert stored(file) == Cell(Number(5))


@POSIX
def test_a_file_that_is_written_over_takes_no_more_figures(file: Path) -> None:
    other = file.with_name("khác.bc42")
    with Workspace.create(other) as workspace:
        workspace.add_report(UNIT, Period(2023), load("nq42"))
    with Workspace.open(file) as workspace:
        report = workspace.load(load)
        put(workspace, report, 1)
        file.write_bytes(other.read_bytes())  # the same place and inode
        with pytest.raises(KnownError, match="thay bằng một tệp khác"):
            put(workspace, report, 2)
        workspace.save_as(file.with_name("mới.bc42"), report)
        put(workspace, report, 3)
    assert stored(file.with_name("mới.bc42")) == Cell(Number(3))
    with Workspace.open(file, readonly=True) as workspace:
        assert [name.period.year for name in workspace.reports()] == [2023]


@POSIX
def test_a_file_that_is_written_over_with_what_it_held_is_taken_up_again(file: Path) -> None:
    with Workspace.open(file) as workspace:
        report = workspace.load(load)
        put(workspace, report, 1)
        held = file.read_bytes()
        file.write_bytes(held)  # the same place and inode
        os.utime(file, (0, 0))
        put(workspace, report, 2)
        with pytest.raises(KnownError, match="đang mở"):
            Workspace.open(file)
    assert stored(file) == Cell(Number(2))


@pytest.mark.parametrize("failures", [1, 2])
@pytest.mark.parametrize("committed", [True, False])
def test_a_commit_that_failed_is_told_unless_it_stands(
    file: Path, monkeypatch: pytest.MonkeyPatch, *, failures: int, committed: bool
) -> None:
    """As where the last sync of a commit fails: with the change on disk or taken back, once or as often as tried."""
    sound, left = schema.transaction, failures

    @contextmanager
    def failing(connection: sqlite3.Connection) -> Iterator[None]:
        nonlocal left
        left -= 1
        with sound(connection):
            yield
            if left >= 0 and not committed:
                raise sqlite3.OperationalError("disk I/O error")
        if left >= 0:
            raise sqlite3.OperationalError("disk I/O error")

    with Workspace.open(file) as workspace:
        report = workspace.load(load)
        put(workspace, report, 1)
        with monkeypatch.context() as patched:
            patched.setattr(schema, "transaction", failing)
            told = nullcontext() if committed and failures == 1 else pytest.raises(KnownError)
            with told:
                put(workspace, report, 2)
        assert stored_in(workspace) == Cell(Number(2 if committed else 1))
        put(workspace, report, 3)
    assert stored(file) == Cell(Number(3))


@POSIX
def test_what_is_put_back_is_looked_at_like_any_file(file: Path) -> None:
    with Workspace.open(file) as workspace:
        report = workspace.load(load)
        put(workspace, report, 1)
        kept = file.with_name("giữ")
        shutil.copy(file, kept)
        file.unlink()
        with closing(sqlite3.connect(kept)) as connection:
            connection.execute("CREATE TRIGGER t AFTER INSERT ON cell BEGIN UPDATE cell SET digits = 9; END")
        kept.replace(file)
        with pytest.raises(KnownError, match="thay bằng một tệp khác"):
            put(workspace, report, 2)


@POSIX
def test_a_file_that_is_gone_is_saved_elsewhere_with_its_history(file: Path) -> None:
    other = file.with_name("nơi khác.bc42")
    with Workspace.open(file) as workspace:
        report = workspace.load(load)
        put(workspace, report, 1)
        file.unlink()
        with pytest.raises(KnownError, match="Lưu thành tệp khác"):
            put(workspace, report, 2)
        workspace.save_as(other, report)
        put(workspace, report, 3)
        assert [entry.new for entry in workspace.history(report, ADDRESS)] == [Cell(Number(3)), Cell(Number(1))]
    assert stored(other) == Cell(Number(3))


def test_saving_elsewhere_overwrites_nothing(file: Path) -> None:
    other = file.with_name("b.bc42")
    other.write_text("của người khác", encoding="utf-8")
    with Workspace.open(file) as workspace:
        report = workspace.load(load)
        with pytest.raises(KnownError, match="đã có"):
            workspace.save_as(other, report)
        put(workspace, report, 1)
    assert other.read_text(encoding="utf-8") == "của người khác"
    assert stored(file) == Cell(Number(1))


def test_where_the_new_disk_is_full_nothing_is_saved_with_less(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(NewFile):
        def __init__(self, place: Path) -> None:
            super().__init__(place)
            self.connection.execute("PRAGMA max_page_count=2")

    with Workspace.open(file) as workspace:
        report = workspace.load(load)
        put(workspace, report, 1)
        with monkeypatch.context() as full:
            full.setattr("storage.workspace.NewFile", Full)
            with pytest.raises(KnownError, match="đã đầy"):
                workspace.save_as(file.with_name("b.bc42"), report)
        assert [found.name for found in file.parent.iterdir() if not found.name.endswith("-journal")] == [file.name]
        put(workspace, report, 2)
    assert stored(file) == Cell(Number(2))


def test_what_can_no_longer_be_read_is_saved_from_memory(file: Path) -> None:
    other = file.with_name("b.bc42")
    with Workspace.open(file) as workspace:
        report = workspace.load(load)
        put(workspace, report, 1)
        workspace._connection.close()  # as of a stick that was pulled out: every statement fails
        workspace.save_as(other, report)
        put(workspace, report, 2)
    assert stored(other) == Cell(Number(2))


@POSIX
def test_a_stick_pulled_out_is_told(file: Path) -> None:
    with Workspace.open(file) as workspace:
        report = workspace.load(load)
        shutil.rmtree(file.parent)
        with pytest.raises(KnownError, match="Không còn thấy"):
            put(workspace, report, 1)
        assert ADDRESS not in report.cells


def test_any_damage_is_told_or_harmless(file: Path) -> None:
    with Workspace.open(file) as workspace:
        report = workspace.load(load)
        for number in range(20):
            put(workspace, report, number)
    sound = file.read_bytes()
    chance = random.Random(42)  # noqa: S311 - examples, no secrets
    refused = 0
    for _ in range(200):
        data = bytearray(sound)
        start = chance.randrange(16, len(data))
        for place in range(start, min(start + chance.choice((1, 16, 700)), len(data))):
            data[place] = chance.randrange(256)
        file.write_bytes(data)
        try:
            with Workspace.open(file) as workspace:
                workspace.history(workspace.load(load), ADDRESS)
        except KnownError:
            refused += 1
    assert refused > 10


def test_an_index_that_names_no_row_hides_no_report(file: Path) -> None:
    """One page of the file in the place of another: what it says is sound, and yet nothing is found by it."""
    with Workspace.open(file) as workspace:
        put(workspace, workspace.load(load), 7)
    with closing(sqlite3.connect(file)) as connection:
        roots = dict(connection.execute("SELECT tbl_name, rootpage FROM sqlite_master WHERE type = 'index'").fetchall())
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    page, blank = (size * (roots[table] - 1) for table in ("report", "revision"))
    data = bytearray(file.read_bytes())
    data[page : page + size] = data[blank : blank + size]
    file.write_bytes(data)
    with pytest.raises(KnownError, match="bị hỏng"):
        Workspace.open(file, readonly=True)
    assert rescue(file, file.with_name("new.bc42"), load) == []
    with Workspace.open(file.with_name("new.bc42")) as workspace:
        assert [cell.number for cell in workspace.load(load).cells.values()] == [Number(7)]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("state", "'không có'"),
        ("digits", "NULL"),
        ("working", "CAST(x'ff' AS TEXT)"),
        ("decimals", "-1"),
        ("decimals", "31"),
    ],
)
def test_content_that_cannot_be_is_damage(file: Path, column: str, value: str) -> None:
    with Workspace.open(file) as workspace:
        put(workspace, workspace.load(load), 7)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"UPDATE cell SET {column} = {value}")  # noqa: S608 - constants of this test
        connection.commit()
    with pytest.raises(KnownError, match="bị hỏng"), Workspace.open(file) as workspace:
        workspace.load(load)


@pytest.mark.parametrize(
    ("reading", "damage"),
    [
        ("deadlines", "UPDATE deadline SET since = 'mai'"),
        ("edited", "UPDATE report SET created = 'mai'"),
        ("reports", "UPDATE report SET period = 'mai'"),
        ("units", "UPDATE unit SET uid = ''"),
    ],
)
def test_content_that_turned_bad_while_the_file_is_open_is_damage(file: Path, reading: str, damage: str) -> None:
    with Workspace.open(file) as workspace:
        report = workspace.load(load)
        workspace.add_deadlines([Deadline("", "trước 30/11", "Kế hoạch 2581")])
        assert workspace._connection.execute(damage).rowcount
        with pytest.raises(DamagedError):
            QUESTIONS[reading](workspace, report)


@POSIX
def test_a_reader_takes_back_what_was_cut_off(file: Path) -> None:
    copy = file.parent / "chép" / "a.bc42"
    copy.parent.mkdir()
    code = (
        "import os, signal, sqlite3, sys\n"
        "connection = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "connection.execute('PRAGMA cache_size=1'); connection.execute('BEGIN')\n"
        "connection.execute(\"UPDATE unit_era SET name = 'sai'\")\n"
        "connection.execute('CREATE TABLE filler AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
        "WHERE i < 5000) SELECT i, randomblob(200) FROM n')\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", code, str(file)], check=False)
    journal = file.with_name(f"{file.name}-journal")
    assert journal.stat().st_size
    shutil.copy(file, copy)
    shutil.copy(journal, copy.with_name("a.bc42-journal"))
    with Workspace.open(file, readonly=True) as workspace:
        assert workspace.reports()[0].unit.name == UNIT.name
    for made in copy.parent.iterdir():
        made.chmod(0o444)
    copy.parent.chmod(0o555)
    with nobody(), pytest.raises(KnownError, match=r"ngắt giữa chừng.*-journal"):
        Workspace.open(copy, readonly=True)
    copy.parent.chmod(0o755)


WRITER = """
import sys
from pathlib import Path
from forms.definitions.loading import load
from forms.values.numbers import Number
from forms.report.cells import Address, Cell
from forms.report.changes import Pin, SetCell, SetParagraphs, SetSource
from storage.received import Received
from storage.signed import SignedCopy, Tie
from storage.workspace import Workspace
workspace = Workspace.open(Path(sys.argv[1]))
report = workspace.load(load)
for number in range(1, 100000):
    workspace.save(report, [SetCell(Address(*sys.argv[2:5]), Cell(Number(number)))])
    print(number, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is how POSIX pulls the plug")
def test_killed_at_any_moment_nothing_that_was_saved_is_lost(file: Path) -> None:
    chance = random.Random(7)  # noqa: S311 - examples, no secrets
    for _ in range(6):
        command = [sys.executable, "-c", WRITER, str(file), *ADDRESS]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]) as writer:
            assert writer.stdout is not None
            promised = 0
            for line in writer.stdout:
                promised = int(line)
                if promised >= chance.randrange(1, 40):
                    writer.send_signal(signal.SIGKILL)
                    break
            promised = max([promised, *(int(line) for line in writer.stdout if line.endswith("\n"))])
        cell = stored(file) if not list(file.parent.glob("*-journal")) else recovered(file)
        assert cell is not None
        assert cell.number is not None
        assert cell.number.digits in (promised, promised + 1)  # the last may have been saved and not yet said


def recovered(file: Path) -> Cell | None:
    """What stands there after the journal was rolled back."""
    with Workspace.open(file) as workspace:
        return stored_in(workspace)


def test_what_cannot_be_written_or_packed_is_told_in_a_sentence(tmp_path: Path) -> None:
    day, period = date(2024, 12, 31), Period(2024)
    with Workspace.create(tmp_path / "a.bc42") as workspace:
        workspace.add_report(Unit("Xã A", "xa"), period, load("nq42"))
    workspace = Workspace.open(tmp_path / "a.bc42")
    report = workspace.load(load)
    workspace._connection.close()
    acts: list[Callable[[], object]] = [
        workspace.content,
        lambda: workspace.add_alias("A", "Xã A", day),
        *(lambda: workspace.ask(report, ["II.1"], "Sở"), lambda: workspace.reply(report, ["II.1"], "Sở")),
        *(lambda: workspace.save(report, []), lambda: workspace.remove_deadline(1), lambda: workspace.remove_param(1)),
        *(lambda: workspace.put_units([], ["xa"]), lambda: workspace.attach(1, report, "a.png", b"")),
    ]
    for act in acts:
        with pytest.raises(DamagedError):
            act()


@pytest.mark.parametrize(("code", "refused"), [(errno.ENOSPC, False), (errno.EROFS, True)])
def test_a_file_on_a_full_disk_is_opened_and_one_that_cannot_be_written_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, *, refused: bool
) -> None:
    def fail(*_: object) -> None:
        raise OSError(code, "no")

    monkeypatch.setattr(Path, "open", fail)
    with pytest.raises(KnownError, match="Không ghi được vào") if refused else nullcontext():
        failures.check_writable(tmp_path / "a.bc42")


@pytest.mark.parametrize(("code", "words"), [(errno.ENOSPC, "hết chỗ|đầy"), (errno.EACCES, "không ghi được|quyền")])
def test_a_file_beside_that_cannot_be_written_is_told_with_its_reason(tmp_path: Path, code: int, words: str) -> None:
    with pytest.raises(KnownError, match=words) as caught, failures.written(tmp_path / "kết xuất.pdf"):
        raise OSError(code, "no")
    assert "kết xuất.pdf" in str(caught.value)
    assert "Không đọc được" not in str(caught.value)


def test_a_new_file_whose_folder_went_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "thư mục"
    folder.mkdir()
    workspace = Workspace.create(folder / "a.bc42")
    shutil.rmtree(folder)
    with pytest.raises(KnownError, match="thư mục"):
        workspace.close()
    workspace.discard()


def test_more_decimals_than_anybody_types_are_damage(file: Path) -> None:
    with Workspace.open(file) as workspace:
        change = SetCell(ADDRESS, Cell(Number(272)))
        workspace.save(workspace.load(load), [change])
    with sqlite3.connect(file) as connection:
        assert connection.execute("UPDATE cell SET digits = 1, decimals = 31").rowcount == 1
        connection.execute("UPDATE history SET new = ? WHERE new = '272'", ["0." + "0" * 30 + "1"])
    connection.close()
    with Workspace.open(file, readonly=True) as workspace, pytest.raises(DamagedError):
        workspace.load(load)
