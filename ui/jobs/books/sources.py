"""Whose numbers a superior's workbook may want: those of the report's own office, and of the offices below it."""

from __future__ import annotations

from collections.abc import Mapping

from forms.report.cells import Mark, MarkKind
from forms.report.report import Report
from forms.values.period import Period
from storage.workspace import Workspace


class BookSources:
    """Whose numbers a workbook may want, seen from a report: the own ones and those of lower offices."""

    def __init__(self, workspace: Workspace, report: Report) -> None:
        self.workspace = workspace
        self.report = report
        self._units = workspace.units()
        self._held: dict[Period, Mapping[str, Report]] = {}

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
        if period not in self._held:
            self._held[period] = self._lower(period)
        return self._held[period].get(office)

    def _lower(self, period: Period) -> Mapping[str, Report]:
        """The reports of other offices on a period, by id: those that count, under what was said of them since."""
        workspace, template = self.workspace, self.report.template
        found = {self._units.ids[number]: one for number, one in workspace.drafts(template, period).items()}
        said = [one for one in workspace.statements(template.code, period) if one.open]
        for one in workspace.received(template.code, period):
            if not one.counts:
                continue
            there = workspace.received_report(one.id, template)
            for statement in said:
                if statement.received == one.id and there.has(statement.address):
                    told = Mark(MarkKind.STATEMENT, f"có số báo {statement.means.label}, chờ văn bản")
                    there.cells[statement.address] = statement.cell.marked(told)
            found[self._units.ids[one.unit]] = there
        return found
