"""A report that a letter asks for: a file of its own with its own recipients, grounds, period and day.

It begins with what the file it is made from says of the same period; where that says nothing, with rows and words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from pathlib import Path

from forms.errors import KnownError
from forms.offices.deadlines import Deadline, checked
from forms.report import archive, details
from forms.report.changes import Change, SetDetail, SetIssue, SetState
from forms.report.report import Report
from forms.report.succession import succeed
from forms.values.frozen import frozen
from forms.values.period import Period
from forms.values.style import day_in_figures
from forms.values.text import lowered, raised, tidy
from storage.workspace import Workspace


@frozen
class Asking:
    """What the letter says: which one it is, its day, who asks, about what, and until when ("trước 30/11/2025").

    `says` are the details of the document by key: to whom it goes, who receives copies, its grounds.
    """

    letter: str
    by: str
    due: str
    issued: date | None = None
    about: str = ""
    says: Mapping[str, str] = field(default_factory=dict)

    @property
    def in_words(self) -> str:
        """The letter as the document cites it."""
        day = f" ngày {day_in_figures(self.issued)}" if self.issued else ""
        about = f" về việc {lowered(self.about)}" if self.about else ""
        return f"{self.letter}{day} của {self.by}{about}"


def make(report: Report, period: Period, asking: Asking, path: Path, who: str) -> None:
    """Make the file of the report that a letter asks for; raises KnownError, and makes none, for what does not fit."""
    asking = _checked(asking)
    line = _deadline(report, period, asking)
    there = report if period == report.period else report.neighbours.at(report.unit, period)
    made = [(one, _taken(one)) for one in there.span[:-1]] if there else []
    target = Report(report.template, report.unit, period)
    changes = _taken(there) if there else succeed(target, report)
    for change in changes:
        target.apply(change)
    said = {"addressee": asking.by, **asking.says, "request": asking.in_words}
    for key, text in said.items():
        if change_of := details.change(target, key, text):
            target.apply(change_of)
            changes.append(change_of)
    with Workspace.create(path) as workspace:
        for one, earlier in made:
            workspace.add_report(one.unit, one.period, one.template, changes=earlier, who=who)
        workspace.add_report(report.unit, period, report.template, changes=changes, who=who, own=True)
        workspace.add_deadlines([line], who)


def _checked(asking: Asking) -> Asking:
    found = Asking(
        tidy(asking.letter), tidy(asking.by), tidy(asking.due), asking.issued, tidy(asking.about), asking.says
    )
    for what, text in (("số, ký hiệu của văn bản yêu cầu", found.letter), ("cơ quan yêu cầu", found.by)):
        if not text:
            raise KnownError(f"Chưa ghi {what}; đề nghị ghi như trên văn bản.")
    return found


def _deadline(report: Report, period: Period, asking: Asking) -> Deadline:
    """Until when it is due, as the list of its file says it: of this report alone, by this letter."""
    unit, template = report.unit.name, report.template.code
    try:
        return checked(
            Deadline(period.code, asking.due, asking.letter, asking.issued, asking.by, unit=unit, template=template)
        )
    except KnownError as error:
        why = str(error)
        raise KnownError(f"Hạn theo yêu cầu: {raised(why)}.") from None


def _taken(report: Report) -> list[Change]:
    """Everything that a report says, as a draft of which nothing has been issued."""
    changes = archive.decode(archive.canonical(archive.as_data(report))).changes
    return [one for one in changes if not isinstance(one, SetState | SetIssue) and not _is_of_one_letter(one)]


def _is_of_one_letter(change: Change) -> bool:
    return isinstance(change, SetDetail) and change.key in {"addressee", "recipients", "request"}
