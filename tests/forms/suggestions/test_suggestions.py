from __future__ import annotations

import copy
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from forms.checks.checker import Checker
from forms.checks.findings import Suggestion
from forms.definitions.rules import Severity
from forms.report.cells import Address, Cell
from forms.report.changes import SetCell
from forms.report.report import Report
from forms.suggestions.suggestions import MOST, suggest
from forms.values.numbers import Number
from forms.values.period import Period
from tests.conftest import Filler

MENDED = "martyr_remains,,count,21;poverty_reduction,,pct_plan,84.00"


def suggestions(report: Report) -> tuple[Suggestion, ...]:
    """Those of the first error or warning."""
    checker = Checker(report)
    return suggest(checker, checker.findings()[0])


def changes(suggestion: Suggestion) -> dict[str, tuple[str, str]]:
    return {
        f"{change.address.figure}[{change.address.row}].{change.address.measure}": (str(change.old), str(change.new))
        for change in suggestion.changes
    }


@pytest.mark.parametrize(
    ("typed", "cell", "old", "new", "why"),
    [
        ("training_total,college,persons,765", "[level:college].persons", "765", "675", "gõ đảo hai chữ số"),
        ("training_total,ntp,persons,4314", "[level:ntp].persons", "4314", "4341", "gõ đảo hai chữ số"),
        ("rice,local/tet,ton,593.4", "[source:local/local_occasion:tet].ton", "593.4", "59.34", "lệch 10 lần"),
        ("ncc_gifts,province,amount,30000000", "[source:province].amount", "30000000", "300000000", "lệch 10 lần"),
        ("jobs_created,firms,persons,7730", "[channel:firms].persons", "7730", "730", "gõ lặp một chữ số"),
        ("ncc_convalescence,home,persons,129", "[form:home].persons", "129", "1219", "gõ thiếu một chữ số"),
        ("jobs_created,,pct_plan,161.4", "[].pct_plan", "161.4", "116.4", "gõ đảo hai chữ số"),
        ("poor_households,,rate,431", "[].rate", "431", "4.31", "lệch 100 lần"),
        ("training_total,ntp,persons,4331", "[level:ntp].persons", "4331", "4341", "phím bên cạnh"),
    ],
)
def test_a_slip_is_named_and_put_right(
    sample: Report, put: Filler, typed: str, cell: str, old: str, new: str, why: str
) -> None:
    put(f"{MENDED};{typed}")
    best = suggestions(sample)[0]
    assert changes(best) == {typed.partition(",")[0] + cell: (old, new)}
    assert why in best.reason


@pytest.mark.parametrize("typed", [270, 296, 300, 26, 2690, 275, 351])
def test_of_nested_totals_each_is_offered(sample: Report, typed: int) -> None:
    """A row that is itself a total of others: putting it right is offered wherever it fails, and so is the total."""
    abroad = Address("jobs_created", "channel:abroad", "persons")
    sample.apply(SetCell(abroad, Cell(Number(typed))))
    checker = Checker(sample)
    sums = [one for one in checker.findings() if one.code == "partition" and one.cells[0].figure == "jobs_created"]
    assert len(sums) == 2
    for finding in sums:
        found = suggest(checker, finding)
        assert any([(one.address, one.new) for one in each.changes] == [(abroad, Number(269))] for each in found)
        assert any(finding.cells[0] in [one.address for one in each.changes] for each in found)
        assert len(found) <= MOST
        assert sum(each.best for each in found) <= 1


def test_a_cell_under_several_rules_is_put_right_for_all(sample: Report, put: Filler) -> None:
    put(f"{MENDED};training_total,ntp,persons,4314")
    checker = Checker(sample)
    failing = [finding for finding in checker.findings() if finding.severity is not Severity.INFO]
    assert len(failing) == 3
    for finding in failing:
        best = suggest(checker, finding)[0]
        assert best.resolves == 3
        assert "thì cả 3 phép kiểm tra đều khớp" in best.reason
        assert "là 4.341 thay vì 4.314" in best.reason


def test_what_a_total_left_out_is_named(sample: Report, put: Filler) -> None:
    put(f"{MENDED};training_total,,persons,6253")  # without the 2714 of elementary
    best = suggestions(sample)[0]
    assert changes(best) == {"training_total[].persons": ("6253", "8967")}
    assert 'khi cộng đã bỏ sót "Trình độ sơ cấp, dưới 3 tháng"' in best.reason
    put("training_total,,persons,11681")
    assert 'đã tính hai lần "Trình độ sơ cấp' in suggestions(sample)[0].reason


def test_a_subtotal_among_the_parts_is_to_be_cleared(sample: Report, put: Filler) -> None:
    put(f"{MENDED};martyr_remains,Các huyện,count,21")
    best = suggestions(sample)[0]
    (change,) = best.changes
    assert (change.old, change.new) == (Number(21), None)
    assert "là số cộng của các dòng khác" in best.reason


