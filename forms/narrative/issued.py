"""The documents that were issued: who issued which, in the order of who stands above, and which stand in their list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from enum import IntEnum

from forms.definitions.legal_document import LegalDocument
from forms.definitions.template import Template
from forms.report.office import speaker
from forms.report.report import Report
from forms.values.style import count
from forms.values.text import fold

_ORGANS = (
    re.compile(r"ủy\b(?! ban)|đảng|bộ chính trị|ban bí thư", re.IGNORECASE),
    re.compile(r"quốc hội|hội đồng nhân dân|HĐND", re.IGNORECASE),
    re.compile(r"chính phủ|ủy ban nhân dân|UBND", re.IGNORECASE),
)
"""Who comes first among those of one level: the Party, the assembly, the government; then their agencies."""
_MOST = 5  # documents that a sentence names; more of them are counted, and stand in their list
_LAST = 9999


class Whose(IntEnum):
    """Where who issued a document stands, seen from the office that reports."""

    CENTRE = 0
    ABOVE = 1
    OWN = 2
    BELOW = 3


def in_order(report: Report) -> list[LegalDocument]:
    """The documents of a report: by year where it is on several, then by who issued them, then by day."""
    documents = list(report.documents.values())
    issuers = list(dict.fromkeys(issuer(report, document) for document in documents))

    def place(document: LegalDocument) -> tuple[int, Whose, int, int, date]:
        name = issuer(report, document)
        organ, stands = _organ(_spelled(name)), whose(report, document)
        return _year(report, document), stands, organ, issuers.index(name), document.day or date.max

    return sorted(documents, key=place)


def _organ(issuer: str) -> int:
    """Where an issuer stands among those of its level."""
    return next((place for place, organ in enumerate(_ORGANS) if organ.search(issuer)), len(_ORGANS))


def listed(report: Report) -> bool:
    """Whether the documents stand in a list of their own: more than a sentence names, or of lower offices."""
    named = [document for document in report.documents.values() if whose(report, document) is not Whose.BELOW]
    return len(named) > _MOST or len(named) < len(report.documents)


def spoken(report: Report, place: str) -> str:
    """Who issued which documents, as a sentence goes on; `place` is where their list stands."""
    documents = in_order(report)
    named = [document for document in documents if whose(report, document) is not Whose.BELOW]
    several = len({_year(report, document) for document in named}) > 1
    clauses = []
    for year in dict.fromkeys(_year(report, document) for document in named):
        of_year = [document for document in named if _year(report, document) == year]
        when = f"năm {year}, " if several and year != _LAST else ""
        clauses.append(when + "; ".join(_clauses(report, of_year, whole=len(named) <= _MOST)))
    if below := len(documents) - len(named):
        clauses.append(f"các cơ quan, đơn vị, địa phương đã ban hành {count(below)} văn bản")
    seen = f" (chi tiết tại {place})" if listed(report) else ""
    return "; ".join(clauses) + seen


def _clauses(report: Report, documents: Iterable[LegalDocument], *, whole: bool) -> Iterator[str]:
    by_issuer: dict[str, list[LegalDocument]] = {}
    for document in documents:
        by_issuer.setdefault(issuer(report, document), []).append(document)
    for name, of_issuer in by_issuer.items():
        what = (
            "; ".join(one.in_full(issuer=False) for one in of_issuer) if whole else f"{count(len(of_issuer))} văn bản"
        )
        yield f"{name} đã ban hành {what}"


def issuer(report: Report, document: LegalDocument) -> str:
    """Who issued a document: the office itself, where nobody is named."""
    return document.issuer.strip() or speaker(report)


def _year(report: Report, document: LegalDocument) -> int:
    """The year under which a document stands, where the report is on several; the same for all where it is not."""
    if len(report.span) < 2 and report.period.years < 2:
        return 0
    return document.day.year if document.day else _LAST


def whose(report: Report, document: LegalDocument) -> Whose:
    """Where the issuer stands: by the name of the office, else by the kind of office that its own name tells."""
    name, template, unit = _spelled(document.issuer), report.template, report.unit
    if not fold(name) or f" {fold(unit.name)} " in f" {fold(name)} ":
        return Whose.OWN
    found = _levels(template, name)
    if not found:
        return Whose.CENTRE
    if unit.level in found and not _named(name, found[unit.level]):
        return Whose.OWN
    own = _depth(template, unit.level, unit.path[-1] if unit.path else "")
    depths = [_depth(template, level) for level in found]
    if any(depth > own for depth in depths):
        return Whose.BELOW
    return Whose.OWN if own in depths else Whose.ABOVE


def _spelled(issuer: str) -> str:
    """A name with its mark where the definitions put it: "uỷ" is "ủy"."""
    return issuer.replace("uỷ", "ủy").replace("Uỷ", "Ủy")


def _depth(template: Template, level: str, above: str = "") -> float:
    """How far down a level stands; an agency just beneath its office: the one `above`, else the one that is its top."""
    levels, office = list(template.offices), template.offices[level]
    if office.kinds:
        return levels.index(level)
    kind = template.kind_of_name(above) or office.top.capitalize()
    owners = [place for place, one in enumerate(template.offices.values()) if kind in one.kinds]
    return owners[0] + 0.5 if owners else len(levels)


def _levels(template: Template, issuer: str) -> dict[str, str]:
    """The levels whose offices an issuer may be one of, each with the kind that says so: what it names first.

    Only where it names no kind of place, an agency's own words say it.
    """
    found: dict[str, tuple[int, str]] = {}
    for level, office in template.offices.items():
        words = [*office.kinds, *(kind.party for kind in office.kinds.values())]
        starts = [(start, word) for word in words if (start := _kind(word, issuer)) is not None]
        if starts:
            found[level] = min(starts)
    first = min((start for start, _ in found.values()), default=0)
    return {level: word for level, (start, word) in found.items() if start == first} or _agencies(template, issuer)


def _agencies(template: Template, issuer: str) -> dict[str, str]:
    return {
        level: word
        for level, office in template.offices.items()
        if not office.kinds
        for word in office.label.split(", ")
        if issuer.startswith(f"{word} ")
    }


def _kind(word: str, issuer: str) -> int | None:
    """Where a kind of office stands in a name: it ends it, or a proper name follows, so that "xã hội" is no "xã"."""
    for match in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", issuer, re.IGNORECASE):
        after = issuer[match.end() :].lstrip()
        if not after or after[0] in ",;" or after[0].isupper():
            return match.start()
    return None


def _named(issuer: str, kind: str) -> bool:
    """Whether a proper name follows the kind: "huyện Đăk Hà" is another than "huyện"."""
    return not re.search(rf"(?<!\w){re.escape(kind)}\s*$", issuer, re.IGNORECASE)
