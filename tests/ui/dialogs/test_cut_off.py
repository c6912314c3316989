"""A section or a figure gets a cut-off day of its own, which the form shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from tests.ui.periods import LOANS, SPENT, made, shown
from ui.dialogs.cut_off import CutOff
from ui.window.window import Window


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Window:
    return shown(*made(tmp_path), qtbot)


def answered(window: Window, monkeypatch: pytest.MonkeyPatch, key: str, text: str) -> CutOff:
    """Answer the dialog with a day."""
    asked: list[CutOff] = []

    def answer(dialog: CutOff) -> int:
        asked.append(dialog)
        dialog.days[key].setText(text)
        dialog.accept()
        return dialog.result()

    monkeypatch.setattr(CutOff, "exec", answer)
    window.commands.cells.cut_off()
    return asked[0]


def test_a_figure_ends_on_a_day_of_its_own(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    window.go_to(SPENT)
    answered(window, monkeypatch, "as_of:spent", "30/5/2024")
    assert window.session.report.details["as_of:spent"] == "2024-05-30"
    assert window.form is not None
    model = window.form.model()
    row = model.rows[model.index_of(SPENT).row()]
    assert (row.label, model.cut_off(row)) == (
        "Đã giải ngân (đến 30/5/2024)",
        "một số cho cả giai đoạn, đến 30/5",
    )
    window.session.undo()
    assert not window.session.report.details


def test_a_day_that_is_none_is_refused(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    window.go_to(LOANS)
    dialog = answered(window, monkeypatch, "as_of:A", "31/6/2024")
    assert dialog.result() == QDialog.DialogCode.Rejected
    assert "không có trong lịch" in dialog.refusal.text()
    assert not window.session.report.details
