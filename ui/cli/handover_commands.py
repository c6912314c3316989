"""The commands by which an office is handed over to the next machine or the next officer. Never imports Qt."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forms.errors import KnownError
from forms.values import clock
from ui.cli.command_line import CommandLine
from ui.preferences import PreferencesFile

if TYPE_CHECKING:
    from ui.jobs.handover.taking import Parcel, TakenPart

_LONGEST = 1000  # characters of a password


class HandoverCommandLine(CommandLine):
    """The commands about handing over."""

    def fill(self, commands: argparse._SubParsersAction[Any]) -> None:
        """Add every command."""
        giving = commands.add_parser("hand-over", help="đóng gói bàn giao: tệp làm việc, mẫu riêng, cài đặt, khóa ký")
        giving.add_argument("files", metavar="TỆP", type=Path, nargs="+", help="các tệp làm việc")
        giving.add_argument("--out", metavar="GÓI.bangiao", type=Path, required=True, help="gói sẽ ghi")
        giving.add_argument("--receiver", metavar="HỌ_TÊN", default="", help="người nhận, in trong biên bản")
        giving.add_argument("--without-key", action="store_true", help="không kèm khóa ký của đơn vị")
        _password(giving)
        giving.set_defaults(run=self.give)

        taking = commands.add_parser("take-over", help="nhận gói bàn giao; không có --yes thì chỉ cho xem, mã thoát 1")
        taking.add_argument("package", metavar="GÓI.bangiao", type=Path)
        taking.add_argument("--to", metavar="THƯ_MỤC", type=Path, required=True, help="nơi để các tệp làm việc")
        taking.add_argument("--yes", action="store_true", help="nhận thật; bản đang có được giữ lại với tên khác")
        taking.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
        _password(taking)
        taking.set_defaults(run=self.take)

    def give(self, options: argparse.Namespace) -> int:
        """Write a handover and its minutes; returns 1 where something could not be taken in."""
        from ui.jobs.handover import giving  # noqa: PLC0415 - help needs no database

        preferences = PreferencesFile().read()
        found = giving.gather(options.files, preferences, clock.today(), with_key=not options.without_key)
        password = _asked(options, twice=True)
        done = giving.give(found, options.out, password, preferences.officer, options.receiver, clock.now())
        self.show(f"Đã ghi {done.path}: {len(found.places)} tệp làm việc, {len(found.reports)} báo cáo.")
        for line in found.beside:
            self.show(f"Kèm theo: {line}.")
        for outcome in done.outcomes:
            self.show(outcome.message if not outcome.refusal else f"Chưa ghi {outcome.path}: {outcome.refusal}.")
        for remark in found.remarks:
            self.show(f"Lưu ý: {remark}")
        return 1 if found.remarks else 0

    def take(self, options: argparse.Namespace) -> int:
        """Show what taking over would do, or do it."""
        from ui.jobs.handover import taking  # noqa: PLC0415 - help needs no database

        parcel = taking.look(options.package, _asked(options))
        preferences = PreferencesFile()
        act = taking.take if options.yes else taking.steps
        found = act(parcel, options.to, preferences)
        if options.json:
            self.show(json.dumps(_as_json(parcel, found, done=options.yes), ensure_ascii=False, indent=2))
        else:
            self.show(taking.origin(parcel))
            for step in found:
                self.show(f"{step.standing.label}: {step.what} ({step.place}). {step.more}".rstrip())
            self.show("Đã nhận bàn giao." if options.yes else "Chưa nhận gì; thêm --yes để nhận.")
        return 0 if options.yes else 1


def _password(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--password-file", metavar="TỆP", type=Path, help="dòng đầu của tệp này là mật khẩu; bỏ trống thì hỏi"
    )


def _asked(options: argparse.Namespace, *, twice: bool = False) -> str:
    """The password of a file's first line, or asked for; raises KnownError where nobody can be asked."""
    if options.password_file:
        from exports import arrival  # noqa: PLC0415 - only what comes from a file needs it

        try:
            text = arrival.content(options.password_file, 4 * _LONGEST, "tệp văn bản UTF-8").decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise KnownError(f'"{options.password_file}" không phải tệp văn bản UTF-8; đề nghị lưu lại.') from error
        return (text.splitlines() or [""])[0]
    if sys.stdin is None or not sys.stdin.isatty():
        raise KnownError("Chưa có mật khẩu của gói bàn giao; đề nghị thêm --password-file.")
    found = getpass.getpass("Mật khẩu của gói bàn giao: ")
    if twice and getpass.getpass("Gõ lại mật khẩu: ") != found:
        raise KnownError("Hai lần gõ mật khẩu không giống nhau; chưa ghi gì, đề nghị làm lại.")
    return found


def _as_json(parcel: Parcel, found: list[TakenPart], *, done: bool) -> dict[str, object]:
    """What was or would be done, for other programs."""
    return {
        "giver": parcel.giver,
        "receiver": parcel.receiver,
        "made": parcel.made.isoformat(),
        "done": done,
        "steps": [
            {
                "what": step.what,
                "place": str(step.place),
                "standing": str(step.standing),
                "aside": str(step.aside) if step.aside else None,
                "remark": step.more,
            }
            for step in found
        ],
    }
