"""The open report: what the widgets show, and the only way by which they change it."""

from __future__ import annotations

import getpass
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from forms.checks import Checker
from forms.definitions import Section
from forms.report import Address, Change, Report, SetCell, SetRow
from forms.rules import Finding, Severity
from storage.workspace import Workspace


class Session(QObject):
    """A report with its workspace and findings; every change is on disk before `changed` is emitted."""

    changed = Signal()
    saved = Signal(datetime)

    def __init__(self, workspace: Workspace, report: Report) -> None:
        super().__init__()
        self.workspace = workspace
        self.report = report
        self.who = getpass.getuser()
        self._checker = Checker(report)
        self.findings: list[Finding] = self._checker.findings()

    def put(self, *changes: Change) -> None:
        """Make changes: on disk, then in memory and findings; raises KnownError, nothing changed, when disk fails."""
        undo = [self.report.apply(change) for change in changes]
        try:
            self.workspace.save(self.report, changes, who=self.who)
        except BaseException:
            for change in reversed(undo):
                self.report.apply(change)
            raise
        if any(isinstance(change, SetRow) for change in changes):
            self._checker = Checker(self.report)
        else:
            for change in changes:
                if isinstance(change, SetCell):
                    self._checker.changed(change.address)
        self.findings = self._checker.findings()
        self.saved.emit(datetime.now().astimezone())
        self.changed.emit()

    def section_of(self, finding: Finding) -> str:
        """The code of the section to which a finding belongs."""
        return self.report.template.figures[finding.cells[0].figure].section

    def findings_of(self, section: Section) -> list[Finding]:
        """The findings of a section, most serious first."""
        return [finding for finding in self.findings if self.section_of(finding) == section.code]

    def count(self, section: Section, severity: Severity) -> int:
        """How many findings of one severity a section has."""
        return sum(finding.severity is severity for finding in self.findings_of(section))

    def worst(self, address: Address) -> Finding | None:
        """The most serious error or warning that names a cell."""
        return next(
            (
                finding
                for finding in self.findings
                if finding.severity is not Severity.INFO and address == finding.cells[0]
            ),
            None,
        )

    def filled(self, section: Section) -> tuple[int, int]:
        """How many cells of a section say something, and how many there are."""
        addresses = [address for figure in section.figures.values() for address in self.report.addresses(figure)]
        return sum(address in self.report.cells for address in addresses), len(addresses)
