"""Putting a finished file in place: whole or not at all."""

from __future__ import annotations

import os
import shutil
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING

from forms.errors import KnownError
from forms.workfile import is_folder, is_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class NotWrittenError(KnownError):
    """A file that could not be put in place; what stood there before is still there."""

    reason = (
        "hãy đóng tệp nếu đang mở trong chương trình khác, "
        "rồi kiểm tra thư mục còn tồn tại, cho phép ghi và đĩa còn chỗ trống"
    )

    def __init__(self, path: Path) -> None:
        super().__init__(f"Không ghi được tệp “{path.name}”: {self.reason}.")


class WorkspaceError(NotWrittenError):
    """A file that was not put in place because a workspace stands there."""

    reason = "tên này là của một tệp làm việc; đề nghị chọn thư mục khác, hoặc đổi tên tệp làm việc rồi làm lại"


def replace(path: Path, content: bytes) -> None:
    """Write `content` beside `path`, then move it there, so that no reader sees half a file.

    Raises NotWrittenError, and a workspace is never replaced, whatever it is called, nor a device or a pipe.
    """
    try:
        beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
        if path.exists() and not path.is_file():
            raise NotWrittenError(path)
    except (OSError, ValueError) as error:  # too long, or no name at all
        raise NotWrittenError(path) from error
    try:
        if is_workspace(path):
            raise WorkspaceError(path)
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise NotWrittenError(path) from error
    with suppress(OSError):  # not every system lets a folder be synced
        _sync_names(path.parent)


@contextmanager
def gathered(folder: Path) -> Iterator[Path]:
    """Let files be made out of sight, then put them into a folder together: all of them, or it stays as it was.

    Earlier files of the same names make room; a folder that is not there yet appears in one step. Raises
    NotWrittenError, and no workspace makes room.
    """
    there = is_folder(folder)
    stage = (folder if there else folder.parent) / f".{folder.name}.{os.getpid()}.tmp"
    try:
        shutil.rmtree(stage, ignore_errors=True)  # as a disk that went away in the middle left it
        stage.mkdir(parents=True)
        yield stage
        if there:
            _bring(stage, folder)
        else:
            stage.rename(folder)
        with suppress(OSError):
            _sync_names(folder)
            _sync_names(folder.parent)
    except (OSError, ValueError) as error:
        raise NotWrittenError(folder) from error
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _bring(stage: Path, folder: Path) -> None:
    """Move every file of a folder into another one; where one cannot be moved, those before it go back."""
    aside = stage / ".before"
    aside.mkdir()
    new = sorted(path for path in stage.iterdir() if path != aside)
    with ExitStack() as back:
        for path in new:
            place = folder / path.name
            if is_workspace(place):
                raise WorkspaceError(place)
            if place.exists():
                place.rename(aside / path.name)
                back.callback((aside / path.name).rename, place)
            path.rename(place)
            back.callback(place.rename, path)
        back.pop_all()


def _sync_names(folder: Path) -> None:
    """Have the names in a folder on disk, should the power fail."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
