"""A real PostgreSQL server holds what a file sends, once, and its views add up as the program does."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
import pytest

from exports.warehouse import postgresql
from exports.warehouse.records import Publication
from forms.definitions.loading import default
from forms.errors import KnownError
from forms.offices.units import Unit
from forms.report.cells import Cell, State
from forms.report.report import Report
from forms.sums.called_rows import called, joined
from forms.sums.tallies import Part
from forms.values.numbers import Number
from forms.values.period import Period
from storage.intake import Yes
from storage.statements import Means, Statement
from storage.workspace import Workspace
from ui.cli.publishing import publication
from ui.jobs import consolidating, exchange_sample, unit_lists
from ui.jobs.consolidating import Result
from ui.jobs.exporting import export
from ui.jobs.receiving import receive

_EDITED = datetime(2026, 1, 5, 8, tzinfo=UTC)


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> tuple[Publication, Result]:
    """What a district with twelve communes has for a warehouse, and what it adds them up to."""
    folder = tmp_path_factory.mktemp("huyen")
    with Workspace.open(exchange_sample.make("huyen-dak-glei-2024", folder)) as workspace:
        receive(workspace, [folder / "thư đến"], Yes(), "")
        found = publication(workspace)
        issues = [replace(issue, parts=partial(list, list(issue.parts()))) for issue in found.issues]
        return replace(found, issues=issues), consolidating.find(workspace, None, None)


def _ask(address: str, question: str, *values: object) -> list[Any]:
    with psycopg.connect(address) as connection:
        connection.execute("SET search_path = baocao42")
        return connection.execute(question, values).fetchall()


def _compare(address: str, result: Result) -> int:
    """Every cell of the program is the view's, with its value, decimals, state and counts; returns how many."""
    report = result.found.report
    there = {
        tuple(row[:3]): row[3:]
        for row in _ask(
            address,
            'SELECT figure, "row", measure, how, value, state, counted, missing FROM consolidated '
            "WHERE unit = %s AND period = %s AND template = %s",
            result.draft.unit.id,
            report.period.code,
            report.template.code,
        )
    }
    for item in result.found.cells:
        row = joined(called(report.template.figures[item.address.figure], item.address.row, report.rows))
        number = item.cell.number if item.cell else None
        value = None if number is None else Decimal(str(number))
        expected = (str(item.how), value, str(item.state), item.counted, item.missing)
        found = there.pop((item.address.figure, row, item.address.measure))
        assert found == expected, item.address
        assert str(found[1]) == str(value), item.address
    assert not there
    return len(result.found.cells)


def test_views_add_up_as_the_program_does(warehouse: str, district: tuple[Publication, Result]) -> None:
    sent, result = district
    done = postgresql.publish(warehouse, sent)
    assert (done.new, done.known) == (12, 0)
    assert _compare(warehouse, result) > 100
    states = _ask(warehouse, "SELECT how, count(value) FROM consolidated WHERE unit = %s GROUP BY how", sent.publisher)
    assert dict(states)["sum"] > 50
    assert dict(states)["recompute"] > 0


def test_what_is_published_again_changes_nothing(warehouse: str, district: tuple[Publication, Result]) -> None:
    sent, result = district
    first = postgresql.publish(warehouse, sent)
    again = postgresql.publish(warehouse, sent)
    assert (again.new, again.known, again.cells) == (0, first.new, 0)
    _compare(warehouse, result)


