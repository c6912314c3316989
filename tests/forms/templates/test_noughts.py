"""What a sentence leaves out because there was nothing to count is told where a number says otherwise."""

from __future__ import annotations

import pytest

from forms.checks.checker import check
from forms.definitions.loading import codes, load
from forms.definitions.template import Column
from forms.narrative.denials import denied
from forms.report.cells import Address, Cell
from forms.report.report import Report
from forms.values.numbers import Number
from forms.values.period import parse
from tools import sentences

OTHERWISE = {"poverty_entered.relapsed", "ncc_monthly.stopped", "programme_houses.repaired"}
"""Where nothing to begin with says nothing of it: nobody became poor, and some did so again."""


@pytest.mark.parametrize(("template", "level"), [("nq42", "tinh"), ("giam_ngheo", "huyen")])
def test_a_nought_beside_a_number_that_goes_with_it_is_told(template: str, level: str) -> None:
    definition = load(template)
    unit = sentences.offices(definition)[level][0]
    silent = []
    for figure in definition.figures.values():
        head, *others = figure.measures.values()
        for measure in others:
            if Column.PLAN in (head.column, measure.column):
                continue
            report = Report(definition, unit, parse("2025"))
            cells = [Address(figure.code, "", one.code) for one in (head, measure)]
            report.cells |= {cells[0]: Cell(Number(0)), cells[1]: Cell(Number(1))}
            if not any(set(cells) & set(finding.cells) for finding in check(report)):
                silent.append(f"{figure.code}.{measure.code}")
    assert set(silent) <= OTHERWISE


@pytest.mark.parametrize("template", codes())
def test_what_is_left_out_as_another_number_denies_it_is_told(template: str) -> None:
    definition = load(template)
    unit = sentences.offices(definition)["tinh"][0]
    seen, silent = 0, []
    for figure in definition.figures.values():
        whole = sentences.filled(definition, unit, parse("2025"), "up")
        addresses = list(whole.addresses(figure))
        for one in addresses:
            for other in addresses:
                if one == other or (one.row and one.row != other.row):
                    continue
                for numbers in ((0, 1), (1, 0)):
                    report = Report(definition, unit, parse("2025"))
                    report.rows |= whole.rows
                    report.cells |= {at: Cell(Number(n)) for at, n in zip((one, other), numbers, strict=True)}
                    if denied(report, other):
                        seen += 1
                        silent += [] if any(other in found.cells for found in check(report)) else [(one, other)]
    assert seen
    assert silent == []
