"""The appendix of a section as lines: one for each quantity of a figure or row, with its plan and percentage.

Writers turn lines into tables (PDF, DOCX) or into a sheet with formulas (XLSX).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from forms.definitions.template import Breakdown, Column, Figure, Measure, Relation, Section
from forms.narrative import movement
from forms.narrative.blocks import Table, TableCell
from forms.report.cells import STATE_LABELS, Address, Cell, State, reads_as_zero
from forms.report.report import Report
from forms.values.numbers import rounded, show
from forms.values.period import Period
from forms.values.style import day_in_figures, printed
from forms.values.text import lowered


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an appendix; `value` is None for the head of a breakdown.

    `parts` are the cells that add up to `value`, where it has a partition whose parts are all stated.
    """

    number: str
    label: str
    depth: int
    unit: str = ""
    value: Address | None = None
    plan: Address | None = None
    percent: Address | None = None
    parts: tuple[Address, ...] = ()


def lines(report: Report, section: Section) -> list[Line]:
    """Every line of a section, figures numbered from 1."""
    found: list[Line] = []
    for number, figure in enumerate(section.figures.values(), start=1):
        label = figure.label
        if figure.year:
            label += f" (số liệu năm {report.period.year + figure.year})"
        found += _block(report, figure, "", str(number), label, 0)
    return found


def _block(report: Report, figure: Figure, row: str, number: str, label: str, depth: int) -> Iterator[Line]:
    """A total or row with its measures, then its breakdowns."""
    measures = list(figure.measures_at(row).values())
    plan = next((measure for measure in measures if measure.column is Column.PLAN), None)
    percent = next((measure for measure in measures if measure.column is Column.PERCENT), None)
    own = [measure for measure in measures if measure not in (plan, percent)]
    for index, measure in enumerate(own):
        first = index == 0

        def at(other: Measure | None, *, first: bool = first) -> Address | None:
            return Address(figure.code, row, other.code) if other and first else None

        address = Address(figure.code, row, measure.code)
        yield Line(
            number if first else "",
            (label if len(own) == 1 else f"{label}: {lowered(measure.label)}") if first else measure.label,
            depth if first else depth + 1,
            figure.unit(row, measure.code),
            address,
            at(plan),
            at(percent),
            _parts(report, figure, address),
        )
    for breakdown in figure.breakdowns_of(row):
        rows = report.rows_of(figure, breakdown, row)
        if rows:
            yield Line("", f"{breakdown.relation.head} theo {lowered(breakdown.label)}:", depth + 1)
        for part in rows:
            yield from _block(report, figure, part, "", report.label(figure, part), depth + 2)


def _parts(report: Report, figure: Figure, total: Address) -> tuple[Address, ...]:
    """The cells that add up to a total exactly as stated; none where they do not."""
    stated = report.cells.get(total)
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
    held = report.cells.get
    if any(held(part) is None and not reads_as_zero(breakdown, part, held) for part in parts):
        return False
    cells = map(held, parts)
    return sum((cell.number.value for cell in cells if cell and cell.number), Fraction(0)) == total


def change(report: Report, address: Address) -> Fraction | None:
    """The change in percent since the year before; None where one of the two is missing or zero."""
    return movement.change_in_numbers(report, address)


def text(report: Report, address: Address | None) -> str:
    """What a cell prints in a table: its number, the words of its state, or "" when blank."""
    return shown_cell(report.cells.get(address) if address else None)


def shown_cell(cell: Cell | None) -> str:
    """What a cell prints in a table, wherever it comes from."""
    if cell is None:
        return ""
    if cell.number is None:
        return STATE_LABELS[cell.state]
    return printed(cell.number) + (" (ước)" if cell.state is State.ESTIMATE else "")


class Kind(StrEnum):
    """What a column of numbers shows of a line."""

    PLAN = "plan"
    VALUE = "value"
    PERCENT = "percent"  # of the plan
    CHANGE = "change"  # since the year before, in percent


@dataclass(frozen=True, slots=True)
class Series:
    """A column of numbers: its head, what it shows, and the report from which it is read."""

    head: str
    kind: Kind
    report: Report


