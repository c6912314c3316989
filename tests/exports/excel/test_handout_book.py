"""A handout as a workbook: numbers to count with, a chart over cells, gauges as bars."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from exports.excel import handout_book
from forms.report.report import Report
from tests.exports.handouts import HERE, handout


@pytest.mark.filterwarnings("ignore:(Unknown|Conditional Formatting) extension")
def test_numbers_chart_and_bars(sample: Report, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    given = handout(["A", "B"])
    assert HERE.figure not in sample.template.figures
    bare = replace(
        given.tables[0], rows=tuple(tuple(replace(c, cell=None) for c in row) for row in given.tables[0].rows)
    )
    handout_book.write(sample, replace(given, tables=(bare, bare)), path)
    with path.open("rb") as file:
        book = openpyxl.load_workbook(file)
    first, second = book.worksheets
    values = [cell.value for row in first.iter_rows() for cell in row if cell.value is not None]
    assert [value for value in values if not isinstance(value, str)] == [1234, 70, 1234, 90, 4.31]
    assert {"MỘT SỐ CHỈ TIÊU", "Đáng chú ý", "Nguồn: báo cáo.", "–"} <= set(values)
    assert len(first._charts) == 1  # type: ignore[attr-defined]
    assert [rule.type for found in first.conditional_formatting for rule in found.rules] == ["dataBar"]
    assert not second._charts  # type: ignore[attr-defined]
