"""The act of issuing: under which number and day a report goes out, who signs it where, and what is still in its way.

Numbers and days are known before the report is signed or noted after; neither changes a figure, so neither makes a
revision, and what a revision went out under stays beside it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from forms.document import letterhead, revisions
from forms.errors import KnownError
from forms.report import details
from forms.report.changes import Change, Issue, ReportState, SetIssue
from forms.report.report import Report
from forms.values.style import day_in_figures, typed_day
from forms.values.text import clean, quoted

NUMBER, DAY = "number", "day"
LABELS = {NUMBER: "Số", DAY: "Ngày ban hành", **{key: details.LABELS[key] for key in Issue().texts}}
"""What is noted as a report goes out, with its name on the screen."""

_NUMBER = re.compile(r"0{0,5}[1-9]\d{0,5}[a-zđ]?", re.IGNORECASE)
_LATEST = 5  # years after the end of a period in which its report still goes out


def noted(report: Report) -> dict[str, str]:
    """What stands for each key now, as it is typed: "28/10/2024" for the day, the details where nothing was noted."""
    issue = report.issue
    texts = {key: letterhead.detail(report, key) for key in issue.texts}
    return {NUMBER: issue.number, DAY: day_in_figures(issue.day) if issue.day else "", **texts}


def note(report: Report, given: Mapping[str, str]) -> SetIssue | None:
    """The change that notes what was typed, keeping what was not; None when nothing changes.

    Raises KnownError for a number or a day that is none.
    """
    typed = {**noted(report), **given}
    texts = {key: details.typed(key, typed[key]) for key in report.issue.texts}
    issue = Issue(
        _number(typed[NUMBER]),
        _day(report, typed[DAY]),
        **{key: text for key, text in texts.items() if text != details.text(report, key)},
    )
    if issue == report.issue:
        return None
    _require_kept(report, issue)
    _require_after(report, issue)
    return SetIssue(report.revision, None if issue == Issue() else issue)


def _require_kept(report: Report, issue: Issue) -> None:
    """Refuse to take away what a document has gone out under."""
    if report.state is ReportState.ISSUED and (
        lost := [one for one in wanting(issue) if one not in wanting(report.issue)]
    ):
        raise KnownError(f"Báo cáo đã phát hành, không bỏ {' và '.join(lost)} được; đề nghị ghi cho đúng.")


def _require_after(report: Report, issue: Issue) -> None:
    """Refuse a number and a day that what takes the place of another document cannot have."""
    held = report.issues.get(report.replaces)
    if held is None or held.day is None or issue.day is None:
        return
    if issue.day < held.day:
        why = f"Ngày {day_in_figures(issue.day)} trước ngày"
    elif (
        issue.number
        and held.day.year == issue.day.year
        and details.number(report, issue) == details.number(report, held)
    ):
        why = f"Số {details.number(report, issue)} đã là số"
    else:
        return
    raise KnownError(f"{why} của {details.replaced(report) or 'báo cáo'} được thay thế; đề nghị kiểm tra.")


def issue(report: Report, given: Mapping[str, str], who: str, at: datetime) -> Sequence[Change]:
    """The changes that send a final report out of the house, noted as given; of one that is out, what is noted anew.

    Raises KnownError for what is missing.
    """
    change = note(report, given)
    held = report.issue if change is None else change.issue or Issue()
    if report.locked and (wants := wanting(held)):
        raise KnownError(f"Chưa phát hành được: chưa ghi {' và '.join(wants)} của văn bản.")
    moves = [] if report.state is ReportState.ISSUED else [revisions.move(report, ReportState.ISSUED, who, at)]
    return [*([change] if change else []), *moves]


def wanting(held: Issue) -> list[str]:
    """What has to be noted before the report goes out, in words."""
    return [LABELS[key].lower() for key, known in ((NUMBER, held.number), (DAY, held.day)) if not known]


def _number(text: str) -> str:
    found = clean(text).strip()
    if found and not _NUMBER.fullmatch(found):
        raise KnownError(f"Số {quoted(found)} chưa đúng; đề nghị ghi số của văn bản, ví dụ 312, ký hiệu ghi riêng.")
    return found.lstrip("0")


def _day(report: Report, text: str) -> date | None:
    day, period = typed_day(text), report.period
    if day is not None and not period.start <= day <= date(period.end.year + _LATEST, 12, 31):
        raise KnownError(f"Ngày {day_in_figures(day)} không hợp với báo cáo {period.label}; đề nghị kiểm tra năm.")
    return day
