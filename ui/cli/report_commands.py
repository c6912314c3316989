"""The commands about the report as a whole: final, and open again. Never imports Qt."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from typing import Any

from forms.document import revisions
from forms.document.document import unfinished
from forms.errors import KnownError
from forms.report.changes import Change
from forms.report.report import Report
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

        def make(report: Report) -> list[Change]:
            revisions.require_ready(report)
            wanting = unfinished(report, datetime.now(UTC))
            if wanting and not options.anyway:
                raise KnownError("\n".join([*wanting, "Đề nghị viết tiếp, hoặc thêm --anyway để vẫn chốt."]))
            return [revisions.finalise(report, self.who, datetime.now(UTC).replace(microsecond=0))]

        return self.change(options, make, "Đã chốt báo cáo.")

    def reopen(self, options: argparse.Namespace) -> int:
        """Open a final report again for a reason."""
        now = datetime.now(UTC).replace(microsecond=0)
        return self.change(
            options, lambda report: [revisions.reopen(report, options.reason, self.who, now)], "Đã mở lại báo cáo."
        )
