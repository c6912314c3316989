"""A PDF read back in each form in which programs save one: old tables, packed objects, updates at the end."""

from __future__ import annotations

import hashlib
import io
import re
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pypdf
import pytest
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    RectangleObject,
    StreamObject,
    TextStringObject,
)

from exports import delivery, payload
from exports.payload import Cargo
from exports.pdf import reader, writer
from exports.pdf.objects import Broken, IndirectReference, Objects
from forms.errors import KnownError
from forms.report import archive
from forms.report.report import Report
from tests.exports.documents import document
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


def test_a_file_may_have_as_many_objects_as_long_tables_have_cells(sample: Report) -> None:
    data = archive.encode(sample)
    old = carrying(stream(data, b""), stream(payload.seal(Cargo(data)), b""))
    start = old.rindex(b"xref\n", 0, old.rindex(b"startxref"))
    table = (
        b"xref\n100 100000\n" + b"0000000009 00000 n \n" * 100_000 + b"trailer\n<< /Root 1 0 R /Prev %d >>\n" % start
    )
    made = old + table + b"startxref\n%d\n%%%%EOF\n" % len(old)
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


def annotated(**said: object) -> Callable[[pypdf.PdfWriter], None]:
    """Put an annotation on the first page."""

    def edit(pdf: pypdf.PdfWriter) -> None:
        entries = {"Type": NameObject("/Annot"), "Rect": RectangleObject((100, 600, 300, 700)), **said}
        made = DictionaryObject({NameObject(f"/{key}"): value for key, value in entries.items()})
        page = pdf.pages[0]
        page[NameObject("/Annots")] = ArrayObject([*page.get("/Annots", []), pdf._add_object(made)])

    return edit


def framed(key: str, *corners: float, above: bool = False) -> Callable[[pypdf.PdfWriter], None]:
    """Set a frame or a turn of the first page, or of the node above all pages."""

    def edit(pdf: pypdf.PdfWriter) -> None:
        node = cast("DictionaryObject", pdf._root_object["/Pages"].get_object() if above else pdf.pages[0])
        value = ArrayObject([FloatObject(corner) for corner in corners])
        node[NameObject(key)] = value if len(corners) > 1 else NumberObject(int(corners[0]))

    return edit


def layered(pdf: pypdf.PdfWriter) -> None:
    pdf._root_object[NameObject("/OCProperties")] = DictionaryObject()


def faces(pdf: pypdf.PdfWriter) -> DictionaryObject:
    return cast("DictionaryObject", cast("DictionaryObject", pdf.pages[0]["/Resources"])["/Font"])


def swapped(pdf: pypdf.PdfWriter) -> None:
    """Two faces change places: what was printed upright is bold, and 4.764 may be drawn as 9.999."""
    found = faces(pdf)
    one, other = list(found)[:2]
    found[NameObject(one)], found[NameObject(other)] = found.raw_get(other), found.raw_get(one)


def redrawn(pdf: pypdf.PdfWriter) -> None:
    """One glyph more is drawn otherwise: a byte in the outlines of a face."""
    face = cast("DictionaryObject", next(iter(faces(pdf).values())).get_object())
    described = cast("DictionaryObject", face["/FontDescriptor"])
    outlines = cast("StreamObject", described["/FontFile2"])
    content = bytearray(outlines.get_data())
    content[len(content) // 2] ^= 1
    changed = StreamObject()
    changed.set_data(bytes(content))
    described[NameObject("/FontFile2")] = pdf._add_object(changed.flate_encode())


def repacked(pdf: pypdf.PdfWriter) -> None:
    for face in faces(pdf).values():
        described = cast("DictionaryObject", cast("DictionaryObject", face.get_object())["/FontDescriptor"])
        outlines = StreamObject()
        outlines.set_data(cast("StreamObject", described["/FontFile2"]).get_data())
        for key, value in cast("StreamObject", described["/FontFile2"]).items():
            if key == "/Length1":
                outlines[NameObject(key)] = value
        described[NameObject("/FontFile2")] = pdf._add_object(outlines)


def signature(contents: bytes) -> DictionaryObject:
    return DictionaryObject(
        {
            NameObject("/Contents"): ByteStringObject(contents),
            NameObject("/ByteRange"): ArrayObject([NumberObject(number) for number in (0, 1, 2, 3)]),
        }
    )


def remarks(sample: Report, folder: Path, edit: Callable[[pypdf.PdfWriter], None]) -> tuple[str, ...]:
    path = folder / "a.pdf"
    writer.write(document(), path, Cargo(archive.encode(sample)))
    edited = pypdf.PdfWriter(clone_from=path)
    edit(edited)
    out = io.BytesIO()
    edited.write(out)
    return reader.read(out.getvalue()).remarks


def formed(pdf: pypdf.PdfWriter) -> None:
    pdf.root_object[NameObject("/AcroForm")] = DictionaryObject({NameObject("/XFA"): ArrayObject()})


LINK, WIDGET = NameObject("/Link"), NameObject("/Widget")
NO_BORDER = ArrayObject([NumberObject(0)] * 3)
THICK = ArrayObject([NumberObject(0), NumberObject(0), NumberObject(40)])
SIG = NameObject("/Sig")


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (annotated(Subtype=NameObject("/FreeText")), "đè lên"),
        (annotated(Subtype=NameObject("/Redact")), "đè lên"),
        (annotated(Subtype=WIDGET, FT=NameObject("/Tx"), V=TextStringObject("9.999")), "đè lên"),
        (annotated(Subtype=WIDGET, FT=SIG), "đè lên"),  # a field that nobody signed
        (annotated(Subtype=WIDGET, FT=SIG, V=signature(b"\0" * 20)), "đè lên"),
        (annotated(Subtype=WIDGET, FT=SIG, V=DictionaryObject()), "đè lên"),
        (annotated(Subtype=LINK, Border=THICK), "đè lên"),
        (annotated(Subtype=LINK), "đè lên"),  # a border of one point where none is said
        (annotated(Subtype=LINK, Border=NO_BORDER, BS=DictionaryObject({NameObject("/W"): NumberObject(9)})), "đè lên"),
        (annotated(Subtype=LINK, Border=NO_BORDER, AP=DictionaryObject()), "đè lên"),
        (framed("/CropBox", 0, 0, 595.28, 400), "cắt bớt"),
        (framed("/MediaBox", 0, 0, 300, 300), "cắt bớt"),
        (framed("/CropBox", 0, 0, 100, 100, above=True), "cắt bớt"),
        (framed("/Rotate", 180), "xoay"),
        (framed("/UserUnit", 3), "đổi khổ"),
        (layered, "lớp ẩn"),
        (formed, "XFA"),
        (swapped, "Phông chữ"),
        (redrawn, "Phông chữ"),
    ],
)
def test_what_lies_over_a_page_or_hides_it_is_told(
    sample: Report, tmp_path: Path, edit: Callable[[pypdf.PdfWriter], None], said: str
) -> None:
    (remark,) = remarks(sample, tmp_path, edit)
    assert said in remark


