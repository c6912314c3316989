"""Legal constants that an office added: with who and when, taken away by a mark, and never overwritten."""

from __future__ import annotations

import sqlite3
from datetime import date
from fractions import Fraction

from forms.definitions.template import LegalConstant
from forms.values.frozen import frozen
from storage import seals
from storage.tables.cells import Stamp


@frozen
class KeptConstant:
    """A constant by its name, with its number in the file, who added it and when (an ISO time)."""

    number: int
    name: str
    constant: LegalConstant
    who: str
    at: str


def read(connection: sqlite3.Connection) -> list[KeptConstant]:
    """The constants that stand, in the order in which they came."""
    rows = connection.execute(
        "SELECT id, name, value, since, until, unit, source, checked, who, at FROM param WHERE removed = '' ORDER BY id"
    )
    return [
        KeptConstant(
            number,
            name,
            LegalConstant(
                Fraction(value), date.fromisoformat(since), unit, source, bool(checked), _day(until), own=True
            ),
            who,
            at,
        )
        for number, name, value, since, until, unit, source, checked, who, at in rows
    ]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def add(connection: sqlite3.Connection, name: str, constant: LegalConstant, by: Stamp) -> None:
    """Add a constant."""
    connection.execute(
        "INSERT INTO param (name, value, since, until, unit, source, checked, who, at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            name,
            str(constant.value),
            constant.since.isoformat(),
            constant.until.isoformat() if constant.until else "",
            constant.unit,
            constant.source,
            constant.checked,
            by.who,
            by.at,
        ],
    )
    seals.write(connection)


def remove(connection: sqlite3.Connection, number: int, by: Stamp) -> None:
    """Take a constant away that should never have been there; it stays in the file, with who and when."""
    connection.execute("UPDATE param SET removed = ?, remover = ? WHERE id = ?", [by.at, by.who, number])
    seals.write(connection)
