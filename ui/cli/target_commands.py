"""The commands about the plan of a locality: its targets, how they stand, what answers them. Never imports Qt."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from forms.checks.answering import answer
from forms.checks.attainment import Situation, Standing, standing_of
from forms.document import plan_slip
from forms.errors import KnownError
from forms.offices.plan import Answer, Attainment, LocalPlan, PlanTarget, PlanTask
from forms.report.changes import Change
from forms.report.report import Report
from forms.values import clock
from forms.values.style import ELLIPSIS, NBSP, with_unit
from forms.values.text import fold
from ui.cli.command_line import CommandLine
from ui.jobs import plan_files, targets
from ui.jobs.exporting import Outcome, refusals
from ui.jobs.plan_files import FORMATS

Run = Callable[[argparse.Namespace], int]
Lines = Callable[[LocalPlan], Sequence[PlanTarget] | Sequence[PlanTask]]
_MOST_TOLD = 100
_LOCALITY = "địa phương của kế hoạch; bỏ trống là kế hoạch mà đơn vị của báo cáo theo"


class TargetCommandLine(CommandLine):
    """The commands about plan targets and tasks."""

    def fill(self, commands: argparse._SubParsersAction[Any]) -> None:
        """Add every command, under one name."""
        group = commands.add_parser("targets", help="chỉ tiêu kế hoạch của địa phương: nhập, xem, trả lời, in, giao")
        under = group.add_subparsers(metavar="VIỆC", required=True)
        self._import(under, "nhập danh sách chỉ tiêu (thay danh sách cũ của địa phương đó)", self.take)

        showing = self.add(under, "show", "xem chỉ tiêu: mục tiêu, thực hiện, đánh giá", self.display)
        self._choose(showing)
        showing.add_argument("--group", help="chỉ của một nhóm")
        showing.add_argument("--verdict", choices=[*Attainment], help="chỉ có đánh giá này")
        showing.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
        self._answer(under, "trả lời chỉ tiêu không có ô số liệu trong báo cáo", self.answer)

        printing = self.add(under, "print", "in danh sách chỉ tiêu, nhiệm vụ thành phụ lục", self.print)
        self._choose(printing)
        printing.add_argument("--out", metavar="THƯ_MỤC", type=Path, required=True, help="nơi ghi các tệp")
        printing.add_argument("--only", default=",".join(FORMATS), help=f"chỉ vài dạng: {','.join(FORMATS)}")

        slip = self.add(under, "slip", "lập phiếu giao chỉ tiêu, nhiệm vụ cho một cơ quan (XLSX)", self.slip)
        self._choose(slip)
        slip.add_argument("--out", metavar="THƯ_MỤC", type=Path, required=True, help="nơi ghi phiếu")

        answers = self.add(under, "answers", "nhập phiếu mà cơ quan gửi lại: tất cả hoặc không gì", self.answers)
        answers.add_argument("slip", metavar="PHIẾU.xlsx", type=Path)
        answers.add_argument("--look", action="store_true", help="chỉ xem thay đổi, chưa nhập")
        self._tasks(under)

    def _tasks(self, under: argparse._SubParsersAction[Any]) -> None:
        """Add what there is for tasks; they are printed and slipped with the targets."""
        group = under.add_parser("tasks", help="nhiệm vụ của kế hoạch: nhập, xem, ghi tiến độ")
        commands = group.add_subparsers(metavar="VIỆC", required=True)
        self._import(commands, "nhập danh sách nhiệm vụ (thay danh sách cũ của địa phương đó)", self.take_tasks)
        showing = self.add(commands, "show", "xem nhiệm vụ và tiến độ", self.display_tasks)
        showing.add_argument("--locality", help=_LOCALITY)
        showing.add_argument("--agency", help="chỉ của một cơ quan chủ trì")
        showing.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
        self._answer(commands, "ghi tiến độ của một nhiệm vụ bằng lời", self.answer_task)

    def _import(self, commands: argparse._SubParsersAction[Any], purpose: str, run: Run) -> None:
        parser = self.add(commands, "import", purpose, run)
        parser.add_argument("list", metavar="DANH_SÁCH", help="tệp CSV, XLSX; hoặc " + ", ".join(targets.shipped()))
        parser.add_argument("--locality", required=True, help="tên địa phương của kế hoạch")

    def _answer(self, commands: argparse._SubParsersAction[Any], purpose: str, run: Run) -> None:
        parser = self.add(commands, "answer", purpose, run)
        parser.add_argument("order", metavar="SỐ", type=int, help="số thứ tự trong danh sách")
        parser.add_argument("value", nargs="?", default="", metavar="GIÁ_TRỊ", help="số hoặc chữ; bỏ trống để xóa")
        parser.add_argument("--day", default="", help="ngày của số liệu: 15/11/2024")
        parser.add_argument("--source", default="", help="nguồn của số liệu")
        parser.add_argument("--verdict", default="", choices=["", *Attainment], help="đánh giá, khi không so được số")

    @staticmethod
    def _choose(parser: argparse.ArgumentParser) -> None:
        """Let a command say which plan, year and agency it means."""
        parser.add_argument("--year", type=int, help="năm của mục tiêu; bỏ trống là năm gần nhất từ kỳ báo cáo")
        parser.add_argument("--locality", help=_LOCALITY)
        parser.add_argument("--agency", help="chỉ của một cơ quan chủ trì")

    def take(self, options: argparse.Namespace) -> int:
        """Import a list of targets."""
        found = self._take(options, tasks=False)
        years = ", ".join(map(str, found.plan.years))
        self.show(
            f"Đã nhập {len(found.plan.wanted)} chỉ tiêu của {found.plan.locality}, mục tiêu năm {years}; "
            f"{found.linked} chỉ tiêu có ô số liệu trong báo cáo."
        )
        self._tell_elsewhere(found)
        for remark in found.remarks[:_MOST_TOLD]:
            self.show(f"Lưu ý, dòng {remark.line}: {remark.reason}.")
        if len(found.remarks) > _MOST_TOLD:
            self.show(f"Lưu ý: còn {len(found.remarks) - _MOST_TOLD} dòng khác.")
        return 0

    def take_tasks(self, options: argparse.Namespace) -> int:
        """Import a list of tasks."""
        found = self._take(options, tasks=True)
        self.show(f"Đã nhập {len(found.plan.tasks)} nhiệm vụ của {found.plan.locality}.")
        self._tell_elsewhere(found)
        return 0

    def _tell_elsewhere(self, found: targets.Imported) -> None:
        if found.elsewhere:
            self.show(f"Lưu ý: {found.elsewhere}")

    def _take(self, options: argparse.Namespace, *, tasks: bool) -> targets.Imported:
        from storage.workspace import Workspace  # noqa: PLC0415 - help needs no database

        rows = targets.opened(options.list)
        with Workspace.open(options.file) as workspace:
            report = self.chosen(workspace, options) if workspace.reports() else None
            return targets.take(workspace, rows, options.locality, self.who, report, tasks=tasks)

    def display(self, options: argparse.Namespace) -> int:
        """Show how the targets stand."""
        found, _ = self._situation(options)
        chosen = tuple(
            item
            for item in found.standings
            if _named(options.group, item.target.group) and options.verdict in (None, item.attainment)
        )
        found = replace(found, standings=chosen)
        if options.json:
            self.show(json.dumps(as_json(found), ensure_ascii=False, indent=2))
        else:
            self.show("\n".join(as_text(found)))
        return 0

    def display_tasks(self, options: argparse.Namespace) -> int:
        """Show the tasks with how far they have come."""
        report = self.look(options)
        plan = self._plan(options, report)
        lines = [task_line(task, report) for task in plan.tasks if _named(options.agency, task.agency)]
        if options.json:
            self.show(json.dumps({"locality": plan.locality, "tasks": lines}, ensure_ascii=False, indent=2))
        for line in lines if not options.json else ():
            who = f" ({line['agency']}, {line['time']})"
            state = Attainment(str(line["verdict"])).label
            self.show(f"{line['order']:>5}. {line['task']}{who}: {line['progress'] or ELLIPSIS}. {state}")
        return 0

    def print(self, options: argparse.Namespace) -> int:
        """Print the lists as files."""
        found, edited = self._situation(options)
        formats = [name.strip() for name in options.only.split(",")]
        if unknown := [name for name in formats if name not in FORMATS]:
            raise KnownError(f'Không in được dạng "{", ".join(unknown)}"; chỉ có: {", ".join(FORMATS)}.')
        return self._show_files(plan_files.write(found, edited, options.out, formats))

    def slip(self, options: argparse.Namespace) -> int:
        """Write the slip of an agency."""
        agency, options.agency = options.agency, None
        found, edited = self._situation(options)
        if not agency:
            raise KnownError(f"Đề nghị ghi --agency: {'; '.join(plan_slip.agencies(found.plan))}.")
        return self._show_files(plan_files.write_slip(plan_slip.make(found, agency), edited, options.out))

    def _show_files(self, outcomes: Iterable[Outcome]) -> int:
        done = []
        for outcome in outcomes:
            done.append(outcome)
            if not outcome.refusal:
                self.show(outcome.message)
        if refused := refusals(done):
            raise KnownError(refused)
        return 0

    def answers(self, options: argparse.Namespace) -> int:
        """Take in the answers of a slip, or only show what they would change."""
        from exports.excel import plan_slip as slips  # noqa: PLC0415 - only what comes from a file needs it

        slip = slips.read(options.slip)

        def make(report: Report) -> list[Change]:
            changes = plan_slip.changes(report, _own_plan(report), slip)
            for item in changes:
                self.show(f"{item.name}: {item.before or 'chưa có'} → {item.after}")
            return [] if options.look else [item.change for item in changes]

        done = f"Đã nhập phiếu của {slip.agency}."
        if not options.look:
            return self.change(options, make, done)
        make(self.look(options))
        return 0

    def answer(self, options: argparse.Namespace) -> int:
        """Answer a target that no cell answers."""
        return self._answered(options, lambda plan: plan.wanted, f"Đã ghi trả lời chỉ tiêu {options.order}.")

    def answer_task(self, options: argparse.Namespace) -> int:
        """Say how far a task has come."""
        return self._answered(options, lambda plan: plan.tasks, f"Đã ghi tiến độ nhiệm vụ {options.order}.")

    def _answered(self, options: argparse.Namespace, lines: Lines, done: str) -> int:
        given = Answer(options.value, options.day, options.source, options.verdict)

        def make(report: Report) -> list[Change]:
            change = answer(report, targets.line(lines(_own_plan(report)), options.order), given)
            return [change] if change else []

        return self.change(options, make, done)

    def _plan(self, options: argparse.Namespace, report: Report) -> LocalPlan:
        """The plan that is meant."""
        from storage.workspace import Workspace  # noqa: PLC0415

        if options.locality is None and report.plan:
            return report.plan
        with Workspace.open(options.file, readonly=True) as workspace:
            return targets.plan(workspace, report, options.locality)

    def _situation(self, options: argparse.Namespace) -> tuple[Situation, datetime]:
        """How the plan that is meant stands, for one agency or all, and when its report was last edited."""
        from storage.workspace import Workspace  # noqa: PLC0415

        with Workspace.open(options.file, readonly=True) as workspace:
            report = self.chosen(workspace, options) if workspace.reports() else None
            plan = targets.plan(workspace, report, options.locality)
            named = report is not None and options.period is not None
            reports = (report,) if report and named else workspace.series(report) if report else ()
            found = targets.situation(plan, reports, report, options.year)
            edited = workspace.edited(found.report) if found.report else clock.now()
        return targets.of_agency(found, options.agency), edited


def _own_plan(report: Report) -> LocalPlan:
    """The plan by which the office of a report works."""
    if report.plan is None:
        raise KnownError("Tệp này chưa có danh sách chỉ tiêu kế hoạch; đề nghị nhập danh sách trước.")
    return report.plan


def _named(wanted: str | None, name: str) -> bool:
    return wanted is None or fold(wanted) == fold(name)


def as_json(found: Situation) -> dict[str, object]:
    """How targets stand, for other programs; numbers are decimal strings, words as they were written."""
    return {
        "targets": [_line(item) for item in found.standings],
        "counts": {str(attainment): count for attainment, count in found.counts().items()},
    }


def _line(item: Standing) -> dict[str, object]:
    target, got = item.target, item.achieved
    return {
        "order": target.order,
        "group": target.group,
        "indicator": target.indicator,
        "parent": target.parent,
        "unit": target.unit,
        "year": item.year,
        "text": item.text,
        "achieved": (str(got.number) if got.number else got.text or None) if got else None,
        "source": source(item),
        "verdict": str(item.attainment),
        "agency": target.agency,
    }


def task_line(task: PlanTask, report: Report) -> dict[str, object]:
    """A task with how far it has come, for other programs."""
    found = report.answers.get(task.id)
    return {
        "order": task.order,
        "group": task.group,
        "task": task.task,
        "agency": task.agency,
        "partners": task.partners,
        "time": task.time,
        "targets": list(task.targets),
        "progress": found.value if found else "",
        "day": found.day if found else "",
        "source": found.source if found else "",
        "verdict": str(standing_of(report, task)),
        "note": task.note,
    }


def source(item: Standing) -> str:
    """Where what was achieved is from: the cell as files name it, or what the answer says."""
    if item.achieved and item.achieved.answer:
        return item.achieved.answer.source
    return item.target.answering


def as_text(found: Situation) -> Iterator[str]:
    """How targets stand, for a person."""
    when = found.report.period.label if found.report else "chưa có báo cáo nào"
    counts = ", ".join(f"{count} {attainment.label.lower()}" for attainment, count in found.counts().items())
    yield f"Kế hoạch của {found.plan.locality}, mục tiêu năm {found.year}, {when}: {len(found.standings)} chỉ tiêu"
    yield counts
    group = None
    for item in found.standings:
        if item.target.group != group:
            group = item.target.group
            yield ""
            yield group or "Chỉ tiêu"
        yield _sentence(item)


def _sentence(item: Standing) -> str:
    target = item.target
    has_unit = target.unit in item.text or ("%" in item.text and "%" in target.unit)
    text = with_unit(item.text or "-", "" if has_unit or not item.goal else target.unit).replace(NBSP, " ")
    wanted = f"mục tiêu {text}, thực hiện {item.got or ELLIPSIS}"
    return f"{target.order:>5}. {target.full}: {wanted}. {item.attainment.label}"
