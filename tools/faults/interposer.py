"""The library between the program and the kernel: how it is built, loaded, armed, and what it wrote down."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).with_suffix(".c")
_LOADED = "LD_PRELOAD"
_MEMORY = Path("/dev/shm")  # noqa: S108 - nothing needs to reach a real disk


@dataclass(frozen=True, slots=True)
class Call:
    """A call that was made: what it did, to which file (its number on disk), where, and with what."""

    kind: str
    file: int
    offset: int
    path: str
    to: str = ""
    data: bytes = b""


def missing() -> str:
    """Why nothing can be proved here; "" where it can."""
    if not sys.platform.startswith("linux"):
        return "calls are intercepted as Linux makes them"
    return "" if shutil.which("cc") else "no C compiler (Debian: apt-get install gcc libc6-dev)"


def start_again() -> int:
    """Run this program once more with the library compiled and loaded; returns how it ended."""
    with tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as folder:
        library = Path(folder) / "interposer.so"
        flags = ["-std=gnu11", "-O2", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC"]
        subprocess.run(["cc", *flags, "-o", str(library), str(SOURCE)], check=True)  # noqa: S603, S607 - our own source
        within = {**os.environ, _LOADED: str(library), "TMPDIR": folder}
        return subprocess.run(sys.orig_argv, env=within, check=False).returncode  # noqa: S603 - ourselves


def loaded() -> bool:
    """Whether the library stands in between."""
    return hasattr(ctypes.CDLL(None), "faults_arm")


def arm(folder: Path, *, at: int = 0, error: int = 0, lasting: bool = False, record: Path | None = None) -> None:
    """Watch what is done in a folder; the call numbered `at` fails with `error`, or kills the process where that is 0.

    With `lasting` all calls after it fail too. What was done is written down in the file `record`.
    """
    to = os.open(record, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600) if record else -1
    ctypes.CDLL(None).faults_arm(os.fsencode(folder), ctypes.c_long(at), error, int(lasting), to)


def disarm() -> int:
    """Let everything through again; returns how many calls there were."""
    return int(ctypes.CDLL(None).faults_disarm())


def struck() -> str:
    """Which call failed; "" for none."""
    library = ctypes.CDLL(None)
    library.faults_struck.restype = ctypes.c_char_p
    return str(library.faults_struck(), "ascii")


def mark() -> None:
    """Write down that a promise was made."""
    ctypes.CDLL(None).faults_mark()


def read(record: Path) -> Iterator[Call]:
    """What was written down, in its order."""
    with record.open("rb") as file:
        for line in file:
            kind, number, offset, size, path, to = os.fsdecode(line.rstrip(b"\n")).split("\t")
            data = file.read(int(size)) if kind == "write" else b""
            yield Call(kind, int(number), int(size) if kind == "truncate" else int(offset), path, to, data)
