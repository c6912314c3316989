"""The plan of a locality: its lists read from files, and how its targets stand in the reports of a workspace."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from forms.checks import attainment
from forms.checks.attainment import Standing
from forms.errors import KnownError, nearest
from forms.report import limits, plan_lists
from forms.report.changes import SetAnswer
from forms.report.filling import Refusal
from forms.report.plan import Answer, Attainment, LocalPlan, PlanTarget, PlanTask
from forms.report.plan_lists import Known, Row
from forms.report.report import Report
from forms.values import aims
from forms.values.style import read_day
from forms.values.text import clean, fold, quoted, tidy
from resources import path
from storage.workspace import Workspace

_KIND = "danh sách dạng CSV hoặc XLSX"


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a list: the plan as it is now, and what is to be told of its lines."""

    plan: LocalPlan
    remarks: tuple[Refusal, ...]
    linked: int


def shipped() -> Mapping[str, Path]:
    """The lists that come with the program, by name."""
    return {file.stem: file for file in sorted(path("targets").glob("*.csv"))}


@cache
def known() -> Mapping[tuple[str, str], Known]:
    """What the shipped lists know of indicators: cells and directions hold wherever an indicator bears their name."""
    found: dict[tuple[str, str], Known] = {}
    for file in shipped().values():
        for target in plan_lists.targets(_rows(file)).targets:
            said = Known(target.link, target.cell, target.conversion, target.link_note, target.better)
            found.setdefault(plan_lists.key(target.parent, target.indicator), said)
    return found


def _rows(file: Path) -> Iterable[Row]:
    from exports import rows  # noqa: PLC0415 - a list that is only looked at needs no reader

    return rows.read(file, _KIND)


def opened(name: str) -> Iterable[Row]:
    """The rows of a file, or of the shipped list that bears a name where there is no such file."""
    file = Path(name)
    return _rows(file if file.exists() else shipped().get(name, file))


def take(
    workspace: Workspace, rows: Iterable[Row], locality: str, who: str, report: Report | None, *, tasks: bool = False
) -> Imported:
    """Let a list hold for a locality from now on; raises KnownError or FillError, nothing changed, for a wrong one."""
    name = tidy(locality)
    if not name or len(name) > limits.NAME:
        raise KnownError(f"Tên địa phương trống hoặc dài quá {limits.NAME} chữ; đề nghị ghi tên tỉnh, huyện hoặc xã.")
    limits.refuse_spoofed("Tên địa phương", name)
    name = next((other for other in workspace.localities() if fold(other) == fold(name)), name)
    found = plan_lists.tasks(rows) if tasks else plan_lists.targets(rows, known())
    workspace.save_plan(LocalPlan(name, tuple(found.targets), tuple(found.tasks)), who)
    said = {target.order: attainment.problem(report.template, target) for target in found.targets if report}
    unread = [Refusal(order, f"ô trả lời chưa dùng được với mẫu này: {why}") for order, why in said.items() if why]
    linked = sum(bool(target.answering) and not said.get(target.order) for target in found.targets)
    return Imported(workspace.plan(name), (*found.remarks, *unread), linked)


def plan(workspace: Workspace, report: Report | None, locality: str | None = None) -> LocalPlan:
    """The plan that is meant: of a locality, or the one by which the report's office works."""
    names = workspace.localities()
    if not names:
        raise KnownError(
            f'"{workspace.path}" chưa có danh sách chỉ tiêu kế hoạch; đề nghị nhập danh sách trước (targets import).'
        )
    if locality is None:
        return report.plan if report and report.plan else workspace.plan(names[0])
    for name in names:
        if fold(name) == fold(locality):
            return workspace.plan(name)
    raise KnownError(
        f'Tệp này không có kế hoạch của "{locality}"{nearest(locality, names)} Đang có: {", ".join(names)}.'
    )


@dataclass(frozen=True, slots=True)
class Situation:
    """A plan beside the report that tells how far it has come; without a report nothing has."""

    plan: LocalPlan
    year: int
    report: Report | None
    standings: tuple[Standing, ...]

    def counts(self) -> dict[Attainment, int]:
        """How many targets stand how."""
        return {attainment: sum(item.attainment is attainment for item in self.standings) for attainment in Attainment}


def situation(found: LocalPlan, reports: Sequence[Report], report: Report | None, year: int | None) -> Situation:
    """How a plan stands towards a year: by the latest of the reports until then, or by the report that is named.

    Raises KnownError where nothing is wanted by the end of that year or later.
    """
    if not found.years:
        raise KnownError(f"Kế hoạch của {found.locality} chưa có mục tiêu năm nào; đề nghị nhập danh sách chỉ tiêu.")
    if year is not None:
        before = [one for one in reports if one.period.year <= year]
        report = before[-1] if before else None
    wanted = found.year(year or (report.period.year if report else found.years[0]))
    if wanted is None:
        said = ", ".join(map(str, found.years))
        raise KnownError(f"Kế hoạch của {found.locality} chỉ có mục tiêu năm {said}; đề nghị chọn trong các năm đó.")
    return Situation(found, wanted, report, attainment.standings(found, report, wanted))


def answer(report: Report, line: PlanTarget | PlanTask, said: Answer) -> SetAnswer | None:
    """The change by which a target or task is answered; None where nothing changes.

    Raises KnownError for a target that a cell answers, a value that can be read in two ways, a day or judgement that
    is none.
    """
    where = f"Chỉ tiêu {line.order}" if isinstance(line, PlanTarget) else f"Nhiệm vụ {line.order}"
    if isinstance(line, PlanTarget) and attainment.bound(report, line) is not None:
        raise KnownError(f"{where} lấy số từ ô {line.answering} của báo cáo; đề nghị nhập ở ô đó.")
    said = Answer(_lines(said.value), day(said.day, where), tidy(said.source), said.attainment)
    if said.attainment and said.attainment not in {*Attainment}:
        raise KnownError(f"{where}: đánh giá {quoted(said.attainment)} không có; chỉ có {', '.join(Attainment)}.")
    if isinstance(line, PlanTarget) and (doubt := _doubt(said.value)):
        raise KnownError(f"{where}: {quoted(said.value)} chưa rõ, {doubt}; đề nghị ghi lại cho rõ.")
    new = said if any((said.value, said.source, said.attainment)) else None
    return SetAnswer(line.id, new) if new != report.answers.get(line.id) else None


def _lines(text: str) -> str:
    return "\n".join(line for line in map(tidy, clean(text).splitlines()) if line)


def _doubt(text: str) -> str:
    """Why a value that looks like a number could be another one; "" for words and for what is clear."""
    found = aims.goal(text) if text[:1].isdigit() else None
    return found.doubt if found else ""


def day(text: str, where: str) -> str:
    """A day as ISO text, from that or from "15/11/2024"; raises KnownError for what is none."""
    written = tidy(text)
    found = read_day(written)
    try:
        return (found or date.fromisoformat(written)).isoformat() if written else ""
    except ValueError:
        raise KnownError(f"{where}: {quoted(written)} không phải ngày; đề nghị ghi dạng 15/11/2024.") from None


def line(lines: Sequence[PlanTarget] | Sequence[PlanTask], order: int) -> PlanTarget | PlanTask:
    """The line of a number; raises KnownError for a number that none bears."""
    found: PlanTarget | PlanTask | None = next((one for one in lines if one.order == order), None)
    if found is None:
        numbers = [one.order for one in lines]
        raise KnownError(f"Không có dòng số {order}; danh sách có số {min(numbers)} đến {max(numbers)}.")
    return found
