"""The commands about the workbook of a superior: point at its cells, fill them. Never imports Qt."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forms.books import pointing_lists
from forms.errors import KnownError
from forms.values.numbers import finite
from ui.cli.command_line import CommandLine

if TYPE_CHECKING:
    from forms.books.pointing import Pointing
    from ui.jobs.books.filled import BookLine, FilledBook
    from ui.jobs.books.sources import BookSources

_KIND = "danh sách ô của biểu"


class BookCommandLine(CommandLine):
    """The commands about a workbook that comes from above and goes back filled."""

    def fill(self, commands: argparse._SubParsersAction[Any]) -> None:
        """Add every command."""
        purpose = "điền số của báo cáo vào biểu Excel của cấp trên; mã thoát 1 khi có ô chưa có số"
        filling = self.add(commands, "fill-book", purpose, self.fill_book)
        filling.add_argument("book", metavar="BIỂU.xlsx", type=Path)
        filling.add_argument("--out", metavar="BIỂU_MỚI.xlsx", type=Path, required=True, help="tệp để ghi biểu đã điền")
        filling.add_argument("--points", metavar="Ô.csv", type=Path, help="ô nào lấy số nào; bỏ trống là như lần trước")
        filling.add_argument("--json", action="store_true", help="in kết quả dạng JSON")

        purpose = "chỉ ô nào trong biểu của cấp trên lấy số nào, từ tệp CSV; không có CSV thì in ra những ô đã chỉ"
        pointing = self.add(commands, "point-book", purpose, self.point_book)
        pointing.add_argument("book", metavar="BIỂU.xlsx", type=Path)
        pointing.add_argument("points", metavar="Ô.csv", type=Path, nargs="?", help=",".join(pointing_lists.COLUMNS))
        pointing.add_argument("--guess", action="store_true", help="in thêm các ô đoán theo nhãn, để xem lại")
        pointing.add_argument("--out", metavar="Ô.csv", type=Path, help="ghi những ô ấy vào tệp CSV thay cho in ra")

    def fill_book(self, options: argparse.Namespace) -> int:
        """Fill in a workbook, and say which cells have no answer."""
        from exports.excel import superior_book  # noqa: PLC0415 - help needs none of it
        from ui.jobs.books import filled, places, sources  # noqa: PLC0415

        book = superior_book.opened(options.book)
        workspace, report = self.opened(options)
        with workspace:
            whose = sources.BookSources(workspace, report)
            wanted = places.known(workspace, report, book)
            if options.points is not None:
                wanted = places.placed(report, book, _listed(options.points, whose))
            if not wanted:
                raise KnownError("Chưa chỉ ô nào của biểu này; đề nghị chỉ ô bằng point-book, hoặc trong cửa sổ.")
            called = whose.offices()
            done = filled.fill(report, book, wanted, whose.find, called)
        filled.write(done, options.book, options.out)
        if options.json:
            self.show(json.dumps(_as_json(options.out, done, called), ensure_ascii=False, indent=2))
        else:
            self._show(options.out, done)
        return 1 if done.open else 0

    def point_book(self, options: argparse.Namespace) -> int:
        """Remember what the cells of a workbook want, or say what is known, and with a wish what is guessed."""
        from exports import replacement, values  # noqa: PLC0415 - help needs none of it
        from exports.excel import superior_book  # noqa: PLC0415
        from ui.jobs.books import places, sources  # noqa: PLC0415

        if options.points is not None and options.out is not None:
            raise KnownError(
                "--out ghi ra những ô đã chỉ, nên không đi cùng tệp CSV để chỉ ô; đề nghị bỏ một trong hai."
            )
        book = superior_book.opened(options.book)
        workspace, report = self.opened(options)
        with workspace:
            whose = sources.BookSources(workspace, report)
            if options.points is not None:
                found = places.placed(report, book, _listed(options.points, whose))
                places.keep(workspace, report, book, found, self.who)
                self.show(f"Đã nhớ {len(found)} ô của {options.book.name}; biểu cùng mẫu của kỳ sau điền được ngay.")
                return 0
            wanted = places.known(workspace, report, book)
            if options.guess:
                there = {one.place for one in wanted}
                wanted += [one for one in places.guesses(whose, book) if one.place not in there]
            lines = values.write(pointing_lists.rows(wanted, whose.offices()))
        if options.out is None:
            self.show(lines.rstrip())
        else:
            replacement.replace(options.out, lines.encode("utf-8-sig"))
            self.show(f"Đã ghi {len(wanted)} ô vào {options.out}.")
        return 0

    def _show(self, out: Path, done: FilledBook) -> None:
        self.show(f"Đã điền {done.filled}/{len(done.lines)} ô vào {out}.")
        for line in done.lines:
            if message := line.message:
                self.show(message)
        for remark in done.remarks:
            self.show(f"Lưu ý: {remark}.")


def _listed(path: Path, whose: BookSources) -> list[Pointing]:
    from exports import rows  # noqa: PLC0415 - help needs none of it

    return pointing_lists.read(rows.read(path, _KIND), whose.report, whose.office)


def _as_json(out: Path, done: FilledBook, called: dict[str, str]) -> dict[str, object]:
    """What became of every cell, for other programs."""
    return {
        "file": str(out),
        "filled": done.filled,
        "complete": not done.open,
        "cells": [_cell(line, called) for line in done.lines],
        "remarks": list(done.remarks),
    }


def _cell(line: BookLine, called: dict[str, str]) -> dict[str, object]:
    one = line.pointing
    return {
        "sheet": line.place.sheet,
        "cell": line.cell,
        "figure": one.figure,
        "row": one.row,
        "measure": one.measure,
        "period": str(one.when),
        "unit": called.get(one.office, one.office),
        "in": one.scale,
        "value": None if line.number is None else str(finite(line.number)),
        "whole": line.whole,
        "reason": line.reason,
        "remarks": list(line.remarks),
    }
