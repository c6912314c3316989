from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.definitions.template import Measure
from forms.report import entry
from forms.report.cells import Cell, State
from forms.report.entry import shown
from forms.values.numbers import Number

COUNT = Measure("count", "Số lượng", "người")
RATE = Measure("rate", "Tỷ lệ", "%", decimals=2)


@pytest.mark.parametrize(
    ("text", "echo"),
    [
        ("12", ""),
        ("12345", "12.345"),
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


@pytest.mark.parametrize(("text", "answer"), [("87.3", "87,3"), ("~87.3", "~87,3"), ("1.137680.000", "1.137.680.000")])
def test_what_has_two_readings_is_a_question_with_its_answer(text: str, answer: str) -> None:
    found = entry.read(text, RATE, "%", "Tỷ lệ")
    assert found.cell is None
    assert found.answer == answer
    assert answer in found.question
    assert entry.read(answer, RATE, "%", "Tỷ lệ").cell is not None


def test_a_doubtful_number_that_cannot_stand_is_refused() -> None:
    found = entry.read("87.3", COUNT, "người", "Chỉ tiêu")
    assert "số nguyên (người); gõ 873 nếu dấu chấm ngăn hàng nghìn" in found.refusal
    assert not found.question
    assert "gõ 873 nếu" in entry.read("87.3", RATE, "%", "Tỷ lệ").question
    assert "gõ" not in entry.read("0.5", RATE, "%", "Tỷ lệ").question
    assert "gõ 1,5 nếu là số lẻ; gõ 15 nếu" in entry.read("=1.5+2", RATE, "%", "Tỷ lệ").refusal


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
def test_any_text_is_read_refused_or_asked_about(text: str) -> None:
    found = entry.read(text, RATE, "%", "A")
    assert bool(found.refusal) + bool(found.question) <= 1
    if found.refusal or found.question:
        assert found.cell is None
