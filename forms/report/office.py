"""What an office is called in its own document, by its level and kind: the words that definitions leave open.

What stands above an office is known where the file says so; elsewhere dots are printed, which are asked for before
the report is final.
"""

from __future__ import annotations

from forms.definitions.office import UnitKind, called
from forms.definitions.template import Template
from forms.offices.units import Unit
from forms.report.report import Report
from forms.values.period import Period
from forms.values.style import ELLIPSIS, day_in_figures
from forms.values.text import initials, lowered


def phrase(report: Report, text: str) -> str:
    """A text of the office's definition with its words filled in."""
    return text.format(**_words(report)) if "{" in text else text


def speaker(report: Report) -> str:
    """Whose words a document is, within a sentence: "Ủy ban nhân dân tỉnh Kon Tum"."""
    return phrase(report, report.template.offices[report.unit.level].speaker) or report.unit.name


def in_sentence(template: Template, name: str) -> str:
    """The name of an office within a sentence: "tỉnh Kon Tum"; proper names keep their capital."""
    return lowered(name) if template.kind_of_name(name) else name


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
    above, top = (unit.path[-1], unit.path[0]) if unit.path else ("", "")
    above_kind, top_kind = (template.kind_of_name(name) or office.top.capitalize() for name in (above, top))
    whose = office.kinds[kind] if kind else _kind_above(template, unit, above_kind)
    own = unit.name.partition(f" {template.kind_of_name(top).lower()} ")[0] if top else unit.name
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
    """What is known of the kind of the office above."""
    level = template.level_of_kind(kind, len(unit.path))
    return template.offices[level].kinds[kind] if level else UnitKind()


def _place(template: Template, name: str) -> str:
    return name.removeprefix(template.kind_of_name(name)).strip()
