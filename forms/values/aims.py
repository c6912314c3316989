"""Plan targets as plans print them: "< 3", ">= 1", "1,5-2", "khoảng 75", "22/22", two that stand for each other, words.

The one reader of such texts. What cannot be read is words, which somebody judges; what can be read is judged exactly,
and where the text leaves open whether a value is enough, the answer is None and never a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from forms.errors import KnownError
from forms.values.approximation import SHARE, reach, split
from forms.values.frozen import frozen
from forms.values.numbers import Number, Reading, read, show
from forms.values.text import tidy

LONGEST = 300  # characters of a text that is read


class Better(StrEnum):
    """Which values of an indicator are better; the value is its code in files."""

    UNKNOWN = ""
    HIGHER = "higher"
    LOWER = "lower"
    LEVEL = "level"  # neither more nor less


_SIGNS = {
    "<=": "<=",
    ">=": ">=",
    "<": "<",
    ">": ">",
    "≤": "<=",
    "≥": ">=",
    "dưới": "<",
    "nhỏ hơn": "<",
    "thấp hơn": "<",
    "không quá": "<=",
    "không vượt quá": "<=",
    "không cao hơn": "<=",
    "tối đa": "<=",
    "trên": ">",
    "hơn": ">",
    "lớn hơn": ">",
    "cao hơn": ">",
    "vượt": ">",
    "ít nhất": ">=",
    "tối thiểu": ">=",
    "không dưới": ">=",
    "không thấp hơn": ">=",
    "từ": ">=",
    "khoảng": "~",
    "gần": "~",
    "đạt": "",
}
_AFTER = {"trở lên": ">=", "trở xuống": "<="}
_NUMBER = r"\d[\d.,]*(?: \d{3}(?!\d))*"
_TEXT = re.compile(
    rf"(?P<sign>{'|'.join(map(re.escape, sorted(_SIGNS, key=len, reverse=True)))})? ?"
    rf"(?P<low>{_NUMBER}) ?%?(?: ?(?P<link>[-–—/]|đến) ?(?P<high>{_NUMBER}))?(?: (?P<after>{'|'.join(_AFTER)}))?"
)
_BRACKETS = re.compile(r"\([^()]*\)")
_PER_YEAR = re.compile(r" ?/ ?năm$")
_NOTHING = frozenset({"", "-", "–", "—", "…", "..."})


@frozen
class Quantity:
    """A number, and of how many where that is said: 20 of 22.

    It lies between `low` and `high` where a word or a range leaves it open.
    """

    value: Fraction
    whole: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None

    def among(self, ends: Iterable[Fraction | None]) -> set[Fraction]:
        """What it may be, as far as that matters: itself, its ends, and those of other ends that lie between them."""
        if self.low is None or self.high is None:
            return {self.value}
        between = {end for end in ends if end is not None and self.low < end < self.high}
        return {self.value, self.low, self.high} | between


@frozen
class Aim:
    """What is wanted: from `low` to `high` (None for no end), the ends themselves excluded if `open`.

    Outside is missed only where it is `sure` that outside is worse. `whole` says of how many.
    """

    low: Fraction | None
    high: Fraction | None
    open: bool = False
    sure: bool = True
    whole: Fraction | None = None

    def reached(self, value: Fraction, found: Quantity) -> bool | None:
        """Whether a value that a quantity may have reaches it; None where that cannot be said."""
        if self.whole and found.whole and found.whole != self.whole:
            value = value * self.whole / found.whole
        inside = (self.low is None or value > self.low or (value == self.low and not self.open)) and (
            self.high is None or value < self.high or (value == self.high and not self.open)
        )
        return True if inside else (False if self.sure else None)


@frozen
class Goal:
    """A target that was read: one aim, or several that stand for each other; `bound` where each has a condition.

    `doubt` says how a number was read that could be another one.
    """

    aims: tuple[Aim, ...]
    bound: bool = False
    doubt: str = ""

    def reached(self, found: Quantity) -> bool | None:
        """Whether a quantity reaches it; None where that depends on what the text does not decide."""
        ends = [end for aim in self.aims for end in (aim.low, aim.high)]
        answers = {self._reached(value, found) for value in found.among(ends)}
        return answers.pop() if len(answers) == 1 else None

    def _reached(self, value: Fraction, found: Quantity) -> bool | None:
        answers = {aim.reached(value, found) for aim in self.aims}
        if len(answers) == 1:
            return answers.pop()
        return True if True in answers and not self.bound else None


def is_nothing(text: str) -> bool:
    """Whether a text says that nothing is wanted: blank, or a dash."""
    return tidy(text) in _NOTHING


def is_yearly(*texts: str) -> bool:
    """Whether a target is one for every year: its text or its unit ends in "/năm"."""
    return any(_PER_YEAR.search(tidy(text).casefold()) for text in texts)


def goal(text: str, better: Better = Better.HIGHER, unit: str = "") -> Goal | None:
    """Read a target; None for words, which nothing can be compared with.

    Which values are better decides what a plain number, a range or "khoảng" means: a floor, a ceiling or the number
    itself. The unit may stand after the number.
    """
    if len(text) > LONGEST:
        return None
    plain = tidy(text).casefold()
    parts = [part.strip() for part in _BRACKETS.sub("", plain).split(" hoặc ")]
    readings: list[Reading] = []
    aims = [_aim(_bare(part, unit), better, unit, readings) for part in parts]
    found = tuple(aim for aim in aims if aim)
    if len(found) < len(aims):
        return None
    doubts = "; ".join(filter(None, map(_doubt, readings)))
    return Goal(found, len(found) > 1 and bool(_BRACKETS.search(plain)), doubts)


def _doubt(reading: Reading) -> str:
    """How a number was read that could be another one, `12,000` too: twelve thousand as Excel in English shows it."""
    if not reading.doubt and reading.other is not None and reading.number.decimals == 3:
        return f"dấu {reading.mark} được hiểu là dấu thập phân: {show(reading.number)}"
    return reading.doubt


def measured(text: str, unit: str = "") -> tuple[Quantity | None, Number | None]:
    """Read what was achieved: "46,2", "97%", "20/22", "hơn 39", "1,5-2"; None for words and for what is in doubt.

    The number keeps its decimals; of so many out of so many, and of what a word leaves open, there is none.
    """
    if len(text) > LONGEST:
        return None, None
    word, bare = split(_bare(tidy(text).casefold().removeprefix("ước "), unit))
    match = re.fullmatch(rf"(-?{_NUMBER})(?: ?([-–—/]) ?({_NUMBER}))?", bare)
    if match is None or (word and match[2]):
        return None, None
    try:
        readings = [read(part) for part in (match[1], match[3]) if part]
    except KnownError:
        return None, None
    if any(reading.doubt for reading in readings):
        return None, None
    number, *rest = (reading.number for reading in readings)
    if match[2] == "/":
        return _of(number.value, rest[0].value, unit), None
    if rest:
        low, high = number.value, rest[0].value
        return (Quantity(low, None, low, high) if low <= high else None), None
    return (Quantity(number.value, None, *reach(number, word)), None) if word else (Quantity(number.value), number)


def _bare(text: str, unit: str) -> str:
    """A text without the unit that stands after its number."""
    text = _PER_YEAR.sub("", text)
    counted = _PER_YEAR.sub("", tidy(unit).casefold())
    shares = ("%", "điểm phần trăm", "điểm %") if not counted or _is_share(counted) else ()
    for ending in (counted, *shares):
        if ending and text.endswith(ending):
            return text.removesuffix(ending).rstrip()
    return text


def _is_share(unit: str) -> bool:
    return "%" in unit or "phần trăm" in unit


def _of(value: Fraction, whole: Fraction | None, unit: str) -> Quantity | None:
    """So many of so many; where the unit is a share, the share."""
    if whole is None:
        return Quantity(value)
    if whole <= 0:
        return None
    return Quantity(100 * value / whole) if "%" in unit else Quantity(value, whole)


def _aim(text: str, better: Better, unit: str, readings: list[Reading]) -> Aim | None:
    match = _TEXT.fullmatch(text)
    if match is None or ("%" in text and unit and not _is_share(unit.casefold())):
        return None  # words, or a share of what is counted in something else
    try:
        found = [read(part) for part in (match["low"], match["high"]) if part]
    except KnownError:
        return None
    readings += found
    low, *rest = (reading.number.value for reading in found)
    sign = _AFTER.get(match["after"] or "", _SIGNS.get(match["sign"] or "", ""))
    if match["link"] == "/":
        part = None if sign else _of(low, rest[0], unit)
        return _plain(part.value, part.value, better, part.whole) if part else None
    if rest:
        return _plain(low, rest[0], better) if sign in ("", "~") or match["sign"] == "từ" else None
    if sign == "~":
        return _plain(low * (1 - SHARE), low * (1 + SHARE), better)
    if sign in ("<", "<="):
        return Aim(None, low, sign == "<", sure=better is not Better.HIGHER)
    if sign in (">", ">="):
        return Aim(low, None, sign == ">", sure=better is not Better.LOWER)
    return _plain(low, low, better)


def _plain(low: Fraction, high: Fraction, better: Better, whole: Fraction | None = None) -> Aim | None:
    """From one number to another, and what is better than both."""
    if low > high:
        return None
    return Aim(
        None if better is Better.LOWER else low,
        None if better is Better.HIGHER else high,
        sure=better is not Better.UNKNOWN,
        whole=whole,
    )


def direction(texts: list[str], unit: str = "") -> Better:
    """Which values are better, as far as the texts of the years say: by their signs, or because they grow or stay."""
    signs = {_sign(text) for text in texts} - {""}
    if signs:
        return Better.UNKNOWN if len(signs) > 1 else (Better.LOWER if "<" in signs else Better.HIGHER)
    found = [read_one for text in texts if (read_one := goal(text, Better.LEVEL, unit)) and len(read_one.aims) == 1]
    lows = [one.aims[0].low for one in found if one.aims[0].low is not None]
    grows = all(before <= after for before, after in pairwise(lows))
    return Better.HIGHER if lows and grows else Better.UNKNOWN


def _sign(text: str) -> str:
    match = _TEXT.match(tidy(text).casefold())
    if match is None:
        return ""
    sign = _AFTER.get(match["after"] or "", _SIGNS.get(match["sign"] or "", ""))
    return sign[:1] if sign[:1] in {"<", ">"} else ""
