"""Who writes, to whom, and who signs: the head and the foot of the document.

What is noted as the report goes out (`forms.document.issuing`) comes before what the office says of itself
(`forms.report.details`), and that before the defaults of its level.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from forms.narrative.blocks import Letterhead, SignatureBlock
from forms.report import details
from forms.report.changes import Issue
from forms.report.report import Report
from forms.values import clock
from forms.values.style import NBSP, day_in_words, held
from forms.values.text import initials

_REGISTRY = re.compile(r"\s*Lưu:?\s*VT[ .;]*", re.IGNORECASE)
_DAY = re.compile(r"\b\d{1,2}/\d{1,2}/(\d{4})\b")
_LETTER = "Công văn"
_BLANK = NBSP * 6  # room for what is written in by hand or by the document system


def detail(report: Report, key: str) -> str:
    """What the document says for a key of `forms.report.details`."""
    return report.issue.texts.get(key, "") or details.text(report, key)


def head(report: Report, year: int | None = None, issue: Issue | None = None) -> Letterhead:
    """The head of page 1, with blanks for a number and a day that are not known; of the report's year unless said."""
    issue = issue or Issue()
    number = details.number(report, issue)
    blank = f"ngày{_BLANK}tháng{_BLANK}năm{f' {year}' if (year := year or _year(report)) else _BLANK}"
    day = day_in_words(issue.day) if issue.day else blank
    return Letterhead(
        superior=_superior(report),
        agency=_lines(report, "agency"),
        number=f"Số: {number}" if issue.number else f"Số:{_BLANK}{number}",
        place_and_date=f"{issue.place or details.text(report, 'place')}, {day}",
        draft=not report.locked,
    )


def _superior(report: Report) -> str:
    """The office above; no line ends within the name of its locality."""
    found = detail(report, "superior").upper()
    above = report.unit.path[-1].upper() if report.unit.path else ""
    return found.replace(above, held(above))


def of_letter(report: Report, year: int, kind: str = "") -> Letterhead:
    """The head of what an office writes beside its reports: a letter, which has no kind, minutes, a slip."""
    return replace(head(report, year, Issue(number_symbol=_symbol(report, kind))), draft=False)


def _symbol(report: Report, kind: str) -> str:
    """The signs of such a document by those of the report, "BC-UBND": "UBND-VX" of a letter, "BB-UBND" of minutes."""
    signs = details.text(report, "number_symbol").removeprefix(initials(report.template.document.kind))
    if kind or not signs.startswith("-"):
        return initials(kind or _LETTER) + signs
    return "-".join(filter(None, (signs[1:], detail(report, "drafter"))))


def cited(report: Report) -> str:
    """The document by its kind, and by number and day where they are known: "Báo cáo số 07/BC-UBND ngày …"."""
    issue = report.issue
    number = f"số {details.number(report, issue)}" if issue.number else ""
    day = day_in_words(issue.day) if issue.day else ""
    return " ".join(filter(None, (report.template.document.kind.capitalize(), number, day)))


def signature(report: Report) -> SignatureBlock:
    """By whose authority (TM., KT., TL., TUQ., Q.) and in which office the signer signs, then the name."""
    return SignatureBlock((*_lines(report, "authority"), *_lines(report, "title")), detail(report, "signer"))


def addressee(report: Report) -> str:
    """To whom the report goes, one a line; "" when to nobody in particular."""
    return "\n".join(details.names(report, "addressee"))


def recipients(report: Report) -> tuple[str, ...]:
    """Who receives a copy, one a line."""
    return kept(report, details.names(report, "recipients"))


def kept(report: Report, lines: Sequence[str]) -> tuple[str, ...]:
    """Who receives a copy; beside the registry keeps one whoever drafted the document."""
    drafter = detail(report, "drafter")
    return tuple(
        f"{line.rstrip(' .;')}, {drafter}" if drafter and _REGISTRY.fullmatch(line) else line for line in lines
    )


def _lines(report: Report, key: str) -> tuple[str, ...]:
    return tuple(line.upper() for line in detail(report, key).splitlines() if line)


def _year(report: Report) -> int | None:
    """The year of a document without a day: that of the day on which its data stand, or of the issue before.

    One that is final goes out no earlier than it was made so.

    One that a letter asks for may be of any year: it has that of the letter, or None where its day was not said.
    """
    request, day = report.details.get("request"), details.cut_off(report)
    years = [(day or report.period).year]
    if request:
        years = [int(year) for year in _DAY.findall(request)]
    if report.locked:
        years += [clock.day(one.made).year for one in report.revisions[-1:]]
    return max([*years, *(held.day.year for held in report.issues.values() if held.day)], default=None)
