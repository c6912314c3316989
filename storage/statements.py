"""Numbers that lower offices gave otherwise than in a report, by telephone, by Zalo or on signed paper.

A statement lies over a cell of the report that was received, and counts in its place until the next revision comes:
then it is compared with that, and closed. Pictures of papers are attached to an office beside them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any, NamedTuple

from forms.report.cells import Address, Cell, State
from forms.report.entry import shown
from forms.report.report import Report
from forms.sums import tallies
from forms.sums.called_rows import called
from forms.sums.tallies import RANKS, Part
from forms.values.frozen import frozen
from forms.values.numbers import Number
from storage import seals
from storage.tables.cells import Stamp


class Means(StrEnum):
    """How an office gave a number; the value is its code in files."""

    TELEPHONE = "dien_thoai"
    MESSAGE = "zalo"
    PAPER = "ban_ky"

    @property
    def label(self) -> str:
        """What officers call it."""
        return {Means.TELEPHONE: "qua điện thoại", Means.MESSAGE: "qua Zalo", Means.PAPER: "theo bản ký"}[self]


class StatementOutcome(StrEnum):
    """What became of a statement; the value is its code in files."""

    OPEN = ""
    CONFIRMED = "khop"  # the next revision says the same
    CORRECTED = "khac"  # the next revision says otherwise
    WITHDRAWN = "rut"  # the officer took it back, or another statement took its place


@frozen
class KeptStatement:
    """A number that somebody gave for a cell of a received report, its row called as in `called_rows`."""

    id: int
    received: int
    address: Address
    cell: Cell
    means: Means
    giver: str
    source: str  # number and day of the paper, where there is one
    who: str
    at: datetime  # UTC
    outcome: StatementOutcome = StatementOutcome.OPEN

    @property
    def cell_text(self) -> str:
        """The number in words."""
        return shown(self.cell)

    @property
    def open(self) -> bool:
        """Whether it waits for the next revision."""
        return self.outcome is StatementOutcome.OPEN


class Statement(NamedTuple):
    """What an officer notes: the cell's new content, how and by whom it was given, and the paper that says so."""

    address: Address  # of the received report itself
    cell: Cell
    means: Means
    giver: str
    source: str = ""


@frozen
class Attachment:
    """A picture or scan of an office's paper on a period."""

    id: int
    unit: int
    name: str
    who: str
    at: datetime


def read(connection: sqlite3.Connection, template: str, period: str) -> list[KeptStatement]:
    """Every statement on the reports that were received on a period, in the order in which they were noted."""
    rows = connection.execute(
        'SELECT statement.id, received, figure, "row", measure, digits, decimals, statement.state, means, said, '
        "source, statement.who, statement.at, outcome FROM statement JOIN received ON received.id = statement.received "
        "WHERE template = ? AND period = ? ORDER BY statement.id",
        [template, period],
    )
    return [_statement(*row) for row in rows]


def _statement(*row: Any) -> KeptStatement:  # noqa: ANN401 - a row of the file
    number, received, figure, place, measure, digits, decimals, state, means, giver, source, who, at, outcome = row
    return KeptStatement(
        number,
        received,
        Address(figure, place, measure),
        Cell(None if decimals is None else Number(digits, decimals), State(state)),
        Means(means),
        giver,
        source,
        who,
        datetime.fromisoformat(at),
        StatementOutcome(outcome),
    )


def note(connection: sqlite3.Connection, received: int, report: Report, given: Statement, by: Stamp) -> None:
    """Let a number count in the place of the received one; an earlier statement on the cell gives way."""
    place = _place(report, given.address)
    connection.execute(
        'UPDATE statement SET outcome = ? WHERE received = ? AND figure = ? AND "row" = ? AND measure = ? '
        "AND outcome = ''",
        [StatementOutcome.WITHDRAWN, received, *place],
    )
    number, state = given.cell.number, given.cell.state
    connection.execute(
        'INSERT INTO statement (received, figure, "row", measure, digits, decimals, state, means, said, source, who, '
        "at, outcome) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '')",
        [
            received,
            *place,
            number.digits if number else None,
            number.decimals if number else None,
            state,
            given.means,
            given.giver,
            given.source,
            by.who,
            by.at,
        ],
    )
    _count(connection, received, report, Part(place, number, RANKS.index(state), tallies.weight(report)))


