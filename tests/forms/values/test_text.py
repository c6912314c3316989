"""Texts from outside: what is stored of them, how they are shown, and names that are not what they seem."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.values.text import abridged, clean, escaped, lowered, spoofed, tidy

UNSEEN = "\ufffe\uffff\ufdd0\U0001fffe\x1b\x07\x9b\u200b\u200d\u202e\u2066\ufeff\u00ad\u115f\u3164\ufe0f\U000e0041"


@given(st.text())
def test_nothing_unseen_is_stored_and_cleaning_twice_changes_nothing(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not [char for char in cleaned if char != "\n" and unicodedata.category(char) in {"Cc", "Cf", "Cs"}]


@given(st.text(st.sampled_from("aăắÂđ Đ,.;0123456789-/()\n“”…")))
def test_what_officers_write_stays(text: str) -> None:
    assert clean(text) == text
    assert escaped(text) == text
    assert not spoofed(text)


@pytest.mark.parametrize("char", UNSEEN)
def test_what_nobody_sees_is_dropped_and_shown_by_its_number(char: str) -> None:
    assert tidy(f"Kon{char}Tum") == "KonTum"
    assert escaped(f"Kon{char}Tum").isprintable()
    assert "\\u" in escaped(f"Kon{char}Tum")


def test_other_ends_of_lines_are_ends_of_lines() -> None:
    assert clean("a\r\nb\u2028c\x0bd\x85e\tf") == "a\nb\nc\nd\ne f"


def test_marks_do_not_pile_up() -> None:
    assert len(clean("a" + "\u0301\u0323" * 50_000)) < 10
    assert clean("e\u0302\u0323") == "ệ"


@pytest.mark.parametrize("name", ["K\u043en Tum", "\u041a\u043e\u043d Tum", "T\u03bfm", "Xã \u0410", "\uff2bon"])
def test_a_name_that_only_looks_like_ours_is_seen(name: str) -> None:
    assert spoofed(name)


@pytest.mark.parametrize("name", ["Xã Đắk Hà", "Nga (Россия)", "ລາວ", "日本", "µg"])
def test_a_name_in_another_script_is_no_spoof(name: str) -> None:
    assert not spoofed(name)


@pytest.mark.parametrize(
    ("label", "within"),
    [("Thành phố Kon Tum", "thành phố Kon Tum"), ("NTLS tỉnh", "NTLS tỉnh"), ("Ý kiến", "ý kiến"), ("Ở nhà", "ở nhà")],
)
def test_a_label_within_a_sentence_keeps_its_abbreviation(label: str, within: str) -> None:
    assert lowered(label) == within
    assert lowered("") == ""


@given(st.lists(st.text(st.sampled_from("aệ '.:"), max_size=200)))
def test_a_sentence_of_short_quotations_is_told_whole(words: list[str]) -> None:
    sentence = " và ".join(f'"{word}"' for word in words)
    assert abridged(sentence) == sentence


@pytest.mark.parametrize("marks", ['""', "''", "“”"])
@pytest.mark.parametrize("filling", ["a", "ệ ", '"', "'"])
def test_of_what_is_very_long_both_ends_are_told(marks: str, filling: str) -> None:
    told = abridged(f"Không có đơn vị {marks[0]}x{filling * 50_000}y{marks[1]}; đề nghị xem lại.")
    assert len(told) < 400
    assert told.startswith("Không có đơn vị")
    assert told.endswith("đề nghị xem lại.")
