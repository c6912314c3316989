"""When reports of a file are due: its list of deadlines, and what that means on a day. Never imports Qt."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from forms.definitions.loading import choices, levels
from forms.definitions.template import Template
from forms.lists import deadline_lists
from forms.offices.deadlines import Due, coming, dues
from forms.offices.units import Unit
from forms.report.changes import ReportState
from forms.report.report import Report
from forms.values.frozen import frozen
from forms.values.period import Period
from storage.workspace import Workspace

_AROUND = timedelta(days=60)  # how far a report that nobody has begun is looked for, behind and ahead


@frozen
class Agendum:
    """A report that is to be handed in: whose, and when; `begun` says whether the file has it."""

    unit: Unit
    period: Period
    template: str
    due: Due
    begun: bool


def agenda(workspace: Workspace, on: date) -> list[Agendum]:
    """What the office of a file has still to hand in, the earliest first: reports begun, and those due soon."""
    lines = [kept.line for kept in workspace.deadlines()]
    own = workspace.own
    names = [name for name in workspace.reports() if own is None or name.unit.id == own.id]
    found = [
        Agendum(name.unit, name.period, name.template, due, begun=True)
        for name in names
        if ReportState(name.state) is ReportState.DRAFT
        for due in dues(lines, name.unit, name.template, name.period)
    ]
    there = {(name.template, name.period.start, name.period.end) for name in names}
    if own is not None:
        found += [
            Agendum(own, period, template, due, begun=False)
            for template in dict.fromkeys(name.template for name in names)
            for period, due in coming(lines, own, template, on - _AROUND, on + _AROUND)
            if (template, period.start, period.end) not in there
        ]
    return sorted(found, key=lambda item: (item.due.last, item.period))


def of(workspace: Workspace, report: Report) -> list[Due]:
    """When a report is due, once for each receiver, the earliest first."""
    return dues([kept.line for kept in workspace.deadlines()], report.unit, report.template.code, report.period)


def take(workspace: Workspace, path: Path, who: str) -> tuple[int, int]:
    """Add the deadlines of a list in a file (CSV, XLSX); returns how many are new and how many were there already.

    Raises KnownError, and nothing added, where a row of it cannot be understood.
    """
    from exports.rows import read  # noqa: PLC0415 - readers load as they are needed

    templates = choices()
    lines = deadline_lists.read(read(path, "danh sách hạn nộp"), levels(templates), titles(templates))
    new = workspace.add_deadlines(lines, who)
    return new, len(lines) - new


def titles(templates: list[Template]) -> dict[str, str]:
    """The templates by code, as officers call them."""
    return {template.code: template.title for template in templates}
