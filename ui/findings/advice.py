"""Suggestions about a finding in words: which cell would change, from what, to what."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

from forms.checks.findings import CellChange, Finding, Suggestion
from forms.report.cells import Address
from forms.report.report import Report
from forms.values.numbers import show
from forms.values.style import NBSP
from forms.values.text import lowered


def name(report: Report, address: Address, finding: Finding) -> str:
    """What a cell is called beside a finding: its row or its figure, and its measure where there are several."""
    figure = report.template.figures[address.figure]
    parts = [report.label(figure, address.row)] if address.row else []
    if not address.row:
        parts = [f"{figure.name} (tổng)" if figure.breakdowns else figure.name]
    elif address.figure != finding.cells[0].figure:
        parts.insert(0, figure.name)
    if len(figure.measures_at(address.row)) > 1:
        parts.append(lowered(report.measure(address).label))
    return ", ".join(parts)


def step(change: CellChange, arrow: str = f"{NBSP}→{NBSP}") -> str:
    """The old and the new number."""
    return f"{show(change.old)}{arrow}{show(change.new) if change.new else '(trống)'}"


def steps(report: Report, finding: Finding, suggestion: Suggestion) -> str:
    """The changes of a suggestion in a sentence: where, from what, to what."""
    return "; ".join(f"{name(report, change.address, finding)}: {step(change)}" for change in suggestion.changes)


def act(report: Report, finding: Finding, suggestion: Suggestion, metrics: QFontMetrics, room: int) -> str:
    """What the button of a suggestion says, in lines no wider than `room`: names may be cut short, numbers never."""
    several = len(suggestion.changes) > 1
    lines = [f"Sửa cả {len(suggestion.changes)} ô:"] if several else []
    for change in suggestion.changes:
        named = ("" if several else "Sửa ") + name(report, change.address, finding)
        whole = f"{named}: {step(change)}"
        if metrics.horizontalAdvance(whole) <= room:
            lines.append(whole)
            continue
        lines.append(metrics.elidedText(named, Qt.TextElideMode.ElideMiddle, room))
        lines.append(step(change) if metrics.horizontalAdvance(step(change)) <= room else step(change, f"\n→{NBSP}"))
    return "\n".join(lines).replace("&", "&&")
