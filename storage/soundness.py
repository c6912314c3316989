"""Whether a report on disk is what was written: all that it holds is compared with the end of its history.

A change is written twice, as what the report holds from then on and as a line of its history, on different pages of
the file. A bit that flips on a stick or in a copy makes the two differ, so that a damaged number is never taken for
a right one. The comparison costs one pass through the history when a report is read, and nothing when one types.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
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


def written(connection: sqlite3.Connection, number: int) -> Iterator[tuple[Place, str]]:
    """The history of a report, oldest first: of what place, and what it said from then on."""
    for *place, new in connection.execute(
        'SELECT figure, "row", measure, new FROM history WHERE report = ? ORDER BY id', [number]
    ):
        yield Place(*place), new


def doubts(held: Mapping[Place, str], last: Mapping[Place, str]) -> Iterator[Doubt]:
    """Every place at which what is held is not what was written last."""
    for place in sorted({place for place, _ in held.items() ^ last.items()}):
        kind = "" if place.figure else place.row
        if kind in _EVENTS or (kind in _LATER and place not in last):
            continue
        if held.get(place, "") != last.get(place, ""):
            yield Doubt(place, held.get(place, ""), last.get(place, ""))
