"""A table of rows: the lines that its definition names, under heads over heads, for all periods side by side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from forms.definitions import expressions
from forms.definitions.references import canonical
from forms.definitions.span import Across
from forms.definitions.tables import ColumnDefinition, RowDefinition, Source, TableDefinition
from forms.definitions.template import Figure
from forms.document import columns
from forms.document.appendix import beneath_head, shown_cell
from forms.document.signs import signed
from forms.narrative.blocks import Head, Table, TableCell
from forms.narrative.lacking import starred
from forms.narrative.narrative import plain
from forms.narrative.scope import Scope
from forms.report import details
from forms.report.cells import Address, Cell
from forms.report.report import Report
from forms.values import money
from forms.values.frozen import frozen
from forms.values.numbers import show
from forms.values.style import ELLIPSIS, NBSP, roman
from forms.values.text import fold, raised

_IN_BRACKETS = re.compile(r"\([^()]{1,20}\)")
_SHORT = 6  # letters of a head that is never broken: "Số hộ", "Đầu kỳ"


@frozen
class _RowLine:
    """A line: a figure or row as `report` has it, or the head of a group (no figure)."""

    definition: RowDefinition
    label: str
    report: Report
    number: str = ""
    figure: Figure | None = None
    row: str = ""

    @property
    def bold(self) -> bool:
        return self.definition.total or self.figure is None


@frozen
class _ShownColumn:
    """A column that stands: whose report it shows, and which figure in the place of a line's."""

    definition: ColumnDefinition
    report: Report
    figure: Figure | None
    estimated: bool = False  # all that it shows, as a head over it says


@dataclass(slots=True)
class _HeadTree:
    """The columns of a table with their heads, in the order of the paper; one of remarks where there are any.

    The first head from above that is over estimates alone says so, for all beneath it.
    """

    report: Report
    table: TableDefinition
    lines: Sequence[_RowLine]
    columns: list[_ShownColumn] = field(default_factory=list)
    heads: list[TableCell] = field(default_factory=list)
    over: list[Head] = field(default_factory=list)

    def add(self, beside: Iterable[_ShownColumn], level: int = 0) -> None:
        """Add columns beneath a head of `level`."""
        for column in beside:
            says = bool(column.definition.estimated) and not column.estimated and self._all_estimated(column)
            words = column.definition.estimated if says else column.definition.head
            cell = _head(plain(words, Scope(column.report)), level, over=bool(column.definition.under))
            shown = replace(column, estimated=column.estimated or says)
            first = len(self.columns)
            if column.definition.under:
                self.add(self.beneath(shown), level + 1)
                if across := len(self.columns) - first:
                    self.over.append(Head(cell, level, first, across=across))
            else:
                self.columns.append(shown)
                self.heads.append(cell)

    def top(self) -> Iterator[_ShownColumn]:
        """The columns that nothing stands over."""
        return self._standing(self.table.columns, _ShownColumn(ColumnDefinition(()), self.report, None))

    def beneath(self, column: _ShownColumn) -> Iterator[_ShownColumn]:
        """The columns beneath one that shows nothing itself."""
        return self._standing(self.table.under[column.definition.under], column)

    def _standing(self, definitions: Sequence[ColumnDefinition], above: _ShownColumn) -> Iterator[_ShownColumn]:
        """The columns of these that stand, each once for every report that it is read from."""
        for column in (one for one in definitions if self._stands(one)):
            shown = self.report.template.figures[column.figure] if column.figure else above.figure
            for report in self._reports(column.report, above.report):
                yield _ShownColumn(column, report, shown, above.estimated)

    def _all_estimated(self, column: _ShownColumn) -> bool:
        """Whether all numbers in it, or in all columns beneath it, are estimates."""
        return columns.all_estimated(column.report, self._cells(column))

    def _cells(self, column: _ShownColumn) -> Iterator[Cell]:
        """What stands in it, or in the columns beneath it."""
        if column.definition.under:
            yield from chain.from_iterable(map(self._cells, self.beneath(column)))
        elif column.definition.shows == "value":
            found = (_shown(self.report, column, line) for line in self.lines)
            yield from (cell for _, cell in found if cell is not None)

    def _stands(self, column: ColumnDefinition) -> bool:
        remarked = column.shows != "remark" or any(_remark(self.report, line) for line in self.lines)
        return remarked and columns.stands(column, self.report)

    def _reports(self, source: Source, there: Report) -> tuple[Report, ...]:
        if source is Source.OPENING:
            opening = self.report.opening_of_span
            return (opening,) if opening else ()
        return columns.sources(self.report if source is Source.EACH else there, source)


def table(report: Report, definition: TableDefinition) -> Table:
    """The table of a report and of those whose periods stand beside its own."""
    lines = list(_lines(report, definition))
    tree = _HeadTree(report, definition, lines)
    tree.add(tree.top())
    rows = [tuple(_cell(report, column, line) for column in tree.columns) for line in lines]
    found = Table(
        columns.widths([column.definition for column in tree.columns]),
        tuple(tree.heads),
        tuple(rows),
        tuple(sorted(tree.over, key=lambda head: head.row)),
        plain(definition.note, Scope(report)),
    )
    return starred(report, signed(found))


