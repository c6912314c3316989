"""The command about deadlines: the list of a file, and what of it is due when. Never imports Qt."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from forms.definitions import loading
from forms.offices.deadlines import left
from forms.values import clock
from storage.tables.deadlines import KeptDeadline
from ui.cli.command_line import CommandLine
from ui.jobs import deadlines
from ui.jobs.deadlines import Agendum


class DeadlineCommandLine(CommandLine):
    """The command about deadlines."""

    def fill(self, commands: argparse._SubParsersAction[Any]) -> None:
        """Add the command."""
        parser = commands.add_parser("deadlines", help="hạn nộp báo cáo: xem, nhập danh sách của địa phương")
        parser.add_argument("file", metavar="TỆP", type=Path)
        parser.add_argument("--import", dest="list", metavar="DANH_SÁCH", type=Path, help="tệp CSV hoặc XLSX để nhập")
        parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
        parser.set_defaults(run=self.deadlines)

    def deadlines(self, options: argparse.Namespace) -> int:
        """Import a list, and say what the file knows of deadlines."""
        from storage.workspace import Workspace  # noqa: PLC0415 - help needs no database

        if options.list is not None:
            with Workspace.open(options.file) as workspace:
                new, known = deadlines.take(workspace, options.list, self.who)
            if not options.json:
                self.show(f"Đã nhập {new} hạn nộp" + (f"; {known} hạn đã có từ trước." if known else "."))
        today = clock.today()
        with Workspace.open(options.file, readonly=True) as workspace:
            kept, due = workspace.deadlines(), deadlines.agenda(workspace, today)
        if options.json:
            self.show(json.dumps(_as_json(kept, due, today), ensure_ascii=False, indent=2))
        else:
            self._show(kept, due, today)
        return 0

    def _show(self, kept: list[KeptDeadline], due: list[Agendum], today: date) -> None:
        levels = loading.levels(loading.choices())
        if not kept:
            self.show("Tệp này chưa có hạn nộp nào; để nhập: --import DANH_SÁCH.csv (cột kỳ, hạn, văn bản …).")
        for item in kept:
            line = item.line
            to = f", gửi {line.receiver}" if line.receiver else ""
            self.show(f"{line.period_label}: {line.due} ({line.whom(levels)}{to}), theo {line.document}")
        for each in due:
            time = left(each.due.last, today) + ("" if each.begun else ", chưa tạo báo cáo")
            to = f" gửi {each.due.deadline.receiver}" if each.due.deadline.receiver else ""
            self.show(f"Cần nộp: {each.unit.name}, {each.period.label}{to}: {each.due.in_words}, {time}.")
            if each.due.moved:
                self.show(each.due.moved)


def _as_json(kept: list[KeptDeadline], due: list[Agendum], today: date) -> dict[str, object]:
    """What the command prints for programs; days as ISO, "" where there is none."""
    return {
        "today": today.isoformat(),
        "deadlines": [
            {name: _text(value) for name, value in asdict(item.line).items()} | {"who": item.who, "at": item.at}
            for item in kept
        ],
        "due": [
            {
                "unit": each.unit.name,
                "period": each.period.code,
                "template": each.template,
                "receiver": each.due.deadline.receiver,
                "last": each.due.last.isoformat(),
                "in_words": each.due.in_words,
                "late": max(each.due.late(today), 0),
                "begun": each.begun,
                "source": each.due.deadline.document,
                "moved": each.due.moved,
            }
            for each in due
        ],
    }


def _text(value: str | date | None) -> str:
    return value.isoformat() if isinstance(value, date) else value or ""
