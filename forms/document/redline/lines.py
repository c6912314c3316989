"""Lines of a file, and which of several is the same one, changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TypeAlias

from forms.document.redline.rewording import bare, tokens
from forms.values.frozen import frozen

_ALIKE = 0.5  # share of words from which a line is the same one, changed
_STROKE = re.compile(r"\s*\|\s*")

Key: TypeAlias = tuple[str, ...]
"""By what a line is known to be the same."""


@frozen
class Came:
    """A paragraph of a file, or a row of a table between strokes, with its footnotes; none where nothing is known.

    `cells` are the words of those of a row.
    """

    text: str
    notes: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        """By what it is known to be the same."""
        return key(self.text, self.notes)


def key(text: str, notes: Iterable[str] = ()) -> Key:
    """By what a line of these words and footnotes is known to be the same."""
    return tuple(bare(_STROKE.sub(" | ", one) if one.startswith("|") else one) for one in (text, *notes))


def nearest(text: str, others: Mapping[int, str]) -> int | None:
    """Where the line stands that is the same one, changed; None where none is."""
    words = _vocabulary(text)
    found = max(others, key=lambda one: _shared(words, _vocabulary(others[one])), default=None)
    return found if found is not None and likeness(text, others[found]) >= _ALIKE else None


def likeness(one: str, other: str) -> float:
    """How much of two lines is the same."""
    return SequenceMatcher(None, tokens(one), tokens(other), autojunk=False).ratio()


def differing(one: str, other: str) -> list[tuple[str, bool]]:
    """A text in pieces, each with whether it stands otherwise in another."""
    before = tokens(one)
    codes = SequenceMatcher(None, before, tokens(other), autojunk=False).get_opcodes()
    return [("".join(before[start:end]), tag != "equal") for tag, start, end, *_ in codes if start < end]


def _shared(words: frozenset[str], others: frozenset[str]) -> float:
    return len(words & others) / (len(words) + len(others) or 1)


@lru_cache(maxsize=8192)
def _vocabulary(text: str) -> frozenset[str]:
    return frozenset(token for token in tokens(text) if not token.isspace())
