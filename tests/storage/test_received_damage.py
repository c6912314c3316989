"""What other offices sent, in a file that was damaged: noticed wherever a bit flips, and rescued where it is whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from forms.books.pointing import SheetPlace
from forms.definitions.template import Merge
from forms.report.cells import Address, Cell
from forms.sums.tallies import Tally
from forms.values.numbers import Number
from forms.values.period import parse
from storage import packing, received
from storage.failures import DamagedError
from storage.intake import Yes
from storage.layouts import OfficeLayout
from storage.rescue import rescue
from storage.statements import Means, Statement, StatementOutcome
from storage.workspace import Workspace
from tests.storage.sent import COUNT, STOCK, TEMPLATE, Office, receiving, take

_YEAR = parse("2024")
_TABLES = ("received", "place", "held_cell", "statement", "attachment", "layout", "held_seal")
_UNREAD = {("held_cell", "received")}  # a cell of none is counted nowhere, and its sum is missed


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with reports, a number by telephone, a picture and a layout."""
    with receiving(tmp_path) as workspace:
        take(workspace, Office("Xã A").put(70, STOCK).send(4), Office("Xã B").put(80, STOCK).send(2))
        (first, second) = workspace.received(TEMPLATE.code, _YEAR)
        report = workspace.received_report(first.id, TEMPLATE)
        workspace.note_statement(first.id, report, Statement(COUNT, Cell(Number(7)), Means.TELEPHONE, "ông Tư"), "Y Hà")
        workspace.give_back(second.id, "thiếu số")
        workspace.note_absence(second.unit, report, "Mới thành lập", "Y Hà")
        workspace.attach(first.unit, report, "ảnh.png", b"picture", "Y Hà")
        workspace.keep_layout(TEMPLATE.code, OfficeLayout(first.unit, "a", {COUNT: SheetPlace("S", 1, 2)}))
    return tmp_path / "nơi nhận.bc42"


Read = tuple[object, ...]


def read(path: Path) -> Read:
    """Everything that a file says of what other offices sent."""
    with Workspace.open(path, readonly=True) as workspace:
        own = workspace.own
        assert own is not None
        office = workspace.units().number(own.id)
        assert office is not None
        arrived = workspace.arrivals()
        below = workspace.below(TEMPLATE, office, _YEAR)
        sums: dict[Address, Tally] = {place: below.tallies.tally(place, _merge(place)) for place in (COUNT, STOCK)}
        pictures = workspace.attachments(TEMPLATE.code, _YEAR)
        return (
            [(one.template, one.period, one.received) for one in arrived],
            [workspace.received_whole(one.received.id, TEMPLATE)[0] for one in arrived],
            [workspace.parts(TEMPLATE, one.received) for one in arrived],
            workspace.column(TEMPLATE, _YEAR, COUNT),
            sums,
            workspace.statements(TEMPLATE.code, _YEAR),
            pictures,
            [workspace.picture(one.id) for one in pictures],
            workspace.layouts(TEMPLATE.code),
            workspace.absences(TEMPLATE.code, _YEAR),
            [unit.full for unit in below.tallies.offices],
        )


def _merge(place: Address) -> Merge:
    return TEMPLATE.figures[place.figure].measures[place.measure].merge


