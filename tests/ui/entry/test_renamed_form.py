"""The form of a template whose every code and label is another shows the same, but for the names."""

from __future__ import annotations

from pathlib import Path

from forms.definitions import explaining
from forms.report.report import Report
from storage.workspace import Workspace
from tests.test_renaming import Pair, back, latest, pair
from ui.entry.model import FormModel
from ui.session import Session

__all__ = ["pair"]


def texts(reports: dict[str, Report], path: Path) -> list[str]:
    report = latest(reports)
    with Workspace.create(path) as workspace:
        for one in reports.values():
            workspace.add_report(one.unit, one.period, one.template)
        session = Session(workspace, report)
        found = []
        for section in report.template.sections.values():
            model = FormModel(session, section)
            model.outline.collapsed.clear()
            model.outline.runs.clear()
            model.rebuild()
            found += [model.text(row, column) for row in model.rows for column in range(model.columns.count)]
            found += [model.balance(row).text for row in model.rows]
        for figure in report.template.figures.values():
            found += explaining.rules(report.template, figure)
    return found


def test_the_form_and_the_help_are_the_same(pair: Pair, tmp_path: Path) -> None:
    one, other = (texts(reports, tmp_path / f"{number}.bc42") for number, reports in enumerate(pair))
    assert [back(text) for text in other] == one
    assert other != one
