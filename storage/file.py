"""The workspace file as a file: how it is opened, and how a new one comes to stand."""

from __future__ import annotations

import os
import sqlite3
import stat
import time
from contextlib import closing, suppress
from itertools import count
from pathlib import Path, PurePath, PureWindowsPath
from urllib.parse import quote

from forms.errors import KnownError
from forms.values.text import quoted, unseen
from forms.workfile import LARGEST, is_open, is_workspace, mark, opened, require_unopened
from storage import failures, snapshot

_LONGEST_NAME = 247  # bytes: SQLite's journal adds eight
_LONGEST_VALUE = 64 * 2**20  # bytes; the longest that we write is the data of a revision, some hundred kilobytes
_UNFINISHED = ".bc42-{}.moi"
_ABANDONED = 60  # seconds: one that was just begun may not have its lock yet


def require_workspace(path: Path) -> None:
    """Raise KnownError for anything but a regular file that begins as SQLite's files do and is not open here."""
    require_unopened(path)
    if not path.exists():
        raise KnownError(f'Không tìm thấy tệp "{path}"; đề nghị kiểm tra lại tên và đường dẫn.')
    if path.is_dir():
        raise KnownError(f'"{path}" là thư mục, không phải tệp làm việc; đề nghị chọn tệp .bc42.')
    if not is_workspace(path):
        raise KnownError(f'"{path}" không phải tệp làm việc của BaoCao42; đề nghị chọn tệp khác.')
    if path.stat().st_size > LARGEST:
        raise KnownError(failures.crowded(path))


def require_free(path: Path) -> None:
    """Raise KnownError where no new file can stand: there is one, no folder, or the name is too long.

    Nor does one stand beside a journal that is left of another: SQLite would take it for its own and roll it back.
    """
    if not is_vacant(path):
        raise KnownError(f'"{path}" đã có; đề nghị chọn tên khác hoặc mở tệp này.')
    for left in journals(path):
        if os.path.lexists(left):
            raise KnownError(
                f'Cạnh đó còn "{left.name}" của một tệp cũ cùng tên, sẽ làm hỏng tệp mới; đề nghị chọn tên khác, '
                "hoặc chuyển tệp đó sang nơi khác rồi làm lại."
            )
    if not path.parent.is_dir():
        raise KnownError(f'Không có thư mục "{path.parent}"; đề nghị tạo thư mục trước hoặc chọn nơi khác.')
    if len(os.fsencode(path.name)) > _LONGEST_NAME:
        raise KnownError(f'Tên tệp "{path.name[:40]}…" quá dài; đề nghị đặt tên ngắn hơn.')
    if char := unseen(path.name):
        raise KnownError(f"Tên tệp {quoted(path.name)} có ký tự không nhìn thấy ({char}); đề nghị gõ lại tên.")


def is_vacant(path: Path) -> bool:
    """Whether nothing stands at a path, or what a creator left who was killed before it had any content."""
    try:
        found = path.lstat()
    except OSError:
        return True
    return os.name == "posix" and stat.S_ISREG(found.st_mode) and not found.st_size


def journals(path: Path) -> tuple[Path, ...]:
    """Where SQLite looks for what was left half done in a file."""
    real = Path(os.path.realpath(path))
    return tuple(real.with_name(f"{real.name}-{ending}") for ending in ("journal", "wal", "shm"))


def _require_plain_journals(path: Path) -> None:
    """Raise KnownError where a link, a pipe or a device stands for a journal: SQLite would follow it, or wait."""
    for left in journals(path):
        with suppress(FileNotFoundError):
            if not stat.S_ISREG(left.lstat().st_mode) or is_open(left):  # a second handle on it would drop its lock
                raise KnownError(
                    f'"{left}" không phải tệp thường nên không mở được "{path.name}"; đề nghị xóa hoặc dời nó đi.'
                )


