"""The offices below one by the cells of its report: what each states, what it comes to, and who is far out.

A column is read when somebody looks at it, and kept: a country has thousands of offices and hundreds of cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from forms.checks import comparisons
from forms.checks.amounts import Amounts
from forms.checks.checker import Checker
from forms.consolidation import drafting
from forms.consolidation.consolidating import Consolidated
from forms.consolidation.outliers import Outlier, outliers
from forms.definitions.rules import Severity
from forms.definitions.template import Merge, Threshold
from forms.document.revisions import Correction, differences
from forms.errors import KnownError
from forms.offices.units import Unit
from forms.report.cells import Address, Cell, Mark, MarkKind, State
from forms.report.changes import Change
from forms.report.entry import shown
from forms.report.report import Report
from forms.suggestions.suggestions import suggest
from forms.suggestions.tree import ProbableSlip, probable
from forms.sums import tallies
from forms.sums.called_rows import called, joined
from forms.sums.tallies import RANKS, UNLIKE, Part
from forms.values.numbers import Number, rounded, show
from forms.values.period import Period
from forms.values.style import ELLIPSIS, moment_at, with_unit
from forms.values.text import lowered, raised
from storage import lower_offices
from storage.received import Received
from storage.statements import KeptStatement
from storage.workspace import Workspace
from ui.jobs import consolidating
from ui.jobs.consolidating import Result

_LOOKED_AT, _TOLD = 8, 3  # reports that are read whole for one finding; of them told
_REVISIONS = 5  # of a number, told
_ANY = Threshold(Severity.ERROR)


class LowerOffice(NamedTuple):
    """One of the offices that report, and the revision that counts; None for nothing, or a report kept here."""

    number: int
    unit: Unit
    received: Received | None
    remark: str = ""  # what is to be known of its report


class Apart(NamedTuple):
    """How the office's own number stands to the sum, in words, and in which tone."""

    words: str = ""
    tone: str = "text2"


