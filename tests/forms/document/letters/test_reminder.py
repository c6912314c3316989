"""Urging lower offices: who is asked for what, until when, and how late it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from forms.document.letters import reminder
from forms.document.letters.reminder import Owed
from forms.offices.deadlines import Deadline, Due
from forms.offices.units import Unit
from forms.report.report import Report
from forms.values.period import Period
from tests.forms.document.letters.said import aligned, paragraphs, table, texts

NOW = datetime(2025, 1, 12, 8, 5, tzinfo=UTC)
TODAY = NOW.date()
DUE = Due(date(2025, 1, 10), Deadline("", "chậm nhất 10/01 năm sau", "Công văn 1"))
OWN = Due(date(2025, 1, 19), Deadline("", "trước 20/01 năm sau", "Công văn 2"))
LATE = Owed(Unit("Xã A", "xa"), Period(2024), DUE, 2)
MERGED = Owed(Unit("Xã B", "xa"), Period(2024), DUE, 0, into=("Xã Mới", "Xã Cũ"))
AGAIN = Owed(Unit("Xã C", "xa"), Period(2024), None, -1, again=True)
WHAT = "báo cáo Nghị quyết 42-NQ/TW năm 2024"
DAY = " (hạn gửi chậm nhất ngày 10/01/2025)"
REPLACED = f"báo cáo thay thế {WHAT} đã được đề nghị báo cáo lại"


@pytest.mark.parametrize(
    ("owed", "own", "whom", "what", "then"),
    [
        (LATE, OWN, "Ủy ban nhân dân xã A", f"{WHAT}{DAY}", " Báo cáo gửi cấp trên trước ngày 20/01/2025."),
        (MERGED, None, "Xã Mới; Xã Cũ", f"{WHAT} phần của Xã B trước khi sắp xếp{DAY}", ""),
        (AGAIN, None, "Ủy ban nhân dân xã C", REPLACED, ""),
    ],
)
def test_a_letter_says_what_is_owed_by_whom_since_when(
    report: Report, owed: Owed, own: Due | None, whom: str, what: str, then: str
) -> None:
    *lines, last = reminder.words(report, owed, NOW, own).split("\n")
    assert lines == [
        f"Kính gửi {whom},",
        "",
        f"Đến 08:05 ngày 12/01/2025, Ủy ban nhân dân tỉnh Kon Tum chưa nhận được {what}.{then}",
        "",
    ]
    assert "trước 17:00 ngày 13/01/2025" in last


def test_who_the_report_goes_to_is_named_where_the_file_or_the_deadline_says_so(report: Report) -> None:
    named = replace(OWN, deadline=replace(OWN.deadline, receiver="Sở Nội vụ"))
    report.unit = Unit("Huyện Đăk Glei", "huyen", path=("Tỉnh Kon Tum",))
    for own, whom in ((OWN, "tỉnh Kon Tum"), (named, "Sở Nội vụ")):
        assert f"Báo cáo gửi {whom} trước ngày 20/01/2025." in reminder.words(report, LATE, NOW, own)


@pytest.mark.parametrize(
    ("owed", "said"),
    [
        (LATE, f"Xã A: chưa gửi {WHAT}, quá hạn 02 ngày."),
        (replace(LATE, late=0), f"Xã A: chưa gửi {WHAT} (chậm nhất ngày 10/01/2025)."),
        (MERGED, f"Xã Mới, Xã Cũ: chưa gửi {WHAT} phần của Xã B (chậm nhất ngày 10/01/2025)."),
        (AGAIN, f"Xã C: chưa gửi {REPLACED}."),
    ],
)
def test_a_message_says_it_in_a_line(report: Report, owed: Owed, said: str) -> None:
    assert reminder.short(report, owed, TODAY) == f"{said} Đề nghị gửi trước 17:00 ngày 13/01/2025."


def test_how_late_a_report_is_stands_beside_it() -> None:
    assert [one.state for one in (LATE, replace(LATE, late=1), MERGED, AGAIN)] == [
        "chưa gửi, quá hạn 02 ngày",
        "chưa gửi, quá hạn 01 ngày",
        "chưa gửi",
        "chưa gửi",
    ]


def test_one_letter_goes_to_all_of_them(report: Report) -> None:
    found = reminder.compose(report, [LATE, LATE, MERGED, AGAIN], TODAY, NOW)
    assert found.subject == f"đôn đốc gửi {WHAT}"
    assert found.addressee.split("\n") == [
        "Ủy ban nhân dân xã A",
        "Xã Mới",
        "Xã Cũ",
        "Ủy ban nhân dân xã C",
    ]
    before, after = paragraphs(found)
    assert before == f"Đến ngày 12/01/2025, Ủy ban nhân dân tỉnh Kon Tum chưa nhận được {WHAT} của các đơn vị trên:"
    assert after.startswith("Đề nghị các đơn vị gửi báo cáo trước 17:00 ngày 13/01/2025.")
    listed = table(found)
    assert texts(listed) == [
        ["TT", "Đơn vị", "Kỳ báo cáo", "Hạn gửi", "Quá hạn"],
        ["1", "Xã A", "năm 2024", "chậm nhất ngày 10/01/2025", "02 ngày"],
        ["2", "Xã A", "năm 2024", "chậm nhất ngày 10/01/2025", "02 ngày"],
        ["3", "Xã B (nay thuộc Xã Mới, Xã Cũ)", "năm 2024", "chậm nhất ngày 10/01/2025", ""],
        ["4", "Xã C (báo cáo lại)", "năm 2024", "", ""],
    ]
    assert aligned(listed) == ["center", "left", "left", "left", "center"]
    assert sum(listed.widths) == pytest.approx(1)
    assert (found.edited, found.author, found.recipients) == (NOW, "Tỉnh Kon Tum", ("Như trên", "Lưu: VT"))


@pytest.mark.parametrize(("count", "many"), [(6, False), (7, True)])
def test_many_offices_are_named_in_the_table_alone(report: Report, count: int, *, many: bool) -> None:
    owed = [replace(LATE, unit=Unit(f"Xã {number}", "xa")) for number in range(count)]
    found = reminder.compose(report, owed, TODAY, NOW)
    assert (found.addressee == "Các đơn vị có tên trong bảng") == many
    assert ("có tên dưới đây" in paragraphs(found)[0]) == many
    assert len(table(found).rows) == count
