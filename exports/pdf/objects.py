"""The objects of a PDF from outside: read one by one as they are asked for, with everything counted.

Only what a report's PDF needs is read, as our own program, printers to PDF and programs that sign write it: tables
and streams of cross references, streams of objects, streams packed by Flate. A file that is damaged is not mended,
and one that goes in circles, or holds more than any report, raises `Broken`: work is counted by what is read,
however often the file sends us over the same bytes.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from typing import NamedTuple

from forms.values.frozen import frozen

MOST_OBJECTS = 150_000  # each cell of a tagged table is one; a report of a thousand rows has some twenty thousand
_MOST_HEAD = 1_000_000  # bytes of where the objects of a stream begin
_MOST_READ = 20_000_000  # bytes of objects, each word counted as some more
_WORD = 20
_MOST_STREAMS = 40_000_000  # bytes of the streams that are unpacked, before and after
_MOST_PREDICTED = 600_000  # bytes whose packing Python undoes itself
_MOST_NESTED = 50
_MOST_SECTIONS = 200  # of cross references: each saving by another program adds one
_LONGEST_NAME = 1000

_TOKEN = re.compile(
    rb"[\0\t\n\f\r ]*+(?>%[^\r\n]*+[\0\t\n\f\r ]*+)*+"
    rb"(<<|>>|[\[\]]|/[^\0\t\n\f\r ()<>\[\]{}/%]*+|\(|<[0-9A-Fa-f\0\t\n\f\r ]*+>|[^\0\t\n\f\r ()<>\[\]{}/%]++)"
)
_BRACKET = re.compile(rb"\\.|[()]", re.DOTALL)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\r\n": b"", b"\n": b"", b"\r": b""}
_WHOLE = re.compile(rb"[+-]?\d{1,15}")
_REAL = re.compile(rb"[+-]?(?:\d{1,20}\.\d{0,20}|\.\d{1,20})")
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_OBJECT = re.compile(rb"[\0\t\n\f\r ]{0,16}(\d{1,10})[\0\t\n\f\r ]{1,16}(\d{1,5})[\0\t\n\f\r ]{1,16}obj")
_REFERS = re.compile(rb"[\0\t\n\f\r ]{1,16}(?:\d{1,5}[\0\t\n\f\r ]{1,16})?R(?![A-Za-z0-9])")
_STREAM = re.compile(rb"[\0\t\n\f\r ]{0,16}stream(?:\r\n|\n)")
_TABLE = re.compile(rb"[\0\t\n\f\r ]{0,16}xref[\0\t\n\f\r ]{1,16}")
_RANGE = re.compile(rb"[\0\t\n\f\r ]{0,16}(\d{1,10}) (\d{1,10})[ \t]{0,16}[\r\n]{1,2}")
_ENTRY = re.compile(rb"(\d{10}) (\d{5}) ([nf])[ \r\n]{2}")
_CONSTANTS: Mapping[bytes, object] = {b"true": True, b"false": False, b"null": None}


class Broken(Exception):  # noqa: N818 - it is what the file is
    """A PDF that is not as it should be, or larger than any report; the text is for programmers."""


class Name(str):
    """A name (/Page), without its slash."""

    __slots__ = ()


class IndirectReference(NamedTuple):
    """The number of an object that stands elsewhere."""

    number: int


@frozen
class Stream:
    """A stream: what is said about it, and its bytes as they stand in the file."""

    about: Mapping[str, object]
    packed: memoryview


class _Entry(NamedTuple):
    """Where an object stands: its offset in the file, or the stream of objects that holds it."""

    offset: int
    within: int = 0


class Objects:
    """The objects of one file."""

    def __init__(self, content: bytes) -> None:
        """Take the whole file; raises Broken where its cross references cannot be read."""
        self._content = content[content.index(b"%PDF-") :]
        self._entries: dict[int, _Entry | None] = {}  # None: deleted
        self._read: dict[int, object] = {}
        self._unpacked: dict[int, tuple[bytes, dict[int, int]]] = {}  # streams of objects, where each object begins
        self._nested = 0
        self._left = _MOST_READ
        self._room = _MOST_STREAMS
        self._predicted = _MOST_PREDICTED
        self.trailer: Mapping[str, object] = {}
        self._read_sections()

    def resolve(self, value: object) -> object:
        """Return what a value is, in whatever object it stands; None for an object that is not there."""
        for _ in range(_MOST_NESTED):
            if not isinstance(value, IndirectReference):
                return value
            value = self._object(value.number)
        raise Broken("references in a circle")

    def table(self, value: object) -> Mapping[str, object]:
        """Return a dictionary; an empty one for anything else."""
        found = self.resolve(value)
        return found if isinstance(found, dict) else {}

    def array(self, value: object) -> list[object]:
        """Return an array; an empty one for anything else."""
        found = self.resolve(value)
        return found if isinstance(found, list) else []

    def unpack(self, stream: Stream, most: int) -> bytes:
        """Return the bytes of a stream, never more than `most`."""
        filters = self.resolve(stream.about.get("Filter"))
        parameters = self.resolve(stream.about.get("DecodeParms"))
        if isinstance(filters, list):
            if len(filters) > 1:
                raise Broken("a chain of filters")
            filters = self.resolve(filters[0]) if filters else None
            parameters = self.resolve(parameters[0]) if isinstance(parameters, list) and parameters else parameters
        self._room -= len(stream.packed)
        if self._room < 0:
            raise Broken("too many streams")
        if filters is None:
            unpacked = stream.packed[: most + 1].tobytes()
        elif filters == "FlateDecode":
            try:
                unpacked = zlib.decompressobj().decompress(stream.packed, min(most, self._room) + 1)
            except zlib.error as error:
                raise Broken("a stream") from error
        else:
            raise Broken(f"filter {filters!s:.40}")
        self._room -= len(unpacked)
        if len(unpacked) > most or self._room < 0:
            raise Broken("a stream too large")
        return self._unpredicted(unpacked, self.table(parameters))

    def _unpredicted(self, rows: bytes, parameters: Mapping[str, object]) -> bytes:
        """Undo the predictor of PNG on rows of single bytes, as cross references have them."""
        predictor = parameters.get("Predictor", 1)
        if predictor == 1:
            return rows
        columns = parameters.get("Columns", 1)
        single = parameters.get("Colors", 1) == 1 and parameters.get("BitsPerComponent", 8) == 8
        if not (isinstance(predictor, int) and predictor >= 10 and single and isinstance(columns, int)):
            raise Broken("predictor")
        self._predicted -= len(rows)
        if self._predicted < 0 or not 0 < columns <= 64:
            raise Broken("too much behind a predictor")
        done = bytearray()
        above = bytes(columns)
        for start in range(0, len(rows), columns + 1):
            above = _row(rows[start], rows[start + 1 : start + 1 + columns].ljust(columns, b"\0"), above)
            done += above
        return bytes(done)

    def _object(self, number: int) -> object:
        if number not in self._read:
            entry = self._entries.get(number)
            self._read[number] = None  # what is asked for while it is read is not there
            self._nested += 1
            if self._nested > _MOST_NESTED:
                raise Broken("objects that need one another")
            if entry is not None:
                self._read[number] = self._packed(number, entry) if entry.within else self._plain(number, entry.offset)
            self._nested -= 1
        return self._read[number]

    def _plain(self, number: int, offset: int) -> object:
        """Read the object at an offset; raises Broken where another one stands there."""
        head = _OBJECT.match(self._content, offset)
        if head is None or int(head[1]) != number:
            raise Broken(f"object {number} is not in its place")
        value, end = self._value(self._content, head.end())
        start = _STREAM.match(self._content, end)
        if start is None or not isinstance(value, dict):
            return value
        length = self.resolve(value.get("Length"))
        if not isinstance(length, int) or not 0 <= length <= len(self._content) - start.end():
            raise Broken(f"length of stream {number}")
        return Stream(value, memoryview(self._content)[start.end() : start.end() + length])

    def _packed(self, number: int, entry: _Entry) -> object:
        """Read an object out of a stream of objects, which itself never stands in one."""
        if entry.within not in self._unpacked:
            holder = self._entries.get(entry.within)
            stream = self._object(entry.within)
            if holder is None or holder.within or not isinstance(stream, Stream):
                raise Broken("a stream of objects is not in its place")
            unpacked = self.unpack(stream, _MOST_STREAMS)
            count, first = self.resolve(stream.about.get("N")), self.resolve(stream.about.get("First"))
            if not (isinstance(count, int) and isinstance(first, int) and 0 <= first <= _MOST_HEAD):
                raise Broken("a stream of objects")
            heads = [int(text) for text in unpacked[:first].split()[: 2 * count]]
            self._unpacked[entry.within] = (
                unpacked,
                {one: first + place for one, place in zip(heads[::2], heads[1::2], strict=True)},
            )
        unpacked, places = self._unpacked[entry.within]
        if number not in places:
            raise Broken(f"object {number} is not in its stream")
        return self._value(unpacked, places[number])[0]

    def _read_sections(self) -> None:
        """Read the cross references, the newest first; each section says where the one before it begins."""
        end = self._content.rfind(b"startxref", -2048)
        found = re.match(rb"startxref\s+(\d{1,10})\s", self._content[end : end + 40]) if end >= 0 else None
        if found is None:
            raise Broken("no cross references")
        waiting, seen = [int(found[1])], set[int]()
        while waiting:
            offset = waiting.pop()
            if offset in seen:
                continue
            if len(seen) >= _MOST_SECTIONS:
                raise Broken("too many cross references")
            seen.add(offset)
            table = _TABLE.match(self._content, offset)
            trailer = self._table(table.end()) if table else self._stream(offset)
            self.trailer = self.trailer or trailer
            # the stream beside a table counts before the sections before it
            waiting += [place for key in ("Prev", "XRefStm") if isinstance(place := trailer.get(key), int)]

    def _count(self, read: int) -> None:
        self._left -= read
        if self._left < 0:
            raise Broken("too much to read")

    def _enter(self, number: int, entry: _Entry | None) -> None:
        if len(self._entries) >= MOST_OBJECTS:
            raise Broken("too many objects")
        self._count(_WORD)
        self._entries.setdefault(number, entry)

    def _table(self, at: int) -> Mapping[str, object]:
        """Read a table of cross references and its trailer."""
        while found := _RANGE.match(self._content, at):
            at = found.end()
            first, count = int(found[1]), int(found[2])
            for number in range(first, first + count):
                entry = _ENTRY.match(self._content, at)
                if entry is None:
                    raise Broken("a line of the cross references")
                at = entry.end()
                self._enter(number, _Entry(int(entry[1])) if entry[3] == b"n" else None)
        word = _TOKEN.match(self._content, at)
        trailer = self._value(self._content, word.end())[0] if word and word[1] == b"trailer" else None
        if not isinstance(trailer, dict):
            raise Broken("no trailer")
        return trailer

    def _stream(self, offset: int) -> Mapping[str, object]:
        """Read a stream of cross references, whose dictionary is its trailer."""
        head = _OBJECT.match(self._content, offset)
        stream = self._plain(int(head[1]), offset) if head else None
        if not isinstance(stream, Stream):
            raise Broken("no cross references at their place")
        about = stream.about
        widths, size = about.get("W"), about.get("Size")
        if not (isinstance(widths, list) and len(widths) == 3 and all(width in range(9) for width in widths)):
            raise Broken("widths of cross references")
        rows = self.unpack(stream, _MOST_STREAMS)
        parts = about.get("Index", [0, size])
        if not (isinstance(parts, list) and all(isinstance(part, int) for part in parts) and sum(widths)):
            raise Broken("index of cross references")
        runs = zip(parts[::2], parts[1::2], strict=True)
        numbers = (number for first, count in runs for number in range(first, first + count))
        one, two, _ = widths
        for start, number in zip(range(0, len(rows), sum(widths)), numbers, strict=False):
            row = rows[start : start + sum(widths)]
            kind = int.from_bytes(row[:one], "big") if one else 1
            place = int.from_bytes(row[one : one + two], "big")
            self._enter(number, {1: _Entry(place), 2: _Entry(0, place)}.get(kind))
        return about

    def _value(self, text: bytes, at: int) -> tuple[object, int]:
        """Read one value from a place on; return it and where it ends."""
        open_parts: list[list[object]] = [[]]
        closing: list[bytes] = []
        while True:
            word = _TOKEN.match(text, at)
            if word is None or len(closing) > _MOST_NESTED:
                raise Broken("no value")
            self._count(_WORD + word.end() - at)
            token, at = word[1], word.end()
            parts = open_parts[-1]
            if token in {b"[", b"<<"}:
                open_parts.append([])
                closing.append(b"]" if token == b"[" else b">>")
            elif token in {b"]", b">>"}:
                if not closing or closing.pop() != token:
                    raise Broken("brackets")
                open_parts.pop()
                open_parts[-1].append(parts if token == b"]" else _dictionary(parts))
            elif token == b"R":
                number = parts[-2] if len(parts) >= 2 else None
                if not isinstance(number, int):
                    raise Broken("a reference")
                parts[-2:] = [IndirectReference(number)]
            elif token == b"(":
                string, at = self._string(text, at)
                parts.append(string)
            else:
                parts.append(_word(token))
            value = open_parts[0][-1] if not closing else None
            if not closing and not (isinstance(value, int) and _REFERS.match(text, at)):
                return value, at

    def _string(self, text: bytes, at: int) -> tuple[bytes, int]:
        """Read a string in brackets from behind the first one; return it and where it ends."""
        depth, end = 1, at
        while depth:
            bracket = _BRACKET.search(text, end)
            if bracket is None:
                raise Broken("a string without its end")
            self._count(_WORD + bracket.end() - end)
            end = bracket.end()
            depth += {b"(": 1, b")": -1}.get(bracket[0], 0)
        return _ESCAPED.sub(_unescaped, text[at : end - 1]), end


def _word(token: bytes) -> object:
    """Return what a word says that is no bracket."""
    if token in _CONSTANTS:
        return _CONSTANTS[token]
    if token.startswith(b"/") and len(token) <= _LONGEST_NAME:
        return Name(_HEX.sub(_unhexed, token[1:]).decode("utf-8", "replace"))
    if token.startswith(b"<"):
        digits = b"".join(token[1:-1].translate(None, b"\0").split()).decode()
        return bytes.fromhex(digits + "0" * (len(digits) % 2))
    if _WHOLE.fullmatch(token):
        return int(token)
    if _REAL.fullmatch(token):
        return float(token)
    raise Broken(f"the word {token[:40]!r}")


def _unhexed(found: re.Match[bytes]) -> bytes:
    return bytes.fromhex(found[1].decode())


def _unescaped(found: re.Match[bytes]) -> bytes:
    if found[1].isdigit():
        return bytes([int(found[1], 8) & 255])
    return _ESCAPES.get(found[1], found[1])


def _dictionary(parts: list[object]) -> dict[str, object]:
    keys = parts[::2]
    if len(parts) % 2 or not all(isinstance(key, Name) for key in keys):
        raise Broken("a dictionary")
    return dict(zip(map(str, keys), parts[1::2], strict=True))


def _row(kind: int, row: bytes, above: bytes) -> bytes:
    """Undo one row of PNG's predictor, whose pixels are single bytes."""
    if kind == 0:
        return row
    if kind == 2:
        return bytes((one + up) & 255 for one, up in zip(row, above, strict=True))
    done = bytearray()
    left = corner = 0
    for one, up in zip(row, above, strict=True):
        if kind == 1:
            guess = left
        elif kind == 3:
            guess = (left + up) // 2
        elif kind == 4:
            guess = _likeliest(left, up, corner)
        else:
            raise Broken("predictor")
        left, corner = (one + guess) & 255, up
        done.append(left)
    return bytes(done)


def _likeliest(left: int, up: int, corner: int) -> int:
    """Return Paeth's guess at a byte from those around it."""
    return min((left, up, corner), key=lambda near: abs(left + up - corner - near))
