"""The commands about templates that offices write. Never imports Qt."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from forms.definitions import loading
from forms.definitions.template import Template
from forms.errors import KnownError
from forms.report import strays
from forms.workfile import is_folder
from ui.cli.command_line import CommandLine
from ui.jobs import moving


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
        out = actions.add_parser("to-xlsx", help="viết một mẫu thành một sổ tính để sửa bằng Excel")
        out.add_argument("template", metavar="THƯ_MỤC|MÃ", help="thư mục của mẫu, hoặc mã của mẫu có sẵn")
        out.add_argument("book", metavar="TỆP.xlsx", type=Path)
        out.set_defaults(run=self.to_xlsx)
        back = actions.add_parser("from-xlsx", help="làm thư mục mẫu từ sổ tính; tên thư mục là mã của mẫu")
        back.add_argument("book", metavar="TỆP.xlsx", type=Path)
        back.add_argument("folder", metavar="THƯ_MỤC", type=Path)
        back.set_defaults(run=self.from_xlsx)
        moving = actions.add_parser("move", help="chuyển số liệu của bản mẫu trước sang chỗ mới của mẫu")
        moving.add_argument("file", metavar="TỆP.bc42", type=Path)
        self.choose(moving)
        moving.add_argument("--yes", action="store_true", help="chuyển; nếu không ghi thì chỉ liệt kê")
        moving.set_defaults(run=self.move)

    def check(self, options: argparse.Namespace) -> int:
        """Say that a folder is a template, and how large; all that is wrong in it is refused at once."""
        from ui.jobs import template_folders  # noqa: PLC0415 - reading definitions is not for every command

        found = _whole(lambda: template_folders.check(options.folder))
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

    def to_xlsx(self, options: argparse.Namespace) -> int:
        """Write a template as a workbook."""
        from ui.jobs import template_folders  # noqa: PLC0415 - writers load as they are needed

        known = loading.found()
        name = options.template
        folder = known[name].folder if name in known and not is_folder(Path(name)) else Path(name)
        template_folders.to_book(folder, options.book)
        self.show(f"Đã ghi {options.book}")
        return 0

    def from_xlsx(self, options: argparse.Namespace) -> int:
        """Make the folder of a template from a workbook; nothing is written where something is wrong."""
        from ui.jobs import template_folders  # noqa: PLC0415 - readers load as they are needed

        found = _whole(lambda: template_folders.from_book(options.book, options.folder))
        self.show(f'Đã ghi mẫu "{found.code}" vào {options.folder}: {len(found.figures)} chỉ tiêu, không có lỗi.')
        return 0

    def move(self, options: argparse.Namespace) -> int:
        """Say what would go where and what stays without a place, and with --yes move it."""
        found = moving.of(self.look(options))
        for one in found.placements:
            what = f" -> {one.explanation}" if one.moves else f": giữ nguyên, {one.explanation}"
            self.show(f"{one.stray.label}: {one.value}{what}")
        if not found.placements:
            self.show("Mọi số liệu đều có chỗ trong mẫu.")
        if found.changes and not options.yes:
            self.show(f"Có thể chuyển {found.moved} số liệu; để chuyển, đề nghị chạy lại với --yes.")
        if found.changes and options.yes:
            self.change(options, strays.moves, f"Đã chuyển {found.moved} số liệu.")
        return 0


def _whole(read: Callable[[], Template]) -> Template:
    """Read a template; raises KnownError with a line for each thing that is wrong in it."""
    from forms.definitions.records import DefinitionError  # noqa: PLC0415 - reading is not for every command

    try:
        return read()
    except DefinitionError as error:
        count = [f"Có {len(error.every)} chỗ sai."] if error.more else []
        raise KnownError("\n".join([*map(str, error.every), *count])) from error
