from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from forms.definitions.template import Measure
from forms.errors import KnownError
from forms.report import entry
from forms.report.cells import Address, Cell, Mark, MarkKind, State
from forms.report.changes import Coverage
from forms.report.entry import shown
from forms.values.numbers import Number
from tests.forms.small import filled, small

COUNT = Measure("count", "Số lượng", "người")
RATE = Measure("rate", "Tỷ lệ", "%", decimals=2)


@pytest.mark.parametrize(
    ("text", "echo"),
    [
        ("12", ""),
        ("12345", "12.345"),
        ("005", ""),
        ("0005", "5"),
        ("=8995+200", "= 9.195"),
        ("~1234", "ước 1.234"),
        ("-", "không phát sinh"),
        ("", ""),
    ],
)
def test_how_a_number_is_read_is_shown(text: str, echo: str) -> None:
    assert entry.read(text, COUNT, "người", "Chỉ tiêu").echo == echo


def test_money_is_said_in_words() -> None:
    assert entry.read("1500", RATE, "triệu đồng", "Kinh phí").echo == "1.500  ·  một tỷ năm trăm triệu đồng"


def test_nothing_typed_clears_the_field() -> None:
    for text in ("", "  ", "\u200b"):
        assert entry.read(text, COUNT, "người", "Chỉ tiêu") == entry.Entry()
        assert entry.typed(text, COUNT, "Chỉ tiêu") is None


@pytest.mark.parametrize(("text", "answer"), [("87.3", "87,3"), ("~87.3", "~87,3"), ("1.137680.000", "1.137.680.000")])
def test_what_has_two_readings_is_a_question_with_its_answer(text: str, answer: str) -> None:
    found = entry.read(text, RATE, "%", "Tỷ lệ")
    assert found.cell == entry.read(answer, RATE, "%", "Tỷ lệ").cell
    assert found.answer == answer
    assert answer in found.question
    assert entry.read(answer, RATE, "%", "Tỷ lệ").cell is not None


def test_a_doubtful_number_that_cannot_stand_is_refused() -> None:
    found = entry.read("87.3", COUNT, "người", "Chỉ tiêu")
    assert "số nguyên (người); gõ 873 nếu dấu chấm ngăn hàng nghìn" in found.refusal
    assert not found.question
    assert "gõ 873 nếu" in entry.read("87.3", RATE, "%", "Tỷ lệ").question
    assert entry.read("0.5", RATE, "%", "Tỷ lệ").question.endswith("Nhấn Enter lần nữa để nhận 0,5, hoặc sửa lại.")
    assert "gõ 1,5 nếu là số lẻ; gõ 15 nếu" in entry.read("=1.5+2", RATE, "%", "Tỷ lệ").refusal


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("12.000", Cell(Number(12000))),
        ("4.764", Cell(Number(4764))),
        ("1.234,0", Cell(Number(1234))),
        ("~1.234,00", Cell(Number(1234), State.ESTIMATE)),
        ("~ hơn 1.234", Cell(Number(1234), State.ESTIMATE).worded("hơn")),
        ("\u2212", Cell(None, State.NIL)),
        ("\N{EM DASH}\u200b", Cell(None, State.NIL)),
        ("\u00a0x ", Cell(None, State.NOT_APPLICABLE)),
        ("= 8995 + 200 \u2212 15", Cell(Number(9180), working="8995 + 200 - 15")),
        ("=" + "+".join(["1"] * 400), Cell(Number(400), working="+".join(["1"] * 400))),
    ],
)
def test_what_a_whole_number_cell_takes(text: str, cell: Cell) -> None:
    assert entry.read(text, COUNT, "người", "Chỉ tiêu").cell == cell


@pytest.mark.parametrize(
    ("text", "answer", "other"),
    [("30,00", "30", "3.000"), ("12,000", "12", "12.000"), ("30.00", "30", "3.000"), ("~12,0", "~12", "~120")],
)
def test_zeros_behind_a_lone_comma_are_asked_about_in_a_whole_number_cell(text: str, answer: str, other: str) -> None:
    found = entry.read(text, COUNT, "người", "Chỉ tiêu")
    assert found.answer == answer
    assert f"gõ {other} nếu" in found.question
    with pytest.raises(KnownError, match="chưa rõ nghĩa"):
        entry.typed(text, COUNT, "Chỉ tiêu")
    assert entry.read(answer, COUNT, "người", "Chỉ tiêu").cell is not None


@pytest.mark.parametrize(
    ("text", "measure", "words"),
    [
        ("4,764", COUNT, "4,764 có phần lẻ; ô này nhận số nguyên (người): ghi 4764 nếu"),
        ("12345,6", COUNT, "12.345,6 có phần lẻ; ô này nhận số nguyên (người): ghi 123456 nếu"),
        ("0,125", COUNT, "0,125 có phần lẻ; ô này nhận số nguyên (người): đề nghị xem lại số này"),
        ("5%%", RATE, "không phải là số"),
        ("=1,5+1,5", COUNT, "1,5 có phần lẻ"),  # though they come to a whole number
        ("-1234", COUNT, "-1.234 là số âm"),
        ("=2,5+2,5", COUNT, "số nguyên"),
        ("=12,000+1", COUNT, "chưa rõ nghĩa"),
        ("=0.125+1", RATE, "chưa rõ nghĩa"),
        ("=999999999999999+1", RATE, "quá lớn"),
        ("=5--3", COUNT, "viết chưa đúng"),
        ("=5*3", COUNT, "không phải là số"),
        ("=" + "1+" * 600 + "1", COUNT, "dài quá"),
        ("=0,1234567+1", RATE, "thập phân"),
        ("~-", COUNT, "không phải là số"),
        ("~~5", COUNT, "không phải là số"),
        ("١٢٣", COUNT, "chữ số lạ"),
        ("１２", COUNT, "chữ số lạ"),
        ("\u202e12\u202c", COUNT, "ký tự ẩn (\\u202e)"),
        ("5%", COUNT, "không ghi dấu %"),
        ("5‰", RATE, "không phải là số"),
        ("9" * 5000, COUNT, "dài quá"),
        ("9" * 900, COUNT, "quá lớn"),
        ("1.2.3", COUNT, "không phải là số"),
    ],
)
def test_what_no_cell_takes_is_refused_in_one_short_sentence(text: str, measure: Measure, words: str) -> None:
    found = entry.read(text, measure, measure.unit, "Chỉ tiêu")
    assert words in found.refusal
    assert found.cell is None
    assert len(found.refusal) < 300


