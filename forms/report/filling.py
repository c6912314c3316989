"""Putting lines of values into a report: all of them or, when one is wrong, none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from forms.definitions.template import Figure, Measure
from forms.errors import KnownError, nearest
from forms.report.cells import Address, Cell, State
from forms.report.changes import Change, OpenRow, SetCell, SetRow
from forms.report.entry import accept
from forms.report.places import locate, new_row
from forms.report.report import Report

CLEAR = "xoa"
_STATES = {state.value: state for state in State if state is not State.STATED}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a values file: where it stands in the file, and its columns as text."""

    number: int
    figure: str
    row: str
    measure: str
    value: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A line that does not fit; `reason` says what and what to do."""

    line: int
    reason: str


class FillError(KnownError):
    """Lines that do not fit; nothing was changed."""

    def __init__(self, refusals: list[Refusal]) -> None:
        self.refusals = refusals
        shown = "\n".join(f"  Dòng {refusal.line}: {refusal.reason}" for refusal in refusals[:20])
        more = f"\n  … và {len(refusals) - 20} dòng khác" if len(refusals) > 20 else ""
        super().__init__(f"Có {len(refusals)} dòng chưa nhập được, chưa ghi gì vào báo cáo:\n{shown}{more}")


def fill(report: Report, lines: Iterable[Line], *, vietnamese: bool) -> list[Change]:
    """Put lines into the report and return the changes made; cells that no line names stay as they are.

    `vietnamese` says how numbers are written (1.234,5 rather than 1234.5). Raises FillError, with the report
    as it was, when any line does not fit.
    """
    undo: list[Change] = []
    added: set[tuple[str, str]] = set()
    done: list[Change] = []
    refusals: list[Refusal] = []
    seen: dict[Address, int] = {}
    for line in lines:
        try:
            for change in _changes(report, line, seen, vietnamese=vietnamese):
                if isinstance(change, SetRow):
                    added.add((change.row.figure, change.row.id))
                undo.append(report.apply(change))
                done.append(change)
        except KnownError as error:
            refusals.append(Refusal(line.number, str(error)))
    if refusals:
        for change in reversed(undo):
            report.apply(change)
        for key in added:
            del report.rows[key]
        raise FillError(refusals)
    return done


def _changes(report: Report, line: Line, seen: dict[Address, int], *, vietnamese: bool) -> list[Change]:
    figures = report.template.figures
    if line.figure not in figures:
        raise KnownError(f'không có chỉ tiêu "{line.figure}"{nearest(line.figure, figures)}')
    figure = figures[line.figure]
    place = locate(report, figure, line.row)
    changes: list[Change] = []
    row = place.row
    measures = figure.breakdowns[place.breakdown].measures if place.label else figure.measures_at(row)
    if line.measure not in measures:
        raise KnownError(
            f'"{line.figure}"{f", dòng {line.row!r}" if line.row else ""} không có cột số liệu "{line.measure}"'
            + nearest(line.measure, measures)
        )
    measure = measures[line.measure]
    cell = _cell(line, measure, figure, vietnamese=vietnamese)
    if place.label:
        added: OpenRow = new_row(report, place, figure)
        changes.append(SetRow(added))
        row = added.id
    address = Address(line.figure, row, line.measure)
    if address in seen:
        raise KnownError(f"ô này đã có ở dòng {seen[address]} của tệp; đề nghị giữ lại một dòng")
    seen[address] = line.number
    if report.cells.get(address) != cell:
        changes.append(SetCell(address, cell))
    return changes


def _cell(line: Line, measure: Measure, figure: Figure, *, vietnamese: bool) -> Cell | None:
    state, value = line.state.strip(), line.value.strip()
    if state == CLEAR and not value:
        return None
    if state and state not in _STATES:
        raise KnownError(f'không có trạng thái "{state}"{nearest(state, [*_STATES, CLEAR])}')
    kind = _STATES.get(state, State.STATED)
    if kind not in (State.STATED, State.ESTIMATE):
        if value:
            raise KnownError(f'trạng thái "{state}" không đi cùng một con số ("{value}")')
        return Cell(None, kind)
    if not value:
        raise KnownError('thiếu giá trị; nếu không có số liệu, đề nghị ghi trạng thái "chua_co"')
    return Cell(accept(value, measure, figure.name, vietnamese=vietnamese), kind)
