"""The dialog of issuing: what is typed is shown as it will print, and leads the report through its states."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from forms.definitions.loading import load
from forms.document import issuing, revisions
from forms.report.changes import Issue, ReportState
from forms.values import clock
from storage.workspace import Workspace
from ui.dialogs.issuing import Issuing
from ui.jobs import sample
from ui.look.theme import Theme
from ui.session import Session


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with Workspace.open(sample.make(tmp_path)) as workspace:
        yield Session(workspace, workspace.load(load), "Y Hà")


def write(dialog: Issuing, key: str, text: str) -> None:
    field = dialog.texts[key]
    assert isinstance(field, QLineEdit)
    field.setText(text)


def opened(session: Session, qtbot: QtBot) -> Issuing:
    dialog = Issuing(session, Theme())
    qtbot.addWidget(dialog)
    return dialog


def test_a_number_is_noted_before_and_the_report_goes_out(session: Session, qtbot: QtBot) -> None:
    dialog = opened(session, qtbot)
    assert not dialog.issue_button.isEnabled()
    write(dialog, issuing.NUMBER, "312")
    write(dialog, issuing.DAY, "31/02/2025")
    assert "không có trong lịch" in dialog.preview.text()
    dialog.accept()
    assert session.report.issues == {}
    write(dialog, issuing.DAY, "28/01/2025")
    assert "số 312/BC-UBND ngày 28 tháng 01 năm 2025 của" in dialog.preview.text()
    dialog.accept()
    session.put_all(revisions.finalise_all(session.report, "Y Hà", clock.now()))
    opened(session, qtbot).present_button.click()
    dialog = opened(session, qtbot)
    dialog.issue_button.click()
    assert [stage.state for stage in session.report.stages][1:] == [ReportState.SUBMITTED, ReportState.ISSUED]
    assert session.report.issue == Issue("312", date(2025, 1, 28))
