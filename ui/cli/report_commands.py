"""The commands about the report as a whole: final, and open again. Never imports Qt."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import Any

from forms.document import revisions
from forms.document.document import unfinished
from forms.errors import KnownError
from forms.report.changes import SetState
from forms.report.report import Report
from forms.values import clock
from ui.cli.command_line import CommandLine


class ReportCommandLine(CommandLine):
    """The commands that bring a report from one state to another."""

    def fill(self, commands: argparse._SubParsersAction[Any]) -> None:
        """Add every command."""
        final = self.add(commands, "finalise", "chốt báo cáo: khóa số liệu, bỏ dấu DỰ THẢO", self.finalise)
        final.add_argument("--anyway", action="store_true", help="chốt cả khi lời văn còn đoạn để trống hoặc đáng ngờ")
        again = self.add(commands, "reopen", "mở lại báo cáo đã chốt để đính chính", self.reopen)
        again.add_argument("--reason", required=True, metavar="LÝ_DO", help="lý do, in trong bảng điều chỉnh")

    def finalise(self, options: argparse.Namespace) -> int:
        """Make the report final, unless something stands in its way."""
        now = clock.now()

        def make(report: Report) -> list[tuple[Report, list[SetState]]]:
            revisions.require_ready(report)
            wanting = unfinished(report, now)
            if wanting and not options.anyway:
                raise KnownError("\n".join([*wanting, "Đề nghị viết tiếp, hoặc thêm --anyway để vẫn chốt."]))
            return revisions.finalise_all(report, self.who, now)

        return self._move(options, make, "Đã chốt báo cáo.")

    def reopen(self, options: argparse.Namespace) -> int:
        """Open a final report again for a reason."""
        now = clock.now()
        return self._move(
            options, lambda report: revisions.reopen_all(report, options.reason, self.who, now), "Đã mở lại báo cáo."
        )

    def _move(
        self,
        options: argparse.Namespace,
        make: Callable[[Report], Sequence[tuple[Report, Sequence[SetState]]]],
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
