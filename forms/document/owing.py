"""Who owes numbers to a report: which agency was asked for which section, when, until when, and when it replied."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from forms.checks import progress
from forms.definitions.template import Section
from forms.report.report import Report
from forms.values.text import fold


@dataclass(frozen=True, slots=True)
class Asked:
    """That an agency was asked for a section, by whom and when; `replied` is when its last reply was taken in."""

    section: str
    agency: str
    due: date | None
    who: str
    at: datetime  # UTC
    replied: datetime | None = None


class OwingState(StrEnum):
    """How a section stands with its agency; the value is its code in files."""

    NOT_ASKED = "chua_de_nghi"
    ASKED = "cho_tra_loi"
    LATE = "qua_han"
    REPLIED = "da_tra_loi"

    @property
    def label(self) -> str:
        """What officers call it."""
        return _LABELS[self]


_LABELS = {
    OwingState.NOT_ASKED: "Chưa đề nghị",
    OwingState.ASKED: "Chờ trả lời",
    OwingState.LATE: "Quá hạn",
    OwingState.REPLIED: "Đã trả lời",
}


@dataclass(frozen=True, slots=True)
class Owing:
    """A section with one agency: how it stands, how many of its cells are full, and how many there are."""

    section: Section
    agency: str
    asked: Asked | None
    standing: OwingState
    full: int
    cells: int


def owing(report: Report, asked: Iterable[Asked], today: date) -> list[Owing]:
    """Every section with figures, once for each agency that was asked, else for the one that gathers its numbers."""
    found: list[Owing] = []
    last: dict[str, dict[str, Asked]] = {}
    for one in asked:
        last.setdefault(one.section, {})[fold(one.agency)] = one
    for section in report.template.sections.values():
        figures = report.figures(section)
        counts = [progress.filled(report, figure) for figure in figures]
        full, cells = sum(count for count, _ in counts), sum(count for _, count in counts)
        made = list(last.get(section.code, {}).values())
        requests: Sequence[Asked | None] = made or ([None] if figures else [])
        for request in requests:
            agency = request.agency if request else section.agency_on(today)
            found.append(Owing(section, agency, request, _standing(request, today), full, cells))
    return found


def _standing(asked: Asked | None, today: date) -> OwingState:
    if asked is None:
        return OwingState.NOT_ASKED
    if asked.replied is not None:
        return OwingState.REPLIED
    return OwingState.LATE if asked.due and asked.due < today else OwingState.ASKED
