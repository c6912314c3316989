"""What the parts of a breakdown add up to while one types, and how that stands to the total, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from forms.report.cells import Address, Cell, State
from forms.report.report import Report
from forms.values.numbers import exact, show
from ui.entry.rows import FormRow

Lookup = Callable[[Address], Cell | None]


@dataclass(frozen=True, slots=True)
class Verdict:
    """How sums stand to totals; `tone` is ok, error, warning or text2 (still waiting)."""

    tone: str
    text: str


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts that add up into one number: their sum, their decimals, how far rounding reaches, how many blank."""

    added: Fraction
    decimals: int
    slack: Fraction
    known: int
    blank: int


def _parts(report: Report, row: FormRow, measures: Iterable[str], cell: Lookup) -> _Parts:
    added, slack, decimals, known, blank = Fraction(0), Fraction(0), 0, 0, 0
    breakdown = row.breakdown
    if breakdown is None:
        return _Parts(added, decimals, slack, known, blank)
    for part in report.rows_of(row.figure, breakdown, row.parent):
        stated = any(cell(Address(row.figure.code, part, measure)) for measure in breakdown.measures)
        for measure in measures:
            found = cell(Address(row.figure.code, part, measure))
            if found is None or found.state is State.AWAITED:
                blank += not (found is None and stated and breakdown.blank == "zero")
            elif found.number is not None:
                known += 1
                added += found.number.value
                slack += found.number.half_unit
                decimals = max(decimals, found.number.decimals)
            elif found.state is State.NIL:
                known += 1
    return _Parts(added, decimals, slack, known, blank)


def total(report: Report, row: FormRow, measure: str, cell: Lookup) -> str:
    """The sum of one column of a breakdown; "" while nothing is known or where it adds up into nothing."""
    if row.breakdown is None:
        return ""
    into = row.breakdown.columns_into(row.figure.measures_at(row.parent))
    if not any(measure == found.code for group in into.values() for found in group):
        return ""
    parts = _parts(report, row, [measure], cell)
    return show(exact(parts.added, parts.decimals)) if parts.known else ""


def verdict(report: Report, row: FormRow, cell: Lookup, column: str = "") -> Verdict:
    """How the sums of a breakdown stand to what it breaks down; with `column` only those that this measure is in."""
    if row.breakdown is None:
        return Verdict("ok", "")
    found: list[Verdict] = []
    groups = row.breakdown.columns_into(row.figure.measures_at(row.parent))
    for target, measures in groups.items():
        if column and all(measure.code != column for measure in measures):
            continue
        address = Address(row.figure.code, row.parent, target)
        stated = cell(address)
        parts = _parts(report, row, [measure.code for measure in measures], cell)
        if not parts.known or stated is None or stated.state in (State.AWAITED, State.NOT_APPLICABLE):
            continue
        whole = stated.number.value if stated.number else Fraction(0)
        half = stated.number.half_unit if stated.number else Fraction(0)
        decimals = max(parts.decimals, stated.number.decimals if stated.number else 0)
        unit = row.figure.unit(row.parent, target) if len(groups) > 1 or decimals or abs(whole) > 10**6 else ""
        rounding = Fraction(0) if report.measure(address).exact else parts.slack + half
        found.append(_compared(parts, whole, rounding, decimals, f" {unit}" if unit else ""))
    for tone in ("error", "warning", "text2", "ok"):
        if said := [one.text for one in found if one.tone == tone]:
            return Verdict(tone, "Khớp với tổng" if tone == "ok" else "; ".join(said))
    return Verdict("ok", "")


def _compared(parts: _Parts, whole: Fraction, rounding: Fraction, decimals: int, unit: str) -> Verdict:
    difference = parts.added - whole
    size = show(exact(abs(difference), decimals))
    if not difference and not parts.blank:
        return Verdict("ok", "Khớp với tổng")
    if parts.blank and difference <= 0:
        return Verdict("text2", f"còn {parts.blank} ô, còn lại {size}{unit}")
    if abs(difference) <= rounding and not parts.blank:
        return Verdict("warning", f"lệch {size}{unit} do làm tròn")
    return Verdict(
        "error", f"{'thừa' if difference > 0 else 'thiếu'} {size}{unit} so với tổng {show(exact(whole, decimals))}"
    )
