"""The letter with which workbooks go out names who is to fill them in, and until when."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from forms.document.letters import forwarding
from forms.offices.units import Unit
from forms.report.changes import SetDetail
from forms.report.report import Report
from tests.forms.document.letters.said import paragraphs

NOW = datetime(2025, 1, 12, 8, 5, tzinfo=UTC)
WHAT = "báo cáo Nghị quyết 42-NQ/TW năm 2024"


@pytest.mark.parametrize(("due", "until"), [(date(2025, 2, 1), ", chậm nhất ngày 01/02/2025."), (None, ".")])
def test_it_says_what_is_enclosed_for_what_and_until_when(report: Report, due: date | None, until: str) -> None:
    found = forwarding.compose(report, [Unit("Xã A", "xa"), Unit("Xã B", "xa")], NOW.date(), due, NOW)
    what_for, how = paragraphs(found)
    assert what_for.startswith(f"Để lập {WHAT}, Ủy ban nhân dân tỉnh Kon Tum gửi kèm công văn này biểu số liệu")
    assert what_for.endswith(f"gửi lại nguyên tệp{until}")
    assert how.startswith("Chỉ ghi vào các ô nền vàng;")
    assert found.subject == f"gửi biểu số liệu {WHAT}"
    assert found.addressee == "Ủy ban nhân dân xã A\nỦy ban nhân dân xã B"
    assert found.letterhead.place_and_date.endswith("năm 2025")
    assert (found.letterhead.draft, found.fingerprint, found.edited) == (False, "", NOW)


@pytest.mark.parametrize(("count", "named"), [(20, True), (21, False)])
def test_more_offices_than_a_letter_names_are_addressed_together(report: Report, count: int, *, named: bool) -> None:
    units = [Unit(f"Xã {number}", "xa") for number in range(count)]
    found = forwarding.compose(report, units, NOW.date(), None, NOW)
    assert (found.addressee.count("\n") == count - 1) == named
    assert (found.addressee == "Ủy ban nhân dân các đơn vị cấp dưới") != named


@pytest.mark.parametrize(
    ("symbol", "drafter", "number", "kept"),
    [
        ("", "", "/UBND", "Lưu: VT"),
        ("", "KGVX", "/UBND-KGVX", "Lưu: VT, KGVX"),
        ("BC/TU", "VP", "/CV/TU", "Lưu: VT, VP"),  # of the Party, whose letters have a kind
        ("BC", "", "/CV", "Lưu: VT"),
    ],
)
def test_a_letter_has_the_signs_of_its_office(
    report: Report, symbol: str, drafter: str, number: str, kept: str
) -> None:
    for change in (SetDetail("number_symbol", symbol), SetDetail("drafter", drafter)):
        report.apply(change)
    found = forwarding.compose(report, [Unit("Xã A", "xa")], NOW.date(), None, NOW)
    assert found.letterhead.number.replace("\u00a0", "") == f"Số:{number}"
    assert found.recipients == ("Như trên", kept)
