"""Files that earlier programs wrote open with everything in them."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import fields, replace
from pathlib import Path

import pytest

from exports import delivery, values
from forms.definitions.loading import load
from forms.errors import KnownError
from forms.report import archive, filling
from forms.report.changes import Change
from forms.report.report import Report
from forms.values.period import parse
from storage import schema
from storage.workspace import Workspace
from tests.storage import kept

FILES = Path(__file__).with_name("files")
RELEASES = sorted(path.name for path in FILES.iterdir() if path.is_dir())
SCHEMAS = sorted(path.name for path in FILES.glob("*.bc42"))
CARRIED = sorted(str(path.relative_to(FILES)) for path in FILES.glob("*/report.*"))


@pytest.fixture(scope="module")
def today(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("today")
    kept.write(folder)
    return folder


def held(path: Path, *, readonly: bool = False) -> dict[tuple[str, str, str], object]:
    """Everything that a workspace holds, by report."""
    with Workspace.open(path, readonly=readonly) as workspace:
        assert workspace._file.stands  # as it was left when it was brought up to date
        return {
            (name.unit.name, name.period.code, name.template): list(
                everything(workspace, workspace.load(load, name.unit.name, name.period))
            )
            for name in workspace.reports()
        }


def everything(workspace: Workspace, report: Report) -> Iterator[tuple[str, object]]:
    others = (report.last, report.earlier, report.opening, *report.children)
    yield "beside", [other and (other.unit, other.period, other.cells) for other in others]
    for field in fields(Report):
        value = getattr(report, field.name)
        if field.name == "revisions":  # an older program's archive says the same in its own format
            yield field.name, [(item.number, item.made, item.who, item.reason, carried(item.data)) for item in value]
        elif field.name not in {"neighbours", "template"}:
            yield field.name, value
    for figure in report.template.figures.values():
        for address in report.addresses(figure):
            yield (
                f"history of {address}",
                [(entry.who, entry.old, entry.new) for entry in workspace.history(report, address)],
            )
    for undone in (False, True):
        step = workspace.step(report, undone=undone)
        yield "steps", step and (step.forth, step.back)


def carried(data: str) -> tuple[Change, ...]:
    return archive.decode(data.encode()).changes


@pytest.mark.parametrize("release", RELEASES)
@pytest.mark.parametrize("readonly", [False, True])
def test_a_workspace_keeps_everything(release: str, today: Path, tmp_path: Path, *, readonly: bool) -> None:
    file = tmp_path / "cũ.bc42"
    shutil.copyfile(FILES / release / "workspace.bc42", file)
    found, expected = held(file, readonly=readonly), held(today / "workspace.bc42")
    assert found.keys() == expected.keys()
    for name in expected:
        assert found[name] == expected[name]
    if readonly:
        assert file.read_bytes() == (FILES / release / "workspace.bc42").read_bytes()


@pytest.mark.parametrize("name", CARRIED)
def test_what_was_sent_is_read(name: str, today: Path) -> None:
    found, expected = delivery.read(FILES / name), delivery.read(today / Path(name).name)
    # format 1 does not name figures, and the template has had other versions since
    same = {"figures": (), "version": 0}
    assert replace(found.archive, **same) == replace(expected.archive, **same)  # type: ignore[arg-type]
    assert not found.remarks


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        return list(connection.iterdump())


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_earlier_schema_opens(name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    shutil.copyfile(FILES / name, file)
    lines = values.read(FILES / "schema.csv")
    expected = Report(load(kept.TEMPLATE), kept.COMMUNE, parse("2024"))
    filling.fill(expected, lines.lines, vietnamese=lines.vietnamese)
    with Workspace.open(file) as workspace:
        report = workspace.load(load)
        assert (report.unit, report.period) == (expected.unit, expected.period)
        assert (report.rows, report.cells) == (expected.rows, expected.cells)
        entries = workspace.history(report, kept.FUNERALS)
    assert [(entry.old, entry.new) for entry in entries] == [(None, expected.cells[kept.FUNERALS])]
    had = int(name.removeprefix("schema-").removesuffix(".bc42"))
    assert dump(file.with_name(f"{file.stem}.truoc-nang-cap-{had}.bc42")) == dump(FILES / name)
    with closing(sqlite3.connect(file)) as connection:
        times = connection.execute("SELECT name, ran IS NOT NULL FROM migration ORDER BY rowid").fetchall()
    assert times == [(migration, number >= had) for number, (migration, _) in enumerate(schema.MIGRATIONS)]


def test_a_migration_of_a_newer_program_is_refused_by_its_name(today: Path, tmp_path: Path) -> None:
    file = tmp_path / "mới.bc42"
    shutil.copyfile(today / "workspace.bc42", file)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE migration SET name = 'of tomorrow' WHERE rowid = 2")
    with pytest.raises(KnownError, match="mới hơn"):
        Workspace.open(file)


def test_a_migration_that_leaves_a_line_without_its_report_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dangling(connection: sqlite3.Connection) -> None:
        connection.execute("INSERT INTO detail (report, key, value) VALUES (99, 'signer', 'Y Hà')")

    file = tmp_path / "cũ.bc42"
    shutil.copyfile(FILES / SCHEMAS[-1], file)
    known = schema.MIGRATIONS
    monkeypatch.setattr(schema, "MIGRATIONS", (*known, ("dangling", dangling)))
    with pytest.raises(KnownError):
        Workspace.open(file)
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT count(*) FROM detail WHERE report = 99").fetchone() == (0,)
        assert connection.execute("PRAGMA user_version").fetchone() == (len(known),)


def test_a_migration_that_fails_leaves_those_before_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def extra(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE extra (a INTEGER) STRICT")

    def broken(connection: sqlite3.Connection) -> None:
        connection.execute("INSERT INTO extra VALUES (1)")
        connection.execute("SELECT * FROM nowhere")

    file = tmp_path / "cũ.bc42"
    shutil.copyfile(FILES / SCHEMAS[-1], file)
    known = schema.MIGRATIONS
    monkeypatch.setattr(schema, "MIGRATIONS", (*known, ("extra", extra), ("broken", broken)))
    with pytest.raises(KnownError):
        Workspace.open(file)
    with closing(sqlite3.connect(file)) as connection:
        assert schema.pending(connection) == ["broken"]
        assert connection.execute("SELECT count(*) FROM extra").fetchone() == (0,)
        monkeypatch.setitem(schema.SHAPES, "extra", schema.shape(connection))
    monkeypatch.setattr(schema, "MIGRATIONS", (*known, ("extra", extra)))
    with Workspace.open(file) as workspace:
        assert workspace.load(load).cells
