"""Sentence templates: text with live references to cells, optional groups and walks over a breakdown.

    Giải quyết việc làm cho {jobs.persons}[, đạt {jobs.pct} kế hoạch]{note:countries}.
    {each jobs[country:*]: {label} {persons}}

`{cell}` prints the number with its unit, `{cell:number}` without, `{cell:bare}` without the leading zero
that counts below ten take in official style. A `[group]` disappears when one of its cells has no value.
`{each …}` joins its rows with "; " and leaves out rows without a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from forms.errors import KnownError
from forms.expressions import Reference, split

_FORMATS = ("", "number", "bare", "lower")


@dataclass(frozen=True, slots=True)
class Words:
    """Literal text."""

    text: str


@dataclass(frozen=True, slots=True)
class Value:
    """A live reference; `form` is "", "number" or "bare"."""

    reference: Reference
    form: str


@dataclass(frozen=True, slots=True)
class Field:
    """A word about where we stand: label, period, (last) year, unit, office; `form` "lower" lowers its first letter."""

    name: str
    form: str


@dataclass(frozen=True, slots=True)
class NoteMark:
    """A footnote of the paragraph, by name."""

    name: str


@dataclass(frozen=True, slots=True)
class Group:
    """An optional part."""

    parts: Sentence


@dataclass(frozen=True, slots=True)
class Each:
    """A walk over the rows that a reference matches."""

    reference: Reference
    parts: Sentence


Part = Words | Value | Field | NoteMark | Group | Each
Sentence = tuple[Part, ...]
FIELDS = ("label", "period", "year", "last_year", "unit", "office")


def parse(text: str) -> Sentence:
    """Read a sentence template; raises KnownError that says what is wrong."""
    tokens = [token for token in re.split(r"(\{each\s+\w*\[[^\]]*\]\s*:\s?|\{[^{}]*\}|[\[\]}])", text) if token]
    parts, rest = _parts(tokens, "")
    if rest:
        raise KnownError(f'câu mẫu thừa "{rest[0]}"')
    return parts


def _parts(tokens: list[str], closing: str) -> tuple[Sentence, list[str]]:
    parts: list[Part] = []
    while tokens:
        token, tokens = tokens[0], tokens[1:]
        if token in {"]", "}"}:
            if token != closing:
                raise KnownError(f'câu mẫu thừa "{token}"')
            return tuple(parts), tokens
        if token == "[":
            inner, tokens = _parts(tokens, "]")
            parts.append(Group(inner))
        elif token.startswith("{each"):
            inner, tokens = _parts(tokens, "}")
            parts.append(Each(split(token[5:].strip().removesuffix(":")), inner))
        elif token.startswith("{"):
            parts.append(_value(token[1:-1].strip()))
        else:
            parts.append(Words(token))
    if closing:
        raise KnownError(f'câu mẫu thiếu "{closing}"')
    return tuple(parts), tokens


def _value(text: str) -> Part:
    if text.startswith("note:"):
        return NoteMark(text[5:])
    head, bracket, tail = text.partition("]")
    name, _, form = (tail if bracket else head).partition(":")
    if form not in _FORMATS:
        raise KnownError(f'câu mẫu không có kiểu in "{form}"')
    name = f"{head}]{name}" if bracket else name
    return Field(name, form) if name in FIELDS else Value(split(name), form)


def walk(sentence: Sentence) -> Iterator[Part]:
    """Every part, outer before inner."""
    for part in sentence:
        yield part
        if isinstance(part, Group | Each):
            yield from walk(part.parts)
