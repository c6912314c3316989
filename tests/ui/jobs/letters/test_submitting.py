"""The letter that goes with a report."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from forms.definitions.loading import load
from forms.document import issuing, revisions
from forms.values import clock
from storage.workspace import Workspace
from ui.jobs import sample
from ui.jobs.letters import submitting

DAY = date(2025, 1, 28)


def test_the_letter_of_a_reissue_says_what_it_replaces_and_why(tmp_path: Path) -> None:
    with Workspace.open(sample.make(tmp_path)) as workspace:
        report = workspace.load(load)
        report.apply(revisions.finalise(report, "Y Hà", clock.now()))
        assert "báo cáo lại" not in submitting.prepare(workspace, report, DAY).text
        for change in issuing.issue(report, {"number": "7", "day": "05/3/2025"}, "Y Hà", clock.now()):
            report.apply(change)
        report.apply(revisions.reopen(report, "Sai chức vụ người ký.", "Y Hà", clock.now()))
        assert (
            "\nThay thế Báo cáo số 07/BC-UBND ngày 05 tháng 3 năm 2025. Lý do báo cáo lại: Sai chức vụ người ký.\n"
            in submitting.prepare(workspace, report, DAY).text.replace("\N{NO-BREAK SPACE}", " ")
        )
