"""The page of a report in a file, as a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms.document.handouts.figures import ChosenFigures
from forms.errors import KnownError
from forms.report.cells import Address
from forms.report.report import Report
from storage.workspace import Workspace
from ui.jobs.handouts import summary, writing


def test_every_format_of_a_page_is_the_same_each_time(sample: Report, tmp_path: Path) -> None:
    with Workspace.create(tmp_path / "a.bc42") as workspace:
        workspace.add_report(sample.unit, sample.period, sample.template)
        report = workspace.load(lambda _: sample.template)
        handout = summary.of(workspace, report)
        made = []
        for name in ("x", "y"):
            outcomes = list(writing.write(report, handout, "a", tmp_path / name, writing.FORMATS))
            made.append({one.path.name: one.path.read_bytes() for one in outcomes})
        assert made[0] == made[1]
        assert set(made[0]) == {f"a.{name}" for name in writing.FORMATS}
        with pytest.raises(KnownError, match="ít nhất một chỉ tiêu"):
            summary.of(workspace, report, ChosenFigures((Address("gone", "", "persons"),)))
