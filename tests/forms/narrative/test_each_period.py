"""Sentences over the periods that stand side by side, and the days on which numbers end."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from forms.checks.checker import check
from forms.definitions.sentences import parse
from forms.document import revisions
from forms.document.document import compose
from forms.errors import KnownError
from forms.narrative.blocks import Paragraph, Text
from forms.narrative.narrative import plain
from forms.narrative.scope import Scope
from forms.report import details
from forms.report.cells import Address, Cell, MarkKind
from forms.report.changes import SetCell, SetDetail, SetNote
from forms.report.report import Report
from forms.report.succession import succeed
from forms.values.numbers import Number
from forms.values.style import NBSP
from tests.forms.small import filled, put, small
from tests.forms.spans import FIGURES, FRAME

NOW = datetime(2024, 6, 3, 8, 0, tzinfo=UTC)
RULES = """
[rule.never_fewer]
kind = "bound"
holds = "models.count >= before(models.count)"
says = "Mô hình {models.count}, ít hơn kỳ đứng trước."
"""


def beside(tmp_path: Path, said: dict[str, str], more: str = "") -> Report:
    """The report of the last of several periods."""
    template = small(tmp_path, FIGURES + more, FRAME)
    *before, latest = [filled(template, lines, period) for period, lines in said.items()]
    for report in before:
        latest.neighbours.add(report)
        report.neighbours = latest.neighbours
    return latest


def spoken(report: Report, text: str) -> str:
    return plain(parse(text), Scope(report)).replace(NBSP, " ")


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        (
            "{each period: {period} có {models.count}}.",
            "Năm 2022 có 04 mô hình; năm 2023 có 12 mô hình; quý I năm 2024 có 03 mô hình.",
        ),
        (
            "Kết quả: {each period: {period} {models.count:number}[, {models.count:change}]}.",
            "Kết quả: năm 2022 04; năm 2023 12, tăng 08 mô hình so với năm 2022; quý I năm 2024 03.",
        ),
        ("{each period: {period}: {land.households}}.", "Quý I năm 2024: 16 hộ."),  # one value for the whole span
        ("Đã giao đất cho {land.households}.", "Đã giao đất cho 16 hộ."),
    ],
)
def test_each_period_says_its_own(tmp_path: Path, text: str, printed: str) -> None:
    report = beside(
        tmp_path,
        {"2022": "models,,count,4", "2023": "models,,count,12", "2024-Q1": "models,,count,3; land,,households,16"},
    )
    assert spoken(report, text) == printed


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Số mô hình: {each period: {period} là {models.count}}.", "Số mô hình: …"),
        (
            "Số mô hình: {each period: {period} là {models.count}}[; {each period: {period} {models.count}}].",
            "Số mô hình: …",
        ),
        ("{each period: {period} có {models.count}} và {land.households}.", "… và 16 hộ."),
    ],
)
def test_a_sentence_of_which_no_period_knows_anything_stays_whole(tmp_path: Path, text: str, printed: str) -> None:
    report = beside(tmp_path, {"2022": "land,,households,9", "2023": "land,,households,16"})
    assert spoken(report, text) == printed


@pytest.mark.parametrize(
    ("counts", "text", "printed"),
    [
        (
            ("12", "3"),
            "{each period: {end} có {models.count}}.",
            "Đến hết năm 2023 có 12 mô hình; {now} có 03 mô hình.",
        ),
        (("12", "0"), "{each period: {end} có {models.count}}.", "Đến hết năm 2023 có 12 mô hình; {now} không có."),
        (
            ("0", "3"),
            "{each period: {period} có {models.count}}.",
            "Năm 2023 không phát sinh; quý I năm 2024 có 03 mô hình.",
        ),
    ],
)
@pytest.mark.parametrize(
    ("day", "now"), [("", "đến hết tháng 3 năm 2024"), ("2024-03-15", "đến ngày 15 tháng 3 năm 2024")]
)
def test_what_stands_on_a_day_is_told_of_that_day(
    tmp_path: Path, counts: tuple[str, str], text: str, printed: str, day: str, now: str
) -> None:
    then, latest = counts
    report = beside(tmp_path, {"2023": f"models,,count,{then}", "2024-Q1": f"models,,count,{latest}"})
    if day and (change := details.change(report, "as_of", day)):
        report.apply(change)
    assert spoken(report, text) == printed.replace("{now}", now)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        (
            "Kinh phí: {each period: {period}[! mô hình {models.count}][!, đất {land.households}]}.",
            "Kinh phí: năm 2024 đất 16 hộ.",
        ),
        (
            "Trong năm {year},[! đã lập {models.count}][!; giao đất cho {land.households}].",
            "Trong năm 2024, giao đất cho 16 hộ.",
        ),
        ("Trong năm[, lập {models.count}][, giao đất cho {land.households}].", "Trong năm, giao đất cho 16 hộ."),
        (
            "Trong năm[! và Tết {models.count}], giao đất cho {land.households}[, {land.households} nghèo].",
            "Trong năm, giao đất cho 16 hộ, 16 hộ nghèo.",
        ),
    ],
)
def test_what_takes_the_place_of_a_first_number_is_not_set_apart(tmp_path: Path, text: str, printed: str) -> None:
    report = beside(tmp_path, {"2024": "models,,count,0; land,,households,16"})
    assert spoken(report, text) == printed


def test_a_day_that_is_not_told_leaves_what_follows_set_apart(tmp_path: Path) -> None:
    report = beside(tmp_path, {"2024-Q1": "land,,households,16"})
    text = "Dịp Tết[ và Ngày 27/7{month:7}][, giao đất cho {land.households}]."
    assert spoken(report, text) == "Dịp Tết, giao đất cho 16 hộ."


def test_an_estimate_stands_before_its_verb_and_not_within_a_label(tmp_path: Path) -> None:
    report = beside(tmp_path, {"2024-UTH": "models,,count,12"})
    figure = replace(report.template.figures["models"], label="Trung cấp")
    for text, printed in (
        ("lớp tổ chức {count:number}", "lớp ước tổ chức 12"),
        ("hộ được hỗ trợ {count:number}", "hộ được hỗ trợ ước 12"),
        ("thu nhập từ {count:number}", "thu nhập ước từ 12"),
        ("{label:lower} {count:number}", "trung cấp ước 12"),
    ):
        assert plain(parse(text), Scope(report, figure)) == printed


@pytest.mark.parametrize(
    ("then", "now"), [("12", "hơn 39"), ("hơn 39", "12"), ("gần 25", "hơn 39"), ("khoảng 2", "khoảng 2")]
)
def test_what_a_word_leaves_open_moves_by_no_number(tmp_path: Path, then: str, now: str) -> None:
    report = beside(tmp_path, {"2022": f"models,,count,{then}", "2023": f"models,,count,{now}"})
    assert spoken(report, "Có {models.count:number}[, {models.count:change}].") == f"Có {now.replace(' 2', ' 02')}."
    assert spoken(report, "{models.count:change_pct}") == "…"


def test_the_word_of_last_year_is_printed_with_its_number(tmp_path: Path) -> None:
    report = beside(tmp_path, {"2022": "models,,count,gần 25", "2023": "models,,count,30"})
    assert spoken(report, "{models.count:last}") == "gần 25 mô hình"


def test_parts_of_years_are_compared_with_nothing(tmp_path: Path) -> None:
    report = beside(tmp_path, {"2023-Q1": "models,,count,2", "2024-Q1": "models,,count,3"})
    assert report.last is not None
    assert spoken(report, "{models.count}[, {models.count:change}]") == "03 mô hình"


def test_rules_reach_the_period_before(tmp_path: Path) -> None:
    report = beside(
        tmp_path, {"2022": "models,,count,4", "2023": "models,,count,3", "2024-Q1": "models,,count,3"}, RULES
    )
    assert [[(finding.id, finding.period) for finding in check(one)] for one in report.span] == [
        [],  # there is none before it
        [("never_fewer", report.span[1].period)],
        [],
    ]


def test_a_section_and_a_figure_end_on_days_of_their_own(tmp_path: Path) -> None:
    report = beside(tmp_path, {"2024-Q1": "models,,count,3"}, '[[paragraph]]\ntext = "Có {models.count}."\n')
    for key, day in (("as_of:A", "2024-05-31"), ("as_of:land", "2024-05-30")):
        change = details.change(report, key, day)
        assert change is not None
        report.apply(change)
    figures, section = report.template.figures, report.template.sections["A"]
    assert str(details.as_of(report, figures["land"])) == "2024-05-30"
    assert str(details.as_of(report, figures["models"])) == "2024-05-31"
    assert details.as_of(report) is None
    assert [name for name, _ in details.cut_offs(report, section)] == ["", "Đất"]
    words = [block for block in compose(report, NOW).body if isinstance(block, Paragraph)]
    text = ["".join(part.text for part in block.content if isinstance(part, Text)) for block in words]
    assert "Số liệu của mục này tính đến ngày 31/5/2024. Số liệu về đất tính đến ngày 30/5/2024." in text
    with pytest.raises(KnownError, match='Số liệu đến ngày, Đất: ngày "31/5" không có trong lịch'):
        details.change(report, "as_of:land", "31/5")
    assert details.known(report, "as_of:nothing") == details.known(report, "title:land") == ""


def test_a_year_begins_with_what_the_one_before_left(tmp_path: Path) -> None:

    money = """
