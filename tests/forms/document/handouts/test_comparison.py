"""Lower offices side by side: who says nothing is named and never counted as nought."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from forms.definitions.template import Merge
from forms.document.handouts import comparison
from forms.document.handouts.comparison import ComparedFigure, ComparedNumber, ComparedOffice
from forms.narrative.blocks import Handout, Table
from forms.report.cells import Address
from forms.report.changes import Issue, SetIssue
from forms.report.report import Report
from forms.values.numbers import Number, show
from forms.values.style import NBSP
from tests.forms.small import filled, small

SECTION = """
[figure.jobs]
label = "Việc làm"
measures.persons = {}
measures.rate = {}
"""
OFFICES = [ComparedOffice("Xã A"), ComparedOffice("Xã B", "chưa gửi"), ComparedOffice("Xã C"), ComparedOffice("Xã D")]


@pytest.fixture
def report(tmp_path: Path) -> Report:
    return filled(small(tmp_path, SECTION), "")


def figure(measure: str, how: Merge, numbers: list[int | None], total: int, word: int | None = None) -> ComparedFigure:
    stated = tuple(
        ComparedNumber(str(one), Number(one), place == word) if one is not None else ComparedNumber()
        for place, one in enumerate(numbers)
    )
    counted = f"{sum(one is not None for one in numbers)}/{len(numbers)}"
    return ComparedFigure(Address("jobs", "", measure), how, stated, ComparedNumber(str(total), Number(total)), counted)


def composed(report: Report, *compared: ComparedFigure) -> Handout:
    return comparison.compose(report, OFFICES, compared, datetime(2025, 1, 2, tzinfo=UTC))


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def test_who_is_missing_is_named_and_leaves_no_shares(report: Report) -> None:
    handout = composed(report, figure("persons", Merge.SUM, [10, None, 0, 30], 40, word=3))
    beside, order = handout.tables
    assert texts(beside) == [
        ["1", "Xã A", "10", "2", ""],
        ["2", "Xã B", "–", "–", "chưa gửi"],
        ["3", "Xã C", "0", "3", ""],
        ["4", "Xã D", "30*", "1", ""],
        ["", "Tổng hợp", "40", "", ""],
        ["", "Số đơn vị có số liệu", "3/4", "", ""],
    ]
    assert texts(order) == [["1", "Xã D", "30*"], ["2", "Xã A", "10"], ["3", "Xã C", "0"]]
    assert order.note == "Chưa có số liệu: Xã B."
    assert handout.legend.startswith("* Số báo qua điện thoại")
    assert handout.annex == "(Kèm theo Báo cáo của Xã Đăk Blà)"
    report.apply(SetIssue(report.revision, Issue("07", date(2025, 3, 5))))
    handout = composed(report, figure("persons", Merge.SUM, [10, None, 0, 30], 40))
    assert handout.annex.startswith("(Kèm theo Báo cáo số 07/")
    assert "ngày 05 tháng 3 năm 2025" in handout.annex.replace(NBSP, " ")


def test_a_sum_of_all_has_shares(report: Report) -> None:
    beside, _ = composed(report, figure("persons", Merge.SUM, [10, 20, 0, 30], 60)).tables
    assert [row[3] for row in texts(beside)] == ["16,7", "33,3", "0,0", "50,0", "100,0", ""]
    assert texts(beside)[4][1] == "Tổng hợp"


def test_a_rate_has_places_that_equals_share_and_a_stroke_where_the_whole_stands(report: Report) -> None:
    rate = figure("rate", Merge.NONE, [5, 20, 5, 10], 8)
    handout = composed(report, rate, figure("persons", Merge.SUM, [1, 2, 3, 4], 10))
    beside, order = handout.tables
    assert [row[3] for row in texts(beside)] == ["3", "1", "3", "2", "", ""]
    assert texts(beside)[4][1] == "Tổng hợp; tỷ lệ: số của Xã Đăk Blà"
    assert [row[0] for row in texts(order)] == ["1", "2", "3", "3"]
    gauges = [row[-1].gauge for row in order.rows]
    assert [gauge and gauge.share for gauge in gauges] == [1, Fraction(1, 2), Fraction(1, 4), Fraction(1, 4)]
    assert {gauge and gauge.stroke for gauge in gauges} == {Fraction(8, 20)}
    assert order.note == f"Vạch đứng: Xã Đăk Blà ({show(Number(8))})."


def test_a_rate_that_the_office_does_not_state_lies_between_the_ends_of_those_below(report: Report) -> None:
    rate = replace(figure("rate", Merge.NONE, [5, 20, 5, 10], 8), total=ComparedNumber("5–20"))
    beside, order = composed(report, rate).tables
    assert texts(beside)[4][1:3] == ["Tổng hợp; tỷ lệ: thấp nhất–cao nhất", "5–20"]
    assert not order.note
    beside, _ = composed(report, rate, figure("rate", Merge.RECOMPUTE, [5, 20, 5, 10], 8)).tables
    assert texts(beside)[4][1] == "Tổng hợp; tỷ lệ: số của Xã Đăk Blà hoặc thấp nhất–cao nhất"


def test_numbers_below_nought_and_none_at_all_have_no_length(report: Report) -> None:
    order = composed(report, figure("persons", Merge.SUM, [-1, 0, None, -3], -4)).tables[1]
    assert [row[-1].gauge and row[-1].gauge.share for row in order.rows] == [0, 0, 0]
    assert composed(report, figure("persons", Merge.SUM, [None] * 4, 0)).tables[1].rows == ()


@pytest.mark.parametrize(
    ("numbers", "own", "stroke"), [([5, 1, 0, 2], -1, 0), ([0] * 4, 0, None), ([-2] * 4, -2, None)]
)
def test_a_whole_below_nought_stands_at_nought_and_without_a_length_it_has_no_stroke(
    report: Report, numbers: list[int | None], own: int, stroke: int | None
) -> None:
    order = composed(report, figure("rate", Merge.NONE, numbers, own)).tables[1]
    assert {row[-1].gauge and row[-1].gauge.stroke for row in order.rows} == {stroke}


def test_numbers_below_one_are_as_long_as_they_are_to_each_other(report: Report) -> None:
    halves = [ComparedNumber(f"0,{digits}", Number(digits, 1)) for digits in (5, 1)]
    one = replace(figure("rate", Merge.SUM, [1, 1], 6), numbers=tuple(halves))
    order = comparison.compose(report, OFFICES[:2], [one], datetime(2025, 1, 2, tzinfo=UTC)).tables[1]
    assert [row[-1].gauge and row[-1].gauge.share for row in order.rows] == [1, Fraction(1, 5)]


def test_the_annex_says_what_it_compares_and_lies_down_where_it_is_wide(report: Report) -> None:
    one = figure("persons", Merge.SUM, [10, 20, 0, 30], 60)
    handout = composed(report, one)
    assert (handout.title, handout.landscape) == ("SO SÁNH GIỮA CÁC ĐƠN VỊ, NĂM 2024", False)
    assert handout.captions == ("", "Việc làm (người), xếp từ cao xuống thấp")
    assert handout.source == "Nguồn: báo cáo của các đơn vị, năm 2024; 4/4 đơn vị có số ở chỉ tiêu đầu."
    assert handout.legend == ""
    assert [composed(report, *[one] * count).landscape for count in (3, 4)] == [False, True]
    for count in (1, 4):
        widths = composed(report, *[one] * count).tables[0].widths
        assert sum(widths) == pytest.approx(1)
        assert widths[3] < widths[2] < 0.5
        assert widths[1] > 0.1


def test_columns_name_their_figures_and_sums_stand_out(report: Report) -> None:
    rate = figure("rate", Merge.NONE, [5, 20, 5, 10], 8)
    beside, order = composed(report, figure("persons", Merge.SUM, [1, 2, 3, 4], 10), rate).tables
    assert [cell.text for cell in beside.head] == [
        *("TT", "Đơn vị", "Việc làm (người)", "Tỷ trọng (%)", "Việc làm, tỷ lệ (%)", "Ghi chú"),
    ]
    assert [cell.text for cell in order.head] == ["Hạng", "Đơn vị", "Việc làm (người)"]
    assert [[cell.align for cell in row] for row in beside.rows[:1]] == [
        ["center", "left", "right", "right", "right", "left"]
    ]
    total, counted = beside.rows[4:]
    assert [cell.bold for cell in total] == [False, True, True, False, True, False]
    assert [cell.italic for cell in counted] == [False, True, True, False, True, False]
    assert [cell.align for cell in counted] == ["left", "left", "right", "left", "right", "left"]
    assert (total[0].leads, total[3].align, total[3].text) == (True, "right", "100,0")
    assert [row[2].number for row in beside.rows[:4]] == [Number(value) for value in (1, 2, 3, 4)]


def test_a_row_of_a_figure_is_called_by_its_own_name(tmp_path: Path) -> None:
    rows = '[figure.jobs.breakdown.sex]\nlabel = "Giới"\nrelation = "subset"\nrows.men = "nam"\n'
    report = filled(small(tmp_path, SECTION + rows), "")
    one = replace(figure("persons", Merge.SUM, [1, 2, 3, 4], 10), address=Address("jobs", "sex:men", "persons"))
    assert composed(report, one).tables[0].head[2].text == "Nam (người)"


def test_numbers_by_word_are_marked_wherever_they_stand(report: Report) -> None:
    second = figure("rate", Merge.NONE, [5, 20, 5, 10], 8, word=1)
    handout = composed(report, figure("persons", Merge.SUM, [1, 2, 3, 4], 10), second)
    assert handout.legend.startswith("* Số báo qua điện thoại")
    assert texts(handout.tables[0])[1][4] == "20*"
