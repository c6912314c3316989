"""The appendix of a section as lines: one for each quantity of a figure or row, with its plan and percentage.

Writers turn lines into tables (PDF, DOCX) or into a sheet with formulas (XLSX).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from forms.blocks import Table, TableCell
from forms.definitions import Breakdown, Column, Figure, Measure, Relation, Section
from forms.narrative import printed
from forms.numbers import rounded, show
from forms.report import STATE_LABELS, Address, Report, State

HEADS = {Relation.PARTITION: "Chia ra", Relation.SUBSET: "Trong đó", Relation.OVERLAP: "Trong đó (có thể trùng)"}


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
            (label if len(own) == 1 else f"{label}: {_lower(measure.label)}") if first else measure.label,
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
            yield Line("", f"{HEADS[breakdown.relation]} theo {_lower(breakdown.label)}:", depth + 1)
        for part in rows:
            yield from _block(report, figure, part, "", report.label(figure, part), depth + 2)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


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
    cells = [report.cells.get(address) for address in parts]
    if any(cell is None for cell in cells) and breakdown.blank != "zero":
        return False
    return sum((cell.number.value for cell in cells if cell and cell.number), Fraction(0)) == total


def change(report: Report, address: Address) -> Fraction | None:
    """The change in percent since the year before; None where one of the two is missing or zero."""
    now = report.cells.get(address)
    before = report.last.cells.get(address) if report.last else None
    if now is None or now.number is None or before is None or before.number is None or not before.number.digits:
        return None
    return 100 * (now.number.value / before.number.value - 1)


def text(report: Report, address: Address | None) -> str:
    """What a cell prints in a table: its number, the words of its state, or "" when blank."""
    cell = report.cells.get(address) if address else None
    if cell is None:
        return ""
    if cell.number is None:
        return STATE_LABELS[cell.state]
    return printed(cell.number) + (" (ước)" if cell.state is State.ESTIMATE else "")


def table(report: Report, section: Section) -> Table:
    """The appendix of a section as a table for paper."""
    compared = report.last is not None
    heads = ["STT", "Nội dung", "ĐVT", "Kế hoạch", f"Thực hiện {report.period.label}", "% kế hoạch"]
    widths = [0.06, 0.46, 0.11, 0.12, 0.15, 0.10]
    if compared:
        heads += ["Cùng kỳ", "Tăng/giảm (%)"]
        widths = [0.05, 0.37, 0.10, 0.10, 0.13, 0.08, 0.10, 0.07]
    body = []
    for line in lines(report, section):
        cells = [
            TableCell(line.number, "center"),
            TableCell(line.label, bold=line.depth == 0, italic=line.value is None, indent=line.depth),
            TableCell(line.unit, "center"),
            TableCell(text(report, line.plan), "right", cell=line.plan),
            TableCell(text(report, line.value), "right", bold=line.depth == 0, cell=line.value),
            TableCell(text(report, line.percent), "right", cell=line.percent),
        ]
        if compared and report.last is not None:
            moved = change(report, line.value) if line.value else None
            cells.append(TableCell(text(report.last, line.value), "right"))
            cells.append(TableCell("" if moved is None else show(rounded(moved, 1)), "right"))
        body.append(tuple(cells))
    return Table(tuple(widths), tuple(TableCell(head, "center", bold=True) for head in heads), tuple(body))
