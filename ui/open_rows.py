"""Rows that the officer added: what removes one, what moves one."""

from __future__ import annotations

from dataclasses import replace

from forms.report import Change, Report, SetCell, SetNote, SetRow
from ui.form_rows import FormRow


def removed(report: Report, row: FormRow) -> list[Change]:
    """What removes an open row: its cells and those beneath it cleared, then the rows themselves."""
    rows = list(report.all_rows(row.figure, row.row))
    cells = [address for address in report.cells if address.figure == row.figure.code and address.row in rows]
    notes = [address for address in report.notes if address.figure == row.figure.code and address.row in rows]
    gone = [report.rows[row.figure.code, one] for one in rows if (row.figure.code, one) in report.rows]
    return [
        *(SetCell(address, None) for address in cells),
        *(SetNote(address, None) for address in notes),
        *(SetRow(replace(one, removed=True)) for one in reversed(gone)),
    ]


def moved(report: Report, row: FormRow, step: int) -> list[Change]:
    """What moves an open row up (-1) or down (1) among the open rows of its breakdown; nothing at the end."""
    if row.breakdown is None:
        return []
    ids = report.rows_of(row.figure, row.breakdown, row.parent)
    opened = [report.rows[row.figure.code, one] for one in ids if (row.figure.code, one) in report.rows]
    order = [one.id for one in opened]
    here = order.index(row.row)
    there = here + step
    if not 0 <= there < len(order):
        return []
    opened[here], opened[there] = opened[there], opened[here]
    return [
        SetRow(replace(one, position=position))
        for position, one in enumerate(opened, start=1)
        if one.position != position
    ]
