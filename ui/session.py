"""The open report: what the widgets show, and the only way by which they change it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from forms.checks import progress
from forms.checks.checker import Checker
from forms.checks.findings import Finding, Suggestion
from forms.checks.structure import Addition
from forms.definitions.rules import Severity
from forms.definitions.span import Across
from forms.definitions.template import Breakdown, Figure, LegalConstant, Section
from forms.errors import KnownError
from forms.report.cells import Address, Cell
from forms.report.changes import Change, SetCell, SetRow
from forms.report.kinds.table import cells_of
from forms.report.report import Report
from forms.values import clock
from forms.values.frozen import frozen
from forms.values.period import Period
from storage.steps import Step
from storage.tables.cells import HistoryEntry
from storage.workspace import Batch, Replied, Workspace
from ui.preferences import login

_PAUSE = 400  # milliseconds of calm before periods are judged anew that are compared with a changed one


@frozen
class Touched:
    """What a change reached: cells that changed or are marked otherwise, and whether rows came, went or moved."""

    cells: frozenset[Address]
    rows: bool = False

    @property
    def figures(self) -> frozenset[str]:
        """The codes of the figures reached."""
        return frozenset(address.figure for address in self.cells)


class Session(QObject):
    """A report with its workspace and findings; every change is on disk before a signal tells of it."""

    changed = Signal(object)  # Touched
    recounted = Signal()  # findings, or how full sections are
    saved = Signal(datetime)

    def __init__(self, workspace: Workspace, report: Report, who: str = "") -> None:
        super().__init__()
        self.workspace = workspace
        self.report = report
        self.reports = report.span  # the periods side by side, this one the last
        self.who = who or login()  # whom the history names
        self._figures = report.template.figures
        self._filled: dict[str, tuple[int, int]] = {}
        self._stale: set[Period] = set()  # periods whose checks read numbers of others that changed since
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.timeout.connect(self._catch_up)
        self._look_for_steps()
        self._bind()

    def _bind(self) -> None:
        self._checkers = {report.period: Checker(report) for report in self.reports}
        self._stale.clear()
        self._sort()

    def _look_for_steps(self) -> None:
        self.can_undo = bool(self._steps(undone=False))
        self.can_redo = bool(self._steps(undone=True))

    def _steps(self, *, undone: bool) -> list[tuple[Report, Step]]:
        """What can be undone, or done again: the steps that were made together last."""
        done = [(one, step) for one in self.reports if (step := self.workspace.step(one)) is not None]
        last = max((step.turn for _, step in done), default=-1)
        if not undone:
            return [(one, step) for one, step in done if step.turn == last]
        taken = [(one, step) for one in self.reports if (step := self.workspace.step(one, undone=True)) is not None]
        first = min((step.turn for _, step in taken if step.turn > last), default=-1)
        return [(one, step) for one, step in taken if step.turn == first]

    def _sort(self) -> None:
        found = [finding for checker in reversed(self._checkers.values()) for finding in checker.findings()]
        self.findings: list[Finding] = sorted(found, key=lambda finding: list(Severity).index(finding.severity))
        self._by_section: dict[str, list[Finding]] = {}
        self._worst: dict[tuple[Period | None, Address], Finding] = {}
        for finding in self.findings:
            self._by_section.setdefault(self.section_of(finding), []).append(finding)
            if finding.open:
                self._worst.setdefault((finding.period, finding.cells[0]), finding)

    def at(self, period: Period | None) -> Report:
        """The report of a period side by side; the one that is open for any other."""
        return next((report for report in self.reports if report.period == period), self.report)

    def put(self, *changes: Change, to: Report | None = None) -> None:
        """Make changes: on disk, then in memory and findings; raises KnownError, nothing changed, when disk fails.

        They are of the report that is open, or of `to`, one of those beside it.
        """
        self.put_all([(to or self.report, changes)])

    def put_all(self, made: Sequence[tuple[Report, Sequence[Change]]], replies: Sequence[Replied] = ()) -> None:
        """Make changes of several periods together, as `put` does, with the agencies' replies that they came from."""
        batches = [(one, changes, [one.apply(change) for change in changes][::-1]) for one, changes in made]
        try:
            self.workspace.save_all([Batch(*batch) for batch in batches], self.who, replies=replies)
        except BaseException:
            for one, _, back in reversed(batches):
                for change in back:
                    one.apply(change)
            raise
        if batches:
            self.can_undo, self.can_redo = True, False
            self._announce(batches)

    def follow_plan(self) -> None:
        """Work by the plan that the file has now: another list was taken in."""
        for one in self.reports:
            one.plan = self.workspace.plan_of(one)
        self._bind()
        self.changed.emit(Touched(frozenset()))
        self.recounted.emit()

    def follow_offices(self) -> None:
        """Work beside what lower offices have sent by now."""
        for one in self.reports:
            self.workspace.beside(one)
        self._bind()
        self.changed.emit(Touched(frozenset()))
        self.recounted.emit()

    def undo(self) -> tuple[Change, ...]:
        """Take back the last step; returns the changes that did, none when there was nothing to take back."""
        return self._turn(self._steps(undone=False), undone=True)

    def redo(self) -> tuple[Change, ...]:
        """Make again the step that was taken back last; returns its changes."""
        return self._turn(self._steps(undone=True), undone=False)

    def _turn(self, made: Sequence[tuple[Report, Step]], *, undone: bool) -> tuple[Change, ...]:
        if not made:
            return ()
        batches = []
        for one, step in made:
            changes = step.back if undone else step.forth
            batches.append((one, changes, [one.apply(change) for change in changes][::-1]))
        try:
            if any(
                tuple(back) != (step.forth if undone else step.back)
                for (_, step), (_, _, back) in zip(made, batches, strict=True)
            ):
                raise KnownError("Ô này đã được sửa ở nơi khác nên không hoàn tác được; đề nghị xem lịch sử của ô.")
            self.workspace.save_steps(made, undone=undone, who=self.who)
        except BaseException:
            for one, _, back in reversed(batches):
                for change in back:
                    one.apply(change)
            raise
        self._look_for_steps()
        self._announce(batches)
        return tuple(change for _, changes, _ in batches for change in changes)

    def _announce(self, batches: Sequence[tuple[Report, Sequence[Change], Sequence[Change]]]) -> None:
        """Check again what changes of reports touch, and say what happened; each comes with what takes it back."""
        before = set(self.findings)
        changes = [change for _, made, _ in batches for change in made]
        cells = {address for change in changes for address in cells_of(change)}
        rows = any(isinstance(change, SetRow) for change in changes)
        strays = any(not self.report.has(address) for address in cells)
        if rows or strays:
            self._bind()
        else:
            for report, made, _ in batches:
                self._judge(report, made)
            self._sort()
        judged = before.symmetric_difference(self.findings)
        cells.update(finding.cells[0] for finding in judged if finding.open)
        # a number in the place of a number leaves its figure as full as it was
        both = [*changes, *(change for _, _, back in batches for change in back)]
        blank = {change.address for change in both if isinstance(change, SetCell) and change.cell is None}
        for address in cells if rows else blank:
            self._filled.pop(address.figure, None)
        self.saved.emit(clock.local(clock.now()))
        self.changed.emit(Touched(frozenset(cells), rows))
        if rows or blank or judged:
            self.recounted.emit()

    def add_param(self, name: str, constant: LegalConstant) -> None:
        """Add a legal constant of the office's own, and check with it."""
        self.workspace.add_param(name, constant, self.who)
        self._check_anew()

    def remove_param(self, number: int) -> None:
        """Take away a legal constant of the office's own, and check without it."""
        self.workspace.remove_param(number, self.who)
        self._check_anew()

    def _check_anew(self) -> None:
        """Bind every check to the constants of now, and say what the findings became."""
        template = self.workspace.own_params(self.report.template)
        for report in self.reports:
            report.template = template
        before = set(self.findings)
        self._bind()
        judged = before.symmetric_difference(self.findings)
        self.saved.emit(clock.local(clock.now()))
        self.changed.emit(Touched(frozenset(finding.cells[0] for finding in judged)))
        self.recounted.emit()

    def _judge(self, report: Report, changes: Sequence[Change]) -> None:
        """Judge again what the changes of a report touch; the periods after it are compared with other numbers now."""
        addresses = [change.address for change in changes if isinstance(change, SetCell)]
        for address in addresses:
            self._checkers[report.period].changed(address)
        if addresses:
            self._stale.update(later.period for later in self.reports if later.period > report.period)
        if self._stale:
            self._calm.start(_PAUSE)

    def _catch_up(self) -> None:
        """Judge anew the first period whose comparisons reach a number that changed, then the next: keys go first."""
        before = set(self.findings)
        for report in self.reports:
            if report.period in self._stale:
                self._stale.discard(report.period)
                self._checkers[report.period] = Checker(report)
                break
        self._sort()
        if judged := before.symmetric_difference(self.findings):
            self.changed.emit(Touched(frozenset(finding.cells[0] for finding in judged if finding.open)))
            self.recounted.emit()
        if self._stale:
            self._calm.start(0)

    def history(self, address: Address, report: Report | None = None) -> list[HistoryEntry]:
        """The changes of a cell, newest first."""
        return self.workspace.history(report or self.report, address)

    def suggestions(self, finding: Finding) -> tuple[Suggestion, ...]:
        """What would mend a finding, best first; takes some ten milliseconds."""
        from forms.suggestions.suggestions import suggest  # noqa: PLC0415 - a report opens without them

        checker = self._checkers[self.at(finding.period).period]
        return tuple(replace(found, period=finding.period) for found in suggest(checker, finding))

    def take(self, suggestion: Suggestion) -> None:
        """Make the changes of a suggestion, as one step; an estimate stays one.

        Raises KnownError, nothing changed, where a number is no longer the one that the suggestion is about.
        """
        report = self.at(suggestion.period)
        held = report.cells
        if any((cell := held.get(item.address)) is None or cell.number != item.old for item in suggestion.changes):
            raise KnownError("Số ở đây đã khác lúc có gợi ý; đề nghị xem gợi ý mới.")
        self.put(
            *(
                SetCell(item.address, Cell(item.new, held[item.address].state) if item.new else None)
                for item in suggestion.changes
            ),
            to=report,
        )

    def section_of(self, finding: Finding) -> str:
        """The code of the section to which a finding belongs."""
        return self._figures[finding.cells[0].figure].section

    def findings_of(self, section: Section) -> list[Finding]:
        """The findings of a section, most serious first."""
        return self._by_section.get(section.code, [])

    def additions(self, figure: Figure, breakdown: Breakdown, row: str, report: Report | None = None) -> list[Addition]:
        """The checks of what the rows of a breakdown add up to."""
        return self._checkers[(report or self.report).period].additions(figure, breakdown, row)

    def count(self, section: Section, severity: Severity) -> int:
        """How many findings of one severity a section has that nobody has accepted."""
        return sum(finding.severity is severity and not finding.accepted for finding in self.findings_of(section))

    def worst(self, address: Address, report: Report | None = None) -> Finding | None:
        """The most serious error or warning that names a cell first."""
        return self._worst.get(((report or self.report).period, address))

    def periods_of(self, figure: Figure) -> tuple[Report, ...]:
        """The reports in which a figure is filled: all side by side, or the last where it holds one value for all."""
        return self.reports if figure.across is Across.EACH else (self.report,)

    def filled(self, section: Section) -> tuple[int, int]:
        """How many cells of a section need nothing more, and how many there are."""
        figures = self.report.figures(section)
        for figure in figures:
            if figure.code not in self._filled:
                counts = [progress.filled(report, figure) for report in self.periods_of(figure)]
                self._filled[figure.code] = sum(full for full, _ in counts), sum(cells for _, cells in counts)
        counts = [self._filled[figure.code] for figure in figures]
        return sum(full for full, _ in counts), sum(cells for _, cells in counts)
