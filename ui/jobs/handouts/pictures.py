"""Tables of the window as handouts, for pictures in messages: each with its title, of whom and when, and its source."""

from __future__ import annotations

from datetime import datetime

from forms.checks.attainment import Situation
from forms.definitions.tables import Lines
from forms.definitions.template import Section
from forms.document import appendix, letterhead, plan_document
from forms.document.handouts import summary
from forms.errors import KnownError
from forms.narrative.blocks import Handout, Table
from forms.report.report import Report
from forms.values.text import raised
from storage.workspace import Workspace
from ui.jobs.letters import reminding
from ui.jobs.progress import Progress


def section(workspace: Workspace, report: Report, shown: Section) -> Handout:
    """The numbers of a section as its appendix has them; raises KnownError where there are none."""
    definition = report.template.table(Lines.QUANTITIES)
    if definition is None or not report.figures(shown):
        raise KnownError("Mục này không có số liệu để chép thành ảnh.")
    title = f"{shown.number}. {shown.title}, {report.period.label}"
    return _handout(workspace, report, title, appendix.table(report, [shown], definition))


def plan(workspace: Workspace, situation: Situation) -> Handout:
    """How the targets of a plan stand; raises KnownError where no report tells."""
    if situation.report is None:
        raise KnownError("Chưa có báo cáo nào đến năm này; đề nghị chọn năm khác.")
    title = f"Tình hình thực hiện chỉ tiêu kế hoạch, {situation.report.period.label}"
    return _handout(workspace, situation.report, title, plan_document.targets(situation))


def tracking(workspace: Workspace, found: Progress, now: datetime) -> Handout:
    """Who has sent and who has not."""
    document = reminding.tracked(workspace, found, now)
    (table,) = (block for block in document.body if isinstance(block, Table))
    return _handout(workspace, found.draft, document.subject, table, about=f"{raised(found.sentence)}.")


def _handout(workspace: Workspace, report: Report, title: str, table: Table, about: str = "") -> Handout:
    return Handout(
        office=" ".join(letterhead.head(report).agency),
        remark=summary.remark(report),
        title=title.upper(),
        about=about,
        tables=(table,),
        author=report.unit.name,
        edited=workspace.edited(report),
        source=summary.source(report),
    )
