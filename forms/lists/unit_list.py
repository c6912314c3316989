"""The list of offices as somebody writes it: a line each, from when until when, under whom, in whose place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from forms.errors import KnownError
from forms.lists import spelling
from forms.lists.heads import KnownHeads, Rows
from forms.offices.units import Unit
from forms.report import limits
from forms.report.filling import FillError, Refusal
from forms.values.frozen import frozen
from forms.values.text import tidy

MOST = limits.LINES
_HEADS = KnownHeads(
    {
        "name": ("tên đơn vị", "tên", "đơn vị"),
        "level": ("cấp",),
        "code": ("mã đơn vị", "mã"),
        "parent": ("đơn vị cấp trên", "cấp trên", "trực thuộc"),
        "from": ("từ ngày", "thành lập"),
        "until": ("đến ngày", "kết thúc"),
        "predecessors": ("đơn vị trước đó", "sáp nhập từ"),
        "email": ("thư điện tử",),
        "phone": ("điện thoại", "số điện thoại"),
    }
)
_MOST_PREDECESSORS = 50
UNCHANGED = "chưa ghi đơn vị nào"


@frozen
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


def read(rows: Rows, levels: Mapping[str, str]) -> list[UnitLine]:
    """The offices of a list whose first row has the heads; `levels` has the words for each code of a level.

    Raises FillError with every line that cannot be meant, KnownError for no list of offices.
    """
    found: list[UnitLine] = []
    refusals: list[Refusal] = []
    for number, cells in _HEADS.lines(rows, MOST, ("name",), ("level",)):
        try:
            found.append(_line(number, {key: tidy(text) for key, text in cells.items()}, levels))
        except KnownError as error:
            refusals.append(Refusal(number, str(error)))
    if refusals:
        raise FillError(refusals, UNCHANGED)
    return found


def _line(number: int, cells: Mapping[str, str], levels: Mapping[str, str]) -> UnitLine:
    if not cells["name"]:
        raise KnownError("thiếu tên đơn vị")
    since, until = (spelling.day(cells[name], _HEADS.called(name)) for name in ("from", "until"))
    if since and until and until < since:
        raise KnownError("đến ngày đứng trước từ ngày")
    former = tuple(filter(None, map(tidy, cells["predecessors"].replace("|", ";").split(";"))))
    if len(former) > _MOST_PREDECESSORS:
        raise KnownError(f"nhiều hơn {_MOST_PREDECESSORS} đơn vị trước đó")
    limits.refuse_office(Unit(cells["name"], "", cells["code"], id=cells["code"] or "-"))
    return UnitLine(
        number,
        cells["name"],
        spelling.code(cells["level"], levels, "cấp"),
        cells["code"],
        cells["parent"],
        since,
        until,
        former,
        cells["email"],
        cells["phone"],
    )
