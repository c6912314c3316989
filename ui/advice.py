"""Suggestions about a finding, and an officer's reason why it stands."""

from __future__ import annotations

from forms.numbers import show
from forms.report import Report
from forms.rules import CellChange


def told(report: Report, change: CellChange) -> str:
    """One change of a suggestion in words: where, from what, to what."""
    figure = report.template.figures[change.address.figure]
    row = report.label(figure, change.address.row) if change.address.row else ""
    measure = report.measure(change.address).label if len(figure.measures_at(change.address.row)) > 1 else ""
    place = ", ".join(part for part in (row, measure) if part) or "Tổng"
    return f"{place}: {show(change.old)} → {show(change.new) if change.new else '(trống)'}"
