from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.definitions import expressions, sentences
from forms.errors import KnownError

NAMES = [
    "jobs.persons",
    "jobs[a/b].x",
    "jobs[a:*].x",
    "param('x')",
    "months()",
    "last(a.b)",
    "near(",
    "mod(",
    "stated(",
]
PYTHON = ["1.5", "1e999", "0x10", "True", "'s'", "_1", "_a", "É", "...", "1j", "f''", "a:=b", "not", "if", "lambda"]
WORDS = st.sampled_from([*NAMES, *PYTHON, *"+-*/()[]{}<>=!,.:#'\\\0\n "])


@given(st.lists(WORDS, max_size=12).map("".join) | st.text(max_size=40))
@pytest.mark.parametrize("read", [expressions.parse, expressions.parse_rule, expressions.split])
def test_any_text_is_read_or_refused_in_words(read: Callable[[str], object], text: str) -> None:
    with suppress(KnownError):
        read(text)


@pytest.mark.parametrize("text", ["(" * 5000, "-" * 800 + "1", "+".join("1" * 900), "+".join("1" * 9000)])
def test_what_is_too_deep_is_refused(text: str) -> None:
    with pytest.raises(KnownError, match="biểu thức"):
        expressions.parse(text)
    with pytest.raises(KnownError):
        expressions.parse_rule(f"{text} == 1")


def test_a_long_sum_is_read() -> None:
    assert len(list(expressions.walk(expressions.parse("+".join(f"a{n}.b" for n in range(80)))))) == 159


@pytest.mark.parametrize("text", ["[" * 5000, "{each jobs[a:*]: " * 3000, "{note: " + "[" * 100])
def test_sentences_are_not_read_without_end(text: str) -> None:
    with pytest.raises(KnownError, match=r"lồng nhau quá sâu|phép liệt kê khác"):
        sentences.parse(text)


def test_a_number_is_read_whole_or_refused() -> None:
    assert expressions.parse("1e3 * a.b") == expressions.parse("1000 * a.b")
    with pytest.raises(KnownError, match="không dùng được"):
        expressions.parse("1e999 * a.b")
