"""A real PostgreSQL server holds what a file sends, once, and its views add up as the program does."""

from __future__ import annotations

import random
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


def test_a_warehouse_of_another_version_is_refused(warehouse: str, district: tuple[Publication, Result]) -> None:
    sent, _ = district
    postgresql.publish(warehouse, sent)
    with psycopg.connect(warehouse) as connection:
        connection.execute("UPDATE baocao42.warehouse SET version = version + 1")
    with pytest.raises(KnownError, match="phiên bản 2"):
        postgresql.publish(warehouse, sent)


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
