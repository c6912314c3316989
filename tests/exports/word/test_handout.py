"""A handout in Word: words to be edited, chart and gauges as pictures that say what they show."""

from __future__ import annotations

from pathlib import Path

import docx

from exports.pdf import picture
from exports.word import handout as word
from tests.exports.handouts import handout

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
