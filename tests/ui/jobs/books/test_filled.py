"""What is told of every cell of a superior's workbook that was filled in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from exports.excel.superior_book import SuperiorBook
from forms.books.pointing import Pointing, SheetPlace
from forms.errors import KnownError
from forms.report.report import Report
from forms.values.period import Period
from forms.values.spreadsheet import position
from tests.exports.excel.circular import SHEETS, circular
from tests.forms.small import filled as report_of
from tests.forms.small import small
from ui.jobs.books import filled

SECTION = """
[figure.poor]
label = "Hộ nghèo"
measures.households = {}
measures.amount = {}
measures.rate = {}
"""


def wanted(cell: str, measure: str, scale: str = "") -> Pointing:
    return Pointing(SheetPlace(f"{SHEETS[0]}-2024", *position(cell)), "poor", "", measure, scale=scale)


def test_what_the_cell_shows_otherwise_is_told(tmp_path: Path) -> None:
    lines = "poor,,households,12;poor,,amount,1234560000;poor,,rate,87.25"
    report, book = report_of(small(tmp_path, SECTION), lines), SuperiorBook(circular(), "biểu.xlsx")

    def mine(_office: str, period: Period) -> Report | None:
        return report if period == report.period else None

    cells = [wanted("D5", "households"), wanted("F5", "amount", "triệu đồng"), wanted("G5", "rate")]
    done = filled.fill(report, book, [*cells, wanted("E5", "households"), wanted("G6", "households")], mine)
    assert [(line.cell, line.shown) for line in done.lines] == [
        ("D5", "12"),
        ("E5", ""),
        ("F5", "1.234,56"),
        ("G5", "87,25"),
        ("G6", ""),
    ]
    told = {line.cell: line.message.rpartition(": ")[2] for line in done.lines}
    assert told["D5"] == ""
    assert told["F5"] == "1.234,6."
    assert "công thức" in done.lines[1].message
    assert "phần trăm" in done.lines[4].message
    assert [line.cell for line in done.open] == ["E5", "G6"]
    assert done.filled == 3
    again = SuperiorBook(done.content, "điền.xlsx")
    assert again.shown(cells[2].place) == "87,25%"
    assert not any("Đầu cột" in remark for remark in done.remarks)
    later = SuperiorBook(circular(2026), "biểu.xlsx")
    moved = [replace(one, place=one.place._replace(sheet=next(iter(later.sheets)))) for one in cells]
    assert filled.fill(report, later, moved, mine).remarks[0].startswith("Đầu cột của 1 ô ghi năm 2026, báo cáo")
    (over,) = filled.lines(report, book, [wanted("D6", "households")], mine)
    assert (over.shown, over.remarks) == ("12", ('số thay cho chữ đang ghi ở ô: "chưa báo cáo"',))
    source = tmp_path / "biểu.xlsx"
    source.write_bytes(b"x")
    with pytest.raises(KnownError, match="biểu gốc giữ nguyên"):
        filled.write(done, source, source)
    assert source.read_bytes() == b"x"
