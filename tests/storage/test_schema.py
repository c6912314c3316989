from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from forms.definitions.loading import load
from forms.errors import KnownError
from forms.offices.units import Unit
from forms.values.period import Period
from storage import schema
from storage.rescue import rescue
from storage.workspace import Workspace


def test_every_migration_says_what_the_tables_look_like_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    made = {}
    migrations = schema.MIGRATIONS
    for count in range(1, len(migrations) + 1):
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
            monkeypatch.setattr(schema, "MIGRATIONS", migrations[:count])
            schema.migrate(connection)
            made[migrations[count - 1][0]] = schema.shape(connection)
    assert made == schema.SHAPES


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.bc42"
    with Workspace.create(path) as workspace:
        workspace.add_report(Unit("Xã Đăk Blà", "xa"), Period(2024), load("nq42"))
    return path


def test_a_file_of_ours_without_any_table_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.bc42"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id={schema.APPLICATION_ID}")
    with pytest.raises(KnownError, match="bị hỏng"):
        Workspace.open(path)


VIEW = (
    "ALTER TABLE cell RENAME TO held; CREATE VIEW cell AS "
    "SELECT report, figure, row, measure, digits * 2 AS digits, decimals, state, working FROM held"
)
ENDLESS = (
    "DROP TABLE note; CREATE VIEW note AS WITH RECURSIVE n(report, figure, row, measure, text) AS "
    "(SELECT 1, '', '', '', '' UNION ALL SELECT report, figure, row, measure, text FROM n) SELECT * FROM n"
)
COMPUTED = (
    "DROP TABLE note; CREATE TABLE note (report INTEGER, figure TEXT, row TEXT, measure TEXT, "
    "text TEXT GENERATED ALWAYS AS ('x'))"
)


@pytest.mark.parametrize(
    "foreign",
    [
        "CREATE TRIGGER t AFTER INSERT ON cell BEGIN UPDATE cell SET digits = digits + 1; END",
        VIEW,
        ENDLESS,
        COMPUTED,
        "CREATE VIRTUAL TABLE v USING fts5(a)",
        "CREATE TRIGGER migration AFTER INSERT ON history BEGIN UPDATE cell SET digits = digits + 1; END",
        ENDLESS.replace("note", "migration"),
    ],
    ids=["trigger", "view", "endless view", "computed column", "virtual table", "named trigger", "named view"],
)
def test_a_schema_that_is_not_ours_is_refused(file: Path, foreign: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(foreign)
    for readonly in (True, False):
        with pytest.raises(KnownError, match=r"không ghi.*không mở"):
            Workspace.open(file, readonly=readonly)
    with pytest.raises(KnownError, match="không mở"):
        rescue(file, file.with_name("b.bc42"), load)
    assert [found.name for found in file.parent.iterdir()] == ["a.bc42"]


@pytest.mark.parametrize("foreign", ["CREATE TABLE more (a)", "CREATE INDEX i ON cell (digits)", "DROP TABLE note"])
def test_a_schema_that_is_harmless_and_not_ours_can_be_rescued(file: Path, foreign: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(foreign)
    with pytest.raises(KnownError, match=r"bị hỏng.*rescue"):
        Workspace.open(file)
    rescue(file, file.with_name("b.bc42"), load)
    Workspace.open(file.with_name("b.bc42")).close()
