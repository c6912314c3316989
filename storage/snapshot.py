"""What a file holds that another program has open: its bytes as they stood whole between two commits.

A writer keeps SQLite's lock as long as its window is open, so that nobody reads through SQLite. But it changes the
file only while a journal begins with SQLite's mark: that beginning is on disk before the first page is written, and
is blank again when the last one is. Bytes that were read twice alike, with the journal blank before, between and
after, are those of one moment. Should three clocks conspire, a cell and the end of its history would differ, which is
noticed wherever a report is read (see `soundness`).
"""

from __future__ import annotations

import time
from pathlib import Path

from forms.workfile import MOST_HELD

_TRIES = 40
_PAUSE = 0.01  # seconds; a commit takes some thousandths
_VERSIONS, _PLAIN = slice(18, 20), b"\1\1"  # of a file all of which is in the file: none of it in a log beside it
_MARK = 8  # bytes with which a journal begins


def content(path: Path, journal: Path) -> bytes | None:
    """The bytes of a file at rest; None for one that is too large, or never at rest while we look."""
    for _ in range(_TRIES if path.stat().st_size <= MOST_HELD else 0):
        if _at_rest(journal):
            found = path.read_bytes()
            if found[_VERSIONS] != _PLAIN:
                return None
            if _at_rest(journal) and path.read_bytes() == found and _at_rest(journal):
                return found
        time.sleep(_PAUSE)
    return None


def _at_rest(journal: Path) -> bool:
    try:
        with journal.open("rb") as file:
            return not any(file.read(_MARK))
    except FileNotFoundError:
        return True
