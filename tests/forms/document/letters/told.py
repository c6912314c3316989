"""What is written down of letters, minutes and requests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from forms.document import request_document
from forms.document.letters import forwarding, holder_reminder, minutes, reminder, tracking
from forms.document.letters.holder_reminder import Lacking
from forms.document.letters.minutes import HandedReport, People, Sealed
from forms.document.letters.reminder import Owed
from forms.document.owing import Asked, Holder, owing
from forms.document.request import chosen, make
from forms.offices.deadlines import Deadline, Due
from forms.offices.units import Unit
from forms.values.period import parse
from tests.forms.document import drawn
from tests.forms.document.fillings import AT, CARE, TODAY, WORK, made, spanned


def letters() -> Iterator[str]:
    """What offices write to each other about reports."""
    report = made(WORK, CARE)
    report.unit = replace(report.unit, path=("Tỉnh Kon Tum",))
    units = [Unit(f"Xã {name}", "xa") for name in ("Ia Chim", "Hòa Bình")]
    due = Due(date(2025, 1, 20), Deadline("", "chậm nhất 20/01 năm sau", "Công văn 1"))
    late = Due(date(2025, 1, 10), Deadline("", "trước 11/01 năm sau", "Công văn 1", receiver="Huyện ủy"))
    many = [Unit(f"Xã {number}", "xa") for number in range(21)]
    for title, found in (
        ("Gửi biểu số liệu", forwarding.compose(report, units, TODAY, due.last, AT)),
        ("Gửi biểu cho nhiều xã", forwarding.compose(report, many, TODAY, None, AT)),
    ):
        yield from drawn.titled(title, drawn.document(found))
    owed = [
        Owed(units[0], report.period, late, 2),
        Owed(units[1], report.period, due, 0, again=True),
        Owed(many[0], parse("2023"), None, 0, into=("Ủy ban nhân dân xã Ia Chim", "Ủy ban nhân dân xã Ia Tơi")),
    ]
    yield from drawn.titled("Đôn đốc", drawn.document(reminder.compose(report, owed, TODAY, AT)))
    yield from drawn.titled(
        "Đôn đốc nhiều xã",
        drawn.document(reminder.compose(report, [replace(owed[0], unit=one) for one in many[:7]], TODAY, AT)),
    )
    for one in owed:
        for own in (late, None):
            yield from drawn.titled(f"Lời nhắn: {one.state}", iter(reminder.words(report, one, AT, own).splitlines()))
        yield reminder.short(report, one, TODAY)
    rows = [("Xã Ia Chim", "Đã nhận", "05/01/2025", "01", "144/144", "2", "20/01/2025"), ("Xã Hòa Bình", *[""] * 6)]
    yield from drawn.titled(
        "Bảng theo dõi", drawn.document(tracking.compose(report, rows, "01/02 đơn vị đã gửi", TODAY, AT))
    )
    done = HandedReport("a.bc42", "Báo cáo năm 2025", "Xã Đăk Môn", "Đã phát hành", (144, 144), AT)
    left = HandedReport("a.bc42", "Báo cáo năm 2026", "Xã Đăk Môn", "Dự thảo", (3, 144), AT, "trước ngày 15/12/2026")
    for people, reports, remarks in (
        (People("", ""), [done], ()),
        (People("Y Hà", "A Thuận"), [done, left], ("tệp b không mở được.",)),
        (People("Y Hà", ""), [done], ("thiếu khóa ký.",)),
    ):
        sealed = Sealed("xa.bangiao", 12_345, "0123456789abcdef" * 4, ["Cài đặt", "Danh sách đơn vị"], remarks)
        yield from drawn.titled(
            "Biên bản bàn giao", drawn.document(minutes.compose(report, people, reports, sealed, TODAY, AT))
        )
    holders = {"I.2": Holder("Sở Y tế", "Y Lan", "0912"), "vay_von": Holder("Ngân hàng")}
    asked = [
        Asked("I.1", "Sở Nội vụ", date(2025, 1, 5), "An", AT),
        Asked("I.1", "Sở Công an", None, "An", AT, replied=AT),
        Asked("I.2", "Sở Y tế", TODAY, "An", AT),
    ]
    standing = owing(report, asked, TODAY, holders)
    yield from drawn.titled(
        "Ai nợ số liệu",
        (
            f"{one.section.code} {one.agency or '-'} ({one.holder.person or '-'}): {one.standing.label}, "
            f"{one.full}/{one.cells} ô"
            for one in standing
        ),
    )
    lacking = [Lacking("Báo cáo năm 2024", due, tuple(standing)), Lacking("Báo cáo khác", None, tuple(standing[:1]))]
    for holder in (holders["I.2"], Holder("Sở Nội vụ"), Holder("", "Y Lan"), Holder()):
        for listed in (lacking, lacking[1:]):
            yield from drawn.titled(
                "Nhắc nơi giữ số liệu", iter(holder_reminder.words(holder, listed, TODAY).splitlines())
            )
    for codes, all_periods, about, until in (
        (["I.1"], False, report, TODAY),
        (["I.1", "I.2", "vay_von"], False, report, None),
        (["vay_von"], True, spanned(), TODAY),
    ):
        request = make(about, chosen(about, codes), "Sở Nội vụ", TODAY, until, all_periods=all_periods)
        yield from drawn.titled("Phiếu đề nghị", drawn.document(request_document.compose(request, AT)))
        for line in (line for section in request.sections for line in request.lines(section)):
            asked_for = ", ".join("hỏi" if one else "không" for one in line.asked)
            where = " ".join(filter(None, line.address or ()))
            yield f"{where} {line.relation or '-'} {asked_for}{' (ghi tên dòng)' * line.named}"
