"""The minutes name every report, what is still to be done, and leave room where nobody is named."""

from __future__ import annotations

from datetime import UTC, date, datetime

from forms.document.letters import minutes
from forms.document.letters.minutes import HandedReport, People, Sealed
from forms.narrative.blocks import Paragraph, Table
from tests.forms.reports import made

AT = datetime(2026, 11, 27, 1, tzinfo=UTC)
DONE = HandedReport("a.bc42", "Báo cáo năm 2025", "Xã Đăk Môn", "Đã phát hành", (144, 144), AT)
OPEN = HandedReport("a.bc42", "Báo cáo năm 2026", "Xã Đăk Môn", "Dự thảo", (3, 144), AT, "trước ngày 15/12/2026")


def words(people: People, *reports: HandedReport) -> tuple[list[str], list[Table]]:
    sealed = Sealed("xa.bangiao", 12_345, "ab" * 32, ["Cài đặt"], [])
    found = minutes.compose(made([]), people, reports, sealed, date(2026, 11, 27), AT).body
    said = [
        "".join(run.text for run in block.content if hasattr(run, "text"))
        for block in found
        if isinstance(block, Paragraph)
    ]
    return said, [block for block in found if isinstance(block, Table)]


def test_every_report_is_named_and_what_is_to_be_done() -> None:
    said, (reports,) = words(People("Y Lan", ""), DONE, OPEN)
    assert [row[4].text for row in reports.rows] == ["144/144", "3/144"]
    assert "- Xã Đăk Môn: Báo cáo năm 2026, hạn trước ngày 15/12/2026." in said
    assert any("12.345 byte" in line and "abababab abababab" in line for line in said)
    assert "Bên giao: ông (bà) Y Lan." in said
    assert any(line.startswith("Bên nhận: ông (bà) ………") for line in said)


def test_nothing_to_be_done_is_no_heading() -> None:
    said, _ = words(People("", ""), DONE)
    assert not any("hạn" in line for line in said)
