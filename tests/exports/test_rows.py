"""Tables from outside, row by row."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from exports import rows
from forms.errors import KnownError


def book(path: Path, *lines: list[object]) -> Path:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for line in lines:
        sheet.append(line)
    made.save(path)
    return path


def test_a_workbook_and_a_text_give_the_same_rows(tmp_path: Path) -> None:
    sheet = book(tmp_path / "a.xlsx", ["TT", "Nội dung", 2025], [], [1, "Tỷ lệ\u200b", 2.52])
    text = tmp_path / "a.csv"
    text.write_text('TT;Nội dung;2025\n\n1;"Tỷ lệ";2,52\n', encoding="utf-8")
    wanted = [(1, ["TT", "Nội dung", "2025"]), (3, ["1", "Tỷ lệ", "2,52"])]
    assert list(rows.read(sheet, "danh sách")) == wanted
    assert list(rows.read(text, "danh sách")) == wanted


def test_what_spreadsheets_add_to_a_number_is_left_out(tmp_path: Path) -> None:
    (line,) = rows.read(book(tmp_path / "a.xlsx", ["x", 0.1 + 0.2, 104046, 1e20]), "danh sách")
    assert line == (1, ["x", "0,3", "104046", "100000000000000000000"])


@pytest.mark.parametrize("epoch", [WINDOWS_EPOCH, MAC_EPOCH])
def test_days_are_those_that_the_workbook_shows(tmp_path: Path, epoch: datetime) -> None:
    path = book(tmp_path / "a.xlsx", ["Hạn nộp"])
    made = openpyxl.load_workbook(path)
    made.epoch = epoch
    made["Sheet"]["A2"] = date(2024, 11, 30)
    made.save(path)
    assert list(rows.read(path, "danh sách")) == [(1, ["Hạn nộp"]), (2, ["30/11/2024"])]


def test_a_formula_without_its_result_is_told_not_read_as_blank(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match=r'ô B2 trang "Sheet" là công thức chưa có kết quả; .* chưa nhập gì'):
        list(rows.read(book(tmp_path / "a.xlsx", ["Nội dung", "2025"], ["Tỷ lệ", "=1+1"]), "danh sách"))


def test_what_was_copied_from_a_table() -> None:
    assert list(rows.pasted('TT\tNội dung\r\n1\t"Hai\ndòng"\r\n')) == [
        (1, ["TT", "Nội dung"]),
        (2, ["1", "Hai\ndòng"]),
    ]


def _zip(**parts: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04 broken", _zip(a="b"), b"\xff\xfe\x00", b'a,"b\n', ("x," * 500).encode(), b"x" * 5_000_000],
    ids=["empty", "no zip", "no workbook", "no text", "open quote", "wide", "large"],
)
def test_other_files_are_refused_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(KnownError):
        list(rows.read(path, "danh sách"))
    with pytest.raises(KnownError):
        rows.read(tmp_path / "none.csv", "danh sách")


@pytest.mark.parametrize("cell", ["x" * 2000, None])
def test_a_workbook_with_a_huge_cell_or_none_is_refused(tmp_path: Path, cell: str | None) -> None:
    with pytest.raises(KnownError):
        rows.read(book(tmp_path / "a.xlsx", [cell]), "danh sách")
