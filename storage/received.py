"""The reports that other offices sent: kept whole as they came, never changed, and their cells added up where they lie.

Of an office's revisions on a period one stands, and only its cells are held to be added up.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any, NamedTuple

from forms.definitions.template import Template
from forms.errors import KnownError
from forms.report import archive, envelope
from forms.report.cells import Address, State
from forms.report.changes import ReportState, SetSource
from forms.report.envelope import Envelope
from forms.report.report import Report
from forms.sums import preliminary, tallies
from forms.sums.called_rows import is_added, joined
from forms.sums.tallies import RANKS, Part, Tally
from forms.values.frozen import frozen
from forms.values.numbers import Number
from storage import packing, seals
from storage.tables.cells import Stamp

_MOST = 64_000_000  # bytes of one report, unpacked
_PARTED = b"\0"  # between data and envelope: JSON text has none
_COLUMNS = "id, unit, number, digest, state, standing, weight, edited, returned, file, file_digest <> '', at, findings"


@frozen
class Received:
    """One revision that arrived; `edited` and `returned` say how and why, "" where nothing of the kind was."""

    id: int
    unit: int
    number: int  # of the revision; 0 for a draft
    digest: str
    state: str
    standing: bool
    weight: int  # how many of the lowest offices it stands for
    edited: str
    returned: str
    file: str
    filed: bool  # whether it came in a file; else it is empty, and numbers by word or on paper lie over it
    at: datetime  # UTC
    findings: tuple[int, ...]  # errors, warnings, notes

    @property
    def counts(self) -> bool:
        """Whether it is added up."""
        return self.standing and not self.returned


class SourceFile(NamedTuple):
    """The file that a report came in: its name and digest, and what in it was changed by hand."""

    name: str
    digest: str
    edited: str = ""


class ReceivedOn(NamedTuple):
    """A revision that arrived, and on what."""

    template: str
    version: int
    period: str
    received: Received


def arrivals(connection: sqlite3.Connection) -> list[ReceivedOn]:
    """Every revision that arrived on anything, in the order in which they came."""
    rows = connection.execute(f"SELECT template, version, period, {_COLUMNS} FROM received ORDER BY id")  # noqa: S608 - a constant
    return [ReceivedOn(template, version, period, _received(*row)) for template, version, period, *row in rows]


def found(connection: sqlite3.Connection, template: str, period: str) -> list[Received]:
    """Every revision that arrived on a period, in the order in which they came."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM received WHERE template = ? AND period = ? ORDER BY id",  # noqa: S608 - a constant
        [template, period],
    )
    return [_received(*row) for row in rows]


def _received(*row: Any) -> Received:  # noqa: ANN401 - a row of the file
    number, unit, revision, digest, state, standing, weight, edited, returned, file, filed, at, counts = row
    kept = (bool(standing), weight, edited, returned)
    came, findings = datetime.fromisoformat(at), tuple(map(int, counts.split()))
    return Received(number, unit, revision, digest, state, *kept, file, bool(filed), came, findings)


def content(connection: sqlite3.Connection, number: int) -> tuple[bytes, bytes]:
    """The data and the envelope of a revision as they came; raises ValueError where they no longer are."""
    digest, base, packed = connection.execute(
        "SELECT digest, base, content FROM received WHERE id = ?", [number]
    ).fetchone()
    text = packing.unpacked(packed, _common(connection, base), _MOST)
    data, _, wrapping = text.partition(_PARTED)
    if archive.digest(data) != digest:
        raise ValueError(digest)
    return data, wrapping


def _common(connection: sqlite3.Connection, base: int | None) -> bytes:
    """What reports have in common with one that stands for itself: the words of its template, above all."""
    if base is None:
        return b""
    (packed,) = connection.execute("SELECT content FROM received WHERE id = ? AND base IS NULL", [base]).fetchone()
    return packing.unpacked(packed, b"", _MOST).partition(_PARTED)[0]


def read(connection: sqlite3.Connection, number: int, template: Template) -> tuple[Report, Envelope | None]:
    """A revision as a report, and what its envelope says of it."""
    data, wrapping = content(connection, number)
    from forms.document import restoring  # noqa: PLC0415 - a report opens without it

    report = restoring.restore(archive.decode(data), template)
    return report, _envelope(data, wrapping)


