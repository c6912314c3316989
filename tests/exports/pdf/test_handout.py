"""A handout on paper: one page whatever its words, gauges and bars in grey, the same bytes for the same data."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from exports.pdf import handout as pdf
from exports.pdf.paper import Spot
from forms.narrative.blocks import Chart, ChartBar
from forms.values.numbers import Number
from tests.exports.handouts import HERE, LONG, handout
from tests.exports.reading import pages, squeezed


@pytest.mark.parametrize("count", [1, 10, 15])
def test_it_is_one_page_with_the_longest_words(count: int, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    remarks = pdf.write(handout([LONG * 2] * count, points=9), path)
    (page,) = pages(path)
    body = squeezed(page.body)
    assert "4,31" in body
    assert body.endswith("Nguồn:báocáo.") or "Nguồn:báocáo." in body
    shown = body.count("1.234")
    assert shown == count or remarks == (f"Trang này in được {shown} trong {count} chỉ tiêu đã chọn.",)
    assert bool(remarks) == (squeezed("chỉ tiêu đã chọn") in body)


def test_the_same_gives_the_same_bytes_and_every_number_can_be_clicked() -> None:
    one, other = pdf.render(handout(["A", "B"])), pdf.render(handout(["A", "B"]))
    assert one.content == other.content
    assert [spot.cell for spot in one.spots] == [HERE, HERE]
    assert all(isinstance(spot, Spot) and spot.top > spot.bottom for spot in one.spots)


def test_tables_of_several_pages_keep_their_gauges(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    pdf.write(replace(handout([f"Xã {number}" for number in range(90)]), single=False), path)
    found = pypdf.PdfReader(path).pages
    assert len(found) > 2
    contents = [page.get_contents() for page in found[:2]]
    drawn = [content.get_data() for content in contents if content is not None]
    assert [len(re.findall(rb"\bre\b", one)) > 10 for one in drawn] == [True, True]


def test_a_bar_below_nought_and_one_that_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    bars = (
        ChartBar("2022", "-1,5", Number(-15, 1)),
        ChartBar("2023", "–", None),
        ChartBar("2024", "2", Number(2), "+3,5"),
    )
    pdf.write(replace(handout(["A"]), chart=Chart("Mức giảm (điểm)", bars)), path)
    (page,) = pages(path)
    assert all(text in squeezed(page.body) for text in ("-1,5", "–", "2022", "2023"))


def test_a_table_without_rows_is_its_head(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    given = handout([])
    pdf.write(replace(given, single=False, captions=("Không đơn vị nào",)), path)
    (page,) = pages(path)
    assert "Khôngđơnvịnào" in squeezed(page.body)
