"""Paragraphs of the officer: kept whole, with references that live, and the way back to the template's."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.definitions import sentences
from forms.document.document import compose
from forms.errors import KnownError
from forms.narrative import paragraphs
from forms.report.changes import SetParagraphs, SetRow
from forms.report.report import Report
from tests.conftest import Filler, empty_report
from tests.forms.document.test_document import EDITED, words_of


def change(report: Report, section: str, *texts: str) -> None:
    made = paragraphs.change(report, section, texts)
    assert made is not None
    report.apply(made)


def test_the_template_as_an_officer_edits_it_prints_the_same(sample: Report) -> None:
    printed = words_of(compose(sample, EDITED))
    for section in (*sample.template.sections, paragraphs.OPENING, paragraphs.CLOSING):
        texts = paragraphs.default_texts(sample.template, section)
        assert [paragraphs.problem(sample, text) for text in texts] == [""] * len(texts)
        assert paragraphs.change(sample, section, texts) is None
        sample.apply(SetParagraphs(section, texts))
    assert words_of(compose(sample, EDITED)) == printed


def test_a_template_that_changes_later_leaves_the_officers_text(sample: Report) -> None:
    change(sample, "II.2.b", "Việc làm: {jobs_created.persons}.")
    section = replace(sample.template.sections["II.2.b"], paragraphs=())
    template = replace(sample.template, sections={**sample.template.sections, "II.2.b": section})
    sample.template = template
    assert "Việc làm: 7.568\u00a0lao\u00a0động." in words_of(compose(sample, EDITED))


def test_the_way_back_to_the_template(sample: Report) -> None:
    before = words_of(compose(sample, EDITED))
    undo = sample.apply(SetParagraphs("III", ("Khác.",)))
    assert words_of(compose(sample, EDITED)) != before
    assert undo == SetParagraphs("III", None)
    sample.apply(undo)
    assert words_of(compose(sample, EDITED)) == before


def test_a_reference_follows_its_row_when_the_label_changes(sample: Report) -> None:
    row = next(row for row in sample.rows.values() if row.label == "Nhật Bản")
    change(sample, "III", f"Đi Nhật Bản: {{jobs_created[channel:abroad/{row.id.rpartition('/')[2]}].persons}}.")
    assert "Đi Nhật Bản: 102\u00a0lao\u00a0động." in words_of(compose(sample, EDITED))
    sample.apply(SetRow(replace(row, label="Nước Nhật")))
    assert "Đi Nhật Bản: 102\u00a0lao\u00a0động." in words_of(compose(sample, EDITED))


def test_an_emptied_section_prints_an_ellipsis(sample: Report) -> None:
    change(sample, "II.2.b")
    assert sample.paragraphs["II.2.b"] == ("",)
    document = compose(sample, EDITED)
    place = next(place for place, block in enumerate(document.body) if getattr(block, "title", "").startswith("Thị"))
    assert "".join(getattr(part, "text", "") for part in getattr(document.body[place + 1], "content", ())) == "…"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{gone.persons}", 'không có chỉ tiêu "gone"'),
        ("{jobs_created.gone}", "không có cột số liệu"),
        ("{jobs_created[abroad/country:#99].persons}", "không còn dòng"),
        ("{legal:vb9}", "không còn trong danh mục"),
        ("{jobs_created.persons", "thiếu"),
        ("{each gone[a:*]: {persons}}", 'không có chỉ tiêu "gone"'),
        ("{note:countries}", "chèn lại chú thích"),
    ],
)
def test_what_a_text_names_and_the_report_has_not_is_told(sample: Report, text: str, words: str) -> None:
    sample.apply(SetParagraphs("III", ("Tốt.", text)))
    (doubt,) = paragraphs.doubts(sample)
    assert words in doubt.message
    assert doubt.message.startswith("Mục III Đánh giá chung, đoạn 2: ")
    compose(sample, EDITED)


def test_a_text_that_cannot_be_read_prints_as_it_was_typed(sample: Report) -> None:
    sample.apply(SetParagraphs("III", ("Ghi chú [a",)))
    assert "Ghi chú [a" in words_of(compose(sample, EDITED))


def test_a_text_beyond_measure_is_refused(sample: Report) -> None:
    with pytest.raises(KnownError, match="dài quá"):
        paragraphs.change(sample, "III", ("a" * 20_001,))


def test_nothing_but_noughts_has_a_sentence_of_its_own(sample: Report, put: Filler) -> None:
    put("vnah_sponsored,,persons,,khong_phat_sinh;ncc_poor_sponsored,,households,0")
    assert "không có Mẹ Việt Nam anh hùng" in words_of(compose(sample, EDITED))


@given(st.lists(st.text(st.sampled_from("a{}[]:.#|\\ jobs_created.persons*né…"), max_size=60), min_size=1, max_size=3))
def test_whatever_an_officer_types_is_printed_or_told(texts: list[str]) -> None:
    report = empty_report()
    report.apply(SetParagraphs("III", tuple(texts)))
    paragraphs.doubts(report)
    compose(report, EDITED)


@given(st.lists(st.text(max_size=30), max_size=3))
def test_words_that_are_no_references_are_printed_as_they_are(texts: list[str]) -> None:
    report = empty_report()
    texts = [unicodedata.normalize("NFC", text) for text in texts]
    own = tuple(sentences.write((sentences.Words(text),)) for text in texts if text)
    report.apply(SetParagraphs("III", own or ("",)))
    printed = words_of(compose(report, EDITED))
    assert all(text in printed for text in texts)
    assert paragraphs.doubts(report) == ()
