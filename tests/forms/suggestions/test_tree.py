"""A sum that does not fit is explained by one office's slip, and only by what can be known of it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from forms.definitions.template import Template
from forms.report.cells import Address
from forms.report.report import Report
from forms.suggestions.tree import ProbableSlip, probable
from forms.values.numbers import Number
from tests.forms.small import filled, small

SECTION = """
[figure.poor]
label = "Hộ nghèo"
measures.households = {}
measures.all = {label = "Tổng số hộ", unit = "hộ"}
measures.rate = {equals = "100 * households / all"}
[rule.share]
kind = "ratio"
says = "Sai."
holds = "near(poor.rate, 100 * poor.households / poor.all)"
"""
PLACE = Address("poor", "", "households")


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Report]:
    template: Template = small(tmp_path_factory.mktemp("mẫu"), SECTION)
    return {
        1: filled(template, "poor,,households,430;poor,,all,1530;poor,,rate,28.10"),
        2: filled(template, "poor,,households,31;poor,,all,740;poor,,rate,41.89"),
        3: filled(template, "poor,,households,120"),
    }


def found(reports: dict[int, Report], apart: int | None, expected: dict[int, int] | None = None) -> list[ProbableSlip]:
    stated = {office: number for office, one in reports.items() if (number := one.cells[PLACE].number)}
    wanted = {office: Fraction(value) for office, value in (expected or {}).items()}
    return probable(stated, None if apart is None else Fraction(apart), wanted, lambda office: (reports[office], PLACE))


def test_with_everybody_in_the_difference_is_one_slip_that_restores_the_office_s_own_rate(
    reports: dict[int, Report],
) -> None:
    first, *_ = found(reports, 279)
    assert (first.office, first.now, first.meant) == (2, Number(31), Number(310))
    assert (first.resolves > 0, first.fits, first.alone) == (True, True, True)
    assert not found(reports, 7001)  # no slip of one office makes this


def test_a_slip_that_would_break_an_office_s_own_rules_is_none(reports: dict[int, Report]) -> None:
    assert not [one for one in found(reports, 3870) if one.office == 1]  # 4300 of 1530


def test_while_one_is_missing_only_its_own_rates_and_last_year_speak(reports: dict[int, Report]) -> None:
    assert not found(reports, None)
    (one,) = found(reports, None, {2: 298})
    assert (one.office, one.fits, one.resolves > 0) == (2, False, True)
    assert abs(one.meant.value - 310) < 2
    (other,) = found(reports, None, {3: 1150})
    assert (other.office, other.resolves) == (3, 0)
    assert not found(reports, None, {1: 4300})


def test_nothing_is_read_twice(reports: dict[int, Report]) -> None:
    read: list[int] = []

    def reading(office: int) -> tuple[Report, Address]:
        read.append(office)
        return reports[office], PLACE

    probable({2: Number(31)}, None, {2: Fraction(298)}, reading)
    assert read == [2]
