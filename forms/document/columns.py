"""The columns of an appendix for the reports at hand: which stand, the words over them, and their widths on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from forms.definitions.tables import ColumnDefinition, Extent, Source, TableDefinition
from forms.narrative.blocks import TableCell
from forms.narrative.narrative import Scope, plain
from forms.report.report import Report


@dataclass(frozen=True, slots=True)
class Series:
    """A column that stands: its definition, its head, and the report from which it is read."""

    definition: ColumnDefinition
    head: str
    report: Report

    @property
    def shows(self) -> str:
        """What it shows of a line."""
        return self.definition.shows


def series(report: Report, table: TableDefinition) -> tuple[Series, ...]:
    """The columns that the data have."""
    found: list[Series] = []
    for column in table.columns:
        there = source(report, column.report)
        if there is None or report.period.months < column.months:
            continue
        if column.periods and Extent.of(report.period) not in column.periods:
            continue
        to_date = column.to_date and any(before.definition.report is Source.EARLIER for before in found)
        head = column.to_date if to_date else column.head
        found.append(Series(column, plain(head, Scope(there)), there))
    return tuple(found)


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


def source(report: Report, wanted: Source) -> Report | None:
    """The report from which a column is read; None where it has no number."""
    found: Report | None = None
    match wanted:
        case Source.THIS:
            return report
        case Source.EARLIER:
            found = report.earlier
        case Source.ESTIMATE:
            found = report.neighbours.at(report.unit, report.period.estimate())
        case Source.LAST:
            found = report.last
    return found if found is not None and found.cells else None