@pytest.mark.parametrize(
    "edit",
    [
        annotated(Subtype=LINK, Border=NO_BORDER),
        annotated(Subtype=NameObject("/Popup")),
        annotated(Subtype=WIDGET, FT=SIG, V=signature(b"0\x82")),
        annotated(Subtype=WIDGET, Parent=DictionaryObject({NameObject("/FT"): SIG, NameObject("/V"): signature(b"0")})),
        framed("/CropBox", 595.2756, 841.8898, 0, 0),
        framed("/Rotate", 0, above=True),
        repacked,
    ],
)
def test_links_and_signatures_are_no_remark(
    sample: Report, tmp_path: Path, edit: Callable[[pypdf.PdfWriter], None]
) -> None:
    assert remarks(sample, tmp_path, edit) == ()


@pytest.mark.parametrize("password", ["", "mo-tep"])  # one that only keeps from changing, one that keeps from reading
def test_a_protected_file_is_named_so(sample: Report, tmp_path: Path, password: str) -> None:
    path = tmp_path / "a.pdf"
    writer.write(document(), path, Cargo(archive.encode(sample)))
    protected = pypdf.PdfWriter(clone_from=path)
    protected.encrypt(password, "chu-tep", algorithm="RC4-128")
    protected.write(path)
    with pytest.raises(KnownError, match="đặt mật khẩu"):
        delivery.read(path)


def test_a_signature_holds_after_its_file_was_read(sample: Report, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    writer.write(document(), path, Cargo(archive.encode(sample)))
    path.write_bytes(signed(path.read_bytes()))
    found = delivery.read(path)
    assert (found.data, found.remarks) == (archive.encode(sample), ())
    content = path.read_bytes()
    start, length = map(int, re.findall(rb"/ByteRange \[0 (\d+) \d+ (\d+)\]", content)[-1])
    covered = hashlib.sha256(content[:start] + content[-length:]).hexdigest()
    assert covered.encode() == content[start + 1 : -length - 1]


def signed(content: bytes) -> bytes:
    """A PDF with an update that signs all but the signature, a digest in the place of what a certificate would make."""
    trailer = pypdf.PdfReader(io.BytesIO(content)).trailer
    size, root = cast("int", trailer["/Size"]), cast("pypdf.generic.IndirectObject", trailer.raw_get("/Root")).idnum
    last = int(re.findall(rb"startxref\s+(\d+)", content)[-1])
    place = len(content)
    room = b"<" + b"0" * 64 + b">"
    head = b"%d 0 obj\n<< /Type /Sig /Filter /Adobe.PPKLite /ByteRange [0 %010d %010d %010d] /Contents "
    start = place + len(head % (size, 0, 0, 0))
    table = b"xref\n%d 1\n%010d 00000 n \ntrailer\n<< /Size %d /Root %d 0 R /Prev %d >>\n"
    after = b" >>\nendobj\n"
    tail = after + table % (size, place, size + 1, root, last)
    tail += b"startxref\n%d\n%%%%EOF\n" % (start + len(room) + len(after))
    before = content + head % (size, start, start + len(room), len(tail))
    return before + b"<" + hashlib.sha256(before + tail).hexdigest().encode() + b">" + tail
