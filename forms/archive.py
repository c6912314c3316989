"""The data of a report as plain JSON values, and the short code by which printed pages are matched to it."""

from __future__ import annotations

import hashlib
import json

from forms.report import Report

FORMAT = 1


def as_data(report: Report) -> dict[str, object]:
    """Everything that was stated, in the order of the paper; numbers keep their decimals as text."""
    cells = []
    for figure in report.template.figures.values():
        for address in report.addresses(figure):
            cell = report.cells.get(address)
            if cell is not None:
                cells.append(
                    {
                        "figure": address.figure,
                        "row": report.path(figure, address.row),
                        "measure": address.measure,
                        "value": str(cell.number) if cell.number else None,
                        "state": str(cell.state),
                        "working": cell.working,
                    }
                )
    return {
        "format": FORMAT,
        "template": {"code": report.template.code, "version": report.template.version},
        "unit": {"name": report.unit.name, "level": report.unit.level},
        "period": report.period.code,
        "details": report.details,
        "cells": cells,
        "notes": [
            {"figure": at.figure, "row": report.path(report.template.figures[at.figure], at.row)}
            | {"measure": at.measure, "text": text}
            for at, text in sorted(report.notes.items())
        ],
        "acceptances": [
            {
                "finding": finding,
                "reason": accepted.reason,
                "who": accepted.who,
                "at": accepted.at.isoformat(),
                "cells": accepted.cells,
            }
            for finding, accepted in sorted(report.acceptances.items())
        ],
    }


def encode(report: Report) -> bytes:
    """The data as canonical JSON text: the same report gives the same bytes."""
    text = json.dumps(as_data(report), ensure_ascii=False, sort_keys=True, indent=1)
    return (text + "\n").encode()


def digest(data: bytes) -> str:
    """SHA-256 of encoded data, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def fingerprint(report: Report) -> str:
    """The first twelve digits of the digest in groups of four, for the foot of the last page."""
    short = digest(encode(report))[:12].upper()
    return "-".join(short[start : start + 4] for start in range(0, 12, 4))