def uri(path: PurePath, mode: str) -> str:
    """The address by which SQLite opens a file, on a drive, on a share of the network, whatever signs are in it."""
    if isinstance(path, PureWindowsPath):  # backslashes kept: SQLite would take //server for a host
        return f"file:{quote(str(path), safe=':')}?mode={mode}"
    return f"file://{quote(os.fsencode(path))}?mode={mode}"


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """Connect with our guarantees; a writer ("rw", "rwc") takes the lock now and keeps it until it closes.

    A reader ("ro") may still take back what a program that was killed left half done, and of a file that another
    program has open it gets a copy in memory. What stands in the file is not trusted: its schema runs no function, and
    damage within a page is noticed.
    """
    _require_plain_journals(path)
    reading = mode == "ro"
    connection = _reader(path) if reading else sqlite3.connect(uri(path.absolute(), mode), uri=True, timeout=0.5)
    try:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
        connection.execute("PRAGMA trusted_schema=OFF")
        connection.execute("PRAGMA cell_size_check=ON")
        connection.execute("PRAGMA foreign_keys=ON")
        if reading:
            connection.execute("PRAGMA query_only=ON")
        else:
            (page,) = connection.execute("PRAGMA page_size").fetchone()
            connection.execute(f"PRAGMA max_page_count={LARGEST // page}")  # what is written here can be opened here
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("PRAGMA incremental_vacuum(1)")  # refused where SQLite could only open it to be read
            connection.execute("ROLLBACK")
    except BaseException:
        connection.close()
        raise
    return connection


def _reader(path: Path) -> sqlite3.Connection:
    """Connect to a file, or to a copy of one that another program has open and leaves at rest."""
    connection = sqlite3.connect(uri(path.absolute(), "rw"), uri=True, timeout=0)
    try:
        connection.execute("PRAGMA user_version").fetchone()
        connection.execute("PRAGMA busy_timeout=500")
    except sqlite3.OperationalError as error:
        connection.close()
        held = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
        content = snapshot.content(path, journals(path)[0]) if held else None
        if content is None:
            raise
        connection = sqlite3.connect(":memory:")
        connection.deserialize(content)
    except BaseException:
        connection.close()
        raise
    return connection


class File:
    """A connection to a workspace file that this program has open; `close` lets go of it."""

    def __init__(self, path: Path, mode: str) -> None:
        self.path = path
        self.connection = connect(path, mode)
        self._mark = mark(path)
        opened.add(self._mark)
        self.remember()

    @property
    def stands(self) -> bool:
        """Whether the file is still where it was and as we left it.

        One that was moved away would be written where nobody finds it, one that somebody copied over would become a
        mixture of both. Windows moves and overwrites no open file, and its numbers and times are not always steady.
        """
        if os.name != "posix":
            return self.path.exists()
        return self.is_at(self.path) and self._left == _footprint(self.path)

    def is_at(self, path: Path) -> bool:
        """Whether this is the file at a path."""
        return mark(path) == self._mark

    def remember(self) -> None:
        """Remember the file as it is now, by its size and time: nobody else writes into it."""
        self._left = _footprint(self.path)

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()
        opened.discard(self._mark)


def _footprint(path: Path) -> tuple[int, int] | None:
    with suppress(OSError):
        found = path.stat()
        return found.st_size, found.st_mtime_ns
    return None


