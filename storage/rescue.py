"""Rescuing what is sound in a damaged workspace file: into a new file, with a note at each cell that is in doubt.

A number is sound where the report and the last line of its history agree. Where they differ nobody can say which is
right: the cell of the new file is blank, its note says what could be read of it, and a final report is opened again.
What other offices sent is sound where it still has its digest, and is added up anew. The damaged file is only read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from forms.definitions.template import Template
from forms.document import revisions
from forms.errors import BugError, KnownError
from forms.offices.units import Unit
from forms.report import archive, limits
from forms.report.cells import Address
from forms.report.changes import SetIssue, SetNote, SetState
from forms.report.entry import shown
from forms.report.envelope import Envelope
from forms.report.report import Report
from forms.values import clock
from forms.values import period as periods
from storage import absences, failures, file, layouts, received, schema, seals, signed, soundness, statements
from storage.failures import DamagedError
from storage.received import SourceFile
from storage.soundness import Discrepancy
from storage.tables import cells, contents, deadlines, letters, params, plans, requests, units
from storage.tables.cells import Subject
from storage.tables.office import choices
from storage.workspace import Workspace

_OFFICES = ("unit", "unit_era", "unit_alias", "unit_predecessor", "unit_key", "unit_contact")
_BROKEN = (sqlite3.DatabaseError, ValueError, TypeError, LookupError, BugError, KnownError)
_REASON = "Tệp bị hỏng, có ô phải đối chiếu và nhập lại"  # why a final report is opened again
_Line = TypeVar("_Line")


def rescue(path: Path, place: Path, template: Callable[[str], Template]) -> list[str]:
    """Write what is sound in a file into a new one and name what is in doubt, a line each.

    Raises DamagedError where no report can be read at all, KnownError for what is no workspace.
    """
    lines: list[str] = []
    with failures.explained(path):
        file.require_workspace(path)
    with (
        failures.explained(path),
        closing(file.connect(path, "ro")) as damaged,
        closing(sqlite3.connect("")) as connection,  # on disk: it may be large
        Workspace.create(place) as fresh,
    ):
        if not schema.is_plain(damaged):
            raise KnownError(failures.foreign(path))
        if schema.is_crowded(damaged):
            raise KnownError(failures.crowded(path))
        _copy(damaged, connection)
        torn = set(seals.SEALED)
        with suppress(*_BROKEN):
            torn = set(broken := seals.broken(connection))
            lines += [f"{what}: không còn như lúc ghi, đề nghị đối chiếu" for what in seals.labels(broken)]
        with suppress(*_BROKEN):
            schema.migrate(connection)  # only in memory: an older file is read as one of today
        whole = not torn & {*_OFFICES, "desk"} and _copy_offices(connection, fresh)
        found = 0
        for number, report in _reports(connection, template):
            if report is None:
                lines.append(f"báo cáo số {number} trong tệp: không đọc được đơn vị, kỳ hoặc mẫu")
                continue
            found += 1
            doubts = _read(connection, number, report)
            said = archive.decode(archive.canonical(archive.as_data(report))).changes
            changes = [*said, *_notes(report, doubts), *_state(report, doubts)]
            fresh.add_report(report.unit, report.period, report.template, changes=changes)
            _ask(connection, number, report, fresh)
            lines += [f"{report.unit.name}, {report.period.label}: {doubt.where(report)}" for doubt in doubts]
        if not found:
            raise DamagedError(path)
        _keep_lists(connection, fresh)
        lines += _plans(connection, fresh)
        with fresh.restoring() as written:
            if not whole and "desk" not in torn:
                _own(connection, written)
            lines += _take_over(connection, written, template, torn, offices_kept=whole)
    return lines


def _copy(damaged: sqlite3.Connection, connection: sqlite3.Connection) -> None:
    """Take the file into memory, its indexes made anew: one that is damaged hides the rows that it does not name."""
    damaged.backup(connection)
    with suppress(*_BROKEN):
        connection.execute("REINDEX")


def _keep_lists(connection: sqlite3.Connection, fresh: Workspace) -> None:
    """Keep the lists that stand beside the reports, each that can be read."""
    with suppress(*_BROKEN):  # a file from before there were any has no such table
        fresh.add_deadlines([kept.line for kept in deadlines.read(connection)])
    with suppress(*_BROKEN):
        for kept in letters.read(connection):
            fresh.keep_letter(kept.letter, kept.who, kept.at)
    with suppress(*_BROKEN):
        for constant in params.read(connection):
            fresh.add_param(constant.name, constant.constant, constant.who)
    with suppress(*_BROKEN):
        for (code, section), holder in requests.holders(connection).items():
            fresh.entrust(code, [section], holder)
    with suppress(*_BROKEN):
        for code in choices.templates(connection):
            if chosen := choices.read(connection, code):
                fresh.choose(code, *chosen)


def _copy_offices(connection: sqlite3.Connection, fresh: Workspace) -> bool:
    """Write the offices into the new file, by their numbers; returns whether that could be done."""
    try:
        with fresh.restoring() as written:
            written.execute("PRAGMA defer_foreign_keys=ON")
            for table in _OFFICES:
                for row in connection.execute(f"SELECT * FROM {table}"):  # noqa: S608 - a constant
                    marks = ", ".join("?" * len(row))
                    written.execute(f"INSERT INTO {table} VALUES ({marks})", row)  # noqa: S608 - constants
            if (own := units.own_number(connection)) is not None:
                units.own(written, own)
    except _BROKEN:
        return False
    return True


def _take_over(
    connection: sqlite3.Connection,
    written: sqlite3.Connection,
    template: Callable[[str], Template],
    torn: Collection[str],
    *,
    offices_kept: bool,
) -> Iterator[str]:
    """Write what other offices sent into the new file, with what was said and attached; name what cannot be read."""
    offices = {number: number for number in units.read(written).ids} if offices_kept else {}  # by their old numbers
    kept: dict[int, tuple[int, Report]] = {}
    for number, office, name, *rest in _readable(_arrivals(connection)):
        try:
            report, about = received.read(connection, number, template(name))
            own = office if offices_kept else _office(written, report)
            kept[number] = _keep(written, own, report, received.content(connection, number), about, *rest), report
        except _BROKEN:
            yield f"báo cáo đã nhận số {number} trong tệp: không còn như lúc đến, đề nghị xin lại nơi gửi"
        else:
            offices[office] = own
    _add_to(connection, written, kept, offices, torn)


def _add_to(
    connection: sqlite3.Connection,
    written: sqlite3.Connection,
    kept: Mapping[int, tuple[int, Report]],
    offices: Mapping[int, int],
    torn: Collection[str],
) -> None:
    """Write what was said, attached and noted of reports beside them."""
    for code, period in {(report.template.code, report.period.code) for _, report in kept.values()}:
        with suppress(*_BROKEN):
            for one in statements.read(connection, code, period):
                if one.received in kept and "statement" not in torn:  # else nobody can say what was said
                    statements.restore(written, *kept[one.received], one)
    for add in (_add_absences, _add_pictures, _add_layouts):
        with suppress(*_BROKEN):
            add(connection, written, offices)
    with suppress(*_BROKEN):
        for (code,) in connection.execute("SELECT DISTINCT template FROM book_layout"):
            for book in layouts.read_books(connection, code):
                layouts.keep_book(written, code, book, cells.stamp(""))


def _add_absences(connection: sqlite3.Connection, written: sqlite3.Connection, offices: Mapping[int, int]) -> None:
    for on in connection.execute("SELECT DISTINCT template, period FROM absence"):
        for office, reason in absences.read(connection, *on).items():
            if office in offices:
                absences.note(written, offices[office], on, reason, cells.stamp(""))


def _add_pictures(connection: sqlite3.Connection, written: sqlite3.Connection, offices: Mapping[int, int]) -> None:
    for on in connection.execute("SELECT DISTINCT template, period FROM attachment"):
        for picture in statements.attachments(connection, *on):
            if picture.unit in offices:
                content, by = statements.picture(connection, picture.id), cells.stamp(picture.who, picture.at)
                statements.attach(written, offices[picture.unit], on, picture.name, content, by)


def _add_layouts(connection: sqlite3.Connection, written: sqlite3.Connection, offices: Mapping[int, int]) -> None:
    for (code,) in connection.execute("SELECT DISTINCT template FROM layout"):
        for layout in layouts.read(connection, code):
            if layout.unit in offices:
                layouts.keep(written, code, layout._replace(unit=offices[layout.unit]), cells.stamp(""))


def _own(connection: sqlite3.Connection, written: sqlite3.Connection) -> None:
    """Say whose the new file is, where that office has its id still."""
    with suppress(*_BROKEN):
        own = units.own_number(connection)
        number = None if own is None else units.read(written).number(units.readable(connection).ids[own])
        if number is not None:
            units.own(written, number)


def _office(written: sqlite3.Connection, report: Report) -> int:
    """The office that data name, stored if need be under the one that they name above it, else under the file's own."""
    offices, day = units.read(written), report.period.end
    own = units.own_number(written)
    known = offices.alike(Unit(report.unit.path[-1], ""), None, day) if report.unit.path else []
    above = known[0] if len(known) == 1 else own
    parent = None if above in {None, offices.number(report.unit.id)} else offices.at(above, day).name
    return units.store(written, report.unit, parent, day)


