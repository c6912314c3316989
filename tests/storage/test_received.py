"""What other offices sent is added up where it lies as it is in memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.definitions.loading import load
from forms.offices.units import Unit
from forms.report import archive
from forms.report.cells import Address, Cell, State
from forms.report.changes import Change, OpenRow, SetCell, SetRow
from forms.report.report import Report
from forms.sums import tallies
from forms.values.numbers import Number
from forms.values.period import Period
from storage import received, schema
from storage.tables import cells, units

ROW = "channel:abroad/country:#1"
PLACES = [
    *(Address("jobs_created", row, "persons") for row in (ROW, "channel:abroad")),
    *(Address("rice", "", "ton"), Address("vnah_sponsored", "", "persons")),
]
NUMBERS = st.builds(Number, st.integers(-(10**15) + 1, 10**15 - 1), st.integers(0, 6))
CELLS = st.builds(Cell, NUMBERS, st.sampled_from((State.STATED, State.ESTIMATE))) | st.builds(
    Cell, st.none(), st.sampled_from((State.NIL, State.NOT_APPLICABLE, State.AWAITED))
)
LABELS = st.sampled_from(("Nhật Bản", "NHẬT BẢN", "Lào"))


@pytest.fixture(scope="module")
def connection() -> Iterator[sqlite3.Connection]:
    held = sqlite3.connect(":memory:", isolation_level=None)
    schema.migrate(held)
    yield held
    held.close()


@settings(max_examples=40)
@given(st.lists(st.tuples(st.none() | LABELS, st.dictionaries(st.sampled_from(PLACES), CELLS), st.booleans())))
def test_sums_in_the_file_are_those_in_memory(
    connection: sqlite3.Connection, sent: list[tuple[str | None, dict[Address, Cell], bool]]
) -> None:
    template, kept, chosen = load("nq42"), [], []
    connection.execute("SAVEPOINT example")
    for number, (label, held, wanted) in enumerate(sent):
        report = Report(template, Unit(f"Xã {number}", "xa"), Period(2024))
        changes: list[Change] = [SetCell(place, cell) for place, cell in held.items() if label or place.row != ROW]
        for change in ([SetRow(OpenRow("jobs_created", ROW, label, 1))] if label else []) + changes:
            report.apply(change)
        office = units.add(connection, units.read(connection), report.unit, None, report.period.end)
        source, by = received.SourceFile("a", "0"), cells.stamp("Y Hà")
        one = received.Keeper(connection).keep(office, report, (archive.encode(report), b""), None, source, (), by)
        if wanted:
            kept.append(report)
            chosen.append(one)
    found = received.totals(connection, "nq42", "2024", chosen)
    connection.execute("ROLLBACK TO example")
    connection.execute("RELEASE example")
    assert found == tallies.merged(tallies.tallied(tallies.parts(report)) for report in kept)
