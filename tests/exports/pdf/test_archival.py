"""What an archive asks of a PDF (PDF/A-3a, PDF/UA-1), as far as it can be read from the file by another library."""

from __future__ import annotations

import io
import re
import struct
from typing import Any
from xml.etree import ElementTree as ET

import pypdf
from PIL import ImageCms
from reportlab.pdfbase.ttfonts import TTFontParser

from exports import payload
from exports.pdf import writer
from forms.document.document import compose
from forms.report.report import Report
from tests.forms.document.test_document import EDITED

_COLOURED = re.compile(rb"(?<![\\\w])[\d.]+ (?:rg|RG|k|K|cs|CS|scn?|SCN?)\b")


def test_a_report_is_what_an_archive_keeps(sample: Report) -> None:
    file = pypdf.PdfReader(io.BytesIO(writer.render(compose(sample, EDITED), payload.pack(sample)).content))
    root: Any = file.trailer["/Root"]
    assert "/ID" in file.trailer
    words = {
        re.sub(r"{.*/(\w+)/ns/id/}|{.*}", r"\1", one.tag): "".join(one.itertext()) for one in reversed(_packet(root))
    }
    info: Any = file.metadata
    assert [words[name] for name in ("title", "creator", "description", "CreateDate")] == [
        *(info["/Title"], info["/Author"], info["/Subject"], f"{EDITED:%Y-%m-%dT%H:%M:%SZ}"),
    ]
    assert [words[name] for name in ("pdfapart", "pdfaconformance", "pdfuapart")] == ["3", "A", "1"]
    assert (words["prefix"], words["namespaceURI"]) == ("pdfuaid", "http://www.aiim.org/pdfua/ns/id/")
    assert (words["CreatorTool"], words["Producer"]) == (info["/Creator"], info["/Producer"])
    (intent,) = root["/OutputIntents"]
    profile = ImageCms.ImageCmsProfile(io.BytesIO(intent.get_object()["/DestOutputProfile"].get_data())).profile
    assert (profile.xcolor_space.strip(), profile.version) == ("GRAY", 2.1)
    names = root["/Names"]["/EmbeddedFiles"]["/Names"]
    assert list(names[::2]) == sorted(names[::2])
    assert {one.idnum for one in names[1::2]} == {one.idnum for one in root["/AF"]}
    for one in root["/AF"]:
        about = one.get_object()
        assert about["/AFRelationship"] == "/Source"
        assert about["/F"] == about["/UF"]
        stored = about["/EF"]["/F"]
        assert stored["/Subtype"] in {"/application/json", "/text/plain"}
        assert stored["/Params"]["/Size"] == len(stored.get_data())
    for page in file.pages:
        assert not _COLOURED.search(re.sub(rb"\((?:\\.|[^\\)])*\)", b"", page.get_contents().get_data()))  # type: ignore[union-attr]
        for link in page.get("/Annots", ()):
            assert link.get_object()["/F"] == 4
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            assert "/FontFile2" in font.get_object()["/FontDescriptor"]
            assert "/ToUnicode" in font.get_object()


def test_the_bytes_are_laid_out_as_archives_want_them(sample: Report) -> None:
    content = writer.render(compose(sample, EDITED), payload.pack(sample)).content
    assert re.match(rb"%PDF-1\.7\n%[\x80-\xff]{4}", content)
    assert content.endswith(b"\n%%EOF\n")
    starts = pypdf.PdfReader(io.BytesIO(content)).xref[0].values()
    assert len(starts) > 10
    for start in starts:
        about, _, rest = content[start:].partition(b"\nstream\n")
        assert re.match(rb"\n\d+ 0 obj\n<<", content[start - 1 :])
        (length,) = re.findall(rb"/Length (\d+)", about)
        assert rest[int(length) :].startswith(b"\nendstream\nendobj\n")


def test_each_letter_is_as_wide_as_its_face_says(sample: Report) -> None:
    file = pypdf.PdfReader(io.BytesIO(writer.render(compose(sample, EDITED)).content))
    fonts = {one.idnum: one.get_object() for page in file.pages for one in page["/Resources"]["/Font"].values()}  # type: ignore[index]
    assert len(fonts) > 2
    for font in fonts.values():
        about = font["/FontDescriptor"]
        assert about["/FontName"] == font["/BaseFont"]
        assert (about["/Flags"] & 4, "/Encoding" in font) == (4, False)  # its codes are its own
        assert (font["/FirstChar"], font["/LastChar"]) == (0, len(font["/Widths"]) - 1)
        widths = _advances(about["/FontFile2"].get_data())
        table = font["/ToUnicode"].get_data().decode()
        codes = {int(code, 16) for code in re.findall(r"<(..)> <....>", table)} - {0x7F}  # which no text has
        assert codes
        assert all(abs(float(font["/Widths"][code]) - widths[code]) <= 1 for code in codes)


def _advances(face: bytes) -> dict[int, float]:
    """How wide the letter of each code is, in thousandths of its size; without those that the face lacks."""
    parser: Any = TTFontParser
    table = parser(io.BytesIO(face)).get_table
    (units,), (count,) = struct.unpack_from(">H", table("head"), 18), struct.unpack_from(">H", table("hhea"), 34)
    advances = struct.unpack_from(f">{2 * count}H", table("hmtx"))[::2]
    _, tables, _, _, start = struct.unpack_from(">HHHHI", table("cmap"))
    kind, _, _, first, codes = struct.unpack_from(">5H", table("cmap"), start)
    assert (tables, kind) == (1, 6)
    glyphs = struct.unpack_from(f">{codes}H", table("cmap"), start + 10)
    return {
        code: advances[min(glyph, count - 1)] * 1000 / units for code, glyph in enumerate(glyphs, start=first) if glyph
    }


def _packet(root: Any) -> Any:  # noqa: ANN401 - pypdf's objects
    return list(ET.fromstring(root["/Metadata"].get_data()).iter())  # noqa: S314 - our own
