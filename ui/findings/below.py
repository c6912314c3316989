"""What a finding about sums owes to a lower office: whose report is probably wrong, told where the finding is."""

from __future__ import annotations

from forms.checks.findings import Finding
from forms.definitions.rules import Kind, Severity
from forms.report.below import Below
from ui.session import Session


class SlipsBelow:
    """What was found of each finding, for as long as nothing else arrives: reports of offices are read for it."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._below: Below | None = None
        self._found: dict[str, list[str]] = {}

    def of(self, finding: Finding) -> list[str]:
        """Whose number among the lower offices is probably a slip, where sums of theirs do not fit, in words."""
        report = self.session.at(finding.period)
        compared = finding.kind == Kind.CHILDREN
        sums = all(report.sum_below(address) is not None for address in finding.cells if address in report.cells)
        if report.below is None or not (compared or (sums and finding.severity is not Severity.INFO)):
            return []
        from ui.jobs.matrix import Matrix  # noqa: PLC0415 - few reports have lower offices

        if compared:  # the office's own number counts in it
            return Matrix(self.session.workspace, report).slips(finding.cells[0])
        if report.below is not self._below:
            self._below, self._found = report.below, {}
        if finding.id not in self._found:
            self._found[finding.id] = Matrix(self.session.workspace, report).behind(finding.id)
            self._below = report.below
        return self._found[finding.id]
