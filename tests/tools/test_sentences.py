"""What never stands in a sentence, whatever the numbers: every paragraph of the templates, in each state."""

from __future__ import annotations

import re

import pytest

from forms.definitions.loading import load
from forms.values.period import parse
from tools import sentences

BANNED = re.compile(
    r"(?:giảm|tăng|đạt) -|\b(?:[Cc]ó|còn|cho) 0 [^-]|\b0 (?:suất|đồng|triệu|tỷ)|\b(?:[Cc]ó|cho|còn|đạt) ước\b|\bước ước"
    r"|không phát sinh: |[:,;] *[,;]|\( *[,;]|; trong (?:năm|quý|kỳ),|gạo thuộc|% (?:điểm|so với cùng kỳ %)|^\s|\s$"
    r"|[:;,][^\W\d_]|[:;]\d|  |(?<![\d.,])0\d (?:triệu |tỷ )?đồng"
    r"|\bNone\b"
    r"|(?<!được )\b(?:tổ chức|kiểm tra|từ|đến|tại) ước\b|\bđã ước\b|\bước đã\b|đến hết \d+ tháng"
    r"|\bcòn \d[\d.,]* [^,;.]*, tăng|\b(?:trung|độ|mới|phát|đăng) ước\b|[^,] kinh phí \d[\d.]* đồng"
    r"|[:;] (?:đến hết )?(?:\d tháng đầu |tháng \d )?năm \d{4}(?:,| tại| cho| với| trong đó)"
    r"|\bgạo, \d|\b[Cc]ó 0(?:,0+)?%|không phát sinh (?:người|lao động|hộ|trẻ|lớp|thẻ|trợ giúp)\b|\b[Ss]ố đi "
    r"|(?:giảm|tăng) \d[\d,]* điểm phần trăm(?! so với|\))|không thay đổi(?! so với)|so với năm trước"
    r"|\b\d+ - \d+ (?:tháng|tuổi)|thăm viếng|(?:có công|\bngười|uống [^.;,]+), đạt [\d,]+%(?! )"
    r"|\d (?:người|hộ|trẻ|lớp|học viên)\b[^,.;(]*, (?:chiếm|bằng|đạt) 0%|[Cc]hưa có [^.;]*(?:, với \d|\bđã\b)"
    r"|tăng [\d,]+ điểm phần trăm so với cuối[^;.]*, đạt|\bước\b(?:(?! \(|[.;:] )[^;])*\bước\b"
)
"""Among others a verb before "ước", a period of which the number that it begins with is not printed, "còn" of more,
a change beside nothing, a share of nought beside a count, two estimates in one breath."""
NOUGHT = re.compile(r"(?<![\d.,])\b0 [^\W\d]")
CASES = [
    ("nq42", "tinh", "2024", ("up", "zero", "nil", "negative", "estimate", "mixed", "turned", "half")),
    ("nq42", "xa", "2025-6T", ("down", "zero", "negative", "estimate")),
    ("nq42", "so-nganh", "2024-UTH", ("missing", "outside", "up", "turned")),
    ("giam_ngheo", "huyen", "2024", sentences.STATES),
    ("giam_ngheo", "xa", "2025-6T", ("half", "mixed", "turned", "estimate")),
    ("giam_ngheo", "tinh", "2024-UTH", ("estimate", "turned", "half", "down")),
    ("giam_ngheo", "so-nganh", "2025", ("down", "mixed", "estimate")),
    ("nq42", "tinh", "2024-Q2", ("up", "mixed")),
    ("nq42", "huyen", "2024-Q3", ("down", "turned")),
    ("nq42", "xa", "2024-9T", ("half", "zero")),
    ("nq42", "tinh", "2024-UTH9T", ("nil", "mixed", "negative")),
    ("giam_ngheo", "huyen", "2024-Q1", ("up", "turned")),
    ("giam_ngheo", "tinh", "2024-9T", ("mixed", "down")),
    ("giam_ngheo", "xa", "2024-UTH6T", ("up", "zero", "mixed")),
]


@pytest.mark.parametrize(("code", "level", "period", "states"), CASES)
def test_no_sentence_says_what_nobody_would_sign(code: str, level: str, period: str, states: tuple[str, ...]) -> None:
    template = load(code)
    unit = sentences.offices(template)[level][0]
    found = [one for state in states for one in sentences.sentences(template, unit, parse(period), state)]
    assert found
    wrong = [one for one in found for ban in (BANNED, NOUGHT) if ban.search(one.text.replace("\u00a0", " "))]
    assert wrong == []
    assert [one for one in found if one.text[:2].isalpha() and one.text[0].islower()] == []


@pytest.mark.parametrize(
    ("code", "period"), [("nq42", "2024-UTH"), ("nq42", "2024-UTH9T"), ("giam_ngheo", "2024-UTH6T")]
)
def test_nothing_is_foreseen_as_well(code: str, period: str) -> None:
    """Only that there are no data, and what was recognised the year before, is no estimate."""
    template = load(code)
    unit = sentences.offices(template)["tinh"][0]
    found = [one.text for one in sentences.sentences(template, unit, parse(period), "nil")]
    denying = [text for text in found if re.search(r"\b(?:không|chưa)(?! có (?:số liệu|kết quả))\b", text)]
    assert len(denying) > 10
    assert [text for text in denying if "ước" not in text] == []


def test_nothing_has_no_parts() -> None:
    template = load("giam_ngheo")
    unit = sentences.offices(template)["tinh"][0]
    for state in ("mixed", "turned"):
        for one in sentences.sentences(template, unit, parse("2024"), state):
            assert not re.search(r"năm 2024 không (?:phát sinh|có) \([^)]*năm 2024", one.text, re.IGNORECASE)


def test_half_a_year_speaks_of_no_day_after_it() -> None:
    template = load("nq42")
    unit = sentences.offices(template)["tinh"][0]
    text = " ".join(one.text for one in sentences.sentences(template, unit, parse("2024-6T"), "up"))
    assert "27/7" not in text
    assert "quà cho người có công dịp Tết Nguyên đán, kinh phí" in text
    assert "ính đến ngày 30 tháng 6 năm 2024" in text


def test_a_stock_is_told_of_a_day_and_a_flow_of_its_period() -> None:
    template = load("giam_ngheo")
    unit = sentences.offices(template)["huyen"][0]
    said = {
        state: " ".join(one.text for one in sentences.sentences(template, unit, parse("2024-6T"), state))
        for state in ("up", "turned")
    }
    assert "Số hộ nghèo: đến hết tháng 6 năm 2023 có 1.240" in said["up"].replace("\u00a0", " ")
    assert "chuyển sang năm sau" not in said["up"]
    assert "; đến hết tháng 6 năm 2024 không có." in said["turned"]
    assert "đối thoại trực tiếp: 6 tháng đầu năm 2023 là 1.240 hộ; 6 tháng đầu năm 2024 không phát sinh." in said[
        "turned"
    ].replace("\u00a0", " ")


def test_what_is_out_of_scope_is_not_spoken_of() -> None:
    template = load("nq42")
    unit = sentences.offices(template)["tinh"][0]
    text = " ".join(one.text for one in sentences.sentences(template, unit, parse("2024"), "outside"))
    assert "hài cốt" not in text
    assert "trợ cấp" not in text
