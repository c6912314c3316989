"""A finished PDF made smaller: small objects packed together, and its cross references with them (ISO 32000-1, 7.5.7).

Every cell of a tagged table is an object of a line; packed, all of them are as large as one page.
"""

from __future__ import annotations

import re
import struct
import zlib
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_TOGETHER = 200  # objects of one stream: whoever looks for one of them unpacks no more
_PLACE = re.compile(rb"(\d{10}) \d{5} n")
_KEPT = re.compile(rb"/(?:Root|Info) \d+ 0 R|/ID\s*\[[^\]]*\]")  # of the trailer
_STREAM_END = b"endstream\nendobj\n"


def packed(content: bytes, later: Callable[[int], Iterable[tuple[int, bytes]]]) -> bytes:
    """Return a file as reportlab writes it, one table behind all objects in the order of their numbers, packed.

    `later` is asked for objects that were left out, or empty so far, by the first number that is free.
    """
    start = int(content[content.rindex(b"startxref") :].split()[1])
    table, _, trailer = content[start:].partition(b"trailer")
    places = [int(place) for place in _PLACE.findall(table)]
    out = bytearray(content[: places[0]])
    rows = {0: (0, 0, 0)}
    small: dict[int, bytes] = {}
    for number, (begin, end) in enumerate(pairwise([*places, start]), start=1):
        whole = content[begin:end]
        if whole.endswith(_STREAM_END):
            rows[number] = (1, len(out), 0)
            out += whole.removesuffix(_STREAM_END) + b"\n" + _STREAM_END  # archives want it on a line of its own
        else:
            small[number] = whole[whole.index(b"obj") + 3 : whole.rindex(b"endobj")].strip()
    small |= later(len(places) + 1)
    number = max(*rows, *small)
    objects = list(small.items())
    for first in range(0, len(objects), _TOGETHER):
        number += 1
        part = objects[first : first + _TOGETHER]
        rows |= {one: (2, number, place) for place, (one, _) in enumerate(part)}
        rows[number] = (1, len(out), 0)
        out += _together(number, part)
    number += 1
    end = len(out)
    rows[number] = (1, end, 0)
    about = b"/Type/XRef/Size %d/W[1 4 1]%b" % (number + 1, b"".join(_KEPT.findall(trailer)))
    out += _stream(number, about, b"".join(struct.pack(">BIB", *row) for _, row in sorted(rows.items())))
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % end)


def _together(number: int, objects: list[tuple[int, bytes]]) -> bytes:
    """Return a stream of objects: their numbers and places, then the objects."""
    heads, body = [], bytearray()
    for one, content in objects:
        heads.append(b"%d %d" % (one, len(body)))
        body += content + b"\n"
    head = b" ".join(heads) + b"\n"
    return _stream(number, b"/Type/ObjStm/N %d/First %d" % (len(objects), len(head)), head + body)


def _stream(number: int, about: bytes, content: bytes) -> bytes:
    small = zlib.compress(content)
    return b"%d 0 obj\n<<%b/Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream\nendobj\n" % (
        *(number, about, len(small), small),
    )
