"""What is found where a template gave up, moved or split the place of a value."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms.checks.checker import Checker, Weigher, check
from forms.checks.findings import Finding
from forms.definitions.rules import Severity
from forms.offices.units import Unit
from forms.report import strays
from forms.report.cells import Address, Cell, State
from forms.report.report import Report
from forms.values.numbers import Number
from forms.values.period import Period
from tests.forms.small import small

GIFTS = """
[figure.presents]
label = "Quà"
was = ["gifts"]
measures.count = {label = "Số suất", unit = "suất"}
"""
SPLIT = GIFTS.replace(
    "measures.count = {",
    'measures.state = {label = "Nhà nước", unit = "suất", was = ["count"]}\nmeasures.other = {was = ["count"], ',
)
GONE = GIFTS.replace("presents", "gifts").replace('was = ["gifts"]\n', "").replace("count", "number")
OLD, NEW = Address("gifts", "", "count"), Address("presents", "", "count")


def report(folder: Path, section: str) -> Report:
    return Report(small(folder, section), Unit("Xã A", "xa"), Period(2024), cells={OLD: Cell(Number(1291))})


def unplaced(found: Report) -> list[Finding]:
    return [finding for finding in check(found) if finding.code.startswith("unplaced")]


@pytest.mark.parametrize(
    ("section", "code", "cell", "says"),
    [
        (GIFTS, "unplaced", "presents..count", "1.291, chưa chuyển sang đây"),
        (SPLIT, "unplaced", "presents..state", "nay tách làm 2 ô"),
        (GONE, "unplaced.gone", "gifts..number", "(1.291) không còn chỗ trong mẫu này"),
    ],
)
def test_a_value_without_a_place_is_told_where_it_belongs_now(
    tmp_path: Path, section: str, code: str, cell: str, says: str
) -> None:
    there = report(tmp_path, section)
    (finding,) = unplaced(there)
    assert (finding.code, ".".join(finding.cells[0])) == (code, cell)
    assert says in finding.message
    assert finding.open is (code == "unplaced")
    assert finding.severity in Weigher().weights(there)


def test_what_nobody_knows_of_is_no_finding_and_what_was_moved_is_none_any_more(tmp_path: Path) -> None:
    there = report(tmp_path, GIFTS.replace("gifts", "donations"))
    assert strays.found(there)
    assert not unplaced(there)
    (tmp_path / "moved").mkdir()
    there = report(tmp_path / "moved", GIFTS)
    for change in strays.moves(there):
        there.apply(change)
    assert not unplaced(there)
    assert there.cells[NEW] == Cell(Number(1291))


def test_the_number_beside_a_value_that_was_split_is_that_of_the_first_part(tmp_path: Path) -> None:
    there = report(tmp_path, SPLIT)
    there.cells[NEW._replace(measure="state")] = Cell(Number(5))
    (finding,) = unplaced(there)
    assert (finding.actual, finding.expected) == (Number(5), Number(1291))
    assert [cell.measure for cell in finding.cells] == ["state", "other"]
    there.cells[NEW._replace(measure="other")] = Cell(Number(6))
    assert not unplaced(there)


def test_another_number_in_the_new_place_is_told_until_both_are_the_same(tmp_path: Path) -> None:
    there = report(tmp_path, GIFTS)
    checker = Checker(there)
    there.cells[NEW] = Cell(Number(1300))
    checker.changed(NEW)
    (finding,) = (finding for finding in checker.findings() if finding.code == "unplaced.other")
    assert finding.severity is Severity.WARNING
    assert finding.difference == 9
    assert "đang ghi 1.300, chỗ cũ trong mẫu ghi 1.291" in finding.message
    there.cells[NEW] = Cell(None, State.NIL)
    (finding,) = unplaced(there)
    assert "Quà: không có số, chỗ cũ trong mẫu ghi 1.291" in finding.message
    there.cells[NEW] = Cell(Number(1291))
    checker.changed(NEW)
    assert not unplaced(there)