def test_a_broken_connection_leaves_whole_reports(warehouse: str, district: tuple[Publication, Result]) -> None:
    sent, result = district

    def cut(parts: Sequence[Part]) -> Sequence[Part]:
        """The server ends the connection while a report is on its way."""
        with psycopg.connect(warehouse, autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'baocao42'")
        return parts

    fifth = sent.issues[5]
    torn = [*sent.issues[:5], replace(fifth, parts=lambda: cut(fifth.parts())), *sent.issues[6:]]
    with pytest.raises(KnownError, match="ngắt"):
        postgresql.publish(warehouse, replace(sent, issues=torn))
    assert _ask(warehouse, "SELECT count(*) FROM revision") == [(5,)]
    ((cells,),) = _ask(warehouse, "SELECT count(*) FROM cell")
    assert cells == sum(len(issue.parts()) for issue in sent.issues[:5])
    assert postgresql.publish(warehouse, sent).known == 5
    _compare(warehouse, result)


def test_a_later_revision_takes_the_place_of_the_former(warehouse: str, district: tuple[Publication, Result]) -> None:
    sent, _ = district
    postgresql.publish(warehouse, sent)
    former = sent.issues[0]
    later = replace(former, digest="0" * 64, number=2)
    issues = [replace(former, standing=False), later, *sent.issues[1:]]
    done = postgresql.publish(warehouse, replace(sent, issues=issues))
    assert (done.new, done.known) == (1, 12)
    assert _ask(warehouse, "SELECT number FROM counting WHERE office = %s", former.office) == [(2,)]
    returned = [replace(later, returned="sai số hộ"), *issues[:1], *issues[2:]]
    postgresql.publish(warehouse, replace(sent, issues=returned))
    assert _ask(warehouse, "SELECT revision FROM source WHERE office = %s", former.office) == [(None,)]


def test_a_number_by_telephone_counts(warehouse: str, tmp_path: Path) -> None:
    with Workspace.open(exchange_sample.make("huyen-dak-glei-2024", tmp_path)) as workspace:
        receive(workspace, [tmp_path / "thư đến"], Yes(), "")
        postgresql.publish(warehouse, publication(workspace))
        template, one = default(), workspace.received("nq42", Period(2024))[0]
        report = workspace.received_report(one.id, template)
        address = next(address for address, cell in report.cells.items() if cell.number and not address.row)
        given = Statement(address, Cell(Number(123_456), State.STATED), Means.TELEPHONE, "đồng chí Y")
        workspace.note_statement(one.id, report, given)
        again = postgresql.publish(warehouse, publication(workspace))
        assert (again.new, again.known) == (1, 11)
        _compare(warehouse, consolidating.find(workspace, None, None))


def test_a_warehouse_of_a_later_version_is_refused(warehouse: str, district: tuple[Publication, Result]) -> None:
    sent, _ = district
    postgresql.publish(warehouse, sent)
    with psycopg.connect(warehouse) as connection:
        connection.execute("UPDATE baocao42.warehouse SET version = version + 1")
    with pytest.raises(KnownError, match=f"phiên bản {postgresql.VERSION + 1}"):
        postgresql.publish(warehouse, sent)


def _become_first(address: str) -> None:
    """The same reports as the first version of the tables held them."""
    tables = (
        "office_era",
        "succession",
        "period",
        "revision",
        "place",
        "measure",
        "rate_input",
        "cell",
        "carried",
        "state",
    )
    with psycopg.connect(address) as connection:
        connection.execute("ALTER SCHEMA baocao42 RENAME TO later")
        connection.execute("CREATE SCHEMA baocao42")
        connection.execute("SET search_path = baocao42")
        connection.execute(Path(__file__).with_name("version_1.sql").read_bytes())
        connection.execute("CREATE TABLE revision_2024 PARTITION OF revision FOR VALUES IN (2024)")
        connection.execute("CREATE TABLE cell_2024 PARTITION OF cell FOR VALUES IN (2024)")
        for table in tables:
            copied = f"INSERT INTO {table} OVERRIDING SYSTEM VALUE SELECT * FROM later.{table}"  # noqa: S608 - constants
            connection.execute(copied.encode())
        for table in ("revision", "place"):
            counted = f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"  # noqa: S608
            connection.execute(counted.encode())
        connection.execute("CREATE TABLE warehouse AS SELECT 1 AS version")
        connection.execute("DROP SCHEMA later CASCADE")


def test_a_warehouse_of_the_first_version_goes_on(warehouse: str, district: tuple[Publication, Result]) -> None:
    sent, result = district
    held = ("SELECT * FROM revision ORDER BY id", "SELECT * FROM cell ORDER BY revision, place")
    postgresql.publish(warehouse, replace(sent, issues=sent.issues[:7]))
    there = [_ask(warehouse, question) for question in held]
    _become_first(warehouse)
    done = postgresql.publish(warehouse, sent)
    assert (done.new, done.known) == (5, 7)
    for question, rows in zip(held, there, strict=True):
        assert _ask(warehouse, question)[: len(rows)] == rows
    _compare(warehouse, result)
    assert postgresql.publish(warehouse, sent).known == 12


_ROLES = """
CREATE TABLE role (relation oid, key text);
CREATE FUNCTION create_reference_table(regclass) RETURNS void LANGUAGE sql AS 'INSERT INTO role VALUES ($1, NULL)';
CREATE FUNCTION create_distributed_table(regclass, text) RETURNS void LANGUAGE sql
    AS 'INSERT INTO role VALUES ($1, $2)';
"""
_BROKEN = """
SELECT conrelid::regclass::text, conname FROM pg_constraint
JOIN role ON relation = conrelid LEFT JOIN role AS other ON other.relation = confrelid
WHERE CASE contype
    WHEN 'f' THEN other.relation IS NULL OR other.key IS NOT NULL
    WHEN 'n' THEN false
    ELSE role.key IS NOT NULL AND NOT EXISTS (
        SELECT FROM pg_attribute WHERE (attrelid, attname) = (conrelid, role.key) AND attnum = ANY(conkey)
    )
END
UNION ALL
SELECT attrelid::regclass::text, attname FROM pg_attribute JOIN role ON relation = attrelid
WHERE attidentity <> '' AND atttypid <> 'bigint'::regtype
UNION ALL
SELECT relation::regclass::text, 'partitioned' FROM role JOIN pg_class ON pg_class.oid = relation
WHERE key IS NULL AND relkind = 'p'
"""


def test_the_recipe_for_several_machines_keeps_the_rules_of_citus(
    warehouse: str, district: tuple[Publication, Result]
) -> None:
    """Keys hold the column that cells are spread by, foreign ones lead to tables that stand everywhere.

    Those stand whole, and numbers of rows are bigint. Recursive queries touch no table that is spread.
    """
    postgresql.publish(warehouse, district[0])
    recipe = (Path(__file__).parents[3] / "docs" / "kho-so-lieu.md").read_text(encoding="utf-8")
    *_, recipe = (block for block in re.findall(r"```sql\n(.+?)```", recipe, re.DOTALL) if "create_reference" in block)
    with psycopg.connect(warehouse) as connection:
        connection.execute("SET search_path = baocao42")
        spread = {
            name
            for (name,) in connection.execute(
                "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND "
                "relnamespace = 'baocao42'::regnamespace AND NOT relispartition AND relname <> 'warehouse'"
            )
        }
        connection.execute(_ROLES)
        connection.execute(recipe.encode())
        roles: dict[str, str | None] = dict(connection.execute("SELECT relation::regclass::text, key FROM role"))
        assert set(roles) == spread
        assert {name: key for name, key in roles.items() if key} == {"cell": "revision"}
        assert connection.execute(_BROKEN).fetchall() == []
        body = connection.execute("SELECT pg_get_functiondef('sources'::regproc)").fetchone()
    assert body is not None
    assert "RECURSIVE" in body[0]
    assert not re.search(r"\b(cell|tally)\b", body[0])


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("postgresql://127.0.0.1:1/kho?password=bí_mật", "máy chủ không nhận kết nối ở cổng này"),
        ("postgresql://127.0.0.1:99999/kho", "xem lại máy chủ, cổng"),
        ("postgresql://" + "x" * 300, "Địa chỉ kho không đọc được"),
        ("postgresql://[kho", "Địa chỉ kho không đọc được"),
    ],
)
def test_what_cannot_be_reached_is_one_sentence(address: str, said: str, district: tuple[Publication, Result]) -> None:
    with pytest.raises(KnownError, match=said) as caught:
        postgresql.publish(address, district[0])
    assert "bí_mật" not in str(caught.value)
    assert "\n" not in str(caught.value)


