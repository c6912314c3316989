"""Who gives the numbers of sections, on disk: who holds them, and which agency was asked for which.

Lines are added and never overwritten.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from forms.document.owing import Asked, Holder
from forms.values.text import fold
from storage import seals
from storage.tables.cells import Stamp


def holders(connection: sqlite3.Connection) -> Mapping[tuple[str, str], Holder]:
    """Who holds the numbers of sections, by template and section, as it was typed last."""
    rows = connection.execute("SELECT template, section, agency, person, phone FROM holder ORDER BY id")
    return {(template, section): Holder(*said) for template, section, *said in rows}


def entrust(connection: sqlite3.Connection, by: Stamp, template: str, section: str, holder: Holder) -> None:
    """Remember who holds the numbers of a section, in every report of a template."""
    connection.execute(
        "INSERT INTO holder (template, section, agency, person, phone, who, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [template, section, holder.agency, holder.person, holder.phone, by.who, by.at],
    )
    seals.write(connection)


def read(connection: sqlite3.Connection, number: int) -> list[Asked]:
    """What was asked for a report, in the order in which it was."""
    rows = connection.execute(
        "SELECT section, agency, due, who, at, (SELECT max(reply.at) FROM reply WHERE reply.request = request.id) "
        "FROM request WHERE report = ? ORDER BY id",
        [number],
    )
    return [
        Asked(
            section,
            agency,
            date.fromisoformat(due) if due else None,
            who,
            datetime.fromisoformat(at),
            datetime.fromisoformat(replied) if replied else None,
        )
        for section, agency, due, who, at, replied in rows
    ]


def add(connection: sqlite3.Connection, by: Stamp, sections: Sequence[str], agency: str, due: date | None) -> None:
    """Record that an agency is asked for sections."""
    connection.executemany(
        "INSERT INTO request (report, section, agency, due, who, at) VALUES (?, ?, ?, ?, ?, ?)",
        [[by.report, section, agency, due.isoformat() if due else "", by.who, by.at] for section in sections],
    )
    seals.write(connection)


def reply(connection: sqlite3.Connection, by: Stamp, sections: Sequence[str], agency: str) -> None:
    """Record that an agency replied to what it was asked last for each section; nothing where it never was."""
    last = {
        section: request
        for request, section, whom in connection.execute(
            "SELECT id, section, agency FROM request WHERE report = ? ORDER BY id", [by.report]
        )
        if section in sections and fold(whom) == fold(agency)
    }
    connection.executemany(
        "INSERT INTO reply (request, who, at) VALUES (?, ?, ?)",
        [[request, by.who, by.at] for request in last.values()],
    )
    seals.write(connection)
