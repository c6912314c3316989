"""What was packed comes back, by whatever it was packed, and damage is told."""

from __future__ import annotations

import random
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.packing import packed, unpacked


@given(st.binary(max_size=30_000), st.binary(max_size=30_000), st.integers(0, 5))
def test_what_was_packed_comes_back(text: bytes, base: bytes, times: int) -> None:
    text, base = text * times, base * times
    assert unpacked(packed(text, base), base, len(text)) == text
    if text:
        with pytest.raises(ValueError, match="no text"):
            unpacked(packed(text, base)[:-1], base, len(text))


def test_what_is_in_common_costs_little() -> None:
    chance = random.Random(1)  # noqa: S311 - no secret
    base = b"".join(b"%d %d of a report\n" % (number, chance.randrange(10**6)) for number in range(3000))
    assert len(packed(base.replace(b"55", b"56"), base)) < len(packed(base, b"")) / 3


def test_a_text_that_another_program_packed_comes_back() -> None:
    """Every 8 KB by the 32 KB around their middle."""
    base = random.Random(1).randbytes(60_000)  # noqa: S311 - no secret
    text = base[:20_000] + bytes(9) + base[20_000:]
    pieces = []
    for start in range(0, len(text), 8192):
        first = max(0, start + 4096 - 16_384)
        packing = zlib.compressobj(9, zdict=base[first : first + 32_768])
        pieces.append(packing.compress(text[start : start + 8192]) + packing.flush())
    assert unpacked(b"".join(pieces), base, len(text)) == text


def test_no_more_is_unpacked_than_asked_for() -> None:
    with pytest.raises(ValueError, match="no text"):
        unpacked(packed(bytes(100_000), b""), b"", 50_000)
