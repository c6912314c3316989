"""The commands between offices: who reports to whom, what arrived, what it adds up to. Never imports Qt."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forms.values import clock
from forms.values import period as periods
from forms.values.style import day_in_figures
from forms.values.text import abridged
from ui.cli.command_line import CommandLine

if TYPE_CHECKING:
    from ui.jobs.consolidating import Result
    from ui.jobs.progress import Progress
    from ui.jobs.receiving import ReceivedItem


class ExchangeCommandLine(CommandLine):
    """The commands about the offices of a file and what they send."""

    def fill(self, commands: argparse._SubParsersAction[Any]) -> None:
        """Add every command."""
        units = commands.add_parser("units", help="xem hoặc nhập danh sách đơn vị của tệp làm việc")
        units.add_argument("file", metavar="TỆP", type=Path)
        units.add_argument("--import", dest="source", type=Path, metavar="ĐƠN_VỊ.csv", help=_COLUMNS)
        units.add_argument(
            "--alias", metavar="TÊN=ĐƠN VỊ", action="append", default=[], help="tên cấp dưới ghi là đơn vị nào của tệp"
        )
        units.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
        units.set_defaults(run=self.units)

        receive = commands.add_parser("receive", help="nhận báo cáo cấp dưới gửi; mã thoát 1 khi còn tệp chờ xem")
        receive.add_argument("file", metavar="TỆP", type=Path)
        receive.add_argument(
            "paths", metavar="NƠI", type=Path, nargs="+", help="tệp, thư mục, tệp nén, thư (.eml, .msg)"
        )
        receive.add_argument("--accept-edited", action="store_true", help="nhận cả bản đã sửa tay sau khi kết xuất")
        receive.add_argument(
            "--accept-new-units", action="store_true", help="đưa đơn vị lạ vào dưới đơn vị chủ tệp, hoặc theo tệp ghi"
        )
        receive.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
        receive.set_defaults(run=self.receive)

        consolidate = commands.add_parser("consolidate", help="tổng hợp số liệu cấp dưới")
        consolidate.add_argument("file", metavar="TỆP", type=Path)
        self.choose(consolidate)
        consolidate.add_argument("--write", action="store_true", help="đưa số tổng hợp vào báo cáo đang làm")
        consolidate.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
        consolidate.set_defaults(run=self.consolidate)

        status = commands.add_parser("status", help="ai đã gửi, ai chưa, ai trễ, báo cáo đã dùng nào có bản mới")
        status.add_argument("file", metavar="TỆP", type=Path)
        self.choose(status)
        status.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
        status.set_defaults(run=self.status)

    def status(self, options: argparse.Namespace) -> int:
        """Tell where the reports of lower offices stand."""
        from storage.workspace import Workspace  # noqa: PLC0415 - help needs no database
        from ui.jobs import progress  # noqa: PLC0415

        period = periods.parse(options.period) if options.period else None
        with Workspace.open(options.file, readonly=True) as workspace:
            found = progress.find(workspace, options.unit, period, options.template, clock.today())
        if options.json:
            self.show(json.dumps(_progress(found), ensure_ascii=False, indent=2))
            return 0
        self.show(f"{found.draft.unit.name}, {found.draft.period.label}: {found.sentence}.")
        if found.missing:
            self.show(f"Chưa gửi: {', '.join(one.name for one in found.offices if not one.there)}.")
        for late in found.late:
            how = "gửi" if late.there else "chưa gửi,"
            until = late.due.in_words if late.due else ""
            self.show(f"{late.name}: {how} quá hạn {late.late:02} ngày ({until}).")
        for stale in found.stale:
            self.show(stale.sentence)
            for one in stale.effects:
                self.show(f"    {progress.effect(one)}")
        for unseen in found.unseen:
            self.show(unseen.sentence)
        if own := [one for one in found.stale if one.user.id == found.draft.unit.id and found.draft.locked]:
            self.show(f'Để báo cáo lại: reopen --reason "{progress.cause(own, found.unused)}"')
        return 0

    def receive(self, options: argparse.Namespace) -> int:
        """Take in what lower offices sent."""
        from storage.intake import Yes  # noqa: PLC0415 - help needs no database
        from storage.workspace import Workspace  # noqa: PLC0415
        from ui.jobs import receiving  # noqa: PLC0415

        yes = Yes(edited=options.accept_edited, new_units=options.accept_new_units)
        with Workspace.open(options.file) as workspace:
            items = receiving.receive(workspace, options.paths, yes, self.who)
        received = sum(item.received for item in items)
        if options.json:
            data = {"items": list(map(_item, items)), "received": received}
            self.show(json.dumps(data, ensure_ascii=False, indent=2))
        else:
            for item in items:
                line = _item(item)
                office = f"{line['unit']} {line['period']} ".lstrip()
                self.show(abridged(f"{line['verdict']}: {office}“{line['path']}”. {line['remark']}".strip()))
            self.show(f"Đã nhận {received} báo cáo.")
        return 1 if any(item.judgement.verdict.waits for item in items) else 0

    def consolidate(self, options: argparse.Namespace) -> int:
        """Add up what lower offices sent."""
        from storage.workspace import Workspace  # noqa: PLC0415 - help needs no database
        from ui.jobs import consolidating, matrix  # noqa: PLC0415

        period = periods.parse(options.period) if options.period else None
        with Workspace.open(options.file, readonly=not options.write) as workspace:
            result = consolidating.find(workspace, options.unit, period, options.template)
            written = matrix.write(workspace, result, self.who) if options.write else 0
        data = _consolidation(result)
        if options.json:
            self.show(json.dumps(data, ensure_ascii=False, indent=2))
            return 0
        counts = data["units"]
        total = counts["counted"] + len(counts["missing"])
        self.show(f"{data['unit']}, {result.draft.period.label}: {counts['counted']}/{total} đơn vị.")
        if counts["missing"]:
            self.show(f"Chưa gồm: {', '.join(counts['missing'])}.")
        for finding in data["findings"]:
            self.show(finding["message"])
        if options.write:
            self.show(f"Đã đưa số tổng hợp vào {written} ô.")
        return 0

    def units(self, options: argparse.Namespace) -> int:
        """Take in a list of offices, or show those of the file."""
        from storage.tables import unit_list  # noqa: PLC0415 - help needs no database
        from storage.workspace import Workspace  # noqa: PLC0415
        from ui.jobs import unit_lists  # noqa: PLC0415

        if options.source or options.alias:
            with (
                Workspace.open_or_create(options.file) if options.source else Workspace.open(options.file) as workspace
            ):
                count, added = unit_lists.take_in(workspace, options.source) if options.source else (0, 0)
                sentences = [unit_lists.alias(workspace, text, clock.today(), self.who) for text in options.alias]
                lines = unit_list.lines(workspace.units(), clock.today())
        else:
            with Workspace.open(options.file, readonly=True) as workspace:
                lines = unit_list.lines(workspace.units(), clock.today())
        if options.json:
            self.show(json.dumps({"units": lines}, ensure_ascii=False, indent=2))
        elif options.source or options.alias:
            if options.source:
                self.show(f"Đã nhận {count} đơn vị, {added} đơn vị mới.")
            for sentence in sentences:
                self.show(sentence)
        else:
            for line in lines:
                self.show(_in_words(line))
        return 0


_COLUMNS = (
    "tệp CSV, XLSX có cột name, level (tên đơn vị, cấp); tùy chọn code, parent, from, until, predecessors, email, phone"
)


def _in_words(line: dict[str, Any]) -> str:
    """An office as a line for a person."""
    parts = [
        ", ".join([line["name"], *reversed(line["path"])]),
        line["level"],
        f"mã {line['code']}" if line["code"] else "",
        f"từ {day_in_figures(date.fromisoformat(line['from']))}" if line["from"] else "",
        f"đến {day_in_figures(date.fromisoformat(line['until']))}" if line["until"] else "",
        f"thay cho {', '.join(line['predecessors'])}" if line["predecessors"] else "",
        line["email"],
        line["phone"],
    ]
    return "; ".join(filter(None, parts))


def _item(item: ReceivedItem) -> dict[str, Any]:
    """A file that was looked into, for programs."""
    report = item.sending.report if item.sending else None
    return {
        "path": item.path,
        "unit": report.unit.name if report else "",
        "period": report.period.code if report else "",
        "revision": item.sending.number if item.sending else 0,
        "verdict": str(item.judgement.verdict),
        "changes": item.judgement.changes,
        "counts": item.counts,
        "remark": item.judgement.remark + _hint(item),
    }


def _hint(item: ReceivedItem) -> str:
    """How to say which office it is, where that is the question."""
    if not item.judgement.choices or item.sending is None:
        return ""
    return f' Nếu là một trong số đó: units TỆP --alias "{item.sending.report.unit.name}=TÊN TRONG DANH SÁCH".'


def _consolidation(result: Result) -> dict[str, Any]:
    """A consolidation for programs; numbers are decimal strings."""
    found, below = result.found, result.found.below
    return {
        "unit": result.draft.unit.name,
        "period": result.draft.period.code,
        "units": {"counted": below.whole, "missing": list(below.absent)},
        "cells": [
            {
                "figure": item.address.figure,
                "row": found.report.path(found.report.template.figures[item.address.figure], item.address.row),
                "measure": item.address.measure,
                "how": str(item.how),
                "value": str(item.cell.number) if item.cell and item.cell.number else None,
                "state": str(item.state),
                "counted": item.counted,
                "missing": item.missing,
            }
            for item in found.cells
        ],
        "findings": [remark._asdict() for remark in result.remarks],
    }


def _progress(found: Progress) -> dict[str, Any]:
    """Where lower offices stand, for programs."""
    return {
        "unit": found.draft.unit.name,
        "period": found.draft.period.code,
        "state": str(found.draft.state),
        "units": [
            {
                "unit": one.unit.name,
                "received": one.received.at.isoformat() if one.received else None,
                "revision": one.received.number if one.received else None,
                "state": one.received.state if one.received else None,
                "returned": one.returned.returned if one.returned else None,
                "period": one.period.code,
                "into": list(one.into),
                "awaited": one.awaited,
                "due": one.due.last.isoformat() if one.due else None,
                "late": max(one.late, 0),
            }
            for one in found.offices
        ],
        "missing": found.missing,
        "late": [one.unit.name for one in found.late],
        "stale": [
            {
                "report": one.user.name,
                "unit": one.unit.name,
                "used": one.used,
                "now": one.now,
                "changes": one.changes if one.compared else None,
                "effects": [asdict(item) for item in one.effects],
            }
            for one in found.stale
        ],
        "unseen": [{"report": one.user.name, "reports": one.count} for one in found.unseen],
        "unused": [one.name for one in found.unused],
    }
