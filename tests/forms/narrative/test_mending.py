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
        ("Tăng 5 %;giảm 3,5%,còn 12;thêm 1,5ha", "Tăng 5%; giảm 3,5%, còn 12; thêm 1,5ha"),
        ("Gọi 026 038 623 trước 12 000 hộ", "Gọi 026 038 623 trước 12.000 hộ"),
        ('Theo " Nghị quyết ", "  "', "Theo “Nghị quyết”, “”"),
        ('Theo "{legal:nq42}" , "{b: đạt {jobs.persons}} %"', "Theo “{legal:nq42}”, “{b: đạt {jobs.persons}}%”"),
        ("Đạt {b: 100 }% ( {jobs.persons} )", "Đạt {b: 100}% ({jobs.persons})"),
        ("Có {b: 100} % [ , giảm {jobs.more}] .", "Có {b: 100}%[, giảm {jobs.more}]."),
        ('Gọi là " "', "Gọi là “”"),
        ("Gồm:{jobs.persons},trong đó;{i: nữ}", "Gồm: {jobs.persons}, trong đó; {i: nữ}"),
        ("{jobs.persons:bare} 234 567 và 1 234 {jobs.more}", "{jobs.persons:bare} 234 567 và 1 234 {jobs.more}"),
        ("Có{note: Theo  sổ ( cũ ) .} , hết", "Có{note: Theo sổ (cũ).}, hết"),
        ("{each period: {period} : {jobs.persons} %}", "{each period: {period}: {jobs.persons}%}"),
    ],
)
def test_what_is_mended(typed: str, right: str) -> None:
    assert mended(typed) == right
    assert mended(right) == right


def test_what_cannot_be_told_apart_from_a_reference_stays() -> None:
    assert mended("Có \U000f0001  {jobs.persons} %") == "Có \U000f0001  {jobs.persons} %"


@given(st.lists(st.sampled_from(['"', " ", ",", "%", "12", "a", "(", "[", "]", "{b: ", "}", "{jobs.n}", ":", "–"])))
def test_parts_stay_what_they_are_and_mending_twice_changes_nothing(pieces: list[str]) -> None:
    text = "".join(pieces)
    once = mended(text)
    assert mended(once) == once
    kept = "".join(re.findall(r"[\[\]{}]|jobs", text))
    assert "".join(re.findall(r"[\[\]{}]|jobs", once)) == kept


@given(st.text(alphabet='ab1 0,.%()"-–• {}[]:', max_size=40))
def test_no_digit_is_lost_or_moved(text: str) -> None:
    assert re.findall(r"\d", mended(text)) == re.findall(r"\d", text)
