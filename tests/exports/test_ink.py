"""What is signed is printed in black, and only a draft's PDF points at its doubtful numbers."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pypdf
import pytest
from lxml import etree
from pypdf.generic import ContentStream

from exports.excel import workbook
from exports.payload import Cargo
from exports.pdf import writer as pdf
from exports.word import writer as docx
from forms.document import revisions
from forms.document.document import compose
from forms.narrative.blocks import Document, Paragraph, Text
from forms.report import archive
from forms.report.cells import Address
from forms.report.report import Report
from tests.exports.documents import document

AT = datetime(2025, 1, 2, 1, 30, tzinfo=UTC)
COLOURS = (b"g", b"G", b"rg", b"RG", b"k", b"K", b"sc", b"SC", b"scn", b"SCN", b"cs", b"CS", b"sh")
BLACK = {(b"g", (0,)), (b"G", (0,)), (b"rg", (0, 0, 0)), (b"RG", (0, 0, 0))}


@pytest.fixture
def final(sample: Report) -> Report:
    sample.apply(revisions.finalise(sample, "Y Hà", AT))
    return sample


def test_a_final_pdf_is_black(final: Report, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    pdf.write(compose(final, AT), path)
    drawn = [
        (operator, tuple(operands))
        for page in pypdf.PdfReader(path).pages
        for operands, operator in ContentStream(page.get_contents(), page.pdf).operations
    ]
    assert {b"Tj", b"S"} <= {operator for operator, _ in drawn}
    assert {one for one in drawn if one[0] in COLOURS} <= BLACK  # which is also what is printed where nobody says


def test_a_final_word_file_is_black(final: Report, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    docx.write(compose(final, AT), path)
    assert set(_colours(path)) <= {"auto", "000000"}


def _colours(path: Path) -> Iterator[str]:
    """Whatever names a colour in the parts of a Word file."""
    with zipfile.ZipFile(path) as package:
        parts = [etree.fromstring(package.read(name)) for name in package.namelist() if name.startswith("word/")]
    for element in (element for part in parts for element in part.iter()):
        for key, value in element.attrib.items():
            name = etree.QName(key).localname
            coloured = etree.QName(element).localname in {"color", "highlight"} and name == "val"
            if coloured or name in {"color", "fill", "themeColor", "themeFill"}:
                yield str(value)


def test_a_final_workbook_is_black(final: Report, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    workbook.write(final, AT, path, Cargo(archive.encode(final)))
    shown = [sheet for sheet in openpyxl.load_workbook(path).worksheets if sheet.sheet_state == "visible"]
    assert shown
    cells = [cell for sheet in shown for row in sheet for cell in row if cell.value]
    colours = [cell.font.color for cell in cells if cell.font.color]
    assert {one.theme if one.type == "theme" else one.rgb for one in colours} <= {1, "FF000000"}  # 1: that of text
    assert {cell.fill.fill_type for cell in cells} == {None}


def test_a_word_file_does_not_point_at_what_is_doubted(tmp_path: Path) -> None:
    cell = Address("jobs", "", "persons")
    plain = document(Paragraph((Text("Có "), Text("12", cell=cell), Text(" người."))))
    assert _word(plain, tmp_path) == _word(replace(plain, doubted=frozenset({cell})), tmp_path)


def _word(drawn: Document, folder: Path) -> bytes:
    docx.write(drawn, folder / "a.docx")
    return (folder / "a.docx").read_bytes()
