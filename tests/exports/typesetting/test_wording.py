"""How text is tidied before any writer sees it."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime

import pytest

from exports.typesetting import wording
from forms.narrative.blocks import Appendix, Document, Heading, Note, Paragraph, Table, TableCell, Text
from forms.values import clock
from forms.values.style import NBSP
from tests.exports.documents import LETTERHEAD, document

NOTE = Note((Text("x"),))


def _content(*content: Text | Note) -> list[str]:
    """The words of a paragraph after tidying, a note shown as `*`; a full stop keeps the end mark away."""
    block = wording.settle(document(Paragraph(content), Paragraph((Text("Hết"),)))).body[0]
    assert isinstance(block, Paragraph)
    return [item.text if isinstance(item, Text) else "*" for item in block.content]


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        ((Text("a  b\n c\t"), Text(" d")), ["a b c", " d"]),
        ((Text("a "), Text("b")), ["a", " b"]),
        ((Text("a"), Text("b")), ["a", "b"]),
        ((Text("a"), Text("  "), Text("b")), ["a", " b"]),
        ((Text("a "), NOTE, Text("b")), ["a", "*", " b"]),
        ((Text("a"), NOTE, Text(", b")), ["a", "*", ", b"]),
        ((Text("a"), NOTE, NOTE, Text(" b ")), ["a", "*", "*", " b"]),
        ((NOTE, Text("b")), ["*", "b"]),
        ((Text("5\u202ftấn\u200b gạo"),), ["5\u00a0tấn gạo"]),
        ((Text("Ho\u0302\u0323"),), ["Hộ"]),
    ],
)
def test_spaces_and_forms(content: tuple[Text | Note, ...], wanted: list[str]) -> None:
    assert _content(*content) == wanted


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        ((Text("Xin báo cáo."),), "Xin báo cáo./."),
        ((Text("Xin báo cáo"),), "Xin báo cáo./."),
        ((Text("Xin báo cáo./."),), "Xin báo cáo./."),
        ((Text("Xin báo cáo."), NOTE), "Xin báo cáo*./."),
        ((Text("Xin báo cáo"), NOTE, Text(".")), "Xin báo cáo*./."),
    ],
)
def test_the_end_mark_takes_the_place_of_the_full_stop(content: tuple[Text | Note, ...], wanted: str) -> None:
    block = wording.settle(document(Paragraph(content))).body[-1]
    assert isinstance(block, Paragraph)
    assert "".join(item.text if isinstance(item, Text) else "*" for item in block.content) == wanted


@pytest.mark.parametrize(
    ("section", "title", "wanted"),
    [
        ("II.2.b", "Số liệu mục II.2.b: Việc làm", "SỐ LIỆU MỤC~II.2.b: VIỆC LÀM"),
        ("b", "Số liệu bổ sung, mục b: Việc làm b", "SỐ LIỆU BỔ SUNG, MỤC b: VIỆC LÀM B"),
        ("", "Giải trình số liệu 2021 - 2025 của 12 xã", "GIẢI TRÌNH SỐ LIỆU 2021~-~2025 CỦA 12~XÃ"),
    ],
)
def test_codes_of_sections_are_no_words(section: str, title: str, wanted: str) -> None:
    appendix = Appendix("I", title, Table((1,), (TableCell("a"),), ()), section=section)
    assert wording.appendix_title(appendix).replace(NBSP, "~") == wanted


def test_the_end_mark_stands_alone_after_a_table_and_not_at_all_in_an_empty_body() -> None:
    table = Table((1,), (TableCell("a"),), ())
    assert wording.settle(document(table)).body == (table, Paragraph((Text("./."),)))
    assert wording.settle(document(Paragraph((Text(" "),)))).body == ()


def test_blanks_to_be_filled_in_stay_and_lines_of_a_cell_too() -> None:
    settled = wording.settle(document(Table((1,), (TableCell("Số\nhộ  nghèo\n"),), ())))
    assert settled.letterhead.number == "Số:" + "\u00a0" * 8 + "/BC-SLĐTBXH"
    table = settled.body[0]
    assert isinstance(table, Table)
    assert table.head[0].text == "Số\nhộ nghèo"


@pytest.mark.parametrize(
    ("heading", "wanted"),
    [
        (Heading(1, "I", "Kết quả"), "I. KẾT QUẢ"),
        (Heading(1, "I.", "Kết quả"), "I. KẾT QUẢ"),
        (Heading(2, "1", "Việc làm"), "1. Việc làm"),
        (Heading(3, "đ", "Vay vốn"), "đ) Vay vốn"),
        (Heading(2, "", "Việc làm"), "Việc làm"),
    ],
)
def test_numbers_of_headings(heading: Heading, wanted: str) -> None:
    assert wording.heading(heading) == wanted


def test_recipients_end_as_the_decree_says() -> None:
    doc = document(recipients=("Như trên", "Sở Y tế;", "Lưu: VT, TH."))
    assert wording.recipients(doc) == ("- Như trên;", "- Sở Y tế;", "- Lưu: VT, TH.")


def test_one_addressee_stands_in_the_line_and_several_in_a_list() -> None:
    one = wording.settle(document())
    assert (wording.addressee(one), wording.addressees(one)) == ("Kính gửi: Ủy ban nhân dân tỉnh Kon Tum", ())
    two = wording.settle(dataclasses.replace(document(), addressee="Bộ Nội vụ;\nỦy ban  nhân dân tỉnh."))
    assert (wording.addressee(two), wording.addressees(two)) == ("", ("- Bộ Nội vụ;", "- Ủy ban nhân dân tỉnh."))


def test_the_enclosure_names_number_and_date() -> None:
    head = dataclasses.replace(LETTERHEAD, number="Số: 05/BC-UBND", place_and_date="Kon Tum, ngày 05 tháng 01 năm 2025")
    wanted = "(Kèm theo Báo cáo số 05/BC-UBND ngày 05 tháng 01 năm 2025)"
    assert wording.enclosure(document(letterhead=head)).replace(NBSP, " ") == wanted


def test_the_time_is_utc_in_whole_seconds() -> None:
    times = (datetime(2024, 1, 1, 7, 0, 0, 9, clock.VIETNAM), datetime(2024, 1, 1, 0, 0, 0, 5))  # noqa: DTZ001 - the naive one
    settled: list[Document] = [wording.settle(document(edited=time)) for time in times]
    assert [doc.edited for doc in settled] == [datetime(2024, 1, 1, tzinfo=UTC)] * 2


@pytest.mark.parametrize(
    ("runs", "printed"),
    [
        (("Xóa mù chữ đạt mức độ ", "2", " theo quý IV"), "Xóa mù chữ đạt mức~độ~2 theo quý~IV"),
        (("Đạt 29,5 m² sàn một người",), "Đạt 29,5~m²~sàn một người"),
        (("Có 12 người, 3,5 triệu đồng ngày 05 tháng 3 năm 2024 tại địa bàn",),
         "Có 12~người, 3,5~triệu~đồng ngày~05 tháng~3 năm~2024 tại~địa~bàn"),
        (("Có 02 hộ người có công được các cơ quan giúp đỡ", "."), "Có 02~hộ người có công được các cơ quan giúp~đỡ."),
        (("Giúp đỡ.",), "Giúp đỡ."),
        (("Kế hoạch giai đoạn 2021 - 2025 của các huyện",), "Kế hoạch giai đoạn 2021~-~2025 của các huyện"),
        (("Triển khai 12\u00a0dự\u00a0án,\u00a0mô\u00a0hình cho 5 người",),
         "Triển khai 12~dự~án, mô~hình cho 5~người"),
        (("Trẻ từ 6 - 59 tháng tuổi uống vitamin",), "Trẻ từ 6~-~59~tháng tuổi uống vitamin"),
    ],
)  # fmt: skip
def test_numbers_stay_with_what_they_count_and_last_words_together(runs: tuple[str, ...], printed: str) -> None:
    assert "".join(_content(*map(Text, runs))).replace(NBSP, "~") == printed


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        (TableCell("Ước thực hiện 6 tháng đầu năm 2024", "center"), "Ước thực hiện 6~tháng đầu năm~2024"),
        (TableCell("Trình độ sơ cấp, dưới 3 tháng"), "Trình độ sơ cấp, dưới 3~tháng"),
        (TableCell("điểm phần trăm", "center"), "điểm phần~trăm"),
        (TableCell("đơn vị cấp xã", "center"), "đơn~vị cấp~xã"),
        (TableCell("lao động", "center"), "lao~động"),
        (TableCell("1.234", "right"), "1.234"),
        (TableCell("1.234,5 (ước)", "right"), "1.234,5~(ước)"),
        (TableCell("Nguồn lực hỗ trợ của Trung ương: số gạo"), "Nguồn lực hỗ trợ của Trung ương: số~gạo"),
        (TableCell("Hộ cận nghèo"), "Hộ cận nghèo"),
        (TableCell("Cụm pano tuyên truyền giảm nghèo"), "Cụm pano tuyên truyền giảm~nghèo"),
        (TableCell("Thẻ bảo hiểm y tế cấp cho hộ nghèo, cận nghèo"), "Thẻ bảo hiểm y tế cấp cho hộ nghèo, cận~nghèo"),
    ],
)
def test_a_number_in_a_cell_stays_with_what_it_counts_and_last_words_together(cell: TableCell, wanted: str) -> None:
    (table,) = wording.settle(document(Table((1,), (cell,), ()), Paragraph((Text("Hết"),)))).body[:1]
    assert isinstance(table, Table)
    assert table.head[0].text.replace(NBSP, "~") == wanted


@pytest.mark.parametrize(
    ("subject", "wanted"),
    [
        (
            "Kết quả giảm nghèo 9 tháng đầu năm 2023 và 9 tháng đầu năm 2024",
            "Kết quả giảm nghèo 9~tháng~đầu~năm~2023 và 9~tháng~đầu~năm~2024",
        ),
        ("Đôn đốc gửi báo cáo Nghị quyết số 42-NQ/TW", "Đôn đốc gửi báo cáo Nghị~quyết~số~42-NQ/TW"),
    ],
)
def test_a_title_never_parts_a_number_from_what_it_counts_or_names(subject: str, wanted: str) -> None:
    assert wording.subject(dataclasses.replace(document(), subject=subject)).replace(NBSP, "~") == wanted
    letter = dataclasses.replace(document(), kind="", subject=subject)
    assert wording.about(letter).replace(NBSP, "~") == f"V/v {wanted[0].lower()}{wanted[1:]}"
    assert wording.title(letter) == f"V/v {subject[0].lower()}{subject[1:]}"


def test_a_letter_that_names_one_of_several_stays_with_what_it_names() -> None:
    words = "Trẻ em uống vitamin A trong giai đoạn I: từ năm nay; ông Nguyễn Văn An nêu ý kiến của Sở Y tế trong năm"
    said = Paragraph((Text(words),))
    (held,) = wording.settle(document(said)).body
    assert isinstance(held, Paragraph)
    text = wording.sentence(held.content)
    assert [pair for pair in ("vitamin\u00a0A", "đoạn\u00a0I:", "Sở\u00a0Y", "Văn\u00a0An") if pair in text] == [
        "vitamin\u00a0A",
        "đoạn\u00a0I:",
        "Sở\u00a0Y",
    ]


def test_no_line_of_an_enclosure_ends_before_who_issued() -> None:
    doc = wording.settle(dataclasses.replace(document(), issuer="Sở Nội vụ"))
    assert "của\u00a0Sở" in wording.enclosure(doc)
