"""Cells, open rows and notes on disk, each change with the history of what it replaced."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple, cast

from forms.definitions import row_ids
from forms.errors import BugError
from forms.report import journal
from forms.report.cells import Address, Cell, Mark, State
from forms.report.changes import OpenRow, SetCell, SetNote, SetRow
from forms.report.report import Report
from forms.values import clock
from forms.values.frozen import frozen
from forms.values.numbers import Number, parse

_CELL = 'report = ? AND figure = ? AND "row" = ? AND measure = ?'
HISTORY = 'INSERT INTO history (report, at, who, figure, "row", measure, old, new) VALUES (?, ?, ?, ?, ?, ?, ?, ?)'
_MOST_DECIMALS = 30  # far more than anybody types
_TEXT = re.compile(r"(-?[0-9.]+)?\s*([a-z_]+)?\s*(?:=(.*))?", re.DOTALL)


class Subject(NamedTuple):
    """What a line of the history is about: a cell, a row (no measure), or something else by its kind (no figure)."""

    figure: str
    row: str
    measure: str


@frozen
class Stamp:
    """Who changes a report, and when (UTC, as ISO text); `report` is its number in the file."""

    report: int
    at: str
    who: str


@frozen
class HistoryEntry:
    """One change of a cell; `at` is UTC, None stands for blank."""

    at: datetime
    who: str
    old: Cell | None
    new: Cell | None


def stamp(who: str, when: datetime | None = None, report: int = 0) -> Stamp:
    """The stamp of a change made now, or at `when`, in a report or beside all."""
    return Stamp(report, clock.stored(when), who)


def read(connection: sqlite3.Connection, number: int, report: Report) -> None:
    """Put what the file holds into an empty report."""
    for figure, row, label, position, removed in connection.execute(
        "SELECT figure, id, label, position, removed FROM open_row WHERE report = ? ORDER BY position, id", [number]
    ):
        report.rows[figure, row] = OpenRow(figure, row, label, position, bool(removed))
    for figure, row, measure, *rest in connection.execute(
        'SELECT figure, "row", measure, digits, decimals, state, working, marks FROM cell WHERE report = ?', [number]
    ):
        report.cells[Address(figure, row, measure)] = _cell(*rest)
    for figure, row, measure, text in connection.execute(
        'SELECT figure, "row", measure, text FROM note WHERE report = ?', [number]
    ):
        report.notes[Address(figure, row, measure)] = text


def save_cell(connection: sqlite3.Connection, by: Stamp, change: SetCell) -> None:
    """Store a cell, or with None clear it."""
    address, cell = change
    key = [by.report, *address]
    found = connection.execute(
        f"SELECT digits, decimals, state, working, marks FROM cell WHERE {_CELL}",  # noqa: S608 - a constant
        key,
    ).fetchone()
    if cell is None:
        connection.execute(f"DELETE FROM cell WHERE {_CELL}", key)  # noqa: S608 - a constant
    else:
        number = cell.number
        connection.execute(
            'INSERT INTO cell (report, figure, "row", measure, digits, decimals, state, working, marks) '
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET digits = excluded.digits, "
            "decimals = excluded.decimals, state = excluded.state, working = excluded.working, marks = excluded.marks",
            [
                *key,
                number.digits if number else None,
                number.decimals if number else None,
                str(cell.state),
                cell.working,
                journal.written(cell.marks) if cell.marks else "",
            ],
        )
    old = _text(_cell(*found)) if found else ""
    connection.execute(HISTORY, [by.report, by.at, by.who, *address, old, _text(cell)])


def save_row(connection: sqlite3.Connection, by: Stamp, change: SetRow) -> None:
    """Store an open row."""
    row = change.row
    found = connection.execute(
        "SELECT label FROM open_row WHERE report = ? AND figure = ? AND id = ? AND NOT removed",
        [by.report, row.figure, row.id],
    ).fetchone()
    connection.execute(
        "INSERT INTO open_row (report, figure, id, label, position, removed) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT DO UPDATE SET label = excluded.label, position = excluded.position, removed = excluded.removed",
        [by.report, row.figure, row.id, row.label, row.position, row.removed],
    )
    old, new = (found[0] if found else ""), ("" if row.removed else row.label)
    connection.execute(HISTORY, [by.report, by.at, by.who, row.figure, row.id, "", old, new])


def save_note(connection: sqlite3.Connection, by: Stamp, change: SetNote) -> None:
    """Store the note of a cell, or with None take it away."""
    address, text = change
    found = connection.execute(
        f"SELECT text FROM note WHERE {_CELL}",  # noqa: S608 - a constant
        [by.report, *address],
    ).fetchone()
    if text is None:
        connection.execute(f"DELETE FROM note WHERE {_CELL}", [by.report, *address])  # noqa: S608 - a constant
    else:
        connection.execute(
            'INSERT INTO note (report, figure, "row", measure, text) VALUES (?, ?, ?, ?, ?) '
            "ON CONFLICT DO UPDATE SET text = excluded.text",
            [by.report, *address, text],
        )
    connection.execute(HISTORY, [by.report, by.at, by.who, *_of_note(address), found[0] if found else "", text or ""])


def recorded(report: Report) -> Iterator[tuple[Subject, str]]:
    """What the history must say last of cells, rows and notes."""
    for address, cell in report.cells.items():
        yield Subject(*address), _text(cell)
    for row in report.rows.values():
        yield Subject(row.figure, row.id, ""), "" if row.removed else row.label
    for address, text in report.notes.items():
        yield _of_note(address), text


def _of_note(address: Address) -> Subject:
    return Subject("", "notes", " ".join(address))


def history(connection: sqlite3.Connection, report: int, address: Address) -> list[HistoryEntry]:
    """The changes of a cell, newest first."""
    rows = connection.execute(
        f"SELECT at, who, old, new FROM history WHERE {_CELL} ORDER BY id DESC",  # noqa: S608 - a constant
        [report, *address],
    )
    return [
        HistoryEntry(datetime.fromisoformat(at), who, parse_text(old), parse_text(new)) for at, who, old, new in rows
    ]


def labels(connection: sqlite3.Connection, figure: str, parent: str, breakdown: str) -> list[str]:
    """The labels of open rows of a breakdown under a row in any report of the file, the latest first."""
    rows = connection.execute("SELECT id, label FROM open_row WHERE figure = ? ORDER BY rowid DESC", [figure])
    return list(dict.fromkeys(label for row, label in rows if row_ids.split(row)[:2] == (parent, breakdown)))


def _cell(digits: int | None, decimals: int | None, state: str, working: str, marks: str) -> Cell:
    if decimals is not None and not 0 <= decimals <= _MOST_DECIMALS:
        raise ValueError(f"{decimals} decimals")
    number = None if digits is None or decimals is None else Number(digits, decimals)
    return Cell(number, State(state), working, journal.read(tuple[Mark, ...], marks) if marks else ())


def _text(cell: Cell | None) -> str:
    """A cell as history keeps it: number, state unless stated, working after "="; as a record where it has marks."""
    if cell is None:
        return ""
    if cell.marks:
        return journal.written(cell)
    parts = [str(cell.number) if cell.number else "", "" if cell.state is State.STATED else str(cell.state)]
    return " ".join(part for part in (*parts, f"={cell.working}" if cell.working else "") if part)


def parse_text(text: str) -> Cell | None:
    """A cell as history keeps it; raises BugError for what no cell of ours is."""
    if text.startswith("["):
        return cast("Cell", journal.read(Cell, text))
    match = _TEXT.fullmatch(text)
    if match is None:
        raise BugError(f"no cell in history: {text}")
    number, state, working = match.groups()
    if not number and not state:
        return None
    return Cell(parse(number) if number else None, State(state or State.STATED), working or "")
