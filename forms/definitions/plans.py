"""Plan targets as definitions say and plans print them: "< 3", ">= 1", "1,5-2", "khoảng 75", "100", or words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from forms.errors import KnownError
from forms.values.numbers import read


@dataclass(frozen=True, slots=True)
class Target:
    """What a plan wants of a cell by the end of a year: `text` as printed ("< 3", "1,5-2", "khoảng 75").

    `lower` says that less is better.
    """

    name: str
    cell: str
    year: int
    text: str
    lower: bool = False
    source: str = ""


_WORDS = {"dưới": "<", "trên": ">", "không quá": "<=", "ít nhất": ">=", "từ": ">=", "≤": "<=", "≥": ">="}
_ABOUT = Fraction(1, 20)  # "khoảng" is met within a twentieth
_COMPARED = re.compile(rf"(<=|>=|<|>|{'|'.join(_WORDS)}|khoảng)?\s*([\d.,]+)\s*(?:[-–]\s*([\d.,]+))?\s*%?")


@dataclass(frozen=True, slots=True)
class Aim:
    """A target that can be compared: from `low` to `high` (None for no end), the ends themselves excluded if `open`."""

    low: Fraction | None
    high: Fraction | None
    open: bool = False

    def reached(self, value: Fraction) -> bool:
        """Whether a value reaches it."""
        if self.low is not None and (value < self.low or (self.open and value == self.low)):
            return False
        return self.high is None or value < self.high or (not self.open and value == self.high)


def aim(text: str, *, lower: bool = False) -> Aim | None:
    """Read a target; None for words, which nothing can be compared with.

    `lower` says that less is better: a plain number is then a ceiling, and a range is reached below it too.
    """
    match = _COMPARED.fullmatch(" ".join(text.casefold().split()))
    if match is None:
        return None
    try:
        low, high = (read(part).number.value if part else None for part in match.groups()[1:])
    except KnownError:
        return None
    operator = _WORDS.get(match[1] or "", match[1] or "")
    if low is None:
        return None
    if operator == "khoảng":
        return Aim(low * (1 - _ABOUT), low * (1 + _ABOUT))
    if operator in ("<", "<="):
        return Aim(None, low, operator == "<")
    if operator in (">", ">="):
        return Aim(low, None, operator == ">")
    return Aim(None, low if high is None else high) if lower else Aim(low, None)
