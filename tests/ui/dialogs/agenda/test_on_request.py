"""The dialog that makes a report which a letter asks for."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from forms.definitions.loading import load
from forms.offices.units import Unit
from forms.report.report import Report
from forms.values.period import Period
from storage.workspace import Workspace
from ui.dialogs.agenda.on_request import OnRequestDialog
from ui.look.theme import Theme


def test_what_the_letter_says_is_asked_for_and_kept(tmp_path: Path, qtbot: QtBot) -> None:
    report = Report(load("nq42"), Unit("Xã A", "xa"), Period(2024))
    dialog = OnRequestDialog(Theme(), report, tmp_path, "Lan")
    qtbot.addWidget(dialog)
    for field, text in (
        (dialog.letter, "Công văn số 15/ĐTTr"),
        (dialog.issued, "31/02/2025"),
        (dialog.by, "Thanh tra tỉnh"),
        (dialog.due, "trước 30/11/2025"),
    ):
        field.setText(text)
    dialog.first.setValue(2022)
    dialog.accept()
    assert "31/02/2025" in dialog.refusal.text()
    dialog.issued.setText("03/11/2025")
    dialog.file.setText("thanh tra")
    dialog.accept()
    assert dialog.result()
    assert dialog.path == tmp_path / "thanh tra.bc42"
    with Workspace.open(dialog.path) as workspace:
        found = workspace.load(load)
        (kept,) = workspace.deadlines()
    assert found.period == Period(2022, until=2024)
    assert found.details["request"] == "Công văn số 15/ĐTTr ngày 03/11/2025 của Thanh tra tỉnh"
    assert "recipients" not in found.details  # as the level has them
    assert (kept.line.period, kept.line.due, kept.who) == ("2022..2024", "trước 30/11/2025", "Lan")
