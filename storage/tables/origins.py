"""What a report is made from, on disk: sections handed in, reports of lower offices used, how many a cell counts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from forms.report import journal
from forms.report.cells import Address
from forms.report.changes import Coverage, Filing, Pin, SetCoverage, SetSection, SetSource
from forms.report.report import Report
from storage.tables.cells import HISTORY, Stamp, Subject

_SECTIONS, _SUMS, _CHILDREN = "sections", "sums", "children"


def read(connection: sqlite3.Connection, number: int, report: Report) -> None:
    """Put what the file holds into an empty report."""
    for kind, key, value in connection.execute(
        "SELECT kind, key, value FROM origin WHERE report = ? ORDER BY kind, key", [number]
    ):
        if kind == _SECTIONS:
            report.sections[key] = Filing(value)
        elif kind == _SUMS:
            figure, row, measure = key.split(" ")
            report.coverage[Address(figure, row, measure)] = journal.read(Coverage, value)
        else:
            report.sources[key] = journal.read(Pin, value)


def save_section(connection: sqlite3.Connection, by: Stamp, change: SetSection) -> None:
    """Store whether a section is handed in."""
    _save(connection, by, Subject("", _SECTIONS, change.section), str(change.filing or ""))


def save_coverage(connection: sqlite3.Connection, by: Stamp, change: SetCoverage) -> None:
    """Store of how many lower offices a cell is made."""
    _save(connection, by, Subject("", _SUMS, " ".join(change.address)), _text(change.coverage))


def save_source(connection: sqlite3.Connection, by: Stamp, change: SetSource) -> None:
    """Store which report of a lower office this one is made from."""
    _save(connection, by, Subject("", _CHILDREN, change.unit), _text(change.source))


def _text(record: Coverage | Pin | None) -> str:
    """A record as it is stored; a pin without a remark as it was before there were any."""
    if isinstance(record, Pin) and not record.remark:
        return journal.written(record[:2])
    return journal.written(record) if record else ""


def _save(connection: sqlite3.Connection, by: Stamp, subject: Subject, value: str) -> None:
    key = [by.report, subject.row, subject.measure]
    old = connection.execute("SELECT value FROM origin WHERE report = ? AND kind = ? AND key = ?", key).fetchone()
    if value:
        connection.execute(
            "INSERT OR REPLACE INTO origin (report, kind, key, value) VALUES (?, ?, ?, ?)", [*key, value]
        )
    else:
        connection.execute("DELETE FROM origin WHERE report = ? AND kind = ? AND key = ?", key)
    connection.execute(HISTORY, [by.report, by.at, by.who, *subject, old[0] if old else "", value])


def recorded(report: Report) -> Iterator[tuple[Subject, str]]:
    """What the history must say last of these."""
    for section, filing in report.sections.items():
        yield Subject("", _SECTIONS, section), str(filing)
    for address, coverage in report.coverage.items():
        yield Subject("", _SUMS, " ".join(address)), _text(coverage)
    for unit, source in report.sources.items():
        yield Subject("", _CHILDREN, unit), _text(source)
