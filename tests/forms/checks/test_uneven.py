"""A sum that lacks offices proves nothing beside numbers that contain them; what lacks the same can be compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms.checks.checker import Weigher, check
from forms.definitions.rules import Severity
from forms.definitions.template import Template
from forms.report.cells import Address, Cell, Mark, MarkKind
from forms.report.changes import Coverage
from forms.report.report import Report
from forms.values.numbers import Number
from tests.forms.checks.test_rule_kinds import COMPARE, rule
from tests.forms.small import filled, small

PERSONS, AMOUNT = Address("jobs", "", "persons"), Address("money", "", "amount")
LACKS = Mark(MarkKind.COMPUTED, "chưa gồm Xã B")
REMARK = " Số tổng hợp ở đây còn thiếu đơn vị nên chưa kết luận được."


@pytest.fixture
def template(tmp_path: Path) -> Template:
    return small(tmp_path, rule("equality", "jobs.persons == money.amount"), COMPARE)


def _summed(template: Template, persons: Coverage | None, amount: Coverage | None) -> Report:
    """A report whose numbers disagree, and whose sums lack offices where that is said."""
    report = filled(template, "")
    for address, digits, coverage in ((PERSONS, 5, persons), (AMOUNT, 6, amount)):
        cell = Cell(Number(digits))
        report.cells[address] = cell.marked(LACKS) if coverage else cell
        if coverage:
            report.coverage[address] = coverage
    return report


@pytest.mark.parametrize(
    ("persons", "amount", "severity"),
    [
        (None, None, Severity.ERROR),
        (Coverage(3, 1), None, Severity.INFO),
        (None, Coverage(3, 1), Severity.INFO),
        (Coverage(3, 1), Coverage(2, 2), Severity.INFO),
        (Coverage(3, 1), Coverage(3, 1), Severity.ERROR),  # both lack the same
    ],
)
def test_what_lacks_offices_is_compared_only_with_what_lacks_them_too(
    template: Template, persons: Coverage | None, amount: Coverage | None, severity: Severity
) -> None:
    report = _summed(template, persons, amount)
    (finding,) = (finding for finding in check(report) if finding.code == "equality")
    assert (finding.severity, finding.message.endswith(REMARK)) == (severity, severity is Severity.INFO)
    assert sorted(Weigher().weights(report)) == sorted(one.severity for one in check(report))


def test_what_informs_already_says_no_more(tmp_path: Path) -> None:
    section = rule("equality", "jobs.persons == money.amount", severity='"info"')
    report = _summed(small(tmp_path, section, COMPARE), Coverage(3, 1), None)
    (finding,) = (finding for finding in check(report) if finding.code == "equality")
    assert not finding.message.endswith(REMARK)


def test_a_typed_number_lacks_nobody(template: Template) -> None:
    report = _summed(template, None, None)
    report.coverage[PERSONS] = Coverage(3, 1)  # of the sum that stood there before
    assert Severity.ERROR in {finding.severity for finding in check(report)}


def test_a_sum_that_lacks_offices_says_nothing_beside_another_period(tmp_path: Path) -> None:
    section = '[figure.jobs]\nlabel = "Việc làm"\ncumulative = true\nmeasures.persons = {}\n'
    template = small(tmp_path, section, COMPARE)
    report = filled(template, "jobs,,persons,50")
    report.neighbours.add(filled(template, "jobs,,persons,70", "2024-9T"))
    report.coverage[PERSONS] = Coverage(3, 1)
    assert [finding.severity for finding in check(report)] == [Severity.WARNING]
    report.cells[PERSONS] = report.cells[PERSONS].marked(LACKS)
    assert [finding.severity for finding in check(report)] == [Severity.INFO]
