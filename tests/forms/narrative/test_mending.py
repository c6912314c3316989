"""What is mended in a paragraph on request, and what stays: references, digits, text that is in Unicode."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.narrative.mending import mended


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        (
            'Đạt 100 % kế hoạch ( 1 234 567 người ) , theo "Nghị quyết" – năm',
            "Đạt 100% kế hoạch (1.234.567 người), theo “Nghị quyết” - năm",
        ),
        ("•  Hộ nghèo giảm", "- Hộ nghèo giảm"),
        (
            "Có {jobs.persons} , đạt {jobs.share:number} %[ , tăng {jobs.more} ]",
            "Có {jobs.persons}, đạt {jobs.share:number}%[, tăng {jobs.more} ]",
        ),
        ("Số 1 234,5 tấn lúc 12:30", "Số 1.234,5 tấn lúc 12:30"),
        ("giai đoạn 2021 2025 100 000 người", "giai đoạn 2021 2025 100 000 người"),
        ("Tỷ lệ:tăng…", "Tỷ lệ: tăng…"),
    ],
)
def test_what_is_mended(typed: str, right: str) -> None:
    assert mended(typed) == right
    assert mended(right) == right


@given(st.text(alphabet='ab1 0,.%()"-–• {}[]:', max_size=40))
def test_no_digit_is_lost_or_moved(text: str) -> None:
    assert re.findall(r"\d", mended(text)) == re.findall(r"\d", text)
