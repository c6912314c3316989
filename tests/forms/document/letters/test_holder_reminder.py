"""Asking who holds numbers: what is wanting of which report, until when, and to whom it was said before."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from forms.checks.progress import Gap
from forms.document.letters import holder_reminder
from forms.document.letters.holder_reminder import Lacking
from forms.document.owing import Asked, Holder, Owing, OwingState
from forms.offices.deadlines import Deadline, Due
from forms.report.report import Report

TODAY = date(2025, 1, 12)
ASKED = Asked("II.2.b", "Sở Nội vụ", date(2025, 1, 5), "An", datetime(2025, 1, 1, tzinfo=UTC))
GAPS = (Gap("Việc làm", 3, 10), Gap("Lao động", 4, 4), Gap("Đào tạo", 0, 1))


def owing(report: Report, gaps: tuple[Gap, ...] = GAPS, asked: Asked | None = None) -> Owing:
    section = report.template.sections["II.2.b"]
    return Owing(section, Holder("Sở Nội vụ"), asked, OwingState.NOT_ASKED, gaps)


def due(last: date) -> Due:
    return Due(last, Deadline("", "chậm nhất 20/01 năm sau", "Công văn 1"))


def test_every_report_is_named_with_what_it_lacks(report: Report) -> None:
    name = f"Mục {report.template.sections['II.2.b'].number}. {report.template.sections['II.2.b'].short}"
    lacking = [
        Lacking("Báo cáo năm 2024", due(date(2025, 1, 20)), (owing(report), owing(report, asked=ASKED))),
        Lacking("Báo cáo quý I", due(date(2025, 1, 15)), (owing(report, GAPS[:1]),)),
        Lacking("Báo cáo khác", None, (owing(report, GAPS[2:]),)),
    ]
    wanting = f"- {name}: Việc làm (7 ô), Đào tạo (1 ô)"
    assert holder_reminder.words(Holder("Sở Nội vụ", "Nguyễn Văn A"), lacking, TODAY).split("\n") == [
        "Kính gửi đồng chí Nguyễn Văn A, Sở Nội vụ:",
        "Báo cáo năm 2024, nộp chậm nhất ngày 20/01/2025 (còn 8 ngày), còn thiếu 16 ô số liệu:",
        wanting,
        f"{wanting}; đã đề nghị gửi chậm nhất 05/01/2025",
        "Báo cáo quý I, nộp chậm nhất ngày 15/01/2025 (còn 3 ngày), còn thiếu 7 ô số liệu:",
        f"- {name}: Việc làm (7 ô)",
        "Báo cáo khác, còn thiếu 1 ô số liệu:",
        f"- {name}: Đào tạo (1 ô)",
        "Đề nghị gửi số liệu trước ngày 15/01/2025 để kịp tổng hợp.",
        "Chỉ tiêu chưa có số liệu, không phát sinh thì ghi rõ như vậy.",
    ]


@pytest.mark.parametrize(
    ("holder", "whom"),
    [
        (Holder("Sở Nội vụ"), "Sở Nội vụ"),
        (Holder("", "A Thuận", "0912"), "đồng chí A Thuận"),
        (Holder(), "đồng chí"),
    ],
)
@pytest.mark.parametrize("last", [None, TODAY, date(2025, 1, 2)])
def test_without_a_day_to_come_it_asks_for_haste(report: Report, holder: Holder, whom: str, last: date | None) -> None:
    lacking = [Lacking("Báo cáo", due(last) if last else None, (owing(report),))]
    first, *_, haste, _ = holder_reminder.words(holder, lacking, TODAY).split("\n")
    assert first == f"Kính gửi {whom}:"
    assert haste == "Đề nghị gửi số liệu sớm để kịp tổng hợp."


def test_of_many_figures_the_first_six_are_named(report: Report) -> None:
    gaps = tuple(Gap(f"C{number}", 0, 1) for number in range(8))
    said = holder_reminder.section(owing(report, gaps))
    assert said.endswith("C4 (1 ô), C5 (1 ô) và 2 chỉ tiêu khác")
    assert "khác" not in holder_reminder.section(owing(report, gaps[:6]))
