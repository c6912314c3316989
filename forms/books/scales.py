"""In what a workbook counts: units of measure that are thousands, millions and milliards of another one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from forms.values.text import fold

_STEPS = {"": 1, "nghìn": 10**3, "triệu": 10**6, "tỷ": 10**9}
_STEP = re.compile(r"((?<!\d)1(?:[ .]?000){1,2}(?!\d)|\b(?:nghìn|ngàn|triệu|tr|tỷ|tỉ)\b)\.?\s*")
_VALUES = _STEPS | {"1000": 10**3, "1000000": 10**6, "ngàn": 10**3, "tr": 10**6, "tỉ": 10**9}
_MONEY = frozenset({"đồng", "đ", "vnđ", "vnd", "đồng việt nam"})
_SHORT = {"trđ": "triệu đồng", "tr.đ": "triệu đồng", "trđồng": "triệu đồng"}
# what stands in brackets, or after the words that announce a unit
_BARE = re.compile(r"\(\s*([^()]{1,30}?)\s*\)|(?:đơn vị tính|đơn vị|đvt)\s*:?\s*([^();:]{1,30})", re.IGNORECASE)


class Scale(NamedTuple):
    """How many of what: a million đồng."""

    step: int
    base: str


def scale(unit: str) -> Scale:
    """What a unit counts; of one that is no thousand or million of another, one of itself."""
    plain = " ".join(unit.casefold().split())
    plain = _SHORT.get(plain, plain)
    found = _STEP.match(plain)
    step = _VALUES[re.sub(r"[ .]", "", found[1])] if found else 1
    base = plain[found.end() :] if found else plain
    head, slash, rest = base.partition("/")
    return Scale(step, ("đồng" if head.strip() in _MONEY else head.strip()) + slash + rest)


def ratio(unit: str, into: str) -> Fraction | None:
    """By what a number in a unit is multiplied to be in another; None where they count different things."""
    if not into or into == unit:
        return Fraction(1)
    one, other = scale(unit), scale(into)
    return Fraction(one.step, other.step) if one.base == other.base and one.base else None


def choices(unit: str) -> list[str]:
    """The units in which a workbook may count what a figure counts in one; the figure's own first."""
    base = scale(unit).base
    if not base or "%" in base:
        return [unit]
    return [unit, *(found for step in _STEPS if (found := f"{step} {base}".strip()) != unit)]


def told(texts: Iterable[str], unit: str) -> str:
    """The unit that the first of some texts which names one says, of those in which a figure may count; "" for none."""
    for text in texts:
        for part in (*(inner or after for inner, after in _BARE.findall(text)), text):
            found = _named(part, unit)
            if found:
                return found
    return ""


def _named(text: str, unit: str) -> str:
    """The choice that a text is, or names within it as so many thousands or millions."""
    plain = " ".join(text.casefold().replace(",", " ").split())
    there = choices(unit)
    whole = scale(plain)
    for choice in there:
        if scale(choice) == whole:
            return choice
    for step in _STEP.finditer(plain):
        after = plain[step.start() :]
        for choice in there:
            one = scale(choice)
            named = scale(" ".join(after.split()[: len(one.base.split()) + 1]).strip(" ().;:"))
            if one.step > 1 and named == one:
                return choice
    return ""


def is_money(unit: str) -> bool:
    """Whether a unit counts money."""
    return scale(unit).base.startswith("đồng")


def is_share(unit: str) -> bool:
    """Whether a unit is percent."""
    return "%" in unit or "phan tram" in fold(unit)
