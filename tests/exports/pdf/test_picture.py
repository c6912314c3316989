"""Pictures of handouts: whole, in grey, the same each time."""

from __future__ import annotations

import struct
import zlib

import pytest

from exports.pdf import picture
from forms.errors import KnownError
from tests.exports.handouts import LONG, handout


def rows(png: bytes) -> list[bytes]:
    """The lines of a grey picture, a byte a dot."""
    width, height, *kind = struct.unpack(">IIBBBBB", png[16:29])
    assert kind == [8, 0, 0, 0, 0]
    data = zlib.decompress(png[png.index(b"IDAT") + 4 : -16])
    lines = [data[row * (width + 1) + 1 : (row + 1) * (width + 1)] for row in range(height)]
    assert all(len(line) == width for line in lines)
    return lines


@pytest.mark.parametrize("count", [1, 40])
def test_a_picture_is_as_high_as_what_stands_on_it_with_white_around(count: int) -> None:
    made = picture.of_handout(handout([LONG] * count))
    assert made == picture.of_handout(handout([LONG] * count))
    lines = rows(made)
    white = [set(line) == {255} for line in lines]
    assert white[0]
    assert white[-1]
    assert 10 < white[::-1].index(False) < 60  # dots of white beneath the last line
    assert all(line[0] == line[-1] == 255 for line in lines)


def test_a_table_that_no_message_takes_is_refused() -> None:
    with pytest.raises(KnownError, match="quá dài"):
        picture.of_handout(handout(["Xã"] * 400))


def test_a_chart_and_a_gauge_have_the_size_that_was_asked_for() -> None:
    chart, gauge = handout(["A"]).chart, handout(["A"]).tables[0].rows[0][-1].gauge
    assert chart is not None
    assert gauge is not None
    for made, points in ((picture.of_chart(chart, 360, 144), (360, 144)), (picture.of_gauge(gauge, 72, 12), (72, 12))):
        lines = rows(made)
        assert (len(lines[0]), len(lines)) == (points[0] * 300 // 72, points[1] * 300 // 72)
        assert min(map(min, lines)) < 128
