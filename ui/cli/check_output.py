"""What the `check` command prints: findings with their suggestions, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from forms.checks.findings import Finding, Suggestion
from forms.definitions.rules import SEVERITY_LABELS, Severity
from forms.document.document import doubts
from forms.report import strays
from forms.report.cells import Address
from forms.report.report import Report
from forms.values.numbers import Number
from forms.values.period import Period

Suggestions = Mapping[Finding, Sequence[Suggestion]]


def _counts(findings: Sequence[Finding]) -> dict[str, int]:
    return {str(severity): sum(finding.severity is severity for finding in findings) for severity in Severity}


def as_text(report: Report, findings: Sequence[Finding], suggestions: Suggestions) -> Iterator[str]:
    """The findings as lines for a person."""
    counts = _counts(findings)
    yield f"{report.template.title}, {report.unit.name}, {report.period.label}: " + ", ".join(
        f"{counts[severity]} {name.lower()}" for severity, name in SEVERITY_LABELS.items()
    )
    for finding in findings:
        yield ""
        yield f"{SEVERITY_LABELS[finding.severity]}: {report.in_period(finding.period)}{finding.message}"
        if finding.accepted is not None:
            yield f"    Đã giải trình: {finding.accepted.reason}"
            continue
        yield f"    {finding.instruction}"
        yield from (f"    Gợi ý: {suggestion.reason}" for suggestion in suggestions[finding])
    if remark := strays.remark(report):
        yield ""
        yield f"Lưu ý: {remark}"
    for doubt in doubts(report):
        yield ""
        yield f"Lời văn: {doubt.message}"
        yield f"    {doubt.instruction}"


def as_json(report: Report, findings: Sequence[Finding], suggestions: Suggestions) -> dict[str, object]:
    """The findings for other programs; numbers are decimal strings."""
    where: dict[Period | None, Report] = {one.period: one for one in report.span}
    return {
        "report": {
            "unit": report.unit.name,
            "level": report.unit.level,
            "period": report.period.code,
            "template": report.template.code,
            "version": report.template.version,
        },
        "counts": _counts(findings),
        "strays": [
            {**stray.address._asdict(), "label": stray.label, "value": stray.value, "unit": stray.unit}
            for stray in strays.strays(report)
        ],
        "doubts": [
            {"where": doubt.where, "message": doubt.message, "instruction": doubt.instruction}
            for doubt in doubts(report)
        ],
        "findings": [
            {
                "id": finding.id,
                "code": finding.code,
                "severity": finding.severity,
                "period": where[finding.period].period.code,
                "cells": [_cell(where[finding.period], address) for address in finding.cells],
                "expected": _decimal(finding.expected),
                "actual": _decimal(finding.actual),
                "difference": _difference(finding),
                "message": finding.message,
                "instruction": finding.instruction,
                "acceptable": finding.acceptable,
                "accepted": finding.accepted and finding.accepted.reason,
                "suggestions": [_suggestion(where[finding.period], one) for one in suggestions[finding]],
            }
            for finding in findings
        ],
    }


def _suggestion(report: Report, suggestion: Suggestion) -> dict[str, object]:
    changes = [
        {
            "figure": change.address.figure,
            "row": report.path(report.template.figures[change.address.figure], change.address.row),
            "measure": change.address.measure,
            "from": _decimal(change.old),
            "to": _decimal(change.new),
        }
        for change in suggestion.changes
    ]
    return {"changes": changes, "reason": suggestion.reason, "resolves": suggestion.resolves}


def _cell(report: Report, address: Address) -> dict[str, str | None]:
    cell = report.cells.get(address)
    figure = report.template.figures[address.figure]
    value = _decimal(cell.number) if cell else None
    return {
        "figure": address.figure,
        "row": report.path(figure, address.row),
        "measure": address.measure,
        "value": value,
    }


def _decimal(number: Number | None) -> str | None:
    return None if number is None else str(number)


def _difference(finding: Finding) -> str | None:
    if finding.actual is None or finding.expected is None:
        return None
    return str(Decimal(str(finding.actual)) - Decimal(str(finding.expected)))
