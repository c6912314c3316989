"""What a workspace file holds of other offices: who they are, what they sent, and what it comes to."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from forms.books.pointing import BookLayout
from forms.definitions.template import Template
from forms.errors import KnownError
from forms.report import archive
from forms.report.cells import Address
from forms.report.envelope import Envelope
from forms.report.report import Report
from forms.sums import tallies
from forms.sums.tallies import Part, Tallies
from forms.values.period import Period
from storage import absences, layouts, lower_offices, received, seals, statements
from storage.held import HeldFile
from storage.layouts import OfficeLayout
from storage.lower_offices import LowerOffices, Senders, Tree
from storage.received import Keeper, Received, ReceivedOn, SourceFile
from storage.statements import Attachment, KeptStatement, Statement
from storage.tables import cells, contents, letters, units
from storage.tables.letters import KeptLetter, Letter
from storage.tables.units import Units

if TYPE_CHECKING:
    from forms.lists.unit_list import UnitLine
    from storage.intake import Intake, Yes

_ON_PAPER = SourceFile("Chưa có tệp", "")


class ExchangeFile(HeldFile):
    """A workspace file as it stands between offices."""

    _added_up: tuple[tuple[object, ...], LowerOffices] | None = None  # what was asked last, and the answer
    _sound: tuple[object, set[tuple[str, str]]] = (None, set())  # on which cells are as they were sealed

    def units(self) -> Units:
        """Every office that the file knows."""
        with self._reading():
            return units.read(self._connection)

    def put_units(self, lines: Sequence[UnitLine], levels: Sequence[str]) -> int:
        """Store a list of offices and return how many are new; raises KnownError for a list with a question in it."""
        from storage.tables import unit_list  # noqa: PLC0415 - a report opens without it

        with self._changing():
            added = unit_list.put(self._connection, lines, levels, self._own_number)
            seals.write(self._connection)
            return added

    def add_alias(self, name: str, office: str, day: date, who: str = "") -> str:
        """Keep that a name means an office, and return its name here; raises KnownError for none or several."""
        with self._changing():
            offices = units.read(self._connection)
            number = offices.find(office, day)
            units.tie(self._connection, name, number, cells.stamp(who))
            seals.write(self._connection)
            return offices.at(number, day).full

    @property
    def _own_number(self) -> int | None:
        return units.own_number(self._connection)

    @contextmanager
    def intake(self, who: str, yes: Yes | None = None) -> Iterator[Intake]:
        """Take in what other offices sent, all that is taken within in one transaction."""
        with self._changing():
            yield self._intake(who, yes)
            self._seal()

    @contextmanager
    def restoring(self) -> Iterator[sqlite3.Connection]:
        """Write what was rescued of another file, all of it in one transaction."""
        with self._changing():
            yield self._connection
            seals.hold_all(self._connection)
            seals.write(self._connection)

    def _seal(self, *places: tuple[str, str]) -> None:
        """Seal what other offices sent on some templates and periods, and all that is sealed as a whole."""
        for place in places:
            seals.hold(self._connection, *place)
        seals.write(self._connection)

    def _intake(self, who: str, yes: Yes | None) -> Intake:
        from storage.intake import Intake, Yes  # noqa: PLC0415 - a report opens without it

        rows = self._connection.execute("SELECT template, period FROM report WHERE unit = ?", [self._own_number])
        return Intake(self._connection, cells.stamp(who), yes or Yes(), self._require_held, set(rows.fetchall()))

    def looking(self, yes: Yes | None = None) -> Intake:
        """Look at what other offices sent, beside what is here; nothing is written, and a later change is not seen."""
        with self._reading():
            return self._intake("", yes)

    def received(self, template: str, period: Period) -> list[Received]:
        """Every revision that arrived on a period."""
        with self._reading():
            return received.found(self._connection, template, period.code)

    def received_from(self, number: int) -> int:
        """The office that sent a revision."""
        with self._reading():
            return received.require(self._connection, number).unit

    def chain(self, number: int) -> list[str]:
        """The digests of what a revision was issued as, oldest first."""
        with self._reading():
            return received.chain(self._connection, number)

    def arrivals(self) -> list[ReceivedOn]:
        """Every revision that arrived, on whatever template and period."""
        with self._reading():
            return received.arrivals(self._connection)

    def parts(self, template: Template, arrived: Received) -> list[Part]:
        """What a revision that arrived says of each cell."""
        with self._reading():
            if arrived.standing:
                self._require_held(*received.place(self._connection, arrived.id))
                return received.held(self._connection, arrived.id)
            return list(tallies.parts(received.read(self._connection, arrived.id, template)[0]))

    def total(self, template: Template, period: Period) -> Tallies:
        """What all reports on a period come to, whoever sent or wrote them."""
        with self._reading():
            numbers = [one.id for one in received.found(self._connection, template.code, period.code) if one.standing]
            self._require_held(template.code, period.code)
            stored = received.totals(self._connection, template.code, period.code, numbers) if numbers else {}
            kept = (tallies.tallied(tallies.parts(report)) for report in self.drafts(template, period).values())
            return Tallies(tallies.merged([stored, *kept]), 0, (), ())

    def received_report(self, number: int, template: Template) -> Report:
        """A revision that arrived, as a report to be looked at."""
        with self._reading():
            return received.read(self._connection, number, template)[0]

    def received_whole(self, number: int, template: Template) -> tuple[Report, Envelope | None]:
        """A revision that arrived, as a report, and what its envelope says of it."""
        with self._reading():
            return received.read(self._connection, number, template)

    def layouts(self, template: str) -> list[OfficeLayout]:
        """Where workbooks of offices' own have which cell."""
        with self._reading():
            return layouts.read(self._connection, template)

    def keep_layout(self, template: str, layout: OfficeLayout, who: str = "") -> None:
        """Remember where an office's own workbook has which cell."""
        with self._changing():
            layouts.keep(self._connection, template, layout, cells.stamp(who))

    def book_layouts(self, template: str) -> list[BookLayout]:
        """What the cells of superiors' workbooks want."""
        with self._reading():
            return layouts.read_books(self._connection, template)

    def keep_book_layout(self, template: str, layout: BookLayout, who: str = "") -> None:
        """Remember what the cells of a superior's workbook want."""
        with self._changing():
            layouts.keep_book(self._connection, template, layout, cells.stamp(who))

    def statements(self, template: str, period: Period) -> list[KeptStatement]:
        """Every number on a period that an office gave otherwise than in its report."""
        with self._reading():
            return statements.read(self._connection, template, period.code)

    def begin_on_paper(self, office: int, template: Template, period: Period, who: str) -> int:
        """Keep an empty draft for an office that sent no file, over which numbers by word or on paper are noted."""
        with self._changing():
            self._require_held(template.code, period.code)
            report = Report(template, units.read(self._connection).at(office, period.end), period)
            data, by = archive.encode(report), cells.stamp(who)
            keeper = Keeper(self._connection)
            kept = keeper.keep(office, report, (data, b""), None, _ON_PAPER, (0, 0, 0), by)
            self._seal((template.code, period.code))
            return kept

    def note_statement(self, number: int, report: Report, given: Statement, who: str = "") -> None:
        """Let a number count in the place of the received one; raises KnownError where that revision stands no more."""
        with self._changing():
            self._require_held(report.template.code, report.period.code)
            if not received.require(self._connection, number).standing:
                raise KnownError("Đã có bản mới hơn của đơn vị này; đề nghị ghi vào bản đó.")
            statements.note(self._connection, number, report, given, cells.stamp(who))
            self._seal((report.template.code, report.period.code))

    def withdraw_statement(self, statement: KeptStatement, template: Template) -> None:
        """Let the received number count again."""
        with self._changing():
            report = received.read(self._connection, statement.received, template)[0]
            self._require_held(report.template.code, report.period.code)
            statements.withdraw(self._connection, statement, report)
            self._seal((report.template.code, report.period.code))

    def attach(self, office: int, report: Report, name: str, content: bytes, who: str = "") -> None:
        """Keep a picture of an office's paper beside its reports on the template and period of one."""
        with self._changing():
            place = (report.template.code, report.period.code)
            statements.attach(self._connection, office, place, name, content, cells.stamp(who))

    def attachments(self, template: str, period: Period) -> list[Attachment]:
        """Every picture of a paper on a period."""
        with self._reading():
            return statements.attachments(self._connection, template, period.code)

    def picture(self, number: int) -> bytes:
        """What a picture holds."""
        with self._reading():
            return statements.picture(self._connection, number)

    def pinned(self, report: Report) -> list[tuple[bytes, bytes]]:
        """Data and envelopes, as they came, of the reports that one was made from, and those that they were."""
        with self._reading():
            found: dict[str, tuple[bytes, bytes]] = {}
            waiting = [pin.digest for pin in report.sources.values()]
            while waiting:
                digest = waiting.pop()
                number = received.number(self._connection, digest) if digest not in found else None
                if number is not None:
                    found[digest] = received.content(self._connection, number)
                    waiting += received.pins(found[digest][0])
            return [found[digest] for digest in sorted(found)]

    def give_back(self, number: int, reason: str) -> None:
        """Keep that a revision is to be reported again, and why; "" takes that back."""
        with self._changing():
            received.give_back(self._connection, received.require(self._connection, number).id, reason)

    def absences(self, template: str, period: Period) -> Mapping[int, str]:
        """Why offices are known to send nothing on a period, by their numbers."""
        with self._reading():
            return absences.read(self._connection, template, period.code)

    def note_absence(self, office: int, report: Report, reason: str, who: str = "") -> None:
        """Note why an office sends nothing on the template and period of a report; "" takes the reason back."""
        with self._changing():
            place = (report.template.code, report.period.code)
            absences.note(self._connection, office, place, reason, cells.stamp(who))

    def letters(self) -> list[KeptLetter]:
        """Every letter that was drafted, in order."""
        with self._reading():
            return letters.read(self._connection)

    def keep_letter(self, letter: Letter, who: str = "", when: datetime | None = None) -> None:
        """Keep that a letter was drafted."""
        with self._changing():
            letters.add(self._connection, letter, cells.stamp(who, when))

    def below(self, template: Template, office: int, period: Period) -> LowerOffices:
        """What the offices below one come to on a period."""
        with self._reading():
            return self._below(units.read(self._connection), template, office, period)

    def _below(self, offices: Units, template: Template, office: int, period: Period) -> LowerOffices:
        """What the offices below one come to, added up once for as long as nothing is written."""
        asked = (self._connection, self._connection.total_changes, template, office, period)
        if self._added_up is None or self._added_up[0] != asked:
            tree = Tree(self._connection, offices, template, partial(self.drafts, template), self._require_held)
            self._added_up = (asked, tree.below(office, period))
        return self._added_up[1]

    def senders(self, template: Template, office: int, period: Period) -> Senders:
        """Which of the offices below one have sent on a period, and which have not."""
        with self._reading():
            offices = units.read(self._connection)
            return Tree(
                self._connection, offices, template, partial(self.drafts, template), self._require_held
            ).senders(office, period)

    def column(self, template: Template, period: Period, address: Address) -> dict[int, Part]:
        """What the reports that lower offices sent state of a cell, by the number of the revision (`Received.id`)."""
        with self._reading():
            self._require_held(template.code, period.code)
            return received.column(self._connection, template.code, period.code, address)

    def _require_held(self, template: str, period: str) -> None:
        """Raise DatabaseError where the cells of a template and period are not as they were sealed; asked once."""
        if self._sound[0] is not self._connection:
            self._sound = (self._connection, set())
        if (template, period) not in self._sound[1]:
            seals.require_held(self._connection, template, period)
            self._sound[1].add((template, period))

    def drafts(self, template: Template, period: Period) -> Mapping[int, Report]:
        """The reports that are kept here themselves and say something, by office."""
        found = self._connection.execute(
            "SELECT id, unit FROM report WHERE template = ? AND period = ?", [template.code, period.code]
        ).fetchall()
        if not found:
            return {}
        offices, kept = units.read(self._connection), dict[int, Report]()
        for number, office in found:
            report = Report(template, offices.at(office, period.end), period)
            contents.read(self._connection, number, report)
            if report.cells:
                kept[office] = report
        return kept

    def beside(self, report: Report) -> str:
        """Put what lower offices come to beside a report, and its basis of a year ago where others stood in its place.

        Returns why there is no such basis; "" where nothing is to be said.
        """
        with self._reading():
            offices = units.read(self._connection)
            office = offices.number(report.unit.id)
            if office is None:
                return ""
            if self._connection.execute("SELECT 1 FROM received LIMIT 1").fetchone():
                found = self._below(offices, report.template, office, report.period)
                if found.tallies.offices:
                    report.neighbours.totals[report.period] = found.tallies
            why = ""
            for earlier in filter(None, {report.period.a_year_earlier(), report.period.opening()}):
                if report.neighbours.at(report.unit, earlier) is None:
                    basis, reason = self._basis(Report(report.template, report.unit, earlier), office, offices)
                    why = reason or why
                    if basis is not None:
                        report.neighbours.add(basis)
            report.neighbours.without_basis = why
            return why

    def before_merger(self, template: Template, office: int, earlier: Period) -> Report | None:
        """What offices that were merged into one reported together of an earlier period, its rates worked out anew.

        None for an office that was not made of others, and where any of them is missing.
        """
        with self._reading():
            offices = units.read(self._connection)
            return self._basis(Report(template, offices.at(office, earlier.end), earlier), office, offices)[0]

    def _basis(self, empty: Report, office: int, offices: Units) -> tuple[Report | None, str]:
        """An empty report filled in with the sum of what stood in its office's place, and why there is no basis."""
        former, why = lower_offices.basis(offices, office, empty.period)
        standing = {one.unit: one for one in received.found(self._connection, empty.template.code, empty.period.code)}
        drafts = self.drafts(empty.template, empty.period)
        before = [
            received.read(self._connection, standing[one].id, empty.template)[0] if one in standing else drafts.get(one)
            for one in former
        ]
        known = [one for one in before if one is not None]
        if not known or len(known) < len(former):
            return None, why
        from forms.consolidation.consolidating import consolidate  # noqa: PLC0415 - mostly not needed

        return consolidate(empty, tallies.of_reports(known)).report, why
