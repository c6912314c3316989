"""The command about what is to be done: over all files, by day and by who holds the numbers. Never imports Qt."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from forms.document.owing import Owing
from forms.offices.deadlines import left
from forms.report.changes import ReportState
from forms.values import clock
from forms.values.period import parse
from forms.values.style import typed_day
from forms.values.text import first_named
from ui.cli.command_line import CommandLine
from ui.jobs.agenda import files
from ui.jobs.agenda.files import Unread
from ui.jobs.agenda.holding import Debtor, debtors
from ui.jobs.agenda.on_request import Asking, make
from ui.jobs.agenda.waiting import HEADS, Urgency, WaitingReport, order, rows
from ui.preferences import PreferencesFile

_MOST = 3  # reports that are named


class AgendaCommandLine(CommandLine):
    """The command about what is to be done."""

    def fill(self, commands: argparse._SubParsersAction[Any]) -> None:
        """Add the command."""
        parser = commands.add_parser("agenda", help="việc của tôi: báo cáo nào đến hạn, còn thiếu gì, ai giữ số")
        about = "bỏ trống là các tệp mở gần đây và tệp trong thư mục báo cáo"
        parser.add_argument("files", metavar="TỆP", type=Path, nargs="*", help=about)
        parser.add_argument("--messages", action="store_true", help="in lời nhắn cho từng nơi giữ số liệu")
        parser.add_argument("--csv", action="store_true", help="in bảng dạng CSV, có hạn cũ và cả hai văn bản")
        parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
        parser.set_defaults(run=self.agenda)
        asked = self.add(commands, "on-request", "tạo báo cáo theo văn bản yêu cầu, trong tệp riêng", self.on_request)
        asked.add_argument("--out", metavar="TỆP_MỚI.bc42", type=Path, required=True, help="tệp của báo cáo mới")
        asked.add_argument("--letter", required=True, metavar="VĂN_BẢN", help='"Công văn số 15/ĐTTr"')
        asked.add_argument("--by", required=True, metavar="CƠ_QUAN", help="cơ quan yêu cầu, cũng là nơi kính gửi")
        asked.add_argument("--due", required=True, metavar="HẠN", help='"trước 30/11/2025"')
        asked.add_argument("--issued", default="", metavar="NGÀY", help="ngày của văn bản: 03/11/2025")
        asked.add_argument("--about", default="", metavar="VIỆC", help="về việc gì")
        asked.add_argument("--on", default="", metavar="KỲ", help="kỳ được hỏi: 2021..2024; bỏ trống là kỳ này")
        asked.add_argument("--ground", action="append", default=[], metavar="CĂN_CỨ", help="căn cứ in thêm")
        asked.add_argument("--copy", action="append", default=[], metavar="NƠI_NHẬN", help="một dòng của nơi nhận")

    def agenda(self, options: argparse.Namespace) -> int:
        """Say what is due when, what is wanting and who holds it; returns 1 where something is late or unread."""
        today = clock.today()
        found = list(files.look(options.files or files.known(PreferencesFile().read()), today))
        entries = sorted((one for one in found if isinstance(one, WaitingReport)), key=lambda one: order(one, today))
        unread = [one for one in found if isinstance(one, Unread)]
        whom = debtors(entries, today)
        if options.json:
            self.show(json.dumps(_as_json(entries, unread, whom, today), ensure_ascii=False, indent=2))
        elif options.csv:
            from exports import values  # noqa: PLC0415 - only what is written needs it

            lines = [line for one in entries for line in rows(one, today)]
            self.show(values.write([HEADS, *lines]).rstrip("\n"))
        elif options.messages:
            self.show("\n\n".join(one.message(today) for one in whom) or _nobody_asked(entries, today))
        else:
            self._show(entries, today)
        for one in unread if not options.json else ():
            tell = self.warn if options.csv else self.show  # a table for other programs has its rows alone
            tell(f'Chưa xem được "{one.path}": {one.reason}')
        return 1 if unread or any(one.urgency(today) is Urgency.LATE for one in entries) else 0

    def on_request(self, options: argparse.Namespace) -> int:
        """Make the report that a letter asks for."""
        report = self.look(options)
        issued = typed_day(options.issued)
        says = {"grounds": "\n".join(options.ground), "recipients": "\n".join(options.copy)}
        asking = Asking(options.letter, options.by, options.due, issued, options.about, says)
        when = parse(options.on) if options.on else report.period
        make(report, when, asking, options.out, self.who)
        self.show(f"Đã tạo báo cáo {when.label} theo {asking.in_words} trong {options.out}.")
        return 0

    def _show(self, entries: Sequence[WaitingReport], today: date) -> None:
        if not entries:
            self.show("Không có báo cáo nào phải nộp.")
        for urgency, some in groupby(entries, key=lambda one: one.urgency(today)):
            self.show(f"{urgency.label}:")
            for entry in some:
                self.show(f"  {entry.called} ({entry.path.name})")
                for due in entry.dues:
                    to = f" gửi {due.deadline.receiver}" if due.deadline.receiver else ""
                    self.show(f"    Nộp{to} {due.in_words} ({left(due.last, today)}), theo {due.deadline.document}")
                    if due.moved:
                        self.show(f"    {due.moved}")
                filled = f"đã nhập {entry.percent}%, " if entry.state else ""
                self.show(f"    {filled}{', '.join(entry.wants())}")
                for one in entry.owing:
                    if one.full < one.cells:
                        whom = one.holder.in_words or "chưa rõ nơi giữ"
                        title = f"{one.section.number}. {one.section.short}"
                        self.show(f"    Mục {title}: thiếu {one.cells - one.full} ô, {whom}")


def _nobody_asked(entries: Sequence[WaitingReport], today: date) -> str:
    """Why there is no message to anybody."""
    old = [one.called for one in entries if one.state is ReportState.DRAFT and one.urgency(today) is Urgency.OLD]
    if not old:
        return "Không còn số liệu nào phải hỏi."
    return f"Không hỏi cho báo cáo quá hạn đã hơn một năm: {first_named(old, _MOST, 'báo cáo')}."


def _as_json(
    entries: Sequence[WaitingReport], unread: Sequence[Unread], whom: Sequence[Debtor], today: date
) -> dict[str, object]:
    """What the command prints for programs; days as ISO, "" where there is none."""
    return {
        "today": today.isoformat(),
        "reports": [_entry(entry, today) for entry in entries],
        "holders": [
            {
                "agency": one.holder.agency,
                "person": one.holder.person,
                "phone": one.holder.phone,
                "cells": one.cells,
                "message": one.message(today),
            }
            for one in whom
        ],
        "unread": [{"file": str(one.path), "reason": one.reason, "away": one.away} for one in unread],
    }


def _entry(entry: WaitingReport, today: date) -> dict[str, object]:
    return {
        "file": str(entry.path),
        "unit": entry.unit,
        "period": entry.period.code,
        "template": entry.template,
        "request": entry.request,
        "urgency": str(entry.urgency(today)),
        "state": str(entry.state) if entry.state else "",
        "due": [
            {
                "last": due.last.isoformat(),
                "in_words": due.in_words,
                "receiver": due.deadline.receiver,
                "late": max(due.late(today), 0),
                "source": due.deadline.document,
                "moved": due.moved,
            }
            for due in entry.dues
        ],
        "filled": entry.filled[0],
        "cells": entry.filled[1],
        "errors": entry.errors,
        "warnings": entry.warnings,
        "missing": list(entry.missing),
        "on_paper": entry.on_paper,
        "sections": [_section(one) for one in entry.owing],
    }


def _section(one: Owing) -> dict[str, object]:
    return {
        "section": one.section.code,
        "filled": one.full,
        "cells": one.cells,
        "agency": one.holder.agency,
        "person": one.holder.person,
        "phone": one.holder.phone,
    }
