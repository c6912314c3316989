"""How far a cell has come: since the year before and towards its plan, in numbers and as a sentence says it.

Each function gives None where one of the sides is missing or left open by a word, so that a sentence can leave its
words out.
"""

from __future__ import annotations

from fractions import Fraction

from forms.definitions.expressions import Reference
from forms.definitions.references import canonical
from forms.definitions.rules import Kind
from forms.definitions.tables import Extent
from forms.definitions.template import Measure, Plan
from forms.report.cells import Address, Cell, State
from forms.report.report import Report
from forms.values import numbers, style
from forms.values.numbers import Number
from forms.values.style import POINTS, printed, quantity

UNCHANGED = "không thay đổi"


def direction(size: Number, unit: str, *, rises: bool, whole: bool) -> str:
    """A number that is itself a change: "tăng 05 bể", "giảm 05 bể" for -5, and the other way where it counts a fall."""
    if not size.digits:
        return UNCHANGED
    up = (size.digits > 0) is rises
    return f"{'tăng' if up else 'giảm'} {quantity(Number(abs(size.digits), size.decimals), unit, whole=whole)}"


def number(cell: Cell | None) -> Number | None:
    """The number that a cell stands for: a vouched nil is zero; None for what has none."""
    if cell is None:
        return None
    return Number(0) if cell.state is State.NIL else cell.number


def exact(cell: Cell | None) -> Number | None:
    """The number of a cell that is one number: what a word leaves open ("hơn 39") moves by no number."""
    return None if cell is not None and cell.word else number(cell)


def before(report: Report, address: Address) -> Cell | None:
    """The cell in the same period of the year before; side by side only whole years are compared."""
    if report.template.span and Extent.of(report.period) is not Extent.YEAR:
        return None
    there = report.counterpart(report.last, address) if report.last else None
    return report.last.cell(there) if report.last and there else None


def than(report: Report, address: Address) -> str:
    """With what a change compares: "năm 2023", "cùng kỳ năm 2023", "giai đoạn 2016-2020"."""
    then, moved = report.period.a_year_earlier(), report.template.figures[address.figure].year
    if report.period.within_year:
        return f"cùng kỳ năm {then.year + moved}"
    return f"năm {then.year + moved}" if moved else then.label


def change_in_numbers(report: Report, address: Address) -> Fraction | None:
    """The change in percent since the year before; None for a rate, a change, or where one is open or zero."""
    now, then = exact(report.cell(address)), exact(before(report, address))
    if now is None or then is None or not then.digits:
        return None
    if report.unit_of(address) in ("%", POINTS) or report.measure(address).signed:
        return None
    return _percent(then.value, now.value)


def _percent(then: Fraction, now: Fraction) -> Fraction:
    return 100 * (now - then) / abs(then)


def change(report: Report, address: Address) -> str | None:
    """How a cell moved, in its unit: "tăng 63 người so với năm 2023"."""
    now, then = exact(report.cell(address)), exact(before(report, address))
    if now is None or then is None:
        return None
    difference = numbers.exact(now.value - then.value, max(now.decimals, then.decimals))
    unit = report.unit_of(address)
    size = Number(abs(difference.digits), difference.decimals)
    size_in_words = quantity(size, POINTS if unit == "%" else unit, whole=report.measure(address).integer)
    return _moved(difference.digits, size_in_words, than(report, address))


def change_in_percent(report: Report, address: Address) -> str | None:
    """How a cell moved, in percent of what it was: "tăng 7,5% so với năm 2023"; a rate moves in points."""
    if report.unit_of(address) in ("%", POINTS):
        return change(report, address)
    moved = change_in_numbers(report, address)
    if moved is None:
        return None
    size = _size(moved)
    if size is None and moved:
        return f"gần như {UNCHANGED} so với {than(report, address)}"
    return _moved(moved, f"{printed(size or Number(0))}%", than(report, address))


def _size(moved: Fraction) -> Number | None:
    """How large a change is, with as many decimals as show one; None where even three do not."""
    return next((size for places in (1, 2, 3) if (size := numbers.rounded(abs(moved), places)).digits), None)


