"""What a check knows beside its verdict: how far apart its sides are, and whether it can be solved."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from forms.checks.amounts import Amounts
from forms.checks.check import Check
from forms.checks.checker import Checker
from forms.checks.comparisons import YearOnYear
from forms.definitions.expressions import Amount, Missing
from forms.definitions.rules import Severity
from forms.report.cells import Address, Cell, State
from forms.report.report import Report
from forms.values.numbers import Number
from tests.forms.checks.test_messages import PAIR, RICE, rule
from tests.forms.checks.test_rule_kinds import COMPARE, OPEN, OVERLAP, PARTITION, SUBSET, TWO
from tests.forms.small import filled, put, small


def only(report: Report, kind: str) -> Check:
    """The one check whose id says its kind."""
    (found,) = [check for check in Checker(report).checks if kind in check.id.split(".")]
    return found


def gap(folder: Path, section: str, lines: str, kind: str) -> tuple[str, str] | None:
    found = only(filled(small(folder, section), lines), kind).gap()
    return found and (str(found[0]), str(found[1]))


@pytest.mark.parametrize(
    ("section", "lines", "kind", "expected"),
    [
        (PARTITION, "gifts,,persons,10;gifts,state,persons,5;gifts,social,persons,6", "partition", ("-1", "0")),
        (PARTITION, "gifts,,persons,10;gifts,state,persons,5", "partition", None),
        (PARTITION, "gifts,,persons,10", "partition", None),
        (PARTITION, "gifts,state,persons,5;gifts,social,persons,6", "partition", None),
        (PARTITION, "gifts,,persons,,khong_thuoc_pham_vi;gifts,state,persons,5", "partition", None),
        (RICE, "gifts,,ton,10.5;gifts,state,ton,5.2;gifts,social,ton,5.15", "partition", ("3/20", "1/20")),
        (SUBSET, "gifts,,persons,10;gifts,state,persons,11;gifts,social,persons,6", "subset", None),
        (OVERLAP, "gifts,,persons,10;gifts,state,persons,11;gifts,social,persons,6", "overlap", None),
        (TWO, "jobs,,persons,60;jobs,,plan,80;jobs,,rate,57.0", "ratio", ("-18", "1/20")),
        (TWO, "jobs,,persons,60;jobs,,plan,80", "ratio", None),
        (rule("equality", "jobs.persons == money.amount"), "jobs,,persons,5;money,,amount,7", "r", ("-2", "0")),
        (rule("equality", "near(money.ton, jobs.persons)"), "jobs,,persons,5;money,,ton,5.4", "r", ("2/5", "1/20")),
        (rule("equality", "money.ton == jobs.persons"), "jobs,,persons,5;money,,ton,5.4", "r", ("2/5", "0")),
        (rule("equality", "meet(money.ton, 2 * money.ton)"), "money,,ton,1.5", "r", ("-3/2", "3/20")),
        (rule("bound", "jobs.persons <= money.amount"), "jobs,,persons,5;money,,amount,7", "r", None),
        (
            rule("equality", "jobs.persons == money.amount", when='"jobs.plan == 1"'),
            "jobs,,persons,5;money,,amount,7;jobs,,plan,2",
            "r",
            None,
        ),
        (
            rule("equality", "jobs.persons == money.amount", when='"jobs.plan == 1"'),
            "jobs,,persons,5;money,,amount,7;jobs,,plan,1",
            "r",
            ("-2", "0"),
        ),
        (
            rule("equality", "jobs.persons == money.amount + jobs.plan", missing='"skip_all"'),
            "jobs,,persons,5;money,,amount,7",
            "r",
            ("-2", "0"),
        ),
        (rule("equality", "jobs.persons == money.amount", missing='"skip_all"'), "", "r", None),
        (
            rule("norm", "jobs.persons == k * money.amount", any="{k = [1, 2]}"),
            "jobs,,persons,5;money,,amount,7",
            "r",
            None,
        ),
    ],
)
def test_how_far_apart_the_sides_are_and_may_be(
    tmp_path: Path, section: str, lines: str, kind: str, expected: tuple[str, str] | None
) -> None:
    assert gap(tmp_path, section, lines, kind) == expected


@pytest.mark.parametrize(
    ("section", "kind", "sums", "equates"),
    [
        (PARTITION, "partition", True, True),
        (SUBSET, "subset", False, False),
        (TWO, "ratio", False, True),
        (OPEN, "domain", False, False),
        (rule("equality", "jobs.persons == money.amount"), "r", False, True),
        (rule("bound", "jobs.persons <= money.amount"), "r", False, False),
        (rule("norm", "jobs.persons == k * money.amount", any="{k = [1, 2]}"), "r", False, False),
    ],
)
def test_which_checks_can_be_solved(
    tmp_path: Path,
    section: str,
    kind: str,
    sums: bool,  # noqa: FBT001 - a column of the table
    equates: bool,  # noqa: FBT001 - a column of the table
) -> None:
    found = [check for check in Checker(filled(small(tmp_path, section), "")).checks if kind in check.id.split(".")]
    assert {(check.sums, check.equates) for check in found} == {(sums, equates)}


def test_the_nearer_to_the_year_before_the_likelier(tmp_path: Path) -> None:
    template = small(tmp_path, PAIR, COMPARE)
    report = filled(template, "")
    last = filled(template, "jobs,,persons,100;money,,amount,0", "2023")
    last.cells[Address("money", "", "ton")] = Cell(Number(-100))
    report.neighbours.add(last)
    likely = {check.address.measure: check.likely for check in Checker(report).checks if isinstance(check, YearOnYear)}
    assert [likely["persons"](Fraction(value)) for value in (100, 50, 200, -50, 0)] == [1.0, 0.5, 0.5, 0.5, 0.0]
    assert [likely["ton"](Fraction(value)) for value in (50, -200)] == [0.5, 0.5]
    assert likely["amount"](Fraction(0)) == 1.0


def test_most_rules_favour_no_value(tmp_path: Path) -> None:
    found = only(filled(small(tmp_path, PARTITION), "gifts,,persons,10"), "partition")
    assert [found.likely(Fraction(value)) for value in (0, 10)] == [1.0, 1.0]


def test_what_is_supposed_lies_over_the_report_for_a_moment(tmp_path: Path) -> None:
    report = filled(small(tmp_path, PARTITION), "gifts,,persons,10;gifts,social,persons,4")
    amounts = Amounts(report)
    total, part, other = (Address("gifts", row, "persons") for row in ("", "source:state", "source:social"))
    with amounts.supposing({total: Cell(Number(7)), part: Cell(Number(3))}):
        assert [amounts(total).value, amounts(part).value] == [Fraction(7), Fraction(3)]
        with amounts.supposing({part: None}):
            assert [amounts(total).value, amounts(other).value] == [Fraction(7), Fraction(4)]
            with pytest.raises(Missing):
                amounts(part)
        assert amounts(part).value == 3
    assert amounts(total).value == 10
    assert amounts.cell(part) is None


def test_what_is_missing_reads_as_the_rule_wants(tmp_path: Path) -> None:
    report = filled(small(tmp_path, RICE), "gifts,,ton,1.5;gifts,state,ton,,khong_phat_sinh")
    amounts = Amounts(report)
    known, nil, blank = (Address("gifts", row, "ton") for row in ("", "source:state", "source:social"))
    assert (amounts(known).low, amounts(known).high) == (Fraction(29, 20), Fraction(31, 20))
    assert amounts(nil) == amounts.zero_if_missing(blank) == Amount.of(0)
    anything = amounts.anything_if_missing(blank)
    assert anything.value == anything.low == Fraction(0)
    assert anything.high > 10**15
    assert amounts.anything_if_missing(known) == amounts.zero_if_missing(known) == amounts(known)
    report.cells[blank] = Cell(None, State.AWAITED)
    with pytest.raises(Missing):
        amounts(blank)


def test_verdicts_and_findings_know_their_places(tmp_path: Path) -> None:
    report = filled(small(tmp_path, PARTITION), "gifts,,persons,10;gifts,state,persons,5;gifts,social,persons,6")
    checker = Checker(report)
    (finding,) = checker.findings()
    index = checker.index(finding)
    verdict = checker.verdict(index)
    assert verdict is not None
    assert (verdict.code, checker.failing()) == ("partition", {index: verdict})
    assert index in checker.touching(finding.cells[0])
    put(report, "gifts,social,persons,5")
    checker.changed(finding.cells[2])
    assert checker.findings() == []
    assert checker.failing() == {}
    assert checker.verdict(index) is None
    put(report, "gifts,social,persons,,xoa")
    checker.changed(finding.cells[2])
    assert [found.code for found in checker.findings()] == ["partition.incomplete"]
    assert checker.failing() == {}  # it only informs
    assert checker.touching(Address("x", "", "persons")) == ()


@pytest.mark.parametrize(
    ("section", "lines"),
    [
        (PARTITION, "gifts,state,persons,5"),
        (TWO, "jobs,,rate,50"),
        (rule("equality", "jobs.persons == money.amount"), "jobs,,persons,5"),
    ],
)
def test_a_check_that_waits_does_not_fail(tmp_path: Path, section: str, lines: str) -> None:
    checker = Checker(filled(small(tmp_path, section), lines))
    (finding,) = checker.findings()
    verdict = checker.verdict(checker.index(finding))
    assert verdict is not None
    assert (verdict.code, verdict.severity, verdict.left) == ("waiting", Severity.INFO, None)
    assert checker.failing() == {}
