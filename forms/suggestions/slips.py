"""Slips of the hand: how the number that was meant becomes the number that was typed.

Every slip is as likely as its weight says, and so is each way in which it can happen to a given number: a number of
five digits can lose any of the five, so each loss has a fifth of the weight. What a slip leaves of a number it may
also leave of others, hence the two directions: `typed` (what it makes of a number) and `meant` (what it came from).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from forms.values.frozen import frozen
from forms.values.numbers import MAX_DECIMALS, MAX_DIGITS, Number

_ZEROS = 2  # how many zeros in front a slip may have left unseen: 1003 without its 1 is 3
_ROW = "1234567890"
_FACTORS = (10, 100, 1000, 10**6)


def _beside_in(rows: Iterable[str]) -> dict[str, set[str]]:
    """Which keys stand beside which in rows of keys."""
    found: dict[str, set[str]] = {digit: set() for digit in _ROW}
    for row in rows:
        for one, other in pairwise(row):
            if one.isdigit() and other.isdigit():
                found[one].add(other)
                found[other].add(one)
    return found


_IN_ROW = _beside_in([_ROW])
_ON_PAD = {digit: others - _IN_ROW[digit] for digit, others in _beside_in(["7410", "852", "963"]).items()}


@frozen
class Slip:
    """A slip: its name in a sentence, its weight beside the others, and its two directions on a number's digits."""

    name: str
    weight: float
    forth: Callable[[Number, str], Iterator[Number | None]]
    back: Callable[[Number, str], Iterator[Number | None]]


@lru_cache(maxsize=65536)
def typed(slip: Slip, number: Number) -> frozenset[Number]:
    """What a slip can make of a number."""
    return frozenset(made for made in slip.forth(number, _digits(number)) if made is not None and made != number)


@lru_cache(maxsize=65536)
def meant(slip: Slip, number: Number) -> frozenset[Number]:
    """What a slip can have made a number of; zeros that came to stand in front are no longer seen."""
    digits = _digits(number)
    made = (origin for zeros in range(_ZEROS + 1) for origin in slip.back(number, "0" * zeros + digits))
    origins = frozenset(origin for origin in made if origin is not None and origin != number)
    return frozenset(origin for origin in origins if any(_same(way, number) for way in typed(slip, origin)))


@lru_cache(maxsize=4096)
def origins(number: Number) -> tuple[Number, ...]:
    """Every number that some slip can have made this one of, and some more: `explain` tells."""
    digits = _digits(number)
    made = (
        origin for slip in SLIPS for zeros in range(_ZEROS + 1) for origin in slip.back(number, "0" * zeros + digits)
    )
    return tuple(dict.fromkeys(origin for origin in made if origin is not None and origin != number))


def likely(number: Number) -> list[Number]:
    """What a number may come from by the slips that can happen in few ways only."""
    return [origin for slip in (FACTOR, SWAPPED, DOUBLED) for origin in sorted(meant(slip, number), key=str)]


def explain(intended: Number, number: Number) -> tuple[float, str]:
    """How likely one of the slips made `number` of `intended`, and the likeliest in words; (0, "") when none did."""
    total, best, name = 0.0, 0.0, ""
    for slip in SLIPS:
        made = typed(slip, intended)
        if any(_same(one, number) for one in made):
            weight = slip.weight / len(made)
            total += weight
            if slip is FACTOR:
                return total, slip.name.format(times=_times(intended, number))
            if weight > best:
                best, name = weight, slip.name
    return total, name


def scaled(intended: Number, number: Number) -> bool:
    """Whether a number is another with its zeros or its unit wrong."""
    return any(_same(way, number) for way in typed(FACTOR, intended))


def _same(one: Number, other: Number) -> bool:
    """Whether two numbers are of one value: 94,0 is 94."""
    if one.decimals == other.decimals:
        return one.digits == other.digits
    return one.value == other.value


def _times(intended: Number, number: Number) -> str:
    small, large = sorted((abs(intended.value), abs(number.value)))
    return f"{int(large / small) if small else 10:,}".replace(",", ".")


def _digits(number: Number) -> str:
    return f"{abs(number.digits):0{number.decimals + 1}d}"


