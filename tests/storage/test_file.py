from __future__ import annotations

import errno
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path, PurePosixPath, PureWindowsPath
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports import values
from forms.definitions.loading import load
from forms.errors import KnownError
from forms.offices.units import Unit
from forms.values.period import Period
from storage import file, schema, snapshot
from storage.rescue import rescue
from storage.workspace import Workspace
from ui.jobs import importing

ROOT = Path(__file__).parents[2]
POSIX = pytest.mark.skipif(os.name != "posix", reason="locks, signals and links as POSIX has them")
UNIT = Unit("Xã Đăk Blà", "xa")


def make(path: Path) -> Path:
    with Workspace.create(path) as workspace:
        workspace.add_report(UNIT, Period(2024), load("nq42"))
    return path


def other_program(path: Path) -> str:
    """What a second program is told that opens the file for changes; "" when it may."""
    code = (
        "import sys; from pathlib import Path; from storage.workspace import Workspace\n"
        "from forms.errors import KnownError\n"
        "try: Workspace.open(Path(sys.argv[1])).close()\n"
        "except KnownError as error: print(error)"
    )
    command = [sys.executable, "-c", code, str(path)]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True, encoding="utf-8").stdout


@POSIX
@pytest.mark.parametrize("way", ["same", "dots", "symbolic", "hard", "readonly", "create", "read", "values", "rescue"])
def test_no_second_opening_lets_another_program_in(tmp_path: Path, way: str) -> None:
    path = make(tmp_path / "a.bc42")
    spelling = {"dots": tmp_path / "b" / ".." / "a.bc42", "symbolic": tmp_path / "l.bc42", "hard": tmp_path / "h.bc42"}
    (tmp_path / "b").mkdir()
    with Workspace.open(path):
        again = spelling.get(way, path)
        if way == "symbolic":
            again.symlink_to(path)
        elif way == "hard":
            again.hardlink_to(path)
        acts: dict[str, Callable[[Path], object]] = {
            "create": Workspace.create,
            "read": importing.read,
            "values": values.read,
            "rescue": lambda path: rescue(path, tmp_path / "new.bc42", load),
            "readonly": lambda path: Workspace.open(path, readonly=True),
        }
        with pytest.raises(KnownError, match=r"đang mở|đã có"):
            acts.get(way, Workspace.open)(again)
        assert "đang mở" in other_program(path)
    assert not other_program(path)


WRITER = """
import sys; from pathlib import Path; from storage.workspace import Workspace
from forms.definitions.loading import load
from forms.report.cells import Cell
from forms.report.changes import SetCell
from forms.values.numbers import Number
with Workspace.open(Path(sys.argv[1])) as workspace:
    report = workspace.load(load)
    places = [place for figure in report.template.figures.values() for place in report.addresses(figure)][:9]
    for number in range(1, 100000):
        workspace.save(report, [SetCell(place, Cell(Number(number))) for place in places])
        print(number, flush=True)
"""


def test_a_file_that_a_window_has_open_is_read_as_it_stood_between_two_commits(tmp_path: Path) -> None:
    path, seen = make(tmp_path / "a.bc42"), [0]
    command = [sys.executable, "-c", WRITER, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as writer:
        assert writer.stdout
        for _ in range(15):
            promised = int(writer.stdout.readline())
            with Workspace.open(path, readonly=True) as workspace:
                report = workspace.load(load)
            (number,) = {cell.number.digits for cell in report.cells.values() if cell.number}
            assert len(report.cells) == 9
            assert number >= max(promised, seen[-1])
            seen.append(number)
        assert "đang mở" in other_program(path)
        writer.kill()


def test_a_file_with_half_a_change_in_it_is_not_read(tmp_path: Path) -> None:
    path = make(tmp_path / "a.bc42")
    journal = tmp_path / "a.bc42-journal"
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7")
    assert snapshot.content(path, journal) is None
    journal.write_bytes(bytes(7) + b"\x01")
    assert snapshot.content(path, journal) is None
    journal.write_bytes(bytes(28))
    assert snapshot.content(path, journal) == path.read_bytes()


@pytest.mark.parametrize("readonly", [False, True])
def test_what_sqlite_is_told_of_a_file(tmp_path: Path, *, readonly: bool) -> None:
    path = make(tmp_path / "a.bc42")
    with closing(file.connect(path, "ro" if readonly else "rw")) as connection:
        asked = ("trusted_schema", "cell_size_check", "foreign_keys", "query_only", "synchronous", "locking_mode")
        told = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in asked]
    assert told == ([0, 1, 1, 1, 2, "normal"] if readonly else [0, 1, 1, 0, 2, "exclusive"])


