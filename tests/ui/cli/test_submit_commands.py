"""A report goes up: the checklist, the files, the mail."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from exports import parcels
from forms.definitions.loading import load
from forms.report import archive
from storage.intake import Sending
from storage.rescue import rescue
from storage.tables.letters import LetterKind
from storage.workspace import Workspace
from ui.cli.commands import run
from ui.jobs import receiving


def test_a_report_with_errors_is_drafted_and_said_not_to_be_ready(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "gửi"
    assert run(["submit", str(file), "--out", str(out), "--to", "so@tinh.gov.vn", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    standing = {item["item"]: item["standing"] for item in told["checklist"]}
    assert (standing["errors"], standing["state"], told["ready"]) == ("chua_dat", "luu_y", False)
    assert "missing" not in standing  # the file knows no office below
    assert {path.name for path in out.iterdir()} == {told["letter"]["file"], *(one["name"] for one in told["files"])}
    mail = out / told["letter"]["file"]
    assert dict(parcels.opened([mail])) == {
        f"{mail}/{one['name']}": (out / one["name"]).read_bytes() for one in told["files"]
    }
    # what goes out is what comes in at the office above
    sent = [found.content for found in receiving.sendings([mail]) if isinstance(found.content, Sending)]
    assert {one.digest for one in sent} == {told["digest"]}
    assert len(sent) == len(told["files"])
    with Workspace.open(file, readonly=True) as workspace:
        (kept,) = workspace.letters()
        assert archive.digest(archive.encode(workspace.load(load))) == kept.letter.digest
    assert (kept.letter.kind, kept.letter.recipients) == (LetterKind.REPORT, "so@tinh.gov.vn")
    assert kept.letter.files.splitlines() == [f"{one['digest']}  {one['name']}" for one in told["files"]]
    assert run(["submit", str(file), "--out", str(out)]) == 1  # again: to those of last time
    assert "Nơi nhận: so@tinh.gov.vn." in capsys.readouterr().out
    rescue(file, tmp_path / "b.bc42", load)
    with Workspace.open(tmp_path / "b.bc42", readonly=True) as rescued:
        assert rescued.letters()[0] == kept


def test_what_cannot_be_made_leaves_nothing(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "gửi"
    assert run(["submit", str(file), "--out", str(out), "--to", "a@b.vn\nBcc: c@d.vn"]) == 2
    assert run(["submit", str(file), "--out", str(file)]) == 2
    assert not out.exists()
    assert [path.name for path in tmp_path.iterdir()] == [file.name]
    capsys.readouterr()
    with Workspace.open(file, readonly=True) as workspace:
        assert workspace.letters() == []