def test_rows_that_were_exchanged_go_back(sample: Report, put: Filler) -> None:
    put(f"{MENDED};rice,local,persons,9782;rice,central,persons,5802")
    best = suggestions(sample)[0]
    assert sorted(changes(best).values()) == [("5802", "9782"), ("9782", "5802")]
    assert best.resolves == 2
    assert "hai dòng bị ghi đổi chỗ cho nhau" in best.reason


def test_columns_that_were_exchanged_go_back(sample: Report, put: Filler) -> None:
    put(f"{MENDED};rice,local/tet,persons,1299;rice,local/tet,households,3956")
    best = suggestions(sample)[0]
    assert "hai cột bị ghi đổi chỗ cho nhau" in best.reason
    assert len(best.changes) == 2


def test_an_error_that_went_on_into_totals_is_named_as_a_chain(sample: Report, put: Filler) -> None:
    put(
        f"{MENDED};training_total,ntp/agri,persons,357;training_total,ntp,persons,1121;training_total,,persons,5747",
    )
    best = suggestions(sample)[0]
    assert changes(best) == {
        "training_total[level:ntp/ntp_field:agri].persons": ("357", "3577"),
        "training_total[level:ntp].persons": ("1121", "4341"),
        "training_total[].persons": ("5747", "8967"),
    }
    assert best.changes[0].old == Number(357)  # where it began
    assert 'gõ thiếu một chữ số ở "Đào tạo nghề - Nghề nông nghiệp", rồi tính tiếp vào hai ô kia' in best.reason


def test_an_error_that_went_on_into_the_remainder_is_named_as_a_chain(sample: Report, put: Filler) -> None:
    put(f"{MENDED};jobs_created,abroad,persons,26;jobs_created,other,persons,2819")
    best = suggestions(sample)[0]
    assert changes(best) == {
        "jobs_created[channel:abroad].persons": ("26", "269"),
        "jobs_created[channel:other].persons": ("2819", "2576"),
    }


def test_where_nothing_explains_it_the_fewest_cells_are_named(sample: Report, put: Filler) -> None:
    put(f"{MENDED};training_ntp,,persons,1000;training_ntp,,pct_plan,22.98")
    best = suggestions(sample)[0]
    assert 1 <= len(best.changes) <= MOST
    assert "tính lại từ các ô còn lại" in best.reason


def test_a_total_that_nothing_explains_is_what_its_parts_come_to(sample: Report, put: Filler) -> None:
    put("poverty_reduction,,pct_plan,84.00;martyr_remains,,count,77")
    assert changes(suggestions(sample)[0]) == {"martyr_remains[].count": ("77", "21")}


def test_another_unit_is_taken_back_to_the_year_before(sample: Report, put: Filler) -> None:
    sample.neighbours.add(replace(_report(), period=Period(2023)))
    put(f"{MENDED};poverty_leaflets,,count,23500000")
    checker = Checker(sample)
    finding = next(finding for finding in checker.findings() if finding.code == "scale")
    assert changes(suggest(checker, finding)[0]) == {"poverty_leaflets[].count": ("23500000", "23500")}


def test_causes_that_tie_have_no_best_and_the_total_is_among_them(sample: Report) -> None:
    found = suggestions(sample)
    assert not any(one.best for one in found)
    assert {"martyr_remains[].count": ("20", "21")} in [changes(one) for one in found]


def test_a_total_is_offered_though_other_rules_on_it_fail_on(sample: Report, put: Filler) -> None:
    put(f"{MENDED};all_households,,households,22394;all_households,urban,households,5623")
    put("all_households,rural,households,7944")
    checker = Checker(sample)
    finding = next(one for one in checker.findings() if one.id.startswith("all_households.partition"))
    found = suggest(checker, finding)
    assert {"all_households[].households": ("22394", "13567")} in [changes(one) for one in found]
    assert not any(one.best for one in found)


def test_a_total_that_other_rules_hold_is_offered_at_its_price(sample: Report, put: Filler) -> None:
    put(f"{MENDED};training_total,ntp/agri,persons,3574")
    found = suggestions(sample)
    dear = [one for one in found if one.price]
    assert [changes(one) for one in dear] == [{"training_total[level:ntp].persons": ("4341", "4338")}]
    assert dear[0].price.startswith("Nhưng khi đó: ")
    assert dear[0].price in dear[0].reason
    assert found[0] not in dear


def test_a_cause_that_stands_alone_is_the_best(sample: Report, put: Filler) -> None:
    put(f"{MENDED};ncc_convalescence,home,persons,129")
    assert [one.best for one in suggestions(sample)] == [True, *[False] * (len(suggestions(sample)) - 1)]


def test_zeros_explain_no_blank_part_where_a_plainer_slip_does() -> None:
    checker = Checker(_unfinished())
    finding = checker.findings()[0]
    assert finding.code == "partition"
    found = suggest(checker, finding)
    numbers = {change.new and change.new.value for one in found for change in one.changes}
    assert numbers.isdisjoint({200, 2000, 20000})
    assert any(one.changes[0].address == finding.cells[0] for one in found)
    assert not any(one.best for one in found)  # nobody knows what the blank part holds