def _number(like: Number, digits: str, decimals: int) -> Number | None:
    """A number with these digits and the sign of another; None where there is none."""
    if not digits or len(digits) > MAX_DIGITS or not 0 <= decimals <= min(MAX_DECIMALS, len(digits) - 1):
        return None
    return Number(-int(digits) if like.digits < 0 else int(digits), decimals)


def _swaps(number: Number, digits: str) -> Iterator[Number | None]:
    for i in range(len(digits) - 1):
        yield _number(number, digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :], number.decimals)


def _places(number: Number, digits: str) -> Iterator[tuple[int, bool]]:
    """The places of digits, and whether each stands behind the comma."""
    return ((i, i >= len(digits) - number.decimals) for i in range(len(digits)))


def _losses(number: Number, digits: str) -> Iterator[Number | None]:
    """One digit fewer; one lost behind the comma leaves one decimal fewer."""
    for i, behind in _places(number, digits):
        yield _number(number, digits[:i] + digits[i + 1 :], number.decimals - behind)


def _gains(number: Number, digits: str) -> Iterator[Number | None]:
    """One digit more, anywhere."""
    for i in range(len(digits) + 1):
        for digit in _ROW:
            more = digits[:i] + digit + digits[i:]
            if i <= len(digits) - number.decimals:
                yield _number(number, more, number.decimals)
            if i >= len(digits) - number.decimals:
                yield _number(number, more, number.decimals + 1)


def _doubles(number: Number, digits: str) -> Iterator[Number | None]:
    """One digit struck twice."""
    for i, behind in _places(number, digits):
        yield _number(number, digits[: i + 1] + digits[i:], number.decimals + behind)


def _singles(number: Number, digits: str) -> Iterator[Number | None]:
    """One of two equal digits in a row taken away."""
    for i, behind in _places(number, digits):
        if i and digits[i] == digits[i - 1]:
            yield _number(number, digits[:i] + digits[i + 1 :], number.decimals - behind)


def _struck(others: Callable[[str], Iterable[str]]) -> Callable[[Number, str], Iterator[Number | None]]:
    """One digit struck as another: `others` gives those that may stand for it."""

    def made(number: Number, digits: str) -> Iterator[Number | None]:
        for i, digit in enumerate(digits):
            for other in others(digit):
                yield _number(number, digits[:i] + other + digits[i + 1 :], number.decimals)

    return made


def _far(digit: str) -> set[str]:
    return set(_ROW) - {digit} - _IN_ROW[digit] - _ON_PAD[digit]


def _scales(number: Number, _digits: str) -> Iterator[Number | None]:
    """Ten, a hundred, a thousand or a million times as much or as little."""
    for factor in _FACTORS:
        zeros = len(str(factor)) - 1
        kept = min(zeros, number.decimals)
        if abs(number.digits) * 10 ** (zeros - kept) < 10**MAX_DIGITS:
            yield Number(number.digits * 10 ** (zeros - kept), number.decimals - kept)
        if number.digits % factor == 0:
            yield Number(number.digits // factor, number.decimals)
        elif number.decimals + zeros <= MAX_DECIMALS:
            yield Number(number.digits, number.decimals + zeros)


def _signs(number: Number, _digits: str) -> Iterator[Number | None]:
    yield Number(-number.digits, number.decimals)


SWAPPED = Slip("gõ đảo hai chữ số", 1, _swaps, _swaps)
DROPPED = Slip("gõ thiếu một chữ số", 1, _losses, _gains)
DOUBLED = Slip("gõ lặp một chữ số", 1, _doubles, _singles)
NEIGHBOUR = Slip("gõ nhầm sang phím bên cạnh", 1, _struck(_IN_ROW.__getitem__), _struck(_IN_ROW.__getitem__))
PAD = Slip("gõ nhầm sang phím trên, dưới", 0.2, _struck(_ON_PAD.__getitem__), _struck(_ON_PAD.__getitem__))
FACTOR = Slip("lệch {times} lần: thừa, thiếu số 0 hoặc nhầm đơn vị tính", 1, _scales, _scales)
SIGN = Slip("nhầm dấu âm, dương", 0.1, _signs, _signs)
DIGIT = Slip("gõ nhầm một chữ số", 0.05, _struck(_far), _struck(_far))
SLIPS = (SWAPPED, DROPPED, DOUBLED, NEIGHBOUR, PAD, SIGN, DIGIT, FACTOR)  # a factor, last, has the last word
