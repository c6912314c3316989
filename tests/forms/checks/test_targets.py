from __future__ import annotations

from fractions import Fraction

import pytest

from forms.definitions.plans import aim


@pytest.mark.parametrize(
    ("text", "lower", "reached", "missed"),
    [
        ("< 3", False, "2.99", "3"),
        ("≤ 3", False, "3", "3.01"),
        (">= 1", False, "1", "0.99"),
        ("> 95", False, "95.01", "95"),
        ("trên 95%", False, "95.1", "95"),
        ("Dưới 2", False, "1.9", "2"),
        ("1,5-2", False, "1.5", "1.49"),
        ("1,5 – 2", True, "2", "2.01"),
        ("khoảng 75", False, "72", "71"),
        ("Khoảng 75", False, "78", "79"),
        ("100", False, "100", "99.99"),
        ("3", True, "3", "3.1"),
    ],
)
def test_a_target_as_printed(text: str, lower: bool, reached: str, missed: str) -> None:  # noqa: FBT001 - a column
    found = aim(text, lower=lower)
    assert found is not None
    assert found.reached(Fraction(reached))
    assert not found.reached(Fraction(missed))


@pytest.mark.parametrize("text", ["", "-", "Tiểu học", "THCS", "giảm dần", "5 xã"])
def test_words_are_compared_with_nothing(text: str) -> None:
    assert aim(text) is None