[figure.training]
label = "Kinh phí đào tạo"
measures.carried_in = {label = "Chuyển từ năm trước", unit = "đồng", opens = "carried_out"}
measures.carried_out = {label = "Chuyển sang năm sau", unit = "đồng"}
"""
    template = small(tmp_path, money, FRAME)
    earlier = filled(template, "training,,carried_out,5000", "2022")
    following = filled(template, "", "2023")
    for change in succeed(following, earlier):
        following.apply(change)
    cell = following.cells[Address("training", "", "carried_in")]
    mark = cell.mark(MarkKind.CARRIED)
    assert (str(cell.number), mark and mark.text) == ("5000", "năm 2022")
    put(following, "training,,carried_in,4000")
    assert following.cells[Address("training", "", "carried_in")].marks == ()
    assert not succeed(filled(template, "", "2024"), earlier)  # a year lies between
    assert not succeed(filled(template, "", "2022-6T"), earlier)


def test_what_is_noted_and_corrected_in_any_period_is_printed(tmp_path: Path) -> None:
    report = beside(tmp_path, {"2022": "models,,count,4", "2023": "models,,count,12", "2024-Q1": "models,,count,3"})
    before = report.span[0]
    count = Address("models", "", "count")
    before.apply(revisions.finalise(before, "Y Hà", NOW))
    before.apply(revisions.reopen(before, "Sót một mô hình", "Y Hà", NOW))
    before.apply(SetCell(count, Cell(Number(5))))
    before.apply(SetNote(count, "biên bản ngày 02/5"))
    report.apply(SetDetail("cell_notes", "có"))
    printed = {
        found.title: [[cell.text for cell in row] for row in found.table.rows]
        for found in compose(report, NOW).appendices
    }
    assert any("Năm 2022: Mô hình" in row and "5" in "".join(row) for row in printed["Ghi chú"])
    assert any("Năm 2022: Mô hình" in row and "Sót một mô hình" in row for row in printed["Điều chỉnh"])
