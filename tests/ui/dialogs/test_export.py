from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import SAMPLE
from ui.cli.commands import run
from ui.jobs.exporting import FORMATS

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.bc42"
    assert run(["new", str(path), "--unit", "Tỉnh Kon Tum", "--level", "tinh", "--period", "2024"]) == 0
    assert run(["fill", str(path), str(SAMPLE)]) == 0
    return path


def exported(file: Path, folder: Path, **environment: str) -> dict[str, bytes]:
    command = [sys.executable, str(ROOT / "main.py"), "export", str(file), "--out", str(folder)]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, **environment}, cwd=file.parent)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_unchanged_data_gives_the_same_bytes_anywhere(file: Path, tmp_path: Path) -> None:
    one = exported(file, tmp_path / "một", PYTHONHASHSEED="1", TZ="Asia/Ho_Chi_Minh", LC_ALL="C.UTF-8")
    two = exported(file, tmp_path / "thư mục hai", PYTHONHASHSEED="2", TZ="America/New_York", LC_ALL="C")
    assert len(one) == len(FORMATS)
    assert one == two


def test_only_what_is_asked_for(file: Path, tmp_path: Path) -> None:
    assert run(["export", str(file), "--out", str(tmp_path / "x"), "--only", "package"]) == 0
    assert [path.suffix for path in (tmp_path / "x").iterdir()] == [".zip"]


def test_a_wrong_format_or_folder_is_told(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", str(file), "--out", str(file)]) == 2
    assert "không phải thư mục" in capsys.readouterr().err
    assert run(["export", str(file), "--out", "x", "--only", "odt"]) == 2
    assert "chỉ có: pdf, docx, xlsx, package" in capsys.readouterr().err


@pytest.mark.parametrize("locked", FORMATS)
def test_a_file_that_cannot_be_written_stops_no_other(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], locked: str
) -> None:
    folder = tmp_path / "x"
    assert run(["export", str(file), "--out", str(folder)]) == 0
    suffix = f".{locked}".replace(".package", ".zip")
    (old,) = (path for path in folder.iterdir() if path.suffix == suffix)
    for path in folder.iterdir():
        path.unlink()
    old.mkdir()  # nothing can be moved over a folder, as over a file that another program holds
    capsys.readouterr()
    assert run(["export", str(file), "--out", str(folder)]) == 2
    printed = capsys.readouterr()
    assert printed.out.count("Đã ghi") == len(FORMATS) - 1
    assert sorted(path.suffix for path in folder.iterdir() if path.is_file()) == sorted(
        {".pdf", ".docx", ".xlsx", ".zip"} - {suffix}
    )
    assert f"Không ghi được tệp “{old.name}”" in printed.err
    assert f"Tệp cũ “{old.name}” vẫn còn, không khớp các tệp vừa ghi: đừng gửi" in printed.err
