"""The command line about a superior's workbook: pointed at once, filled, and next year's copy at once."""

from __future__ import annotations

import io
import json
from pathlib import Path

import openpyxl
import pytest

from storage.workspace import Workspace
from ui.cli.commands import run

HEAD = "sheet,cell,figure,row,measure,period,unit,in"


def form(path: Path, year: int = 2024) -> Path:
    """A form with a merged head, a formula and two tables: the office's own numbers, and those of lower offices."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = f"Biểu {year}"
    for cell, value in {
        "A1": "Nội dung",
        "B1": f"Năm {year}",
        "B2": "Số lượng (suất)",
        "C2": "Kinh phí (triệu đồng)",
        "D2": "Bình quân",
        "A3": "Quà tặng người có công dịp lễ, Tết",
        "D3": "=C3/B3",
        "A4": "Mẹ Việt Nam anh hùng được nhận phụng dưỡng",
        "B4": 99,
        "A6": "Huyện Đăk Hà",
    }.items():
        sheet[cell] = value  # type: ignore[assignment]
    sheet.merge_cells("B1:C1")
    book.save(path)
    return path


def listed(path: Path, *lines: str) -> Path:
    path.write_text("\n".join([HEAD, *lines]), encoding="utf-8")
    return path


def values(path: Path) -> dict[str, object]:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return {cell: sheet[cell].value for cell in ("B3", "C3", "D3", "B4", "B6")}


def test_a_form_is_pointed_at_once_and_filled_every_year(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book, out = form(tmp_path / "biểu.xlsx"), tmp_path / "điền.xlsx"
    before = book.read_bytes()
    assert run(["fill-book", str(file), str(book), "--out", str(out)]) == 2
    assert "Chưa chỉ ô nào" in capsys.readouterr().err
    assert run(["point-book", str(file), str(book), "--guess"]) == 0
    guessed = capsys.readouterr().out.splitlines()
    assert guessed == [
        HEAD,
        "Biểu 2024,B3,ncc_gifts,,count,,,",
        "Biểu 2024,C3,ncc_gifts,,amount,,,triệu đồng",
        "Biểu 2024,B4,vnah_sponsored,,persons,,,",
    ]
    points = tmp_path / "ô.csv"
    assert run(["point-book", str(file), str(book), "--guess", "--out", str(points)]) == 0
    assert points.read_text(encoding="utf-8-sig").splitlines() == guessed
    assert run(["point-book", str(file), str(book), str(points), "--out", str(points)]) == 2
    assert "--out" in capsys.readouterr().err
    assert run(["point-book", str(file), str(book), str(points)]) == 0
    assert "Đã nhớ 3 ô" in capsys.readouterr().out
    assert run(["fill-book", str(file), str(book), "--out", str(out)]) == 0
    assert "Đã điền 3/3 ô" in capsys.readouterr().out
    assert values(out) == {"B3": 18374, "C3": 5351.1346, "D3": "=C3/B3", "B4": 2, "B6": None}
    assert book.read_bytes() == before

    later = form(tmp_path / "biểu 2025.xlsx", 2025)
    assert run(["point-book", str(file), str(later)]) == 0
    assert "Biểu 2025,C3,ncc_gifts,,amount,,,triệu đồng" in capsys.readouterr().out


def test_cells_without_an_answer_keep_what_they_have_and_are_told(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book, out = form(tmp_path / "biểu.xlsx"), tmp_path / "điền.xlsx"
    office = "name,level,parent\nHuyện Đăk Hà,huyen,Tỉnh Kon Tum\nHuyện Sa Thầy,huyen,Tỉnh Kon Tum\n"
    (tmp_path / "đơn vị.csv").write_text(office, encoding="utf-8")
    assert run(["units", str(file), "--import", str(tmp_path / "đơn vị.csv")]) == 0
    (tmp_path / "huyện.csv").write_text("figure,row,measure,value\nncc_gifts,,count,70\n", encoding="utf-8")
    lower = tmp_path / "huyện.bc42"
    assert run(["new", str(lower), "--unit", "Huyện Đăk Hà", "--level", "huyen", "--period", "2024"]) == 0
    assert run(["fill", str(lower), str(tmp_path / "huyện.csv")]) == 0
    assert run(["export", str(lower), "--out", str(tmp_path / "gửi"), "--only", "package"]) == 0
    assert run(["receive", str(file), str(tmp_path / "gửi")]) == 0
    capsys.readouterr()
    points = listed(
        tmp_path / "ô.csv",
        "Biểu 2024,C1,ncc_gifts,,count,,,",  # the merged head: its first cell
        "Biểu 2024,B4,ncc_gifts,,count,last,,",
        "Biểu 2024,B6,ncc_gifts,,count,,Huyện Đăk Hà,",
        "Biểu 2024,B7,ncc_gifts,,count,,Huyện Sa Thầy,nghìn suất",
    )
    assert run(["fill-book", str(file), str(book), "--out", str(out), "--points", str(points), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["filled"], found["complete"]) == (2, False)
    cells = {one["cell"]: one for one in found["cells"]}
    assert cells["B1"]["value"] == "18374"
    assert (cells["B6"]["value"], cells["B6"]["unit"]) == ("70", "Huyện Đăk Hà")
    assert cells["B4"]["reason"] == "chưa có báo cáo năm 2023"
    assert cells["B4"]["remarks"] == ['ô giữ nguyên, đang ghi "99"']
    assert cells["B7"]["value"] is None
    assert values(out)["B4"] == 99
    with Workspace.open(file) as workspace:
        assert workspace.book_layouts("nq42") == []  # a list for once is not remembered


def test_what_cannot_be_done_leaves_everything_as_it_is(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book, out = form(tmp_path / "biểu.xlsx"), tmp_path / "điền.xlsx"
    before = book.read_bytes()
    good = listed(tmp_path / "ô.csv", "Biểu 2024,B3,ncc_gifts,,count,,,")
    for points, place, words in (
        (good, book, "ghi biểu đã điền sang tệp khác"),
        (good, tmp_path / "điền.xls", "tên có đuôi .xlsx"),
        (listed(tmp_path / "1.csv", "Biểu 2024,D3,ncc_gifts,,count,,,"), out, "Ô D3 có công thức"),
        (listed(tmp_path / "2.csv", "Biểu,B3,ncc_gifts,,count,,,"), out, 'không có trang "Biểu"'),
        (listed(tmp_path / "3.csv", *(f"Biểu 2024,{one}1,ncc_gifts,,count,,," for one in "BC")), out, "hai lần"),
        (listed(tmp_path / "4.csv", "Biểu 2024,B3,ncc_gifts,,count,last,,"), out, "Chưa có số nào để điền"),
        (listed(tmp_path / "5.csv", "Biểu 2024,B3,ncc_gifts,,count,,Huyện Lạ,"), out, "chưa có đơn vị"),
    ):
        assert run(["fill-book", str(file), str(book), "--out", str(place), "--points", str(points)]) == 2
        assert words in capsys.readouterr().err
    assert book.read_bytes() == before
    assert not out.exists()
    (tmp_path / "cũ.xls").write_bytes(io.BytesIO(b"\xd0\xcf\x11\xe0").getvalue())
    assert run(["point-book", str(file), str(tmp_path / "cũ.xls")]) == 2
    assert "đời cũ" in capsys.readouterr().err
