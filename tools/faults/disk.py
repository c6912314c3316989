"""A disk that loses its power: what may stand on it when only what was synced is certain.

What was written since a file's last sync is there or not, each write for itself, the last perhaps in part; where a
write is missing below one that is there, the disk holds what it held before the file grew: zeros, or anything. Names
that a folder got or lost since its own last sync are there in their order up to some moment, or each for itself.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from tools.faults.interposer import Call

_SECTOR = 512
Thing = TypeVar("Thing")


@dataclass(slots=True)
class _File:
    """A file's bytes as they are certain, and the calls since."""

    certain: bytes = b""
    since: list[Call] = field(default_factory=list)


@dataclass(slots=True)
class _Folder:
    """The names of files as they are certain, the calls since, and the names as the program sees them."""

    certain: dict[str, _File] = field(default_factory=dict)
    since: list[tuple[Call, _File]] = field(default_factory=list)
    seen: dict[str, _File] = field(default_factory=dict)


class Disk:
    """One folder on a disk, and the calls that changed it so far."""

    def __init__(self, folder: Path) -> None:
        self._root = folder
        self._files: dict[int, _File] = {}
        self._folder = _Folder()
        for path in folder.iterdir():
            file = self._files[path.stat().st_ino] = _File(path.read_bytes())
            self._folder.seen[str(path)] = file
        self._folder.certain = dict(self._folder.seen)

    def take(self, call: Call) -> None:
        """Make a call."""
        if call.kind == "create":
            self._files[call.file] = _File()
            self._name(call, self._files[call.file])
        elif call.kind in {"link", "rename", "unlink"}:
            self._name(call, self._folder.seen[call.path])
        elif call.kind in {"write", "truncate"}:
            self._files[call.file].since.append(call)
        elif call.kind == "sync" and call.path == str(self._root):
            self._folder.certain = dict(self._folder.seen)
            self._folder.since.clear()
        elif call.kind == "sync":
            file = self._files[call.file]
            file.certain = _written(file.certain, file.since, bytes)
            file.since.clear()

    def _name(self, call: Call, file: _File) -> None:
        self._folder.since.append((call, file))
        _rename(self._folder.seen, call, file)

    def lose_power(self, chance: random.Random, into: Path) -> None:
        """Put what may stand on the disk now into an empty folder."""
        names = dict(self._folder.certain)
        for call, file in _some(self._folder.since, chance):
            _rename(names, call, file)
        left: dict[int, bytes] = {}
        for path, file in names.items():
            if id(file) not in left:
                calls = [_torn(call, chance) for call in _some(file.since, chance)]
                gaps = chance.choice((bytes, chance.randbytes))
                left[id(file)] = _written(file.certain, calls, gaps)
            (into / Path(path).name).write_bytes(left[id(file)])


def _rename(names: dict[str, _File], call: Call, file: _File) -> None:
    if call.kind in {"create", "link"}:
        names[call.to or call.path] = file
    else:
        names.pop(call.path, None)
        if call.kind == "rename":
            names[call.to] = file


def _some(since: list[Thing], chance: random.Random) -> list[Thing]:
    """What was done before the power went: up to some moment, or here and there, or all, or nothing."""
    match chance.randrange(4):
        case 0:
            return since[: chance.randint(0, len(since))]
        case 1:
            return []
        case 2:
            return since
        case _:
            share = chance.choice((0.1, 0.5, 0.9))
            return [thing for thing in since if chance.random() < share]


def _torn(call: Call, chance: random.Random) -> Call:
    """A write of which perhaps only some first sectors reached the disk."""
    if call.kind == "write" and len(call.data) > _SECTOR and chance.random() < 0.1:
        kept = _SECTOR * chance.randrange(1, -(-len(call.data) // _SECTOR))
        return Call(call.kind, call.file, call.offset, call.path, call.to, call.data[:kept])
    return call


def _written(content: bytes, calls: Iterable[Call], gaps: Callable[[int], bytes]) -> bytes:
    made = bytearray(content)
    for call in calls:
        if call.offset > len(made):
            made += gaps(call.offset - len(made))
        if call.kind == "truncate":
            del made[call.offset :]
        else:
            made[call.offset : call.offset + len(call.data)] = call.data
    return bytes(made)
