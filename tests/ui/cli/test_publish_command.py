"""Publishing from the command line, and what it says where it cannot."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from forms.definitions.template import Template
from forms.report.report import Report
from storage.intake import Yes
from storage.workspace import Workspace
from ui.cli.commands import run
from ui.jobs import exchange_sample
from ui.jobs.receiving import receive
from ui.jobs.sample import samples


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A file with one report."""
    path = tmp_path / "a.bc42"
    sample = samples()[0]
    assert run(["new", str(path), "--unit", sample.unit.name, "--level", sample.unit.level, "--period", "2024"]) == 0
    assert run(["fill", str(path), str(sample.values)]) == 0
    return path


def test_a_file_for_dhis2(workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "dhis2.json"
    capsys.readouterr()
    assert run(["publish", str(workspace), "--to", str(target), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["values"] == len(json.loads(target.read_bytes())["dataValues"]) > 100


def test_an_office_is_known_by_its_code_in_the_list_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = exchange_sample.make("huyen-dak-glei-2024", tmp_path)
    with Workspace.open(place) as workspace:
        receive(workspace, sorted((tmp_path / "thư đến").iterdir())[:1], Yes(), "")
        (arrival,) = workspace.arrivals()
        code = workspace.units().at(arrival[3].unit, date(2024, 12, 31)).code
    sent = Workspace.received_report

    def without_code(workspace: Workspace, number: int, template: Template) -> Report:
        report = sent(workspace, number, template)
        return replace(report, unit=replace(report.unit, code=""))

    monkeypatch.setattr(Workspace, "received_report", without_code)
    assert run(["publish", str(place), "--to", str(tmp_path / "a.json")]) == 0
    values = json.loads((tmp_path / "a.json").read_bytes())["dataValues"]
    assert code
    assert {value["orgUnit"] for value in values} == {code}


@pytest.mark.parametrize(
    ("to", "said"), [("postgresql://127.0.0.1/kho", "baocao42[kho]"), ("kho.xlsx", "một tệp .json")]
)
def test_where_it_cannot_go(
    workspace: Path, to: str, said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert run(["publish", str(workspace), "--to", to]) == 2
    assert said in capsys.readouterr().err
