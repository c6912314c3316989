"""What the DOCX promises: the words of the PDF, real footnotes, and nothing of python-docx's template."""

from __future__ import annotations

import re
import time
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import docx as word
import pytest
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm
from hypothesis import given, settings
from lxml import etree

from exports.pdf import writer as pdf
from exports.typesetting import layout
from exports.word import writer as docx
from forms.document.document import compose
from forms.errors import KnownError
from forms.narrative.blocks import Appendix, Document, Head, Paragraph, SignatureBlock, Table, TableCell, Text
from forms.report.report import Report
from tests.exports.documents import digests_elsewhere, document, documents, monsters, note, sample, table, words
from tests.exports.reading import text_of_docx, text_of_pdf

EDITED = datetime(2024, 11, 15, 7, 30, tzinfo=UTC)
RANDOM = settings(max_examples=15)

# The order in which the schema wants the children of what we write; Word refuses a file in another.
ORDER = {
    "pPr": "pStyle keepNext keepLines widowControl pBdr spacing ind jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs color spacing sz szCs vertAlign lang",
    "pBdr": "top left bottom right",
    "tblPr": "tblStyle tblW tblInd tblBorders tblLayout tblCellMar",
    "tcPr": "tcW gridSpan vMerge vAlign",
    "sectPr": "headerReference type pgSz pgMar pgNumType cols titlePg docGrid",
    "style": "name basedOn next qFormat pPr rPr tblPr tcPr",
    "settings": "zoom defaultTabStop characterSpacingControl footnotePr compat "
    "themeFontLang decimalSymbol listSeparator",
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "báo cáo.docx"


@pytest.fixture
def written(path: Path) -> WordDocument:
    docx.write(sample(), path)
    return word.Document(str(path))


def _parts(path: Path) -> dict[str, etree._Element]:
    with zipfile.ZipFile(path) as package:
        return {name: etree.fromstring(package.read(name)) for name in package.namelist()}


@RANDOM
@given(documents())
def test_both_formats_say_the_same(path: Path, doc: Document) -> None:
    docx.write(doc, path)
    pdf.write(doc, path.with_suffix(".pdf"))
    assert text_of_docx(path) == text_of_pdf(path.with_suffix(".pdf"))


def test_the_sample_report_says_the_same_in_both(sample: Report, path: Path) -> None:
    doc = compose(sample, EDITED)
    heads = [cell.text for appendix in doc.appendices for cell in appendix.table.head]
    assert "Nội dung" in heads
    # heads of tables are printed again on every page of the PDF
    tables = [replace(item.table, head=tuple(TableCell("¤") for _ in item.table.head)) for item in doc.appendices]
    doc = replace(
        doc, appendices=tuple(replace(item, table=table) for item, table in zip(doc.appendices, tables, strict=True))
    )
    docx.write(doc, path)
    pdf.write(doc, path.with_suffix(".pdf"))
    written, printed = text_of_docx(path), text_of_pdf(path.with_suffix(".pdf"))
    assert written == printed
    assert len(written[0]) > 5000
    assert len(written[1]) > 1000


def test_the_signature_keeps_lines_of_the_text(path: Path) -> None:
    line = Paragraph((Text("dòng"),))
    docx.write(replace(document(*[line] * 6), beside=SignatureBlock(("BÊN GIAO",), "Y Lan")), path)
    written = word.Document(str(path))
    body = [one for one in written.paragraphs if one.text.startswith("dòng")]
    assert [bool(one._p.xpath("./w:pPr/w:keepNext")) for one in body] == [False] * 4 + [True] * 2
    signed, beneath = written.tables[-2:]
    assert [cell.paragraphs[-1].text for cell in signed.rows[0].cells] == ["Y Lan", "Nguyễn Văn A"]
    assert beneath.cell(0, 0).paragraphs[0].text == "Nơi nhận:"


def test_paragraphs_come_apart_before_the_page_before_the_signature_is_short(path: Path) -> None:
    grown = []
    for count in (60, 80, 88):
        docx.write(document(*[Paragraph((Text("dòng"),))] * count), path)
        styles = word.Document(str(path)).styles
        looks = (layout.BODY, *layout.HEADINGS.values())
        (more,) = {styles[look.name].paragraph_format.space_before.pt - look.before for look in looks}
        grown.append(more)
    assert grown == [0, 2, 0]


def test_a_note_begins_on_the_page_of_its_mark(path: Path) -> None:
    """A program that holds two of its lines together puts all of a note on the next page where only one has room."""
    docx.write(document(Paragraph((Text("dòng"), note("1", 3)))), path)
    held = word.Document(str(path)).styles[layout.NOTE.name].paragraph_format.widow_control
    assert held is False


def test_the_note_of_a_table_and_the_code_of_the_data_keep_its_last_rows(path: Path) -> None:
    rows = table((0.5, 0.5), 4, "dòng")
    noted = replace(rows, note="Ghi chú.")
    docx.write(replace(document(), appendices=tuple(Appendix("I", "Thử", one) for one in (rows, noted, rows))), path)
    printed = word.Document(str(path)).tables[-3:]
    held = [[bool(row.cells[0]._tc.xpath("./w:p/w:pPr/w:keepNext")) for row in one.rows[1:]] for one in printed]
    assert held == [[False, False, True, False], [False, False, True, True], [False, False, True, True]]


@settings(RANDOM, max_examples=8)
@given(monsters())
def test_of_monsters_nothing_is_lost(path: Path, doc: Document) -> None:
    docx.write(doc, path)
    pdf.write(doc, path.with_suffix(".pdf"))
    for written, printed in zip(text_of_docx(path), text_of_pdf(path.with_suffix(".pdf")), strict=True):
        assert Counter(written) <= Counter(printed)  # heads of tables are printed again


def test_of_an_endless_recipient_nothing_is_lost(path: Path) -> None:
    doc = document(recipients=("Sở", words(1500), "Lưu: VT"))
    docx.write(doc, path)
    pdf.write(doc, path.with_suffix(".pdf"))
    assert Counter(text_of_docx(path)[0]) == Counter(text_of_pdf(path.with_suffix(".pdf"))[0])


@RANDOM
@given(documents())
def test_footnotes_resolve_in_order(path: Path, doc: Document) -> None:
    docx.write(doc, path)
    parts = _parts(path)
    cited = [item.get(qn("w:id")) for item in parts["word/document.xml"].iter(qn("w:footnoteReference"))]
    kept = [item.get(qn("w:id")) for item in parts["word/footnotes.xml"].iter(qn("w:footnote"))]
    assert cited == [str(number) for number in range(1, len(cited) + 1)]
    assert kept == ["-1", "0", *cited]


def test_the_schema_order_holds(path: Path) -> None:
    docx.write(sample(), path)
    for name, root in _parts(path).items():
        for element in root.iter():
            wanted = ORDER.get(etree.QName(element).localname)
            if wanted and element.tag.startswith(f"{{{word.oxml.ns.nsmap['w']}}}"):
                found = [wanted.split().index(etree.QName(child).localname) for child in element]
                assert found == sorted(found), (name, etree.tostring(element))


def test_every_letter_is_times_new_roman_and_vietnamese(path: Path) -> None:
    docx.write(sample(), path)
    fonts, languages = [], []
    for root in _parts(path).values():
        fonts += [dict(item.attrib) for item in root.iter(qn("w:rFonts"))]
        languages += [dict(item.attrib) for item in root.iter(qn("w:lang"))]
    keys = [qn(f"w:{key}") for key in ("ascii", "hAnsi", "eastAsia", "cs")]
    assert fonts == [dict.fromkeys(keys, "Times New Roman")]
    assert [set(item.values()) for item in languages] == [{"vi-VN"}]


def test_nothing_of_the_template_is_left(path: Path) -> None:
    docx.write(sample(), path)
    parts = _parts(path)
    assert set(parts) == {
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        "word/document.xml",
        "word/footnotes.xml",
        "word/header1.xml",
        "word/header2.xml",
        "word/settings.xml",
        "word/styles.xml",
    }
    everything = b"".join(etree.tostring(root) for root in parts.values())
    assert b"python-docx" not in everything
    assert b"en-US" not in everything
    used = set(re.findall(rb'<w:[prt]\w*Style w:val="([^"]+)"', everything))
    known = set(re.findall(rb'w:styleId="([^"]+)"', everything))
    assert used <= known


def test_the_file_says_what_it_is(written: WordDocument) -> None:
    properties = written.core_properties
    assert properties.title == "Báo cáo: Kết quả thực hiện chính sách xã hội năm 2024"
    assert properties.author == "Sở Lao động - Thương binh và Xã hội tỉnh Kon Tum"
    assert properties.last_modified_by == properties.author
    assert properties.created == properties.modified == datetime(2024, 12, 20, 8, 30, 15, tzinfo=UTC)
    assert properties.language == "vi-VN"
    assert properties.revision == 1
    assert properties.comments == ""


def test_headings_are_real(written: WordDocument) -> None:
    headings = [
        (item.style.name, item.text)
        for item in written.paragraphs
        if item.style is not None and (item.style.name or "").startswith("Heading")
    ]
    assert headings == [
        ("Heading 1", "I. KẾT QUẢ THỰC HIỆN"),
        ("Heading 2", "1. Lao động, việc làm"),
        ("Heading 3", "a) Hỗ trợ vay vốn"),
        ("Heading 1", "II. NHIỆM VỤ, GIẢI PHÁP"),
    ]


def test_sections_have_their_paper_and_their_numbers(written: WordDocument) -> None:
    papers = [(section.orientation, section.page_width, section.page_height) for section in written.sections]
    upright = (WD_ORIENT.PORTRAIT, Mm(210), Mm(297))
    assert [paper[0] for paper in papers] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]
    for (_, width, height), wanted in zip(papers, (upright, (None, *upright[:0:-1]), upright), strict=True):
        assert width is not None
        assert height is not None
        assert abs(width - wanted[1]) < Mm(0.1)
        assert abs(height - wanted[2]) < Mm(0.1)
    for section in written.sections:
        assert section.different_first_page_header_footer
        assert section.first_page_header.paragraphs[0].text == ""
        field = section.header.paragraphs[0].paragraph_format.element.xpath("./w:fldSimple/@w:instr")
        assert field == ["PAGE"]
        start = section._sectPr.xpath("./w:pgNumType/@w:start")
        assert start == ["1"]


