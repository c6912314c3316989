from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.checks.checker import Checker, Weigher, accept, check
from forms.checks.findings import Finding
from forms.definitions.loading import codes, load
from forms.definitions.rules import Severity
from forms.errors import KnownError
from forms.offices.units import Unit
from forms.report.cells import Address, Cell, State
from forms.report.changes import SetCell
from forms.report.neighbours import Neighbours
from forms.report.report import Report
from forms.values.numbers import Number
from forms.values.period import Period
from tests.conftest import empty_report

Put = Callable[[str], None]


def serious(report: Report) -> list[Finding]:
    return [finding for finding in check(report) if finding.severity is not Severity.INFO]


def test_the_sample_has_exactly_two_figures_in_doubt(sample: Report) -> None:
    found = serious(sample)
    assert {finding.period for finding in found} == {sample.period}
    assert {address.figure for finding in found for address in finding.cells} == {
        "martyr_remains",
        "poverty_reduction",
    }
    remains = next(finding for finding in found if finding.code == "partition")
    assert (remains.actual, remains.expected) == (Number(20), Number(21))
    assert "tổng ghi 20, chia ra cộng được 21 (thừa 1 hài cốt)" in remains.message
    share = next(finding for finding in found if finding.code == "ratio.rounding")
    assert (share.actual, share.expected) == (Number(8412, 2), Number(8400, 2))
    assert share.severity is Severity.WARNING


def test_mended_the_sample_is_clean(sample: Report, put: Put) -> None:
    put("martyr_remains,,count,21;poverty_reduction,,pct_plan,84.00")
    assert serious(sample) == []


def test_a_rate_of_another_stated_pair_is_a_warning_that_names_the_pair(sample: Report, put: Put) -> None:
    put("poverty_reduction,,points,4.2;poverty_reduction,,plan_min,5;poverty_reduction,,plan_max,6;"
        "poverty_reduction,,pct_plan,70.00;martyr_remains,,count,21")  # fmt: skip
    stated = Address("poverty_reduction", "", "pct_plan")
    (found,) = [one for one in serious(sample) if one.cells[0] == stated and one.id.startswith("ratio")]
    assert (found.code, found.severity, found.acceptable) == ("ratio.pair", Severity.WARNING, True)
    assert "4,2 / 5 = 84,00%; đang ghi 70,00%" in found.message
    assert '"Mức giảm hộ nghèo, mức giảm" và "Mức giảm hộ nghèo, kế hoạch, mốc cao" (4,2 / 6)' in found.message
    put("poverty_reduction,,pct_plan,71.00")
    assert any(one.code == "ratio" and one.severity is Severity.ERROR for one in serious(sample))


def test_a_rate_of_another_pair_is_judged_again_when_that_pair_changes(sample: Report, put: Put) -> None:
    put("poverty_reduction,,points,4.2;poverty_reduction,,plan_min,5;poverty_reduction,,plan_max,6;"
        "poverty_reduction,,pct_plan,70.00")  # fmt: skip
    checker = Checker(sample)
    plan = Address("poverty_reduction", "", "plan_max")
    sample.cells[plan] = Cell(Number(7))
    checker.changed(plan)
    codes = {one.code for one in checker.findings() if one.id.startswith("ratio.poverty_reduction..pct_plan")}
    assert codes == {"ratio"}


def test_one_weigher_finds_in_each_report_what_its_own_checks_find(sample: Report) -> None:
    sample.neighbours = Neighbours()
    first, second = next(pair for pair in pairwise(sample.rows) if pair[0][0] == pair[1][0])
    alike = {**sample.rows, second: replace(sample.rows[second], label=sample.rows[first].label.upper())}
    fewer = {key: row for key, row in sample.rows.items() if key != first}
    half = dict(list(sample.cells.items())[::2])
    reports = [
        sample,
        replace(sample, rows=alike),
        replace(sample, rows=fewer, cells={at: cell for at, cell in sample.cells.items() if at[:2] != first}),
        replace(sample, cells=half),
        replace(sample, period=Period(2024, "6T")),
        sample,
    ]
    weigher = Weigher()
    for report in reports:
        assert Counter(weigher.weights(report)) == Counter(found.severity for found in check(report))
    assert {Severity.ERROR, Severity.WARNING} <= set(weigher.weights(reports[1]))


