"""The commands between offices."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from forms.definitions.loading import load
from forms.definitions.template import Merge
from forms.offices.units import Unit
from forms.values.period import Period
from storage.workspace import Workspace
from tests.ui.exchange.test_receiving_page import HIGH, LOW, PLACE, TEMPLATE, sent
from ui.cli.commands import run


def units(file: Path, capsys: pytest.CaptureFixture[str], *more: str) -> list[dict[str, object]]:
    assert run(["units", str(file), "--json", *more]) == 0
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)["units"]
    return found


def test_a_list_of_offices_goes_in_and_comes_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, source = tmp_path / "tỉnh.bc42", tmp_path / "đơn vị.csv"
    source.write_text("name;level\nTỉnh Ta;tinh\nXã Môn;xa\n", encoding="utf-8-sig")
    assert [unit["name"] for unit in units(file, capsys, "--import", str(source))] == ["Tỉnh Ta", "Xã Môn"]
    source.write_text(
        'name,level,parent,email,from,until\nXã Môn,xa,Tỉnh Ta,mon@a.vn,"Ngày 1 tháng 7 năm 2025",31122099\n',
        encoding="utf-8",
    )
    assert run(["units", str(file), "--import", str(source)]) == 0
    assert capsys.readouterr().out == "Đã nhận 1 đơn vị, 0 đơn vị mới.\n"
    (_, commune) = units(file, capsys)
    assert (commune["path"], commune["email"]) == (["Tỉnh Ta"], "mon@a.vn")
    assert run(["units", str(file)]) == 0
    assert capsys.readouterr().out.splitlines()[1] == "Xã Môn, Tỉnh Ta; xa; từ 01/7/2025; đến 31/12/2099; mon@a.vn"


def test_a_list_that_is_none_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "đơn vị.csv"
    source.write_text("name,parent\nXã Môn,\n", encoding="utf-8")
    assert run(["units", str(tmp_path / "a.bc42"), "--import", str(source)]) == 2
    assert "thiếu cột cấp" in capsys.readouterr().err
    assert not (tmp_path / "a.bc42").exists()


def told(capsys: pytest.CaptureFixture[str], command: str, *more: str, code: int = 0) -> dict[str, Any]:
    assert run([command, *more, "--json"]) == code
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_what_came_what_it_comes_to_and_who_is_late_is_told_to_programs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Names of keys and codes are for scripts, and stay."""
    file, source = tmp_path / "huyện.bc42", tmp_path / "đơn vị.csv"
    names = "".join(f"Xã {name},{LOW},Huyện Ta\n" for name in ("Môn", "Ba"))
    source.write_text(f"name,level,parent\nHuyện Ta,{HIGH},\n{names}", encoding="utf-8")
    with Workspace.create(file) as workspace:
        workspace.add_report(Unit("Huyện Ta", HIGH), Period(2024), TEMPLATE, own=True)
    assert run(["units", str(file), "--import", str(source)]) == 0
    capsys.readouterr()
    first, second = sent(tmp_path / "1", "Xã Môn", 20, 7)
    (strange,) = sent(tmp_path / "2", "Xã Lạ", 3)
    found = told(capsys, "receive", str(file), str(first), str(strange), code=1)
    assert found.keys() == {"items", "received"}
    keys = {"path", "unit", "period", "revision", "verdict", "changes", "counts", "remark"}
    assert all(item.keys() == keys for item in found["items"])
    (item, other) = found["items"]
    assert (item["unit"], item["period"], item["revision"], item["verdict"]) == ("Xã Môn", "2024", 1, "moi")
    assert (other["verdict"], found["received"]) == ("don_vi_la", 1)
    assert told(capsys, "receive", str(file), str(strange), "--accept-new-units")["received"] == 1
    assert run(["receive", str(tmp_path / "không có.bc42"), str(first)]) == 2
    capsys.readouterr()
    found = told(capsys, "consolidate", str(file), "--write")
    assert found.keys() == {"unit", "period", "units", "cells", "findings"}
    assert (found["unit"], found["units"]) == ("Huyện Ta", {"counted": 2, "missing": ["Xã Ba"]})
    (cell,) = (one for one in found["cells"] if (one["figure"], one["row"], one["measure"]) == PLACE)
    assert (cell["how"], cell["value"], cell["counted"], cell["missing"]) == ("sum", "23", 2, 1)
    assert {str(how) for how in Merge} <= {"sum", "recompute", "max", "own", "list", "none"}
    with Workspace.open(file, readonly=True) as workspace:
        assert str(workspace.load(load).cells[PLACE].number) == "23"
    assert told(capsys, "receive", str(file), str(second))["items"][0]["verdict"] == "thay_the"
    found = told(capsys, "status", str(file))
    assert (found["missing"], found["late"]) == (["Xã Ba"], [])
    (stale,) = found["stale"]
    assert (stale["report"], stale["unit"], stale["used"], stale["now"]) == ("Huyện Ta", "Xã Môn", 1, 2)
    assert run(["status", str(file)]) == 0
    assert "Huyện Ta đã dùng lần 1 của Xã Môn, nay có báo cáo thay thế lần 2: 1 ô khác." in capsys.readouterr().out
