"""The words over the columns of the form."""

from __future__ import annotations

from forms.definitions.tables import Extent
from forms.report import details
from forms.values.period import Period
from forms.values.style import day_in_figures
from forms.values.text import lowered
from ui.entry.rows import Columns


def head(at: Columns, period: Period, column: int) -> str:
    """What stands over a column in a report on a period."""
    if at.reports:
        return _of_periods(at, column)
    heads = {
        at.number: "STT",
        at.label: "Nội dung",
        at.value: f"Thực hiện {_short(period)}",
        at.unit: "ĐVT",
        at.last: f"Cùng kỳ {_short(period.a_year_earlier())}",
        at.change: "Tăng/giảm",
    }
    return heads.get(column, "")


def _short(period: Period) -> str:
    """A period in few words; a whole year is its number, foreseen or over."""
    return lowered(period.actual.short)


def _of_periods(at: Columns, column: int) -> str:
    """The head where columns are periods: two lines, the second saying until when."""
    if column in at.periods:
        report = at.report(column)
        whole, day = Extent.of(report.period) is Extent.YEAR, details.as_of(report)
        last = day or report.period.end
        shown_day = f"{last.day}/{last.month}" if last.year == report.period.year else day_in_figures(last)
        until = "cả năm" if whole and day is None else f"đến {shown_day}"
        return f"{'Năm ' if whole else ''}{report.period.short}\n{until}"
    heads = {at.number: "STT", at.label: "Nội dung", at.unit: "ĐVT", at.change: "Tăng/giảm"}
    text = heads.get(column, "")
    if column == at.change and at.years:
        before, last_year = at.years
        text += f"\n{last_year.period.year} so {before.period.year}"
    return text
