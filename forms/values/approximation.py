"""Words beside numbers that leave them open to one side or to both: "hơn 39", "gần 25", "khoảng 02"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from forms.values.numbers import Number


class Open(NamedTuple):
    """To which sides a word leaves a number open."""

    below: bool
    above: bool


WORDS: Mapping[str, Open] = MappingProxyType(
    {
        "hơn": Open(below=False, above=True),
        "trên": Open(below=False, above=True),
        "gần": Open(below=True, above=False),
        "dưới": Open(below=True, above=False),
        "khoảng": Open(below=True, above=True),
    }
)
"""The words that officers write before a number; any other that arrives leaves it open to both sides."""

ABOUT = "khoảng"
"""What words leave open of several numbers, they leave open of what is computed from them."""

SHARE = Fraction(1, 20)
"""How far such a number reaches, as a share of it."""

_WORD = re.compile(rf"({'|'.join(WORDS)})\s*(?=[\d.,+-])", re.IGNORECASE)


def split(text: str) -> tuple[str, str]:
    """The word before a number ("" for none), and the rest."""
    match = _WORD.match(text)
    return (match[1].lower(), text[match.end() :]) if match else ("", text)


def reach(number: Number, word: str) -> tuple[Fraction, Fraction]:
    """From where to where a number with its word may lie: a twentieth, and a unit of its last decimal at least."""
    far = max(abs(number.value) * SHARE, 2 * number.half_unit)
    below, above = WORDS.get(word, Open(below=True, above=True))
    return number.value - far * below, number.value + far * above
