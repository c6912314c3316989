"""The signed copies of a report, on disk: which revision each is of, how that is known, and the file as it came."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from forms.values.frozen import frozen
from storage import seals
from storage.tables.cells import Stamp


class Tie(StrEnum):
    """How it is known that a copy is of a report; the value is its code in files."""

    DATA = "du_lieu"  # it carries the data
    CODE = "ma_du_lieu"  # their code stands on its last page
    WORD = "can_bo_xac_nhan"  # an officer said so


@frozen
class SignedCopy:
    """A signed copy of a revision: the name and digest of its file, how it is tied, who kept it and when (UTC)."""

    revision: int
    name: str
    digest: str
    tie: Tie
    who: str
    at: datetime


def read(connection: sqlite3.Connection, number: int) -> list[SignedCopy]:
    """The copies of a report, in the order in which they came."""
    rows = connection.execute(
        "SELECT revision, name, digest, tie, who, at FROM signed_copy WHERE report = ? ORDER BY id", [number]
    )
    return [
        SignedCopy(revision, name, digest, Tie(tie), who, datetime.fromisoformat(at))
        for revision, name, digest, tie, who, at in rows
    ]


def content(connection: sqlite3.Connection, digest: str) -> bytes:
    """The file of a copy as it came; raises ValueError where it no longer is."""
    found: bytes
    (found,) = connection.execute("SELECT content FROM signed_file WHERE digest = ?", [digest]).fetchone()
    if sha256(found).hexdigest() != digest:
        raise ValueError(digest)
    return found


def add(connection: sqlite3.Connection, by: Stamp, revision: int, name: str, tie: Tie, file: bytes) -> None:
    """Keep a copy; the last of a revision is the one that counts."""
    digest = sha256(file).hexdigest()
    connection.execute("INSERT OR IGNORE INTO signed_file (digest, content) VALUES (?, ?)", [digest, file])
    connection.execute(
        "INSERT INTO signed_copy (report, revision, name, digest, tie, who, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [by.report, revision, name, digest, str(tie), by.who, by.at],
    )
    seals.write(connection)
