"""Texts of plan targets: what they want, and what reaches them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.values import aims
from forms.values.aims import Better, Quantity, direction, goal, is_nothing, is_yearly
from forms.values.numbers import Number, show

HIGHER, LOWER, LEVEL, UNKNOWN = Better.HIGHER, Better.LOWER, Better.LEVEL, Better.UNKNOWN


def reached(text: str, better: Better, value: str, unit: str = "%") -> bool | None:
    found = goal(text, better, unit)
    assert found is not None, text
    quantity, _ = aims.measured(value, unit)
    assert quantity is not None, value
    return found.reached(quantity)


@pytest.mark.parametrize(
    ("text", "better", "enough", "missed"),
    [
        ("100", HIGHER, "100", "99,99"),
        ("3", LOWER, "3", "3,01"),
        ("2,1", LEVEL, "2,1", "2,11"),
        ("< 3", LOWER, "2,99", "3"),
        ("≤ 3", LOWER, "3", "3,01"),
        ("<1,2", LOWER, "1,19", "1,2"),
        (">= 1", HIGHER, "1", "0,99"),
        ("> 95", HIGHER, "95,01", "95"),
        ("trên 95%", HIGHER, "95,1", "95"),
        ("Dưới 2", LOWER, "1,9", "2"),
        ("ít nhất 95", HIGHER, "95", "94,9"),
        ("tối thiểu 97,5", HIGHER, "97,5", "97,4"),
        ("tối đa 5", LOWER, "5", "5,1"),
        ("Không quá 5", LOWER, "5", "5,1"),
        ("95 trở lên", HIGHER, "95", "94"),
        ("từ 95% trở lên", HIGHER, "95", "94"),
        ("5 trở xuống", LOWER, "5", "6"),
        ("1,5-2", HIGHER, "1,5", "1,49"),
        ("1,5 – 2", LOWER, "2", "2,01"),
        ("từ 3 đến 4", LEVEL, "3", "4,1"),
        ("3-4 %/năm", HIGHER, "9", "2,9"),
        ("khoảng 75", HIGHER, "300", "71"),
        ("khoảng 75", LOWER, "20", "79"),
        ("khoảng 75", LEVEL, "78", "79"),
        ("khoảng 5.250", HIGHER, "5.000", "4900"),
        ("104.046", HIGHER, "104046", "104.045"),
        ("05", HIGHER, "5", "4"),
        ("97 hoặc 95", HIGHER, "95", "94"),
    ],
)
def test_a_target_as_printed(text: str, better: Better, enough: str, missed: str) -> None:
    assert reached(text, better, enough) is True
    assert reached(text, better, missed) is False


@pytest.mark.parametrize(
    ("text", "better", "value", "answer"),
    [
        ("75", HIGHER, "khoảng 4", False),
        ("75", HIGHER, "hơn 75", True),
        ("75", HIGHER, "gần 75", None),
        ("75", LEVEL, "khoảng 75", None),
        ("75", HIGHER, "1,5-2", False),
        ("1,5-2", HIGHER, "1,2 - 1,6", None),
        ("3-4", LEVEL, "2 - 5", None),
        ("< 3", LOWER, "ước gần 2", True),
    ],
)
def test_what_words_leave_open_is_judged_where_every_value_agrees(
    text: str, better: Better, value: str, answer: object
) -> None:
    assert reached(text, better, value) is answer


@pytest.mark.parametrize("text", ["95 %", "trên 95%", "3% - 4%/năm"])
def test_a_share_is_no_target_of_what_is_counted_in_something_else(text: str) -> None:
    assert goal(text, HIGHER, "hộ") is None
    assert goal(text, HIGHER, "") is not None
    assert aims.measured("95%", "hộ") == (None, None)


@pytest.mark.parametrize(
    ("text", "better", "value"),
    [
        ("2", UNKNOWN, "2,35"),
        ("1,5-2", UNKNOWN, "1,4"),
        ("< 1", HIGHER, "1,2"),
        ("> 1", LOWER, "0,8"),
        ("97% (với 8 loại vắc xin) hoặc 95% (với 12 loại vắc xin)", HIGHER, "96"),
    ],
)
def test_what_a_text_leaves_open_is_not_guessed(text: str, better: Better, value: str) -> None:
    assert reached(text, better, value) is None


def test_alternatives_with_conditions_are_decided_where_they_agree() -> None:
    text = "97% (với 8 loại vắc xin) hoặc 95% (với 12 loại vắc xin)"
    assert [reached(text, HIGHER, value) for value in ("97", "94,9")] == [True, False]


def test_so_many_of_so_many() -> None:
    assert [reached("22/22", HIGHER, value, "Xã") for value in ("22/22", "22", "21", "20/20", "19/20")] == [
        *(True, True, False, True, False)
    ]
    assert [reached("22/22", HIGHER, value) for value in ("100", "22/22", "21/22")] == [True, True, False]


@pytest.mark.parametrize("text", ["Tiểu học", "THCS", "giảm dần", "5 xã", "2-1", "3/0", "9" * 99, "1" + "." * 299])
def test_words_are_compared_with_nothing(text: str) -> None:
    assert goal(text, HIGHER, "%") is None


def test_the_unit_may_stand_behind_the_number() -> None:
    assert reached("5 xã", HIGHER, "5 Xã", "Xã") is True
    assert reached("12 m2 sàn/người", HIGHER, "11", "m2 sàn/người") is False


def test_a_number_that_could_be_another_is_told() -> None:
    found = goal("68.5")
    assert found is not None
    assert "dấu thập phân" in found.doubt
    assert aims.measured("68.5") == (None, None)


def test_nothing_and_every_year() -> None:
    assert all(map(is_nothing, ("", " - ", "…", "—")))
    assert not is_nothing("0")
    assert is_yearly("3-4 %/năm")
    assert is_yearly("3-4", "% / năm")
    assert not is_yearly("3-4", "%")


@pytest.mark.parametrize(
    ("texts", "better"),
    [
        (["3", "< 3"], LOWER),
        (["dưới 2"], LOWER),
        (["> 80", "> 90"], HIGHER),
        (["44", "52"], HIGHER),
        (["100", "100"], HIGHER),
        (["2", "1,5-2"], UNKNOWN),
        (["< 1", ">= 1"], UNKNOWN),
    ],
)
def test_texts_show_which_values_are_better(texts: list[str], better: Better) -> None:
    assert direction(texts, "%") is better


NUMBERS = st.builds(Number, st.integers(0, 10**9), st.integers(0, 6))
SIGNS = {"<": False, "dưới": False, "≤": True, "tối đa": True, ">": False, "trên": False, ">=": True, "ít nhất": True}


@given(NUMBERS, NUMBERS, st.sampled_from(sorted(SIGNS)))
def test_a_sign_is_judged_exactly(wanted: Number, got: Number, sign: str) -> None:
    below = sign in {"<", "dưới", "≤", "tối đa"}
    found = goal(f"{sign} {show(wanted)}", LOWER if below else HIGHER)
    assert found is not None
    beyond = got.value < wanted.value if below else got.value > wanted.value
    assert found.reached(Quantity(got.value)) is (beyond or (SIGNS[sign] and got.value == wanted.value))


@given(NUMBERS, NUMBERS)
def test_a_plain_number_is_a_floor_a_ceiling_or_itself(wanted: Number, got: Number) -> None:
    answers = {}
    for better in Better:
        found = goal(show(wanted), better)
        assert found is not None
        answers[better] = found.reached(Quantity(got.value))
    same = got.value == wanted.value
    assert answers == {
        HIGHER: got.value >= wanted.value,
        LOWER: got.value <= wanted.value,
        LEVEL: same,
        UNKNOWN: True if same else None,
    }


@given(NUMBERS, st.sampled_from([HIGHER, LOWER]), st.fractions(0, 10**9), st.fractions(0, 10**6))
def test_what_is_better_than_enough_is_enough(wanted: Number, better: Better, got: Fraction, more: Fraction) -> None:
    for text in (
        show(wanted),
        f"khoảng {show(wanted)}",
        f"{show(wanted)}-{show(Number(wanted.digits * 2, wanted.decimals))}",
    ):
        found = goal(text, better)
        assert found is not None
        if found.reached(Quantity(got)):
            assert found.reached(Quantity(got + more if better is HIGHER else got - more))


@given(st.text(max_size=400), st.sampled_from(list(Better)), st.text(max_size=20))
def test_any_text_is_read_or_is_words(text: str, better: Better, unit: str) -> None:
    found = goal(text, better, unit)
    assert found is None or found.aims
    aims.measured(text, unit)
