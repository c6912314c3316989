"""Rescuing what is sound in a damaged workspace file: into a new file, with a note at each cell that is in doubt.

A number is sound where the report and the last line of its history agree. Where they differ nobody can say which is
right: the cell of the new file is blank, and its note says what could be read of it. The damaged file is only read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import TypeVar

from forms.definitions.template import Template
from forms.errors import BugError, KnownError
from forms.report import archive
from forms.report.cells import Address
from forms.report.changes import SetNote
from forms.report.entry import shown
from forms.report.report import Report
from forms.values import period as periods
from storage import failures, file, schema, seals, signed, soundness
from storage.failures import DamagedError
from storage.soundness import Discrepancy
from storage.tables import cells, contents, deadlines, letters, params, plans, requests, units
from storage.tables.cells import Subject
from storage.workspace import Workspace

_BROKEN = (sqlite3.DatabaseError, ValueError, TypeError, LookupError, BugError, KnownError)
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
        closing(sqlite3.connect(":memory:")) as connection,
        Workspace.create(place) as fresh,
    ):
        if not schema.is_plain(damaged):
            raise KnownError(failures.foreign(path))
        _copy(damaged, connection)
        with suppress(*_BROKEN):
            lines += [f"{what}: không còn như lúc ghi, đề nghị đối chiếu" for what in seals.broken(connection)]
        found = 0
        for number, report in _reports(connection, template):
            if report is None:
                lines.append(f"báo cáo số {number} trong tệp: không đọc được đơn vị, kỳ hoặc mẫu")
                continue
            found += 1
            doubts = _read(connection, number, report)
            changes = [*archive.decode(archive.canonical(archive.as_data(report))).changes, *_notes(report, doubts)]
            fresh.add_report(report.unit, report.period, report.template, changes=changes)
            _ask(connection, number, report, fresh)
            lines += [f"{report.unit.name}, {report.period.label}: {doubt.where(report)}" for doubt in doubts]
        if not found:
            raise DamagedError(path)
        with suppress(*_BROKEN):  # a file from before there were any has no such table
            fresh.add_deadlines([kept.line for kept in deadlines.read(connection)])
        with suppress(*_BROKEN):
            for kept in letters.read(connection):
                fresh.keep_letter(kept.letter, kept.who, kept.at)
        with suppress(*_BROKEN):
            for constant in params.read(connection):
                fresh.add_param(constant.name, constant.constant, constant.who)
        lines += _plans(connection, fresh)
    return lines


def _copy(damaged: sqlite3.Connection, connection: sqlite3.Connection) -> None:
    """Take the file into memory, its indexes made anew: one that is damaged hides the rows that it does not name."""
    damaged.backup(connection)
    with suppress(*_BROKEN):
        connection.execute("REINDEX")


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
            yield SetNote(
                address,
                f"Tệp gốc bị hỏng ở ô này: ô ghi {_text(doubt.held)}, lịch sử ghi {_text(doubt.written)}; "
                "đề nghị đối chiếu với tài liệu gốc và nhập lại.",
            )


def _text(text: str) -> str:
    try:
        return f"“{shown(cells.parse_text(text))}”" if text else "trống"
    except _BROKEN:
        return "không đọc được"
