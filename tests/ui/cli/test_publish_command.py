"""Publishing from the command line, and what it says where it cannot."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from ui.cli.commands import run
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


@pytest.mark.parametrize(
    ("to", "said"), [("postgresql://127.0.0.1/kho", "baocao42[kho]"), ("kho.xlsx", "một tệp .json")]
)
def test_where_it_cannot_go(
    workspace: Path, to: str, said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert run(["publish", str(workspace), "--to", to]) == 2
    assert said in capsys.readouterr().err
