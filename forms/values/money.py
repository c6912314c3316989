"""Amounts of money in words, which catch a slip of three zeros."""

from __future__ import annotations

from forms.values.numbers import Number, exact, words

_SCALES = {"đồng": 1, "nghìn đồng": 10**3, "triệu đồng": 10**6, "tỷ đồng": 10**9}


def is_money(unit: str) -> bool:
    """Whether a unit counts đồng."""
    return unit in _SCALES


def converted(number: Number, unit: str, into: str) -> Number:
    """An amount in another unit of money, exactly: 1.500.000 đồng is 1,5 triệu đồng."""
    return exact(number.value * _SCALES[unit] / _SCALES[into])


def in_words(number: Number, unit: str) -> str:
    """Say an amount in đồng: 4330 triệu đồng is "bốn tỷ ba trăm ba mươi triệu đồng"; "" below one đồng or over."""
    value = number.value * _SCALES[unit]
    if value.denominator != 1 or abs(value) >= 10**15:
        return ""
    return f"{words(int(value))} đồng"
