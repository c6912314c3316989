"""The minutes name every report, what is still to be done, and leave room where nobody is named."""

from __future__ import annotations

from datetime import UTC, date, datetime

from forms.document.letters import minutes
from forms.document.letters.minutes import HandedReport, People, Sealed
from forms.narrative.blocks import Document, Heading, SignatureBlock
from tests.forms.document.letters.said import aligned, paragraphs, table, texts
from tests.forms.reports import made

AT = datetime(2026, 11, 27, 1, tzinfo=UTC)
DONE = HandedReport("a.bc42", "Báo cáo năm 2025", "Xã Đăk Môn", "Đã phát hành", (144, 144), AT)
OPEN = HandedReport("a.bc42", "Báo cáo năm 2026", "Xã Đăk Môn", "Dự thảo", (3, 144), AT, "trước ngày 15/12/2026")


def drawn_up(people: People, *reports: HandedReport, remarks: tuple[str, ...] = ()) -> Document:
    sealed = Sealed("xa.bangiao", 12_345, "ab" * 32, ["Cài đặt"], remarks)
    return minutes.compose(made([]), people, reports, sealed, date(2026, 11, 27), AT)


def headings(document: Document) -> list[Heading]:
    return [block for block in document.body if isinstance(block, Heading)]


def test_every_report_is_named_and_what_is_to_be_done() -> None:
    found = drawn_up(People("Y Lan", ""), DONE, OPEN, remarks=("tệp b.bc42 hỏng.",))
    said, reports = paragraphs(found), table(found)
    assert texts(reports) == [
        ["TT", "Báo cáo", "Tệp", "Tình trạng", "Đã nhập", "Sửa lần cuối"],
        ["1", "Xã Đăk Môn: Báo cáo năm 2025", "a.bc42", "Đã phát hành", "144/144", "27/11/2026"],
        ["2", "Xã Đăk Môn: Báo cáo năm 2026", "a.bc42", "Dự thảo", "3/144", "27/11/2026"],
    ]
    assert aligned(reports) == ["center", "left", "left", "left", "center", "center"]
    assert said[0] == "Hôm nay, ngày 27 tháng 11 năm 2026, hai bên bàn giao như sau:"
    assert said[1] == "Bên giao: ông (bà) Y Lan."
    assert said[2].startswith("Bên nhận: ông (bà) ………")
    assert said[3:6] == [
        "- Cài đặt.",
        "- Xã Đăk Môn: Báo cáo năm 2026, hạn trước ngày 15/12/2026.",
        "- Tệp b.bc42 hỏng.",
    ]
    assert "12.345 byte" in said[6]
    assert said[6].endswith(f"Mã SHA-256 của tệp: {' '.join(['abababab'] * 8)}.")
    assert headings(found) == [
        Heading(2, "1", "Báo cáo"),
        Heading(2, "2", "Kèm theo"),
        Heading(2, "3", "Việc bên nhận làm tiếp"),
        Heading(2, "4", "Điều cần biết"),
    ]


def test_both_sides_sign_and_keep_a_copy() -> None:
    found = drawn_up(People("Y Lan", "A Thuận"), DONE)
    assert found.beside == SignatureBlock(("BÊN GIAO",), "Y Lan")
    assert found.signature == SignatureBlock(("BÊN NHẬN",), "A Thuận")
    assert (found.kind, found.recipients) == ("BIÊN BẢN", ("Bên giao", "Bên nhận", "Lưu: VT"))
    assert found.letterhead.number.endswith("/BB-UBND")


def test_nothing_to_be_done_is_no_heading() -> None:
    found = drawn_up(People("", ""), DONE, remarks=("Thiếu tệp.",))
    assert not any("hạn" in line for line in paragraphs(found))
    assert headings(found)[2:] == [Heading(2, "3", "Điều cần biết")]
