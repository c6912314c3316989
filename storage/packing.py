"""Packing what reports have in common: each stretch of a text is compressed by what another has in the same place.

Reports of one template and period differ in their numbers and hardly else, and their lines stand in one order.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

_PIECE = 8192  # bytes
_WINDOW = 32_768  # bytes that zlib looks back
_LEVEL = 6  # less than half the time of 9, and a report fills one page of the file all the same


def packed(text: bytes, base: bytes) -> bytes:
    """A text compressed by another, or for itself where that is empty."""
    return b"".join(_pieces(text, base))


def _pieces(text: bytes, base: bytes) -> Iterator[bytes]:
    for start in range(0, len(text), _PIECE):
        packing = zlib.compressobj(_LEVEL, zdict=_stretch(base, start)) if base else zlib.compressobj(9)
        yield packing.compress(text[start : start + _PIECE]) + packing.flush()


def unpacked(content: bytes, base: bytes, most: int) -> bytes:
    """The text that `packed` was given; raises ValueError for anything else, and for one of more than `most` bytes."""
    found = bytearray()
    try:
        while content:
            unpacking = zlib.decompressobj(zdict=_stretch(base, len(found))) if base else zlib.decompressobj()
            found += unpacking.decompress(content, _PIECE)
            if len(found) > most or not unpacking.eof:
                raise ValueError("no text of ours")
            content = unpacking.unused_data
    except zlib.error as error:
        raise ValueError("no text of ours") from error
    return bytes(found)


def _stretch(base: bytes, start: int) -> bytes:
    first = max(0, start + _PIECE // 2 - _WINDOW // 2)
    return base[first : first + _WINDOW]
