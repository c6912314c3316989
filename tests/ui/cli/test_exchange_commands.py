"""The commands between offices."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ui.cli.commands import run


def units(file: Path, capsys: pytest.CaptureFixture[str], *more: str) -> list[dict[str, object]]:
    assert run(["units", str(file), "--json", *more]) == 0
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)["units"]
    return found


def test_a_list_of_offices_goes_in_and_comes_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, source = tmp_path / "tỉnh.bc42", tmp_path / "đơn vị.csv"
    source.write_text("name;level\nTỉnh Ta;tinh\nXã Môn;xa\n", encoding="utf-8-sig")
    assert [unit["name"] for unit in units(file, capsys, "--import", str(source))] == ["Tỉnh Ta", "Xã Môn"]
    source.write_text("name,level,parent,email\nXã Môn,xa,Tỉnh Ta,mon@a.vn\n", encoding="utf-8")
    assert run(["units", str(file), "--import", str(source)]) == 0
    assert capsys.readouterr().out == "Đã nhận 1 đơn vị, 0 đơn vị mới.\n"
    (_, commune) = units(file, capsys)
    assert (commune["path"], commune["email"]) == (["Tỉnh Ta"], "mon@a.vn")
    assert run(["units", str(file)]) == 0
    assert capsys.readouterr().out.splitlines()[1] == "Xã Môn, Tỉnh Ta; xa; mon@a.vn"


def test_a_list_that_is_none_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "đơn vị.csv"
    source.write_text("name,parent\nXã Môn,\n", encoding="utf-8")
    assert run(["units", str(tmp_path / "a.bc42"), "--import", str(source)]) == 2
    assert "thiếu cột cấp" in capsys.readouterr().err
    assert not (tmp_path / "a.bc42").exists()