class MatrixColumn:
    """One cell of the report as every lower office states it, now and a year ago, and what that comes to."""

    def __init__(self, matrix: Matrix, item: Consolidated) -> None:
        self.matrix = matrix
        self.item = item
        report, address = matrix.result.found.report, item.address
        self.figure = report.template.figures[address.figure]
        self.measure = report.measure(address)
        self.place = address._replace(row=joined(called(self.figure, address.row, report.rows)))
        self.own = matrix.draft.cell(address)

    @property
    def label(self) -> str:
        """What the cell is called, without its section."""
        row, measures = self.item.address.row, self.figure.measures_at(self.item.address.row)
        name = self.matrix.result.found.report.label(self.figure, row) if row else self.figure.name
        return f"{name}: {lowered(self.measure.label)}" if len(measures) > 1 else name

    @cached_property
    def stated(self) -> Mapping[int, Part]:
        """What the offices state, by their numbers."""
        return self.matrix.stated(self.place)

    @cached_property
    def last(self) -> Mapping[int, Part]:
        """What they stated a year ago."""
        return self.matrix.stated_last(self.place, self.item.how)

    @cached_property
    def outliers(self) -> Mapping[int, Outlier]:
        """Those far out, by their numbers; who changes the total most comes first."""
        return {one.office: one for one in outliers(_values(self.stated), _values(self.last))}

    @property
    def is_read(self) -> bool:
        """Whether everything that a table shows of it was read."""
        return "outliers" in self.__dict__

    def read(self) -> None:
        """Read what a table shows of it."""
        self.outliers  # noqa: B018 - it is kept from now on

    @cached_property
    def texts(self) -> Mapping[int, str]:
        """What every office states, as it is shown; each is written when it is looked at."""
        return _Texts(self.stated)

    @cached_property
    def awaited(self) -> Mapping[int, KeptStatement]:
        """What offices gave otherwise than in a report and no paper says yet, by their numbers."""
        return self.matrix.awaited.get(self.place, {})

    def share(self, outlier: Outlier) -> Fraction:
        """How much of the total an outlier may change; nothing where it is not added."""
        number = self.item.cell.number if self.item.cell and self.item.how is Merge.SUM else None
        return abs(outlier.effect) / abs(number.value) if number and number.digits else Fraction(0)

    @property
    def total(self) -> str:
        """What lower offices come to; of a rate between which ends theirs lie."""
        if self.item.cell is not None:
            return shown(self.item.cell)
        tally = self.matrix.result.below.tallies.tally(self.place, self.item.how)
        if self.item.how is not Merge.NONE or tally.least is None or tally.most is None:
            return ""
        ends = dict.fromkeys(show(rounded(end, self.measure.decimals)) for end in (tally.least, tally.most))
        return "–".join(ends)

    @property
    def counted(self) -> str:
        """How many of the lowest offices are in it, of how many."""
        return f"{self.item.counted}/{self.item.counted + self.item.missing}"

    @property
    def addition(self) -> Mark | None:
        """What the office itself adds."""
        return self.own.mark(MarkKind.ADDED) if self.own else None

    @cached_property
    def difference(self) -> Apart:
        """How the own number stands to what lower offices come to: nothing exact while one is missing."""
        item, own = self.item, self.own
        if own is None or own.number is None or item.how is Merge.OWN or not item.counted:
            return Apart()
        if item.missing:
            return Apart("chưa đủ")
        check = comparisons.beside_lower(self.matrix.amounts, item.address, _ANY)
        if check is not None and check.total is not None:
            verdict = check.judge()
            if verdict is None:
                return Apart("hợp lý" if item.how is Merge.NONE else "khớp", "ok")
            if item.how is Merge.NONE:
                return Apart("ngoài khoảng", "warning")
            now, added = verdict.values
            return _apart(now - added, own.number.decimals)
        if item.cell is None or item.cell.number is None:
            return Apart()
        return _apart(own.number.value - item.cell.number.value, own.number.decimals)

    def probably(self, one: ProbableSlip) -> str:
        """What a number was probably meant to be, and what agrees then."""
        unit = self.figure.unit(self.item.address.row, self.item.address.measure)
        agrees = ["số liệu của đơn vị khớp nhau"] if one.resolves else []
        agrees += ["tổng hợp bằng số báo cáo"] if one.fits else []
        agrees = agrees or ["gần với số năm trước"]
        meant = with_unit(show(one.meant), unit)
        about = "" if one.alone else "khoảng "
        return f"Nếu là {about}{meant} thay vì {show(one.now)} thì {', '.join(agrees)} (có thể {one.slip})."

    def silent(self) -> list[LowerOffice]:
        """The offices that say nothing of it."""
        return [one for one in self.matrix.offices if self.texts[one.number] == ELLIPSIS]

    def completing(self) -> dict[str, Number]:
        """What each office that says nothing stated a year ago; none where one of them did not."""
        before = {one.unit.name: self.last.get(one.number) for one in self.silent()}
        found = {name: part.number for name, part in before.items() if part is not None and part.number is not None}
        return found if len(found) == len(before) else {}