def _send(folder: Path, report: Report) -> None:
    list(export(report, _EDITED, folder, ["package"]))


def _mixed(base: Report, unit: Unit, dice: random.Random) -> Report:
    """A report of the sample's shape in which anything may be blank, nil, estimated or out of scope."""
    report = Report(base.template, unit, base.period, rows=dict(base.rows))
    for address, cell in base.cells.items():
        state = dice.choice([*State, *[State.STATED] * 6, None])
        number = cell.number if state in (State.STATED, State.ESTIMATE) else None
        if state is not None and (number is not None or state not in (State.STATED, State.ESTIMATE)):
            report.cells[address] = Cell(number, state)
    for key, row in base.rows.items():
        label = dice.choice([row.label, row.label.upper()])
        report.rows[key] = replace(row, label=label)
    return report


@pytest.mark.parametrize("seed", range(2))
def test_three_tiers_of_half_filled_reports(warehouse: str, tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - repeatable examples, no secrets
    base = exchange_sample.base(default())
    listed = ["name,level,parent", "Tỉnh Mẫu,tinh,"]
    listed += [f"Huyện {one},huyen,Tỉnh Mẫu" for one in "ABC"]
    listed += [f"Xã {one}{number},xa,Huyện {one}" for one in "AB" for number in range(3)]
    (tmp_path / "units.csv").write_text("\n".join(listed), encoding="utf-8")
    with Workspace.create(tmp_path / "tinh.bc42") as workspace:
        unit_lists.take_in(workspace, tmp_path / "units.csv")
        offices = workspace.units()
        units = {unit.name: unit for unit in (offices.at(number, base.period.end) for number in offices.ids)}
        workspace.add_report(units["Tỉnh Mẫu"], base.period, base.template, own=True)
        for name in ("Huyện A", "Xã A1", "Xã B0", "Xã B1", "Huyện C"):  # one district stands for its communes
            _send(tmp_path / "đến", _mixed(base, units[name], dice))
        receive(workspace, [tmp_path / "đến"], Yes(), "")
        sent = publication(workspace)
        postgresql.publish(warehouse, sent)
        for name in ("Tỉnh Mẫu", "Huyện B"):
            result = consolidating.find(workspace, name, base.period)
            assert result.found.below.absent
            assert _compare(warehouse, result) > 100


def test_flows_of_offices_that_ended_go_on(warehouse: str, tmp_path: Path) -> None:
    with Workspace.open(exchange_sample.make("tinh-mau-2025", tmp_path)) as workspace:
        offices, half = workspace.units(), Period(2025, "6T")
        base = exchange_sample.base(default())
        north = offices.at(offices.find("Huyện Bắc", half.end), half.end)
        report = Report(base.template, north, half, cells=dict(base.cells), rows=dict(base.rows))
        _send(tmp_path / "thư đến", report)
        receive(workspace, [tmp_path / "thư đến"], Yes(), "")
        result = consolidating.find(workspace, None, None)
        assert result.below.carried
        postgresql.publish(warehouse, publication(workspace))
        postgresql.publish(warehouse, publication(workspace))
        assert _compare(warehouse, result) > 100
