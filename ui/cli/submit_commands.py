"""The command by which a report goes up: its files in one folder, with the mail that is drafted. Never imports Qt."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forms.document import issuing
from forms.errors import KnownError
from forms.values import clock
from ui.cli.command_line import CommandLine

if TYPE_CHECKING:
    from ui.jobs.letters.submitting import Submission


class SubmitCommandLine(CommandLine):
    """The command about sending a report upwards."""

    def fill(self, commands: argparse._SubParsersAction[Any]) -> None:
        """Add the command."""
        parser = self.add(
            commands, "submit", "soạn thư gửi báo cáo kèm các tệp; mã thoát 1 khi còn việc chưa xong", self.submit
        )
        parser.add_argument("--out", metavar="THƯ_MỤC", type=Path, required=True, help="nơi ghi thư và các tệp")
        parser.add_argument("--to", metavar="ĐỊA_CHỈ", help="nơi nhận; bỏ trống là địa chỉ lần trước hoặc của cấp trên")
        parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")

        signing = self.add(commands, "signed", "giữ bản PDF đã ký của báo cáo đã chốt, đọc số và ngày", self.signed)
        signing.add_argument("copy", metavar="BẢN_KÝ.pdf", type=Path)
        signing.add_argument("--number", metavar="312", default="", help="số văn bản, khi không đọc được")
        signing.add_argument("--day", metavar="28/10/2024", default="", help="ngày ban hành, khi không đọc được")
        signing.add_argument("--anyway", action="store_true", help="giữ cả khi bản ký không có mã dữ liệu để nhận ra")
        signing.add_argument("--yes", action="store_true", help="thay cả bản ký tốt hơn đang giữ, số và ngày đang ghi")

    def signed(self, options: argparse.Namespace) -> int:
        """Keep a signed copy, note number and day, and say what became of the report."""
        from ui.jobs.letters import signed_copies  # noqa: PLC0415 - help needs no database

        workspace, report = self.opened(options)
        with workspace:
            found = signed_copies.look(report, options.copy)
            given = {issuing.NUMBER: options.number, issuing.DAY: options.day}
            typed = [key for key, text in given.items() if text]
            if not options.yes and (doubt := signed_copies.doubt(workspace, report, found, typed)):
                raise KnownError(f"{doubt} Chưa giữ gì; đã đối chiếu thấy đúng thì thêm --yes.")
            changes = signed_copies.take(workspace, report, found, given, self.who, sure=options.anyway)
            for change in changes:
                report.apply(change)
            if changes:
                workspace.save(report, changes, self.who)
        self.show(signed_copies.summary(report, found))
        return 0

    def submit(self, options: argparse.Namespace) -> int:
        """Write the files and the mail, and say what still stands in the way."""
        from ui.jobs.letters import submitting  # noqa: PLC0415 - help needs no database

        workspace, report = self.opened(options)
        with workspace:
            done = submitting.submit(workspace, report, options.out, self.who, clock.today(), to=options.to)
        if options.json:
            self.show(json.dumps(_as_json(done), ensure_ascii=False, indent=2))
        else:
            self._show(done)
            if heavy := submitting.too_heavy(done.files):
                self.show(f"Lưu ý: {heavy}")
        return 0 if done.ready else 1

    def _show(self, done: Submission) -> None:
        for item in done.checklist:
            more = f" {item.more}" if item.more else ""
            self.show(f"{item.standing.label}: {item.message}.{more}")
        for remark in done.remarks:
            self.show(f"Lưu ý: {remark}.")
        self.show(f"Đã soạn thư {done.letter} và {len(done.files)} tệp kèm theo trong {done.folder}.")
        self.show(f"Nơi nhận: {done.recipients or 'chưa ghi, đề nghị ghi trong thư hoặc thêm --to'}.")
        if not done.ready:
            self.show("Thư còn việc chưa đạt ở trên; đề nghị xem lại trước khi gửi.")


def _as_json(done: Submission) -> dict[str, object]:
    """What was drafted, for other programs."""
    report = done.report
    return {
        "unit": report.unit.name,
        "period": report.period.code,
        "template": report.template.code,
        "state": str(report.state),
        "revision": len(report.revisions) if report.locked else 0,
        "digest": done.digest,
        "ready": done.ready,
        "checklist": [
            {"item": item.code, "standing": str(item.standing), "message": item.message, "more": item.more}
            for item in done.checklist
        ],
        "folder": str(done.folder),
        "files": [{"name": file.name, "size": file.size, "digest": file.digest} for file in done.files],
        "letter": {
            "file": done.letter,
            "to": [address for address in done.recipients.split(", ") if address],
            "subject": done.subject,
            "text": done.text,
        },
        "signed": done.signed.name if done.signed else None,
        "remarks": list(done.remarks),
    }
