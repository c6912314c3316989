"""The commands between offices: who reports to whom, what arrived, what it adds up to. Never imports Qt."""

from __future__ import annotations

import argparse
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ui.cli.command_line import CommandLine


class ExchangeCommandLine(CommandLine):
    """The commands about the offices of a file and what they send."""

    def fill(self, commands: argparse._SubParsersAction[Any]) -> None:
        """Add every command."""
        units = commands.add_parser("units", help="xem hoặc nhập danh sách đơn vị của tệp làm việc")
        units.add_argument("file", metavar="TỆP", type=Path)
        units.add_argument("--import", dest="source", type=Path, metavar="ĐƠN_VỊ.csv", help=_COLUMNS)
        units.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
        units.set_defaults(run=self.units)

    def units(self, options: argparse.Namespace) -> int:
        """Take in a list of offices, or show those of the file."""
        from storage.tables import unit_list  # noqa: PLC0415 - help needs no database
        from storage.workspace import Workspace  # noqa: PLC0415
        from ui.jobs import unit_lists  # noqa: PLC0415

        if options.source:
            with Workspace.open_or_create(options.file) as workspace:
                count, added = unit_lists.take_in(workspace, options.source)
                lines = unit_list.lines(workspace.units(), _today())
        else:
            with Workspace.open(options.file, readonly=True) as workspace:
                lines = unit_list.lines(workspace.units(), _today())
        if options.json:
            self.show(json.dumps({"units": lines}, ensure_ascii=False, indent=2))
        elif options.source:
            self.show(f"Đã nhận {count} đơn vị, {added} đơn vị mới.")
        else:
            for line in lines:
                self.show(_in_words(line))
        return 0


_COLUMNS = "tệp CSV có cột name, level; tùy chọn code, parent, from, until, predecessors, email, phone"


def _in_words(line: dict[str, Any]) -> str:
    """An office as a line for a person."""
    parts = [
        ", ".join([line["name"], *reversed(line["path"])]),
        line["level"],
        f"mã {line['code']}" if line["code"] else "",
        f"từ {line['from']}" if line["from"] else "",
        f"đến {line['until']}" if line["until"] else "",
        f"thay cho {', '.join(line['predecessors'])}" if line["predecessors"] else "",
        line["email"],
        line["phone"],
    ]
    return "; ".join(filter(None, parts))


def _today() -> date:
    return datetime.now().astimezone().date()
