"""What a cell of a superior's workbook wants: which number of which report, and in what it counts there.

Nothing in it is of one year: the period is seen from the report in hand, a row is a path of labels, an office its id.
So the next year's copy of the workbook wants the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from enum import StrEnum
from typing import NamedTuple

from forms.errors import KnownError
from forms.report import strays
from forms.report.cells import Address
from forms.report.places import locate
from forms.report.report import Report
from forms.values.frozen import frozen
from forms.values.period import Period


class SheetPlace(NamedTuple):
    """A cell of a workbook: its sheet, row and column, from 1."""

    sheet: str
    row: int
    column: int


class When(StrEnum):
    """On which period the number is, seen from that of the report in hand; the value is its word in lists."""

    NOW = "now"
    LAST = "last"
    OPENING = "opening"
    EARLIER = "earlier"
    ESTIMATE = "estimate"


WHEN_LABELS = {
    When.NOW: "kỳ báo cáo",
    When.LAST: "cùng kỳ năm trước",
    When.OPENING: "cả năm trước",
    When.EARLIER: "kỳ trước trong năm",
    When.ESTIMATE: "ước cả năm",
}


@frozen
class Pointing:
    """What one cell wants.

    `row` is a path as `Report.path` writes it, `office` the id of a lower office ("" for the report's own), `scale` the
    unit in which the workbook counts ("" for that of the figure). `words` stand beside and above the cell; by them it
    is found again in a workbook that was changed.
    """

    place: SheetPlace
    figure: str
    row: str
    measure: str
    when: When = When.NOW
    office: str = ""
    scale: str = ""
    words: tuple[str, str] = ("", "")

    def address(self, report: Report) -> Address | None:
        """The cell of a report that it names; None where the report has no such row.

        Raises KnownError for a figure, row or measure that is not in the template.
        """
        figure = report.template.figures.get(self.figure)
        if figure is None:
            raise KnownError("mẫu báo cáo không còn chỉ tiêu này; đề nghị chỉ lại ô")
        place = locate(report, figure, self.row)
        if place.label:
            return None
        if self.measure not in figure.measures_at(place.row):
            raise KnownError("mẫu báo cáo không còn cột số liệu này; đề nghị chỉ lại ô")
        return Address(self.figure, place.row, self.measure)

    def now(self, report: Report) -> Pointing:
        """The same by the names of now, where the template says of one cell that it was called so."""
        with suppress(KnownError):
            if self.address(report):
                return self
        was, template = Address(self.figure, self.row, self.measure), report.template
        heirs = strays.heirs(template, was) or strays.heirs(template, was, labels=True)
        return replace(self, **heirs[0]._asdict()) if len(heirs) == 1 else self


class BookLayout(NamedTuple):
    """What the cells of workbooks of one shape want; sheets by their names, in order."""

    shape: str
    sheets: tuple[str, ...]
    cells: tuple[Pointing, ...]

    def called(self, sheets: Sequence[str]) -> list[Pointing]:
        """The same of a copy whose sheets are called otherwise."""
        names = dict(zip(self.sheets, sheets, strict=False))
        return [
            replace(one, place=one.place._replace(sheet=names.get(one.place.sheet, one.place.sheet)))
            for one in self.cells
        ]


def periods(when: When, period: Period) -> Iterator[Period]:
    """The periods that are meant, seen from one; of several the first of which there is a report."""
    match when:
        case When.NOW:
            yield period
        case When.LAST:
            yield period.a_year_earlier()
        case When.OPENING:
            if (before := period.opening()) is not None:
                yield before
        case When.EARLIER:
            yield from period.earlier()
        case When.ESTIMATE:
            yield period.estimate()
