"""A request for data: what one agency is asked to fill in for sections of a report, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from forms.definitions import row_ids
from forms.definitions.span import Across
from forms.definitions.template import Breakdown, Column, Figure, Measure, Relation, Section
from forms.errors import KnownError, nearest_end
from forms.report.cells import Address, Cell
from forms.report.report import Report
from forms.values.frozen import frozen
from forms.values.period import Period
from forms.values.text import lowered

ROOM = 3
"""How many blank lines an open breakdown leaves for rows that the agency adds."""

_NEW = "+"


@frozen
class RequestLine:
    """A cell that is asked for, or with no `address` words above some.

    `held` is what the reports of its periods say now; `asked` which of them are asked. An agency may name the row of a
    line that is `named`: it stands for one that it adds, as do the lines after it with the same row.
    """

    number: str
    label: str
    depth: int
    unit: str = ""
    address: Address | None = None
    measure: Measure | None = None
    held: tuple[Cell | None, ...] = ()
    asked: tuple[bool, ...] = ()
    named: bool = False
    relation: Relation | None = None  # of its row to what it is a part of


@frozen
class Request:
    """What one agency is asked for: sections of a report, for one period or several side by side; when, until when."""

    report: Report
    agency: str
    sections: tuple[Section, ...]
    periods: tuple[Period, ...]
    on: date
    due: date | None = None
    asker: str = ""  # who asks, where that is another office than the report's

    def lines(self, section: Section) -> list[RequestLine]:
        """Every line of a section, figures numbered from 1."""
        reports = [one for one in self.report.span if one.period in self.periods]
        found = enumerate(self.report.figures(section), start=1)
        return [
            line
            for number, figure in found
            for line in _Figure(self.report, reports, figure).lines("", str(number), figure.label, 0)
        ]


def make(
    report: Report,
    sections: Sequence[Section],
    agency: str,
    on: date,
    due: date | None = None,
    *,
    all_periods: bool = False,
) -> Request:
    """The request for sections of a report; of the latest period alone, unless of all side by side."""
    periods = tuple(one.period for one in report.span) if all_periods else (report.period,)
    return Request(report, agency, tuple(sections), periods, on, due)


def chosen(report: Report, codes: Sequence[str]) -> list[Section]:
    """The sections of these codes or numbers, in the order of the report.

    Raises KnownError for a code that none bears, and for a section that asks for no number here.
    """
    sections = [section for section in report.template.sections.values() if report.figures(section)]
    known = dict.fromkeys(name for section in sections for name in (section.code, section.number))
    for code in codes:
        if code not in known:
            raise KnownError(f'Không có mục số liệu "{code}"{nearest_end(code, known)} Chỉ có: {", ".join(known)}.')
    return [section for section in sections if section.code in codes or section.number in codes]


def is_new(row: str) -> bool:
    """Whether a row of a request stands for one that the agency adds."""
    return row_ids.key(row).startswith(_NEW)


class _Figure:
    """One figure of a request, asked of the reports of its periods."""

    def __init__(self, report: Report, reports: Sequence[Report], figure: Figure) -> None:
        self.report = report
        self.reports = reports
        self.figure = figure

    def lines(self, row: str, number: str, label: str, depth: int) -> Iterator[RequestLine]:
        """A total or row, then its breakdowns."""
        figure, report = self.figure, self.report
        yield from self._cells(row, number, label, depth, report.carried(figure, row).values())
        for breakdown in figure.breakdowns_of(row):
            rows = report.rows_of(figure, breakdown, row)
            if rows or breakdown.open:
                yield RequestLine("", f"{breakdown.head}:", depth + 1)
            for part in rows:
                yield from self.lines(part, "", report.label(figure, part), depth + 2)
            if breakdown.open:
                yield from self._room(row, breakdown, depth + 2)

    def _cells(
        self, row: str, number: str, label: str, depth: int, measures: Iterable[Measure]
    ) -> Iterator[RequestLine]:
        """A line for each measure; a percentage that follows from the others is not asked for."""
        own = [one for one in measures if not (one.column is Column.PERCENT and one.computed is not None)]
        if not own:
            yield RequestLine(number, label, depth)
        for index, measure in enumerate(own):
            called = (label if len(own) == 1 else f"{label}: {lowered(measure.label)}") if not index else measure.label
            yield self._cell(RequestLine(number if not index else "", called, depth + bool(index)), row, measure)

    def _cell(self, line: RequestLine, row: str, measure: Measure) -> RequestLine:
        address = Address(self.figure.code, row, measure.code)
        held = tuple(self._held(report, address) for report in self.reports)
        asked = tuple(self.figure.across is Across.EACH or report is self.report for report in self.reports)
        unit = self.figure.unit(row, measure.code)
        relation = self.figure.breakdown_of(row).relation if row else None
        return RequestLine(line.number, line.label, line.depth, unit, address, measure, held, asked, relation=relation)

    def _held(self, report: Report, address: Address) -> Cell | None:
        there = None if is_new(address.row) else self.report.counterpart(report, address)
        return report.cell(there) if there else None

    def _room(self, parent: str, breakdown: Breakdown, depth: int) -> Iterator[RequestLine]:
        """Blank lines for rows that the agency adds; the first line of each takes its name."""
        for place in range(1, ROOM + 1):
            row = row_ids.child(parent, breakdown.code, f"{_NEW}{place}")
            for index, line in enumerate(self._cells(row, "", "", depth, self.figure.measures_at(row).values())):
                if index:
                    yield line
                else:
                    yield replace(line, label="", named=line.address is not None)
