"""How days and codes are spelled in lists that somebody made by hand or in Excel."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from forms.errors import KnownError, nearest_end
from forms.values.style import read_day, read_iso_day
from forms.values.text import fold, quoted

_COUNT = re.compile(r"[0-9]{5}")
_FIRST_OF_EXCEL = date(1899, 12, 30)  # what its days are counted from


def code(text: str, known: Mapping[str, str], what: str) -> str:
    """The code of what is named by its code or its label; raises KnownError, which says `what` is not known."""
    for one, label in known.items():
        if fold(text) in {fold(one), fold(label), fold(label).removeprefix("cap ")}:
            return one
    near = nearest_end(text, [*known, *known.values()])
    raise KnownError(f"không có {what} {quoted(text)}{near} Chỉ có: {', '.join(known)}")


def day(text: str, head: str) -> date | None:
    """The day in a cell, None where it is blank; raises KnownError, which names the column by its head."""
    if not text:
        return None
    for read in _WAYS:
        if (found := read(text)) is not None:
            return found
    raise KnownError(f"cột {head}: không hiểu ngày {quoted(text)}; đề nghị ghi như 30/11/2025")


def counted(text: str) -> date | None:
    """The day that Excel keeps as a number; None for any other text."""
    return _FIRST_OF_EXCEL + timedelta(days=int(text)) if _COUNT.fullmatch(text) else None


_WAYS: tuple[Callable[[str], date | None], ...] = (counted, read_day, read_iso_day)