def series(report: Report) -> tuple[Series, ...]:
    """The columns that the data have: plan, done so far, to date, estimate of the year, % of plan, year before.

    Six and nine months count from January, so that the longer one is the total to date of the shorter.
    """
    period = report.period
    shorter = report.earlier if period.estimated or 6 < period.months < 12 else None
    estimate = report.beside.get(Period(period.year, "UTH"))
    found = [Series(f"Kế hoạch năm {period.year}", Kind.PLAN, report)]
    if shorter is not None and shorter.cells:
        found.append(Series(f"Thực hiện {shorter.period.label}", Kind.VALUE, shorter))
    if estimate is not None and estimate.cells and period == Period(period.year):
        found.append(Series(_first_capital(estimate.period.label), Kind.VALUE, estimate))
    found.append(Series(_value_head(report, shorter), Kind.VALUE, report))
    if estimate is not None and estimate.cells and 6 <= period.months < 12:
        found.append(Series(_first_capital(estimate.period.label), Kind.VALUE, estimate))
    found.append(Series("% kế hoạch", Kind.PERCENT, report))
    if report.last is not None:
        year = report.last.period.year
        head = f"Năm {year}" if report.last.period.months == 12 else f"Cùng kỳ năm {year}"
        found += [Series(head, Kind.VALUE, report.last), Series("Tăng/giảm (%)", Kind.CHANGE, report)]
    return tuple(found)


def _value_head(report: Report, shorter: Report | None) -> str:
    label = report.period.label
    if report.period.estimated:
        head = _first_capital(label)
    else:
        head = f"Lũy kế {label}" if shorter is not None and shorter.cells else f"Thực hiện {label}"
    day = report.details.get("as_of")
    return f"{head} (đến {day_in_figures(date.fromisoformat(day))})" if day else head


def _first_capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def shown(report: Report, column: Series, line: Line) -> str:
    """What a column prints on a line of the report; "" for nothing."""
    if line.value is None:
        return ""
    match column.kind:
        case Kind.PLAN:
            return text(report, line.plan)
        case Kind.VALUE:
            there = line.value if column.report is report else report.counterpart(column.report, line.value)
            return text(column.report, there)
        case Kind.PERCENT:
            return _percent(report, line)
        case Kind.CHANGE:
            moved = change(report, line.value)
            return "" if moved is None else show(rounded(moved, 1))


def _cell(report: Report, column: Series, line: Line) -> Address | None:
    """The cell of the report that a column shows on a line."""
    if column.report is not report:
        return None
    return {Kind.PLAN: line.plan, Kind.VALUE: line.value, Kind.PERCENT: line.percent}.get(column.kind)


def _percent(report: Report, line: Line) -> str:
    """The percentage as stated, else computed where the line has a plan."""
    if stated := text(report, line.percent):
        return stated
    share = movement.share_of_plan(report, line.value) if line.value and line.plan else None
    return "" if share is None else printed(share)


_WIDTHS = {Kind.PLAN: 0.1, Kind.VALUE: 0.13, Kind.PERCENT: 0.08, Kind.CHANGE: 0.08}


def table(report: Report, section: Section) -> Table:
    """The appendix of a section as a table for paper."""
    columns = series(report)
    widths = [_WIDTHS[column.kind] for column in columns]
    heads = ["STT", "Nội dung", "ĐVT", *(column.head for column in columns)]
    body = [
        (
            TableCell(line.number, "center", leads=line.value is None),
            TableCell(line.label, bold=line.depth == 0, italic=line.value is None, indent=line.depth),
            TableCell(line.unit, "center"),
            *(
                TableCell(
                    shown(report, column, line),
                    "right",
                    bold=line.depth == 0 and column.report is report and column.kind is Kind.VALUE,
                    cell=_cell(report, column, line),
                )
                for column in columns
            ),
        )
        for line in lines(report, section)
    ]
    return Table(
        (0.05, max(0.86 - sum(widths), 0.2), 0.09, *widths),
        tuple(TableCell(head, "center", bold=True) for head in heads),
        tuple(body),
    )
