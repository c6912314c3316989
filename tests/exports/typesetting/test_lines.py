"""Where lines end: no word lost, none too wide, spaces even, no last line of one short word."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.typesetting import fonts, layout
from exports.typesetting.layout import Look
from exports.typesetting.lines import Line, lines, mark, plain, spaced_runs, spread
from exports.typesetting.steering import FilledLine, steered

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
        letters = sum(len(word.text) + 1 for word in line.words)
        nearer = (0.2 * SPACE * line.gaps + 0.02 * layout.BODY.size * letters) * (line.gaps > 0)
        assert _natural(line) - nearer <= width + 0.01
    assert [line.wraps for line in found] == [True] * (len(found) - 1) + [False] * bool(found)


def test_loose_lines_are_shared_out_and_last_words_are_seldom_alone() -> None:
    text = (
        "Kinh phí sửa chữa, nâng cấp công trình ghi công liệt sĩ trên địa bàn là 11.400\u00a0triệu\u00a0đồng; đã "
        "trợ giúp đột xuất 234,03\u00a0tấn\u00a0gạo cho 15.584\u00a0khẩu thuộc 4.880\u00a0hộ dịp Tết Nguyên đán và "
        "giáp hạt, số tiền 6.358,5\u00a0triệu\u00a0đồng, đạt 106,15% kế hoạch được giao của cả năm."
    )
    words = text.split(" ")
    alone, loosest = {}, {}
    for align in ("justify", "left"):
        texts = [" ".join(words[:count]) for count in range(20, len(words))]
        set_texts = [lines(Look("", 14, 18, align), plain(text, layout.BODY), WIDTH) for text in texts]
        alone[align] = sum(len("".join(_said(found[-1:]))) < 5 for found in set_texts)
        loosest[align] = sum((WIDTH - _natural(line)) ** 4 for found in set_texts for line in found[:-1])
    assert alone["justify"] <= alone["left"]
    assert loosest["justify"] < loosest["left"]


def test_a_last_line_is_no_single_word() -> None:
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


_WORDS = st.sampled_from(
    (
        "1.204.341\u00a0trường\u00a0hợp",
        "36.165,5\u00a0triệu\u00a0đồng",
        "06\u00a0tháng",
        "hộ",
        "kinh phí",
        "thuộc diện",
        "giải quyết",
    )
)


@settings(max_examples=60)
@given(st.lists(_WORDS, min_size=1, max_size=60), st.sampled_from((WIDTH, 300.0, 160.0)))
def test_no_line_ends_between_a_number_and_a_word_of_its_unit(said: list[str], width: float) -> None:
    text = " ".join(said)
    found = lines(layout.BODY, plain(text, layout.BODY), width)
    assert " ".join(_said(found)) == text


def test_what_is_bound_and_longer_than_a_line_parts_at_its_blanks() -> None:
    bound = "12\u00a0người\u00a0có\u00a0công\u00a0với\u00a0cách\u00a0mạng"
    for align in ("justify", "left"):
        look = replace(layout.BODY, align=align)
        (first, *others) = _said(lines(look, plain(bound, look), 120.0))
        assert others
        assert " ".join((first, *others)).replace("\u00a0", " ") == bound.replace("\u00a0", " ")


@given(st.floats(-20, 200), st.integers(1, 20), st.integers(30, 90))
def test_letters_help_where_spaces_would_gape(slack: float, spaces: int, letters: int) -> None:
    wider, apart = spread(slack, spaces, letters, 14)
    assert wider * spaces + apart * (letters - 1) == pytest.approx(slack, abs=1e-6)
    assert -0.02 * 14 <= apart <= 0.03 * 14
    assert apart <= 0 or wider >= 0.75 * SPACE - 1e-6
    assert apart >= 0 or wider <= -0.2 * SPACE + 1e-6
    assert wider < 0.75 * SPACE + 1e-6 or apart == pytest.approx(0.03 * 14)
    assert wider > -0.2 * SPACE - 1e-6 or apart == pytest.approx(-0.02 * 14)


def _told(text: str, *, italic: bool = False) -> str:
    rows = steered(layout.BODY, plain(text, layout.BODY, italic=italic), WIDTH)
    return "".join(said for row in rows for said, _ in row.strips)


def test_a_program_that_fills_line_after_line_is_told_where_lines_end_better() -> None:
    text = (
        "Kinh phí cải thiện dinh dưỡng: năm\u00a02022 ngân sách Trung ương, cấp tỉnh 1.120\u00a0triệu\u00a0đồng, ngân "
        "sách địa phương 112\u00a0triệu\u00a0đồng, đã tạm ứng 640,5\u00a0triệu\u00a0đồng; năm\u00a02023 ngân sách "
        "Trung ương, cấp tỉnh 1.845\u00a0triệu\u00a0đồng, ngân sách địa phương 184,5\u00a0triệu\u00a0đồng, đã tạm ứng."
    )
    filling = replace(layout.BODY, align="left")

    def widest(said: str) -> float:
        found = lines(filling, plain(said, layout.BODY, italic=True), WIDTH)[:-1]
        return max((WIDTH - _natural(line)) / line.gaps for line in found)

    told = _told(text, italic=True)  # of words in italics no letters come together
    assert told.replace("\u00a0", " ") == text.replace("\u00a0", " ")
    assert told.count("\u00a0") - text.count("\u00a0") == 1  # "tỉnh" goes down to its number
    assert widest(told) < 0.8 * widest(text)
    short = "Đã giải ngân 640,5\u00a0triệu\u00a0đồng."
    assert steered(layout.BODY, plain(short, layout.BODY), WIDTH) == (FilledLine(((short, 0.0),)),)


@settings(max_examples=60)
@given(st.lists(_WORDS, min_size=1, max_size=60))
def test_a_program_is_never_told_to_part_a_number_from_its_unit(said: list[str]) -> None:
    text = " ".join(said)
    told = _told(text)
    assert len(told) == len(text)
    assert all(now == before or (now, before) == ("\u00a0", " ") for now, before in zip(told, text, strict=True))


def test_letters_of_a_line_that_gapes_in_other_programs_come_apart_and_it_holds_no_more_words() -> None:
    money = "1.236.165,5\u00a0triệu\u00a0đồng"
    first = "Lũy kế năm\u00a02024, Ngân hàng Chính sách xã hội giải ngân "
    rows = steered(layout.BODY, plain(f"{first}{money} cho 1.245 hộ.", layout.BODY), WIDTH)
    assert len(rows) == 2
    strips = [strip for row in rows for strip in row.strips]
    assert "".join(said for said, _ in strips) == f"{first}{money} cho 1.245 hộ."
    (_, apart), (blank, wider), (rest, other), last = strips
    assert (blank, f"Lũy kế năm{blank}{rest}") == ("\u00a0", first)
    assert apart == other == pytest.approx(0.03 * 14)
    assert wider > apart  # a blank that holds does not grow by itself there
    assert last[1] == 0.0
    (line, *_) = lines(layout.BODY, plain(first, layout.BODY), WIDTH)
    assert _natural(line) + apart * len(first) + wider < WIDTH


def test_a_line_of_another_program_says_which_notes_it_cites() -> None:
    runs = [*plain("hộ nghèo " * 12, layout.BODY), mark(1, 14, face=fonts.face()), *plain(" cận nghèo", layout.BODY)]
    assert [row.notes for row in steered(layout.BODY, tuple(runs), WIDTH)] == [(), (1,)]


GAPING = (
    "Riêng đào tạo nghề thuộc các chương trình mục tiêu quốc gia có 4.341\u00a0học\u00a0viên, đạt 4,3% "
    "kế\u00a0hoạch (1.247\u00a0học\u00a0viên)."
)


def test_letters_come_together_before_a_line_gapes() -> None:
    first, _ = lines(layout.BODY, plain(GAPING, layout.BODY), WIDTH)
    assert first.words[-1].text == "4.341\u00a0học\u00a0viên,"
    nearer, last = steered(layout.BODY, plain(GAPING, layout.BODY), WIDTH)
    ((said, apart),) = nearer.strips
    assert said.endswith("có 4.341\u00a0học\u00a0viên, ")
    assert -0.02 * 14 - 0.05 < apart < 0
    assert last.strips[0][1] == 0
    room = WIDTH - layout.BODY.first
    assert fonts.width(said.strip(), fonts.face(), 14) + apart * len(said.replace("\u00a0", "")) < room


def test_words_in_italics_keep_their_letters() -> None:
    """Some programs set them wider than they are, so that nearer letters would still not bring a word onto the line."""
    slanted = plain(GAPING, layout.BODY, italic=True)
    assert all(apart >= 0 for line in steered(layout.BODY, slanted, WIDTH) for _, apart in line.strips)
