"""Whether a report on disk is what was written: all that it holds is compared with the end of its history.

A change is written twice, as what the report holds from then on and as a line of its history, on different pages of
the file. A bit that flips on a stick or in a copy makes the two differ, so that a damaged number is never taken for
a right one. The comparison costs one pass through the history when a report is read, and nothing when one types.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping

from forms.report.changes import SetDetail
from forms.report.kinds.table import KINDS
from forms.report.report import Report
from forms.values.frozen import frozen
from storage.tables.cells import Subject

_LATER = frozenset({"notes", "acceptances", "stages", "revisions"})  # kinds that older programs kept no history of
_EVENTS = frozenset({"state"})  # kinds whose history says what happened, not what holds
_NAMES = {kind.code: kind.name for kind in KINDS.values()} | {
    "": KINDS[SetDetail].name,
    "revisions": "bản đã chốt",
}


@frozen
class Discrepancy:
    """Where a report and its history differ: what it holds, and what was written last; "" for nothing."""

    subject: Subject
    held: str
    written: str

    def where(self, report: Report) -> str:
        """The place in words."""
        figure = report.template.figures.get(self.subject.figure)
        if figure is None:
            return _NAMES.get(self.subject.row, self.subject.figure) if not self.subject.figure else self.subject.figure
        try:
            row = report.label(figure, self.subject.row)
            measure = figure.measures_at(self.subject.row).get(self.subject.measure)
        except LookupError:  # what is damaged may name any row
            row, measure = self.subject.row, None
        names = [figure.label, row if self.subject.row else "", measure.label if measure else ""]
        return " - ".join(name for name in names if name)


def written(connection: sqlite3.Connection, number: int) -> Iterator[tuple[Subject, str]]:
    """The history of a report, oldest first: of what subject, and what it said from then on."""
    for *subject, new in connection.execute(
        'SELECT figure, "row", measure, new FROM history WHERE report = ? ORDER BY id', [number]
    ):
        yield Subject(*subject), new


def discrepancies(held: Mapping[Subject, str], last: Mapping[Subject, str]) -> Iterator[Discrepancy]:
    """Every subject at which what is held is not what was written last."""
    for subject in sorted({subject for subject, _ in held.items() ^ last.items()}):
        if not subject.figure and (subject.row in _EVENTS or (subject.row in _LATER and subject not in last)):
            continue
        if held.get(subject, "") != last.get(subject, ""):
            yield Discrepancy(subject, held.get(subject, ""), last.get(subject, ""))
