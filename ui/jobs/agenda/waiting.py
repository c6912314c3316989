"""What one file has still to do: each report that is to be handed in, with what it lacks and what it waits for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path

from forms.checks import progress as filling
from forms.checks.checker import check
from forms.definitions.template import Template
from forms.document.owing import Owing, owing
from forms.offices.deadlines import Due, left
from forms.report.changes import ReportState
from forms.report.report import Report
from forms.values.frozen import frozen
from forms.values.period import Period
from forms.values.style import day_in_figures
from forms.values.text import raised
from storage.tables.reports import ReportName
from storage.workspace import Workspace
from ui.jobs import deadlines, progress

_SOON = timedelta(days=30)
_OLD = timedelta(days=366)  # what is older and still waits is shown last


class Urgency(StrEnum):
    """How soon something is to be done, the most urgent first; the value is its code in files."""

    LATE = "tre_han"
    SOON = "sap_den_han"
    LATER = "con_thoi_gian"
    OPEN = "chua_ghi_han"
    UNSIGNED = "cho_phat_hanh"
    OLD = "ky_cu"

    @property
    def label(self) -> str:
        """What officers call it."""
        return _LABELS[self]


_LABELS = {
    Urgency.LATE: "Trễ hạn",
    Urgency.SOON: f"Đến hạn trong {_SOON.days} ngày",
    Urgency.LATER: "Còn thời gian",
    Urgency.OPEN: "Chưa ghi hạn nộp",
    Urgency.UNSIGNED: "Đã chốt, chờ ký và phát hành",
    Urgency.OLD: "Kỳ cũ chưa chốt",
}


@frozen
class WaitingReport:
    """A report that is to be handed in, as its file stands; one that nobody has begun holds nothing yet."""

    path: Path
    unit: str
    uid: str
    period: Period
    template: str
    title: str
    dues: tuple[Due, ...] = ()  # one for each receiver, the earliest first
    state: ReportState | None = None  # None where nobody has begun
    owing: tuple[Owing, ...] = ()
    filled: tuple[int, int] = (0, 0)  # cells that need nothing more, and all
    errors: int = 0
    warnings: int = 0
    missing: tuple[str, ...] = ()  # lower offices that have not sent
    below: int = 0  # how many lower offices there are
    on_paper: int = 0  # numbers that were given by word, and wait for paper
    request: str = ""  # the letter that asks for it; "" for one that is made every year

    @property
    def due(self) -> Due | None:
        """When it is due first."""
        return next(iter(self.dues), None)

    @property
    def called(self) -> str:
        """What it is called: "Báo cáo Nghị quyết 42-NQ/TW năm 2025 của Xã Sa Rông"."""
        asked = f" theo {self.request}" if self.request else ""
        return f"{raised(self.title)} {self.period.label} của {self.unit}{asked}"

    @property
    def percent(self) -> int:
        """How much of it is filled, in whole percent; 100 only when nothing is left."""
        full, cells = self.filled
        return full * 100 // cells if cells else 0

    def urgency(self, today: date) -> Urgency:
        """How soon it is to be done."""
        due = self.due
        last = due.last if due else self.period.end
        if self.state not in (None, ReportState.DRAFT):
            return Urgency.UNSIGNED
        if last < today - _OLD:
            return Urgency.OLD
        if due is None:
            return Urgency.OPEN
        if last < today:
            return Urgency.LATE
        return Urgency.SOON if last <= today + _SOON else Urgency.LATER

    def wants(self) -> list[str]:
        """What is still wanting, in words, the heaviest first; nothing of a report that nobody has begun."""
        if self.state is None:
            return ["chưa tạo báo cáo"]
        full, cells = self.filled
        found = [f"{cells - full} ô chưa nhập" if full < cells else ""]
        found += [f"{self.errors} lỗi" if self.errors else ""]
        found += [f"{self.warnings} cảnh báo chưa giải trình" if self.warnings else ""]
        found += [f"{len(self.missing)}/{self.below} đơn vị chưa gửi" if self.missing else ""]
        found += [f"{self.on_paper} số chờ văn bản" if self.on_paper else ""]
        found += ["chờ bản ký, số và ngày" if self.state is not ReportState.DRAFT else ""]
        return [text for text in found if text] or ["đủ số liệu, chờ chốt"]


HEADS = ("Hạn nộp", "Tình trạng", "Đơn vị", "Kỳ", "Báo cáo", "Đã nhập (%)", "Còn phải làm", "Văn bản", "Hạn cũ", "Tệp")
"""What a table of what is to be done has a column for."""


def rows(one: WaitingReport, today: date) -> Iterator[list[str]]:
    """A report as lines of that table: one for each receiver, else one."""
    title = f"{one.title}, theo {one.request}" if one.request else one.title
    about = [one.unit, one.period.label, title, str(one.percent) if one.state else "", ", ".join(one.wants())]
    for due in one.dues or (None,):
        day = day_in_figures(due.last) if due else ""
        how = left(due.last, today) if due else one.urgency(today).label
        yield [day, how, *about, due.deadline.document if due else "", due.moved if due else "", str(one.path)]


def order(entry: WaitingReport, today: date) -> tuple[int, date, str, Period]:
    """By what entries stand one after the other."""
    urgency = entry.urgency(today)
    return (list(Urgency).index(urgency), entry.due.last if entry.due else date.max, entry.unit, entry.period)


def waiting(
    workspace: Workspace, path: Path, template: Callable[[str], Template], today: date
) -> Iterator[WaitingReport]:
    """What a file has still to do, each as it is read; raises KnownError for a file that is damaged."""
    dues: dict[tuple[str, str, Period], list[Due]] = {}
    bare: dict[tuple[str, str, Period], WaitingReport] = {}
    for one in deadlines.agenda(workspace, today):
        key = (one.unit.id, one.template, one.period)
        dues.setdefault(key, []).append(one.due)
        if not one.begun:
            title = template(one.template).title
            bare[key] = WaitingReport(path, one.unit.name, one.unit.id, one.period, one.template, title)
    for key, entry in bare.items():
        yield replace(entry, dues=tuple(dues[key]))
    beside: set[tuple[str, str, Period]] = set()  # periods that stand in the document of a later one
    own = workspace.own
    names = [name for name in workspace.reports() if own is None or name.unit.id == own.id]
    latest = {(name.unit.id, name.template): name.id for name in sorted(names, key=_end)}
    for name in sorted(names, key=_end, reverse=True):
        office, code = name.unit.id, name.template
        wanted = _waits(name, today, due=(office, code, name.period) in dues, latest=latest[office, code] == name.id)
        if (office, code, name.period) in beside or not (wanted or template(code).span):
            continue
        report = workspace.load(template, office, name.period, code)
        beside |= {(office, code, one.period) for one in report.span}
        if wanted:
            yield _read(workspace, path, report, today)


def _end(name: ReportName) -> date:
    return name.period.end


def _waits(name: ReportName, today: date, *, due: bool, latest: bool) -> bool:
    """Whether a report waits: a draft that is due or the latest one, and what is final and not yet issued."""
    state = ReportState(name.state)
    if state is ReportState.DRAFT:
        return due or latest
    return state is not ReportState.ISSUED and (latest or name.period.end >= today - _OLD)


def _read(workspace: Workspace, path: Path, report: Report, today: date) -> WaitingReport:
    wanting = filling.left(report, [finding for one in report.span for finding in check(one)])
    found = progress.of(workspace, report, today)
    holders = workspace.holders(report.template.code)
    return WaitingReport(
        path,
        report.unit.name,
        report.unit.id,
        report.period,
        report.template.code,
        report.template.title,
        dues=tuple(deadlines.of(workspace, report)),
        state=report.state,
        owing=tuple(owing(report, workspace.requests(report), today, holders)),
        filled=filling.whole(report),
        errors=wanting.errors,
        warnings=wanting.warnings,
        missing=tuple(found.missing),
        below=len(found.offices),
        on_paper=sum(one.awaited for one in found.offices),
        request=report.details.get("request", ""),
    )
