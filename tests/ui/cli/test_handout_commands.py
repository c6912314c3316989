"""The command line about what is handed to those who lead."""

from __future__ import annotations

import json
from pathlib import Path

import pypdf
import pytest

from forms.definitions.loading import load
from forms.document.handouts.figures import choosable
from storage.intake import Yes
from storage.workspace import Workspace
from ui.cli.commands import run
from ui.jobs import exchange_sample
from ui.jobs.receiving import receive

Capture = pytest.CaptureFixture[str]


def test_a_page_for_those_who_lead(file: Path, tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "out"
    assert run(["summary", str(file), "--out", str(out), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["title"] == "MỘT SỐ CHỈ TIÊU CHÍNH SÁCH XÃ HỘI NĂM 2024"
    assert len(found["tables"][0]["rows"]) == 10
    assert {Path(path).suffix for path in found["files"]} == {path.suffix for path in out.iterdir()}
    (page,) = pypdf.PdfReader(next(out.glob("*.pdf"))).pages
    assert "7.568" in page.extract_text()


def test_other_figures_may_be_named_and_wrong_ones_are_told(file: Path, tmp_path: Path, capsys: Capture) -> None:
    chosen = ["summary", str(file), "--out", str(tmp_path), "--only", "pdf", "--json", "--figures"]
    assert run([*chosen, "rice.ton, jobs_created[abroad].persons"]) == 0
    rows = json.loads(capsys.readouterr().out)["tables"][0]["rows"]
    assert [row[3] for row in rows] == ["234,03", "269"]
    for wrong in ("rice.tons", "none.persons", "rice", "rice[*].ton", "((", "jobs_created[country:#9].persons"):
        assert run([*chosen, wrong]) == 2
        assert wrong.partition(".")[0][:4] in capsys.readouterr().err
    assert run([*chosen, "rice"]) == 2
    assert 'không có ô "rice"' in capsys.readouterr().err  # not that it may be the "rice" that was typed
    assert run([*chosen, "rice.ton", "--keep"]) == 0
    assert run(chosen[:-1]) == 0
    assert '"234,03"' in capsys.readouterr().out
    with Workspace.open(file, readonly=True) as workspace:
        report = workspace.load(load)
    many = [f"{one.figure}.{one.measure}" for one in choosable(report) if not one.row]
    for command, most in (("summary", 15), ("compare", 8)):  # none is left out in silence
        assert run([command, *chosen[1:], ",".join(many[: most + 1])]) == 2
        assert f"nhiều nhất {most} ô" in capsys.readouterr().err
    assert run([*chosen[:4], "--only", "gif"]) == 2
    assert "gif" in capsys.readouterr().err


def test_offices_are_compared_as_an_annex(tmp_path: Path, capsys: Capture) -> None:
    place = exchange_sample.make("huyen-dak-glei-2024", tmp_path)
    with Workspace.open(place) as workspace:
        receive(workspace, sorted((tmp_path / "thư đến").iterdir())[:3], Yes(), "")
    out = tmp_path / "out"
    assert run(["compare", str(place), "--out", str(out), "--json"]) == 0
    beside, order = json.loads(capsys.readouterr().out)["tables"]
    assert len(order["rows"]) + len([row for row in beside["rows"][:-2] if row[2] == "–"]) == len(beside["rows"]) - 2
    assert {path.suffix for path in out.iterdir()} == {".pdf", ".docx", ".xlsx", ".png"}
    assert run(["compare", str(place), "--out", str(out), "--figures", "rice.ton", "--only", "xlsx"]) == 0
