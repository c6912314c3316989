"""The open report: what the widgets show, and the only way by which they change it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from forms.checks import progress
from forms.checks.checker import Checker
from forms.checks.findings import Finding, Suggestion
from forms.checks.structure import Addition
from forms.definitions.rules import Severity
from forms.definitions.template import Breakdown, Figure, Section
from forms.errors import KnownError
from forms.report.cells import Address, Cell
from forms.report.changes import Change, SetCell, SetRow
from forms.report.kinds import cells_of
from forms.report.report import Report
from storage.cells import HistoryEntry
from storage.steps import Step
from storage.workspace import Workspace
from ui.preferences import login


@dataclass(frozen=True, slots=True)
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
        self.who = who or login()  # whom the history names
        self._figures = report.template.figures
        self._filled: dict[str, tuple[int, int]] = {}
        self._look_for_steps()
        self._bind()

    def _bind(self) -> None:
        self._checker = Checker(self.report)
        self._sort()

    def _look_for_steps(self) -> None:
        self.can_undo = self.workspace.step(self.report) is not None
        self.can_redo = self.workspace.step(self.report, undone=True) is not None

    def _sort(self) -> None:
        self.findings: list[Finding] = self._checker.findings()
        self._by_section: dict[str, list[Finding]] = {}
        self._worst: dict[Address, Finding] = {}
        for finding in self.findings:
            self._by_section.setdefault(self.section_of(finding), []).append(finding)
            if finding.open:
                self._worst.setdefault(finding.cells[0], finding)

    def put(self, *changes: Change) -> None:
        """Make changes: on disk, then in memory and findings; raises KnownError, nothing changed, when disk fails."""
        back = [self.report.apply(change) for change in changes][::-1]
        try:
            self.workspace.save(self.report, changes, self.who, back=back)
        except BaseException:
            for change in back:
                self.report.apply(change)
            raise
        self.can_undo, self.can_redo = True, False
        self._announce(changes, back)

    def undo(self) -> tuple[Change, ...]:
        """Take back the last step; returns the changes that did, none when there was nothing to take back."""
        return self._turn(self.workspace.step(self.report), undone=True)

    def redo(self) -> tuple[Change, ...]:
        """Make again the step that was taken back last; returns its changes."""
        return self._turn(self.workspace.step(self.report, undone=True), undone=False)

    def _turn(self, step: Step | None, *, undone: bool) -> tuple[Change, ...]:
        if step is None:
            return ()
        changes, expected = (step.back, step.forth) if undone else (step.forth, step.back)
        opposite = [self.report.apply(change) for change in changes][::-1]
        try:
            if tuple(opposite) != expected:
                raise KnownError("Ô này đã được sửa ở nơi khác nên không hoàn tác được; đề nghị xem lịch sử của ô.")
            self.workspace.save_step(self.report, step, undone=undone, who=self.who)
        except BaseException:
            for change in opposite:
                self.report.apply(change)
            raise
        self._look_for_steps()
        self._announce(changes, opposite)
        return changes

    def _announce(self, changes: Sequence[Change], back: Sequence[Change]) -> None:
        """Check again what the changes touch, and say what happened; `back` takes them back."""
        before = set(self.findings)
        cells = {address for change in changes for address in cells_of(change)}
        rows = any(isinstance(change, SetRow) for change in changes)
        if rows:
            self._bind()
        else:
            for change in changes:
                if isinstance(change, SetCell):
                    self._checker.changed(change.address)
            self._sort()
        judged = before.symmetric_difference(self.findings)
        cells.update(finding.cells[0] for finding in judged if finding.open)
        # a number in the place of a number leaves its figure as full as it was
        blank = {change.address for change in (*changes, *back) if isinstance(change, SetCell) and change.cell is None}
        for address in cells if rows else blank:
            self._filled.pop(address.figure, None)
        self.saved.emit(datetime.now().astimezone())
        self.changed.emit(Touched(frozenset(cells), rows))
        if rows or blank or judged:
            self.recounted.emit()

    def history(self, address: Address) -> list[HistoryEntry]:
        """The changes of a cell, newest first."""
        return self.workspace.history(self.report, address)

    def suggestions(self, finding: Finding) -> tuple[Suggestion, ...]:
        """What would mend a finding, best first; takes some ten milliseconds."""
        from forms.suggestions.suggestions import suggest  # noqa: PLC0415 - a report opens without them

        return suggest(self._checker, finding)

    def take(self, suggestion: Suggestion) -> None:
        """Make the changes of a suggestion, as one step; an estimate stays one.

        Raises KnownError, nothing changed, where a number is no longer the one that the suggestion is about.
        """
        held = self.report.cells
        if any((cell := held.get(item.address)) is None or cell.number != item.old for item in suggestion.changes):
            raise KnownError("Số ở đây đã khác lúc có gợi ý; đề nghị xem gợi ý mới.")
        self.put(
            *(
                SetCell(item.address, Cell(item.new, held[item.address].state) if item.new else None)
                for item in suggestion.changes
            )
        )

    def section_of(self, finding: Finding) -> str:
        """The code of the section to which a finding belongs."""
        return self._figures[finding.cells[0].figure].section

    def findings_of(self, section: Section) -> list[Finding]:
        """The findings of a section, most serious first."""
        return self._by_section.get(section.code, [])

    def additions(self, figure: Figure, breakdown: Breakdown, row: str) -> list[Addition]:
        """The checks of what the rows of a breakdown add up to."""
        return self._checker.additions(figure, breakdown, row)

    def count(self, section: Section, severity: Severity) -> int:
        """How many findings of one severity a section has that nobody has accepted."""
        return sum(finding.severity is severity and not finding.accepted for finding in self.findings_of(section))

    def worst(self, address: Address) -> Finding | None:
        """The most serious error or warning that names a cell first."""
        return self._worst.get(address)

    def filled(self, section: Section) -> tuple[int, int]:
        """How many cells of a section need nothing more, and how many there are."""
        figures = self.report.figures(section)
        for figure in figures:
            if figure.code not in self._filled:
                self._filled[figure.code] = progress.filled(self.report, figure)
        counts = [self._filled[figure.code] for figure in figures]
        return sum(full for full, _ in counts), sum(cells for _, cells in counts)
