"""Numbers as officers write them: exact, with the decimals that were typed.

A number is an integer and its count of decimals: 94, 94,0 and 94,00 are three different numbers to a
rounding check. No binary float anywhere. Numbers are read and printed the Vietnamese way: a point
groups thousands, a comma begins the decimals.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from forms.errors import KnownError

MAX_DIGITS = 15  # a thousand thousand billion đồng; beyond that it is a slip, and SQLite still holds it

_CANONICAL = re.compile(r"([+-]?)(\d+)(?:\.(\d+))?", re.ASCII)
_GROUPED = re.compile(r"([+-]?)(\d{1,3}(?:([. ])\d{3})(?:\3\d{3})*)(?:,(\d+))?", re.ASCII)
_PLAIN = re.compile(r"([+-]?)(\d+)(?:,(\d+))?", re.ASCII)
_POINT = re.compile(r"([+-]?)(\d+)\.(\d+)", re.ASCII)
_SPACES = re.compile(r"[\u00a0\u202f\u2007\u2009\s]+")
_MINUS = str.maketrans({"\u2212": "-", "\u2013": "-"})


@dataclass(frozen=True, slots=True)
class Number:
    """`digits` × 10^-`decimals`, as typed; `decimals` is 0 or more."""

    digits: int
    decimals: int = 0

    @property
    def value(self) -> Fraction:
        """The exact value."""
        return Fraction(self.digits, 10**self.decimals)

    @property
    def half_unit(self) -> Fraction:
        """Half a unit of the last decimal shown: how far rounding can have moved the number."""
        return Fraction(1, 2 * 10**self.decimals)

    def __str__(self) -> str:
        """Canonical text: a point before the decimals, no grouping."""
        return str(Decimal(self.digits).scaleb(-self.decimals)) if self.decimals else str(self.digits)


@dataclass(frozen=True, slots=True)
class Reading:
    """How a typed text was read; `doubt` says why another reading is possible ("" when none is), `other` gives it."""

    number: Number
    doubt: str = ""
    other: Number | None = None


def _number(sign: str, whole: str, decimals: str | None) -> Number:
    digits = int(whole + (decimals or "")) * (-1 if sign == "-" else 1)
    if len(str(abs(digits))) > MAX_DIGITS:
        raise KnownError(f"Số quá lớn (trên {MAX_DIGITS} chữ số). Đề nghị kiểm tra lại số chữ số không và đơn vị tính.")
    return Number(digits, len(decimals or ""))


def parse(text: str) -> Number:
    """Read canonical text (`1234.50`), as files with commas between columns carry it.

    Raises KnownError when `text` is not a number in that form.
    """
    match = _CANONICAL.fullmatch(text.strip())
    if match is None:
        raise KnownError(f'"{text.strip()}" không phải là số. Đề nghị ghi bằng chữ số, ví dụ 1234 hoặc 87.3.')
    return _number(*match.groups())


def read(text: str) -> Reading:
    """Read a number typed the Vietnamese way: `1.234.567`, `1 234 567`, `1234567`, `87,3`.

    What could mean something else (`87.3`, `1.137680.000`, `1,234,567`) is read in the likelier way and
    comes with a doubt. Raises KnownError when no reading is possible.
    """
    plain = _SPACES.sub(" ", text.strip()).translate(_MINUS)
    if match := _GROUPED.fullmatch(plain):
        sign, whole, separator, decimals = match.groups()
        return Reading(_number(sign, whole.replace(separator, ""), decimals))
    if match := _PLAIN.fullmatch(plain):
        return Reading(_number(*match.groups()))
    if match := _POINT.fullmatch(plain):
        number = _number(*match.groups())
        other = _number(match[1], match[2] + match[3], None) if match[2].lstrip("0") else None
        return Reading(number, f"dấu chấm được hiểu là dấu thập phân: {show(number)}", other)
    if re.fullmatch(r"[+-]?[0-9]{1,3}(,[0-9]{3}){2,}", plain):
        number = _number("-" if plain[0] == "-" else "", plain.lstrip("+-").replace(",", ""), None)
        return Reading(number, f"dấu phẩy được hiểu là dấu phân cách hàng nghìn: {show(number)}")
    if re.fullmatch(r"[+-]?[0-9]+([. ][0-9]+)+", plain):
        number = _number("-" if plain[0] == "-" else "", re.sub(r"[+\-. ]", "", plain), None)
        return Reading(number, f"dấu phân cách không đều, được hiểu là {show(number)}")
    raise KnownError(f'"{text.strip()}" không phải là số. Đề nghị ghi bằng chữ số, ví dụ 1.234 hoặc 87,3.')


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
    said: list[str] = ["âm"] if number < 0 else []
    groups: list[int] = []
    rest = abs(number)
    while rest:
        rest, group = divmod(rest, 1000)
        groups.append(group)
    for power in range(len(groups) - 1, -1, -1):
        if groups[power]:
            said += _three(groups[power], full=power < len(groups) - 1)
            # nghìn tỷ followed by tỷ: say "tỷ" once, at the last of the two
            name = "nghìn" if power == 4 and groups[3] else _GROUPS[power]
            said += [name] if name else []
    return " ".join(said)
