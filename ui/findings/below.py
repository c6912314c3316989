"""What a finding about lower offices owes to one of them: the tree's own suggestion, told where the finding is."""

from __future__ import annotations

from forms.checks.findings import Finding
from forms.definitions.rules import Kind
from ui.session import Session


def slips(session: Session, finding: Finding) -> list[str]:
    """Whose number among the lower offices is probably a slip, where a sum of theirs does not fit, in words."""
    report = session.at(finding.period)
    if finding.code.partition(".")[0] != Kind.CHILDREN or report.below is None:
        return []
    from ui.jobs.matrix import Matrix  # noqa: PLC0415 - few reports have lower offices

    return Matrix(session.workspace, report).slips(finding.cells[0])