class Copy(File):
    """What a workspace file held when it was looked into, in memory; nothing is written into it."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.connection = connection
        connection.execute("PRAGMA query_only=ON")

    def close(self) -> None:
        """Let go of the copy."""
        self.connection.close()


class NewFile(File):
    """A workspace file in the making: it stands beside its place, and is published when it is whole."""

    def __init__(self, place: Path) -> None:
        require_free(place)
        _sweep(place.parent)
        self.place = place
        self.path = place.parent / _UNFINISHED.format(os.urandom(6).hex())
        try:
            super().__init__(self.path, "rwc")
            self.connection.execute("PRAGMA synchronous=OFF")  # one sync when it is whole, instead of one a step
        except BaseException:
            self._take_away()
            raise

    @property
    def stands(self) -> bool:
        """Whether the file is still there: nobody else knows of it."""
        return self.path.exists()

    def publish(self) -> None:
        """Close the file and put it in its place; raises KnownError, and the file is gone, where one stands there."""
        self.close()
        try:
            sync(self.path)
            require_free(self.place)
            _put(self.path, self.place)
            _sync_names(self.place.parent)
        finally:
            self._take_away()

    def is_copied(self, path: Path) -> bool:
        """Whether a file that nobody works in holds the very same."""
        content = self.connection.serialize()
        with suppress(OSError):
            plain = stat.S_ISREG(path.lstat().st_mode) and path.stat().st_size == len(content)
            return plain and not is_open(path) and path.read_bytes() == content
        return False

    def discard(self) -> None:
        """Close the file and take it away."""
        self.close()
        self._take_away()

    def _take_away(self) -> None:
        """What a failing disk keeps is swept later; it hides no other failure, and undoes no success."""
        for path in (self.path, *journals(self.path)):
            with suppress(OSError):
                path.unlink()


def _put(beside: Path, place: Path) -> None:
    """Move a file where none stands: what somebody else has put there meanwhile is never overwritten."""
    try:
        if os.name == "nt":
            beside.rename(place)  # refuses to overwrite
        else:
            try:
                place.hardlink_to(beside)
            except OSError:  # a file system without links, as on many sticks; or something stands there
                _claim(beside, place)
    except (FileExistsError, BlockingIOError):
        raise KnownError(f'"{place}" đã có; đề nghị chọn tên khác hoặc mở tệp này.') from None


def _claim(beside: Path, place: Path) -> None:
    """Move a file over an empty one, made now or left by a creator who was killed; over content never.

    Of all who want the place one holds the lock of the empty file, and looks again when he holds it.
    """
    import fcntl  # noqa: PLC0415 - POSIX only

    handle = os.open(place, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK, 0o666)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if not is_vacant(place) or not os.path.samestat(os.fstat(handle), place.lstat()):
            raise FileExistsError(place)
        beside.replace(place)
    finally:
        os.close(handle)


def is_held(path: Path) -> bool:
    """Whether this program or another one has a workspace file open."""
    if is_open(path):
        return True
    try:
        with closing(sqlite3.connect(uri(path.absolute(), "rw"), uri=True, timeout=0)) as connection:
            connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error as error:
        return error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
    return False


def _sync_names(folder: Path) -> None:
    with suppress(OSError):  # not every system lets a folder be synced
        sync(folder, os.O_RDONLY)


def sync(path: Path, way: int = os.O_RDWR) -> None:
    """Have a file, or the names in a folder, on disk, should the power fail."""
    handle = os.open(path, way)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def free_beside(path: Path, word: str) -> tuple[Path, list[Path]]:
    """A free place beside a file, called like it with a word, and what stands in the places of that name before it.

    A name that would grow too long is shortened.
    """
    taken: list[Path] = []
    for number in count(1):
        place = _called(path, f".{word}{f'-{number}' if number > 1 else ''}{path.suffix}")
        if not any(map(os.path.lexists, (place, *journals(place)))):
            break
        taken.append(place)
    return place, taken


def _called(path: Path, ending: str) -> Path:
    stem = path.stem
    while stem and len(os.fsencode(stem + ending)) > _LONGEST_NAME:
        stem = stem[:-1]
    return path.with_name(stem + ending)


def _sweep(folder: Path) -> None:
    """Take away what programs that were killed left unfinished: what is old, and nobody holds the lock of."""
    for path in folder.glob(_UNFINISHED.format("*")):
        with suppress(sqlite3.Error, OSError):
            if time.time() - path.stat().st_mtime > _ABANDONED and not is_open(path):
                with closing(sqlite3.connect(uri(path.absolute(), "rw"), uri=True, timeout=0)) as connection:
                    connection.execute("BEGIN EXCLUSIVE")
                    path.unlink()
                for left in journals(path):
                    left.unlink(missing_ok=True)
