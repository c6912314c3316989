"""A report that is due and that nobody has begun: made in its file, with what the one before it leaves.

Office, template and period are those of the deadline; recipients and signer stay. Where the deadline is of this report
alone, a letter asks for it, and its document says so.
"""

from __future__ import annotations

from collections.abc import Callable

from forms.definitions.template import Template
from forms.errors import KnownError
from forms.offices.deadlines import Due
from forms.report import details
from forms.report.report import Report
from forms.report.succession import succeed
from storage.workspace import Workspace
from ui.jobs.agenda.on_request import Asking
from ui.jobs.agenda.waiting import WaitingReport


def begin(workspace: Workspace, one: WaitingReport, template: Callable[[str], Template], who: str) -> None:
    """Make the report in the file that awaits it, unless it is there by now.

    Raises KnownError where the file has become another office's.
    """
    unit = workspace.own
    names = [name for name in workspace.reports() if (name.unit.id, name.template) == (one.uid, one.template)]
    if unit is None or unit.id != one.uid or not names:
        raise KnownError(f'"{one.path.name}" không còn là tệp của {one.unit}; đề nghị xem lại danh sách việc.')
    if any(name.period == one.period for name in names):  # meanwhile somebody has begun it
        return
    before = [name for name in names if name.period.end <= one.period.end] or names
    last = max(before, key=lambda name: name.period.end)
    earlier = workspace.load(template, one.uid, last.period, one.template)
    report = Report(earlier.template, unit, one.period)
    changes = succeed(report, earlier)
    for change in changes:
        report.apply(change)
    said = _asked(one.due) if one.due else {}
    changes += [detail for key, text in said.items() if (detail := details.change(report, key, text))]
    workspace.add_report(unit, one.period, report.template, changes=changes, who=who)


def _asked(due: Due) -> dict[str, str]:
    """What the document says where a letter asks for this report alone."""
    line = due.deadline
    if not (line.once and line.unit and line.receiver) or due.overruled:
        return {}
    asking = Asking(line.source, line.receiver, line.due, line.issued)
    return {"request": asking.in_words, "addressee": asking.by}
