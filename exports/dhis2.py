"""Reports as data value sets of DHIS2: what its Web API takes at /api/dataValueSets, every name by its code.

A data element is template, figure and measure; a row of a breakdown is a category option combination. An office is its
official code, or its id where it has none. Rows that an office added have no code there and are left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from forms.definitions import row_ids
from forms.report.cells import STATE_LABELS, Cell, State
from forms.report.report import Report
from forms.values.period import Period

_SCHEMES = {"dataElementIdScheme": "CODE", "orgUnitIdScheme": "CODE", "categoryOptionComboIdScheme": "CODE"}
_PARTS = {"": "", "6T": "S1", "Q1": "Q1", "Q2": "Q2", "Q3": "Q3", "Q4": "Q4", "T1": "01"}


class DataValueSets(NamedTuple):
    """A file for DHIS2: its bytes, how many values it has, and of what it could not say anything."""

    content: bytes
    values: int
    left_out: list[str]


def encode(reports: Iterable[Report]) -> DataValueSets:
    """Write reports on periods that DHIS2 knows; estimates and nils say so in their comment."""
    values: list[dict[str, str]] = []
    left_out: list[str] = []
    for report in reports:
        period = period_code(report.period)
        if period is None:
            left_out.append(f"{report.unit.name}: DHIS2 không có kỳ {report.period.label}")
            continue
        values += _values(report, period)
        added = sum(row_ids.hangs_on_added(address.row) for address in report.cells)
        if added:
            left_out.append(f"{report.unit.name}, {report.period.label}: {added} ô của dòng thêm")
    text = json.dumps({**_SCHEMES, "dataValues": values}, ensure_ascii=False, indent=1)
    return DataValueSets(text.encode() + b"\n", len(values), left_out)


def period_code(period: Period) -> str | None:
    """A period as DHIS2 writes it; None for one that it does not have: spans of years, running months, forecasts."""
    part = None if period.years > 1 or period.estimated else _PARTS.get(period.part.code)
    return None if part is None else f"{period.year}{part}"


def _values(report: Report, period: str) -> Iterator[dict[str, str]]:
    office = report.unit.code or report.unit.id
    for figure in report.template.figures.values():
        for address in report.addresses(figure):
            cell = report.cell(address)
            text = _text(cell) if cell and not row_ids.hangs_on_added(address.row) else None
            if cell is None or text is None:
                continue
            value = {
                "dataElement": f"{report.template.code}.{address.figure}.{address.measure}",
                "period": period,
                "orgUnit": office,
                "value": text,
            }
            if address.row:
                value["categoryOptionCombo"] = address.row
            if comment := " ".join(filter(None, (STATE_LABELS[cell.state], cell.word, cell.preliminary))):
                value["comment"] = comment
            yield value


def _text(cell: Cell) -> str | None:
    """The value of a cell; a nil is nought, and says so in its comment."""
    if cell.number is not None:
        return str(cell.number)
    return "0" if cell.state is State.NIL else None