def wanted(report: Report, definition: TableDefinition) -> bool:
    """Whether it has lines beside its totals, of which something is said in some period."""
    lines = _lines(report, definition)
    figures = {line.figure.code for line in lines if line.figure and not line.definition.total}
    return any(address.figure in figures for there in report.span for address in there.cells)


def _head(text: str, level: int, *, over: bool) -> TableCell:
    """The words of a head; those of the third level are no longer bold, and a short one stays on its line.

    So does what stands in brackets, a unit mostly, `over` several columns.
    """
    text = text.replace(" ", NBSP) if len(text) <= _SHORT else text
    text = _IN_BRACKETS.sub(lambda found: found[0].replace(" ", NBSP), text) if over else text
    return TableCell(raised(text), "center", bold=level < 2, italic=level >= 2)


def _lines(report: Report, definition: TableDefinition) -> Iterator[_RowLine]:
    """Every line; groups are numbered in Roman figures, and the lines of each from 1."""
    group = number = 0
    for row in definition.rows:
        if not row.at:
            group, number = group + 1, 0
            yield _RowLine(row, row.label, report, roman(group))
            continue
        for line in _found(report, row):
            numbered = not (row.depth or row.total)
            number += numbered
            yield replace(line, number=str(number)) if numbered else line


def _found(report: Report, definition: RowDefinition) -> list[_RowLine]:
    """The lines of a figure or of its rows, each once, as the latest report has it that shows it."""
    at = expressions.split(definition.at)
    figure = report.template.figures[at.figure or at.measure]
    found: dict[str, _RowLine] = {}
    for there in reversed(report.span if figure.across is Across.EACH else (report,)):
        for row in there.matching(figure, canonical(figure, at.row)):
            if there.stands(Address(figure.code, row, "")):
                label = definition.label or there.label(figure, row)
                found.setdefault(
                    fold(there.path(figure, row)), _RowLine(definition, label, there, figure=figure, row=row)
                )
    order = {row: place for place, row in enumerate(report.all_rows(figure, dated=True))}
    return sorted(found.values(), key=lambda line: order.get(line.row, len(order)))


def _cell(report: Report, column: _ShownColumn, line: _RowLine) -> TableCell:
    """What stands in a column of a line."""
    align = column.definition.align
    own = _own(column, line)
    match column.definition.shows:
        case "number":
            return TableCell(line.number, align, bold=line.bold, leads=line.figure is None)
        case "label":
            return TableCell(line.label, align, bold=line.bold, indent=line.definition.depth)
        case "unit":
            return TableCell(report.template.figures[own.figure].unit(*own[1:]) if own else "", align)
        case "remark":
            return TableCell(_remark(report, line), align)
    address, found = _shown(report, column, line)
    if address is None:
        return TableCell("", align)
    cell = beneath_head(found, estimated=column.estimated or column.report.period.estimated)
    if cell is None:
        return TableCell(ELLIPSIS if column.report.stands(address) else "", align)
    figure = report.template.figures[address.figure]
    shown = _converted(cell, figure.unit(address.row, address.measure), column.definition.unit)
    here = address if column.report is report else None
    return TableCell(shown_cell(shown, show), align, bold=line.bold, cell=here, number=shown.number)


def _shown(report: Report, column: _ShownColumn, line: _RowLine) -> tuple[Address | None, Cell | None]:
    """Where a column shows a number of a line, and what stands there."""
    own = _own(column, line)
    address = own and line.report.counterpart(column.report, own)
    if address is None:
        return None, None
    if report.template.figures[address.figure].across is not Across.EACH and column.report is not report:
        return None, None  # one value for all of the span: it stands with the latest period
    return address, column.report.cell(address)


def _own(column: _ShownColumn, line: _RowLine) -> Address | None:
    """The cell of a line that a column shows, in the report of the line; None where there is none."""
    figure = column.figure or line.figure
    if line.figure is None or figure is None:
        return None
    for measure in column.definition.measures:
        address = Address(figure.code, line.row, measure)
        if line.report.has(address):
            return address
    return None


def _converted(cell: Cell, unit: str, into: str) -> Cell:
    """Money in the unit of the column."""
    if not into or cell.number is None or unit == into or not money.is_money(unit):
        return cell
    return Cell(money.converted(cell.number, unit, into), cell.state).worded(cell.word)


def _remark(report: Report, line: _RowLine) -> str:
    """What the definition says beside a line, and the notes to its cells where the office wants them printed."""
    remarks = [line.definition.remark] if line.definition.remark else []
    if line.figure and details.prints_cell_notes(report):
        remarks += [
            note
            for address, note in report.notes.items()
            if (address.figure, address.row) == (line.figure.code, line.row)
        ]
    return "; ".join(dict.fromkeys(remarks))
