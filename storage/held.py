"""A workspace file that is open here: brought up to date, changed all or nothing, and never lost sight of.

Rollback journal and `synchronous=FULL`: one file on disk, whole after every commit. One writer at a time:
the lock is SQLite's own and goes with the process that held it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from forms.errors import KnownError
from forms.workfile import MOST_HELD, opening
from storage import failures, file, schema, seals
from storage.failures import DamagedError
from storage.file import Copy, File, NewFile


class HeldFile:
    """The file, and what was written into it last; use it as a context manager."""

    def __init__(self, path: Path, file: File) -> None:
        self.path = path
        self._file = file
        self._latest: tuple[object, ...] = ()  # what was written last, by which the file is known again

    @property
    def _connection(self) -> sqlite3.Connection:
        return self._file.connection

    @classmethod
    def create(cls, path: Path) -> Self:
        """Begin a new workspace file, which stands at its path when it is closed; what fails leaves nothing.

        Raises KnownError where there is something already.
        """
        with failures.explained(path):
            workspace = cls(path, NewFile(path))
            try:
                workspace._connection.execute(f"PRAGMA application_id={schema.APPLICATION_ID}")
                schema.migrate(workspace._connection)
                workspace._latest = _latest(workspace._connection)
            except BaseException:
                workspace.discard()
                raise
        return workspace

    @classmethod
    def open(cls, path: Path, *, readonly: bool = False) -> Self:
        """Open a workspace file; raises KnownError for anything that is not one, is in use or is damaged."""
        with failures.explained(path):
            with opening:
                file.require_workspace(path)
                if not readonly:
                    failures.check_writable(path)
                workspace = cls(path, File(path, "ro" if readonly else "rw"))
            try:
                workspace._recognise(readonly=readonly)
                workspace._latest = _latest(workspace._connection)
                workspace._file.remember()
            except BaseException:
                workspace.close()
                raise
        return workspace

    @classmethod
    def look(cls, path: Path) -> Self:
        """A copy of a workspace file, which is let go of at once: whoever opens it meanwhile waits for that.

        Raises KnownError as `open` does.
        """
        with opening, cls.open(path, readonly=True) as held:
            return cls(path, Copy(path, held.copied()))

    @classmethod
    def of_content(cls, path: Path, content: bytes) -> Self:
        """A workspace file in memory, from its bytes: of one that this program has open."""
        connection = sqlite3.connect(":memory:")
        connection.deserialize(content)
        return cls(path, Copy(path, connection))

    @classmethod
    def open_or_create(cls, path: Path) -> Self:
        """Open the workspace file that stands at a path, or begin a new one; raises KnownError as they do."""
        return cls.create(path) if file.is_vacant(path) else cls.open(path)

    def _recognise(self, *, readonly: bool) -> None:
        connection = self._connection
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        if application != schema.APPLICATION_ID:
            raise KnownError(f'"{self.path}" không phải tệp làm việc của BaoCao42; đề nghị chọn tệp khác.')
        if not schema.is_plain(connection):
            raise KnownError(failures.foreign(self.path))
        if schema.is_crowded(connection):
            raise KnownError(failures.crowded(self.path))
        try:
            pending = schema.pending(connection)
        except LookupError as error:
            raise KnownError(
                f'"{self.path}" do bản BaoCao42 mới hơn ghi; đề nghị cập nhật chương trình rồi mở lại.'
            ) from error
        if not schema.is_known(connection):
            raise DamagedError(self.path)
        connection.execute("PRAGMA journal_mode=DELETE")  # where another program set WAL, a copy would lack its end
        (sound,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        if sound != "ok" or connection.execute("PRAGMA foreign_key_check").fetchone():
            raise DamagedError(self.path)
        if torn := seals.broken(connection):
            raise DamagedError(self.path, seals.labels(torn))
        if pending:
            if readonly:
                self._file.connection = self.copied()
                connection.close()
            else:
                self._keep(len(schema.MIGRATIONS) - len(pending))
            schema.migrate(self._connection)

    def content(self) -> bytes:
        """The whole file as bytes, as it stands now; raises KnownError for one that is too large to be held so."""
        with failures.explained(self.path):
            (pages,), (page,) = (
                self._connection.execute(f"PRAGMA {what}").fetchone() for what in ("page_count", "page_size")
            )
            if pages * page > MOST_HELD:
                raise KnownError(
                    f'"{self.path}" lớn hơn {MOST_HELD // 1_000_000} MB nên không đóng gói, xem cùng tệp khác được; '
                    "đề nghị chép riêng, hoặc đóng tệp rồi làm lại."
                )
            return self._connection.serialize()

    def copied(self) -> sqlite3.Connection:
        """The whole file, in memory as far as it is small."""
        copy = sqlite3.connect("")
        try:
            self._connection.backup(copy)
        except BaseException:
            copy.close()
            raise
        return copy

    def _keep(self, had: int) -> None:
        """Write the whole file, with the migrations that it had, beside it before anything is changed here.

        One copy is enough, however often the migration is tried.
        """
        place, taken = file.free_beside(self.path, f"truoc-nang-cap-{had}")
        with failures.written(place):
            copy = NewFile(place)
            try:
                self._connection.backup(copy.connection)
            except BaseException:
                copy.discard()
                raise
            if any(map(copy.is_copied, taken)):
                copy.discard()
            else:
                copy.publish()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self.close()
        else:
            self.discard()

    def close(self) -> None:
        """Let go of the file; a new one is put in its place, which raises KnownError where one stands by now."""
        if isinstance(self._file, NewFile):
            with failures.explained(self.path):
                self._file.publish()
        else:
            self._file.close()

    def discard(self) -> None:
        """Let go of the file; a new one is given up."""
        if isinstance(self._file, NewFile):
            self._file.discard()
        else:
            self._file.close()

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Tell in one sentence what fails while something is looked up, and what makes no sense of what is found."""
        with failures.explained(self.path), failures.sound(self.path):
            yield

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """One transaction on the file that was opened, and on no other."""
        with failures.explained(self.path):
            if not self._file.stands:
                self._take_up_again()
            try:
                with schema.transaction(self._connection):
                    yield
                    if schema.is_crowded(self._connection):  # what is written here can be opened here
                        raise KnownError(failures.crammed(self.path))
            except sqlite3.Error:
                if not self._stands_all_the_same():
                    raise
            finally:
                self._file.remember()
            self._latest = _latest(self._connection)

    def _stands_all_the_same(self) -> bool:
        """Whether a change is on disk though committing it failed, as at the last sync of SQLite's journal.

        One more transaction writes and syncs that journal anew.
        """
        with suppress(sqlite3.Error):
            if _latest(self._connection) != self._latest:
                with schema.transaction(self._connection):
                    self._connection.execute(f"PRAGMA user_version={len(schema.MIGRATIONS)}")
                return True
        return False

    def _take_up_again(self) -> None:
        """Go on in the file that was put back where this one stood, if it holds what this one held."""
        if not self.path.is_file():
            raise KnownError(failures.gone(self.path))
        if self._file.is_at(self.path):  # written over where it stands: what SQLite remembers of it is no longer so
            self._file.close()
        try:
            found = type(self).open(self.path)
        except KnownError as error:
            raise KnownError(failures.replaced(self.path)) from error
        if not self._take_over(found):
            found.close()
            raise KnownError(failures.replaced(self.path))

    def _take_over(self, other: Self) -> bool:
        """Go on in another's file where it ends as this one did."""
        same = other._latest == self._latest
        if same:
            self._go_on_in(other._file)
        return same

    def _go_on_in(self, found: File) -> None:
        old, self._file = self._file, found
        self.path = found.path
        old.close()


def _latest(connection: sqlite3.Connection) -> tuple[object, ...]:
    """What was written last: the end of the history, of the steps, and how much there is that neither of them has."""
    found: tuple[object, ...] = connection.execute(
        'SELECT (SELECT id || at || who || figure || "row" || measure || new FROM history ORDER BY id DESC LIMIT 1), '
        "(SELECT sum(number) + sum(undone) FROM step), (SELECT count(*) FROM note), (SELECT count(*) FROM acceptance), "
        "(SELECT count(*) + sum(removed <> '') FROM deadline), (SELECT group_concat(code) FROM seal)"
    ).fetchone()
    return found