class Matrix:
    """What the offices below one state."""

    def __init__(
        self, workspace: Workspace, draft: Report, number: int | None = None, result: Result | None = None
    ) -> None:
        """Add them up, unless that was done (`result`); `number` is whose they are, those of the draft's unless said.

        Raises KnownError where the office has none below it.
        """
        self.workspace, self.draft = workspace, draft
        self.result = result or consolidating.of(workspace, draft)
        self.units = workspace.units()
        self.number = number or self.units.number(draft.unit.id) or 0
        draft.neighbours.totals[draft.period] = self.result.below.tallies
        self.offices = sorted(self._offices(), key=lambda one: one.number)
        self.items = {item.address: item for item in self.result.found.cells}
        self._reports: dict[int, Report | None] = {}
        self._columns: dict[Address, MatrixColumn] = {}
        self.amounts = Amounts(draft)

    def _offices(self) -> Iterator[LowerOffice]:
        chosen, end = self.result.below.chosen, self.draft.period.end
        arrived = self.workspace.received(self.draft.template.code, self.draft.period)
        returned = {one.unit for one in arrived if one.standing and one.returned}
        for number, received in chosen.received.items():
            yield LowerOffice(number, self.units.at(number, end), received, _remark(received))
        for number in chosen.drafts:
            yield LowerOffice(number, self.units.at(number, end), None, "nhập tại đây")
        for number in chosen.absent:
            remark = "báo cáo lại" if number in returned else "chưa gửi"
            yield LowerOffice(number, self.units.at(number, end), None, remark)

    @cached_property
    def _drafts(self) -> Mapping[int, Mapping[Address, Part]]:
        """What reports that are kept here themselves state, by office and cell."""
        return {office: _parts(report) for office, report in self.result.below.chosen.drafts.items()}

    @cached_property
    def before(self) -> Period | None:
        """The period a year earlier."""
        return self.draft.period.a_year_earlier()

    @cached_property
    def _former(self) -> Mapping[int, int]:
        """The offices of a year ago, by the numbers of the revisions that count."""
        held = self.workspace.received(self.draft.template.code, self.before) if self.before else []
        return {one.id: one.unit for one in held if one.counts}

    def stated(self, place: Address) -> Mapping[int, Part]:
        """What offices state of a cell, its row called as in `called_rows`, by their numbers."""
        held = self.workspace.column(self.draft.template, self.draft.period, place)
        chosen = self.result.below.chosen.received
        found = {office: held[one.id] for office, one in chosen.items() if one.id in held}
        return found | {office: parts[place] for office, parts in self._drafts.items() if place in parts}

    def stated_last(self, place: Address, how: Merge) -> Mapping[int, Part]:
        """What they stated a year ago; those that were merged since, together where the cell can be added up."""
        if not self._former or self.before is None:
            return {}
        held = self.workspace.column(self.draft.template, self.before, place)
        found = {self._former[one]: part for one, part in held.items() if one in self._former}
        if how is Merge.SUM:
            return found | dict(self._merged(found, self.before))
        if how is Merge.RECOMPUTE:
            return found | {one: parts[place] for one, parts in self._mergers.items() if place in parts}
        return found

    def _merged(self, found: Mapping[int, Part], before: Period) -> Iterator[tuple[int, Part]]:
        """What offices that were merged since stated together, by the office that stands in their place."""
        for office in [one.number for one in self.offices if one.number not in found]:
            former, _ = lower_offices.basis(self.units, office, before)
            if former and all(one in found for one in former):
                yield office, tallies.together([found[one] for one in former])

    @cached_property
    def _mergers(self) -> Mapping[int, Mapping[Address, Part]]:
        """What offices that were merged since come to together, rates worked out anew, by office and cell."""
        if self.before is None:
            return {}
        template, there = self.draft.template, {*self._former.values()}
        found = {
            one.number: self.workspace.before_merger(template, one.number, self.before)
            for one in self.offices
            if one.number not in there
        }
        return {office: _parts(report) for office, report in found.items() if report is not None}

    @cached_property
    def awaited(self) -> Mapping[Address, Mapping[int, KeptStatement]]:
        """The numbers that offices gave otherwise than in a report, by cell (its row joined) and office."""
        owners = {one.id: office for office, one in self.result.below.chosen.received.items()}
        found: dict[Address, dict[int, KeptStatement]] = {}
        for _, one in self.result.below.statements:
            place = one.address._replace(row=joined(one.address.row))
            found.setdefault(place, {})[owners[one.received]] = one
        return found

    def column(self, address: Address) -> MatrixColumn:
        """One cell as every office states it."""
        if address not in self._columns:
            self._columns[address] = MatrixColumn(self, self.items[address])
        return self._columns[address]

    def forget(self) -> None:
        """The draft has changed: its own numbers are read anew."""
        self.amounts = Amounts(self.draft)
        for column in self._columns.values():
            column.own = self.draft.cell(column.item.address)
            column.__dict__.pop("difference", None)

    def silent(self, address: Address) -> list[str]:
        """The offices that say nothing of a cell, by name, with why where that was noted."""
        absent = self.result.below.chosen.absent
        partly = self.items[address].missing > len(absent)
        found = self.column(address).silent() if partly else [one for one in self.offices if one.number in absent]
        reasons = {one.number: f" ({why})" for one in found if (why := self.reasons.get(one.number))}
        return [f"{one.unit.name}{reasons.get(one.number, '')}" for one in found]

    @cached_property
    def reasons(self) -> Mapping[int, str]:
        """Why offices are known to send nothing, by their numbers."""
        return self.workspace.absences(self.draft.template.code, self.draft.period)

    def take(self, address: Address) -> list[Change]:
        """The changes that put the sum in the place of the office's own number; what it adds itself stays."""
        return self._taken(address, self.column(address).addition)

    def add_own(self, address: Address, number: Number | None, reason: str) -> list[Change]:
        """The changes by which the office adds a number of its own to the sum, None for none any more."""
        return self._taken(address, Mark(MarkKind.ADDED, reason, number) if number is not None else None)

    def _taken(self, address: Address, own: Mark | None) -> list[Change]:
        remarks = self._remarks.get(self.column(address).place, ())
        return drafting.taken(self.draft, self.result.found, self.items[address], own, self.silent(address), remarks)

    def take_all(self) -> list[Change]:
        """The changes that put every sum where nobody typed a number."""
        found, pins = self.result.found, self.result.below.pins
        return drafting.changes(self.draft, found, pins, self.silent, self._remarks)

    @cached_property
    def _remarks(self) -> Mapping[Address, Sequence[Mark]]:
        return consolidating.marks(self.result)

    def estimate(self, address: Address) -> list[Change]:
        """The changes that complete a sum by last year's numbers of who is missing; none where they are not known."""
        missing = self.column(address).completing()
        if not missing or self.before is None:
            return []
        return drafting.estimated(
            self.draft, self.result.found, self.items[address], missing, self.before.label.lower()
        )

    def column_below(self, column: MatrixColumn, office: int) -> MatrixColumn | None:
        """A cell of an office as those below it state it; None where there are none, or its report has no such cell.

        Raises KnownError where their reports did not come along.
        """
        if not self.units.below(office, self.draft.period.end):
            return None
        unit = self.units.at(office, self.draft.period.end)
        report = self.report_of(office) or Report(self.draft.template, unit, self.draft.period)
        lower = Matrix(self.workspace, replace(report, unit=unit), office)
        if not lower.result.below.tallies.whole:
            raise KnownError(f"Chưa nhận báo cáo nào của các đơn vị dưới {unit.name}.")
        found = (lower.column(address) for address in lower.items if address.figure == column.place.figure)
        return next((one for one in found if one.place == column.place), None)

    def reading(self, column: MatrixColumn, office: int) -> tuple[Report, Address] | None:
        """The report of an office and where a cell stands in it; None where there is no such cell."""
        if office not in self._reports:
            self._reports[office] = self.report_of(office)
        report = self._reports[office]
        if report is None:
            return None
        for address in report.addresses(report.template.figures[column.place.figure]):
            row = joined(called(column.figure, address.row, report.rows))
            if address._replace(row=row) == column.place:
                return report, address
        return None

    def probable(self, column: MatrixColumn) -> list[ProbableSlip]:
        """Whose number was probably meant to be another; with everybody in, by the office's own number too."""
        item, own = column.item, column.own
        apart = None
        if item.how is Merge.SUM and not item.missing and own and own.number and item.cell and item.cell.number:
            added = column.addition.number if column.addition else None
            apart = own.number.value - item.cell.number.value - (added.value if added else 0)
        stated = {office: part.number for office, part in column.stated.items() if part.number is not None}
        expected = {office: one.expected for office, one in column.outliers.items() if one.last is not None}
        return probable(stated, apart or None, expected, lambda office: self.reading(column, office))

    def behind(self, identity: str) -> list[str]:
        """Which offices' own reports fail the check that their sums fail, and what would mend them, in words."""
        found = []
        doubtful = [one for one in self.offices if one.received and any(one.received.findings[:2])]
        for office in doubtful[:_LOOKED_AT]:
            report = self.report_of(office.number)
            checker = Checker(report) if report else None
            for one in checker.findings() if checker else ():
                if checker and one.id == identity and one.severity is not Severity.INFO:
                    best = [f" {raised(mend.reason)}" for mend in suggest(checker, one)[:1] if mend.best]
                    found.append(f"{office.unit.name}: {lowered(one.message)}{''.join(best)}")
        return found[:_TOLD]

    def slips(self, address: Address) -> list[str]:
        """Whose number was probably a slip where a sum does not fit, in words."""
        column = self.column(address)
        names = {one.number: one.unit.name for one in self.offices}
        return [f"{names[one.office]}: {lowered(column.probably(one))}" for one in self.probable(column)]

    def history(self, column: MatrixColumn, office: int) -> list[str]:
        """What an office stated in each revision that came, the latest first."""
        arrived = self.workspace.received(self.draft.template.code, self.draft.period)
        found = []
        for one in [held for held in arrived if held.unit == office][::-1][:_REVISIONS]:
            report = self.workspace.received_report(one.id, self.draft.template)
            cells = {
                address._replace(row=joined(called(column.figure, address.row, report.rows))): cell
                for address, cell in report.cells.items()
                if address.figure == column.place.figure
            }
            number = shown(cells.get(column.place)) or "ô trống"
            found.append(f"{moment_at(one.at)}: nhận {number} từ {one.file}")
        return found

    def report_of(self, office: int) -> Report | None:
        """The report of an office, read whole; None where there is none."""
        chosen = self.result.below.chosen
        if office in chosen.drafts:
            return chosen.drafts[office]
        held = chosen.received.get(office)
        return self.workspace.received_report(held.id, self.draft.template) if held else None


