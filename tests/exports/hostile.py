"""Files made to hurt whoever reads them, by name: each kind of trap that a package, workbook, PDF or list can hold."""

from __future__ import annotations

import base64
import bz2
import io
import json
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from exports import payload
from exports.payload import Cargo

Make = Callable[["Real"], bytes]
CASES: dict[str, Make] = {}
"""Each trap by the name of its file; its ending says who reads it (`.csv` is for `fill`, all others for `read`)."""

MEGA = 1_000_000


class Real:
    """Files of a real report, from which traps are made."""

    def __init__(self, package: bytes, workbook: bytes, pdf: bytes) -> None:
        self.package, self.workbook, self.pdf = package, workbook, pdf
        with zipfile.ZipFile(io.BytesIO(package)) as found:
            self.data = found.read(payload.DATA)


def case(name: str) -> Callable[[Make], Make]:
    """Put a trap among the cases."""

    def keep(make: Make) -> Make:
        CASES[name] = make
        return make

    return keep


def zipped(members: Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of members, twins too."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, content in members:
            entry = zipfile.ZipInfo(name)
            entry.compress_type = method
            made.writestr(entry, content)
    return out.getvalue()


def sealed(data: bytes) -> bytes:
    """A package whose seal fits its data, whatever they are."""
    return zipped([(payload.DATA, data), (payload.SEAL, payload.seal(Cargo(data)))])


def edited(real: Real, edit: Callable[[dict[str, Any]], object]) -> bytes:
    """A package of edited data, sealed again."""
    data: dict[str, Any] = json.loads(real.data)
    edit(data)
    return sealed(json.dumps(data, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def parts(workbook: bytes, edit: Callable[[str, bytes], bytes], *more: tuple[str, bytes]) -> bytes:
    """A workbook with edited parts and some more."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as found:
        kept = [(name, edit(name, found.read(name))) for name in found.namelist()]
    return zipped([*kept, *more])


def pdf_of(objects: Mapping[int, bytes], trailer: bytes = b"/Root 1 0 R", *, head: bytes = b"%PDF-1.7\n") -> bytes:
    """A PDF of objects by number, with a table of cross references."""
    out, places = bytearray(head), dict[int, int]()
    for number, content in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n"
    for number, place in places.items():
        out += b"%d 1\n%010d 00000 n \n" % (number, place)
    return bytes(out + b"trailer\n<< %s >>\nstartxref\n%d\n%%%%EOF\n" % (trailer, start))


def stream(content: bytes, about: bytes = b"/Filter /FlateDecode") -> bytes:
    """A stream with what is said about it."""
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (about, len(content), content)


def carrying(data: bytes, seal: bytes, pages: bytes = b"<< /Type /Pages /Kids [] >>", **more: bytes) -> bytes:
    """A PDF with two attachments as they stand, and pages."""
    return pdf_of(
        {
            1: b"<< /Names << /EmbeddedFiles 3 0 R >> /Pages 2 0 R >>",
            3: b"<< /Names [(report.json) 4 0 R (report.json.sha256) 5 0 R] >>",
            2: pages,
            4: b"<< /EF << /F 6 0 R >> >>",
            5: b"<< /EF << /F 7 0 R >> >>",
            6: data,
            7: seal,
            **{int(number[1:]): content for number, content in more.items()},
        }
    )


def bomb(size: int) -> bytes:
    """So many blanks, packed."""
    pack = zlib.compressobj(9)
    return b"".join([*(pack.compress(b" " * MEGA) for _ in range(size // MEGA)), pack.flush()])


# what any reader may meet


@case("nothing.zip")
def _nothing(_: Real) -> bytes:
    return b""


@case("text.pdf")
def _text(_: Real) -> bytes:
    return b"this is no report\n" * 1000


@case("large.zip")
def _large(_: Real) -> bytes:
    return b"PK\x03\x04" + bytes(payload.MOST_FILE)


# zips


@case("bz2.zip")
def _bz2(_: Real) -> bytes:
    return zipped([(payload.DATA, b" " * 60 * MEGA), (payload.SEAL, b"x")], zipfile.ZIP_BZIP2)


@case("bz2-in-lies.zip")
def _bz2_in_lies(_: Real) -> bytes:
    made = zipped([(payload.DATA, bz2.compress(b" " * 60 * MEGA)), (payload.SEAL, b"x")], zipfile.ZIP_STORED)
    return made.replace(b"\x00\x00\x00\x00", b"\x00\x00\x0c\x00", 1)


@case("lzma.zip")
def _lzma(_: Real) -> bytes:
    return zipped([(payload.DATA, b" " * 60 * MEGA), (payload.SEAL, b"x")], zipfile.ZIP_LZMA)


@case("xz.zip")
def _xz(_: Real) -> bytes:
    return lzma.compress(b" " * 60 * MEGA)


@case("bomb.zip")
def _bomb(_: Real) -> bytes:
    return sealed(b" " * 200 * MEGA)


@case("bomb-of-a-small-size.zip")
def _small_size(_: Real) -> bytes:
    size = 200 * MEGA
    return sealed(b" " * size).replace(struct.pack("<L", size), struct.pack("<L", 1000))


@case("bomb-in-the-seal.zip")
def _bomb_in_the_seal(real: Real) -> bytes:
    return zipped([(payload.DATA, real.data), (payload.SEAL, b"a" * 100 * MEGA)])


@case("many-parts.zip")
def _many_parts(_: Real) -> bytes:
    line = b"PK\x01\x02" + struct.pack("<6H3L5H2L", 20, 20, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0)
    lines = b"".join(line + b"%05d" % number for number in range(100_000))
    return lines + b"PK\x05\x06" + struct.pack("<4H2LH", 0, 0, 34_464, 34_464, len(lines), 0, 0)


@case("wide-directory.zip")
def _wide_directory(_: Real) -> bytes:
    name = b"x" * 60_000
    line = b"PK\x01\x02" + struct.pack("<6H3L5H2L", 20, 20, 0, 0, 0, 0, 0, 0, 0, len(name), 0, 0, 0, 0, 0, 0) + name
    size = len(line) * 300
    return line * 300 + b"PK\x05\x06" + struct.pack("<4H2LH", 0, 0, 300, 300, size, 0, 0)


@case("twins.zip")
def _twins(real: Real) -> bytes:
    made = zipped([("second.json", b"{}"), (payload.DATA, real.data), (payload.SEAL, payload.seal(Cargo(real.data)))])
    return made.replace(b"second.json", payload.DATA.encode())


@case("encrypted.zip")
def _encrypted(real: Real) -> bytes:
    made = bytearray(real.package)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        made[made.index(mark) + place] |= 1
    return bytes(made)


@case("overlapping.zip")
def _overlapping(real: Real) -> bytes:
    made = bytearray(real.package)
    first = made.index(b"PK\x01\x02")
    second = made.index(b"PK\x01\x02", first + 4)
    made[second + 42 : second + 46] = made[first + 42 : first + 46]
    return bytes(made)


@case("nested.zip")
def _nested(real: Real) -> bytes:
    made = real.package
    for _ in range(20):
        made = zipped([("a.zip", made)])
    return made


@case("folders-and-links.zip")
def _folders(_: Real) -> bytes:
    return zipped([("../../a/", b""), ("/etc/passwd", b"x"), ("a\0b", b"x"), ("report.json/", b"")])


@case("cut.zip")
def _cut(real: Real) -> bytes:
    return real.package[: len(real.package) // 2]


# what a package may hold, with a right seal


@case("envelope.zip")
def _envelope(real: Real) -> bytes:
    cargo = Cargo(real.data, b"[" * MEGA)
    return zipped([(payload.DATA, cargo.data), (payload.ENVELOPE, cargo.envelope), (payload.SEAL, payload.seal(cargo))])


@case("arrays.zip")
def _arrays(_: Real) -> bytes:
    return sealed(b"[" * 1_000_000)


@case("many-arrays.zip")
def _many_arrays(_: Real) -> bytes:
    return sealed(b'{"format":1,"cells":[' + b"{}," * (payload.MOST // 3 - 20) + b"{}]}")


@case("many-keys.zip")
def _many_keys(_: Real) -> bytes:
    return sealed(b"{" + b",".join(b'"%d":0' % number for number in range(300_000)) + b"}")


@case("long-number.zip")
def _long_number(real: Real) -> bytes:
    return edited(real, lambda data: data["cells"][0].update(value="9" * 1_000_000))


@case("whole-number.zip")
def _whole_number(_: Real) -> bytes:
    return sealed(b'{"format":' + b"9" * 1_000_000 + b"}")


@case("signer.zip")
def _signer(real: Real) -> bytes:
    return edited(real, lambda data: data["details"].append({"key": "signer", "value": "A" * 300_000}))


@case("marks.zip")
def _marks(real: Real) -> bytes:
    text = "a" + "\u0301\u0323" * 9_000
    return edited(
        real, lambda data: data["paragraphs"].extend({"section": one, "texts": [text]} for one in ("I", "III", "IV"))
    )


@case("brackets.zip")
def _brackets(real: Real) -> bytes:
    return edited(real, lambda data: data["paragraphs"].append({"section": "I", "texts": ["[" * 1000]}))


@case("office.zip")
def _office(real: Real) -> bytes:
    return edited(real, lambda data: data["unit"].update(name="Xã " + "A" * 230))


@case("another-script.zip")
def _another_script(real: Real) -> bytes:
    return edited(real, lambda data: data["unit"].update(name="Tỉnh K\u043en Tum"))


@case("many-rows.zip")
def _many_rows(real: Real) -> bytes:
    def edit(data: dict[str, Any]) -> None:
        row = data["rows"][0]
        head = row["id"].rpartition("#")[0]
        data["rows"] += [{**row, "id": f"{head}#{number}", "label": f"Hàng {number}"} for number in range(1000, 9000)]

    return edited(real, edit)


@case("far-years.zip")
def _far_years(real: Real) -> bytes:
    accepted = {"finding": "x", "reason": "x", "who": "x", "at": "0001-01-01T00:00:00+14:00", "cells": ""}
    return edited(real, lambda data: data["acceptances"].append(accepted))


@case("surrogates.zip")
def _surrogates(real: Real) -> bytes:
    return edited(real, lambda data: data["unit"].update(name="\ud800"))


# workbooks

_LAUGHS = b'<!DOCTYPE x [<!ENTITY a0 "ha">%s]>' % b"".join(
    b'<!ENTITY a%d "%s">' % (number, b"&a%d;" % (number - 1) * 10) for number in range(1, 12)
)


def _inside(name: str, content: bytes) -> Callable[[str, bytes], bytes]:
    return lambda part, old: content if part == name else old


@case("laughs.xlsx")
def _laughs(real: Real) -> bytes:
    return parts(real.workbook, _inside("xl/sharedStrings.xml", _LAUGHS + b"<sst><si><t>&a11;</t></si></sst>"))


@case("deep.xlsx")
def _deep(real: Real) -> bytes:
    return parts(real.workbook, _inside("xl/workbook.xml", b"<a>" * MEGA + b"</a>" * MEGA))


@case("wide.xlsx")
def _wide(real: Real) -> bytes:
    return parts(real.workbook, _inside("xl/sharedStrings.xml", b"<sst>" + b"<si/>" * 1_500_000 + b"</sst>"))


@case("attribute.xlsx")
def _attribute(real: Real) -> bytes:
    return parts(real.workbook, _inside("xl/sharedStrings.xml", b'<sst a="' + b"x" * 7 * MEGA + b'"/>'))


@case("attributes.xlsx")
def _attributes(real: Real) -> bytes:
    many = b" ".join(b'a%d=""' % number for number in range(600_000))
    return parts(real.workbook, _inside("xl/sharedStrings.xml", b"<sst " + many + b"/>"))


@case("attributes-often.xlsx")
def _attributes_often(real: Real) -> bytes:
    tag = b"<si " + b" ".join(b'a%d=""' % number for number in range(20_000)) + b"/>"
    return parts(real.workbook, _inside("xl/sharedStrings.xml", b"<sst>" + tag * 30 + b"</sst>"))


@case("styles.xlsx")
def _styles(real: Real) -> bytes:
    return parts(real.workbook, _inside("xl/styles.xml", b"<styleSheet>" + b"<xf/>" * 20 * MEGA + b"</styleSheet>"))


@case("names.xlsx")
def _names(real: Real) -> bytes:
    names = b"".join(b'<definedName name="n%d">A1</definedName>' % number for number in range(100_000))
    more = b"</sheets><definedNames>" + names + b"</definedNames>"
    return parts(real.workbook, lambda _part, old: old.replace(b"</sheets>", more))


@case("sheets.xlsx")
def _sheets(real: Real) -> bytes:
    line = b'<sheet name="s%d" sheetId="%d" r:id="rId1"/>'
    more = b"".join(line % (number, number) for number in range(100, 100_000))
    return parts(real.workbook, lambda _part, old: old.replace(b"</sheets>", more + b"</sheets>"))


@case("rows.xlsx")
def _rows(real: Real) -> bytes:
    more = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (row, row) for row in range(5000, 200_000))
    return parts(real.workbook, lambda _part, old: old.replace(b"</sheetData>", more + b"</sheetData>", 1))


@case("last-row.xlsx")
def _last_row(real: Real) -> bytes:
    more = b'<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>'
    return parts(real.workbook, lambda _part, old: old.replace(b"</sheetData>", more, 1))


@case("remarks.xlsx")
def _remarks(real: Real) -> bytes:
    number = re.compile(rb'(<c r="E\d+" s="\d+"><v>)')
    return parts(real.workbook, lambda part, old: number.sub(rb"\g<1>9", old) if "/sheet1." in part else old)


@case("bomb.xlsx")
def _bomb_sheet(real: Real) -> bytes:
    return parts(real.workbook, lambda part, old: old + b" " * 100 * MEGA if part.endswith("Strings.xml") else old)


@case("digits.xlsx")
def _digits(real: Real) -> bytes:
    return parts(real.workbook, lambda _part, old: old.replace(b"<v>4764</v>", b"<v>" + b"9" * MEGA + b"</v>"))


@case("sealed.xlsx")
def _sealed_book(real: Real) -> bytes:
    text = base64.b64encode(b"[" * MEGA)
    return parts(real.workbook, _inside("xl/sharedStrings.xml", b"<sst><si><t>" + text + b"</t></si></sst>"))


# PDF


@case("predictor.pdf")
def _predictor(_: Real) -> bytes:
    about = b"/Filter /FlateDecode /DecodeParms << /Predictor 15 /Columns 5 >>"
    return carrying(stream(zlib.compress(b"\4" * 70 * MEGA, 9), about), stream(b"x", b""))


@case("chain.pdf")
def _chain(_: Real) -> bytes:
    packed = zlib.compress(bomb(400 * MEGA), 9)
    return carrying(stream(packed, b"/Filter [/FlateDecode /FlateDecode]"), stream(b"x", b""))


@case("filters.pdf")
def _filters(_: Real) -> bytes:
    return carrying(stream(b"x", b"/Filter [" + b"/ASCIIHexDecode " * 100_000 + b"]"), stream(b"x", b""))


@case("run-lengths.pdf")
def _run_lengths(_: Real) -> bytes:
    return carrying(stream(b"\x81 " * 5 * MEGA, b"/Filter /RunLengthDecode"), stream(b"x", b""))


@case("bomb.pdf")
def _bomb_pdf(_: Real) -> bytes:
    return carrying(stream(bomb(400 * MEGA)), stream(b"x", b""))


@case("previous.pdf")
def _previous(_: Real) -> bytes:
    return pdf_of({1: b"<< >>"}, b"/Root 1 0 R /Prev 30")


@case("many-objects.pdf")
def _many_objects(_: Real) -> bytes:
    lines = b"".join(b"%010d 00000 n \n" % 9 for _ in range(990_000))
    return b"%PDF-1.7\nxref\n0 990000\n" + lines + b"trailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"


@case("own-length.pdf")
def _own_length(_: Real) -> bytes:
    return carrying(b"<< /Length 6 0 R >>\nstream\nx\nendstream", b"<< /Length 6 0 R >>\nstream\nx\nendstream")


@case("references.pdf")
def _references(_: Real) -> bytes:
    chain = {number: b"%d 0 R" % (number + 1) for number in range(1, 5000)}
    return pdf_of(chain)


@case("pages-in-a-circle.pdf")
def _circle(real: Real) -> bytes:
    data, seal = stream(real.data, b""), stream(payload.seal(Cargo(real.data), pages="0" * 64), b"")
    return carrying(data, seal, b"<< /Kids [2 0 R 2 0 R] >>")


@case("names-in-a-circle.pdf")
def _names_circle(_: Real) -> bytes:
    return pdf_of({1: b"<< /Names << /EmbeddedFiles 2 0 R >> >>", 2: b"<< /Kids [2 0 R 2 0 R 2 0 R] >>"})


@case("one-page-often.pdf")
def _one_page(real: Real) -> bytes:
    data, seal = stream(real.data, b""), stream(payload.seal(Cargo(real.data), pages="0" * 64), b"")
    kids = b"<< /Kids [" + b"8 0 R " * 4000 + b"] >>"
    return carrying(data, seal, kids, _8=b"<< /Contents 9 0 R >>", _9=stream(bomb(3 * MEGA)))


@case("nested.pdf")
def _nested_pdf(_: Real) -> bytes:
    return pdf_of({1: b"[" * 5 * MEGA})


@case("strings.pdf")
def _strings(_: Real) -> bytes:
    return pdf_of({1: b"(" * 9 * MEGA})


@case("comments.pdf")
def _comments(_: Real) -> bytes:
    return pdf_of({1: b"%\n" * 9 * MEGA + b"<< >>"})


@case("names.pdf")
def _names_pdf(_: Real) -> bytes:
    return pdf_of({1: b"/" + b"#41" * 6 * MEGA})


@case("streams-within.pdf")
def _streams_within(_: Real) -> bytes:
    rows = b"".join(bytes([2, 0, 0, 0, 2, 0]) for _ in range(3)) + bytes([1, 0, 0, 0, 9, 0])
    about = b"/Type /XRef /Size 4 /W [1 4 1] /Root 1 0 R"
    return b"%%PDF-1.7\n3 0 obj\n%s\nendobj\nstartxref\n9\n%%%%EOF\n" % stream(rows, about)


@case("encrypted.pdf")
def _encrypted_pdf(_: Real) -> bytes:
    return pdf_of({1: b"<< >>"}, b"/Root 1 0 R /Encrypt << /Filter /Standard >>")


@case("cut.pdf")
def _cut_pdf(real: Real) -> bytes:
    return real.pdf[: len(real.pdf) * 2 // 3]


# lists of values


@case("one-line.csv")
def _one_line(_: Real) -> bytes:
    return b"figure,row,measure,value\n" + b"x" * 50 * MEGA


@case("columns.csv")
def _columns(_: Real) -> bytes:
    return b"figure,row,measure,value" + b"," * MEGA


@case("cells.csv")
def _cells(_: Real) -> bytes:
    return b"figure,row,measure,value\n" + b"," * 3_900_000


@case("quote.csv")
def _quote(_: Real) -> bytes:
    return b'figure,row,measure,value\n"' + b"x\n" * 1_900_000


@case("nul.csv")
def _nul(_: Real) -> bytes:
    return b"figure,row,measure,value\n\0"


@case("mark-only.csv")
def _mark_only(_: Real) -> bytes:
    return b"\xef\xbb\xbf"


@case("marks.csv")
def _csv_marks(_: Real) -> bytes:
    return b"figure,row,measure,value\na," + "\u0301\u0323".encode() * 900_000


@case("strays.csv")
def _strays(_: Real) -> bytes:
    return b"figure,row,measure,value\n" + b"".join(b"jobz%d,,persons,%d\n" % (one, one) for one in range(150_000))


@case("many-rows.csv")
def _many_rows_csv(_: Real) -> bytes:
    lines = "".join(f"vnah_sponsored,Công ty {number},persons,1\n" for number in range(1001))
    return b"figure,row,measure,value\n" + lines.encode()


@case("escapes.csv")
def _escapes(_: Real) -> bytes:
    return "figure,row,measure,value\n\x1b[31m\u202ejobs,,persons,1\n".encode()


@case("digits.csv")
def _csv_digits(_: Real) -> bytes:
    return b"figure,row,measure,value\nncc_monthly,,persons," + b"9" * 900 + b"\n"
