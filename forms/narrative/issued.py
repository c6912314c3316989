"""The documents that were issued: who issued which, in the order of who stands above, and which stand in their list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import IntEnum

from forms.definitions.legal_document import LegalDocument
from forms.definitions.template import Template
from forms.report.office import speaker
from forms.report.report import Report
from forms.values.style import count
from forms.values.text import fold

_MOST = 5  # documents that a sentence names; more of them are counted, and stand in their list
_LAST = 9999


class Whose(IntEnum):
    """Where who issued a document stands, seen from the office that reports."""

    CENTRE = 0
    ABOVE = 1
    OWN = 2
    BELOW = 3


def in_order(report: Report) -> list[LegalDocument]:
    """The documents of a report: by year where it is on several, then by who issued them, then as they were listed."""
    documents = list(report.documents.values())
    issuers = list(dict.fromkeys(document.issuer for document in documents))

    def place(document: LegalDocument) -> tuple[int, Whose, int]:
        return _year(report, document), whose(report, document), issuers.index(document.issuer)

    return sorted(documents, key=place)


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
        by_issuer.setdefault(document.issuer.strip() or speaker(report), []).append(document)
    for issuer, of_issuer in by_issuer.items():
        what = (
            "; ".join(one.in_full(issuer=False) for one in of_issuer) if whole else f"{count(len(of_issuer))} văn bản"
        )
        yield f"{issuer} đã ban hành {what}"


def _year(report: Report, document: LegalDocument) -> int:
    """The year under which a document stands, where the report is on several; the same for all where it is not."""
    if len(report.span) < 2:
        return 0
    return document.day.year if document.day else _LAST


def whose(report: Report, document: LegalDocument) -> Whose:
    """Where the issuer stands: by the name of the office, else by the kind of office that its own name tells."""
    issuer, levels = document.issuer, list(report.template.offices)
    if not fold(issuer) or f" {fold(report.unit.name)} " in f" {fold(issuer)} ":
        return Whose.OWN
    found = _levels(report.template, issuer)
    own = levels.index(report.unit.level)
    if not found:
        return Whose.CENTRE
    if report.unit.level in found and not _named(issuer, found[report.unit.level]):
        return Whose.OWN
    places = [levels.index(level) - own for level in found]
    if any(place > 0 for place in places):
        return Whose.BELOW
    return Whose.OWN if 0 in places else Whose.ABOVE


def _levels(template: Template, issuer: str) -> dict[str, str]:
    """The levels whose offices an issuer may be one of, each with the kind that says so: what it names first."""
    found: dict[str, tuple[int, str]] = {}
    for level, office in template.offices.items():
        words = [*office.kinds, *(kind.party for kind in office.kinds.values())]
        starts = [(start, word) for word in words if (start := _kind(word, issuer)) is not None]
        starts += [(0, word) for word in (() if words else office.label.split(", ")) if issuer.startswith(f"{word} ")]
        if starts:
            found[level] = min(starts)
    first = min((start for start, _ in found.values()), default=0)
    return {level: word for level, (start, word) in found.items() if start == first}


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
