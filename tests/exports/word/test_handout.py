"""A handout in Word: words to be edited, chart and gauges as pictures that say what they show."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import docx

from exports.pdf import handout as pdf
from exports.pdf import picture
from exports.word import handout as word
from tests.exports.handouts import handout
from tests.exports.reading import pages

DRAWINGS = word.Drawings(picture.of_chart, picture.of_gauge)


def test_every_word_is_there_and_every_gauge_beside_its_number(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    word.write(handout(["A", "B", "C"]), path, DRAWINGS)
    document = docx.Document(str(path))
    text = "\n".join("".join(one.itertext()) for one in document.element.body.iter("{*}p"))
    for part in ("MỘT SỐ CHỈ TIÊU", "1.234", "Đáng chú ý", "Nguồn: báo cáo.", "Tỷ lệ hộ nghèo (%)"):
        assert part in text
    shapes = document.element.body.xpath(".//wp:inline/wp:docPr")
    assert [shape.get("id") for shape in shapes] == ["1", "2", "3", "4"]
    assert shapes[-1].get("descr") == "2023: –; 2024: 4,31"
    (table,) = [one for one in document.tables if one.cell(0, 0).text == "Chỉ tiêu"]
    assert [row.cells[-1].text for row in table.rows[1:]] == ["\t70", "\t90", "\t110"]


def test_a_table_of_heads_alone_is_written(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    word.write(handout([]), path, DRAWINGS)
    (table,) = [one for one in docx.Document(str(path)).tables if one.cell(0, 0).text == "Chỉ tiêu"]
    assert len(table.rows) == 1


def test_its_titles_break_by_sense_in_both_formats(tmp_path: Path) -> None:
    office = "Ban Chỉ đạo các chương trình mục tiêu quốc gia về phát triển bền vững tỉnh Kon Tum"
    title = (
        "SO SÁNH CÁC MỤC TIÊU CỦA CHƯƠNG TRÌNH GIẢM NGHÈO BỀN VỮNG GIỮA CÁC ĐƠN VỊ TRONG TOÀN TỈNH, "
        "6 THÁNG ĐẦU NĂM 2025"
    )
    one = replace(handout(["A"]), office=office, title=title)
    path = tmp_path / "a.docx"
    word.write(one, path, DRAWINGS)
    written = docx.Document(str(path))
    broken = title.replace(" GIỮA", "\nGIỮA")
    assert broken in [paragraph.text.replace("\u00a0", " ") for paragraph in written.paragraphs]
    head = written.tables[0].cell(0, 0).text
    assert head == office.replace(" về", "\nvề")
    pdf.write(one, path.with_suffix(".pdf"))
    (page,) = pages(path.with_suffix(".pdf"))
    bases = {glyph.base for glyph in page.glyphs if glyph.size == 14}
    assert len(bases) == 2
    ends = {base: max(page.glyphs, key=lambda glyph: (glyph.base == base, glyph.right)).text for base in bases}
    assert sorted(ends.values()) == ["5", "G"]