@pytest.mark.parametrize("old", sorted((Path(__file__).parent / "files").glob("schema-*.bc42")), ids=str)
def test_what_sqlite_is_told_of_a_file_that_was_brought_up_to_date(tmp_path: Path, old: Path) -> None:
    path = Path(shutil.copy(old, tmp_path / "a.bc42"))
    with Workspace.open(path) as workspace:
        assert workspace._file.connection.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_a_new_file_that_is_given_up_is_let_go_of(tmp_path: Path) -> None:
    new = file.NewFile(tmp_path / "a.bc42")
    new.discard()
    with pytest.raises(sqlite3.ProgrammingError):
        new.connection.execute("SELECT 1")
    assert list(tmp_path.iterdir()) == []


def test_a_new_file_that_cannot_be_put_in_its_place_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.EIO, "input/output error")

    workspace = Workspace.create(tmp_path / "a.bc42")
    monkeypatch.setattr(file, "sync", fail)
    with pytest.raises(KnownError, match=r"a\.bc42"):
        workspace.close()
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_held_while_it_is_open_here_or_elsewhere(tmp_path: Path) -> None:
    path = make(tmp_path / "a.bc42")
    assert [file.is_held(path), file.is_held(tmp_path / "b.bc42")] == [False, False]
    with Workspace.open(path):
        assert file.is_held(path)
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert file.is_held(path)
    assert not file.is_held(path)


def test_a_new_file_that_takes_long_is_not_swept_by_the_next(tmp_path: Path) -> None:
    first = file.NewFile(tmp_path / "a.bc42")
    first.connection.execute("CREATE TABLE t (a)")
    os.utime(first.path, (0, 0))
    file.NewFile(tmp_path / "b.bc42").discard()
    first.publish()
    assert [path.name for path in tmp_path.iterdir()] == ["a.bc42"]


@pytest.mark.parametrize("start", range(8))
def test_of_two_that_create_one_file_one_wins_and_keeps_it(tmp_path: Path, start: int) -> None:
    path, barrier = tmp_path / "a.bc42", threading.Barrier(3)
    ends: list[str] = []

    def create(period: int) -> None:
        barrier.wait()
        try:
            with Workspace.create(path) as workspace:
                workspace.add_report(UNIT, Period(period), load("nq42"))
            ends.append(str(period))
        except KnownError as error:
            assert "đã có" in str(error)  # noqa: PT017 - the other threads may raise nothing

    creators = [threading.Thread(target=create, args=(2021 + start + number,)) for number in range(3)]
    for one in creators:
        one.start()
    for one in creators:
        one.join()
    assert len(ends) == 1
    with Workspace.open(path, readonly=True) as workspace:
        assert [str(name.period.year) for name in workspace.reports()] == ends
    assert [found.name for found in tmp_path.iterdir()] == ["a.bc42"]


@pytest.mark.parametrize("name", ["a\nb", "a\tb", "a\u202eb", "a\u200bb", "a\x1b[31m", "a\ufeff"])
def test_a_name_is_what_one_sees_of_it(tmp_path: Path, name: str) -> None:
    with pytest.raises(KnownError, match="ký tự không nhìn thấy"):
        Workspace.create(tmp_path / f"{name}.bc42")
    assert not list(tmp_path.iterdir())


