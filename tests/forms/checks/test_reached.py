"""Plan targets: which of them a report is compared with, and what it is told where it does not reach them."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms.checks.checker import check
from tests.forms.checks.test_messages import in_words
from tests.forms.small import filled, small

SECTION = """
[figure.jobs]
label = "Việc làm"
measures.persons = {}
measures.rate = {}
[figure.jobs.breakdown.sex]
label = "Giới tính"
relation = "subset"
rows = {women = "Nữ"}
[target.more]
cell = "jobs.persons"
year = 2024
text = ">= 100"
[target.fewer]
cell = "jobs.rate"
year = 2024
text = "3"
lower = true
source = "Nghị quyết"
[target.women]
cell = "jobs[women].persons"
year = 2025
text = "50"
[target.words]
cell = "jobs.persons"
year = 2024
text = "giảm dần"
"""
MORE = (
    "info plan.target target.more -/{} [jobs..persons]",
    "Việc làm, số người: {}, chưa đạt chỉ tiêu >= 100 của năm 2024.",
    "Đề nghị nêu nguyên nhân trong phần đánh giá.",
)
FEWER = (
    "info plan.target target.fewer -/4,5 [jobs..rate]",
    "Việc làm, tỷ lệ: 4,5%, chưa đạt chỉ tiêu 3 của năm 2024 (Nghị quyết).",
    "Đề nghị nêu nguyên nhân trong phần đánh giá.",
)
WOMEN = (
    "info plan.target target.women -/49 [jobs.sex:women.persons]",
    "Việc làm - Nữ, số người: 49 người, chưa đạt chỉ tiêu 50 của năm 2025.",
    "Đề nghị nêu nguyên nhân trong phần đánh giá.",
)


def more(number: str, words: str) -> tuple[str, str, str]:
    return MORE[0].format(number), MORE[1].format(words), MORE[2]


@pytest.mark.parametrize(
    ("lines", "period", "expected"),
    [
        ("jobs,,persons,99", "2024", [more("99", "99 người")]),
        ("jobs,,persons,,khong_phat_sinh", "2024", [more("-", "không phát sinh")]),
        ("jobs,,persons,100", "2024", []),
        ("jobs,,rate,4.5", "2024", [FEWER]),
        ("jobs,,rate,3", "2024", []),
        ("jobs,,rate,,chua_co;jobs,,persons,,khong_thuoc_pham_vi", "2024", []),
        ("", "2024", []),
        ("jobs,,persons,99;jobs,women,persons,49", "2025", [WOMEN]),
        ("jobs,,persons,99;jobs,women,persons,49", "2023", []),
        ("jobs,,persons,99", "2024-9T", []),
        ("jobs,,persons,99", "2024-UTH", []),
    ],
)
def test_what_is_told_of_a_target(
    tmp_path: Path, lines: str, period: str, expected: list[tuple[str, str, str]]
) -> None:
    report = filled(small(tmp_path, SECTION), lines, period)
    assert [in_words(finding) for finding in check(report)] == expected
