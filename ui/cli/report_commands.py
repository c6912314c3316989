"""The commands about the report as a whole: final, before the one who signs, issued, open again. Never imports Qt."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import Any

from forms.document import issuing, revisions
from forms.document.document import unfinished
from forms.document.handouts.figures import named
from forms.errors import KnownError
from forms.report.cells import Address
from forms.report.changes import UNSENT, Change, ReportState, SetCell
from forms.report.report import Report
from forms.sums import preliminary, sharing
from forms.values import clock
from ui.cli.command_line import CommandLine


class ReportCommandLine(CommandLine):
    """The commands that bring a report from one state to another."""

    def fill(self, commands: argparse._SubParsersAction[Any]) -> None:
        """Add every command."""
        final = self.add(commands, "finalise", "chốt báo cáo: khóa số liệu, bỏ dấu DỰ THẢO", self.finalise)
        final.add_argument("--anyway", action="store_true", help="chốt cả khi lời văn còn đoạn để trống hoặc đáng ngờ")
        sign = self.add(commands, "present", "trình ký báo cáo đã chốt, hoặc rút về", self.present)
        sign.add_argument("--back", action="store_true", help="rút về: chưa trình ký nữa")
        out = self.add(commands, "issue", "phát hành: số, ngày, nơi ban hành, người ký", self.issue)
        for key, name in issuing.LABELS.items():
            shown = {issuing.NUMBER: "312", issuing.DAY: "28/10/2024"}.get(key, "NỘI_DUNG")
            out.add_argument(f"--{key.replace('_', '-')}", metavar=shown, help=name)
        out.add_argument("--note", action="store_true", help="chỉ ghi số, ngày; chưa phát hành")
        share = self.add(commands, "share", "xem, lấy số dùng chung từ báo cáo khác của cùng kỳ", self.share)
        share.add_argument("--yes", action="store_true", help="điền vào các ô đang trống")
        early = self.add(
            commands, "preliminary", "ghi số của chỉ tiêu, của ô là sơ bộ, chờ công nhận", self.preliminary
        )
        early.add_argument(
            "figures",
            metavar="CHỈ_TIÊU",
            nargs="+",
            help="mã chỉ tiêu, xem lệnh dictionary; hoặc ô: chỉ_tiêu[dòng].cột",
        )
        early.add_argument("--withdraw", action="store_true", help="đã được công nhận: bỏ ghi chú, giữ nguyên số")
        again = self.add(commands, "reopen", "mở lại báo cáo đã chốt để đính chính", self.reopen)
        why = again.add_mutually_exclusive_group(required=True)
        why.add_argument("--reason", metavar="LÝ_DO", help="lý do, in trong bảng điều chỉnh")
        why.add_argument(
            "--unsent",
            action="store_const",
            dest="reason",
            const=UNSENT,
            help="bản đã chốt chưa gửi đi: bản sau không ghi là thay thế",
        )

    def finalise(self, options: argparse.Namespace) -> int:
        """Make the report final, unless something stands in its way."""
        now = clock.now()

        def make(report: Report) -> list[tuple[Report, list[Change]]]:
            revisions.require_ready(report)
            wanting = unfinished(report, now)
            if wanting and not options.anyway:
                raise KnownError("\n".join([*wanting, "Đề nghị viết tiếp, hoặc thêm --anyway để vẫn chốt."]))
            return revisions.finalise_all(report, self.who, now)

        return self._move(options, make, "Đã chốt báo cáo.")

    def present(self, options: argparse.Namespace) -> int:
        """Bring the report before the one who signs, or back from there."""
        state = ReportState.FINAL if options.back else ReportState.SUBMITTED
        done = "Đã rút về, báo cáo chưa trình ký." if options.back else "Đã ghi báo cáo trình ký."
        return self.change(options, lambda report: [revisions.move(report, state, self.who, clock.now())], done)

    def issue(self, options: argparse.Namespace) -> int:
        """Note number, day and signer, and send the report out of the house unless only the note is wanted."""
        typed = {key: text for key, text in vars(options).items() if key in issuing.LABELS and text is not None}
        given = {key: text.replace("\\n", "\n") for key, text in typed.items()}
        if not options.note:
            return self.change(
                options, lambda report: issuing.issue(report, given, self.who, clock.now()), "Đã ghi báo cáo phát hành."
            )

        def make(report: Report) -> list[Change]:
            change = issuing.note(report, given)
            return [change] if change else []

        return self.change(options, make, "Đã ghi số, ngày của văn bản.")

    def share(self, options: argparse.Namespace) -> int:
        """Show what other reports say of blank cells, or take it over; returns 1 where it was only shown."""
        if options.yes:
            return self.change(options, sharing.changes, "Đã điền số từ báo cáo khác.")
        lines = sharing.lines(self.look(options))
        for line in lines:
            self.show(line)
        self.show("Chưa điền gì; thêm --yes để điền." if lines else "Không có số nào để lấy.")
        return 1 if lines else 0

    def preliminary(self, options: argparse.Namespace) -> int:
        """Say of the numbers of figures, or of cells, that they are preliminary, or take that back."""

        def make(report: Report) -> list[SetCell]:
            there = [one for text in options.figures for one in _numbers(report, text)]
            return list((preliminary.withdraw if options.withdraw else preliminary.tell)(report, there))

        done = "Đã bỏ ghi chú sơ bộ; số giữ nguyên." if options.withdraw else "Đã ghi là số sơ bộ, chờ công nhận."
        return self.change(options, make, done)

    def reopen(self, options: argparse.Namespace) -> int:
        """Open a final report again for a reason."""
        return self._move(
            options,
            lambda report: revisions.reopen_all(report, options.reason, self.who, clock.now()),
            "Đã mở lại báo cáo.",
        )

    def _move(
        self,
        options: argparse.Namespace,
        make: Callable[[Report], Sequence[tuple[Report, Sequence[Change]]]],
        done: str,
    ) -> int:
        """Bring a report, and those before it in its document, to another state together."""
        from storage.workspace import Batch  # noqa: PLC0415 - help needs no database

        workspace, report = self.opened(options)
        with workspace:
            made = make(report)
            for one, changes in made:
                for change in changes:
                    one.apply(change)
            workspace.save_all([Batch(one, changes) for one, changes in made], self.who)
        self.show(done)
        return 0


def _numbers(report: Report, text: str) -> list[Address]:
    """The numbers of a figure, or of one cell of it; raises KnownError for what the template does not have."""
    figure = report.template.figures.get(text)
    if figure is not None:
        return preliminary.numbers(report, figure)
    address = named(report.template, text)
    return [one for one in preliminary.numbers(report, report.template.figures[address.figure]) if one == address]
