"""The steps that can be undone and done again: kept in the workspace file, so that they survive the program.

A step is a list of changes that were made together, and the list that takes them back. Undone steps lie above
the others until a new step takes their place.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Sequence

from forms.report import journal
from forms.report.changes import Change
from forms.values.frozen import frozen

KEPT = 1000  # steps a report keeps; a whole report is some 400 cells


@frozen
class Step:
    """Changes of one report made together, and what takes them back; `turn` orders steps of several reports.

    Steps of one turn were made together.
    """

    number: int
    forth: tuple[Change, ...]
    back: tuple[Change, ...]
    turn: int


def next_turn(connection: sqlite3.Connection) -> int:
    """The turn of a step that is made now."""
    ((turn,),) = connection.execute("SELECT coalesce(max(turn), 0) + 1 FROM step")
    return int(turn)


def record(
    connection: sqlite3.Connection, report: int, forth: Sequence[Change], back: Sequence[Change], turn: int
) -> None:
    """Add a step; what had been undone can no longer be done again. Without `back` every step is forgotten."""
    if not back:
        connection.execute("DELETE FROM step WHERE report = ?", [report])
        return
    ((number,),) = connection.execute(
        "INSERT OR REPLACE INTO step (report, number, forth, back, turn) SELECT ?1, 1 + coalesce("
        "(SELECT number FROM step WHERE report = ?1 AND NOT undone ORDER BY number DESC LIMIT 1), 0), ?2, ?3, ?4 "
        "RETURNING number",
        [report, _sealed(journal.encode(forth)), _sealed(journal.encode(back)), turn],
    )
    connection.execute("DELETE FROM step WHERE report = ? AND number > ?", [report, number])
    connection.execute("DELETE FROM step WHERE report = ? AND number <= ?", [report, number - KEPT])


def find(connection: sqlite3.Connection, report: int, *, undone: bool) -> Step | None:
    """The step to undo, or with `undone` the one to do again; None when there is none."""
    order = "number" if undone else "number DESC"
    row = connection.execute(
        f"SELECT number, turn, forth, back FROM step WHERE report = ? AND undone = ? ORDER BY {order} LIMIT 1",  # noqa: S608
        [report, undone],
    ).fetchone()
    if row is None:
        return None
    forth, back = (tuple(journal.decode(_opened(text))) for text in row[2:])
    return Step(row[0], forth, back, row[1])


def _sealed(text: str) -> str:
    """A text with its checksum on a line of its own: what undo puts back stands nowhere else."""
    return f"{text}\n{zlib.crc32(text.encode()):08x}"


def _opened(text: str) -> str:
    """The text without its checksum; raises ValueError where a bit of it flipped. Older programs wrote none."""
    content, _, checksum = text.partition("\n")
    if checksum and _sealed(content) != text:
        raise ValueError("a step that was damaged")
    return content


def mark(connection: sqlite3.Connection, report: int, number: int, *, undone: bool) -> None:
    """Say that a step is undone, or done again."""
    connection.execute("UPDATE step SET undone = ? WHERE report = ? AND number = ?", [undone, report, number])
