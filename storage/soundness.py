"""Whether a report on disk is what was written: all that it holds is compared with the end of its history.

A change is written twice, as what the report holds from then on and as a line of its history, on different pages of
the file. A bit that flips on a stick or in a copy makes the two differ, so that a damaged number is never taken for
a right one. The comparison costs one pass through the history when a report is read, and nothing when one types.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from forms.report.report import Report
from storage.cells import Place

_LATER = frozenset({"notes", "acceptances"})  # kinds that older programs kept no history of
_EVENTS = frozenset({"state"})  # kinds whose history says what happened, not what holds
_KINDS = {
    "": "thông tin văn bản",
    "acceptances": "giải trình",
    "documents": "văn bản được viện dẫn",
    "notes": "ghi chú ô",
    "paragraphs": "lời văn",
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """Where a report and its history differ: what it holds, and what was written last; "" for nothing."""

    place: Place
    held: str
    written: str

    def where(self, report: Report) -> str:
        """The place in words."""
        figure = report.template.figures.get(self.place.figure)
        if figure is None:
            return _KINDS.get(self.place.row, self.place.figure) if not self.place.figure else self.place.figure
        try:
            row = report.label(figure, self.place.row)
        except KeyError:
            row = self.place.row
        measure = figure.measures_at(self.place.row).get(self.place.measure)
        names = [figure.label, row if self.place.row else "", measure.label if measure else ""]
        return " - ".join(name for name in names if name)


def doubts(connection: sqlite3.Connection, number: int, held: Iterable[tuple[Place, str]]) -> Iterator[Doubt]:
    """Every place at which what is held is not what was written last."""
    found = dict(held)
    written = {
        Place(*place): new
        for *place, new in connection.execute(
            'SELECT figure, "row", measure, new FROM history WHERE report = ? ORDER BY id', [number]
        )
    }
    for place in sorted(found.keys() | written.keys()):
        kind = "" if place.figure else place.row
        if kind in _EVENTS or (kind in _LATER and place not in written):
            continue
        if found.get(place, "") != written.get(place, ""):
            yield Doubt(place, found.get(place, ""), written.get(place, ""))
