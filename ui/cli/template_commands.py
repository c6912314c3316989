"""The commands about templates that offices write. Never imports Qt."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from forms.definitions import loading
from forms.errors import KnownError
from ui.cli.command_line import CommandLine


class TemplateCommandLine(CommandLine):
    """The commands about templates."""

    def fill(self, commands: argparse._SubParsersAction[Any]) -> None:
        """Add the commands."""
        parser = commands.add_parser("template", help="mẫu báo cáo của đơn vị: kiểm tra, liệt kê")
        actions = parser.add_subparsers(metavar="VIỆC", required=True, parser_class=type(parser))
        checking = actions.add_parser("check", help="kiểm tra thư mục của một mẫu hoặc phần thêm vào mẫu")
        checking.add_argument("folder", metavar="THƯ_MỤC", type=Path)
        checking.set_defaults(run=self.check)
        listing = actions.add_parser("list", help="các mẫu tìm thấy và nơi để mẫu")
        listing.add_argument("--beside", dest="file", metavar="TỆP.bc42", type=Path, help="tìm cả bên cạnh tệp này")
        listing.set_defaults(run=self.list)

    def check(self, options: argparse.Namespace) -> int:
        """Say that a folder is a template, and how large; what is wrong in it is refused."""
        from ui.jobs import template_folders  # noqa: PLC0415 - reading definitions is not for every command

        found = template_folders.check(options.folder)
        figures, rules = len(found.figures), len(found.rules)
        self.show(
            f'Mẫu "{found.code}" bản {found.version} ({found.title}): '
            f"{len(found.sections)} mục, {figures} chỉ tiêu, {rules} quy tắc, không có lỗi."
        )
        return 0

    def list(self, _: argparse.Namespace) -> int:
        """Say which templates there are and where they stand; returns 1 where one of them cannot be read."""
        code = 0
        for name, where in loading.found().items():
            place = str(where.folder) if where.own else "kèm chương trình"
            try:
                found = loading.load(name)
                self.show(f"{name} bản {found.version}: {found.title} ({place})")
            except KnownError as error:
                code = 1
                self.show(f"{name}: chưa dùng được ({place}); {error}")
            for path in where.extensions:
                self.show(f"  có phần thêm {path}")
        return code
