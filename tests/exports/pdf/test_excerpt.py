"""What PDFium gets of a PDF from outside: a file of ours, however the one that came was made to hurt."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from exports.pdf import reader, signed
from exports.pdf.excerpt import excerpt
from exports.pdf.objects import Broken, Objects
from exports.pdf.signed import SignedWords
from tests.exports import limited
from tests.exports.hostile import pdf_of

_FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</Font<</F 5 0 R>>%b>>"
_SAYS = b"BT /F 9 Tf 20 700 Td (1A2B-3C4D-5E6F) Tj ET"


def stream(content: bytes, about: bytes = b"") -> bytes:
    return b"<<%b/Length %d>>\nstream\n%b\nendstream" % (about, len(content), content)


def bomb(size: int, times: int = 1) -> bytes:
    packed = bytes(size)
    for _ in range(times):
        packed = zlib.compress(packed, 9)
    return stream(packed, b"/Filter" + {1: b"/FlateDecode", 2: b"[/FlateDecode/FlateDecode]"}[times])


def page(content: bytes, *more: bytes, about: bytes = b"", drawn_with: bytes = b"", face: bytes = b"") -> bytes:
    """A PDF of one page; `more` are objects from 6 on."""
    face = face or b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R%b/Resources<</Font<</F 5 0 R>>%b>>>>"
        % (about, drawn_with),
        content,
        face,
        *more,
    ]
    return pdf_of(dict(enumerate(objects, start=1)))


def forms(count: int, each: bytes = b"/X Do ", last: bytes = _SAYS) -> Sequence[bytes]:
    """Forms of which each draws the next."""
    within = [stream(each, _FORM % (b"/XObject<</X %d 0 R>>" % number)) for number in range(7, 6 + count)]
    return [*within, stream(last, _FORM % b"")]


_X = b"/XObject<</X 6 0 R>>"
_CODES = b"9 beginbfrange\n" + b"<0000> <FFFF> <0000>\n" * 5000 + b"endbfrange"
HURTING = {
    "forms within forms": page(stream(b"/X Do " * 10), *forms(12, b"/X Do " * 10), drawn_with=_X),
    "forms too deep": page(stream(b"/X Do"), *forms(60), drawn_with=_X),
    "a form in itself": page(stream(b"/X Do"), stream(b"/X Do", _FORM % _X), drawn_with=_X),
    "a stream of spaces": page(bomb(300_000_000)),
    "a stream in a stream": page(bomb(300_000_000, 2)),
    "a picture among words": page(stream(b"BI /W 30000 /H 30000 /BPC 8 /CS /G /F /Fl ID" + zlib.compress(bytes(9**8)))),
    "pictures without end": page(stream(b"BI /" * 400_000)),
    "stamps without end": page(
        stream(b""),
        b"<</Subtype/Stamp/Rect[0 0 9 9]/AP<</N 7 0 R>>>>",
        stream(_SAYS * 9000, _FORM % b""),
        about=b"/Annots[%b]" % b" ".join([b"6 0 R"] * 900),
    ),
    "a face of lists in lists": page(
        stream(_SAYS),
        *[b"[%d 0 R %d 0 R]" % (number, number) for number in range(7, 37)],
        b"[0]",
        face=b"<</Type/Font/Subtype/TrueType/BaseFont/A/Widths 6 0 R>>",
    ),
    "codes without end": page(
        stream(_SAYS), stream(_CODES), face=b"<</Type/Font/Subtype/TrueType/BaseFont/A/ToUnicode 6 0 R>>"
    ),
}


@pytest.mark.parametrize("name", HURTING)
def test_what_draws_more_than_a_report_is_not_given_to_pdfium(name: str) -> None:
    objects = Objects(HURTING[name])
    with pytest.raises(Broken):
        excerpt(objects, reader.pages(objects))
    assert signed.read(HURTING[name]) == SignedWords()


@pytest.mark.parametrize(
    "content",
    [
        page(stream(_SAYS)),
        page(bomb(0), *forms(3), drawn_with=_X, about=b"/Contents[4 0 R 4 0 R 8 0 R]"),
        page(stream(b"/X Do"), *forms(20), drawn_with=_X),
        page(
            stream(b""),
            b"<</Subtype/Stamp/Rect[0 0 600 800]/AP<</N 7 0 R>>>>",
            stream(_SAYS, _FORM % b""),
            about=b"/Annots[6 0 R]",
        ),
        page(stream(_SAYS + b"\nBI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI\n")),
    ],
    ids=["a page", "parts", "forms", "a stamp", "a small picture"],
)
def test_words_come_through(content: bytes) -> None:
    assert signed.read(content).code == "1A2B-3C4D-5E6F"


@pytest.mark.skipif(sys.platform == "win32", reason="a Job Object holds it there: tools/windows/proof.py")
def test_a_signed_copy_costs_no_more_than_it_may(tmp_path: Path) -> None:
    file = str(tmp_path / "a.bc42")
    commands = [["new", file, "--unit", "Tỉnh Kon Tum", "--level", "tinh", "--period", "2024"]]
    commands.append(["finalise", file, "--anyway"])
    for name, content in HURTING.items():
        (tmp_path / f"{name}.pdf").write_bytes(content)
        commands.append(["signed", file, str(tmp_path / f"{name}.pdf"), "--anyway"])
    for name, done in zip(HURTING, limited.run(commands)[2:], strict=True):
        assert (done.code, done.err) == (0, ""), name
        assert done.seconds < limited.SECONDS, name