def _moved(difference: Fraction | int, size: str, then: str) -> str:
    movement = UNCHANGED if not difference else f"{'tăng' if difference > 0 else 'giảm'} {size}"
    return f"{movement} so với {then}"


def signed(difference: Fraction, decimals: int) -> str:
    """A difference in a table, with so many decimals."""
    return style.signed(numbers.rounded(difference, decimals))


def in_brief(report: Report, address: Address) -> str:
    """How a cell moved since the year before, as a table says it; "" for nothing."""
    return between(before(report, address), report.cell(address), report.unit_of(address))


def between(then: Cell | None, now: Cell | None, unit: str) -> str:
    """How a number of a unit moved, as a table says it; "" for nothing."""
    old, new = exact(then), exact(now)
    if old is None or new is None:
        return ""
    return briefly(old.value, new.value, unit, max(old.decimals, new.decimals))


def briefly(then: Fraction, now: Fraction, unit: str, decimals: int) -> str:
    """How an amount of a unit moved: "+4,9%", a rate with so many decimals "-2,52 điểm"; "" where it was nothing."""
    if unit in ("%", POINTS):
        return f"{signed(now - then, decimals)} điểm"
    if not then:
        return ""
    change = _percent(then, now)
    size = _size(change)
    return f"{signed(change, size.decimals if size else 0)}%"


def _ceiling(report: Report, address: Address, plan: Measure) -> str:
    """The sign of a rule by which a cell is to stay below what is planned of it; "" where the definitions have none."""
    for rule in report.template.rules:
        for comparison in rule.holds if rule.kind is Kind.PLAN else ():
            left, right = comparison.left, comparison.right
            if isinstance(left, Reference) and isinstance(right, Reference) and comparison.operator in ("<", "<="):
                figure = report.template.figures[left.figure] if left.figure else None
                row = figure and (figure.code, canonical(figure, left.row), left.measure)
                if row == address and right.measure == plan.code:
                    return comparison.operator
    return ""


def has_ceiling(report: Report, address: Address, plan: Measure | None) -> bool:
    """Whether less of a cell is better: nobody reaches a part of such a plan."""
    return plan is not None and bool(_ceiling(report, address, plan))


def within(report: Report, address: Address, plan: Measure | None) -> bool | None:
    """Whether a cell stays below what is planned of it, where less is better; None where nobody can say."""
    sign = _ceiling(report, address, plan) if plan else ""
    now, goal = exact(report.cell(address)), exact(_beside(report, address, plan))
    if not sign or now is None or goal is None:
        return None
    return now.value < goal.value or (sign == "<=" and now.value == goal.value)


def share_of_plan(report: Report, address: Address, planned: Plan) -> Number | None:
    """How much of a plan a cell reaches, in percent: as stated, else computed, but not where less is better."""
    stated = number(_beside(report, address, planned.percent))
    if stated is not None:
        return stated if stated.digits >= 0 else None
    if has_ceiling(report, address, planned.measure):
        return None
    now = exact(report.cell(address))
    plan = exact(_beside(report, address, planned.measure))
    if now is None or plan is None or plan.digits <= 0 or now.digits < 0:
        return None
    return numbers.rounded(100 * now.value / plan.value, 1)


def plan(report: Report, address: Address) -> str | None:
    """How much of its plans a cell reaches: "đạt 116,4% kế hoạch, đạt 120% kế hoạch của Huyện ủy"."""
    parts: list[str] = []
    now = number(report.cell(address))
    for planned in report.template.figures[address.figure].plans(address.row, address.measure):
        whose = planned.measure.from_ if planned.measure else ""
        share = share_of_plan(report, address, planned)
        if share is not None and now is not None and now.digits and not share.digits:
            continue  # the number itself denies that nothing was reached
        below = within(report, address, planned.measure)
        if (share is not None or below is not None) and (whose or not parts):
            said = f"đạt {printed(share)}%" if share else "đạt" if below else "chưa đạt"
            parts.append(f"{said} kế hoạch{f' của {whose}' if whose else ''}")
    return ", ".join(parts) or None


def _beside(report: Report, address: Address, measure: Measure | None) -> Cell | None:
    """The cell of another measure in the row of `address`."""
    return report.cell(address._replace(measure=measure.code)) if measure else None
