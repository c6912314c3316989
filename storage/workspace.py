"""The workspace: one SQLite file that holds units, reports, their cells and the history of every change."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from forms.definitions.template import LegalConstant, Template
from forms.document.owing import Asked, Holder
from forms.errors import KnownError
from forms.offices.deadlines import Deadline
from forms.offices.plan import LocalPlan
from forms.offices.units import Unit
from forms.report import archive, limits
from forms.report.cells import Address
from forms.report.changes import Change, SetState
from forms.report.kinds import bounds
from forms.report.report import Report
from forms.values import clock
from forms.values.period import Period
from storage import failures, receiving, schema, seals, signed, soundness, steps
from storage.exchange import ExchangeFile
from storage.failures import DamagedError
from storage.file import File, NewFile
from storage.receiving import Sent
from storage.signed import SignedCopy, Tie
from storage.steps import Step
from storage.tables import cells, contents, deadlines, keys, params, plans, reports, requests, units
from storage.tables.cells import HistoryEntry
from storage.tables.deadlines import KeptDeadline
from storage.tables.office import choices
from storage.tables.office.choices import KeptChoice
from storage.tables.params import KeptConstant
from storage.tables.reports import ReportName

if TYPE_CHECKING:
    from sqlite_utils import Database


class Replied(NamedTuple):
    """That an agency replied to what it was asked of sections of a report."""

    report: Report
    sections: Sequence[str]
    agency: str


class Batch(NamedTuple):
    """Changes that a report has already made, and what takes them back."""

    report: Report
    changes: Sequence[Change]
    back: Sequence[Change] = ()


class Workspace(ExchangeFile):
    """An open workspace file; use it as a context manager."""

    def __init__(self, path: Path, file: File) -> None:
        super().__init__(path, file)
        self._numbers: dict[tuple[str, str, str], int] = {}

    @cached_property
    def _db(self) -> Database:
        from sqlite_utils import Database  # noqa: PLC0415 - a report opens and takes cells without it

        return Database(self._connection)

    def reports(self) -> list[ReportName]:
        """Every report of the file, by unit and period."""
        with self._reading():
            return reports.names(self._connection)

    def add_report(
        self,
        unit: Unit,
        period: Period,
        template: Template,
        when: datetime | None = None,
        *,
        parent: str | None = None,
        changes: Sequence[Change] = (),
        who: str = "",
        own: bool = False,
    ) -> None:
        """Add a report with what it begins with; `parent` names the office that adds it up, itself in the file.

        One of its `own` is taken in hand, and the file is its office's if it was nobody's. Raises KnownError when
        the unit has a report for this period and template, or the parent is not there.
        """
        limits.refuse_office(unit)
        for change in changes:
            bounds.refuse(change)
        with self._changing():
            office = units.store(self._connection, unit, parent, period.end)
            if self._connection.execute(
                "SELECT 1 FROM report WHERE unit = ? AND period = ? AND template = ?",
                [office, period.code, template.code],
            ).fetchone():
                raise KnownError(f"{unit.name} đã có báo cáo {period.label} trong tệp này; đề nghị mở báo cáo đó.")
            number = self._insert_report(office, period, template, when)
            contents.write(self._connection, cells.stamp(who, when, number), changes)
            if own:
                reports.hold(self._connection, number)
                units.own(self._connection, office)
            seals.write(self._connection)

    @property
    def own(self) -> Unit | None:
        """Whose file it is, as the office is today; None where nobody has said."""
        with self._reading():
            number = units.own_number(self._connection)
            return None if number is None else units.read(self._connection).at(number, clock.today())

    def deadlines(self) -> list[KeptDeadline]:
        """Until when reports are due, as the lists and letters of this file say."""
        with self._reading():
            return deadlines.read(self._connection)

    def add_deadlines(self, lines: Sequence[Deadline], who: str = "") -> int:
        """Add lines that the file does not have yet; returns how many."""
        with self._changing():
            return deadlines.add(self._connection, lines, cells.stamp(who))

    def remove_deadline(self, number: int, who: str = "") -> None:
        """Take away a line that should never have been there."""
        with self._changing():
            deadlines.remove(self._connection, number, cells.stamp(who))

    def params(self) -> list[KeptConstant]:
        """The legal constants that the office added to those of its templates."""
        with self._reading():
            return params.read(self._connection)

    def add_param(self, name: str, constant: LegalConstant, who: str = "") -> None:
        """Add a legal constant, which comes before those of the template."""
        with self._changing():
            params.add(self._connection, name, constant, cells.stamp(who))

    def remove_param(self, number: int, who: str = "") -> None:
        """Take away a legal constant that should never have been there."""
        with self._changing():
            params.remove(self._connection, number, cells.stamp(who))

    def own_params(self, template: Template) -> Template:
        """The template with the legal constants that the office added."""
        return template.with_params((kept.name, kept.constant) for kept in self.params())

    def hold(self, report: Report) -> None:
        """Take a report in hand: commands that name none mean this one."""
        with self._reading():
            number = self._number(report)
            held = reports.in_hand(self._connection) == number
        if not held:
            with self._changing():
                reports.hold(self._connection, number)
                seals.write(self._connection)

    def receive(
        self,
        arrived: Report,
        changes: Sequence[Change],
        chain: Collection[str],
        who: str = "",
        *,
        unit: str | None = None,
        parent: str | None = None,
        key: str = "",
        new_key: bool = False,
        before: Sequence[Sent] = (),
    ) -> bool:
        """Add a report that another office sent; `chain` has the digests of what it was issued as before.

        Those of the periods `before` come with it, but for the ones that are there already.

        `unit` says which office of this file it is, `parent` that it is the one under that office; either is kept, as
        is the first `key` by which an office signs. Returns whether the key was known. Raises KnownError, a question,
        where only somebody can know whose report it is, where another key stands without `new_key`, and where the
        report is there already.
        """
        with self._changing():
            office = receiving.sender(self._connection, arrived, unit, parent)
            latest = Sent(arrived, changes, chain)
            if receiving.is_there(self._connection, office, latest):
                raise KnownError(
                    f"{arrived.unit.name} đã có báo cáo {arrived.period.label} trong tệp này; đề nghị mở báo cáo đó."
                )
            for sent in (*(one for one in before if not receiving.is_there(self._connection, office, one)), latest):
                number = self._insert_report(office, sent.report.period, sent.report.template, None)
                contents.write(self._connection, by := cells.stamp(who, report=number), sent.changes)
            if unit or parent:
                units.tie(self._connection, arrived.unit.id, office, by)
            known = keys.known(self._connection, office) == key
            keys.remember(self._connection, office, key, who, changed=new_key)
            seals.write(self._connection)
        return known

    def _insert_report(self, office: int, period: Period, template: Template, when: datetime | None) -> int:
        row = {
            "unit": office,
            "period": period.code,
            "template": template.code,
            "template_version": template.version,
            "created": clock.stored(when),
        }
        return int(str(self._db.table("report").insert(row).last_pk))

    def find(self, unit: str | None = None, period: Period | None = None, template: str | None = None) -> ReportName:
        """The one report that is meant; what is not said is as in the report in hand.

        Raises KnownError that lists the choices when not exactly one fits.
        """
        listed = self.reports()
        if not listed:
            raise KnownError(f'"{self.path}" chưa có báo cáo nào; đề nghị tạo báo cáo trước.')
        with self._reading():
            fitting = reports.find(listed, reports.in_hand(self._connection), unit, period, template)
        if len(fitting) == 1:
            return fitting[0]
        reason = "có nhiều báo cáo" if fitting else "không có báo cáo này"
        raise KnownError(f'"{self.path}" {reason}; đề nghị chọn: {reports.choices(listed)}.')

    def load(
        self,
        template: Callable[[str], Template],
        unit: str | None = None,
        period: Period | None = None,
        code: str | None = None,
    ) -> Report:
        """Read the report that is meant (see `find`), and beside it those that it is compared with."""
        with failures.explained(self.path), schema.snapshot(self._connection):
            name = self.find(unit, period, code)
            found = self.own_params(template(name.template))

            def read(other: ReportName) -> Report:
                same = other.template == name.template
                return self._read(other, found if same else self.own_params(template(other.template)))

            report = reports.load(self.units(), name, self.reports(), read)
            self.beside(report)
            with failures.sound(self.path):
                report.plan = plans.of(self._connection, report.unit)
            return report

    def series(self, report: Report) -> tuple[Report, ...]:
        """The reports of its office on the same template, each alone, by the end of its period; this one as it is."""
        with failures.explained(self.path), schema.snapshot(self._connection):
            names = [
                name
                for name in self.reports()
                if name.unit.id == report.unit.id and name.template == report.template.code
            ]
            ordered = sorted(names, key=lambda name: (name.period.end, name.period.months, not name.period.estimated))
            return tuple(
                report if name.period == report.period else self._read(name, report.template) for name in ordered
            )

    def plan_of(self, report: Report) -> LocalPlan | None:
        """The plan by which the office of a report works; None where the file has none."""
        with self._reading():
            return plans.of(self._connection, report.unit)

    def localities(self) -> list[str]:
        """The localities that have a plan in this file, the latest first."""
        with self._reading():
            return plans.localities(self._connection)

    def plan(self, locality: str) -> LocalPlan:
        """The plan of a locality, empty where it has none."""
        with self._reading():
            return plans.read(self._connection, locality)

    def signed(self, report: Report) -> SignedCopy | None:
        """The signed copy of a report as it stands now; None where none was kept."""
        with self._reading():
            copies = signed.read(self._connection, self._number(report))
            return next((one for one in reversed(copies) if one.revision == report.revision), None)

    def signed_file(self, copy: SignedCopy) -> bytes:
        """The file of a signed copy as it came."""
        with self._reading():
            return signed.content(self._connection, copy.digest)

    def keep_signed(self, report: Report, revision: int, name: str, tie: Tie, content: bytes, who: str = "") -> None:
        """Keep a signed copy of a revision of a report."""
        with self._changing():
            signed.add(self._connection, cells.stamp(who, report=self._number(report)), revision, name, tie, content)

    def requests(self, report: Report) -> list[Asked]:
        """Which agencies were asked for which sections of a report, in the order in which they were."""
        with self._reading():
            return requests.read(self._connection, self._number(report))

    def ask(
        self,
        report: Report,
        sections: Sequence[str],
        agency: str,
        due: date | None = None,
        who: str = "",
        when: datetime | None = None,
    ) -> None:
        """Record that an agency is asked for sections of a report."""
        with self._changing():
            requests.add(self._connection, cells.stamp(who, when, self._number(report)), sections, agency, due)

    def reply(
        self, report: Report, sections: Sequence[str], agency: str, who: str = "", when: datetime | None = None
    ) -> None:
        """Record that the reply of an agency was taken in, though it changed nothing."""
        self.save_all((), who, when, replies=[Replied(report, sections, agency)])

    def choice(self, template: str) -> KeptChoice | None:
        """The figures that the office chose for what it hands to those who lead; None for the template's proposal."""
        with self._reading():
            return choices.read(self._connection, template)

    def choose(self, template: str, cells_chosen: Sequence[Address], chart: Address | None, who: str = "") -> None:
        """Let other figures be handed to those who lead from now on; without any, those that the template proposes."""
        with self._changing():
            choices.keep(self._connection, template, cells_chosen, chart, cells.stamp(who))

    def holders(self, template: str) -> Mapping[str, Holder]:
        """Who holds the numbers of sections of a template, by section, where an officer said so."""
        with self._reading():
            found = requests.holders(self._connection)
        return {section: holder for (code, section), holder in found.items() if code == template}

    def entrust(self, template: str, sections: Sequence[str], holder: Holder, who: str = "") -> None:
        """Remember who holds the numbers of sections, in this report of a template and the later ones."""
        with self._changing():
            for section in sections:
                requests.entrust(self._connection, cells.stamp(who), template, section, holder)

    def save_plan(self, plan: LocalPlan, who: str = "", when: datetime | None = None) -> None:
        """Let the targets or tasks of a plan hold from now on; what its locality had before is kept behind them."""
        with self._changing():
            plans.save(self._connection, plan, who, clock.stored(when))
            seals.write(self._connection)

    def remove_plan(self, locality: str) -> None:
        """Take away the plan of a locality that should never have borne that name; answers stay in the reports."""
        with self._changing():
            plans.remove(self._connection, locality)
            seals.write(self._connection)

    def _read(self, name: ReportName, template: Template) -> Report:
        report = Report(template, name.unit, name.period)
        with failures.sound(self.path):
            contents.read(self._connection, name.id, report)
            last = dict(soundness.written(self._connection, name.id))
            doubts = list(soundness.discrepancies(contents.recorded(report), last))
            places = [doubt.where(report) for doubt in doubts[: failures.TOLD]]
        if places:
            raise DamagedError(self.path, places, len(doubts))
        return report

    def save(
        self,
        report: Report,
        changes: Sequence[Change],
        who: str = "",
        when: datetime | None = None,
        back: Sequence[Change] = (),
    ) -> None:
        """Record changes that the report has already made: all of them or none, with their history.

        `back` takes them back, and makes them a step that can be undone; without it, earlier steps are forgotten.
        """
        self.save_all([Batch(report, changes, back)], who, when)

    def save_all(
        self,
        batches: Sequence[Batch],
        who: str = "",
        when: datetime | None = None,
        *,
        new: Sequence[Report] = (),
        hold: Report | None = None,
        replies: Sequence[Replied] = (),
    ) -> None:
        """Record what several reports of one office changed, as `save` does, all of it or nothing.

        Those that are `new` are made first; the one to `hold` is taken in hand. `replies` are the agencies' replies
        that it came from.
        """
        for batch in batches:
            for change in batch.changes:
                bounds.refuse(change)
                bounds.refuse_pictures(change)
        with self._changing():
            for report in new:
                office = units.read(self._connection).number(report.unit.id)
                if office is not None:
                    self._insert_report(office, report.period, report.template, when)
            turn = steps.next_turn(self._connection)
            for report, changes, back in batches:
                number = reports.number(self._connection, report) if new else self._number(report)
                contents.write(self._connection, cells.stamp(who, when, number), changes)
                steps.record(self._connection, number, changes, back, turn)
            for reply in replies:
                by = cells.stamp(who, when, self._number(reply.report))
                requests.reply(self._connection, by, reply.sections, reply.agency)
            if hold:
                reports.hold(self._connection, reports.number(self._connection, hold))
            if new or hold:
                seals.write(self._connection)

    def save_as(self, path: Path, report: Report) -> None:
        """Write everything into a new file and go on there; the old one stays as it is.

        Where the old file can no longer be read, the report in hand is written as it is, without its history.
        Raises KnownError, and nothing changed, where the new file cannot be made.
        """
        with failures.explained(path):
            copy = NewFile(path)
            try:
                self._connection.backup(copy.connection)
            except sqlite3.Error:
                copy.discard()
                if self._readable:
                    raise
                self._write_anew(path, report)
            else:
                copy.publish()
            self._go_on_in(File(path, "rw"))

    @property
    def _readable(self) -> bool:
        try:
            return bool(self._connection.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",))
        except sqlite3.Error:
            return False

    @classmethod
    def _write_anew(cls, path: Path, report: Report) -> None:
        """A workspace of one report as it is in memory."""
        state = SetState(report.stages, report.revisions)
        changes = (*archive.decode(archive.encode(report)).changes, state)
        with cls.create(path) as fresh:
            fresh.add_report(report.unit, report.period, report.template, changes=changes)

    def _go_on_in(self, found: File) -> None:
        self._numbers.clear()
        self.__dict__.pop("_db", None)
        super()._go_on_in(found)

    def step(self, report: Report, *, undone: bool = False) -> Step | None:
        """The step to undo, or with `undone` the one to do again; None when there is none."""
        with self._reading():
            return steps.find(self._connection, self._number(report), undone=undone)

    def save_steps(self, made: Sequence[tuple[Report, Step]], *, undone: bool, who: str = "") -> None:
        """Record that reports have undone steps that were made together, or done them again."""
        with self._changing():
            for report, step in made:
                number = self._number(report)
                contents.write(self._connection, cells.stamp(who, report=number), step.back if undone else step.forth)
                steps.mark(self._connection, number, step.number, undone=undone)

    def _number(self, report: Report) -> int:
        key = (report.unit.id, report.period.code, report.template.code)
        if key not in self._numbers:
            self._numbers[key] = reports.number(self._connection, report)
        return self._numbers[key]

    def edited(self, report: Report) -> datetime:
        """UTC time of the report's last change, or of its making: the only time that exports carry."""
        with self._reading():
            return reports.edited(self._connection, self._number(report))

    def history(self, report: Report, address: Address) -> list[HistoryEntry]:
        """The changes of a cell, newest first."""
        with self._reading():
            return cells.history(self._connection, self._number(report), address)

    def labels(self, figure: str, parent: str, breakdown: str) -> list[str]:
        """The labels that rows of an open breakdown under a row have had in this file, the latest first."""
        with self._reading():
            return cells.labels(self._connection, figure, parent, breakdown)
