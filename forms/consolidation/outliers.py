"""Offices whose number nobody would expect: beside last year and beside the others, by how much it changes the total.

The middle of all offices is what is expected, and the middle of their distances from it is what is usual: neither is
moved by the few that are wrong. What lies far outside is ranked as in selective editing, by the difference it makes
to the total, so that the first to be asked about is the one that counts the most.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import log
from statistics import median
from typing import NamedTuple

_LEAST = 4  # offices, below which there is no middle to speak of
_USUAL = 4  # times the usual distance
_NEAR = log(1.5)  # less than half as much again is never told, however alike the others are
_NEAR_SIZE = log(20)  # offices differ in size: beside one another only another unit is told
_SMALL = 10  # a change of small numbers says little: a tenth of the middle is added to both sides


class Outlier(NamedTuple):
    """An office far from what is expected of it; `last` is what it stated a year ago, None where nobody knows."""

    office: int
    now: Fraction
    last: Fraction | None
    expected: Fraction

    @property
    def effect(self) -> Fraction:
        """By how much the total changes if what is expected is right."""
        return self.expected - self.now


Value = Fraction | int


def outliers(now: Mapping[int, Value], last: Mapping[int, Value]) -> list[Outlier]:
    """Those who are far out, by the offices' numbers of now and of a year ago; who changes the total most comes first.

    Nothing is said of numbers below zero.
    """
    known = {office: value for office, value in now.items() if value >= 0}
    both = {office: (value, last[office]) for office, value in known.items() if last.get(office, -1) >= 0}
    found = _over_time(both) if len(both) >= _LEAST else []
    alone = {office for office in known if office not in both} if both else set(known)
    if alone:
        found += [one for one in _beside_one_another(known) if one.office in alone]
    return sorted(found, key=lambda one: (-abs(one.effect), one.office))


def _over_time(both: Mapping[int, tuple[Value, Value]]) -> list[Outlier]:
    """Those whose change since last year is not that of the others."""
    floats = {office: (float(value), float(before)) for office, (value, before) in both.items()}
    pad = median(before for _, before in floats.values()) / _SMALL or 1.0
    ratios = {office: (value + pad) / (before + pad) for office, (value, before) in floats.items()}
    usual = median(ratios.values())
    found = []
    for office in _far(ratios, usual, _NEAR):
        now, last = map(Fraction, both[office])
        found.append(Outlier(office, now, last, _about(max(usual * (floats[office][1] + pad) - pad, 0))))
    return found


def _beside_one_another(known: Mapping[int, Value]) -> list[Outlier]:
    """Those of another size than all others."""
    sizes = {office: float(value) for office, value in known.items() if value}
    if len(sizes) < _LEAST:
        return []
    usual = median(sizes.values())
    return [Outlier(office, Fraction(known[office]), None, _about(usual)) for office in _far(sizes, usual, _NEAR_SIZE)]


def _far(values: Mapping[int, float], usual: float, near: float) -> list[int]:
    """Who is farther from the middle than is usual, counted in times as much or as little."""
    apart = {office: abs(log(value / usual)) for office, value in values.items()}
    bound = max(near, _USUAL * median(apart.values()))
    return [office for office, distance in apart.items() if distance > bound]


def _about(value: float) -> Fraction:
    """What is expected, as near as anybody can say."""
    return Fraction(value).limit_denominator(10**6)
