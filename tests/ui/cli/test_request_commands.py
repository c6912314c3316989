"""The command line about agencies that are asked for numbers."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from ui.cli.commands import run

ASK = ["--agency", "Sở Nội vụ", "--due", "15/11/2099"]


def answered(folder: Path, value: object) -> Path:
    """The one request of a folder, with its first open cell filled in."""
    (path,) = folder.glob("*.xlsx")
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["E5"] = value  # type: ignore[assignment]
    book.save(path)
    return path


def owed(file: Path, capsys: pytest.CaptureFixture[str], section: str) -> dict[str, object]:
    """How a section stands with its agency."""
    capsys.readouterr()
    assert run(["slip", "owed", str(file), "--json"]) == 0
    lines: list[dict[str, object]] = json.loads(capsys.readouterr().out)["sections"]
    return next(line for line in lines if line["section"] == section)


def test_an_agency_is_asked_its_reply_is_seen_and_then_taken_in(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert owed(file, capsys, "II.1")["standing"] == "chua_de_nghi"
    assert run(["slip", "make", str(file), "II.1", "--out", str(out), *ASK]) == 0
    assert {path.suffix for path in out.iterdir()} == {".xlsx", ".docx", ".pdf"}
    (printed,) = out.glob("*.pdf")
    text = " ".join(PdfReader(printed).pages[0].extract_text().split())
    assert "Kính gửi: Sở Nội vụ" in text
    assert "gửi lại chậm nhất ngày 15/11/2099" in text
    line = owed(file, capsys, "II.1")
    assert (line["agency"], line["standing"], line["due"]) == ("Sở Nội vụ", "cho_tra_loi", "2099-11-15")

    path = answered(out, 4800)
    assert run(["slip", "answers", str(file), str(path), "--json"]) == 0
    seen = json.loads(capsys.readouterr().out)
    assert seen["taken"] is False
    assert [(change["before"], change["after"]) for change in seen["changes"]] == [("4.764", "4.800")]
    assert owed(file, capsys, "II.1")["answered"] is None
    assert run(["slip", "answers", str(file), str(path)]) == 0
    assert "chưa nhập; để nhập tất cả: thêm --yes" in capsys.readouterr().out

    assert run(["slip", "answers", str(file), str(path), "--yes"]) == 0
    assert "4.764 → 4.800" in capsys.readouterr().out
    line = owed(file, capsys, "II.1")
    assert line["standing"] == "da_tra_loi"
    assert line["answered"] is not None
    assert run(["slip", "answers", str(file), str(path), "--yes"]) == 0
    assert "không đổi số nào" in capsys.readouterr().out
    assert run(["slip", "owed", str(file)]) == 0
    assert "II.1. Ưu đãi người có công với cách mạng: Sở Nội vụ. Đã trả lời (đề nghị " in capsys.readouterr().out


def test_a_reply_that_cannot_be_read_changes_nothing(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert run(["slip", "make", str(file), "II.1", "--out", str(out), "--only", "xlsx", *ASK]) == 0
    path = answered(out, 12.5)
    capsys.readouterr()
    assert run(["slip", "answers", str(file), str(path), "--yes"]) == 2
    said = capsys.readouterr().err
    assert "chưa ghi gì vào báo cáo" in said
    assert "Dòng 5: (trang II.1)" in said
    assert owed(file, capsys, "II.1")["answered"] is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["II.9", *ASK], 'Không có mục số liệu "II.9"'),
        (["II.1", "--agency", "Sở Nội vụ", "--due", "31/2/2025"], "không có trong lịch"),
        (["II.1", *ASK, "--only", "doc"], "chỉ có: xlsx, docx, pdf"),
    ],
)
def test_what_cannot_be_asked_is_said(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert run(["slip", "make", str(file), *words, "--out", str(tmp_path / "out")]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
