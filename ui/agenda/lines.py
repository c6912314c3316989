"""The lines of what is to be done, in words: by day, or by who holds the numbers that are wanting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from forms.offices.deadlines import left
from forms.values.frozen import frozen
from forms.values.style import day_in_figures
from forms.values.text import lowered, raised
from ui.jobs.agenda.files import Unread
from ui.jobs.agenda.holding import Debtor, debtors
from ui.jobs.agenda.waiting import HEADS, Urgency, WaitingReport, order, rows

DAY, NAME, FILLED, WANTED = range(4)
BY_DAY = ("Hạn nộp", "Báo cáo", "Đã nhập", "Còn phải làm")
BY_HOLDER = ("Hạn gần nhất", "Nơi giữ số liệu", "Còn thiếu", "Của báo cáo")
UNKNOWN = "Chưa rõ nơi giữ"
_SIGNS = {
    Urgency.LATE: ("warning", "warning"),
    Urgency.SOON: ("calendar_clock", "accent"),
    Urgency.LATER: ("calendar_clock", "text2"),
    Urgency.OPEN: ("question_circle", "text2"),
    Urgency.UNSIGNED: ("checkmark_circle_line", "ok"),
    Urgency.OLD: ("history", "text2"),
}


@frozen
class AgendaLine:
    """One line: two texts for each head, its sign, how full in percent (None for no bar), and what it is about."""

    texts: tuple[tuple[str, str], ...]
    picture: str
    colour: str
    percent: int | None
    about: WaitingReport | Unread | Debtor

    @property
    def key(self) -> tuple[object, ...]:
        """By what the same line is found again when others come."""
        match self.about:
            case WaitingReport() as one:
                return (one.path, one.uid, one.period, one.template)
            case Unread(path):
                return (path,)
            case Debtor(holder):
                return (holder.agency, holder.person)


def by_day(found: Iterable[WaitingReport | Unread], today: date) -> list[AgendaLine]:
    """A line for each report, the most urgent first, then the files that could not be looked into."""
    reports = sorted((one for one in found if isinstance(one, WaitingReport)), key=lambda one: order(one, today))
    twins = Counter((one.unit, one.period, one.template) for one in reports)
    lines = [_report(one, today, twin=twins[one.unit, one.period, one.template] > 1) for one in reports]
    return lines + [_unread(one) for one in found if isinstance(one, Unread)]


def by_holder(found: Iterable[WaitingReport | Unread], today: date) -> list[AgendaLine]:
    """A line for each who holds numbers that are wanting, those that are wanted first before the others."""
    reports = sorted((one for one in found if isinstance(one, WaitingReport)), key=lambda one: order(one, today))
    return [_debtor(one, today) for one in debtors(reports, today)]


def _report(one: WaitingReport, today: date, *, twin: bool) -> AgendaLine:
    urgency = one.urgency(today)
    picture, colour = _SIGNS[urgency]
    first, *rest = one.wants()
    day = (day_in_figures(one.due.last), left(one.due.last, today)) if one.due else (urgency.label, "")
    if urgency is Urgency.UNSIGNED:
        day = ("Đã chốt", "chờ phát hành")
    title = f"{one.title} · {one.path.name}" if twin else one.title
    title = f"Theo yêu cầu: {one.request}" if one.request else title
    filled = (f"{one.percent}%", f"{one.filled[0]}/{one.filled[1]} ô") if one.state else ("", "")
    name = (one.unit, f"{raised(one.period.label)} · {title}")  # in little room the title goes, never the period
    percent = one.percent if one.state else None
    return AgendaLine((day, name, filled, (raised(first), ", ".join(rest))), picture, colour, percent, one)


def _unread(one: Unread) -> AgendaLine:
    name = "Không thấy tệp" if one.away else "Không xem được tệp"
    texts = (("", ""), (one.path.name, str(one.path.parent)), ("", ""), (name, ""))
    return AgendaLine(texts, "document_error", "warning", None, one)


def _debtor(one: Debtor, today: date) -> AgendaLine:
    dues = [report.due.last for report, _ in one.lacking if report.due]
    day = (day_in_figures(min(dues)), left(min(dues), today)) if dues else (Urgency.OPEN.label, "")
    late = bool(dues) and min(dues) < today
    person = " · ".join(filter(None, (one.holder.person, one.holder.phone)))
    sections = sum(len(lacking.owing) for _, lacking in one.lacking)
    names = [f"{raised(report.period.label)}, {report.unit}" for report, _ in one.lacking]
    texts = (day, (one.holder.agency or UNKNOWN, person), (f"{one.cells} ô", f"{sections} mục"), _two(names))
    return AgendaLine(texts, *(("warning", "warning") if late else ("comment", "text2")), None, one)


def _two(names: Sequence[str]) -> tuple[str, str]:
    return names[0], ("; ".join(names[1:]) if len(names) < 3 else f"và {len(names) - 1} báo cáo khác")


def table(found: Iterable[WaitingReport | Unread], today: date) -> str:
    """Every report as lines of a table, columns apart by tabs."""
    reports = sorted((one for one in found if isinstance(one, WaitingReport)), key=lambda one: order(one, today))
    texts = [HEADS, *(row for one in reports for row in rows(one, today))]
    return "\n".join("\t".join(text.replace("\t", " ") for text in row) for row in texts)


def summary(found: Sequence[WaitingReport | Unread], today: date) -> str:
    """Everything in one line: how many are late, how many come soon, which files were not seen."""
    return ", ".join(_counts(found, today)) or "Không có báo cáo nào phải nộp"


def _counts(found: Sequence[WaitingReport | Unread], today: date) -> Iterator[str]:
    states = Counter(one.urgency(today) for one in found if isinstance(one, WaitingReport))
    if late := states[Urgency.LATE]:
        yield f"{late} báo cáo trễ hạn"
    if soon := states[Urgency.SOON]:
        yield f"{soon} {lowered(Urgency.SOON.label)}"
    if unsigned := states[Urgency.UNSIGNED]:
        yield f"{unsigned} chờ phát hành"
    if unread := sum(isinstance(one, Unread) for one in found):
        yield f"{unread} tệp chưa xem được"
