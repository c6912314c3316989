"""What the cells of a superior's workbook want as rows of a table, there and back: a cell a row, heads by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from forms.books import scales
from forms.books.pointing import WHEN_LABELS, Pointing, SheetPlace, When
from forms.definitions.template import Figure
from forms.errors import KnownError, nearest
from forms.lists.heads import KnownHeads, Rows
from forms.report.filling import FillError, Refusal
from forms.report.places import locate
from forms.report.report import Report
from forms.values.spreadsheet import place_of, position
from forms.values.text import fold, quoted

MOST = 5000  # cells of a workbook
COLUMNS = ("sheet", "cell", "figure", "row", "measure", "period", "unit", "in")
_HEADS = KnownHeads(
    {
        "sheet": ("trang",),
        "cell": ("ô",),
        "figure": ("chỉ tiêu",),
        "row": ("dòng",),
        "measure": ("cột số liệu", "cột"),
        "period": ("kỳ",),
        "unit": ("đơn vị",),
        "in": ("đơn vị tính", "tính theo"),
    }
)
_WHEN = {fold(word): when for when, label in WHEN_LABELS.items() for word in (when, label)} | {"": When.NOW}


def read(rows: Rows, report: Report, office: Callable[[str], str]) -> list[Pointing]:
    """What the rows of a list say; `office` finds the id of a lower office by what it is called.

    Raises FillError with every row that cannot be understood, KnownError for another list.
    """
    found: dict[SheetPlace, Pointing] = {}
    refusals: list[Refusal] = []
    for number, cells in _HEADS.lines(rows, MOST, ("sheet",), ("cell",), ("figure",), ("measure",)):
        try:
            one = _pointing(cells, report, office)
            if one.place in found:
                raise KnownError(f"ô {cells['cell']} đã có ở dòng trên; đề nghị giữ lại một dòng")
            found[one.place] = one
        except KnownError as error:
            refusals.append(Refusal(number, str(error)))
    if refusals:
        raise FillError(refusals, "chưa ghi ô nào")
    if not found:
        raise KnownError("Danh sách không chỉ ô nào; đề nghị chọn tệp khác.")
    return list(found.values())


def rows(pointings: Iterable[Pointing], called: Mapping[str, str]) -> list[tuple[str, ...]]:
    """The rows of a list, its heads first; `called` names offices by id."""
    lines = [
        (
            one.place.sheet,
            place_of((one.place.row, one.place.column)),
            one.figure,
            one.row,
            one.measure,
            "" if one.when is When.NOW else str(one.when),
            called.get(one.office, one.office),
            one.scale,
        )
        for one in sorted(pointings, key=lambda one: one.place)
    ]
    return [COLUMNS, *lines]


def _pointing(cells: Mapping[str, str], report: Report, office: Callable[[str], str]) -> Pointing:
    at = position(cells["cell"].upper().replace("$", ""))
    if at == (0, 0):
        raise KnownError(f"không hiểu ô {quoted(cells['cell'])}; đề nghị ghi như C12")
    when = _WHEN.get(fold(cells["period"]))
    if when is None:
        raise KnownError(f"không có kỳ {quoted(cells['period'])}; chỉ nhận: {', '.join(When)}")
    figures = report.template.figures
    if cells["figure"] not in figures:
        raise KnownError(f"không có chỉ tiêu {quoted(cells['figure'])}{nearest(cells['figure'], figures)}")
    figure = figures[cells["figure"]]
    _require(report, figure, cells["row"], cells["measure"], cells["in"])
    lower = office(cells["unit"]) if cells["unit"] else ""
    place = SheetPlace(cells["sheet"], *at)
    return Pointing(place, figure.code, cells["row"], cells["measure"], when, lower, cells["in"])


def _require(report: Report, figure: Figure, path: str, code: str, scale: str) -> None:
    """Raise KnownError where a figure has no such row or measure, or counts in something else."""
    place = locate(report, figure, path)
    there = figure.breakdowns[place.breakdown].measures_in("") if place.label else figure.measures_at(place.row)
    if code not in there:
        raise KnownError(f'"{figure.code}" không có cột số liệu {quoted(code)} ở dòng này{nearest(code, there)}')
    unit = there[code].unit if place.label else figure.unit(place.row, code)
    if scales.ratio(unit, scale) is None:
        raise KnownError(f"số tính theo {unit}, không đổi được sang {quoted(scale)}")