@pytest.mark.parametrize(
    ("text", "measure", "advice"),
    [
        ("1234.50", RATE, "gõ 1.234,50 nếu là số lẻ; gõ 123.450 nếu dấu chấm ngăn hàng nghìn"),
        ("0.125", RATE, "gõ 0,125 nếu đúng là số ấy"),
        ("12,000", COUNT, "gõ 12 nếu đúng là số ấy; gõ 12.000 nếu dấu phẩy ngăn hàng nghìn"),
        ("1234.50", COUNT, "ô này nhận số nguyên (người); gõ 123.450 nếu dấu chấm ngăn hàng nghìn"),
        ("0.125", COUNT, "ô này nhận số nguyên (người); đề nghị xem lại số này"),
        ("007.500", COUNT, "ô này nhận số nguyên (người); đề nghị xem lại số này"),
    ],
)
def test_what_to_type_instead_of_a_text_with_two_readings(text: str, measure: Measure, advice: str) -> None:
    with pytest.raises(KnownError) as caught:
        entry.typed(text, measure, "Chỉ tiêu")
    assert str(caught.value) == f'Chỉ tiêu: "{text}" chưa rõ nghĩa; {advice}'


@pytest.mark.parametrize("text", ["87,3%", "87,3 %", "\u200e87,3\u00a0%"])
def test_a_percent_sign_is_read_where_percent_is_measured(text: str) -> None:
    assert entry.read(text, RATE, "%", "Tỷ lệ").cell == Cell(Number(873, 1))


@given(
    st.builds(
        Cell,
        st.builds(Number, st.integers(0, 10**15 - 1), st.integers(0, 6)),
        st.sampled_from([State.STATED, State.ESTIMATE]),
    )
)
def test_what_a_field_shows_is_read_back_as_the_same_cell(cell: Cell) -> None:
    assert entry.read(shown(cell), Measure("a", "A", "%", decimals=2), "%", "A").cell == cell


@given(st.text(max_size=12))
@example("0.0")
@example("~hơn 1.25")
def test_any_text_is_read_refused_or_asked_about(text: str) -> None:
    found = entry.read(text, RATE, "%", "A")
    assert bool(found.refusal) + bool(found.question) <= 1
    if found.refusal:
        assert found.cell is None
    if found.question:  # what Enter would take is what its answer says
        assert entry.read(found.answer, RATE, "%", "A").cell == found.cell


@pytest.mark.parametrize(
    ("cell", "adds"),
    [
        (Cell(Number(9195), working="8995+200"), True),
        (Cell(Number(9196), working="8995+200"), False),
        (Cell(Number(5), working="2 lần"), False),
        (Cell(Number(5)), False),
        (Cell(None, State.NIL, working="1-1"), False),
    ],
)
def test_whether_a_working_gives_its_number(cell: Cell, adds: bool) -> None:  # noqa: FBT001 - a column of the table
    assert entry.adds_up(cell, COUNT) is adds


def test_a_sum_of_lower_offices_gives_way_to_nothing_but_a_reason(tmp_path: Path) -> None:
    report = filled(small(tmp_path, '[figure.jobs]\nlabel = "Việc làm"\nmeasures.persons = {}\n'), "jobs,,persons,1234")
    address = Address("jobs", "", "persons")
    entry.refuse_over_sum(report, address, Cell(Number(6)))
    report.cells[address] = report.cells[address].marked(Mark(MarkKind.COMPUTED))
    entry.refuse_over_sum(report, address, Cell(Number(6)))  # it was added up from other cells, not from offices
    report.coverage[address] = Coverage(2, 0)
    assert report.sum_below(address) == Number(1234)
    entry.refuse_over_sum(report, address, None)
    with pytest.raises(KnownError, match=r"tổng hợp từ cấp dưới \(1\.234\), không thay bằng ~hơn 6;"):
        entry.refuse_over_sum(report, address, Cell(Number(6), State.ESTIMATE).worded("hơn"))
    del report.cells[address]
    entry.refuse_over_sum(report, address, Cell(Number(6)))


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (Cell(None, State.NIL), "-"),
        (Cell(None, State.AWAITED), "…"),
        (Cell(None, State.NOT_APPLICABLE), "x"),
        (Cell(Number(1234), State.ESTIMATE), "~1.234"),
        (Cell(Number(1234)).worded("hơn"), "hơn 1.234"),
    ],
)
def test_what_a_field_shows_is_what_could_be_typed(cell: Cell | None, text: str) -> None:
    assert shown(cell) == text
    assert entry.read(text, COUNT, "người", "Chỉ tiêu").cell == cell
