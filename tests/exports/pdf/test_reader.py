"""A PDF read back in each form in which programs save one: old tables, packed objects, updates at the end."""

from __future__ import annotations

import zlib

import pytest

from exports import payload
from exports.payload import Cargo
from exports.pdf import reader
from exports.pdf.objects import Broken, IndirectReference, Objects
from forms.report import archive
from forms.report.report import Report
from tests.exports.hostile import carrying, pdf_of, stream


def packed(data: bytes, predictor: int) -> bytes:
    """The PDF that carries data, with its objects packed and its cross references behind a predictor of PNG."""
    inside = {
        1: b"<< /Names << /EmbeddedFiles 3 0 R >> /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [] >>",
        3: b"<< /Names [(report.json) 4 0 R (report.json.sha256) 5 0 R] >>",
        4: b"<< /EF << /F 6 0 R >> >>",
        5: b"<< /EF << /UF 7 0 R >> >>",
    }
    heads, body = b"", b""
    for number, content in inside.items():
        heads += b"%d %d " % (number, len(body))
        body += content + b" "
    outside = {
        6: stream(zlib.compress(data)),
        7: stream(payload.seal(Cargo(data)), b""),
        8: stream(zlib.compress(heads + body), b"/Type /ObjStm /N 5 /First %d /Filter [/FlateDecode]" % len(heads)),
    }
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    entries = {number: (2, 8, index) for index, number in enumerate(inside)}
    for number, content in outside.items():
        entries[number] = (1, len(out), 0)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    entries[0] = (0, 0, 0)
    entries[9] = (1, len(out), 0)
    rows = [bytes([kind, *place.to_bytes(3, "big"), index]) for _, (kind, place, index) in sorted(entries.items())]
    about = (
        b"/Type /XRef /Size 10 /W [1 3 1] /Root 1 0 R /Filter /FlateDecode /DecodeParms << /Predictor %d /Columns 5 >>"
    )
    table = stream(zlib.compress(predicted(rows, predictor)), about % predictor)
    return bytes(out + b"9 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (table, entries[9][1]))


def predicted(rows: list[bytes], predictor: int) -> bytes:
    """Rows as PNG's predictors write them; 15 takes each kind in turn."""
    out = bytearray()
    above = bytes(len(rows[0]))
    for number, row in enumerate(rows):
        kind = predictor - 10 if predictor < 15 else number % 5
        out.append(kind)
        for place, byte in enumerate(row):
            left, corner = (row[place - 1], above[place - 1]) if place else (0, 0)
            up = above[place]
            near = min((left, up, corner), key=lambda one, about=left + up - corner: abs(about - one))  # type: ignore[misc]
            out.append((byte - (0, left, up, (left + up) // 2, near)[kind]) & 255)
        above = row
    return bytes(out)


@pytest.mark.parametrize("predictor", range(10, 16))
def test_packed_objects_are_read(sample: Report, predictor: int) -> None:
    data = archive.encode(sample)
    assert reader.read(packed(data, predictor)).code == archive.short_code(data)


def test_an_update_at_the_end_counts_before_what_it_replaces(sample: Report) -> None:
    data = archive.encode(sample)
    old = carrying(stream(b"{}", b""), stream(payload.seal(Cargo(data)), b""))
    start = old.rindex(b"xref\n", 0, old.rindex(b"startxref"))
    place = len(old)
    update = b"6 0 obj\n%s\nendobj\n" % stream(data, b"")
    table = b"xref\n6 1\n%010d 00000 n \ntrailer\n<< /Root 1 0 R /Prev %d >>\n" % (place, start)
    made = old + update + table + b"startxref\n%d\n%%%%EOF\n" % (place + len(update))
    assert reader.read(made).code == archive.short_code(data)


def test_letters_before_the_head_move_nothing(sample: Report) -> None:
    data = archive.encode(sample)
    made = b"from a mail\r\n" + carrying(stream(data, b""), stream(payload.seal(Cargo(data)), b""))
    assert reader.read(made).code == archive.short_code(data)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (b"[1 -2 .5 4. true null /a#20b 3 0 R (a(b)\\)\\101\\n) <41 4> ]",
         [1, -2, 0.5, 4.0, True, None, "a b", IndirectReference(3), b"a(b))A\n", b"A@"]),
        (b"% said\n<< /a << /b [] >> /c 7 >>", {"a": {"b": []}, "c": 7}),
        (b"7", 7),
        (b"2 0 R", 5),
    ],
)  # fmt: skip
def test_every_kind_of_value_is_read(text: bytes, value: object) -> None:
    assert Objects(pdf_of({1: text, 2: b"5"})).resolve(IndirectReference(1)) == value


@pytest.mark.parametrize(
    "text", [b"]", b"<< /a >>", b"<< 1 2 >>", b"[ >>", b"(a", b"what", b"1 R", b"[" * 99, b"1 0 R 0"]
)
def test_what_is_no_value_is_broken(text: bytes) -> None:
    with pytest.raises(Broken):
        assert Objects(pdf_of({1: text})).resolve(IndirectReference(1)) is None
