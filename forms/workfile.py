"""Which files are workspaces, and which of them this program has open: asked before any other handle on a file.

POSIX drops every lock that a process holds on a file as soon as the process closes any handle on it. So a file that
is open here is never opened a second time, not even to read its first bytes, and no export takes its place.
"""

from __future__ import annotations

import os
import re
import stat
from contextlib import suppress
from pathlib import Path
from threading import RLock

from forms.errors import KnownError, reason

SUFFIX = ".bc42"
HEADER = b"SQLite format 3\0"
LARGEST = 500_000_000
"""Bytes of a workspace: what the country sends in ten years comes to some three hundred million."""
MOST_HELD = 64_000_000
"""Bytes of one that is held in memory whole."""
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
Mark = tuple[int, int] | str
opened: set[Mark] = set()
opening = RLock()
"""Held by whoever opens a file, from asking whether it is open here until it counts as open: there are threads."""


def suffixed(path: Path) -> Path:
    """A path that ends as workspaces do."""
    return path if path.suffix.lower() == SUFFIX else path.with_name(path.name + SUFFIX)


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, where it is not there yet; raises KnownError where that cannot be."""
    try:
        if folder.exists() and not folder.is_dir():
            raise KnownError(f'"{folder}" là tệp, không phải thư mục; đề nghị chọn thư mục khác.')
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise KnownError(f'Không tạo được thư mục "{folder}" ({reason(error)}); đề nghị chọn nơi khác.') from error


def is_device(name: str) -> bool:
    """Whether Windows opens a device under such a name, and no file."""
    return _DEVICE.fullmatch(name) is not None


def mark(path: Path) -> Mark:
    """Which file stands at a path, whatever the path is called; where none stands, the place."""
    with suppress(OSError):
        found = path.stat()
        if found.st_ino:
            return found.st_dev, found.st_ino
    return os.path.normcase(os.path.realpath(path))


def is_open(path: Path) -> bool:
    """Whether this program has a file open; asked without touching the file."""
    return mark(path) in opened


def require_unopened(path: Path) -> None:
    """Raise KnownError for a file that this program has open; asked without touching the file."""
    if is_open(path):
        raise KnownError(f'"{path}" đang mở trong chương trình này; đề nghị làm việc ở cửa sổ đang mở.')


def stands(path: Path) -> bool:
    """Whether something stands at a path, as far as one may look: `Path.exists` raises where one may not."""
    return _mode(path) != 0


def is_folder(path: Path) -> bool:
    """Whether a folder stands at a path, as far as one may look."""
    return stat.S_ISDIR(_mode(path))


def _mode(path: Path) -> int:
    with suppress(OSError, ValueError):
        return path.stat().st_mode
    return 0


def is_workspace(path: Path) -> bool:
    """Whether a file is one of ours by its first bytes, or open here; False for what is no file, raises OSError."""
    if is_open(path):
        return True
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return False  # a pipe would wait until somebody writes into it
    except (FileNotFoundError, NotADirectoryError):
        return False
    with open(path, "rb", opener=at_once) as file:
        return file.read(len(HEADER)) == HEADER


def at_once(path: str, flags: int) -> int:
    """Open a file without waiting: a pipe has nothing to say until somebody writes into it."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
