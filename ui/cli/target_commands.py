"""The commands about the plan of a locality: its targets, how they stand, what answers them. Never imports Qt."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from typing import Any

from forms.checks.attainment import Standing
from forms.errors import KnownError
from forms.report.changes import Change
from forms.report.filling import Refusal
from forms.report.plan import Answer, Attainment
from forms.report.report import Report
from forms.values.text import fold
from ui.cli.command_line import CommandLine
from ui.jobs import targets
from ui.jobs.targets import Situation

_MOST_TOLD = 100
_LOCALITY = "địa phương của kế hoạch; bỏ trống là kế hoạch mà đơn vị của báo cáo theo"


class TargetCommandLine(CommandLine):
    """The commands about plan targets and tasks."""

    def fill(self, commands: argparse._SubParsersAction[Any]) -> None:
        """Add every command, under one name."""
        group = commands.add_parser("targets", help="chỉ tiêu kế hoạch của địa phương: nhập, xem, trả lời, in, giao")
        under = group.add_subparsers(metavar="VIỆC", required=True)

        bringing = self.add(under, "import", "nhập danh sách chỉ tiêu (thay danh sách cũ của địa phương đó)", self.take)
        bringing.add_argument("list", metavar="DANH_SÁCH", help="tệp CSV, XLSX; hoặc " + ", ".join(targets.shipped()))
        bringing.add_argument("--locality", required=True, help="tên địa phương của kế hoạch")

        showing = self.add(under, "show", "xem chỉ tiêu: mục tiêu, thực hiện, đánh giá", self.display)
        showing.add_argument("--year", type=int, help="năm của mục tiêu; bỏ trống là năm gần nhất từ kỳ báo cáo")
        showing.add_argument("--locality", help=_LOCALITY)
        showing.add_argument("--agency", help="chỉ của một cơ quan chủ trì")
        showing.add_argument("--group", help="chỉ của một nhóm")
        showing.add_argument("--verdict", choices=[*Attainment], help="chỉ có đánh giá này")
        showing.add_argument("--json", action="store_true", help="in kết quả dạng JSON")

        answering = self.add(under, "answer", "trả lời chỉ tiêu không có ô số liệu trong báo cáo", self.answer)
        answering.add_argument("order", metavar="SỐ", type=int, help="số thứ tự của chỉ tiêu")
        answering.add_argument("value", nargs="?", default="", metavar="GIÁ_TRỊ", help="số hoặc chữ; bỏ trống để xóa")
        answering.add_argument("--day", default="", help="ngày của số liệu: 15/11/2024")
        answering.add_argument("--source", default="", help="nguồn của số liệu")
        answering.add_argument(
            "--verdict", default="", choices=["", *Attainment], help="đánh giá, với mục tiêu bằng chữ"
        )
        answering.add_argument("--locality", help=_LOCALITY)

    def take(self, options: argparse.Namespace) -> int:
        """Import a list of targets."""
        from storage.workspace import Workspace  # noqa: PLC0415 - help needs no database

        rows = targets.opened(options.list)
        with Workspace.open(options.file) as workspace:
            report = self.chosen(workspace, options) if workspace.reports() else None
            found = targets.take(workspace, rows, options.locality, self.who, report)
        wanted = found.plan.wanted
        years = ", ".join(map(str, found.plan.years))
        self.show(
            f"Đã nhập {len(wanted)} chỉ tiêu của {found.plan.locality}, mục tiêu năm {years}; "
            f"{found.linked} chỉ tiêu có ô số liệu trong báo cáo."
        )
        self.tell(found.remarks)
        return 0

    def tell(self, remarks: tuple[Refusal, ...]) -> None:
        """Say what is to be told of the lines of a list."""
        for remark in remarks[:_MOST_TOLD]:
            self.show(f"Lưu ý, dòng {remark.line}: {remark.reason}.")
        if len(remarks) > _MOST_TOLD:
            self.show(f"Lưu ý: còn {len(remarks) - _MOST_TOLD} dòng khác.")

    def display(self, options: argparse.Namespace) -> int:
        """Show how the targets stand."""
        found = self.situation(options)
        chosen = [
            item
            for item in found.standings
            if _named(options.agency, item.target.agency)
            and _named(options.group, item.target.group)
            and options.verdict in (None, item.attainment)
        ]
        found = Situation(found.plan, found.year, found.report, tuple(chosen))
        if options.json:
            self.show(json.dumps(as_json(found), ensure_ascii=False, indent=2))
        else:
            self.show("\n".join(as_text(found)))
        return 0

    def situation(self, options: argparse.Namespace) -> Situation:
        """How the plan that is meant stands."""
        from storage.workspace import Workspace  # noqa: PLC0415

        with Workspace.open(options.file, readonly=True) as workspace:
            report = self.chosen(workspace, options) if workspace.reports() else None
            plan = targets.plan(workspace, report, options.locality)
            year = options.year
            named = report is not None and options.period is not None
            reports = (report,) if report and named else workspace.series(report) if report else ()
            return targets.situation(plan, reports, report, year)

    def answer(self, options: argparse.Namespace) -> int:
        """Answer a target that no cell answers."""
        said = Answer(options.value, options.day, options.source, options.verdict)

        def make(report: Report) -> list[Change]:
            if report.plan is None:
                raise KnownError("Tệp này chưa có danh sách chỉ tiêu kế hoạch; đề nghị nhập danh sách trước.")
            change = targets.answer(report, targets.line(report.plan.wanted, options.order), said)
            return [change] if change else []

        return self.change(options, make, f"Đã ghi trả lời chỉ tiêu {options.order}.")


def _named(wanted: str | None, name: str) -> bool:
    return wanted is None or fold(wanted) == fold(name)


def as_json(found: Situation) -> dict[str, object]:
    """How targets stand, for other programs; numbers are decimal strings, words as they were written."""
    return {
        "locality": found.plan.locality,
        "year": found.year,
        "period": found.report.period.code if found.report else None,
        "targets": [_line(item) for item in found.standings],
        "counts": {str(attainment): count for attainment, count in found.counts().items()},
    }


def _line(item: Standing) -> dict[str, object]:
    target, got = item.target, item.achieved
    answer = got.answer if got else None
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
        "day": answer.day if answer else "",
        "verdict": str(item.attainment),
        "agency": target.agency,
        "note": target.note,
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
        yield _said(item)


def _said(item: Standing) -> str:
    target = item.target
    over = f"{target.parent} – " if target.parent else ""
    name = over + target.indicator.lstrip("-–+ ")
    got = item.achieved.text if item.achieved and item.achieved.text else "…"
    unit = f" {target.unit}" if target.unit and item.goal else ""
    return f"{target.order:>5}. {name}: mục tiêu {item.text or '-'}{unit}, thực hiện {got}. {item.attainment.label}"