def _arrivals(connection: sqlite3.Connection) -> Iterator[tuple[Any, ...]]:
    yield from connection.execute(
        "SELECT id, unit, template, standing, edited, returned, file, file_digest, at, who, findings FROM received "
        "ORDER BY id"
    )


def _keep(
    written: sqlite3.Connection,
    office: int,
    report: Report,
    sent: tuple[bytes, bytes],
    about: Envelope | None,
    *row: Any,  # noqa: ANN401 - a row of the file
) -> int:
    standing, edited, returned, file, digest, at, who, findings = row
    by, counts = cells.stamp(who, datetime.fromisoformat(at)), map(int, findings.split())
    source = SourceFile(file, digest, edited)
    kept = received.Keeper(written).keep(office, report, sent, about, source, counts, by, standing=standing)
    if returned:
        received.give_back(written, kept, returned)
    return kept


def _ask(connection: sqlite3.Connection, number: int, report: Report, fresh: Workspace) -> None:
    """Write into the new file what agencies were asked for a report, their replies, and its signed copies."""
    with suppress(*_BROKEN):  # an older file has no such table
        for asked in requests.read(connection, number):
            fresh.ask(report, [asked.section], asked.agency, asked.due, asked.who, asked.at)
            if asked.replied:
                fresh.reply(report, [asked.section], asked.agency, when=asked.replied)
    with suppress(*_BROKEN):
        for copy in signed.read(connection, number):
            file = signed.content(connection, copy.digest)
            fresh.keep_signed(report, copy.revision, copy.name, copy.tie, file, copy.who)


