"""What the reply of an agency would change in reports, before anything is written: all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field, replace

from forms.definitions import row_ids
from forms.definitions.template import Figure, Measure
from forms.document.request import is_new
from forms.errors import KnownError, nearest
from forms.report import entry
from forms.report.cells import STATE_LABELS, Address, Cell, State, unmarked
from forms.report.changes import Change, SetCell, SetNote, SetRow
from forms.report.filling import FillError, Refusal
from forms.report.kinds import bounds
from forms.report.places import locate, new_row
from forms.report.report import Report
from forms.values.frozen import frozen
from forms.values.numbers import Number
from forms.values.period import Period
from forms.values.text import fold, quoted, tidy

_MOST_REFUSALS = 100  # a file that is wrong throughout needs no more of them
STATES = {STATE_LABELS[state]: state for state in State if STATE_LABELS[state]}
"""What may be said of a cell beside its number, or in its place."""


@frozen
class Given:
    """One cell of a reply: where it stands in the file, what it is about, and what was written there.

    `value` is a number where the file has one, else what was typed; `label` the name of a row that the agency adds;
    `printed` what its line says, where that is no longer what was asked.
    """

    sheet: str
    line: int
    period: Period
    address: Address
    value: Number | str = ""
    state: str = ""
    note: str = ""
    label: str = ""
    printed: str = ""


@frozen
class Reply:
    """What an agency sent back: of which report, for which periods and sections, and what it filled in."""

    unit: str  # the id of the office that asked
    office: str
    template: str
    period: Period
    agency: str
    sections: tuple[str, ...]
    given: tuple[Given, ...]


@frozen
class Difference:
    """What a reply changes of a cell or its note, as texts; `doubt` is what to look at twice.

    `strayed` is whether its line no longer says what was asked there, so that the number may be another cell's.
    """

    section: str
    name: str
    period: Period
    before: str
    after: str
    changes: tuple[Change, ...] = field(repr=False)
    doubt: str = ""
    strayed: bool = False


def differences(report: Report, replies: Sequence[Reply]) -> list[Difference]:
    """What replies change in a report and those beside it; blank cells change nothing, the reports stay as they are.

    Raises KnownError for a reply to another report, FillError with every line that cannot be read: all or nothing.
    """
    for reply in replies:
        _require_own(report, reply)
    scratch = _Scratch(report)
    refusals: list[Refusal] = []
    found: list[Difference] = []
    for reply in replies:
        for given in reply.given:
            try:
                found += scratch.put(given)
            except KnownError as error:
                refusals.append(Refusal(given.line, f"(trang {given.sheet}) {str(error).rstrip('.')}"))
                if len(refusals) >= _MOST_REFUSALS:
                    raise FillError(refusals) from None
    if refusals:
        raise FillError(refusals)
    return found


def _require_own(report: Report, reply: Reply) -> None:
    if (reply.unit, reply.template) != (report.unit.id, report.template.code):
        raise KnownError(
            f"Phiếu của {reply.agency} trả lời báo cáo của {reply.office}, đơn vị hoặc mẫu khác báo cáo này; chưa nhập "
            "gì."
        )
    if reply.period != report.period:
        raise KnownError(
            f"Phiếu của {reply.agency} trả lời báo cáo {reply.period.label}, báo cáo đang chọn là "
            f"{report.period.label}; đề nghị chọn đúng kỳ, chưa nhập gì."
        )


class _Scratch:
    """Copies of a report and those beside it, on which a reply is tried out."""

    def __init__(self, report: Report) -> None:
        self.report = _copy(report)
        self.reports = {one.period: _copy(one) for one in report.span[:-1]} | {report.period: self.report}
        self._by: dict[tuple[Period, Address], Given] = {}

    def put(self, given: Given) -> list[Difference]:
        """Try one cell out; raises KnownError where it does not fit."""
        figure = self._figure(given)
        report = self.reports.get(given.period)
        if report is None:
            raise KnownError(f"chưa có báo cáo {given.period.label}")
        if given.value == "" and not given.state and not given.note:
            return []
        row, changes = self._row(report, figure, given)
        address = given.address._replace(row=row)
        if not report.has(address):
            raise KnownError(f"{figure.name}: ô này không còn trong báo cáo")
        label = report.label(figure, row)
        name = label if row == "" else f"{figure.name}, {label}"
        measure = report.measure(address)
        found: list[Difference] = []
        if given.value != "" or given.state:
            found += self._cell(report, address, given, measure, f"{name}, {measure.label.lower()}", changes)
        if given.note:
            found += self._note(report, address, given, name, () if found else changes)
        return found

    def _figure(self, given: Given) -> Figure:
        figures = self.report.template.figures
        if given.address.figure not in figures:
            raise KnownError(f"mẫu báo cáo không còn chỉ tiêu {quoted(given.address.figure)}")
        return figures[given.address.figure]

    def _row(self, report: Report, figure: Figure, given: Given) -> tuple[str, tuple[Change, ...]]:
        """The row of a cell in the report of its period, with what adds it where it is not there yet."""
        row = given.address.row
        if not is_new(row):
            if not self.report.has(given.address):
                raise KnownError(f"{figure.name}: dòng này không còn trong báo cáo")
            there = self.report.counterpart(report, given.address)
            if there is not None:
                return there.row, ()
            path = self.report.path(figure, row)
        else:
            parent, breakdown, _ = row_ids.split(row)
            label = tidy(given.label)
            if parent not in self.report.all_rows(figure, dated=True):
                raise KnownError(f"{figure.name}: dòng này không còn trong báo cáo")
            if not any(one.code == breakdown and one.open for one in figure.breakdowns_of(parent)):
                raise KnownError(f"{figure.name}: chỗ này không thêm dòng được")
            if not label:
                raise KnownError(f"{figure.name}: có số liệu mà chưa ghi tên dòng")
            above = self.report.path(figure, parent)
            path = "/".join(filter(None, (above, f"{breakdown}:{row_ids.label_in_path(label)}")))
        place = locate(report, figure, path)
        if not place.label:
            return place.row, ()
        change = SetRow(new_row(report, place, figure))
        report.apply(change)
        return change.row.id, (change,)

    def _cell(
        self, report: Report, address: Address, given: Given, measure: Measure, name: str, changes: tuple[Change, ...]
    ) -> Iterator[Difference]:
        cell = _read(given, measure, name)
        self._require_alone(address, given)
        held = report.cells.get(address)
        if unmarked(held) != cell:
            change = SetCell(address, cell)
            bounds.refuse(change)
            report.apply(change)
            section = report.template.figures[address.figure].section
            doubt = _stray(given) or _doubt(cell, measure)
            texts = (_shown(held), _shown(cell))
            yield Difference(section, name, given.period, *texts, (*changes, change), doubt, bool(given.printed))

    def _note(
        self, report: Report, address: Address, given: Given, name: str, changes: tuple[Change, ...]
    ) -> Iterator[Difference]:
        held = report.notes.get(address, "")
        if held != given.note:
            change = SetNote(address, given.note)
            bounds.refuse(change)
            report.apply(change)
            section = report.template.figures[address.figure].section
            texts, stray = (held, given.note), _stray(given)
            yield Difference(section, f"{name}, ghi chú", given.period, *texts, (*changes, change), stray, bool(stray))

    def _require_alone(self, address: Address, given: Given) -> None:
        """Refuse a cell that another reply, or another line, fills in otherwise."""
        earlier = self._by.setdefault((given.period, address), given)
        if (earlier.value, earlier.state) != (given.value, given.state):
            raise KnownError(f"đã có số khác ở trang {earlier.sheet}, dòng {earlier.line}; đề nghị giữ lại một số")


def _copy(report: Report) -> Report:
    return replace(report, cells=dict(report.cells), rows=dict(report.rows), notes=dict(report.notes))


def _read(given: Given, measure: Measure, name: str) -> Cell:
    """The cell that was filled in; raises KnownError for what is no number of its kind."""
    state = next((state for label, state in STATES.items() if fold(label) == fold(given.state)), None)
    if given.state and state is None:
        raise KnownError(f"{name}: không có tình trạng {quoted(given.state)}{nearest(given.state, STATES)}")
    if state not in (None, State.ESTIMATE):
        if given.value != "":
            raise KnownError(f'{name}: ô có số thì không ghi tình trạng "{given.state}"; đề nghị bỏ một trong hai')
        return Cell(None, state)
    if isinstance(given.value, Number):
        entry.refuse(given.value, measure, name)
        cell: Cell | None = Cell(given.value)
    else:
        cell = entry.typed(given.value, measure, name)
    if cell is None or (state and cell.number is None):  # "-" says that there was none, which is no estimate
        raise KnownError(f'{name}: ghi "{given.state}" mà không có số; ước là không có thì ghi 0')
    return replace(cell, state=State.ESTIMATE) if state else cell


def _shown(cell: Cell | None) -> str:
    """A cell as the officer reads it: its number with its word, or the words of its state."""
    if cell is None:
        return ""
    return STATE_LABELS[cell.state] if cell.number is None else entry.shown(cell)


def _stray(given: Given) -> str:
    """What a line says that is no longer what was asked there."""
    return f"dòng {given.line} ghi {quoted(given.printed)}, không như khi phát" if given.printed else ""


def _doubt(cell: Cell, measure: Measure) -> str:
    """What a spreadsheet may have made of a number: `45 %` typed into a plain cell is 0,45 there."""
    number = cell.number
    if number and measure.unit == "%" and 0 < number.value < 1:
        return "dưới 1%, có thể do gõ dấu % trong Excel"
    return ""
