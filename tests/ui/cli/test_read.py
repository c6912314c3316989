"""The command that takes in what another office sent."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from forms.definitions.loading import load
from storage.workspace import Workspace
from tests.conftest import SAMPLE
from ui.cli.commands import run


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    file = tmp_path / "a.bc42"
    assert run(["new", str(file), "--unit", "Tỉnh Kon Tum", "--level", "tinh", "--period", "2024"]) == 0
    assert run(["fill", str(file), str(SAMPLE)]) == 0
    assert run(["export", str(file), "--out", str(tmp_path / "gửi")]) == 0
    return tmp_path / "gửi"


@pytest.mark.parametrize("suffix", [".pdf", ".xlsx", ".zip"])
def test_what_was_sent_is_what_arrives(
    sent: Path, tmp_path: Path, suffix: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (path,) = (path for path in sent.iterdir() if path.suffix == suffix)
    there = tmp_path / "huyện.bc42"
    capsys.readouterr()
    assert run(["read", str(path), "--into", str(there)]) == 0
    assert "Tỉnh Kon Tum, năm 2024: 156 ô số liệu" in capsys.readouterr().out
    with Workspace.open(tmp_path / "a.bc42") as one, Workspace.open(there) as two:
        assert one.load(load) == two.load(load)
    before = there.read_bytes()
    assert run(["read", str(path), "--into", str(there)]) == 2
    assert "đã có báo cáo" in capsys.readouterr().err
    assert there.read_bytes() == before


def test_a_file_without_data_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "công văn.docx"
    docx.Document().save(str(path))
    assert run(["read", str(path)]) == 2
    assert "đề nghị" in capsys.readouterr().err