def test_a_total_far_below_its_parts_may_lack_its_zeros() -> None:
    report = _unfinished()
    for row, count in zip(_parts(report), (800, 1000), strict=False):
        report.cells[Address("martyr_remains", row, "count")] = Cell(Number(count))
    checker = Checker(report)
    assert all(
        change.new is not None and change.new.value <= 2 * 1800
        for one in suggest(checker, checker.findings()[0])
        for change in one.changes
    )


def test_no_suggestion_makes_a_rule_that_informs_speak(sample: Report, put: Filler) -> None:
    """Whatever number is wrong, what is offered leaves every rule on its cells at least as good, or says its price."""
    put(MENDED)
    for address, cell in list(sample.cells.items())[::5]:
        if cell.number is None:
            continue
        sample.cells[address] = Cell(Number(cell.number.digits * 10, cell.number.decimals))
        checker = Checker(sample)
        silent = {index for index in range(len(checker.checks)) if checker.verdict(index) is None}
        for finding in checker.findings()[:2]:
            for one in (each for each in suggest(checker, finding) if not each.price):
                over = {change.address: Cell(change.new) if change.new else None for change in one.changes}
                with checker.amounts.supposing(over):
                    spoken = [checker.checks[index].judge() for index in silent]
                codes = {verdict.code for verdict in spoken if verdict is not None}
                assert all(code in ("waiting", "plan") or code.endswith("incomplete") for code in codes)
        sample.cells[address] = cell


def _parts(report: Report) -> list[str]:
    figure = report.template.figures["martyr_remains"]
    return report.rows_of(figure, figure.breakdowns["place"])


def _unfinished() -> Report:
    """20 in all, 8 and 13 in two places, and a third place without its number."""
    from forms.report.filling import ValueLine, fill
    from tests.conftest import empty_report

    report = empty_report()
    values = {"": "20", "Lào": "8", "Cam Pu Chia": "13", "Huyện Đăk Tô": "1"}
    lines = [ValueLine(n, "martyr_remains", row, "count", value) for n, (row, value) in enumerate(values.items())]
    fill(report, lines, vietnamese=False)
    del report.cells[Address("martyr_remains", _parts(report)[-1], "count")]
    return report


def test_what_only_informs_gets_no_suggestion(sample: Report) -> None:
    checker = Checker(sample)
    informing = [finding for finding in checker.findings() if finding.severity is Severity.INFO]
    assert informing
    assert all(suggest(checker, finding) == () for finding in informing)


@settings(max_examples=60)
@given(st.data())
def test_a_suggestion_keeps_what_it_says_and_touches_nothing(data: st.DataObject) -> None:
    """Whatever is typed: at most three, the total among them, each makes its finding go; the report stays as it is.

    No other finding comes, but at the price that a total says, which then is no best.
    """
    report = _report()
    address = data.draw(st.sampled_from(sorted(report.cells)))
    number = report.cells[address].number
    assert number is not None
    digits = data.draw(st.integers(0, 10 ** (len(str(number.digits)) + 1)))
    assume(digits != number.digits)
    report.apply(SetCell(address, Cell(Number(digits, number.decimals))))
    before = dict(report.cells)
    checker = Checker(report)
    serious = {finding.id for finding in checker.findings() if finding.severity is not Severity.INFO}
    for finding in checker.findings():
        found = suggest(checker, finding)
        assert len(found) <= MOST
        if checker.checks[checker.index(finding)].sums and finding.severity is not Severity.INFO:
            assert any(finding.cells[0] in [change.address for change in one.changes] for one in found)
        for suggestion in found:
            assert 1 <= len(suggestion.changes) <= MOST
            mended = copy.copy(report)
            mended.cells = dict(report.cells)
            for change in suggestion.changes:
                assert report.cells[change.address].number == change.old
                mended.apply(SetCell(change.address, Cell(change.new) if change.new else None))
            then = Checker(mended).findings()
            after = {other.id for other in then if other.severity is not Severity.INFO}
            assert finding.id not in after
            if suggestion.price:
                assert {(one.id, one.code) for one in then} - {(one.id, one.code) for one in checker.findings()}
                assert [change.address for change in suggestion.changes] == [finding.cells[0]]
                assert not suggestion.best
                continue
            assert after < serious
            assert len(serious) - len(after) == suggestion.resolves
    assert report.cells == before


def _report() -> Report:
    from exports import values
    from forms.report import filling
    from tests.conftest import SAMPLE, empty_report

    report = empty_report()
    found = values.read(SAMPLE)
    filling.fill(report, found.lines, vietnamese=found.vietnamese)
    report.cells[Address("martyr_remains", "", "count")] = Cell(Number(21))
    report.cells[Address("poverty_reduction", "", "pct_plan")] = Cell(Number(8400, 2))
    return report
