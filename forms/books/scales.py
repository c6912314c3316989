"""In what a workbook counts: units that are thousands or millions of another one, or that count the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from forms.definitions.dimensions import dimensions
from forms.values.text import fold

_STEPS = {"": 1, "nghìn": 10**3, "triệu": 10**6, "tỷ": 10**9}
_STEP = re.compile(r"((?<!\d)1(?:[ .]?000){1,2}(?!\d)|\b(?:nghìn|ngàn|triệu|tr|tỷ|tỉ)\b)\.?\s*")
_VALUES = _STEPS | {"1000": 10**3, "1000000": 10**6, "ngàn": 10**3, "tr": 10**6, "tỉ": 10**9}
# what stands in brackets, after the words that announce a unit, or after the last comma
_BARE = re.compile(
    r"\(\s*([^()]{1,30}?)\s*\)|(?:đơn vị tính|đơn vị|đvt)\s*:?\s*([^();:]{1,30})|,\s*([^(),;:]{1,30})$", re.IGNORECASE
)


class Scale(NamedTuple):
    """How many of what: a million đồng."""

    step: int
    base: str


class _Name(NamedTuple):
    """A unit taken apart: how many, of what, and per what ("/ngày"; "" for nothing)."""

    step: int
    unit: str
    per: str


def _name(unit: str) -> _Name:
    called = dimensions().called
    plain = " ".join(unit.casefold().split())
    plain = called.get(plain, plain)
    found = _STEP.match(plain)
    step = _VALUES[re.sub(r"[ .]", "", found[1])] if found else 1
    head, slash, rest = (plain[found.end() :] if found else plain).partition("/")
    return _Name(step, called.get(head.strip(), head.strip()), slash + rest)


def scale(unit: str) -> Scale:
    """What a unit counts; one of itself where it is no thousand or million of another and of no known dimension."""
    name = _name(unit)
    alike = dimensions().alike(name.unit)
    return Scale(name.step * alike[name.unit], next(iter(alike)) + name.per)


def ratio(unit: str, into: str) -> Fraction | None:
    """By what a number in a unit is multiplied to be in another; None where they count different things."""
    if not into or into == unit:
        return Fraction(1)
    one, other = scale(unit), scale(into)
    return Fraction(one.step, other.step) if one.base == other.base and one.base else None


def choices(unit: str) -> list[str]:
    """The units in which a workbook may count what a figure counts in one; the figure's own first."""
    name = _name(unit)
    if not name.unit or "%" in name.unit:
        return [unit]
    found = [f"{one}{name.per}" for one in dimensions().alike(name.unit)]
    found += [f"{step} {name.unit}{name.per}".strip() for step in _STEPS]
    return list(dict.fromkeys((unit, *found)))


def told(texts: Iterable[str], unit: str) -> str:
    """The unit that the first of some texts which names one says, of those in which a figure may count; "" for none."""
    for text in texts:
        for part in (*map("".join, _BARE.findall(text)), text):
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
