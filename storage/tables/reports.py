"""The reports of a workspace file: which there are, which one is meant, and reading one with those beside it."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime

from forms.definitions.template import Template
from forms.errors import KnownError
from forms.offices.units import Unit, named
from forms.report.neighbours import Neighbours, compared
from forms.report.report import Report
from forms.report.strays import settled
from forms.values import period as periods
from forms.values.frozen import frozen
from forms.values.period import Period
from storage.tables import contents, units
from storage.tables.units import Units


@frozen
class ReportName:
    """Which report: its unit, period and template, and its state (draft, final)."""

    id: int
    unit: Unit
    period: Period
    template: str
    version: int
    state: str


def names(connection: sqlite3.Connection) -> list[ReportName]:
    """Every report of the file, by unit and period; each unit as it is at the end of the period.

    Raises ValueError for a period that no program of ours wrote.
    """
    offices = units.read(connection)
    found = connection.execute(
        "SELECT id, unit, period, template, template_version, state FROM report ORDER BY unit, period, id"
    ).fetchall()
    listed = []
    for number, unit, code, template, version, state in found:
        try:
            period = periods.parse(code)
        except KnownError as error:
            raise ValueError(code) from error
        listed.append(ReportName(number, offices.at(unit, period.end), period, template, version, state))
    return listed


def in_hand(connection: sqlite3.Connection) -> int | None:
    """The number of the report that is worked on; None where nobody has said."""
    (number,) = connection.execute("SELECT report_in_hand FROM desk").fetchone()
    return None if number is None else int(number)


def hold(connection: sqlite3.Connection, number: int) -> None:
    """Take a report in hand."""
    connection.execute("UPDATE desk SET report_in_hand = ?", [number])


def find(
    listed: Sequence[ReportName], hand: int | None, unit: str | None, period: Period | None, template: str | None
) -> list[ReportName]:
    """The reports that may be meant: one, where that is clear. What is not said is as in the report in hand."""
    held = next((name for name in listed if name.id == hand), None)
    offices = list({name.unit.id: name.unit for name in listed}.values())
    if unit is not None:
        wanted = {office.id for office in named(offices, unit)}
    else:
        wanted = {held.unit.id} if held else {office.id for office in offices}
    fitting = [
        name
        for name in listed
        if name.unit.id in wanted and period in (None, name.period) and template in (None, name.template)
    ]
    if held and len({name.unit.id for name in fitting}) == 1:
        fitting = [name for name in fitting if name.period == held.period] or fitting
        fitting = [name for name in fitting if name.template == held.template] or fitting
    return fitting


def choices(listed: Sequence[ReportName]) -> str:
    """How each report of a file is named on the command line, as shortly as it can be."""
    twins = Counter(office.name for office in {name.unit.id: name.unit for name in listed}.values())
    plain = len({name.template for name in listed}) == 1
    return "; ".join(
        f'--unit "{name.unit.name if twins[name.unit.name] == 1 else name.unit.full}" --period {name.period.code}'
        + ("" if plain else f" --template {name.template}")
        for name in listed
    )


def there(connection: sqlite3.Connection, office: int, report: Report) -> ReportName | None:
    """The report that an office has already for the period and template of another; None where it has none."""
    found = connection.execute(
        "SELECT id FROM report WHERE unit = ? AND period = ? AND template = ?",
        [office, report.period.code, report.template.code],
    ).fetchone()
    return next((name for name in names(connection) if found == (name.id,)), None)


def number(connection: sqlite3.Connection, report: Report) -> int:
    """The number of a report; raises KnownError where the file has none of its unit, period and template."""
    found = connection.execute(
        "SELECT report.id FROM report JOIN unit ON unit.id = report.unit WHERE uid = ? AND period = ? AND template = ?",
        [report.unit.id, report.period.code, report.template.code],
    ).fetchone()
    if found is None:
        raise KnownError(f"Tệp này không có báo cáo {report.period.label} của {report.unit.name}.")
    return int(found[0])


def load(
    offices: Units, name: ReportName, listed: Sequence[ReportName], read: Callable[[ReportName], Report]
) -> Report:
    """Read a report and those that it is compared with, as far as the file has them: each once, no others."""
    report = read(name)
    others = {(other.unit.id, other.period): other for other in listed if other.template == name.template}
    own_periods = [period for unit, period in others if unit == name.unit.id]
    periods = compared(name.period, own_periods, report.term)
    own = [settled(read(others[name.unit.id, other])) for other in periods]
    (office,) = (found for found, uid in offices.ids.items() if uid == name.unit.id)
    below = [offices.at(lower, name.period.end) for lower in offices.below(office, name.period.end)]
    neighbours = Neighbours(own, [unit.id for unit in below])
    neighbours.siblings = tuple(_siblings(name, listed, read))
    for one in (report, *own):
        one.neighbours = neighbours
    for unit in below:
        there = others.get((unit.id, name.period))
        # one that is not handed in: its numbers are missing, not zero
        neighbours.add(read(there) if there else Report(report.template, unit, name.period))
    return report


def _siblings(name: ReportName, listed: Sequence[ReportName], read: Callable[[ReportName], Report]) -> Iterator[Report]:
    """The unit's reports on other templates; what cannot be read says so when it is opened itself."""
    for other in listed:
        if (other.unit.id, other.period) == (name.unit.id, name.period) and other.template != name.template:
            with suppress(KnownError):
                yield read(other)


def read(connection: sqlite3.Connection, name: ReportName, template: Template) -> Report:
    """Read one report alone."""
    report = Report(template, name.unit, name.period)
    contents.read(connection, name.id, report)
    return report


def edited(connection: sqlite3.Connection, number: int) -> datetime:
    """UTC time of a report's last change, or of its making."""
    (at,) = connection.execute(
        "SELECT coalesce((SELECT at FROM history WHERE report = ?1 ORDER BY id DESC LIMIT 1), created) "
        "FROM report WHERE id = ?1",  # the last by number: a clock can be set back
        [number],
    ).fetchone()
    return datetime.fromisoformat(at)
