"""Looking for reports that lie in the officer's own folders: what was downloaded, what came by Zalo. Bounded.

Only names, sizes and days are looked at here; what is a report is said by whoever reads it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path

from exports.payload import MOST_FILE

SUFFIXES = frozenset({".zip", ".xlsx", ".pdf", ".docx", ".eml", ".msg"})
_ZALO = "Zalo Received Files"  # where Zalo's program for Windows puts what it receives
_DEEP = 2  # folders within one that is looked into
_MOST_SEEN = 5000  # names of one folder and those in it
_MOST_FOUND = 300  # files that are handed on, the latest first
_OLD = timedelta(days=120)  # before which nothing is new


def places(downloads: Path, documents: Path, named: Iterable[str]) -> list[Path]:
    """The folders to look into: what is downloaded, Zalo's where there is one, those that the officer named."""
    known = [downloads, *(folder / _ZALO for folder in (downloads, documents)), *map(Path, named)]
    return [folder for folder in dict.fromkeys(known) if _is_folder(folder)]


def _is_folder(folder: Path) -> bool:
    with suppress(OSError, ValueError):
        return folder.is_dir()
    return False


def candidates(folders: Iterable[Path], today: date) -> list[Path]:
    """The files that may be reports, the latest first."""
    since = datetime.combine(today - _OLD, datetime.min.time()).timestamp()
    found = {path: changed for folder in folders for path, changed in _files(folder, since)}
    return sorted(found, key=lambda path: (-found[path], path))[:_MOST_FOUND]


def _files(folder: Path, since: float) -> Iterator[tuple[Path, float]]:
    """The files of a folder and of those in it that are new enough and not too large, with when they were changed."""
    seen = 0
    waiting = [(folder, 0)]
    while waiting:
        place, depth = waiting.pop()
        with suppress(OSError), os.scandir(place) as entries:
            for entry in entries:
                seen += 1
                if seen > _MOST_SEEN:
                    return
                if entry.name.startswith((".", "~$")):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    if depth < _DEEP:
                        waiting.append((Path(entry.path), depth + 1))
                elif entry.is_file() and Path(entry.name).suffix.lower() in SUFFIXES:
                    status = entry.stat()
                    if status.st_mtime >= since and 0 < status.st_size <= MOST_FILE:
                        yield Path(entry.path), status.st_mtime
