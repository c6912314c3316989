"""Suggestions about a finding in words: what would change, and what the button that does it is called."""

from __future__ import annotations

from forms.checks.findings import CellChange, Suggestion
from forms.report.report import Report
from forms.values.numbers import show
from forms.values.style import NBSP


def told(report: Report, change: CellChange) -> str:
    """One change of a suggestion in words: where, from what, to what."""
    figure = report.template.figures[change.address.figure]
    row = report.label(figure, change.address.row) if change.address.row else ""
    measure = report.measure(change.address).label if len(figure.measures_at(change.address.row)) > 1 else ""
    place = ", ".join(part for part in (row, measure) if part) or "Tổng"
    return f"{place}: {show(change.old)}{NBSP}→{NBSP}{show(change.new) if change.new else '(trống)'}"


def act(suggestion: Suggestion) -> str:
    """What the button of a suggestion does."""
    if len(suggestion.changes) > 1:
        return f"Sửa cả {len(suggestion.changes)} ô"
    new = suggestion.changes[0].new
    return f"Sửa thành {show(new)}" if new else "Để trống ô này"
