"""What the parts of a breakdown add up to while one types, and the verdict of the checks on it in a few words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from forms.checks import check
from forms.checks.structure import Addition
from forms.definitions.rules import Severity
from forms.report.cells import Address, Cell, State
from forms.report.report import Report
from forms.values.frozen import frozen
from forms.values.numbers import exact, show
from ui.entry.rows import FormRow

_FITS = "Khớp với tổng"


@frozen
class Balance:
    """How sums stand to totals: what is wrong, or still awaited (info); None where nothing is."""

    severity: Severity | None
    text: str


def total(report: Report, row: FormRow, measure: str, cell: Callable[[Address], Cell | None]) -> str:
    """The sum of one column of a breakdown; "" while nothing is known or where it adds up into nothing."""
    if row.breakdown is None:
        return ""
    into = row.breakdown.columns_into(row.figure.measures_at(row.parent))
    if not any(measure == found.code for group in into.values() for found in group):
        return ""
    parts = report.rows_of(row.figure, row.breakdown, row.parent)
    held = [found for part in parts if (found := cell(Address(row.figure.code, part, measure)))]
    numbers = [found.number for found in held if found.number]
    if not numbers and all(found.state is not State.NIL for found in held):
        return ""
    added = sum((number.value for number in numbers), Fraction(0))
    return show(exact(added, max((number.decimals for number in numbers), default=0)))


def balance(additions: Sequence[Addition], draft: Mapping[Address, Cell | None], measure: str = "") -> Balance:
    """What the checks of one breakdown find with a draft laid over the report, the gravest first.

    With a measure only the sums are heard that it goes into.
    """
    heard = [one for one in additions if not measure or any(part.measure == measure for part in one.parts)]
    found = [_judged(one, draft, several=len(additions) > 1) for one in heard]
    for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO):
        if texts := [one.text for one in found if one.severity is severity]:
            return Balance(severity, "; ".join(filter(None, texts)))
    return Balance(None, _FITS if any(one.text for one in found) else "")


def _judged(addition: Addition, draft: Mapping[Address, Cell | None], *, several: bool) -> Balance:
    with addition.amounts.supposing(draft):
        found = addition.judge()
        if found is None:
            return Balance(None, _FITS if addition.gap() is not None else "")
        found = addition.weighed(found)
        return Balance(found.severity, _gap(addition, found, several=several))


def _gap(addition: Addition, found: check.Verdict, *, several: bool) -> str:
    """How far the sides of an addition are apart; "" while its total is blank."""
    if found.left is None or found.right is None:
        return ""
    whole, difference, decimals = found.left.value, found.right.value - found.left.value, addition.decimals
    size = show(exact(abs(difference), decimals))
    if several or decimals or abs(whole) > 10**6:
        size += f" {addition.figure.unit(addition.total.row, addition.total.measure)}"
    if found.severity is Severity.INFO and not found.blank:
        return f"lệch {size}, tổng hợp còn thiếu đơn vị"
    if found.severity is Severity.INFO:
        rest = f"còn lại {size}" if difference <= 0 else f"đã quá tổng {size}"
        return f"còn {found.blank} ô, {rest}"
    if found.severity is Severity.WARNING:
        return f"lệch {size} do làm tròn"
    return f"{'thừa' if difference > 0 else 'thiếu'} {size} so với tổng {show(exact(whole, decimals))}"
