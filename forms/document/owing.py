"""Who owes numbers to a report: who holds those of each section, who was asked, until when, and when it replied."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum

from forms.checks import progress
from forms.checks.progress import Gap
from forms.definitions.template import Section
from forms.errors import KnownError
from forms.report import limits
from forms.report.report import Report
from forms.values.frozen import frozen
from forms.values.style import NBSP
from forms.values.text import fold, tidy


@frozen
class Asked:
    """That an agency was asked for a section, by whom and when; `replied` is when its last reply was taken in."""

    section: str
    agency: str
    due: date | None
    who: str
    at: datetime  # UTC
    replied: datetime | None = None


@frozen
class Holder:
    """Who holds the numbers of a section, as an officer typed it: the agency, who it is there, and the telephone.

    An agency of "" is the one that the template names.
    """

    agency: str = ""
    person: str = ""
    phone: str = ""

    @property
    def in_words(self) -> str:
        """All of it in a line: "Phòng Nội vụ, Nguyễn Văn A, 0912 345 678"."""
        return ", ".join(filter(None, (self.agency, self.person, self.phone.replace(" ", NBSP))))


def holder(agency: str, person: str, phone: str) -> Holder:
    """Who holds numbers, as it is stored; raises KnownError for what is no name."""
    texts = {"Nơi giữ số liệu": tidy(agency), "Người giữ số liệu": tidy(person), "Điện thoại": tidy(phone)}
    for what, text in texts.items():
        if len(text) > limits.NAME:
            raise KnownError(f"{what} dài quá {limits.NAME} chữ; đề nghị ghi gọn lại.")
        limits.refuse_spoofed(what, text)
    return Holder(*texts.values())


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


@frozen
class Owing:
    """A section with who holds its numbers: how it stands, and how full each of its figures is."""

    section: Section
    holder: Holder
    asked: Asked | None
    standing: OwingState
    gaps: tuple[Gap, ...]
    usual: str = ""  # the agency that the template names

    @property
    def agency(self) -> str:
        """The agency that holds its numbers; "" where nobody says."""
        return self.holder.agency

    @property
    def full(self) -> int:
        """How many of its cells need nothing more."""
        return sum(gap.full for gap in self.gaps)

    @property
    def cells(self) -> int:
        """How many cells it has."""
        return sum(gap.cells for gap in self.gaps)


def owing(
    report: Report, asked: Iterable[Asked], today: date, holders: Mapping[str, Holder] | None = None
) -> list[Owing]:
    """Every section with figures, once for each agency that was asked, else for the one that holds its numbers.

    `holders` are those that officers typed, by section; else the template says which agency it is.
    """
    found: list[Owing] = []
    last: dict[str, dict[str, Asked]] = {}
    for one in asked:
        last.setdefault(one.section, {})[fold(one.agency)] = one
    for section in report.template.sections.values():
        gaps = tuple(progress.gaps(report, section))
        made = list(last.get(section.code, {}).values())
        requests: Sequence[Asked | None] = made or ([None] if gaps else [])
        known = (holders or {}).get(section.code, Holder())
        usual = section.agency_on(today, report.unit.level)
        known = replace(known, agency=known.agency or usual)
        found += [Owing(section, _asked(known, one), one, _standing(one, today), gaps, usual) for one in requests]
    return found


def _asked(known: Holder, request: Asked | None) -> Holder:
    """Who holds the numbers that were asked for: who is known, or another agency that was asked."""
    if request is None or fold(request.agency) == fold(known.agency):
        return known
    return Holder(request.agency)


def _standing(asked: Asked | None, today: date) -> OwingState:
    if asked is None:
        return OwingState.NOT_ASKED
    if asked.replied is not None:
        return OwingState.REPLIED
    return OwingState.LATE if asked.due and asked.due < today else OwingState.ASKED