def change(path: Path, table: str, column: str) -> bool:
    """Flip a bit of the first thing that stands in a column; returns whether there was any."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA ignore_check_constraints=ON")
        found = connection.execute(
            f'SELECT "{column}" FROM {table} WHERE "{column}" IS NOT NULL AND "{column}" NOT IN (\'\', x\'\') LIMIT 1'  # noqa: S608
        ).fetchone()
        if found is None:
            return False
        (value,) = found
        other: object
        if isinstance(value, int):
            other = value ^ 4
        elif isinstance(value, bytes):
            other = value[:-1] + bytes([value[-1] ^ 4])
        else:
            other = value[:-1] + chr(ord(value[-1]) ^ 4)
        connection.execute(
            f'UPDATE {table} SET "{column}" = ? WHERE rowid = (SELECT rowid FROM {table} WHERE "{column}" = ? LIMIT 1)'  # noqa: S608
            if table not in {"held_cell", "held_seal"}
            else f'UPDATE OR REPLACE {table} SET "{column}" = ? WHERE "{column}" = ?',  # noqa: S608
            [other, value],
        )
        connection.commit()
    return True


def test_a_bit_that_flips_in_what_was_sent_is_noticed(file: Path) -> None:
    whole = read(file)
    content = file.read_bytes()
    with closing(sqlite3.connect(file)) as connection:
        columns = [(table, row[1]) for table in _TABLES for row in connection.execute(f"PRAGMA table_info({table})")]
    changed = 0
    for table, column in columns:
        file.write_bytes(content)
        if change(file, table, column):
            changed += 1
            with pytest.raises(DamagedError):
                read(file)
    assert changed > 40
    file.write_bytes(content)
    assert read(file) == whole


SUMS: dict[str, Callable[[Workspace], object]] = {
    "below": lambda here: here.below(TEMPLATE, 1, _YEAR),
    "total": lambda here: here.total(TEMPLATE, _YEAR),
    "column": lambda here: here.column(TEMPLATE, _YEAR, COUNT),
    "parts": lambda here: here.parts(TEMPLATE, here.received(TEMPLATE.code, _YEAR)[0]),
    "statement": lambda here: here.withdraw_statement(here.statements(TEMPLATE.code, _YEAR)[0], TEMPLATE),
    "paper": lambda here: here.begin_on_paper(3, TEMPLATE, _YEAR, "Y Hà"),
    "another": lambda here: take(here, Office("Xã B").send(3), yes=Yes(fork=True)),
}


@pytest.mark.parametrize("name", SUMS)
def test_nothing_is_added_up_or_put_beside_what_is_not_as_it_was_held(file: Path, name: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE held_cell SET digits = 99 WHERE digits IS NOT NULL")
    with Workspace.open(file) as here, pytest.raises(DamagedError):
        SUMS[name](here)


def rescued(file: Path) -> tuple[list[str], Read]:
    place = file.with_name("cứu.bc42")
    lines = rescue(file, place, lambda _: TEMPLATE)
    return lines, read(place)


def test_what_was_sent_is_rescued_as_it_stood(file: Path) -> None:
    assert rescued(file) == ([], read(file))


def test_a_report_that_is_no_longer_what_came_is_named_and_the_others_count(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE received SET content = zeroblob(9) WHERE id = 2")
        connection.execute("UPDATE held_cell SET digits = 99")
        connection.commit()
    lines, (arrived, _, _, _, sums, *_) = rescued(file)
    assert lines == ["báo cáo đã nhận số 2 trong tệp: không còn như lúc đến, đề nghị xin lại nơi gửi"]
    assert len(arrived) == 1  # type: ignore[arg-type]
    assert [tally.number for tally in sums.values()] == [Number(7), Number(70)]  # type: ignore[attr-defined]


def test_offices_that_are_in_doubt_are_taken_from_what_they_sent(file: Path) -> None:
    before = read(file)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE unit_era SET name = 'Xã C', code = '5' WHERE unit = 2")
        connection.execute("UPDATE statement SET digits = 70")
        connection.commit()
    lines, after = rescued(file)
    assert [line.partition(":")[0] for line in lines] == [
        "danh sách đơn vị (tên, mã, cấp trên, khóa ký)",
        "số cấp dưới báo qua điện thoại",
    ]
    assert after[-1] == before[-1]
    assert after[5] == []  # nobody can say what was said
    assert [one.outcome for one in before[5]] == [StatementOutcome.OPEN]  # type: ignore[attr-defined]


def test_a_report_in_whose_place_another_stands_is_damage(file: Path) -> None:
    with Workspace.open(file) as here:
        (*_, other) = here.received(TEMPLATE.code, _YEAR)
        text = b"\0".join(received.content(here._connection, other.id))
        packed = packing.packed(text, b"")
        here._connection.execute("UPDATE received SET content = ? WHERE id = 1", [packed])
        with pytest.raises(DamagedError):
            here.received_report(1, TEMPLATE)