def test_a_weigher_that_holds_no_more_shapes_finds_the_same(sample: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("forms.checks.checker._MOST_SHAPES", 1)
    sample.neighbours = Neighbours()
    other = replace(sample, period=Period(2024, "6T"))
    weigher = Weigher()
    for report in (sample, other, sample):
        assert Counter(weigher.weights(report)) == Counter(found.severity for found in check(report))
        assert len(weigher._bound) == 1


def test_an_empty_report_says_nothing(report: Report) -> None:
    assert check(report) == []


def test_a_blank_part_is_not_zero(sample: Report, put: Put) -> None:
    put("jobs_created,firms,persons,,xoa")
    codes = {finding.code: finding for finding in check(sample)}
    assert codes["partition.incomplete"].severity is Severity.INFO
    assert "còn lại 730" in codes["partition.incomplete"].message
    put("jobs_created,other,persons,9999")
    assert any(f.severity is Severity.ERROR and f.cells[0].figure == "jobs_created" for f in check(sample))


def test_a_vouched_nil_counts_as_zero(sample: Report, put: Put) -> None:
    put("graves_moved_home,,count,16;graves_moved_home,NTLS Ngọc Hồi,count,,xoa")
    assert any(finding.code == "partition.incomplete" for finding in check(sample))
    put("graves_moved_home,NTLS Ngọc Hồi,count,,khong_phat_sinh")
    assert not any(finding.cells[0].figure == "graves_moved_home" for finding in check(sample))


def test_a_ratio_outside_its_interval_is_an_error(sample: Report, put: Put) -> None:
    put("jobs_created,,pct_plan,161.4")
    (finding,) = [f for f in check(sample) if f.code == "ratio"]
    assert finding.severity is Severity.ERROR
    assert "7.568 / 6.500 = 116,4%; đang ghi 161,4%" in finding.message


def test_subset_overlap_and_bounds(sample: Report, put: Put) -> None:
    put("poor_households,dtts,households,6558;universal_primary,,level,4;poor_households,,rate,431")
    codes = {finding.code for finding in serious(sample)}
    assert {"subset", "bound", "domain.above_max"} <= codes


def test_stock_and_flow_look_at_the_year_before(sample: Report) -> None:
    before = empty_report(2023)
    address = Address("ncc_monthly", "", "persons")
    before.apply(SetCell(address, Cell(Number(4889))))
    sample.neighbours.add(before)
    assert not any(finding.code == "stock_flow" for finding in check(sample))
    before.apply(SetCell(address, Cell(Number(4900))))
    assert any(finding.code == "stock_flow" for finding in check(sample))


def test_not_applicable_silences_a_ratio(sample: Report, put: Put) -> None:
    put("training_ntp,,plan,,khong_thuoc_pham_vi")
    assert not any("training_ntp" in finding.id for finding in check(sample))


def test_what_stands_by_what_is_filled_in_is_waited_for_at_once() -> None:
    report = empty_report()
    checker = Checker(report)
    for address in (
        Address("near_poor_households", "", "households"),
        Address("all_households", "area:urban", "households"),
    ):
        report.apply(SetCell(address, Cell(Number(0))))
        checker.changed(address)
    assert any("Tổng số hộ dân" in finding.message for finding in checker.findings() if finding.code == "waiting")
    assert checker.findings() == check(report)


@given(st.data())
def test_checking_one_cell_again_finds_what_checking_all_finds(data: st.DataObject) -> None:
    report = empty_report()
    addresses = [a for figure in report.template.figures.values() for a in report.addresses(figure)]
    checker = Checker(report)
    cells = st.none() | st.builds(Cell, st.builds(Number, st.integers(0, 99), st.integers(0, 1)))
    for _ in range(8):
        address = data.draw(st.sampled_from(addresses))
        report.apply(SetCell(address, data.draw(cells | st.just(Cell(None, State.NIL)))))
        checker.changed(address)
    assert checker.findings() == check(report)


@given(st.lists(st.integers(0, 10**6), min_size=4, max_size=4), st.integers(-5, 5))
def test_a_partition_is_wrong_exactly_when_it_does_not_add_up(parts: list[int], slip: int) -> None:
    report = empty_report()
    figure = report.template.figures["jobs_created"]
    rows = report.rows_of(figure, figure.breakdowns["channel"])
    for row, part in zip(rows, parts, strict=True):
        report.apply(SetCell(Address("jobs_created", row, "persons"), Cell(Number(part))))
    report.apply(SetCell(Address("jobs_created", "", "persons"), Cell(Number(max(sum(parts) + slip, 0)))))
    wrong = [finding for finding in check(report) if finding.code == "partition"]
    assert bool(wrong) == (max(sum(parts) + slip, 0) != sum(parts))


def test_the_most_serious_comes_first(sample: Report, put: Put) -> None:
    put("jobs_created,firms,persons,,xoa;jobs_created,,pct_plan,161.4")
    order = list(Severity)
    places = [order.index(finding.severity) for finding in check(sample)]
    assert places == sorted(places)
    assert set(places) == set(range(len(order)))


def test_an_acceptance_holds_as_long_as_what_was_seen(sample: Report, put: Put) -> None:
    finding = next(finding for finding in check(sample) if finding.code == "ratio.rounding")
    at = datetime(2024, 12, 1, 7, 30, 5, 123456, tzinfo=UTC)
    change = accept(sample, finding, "  Làm  tròn\n", "Y Hà", at)
    assert change.acceptance is not None
    assert (change.finding, change.acceptance.reason, change.acceptance.who) == (finding.id, "Làm tròn", "Y Hà")
    assert change.acceptance.at == at.replace(microsecond=0)
    assert change.acceptance.cells == f"{sample.imprint(finding.cells)}:84.00"
    sample.apply(change)
    (found,) = [found for found in check(sample) if found.id == finding.id]
    assert (found.accepted, found.open, found.difference) == (change.acceptance, False, Fraction(12, 100))
    put("poverty_reduction,,pct_plan,84.13")
    assert all(found.accepted is None for found in check(sample))


def test_what_must_be_mended_is_not_explained_and_nothing_without_a_reason(sample: Report) -> None:
    error = next(finding for finding in check(sample) if finding.code == "partition")
    with pytest.raises(KnownError, match="phải sửa số"):
        accept(sample, error, "Vì thế", "Y Hà")
    assert error.open
    assert error.difference == -1
    warning = next(finding for finding in check(sample) if finding.code == "ratio.rounding")
    with pytest.raises(KnownError, match="ghi lý do"):
        accept(sample, warning, " \n", "Y Hà")
    assert accept(sample, warning, "Vì thế", "Y Hà").acceptance is not None
    sample.apply(accept(sample, replace(error, acceptable=True), "Vì thế", "Y Hà"))  # as an earlier rule let one
    assert [finding.open for finding in check(sample) if finding.id == error.id] == [True]


def test_a_finding_without_two_numbers_has_no_difference(sample: Report, put: Put) -> None:
    put("ncc_monthly,,persons,,xoa;poor_households,,rate,431")
    found = {finding.code: finding for finding in check(sample)}
    assert (found["domain.above_max"].actual, found["domain.above_max"].difference) == (Number(431), None)
    assert found["waiting"].difference is None
    assert not found["waiting"].open


@pytest.mark.parametrize("code", codes())
def test_nothing_is_found_where_nothing_was_said(code: str) -> None:
    template = load(code)
    for level in template.offices:
        assert check(Report(template, Unit("Xã A", level), Period(2024))) == []