def restore(connection: sqlite3.Connection, received: int, report: Report, kept: KeptStatement) -> None:
    """Keep a statement of another file as it was there, on the same revision here."""
    columns = 'received, figure, "row", measure, digits, decimals, state, means, said, source, who, at, outcome'
    number, state = kept.cell.number, kept.cell.state
    digits, decimals = (number.digits, number.decimals) if number else (None, None)
    connection.execute(
        f"INSERT INTO statement ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - a constant
        [
            *(received, *kept.address, digits, decimals, state, kept.means, kept.giver, kept.source, kept.who),
            *(kept.at.isoformat(), kept.outcome),
        ],
    )
    if kept.open:
        _count(connection, received, report, Part(kept.address, number, RANKS.index(state), tallies.weight(report)))


def withdraw(connection: sqlite3.Connection, statement: KeptStatement, report: Report) -> None:
    """Let the received number count again."""
    connection.execute("UPDATE statement SET outcome = ? WHERE id = ?", [StatementOutcome.WITHDRAWN, statement.id])
    sent = next((part for part in tallies.parts(report) if part.address == statement.address), None)
    if sent is not None:
        _count(connection, statement.received, report, sent)
    else:
        connection.execute(
            "DELETE FROM held_cell WHERE received = ? AND place = (SELECT id FROM place WHERE template = ? AND "
            'period = ? AND figure = ? AND "row" = ? AND measure = ?)',
            [statement.received, report.template.code, report.period.code, *statement.address],
        )


def close(
    connection: sqlite3.Connection,
    former: Iterable[int],
    kept: int,
    report: Report,
    left_blank: Callable[[Iterable[Address]], Collection[Address]],
) -> None:
    """Compare the open statements on former revisions with the one that takes their place, and close them.

    One on a cell of which what came says nothing goes on lying over the revision that is kept now.
    """
    open_ones = [one for one in read(connection, report.template.code, report.period.code) if one.open]
    waiting = [one for one in open_ones if one.received in set(former)]
    if not waiting:
        return
    now, blank = stated(report), left_blank(one.address for one in waiting)
    for one in waiting:
        if one.address in blank:
            connection.execute("UPDATE statement SET received = ? WHERE id = ?", [kept, one.id])
            rank, weight = RANKS.index(one.cell.state), tallies.weight(report)
            _count(connection, kept, report, Part(one.address, one.cell.number, rank, weight))
            continue
        same = now.get(one.address) == (one.cell.number.value if one.cell.number else None, one.cell.state)
        outcome = StatementOutcome.CONFIRMED if same else StatementOutcome.CORRECTED
        connection.execute("UPDATE statement SET outcome = ? WHERE id = ?", [outcome, one.id])


def stated(report: Report) -> Mapping[Address, tuple[object, State]]:
    """What a report says of each cell, its row called as in `called_rows`."""
    return {
        _place(report, address): (cell.number.value if cell.number else None, cell.state)
        for address, cell in report.cells.items()
    }


def _place(report: Report, address: Address) -> Address:
    """A cell as every report calls it."""
    return address._replace(row=called(report.template.figures[address.figure], address.row, report.rows))


def _count(connection: sqlite3.Connection, received: int, report: Report, part: Part) -> None:
    """Let a part stand among the cells that are added up."""
    place = [report.template.code, report.period.code, *part.address]
    connection.execute(
        'INSERT OR IGNORE INTO place (template, period, figure, "row", measure) VALUES (?, ?, ?, ?, ?)', place
    )
    connection.execute(
        "INSERT OR REPLACE INTO held_cell SELECT id, ?, ?, ?, ?, ? FROM place "
        'WHERE template = ? AND period = ? AND figure = ? AND "row" = ? AND measure = ?',
        [
            received,
            part.number.digits if part.number else None,
            part.number.decimals if part.number else None,
            part.rank,
            part.counted,
            *place,
        ],
    )


def attach(
    connection: sqlite3.Connection, unit: int, place: tuple[str, str], name: str, content: bytes, by: Stamp
) -> None:
    """Keep a picture of an office's paper; `place` is template and period."""
    connection.execute(
        "INSERT INTO attachment (unit, template, period, name, content, who, at, digest) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [unit, *place, name, content, by.who, by.at, sha256(content).hexdigest()],
    )
    seals.write(connection)


def attachments(connection: sqlite3.Connection, template: str, period: str) -> list[Attachment]:
    """Every picture on a period, in the order in which they were attached."""
    rows = connection.execute(
        "SELECT id, unit, name, who, at FROM attachment WHERE template = ? AND period = ? ORDER BY id",
        [template, period],
    )
    return [Attachment(number, unit, name, who, datetime.fromisoformat(at)) for number, unit, name, who, at in rows]


def picture(connection: sqlite3.Connection, number: int) -> bytes:
    """What an attachment holds; raises ValueError where it no longer is what came."""
    content, digest = connection.execute("SELECT content, digest FROM attachment WHERE id = ?", [number]).fetchone()
    if sha256(content).hexdigest() != digest:
        raise ValueError(digest)
    return bytes(content)
