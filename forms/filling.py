"""Putting lines of values into a report: all of them or, when one is wrong, none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from forms import numbers
from forms.definitions import Figure, Measure
from forms.errors import KnownError, nearest
from forms.numbers import Number, Reading, show
from forms.report import Address, Cell, Change, OpenRow, Report, SetCell, SetRow, State, locate, new_row

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


def accept(text: str, measure: Measure, name: str, *, vietnamese: bool) -> Number:
    """Read a number for a measure; raises KnownError when it is doubtful or the measure cannot hold it."""
    if vietnamese:
        reading = numbers.read(text)
        if reading.doubt:
            raise KnownError(f'{name}: "{text.strip()}" chưa rõ nghĩa; {clearer(reading, measure)}')
        number = reading.number
    else:
        number = numbers.parse(text)
    refuse(number, measure, name)
    return number


def clearer(reading: Reading, measure: Measure) -> str:
    """What to type instead of a text that has two readings, as far as the measure can hold them."""
    whole = measure.integer and reading.number.value.denominator != 1
    said = [f"ô này nhận số nguyên ({measure.unit})"] if whole else []
    if not whole:
        said.append(f"gõ {show(reading.number)} nếu {'là số lẻ' if reading.other else 'đúng là số ấy'}")
    if reading.other is not None:
        said.append(f"gõ {show(reading.other)} nếu dấu chấm ngăn hàng nghìn")
    return "; ".join(said)


def refuse(number: Number, measure: Measure, name: str) -> None:
    """Raise KnownError for a number that the measure can never hold."""
    label = f"{name}, {measure.label[:1].lower()}{measure.label[1:]}"
    if number.digits < 0 and not measure.signed:
        raise KnownError(f"{label}: {show(number)} là số âm; đề nghị ghi số không âm")
    if measure.integer and number.value.denominator != 1:
        raise KnownError(f"{label}: {show(number)} có phần lẻ; ô này nhận số nguyên ({measure.unit})")
    if number.decimals > 6:
        raise KnownError(f"{label}: {show(number)} có quá nhiều chữ số thập phân (nhiều nhất 6)")


SIGNS = {"-": State.NIL, "...": State.AWAITED, "…": State.AWAITED, "x": State.NOT_APPLICABLE, "X": State.NOT_APPLICABLE}
_SUM = re.compile(r"=\s*([+-]?[^+-]+(?:[+-][^+-]+)*)")


def typed(text: str, measure: Measure, name: str) -> Cell | None:
    """Read what an officer types into a field; None clears it.

    A number the Vietnamese way; `~` before it for an estimate; `-`, `...`, `x` for the states; `=8995+200` for a
    sum, kept as the cell's working. Raises KnownError for what is doubtful or does not fit.
    """
    text = text.strip()
    if not text:
        return None
    if text in SIGNS:
        return Cell(None, SIGNS[text])
    if text.startswith("~"):
        return Cell(accept(text[1:], measure, name, vietnamese=True), State.ESTIMATE)
    if text.startswith("="):
        return Cell(_added(text, measure, name), State.STATED, text[1:].strip())
    return Cell(accept(text, measure, name, vietnamese=True))


def _added(text: str, measure: Measure, name: str) -> Number:
    if _SUM.fullmatch(text) is None:
        raise KnownError(f'{name}: phép cộng "{text}" viết chưa đúng; ví dụ =8995+200-15')
    readings = [numbers.read(term) for term in re.findall(r"[+-]?[^+-]+", text[1:])]
    for reading in readings:
        if reading.doubt:
            raise KnownError(f'{name}: trong "{text}" có số chưa rõ nghĩa; {clearer(reading, measure)}')
    decimals = max(reading.number.decimals for reading in readings)
    number = numbers.exact(sum((reading.number.value for reading in readings), Fraction(0)), decimals)
    refuse(number, measure, name)
    return number


def shown(cell: Cell | None) -> str:
    """What a field shows, in the form in which it could be typed."""
    if cell is None:
        return ""
    if cell.number is None:
        return {State.NIL: "-", State.AWAITED: "…", State.NOT_APPLICABLE: "x"}[cell.state]
    return ("~" if cell.state is State.ESTIMATE else "") + show(cell.number)
