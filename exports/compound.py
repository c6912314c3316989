"""A compound file from outside (OLE, as Outlook keeps a mail): only as much of it as a mail needs.

The file is a disk in small: sectors in chains, a directory as a tree. Nothing in it is believed: every chain is
counted, and one that runs in a circle or out of the file ends the reading, as does a file that sends us over the same
sectors again and again.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from itertools import islice

MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_END = 0xFFFFFFFA  # from here on numbers of sectors mean something else
_NONE = 0xFFFFFFFF
_HEADER = 512
_ENTRY = 128
_MINI = 64
_MOST_ENTRIES = 50_000
_STORAGE, _STREAM = 1, 2
_DATA, _MAIL, _NAMES = "__substg1.0_37010102", "__substg1.0_3701000d", ("__substg1.0_3707001f", "__substg1.0_3704001f")
_ATTACHMENT = "__attach_version1.0_"


class _DirectoryEntry:
    """A line of the directory."""

    def __init__(self, line: bytes) -> None:
        (length,) = struct.unpack_from("<H", line, 64)
        self.name = line[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace").casefold()
        self.kind = line[66]
        self.left, self.right, self.child = struct.unpack_from("<3I", line, 68)
        self.start, self.size = struct.unpack_from("<2I", line, 116)  # the upper half of the size may hold anything


class Compound:
    """The streams of a compound file; raises ValueError, IndexError or struct.error for what is none."""

    def __init__(self, content: bytes) -> None:
        if not content.startswith(MAGIC) or len(content) < _HEADER:
            raise ValueError("no compound file")
        shift, small = struct.unpack_from("<2H", content, 30)
        if shift not in (9, 12) or small != 6:
            raise ValueError("sectors of a size that there is none of")
        self._content = content
        self._sector = 1 << shift
        self._most = len(content) // self._sector + 1
        self._left = 4 * self._most + _MOST_ENTRIES  # sectors that are read, however often each
        directory, _, self._cutoff, mini = struct.unpack_from("<4I", content, 48)
        self._fat = self._numbers(self._tables())
        lines = self._joined(directory)
        if len(lines) > _MOST_ENTRIES * _ENTRY:
            raise ValueError("a directory too large")
        self._entries = [
            _DirectoryEntry(lines[start : start + _ENTRY]) for start in range(0, len(lines) - _ENTRY + 1, _ENTRY)
        ]
        self._mini_fat = self._numbers(list(self._chain(mini, self._most // 16 + 2))) if mini < _END else []
        self._mini = self._joined(self._entries[0].start) if self._entries[0].start < _END else b""

    @property
    def names(self) -> set[str]:
        """What stands at the top of it, in small letters."""
        return {name for name, _ in self._children(0)}

    def attachments(self, most: int) -> Iterator[tuple[str, bytes]]:
        """The files attached to a mail, and to mails attached to it, by name; none larger than `most` bytes."""
        waiting = [0]
        seen: set[int] = set()
        while waiting:
            mail = waiting.pop()
            if mail in seen:
                raise ValueError("a mail within itself")
            seen.add(mail)
            for name, number in self._children(mail):
                if name.startswith(_ATTACHMENT) and self._entries[number].kind == _STORAGE:
                    parts = dict(self._children(number))
                    if _MAIL in parts:
                        waiting.append(parts[_MAIL])
                    elif _DATA in parts and self._entries[parts[_DATA]].size <= most:
                        yield self._called(parts), self._stream(parts[_DATA])

    def _called(self, parts: dict[str, int]) -> str:
        found = next((parts[name] for name in _NAMES if name in parts), None)
        return "" if found is None else self._stream(found)[:1000].decode("utf-16-le", "replace").strip("\0")

    def _children(self, number: int) -> Iterator[tuple[str, int]]:
        """What stands in a storage, by name."""
        waiting, seen = [self._entries[number].child], 0
        while waiting:
            one = waiting.pop()
            if one == _NONE:
                continue
            seen += 1
            if seen > len(self._entries):
                raise ValueError("a directory in a circle")
            entry = self._entries[one]
            waiting += (entry.left, entry.right)
            yield entry.name, one

    def _stream(self, number: int) -> bytes:
        entry = self._entries[number]
        if entry.kind != _STREAM:
            raise ValueError("no stream")
        if entry.size >= self._cutoff:
            return self._joined(entry.start, entry.size)[: entry.size]
        found = bytearray()
        sector = entry.start
        while len(found) < entry.size:
            self._count()
            found += self._mini[sector * _MINI : (sector + 1) * _MINI]
            if len(found) > len(self._mini) + _MINI:
                raise ValueError("a chain in a circle")
            sector = self._mini_fat[sector]
            if sector >= _END:
                break
        return bytes(found[: entry.size])

    def _at(self, sector: int) -> bytes:
        start = (sector + 1) * self._sector
        found = self._content[start : start + self._sector]
        if not found:
            raise ValueError("a sector outside the file")
        return found

    def _count(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise ValueError("the same sectors again and again")

    def _chain(self, sector: int, most: int) -> Iterator[int]:
        for _ in range(most):
            if sector >= _END:
                return
            self._count()
            yield sector
            sector = self._fat[sector]
        if sector < _END:
            raise ValueError("a chain in a circle")

    def _joined(self, sector: int, size: int | None = None) -> bytes:
        chain = self._chain(sector, self._most)
        return b"".join(map(self._at, chain if size is None else islice(chain, -(-size // self._sector))))

    def _numbers(self, sectors: list[int]) -> list[int]:
        content = b"".join(map(self._at, sectors))
        return list(struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4]))

    def _tables(self) -> list[int]:
        """The sectors of the table of chains: those that the header names, and those that a chain of its own names."""
        (more,) = struct.unpack_from("<I", self._content, 68)
        found = list(struct.unpack_from("<109I", self._content, 76))
        for _ in range(self._most):
            if more >= _END:
                break
            *numbers, more = self._numbers([more])
            found += [sector for sector in numbers if sector < _END]
            if len(found) > self._most:
                break
        found = [sector for sector in found if sector < _END]
        if len(found) > 8 * self._most // self._sector + 2 or len(set(found)) != len(found):  # twice what is needed
            raise ValueError("more tables than sectors")
        return found
