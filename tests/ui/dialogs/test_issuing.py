"""The dialog of issuing: what is typed is shown as it will print, and leads the report through its states."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from forms.definitions.loading import load
from forms.document import issuing, revisions
from forms.report.changes import Issue, ReportState, SetIssue
from forms.values import clock
from storage.workspace import Workspace
from ui.dialogs.issuing import Issuing
from ui.jobs import sample
from ui.jobs.exporting import export
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


def drop(dialog: Issuing, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    where, action = QPointF(9, 9), Qt.DropAction.CopyAction
    dialog.dropEvent(QDropEvent(where, action, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier))


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
    session.put(revisions.reopen(session.report, "Sót một xã", "Y Hà", clock.now()))
    told = [label.text() for label in opened(session, qtbot).findChildren(QLabel)]
    log = [text for text in told if text.endswith(("Y Hà: Sót một xã", ", Y Hà"))]  # in one minute, the last one first
    assert [text[18:] for text in log] == [
        *("Dự thảo, Y Hà: Sót một xã", "Đã phát hành, Y Hà", "Trình ký, Y Hà", "Chốt số liệu, Y Hà"),
    ]


def test_a_signed_copy_that_is_dropped_fills_the_fields_and_is_kept(
    session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    session.put_all(revisions.finalise_all(session.report, "Y Hà", clock.now()))
    session.put(SetIssue(1, Issue("312", date(2025, 1, 28))))
    (written,) = export(session.report, clock.now(), tmp_path, ["pdf"])
    session.put(SetIssue(1, Issue()))
    dialog = opened(session, qtbot)
    assert dialog.acceptDrops()
    drop(dialog, tmp_path / "không có.pdf")
    assert dialog.signed is None
    assert not dialog.refusal.isHidden()
    drop(dialog, written.path)
    assert "đọc được số 312, ngày ban hành 28/01/2025" in dialog.received.text()
    dialog.show()
    over, beneath = (
        dialog.mapFromGlobal(one.mapToGlobal(QPoint())).y() for one in (dialog.received, dialog.texts["number"])
    )
    assert over < beneath  # what is to be compared is in sight however low the screen
    assert session.workspace.signed(session.report) is None
    dialog.issue_button.click()
    kept = session.workspace.signed(session.report)
    assert kept is not None
    assert kept.name == written.path.name
    assert (session.report.state, session.report.issue) == (ReportState.ISSUED, Issue("312", date(2025, 1, 28)))
