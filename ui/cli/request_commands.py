"""The commands about agencies that are asked for numbers: ask, take in replies, who owes what. Never imports Qt."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from forms.document.owing import Owing, holder, owing
from forms.document.reply import Difference, Reply, differences
from forms.document.request import chosen, make
from forms.errors import KnownError
from forms.values import clock
from forms.values.style import day_at, day_in_figures, typed_day
from ui.cli.command_line import CommandLine
from ui.jobs import requests
from ui.jobs.exporting import refusals


class RequestCommandLine(CommandLine):
    """The commands about requests for data."""

    def fill(self, commands: argparse._SubParsersAction[Any]) -> None:
        """Add every command, under one name."""
        group = commands.add_parser("slip", help="phiếu đề nghị cung cấp số liệu: lập, nhập trả lời, ai còn nợ số")
        under = group.add_subparsers(metavar="VIỆC", required=True)

        making = self.add(under, "make", "lập phiếu cho các mục (XLSX để ghi số, PDF và Word để gửi)", self.make)
        making.add_argument("sections", metavar="MỤC", nargs="+", help="số hoặc mã của mục: II.1")
        making.add_argument("--out", metavar="THƯ_MỤC", type=Path, required=True, help="nơi ghi các tệp")
        making.add_argument("--agency", default="", help="cơ quan được đề nghị; bỏ trống là cơ quan giữ số của mục")
        making.add_argument("--due", default="", metavar="NGÀY", help="đề nghị gửi lại chậm nhất ngày: 15/11/2024")
        making.add_argument("--all-periods", action="store_true", help="hỏi mọi kỳ cạnh nhau, không riêng kỳ mới nhất")
        making.add_argument(
            "--only", default=",".join(requests.FORMATS), help=f"vài dạng: {','.join(requests.FORMATS)}"
        )

        handing = self.add(under, "hand-out", "xuất biểu Excel cho đơn vị cấp dưới điền, kèm công văn", self.hand_out)
        handing.add_argument("--to", metavar="ĐƠN_VỊ", nargs="+", default=[], help="bỏ trống là mọi đơn vị chưa gửi")
        handing.add_argument("--sections", metavar="MỤC", nargs="+", default=[], help="vài mục; bỏ trống là tất cả")
        handing.add_argument("--out", metavar="THƯ_MỤC", type=Path, required=True, help="nơi ghi các tệp")
        handing.add_argument("--due", default="", metavar="NGÀY", help="đề nghị gửi lại chậm nhất ngày: 15/11/2024")

        answers = self.add(under, "answers", "xem phiếu gửi lại đổi số nào; --yes để nhập tất cả", self.answers)
        answers.add_argument("replies", metavar="PHIẾU.xlsx", type=Path, nargs="+")
        answers.add_argument("--yes", action="store_true", help="nhập các thay đổi vào báo cáo")
        answers.add_argument("--json", action="store_true", help="in kết quả dạng JSON")

        owed = self.add(under, "owed", "mục nào đã đề nghị cơ quan nào, bao giờ, đã trả lời chưa", self.owed)
        owed.add_argument("--json", action="store_true", help="in kết quả dạng JSON")

        holding = under.add_parser("holder", help="ghi ai giữ số liệu của các mục, nhớ cho báo cáo các kỳ sau")
        holding.add_argument("file", metavar="TỆP", type=Path)
        holding.add_argument("sections", metavar="MỤC", nargs="+", help="số hoặc mã của mục: II.1")
        holding.add_argument("--agency", default="", help="phòng, cơ quan; bỏ trống là theo mẫu báo cáo")
        holding.add_argument("--person", default="", help="họ tên người giữ số liệu")
        holding.add_argument("--phone", default="", help="điện thoại")
        self.choose(holding)
        holding.set_defaults(run=self.hold)

    def make(self, options: argparse.Namespace) -> int:
        """Write requests and remember that they were made."""
        formats = [name.strip() for name in options.only.split(",")]
        if unknown := [name for name in formats if name not in requests.FORMATS]:
            known = ", ".join(requests.FORMATS)
            raise KnownError(f'Không lập được phiếu dạng "{", ".join(unknown)}"; chỉ có: {known}.')
        due = typed_day(options.due)
        workspace, report = self.opened(options)
        with workspace:
            today = clock.today()
            whom = requests.by_agency(workspace, report, options.sections, options.agency, today)
            wanted = [
                make(report, sections, agency, today, due, all_periods=options.all_periods)
                for agency, sections in whom.items()
            ]
            done = []
            for outcome in requests.write(workspace, wanted, options.out, self.who, formats):
                done.append(outcome)
                if not outcome.refusal:
                    self.show(f"Đã ghi {outcome.path}")
        if refusal := refusals(done):
            raise KnownError(refusal)
        return 0

    def hold(self, options: argparse.Namespace) -> int:
        """Remember who holds the numbers of sections."""
        said = holder(options.agency, options.person, options.phone)
        workspace, report = self.opened(options)
        with workspace:
            found = chosen(report, options.sections)
            workspace.entrust(report.template.code, [section.code for section in found], said, self.who)
        numbers = ", ".join(section.number for section in found)
        self.show(f"Đã ghi: mục {numbers} do {said.in_words or 'cơ quan theo mẫu báo cáo'} giữ số liệu.")
        return 0

    def hand_out(self, options: argparse.Namespace) -> int:
        """Write a workbook for each lower office, and the letter that goes with them."""
        from ui.jobs.letters import handing_out  # noqa: PLC0415 - help needs none of it

        due = typed_day(options.due)
        workspace, report = self.opened(options)
        with workspace:
            units = handing_out.whom(workspace, report, options.to)
            done = list(
                handing_out.hand_out(workspace, report, units, options.out, clock.today(), due, options.sections)
            )
        for outcome in done:
            if not outcome.refusal:
                self.show(f"Đã ghi {outcome.path}")
        if refusal := refusals(done):
            raise KnownError(refusal)
        return 0

    def answers(self, options: argparse.Namespace) -> int:
        """Show what replies change, and with a yes make it so: all of it or nothing."""
        replies = requests.read(options.replies)
        workspace, report = self.opened(options)
        with workspace:
            found = differences(report, replies)
            if options.yes:
                requests.take(workspace, report, replies, found, self.who)
        if options.json:
            self.show(json.dumps(_as_json(replies, found, taken=options.yes), ensure_ascii=False, indent=2))
            return 0
        for one in found:
            self.show(_text(one))
        names = ", ".join(dict.fromkeys(reply.agency for reply in replies))
        if not found:
            self.show(f"Phiếu của {names} không đổi số nào.")
        elif options.yes:
            self.show(f"Đã nhập {len(found)} thay đổi từ phiếu của {names}.")
        else:
            self.show(f"{len(found)} thay đổi từ phiếu của {names}, chưa nhập; để nhập tất cả: thêm --yes.")
        return 0

    def owed(self, options: argparse.Namespace) -> int:
        """Say which agency was asked for which section, and whether it replied."""
        workspace, report = self.opened(options)
        with workspace:
            found = owing(report, workspace.requests(report), clock.today(), workspace.holders(report.template.code))
        if options.json:
            self.show(json.dumps({"sections": [_line(one) for one in found]}, ensure_ascii=False, indent=2))
            return 0
        for line in _lines(found):
            self.show(line)
        return 0


def _text(one: Difference) -> str:
    """A change in a line."""
    doubt = f" ({one.doubt})" if one.doubt else ""
    return f"{one.period.label}, {one.name}: {one.before or 'chưa có'} → {one.after}{doubt}"


def _as_json(replies: Sequence[Reply], found: Iterable[Difference], *, taken: bool) -> dict[str, object]:
    """What replies change, for other programs."""
    return {
        "agencies": list(dict.fromkeys(reply.agency for reply in replies)),
        "taken": taken,
        "changes": [
            {
                "period": one.period.code,
                "section": one.section,
                "cell": one.name,
                "before": one.before,
                "after": one.after,
                "doubt": one.doubt,
            }
            for one in found
        ],
    }


def _line(one: Owing) -> dict[str, object]:
    """How a section stands, for other programs; days and times as ISO, None where there is none."""
    asked = one.asked
    return {
        "section": one.section.code,
        "title": one.section.title,
        "agency": one.agency,
        "person": one.holder.person,
        "phone": one.holder.phone,
        "asked": asked.at.isoformat() if asked else None,
        "due": asked.due.isoformat() if asked and asked.due else None,
        "answered": asked.replied.isoformat() if asked and asked.replied else None,
        "standing": str(one.standing),
        "filled": one.full,
        "cells": one.cells,
    }


def _lines(found: Iterable[Owing]) -> Iterable[str]:
    for one in found:
        days = ", ".join(_days(one))
        state = f"{one.standing.label} ({days})" if days else one.standing.label
        whom = one.holder.in_words or "chưa rõ cơ quan"
        code = "" if one.section.code == one.section.number else f" ({one.section.code})"
        yield f"{one.section.number}{code}. {one.section.title}: {whom}. {state}"


def _days(one: Owing) -> Iterable[str]:
    """When an agency was asked, until when, and when it replied."""
    if one.asked:
        yield f"đề nghị {day_at(one.asked.at)}"
        if one.asked.due:
            yield f"hạn {day_in_figures(one.asked.due)}"
        if one.asked.replied:
            yield f"trả lời {day_at(one.asked.replied)}"
