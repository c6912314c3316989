"""The appendix of a section as lines: one for each quantity of a figure or row, with its plan and percentage.

Writers turn lines into tables (PDF, DOCX) or into a sheet with formulas (XLSX).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from forms.definitions.tables import Shows, TableDefinition
from forms.definitions.template import Breakdown, Column, Figure, Measure, Plan, Relation, Section
from forms.document import columns
from forms.document.columns import Series
from forms.narrative import movement
from forms.narrative.blocks import Table, TableCell
from forms.report import details
from forms.report.cells import STATE_LABELS, Address, Cell, State, reads_as_zero
from forms.report.report import Report
from forms.values.numbers import Number, rounded, show
from forms.values.style import day_in_figures, printed
from forms.values.text import lowered


@dataclass(frozen=True, slots=True)
class AppendixLine:
    """One line of an appendix: a quantity, one more plan of the quantity above it, or the head of a breakdown.

    `of` is the cell that `plan` is the plan of, and `reached` what is planned of it. `parts` are the cells that add up
    to `value`, where it has a partition whose parts are all stated.
    """

    number: str
    label: str
    depth: int
    unit: str = ""
    value: Address | None = None
    plan: Address | None = None
    percent: Address | None = None
    parts: tuple[Address, ...] = ()
    of: Address | None = None
    reached: Plan | None = None

    @property
    def heads(self) -> bool:
        """Whether it is the head of a breakdown."""
        return self.value is None and self.of is None


def lines(report: Report, section: Section) -> list[AppendixLine]:
    """Every line of a section, figures numbered from 1."""
    found: list[AppendixLine] = []
    for number, figure in enumerate(report.figures(section), start=1):
        label = figure.label
        if figure.year:
            label += f" (số liệu năm {report.period.year + figure.year})"
        if day := report.details.get(f"{details.AS_OF}:{figure.code}"):
            label += f" (đến {day_in_figures(date.fromisoformat(day))})"
        found += _block(report, figure, "", str(number), label, 0)
    return found


def _block(report: Report, figure: Figure, row: str, number: str, label: str, depth: int) -> Iterator[AppendixLine]:
    """A total or row with its measures, then its breakdowns."""
    measures = figure.measures_at(row).values()
    plans = {measure.code: figure.plans(row, measure.code) for measure in measures}
    beside = {part for planned in plans.values() for plan in planned for part in plan}
    own = [measure for measure in measures if measure.column is Column.VALUE or measure not in beside]
    for index, measure in enumerate(own):
        first = index == 0
        called = (label if len(own) == 1 else f"{label}: {lowered(measure.label)}") if first else measure.label
        line = AppendixLine(number if first else "", called, depth if first else depth + 1)
        yield from _quantity(report, line, Address(figure.code, row, measure.code), plans[measure.code])
    for breakdown in figure.breakdowns_of(row):
        rows = report.rows_of(figure, breakdown, row)
        if rows:
            yield AppendixLine("", f"{breakdown.relation.head} theo {lowered(breakdown.label)}:", depth + 1)
        for part in rows:
            yield from _block(report, figure, part, "", report.label(figure, part), depth + 2)


def _quantity(report: Report, line: AppendixLine, address: Address, plans: tuple[Plan, ...]) -> Iterator[AppendixLine]:
    """The line of a cell with its first plan, then a line for each other plan of it."""
    figure = report.template.figures[address.figure]

    def at(measure: Measure | None) -> Address | None:
        return address._replace(measure=measure.code) if measure else None

    first = plans[0] if plans else Plan(None, None)
    yield AppendixLine(
        line.number,
        line.label,
        line.depth,
        figure.unit(address.row, address.measure),
        address,
        at(first.measure),
        at(first.percent),
        _parts(report, figure, address),
        address,
        first,
    )
    for plan in plans[1:]:
        if plan.measure:
            unit = figure.unit(address.row, plan.measure.code)
            places = (None, at(plan.measure), at(plan.percent))
            yield AppendixLine("", plan.measure.label, line.depth + 1, unit, *places, of=address, reached=plan)


def _parts(report: Report, figure: Figure, total: Address) -> tuple[Address, ...]:
    """The cells that add up to a total exactly as stated; none where they do not."""
    stated = report.cell(total)
    if stated is None or stated.number is None:
        return ()
    for breakdown in figure.breakdowns_of(total.row):
        if breakdown.relation is Relation.PARTITION:
            parts = tuple(
                Address(figure.code, row, measure.code)
                for row in report.rows_of(figure, breakdown, total.row)
                for measure in breakdown.columns_into(figure.measures_at(total.row)).get(total.measure, ())
            )
            if parts and _adds_up(report, breakdown, parts, stated.number.value):
                return parts
    return ()


def _adds_up(report: Report, breakdown: Breakdown, parts: tuple[Address, ...], total: Fraction) -> bool:
    held = report.cell
    if any(held(part) is None and not reads_as_zero(breakdown, part, held) for part in parts):
        return False
    cells = map(held, parts)
    return sum((cell.number.value for cell in cells if cell and cell.number), Fraction(0)) == total


def change(report: Report, address: Address) -> Fraction | None:
    """The change in percent since the year before; None where one of the two is missing, open or zero."""
    return movement.change_in_numbers(report, address)


def text(report: Report, address: Address | None) -> str:
    """What a cell prints in a table: its number, the words of its state, or "" when blank."""
    return shown_cell(report.cell(address) if address else None)


def shown_cell(cell: Cell | None, write: Callable[[Number], str] = printed) -> str:
    """What a cell prints in a table, wherever it comes from; `write` is how its number is written."""
    if cell is None:
        return ""
    if cell.number is None:
        return STATE_LABELS[cell.state]
    word = f"{cell.word} " if cell.word else ""
    return word + write(cell.number) + (" (ước)" if cell.state is State.ESTIMATE else "")


def shown(report: Report, column: Series, line: AppendixLine) -> str:
    """What a column of numbers prints on a line of the report; "" for nothing."""
    match column.shows:
        case Shows.PLAN:
            return text(report, line.plan)
        case Shows.PERCENT:
            return _percent(report, line)
        case Shows.VALUE if line.value is not None:
            there = line.value if column.report is report else report.counterpart(column.report, line.value)
            return text(column.report, there)
        case Shows.CHANGE if line.value is not None:
            moved = change(report, line.value)
            return "" if moved is None else show(rounded(moved, 1))
    return ""


def _percent(report: Report, line: AppendixLine) -> str:
    """The percentage as stated, else computed where the line has a plan."""
    if stated := text(report, line.percent):
        return stated
    share = movement.share_of_plan(report, line.of, line.reached) if line.of and line.reached else None
    return "" if share is None else printed(share)


def table(report: Report, section: Section, definition: TableDefinition) -> Table:
    """The appendix of a section as a table for paper."""
    standing = columns.on_paper(columns.series(report, definition))
    rows = [tuple(_cell(report, column, line) for column in standing) for line in lines(report, section)]
    return Table(columns.widths([column.definition for column in standing]), columns.heads(standing), tuple(rows))


def _cell(report: Report, column: Series, line: AppendixLine) -> TableCell:
    """What stands in a column of a line."""
    align, total = column.definition.align, line.depth == 0
    match column.shows:
        case Shows.NUMBER:
            return TableCell(line.number, align, leads=line.heads)
        case Shows.LABEL:
            return TableCell(line.label, align, bold=total, italic=line.heads, indent=line.depth)
        case Shows.UNIT:
            return TableCell(line.unit, align)
    own = column.report is report
    cell = {Shows.PLAN: line.plan, Shows.VALUE: line.value, Shows.PERCENT: line.percent}.get(Shows(column.shows))
    bold = total and own and column.shows == Shows.VALUE
    return TableCell(shown(report, column, line), align, bold=bold, cell=cell if own else None)
