"""What an office is called in its own document, by its level and kind: the words that definitions leave open.

What stands above an office is known where the file says so; elsewhere dots are printed, which are asked for before
the report is final.
"""

from __future__ import annotations

import re

from forms.definitions.office import UnitKind, called
from forms.definitions.template import Template
from forms.offices.units import Unit
from forms.report.report import Report
from forms.values.period import Period
from forms.values.style import ELLIPSIS, day_in_figures
from forms.values.text import fold, initials, lowered, raised

_IN_FULL = re.compile(r" (?:[0-9]+|Hồ Chí Minh)$")
"""Decree 30 writes a place that is called by a number, and the city of this name, in full and with capitals."""


def phrase(report: Report, text: str) -> str:
    """A text of the office's definition with its words filled in."""
    return text.format(**_words(report)) if "{" in text else text


def speaker(report: Report) -> str:
    """Whose words a document is, within a sentence: "Ủy ban nhân dân tỉnh Kon Tum"."""
    return phrase(report, report.template.offices[report.unit.level].speaker) or report.unit.name


def in_sentence(template: Template, name: str) -> str:
    """The name of an office within a sentence: "tỉnh Kon Tum"; proper names keep their capital."""
    return lowered(name) if template.kind_of_name(name) and not _IN_FULL.search(name) else name


def proper(template: Template, level: str, name: str) -> str:
    """An office as its documents want it: "Xã Ia Dom" where somebody typed "UBND xã Ia Dom" or "X. Ia Dom"."""
    office = template.offices[level]
    words = name.split()
    for agency in office.agency:
        for said in (agency.split(), [initials(agency)]):
            if len(words) > len(said) and [*map(fold, words[: len(said)])] == [*map(fold, said)]:
                words = words[len(said) :]
    rest = " ".join(words)
    for kind in office.kinds if len(words) > 1 or "." in rest else ():
        short = initials(kind)
        spelled = rf"{kind} |{short}\. ?{f'|{short} ' if len(short) > 1 else ''}"
        if found := re.match(spelled, rest, re.IGNORECASE):
            return f"{kind} {rest[found.end() :].strip()}".strip()
    own, locality = _parted(template, level, rest)
    return f"{own} {locality}" if _IN_FULL.search(locality) else rest


def own_name(report: Report) -> str:
    """The name of an office beneath that of its superior: "Phòng Nội vụ" of "Phòng Nội vụ huyện Sa Thầy".

    Whose kind its level does not name (police, social insurance) may be under another superior, and keeps its name.
    """
    own, locality = _parted(report.template, report.unit.level, report.unit.name)
    kinds = report.template.offices[report.unit.level].label.casefold().split(", ")
    beneath = fold(locality) in fold(report.details.get("superior") or locality)
    return own if beneath and own.partition(" ")[0].casefold() in kinds else report.unit.name


def _parted(template: Template, level: str, name: str) -> tuple[str, str]:
    """The own name of an office without a kind, and the locality that follows in it; "" for none."""
    kinds = {word for office in template.offices.values() for kind in office.kinds for word in (kind, kind.lower())}
    if kinds and not template.offices[level].kinds:
        for found in re.finditer(rf" (?=(?:{'|'.join(sorted(kinds))}) (\w))", name):
            if not found[1].islower():
                return name[: found.start()], raised(name[found.end() :])
    return name, ""


def doubt(template: Template, unit: Unit, period: Period) -> str:
    """Why there can be no such office in a period: its level or its kind ended, or is not there yet; "" for none."""
    office = template.offices[unit.level]
    kind = office.kind(unit.name, unit.kind)
    for name, dated in ((office.label, office), (kind, office.kinds.get(kind))):
        if dated is None:
            continue
        if dated.until and dated.until < period.start:
            return f"{name} chỉ có đến {day_in_figures(dated.until)}; đề nghị kiểm tra tên đơn vị, cấp và kỳ báo cáo."
        if dated.since and dated.since > period.end:
            return f"{name} chỉ có từ {day_in_figures(dated.since)}; đề nghị kiểm tra tên đơn vị, cấp và kỳ báo cáo."
    return ""


def _words(report: Report) -> dict[str, str]:
    template, unit = report.template, report.unit
    office = template.offices[unit.level]
    kind = office.kind(unit.name, unit.kind)
    own, locality = _parted(template, unit.level, unit.name)
    above, top = (unit.path[-1], unit.path[0]) if unit.path else (locality, locality)
    highest = (office.kinds[kind].top if kind else "") or office.top.capitalize()
    above_kind, top_kind = (template.kind_of_name(name) or highest for name in (above, top))
    whose = office.kinds[kind] if kind else _kind_above(template, unit, above_kind)
    return {
        "unit": in_sentence(template, unit.name),
        "kind": kind.lower(),
        "party": whose.party,
        "subunits": called(whose.subunits, report.period.end),
        "place": _place(template, unit.name),
        "initials": initials(own),
        "above": in_sentence(template, above) or ELLIPSIS,
        "above_place": _place(template, above) or ELLIPSIS,
        "above_kind": above_kind.lower(),
        "top": in_sentence(template, top) or top_kind.lower(),
        "top_place": _place(template, top) or ELLIPSIS,
        "top_kind": top_kind.lower(),
    }


def _kind_above(template: Template, unit: Unit, kind: str) -> UnitKind:
    """What is known of the kind of the office above, which is the highest where departments of the level have that."""
    highest = template.level_of_kind(template.offices[unit.level].top.capitalize(), 1)
    level = template.level_of_kind(kind, len(unit.path) or (1 if highest else 2))
    return template.offices[level].kinds[kind] if level else UnitKind()


def _place(template: Template, name: str) -> str:
    return name if _IN_FULL.search(name) else name.removeprefix(template.kind_of_name(name)).strip()
