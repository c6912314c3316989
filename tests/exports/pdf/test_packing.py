"""Packing a finished PDF: every object is found again, and what came later."""

from __future__ import annotations

import io

import pypdf
from reportlab.pdfgen.canvas import Canvas

from exports.pdf.objects import IndirectReference, Objects, Stream
from exports.pdf.packing import packed


def test_every_object_is_found_again() -> None:
    file = io.BytesIO()
    canvas = Canvas(file, pageCompression=1, invariant=1)
    for number in range(150):
        canvas.drawString(72, 72, str(number))
        canvas.bookmarkPage(str(number))
        canvas.addOutlineEntry(str(number), str(number))
        canvas.showPage()
    canvas.save()
    content = file.getvalue()
    made = packed(content, lambda first: [(first, b"<</New (one)>>")])
    before, after = Objects(content), Objects(made)
    count = len(pypdf.PdfReader(file).xref[0])
    for number in range(1, count + 1):
        one, other = (found.resolve(IndirectReference(number)) for found in (before, after))
        assert one is not None
        if isinstance(one, Stream) and isinstance(other, Stream):
            one, other = before.unpack(one, 10**6), after.unpack(other, 10**6)
        assert one == other
    assert after.resolve(IndirectReference(count + 1)) == {"New": b"one"}
    assert {key: after.trailer[key] for key in ("Root", "Info", "ID")} == {
        key: before.trailer[key] for key in ("Root", "Info", "ID")
    }
    assert len(made) < len(content) / 2
