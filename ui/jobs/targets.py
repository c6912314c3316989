"""The plan of a locality: its lists read from files, and how its targets stand in the reports of a workspace."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from forms.checks import attainment
from forms.checks.attainment import Situation
from forms.document import plan_slip
from forms.errors import KnownError, nearest, nearest_end
from forms.lists import plan_lists
from forms.lists.plan_lists import Known, Row
from forms.offices.plan import LocalPlan, PlanTarget, PlanTask, concerns
from forms.report import limits
from forms.report.filling import Refusal
from forms.report.report import Report
from forms.values.frozen import frozen
from forms.values.text import fold, tidy
from forms.workfile import stands
from resources import path
from storage.workspace import Workspace

_KIND = "danh sách dạng CSV hoặc XLSX"


@frozen
class Imported:
    """What came of a list: the plan as it is now, and what is to be told of its lines and its locality."""

    plan: LocalPlan
    remarks: tuple[Refusal, ...]
    linked: int
    elsewhere: str = ""


def shipped() -> Mapping[str, Path]:
    """The lists that come with the program, by name."""
    return {file.stem: file for file in sorted(path("targets").glob("*.csv"))}


@cache
def known() -> Mapping[tuple[str, str], Known]:
    """What the shipped lists know of indicators: cells and directions hold wherever an indicator bears their name."""
    found: dict[tuple[str, str], Known] = {}
    for file in shipped().values():
        for target in plan_lists.targets(_rows(file)).targets:
            known = Known(target.link, target.cell, target.conversion, target.link_note, target.better)
            found.setdefault(plan_lists.key(target.parent, target.indicator), known)
    return found


def _rows(file: Path) -> Iterable[Row]:
    from exports import rows  # noqa: PLC0415 - a list that is only looked at needs no reader

    return rows.read(file, _KIND)


def opened(name: str) -> Iterable[Row]:
    """The rows of a file, or of the shipped list that bears a name where there is no such file."""
    file = Path(name)
    return _rows(file if stands(file) else shipped().get(name, file))


def pasted(text: str) -> Iterable[Row]:
    """The rows of what was copied from a table."""
    from exports import rows  # noqa: PLC0415

    return rows.pasted(text)


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
    reasons = {target.order: attainment.problem(report.template, target) for target in found.targets if report}
    unread = [Refusal(order, f"ô trả lời chưa dùng được với mẫu này: {why}") for order, why in reasons.items() if why]
    linked = sum(bool(target.answering) and not reasons.get(target.order) for target in found.targets)
    elsewhere = _elsewhere(workspace, name, report) if report and not concerns(name, report.unit) else ""
    return Imported(workspace.plan(name), (*found.remarks, *unread), linked, elsewhere)


def _elsewhere(workspace: Workspace, name: str, report: Report) -> str:
    """What is to be told of a list whose locality is neither the report's office nor one above it."""
    works = workspace.plan_of(report)
    holds = (
        "báo cáo đang được so với danh sách này"
        if works is None or works.locality == name
        else f"báo cáo vẫn theo kế hoạch của {works.locality}"
    )
    return f"danh sách là của {name}, báo cáo là của {report.unit.full}; {holds}. Nếu ghi nhầm tên, đề nghị nhập lại."


def change(workspace: Workspace, report: Report, changed: PlanTarget, who: str) -> None:
    """Let a target of the plan by which an office works be answered otherwise; raises KnownError where it cannot be."""
    if why := attainment.problem(report.template, changed):
        raise KnownError(f"Ô trả lời chưa dùng được: {why}")
    if report.plan is not None:
        lines = tuple(changed if one.order == changed.order else one for one in report.plan.targets)
        workspace.save_plan(LocalPlan(report.plan.locality, lines), who)


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
        f'Tệp này không có kế hoạch của "{locality}"{nearest_end(locality, names)} Đang có: {", ".join(names)}.'
    )


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
        years = ", ".join(map(str, found.years))
        raise KnownError(f"Kế hoạch của {found.locality} chỉ có mục tiêu năm {years}; đề nghị chọn trong các năm đó.")
    return Situation(found, wanted, report, attainment.standings(found, report, wanted))


def of_agency(found: Situation, agency: str | None) -> Situation:
    """The same plan for one of the agencies that lead; raises KnownError for one that leads nothing."""
    if agency is None:
        return found
    known = plan_slip.agencies(found.plan)
    if not any(fold(name) == fold(agency) for name in known):
        raise KnownError(f'Kế hoạch không giao chỉ tiêu nào cho "{agency}"{nearest(agency, known)}')
    chosen = tuple(item for item in found.standings if fold(item.target.agency) == fold(agency))
    tasks = tuple(task for task in found.plan.tasks if fold(task.agency) == fold(agency))
    return replace(found, plan=replace(found.plan, tasks=tasks), standings=chosen)


def line(lines: Sequence[PlanTarget] | Sequence[PlanTask], order: int) -> PlanTarget | PlanTask:
    """The line of a number; raises KnownError for a number that none bears."""
    found: PlanTarget | PlanTask | None = next((one for one in lines if one.order == order), None)
    if found is None:
        numbers = [one.order for one in lines] or [0]
        raise KnownError(f"Không có dòng số {order}; danh sách có số {min(numbers)} đến {max(numbers)}.")
    return found
