"""The page for those who lead, of a report in a file."""

from __future__ import annotations

from collections.abc import Iterable

from forms.checks.checker import check
from forms.checks.findings import Finding
from forms.document.handouts import figures
from forms.document.handouts.figures import ChosenFigures
from forms.document.handouts.summary import compose
from forms.errors import KnownError
from forms.narrative.blocks import Handout
from forms.report.cells import Address
from forms.report.report import Report
from storage.workspace import Workspace
from ui.jobs.exporting import short


def of(
    workspace: Workspace, report: Report, choice: ChosenFigures | None = None, findings: Iterable[Finding] | None = None
) -> Handout:
    """The page with the figures of a choice, that of the file unless said; raises KnownError for none."""
    chosen = figures.kept(report, choice or chosen_in(workspace, report))
    if not chosen.cells:
        raise KnownError("Chưa chọn chỉ tiêu nào cho trang này; đề nghị chọn ít nhất một chỉ tiêu.")
    found = check(report) if findings is None and not report.locked else findings or ()
    return compose(report, chosen, workspace.edited(report), workspace.series(report), found)


def chosen_in(workspace: Workspace, report: Report) -> ChosenFigures:
    """What the office chose, as far as the report has it, else what the template proposes."""
    kept = workspace.choice(report.template.code)
    return figures.kept(report, ChosenFigures(*kept) if kept else figures.proposed(report.template))


def named(report: Report, texts: Iterable[str], chart: str = "", *, most: int = figures.MOST) -> ChosenFigures:
    """The cells that are named on a command line, as `baocao42 dictionary` names them; raises KnownError.

    More than `most` have no place on the page.
    """

    def cell(text: str) -> Address:
        address = figures.named(report.template, text.strip())
        if not report.has(address):
            raise KnownError(f'Báo cáo không có ô "{text}"; lệnh dictionary liệt kê các ô của mẫu.')
        return address

    cells = tuple(dict.fromkeys(map(cell, texts)))
    if len(cells) > most:
        raise KnownError(f"Ghi được nhiều nhất {most} ô, ở đây có {len(cells)} ô; đề nghị bớt {len(cells) - most} ô.")
    return ChosenFigures(cells, cell(chart) if chart else None)


def stem(report: Report) -> str:
    """How the files of the page are called, less their endings."""
    return f"mot-trang-{short(report.unit.name)}-{report.template.code}-{report.period.code}"
