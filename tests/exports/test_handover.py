"""A handover opens with its password and no other, whole or not at all, and its parts are paths of any system."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports import handover
from forms.errors import KnownError

PASSWORD = "mật khẩu của xã"
PARTS = {"ban-giao.json": b"{}", "tep/1-a/Đăk Môn 2024.bc42": bytes(5000)}
SEALED = handover.seal(PARTS, PASSWORD)
START = len(b"BaoCao42 ban giao 1\n")


def test_what_was_sealed_is_opened_with_the_password_however_it_is_typed() -> None:
    for typed in (PASSWORD, unicodedata.normalize("NFD", PASSWORD)):
        found = handover.opened(SEALED, typed)
        assert {name: found.read(name, 10_000) for name in found.names} == PARTS


@settings(max_examples=12)
@given(st.integers(0, len(SEALED) - 1), st.integers(1, 255))
def test_no_changed_byte_is_opened(place: int, by: int) -> None:
    changed = bytearray(SEALED)
    changed[place] ^= by
    with pytest.raises(KnownError, match=r"Mật khẩu chưa đúng|không phải gói bàn giao|bản BaoCao42 mới hơn"):
        handover.opened(bytes(changed), PASSWORD)


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04", SEALED[: START + 3], SEALED[:-1]],
    ids=["empty", "zip", "cut in the head", "cut at the end"],
)
def test_what_is_no_handover_or_cut_is_one_sentence(content: bytes) -> None:
    with pytest.raises(KnownError):
        handover.opened(content, PASSWORD)


def test_another_password_and_a_newer_program_are_told_apart() -> None:
    with pytest.raises(KnownError, match="Mật khẩu chưa đúng"):
        handover.opened(SEALED, PASSWORD + " ")
    with pytest.raises(KnownError, match="mới hơn"):
        handover.opened(SEALED.replace(b"giao 1", b"giao 2", 1), PASSWORD)
    with pytest.raises(KnownError, match="ít nhất 8 ký tự"):
        handover.seal(PARTS, "ngắn")


@pytest.mark.parametrize(
    "name",
    [
        "../a.bc42",
        "/a",
        "tep/../../a",
        "tep\\a",
        "C:a",
        "a//b",
        ".an",
        "tep/con.bc42",
        "a\n",
        "a ",
        "a.",
        "a" * 201,
        "e\u0301",
    ],
)
def test_a_part_that_is_no_plain_path_is_refused(name: str) -> None:
    sealed = handover.seal({name: b""}, PASSWORD)
    with pytest.raises(KnownError, match="không phải do BaoCao42 làm"):
        handover.opened(sealed, PASSWORD)


def test_a_name_with_bytes_that_are_no_text_is_not_plain() -> None:
    assert handover.is_plain("tep/ệ.bc42")
    assert not handover.is_plain("tep/\udcff.bc42")
