"""The letters that were drafted: a report that goes up, a word to an office that is late. Lines are only added.

A draft says nothing of whether it was sent: the office's mail program does that, and does not tell.
"""

from __future__ import annotations

import sqlite3
from dataclasses import astuple, fields
from datetime import datetime
from enum import StrEnum

from forms.values.frozen import frozen
from storage import seals
from storage.tables.cells import Stamp


class LetterKind(StrEnum):
    """What a letter is for; the value is its code in files."""

    REPORT = "gui_bao_cao"
    REMINDER = "don_doc"
    RETURN = "bao_cao_lai"
    RECEIPT = "da_nhan"
    REVIEW = "ra_soat"


@frozen
class Letter:
    """A letter about the report of a `unit` (its id) on a period and template; the fields are columns.

    `files` has a line for each file that went with it, its SHA-256 and name; `digest` and `number` say which revision
    of the report that was, "" and 0 where none was sent.
    """

    kind: LetterKind
    unit: str
    period: str
    template: str
    recipients: str
    subject: str
    text: str
    digest: str = ""
    number: int = 0
    files: str = ""


@frozen
class KeptLetter:
    """A letter with who drafted it and when (UTC)."""

    letter: Letter
    who: str
    at: datetime


_COLUMNS = ", ".join(item.name for item in fields(Letter))


def read(connection: sqlite3.Connection) -> list[KeptLetter]:
    """Every letter, in the order in which they were drafted."""
    rows = connection.execute(f"SELECT who, at, {_COLUMNS} FROM letter ORDER BY id")  # noqa: S608 - constants
    return [
        KeptLetter(Letter(LetterKind(kind), *rest), who, datetime.fromisoformat(at)) for who, at, kind, *rest in rows
    ]


def add(connection: sqlite3.Connection, letter: Letter, by: Stamp) -> None:
    """Keep that a letter was drafted."""
    marks = ", ".join("?" for _ in fields(Letter))
    connection.execute(
        f"INSERT INTO letter (who, at, {_COLUMNS}) VALUES (?, ?, {marks})",  # noqa: S608 - constants
        [by.who, by.at, *astuple(letter)],
    )
    seals.write(connection)
