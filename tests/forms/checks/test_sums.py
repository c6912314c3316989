"""Rules over several cells and several rows: what they add, count and name, and where they stand."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from forms.checks.checker import Checker, check
from forms.definitions.rules import Kind
from forms.report.report import Report
from tests.forms.checks.test_messages import in_words
from tests.forms.checks.test_rule_kinds import CROSS
from tests.forms.small import filled, small

SECTION = """
[figure.rice]
label = "Gạo"
measures.ton = {label = "Gạo", unit = "tấn", decimals = 2}
measures.persons = {}
[figure.rice.breakdown.source]
label = "Nguồn"
relation = "subset"
rows = {state = "Nhà nước", social = "Xã hội hóa", abroad = "Nước ngoài"}
[figure.money]
label = "Kinh phí"
measures.ton = {label = "Gạo", unit = "tấn", decimals = 2}
measures.amount = {}
"""


def rule(holds: str, *lines: str) -> str:
    more = "".join(f"{line}\n" for line in lines)
    return f'{SECTION}[rule.r]\nkind = "equality"\nsays = "Sai."\nholds = "{holds}"\n{more}'


def errors(report: Report) -> list[str]:
    return [in_words(finding)[0] for finding in check(report) if finding.code != "waiting"]


SUM = "near(money.ton, sum(rice[source:*].ton))"
STATED = "money.amount == stated(rice[source:*].persons)"


@pytest.mark.parametrize(
    ("holds", "lines", "gap"),
    [
        (SUM, "money,,ton,6.5;rice,state,ton,1.5;rice,social,ton,2;rice,abroad,ton,3", ("0", "1/20")),
        (SUM, "money,,ton,9.5;rice,state,ton,1.5;rice,social,ton,2;rice,abroad,ton,3", ("3", "1/20")),
        (SUM, "money,,ton,9.5;rice,state,ton,1.5;rice,social,ton,2", None),
        (STATED, "money,,amount,2;rice,state,persons,0;rice,abroad,persons,,chua_co", ("0", "0")),
        (STATED, "money,,amount,2", ("2", "0")),
    ],
)
def test_cells_are_added_and_counted(tmp_path: Path, holds: str, lines: str, gap: tuple[str, str] | None) -> None:
    checker = Checker(filled(small(tmp_path, rule(holds)), lines))
    (found,) = [each for each in checker.checks if each.id == "r"]
    assert found.gap() == (gap and tuple(map(Fraction, gap)))


@pytest.mark.parametrize(
    ("stated", "severity", "code"),
    [
        ("7.7", "error", "error equality"),
        ("7.8", "error", "warning equality.rounding"),
        ("8.0", "error", ""),
        ("8.2", "error", "warning equality.rounding"),
        ("8.3", "error", "error equality"),
        ("8.2", "info", "info equality"),
        ("8.2", "warning", "warning equality"),
    ],
)
def test_what_is_rounded_is_added_with_its_rounding(tmp_path: Path, stated: str, severity: str, code: str) -> None:
    section = rule(SUM, f'severity = "{severity}"')
    lines = f"money,,ton,{stated};rice,state,ton,2.5;rice,social,ton,2.5;rice,abroad,ton,3.0"
    found = [finding for finding in check(filled(small(tmp_path, section), lines)) if finding.id == "r"]
    assert [f"{finding.severity} {finding.code}" for finding in found] == ([code] if code else [])


def test_a_rule_stands_at_each_of_its_rows_under_a_name_of_its_own(tmp_path: Path) -> None:
    section = rule("persons == ton", 'at = "rice[source:*]"')
    lines = "rice,state,persons,5;rice,state,ton,6;rice,abroad,persons,1;rice,abroad,ton,9"
    assert errors(filled(small(tmp_path, section), lines)) == [
        f"error equality r:source:{row} {pair} [rice.source:{row}.persons rice.source:{row}.ton]"
        for row, pair in (("state", "6/5"), ("abroad", "9/1"))
    ]


def test_the_additions_of_a_breakdown_are_its_own(tmp_path: Path) -> None:
    checker = Checker(filled(small(tmp_path, CROSS), ""))
    figure = checker.report.template.figures["credit"]
    found = {
        (code, row): [
            (check.total.row, check.total.measure, check.kind)
            for check in checker.additions(figure, figure.breakdowns[code], row)
        ]
        for code, row in (("need", ""), ("decision", ""), ("decision_need", "decision:first"), ("need", "need:house"))
    }
    assert found == {
        ("need", ""): [("", "households", Kind.OVERLAP)],
        ("decision", ""): [("", "households", Kind.PARTITION)],
        ("decision_need", "decision:first"): [("decision:first", "households", Kind.OVERLAP)],
        ("need", "need:house"): [],
    }
