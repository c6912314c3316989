"""The table of revisions and that of their cells, and how one more gets into them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from exports.warehouse.records import SentReport
from forms.report.cells import Address
from forms.sums.called_rows import is_added, joined
from forms.sums.tallies import Part

if TYPE_CHECKING:
    import psycopg

_KEY = ("office", "template", "digest")
_SAME = (*_KEY, "noted")
_COLUMNS = (
    *("office", "template", "version", "digest", "number", "state", "standing", "returned", "edited", "weight"),
    *("file", "received", "kept", "noted"),
)
_LATER = ("standing", "returned", "state", "number")  # what becomes of a revision after it arrived


class Revisions:
    """The reports of a warehouse, as one office publishes into it."""

    def __init__(self, connection: psycopg.Connection, publisher: str) -> None:
        self._connection = connection
        self._publisher = publisher
        self._places: dict[tuple[str, str], dict[Address, int]] = {}  # by template and period
        self._years: set[int] = set()

    def sorted_out(self, issues: Iterable[SentReport]) -> tuple[list[SentReport], list[SentReport]]:
        """Those that the warehouse has, and those that are new to it."""
        there = set(self._connection.execute("SELECT period, office, template, digest, noted FROM revision"))
        known: list[SentReport] = []
        new: list[SentReport] = []
        for issue in issues:
            (known if (issue.period.code, *_values(issue, _SAME)) in there else new).append(issue)
        return known, new

    def update(self, issues: Iterable[SentReport]) -> None:
        """Say what became of revisions that are there."""
        with self._connection.transaction(), self._connection.cursor() as cursor:
            cursor.executemany(
                f"UPDATE revision SET ({', '.join(_LATER)}) = (%s, %s, %s, %s) "  # noqa: S608 - constants
                "WHERE (year, period, office, template, digest) = (%s, %s, %s, %s, %s)",
                [
                    [*_values(issue, _LATER), issue.period.year, issue.period.code, *_values(issue, _KEY)]
                    for issue in issues
                ],
            )

    def put(self, issue: SentReport) -> int:
        """Add a report with its cells; what stood in its place in the same file no longer does.

        Returns how many cells it has.
        """
        year, parts = issue.period.year, issue.parts()
        with self._connection.transaction():
            self._hold_year(year)
            self._make_room(issue)
            row = self._connection.execute(
                f"INSERT INTO revision (year, period, publisher, {', '.join(_COLUMNS)}) "  # noqa: S608 - constants
                f"VALUES (%s, %s, %s{', %s' * len(_COLUMNS)}) RETURNING id",
                [year, issue.period.code, self._publisher, *_values(issue, _COLUMNS)],
            ).fetchone()
            self._copy(year, row[0] if row else 0, parts, self._numbered(issue, parts))
        return len(parts)

    def _make_room(self, issue: SentReport) -> None:
        self._connection.execute(  # as it stood before its office gave a number by telephone
            "DELETE FROM revision WHERE (year, period, office, template, digest) = (%s, %s, %s, %s, %s)",
            [issue.period.year, issue.period.code, *_values(issue, _KEY)],
        )
        if not issue.standing:
            return
        # a draft is no revision: what it said before is gone
        what = "DELETE FROM revision" if issue.kept else "UPDATE revision SET standing = false"
        self._connection.execute(
            f"{what} WHERE (year, period, office, template, publisher, kept) = (%s, %s, %s, %s, %s, %s)",
            [issue.period.year, issue.period.code, issue.office, issue.template, self._publisher, issue.kept],
        )

    def _copy(self, year: int, revision: int, parts: Iterable[Part], places: dict[Address, int]) -> None:
        speaking: dict[str, int] = {}
        copy_into = "COPY cell (year, revision, place, value, rank, counted, speaking) FROM STDIN"
        with self._connection.cursor() as cursor, cursor.copy(copy_into) as copy:
            for part in parts:
                address, number = part.address, None if part.number is None else str(part.number)
                if not address.measure:
                    speaking[address.figure] = part.counted
                speaks = speaking.get(address.figure, 0) if is_added(address.row) else 0
                copy.write_row((year, revision, places[address], number, part.rank, part.counted, speaks))

    def _hold_year(self, year: int) -> None:
        """Make the part of the cells that holds a year."""
        if year not in self._years:
            part = f"CREATE TABLE IF NOT EXISTS cell_{year:d} PARTITION OF cell FOR VALUES IN ({year:d})"
            self._connection.execute(part)
            self._years.add(year)

    def _numbered(self, issue: SentReport, parts: Sequence[Part]) -> dict[Address, int]:
        """The numbers of the places of some parts, made where there are none."""
        where = (issue.template, issue.period.code)
        found = self._places.get(where, {})
        new = [part.address for part in parts if part.address not in found]
        if new:
            with self._connection.cursor() as cursor:
                cursor.executemany(
                    'INSERT INTO place (template, period, figure, called, "row", measure, added) '
                    "VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
                    [[*where, one.figure, one.row, joined(one.row), one.measure, is_added(one.row)] for one in new],
                )
            select = "SELECT id, figure, called, measure FROM place WHERE (template, period) = (%s, %s)"
            found = {Address(*one): number for number, *one in self._connection.execute(select, where)}
            self._places[where] = found
        return found


def _values(issue: SentReport, names: Iterable[str]) -> list[object]:
    return [getattr(issue, name) for name in names]
