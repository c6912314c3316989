"""How far a cell has come: since the year before and towards its plan, in numbers and as a sentence says it.

Each function gives None where one of the sides is missing, so that a sentence can leave its words out.
"""

from __future__ import annotations

from fractions import Fraction

from forms.definitions.template import Column
from forms.report.cells import Address, Cell, State
from forms.report.report import Report
from forms.values import numbers
from forms.values.numbers import Number
from forms.values.style import POINTS, printed, quantity

UNCHANGED = "không thay đổi"


def number(cell: Cell | None) -> Number | None:
    """The number that a cell stands for: a vouched nil is zero; None for what has none."""
    if cell is None:
        return None
    return Number(0) if cell.state is State.NIL else cell.number


def before(report: Report, address: Address) -> Number | None:
    """What the cell was in the same period of the year before."""
    there = report.counterpart(report.last, address) if report.last else None
    return number(report.last.cells.get(there)) if report.last and there else None


def than(report: Report, address: Address) -> str:
    """With what a change compares: "năm 2023", "cùng kỳ năm 2023"."""
    year = report.period.year - 1 + report.template.figures[address.figure].year
    return f"năm {year}" if report.period.months == 12 else f"cùng kỳ năm {year}"


def change_in_numbers(report: Report, address: Address) -> Fraction | None:
    """The change in percent since the year before; None where one of the two is missing or zero."""
    now, then = number(report.cells.get(address)), before(report, address)
    if now is None or then is None or not then.digits:
        return None
    return 100 * (now.value - then.value) / abs(then.value)


def change(report: Report, address: Address) -> str | None:
    """How a cell moved, in its unit: "tăng 63 người so với năm 2023"."""
    now, then = number(report.cells.get(address)), before(report, address)
    if now is None or then is None:
        return None
    difference = numbers.exact(now.value - then.value, max(now.decimals, then.decimals))
    unit = report.template.figures[address.figure].unit(address.row, address.measure)
    size = Number(abs(difference.digits), difference.decimals)
    said = quantity(size, POINTS if unit == "%" else unit, whole=report.measure(address).integer)
    return _moved(difference.digits, said, than(report, address))


def change_in_percent(report: Report, address: Address) -> str | None:
    """How a cell moved, in percent of what it was: "tăng 7,5% so với năm 2023"; a rate moves in points."""
    if report.template.figures[address.figure].unit(address.row, address.measure) == "%":
        return change(report, address)
    moved = change_in_numbers(report, address)
    if moved is None:
        return None
    size = next((size for places in (1, 2, 3) if (size := numbers.rounded(abs(moved), places)).digits), None)
    if size is None and moved:
        return f"gần như {UNCHANGED} so với {than(report, address)}"
    return _moved(moved, f"{printed(size or Number(0))}%", than(report, address))


def _moved(difference: Fraction | int, size: str, then: str) -> str:
    said = UNCHANGED if not difference else f"{'tăng' if difference > 0 else 'giảm'} {size}"
    return f"{said} so với {then}"


def share_of_plan(report: Report, address: Address) -> Number | None:
    """How much of its plan a cell reaches, in percent: as stated, else computed from the plan."""
    stated = _cell(report, address, Column.PERCENT)
    if stated is not None and stated.number is not None:
        return stated.number
    now = number(report.cells.get(address))
    plan = number(_cell(report, address, Column.PLAN))
    if now is None or plan is None or plan.digits <= 0:
        return None
    return numbers.rounded(100 * now.value / plan.value, 1)


def plan(report: Report, address: Address) -> str | None:
    """How much of its plan a cell reaches: "đạt 116,4% kế hoạch"."""
    share = share_of_plan(report, address)
    if share is None:
        return None
    cell = report.cells.get(address)
    estimated = cell is not None and cell.state is State.ESTIMATE
    return f"{'ước ' if estimated else ''}đạt {printed(share)}% kế hoạch"


def _cell(report: Report, address: Address, column: Column) -> Cell | None:
    """The cell of the first measure in a column, in the row of `address`."""
    measures = report.template.figures[address.figure].measures_at(address.row)
    code = next((measure.code for measure in measures.values() if measure.column is column), None)
    return report.cells.get(address._replace(measure=code)) if code else None
