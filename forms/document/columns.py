"""The columns of an appendix for the reports at hand: which stand, the words over them, and their widths on paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from forms.definitions.tables import ColumnDefinition, Extent, Source, TableDefinition
from forms.narrative.blocks import TableCell
from forms.narrative.narrative import plain
from forms.narrative.scope import Scope
from forms.report.cells import Cell, State
from forms.report.report import Report
from forms.values.frozen import frozen


@frozen
class Series:
    """A column that stands: its definition, its head, and the report from which it is read.

    Where all that it shows is `estimated`, its head says so.
    """

    definition: ColumnDefinition
    head: str
    report: Report
    estimated: bool = False

    @property
    def shows(self) -> str:
        """What it shows of a line."""
        return self.definition.shows

    def showing(self, cells: Iterable[Cell]) -> Series:
        """The column with these cells in it."""
        if not (self.definition.estimated and all_estimated(self.report, cells)):
            return self
        return replace(self, head=plain(self.definition.estimated, Scope(self.report)), estimated=True)


def series(report: Report, table: TableDefinition) -> tuple[Series, ...]:
    """The columns that the data have."""
    standing = [column for column in table.columns if stands(column, report)]
    found: list[Series] = []
    for source, columns in groupby(standing, key=lambda column: column.report):
        beside = list(columns)
        for there in sources(report, source):  # what belongs to one period stands together
            for column in beside:
                earlier = any(before.definition.report is Source.EARLIER for before in found)
                head = column.to_date if column.to_date and earlier else column.head
                shown = Series(column, plain(head, Scope(there)), there, there.period.estimated)
                found.append(shown.showing(()))
    return tuple(found)


def all_estimated(report: Report, cells: Iterable[Cell]) -> bool:
    """Whether a report is an estimate, or all numbers of some cells of it are."""
    states = {cell.state for cell in cells if cell.number is not None}
    return report.period.estimated or states == {State.ESTIMATE}


def stands(column: ColumnDefinition, report: Report) -> bool:
    """Whether a column is for reports on such a period."""
    wanted = not column.periods or Extent.of(report.period) in column.periods
    return wanted and report.period.months >= column.months


def on_paper(columns: Sequence[Series]) -> tuple[Series, ...]:
    """Those that stand on paper."""
    return tuple(column for column in columns if column.definition.width)


def widths(columns: Sequence[ColumnDefinition]) -> tuple[float, ...]:
    """The share of each in the width of the paper."""
    left = 100 - sum(column.width for column in columns if not column.fills)
    return tuple((max(column.width, left) if column.fills else column.width) / 100 for column in columns)


def heads(columns: Sequence[Series]) -> tuple[TableCell, ...]:
    """The words over them."""
    return tuple(TableCell(column.head, "center", bold=True) for column in columns)


def sources(report: Report, wanted: Source) -> tuple[Report, ...]:
    """The reports from which a column is read, once for each; none where they have no number."""
    found: Report | None = None
    match wanted:
        case Source.THIS:
            return (report,)
        case Source.EACH:
            return report.span
        case Source.EARLIER:
            found = report.earlier
        case Source.ESTIMATE:
            found = report.neighbours.at(report.unit, report.period.estimate())
        case Source.FORESEEN:
            found = None if report.period.estimated else report.neighbours.at(report.unit, report.period.foreseen)
        case Source.LAST:
            found = report.last
    return (found,) if found is not None and found.cells else ()