def chain(connection: sqlite3.Connection, number: int) -> list[str]:
    """The digests of what a revision was issued as, oldest first."""
    about = _envelope(*content(connection, number))
    return [link.digest for link in about.chain] if about else []


def _envelope(data: bytes, wrapping: bytes) -> Envelope | None:
    """What is told of data; of those that were changed by hand it is told by their place, not by their digest."""
    return envelope.find(wrapping, archive.digest(data)) or envelope.first(wrapping)


class Keeper:
    """Reports kept one after another: the places of cells, and what reports have in common, are read once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._places: dict[tuple[str, str], dict[Address, int]] = {}
        self._bases: dict[tuple[str, str], tuple[int, bytes]] = {}

    def keep(
        self,
        office: int,
        report: Report,
        sent: tuple[bytes, bytes],
        about: Envelope | None,
        source: SourceFile,
        findings: Iterable[int],
        by: Stamp,
        *,
        standing: bool = True,
    ) -> int:
        """Keep a report that arrived: from now on it stands for its office and period, unless said otherwise."""
        on = (report.template.code, report.period.code)
        if standing:
            self._supersede(office, on)
        state = about.state if about else ReportState.DRAFT
        number = len(about.chain) if about and state is not ReportState.DRAFT else 0
        digest = archive.digest(sent[0])
        base, common = self._base(on, office, digest)
        text = sent[0] + _PARTED + sent[1]
        (kept,) = self.connection.execute(
            "INSERT INTO received (unit, period, template, version, number, digest, state, standing, weight, edited, "
            "returned, file, file_digest, at, who, findings, base, content) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (unit, period, template, digest) DO UPDATE SET standing = 1, state = excluded.state, "
            "number = excluded.number, base = excluded.base, content = excluded.content, returned = '', "
            "edited = excluded.edited, file = excluded.file, file_digest = excluded.file_digest RETURNING id",
            [
                office,
                report.period.code,
                report.template.code,
                report.template.version,
                number,
                digest,
                str(state),
                standing,
                tallies.weight(report),
                source.edited,
                source.name,
                source.digest,
                by.at,
                by.who,
                " ".join(map(str, findings)),
                base,
                packing.packed(text, common),
            ],
        ).fetchone()
        if standing:
            self._hold(on, int(kept), report)
        return int(kept)

    def _supersede(self, office: int, on: tuple[str, str]) -> None:
        """Let what stands of an office on a template and period stand no more; its cells are not added up."""
        standing, given = "unit = ?3 AND template = ?1 AND period = ?2 AND standing", [*on, office]
        self.connection.execute(
            f"DELETE FROM held_cell WHERE received IN (SELECT id FROM received WHERE {standing}) AND place IN "  # noqa: S608
            "(SELECT id FROM place WHERE template = ?1 AND period = ?2)",
            given,
        )
        self.connection.execute(f"UPDATE received SET standing = 0 WHERE {standing}", given)  # noqa: S608

    def _base(self, on: tuple[str, str], office: int, digest: str) -> tuple[int | None, bytes]:
        """The revision with which a report has words in common, the first on its template and period, and those words.

        None for what is here already, since others may have it in common with themselves.
        """
        here = "SELECT 1 FROM received WHERE template = ? AND period = ? AND unit = ? AND digest = ?"
        if self.connection.execute(here, [*on, office, digest]).fetchone():
            return None, b""
        if on not in self._bases:
            first = "SELECT id FROM received WHERE template = ? AND period = ? AND base IS NULL ORDER BY id LIMIT 1"
            found = self.connection.execute(first, on).fetchone()
            if found is None:
                return None, b""
            self._bases[on] = (int(found[0]), _common(self.connection, *found))
        return self._bases[on]

    def _hold(self, on: tuple[str, str], kept: int, report: Report) -> None:
        """Hold the cells of a report, to be added up."""
        parts = list(tallies.parts(report))
        places = self._numbered(on, [part.address for part in parts])
        self.connection.executemany(
            "INSERT INTO held_cell VALUES (?, ?, ?, ?, ?, ?)",
            (
                (
                    places[part.address],
                    kept,
                    part.number.digits if part.number else None,
                    part.number.decimals if part.number else None,
                    part.rank,
                    part.counted,
                )
                for part in parts
            ),
        )
        self.connection.executemany(
            "INSERT OR IGNORE INTO preliminary VALUES (?, ?)",
            [(places[place], kept) for place in preliminary.places(report)],
        )

    def _numbered(self, on: tuple[str, str], addresses: Iterable[Address]) -> Mapping[Address, int]:
        """The numbers of places, which those that are new get now."""
        known = self._places.get(on, {})
        if new := [(*on, *address) for address in addresses if address not in known]:
            self.connection.executemany(
                'INSERT OR IGNORE INTO place (template, period, figure, "row", measure) VALUES (?, ?, ?, ?, ?)', new
            )
            select = 'SELECT figure, "row", measure, id FROM place WHERE template = ? AND period = ?'
            found = self.connection.execute(select, on)
            known = self._places[on] = {Address(*place): number for *place, number in found}
        return known


def preliminary_places(connection: sqlite3.Connection, template: str, period: str) -> list[tuple[int, Address]]:
    """Which revisions that stand say of which cells that their numbers are preliminary."""
    rows = connection.execute(
        'SELECT received.id, figure, "row", measure FROM preliminary '
        "JOIN received ON received.id = preliminary.received AND standing "
        "JOIN place ON place.id = preliminary.place WHERE place.template = ? AND place.period = ? ORDER BY received.id",
        [template, period],
    )
    return [(number, Address(*place)) for number, *place in rows]


def held(connection: sqlite3.Connection, number: int) -> list[Part]:
    """What a standing revision adds to each cell, as it is held."""
    rows = connection.execute(
        'SELECT figure, "row", measure, digits, decimals, rank, counted FROM received '
        "JOIN place USING (template, period) JOIN held_cell ON (held_cell.place, received) = (place.id, received.id) "
        "WHERE received.id = ?",
        [number],
    )
    return [
        Part(Address(figure, row, measure), None if decimals is None else Number(digits, decimals), rank, counted)
        for figure, row, measure, digits, decimals, rank, counted in rows
    ]


def place(connection: sqlite3.Connection, number: int) -> tuple[str, str]:
    """The template and period of a revision."""
    template, period = connection.execute("SELECT template, period FROM received WHERE id = ?", [number]).fetchone()
    return template, period


def give_back(connection: sqlite3.Connection, number: int, reason: str) -> None:
    """Say why a revision is to be reported again, "" that it is not: until another one comes it is not added up."""
    connection.execute("UPDATE received SET returned = ? WHERE id = ?", [reason, number])
    seals.write(connection)


def totals(connection: sqlite3.Connection, template: str, period: str, chosen: Collection[int]) -> dict[Address, Tally]:
    """What the chosen revisions add to each cell; see `forms.sums.tallies`."""
    standing = "SELECT count(*) FROM received WHERE template = ? AND period = ? AND standing"
    (held,) = connection.execute(standing, [template, period]).fetchone()
    numbers = "" if held == len(chosen) else json.dumps(sorted(chosen))  # only what stands is held
    select = 'SELECT id, figure, "row", measure FROM place WHERE template = ? AND period = ?'
    places = {place: Address(*address) for place, *address in connection.execute(select, [template, period])}
    having = _having(connection, places, numbers)
    added: dict[Address, Tally] = {}
    uneven: list[int] = []  # places whose numbers do not all have as many decimals
    for place, fewest, most, *sums in _sums(connection, places, numbers, "place"):
        if fewest == most:
            added[places[place]] = _tally(fewest, *sums) + Tally(having=having.get(place, 0))
        else:
            uneven.append(place)
            added[places[place]] = Tally(having=having.get(place, 0))
    for place, decimals, _, *sums in _sums(connection, uneven, numbers, "place, decimals"):
        added[places[place]] += _tally(decimals, *sums)
    return added


def _sums(connection: sqlite3.Connection, places: Iterable[int], numbers: str, groups: str) -> sqlite3.Cursor:
    """Sums of the cells at some places; those of a place lie together, so that grouping by it alone sorts nothing."""
    chosen, given = _among("+received", numbers)
    return connection.execute(
        "SELECT place, MIN(decimals), MAX(decimals), SUM(digits), MIN(digits), MAX(digits), "  # noqa: S608 - constants
        "SUM(iif(digits IS NULL, 0, counted)), MAX(rank), SUM(counted), SUM(rank = ?), SUM(rank = ?) "
        f"FROM held_cell WHERE place IN (SELECT value FROM json_each(?)) {chosen} GROUP BY {groups}",
        [RANKS.index(State.STATED), RANKS.index(State.ESTIMATE), json.dumps(sorted(places)), *given],
    )


def _among(column: str, numbers: str) -> tuple[str, list[str]]:
    """The condition that a revision is one of those chosen, with its parameter; none where all that are held are."""
    condition = f"AND {column} IN (SELECT value FROM json_each(?))"  # noqa: S608 - a constant
    return (condition, [numbers]) if numbers else ("", [])


def _tally(
    decimals: int | None,
    digits: int,
    least: int,
    most: int,
    weighed: int,
    rank: int,
    counted: int,
    finals: int,
    estimates: int,
) -> Tally:
    if decimals is None:
        return Tally(rank=rank, counted=counted)  # states alone, none of them final or estimated
    slack = weighed * Number(0, decimals).half_unit
    low, high = (Fraction(end, 10**decimals) for end in (least, most))
    return Tally(Number(digits, decimals), slack, low, high, rank, finals, estimates, counted)


def _having(connection: sqlite3.Connection, places: Mapping[int, Address], numbers: str) -> Mapping[int, int]:
    """How many lowest offices speak of a figure in the reports that have an added row, by the places of such rows."""
    speaking = {address.figure: place for place, address in places.items() if not address.measure}
    rows = [(place, address.figure) for place, address in places.items() if is_added(address.row)]
    pairs = json.dumps([(place, speaking.get(figure)) for place, figure in rows])
    chosen, given = _among("here.received", numbers)
    return dict(
        connection.execute(
            "WITH pair (place, speaking) AS "  # noqa: S608 - constants
            "(SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?)) "
            "SELECT here.place, SUM(there.counted) FROM pair CROSS JOIN held_cell AS here ON here.place = pair.place "
            "CROSS JOIN held_cell AS there ON there.place = speaking AND there.received = here.received "
            f"WHERE true {chosen} GROUP BY here.place",
            [pairs, *given],
        ).fetchall()
    )


def column(connection: sqlite3.Connection, template: str, period: str, address: Address) -> dict[int, Part]:
    """What every standing revision states of a cell, by its number: whose cells a sum is made of.

    The row is called as in `called_rows`; rows that differ in spelling only are one.
    """
    places = connection.execute(
        'SELECT id, "row" FROM place WHERE template = ? AND period = ? AND figure = ? AND measure = ?',
        [template, period, address.figure, address.measure],
    )
    there = [number for number, row in places if joined(row) == joined(address.row)]
    found: dict[int, Part] = {}
    for number, digits, decimals, rank, counted in connection.execute(
        "SELECT received, digits, decimals, rank, counted FROM held_cell "
        "WHERE place IN (SELECT value FROM json_each(?))",
        [json.dumps(there)],
    ):
        part = Part(address, None if decimals is None else Number(digits, decimals), rank, counted)
        if before := found.get(number):  # one row, spelled in two ways
            stated = tallies.added(before.number, part.number)
            part = Part(address, stated, max(rank, before.rank), max(counted, before.counted))
        found[number] = part
    return found


def require(connection: sqlite3.Connection, number: int) -> Received:
    """A revision by its number; raises KnownError where there is none."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM received WHERE id = ?", [number]).fetchone()  # noqa: S608 - a constant
    if row is None:
        raise KnownError("Tệp này không có báo cáo đã nhận đó.")
    return _received(*row)


def number(connection: sqlite3.Connection, digest: str) -> int | None:
    """The revision whose data have a digest; None where it never came."""
    row = connection.execute("SELECT id FROM received WHERE digest = ? LIMIT 1", [digest]).fetchone()
    return None if row is None else int(row[0])


def pins(data: bytes) -> list[str]:
    """The digests of the reports that data say they were made from."""
    changes = archive.decode(data).changes
    return [change.source.digest for change in changes if isinstance(change, SetSource) and change.source]
