"""The workbook of a report with several periods: sheets called by the numbers of the paper, read back whole."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from exports import delivery, payload
from exports.excel import workbook
from forms.definitions.loading import codes
from tests.forms.templates.samples import lines, reports, sample_of

EDITED = datetime(2024, 11, 15, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize("template", codes())
def test_a_sample_comes_back_whole(tmp_path: Path, template: str) -> None:
    sample = sample_of(template)
    report = reports(sample, lines(sample))[sample.period.code]
    file = tmp_path / "a.xlsx"
    workbook.write(report, EDITED, file, payload.pack(report))
    found = delivery.read(file)
    assert found.remarks == ()
    names = openpyxl.load_workbook(file, read_only=True).sheetnames
    sections = [section for section in report.template.sections.values() if report.figures(section)]
    assert [name.partition(" (")[0] for name in names[: len(sections)]] == [section.number for section in sections]
    assert len(names) == len(set(names))
