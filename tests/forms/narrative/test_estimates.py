"""What a report that foresees its period says of numbers that are settled, of nothing, and of its verbs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from forms.definitions.sentences import parse
from forms.document.document import compose
from forms.narrative.blocks import Paragraph, Text
from forms.narrative.estimates import foreseen
from forms.narrative.narrative import plain
from forms.narrative.scope import Scope
from forms.report.cells import Address, Cell, State
from forms.report.changes import SetDetail
from forms.values.numbers import Number
from forms.values.style import NBSP
from tests.forms.small import filled, small
from tests.forms.spans import FRAME as SPAN

NOW = datetime(2024, 10, 3, tzinfo=UTC)
FIGURES = """
[figure.stock]
label = "Đang hưởng"
measures.persons = {}
measures.new = {label = "Tăng mới", unit = "người", cumulative = true}
[figure.level]
label = "Mức độ"
year = -1
measures.count = {label = "Mức độ", unit = "mức độ"}
[figure.money]
label = "Kinh phí"
measures.carried_in = {label = "Năm trước chuyển sang", unit = "đồng", opens = "carried_out"}
measures.carried_out = {label = "Chuyển sang năm sau", unit = "đồng"}
measures.plan = {label = "Kế hoạch", unit = "đồng", column = "plan", of = "carried_out"}
measures.pct = {label = "Đạt", unit = "%", decimals = 2, column = "percent", merge = "none"}
"""
LINES = "stock,,persons,12; stock,,new,5; level,,count,2; money,,carried_in,11; money,,carried_out,20; money,,plan,40"


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Có {stock.persons}", "Ước có 12 người"),
        ("Có {level.count}", "Có 02 mức độ"),  # of the year before
        ("Có {money.carried_in}", "Có 11 đồng"),  # what it left
        ("Có {money.plan}", "Có 40 đồng"),
        ("Có {money.carried_out}, {money.carried_out:plan}", "Ước có 20 đồng, đạt 50% kế hoạch"),
        ("Số tiền {money.carried_out:plan}", "Số tiền ước đạt 50% kế hoạch"),
        ("Có {stock.persons}, {stock.new:did} nhận {stock.new}", "Ước có 12 người, nhận 05 người"),
        ("Có {stock.persons}; {stock.new:did} nhận {stock.new}", "Ước có 12 người; ước nhận 05 người"),
    ],
)
def test_only_what_is_estimated_says_so_and_once(tmp_path: Path, text: str, printed: str) -> None:
    report = filled(small(tmp_path, FIGURES), LINES, "2024-UTH")
    assert plain(parse(text), Scope(report)).replace(NBSP, " ") == printed


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Chi {money.carried_out} cho {stock.persons}", "Chi 20 đồng, ước cho 12 người"),
        ("Chi {money.carried_out}, với {stock.persons}", "Chi 20 đồng, ước với 12 người"),
        ("Chi {money.carried_out}[ cho[ {stock.persons}][, {stock.new}]]", "Chi 20 đồng cho 12 người (ước), 05 người"),
        ("Chi {money.carried_out}[ cho[ {level.count}][, {stock.persons}]]", "Chi 20 đồng cho 12 người (ước)"),
        ("Số đó {stock.persons}", "Số đó ước 12 người"),
        ("Trình độ trung cấp {stock.persons}", "Trình độ trung cấp ước 12 người"),
        ("Đã cấp {stock.persons}", "Ước cấp 12 người"),
    ],
)
def test_an_estimate_beside_what_is_none_is_told_before_the_word_that_leads_to_it(
    tmp_path: Path, text: str, printed: str
) -> None:
    lines = "stock,,persons,12,uoc; stock,,new,5; money,,carried_out,20"
    report = filled(small(tmp_path, FIGURES), lines)
    assert plain(parse(text), Scope(report)).replace(NBSP, " ") == printed


def test_a_number_is_an_estimate_by_its_cell_or_its_period(tmp_path: Path) -> None:
    persons, level = Address("stock", "", "persons"), Address("level", "", "count")
    report = filled(small(tmp_path, FIGURES), LINES)
    assert not foreseen(report, persons)
    for address in (persons, level):
        report.cells[address] = Cell(Number(1), State.ESTIMATE)
        assert foreseen(report, address)
    assert foreseen(filled(report.template, "", "2024-UTH"), persons)


@pytest.mark.parametrize(
    ("day", "stock", "end"),
    [
        ("2024-09-30", "Có 12 người, ước tăng 05 người", "đến ngày 30 tháng 9 năm 2024"),
        ("2024-12-31", "Ước có 12 người, tăng 05 người", "đến hết năm 2024"),
    ],
)
def test_what_stands_on_a_day_before_the_last_is_no_estimate(tmp_path: Path, day: str, stock: str, end: str) -> None:
    report = filled(small(tmp_path, FIGURES), LINES, "2024-UTH")
    report.apply(SetDetail("as_of", day))
    assert plain(parse("Có {stock.persons}, tăng {stock.new}"), Scope(report)).replace(NBSP, " ") == stock
    assert plain(parse("{end}"), Scope(report, about=report.template.figures["stock"])) == end


@pytest.mark.parametrize(
    ("period", "said"), [("2024", "Trong năm không có ai"), ("2024-UTH", "Trong năm ước không có ai")]
)
def test_nothing_is_foreseen_too(tmp_path: Path, period: str, said: str) -> None:
    text = '[[paragraph]]\ntext = "Có {stock.persons}."\nnil = "{within:raised} không có ai, chưa kể ai."'
    document = compose(filled(small(tmp_path, FIGURES + text), "stock,,persons,0", period), NOW)
    found = [
        "".join(part.text for part in block.content if isinstance(part, Text))
        for block in document.body
        if isinstance(block, Paragraph)
    ]
    assert f"{said}, chưa kể ai." in found


def test_a_period_foresees_nothing_among_others(tmp_path: Path) -> None:
    report = filled(small(tmp_path, FIGURES, SPAN), "stock,,new,0", "2024-UTH")
    assert (
        plain(parse("Số: {each period: {period} là {stock.new}}."), Scope(report))
        == "Số: năm 2024 ước không phát sinh."
    )


def test_a_template_knows_verbs_of_its_own(tmp_path: Path) -> None:
    text, template = "Công ty nhận nuôi {stock.persons:number}", small(tmp_path, FIGURES)
    assert plain(parse(text), Scope(filled(template, LINES, "2024-UTH"))) == "Công ty nhận nuôi ước 12"
    own = replace(template, document=replace(template.document, verbs=("nhận nuôi",)))
    assert plain(parse(text), Scope(filled(own, LINES, "2024-UTH"))) == "Công ty ước nhận nuôi 12"