def test_tables_have_widths_and_a_repeating_head(written: WordDocument) -> None:
    _letterhead, grid, _closing, first, _second = written.tables
    for ruled in (grid, first):
        rows = ruled._tbl.tr_lst
        assert [len(row.xpath("./w:trPr/w:tblHeader")) for row in rows] == [1] + [0] * (len(rows) - 1)
        columns = [int(width) for width in ruled._tbl.xpath("./w:tblGrid/w:gridCol/@w:w")]
        for row in rows:
            assert [int(width) for width in row.xpath("./w:tc/w:tcPr/w:tcW/@w:w")] == columns
    assert abs(sum(int(w) for w in grid._tbl.xpath("./w:tblGrid/w:gridCol/@w:w")) / 20 - layout.PORTRAIT.text_width) < 1


def test_an_emoji_is_left_to_word_but_a_control_character_is_refused(path: Path) -> None:
    docx.write(document(Paragraph((Text("hộ 😀 nghèo"),))), path)
    assert "😀" in text_of_docx(path)[0]
    with pytest.raises(KnownError, match=r"Không in được ký tự U\+0007 trong “hộ □”"):
        docx.write(document(Paragraph((Text("hộ \x07"),))), path)


def test_the_clock_is_not_in_the_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    contents = []
    for clock in (1_000_000_000.0, 1_800_000_123.0):
        monkeypatch.setattr(time, "time", lambda clock=clock: clock)
        docx.write(sample(), path)
        contents.append(path.read_bytes())
    assert contents[0] == contents[1]
    with zipfile.ZipFile(path) as package:
        assert {entry.date_time for entry in package.infolist()} == {(2024, 12, 20, 8, 30, 14)}
    docx.write(replace(sample(), edited=datetime(1975, 4, 30, tzinfo=UTC)), path)
    with zipfile.ZipFile(path) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_same_bytes_everywhere(tmp_path: Path) -> None:
    assert len(set(digests_elsewhere(tmp_path, "word"))) == 1


