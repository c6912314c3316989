"""What is mended in an officer's paragraph on request: spaces, quotes, dashes, numbers and percent signs.

References stay as they are; only the words between them change, and no digit does.
"""

from __future__ import annotations

import re
from dataclasses import replace

from forms.definitions import sentences
from forms.definitions.sentences import Sentence
from forms.errors import KnownError
from forms.values.style import NBSP, POINT

_WHITE = re.compile(rf"[ \t{NBSP}\u2000-\u200a\u202f\u205f\u3000]+")
_GROUPED = re.compile(r"(?<![\d.,])(?<!\d )\d{1,3}(?: \d{3})+(?![\d.]| \d)")  # "1 234 567"
_MENDS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<=\d) %"), "%"),
    (re.compile(r" +(?=[,;:!?)”]|\.(?!\.))"), ""),
    (re.compile(r"(?<=[(“]) +"), ""),
    (re.compile(r"(?<=[^\W\d_][,;:])(?=[^\W\d_])"), " "),
    (re.compile(r"(?<= )[\u2010-\u2015\u2212](?= )"), "-"),
    (POINT, "- "),
    (re.compile(r'"([^"]*)"'), r"“\1”"),
)


def mended(text: str) -> str:
    """A paragraph in the language of sentences, mended; one that cannot be read as such is mended as plain words."""
    try:
        sentence = sentences.parse(text)
    except KnownError:
        return words(text).strip()
    return sentences.write(_mended(sentence)).strip()


def _mended(sentence: Sentence) -> Sentence:
    found: list[sentences.Part] = []
    for part in sentence:
        match part:
            case sentences.Words(text=text):
                told = words(text)
                if found and isinstance(found[-1], sentences.Value):
                    told = told.removeprefix(" ") if told.startswith(" %") else told
                found.append(replace(part, text=told))
            case (
                sentences.Group(parts=parts)
                | sentences.InlineNote(parts=parts)
                | sentences.Emphasis(parts=parts)
                | sentences.EachPeriod(parts=parts)
            ):
                found.append(replace(part, parts=_mended(parts)))
            case _:
                found.append(part)
    return tuple(found)


def words(text: str) -> str:
    """Plain words, mended."""
    found = _GROUPED.sub(lambda number: number[0].replace(" ", "."), _WHITE.sub(" ", text))
    for pattern, mend in _MENDS:
        found = pattern.sub(mend, found)
    return found
