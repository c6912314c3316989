"""Putting lines of values into a report, or into those of several periods: all of them or, when one is wrong, none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from forms.definitions import row_ids
from forms.definitions.template import Figure, Measure
from forms.errors import KnownError, nearest
from forms.report import strays
from forms.report.cells import Address, Cell, State, unmarked
from forms.report.changes import Change, OpenRow, SetCell, SetRow
from forms.report.entry import SIGNS, refuse_over_sum
from forms.report.notation import accept, doubtful, shown
from forms.report.places import Place, locate, new_row
from forms.report.report import Report
from forms.values import approximation, numbers
from forms.values import period as periods
from forms.values.frozen import frozen
from forms.values.period import Period
from forms.values.text import quoted

CLEAR = "xoa"
_MOST_NAMED = 20  # of the lines that do not fit
_MOST_REFUSALS = 100  # a file that is wrong throughout needs no more of them
_STATES = {state.value: state for state in State if state is not State.STATED}


@frozen
class ValueLine:
    """One line of a values file: where it stands in the file, and its columns as text."""

    number: int
    figure: str
    row: str
    measure: str
    value: str
    state: str = ""
    period: str = ""


@frozen
class Refusal:
    """A line that does not fit; `reason` says what and what to do."""

    line: int
    reason: str


class FillError(KnownError):
    """Lines that do not fit; nothing was changed, as `unchanged` says."""

    def __init__(self, refusals: list[Refusal], unchanged: str = "chưa ghi gì vào báo cáo") -> None:
        self.refusals = refusals
        shown = "\n".join(f"  Dòng {refusal.line}: {refusal.reason}" for refusal in refusals[:_MOST_NAMED])
        more = f"\n  … và {len(refusals) - _MOST_NAMED} dòng khác" if len(refusals) > _MOST_NAMED else ""
        super().__init__(f"Có {len(refusals)} dòng chưa nhập được, {unchanged}:\n{shown}{more}")


class _Destination(NamedTuple):
    """Into which report a line belongs: that of the period which it names, or the `usual` one."""

    reports: Mapping[Period, Report]
    usual: Report

    def __call__(self, line: ValueLine) -> Report:
        """The report; raises KnownError where there is none."""
        if not line.period:
            return self.usual
        period = periods.parse(line.period)
        if period not in self.reports:
            raise KnownError(f"chưa có báo cáo {period.label}")
        return self.reports[period]


_Seen = dict[tuple[Period, Address], int]  # the line at which each cell stood


def periods_of(lines: Iterable[ValueLine]) -> list[Period]:
    """The periods that lines name, each once, in order; raises FillError with the lines that name none."""
    found: dict[str, Period] = {}
    refusals: list[Refusal] = []
    for line in lines:
        if not line.period or line.period in found:
            continue
        try:
            found[line.period] = periods.parse(line.period)
        except KnownError as error:
            refusals.append(Refusal(line.number, str(error)))
            if len(refusals) >= _MOST_REFUSALS:
                break
    if refusals:
        raise FillError(refusals)
    return sorted(set(found.values()))


def fill(report: Report, lines: Iterable[ValueLine], *, vietnamese: bool | None, sure: bool = True) -> list[Change]:
    """Put lines into the report and return the changes made; cells that no line names stay as they are.

    `vietnamese` says how numbers are written (1.234,5 rather than 1,234.5), None that the lines must show it; where it
    is not `sure`, they must show it for numbers that would otherwise be others. Raises FillError, with the report as it
    was, when any line does not fit; KnownError when they are written in both ways.
    """
    return fill_periods(report, {}, lines, vietnamese=vietnamese, sure=sure)[report.period]


def fill_periods(
    report: Report,
    others: Mapping[Period, Report],
    lines: Iterable[ValueLine],
    *,
    vietnamese: bool | None,
    sure: bool = True,
) -> dict[Period, list[Change]]:
    """Put lines into the report, or into that of the period which they name, as `fill` does; the changes by period."""
    lines = list(lines)
    target = _Destination({**others, report.period: report}, report)
    known = vietnamese if vietnamese is not None and sure else _style(target, lines, vietnamese)
    done: dict[Period, list[Change]] = {period: [] for period in target.reports}
    undo: list[tuple[Report, Change]] = []
    refusals: list[Refusal] = []
    seen: _Seen = {}
    for line in lines:
        try:
            there = target(line)
            for change in _changes(there, line, seen, (vietnamese, known)):
                undo.append((there, there.apply(change)))
                done[there.period].append(change)
        except KnownError as error:
            refusals.append(Refusal(line.number, str(error)))
            if len(refusals) >= _MOST_REFUSALS:
                break
    if refusals:
        for there, change in reversed(undo):
            there.apply(change)
            if isinstance(change, SetRow):
                del there.rows[change.row.figure, change.row.id]
        raise FillError(refusals)
    return done


def _style(target: _Destination, lines: Iterable[ValueLine], usual: bool | None) -> bool | None:  # noqa: FBT001 - as `fill` has it
    """How the numbers of the lines are seen to be written, None where none shows it; raises KnownError for both."""
    examples = shown(_texts(target, lines))
    if len(examples) > 1 and usual is None:
        raise KnownError(
            f"Tệp có số viết kiểu Việt Nam ({quoted(examples[True])}) lẫn kiểu Anh ({quoted(examples[False])}); "
            "đề nghị viết lại một kiểu, chưa ghi gì vào báo cáo."
        )
    return next(iter(examples)) if len(examples) == 1 else None


def _texts(target: _Destination, lines: Iterable[ValueLine]) -> Iterator[tuple[str, Measure]]:
    """The values of the lines that have a place."""
    strays = 0
    for line in lines:
        text = _number(line)
        if text.isdigit():  # it is the same in both ways, and to look for its place takes long
            continue
        try:
            yield text, _place(target(line), line)[2]
        except KnownError:
            strays += 1
            if strays >= _MOST_REFUSALS:
                return


def _place(report: Report, line: ValueLine) -> tuple[Figure, Place, Measure]:
    """Where a line belongs, by the names of now or of before; raises KnownError where the report has no such place."""
    try:
        figure, place, measure = _named(report, line)
    except KnownError:
        if (now := _renamed(report, line)) is None:
            raise
        return _named(report, now)
    if place.label and (now := _renamed(report, line)):  # a new row, unless one was called so
        return _named(report, now)
    return figure, place, measure


def _renamed(report: Report, line: ValueLine) -> ValueLine | None:
    """A line by the names of now; None where nothing says that it was called otherwise, or several cells do."""
    said = Address(line.figure, line.row, line.measure)
    heirs = strays.heirs(report.template, said, labels=True)
    if len(heirs) != 1 or (row_ids.named(said.row, heirs[0].row) and said == heirs[0]._replace(row=said.row)):
        return None
    return replace(line, **heirs[0]._asdict())


def _named(report: Report, line: ValueLine) -> tuple[Figure, Place, Measure]:
    """Where a line belongs by the names of now; raises KnownError where the report has no such place."""
    figures = report.template.figures
    if line.figure not in figures:
        raise KnownError(f"không có chỉ tiêu {quoted(line.figure)}{nearest(line.figure, figures)}")
    figure = figures[line.figure]
    place = locate(report, figure, line.row)
    measures = figure.breakdowns[place.breakdown].measures_in("") if place.label else figure.measures_at(place.row)
    if line.measure not in measures:
        raise KnownError(
            f'"{line.figure}"{f", dòng {line.row!r}" if line.row else ""} không có cột số liệu {quoted(line.measure)}'
            + nearest(line.measure, measures)
        )
    return figure, place, measures[line.measure]


def _changes(
    report: Report,
    line: ValueLine,
    seen: dict[tuple[Period, Address], int],
    vietnamese: tuple[bool | None, bool | None],
) -> list[Change]:
    """What a line changes; `vietnamese` is how numbers are usually written, and how the file is known to write them."""
    figure, place, measure = _place(report, line)
    usual, known = vietnamese
    if usual is None or doubtful(_number(line), measure):
        usual = known
    named = _names_a_row(line, figure, place, measure)
    cell = None if named else _cell(line, measure, figure, vietnamese=usual)
    changes: list[Change] = []
    row = place.row
    if place.label:
        added: OpenRow = new_row(report, place, figure)
        changes.append(SetRow(added))
        row = added.id
    address = Address(figure.code, row, measure.code)
    if (report.period, address) in seen:
        raise KnownError(f"ô này đã có ở dòng {seen[report.period, address]} của tệp; đề nghị giữ lại một dòng")
    seen[report.period, address] = line.number
    if not named and unmarked(report.cells.get(address)) != cell:
        refuse_over_sum(report, address, cell)
        changes.append(SetCell(address, cell))
    return changes


def _names_a_row(line: ValueLine, figure: Figure, place: Place, measure: Measure) -> bool:
    """Whether a line without a value names a row of a list that counts its rows: that it is there is all to be said."""
    if line.value.strip() or line.state.strip() or not (place.label or row_ids.number(place.row) is not None):
        return False
    breakdown = figure.breakdowns[place.breakdown] if place.label else figure.breakdown_of(place.row)
    return breakdown.counts == "rows" and measure is next(iter(breakdown.measures.values()))


def _cell(line: ValueLine, measure: Measure, figure: Figure, *, vietnamese: bool | None) -> Cell | None:
    state, value = line.state.strip(), numbers.cleaned(line.value)
    if state and state not in (*_STATES, CLEAR):
        raise KnownError(f"không có trạng thái {quoted(state)}{nearest(state, [*_STATES, CLEAR])}")
    kind = _STATES.get(state, State.STATED)
    if state == CLEAR or kind not in (State.STATED, State.ESTIMATE):
        if value:
            raise KnownError(f'trạng thái "{state}" không đi cùng một con số ({quoted(value)})')
        return None if state == CLEAR else Cell(None, kind)
    if value in SIGNS:
        raise KnownError(f'{quoted(value)} không phải là số; đề nghị để trống giá trị, ghi trạng thái "{SIGNS[value]}"')
    if not value:
        raise KnownError('thiếu giá trị; nếu không có số liệu, đề nghị ghi trạng thái "chua_co"')
    word, value = approximation.split(value)
    return Cell(accept(value, measure, figure.name, vietnamese=vietnamese), kind).worded(word)


def _number(line: ValueLine) -> str:
    """The value of a line without the word before it."""
    return approximation.split(numbers.cleaned(line.value))[1]
