"""What is mended in an officer's paragraph on request: spaces, quotes, dashes, numbers and percent signs.

References stay as they are and no digit changes. Words are mended as they will be read, across references and the
borders of optional and emphasised parts: each of these is one sign of no alphabet while the words change around it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from forms.definitions import sentences
from forms.definitions.sentences import Emphasis, Group, Sentence
from forms.errors import KnownError
from forms.values.style import NBSP, POINT

_FIRST_SIGN, _FIRST_BORDER = 0xF0000, 0x100000
_SIGN, _BORDER = "\U000f0000-\U000ffffd", "\U00100000-\U0010fffd"
_SIGNS = re.compile(f"[{_SIGN}{_BORDER}]")
_EDGE = f"[{_BORDER}]*"
_WHITE = re.compile(rf"[ \t{NBSP}\u2000-\u200a\u202f\u205f\u3000]+")
_GROUPED = re.compile(  # "1 234 567"; what begins with 0 is dialled
    rf"(?<![\d.,{_SIGN}])(?<![\d{_SIGN}] )[1-9]\d{{0,2}}(?: \d{{3}})+(?![\d.{_SIGN}]| [\d{_SIGN}])"
)


def _close(found: re.Match[str]) -> str:
    return found[0].replace(" ", "")


_MENDS: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (POINT, "- "),
    (re.compile(r'"([^"]*)"'), r"“\1”"),
    (re.compile(rf"(?<=[\d{_SIGN}])({_EDGE}) ({_EDGE})(?=%)"), r"\1\2"),
    (re.compile(rf" [ {_BORDER}]*(?=[,;:!?)”]|\.(?!\.))"), _close),
    (re.compile(rf"(?<=[(“])[ {_BORDER}]+"), _close),
    (re.compile(rf"(?<=[^\W_]|%)({_EDGE}[,;:])(?={_EDGE}[^\W\d_])"), r"\1 "),
    (re.compile(rf"(?<=[^\W\d_])({_EDGE}[,;:])(?={_EDGE}[{_SIGN}])"), r"\1 "),
    (re.compile(rf"(?<=[{_SIGN}])({_EDGE}[,;:])(?={_EDGE}[^\W\d_])"), r"\1 "),
    (re.compile(r"(?<= )[\u2010-\u2015\u2212](?= )"), "-"),
)


def mended(text: str) -> str:
    """A paragraph in the language of sentences, mended; one that cannot be read as such is mended as plain words."""
    if _SIGNS.search(text):
        return text  # nobody types such signs
    try:
        sentence = sentences.parse(text)
    except KnownError:
        return words(text).strip()
    return sentences.write(_mended(sentence)).strip()


def _mended(sentence: Sentence) -> Sentence:
    kept: list[sentences.Part] = []
    told = words("".join(_flat(sentence, kept)))
    found, at = _parts(told, 0, kept)
    return found if at == len(told) else sentence


def _flat(sentence: Sentence, kept: list[sentences.Part]) -> Iterator[str]:
    """The words of a sentence, with a sign for each part that is `kept`, and borders around what stands in others."""
    for part in sentence:
        match part:
            case sentences.Words(text=text):
                yield text
            case Group(parts=parts) | Emphasis(parts=parts):
                kept.append(part)
                yield chr(_FIRST_BORDER + len(kept))
                yield from _flat(parts, kept)
                yield chr(_FIRST_BORDER)
            case sentences.InlineNote(parts=parts) | sentences.EachPeriod(parts=parts):
                kept.append(replace(part, parts=_mended(parts)))
                yield chr(_FIRST_SIGN + len(kept))
            case _:
                kept.append(part)
                yield chr(_FIRST_SIGN + len(kept))


def _parts(told: str, at: int, kept: list[sentences.Part]) -> tuple[Sentence, int]:
    """The parts that stand from a place to the border that closes them, and where that is."""
    found: list[sentences.Part] = []
    while at < len(told) and told[at] != chr(_FIRST_BORDER):
        code = ord(told[at])
        if code < _FIRST_SIGN:
            end = next((place for place in range(at, len(told)) if ord(told[place]) >= _FIRST_SIGN), len(told))
            found.append(sentences.Words(told[at:end]))
            at = end
        elif code < _FIRST_BORDER:
            found.append(kept[code - _FIRST_SIGN - 1])
            at += 1
        else:
            part = kept[code - _FIRST_BORDER - 1]
            inner, at = _parts(told, at + 1, kept)
            found.append(replace(part, parts=inner) if isinstance(part, Group | Emphasis) else part)
            at += 1
    return tuple(found), at


def words(text: str) -> str:
    """Plain words, mended."""
    found = _GROUPED.sub(lambda number: number[0].replace(" ", "."), _WHITE.sub(" ", text))
    for pattern, mend in _MENDS:
        found = pattern.sub(mend, found)
    return found
