"""Rules that stand on a constant without a value for the report's period."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

from forms.checks.checker import check
from forms.checks.findings import Finding
from forms.definitions.loading import TEMPLATES, codes, load
from forms.definitions.rules import Severity
from forms.definitions.template import LegalConstant
from forms.report.report import Report
from tests.forms.small import filled, found, put, small

RULED = """
[figure.rice]
label = "Gạo"
measures.persons = {}
measures.amount = {}
[figure.rice.breakdown.source]
label = "Nguồn"
relation = "partition"
rows.a = "Nguồn A"
rows.b = "Nguồn B"
[rule.norm]
kind = "norm"
severity = "warning"
holds = "rice.amount <= param('norm') * rice.persons"
says = "Quá mức."
[rule.norm_of_rows]
kind = "norm"
severity = "warning"
at = "rice[source:*]"
holds = "amount <= param('norm') * persons"
says = "{label}: quá mức."
"""


def lapsed(report: Report) -> list[Finding]:
    return [finding for finding in check(report) if finding.code == "lapsed"]


def test_what_cannot_be_compared_says_so_once_and_only_where_there_is_a_number(tmp_path: Path) -> None:
    template = small(tmp_path, RULED)
    assert found(filled(template, "rice,,persons,2;rice,,amount,100"))["norm"].severity is Severity.WARNING
    for period, lines in (("2019", ""), ("2020", "rice,,persons,2;rice,,amount,100"), ("2019", "rice,,persons,0")):
        assert not lapsed(filled(template, lines, period)), period
    report = filled(template, "rice,a,persons,2", "2019")
    (finding,) = lapsed(report)
    assert (finding.severity, finding.open, finding.acceptable) == (Severity.INFO, False, False)
    assert finding.message == "Gạo: chưa kiểm tra được vì norm đã biết từ 01/01/2020 (thử)."
    assert "Kiểm tra › Mức, chuẩn theo văn bản" in finding.instruction
    put(report, "rice,b,persons,2;rice,,persons,4;rice,,amount,5")
    assert len(lapsed(report)) == 1


def test_a_value_that_the_office_adds_lets_the_rule_speak_again(tmp_path: Path) -> None:
    template = small(tmp_path, RULED)
    ended = LegalConstant(Fraction(15), date(2010, 1, 1), "kg", "cũ", checked=True, until=date(2011, 12, 31))
    older = LegalConstant(Fraction(12), date(2005, 1, 1), "kg", "cũ hơn", checked=True, until=date(2009, 12, 31))
    for known in ([older, ended], [ended, older], [ended]):
        there = template.with_params([("norm", one) for one in known])
        report = filled(there, "rice,,persons,2;rice,,amount,100", "2019")
        assert "đã biết chỉ đến 31/12/2011 (cũ)" in lapsed(report)[0].message
    later = LegalConstant(Fraction(15), date(2012, 1, 1), "kg", "mới", checked=True)
    report.template = template.with_params([("norm", ended), ("norm", later)])
    assert not lapsed(report)
    assert found(report)["norm"].severity is Severity.WARNING


@pytest.mark.parametrize("code", codes())
def test_constants_of_a_template_do_not_overlap_and_have_names(code: str) -> None:
    template = load(code)
    for name, known in template.params.items():
        assert template.param_label(name) != name
        assert all(template.param(name, param.until or param.since) == param for param in known)
        ordered = sorted(known, key=lambda param: param.since)
        for one, other in pairwise(ordered):
            assert one.until is not None
            assert one.until < other.since, name
        assert len({param.unit for param in known}) == 1, name


def test_templates_agree_on_what_the_law_says() -> None:
    values: dict[tuple[str, date], object] = {}
    for template in map(load, codes(TEMPLATES)):
        for name, known in template.params.items():
            for param in known:
                said = (param.value, param.until, param.unit, param.checked)
                assert values.setdefault((name, param.since), said) == said, name
