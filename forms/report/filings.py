"""Whether each section of a report is handed in: as the office says, else as its cells do."""

from __future__ import annotations

from collections.abc import Mapping

from forms.definitions.template import Section
from forms.report.cells import State
from forms.report.changes import Filing
from forms.report.report import Report


def filings(report: Report) -> Mapping[str, Filing]:
    """Every section that has figures for this office, by its code."""
    return {
        section.code: report.sections.get(section.code) or _told(report, section)
        for section in report.template.sections.values()
        if report.figures(section)
    }


def _told(report: Report, section: Section) -> Filing:
    """What the cells of a section say: not yet while none says anything, no part of it where all say so."""
    codes = {figure.code for figure in section.figures.values()}
    states = {cell.state for address, cell in report.cells.items() if address.figure in codes} - {State.AWAITED}
    if not states:
        return Filing.NOT_YET
    return Filing.OUT_OF_SCOPE if states == {State.NOT_APPLICABLE} else Filing.FILED
