"""What the words in braces say that are no cells: periods, offices, days, documents, rows by their names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from forms.definitions import sentences
from forms.definitions.sentences import Sentence
from forms.definitions.tables import Lines
from forms.narrative import issued, legal
from forms.narrative.blocks import Text
from forms.narrative.scope import Filled, Scope
from forms.report import details
from forms.report.office import in_sentence, phrase
from forms.values.style import ELLIPSIS, day_in_figures, day_in_words
from forms.values.text import lowered, raised


def field(name: str, form: str, scope: Scope) -> Filled:
    """What a word in braces says where a sentence stands."""
    report = scope.report
    if name == "documents":
        return _documents(scope)
    if name == "as_of":
        day = details.cut_off(report)
        write = day_in_figures if form == "figures" else day_in_words
        return Filled([Text(write(day))], 1) if day else Filled([Text(ELLIPSIS)], 0, 0, 1)
    if name == "month":
        return Filled(missing=not report.period.start.month <= int(form) <= report.period.end.month)
    if name == "label":
        text = report.label(scope.figure, scope.row) if scope.figure else ""
        fixed = not scope.row or (scope.figure is not None and scope.figure.fixed_row(scope.row) is not None)
        named = in_sentence(report.template, text) if form in ("lower", "name") else text
        small = form == "lower" and (fixed or _common(text))
        return Filled([Text(lowered(text) if small or (form == "name" and _PEOPLE.match(text)) else named)])
    if name in ("party", "subunits"):
        said = phrase(report, f"{{{name}}}")
        return Filled([Text(raised(said) if form == "raised" else said or ELLIPSIS)], outside=not said)
    office = report.template.offices[report.unit.level]
    periods = _listed([one.period.in_sentence for one in report.span])
    kind = report.template.document.kind.lower()
    texts = {
        "unit": in_sentence(report.template, report.unit.name) if form == "lower" else report.unit.name,
        "area": phrase(report, office.area),
        "period": report.period.in_sentence,
        "periods": periods,
        "year": str(report.period.year),
        "within": f"trong {report.period.kind}",
        "until": f"tính đến {day_in_words(details.as_of(report, scope.about) or report.period.end)}",
        "end": end(scope),
        "last_year": str(_year_before(scope)),
        "addressee": _listed(details.names(report, "addressee")),
        "replaced": details.replaced(report) or f"{kind} {periods} đã phát hành trước đây",
        "results": "ước kết quả" if report.period.estimated else "kết quả",
        "office": phrase(report, office.speaker) or report.unit.name,
    }
    return Filled([Text(raised(texts[name]) if form == "raised" else texts[name])])


def _year_before(scope: Scope) -> int:
    """The year of numbers that are those of an earlier one, else the one before the period began."""
    moved = scope.about.year if scope.about else 0
    return scope.report.period.year + moved if moved else scope.report.period.start.year - 1


_PEOPLE = re.compile(r"(?:Ông|Bà(?! Rịa)|Các|Những|Một số|Gia đình|Nhóm|Cá nhân|Nhà hảo tâm|Nhà tài trợ) ")
"""How those are named who have no proper name, or one after such a word."""


def _common(text: str) -> bool:
    """Whether what an officer named begins like any words, not like a name: "Sửa chữa …", "Thành phố Kon Tum"."""
    return text.partition(" ")[2][:1].islower()


def _listed(names: Sequence[str]) -> str:
    """Names in a sentence: "năm 2022, năm 2023 và quý I năm 2024"; "" for none."""
    return " và ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _documents(scope: Scope) -> Filled:
    """Who issued the report's own documents, each in full as long as they are few."""
    documents = scope.report.documents
    if not documents:
        return Filled([Text(ELLIPSIS)], missing=1)
    if not issued.listed(scope.report):
        scope.cited.update(documents)
    place = scope.appendices.get(Lines.DOCUMENTS, "phụ lục kèm theo")
    return Filled([Text(issued.spoken(scope.report, place))], stated=1)


def citation(key: str, scope: Scope) -> Filled:
    """A document, in full where it is cited first."""
    document = legal.find(scope.report, key)
    if document is None:
        return Filled([Text(ELLIPSIS)], missing=1)
    text = document.in_short() if key in scope.cited else document.in_full()
    scope.cited.add(key)
    return Filled([Text(text)])


def none_in(parts: Sentence, scope: Scope) -> str:
    """What a walk says of a period in which there was nothing to count, or at whose end there was nothing."""
    if parts[:1] == (sentences.Field("end", ""),):
        return f"{end(scope)} không có"
    return f"{scope.report.period.in_sentence} không phát sinh"


def end(scope: Scope) -> str:
    """Up to when a stock is told: "đến hết năm 2024", "đến hết tháng 6 năm 2024", or the day of the figures."""
    period, day = scope.report.period, details.as_of(scope.report, scope.about)
    if day and day != period.end and (day < period.end or not period.estimated):
        return f"đến {day_in_words(day)}"
    last = f"tháng {period.end.month} " if period.end.month < 12 else ""
    return f"đến hết {last}năm {period.year}"
