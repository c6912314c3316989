"""The commands that make what is handed to those who lead. Never imports Qt."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from forms.document.handouts.comparison import MOST
from forms.errors import KnownError
from forms.narrative.blocks import Handout
from forms.report.report import Report
from ui.cli.command_line import CommandLine
from ui.jobs.exporting import refusals
from ui.jobs.handouts import comparison, summary
from ui.jobs.handouts.writing import FORMATS, write

_CELLS = "các ô, cách nhau dấu phẩy: chỉ_tiêu[dòng].cột; bỏ trống là các chỉ tiêu đã chọn, hoặc mẫu đề nghị"


class HandoutCommandLine(CommandLine):
    """The commands about pages for those who lead."""

    def fill(self, commands: argparse._SubParsersAction[Any]) -> None:
        """Add every command."""
        page = self.add(commands, "summary", "trang cho lãnh đạo: khoảng mười chỉ tiêu trên một mặt A4", self.summary)
        page.add_argument("--figures", metavar="Ô,Ô", default="", help=_CELLS)
        page.add_argument("--chart", metavar="Ô", default="", help="ô vẽ biểu đồ qua các kỳ")
        page.add_argument("--keep", action="store_true", help="nhớ các ô này trong tệp cho các kỳ sau")
        self._outputs(page)
        beside = self.add(
            commands, "compare", "so sánh các đơn vị cấp dưới theo vài chỉ tiêu, làm phụ lục", self.compare
        )
        beside.add_argument("--figures", metavar="Ô,Ô", default="", help=f"{_CELLS}; ô đầu để xếp thứ tự")
        self._outputs(beside)

    @staticmethod
    def _outputs(parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--out", metavar="THƯ_MỤC", type=Path, required=True, help="nơi ghi các tệp")
        parser.add_argument("--only", default=",".join(FORMATS), help=f"chỉ vài dạng: {','.join(FORMATS)}")
        parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")

    def summary(self, options: argparse.Namespace) -> int:
        """Write the page."""
        workspace, report = self.opened(options)
        with workspace:
            texts = [text for text in options.figures.split(",") if text.strip()]
            choice = summary.named(report, texts, options.chart) if texts else None
            handout = summary.of(workspace, report, choice)
            if choice and options.keep:
                workspace.choose(report.template.code, choice.cells, choice.chart, self.who)
        return self._write(report, handout, summary.stem(report), options)

    def compare(self, options: argparse.Namespace) -> int:
        """Write the comparison between lower offices."""
        workspace, report = self.opened(options)
        with workspace:
            texts = [text for text in options.figures.split(",") if text.strip()]
            chosen = summary.named(report, texts, most=MOST)
            handout = comparison.of(workspace, report, chosen.cells)
        return self._write(report, handout, comparison.stem(report), options)

    def _write(self, report: Report, handout: Handout, stem: str, options: argparse.Namespace) -> int:
        """Write a handout in the formats asked for, and tell of it."""
        formats = _formats(options.only)
        outcomes = list(write(report, handout, stem, options.out, formats))
        if options.json:
            written = [str(one.path) for one in outcomes if not one.refusal]
            self.show(json.dumps(_as_json(handout, written), ensure_ascii=False, indent=2))
        else:
            for outcome in outcomes:
                if not outcome.refusal:
                    self.show(outcome.message)
        if refused := refusals(outcomes):
            raise KnownError(refused)
        return 0


def _formats(text: str) -> list[str]:
    """The formats that were asked for; raises KnownError for one that there is not."""
    found = [name.strip() for name in text.split(",") if name.strip()]
    unknown = [name for name in found if name not in FORMATS]
    if unknown or not found:
        raise KnownError(f"Không có dạng {', '.join(unknown) or 'nào'}; chọn trong {', '.join(FORMATS)}.")
    return found


def _as_json(handout: Handout, files: Sequence[str]) -> dict[str, object]:
    """What a handout says, for other programs; texts are as they are printed."""
    return {
        "title": handout.title,
        "remark": handout.remark,
        "tables": [
            {"head": [cell.text for cell in table.head], "rows": [[cell.text for cell in row] for row in table.rows]}
            for table in handout.tables
        ],
        "points": list(handout.points),
        "chart": [{"label": bar.label, "number": bar.number and str(bar.number)} for bar in handout.chart.bars]
        if handout.chart
        else None,
        "files": list(files),
    }
