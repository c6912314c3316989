"""The deadlines that a file knows: lines are added and taken away with who and when, and never overwritten."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import astuple, fields
from datetime import date

from forms.offices.deadlines import Deadline
from forms.values.frozen import frozen
from storage import seals
from storage.tables.cells import Stamp

_FIELDS = tuple(item.name for item in fields(Deadline))  # they are the columns
_COLUMNS = ", ".join(_FIELDS)
_DAYS = frozenset({"issued", "since", "until"})


@frozen
class KeptDeadline:
    """A line with its number in the file, who added it and when (an ISO time)."""

    number: int
    line: Deadline
    who: str
    at: str


def read(connection: sqlite3.Connection) -> list[KeptDeadline]:
    """The lines that stand, in the order in which they came."""
    rows = connection.execute(
        f"SELECT id, who, at, {_COLUMNS} FROM deadline WHERE removed = '' ORDER BY id"  # noqa: S608 - constants
    )
    return [KeptDeadline(number, _line(texts), who, at) for number, who, at, *texts in rows]


def _line(texts: Sequence[str]) -> Deadline:
    values = dict(zip(_FIELDS, texts, strict=True))
    days = {name: date.fromisoformat(values[name]) if values[name] else None for name in _DAYS}
    return Deadline(**values | days)  # type: ignore[arg-type]


def add(connection: sqlite3.Connection, lines: Sequence[Deadline], by: Stamp) -> int:
    """Add the lines that the file does not have yet; returns how many."""
    there = {kept.line for kept in read(connection)}
    new = [line for line in dict.fromkeys(lines) if line not in there]
    connection.executemany(
        f"INSERT INTO deadline (who, at, {_COLUMNS}) VALUES (?, ?, {', '.join('?' * len(_FIELDS))})",  # noqa: S608
        [[by.who, by.at, *("" if value is None else str(value) for value in astuple(line))] for line in new],
    )
    seals.write(connection)
    return len(new)


def remove(connection: sqlite3.Connection, number: int, by: Stamp) -> None:
    """Take a line away that should never have been there; it stays in the file, with who and when."""
    connection.execute("UPDATE deadline SET removed = ?, remover = ? WHERE id = ?", [by.at, by.who, number])
    seals.write(connection)
