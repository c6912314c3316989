"""The tree of a tagged PDF: it says what the DOCX says, in its order, and breaks no rule of ISO 14289-1."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from hypothesis import given, settings

from exports.pdf import handout as pdf
from exports.pdf import writer
from exports.typesetting import layout
from exports.word import writer as docx
from forms.document.document import compose
from forms.narrative.blocks import Appendix, Document, Head, Heading, Paragraph, SignatureBlock, Table, TableCell, Text
from forms.report.report import Report
from tests.exports.documents import document, documents, monsters, words
from tests.exports.handouts import handout
from tests.exports.tagged import TagTree, paragraphs_of_docx
from tests.forms.document.test_document import EDITED


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.pdf"


def tree(path: Path, printed: Document) -> TagTree:
    writer.write(printed, path)
    return TagTree(pypdf.PdfReader(path))


def test_the_tree_of_a_report_says_what_its_docx_says(sample: Report, path: Path) -> None:
    printed = compose(sample, EDITED)
    docx.write(printed, path.with_suffix(".docx"))
    assert tree(path, printed).paragraphs() == paragraphs_of_docx(path.with_suffix(".docx"))


@settings(max_examples=6)
@given(documents() | monsters())
def test_the_tree_says_what_the_docx_says_wherever_pages_end(path: Path, doc: Document) -> None:
    docx.write(doc, path.with_suffix(".docx"))
    assert tree(path, doc).paragraphs() == paragraphs_of_docx(path.with_suffix(".docx"))


def test_a_handout_is_tagged_with_its_chart(path: Path) -> None:
    pdf.write(handout(["Số hộ nghèo", "Số hộ cận nghèo"]), path)
    found = TagTree(pypdf.PdfReader(path))
    (figure,) = (part for part in found.top.walk() if part.role == "Figure")
    assert figure.about["/Alt"] == "Tỷ lệ hộ nghèo (%). 2023: –; 2024: 4,31"
    left, bottom, right, top = figure.about["/A"]["/BBox"]
    assert 0 < left < right < layout.PORTRAIT.width
    assert 0 < bottom < top < layout.PORTRAIT.height


def test_lists_and_headings_keep_their_order(path: Path) -> None:
    body = (
        Heading(2, "1", "Bắt đầu ở cấp hai"),
        Paragraph((Text("- Một;"),)),
        Paragraph((Text("- hai."),)),
        Heading(3, "a", "Cấp ba"),
    )
    found = tree(path, replace(document(*body), addressee="Bộ Nội vụ\nTỉnh ủy"))
    lists = [[item.text for item in part.parts] for part in found.top.walk() if part.role == "L"]
    assert lists == [
        ["- Bộ Nội vụ;", "- Tỉnh ủy."],
        ["- Một;", "- hai."],
        ["- Như trên;", "- Các phòng, ban thuộc Sở;", "- Lưu: VT, KHTC."],
    ]
    headings = [(part.role, part.text) for part in found.top.walk() if part.role.startswith("H")]
    title = ("H1", "Kết quả thực hiện chính sách xã hội năm 2024")
    assert headings == [title, ("H2", "1. Bắt đầu ở cấp hai"), ("H3", "a) Cấp ba")]


def test_the_room_to_sign_in_says_nothing(path: Path) -> None:
    printed = document(Paragraph((Text("Một."),)), Paragraph((Text(""),)))
    found = tree(path, replace(printed, signature=SignatureBlock(("GIÁM ĐỐC",), "")))
    assert [part.text for part in found.top.walk() if part.role == "P"][-2] == "GIÁM ĐỐC"  # then the code of the data


def test_a_table_over_pages_is_one_with_its_head(path: Path) -> None:
    head = tuple(map(TableCell, ("TT", "Nội dung", "Kế hoạch", "Thực hiện")))
    row = (TableCell("1", "center"), TableCell("Số hộ"), TableCell("12", "right"), TableCell("", "right"))
    tall = (TableCell("2", "center"), TableCell(words(900)), TableCell("13", "right"), TableCell("14", "right"))
    over = (Head(TableCell("Năm 2024"), 0, 2, 1, 2),)
    table = Table((0.1, 0.5, 0.2, 0.2), head, (*(row,) * 60, tall), over)
    found = tree(path, replace(document(), appendices=(Appendix("I", "Chỉ tiêu", table),)))
    (printed,) = (part for part in found.top.walk() if part.role == "Table")
    assert [[cell.text for cell in line.parts] for line in printed.parts[:2]] == [
        ["TT", "Nội dung", "Năm 2024"],
        ["Kế hoạch", "Thực hiện"],
    ]
    assert len(printed.parts) == 2 + 61
    assert [(cell.role, cell.text) for cell in printed.parts[2].parts] == [
        ("TD", "1"), ("TH", "Số hộ"), ("TD", "12"), ("TD", ""),
    ]  # fmt: skip
    assert printed.parts[-1].parts[1].text.split() == words(900).split()