def test_what_fails_while_it_is_made_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), Workspace.create(tmp_path / "a.bc42") as workspace:
        workspace.add_report(UNIT, Period(2024 // len(workspace.reports())), load("nq42"))
    assert not list(tmp_path.iterdir())
    make(tmp_path / "a.bc42")


def test_no_writer_goes_on_in_what_it_may_only_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make(tmp_path / "a.bc42")
    plain = file.uri
    monkeypatch.setattr(file, "uri", lambda path, _mode: plain(path, "ro"))  # SQLite does so by itself, without a word
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        file.connect(path, "rw")


def test_what_cannot_be_begun_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, _mode: str) -> sqlite3.Connection:
        path.write_bytes(b"begun")
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(file, "connect", refuse)
    with pytest.raises(KnownError):
        Workspace.create(tmp_path / "a.bc42")
    assert not list(tmp_path.iterdir())


def test_a_folder_that_keeps_what_was_unfinished_hides_no_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.bc42"
    workspace = Workspace.create(path)

    def refuse(*_: object, **__: object) -> None:
        raise OSError("disk I/O error")

    path.write_text("của người khác", encoding="utf-8")
    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(KnownError, match="đã có"):
        workspace.close()


def test_a_file_that_came_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a.bc42"
    workspace = Workspace.create(path)
    path.write_text("của người khác", encoding="utf-8")
    with pytest.raises(KnownError, match="đã có"):
        workspace.close()
    assert path.read_text(encoding="utf-8") == "của người khác"
    assert [found.name for found in tmp_path.iterdir()] == ["a.bc42"]


@POSIX
def test_without_links_a_new_file_is_put_in_place_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError("no links here")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    path = make(tmp_path / "a.bc42")
    assert not other_program(path)
    workspace = Workspace.create(tmp_path / "b.bc42")
    (tmp_path / "b.bc42").write_text("của người khác", encoding="utf-8")
    with pytest.raises(KnownError, match="đã có"):
        workspace.close()
    assert (tmp_path / "b.bc42").read_text(encoding="utf-8") == "của người khác"


@POSIX
def test_without_links_a_creator_that_was_killed_is_not_in_the_way(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys; from pathlib import Path\n"
        "from storage.workspace import Workspace\n"
        "def refuse(*_): raise PermissionError\n"
        "Path.hardlink_to = refuse\n"
        "Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "Workspace.create(Path(sys.argv[1])).close()"
    )
    path = tmp_path / "a.bc42"
    killed = subprocess.run([sys.executable, "-c", code, str(path)], cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert path.read_bytes() == b""
    with Workspace.open_or_create(path) as workspace:
        workspace.add_report(UNIT, Period(2024), load("nq42"))
    assert not other_program(path)


@POSIX
@pytest.mark.parametrize("start", range(8))
def test_without_links_one_of_two_wins_an_empty_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, start: int
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError("no links here")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    path = tmp_path / "a.bc42"
    if start % 2:
        path.touch()
    test_of_two_that_create_one_file_one_wins_and_keeps_it(tmp_path, start)


@POSIX
def test_an_empty_place_that_somebody_holds_is_not_taken(tmp_path: Path) -> None:
    import fcntl

    path = tmp_path / "a.bc42"
    with path.open("wb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(KnownError, match="đã có"):
            make(path)
    assert path.read_bytes() == b""
    make(path)


@pytest.mark.parametrize("ending", ["journal", "wal", "shm"])
def test_no_new_file_stands_beside_a_journal_of_another(tmp_path: Path, ending: str) -> None:
    path = tmp_path / "a.bc42"
    left = tmp_path / f"a.bc42-{ending}"
    workspace = Workspace.create(path)
    left.write_text("của tệp đã xóa", encoding="utf-8")
    with pytest.raises(KnownError, match=left.name):
        workspace.close()
    with pytest.raises(KnownError, match=left.name):
        Workspace.create(path)
    assert list(tmp_path.iterdir()) == [left]
    assert left.read_text(encoding="utf-8") == "của tệp đã xóa"
    left.unlink()
    make(path)


@POSIX
@pytest.mark.parametrize("ending", ["journal", "wal", "shm"])
@pytest.mark.parametrize("link", [True, False])
def test_a_pipe_or_a_link_for_a_journal_is_told(tmp_path: Path, ending: str, *, link: bool) -> None:
    path = make(tmp_path / "a.bc42")
    left = tmp_path / f"a.bc42-{ending}"
    if link:
        left.symlink_to(tmp_path / "b")
    else:
        os.mkfifo(left)
    for readonly in (True, False):
        with pytest.raises(KnownError, match=left.name):
            Workspace.open(path, readonly=readonly)


OLD = ROOT / "tests" / "storage" / "files" / "schema-4.bc42"
BACKUP = "a.truoc-nang-cap-4.bc42"


@POSIX
@pytest.mark.parametrize("kind", ["workspace", "text", "folder", "pipe", "journal"])
def test_the_backup_of_an_upgrade_takes_a_free_name(tmp_path: Path, kind: str) -> None:
    path, taken = tmp_path / "a.bc42", tmp_path / BACKUP
    shutil.copyfile(OLD, path)
    if kind == "workspace":
        make(taken)
    elif kind == "text":
        taken.write_text("chữ", encoding="utf-8")
    elif kind == "folder":
        taken.mkdir()
    elif kind == "pipe":
        os.mkfifo(taken)
    else:
        taken.with_name(f"{BACKUP}-journal").touch()
    before = taken.read_bytes() if taken.is_file() else b""
    Workspace.open(path).close()
    assert (taken.read_bytes() if taken.is_file() else b"") == before
    with closing(sqlite3.connect(tmp_path / "a.truoc-nang-cap-4-2.bc42")) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (4,)


def test_a_migration_that_fails_again_and_again_leaves_one_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.bc42"
    shutil.copyfile(OLD, path)

    def refuse(*_: object) -> None:
        raise sqlite3.OperationalError("no")

    with monkeypatch.context() as patched:
        patched.setattr(schema, "migrate", refuse)
        for _ in range(3):
            with pytest.raises(KnownError):
                Workspace.open(path)
    Workspace.open(path).close()
    assert sorted(found.name for found in tmp_path.iterdir()) == ["a.bc42", BACKUP]


@POSIX
def test_a_link_to_a_backup_is_no_backup(tmp_path: Path) -> None:
    path, taken, other = tmp_path / "a.bc42", tmp_path / BACKUP, tmp_path / "nơi khác"
    shutil.copyfile(OLD, path)
    Workspace.open(path).close()
    taken.rename(other)
    taken.symlink_to(other)
    shutil.copyfile(OLD, path)
    Workspace.open(path).close()
    assert (tmp_path / "a.truoc-nang-cap-4-2.bc42").read_bytes() == other.read_bytes()


@POSIX
def test_a_long_name_is_shortened_for_the_backup_of_an_upgrade(tmp_path: Path) -> None:
    path = tmp_path / ("ă" * 121 + ".bc42")
    shutil.copyfile(OLD, path)
    Workspace.open(path).close()
    (backup,) = (found for found in tmp_path.iterdir() if found != path)
    assert backup.name.endswith("ă.truoc-nang-cap-4.bc42")


def test_a_backup_that_finds_no_room_leaves_nothing_and_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.bc42"
    shutil.copyfile(OLD, path)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(file, "sync", full)
    with pytest.raises(KnownError, match=f"{BACKUP}.*đã đầy"):
        Workspace.open(path)
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_bytes() == OLD.read_bytes()


def test_a_backup_that_breaks_off_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Small(file.NewFile):
        def __init__(self, place: Path) -> None:
            super().__init__(place)
            self.connection.execute("PRAGMA max_page_count=2")

    path = tmp_path / "a.bc42"
    shutil.copyfile(OLD, path)
    monkeypatch.setattr("storage.held.NewFile", Small)
    with pytest.raises(KnownError, match=f"{BACKUP}.*đã đầy"):
        Workspace.open(path)
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_bytes() == OLD.read_bytes()


@POSIX
def test_links_that_lead_in_a_circle_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.bc42"
    path.symlink_to(path)
    with pytest.raises(KnownError, match="Không tìm thấy"):
        Workspace.open(path)
    with pytest.raises(KnownError, match="Không tìm thấy"):
        rescue(path, tmp_path / "b.bc42", load)
    with pytest.raises(KnownError, match="đã có"):
        Workspace.create(path)


@POSIX
def test_a_creator_that_was_killed_is_not_in_the_way(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys; from pathlib import Path; from storage.workspace import Workspace\n"
        "workspace = Workspace.create(Path(sys.argv[1]))\n"
        "workspace._connection.execute('BEGIN'); workspace._connection.execute('DELETE FROM migration')\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    killed = subprocess.run([sys.executable, "-c", code, str(tmp_path / "a.bc42")], cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    for left in tmp_path.iterdir():
        os.utime(left, (0, 0))
    assert list(tmp_path.iterdir())
    with Workspace.create(tmp_path / "khác.bc42"):  # somebody else at work is not disturbed
        make(tmp_path / "a.bc42")
    assert sorted(found.name for found in tmp_path.iterdir()) == ["a.bc42", "khác.bc42"]


@POSIX
@pytest.mark.parametrize("kind", ["pipe", "device", "folder", "missing", "empty", "text", "under a file"])
def test_only_a_regular_file_of_sqlite_is_opened(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a.bc42"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path = Path(os.devnull)
    elif kind == "folder":
        path.mkdir()
    elif kind in ("empty", "text"):
        path.write_text("chữ" * (kind == "text"), encoding="utf-8")
    elif kind == "under a file":
        (tmp_path / "b").touch()
        path = tmp_path / "b" / "a.bc42"
    for readonly in (True, False):
        with pytest.raises(KnownError, match=r"đề nghị"):
            Workspace.open(path, readonly=readonly)


@pytest.mark.parametrize("readonly", [True, False])
def test_what_another_program_wrote_into_a_log_beside_a_file_is_in_the_file(tmp_path: Path, readonly: bool) -> None:  # noqa: FBT001 - a parameter
    path, copy = make(tmp_path / "a.bc42"), tmp_path / "b.bc42"
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("UPDATE report SET created = created || ''")
        other.commit()
        shutil.copy(path, copy)
        shutil.copy(f"{path}-wal", f"{copy}-wal")
        other.execute("BEGIN").execute("SELECT count(*) FROM report").fetchone()
        with pytest.raises(KnownError, match="đang mở"):  # and no copy of the half that is in the file
            Workspace.open(path, readonly=readonly)
        assert snapshot.content(path, Path(f"{path}-journal")) is None
    with Workspace.open(copy, readonly=readonly) as workspace:
        assert len(workspace.reports()) == 1
        assert copy.read_bytes()[18:20] == b"\1\1"
        assert not Path(f"{copy}-wal").exists()


def test_what_another_program_is_making_now_stays(tmp_path: Path) -> None:
    unfinished = tmp_path / file._UNFINISHED.format("0" * 12)
    unfinished.touch()
    make(tmp_path / "a.bc42")
    assert unfinished.exists()
    os.utime(unfinished, (0, 0))
    with closing(sqlite3.connect(unfinished, isolation_level=None)) as maker:
        maker.execute("BEGIN EXCLUSIVE")
        make(tmp_path / "c.bc42")
        assert unfinished.exists()
    make(tmp_path / "b.bc42")
    assert not unfinished.exists()


@pytest.mark.parametrize(
    ("path", "opened"),
    [
        (PurePosixPath("/home/a/b.bc42"), "/home/a/b.bc42"),
        (PurePosixPath("//home/a?b#c%d e.bc42"), "//home/a?b#c%d e.bc42"),
        (PureWindowsPath("C:\\Báo cáo\\a b#c%d.bc42"), "C:\\Báo cáo\\a b#c%d.bc42"),
        (PureWindowsPath("\\\\máy chủ\\chung\\a.bc42"), "\\\\máy chủ\\chung\\a.bc42"),
        (PureWindowsPath("//server/share/a.bc42"), "\\\\server\\share\\a.bc42"),
        (PureWindowsPath("\\\\?\\C:\\dài\\a.bc42"), "\\\\?\\C:\\dài\\a.bc42"),
    ],
    ids=str,
)
def test_sqlite_gets_the_path_that_was_meant(path: PurePosixPath | PureWindowsPath, opened: str) -> None:
    assert _read_as_sqlite_does(file.uri(path, "rw")) == opened


@POSIX
@given(st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=20))
def test_any_name_is_opened_as_it_is_called(name: str) -> None:
    assert _read_as_sqlite_does(file.uri(PurePosixPath("/t") / name, "ro")) == str(PurePosixPath("/t") / name)


def _read_as_sqlite_does(uri: str) -> str:
    """The path of a URI: between an authority, which must be empty, and the first "?"."""
    rest = uri.removeprefix("file:")
    if rest.startswith("//"):
        authority, _, tail = rest[2:].partition("/")
        assert not authority
        rest = f"/{tail}"
    assert "#" not in rest
    return unquote(rest.partition("?")[0])


@pytest.fixture
def strange() -> str:
    return 'dấu #%? &=; "kép" 🙂.bc42' if os.name == "posix" else "dấu #% &=;.bc42"


def test_a_strange_name_is_made_and_opened(tmp_path: Path, strange: str) -> None:
    path = make(tmp_path / strange)
    assert [found.name for found in tmp_path.iterdir()] == [strange]
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT name FROM unit_era").fetchone() == (UNIT.name,)


@POSIX
def test_a_name_that_is_too_long_is_told(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="quá dài"):
        Workspace.create(tmp_path / ("ă" * 124 + ".bc42"))
    make(tmp_path / ("a" * 240 + ".bc42"))


@POSIX
def test_a_new_file_that_somebody_took_away_takes_no_figures(tmp_path: Path) -> None:
    workspace = Workspace.create(tmp_path / "a.bc42")
    workspace._file.path.unlink()
    with pytest.raises(KnownError, match=r"a\.bc42"):
        workspace.add_report(UNIT, Period(2024), load("nq42"))
    workspace.discard()


@POSIX
def test_a_pipe_or_a_link_is_no_empty_place(tmp_path: Path) -> None:
    pipe, link, beside = tmp_path / "p.bc42", tmp_path / "l.bc42", tmp_path / "mới"
    os.mkfifo(pipe)
    link.symlink_to(tmp_path / "nơi khác")
    beside.touch()
    for place in (pipe, link):
        with pytest.raises(KnownError, match="đã có"):
            Workspace.create(place)
        with pytest.raises(OSError, match=r"p\.bc42|l\.bc42"):
            file._claim(beside, place)
    assert {path.name for path in tmp_path.iterdir()} == {"p.bc42", "l.bc42", "mới"}
    assert pipe.is_fifo()


def test_a_backup_of_a_file_with_a_long_ending_has_a_name(tmp_path: Path) -> None:
    ending = "." + "x" * 240
    assert file.free_beside(tmp_path / f"abcdef{ending}", "truoc") == (tmp_path / f".truoc{ending}", [])


@pytest.mark.parametrize("moments", [(False,), (True, False), (True, True, False), (True, True, True)])
def test_bytes_are_taken_only_while_nobody_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moments: tuple[bool, ...]
) -> None:
    path, rest = make(tmp_path / "a.bc42"), iter(moments)
    monkeypatch.setattr(snapshot, "_TRIES", 1)
    monkeypatch.setattr(snapshot, "_at_rest", lambda _: next(rest))
    found = snapshot.content(path, tmp_path / "a.bc42-journal")
    assert found == (path.read_bytes() if moments == (True, True, True) else None)
    assert next(rest, None) is None


def test_bytes_that_are_read_once_otherwise_are_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make(tmp_path / "a.bc42")
    whole = path.read_bytes()
    contents = iter([whole, whole[:-1] + b"x"])
    monkeypatch.setattr(snapshot, "_TRIES", 1)
    monkeypatch.setattr(Path, "read_bytes", lambda _: next(contents))
    assert snapshot.content(path, tmp_path / "a.bc42-journal") is None


def test_a_large_file_that_another_program_has_open_is_not_taken_into_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make(tmp_path / "a.bc42")
    for most in (0, -1):
        monkeypatch.setattr(snapshot, "MOST_HELD", path.stat().st_size + most)
        assert (snapshot.content(path, tmp_path / "a.bc42-journal") is None) is (most < 0)