def write(workspace: Workspace, result: Result, who: str) -> int:
    """Put the sums into the draft of the office, and return how many cells changed.

    Raises KnownError where the file has no such draft, or it is final.
    """
    if not result.stored:
        missing = f"{result.draft.period.label} của {result.draft.unit.name}"
        raise KnownError(f"Tệp này chưa có báo cáo {missing}; đề nghị tạo báo cáo trước.")
    made = Matrix(workspace, result.draft, result=result).take_all()
    for change in made:
        result.draft.apply(change)
    if made:
        workspace.save(result.draft, made, who)
    return sum(drafting.is_cell(change) for change in made)


def moved(workspace: Workspace, draft: Report) -> tuple[Correction, ...]:
    """What the sums of a report become by what stands now: rates and all; the report itself is not touched."""
    now = replace(
        draft,
        cells=dict(draft.cells),
        rows=dict(draft.rows),
        coverage=dict(draft.coverage),
        sources=dict(draft.sources),
    )
    for change in Matrix(workspace, now).take_all():
        now.apply(change)
    return differences(draft, now)


def _remark(received: Received) -> str:
    """What is to be known of the report of an office."""
    if received.edited:
        return "sửa tay"
    return f"bản {received.number}" if received.number > 1 else ""


def _text(part: Part | None) -> str:
    """What an office states, as short as signs are; "…" for nothing."""
    if part is None or not part.counted:
        return ELLIPSIS
    state = RANKS[part.rank] if part.rank < UNLIKE else None
    return shown(Cell(part.number, state)) if state else "0"


class _Texts(dict[int, str]):
    """What offices state, as it is shown."""

    def __init__(self, stated: Mapping[int, Part]) -> None:
        super().__init__()
        self._stated = stated

    def __missing__(self, office: int) -> str:
        text = self[office] = _text(self._stated.get(office))
        return text


def _values(stated: Mapping[int, Part]) -> dict[int, Fraction | int]:
    """What is stated as numbers; what there was none of is nought."""
    nil = RANKS.index(State.NIL)
    return {
        office: (part.number.value if part.number.decimals else part.number.digits) if part.number else 0
        for office, part in stated.items()
        if part.number is not None or part.rank == nil
    }


def _apart(difference: Fraction, decimals: int) -> Apart:
    if not difference:
        return Apart("khớp", "ok")
    how = "cao hơn" if difference > 0 else "thấp hơn"
    return Apart(f"{how} {show(rounded(abs(difference), decimals))}", "error")


def _parts(report: Report) -> Mapping[Address, Part]:
    """What a report states, by cell, its rows called as in `called_rows`."""
    return {part.address._replace(row=joined(part.address.row)): part for part in tallies.parts(report)}
