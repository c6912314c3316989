"""The official letter that goes with the workbooks which lower offices are to fill in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from forms.document.letters import reminder
from forms.document.letters.letter import letter
from forms.narrative.blocks import Document, Paragraph, Text
from forms.offices.units import Unit
from forms.report.office import speaker
from forms.report.report import Report
from forms.values.style import day_in_figures
from forms.values.text import lowered

_LISTED = 20  # offices that are addressed by name


def compose(report: Report, units: Sequence[Unit], today: date, due: date | None, edited: datetime) -> Document:
    """The letter to the offices that get a workbook; `edited` is the only time in files."""
    named = [reminder.office(report, unit) for unit in units]
    us, what = speaker(report), lowered(report.template.title)
    until = f", chậm nhất ngày {day_in_figures(due)}" if due else ""
    what_for = (
        f"Để lập {what} {report.period.label}, {us} gửi kèm công văn này biểu số liệu dạng Excel của từng đơn vị và đề "
        f"nghị các đơn vị điền, gửi lại nguyên tệp{until}."
    )
    how = (
        "Chỉ ghi vào các ô nền vàng; ô không phát sinh, chưa có số liệu hoặc không thuộc phạm vi thì chọn Tình trạng. "
        "Biểu tự đối chiếu các dòng chia ra với tổng. Không thêm, xóa cột hoặc đổi tên trang."
    )
    return letter(
        report,
        f"gửi biểu số liệu {what} {report.period.label}",
        (Paragraph((Text(sentence),)) for sentence in (what_for, how)),
        (today, edited),
        addressee="\n".join(named) if len(named) <= _LISTED else "Ủy ban nhân dân các đơn vị cấp dưới",
    )
