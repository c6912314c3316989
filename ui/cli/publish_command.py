"""The command that puts the reports of a file where many read them at once. Never imports Qt."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from exports.replacement import replace
from forms.errors import KnownError
from ui.cli.command_line import CommandLine

if TYPE_CHECKING:
    from exports.dhis2 import DataValueSets

_SERVERS = ("postgresql://", "postgres://")


class PublishCommandLine(CommandLine):
    """The command `publish`."""

    def fill(self, commands: argparse._SubParsersAction[Any]) -> None:
        """Add the command."""
        parser = commands.add_parser("publish", help="đưa báo cáo của tệp lên kho số liệu dùng chung")
        parser.add_argument("file", metavar="TỆP", type=Path)
        parser.add_argument(
            "--to", required=True, metavar="NƠI", help="postgresql://máy_chủ/cơ_sở_dữ_liệu, hoặc tệp .json cho DHIS2"
        )
        parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
        parser.set_defaults(run=self.publish)

    def _write(self, found: DataValueSets, path: Path, *, as_json: bool) -> int:
        """Write the file for DHIS2."""
        if path.suffix.lower() != ".json":
            raise KnownError(
                f"Không rõ nơi đến “{path.name}”; đề nghị ghi postgresql://máy_chủ/cơ_sở_dữ_liệu hoặc một tệp .json."
            )
        replace(path, found.content)
        if as_json:
            data = {"path": str(path), "values": found.values, "left_out": found.left_out}
            self.show(json.dumps(data, ensure_ascii=False, indent=2))
        else:
            self.show(f"Đã ghi {found.values} số liệu vào {path}.")
            for reason in found.left_out:
                self.show(f"Bỏ lại: {reason}.")
        return 0

    def publish(self, options: argparse.Namespace) -> int:
        """Put the reports there and say how many were new."""
        from storage.workspace import Workspace  # noqa: PLC0415 - help needs no database
        from ui.cli import publishing  # noqa: PLC0415

        with Workspace.open(options.file, readonly=True) as workspace:
            if not options.to.startswith(_SERVERS):
                return self._write(publishing.data_values(workspace), Path(options.to), as_json=options.json)
            from exports.warehouse import postgresql  # noqa: PLC0415 - an extra

            done = postgresql.publish(options.to, publishing.publication(workspace))
        if options.json:
            self.show(json.dumps(done._asdict()))
        else:
            self.show(
                f"Đã đưa lên kho {done.new} báo cáo mới ({done.cells} ô số liệu); {done.known} báo cáo đã có từ trước."
            )
        return 0
