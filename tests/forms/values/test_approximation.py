"""Words beside numbers: read, and how far they leave a number open."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.values.approximation import WORDS, reach, split
from forms.values.numbers import Number


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("hơn 39", ("hơn", "39")),
        ("Gần 1.200", ("gần", "1.200")),
        ("khoảng02", ("khoảng", "02")),
        ("39", ("", "39")),
        ("hơn", ("", "hơn")),
        ("hơn nữa", ("", "hơn nữa")),
        ("dưới -5", ("dưới", "-5")),
    ],
)
def test_the_word_before_a_number(text: str, parts: tuple[str, str]) -> None:
    assert split(text) == parts


@pytest.mark.parametrize(
    ("number", "word", "ends"),
    [
        (Number(39), "hơn", (39, Fraction("40.95"))),
        (Number(25), "gần", (Fraction("23.75"), 25)),
        (Number(2), "khoảng", (1, 3)),
        (Number(600, 1), "trên", (60, 63)),
        (Number(5), "dưới", (4, 5)),
        (Number(100), "chừng", (95, 105)),
    ],
)
def test_how_far_a_number_is_open(number: Number, word: str, ends: tuple[Fraction, Fraction]) -> None:
    assert reach(number, word) == ends


@given(st.integers(-(10**9), 10**9), st.integers(0, 3), st.sampled_from([*WORDS]))
def test_a_number_is_open_to_the_side_of_its_word(digits: int, places: int, word: str) -> None:
    number = Number(digits, places)
    low, high = reach(number, word)
    assert low <= number.value <= high
    assert (low < number.value, number.value < high) == WORDS[word]
    assert split(f"{word} {number}") == (word, str(number))
