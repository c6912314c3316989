"""A zip from outside: judged by its directory before any part is opened, its parts read in blocks.

Nothing in it is believed: sizes are counted while a part is unpacked, names are only compared, and nothing is
unpacked to disk. A zip that our own or an office's programs write has one directory at its end, each part once,
stored or deflated, none over another; whatever is otherwise is refused.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from copy import copy
from itertools import pairwise

from forms.errors import KnownError

_MOST_PARTS = 1000
_MOST_DIRECTORY = 500_000  # bytes; `zipfile` makes an object of each of its lines
_BLOCK = 65_536
_END = struct.Struct("<4s4H2LH")
_LOCAL_HEADER = 30  # bytes, at least
_ENCRYPTED = 0x1 | 0x20 | 0x40 | 0x2000  # each of the ways in which a part is not what it seems


class Container:
    """The parts of a zip by name."""

    def __init__(self, content: bytes) -> None:
        """Take the whole zip; raises KnownError or BadZipFile for one that is not as it should be."""
        directory = _directory(content)
        self._zip = zipfile.ZipFile(io.BytesIO(content))
        entries = self._zip.infolist()
        self._entries = {entry.filename: entry for entry in entries}
        if len(self._entries) != len(entries):
            raise KnownError("Tệp nén có hai phần trùng tên; đề nghị xin lại tệp từ nơi gửi, chưa nhập gì.")
        for entry in entries:
            if entry.flag_bits & _ENCRYPTED:
                raise KnownError("Tệp nén đặt mật khẩu; đề nghị xin tệp gốc do chương trình kết xuất.")
            if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise KnownError("Tệp nén theo cách mà BaoCao42 không dùng; đề nghị xin tệp gốc, chưa nhập gì.")
        spans = sorted((entry.header_offset, entry.compress_size) for entry in entries)
        if any(
            start + _LOCAL_HEADER + size > after for (start, size), (after, _) in pairwise([*spans, (directory, 0)])
        ):
            raise zipfile.BadZipFile("parts lie over one another")

    @property
    def names(self) -> list[str]:
        """The names of its parts, folders left out."""
        return [name for name in self._entries if not name.endswith("/")]

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def within(self, folder: str) -> Container:
        """The same zip as if a folder of it, its name with the stroke, were all of it."""
        found = copy(self)
        found._entries = {  # noqa: SLF001 - one of ours
            name.removeprefix(folder): entry for name, entry in self._entries.items() if name.startswith(folder)
        }
        return found

    def read(self, name: str, most: int) -> bytes:
        """Return a part; raises KeyError where there is none, KnownError for one of more than `most` bytes."""
        entry = self._entries[name]
        if entry.file_size > most:
            raise _too_large()
        found = bytearray()
        try:
            with self._zip.open(entry) as file:
                while block := file.read(_BLOCK):
                    found += block
                    if len(found) > most:
                        raise _too_large()
        except zlib.error as error:
            raise zipfile.BadZipFile(name) from error
        return bytes(found)

    def rewritten(self, changed: Mapping[str, bytes], most: int) -> bytes:
        """The zip with some of its parts changed and every other one as it is; KnownError beyond `most` bytes."""
        made, room = io.BytesIO(), most
        with zipfile.ZipFile(made, "w") as written:
            for name, entry in self._entries.items():
                content = b"" if name.endswith("/") else changed.get(name)
                content = self.read(name, room) if content is None else content
                room -= len(content)
                there = zipfile.ZipInfo(name, entry.date_time)
                there.compress_type, there.external_attr = entry.compress_type, entry.external_attr
                written.writestr(there, content)
        return made.getvalue()


def _too_large() -> KnownError:
    return KnownError("Dữ liệu trong tệp lớn bất thường; đề nghị xin lại tệp từ nơi gửi, chưa nhập gì.")


def _directory(content: bytes) -> int:
    """Return where the directory begins; raises for one that `zipfile` would read without measure, or elsewhere."""
    if len(content) < _END.size or content[-42:-38] == b"PK\x06\x07":  # the larger form, which no file here needs
        raise zipfile.BadZipFile("no end")
    mark, disk, first, here, parts, size, start, comment = _END.unpack(content[-_END.size :])
    if mark != b"PK\x05\x06" or (disk, first, comment) != (0, 0, 0) or here != parts:
        raise zipfile.BadZipFile("no end")
    if parts > _MOST_PARTS or size > _MOST_DIRECTORY:
        raise KnownError("Tệp nén có quá nhiều phần; đề nghị chọn tệp do chương trình kết xuất.")
    if start + size != len(content) - _END.size:
        raise zipfile.BadZipFile("the directory is elsewhere")
    return int(start)
