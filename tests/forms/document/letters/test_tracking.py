"""The table by which reports of lower offices are followed has a line for each and says how many came."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from forms.document.letters import tracking
from forms.report.report import Report
from tests.forms.document.letters.said import aligned, paragraphs, table, texts

NOW = datetime(2025, 1, 12, 8, 5, tzinfo=UTC)


def test_each_office_has_a_numbered_line(report: Report) -> None:
    rows = [
        [name, "Đã gửi", "10/01/2025", "1", "144/144", "", due] for name, due in (("Xã A", ""), ("Xã B", "12/01/2025"))
    ]
    found = tracking.compose(report, rows, "2/3 đơn vị đã gửi", NOW.date(), NOW)
    listed = table(found)
    stated = [0, 1, 2, 3, 4, 6]  # nothing is to be looked over: no column says so
    assert texts(listed) == [
        [number, *(row[place] for place in stated)]
        for number, row in zip(["TT", "1", "2"], [tracking.HEADS, *rows], strict=True)
    ]
    assert aligned(listed) == ["center", "left", "left", "center", "center", "center", "left"]
    assert sum(listed.widths) == pytest.approx(1)
    assert paragraphs(found) == ["Đến ngày 12/01/2025: 2/3 đơn vị đã gửi, cụ thể như sau:"]
    assert (found.kind, found.subject) == ("THÔNG BÁO", "Tình hình gửi báo cáo Nghị quyết 42-NQ/TW năm 2024")
    assert (found.recipients, found.edited) == (("Các đơn vị có tên trong bảng", "Lưu: VT"), NOW)
    assert found.letterhead.place_and_date.endswith("năm 2025")
    assert found.letterhead.number.endswith("/TB-UBND")