def _plans(connection: sqlite3.Connection, fresh: Workspace) -> Iterator[str]:
    """Write the plans that are sound into the new file, and name those that are not."""
    found: list[str] = []
    with suppress(*_BROKEN):  # an older file has none
        found = plans.localities(connection)
    for locality in reversed(found):
        try:
            fresh.save_plan(plans.read(connection, locality))
        except _BROKEN:
            yield f"kế hoạch của {locality}: không đọc được danh sách chỉ tiêu, nhiệm vụ"


def _reports(
    connection: sqlite3.Connection, template: Callable[[str], Template]
) -> Iterator[tuple[int, Report | None]]:
    """The reports, still empty; None for one of which nobody can say whose it is."""
    for number, unit, code, name in _readable(_names(connection)):
        try:
            period = periods.parse(code)
            contents.require_plausible(connection, number)
            report = Report(template(name), units.readable(connection).at(unit, period.end), period)
        except _BROKEN:
            yield number, None
        else:
            yield number, report


def _names(connection: sqlite3.Connection) -> Iterator[tuple[int, int, str, str]]:
    yield from connection.execute("SELECT id, unit, period, template FROM report ORDER BY id")


def _read(connection: sqlite3.Connection, number: int, report: Report) -> list[Discrepancy]:
    """Put what can be read into a report, take out again the numbers that are in doubt, and say what is."""
    for table in contents.READERS:
        with suppress(*_BROKEN):
            table.read(connection, number, report)
    held, last = contents.recorded(report), dict(_readable(soundness.written(connection, number)))
    found = list(soundness.discrepancies(held, last))
    known = {doubt.subject for doubt in found}
    for address in [*report.cells]:
        subject = Subject(*address)
        if subject in known:  # one without a place in the template is as sound as its history
            del report.cells[address]
    return found


def _readable(lines: Iterator[_Line]) -> Iterator[_Line]:
    """Lines as far as they can be read."""
    with suppress(*_BROKEN):
        yield from lines


def _notes(report: Report, doubts: list[Discrepancy]) -> Iterator[SetNote]:
    """What could be read of the cells in doubt, as notes that stand beside the blank cells."""
    for doubt in doubts:
        address = Address(*doubt.subject)
        if report.has(address):
            said = (
                f"Tệp gốc bị hỏng ở ô này: ô ghi {_text(doubt.held)}, lịch sử ghi {_text(doubt.written)}; "
                "đề nghị đối chiếu với tài liệu gốc và nhập lại."
            )
            both = "\n".join(filter(None, (report.notes.get(address), said)))
            yield SetNote(address, both if len(both) <= limits.NOTE else said)


def _state(report: Report, doubts: list[Discrepancy]) -> Iterator[SetState | SetIssue]:
    """How far a report had come, unless that is in doubt; one with other doubts is opened, so that it can be mended."""
    doubtful = {doubt.subject.row for doubt in doubts if not doubt.subject.figure}
    if report.stages and not doubtful & {"stages", "revisions"}:
        opened = doubts and report.locked
        held = SetState(report.stages, report.revisions)
        yield revisions.reopen(report, _REASON, "", clock.now()) if opened else held
        yield from (SetIssue(*one) for one in report.issues.items() if "issue" not in doubtful)


def _text(text: str) -> str:
    try:
        return f"“{shown(cells.parse_text(text))}”" if text else "trống"
    except _BROKEN:
        return "không đọc được"
