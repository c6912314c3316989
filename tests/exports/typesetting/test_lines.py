"""Where lines end: no word lost, none too wide, spaces even, no last line of one short word."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.typesetting import layout, wording
from exports.typesetting.layout import Look
from exports.typesetting.lines import Line, balance, lines, plain, spaced_runs, steered
from tests.exports.documents import document

WIDTH = layout.PORTRAIT.text_width
SPACE = 0.25 * layout.BODY.size


def _natural(line: Line) -> float:
    return line.indent + sum(word.width for word in line.words) + SPACE * line.gaps


def _said(found: tuple[Line, ...]) -> list[str]:
    return ["".join(run.text for run in word.runs) for line in found for word in line.words]


@settings(max_examples=40)
@given(st.lists(st.text("aăơngh", min_size=1, max_size=9), max_size=80), st.sampled_from((WIDTH, 150.0, 90.0)))
def test_every_word_stands_on_a_line_that_is_not_too_wide(words: list[str], width: float) -> None:
    found = lines(layout.BODY, plain(" ".join(words), layout.BODY), width)
    assert "".join(_said(found)) == "".join(words)
    for line in found:
        assert _natural(line) - 0.15 * SPACE * line.gaps <= width + 0.01
    assert [line.wraps for line in found] == [True] * (len(found) - 1) + [False] * bool(found)


def test_loose_lines_are_shared_out_and_last_words_are_seldom_alone() -> None:
    sentence = "Kinh phí sửa chữa, nâng cấp công trình ghi công liệt sĩ trên địa bàn là 11.400\u00a0triệu\u00a0đồng. "
    words = (sentence * 3).split(" ")
    alone, loosest = {}, {}
    for align in ("justify", "left"):
        texts = [" ".join(words[:count]) for count in range(20, len(words))]
        set_texts = [lines(Look("", 14, 18, align), plain(text, layout.BODY), WIDTH) for text in texts]
        alone[align] = sum(len("".join(_said(found[-1:]))) < 5 for found in set_texts)
        loosest[align] = sum((WIDTH - _natural(line)) ** 4 for found in set_texts for line in found[:-1])
    assert alone["justify"] < alone["left"]
    assert loosest["justify"] < loosest["left"]


def test_a_last_line_is_no_single_word_though_it_could_be_unbound() -> None:
    for middle in range(1, 12):
        text = (
            f"Kinh phí sửa chữa, nâng cấp công trình ghi công {'liệt ' * middle}sĩ ước là 1.240\u00a0triệu\u00a0đồng."
        )
        *_, last = lines(layout.BODY, plain(text, layout.BODY), WIDTH)
        assert len("".join(_said((last,)))) > len("đồng."), middle


def test_a_word_longer_than_a_line_has_no_space_inside_wherever_its_parts_stand() -> None:
    """The first line is indented: the rest of a long word begins on it, or fills a line of its own."""
    for count in range(60, 90):
        found = lines(layout.BODY, plain("ệm" * count + "./.", layout.BODY), WIDTH)
        printed = "".join(run.text for line in found for run in spaced_runs(line, layout.BODY.size))
        assert printed == "ệm" * count + "./."


@pytest.mark.parametrize(
    ("before", "freed"),
    [
        ("Riêng đào tạo nghề thuộc các chương trình mục tiêu quốc gia", True),  # spaces of thrice their width
        ("Riêng đào tạo nghề thuộc các chương trình mục tiêu quốc gia có", False),  # spaces of less than that
        ("Đào tạo có", False),
    ],
)
def test_a_number_leaves_its_unit_only_where_the_spaces_of_a_line_would_triple(before: str, *, freed: bool) -> None:
    text = f"{before} 1.204.341\u00a0trường\u00a0hợp, đạt 99,77% (4.351\u00a0học\u00a0viên) của tỉnh giao cho cả năm."
    printed = "".join(
        run.text
        for line in lines(layout.BODY, plain(text, layout.BODY), WIDTH)
        for run in spaced_runs(line, layout.BODY.size)
    )
    assert printed.replace("\u00a0", " ") == text.replace("\u00a0", " ")
    assert printed.count("\u00a0") == text.count("\u00a0") - freed
    found = steered(layout.BODY, plain(text, layout.BODY), WIDTH)
    assert found == (text.replace("1.204.341\u00a0", "1.204.341 ") if freed else text)


def test_a_program_that_fills_line_after_line_is_told_where_lines_end_better() -> None:
    text = (
        "Kinh phí cải thiện dinh dưỡng: năm\u00a02022 ngân sách Trung ương, cấp tỉnh 1.120\u00a0triệu\u00a0đồng, ngân "
        "sách địa phương 112\u00a0triệu\u00a0đồng, đã tạm ứng 640,5\u00a0triệu\u00a0đồng; năm\u00a02023 ngân sách "
        "Trung ương, cấp tỉnh 1.845\u00a0triệu\u00a0đồng, ngân sách địa phương 184,5\u00a0triệu\u00a0đồng, đã tạm ứng."
    )
    filling = replace(layout.BODY, align="left")

    def widest(said: str) -> float:
        found = lines(filling, plain(said, layout.BODY), WIDTH)[:-1]
        return max((WIDTH - _natural(line)) / line.gaps for line in found)

    told = steered(layout.BODY, plain(text, layout.BODY), WIDTH)
    assert told.replace("\u00a0", " ") == text.replace("\u00a0", " ")
    assert told.count("\u00a0") - text.count("\u00a0") == 1  # "tỉnh" goes down to its number
    assert widest(told) < 0.8 * widest(text)
    short = "Đã giải ngân 640,5\u00a0triệu\u00a0đồng."
    assert steered(layout.BODY, plain(short, layout.BODY), WIDTH) == short


@pytest.mark.parametrize("period", ["năm 2024", "6 tháng đầu năm 2024", "giai đoạn 2021 - 2025"])
def test_a_title_breaks_by_sense_and_its_last_line_is_not_the_longest(period: str) -> None:
    held = (period, "Nghị quyết số 42-NQ/TW")
    said = f"Kết quả thực hiện chính sách xã hội {period} theo Nghị quyết số 42-NQ/TW"
    title = wording.subject(wording.settle(replace(document(), subject=said, held=held)))
    white = balance(layout.SUBJECT, title, WIDTH)
    found = [_said((line,)) for line in lines(layout.SUBJECT, plain(title, layout.SUBJECT), WIDTH - 2 * white)]
    printed = [" ".join(words).replace("\u00a0", " ") for words in found]
    assert " ".join(printed) == said
    assert all(any(phrase in line for line in printed) for phrase in held)
    assert max(map(len, printed)) >= len(printed[-1]) > 0.45 * max(map(len, printed))


def test_a_title_that_cannot_taper_has_lines_of_about_the_same_length() -> None:
    title = "Kết quả thực hiện công tác giảm nghèo " + "năm 2022, năm 2023 và quý I năm 2024".replace(" ", "\u00a0")
    white = balance(layout.SUBJECT, title, WIDTH)
    assert len(lines(layout.SUBJECT, plain(title, layout.SUBJECT), WIDTH - 2 * white)) == 2
    assert len(lines(layout.SUBJECT, plain(title, layout.SUBJECT), WIDTH - 2 * white - 4)) > 2
