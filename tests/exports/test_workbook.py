from __future__ import annotations

import hashlib
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import openpyxl

from exports import package, workbook
from forms import archive
from forms.numbers import Number
from forms.report import Address, Cell, OpenRow, Report, SetCell, SetRow

EDITED = datetime(2024, 11, 15, 7, 30, tzinfo=UTC)


def sheets(report: Report, path: Path, *, values: bool) -> openpyxl.Workbook:
    workbook.write(report, EDITED, path)
    return openpyxl.load_workbook(path, data_only=values)


def test_totals_are_formulas_with_true_values(sample: Report, tmp_path: Path) -> None:
    formulas = sheets(sample, tmp_path / "a.xlsx", values=False)
    values = sheets(sample, tmp_path / "a.xlsx", values=True)
    found = 0
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f" and "+" in str(cell.value):
                    places = str(cell.value)[1:].split("+")
                    parts = [values[sheet.title][place].value or 0 for place in places]
                    assert abs(sum(parts) - values[sheet.title][cell.coordinate].value) < 1e-6
                    found += 1
    assert found > 15


def test_a_total_that_does_not_add_up_stands_as_stated(sample: Report, tmp_path: Path) -> None:
    sheet = sheets(sample, tmp_path / "a.xlsx", values=False)["II.1"]
    (row,) = [row for row in sheet.iter_rows(min_row=5) if str(row[1].value).startswith("Hài cốt liệt sĩ tiếp nhận")]
    assert row[4].value == 20
    assert "cộng được 21" in str(row[8].value)


def test_text_is_never_a_formula(sample: Report, tmp_path: Path) -> None:
    for number, label in enumerate(("=1+1", "+A1", "-2", "@x", "http://x.vn"), start=50):
        sample.apply(SetRow(OpenRow("martyr_works", f"item:#{number}", label, number)))
        sample.apply(SetCell(Address("martyr_works", f"item:#{number}", "amount"), Cell(Number(1))))
    sheet = sheets(sample, tmp_path / "a.xlsx", values=False)["II.1"]
    labels = [row[1] for row in sheet.iter_rows(min_row=5)]
    for label in ("=1+1", "+A1", "-2", "@x", "http://x.vn"):
        assert [cell.data_type for cell in labels if cell.value == label] == ["s"]


def test_the_same_data_gives_the_same_bytes(sample: Report, tmp_path: Path) -> None:
    for write, name in ((workbook.write, "xlsx"), (package.write, "zip")):
        write(sample, EDITED, tmp_path / f"a.{name}")
        write(sample, EDITED, tmp_path / f"b.{name}")
        assert (tmp_path / f"a.{name}").read_bytes() == (tmp_path / f"b.{name}").read_bytes()


def test_the_package_carries_data_and_hash(sample: Report, tmp_path: Path) -> None:
    package.write(sample, EDITED, tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as found:
        data = found.read(package.DATA)
        said = found.read(package.DIGEST).decode()
    assert said == f"{hashlib.sha256(data).hexdigest()}  {package.DATA}\n"
    assert json.loads(data) == archive.as_data(sample)
    assert len(json.loads(data)["cells"]) == 156
