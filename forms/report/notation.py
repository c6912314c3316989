"""How a values file writes its numbers: the Vietnamese way (1.234,5), the English way (1,234.5), or it does not say."""

from __future__ import annotations

from collections.abc import Iterable

from forms.definitions.template import Measure
from forms.errors import KnownError
from forms.report.entry import clearer, number_of, refuse
from forms.values import numbers
from forms.values.numbers import Number, Reading, show
from forms.values.text import quoted


def accept(text: str, measure: Measure, name: str, *, vietnamese: bool | None) -> Number:
    """Read a number from a file for a measure; where it is not known how it is written, both ways must agree.

    Raises KnownError when the number is doubtful or the measure cannot hold it.
    """
    if vietnamese is None:
        vietnamese = _only(text, measure, name)
    reading = _read(text, measure, vietnamese=vietnamese)
    if reading.doubt:
        raise KnownError(f"{name}: {quoted(text)} chưa rõ nghĩa; {clearer(reading, measure)}")
    refuse(reading.number, measure, name, text)
    return reading.number


def shown(texts: Iterable[tuple[str, Measure]]) -> dict[bool, str]:
    """The first cell that is possible the Vietnamese way only (True), and the first the English way only (False)."""
    found: dict[bool, str] = {}
    for text, measure in texts:
        readings = _readings(text, measure)
        if len(readings) == 1:
            found.setdefault(next(iter(readings)), text)
    return found


def doubtful(text: str, measure: Measure) -> bool:
    """Whether a text comes to different numbers in the two ways."""
    return len({number.value for number in _readings(text, measure).values()}) > 1


def _read(text: str, measure: Measure, *, vietnamese: bool) -> Reading:
    return number_of(text, measure, numbers.read if vietnamese else numbers.read_english)


def _readings(text: str, measure: Measure) -> dict[bool, Number]:
    """The numbers that a cell of a file can mean: True the Vietnamese way, False the English way."""
    found: dict[bool, Number] = {}
    for vietnamese in (True, False):
        try:
            reading = _read(text, measure, vietnamese=vietnamese)
        except KnownError:
            continue
        number = reading.number
        if measure.integer and number.value.denominator == 1:
            number = Number(int(number.value))
        if not reading.doubt and not (measure.integer and number.decimals):
            found[vietnamese] = number
    return found


def _only(text: str, measure: Measure, name: str) -> bool:
    """The way in which a cell must be written; raises KnownError where the two would give different numbers."""
    readings = _readings(text, measure)
    if doubtful(text, measure):
        raise KnownError(
            f"{name}: {quoted(text)} là {show(readings[True])} nếu viết kiểu Việt Nam (1.234,5), "
            f"là {show(readings[False])} nếu viết kiểu Anh (1,234.5); "
            "tệp không cho thấy kiểu nào. Đề nghị thêm --numbers vi hoặc --numbers en"
        )
    return next(iter(readings), True)
