"""Urging lower offices to send their reports: the words of a letter to one, and one official letter to all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from forms.document.letters.letter import letter
from forms.document.plain_table import TableColumn, row_of, stated_table
from forms.narrative.blocks import Document, Paragraph, Table, Text
from forms.offices.deadlines import Due
from forms.offices.units import Unit
from forms.report import details
from forms.report.office import in_sentence, speaker
from forms.report.report import Report
from forms.values.frozen import frozen
from forms.values.period import Period
from forms.values.style import day_in_figures
from forms.values.text import lowered

_LISTED = 6  # offices that are addressed by name; more are named in the table alone
_TIME = timedelta(days=1)  # until when the report is asked for where its day is over


@frozen
class Owed:
    """A report that an office has not sent: on which period, until when it was due, how many days ago (0: not yet)."""

    unit: Unit
    period: Period
    due: Due | None
    late: int
    into: tuple[str, ...] = ()  # the offices that stand in its place by now
    again: bool = False  # what it sent was given back, and no other has come since

    @property
    def state(self) -> str:
        """How late it is: "chưa gửi, quá hạn 02 ngày"."""
        return f"chưa gửi, quá hạn {self.late:02} ngày" if self.late > 0 else "chưa gửi"

    def report(self, report: Report) -> str:
        """What it is asked for: "báo cáo Nghị quyết 42-NQ/TW năm 2024", or what takes its place."""
        found = f"{lowered(report.template.title)} {self.period.label}"
        return f"báo cáo thay thế {found} đã được đề nghị báo cáo lại" if self.again else found


def subject(report: Report) -> str:
    """What letters about it are about."""
    return f"đôn đốc gửi {lowered(report.template.title)} {report.period.label}"


def office(report: Report, unit: Unit) -> str:
    """An office as letters address it: "Ủy ban nhân dân xã Đăk Long"."""
    *agency, _ = details.default(Report(report.template, unit, report.period), "agency").splitlines()
    return " ".join([*agency, in_sentence(report.template, unit.name)])


def wanted(today: date) -> date:
    """Until which day a late report is asked for."""
    return today + _TIME


def words(report: Report, owed: Owed, now: datetime, own: Due | None) -> str:
    """A letter to one office; `own` says when the report that needs it is due itself."""
    return "\n".join(_words(report, owed, now, own))


def _words(report: Report, owed: Owed, now: datetime, own: Due | None) -> Iterator[str]:
    whom = list(owed.into) or [office(report, owed.unit)]
    yield f"Kính gửi {'; '.join(whom)},"
    yield ""
    due = f" (hạn gửi {owed.due.in_words})" if owed.due else ""
    us = speaker(report)
    part = f" phần của {owed.unit.name} trước khi sắp xếp" if owed.into else ""
    yield (
        f"Đến {now:%H:%M} ngày {day_in_figures(now.date())}, {us} chưa nhận được {owed.report(report)}"
        f"{part}{due}." + (f" {_upwards(report, own)}" if own else "")
    )
    yield ""
    yield (
        f"Đề nghị gửi tệp số liệu, tệp Excel hoặc PDF do BaoCao42 xuất trước 17:00 ngày "
        f"{day_in_figures(wanted(now.date()))}. Chỉ tiêu chưa có số liệu vẫn gửi và ghi “chưa có số liệu”."
    )


def _upwards(report: Report, own: Due) -> str:
    above = in_sentence(report.template, report.unit.path[-1]) if report.unit.path else "cấp trên"
    return f"Báo cáo gửi {own.deadline.receiver or above} {own.in_words}."


def short(report: Report, owed: Owed, today: date) -> str:
    """The same in a line or two, for a message by telephone."""
    whom = ", ".join(owed.into) or owed.unit.name
    late = f", quá hạn {owed.late:02} ngày" if owed.late > 0 else f" ({owed.due.in_words})" if owed.due else ""
    part = f" phần của {owed.unit.name}" if owed.into else ""
    return (
        f"{whom}: chưa gửi {owed.report(report)}{part}{late}. "
        f"Đề nghị gửi trước 17:00 ngày {day_in_figures(wanted(today))}."
    )


def compose(report: Report, owed: Sequence[Owed], today: date, edited: datetime) -> Document:
    """One official letter to every office that has not sent; `edited` is the only time in files."""
    named = list(dict.fromkeys(name for one in owed for name in (one.into or (office(report, one.unit),))))
    many = len(named) > _LISTED
    where = "có tên dưới đây" if many else "trên"
    us = speaker(report)
    before = (
        f"Đến ngày {day_in_figures(today)}, {us} chưa nhận được {lowered(report.template.title)} "
        f"{report.period.label} của các đơn vị {where}:"
    )
    after = (
        f"Đề nghị các đơn vị gửi báo cáo trước 17:00 ngày {day_in_figures(wanted(today))}. Chỉ tiêu chưa có số liệu "
        "vẫn gửi và ghi “chưa có số liệu”."
    )
    return letter(
        report,
        subject(report),
        (Paragraph((Text(before),)), _table(owed), Paragraph((Text(after),))),
        (today, edited),
        addressee="Các đơn vị có tên trong bảng" if many else "\n".join(named),
    )


def _table(owed: Sequence[Owed]) -> Table:
    columns = [
        TableColumn("TT", 7, "center"),
        TableColumn("Đơn vị", 0),
        TableColumn("Kỳ báo cáo", 20),
        TableColumn("Hạn gửi", 27),
        TableColumn("Quá hạn", 14, "center"),
    ]
    return stated_table(
        columns,
        [
            row_of(
                columns,
                [
                    str(place),
                    f"{one.unit.name}{_remark(one)}",
                    one.period.label,
                    one.due.in_words if one.due else "",
                    f"{one.late:02} ngày" if one.late > 0 else "",
                ],
            )
            for place, one in enumerate(owed, start=1)
        ],
    )


def _remark(one: Owed) -> str:
    """What is to be known of an office beside its name; "" for nothing."""
    return f" (nay thuộc {', '.join(one.into)})" if one.into else " (báo cáo lại)" if one.again else ""
