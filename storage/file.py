"""The workspace file as a file: how it is opened, and how a new one comes to stand."""

from __future__ import annotations

import os
import sqlite3
import time
import uuid
from contextlib import closing, suppress
from pathlib import Path, PurePath, PureWindowsPath
from urllib.parse import quote

from forms.errors import KnownError
from forms.workfile import is_open, is_workspace, mark, opened, require_unopened

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


def require_free(path: Path) -> None:
    """Raise KnownError where no new file can stand: there is one, no folder, or the name is too long."""
    if os.path.lexists(path):
        raise KnownError(f'"{path}" đã có; đề nghị chọn tên khác hoặc mở tệp này.')
    if not path.parent.is_dir():
        raise KnownError(f'Không có thư mục "{path.parent}"; đề nghị tạo thư mục trước hoặc chọn nơi khác.')
    if len(os.fsencode(path.name)) > _LONGEST_NAME:
        raise KnownError(f'Tên tệp "{path.name[:40]}…" quá dài; đề nghị đặt tên ngắn hơn.')


def uri(path: PurePath, mode: str) -> str:
    """The address by which SQLite opens a file, on a drive, on a share of the network, whatever signs are in it."""
    if isinstance(path, PureWindowsPath):  # backslashes kept: SQLite would take //server for a host
        return f"file:{quote(str(path), safe=':')}?mode={mode}"
    return f"file://{quote(os.fsencode(path))}?mode={mode}"


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """Connect with our guarantees; a writer ("rw", "rwc") takes the lock now and keeps it until it closes.

    A reader ("ro") may still take back what a program that was killed left half done. What stands in the file is
    not trusted: its schema runs no function, and damage within a page is noticed.
    """
    reading = mode == "ro"
    connection = sqlite3.connect(uri(path.absolute(), "rw" if reading else mode), uri=True, timeout=0.5)
    try:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
        connection.execute("PRAGMA trusted_schema=OFF")
        connection.execute("PRAGMA cell_size_check=ON")
        connection.execute("PRAGMA foreign_keys=ON")
        if reading:
            connection.execute("PRAGMA query_only=ON")
        else:
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("PRAGMA incremental_vacuum(1)")  # refused where SQLite could only open it to be read
            connection.execute("ROLLBACK")
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


class NewFile(File):
    """A workspace file in the making: it stands beside its place, and is published when it is whole."""

    def __init__(self, place: Path, *, replaces: bool = False) -> None:
        if not replaces:
            require_free(place)
        _sweep(place.parent)
        self.place = place
        self.replaces = replaces
        self.path = place.parent / _UNFINISHED.format(uuid.uuid4().hex[:12])
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
            _sync(self.path, os.O_RDWR)
            if self.replaces:
                self.path.replace(self.place)
            else:
                _put(self.path, self.place)
            _sync_names(self.place.parent)
        finally:
            self._take_away()

    def discard(self) -> None:
        """Close the file and take it away."""
        self.close()
        self._take_away()

    def _take_away(self) -> None:
        """What a failing disk keeps is swept later; it hides no other failure, and undoes no success."""
        for path in (self.path, _journal(self.path)):
            with suppress(OSError):
                path.unlink(missing_ok=True)


def _put(beside: Path, place: Path) -> None:
    """Move a file where none stands: what somebody else has put there meanwhile is never overwritten."""
    try:
        if os.name == "nt":
            beside.rename(place)  # refuses to overwrite
        else:
            try:
                place.hardlink_to(beside)
            except FileExistsError:
                raise
            except OSError:
                place.open("xb").close()  # a file system without links, as on many sticks
                beside.replace(place)
    except FileExistsError:
        raise KnownError(f'"{place}" đã có; đề nghị chọn tên khác hoặc mở tệp này.') from None


def _sync_names(folder: Path) -> None:
    with suppress(OSError):  # not every system lets a folder be synced
        _sync(folder, os.O_RDONLY)


def _journal(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal")


def _sync(path: Path, way: int) -> None:
    """Have a file, or the names in a folder, on disk, should the power fail."""
    handle = os.open(path, way)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sweep(folder: Path) -> None:
    """Take away what programs that were killed left unfinished: what is old, and nobody holds the lock of."""
    for path in folder.glob(_UNFINISHED.format("*")):
        with suppress(sqlite3.Error, OSError):
            if time.time() - path.stat().st_mtime > _ABANDONED and not is_open(path):
                with closing(sqlite3.connect(uri(path.absolute(), "rw"), uri=True, timeout=0)) as connection:
                    connection.execute("BEGIN EXCLUSIVE")
                    path.unlink()
                _journal(path).unlink(missing_ok=True)
