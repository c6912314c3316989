"""The list of offices as somebody writes it: a line each, from when until when, under whom, in whose place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from forms.errors import KnownError, nearest_end
from forms.offices.units import Unit
from forms.report import limits
from forms.values.text import fold, quoted, tidy

NEEDED = ("name", "level")
COLUMNS = ("code", "name", "level", "parent", "from", "until", "predecessors", "email", "phone")
MOST = limits.LINES
_MOST_PREDECESSORS = 50
_MOST_REFUSALS = 20


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One office of a list; `parent` and `predecessors` name others, by name or code, `number` is the line in the file.

    Days are both included; None where nothing is said.
    """

    number: int
    name: str
    level: str
    code: str = ""
    parent: str = ""
    since: date | None = None
    until: date | None = None
    predecessors: tuple[str, ...] = ()
    email: str = ""
    phone: str = ""


def read(lines: Iterable[tuple[int, Mapping[str, str]]], levels: Mapping[str, str]) -> list[UnitLine]:
    """The offices of lines by the names of their columns; `levels` has the words for each code of a level.

    Raises KnownError that names every line that cannot be meant.
    """
    found: list[UnitLine] = []
    wrong: list[str] = []
    for number, cells in lines:
        try:
            found.append(_line(number, {key: tidy(text) for key, text in cells.items()}, levels))
        except KnownError as error:
            wrong.append(f"  Dòng {number}: {error}")
    if wrong:
        refuse(wrong)
    return found


def refuse(wrong: Sequence[str]) -> None:
    """Raise KnownError with the lines that are wrong."""
    more = f"\n  … và {len(wrong) - _MOST_REFUSALS} dòng khác" if len(wrong) > _MOST_REFUSALS else ""
    listed = "\n".join(wrong[:_MOST_REFUSALS])
    raise KnownError(f"Có {len(wrong)} dòng của danh sách đơn vị chưa nhận được, chưa ghi gì:\n{listed}{more}")


def _line(number: int, cells: Mapping[str, str], levels: Mapping[str, str]) -> UnitLine:
    if not cells["name"]:
        raise KnownError("thiếu tên đơn vị (name).")
    since, until = _day(cells["from"], "from"), _day(cells["until"], "until")
    if since and until and until < since:
        raise KnownError("ngày cuối (until) đứng trước ngày đầu (from).")
    former = tuple(filter(None, map(tidy, cells["predecessors"].replace("|", ";").split(";"))))
    if len(former) > _MOST_PREDECESSORS:
        raise KnownError(f"nhiều hơn {_MOST_PREDECESSORS} đơn vị trước đó (predecessors).")
    limits.refuse_office(Unit(cells["name"], "", cells["code"], id=cells["code"] or "-"))
    return UnitLine(
        number,
        cells["name"],
        _level(cells["level"], levels),
        cells["code"],
        cells["parent"],
        since,
        until,
        former,
        cells["email"],
        cells["phone"],
    )


def _level(text: str, levels: Mapping[str, str]) -> str:
    """The code of a level that is written as its code, or in words."""
    for code, words in levels.items():
        if fold(text) in {fold(code), fold(words), fold(words).removeprefix("cap ")}:
            return code
    raise KnownError(f"không có cấp {quoted(text)}{nearest_end(text, levels)} Chỉ có: {', '.join(levels)}.")


def _day(text: str, column: str) -> date | None:
    if not text:
        return None
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise KnownError(f"ngày {quoted(text)} ({column}) không đúng; đề nghị ghi 2025-07-01 hoặc 01/07/2025.")
