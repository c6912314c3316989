"""What a report answers to the cells of a superior's workbook: a number in what the cell counts, or why there is none.

What is blank, awaited or outside the office's tasks is no nought: such a cell gets nothing, and is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

from forms.books import scales
from forms.books.pointing import WHEN_LABELS, Pointing, When, periods
from forms.definitions.template import Column
from forms.errors import KnownError
from forms.narrative import movement
from forms.narrative.lacking import lacking
from forms.report.cells import STATE_LABELS, Address, Cell, State
from forms.report.report import Report
from forms.values.frozen import frozen
from forms.values.period import Period
from forms.values.style import printed
from forms.values.text import lowered

Reports = Callable[[str, Period], Report | None]
"""The report of an office, by its id ("" for the own one), on a period; None where there is none."""


@frozen
class CellAnswer:
    """What is put into a cell, None for nothing; `reason` says why there is nothing, `remarks` what to know of it.

    `whole` is False where lower offices lack in it.
    """

    pointing: Pointing
    label: str
    number: Fraction | None = None
    reason: str = ""
    remarks: tuple[str, ...] = ()
    whole: bool = True


def answers(report: Report, wanted: Iterable[Pointing], reports: Reports) -> list[CellAnswer]:
    """What every cell gets, in the order of the cells."""
    return [_answer(report, one, reports) for one in sorted(wanted, key=lambda one: one.place)]


def unit_of(report: Report, pointing: Pointing) -> str:
    """In what the figure of a cell counts; "" where the report has no such cell."""
    try:
        address = pointing.address(report)
    except KnownError:
        return ""
    return report.unit_of(address) if address else ""


def label(report: Report, pointing: Pointing) -> str:
    """What a cell wants, in words: figure, row, measure, and on which period where it is not the report's own."""
    figure = report.template.figures.get(pointing.figure)
    if figure is None:
        return pointing.figure
    names = [figure.label]
    try:
        address = pointing.address(report)
    except KnownError:
        address = None
    if pointing.row:
        names.append(report.label(figure, address.row) if address else pointing.row)
    measures = figure.measures_at(address.row) if address else figure.measures
    if len(measures) > 1:
        measure = measures.get(pointing.measure)
        names.append(lowered(measure.label) if measure else pointing.measure)
    if pointing.when is not When.NOW:
        names.append(WHEN_LABELS[pointing.when])
    return " - ".join(names)


def _answer(report: Report, pointing: Pointing, reports: Reports) -> CellAnswer:
    blank = CellAnswer(pointing, label(report, pointing))

    def without(reason: str) -> CellAnswer:
        return CellAnswer(pointing, blank.label, reason=reason)

    meant = list(periods(pointing.when, report.period))
    there = next((found for period in meant if (found := reports(pointing.office, period))), None)
    if there is None:
        return without(f"chưa có báo cáo {meant[0].label}" if meant else "kỳ này không có kỳ trước để lấy")
    try:
        address = pointing.address(there)
    except KnownError as error:
        return without(str(error))
    if address is None:
        return without("báo cáo không có dòng này")
    return _of_cell(there, address, blank)


def _of_cell(report: Report, address: Address, blank: CellAnswer) -> CellAnswer:
    cell = report.cell(address) or _share(report, address)
    number = movement.number(cell)
    unit = report.unit_of(address)
    if cell is None or number is None:
        reason = STATE_LABELS[cell.state] if cell else "chưa có số"
        return CellAnswer(blank.pointing, blank.label, reason=reason)
    times = scales.ratio(unit, blank.pointing.scale)
    if times is None:
        reason = f"không đổi được từ {unit} sang {blank.pointing.scale}; đề nghị chọn lại đơn vị tính của ô"
        return CellAnswer(blank.pointing, blank.label, reason=reason)
    remarks = tuple(_remarks(cell, lacking(report, address)))
    return CellAnswer(blank.pointing, blank.label, number.value * times, remarks=remarks, whole=not cell.lacking)


def _share(report: Report, address: Address) -> Cell | None:
    """A share of a plan that nobody typed and that prints all the same, computed from both."""
    figure = report.template.figures[address.figure]
    for code, measure in figure.measures_at(address.row).items():
        for plan in figure.plans(address.row, code) if measure.column is Column.VALUE else ():
            if plan.percent and plan.percent.code == address.measure:
                share = movement.share_of_plan(report, address._replace(measure=code), plan)
                return Cell(share) if share else None
    return None


def _remarks(cell: Cell, missing: str) -> Iterable[str]:
    if missing:
        yield missing
    if cell.state is State.ESTIMATE:
        yield "là số ước"
    if cell.word and cell.number is not None:
        yield f"báo cáo ghi “{cell.word} {printed(cell.number)}”, ô chỉ nhận số"
