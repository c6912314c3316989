"""The paper and the type of a table: upright where it can be read so, whole on a page where it nearly is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from exports.typesetting import fonts, layout
from exports.typesetting.columns import decimals, fit, heads, paper, room, room_beside
from forms.narrative.blocks import Appendix, Head, Table, TableCell
from tests.exports.documents import document


def table(columns: int, rows: int = 3, text: str = "1.234", over: tuple[Head, ...] = ()) -> Table:
    head = tuple(TableCell("¤") for _ in range(columns + 1))
    row = (TableCell("Nguồn nước sinh hoạt"), *(TableCell(text, "right") for _ in range(columns)))
    return Table((0.3, *[0.7 / columns] * columns), head, (row,) * rows, over)


def test_the_paper_is_turned_only_where_it_must_be() -> None:
    appendices = [Appendix("I", "Thử", table(columns), turned) for turned in (None, True, False) for columns in (4, 20)]
    assert [paper(one) is layout.LANDSCAPE for one in appendices] == [False, True, True, True, False, False]


def test_somewhat_smaller_type_brings_a_table_onto_one_page() -> None:
    width = layout.LANDSCAPE.text_width
    found = [fit(table(6, rows), width, layout.LANDSCAPE.text_height) for rows in (3, 23, 26, 31, 200)]
    assert [one.size for one in found] == [12, 12, 12, 10, 12]
    assert [one.pad for one in found] == [2.5, 2.5, 1.5, 1.5, 2.5]  # less white comes before smaller type
    assert fit(table(6, 26), width)[::2] == (12, 2.5)


def test_a_long_table_ends_with_no_few_rows() -> None:
    page = layout.LANDSCAPE.text_height

    def few(rows: int, pad: float) -> bool:
        row = 12 * layout.TABLE_LEADING + 2 * pad + layout.TABLE_RULE
        on_a_page = int(page / row) - 1  # beside the head
        return (rows % on_a_page or on_a_page) * row < page * layout.TABLE_TAIL

    tighter = 0
    for rows in range(46, 79):
        size, _, pad = fit(table(6, rows), layout.LANDSCAPE.text_width, page, page)
        assert size == 12
        assert not few(rows, pad), rows
        assert (pad < 2.5) == few(rows, 2.5), rows  # no less white than it takes
        tighter += pad < 2.5
    assert tighter > 5


def test_the_names_of_a_long_table_keep_most_of_their_share() -> None:
    long = table(13, 200, "12.345,6")
    share = layout.LANDSCAPE.text_width * long.widths[0] / sum(long.widths)
    (large, narrow, _), (small, wide, _) = (fit(long, layout.LANDSCAPE.text_width, height) for height in (0, 400))
    assert small < large
    assert narrow[0] < 0.75 * share <= wide[0]


def test_one_page_in_large_type_is_no_reason_to_squeeze_the_names() -> None:
    short = table(13, 3, "12.345,6")
    share = layout.LANDSCAPE.text_width * short.widths[0] / sum(short.widths)
    assert fit(short, layout.LANDSCAPE.text_width, 400).widths[0] >= 0.75 * share


def test_what_stands_over_columns_makes_them_wide_enough() -> None:
    word = "Khắcphụccácchỉsốthiếuhụtcủahộnghèo"
    over = (Head(TableCell(word, bold=True), 0, 1, across=2),)
    plain, wide = (fit(table(4, over=item), layout.PORTRAIT.text_width)[1] for item in ((), over))
    assert sum(wide[1:3]) > sum(plain[1:3])
    assert sum(wide) == pytest.approx(sum(plain))


def test_the_title_and_the_note_take_their_room() -> None:
    short = Appendix("I", "Thử", table(4))
    noted = Appendix("I", "Thử " * 60, Table(short.table.widths, short.table.head, (), note="Ghi chú"))
    sheet, here = layout.PORTRAIT, document()
    assert room(here, noted, sheet) < room(here, short, sheet) < sheet.text_height
    longer = replace(here, issuer="Ủy ban nhân dân tỉnh Kon Tum " * 3)
    assert room(longer, short, sheet) < room(here, short, sheet)
    both = replace(here, appendices=(noted, short), fingerprint="0A1B-2C3D")
    under = layout.COLOPHON.before + layout.COLOPHON.leading
    assert [room(here, one, sheet) - room(both, one, sheet) for one in (noted, short)] == [0, under]


def test_units_stand_under_units_whatever_decimals_a_number_has() -> None:
    texts = ("12.640", "1.640,25", "7,5", "-12", "gần 3", "…", "")
    found = Table((4.0, 1.0), (TableCell(""),) * 2, tuple((TableCell(one), TableCell(one, "right")) for one in texts))
    assert decimals(found) == ("", ",25")
    white = [room_beside(row[1], ",25", 12) for row in found.rows]
    assert white == pytest.approx([15, 0, 6, 15, 0, 15, 0])
    longest = fonts.width("12.640", fonts.face(), 12) + 15
    assert fit(found, 130)[1][1] >= longest + 2 * layout.CELL_PAD_X


def test_words_in_italics_have_the_room_that_word_processors_add_to_them() -> None:
    head = TableCell("Số\u00a0hộ", italic=True)
    columns = Table((0.9, 0.05, 0.05), (TableCell("¤"), head, head), ())
    width = fit(columns, layout.PORTRAIT.text_width).widths[1]
    words = fonts.width(head.text, fonts.face(italic=True), 12)
    assert width >= words + 2 * layout.cell_pad(12) + 2 * 12 / 12  # a twelfth of the size behind "Số" and behind "hộ"


def test_the_head_of_a_column_parts_no_word_of_two_syllables() -> None:
    said = ("Nội dung", "Ước thực hiện năm\u00a02024", "Đã giải ngân (triệu\u00a0đồng)", "Năm 2023")
    head = tuple(TableCell(one, "center", bold=True) for one in said)
    over = (Head(TableCell("Kết quả thực hiện chính sách", bold=True), 0, 1, across=2),)
    one = Table((7, 1, 1, 1), head, (tuple(TableCell("1.234") for _ in head),), over)
    found = fit(one, layout.PORTRAIT.text_width)
    printed = {cell.cell.text.replace("\u00a0", " ") for cell in heads(one, found)}
    assert "Ước\nthực hiện\nnăm 2024" in printed
    assert "Kết quả\nthực hiện\nchính sách" in printed or "Kết quả thực hiện\nchính sách" in printed
    assert "Nội dung" in printed
