"""The rows of a report: where a path leads, and what adds, removes or moves an open row."""

from __future__ import annotations

from dataclasses import replace

from forms.definitions import row_ids
from forms.definitions.template import Breakdown, Figure
from forms.errors import KnownError, nearest
from forms.report import limits, row_names
from forms.report.changes import Change, OpenRow, SetCell, SetNote, SetRow
from forms.report.report import Report
from forms.values.frozen import frozen
from forms.values.text import nearly, tidy


@frozen
class Place:
    """Where a row path leads: an existing row id, or a new label under `parent` in an open breakdown."""

    row: str
    parent: str = ""
    breakdown: str = ""
    label: str = ""


def locate(report: Report, figure: Figure, path: str) -> Place:
    """Follow a row path; the last segment may be a new label where a breakdown is open.

    Raises KnownError for an unknown fixed row (with the nearest code) and for a near-miss of a known label.
    """
    row = ""
    segments = [tidy(segment) for segment in row_ids.path_segments(path)]
    for index, segment in enumerate(segments):
        breakdowns = {breakdown.code: breakdown for breakdown in figure.breakdowns_of(row)}
        prefix, colon, rest = segment.partition(":")
        name = segment
        if colon and prefix in breakdowns:
            breakdowns, name = {prefix: breakdowns[prefix]}, tidy(rest)
        found = _find(report, figure, row, breakdowns, name)
        if found is None:
            place = _new(report, figure, row, breakdowns, name)
            if index < len(segments) - 1:
                raise KnownError(f'{figure.name}: chưa có dòng "{name}" nên chưa thể ghi dòng con của nó')
            return place
        row = found
    return Place(row)


def _find(report: Report, figure: Figure, parent: str, breakdowns: dict[str, Breakdown], name: str) -> str | None:
    added = any(row.label == name for row in report.rows.values())  # else there is no need to put them in order
    for breakdown in breakdowns.values():
        if name in breakdown.rows:
            return row_ids.child(parent, breakdown.code, name)
        for row in report.open_rows(figure, breakdown, parent) if added else ():
            if row.label == name:
                return row.id
    return None


def _new(report: Report, figure: Figure, parent: str, breakdowns: dict[str, Breakdown], name: str) -> Place:
    where = f'chỉ tiêu "{figure.code}"' + (f', dòng "{report.path(figure, parent)}"' if parent else "")
    opened = [breakdown for breakdown in breakdowns.values() if breakdown.open]
    codes = [code for breakdown in breakdowns.values() for code in breakdown.rows]
    if not opened:
        raise KnownError(f'{where} không có dòng "{name}"{nearest(name, codes)}')
    if len(opened) > 1:
        names = ", ".join(f'"{breakdown.code}:"' for breakdown in opened)
        raise KnownError(f'{where}: dòng "{name}" chưa rõ thuộc phân tổ nào; đề nghị ghi thêm {names} phía trước')
    breakdown = opened[0]
    known = [report.label(figure, row) for row in report.rows_of(figure, breakdown, parent)]
    # an exact suggestion is a known label too, but not yet a row
    label = nearly(name, (*codes, *known, *(() if name in breakdown.suggest else breakdown.suggest)))
    if label is not None:
        raise KnownError(f'{where}: dòng "{name}" gần giống "{label}"; đề nghị sửa cho khớp hoặc ghi rõ hơn')
    if not name or len(name) > limits.LABEL:
        raise KnownError(f"{where}: tên dòng trống hoặc dài quá {limits.LABEL} chữ")
    limits.refuse_spoofed("tên dòng", name)
    limits.refuse_picture("tên dòng", name)
    row_names.refuse(figure, breakdown, name, report.unit.name)
    return Place("", parent, breakdown.code, name)


def new_row(report: Report, place: Place, figure: Figure) -> OpenRow:
    """The open row that a new place asks for, with the next free number (numbers are never reused)."""
    if len(report.rows) >= limits.ROWS:
        raise KnownError(f"Báo cáo đã có {limits.ROWS} dòng tự thêm, không thêm được nữa; đề nghị gộp bớt dòng.")
    numbers = (row_ids.number(row_id) or 0 for code, row_id in report.rows if code == figure.code)
    number = max(numbers, default=0) + 1
    return OpenRow(figure.code, row_ids.added(place.parent, place.breakdown, number), place.label, number)


def removed(report: Report, figure: Figure, row: str) -> list[Change]:
    """What removes an open row: its cells and those beneath it cleared, then the rows themselves."""
    rows = list(report.all_rows(figure, row))
    cells = [address for address in report.cells if address.figure == figure.code and address.row in rows]
    notes = [address for address in report.notes if address.figure == figure.code and address.row in rows]
    gone = [report.rows[figure.code, one] for one in rows if (figure.code, one) in report.rows]
    return [
        *(SetCell(address, None) for address in cells),
        *(SetNote(address, None) for address in notes),
        *(SetRow(replace(one, removed=True)) for one in reversed(gone)),
    ]


def moved(report: Report, figure: Figure, breakdown: Breakdown, row: str, step: int) -> list[Change]:
    """What moves an open row up (-1) or down (1) among the open rows of its breakdown; nothing at the end."""
    ids = report.rows_of(figure, breakdown, row_ids.parent(row))
    opened = [report.rows[figure.code, one] for one in ids if (figure.code, one) in report.rows]
    order = [one.id for one in opened]
    here = order.index(row)
    there = here + step
    if not 0 <= there < len(order):
        return []
    opened[here], opened[there] = opened[there], opened[here]
    return [
        SetRow(replace(one, position=position))
        for position, one in enumerate(opened, start=1)
        if one.position != position
    ]
