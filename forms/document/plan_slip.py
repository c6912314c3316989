"""The slip by which one agency is given its targets and tasks, and what its answers change in a report."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from forms.checks.answering import answer
from forms.checks.attainment import Situation, is_linked
from forms.errors import KnownError, nearest
from forms.offices.plan import Answer, Attainment, LocalPlan, PlanTarget, PlanTask
from forms.report.changes import SetAnswer
from forms.report.filling import FillError, Refusal
from forms.report.report import Report
from forms.values.frozen import frozen
from forms.values.style import day_in_figures
from forms.values.text import fold, quoted

ANSWERED = (Attainment.REACHED.label, Attainment.MISSED.label, Attainment.UNDER_WAY.label)
"""How an agency may say that a target or task stands."""


@frozen
class SlipLine:
    """A target or task on the slip of an agency: what is given, what is wanted by each year, and its answer.

    `given` and `answer` are texts as they are shown: number, name and unit or time; value, day, source and judgement.
    A `locked` line is answered by a cell of the report. `number` is its row in the file.
    """

    kind: str  # "target" or "task"
    subject: str
    given: tuple[str, ...]
    wanted: tuple[str, ...] = ()
    answer: tuple[str, ...] = ("", "", "", "")
    locked: bool = False
    number: int = 0


@frozen
class AgencySlip:
    """The slip of one agency: whose plan and report it is about, and its lines."""

    locality: str
    agency: str
    unit: str  # the id of the office whose report it is for
    template: str
    period: str
    lines: tuple[SlipLine, ...]
    years: tuple[int, ...] = ()
    office: str = ""
    label: str = ""  # of the period


@frozen
class SlipChange:
    """What a slip would change: the name of a target or task, its answer until now and its new one, as texts."""

    name: str
    before: str
    after: str
    change: SetAnswer


def agencies(plan: LocalPlan) -> list[str]:
    """The agencies that lead targets or tasks of a plan, in the order in which they first come."""
    lines: tuple[PlanTarget | PlanTask, ...] = (*plan.wanted, *plan.tasks)
    return list(dict.fromkeys(line.agency for line in lines if line.agency))


def make(situation: Situation, agency: str) -> AgencySlip:
    """The slip of an agency; raises KnownError for one that leads nothing, and where there is no report yet."""
    plan, report = situation.plan, situation.report
    if report is None:
        raise KnownError("Chưa có báo cáo nào đến năm này nên chưa lập được phiếu; đề nghị tạo báo cáo trước.")
    name = next((one for one in agencies(plan) if fold(one) == fold(agency)), None)
    if name is None:
        raise KnownError(f'Kế hoạch không giao chỉ tiêu nào cho "{agency}"{nearest(agency, agencies(plan))}')
    lines = [
        *(_target(report, item.target, plan, item.got) for item in situation.standings if item.target.agency == name),
        *(_task(report, task) for task in plan.tasks if task.agency == name),
    ]
    return AgencySlip(
        plan.locality,
        name,
        report.unit.id,
        report.template.code,
        report.period.code,
        tuple(lines),
        plan.years,
        report.unit.name,
        report.period.label,
    )


def _target(report: Report, target: PlanTarget, plan: LocalPlan, got: str) -> SlipLine:
    given = (str(target.order), target.full, target.unit)
    wanted = tuple(target.text(year) for year in plan.years)
    if is_linked(report.template, target):
        return SlipLine("target", target.id, given, wanted, (got, "", "Số liệu của báo cáo", ""), locked=True)
    return SlipLine("target", target.id, given, wanted, shown(report.answers.get(target.id)))


def _task(report: Report, task: PlanTask) -> SlipLine:
    return SlipLine("task", task.id, (str(task.order), task.task, task.time), (), shown(report.answers.get(task.id)))


def shown(answer: Answer | None) -> tuple[str, str, str, str]:
    """An answer as the texts of its cells: value, day, source, judgement."""
    if answer is None:
        return "", "", "", ""
    day = day_in_figures(date.fromisoformat(answer.day)) if answer.day else ""
    label = next((state.label for state in Attainment if state == answer.attainment), "")
    return answer.value, day, answer.source, label


def changes(report: Report, plan: LocalPlan, slip: AgencySlip) -> list[SlipChange]:
    """What the answers of a slip change; blank ones change nothing.

    Raises KnownError for a slip of another report or plan, FillError with every line that does not fit: all or nothing.
    """
    _require_own(report, plan, slip)
    lines: tuple[PlanTarget | PlanTask, ...] = (*plan.wanted, *plan.tasks)
    known = {line.id: line for line in lines}
    found: list[SlipChange] = []
    refusals: list[Refusal] = []
    answered: dict[str, SlipLine] = {}
    for line in slip.lines:
        try:
            made = list(_changes(report, known.get(line.subject), line))
            if made and answered.setdefault(line.subject, line).answer != line.answer:
                raise KnownError(f"{made[0].name}: phiếu trả lời hai lần, khác nhau; đề nghị giữ lại một")
            found += made
        except KnownError as error:
            refusals.append(Refusal(line.number, str(error)))
    if refusals:
        raise FillError(refusals)
    return found


def _changes(report: Report, target: PlanTarget | PlanTask | None, line: SlipLine) -> Iterator[SlipChange]:
    """What one line changes: nothing, or the answer to its target."""
    if target is None:
        raise KnownError("dòng này không còn trong danh sách của kế hoạch")
    if isinstance(target, PlanTarget) and is_linked(report.template, target):
        return
    if not any(line.answer):
        return
    name = target.full if isinstance(target, PlanTarget) else target.task
    if fold(line.given[1]) != fold(name):
        raise KnownError(f"dòng này ghi {quoted(line.given[1])}, khi giao là {quoted(name)}; đề nghị lập lại phiếu")
    value, day, source, label = line.answer
    state = next((state for state in Attainment if fold(state.label) == fold(label)), None)
    if label and state is None:
        raise KnownError(f'đánh giá "{label}" không có; chỉ có {", ".join(ANSWERED)}')
    change = answer(report, target, Answer(value, day, source, state or ""))
    if change:
        before, after = (", ".join(filter(None, shown(one))) for one in (report.answers.get(target.id), change.answer))
        yield SlipChange(f"{target.order}. {name}", before, after, change)


def _require_own(report: Report, plan: LocalPlan, slip: AgencySlip) -> None:
    if fold(slip.locality) != fold(plan.locality):
        raise KnownError(
            f'Phiếu này theo kế hoạch của "{slip.locality}", không phải của "{plan.locality}"; chưa nhập gì.'
        )
    if (slip.unit, slip.template) != (report.unit.id, report.template.code):
        raise KnownError("Phiếu này lập cho báo cáo của đơn vị khác hoặc theo mẫu khác; chưa nhập gì.")
    if slip.period != report.period.code:
        raise KnownError(
            f"Phiếu này lập cho kỳ {slip.period}, báo cáo đang chọn là kỳ {report.period.code}; đề nghị chọn đúng kỳ."
        )
