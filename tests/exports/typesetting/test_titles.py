"""Where titles end their lines: by sense, never inside what they name, the last line not the longest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.typesetting import layout, wording
from exports.typesetting.layout import Look
from exports.typesetting.lines import lines, plain
from exports.typesetting.titles import by_sense, measure
from forms.definitions.loading import codes, load
from forms.document.document import compose
from forms.narrative.blocks import Document
from forms.report.report import Report
from forms.values.period import parse
from tests.exports.documents import document
from tools.sentences import filled, offices

WIDTH = layout.PORTRAIT.text_width
AT = datetime(2025, 1, 10, tzinfo=UTC)
PERIODS = (
    *("2024", "2024-6T", "2024-9T", "2024-Q1", "2024-Q3", "2024-T5", "2024-T11", "2021..2024"),
    *("2024-UTH", "2024-UTH6T", "2024-UTH9T"),
)


def _documents(code: str) -> Iterator[Document]:
    template = load(code)
    for units in offices(template).values():
        yield from (wording.settle(compose(Report(template, units[0], parse(period)), AT)) for period in PERIODS)
        yield from (wording.settle(compose(Report(template, unit, parse("2024")), AT)) for unit in units[1:])
    for apart in ("", "có"):
        report = filled(template, units[0], parse("2024"), "up")
        report.details["apart"] = apart
        yield wording.settle(compose(report, AT))


def _titles(one: Document) -> Iterator[tuple[Look, str, float]]:
    letterhead = WIDTH * layout.LETTERHEAD_SHARE
    yield layout.SUBJECT, wording.subject(one), WIDTH
    yield layout.ENCLOSURE, wording.enclosure(one), WIDTH
    yield layout.ADDRESSEE, wording.addressee(one), WIDTH
    yield from ((layout.APPENDIX_TITLE, wording.appendix_title(appendix), WIDTH) for appendix in one.appendices)
    yield from ((layout.AGENCY, line, letterhead) for line in one.letterhead.agency)
    yield from ((layout.AUTHORITY, line, WIDTH / 2) for line in one.signature.lines)


@pytest.mark.parametrize("code", codes())
def test_no_title_of_a_definition_ends_with_its_longest_line_or_breaks_what_it_names(code: str) -> None:
    several = 0
    for look, text, width in {title for one in _documents(code) for title in _titles(one)}:
        said = by_sense(look, text, width)
        assert said.replace("\n", " ") == text
        printed = said.split("\n")
        assert len(lines(look, plain(said, look), width)) == len(printed)
        lengths = [measure(look, line, 2 * width) for line in printed]
        assert max(lengths) <= width
        if len(printed) > 1:
            several += 1
            assert lengths[-1] <= max(lengths[:-1]), said
            assert lengths[-1] >= 0.25 * max(lengths), said
            assert not any(line.split(" ")[-1] in ("của", "và", "theo", "các") for line in printed[:-1]), said
    assert several


@pytest.mark.parametrize(
    ("said", "held", "wanted"),
    [
        (
            "Ước kết quả thực hiện chính sách xã hội 6 tháng đầu năm 2024 theo Nghị quyết số 42-NQ/TW",
            ("6 tháng đầu năm 2024", "Nghị quyết số 42-NQ/TW"),
            "Ước kết quả thực hiện chính sách xã hội 6 tháng đầu năm 2024\ntheo Nghị quyết số 42-NQ/TW",
        ),
        (
            "Kết quả thực hiện công tác giảm nghèo năm 2022, năm 2023 và quý I năm 2024",
            ("năm 2022", "năm 2023", "quý I năm 2024"),
            "Kết quả thực hiện công tác giảm nghèo năm 2022,\nnăm 2023 và quý I năm 2024",
        ),
        (
            "Kết quả thực hiện công tác giảm nghèo 6 tháng đầu năm 2024 và 6 tháng đầu năm 2025",
            ("6 tháng đầu năm 2024", "6 tháng đầu năm 2025"),
            "Kết quả thực hiện công tác giảm nghèo\n6 tháng đầu năm 2024 và 6 tháng đầu năm 2025",
        ),
        (
            "Số liệu mục II.2.a: đào tạo nghề, nâng cao chất lượng nguồn nhân lực của toàn tỉnh",
            (),
            "Số liệu mục II.2.a: đào tạo nghề, nâng cao\nchất lượng nguồn nhân lực của toàn tỉnh",
        ),
    ],
)
def test_a_title_breaks_by_sense(said: str, held: tuple[str, ...], wanted: str) -> None:
    title = wording.subject(wording.settle(replace(document(), subject=said, held=held)))
    assert by_sense(layout.SUBJECT, title, WIDTH).replace("\u00a0", " ") == wanted


@pytest.mark.parametrize(
    ("look", "said", "wanted"),
    [
        (layout.AGENCY, "PHÒNG LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI", "PHÒNG LAO ĐỘNG -\nTHƯƠNG BINH VÀ XÃ HỘI"),
        (layout.AGENCY, "SỞ NỘI VỤ", "SỞ NỘI VỤ"),
        (
            layout.AGENCY,
            "BAN CHỈ ĐẠO CÁC CHƯƠNG TRÌNH MỤC TIÊU QUỐC GIA",
            "BAN CHỈ ĐẠO\nCÁC CHƯƠNG TRÌNH\nMỤC TIÊU QUỐC GIA",
        ),
    ],
)
def test_no_line_parts_a_word_of_two_syllables(look: Look, said: str, wanted: str) -> None:
    assert by_sense(look, said, WIDTH * layout.LETTERHEAD_SHARE) == wanted


@given(
    st.lists(
        st.sampled_from(("chính", "sách", "của", "nghèo,", "và", "giai\u00a0đoạn\u00a02021", "a" * 70)), max_size=40
    )
)
def test_no_word_of_a_title_is_lost_and_it_takes_at_most_a_line_more_than_it_needs(words: list[str]) -> None:
    text = " ".join(words)
    said = by_sense(layout.SUBJECT, text, WIDTH)
    assert said.replace("\n", " ") == text
    counts = [len(lines(layout.SUBJECT, plain(one, layout.SUBJECT), WIDTH)) for one in (said, text)]
    assert counts[0] - counts[1] in {0, 1}


def test_words_in_italics_leave_room_for_programs_that_set_them_wider() -> None:
    text = "(Kèm theo Báo cáo số      /BC-UBND ngày      tháng      năm 2024 của\u00a0Ủy ban)"
    width = measure(replace(layout.ENCLOSURE, italic=False), text, 1_000) + 1
    assert "\n" in by_sense(layout.ENCLOSURE, text, width)
