"""Who writes, to whom, and who signs: the head and the foot of the document.

What the office says of itself (`forms.report.details`) goes before the defaults of its level.
"""

from __future__ import annotations

from datetime import date

from forms.narrative.blocks import Letterhead, SignatureBlock
from forms.report import details
from forms.report.report import Report
from forms.values.style import NBSP

_BLANK = NBSP * 6  # room for what is written in by hand or by the document system


def detail(report: Report, key: str) -> str:
    """What the document says for a key of `forms.report.details`."""
    return report.details.get(key) or details.default(report, key)


def head(report: Report, year: int | None = None) -> Letterhead:
    """The head of page 1, of the report's own year unless said; number, day and month are given as it is issued."""
    return Letterhead(
        superior=detail(report, "superior").upper(),
        agency=_lines(report, "agency"),
        number=f"Số:{_BLANK}/{detail(report, 'number_symbol')}",
        place_and_date=f"{detail(report, 'place')}, ngày{_BLANK}tháng{_BLANK}năm {year or _year(report)}",
        draft=not report.locked,
    )


def signature(report: Report) -> SignatureBlock:
    """By whose authority (TM., KT., TL., TUQ., Q.) and in which office the signer signs, then the name."""
    return SignatureBlock((*_lines(report, "authority"), *_lines(report, "title")), detail(report, "signer"))


def addressee(report: Report) -> str:
    """To whom the report goes, one a line; "" when to nobody in particular."""
    return detail(report, "addressee")


def recipients(report: Report) -> tuple[str, ...]:
    """Who receives a copy, one a line."""
    return tuple(line for line in detail(report, "recipients").splitlines() if line)


def _lines(report: Report, key: str) -> tuple[str, ...]:
    return tuple(line.upper() for line in detail(report, key).splitlines() if line)


def _year(report: Report) -> int:
    """The year of the document: that of the day on which its data stand, where it is known."""
    day = report.details.get("as_of")
    return date.fromisoformat(day).year if day else report.period.year