def test_the_number_of_a_document_stays_on_one_line(tmp_path: Path, sample: Report) -> None:
    path = tmp_path / "a.docx"
    docx.write(compose(sample, EDITED), path)
    found = word.Document(str(path))
    ground = next(paragraph for paragraph in found.paragraphs if "42-NQ/TW ngày" in paragraph.text)
    assert ground._p.xpath(".//w:noBreakHyphen")
    assert not any("NQ-CP" in (text.text or "") for text in found.element.body.iter(qn("w:t")))


def test_heads_over_heads_are_merged_and_repeated(path: Path) -> None:
    over = (Head(TableCell("Hộ nghèo"), 0, 1, across=2), Head(TableCell("Năm"), 1, 2))
    cells = tuple(TableCell(text) for text in ("TT", "Số\u00a0hộ", "%"))
    table = Table((1, 1, 1), cells, (cells,) * 3, over, note="Ghi chú: thử.")
    written = replace(sample(), appendices=(Appendix("I", "Thử", table, landscape=None),))
    docx.write(written, path)
    found = word.Document(str(path))
    grid = found.tables[-1]
    assert [[cell.text for cell in row.cells] for row in grid.rows][:4] == [
        ["TT", "Hộ nghèo", "Hộ nghèo"],
        ["TT", "Số\u00a0hộ", "Năm"],  # which no line parts
        ["TT", "Số\u00a0hộ", "%"],
        ["TT", "Số\u00a0hộ", "%"],
    ]
    heads = [row._tr.xpath("./w:trPr/w:tblHeader") != [] for row in grid.rows]
    assert heads == [True, True, True, False, False, False]
    assert found.sections[-1].orientation == WD_ORIENT.PORTRAIT
    assert "Ghi chú: thử." in [paragraph.text for paragraph in found.paragraphs]
