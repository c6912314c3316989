"""Numbers as officers write them: exact, with the decimals that were typed.

A number is an integer and its count of decimals: 94, 94,0 and 94,00 are three different numbers to a
rounding check. No binary float anywhere. Numbers are read and printed the Vietnamese way: a point
groups thousands, a comma begins the decimals.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from forms.errors import KnownError
from forms.values.frozen import frozen
from forms.values.text import quoted, spaced, visible

MAX_DIGITS = 15  # a thousand thousand billion đồng; beyond that it is a slip, and SQLite still holds it
MAX_DECIMALS = 6

_CANONICAL = re.compile(r"([+-]?)(\d+)(?:\.(\d+))?", re.ASCII)
_ENGLISH = re.compile(r"([+-]?)([1-9]\d{0,2}(?:,\d{3})+)(?:\.(\d+))?", re.ASCII)
_GROUPED = re.compile(r"([+-]?)([1-9]\d{0,2}(?:([. ])\d{3})(?:\3\d{3})*)(?:,(\d+))?", re.ASCII)
_PLAIN = re.compile(r"([+-]?)(\d+)(?:,(\d+))?", re.ASCII)
_POINT = re.compile(r"([+-]?)(\d+)\.(\d+)", re.ASCII)
_COMMAS = re.compile(r"([+-]?)([1-9]\d{0,2}(?:,\d{3}){2,})", re.ASCII)
_UNEVEN = re.compile(r"([+-]?)([1-9]\d*(?:[. ](?:\d{3})+)+)", re.ASCII)  # a mark was left out, or two kinds were used
_MINUS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d", "-"))


@frozen
class Number:
    """`digits` × 10^-`decimals`, as typed; `decimals` is 0 or more."""

    digits: int
    decimals: int = 0

    @property
    def value(self) -> Fraction:
        """The exact value."""
        return Fraction(self.digits, 10**self.decimals) if self.decimals else Fraction(self.digits)

    @property
    def half_unit(self) -> Fraction:
        """Half a unit of the last decimal shown: how far rounding can have moved the number."""
        return Fraction(1, 2 * 10**self.decimals)

    def __str__(self) -> str:
        """Canonical text: a point before the decimals, no grouping."""
        return str(Decimal(self.digits).scaleb(-self.decimals)) if self.decimals else str(self.digits)


@frozen
class Reading:
    """How a text was read. `doubt` says why another reading is possible ("" when none is).

    `other` is what it would be if its only mark, "chấm" or "phẩy", were not the decimal one; None where it must be.
    """

    number: Number
    doubt: str = ""
    other: Number | None = None
    mark: str = ""


def _number(sign: str, whole: str, decimals: str | None) -> Number:
    digits = (whole + (decimals or "")).lstrip("0")
    if len(digits) > MAX_DIGITS or len(decimals or "") > MAX_DIGITS:
        raise KnownError(f"Số quá lớn (trên {MAX_DIGITS} chữ số). Đề nghị kiểm tra lại số chữ số không và đơn vị tính.")
    return Number(int(digits or "0") * (-1 if sign == "-" else 1), len(decimals or ""))


def _marked(mark: str, sign: str, whole: str, decimals: str | None) -> Reading:
    """The reading of digits with one mark among them, as the decimal mark."""
    number = _number(sign, whole, decimals)
    if not decimals or whole.startswith("0"):  # what begins with 0 is no group of thousands
        return Reading(number)
    return Reading(number, "", _number(sign, whole + decimals, None), mark)


def cleaned(text: str) -> str:
    """A text as its number is read: without what nobody sees, spaces and signs each of one kind."""
    return spaced(visible(text)).translate(_MINUS)


def parse(text: str) -> Number:
    """Read canonical text (`1234.50`), as files of data carry it.

    Raises KnownError when `text` is not a number in that form.
    """
    match = _CANONICAL.fullmatch(text.strip())
    if match is None:
        raise KnownError(f"{quoted(text)} không phải là số. Đề nghị ghi bằng chữ số, ví dụ 1234 hoặc 87.3.")
    return _number(*match.groups())


def read_english(text: str) -> Reading:
    """Read a number with a point before its decimals: canonical, or grouped by commas (`1,234.5`), never doubtful.

    Raises KnownError when `text` is not a number in that form.
    """
    plain = cleaned(text)
    if match := _ENGLISH.fullmatch(plain):
        sign, whole, decimals = match.groups()
        return Reading(_number(sign, whole.replace(",", ""), decimals))
    if match := _CANONICAL.fullmatch(plain):
        return _marked("chấm", *match.groups())
    raise KnownError(f"{quoted(text)} không phải là số. Đề nghị ghi bằng chữ số, ví dụ 1234 hoặc 87.3.")


def read(text: str) -> Reading:
    """Read a number typed the Vietnamese way: `1.234.567`, `1 234 567`, `1234567`, `87,3`.

    What could mean something else (`87.3`, `0.125`, `1.137680.000`, `1,234,567`) is read in the likelier way and
    comes with a doubt. Raises KnownError when no reading is possible.
    """
    plain = cleaned(text)
    if match := _GROUPED.fullmatch(plain):
        sign, whole, separator, decimals = match.groups()
        return Reading(_number(sign, whole.replace(separator, ""), decimals))
    if match := _PLAIN.fullmatch(plain):
        return _marked("phẩy", *match.groups())
    if match := _POINT.fullmatch(plain):
        reading = _marked("chấm", *match.groups())
        return replace(reading, doubt=f"dấu chấm được hiểu là dấu thập phân: {show(reading.number)}")
    if match := _COMMAS.fullmatch(plain):
        number = _number(match[1], match[2].replace(",", ""), None)
        return Reading(number, f"dấu phẩy được hiểu là dấu phân cách hàng nghìn: {show(number)}")
    if match := _UNEVEN.fullmatch(plain):
        number = _number(match[1], re.sub(r"[. ]", "", match[2]), None)
        return Reading(number, f"dấu phân cách không đều, được hiểu là {show(number)}")
    raise KnownError(f"{quoted(text)} không phải là số. Đề nghị ghi bằng chữ số, ví dụ 1.234 hoặc 87,3.")


@lru_cache(maxsize=4096)
def show(number: Number) -> str:
    """Print a number the Vietnamese way: `1.234.567,50`."""
    text = f"{abs(number.digits):0{number.decimals + 1}d}"
    whole = text[: len(text) - number.decimals]
    grouped = f"{int(whole):,}".replace(",", ".")
    sign = "-" if number.digits < 0 else ""
    return sign + grouped + ("," + text[-number.decimals :] if number.decimals else "")


def rounded(value: Fraction, decimals: int) -> Number:
    """Round half up, away from zero, as officers do: 0,125 to two decimals is 0,13."""
    scaled = abs(value) * 10**decimals
    digits = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Number(-digits if value < 0 else digits, decimals)


def exact(value: Fraction, decimals: int = 0) -> Number:
    """Write a value with at least `decimals` decimals, and up to six where it needs them."""
    for places in range(decimals, 7):
        if (value * 10**places).denominator == 1:
            return Number(int(value * 10**places), places)
    return rounded(value, max(decimals, 2))


def finite(value: Fraction) -> Number | None:
    """Write a value with all the decimals that it has; None where it has more than `MAX_DIGITS` digits in all."""
    for places in range(MAX_DIGITS + 1):
        digits = value * 10**places
        if abs(digits) >= 10**MAX_DIGITS:
            return None
        if digits.denominator == 1:
            return Number(int(digits), places)
    return None


_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ("", "nghìn", "triệu", "tỷ", "nghìn tỷ")


def _three(number: int, *, full: bool) -> list[str]:
    """Say 0…999; `full` also says the hundreds and the "linh" that a group in the middle keeps."""
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    words = [_DIGITS[hundreds], "trăm"] if hundreds or full else []
    if tens == 1:
        words.append("mười")
    elif tens:
        words += [_DIGITS[tens], "mươi"]
    elif ones and words:
        words.append("linh")
    if ones:
        after_tens = {1: "mốt" if tens > 1 else "một", 4: "tư" if tens > 1 else "bốn", 5: "lăm" if tens else "năm"}
        words.append(after_tens.get(ones, _DIGITS[ones]))
    return words


def words(number: int) -> str:
    """Say a whole number in Vietnamese: 5351134600 is "năm tỷ ba trăm năm mươi mốt triệu …"."""
    if number == 0:
        return _DIGITS[0]
    spoken: list[str] = ["âm"] if number < 0 else []
    groups: list[int] = []
    rest = abs(number)
    while rest:
        rest, group = divmod(rest, 1000)
        groups.append(group)
    for power in range(len(groups) - 1, -1, -1):
        if groups[power]:
            spoken += _three(groups[power], full=power < len(groups) - 1)
            # nghìn tỷ followed by tỷ: say "tỷ" once, at the last of the two
            name = "nghìn" if power == 4 and groups[3] else _GROUPS[power]
            spoken += [name] if name else []
    return " ".join(spoken)
