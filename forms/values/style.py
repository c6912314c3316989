"""Numbers, counts, units and days as official text prints them."""

from __future__ import annotations

import re
from datetime import date, datetime

from forms.errors import KnownError
from forms.values import clock
from forms.values.numbers import Number, show
from forms.values.text import quoted, tidy

ELLIPSIS = "…"
NBSP = "\u00a0"
POINTS = "điểm phần trăm"  # what a difference of two percentages is counted in
POINT = re.compile(  # what stands before a point of a list, signs of symbol fonts among them; printed is "- "
    r"^\s*(?:[•·▪▫●○◦‣⁃∙◆◇■□❖➢➤►▶✓✔✗*\uf020-\uf0ff]|[–—−](?=\s))\s*"
)

_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_SIGN = r" ?[/.,\\–—−-] ?"
_YEAR = "(?:19|20|21)[0-9]{2}"
_MIDNIGHT = "(?:[ t]0?0:00(?::00)?)?"  # what Excel and its kin put behind a day
_DAY = re.compile(
    rf"(?:ng[àa]y ?)?([0-9]{{1,2}})(?:{_SIGN}| ?th[áa]ng ?| )([0-9]{{1,2}})(?:{_SIGN}| ?,? ?n[ăa]m ?| )"
    rf"({_YEAR}|[0-9]{{2}})\.?{_MIDNIGHT}"
    rf"|([0-9]{{2}})([0-9]{{2}})({_YEAR})"
)
_ISO_DAY = re.compile(rf"({_YEAR})([-/.])([0-9]{{1,2}})\2([0-9]{{1,2}}){_MIDNIGHT}")
_MONEY = re.compile(r"\b(?:đồng|USD)\b")  # in the units that count it: "triệu đồng/năm"
_OF_LAST_CENTURY = 45  # documents of the State are not older: "15/8/45" is of 1945, "1/1/25" of 2025


def printed(number: Number) -> str:
    """A number as official text prints it: as typed, without zeros at the end of the decimals."""
    return show(trimmed(number))


def trimmed(number: Number) -> Number:
    """A number without zeros at the end of its decimals."""
    while number.decimals and number.digits % 10 == 0:
        number = Number(number.digits // 10, number.decimals - 1)
    return number


def signed(number: Number) -> str:
    """A difference, its sign before it: "+63", "-2,52"; "0" for none."""
    size = printed(Number(abs(number.digits), number.decimals))
    return f"{'+' if number.digits > 0 else '-'}{size}" if number.digits else size


def quantity(number: Number, unit: str, form: str = "", *, whole: bool = True) -> str:
    """A number with its unit; counts of whole things below ten take a leading zero, which money does not: "06 người".

    `form` is "", "number" (no unit) or "bare" (no unit, no leading zero).
    """
    text = printed(number)
    official = whole and form != "bare" and len(text) == 1 and text != "0" and not _MONEY.search(unit)
    return with_unit(f"0{text}" if official else text, unit, form)


def with_unit(text: str, unit: str, form: str = "") -> str:
    """What is printed, and the whole unit held to it; a percent sign stands close."""
    if form in ("number", "bare") or not unit:
        return text
    return text + unit if unit.startswith("%") else held(f"{text} {unit}")


def held(text: str) -> str:
    """Words that stand on one line."""
    return text.replace(" ", NBSP)


def count(number: int) -> str:
    """A count of whole things in a sentence: "04", "12", "1.234"."""
    return quantity(Number(number), "")


def roman(number: int) -> str:
    """A whole number from 1 to 39 in Roman figures."""
    text = ""
    for value, letters in _ROMAN:
        while number >= value:
            text, number = text + letters, number - value
    return text


def day_in_words(day: date) -> str:
    """A day in a sentence: "ngày 05 tháng 3 năm 2024"; days below 10 and months 1 and 2 take a zero."""
    return f"ngày {day.day:02d} tháng {month_number(day)} năm {day.year}"


def month_number(day: date) -> str:
    """The month as the decree writes it: 01, 02, 3 … 12."""
    return f"{day.month:02d}" if day.month < 3 else str(day.month)


def day_in_figures(day: date) -> str:
    """A day in a table: "05/3/2024"."""
    return f"{day.day:02d}/{month_number(day)}/{day.year}"


def day_at(moment: datetime) -> str:
    """The day of a moment in a table, as the calendars of Vietnam have it."""
    return day_in_figures(clock.day(moment))


def moment_at(moment: datetime) -> str:
    """A moment by the clocks of Vietnam: "14:30 ngày 05/3/2024"."""
    return f"{clock.local(moment):%H:%M} ngày {day_at(moment)}"


def typed_day(text: str, what: str = "Ngày") -> date | None:
    """The day that somebody typed, by its parts or as 2024-03-05; None for nothing, KnownError for what is no day."""
    typed = tidy(text)
    day = read_day(typed) or read_iso_day(typed)
    if typed and day is None:
        raise KnownError(f"{what} {quoted(typed)} không có trong lịch hoặc ghi chưa đúng; đề nghị ghi như 15/11/2024.")
    return day


def read_iso_day(text: str) -> date | None:
    """Read a day as files write it, the year first (2024-03-05, 2024/3/5); None for anything else."""
    match = _ISO_DAY.fullmatch(tidy(text).lower())
    return _of_calendar(match[1], match[3], match[4]) if match else None


def read_day(text: str) -> date | None:
    """Read a day as officers write it (5/3/2024, 5.3.24, 05032024, Ngày 05 tháng 3 năm 2024); None for anything else.

    Signs, spaces and capitals are as hands and telephones put them; the words also without their marks.
    """
    match = _DAY.fullmatch(tidy(text).lower())
    if match is None:
        return None
    day, month, year = filter(None, match.groups())
    if len(year) == 2:
        year = ("19" if int(year) >= _OF_LAST_CENTURY else "20") + year
    return _of_calendar(year, month, day)


def _of_calendar(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
