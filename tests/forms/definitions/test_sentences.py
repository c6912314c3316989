"""The language of sentence templates: what is read, what is refused, and that writing and reading agree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.definitions import sentences
from forms.definitions.expressions import Reference
from forms.definitions.sentences import (
    FIELDS,
    FORMS,
    Citation,
    Each,
    EachPeriod,
    Field,
    Group,
    InlineNote,
    Sentence,
    Value,
    Words,
    parse,
    write,
)
from forms.errors import KnownError

names = st.from_regex(r"[a-z][a-z_0-9]{0,6}", fullmatch=True).filter(lambda name: name not in FIELDS)
rows = st.sampled_from(["", "abroad/country:*", "country:#3", "local"])
references = st.builds(Reference, names, rows, names)
values = st.builds(Value, references, st.sampled_from(sorted(FORMS)))
words = st.builds(Words, st.text(st.characters(codec="utf-8"), min_size=1, max_size=12))
fields = st.builds(Field, st.sampled_from(sorted(FIELDS)), st.sampled_from(["", "lower"]))
leaves = words | values | fields | st.builds(Citation, names)


def joined(parts: list[sentences.Part]) -> Sentence:
    """Neighbouring words are one: a text cannot tell where one ended."""
    done: list[sentences.Part] = []
    for part in parts:
        if isinstance(part, Words) and done and isinstance(done[-1], Words):
            done[-1] = Words(done[-1].text + part.text)
        else:
            done.append(part)
    return tuple(done)


def several(inner: st.SearchStrategy[sentences.Part]) -> st.SearchStrategy[Sentence]:
    return st.lists(inner, max_size=4).map(joined)


walks = st.builds(Each, st.builds(Reference, names, st.just("country:*"), st.just("")), several(leaves))
notes = st.builds(InlineNote, several(leaves | walks | st.builds(Group, several(leaves))))
groups = st.builds(Group, several(leaves | walks | notes))
periods = st.builds(EachPeriod, several(leaves | walks | notes | groups))


@given(several(leaves | walks | notes | groups | periods))
def test_what_is_written_is_read_back(sentence: Sentence) -> None:
    assert parse(write(sentence)) == sentence


def test_signs_of_the_language_can_be_meant_themselves() -> None:
    assert parse(r"Khoản \[1\] \{a\} c:\temp") == (Words(r"Khoản [1] {a} c:\temp"),)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{a.b", 'thiếu "}"'),
        ("{each period: {each period: {a.b}}}", "không đặt trong một phép liệt kê khác"),
        ("{each a[b:*]: {each period: {c}}}", "không đặt trong một phép liệt kê khác"),
        ("[a", 'thiếu "]"'),
        ("a]", 'thừa "]"'),
        ("a}", 'thừa "}"'),
        ("{a.b:numbr}", 'có phải "number"'),
        ("{note: a {note: b}}", "chú thích khác"),
        ("{each a[b:*]: {c}", 'thiếu "}"'),
    ],
)
def test_a_wrong_sentence_is_told(text: str, words: str) -> None:
    with pytest.raises(KnownError, match=words):
        parse(text)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    try:
        sentence = parse(text)
    except KnownError:
        return
    assert parse(write(sentence)) == sentence
