"""What is mended in a paragraph on request, and what stays: references, digits, text that is in Unicode."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.narrative.mending import mended
from forms.values.legacy_letters import read as decoded


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


@pytest.mark.parametrize(
    ("typed", "name", "words"),
    [
        ("C«ng t¸c gi¶m nghÌo, b¶o trî x· héi n¨m 2024", "TCVN3", "Công tác giảm nghèo, bảo trợ xã hội năm 2024"),
        ("Coâng taùc giaûm ngheøo, baûo trôï ñöôïc thöïc hieän", "VNI", "Công tác giảm nghèo, bảo trợ được thực hiện"),
        ("CÖÏU CHIEÁN BINH chòu traùch nhieäm, kyõ thuaät", "VNI", "CỰU CHIẾN BINH chịu trách nhiệm, kỹ thuật"),
    ],
)
def test_letters_of_before_unicode_are_read(typed: str, name: str, words: str) -> None:
    assert decoded(typed) == (name, words)
    assert decoded(words) is None


@pytest.mark.parametrize("text", ["Công tác", "§ 5 ® quy", "hoà thuận, tuấn", "café ø", ""])
def test_what_may_be_unicode_stays(text: str) -> None:
    assert decoded(text) is None
