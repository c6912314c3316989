"""Whose numbers a superior's workbook may want: those of the report's own office, and of the offices below it."""

from __future__ import annotations

from forms.report.cells import Mark, MarkKind
from forms.report.report import Report
from forms.values.period import Period
from storage.received import Received
from storage.workspace import Workspace


class BookSources:
    """Whose numbers a workbook may want, seen from a report: the own ones and those of lower offices."""

    def __init__(self, workspace: Workspace, report: Report) -> None:
        self.workspace = workspace
        self.report = report
        self._units = workspace.units()
        self._held: dict[tuple[str, Period], Report | None] = {}
        self._arrived: dict[Period, dict[int, Received]] = {}

    def offices(self) -> dict[str, str]:
        """The offices below that of the report, their names by id, in order."""
        day, own = self.report.period.end, self._units.number(self.report.unit.id)
        waiting = [] if own is None else self._units.below(own, day)
        found: dict[str, str] = {}
        while waiting:
            number = waiting.pop(0)
            if self._units.ids[number] not in found:
                found[self._units.ids[number]] = self._units.era(number, day).name
                waiting += self._units.below(number, day)
        return found

    def office(self, text: str) -> str:
        """The id of the office that a text names; "" for the report's own. Raises KnownError for none, or several."""
        found = self._units.ids[self._units.find(text, self.report.period.end)]
        return "" if found == self.report.unit.id else found

    def find(self, office: str, period: Period) -> Report | None:
        """What an office says of a period, as `forms.books.answers` asks."""
        own = self.report
        if not office or office == own.unit.id:
            return own if period == own.period else own.neighbours.at(own.unit, period)
        if (office, period) not in self._held:
            self._held[office, period] = self._lower(office, period)
        return self._held[office, period]

    def _lower(self, office: str, period: Period) -> Report | None:
        """The report of another office that counts, under what was said of it since; else one that is kept here."""
        workspace, template, number = self.workspace, self.report.template, self._units.number(office)
        if period not in self._arrived:
            self._arrived[period] = {one.unit: one for one in workspace.received(template.code, period) if one.counts}
        arrived = self._arrived[period].get(number or 0)
        if arrived is None:
            return workspace.drafts(template, period).get(number or 0)
        there = workspace.received_report(arrived.id, template)
        for statement in workspace.statements(template.code, period):
            if statement.open and statement.received == arrived.id and there.has(statement.address):
                told = Mark(MarkKind.STATEMENT, f"có số báo {statement.means.label}, chờ văn bản")
                there.cells[statement.address] = statement.cell.marked(told)
        return there
