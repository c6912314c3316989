"""The command line about deadlines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from ui.cli.commands import run

LIST = "kỳ,hạn,văn bản,cấp,gửi\nnăm,trước 30/11,Kế hoạch 2581/KH-UBND,tinh,Bộ Nội vụ\nnăm,trước 20/10,KH 7,xa,\n"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_list_is_taken_once_and_said(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    path = tmp_path / f"a.{kind}"
    rows = [line.split(",") for line in LIST.splitlines()]
    if kind == "csv":
        path.write_text(LIST, encoding="utf-8")
    else:
        with Workbook(path) as book:
            sheet = book.add_worksheet()
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    capsys.readouterr()
    assert run(["deadlines", str(file), "--import", str(path)]) == 0
    found = capsys.readouterr().out
    assert "Đã nhập 2 hạn nộp." in found
    assert "năm: trước 30/11 (cấp tỉnh, gửi Bộ Nội vụ), theo Kế hoạch 2581/KH-UBND" in found
    assert "Cần nộp: Tỉnh Kon Tum, năm 2024 gửi Bộ Nội vụ: trước ngày 30/11/2024, trễ" in found
    assert run(["deadlines", str(file), "--import", str(path), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert [line["due"] for line in said["deadlines"]] == ["trước 30/11", "trước 20/10"]
    late = next(item for item in said["due"] if item["period"] == "2024")
    assert (late["unit"], late["last"], late["begun"]) == ("Tỉnh Kon Tum", "2024-11-29", True)
    assert late["late"] > 700


def test_a_wrong_list_adds_nothing(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.csv"
    path.write_text(LIST + "năm,30/11,KH 8,xa,\n", encoding="utf-8")
    capsys.readouterr()
    assert run(["deadlines", str(file), "--import", str(path)]) == 2
    assert "Dòng 4: không hiểu hạn" in capsys.readouterr().err
    assert run(["deadlines", str(file)]) == 0
    assert "chưa có hạn nộp nào" in capsys.readouterr().out
