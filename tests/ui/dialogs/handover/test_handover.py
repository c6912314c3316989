"""Both dialogs, one after the other: what was ticked is sealed, shown on the other side, and only then taken over."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from forms.definitions.loading import load
from storage.workspace import Workspace
from ui import keys
from ui.dialogs.handover.giving import HandOver
from ui.dialogs.handover.taking import TakeOver
from ui.jobs import template_folders
from ui.look.theme import Theme
from ui.preferences import PreferencesFile


@pytest.fixture(autouse=True)
def _own_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "user_config_path", lambda *_, **__: tmp_path)
    monkeypatch.setattr(template_folders, "user_data_path", lambda *_, **__: tmp_path)


def test_the_open_file_goes_to_another_folder(qtbot: QtBot, file: Path, tmp_path: Path) -> None:
    preferences = PreferencesFile(tmp_path / "settings.json")
    package, to = tmp_path / "gói.bangiao", tmp_path / "mới"
    with Workspace.open(file) as workspace:
        giving = HandOver(Theme(), preferences, tmp_path, workspace)
        qtbot.addWidget(giving)
        assert giving.chosen == [file]
        giving.path.setText(str(package))
        giving.password.setText("một mật khẩu")
        giving.accept()
        assert "không giống nhau" in giving.refusal.text()
        giving.again.setText("một mật khẩu")
        giving.accept()
        qtbot.waitUntil(lambda: package.name in giving.outcome.text())
        assert "bien-ban.docx" in giving.outcome.text()
    taking = TakeOver(Theme(), preferences, to)
    qtbot.addWidget(taking)
    taking.package.setText(str(package))
    taking.password.setText("mật khẩu sai")
    taking.accept()
    qtbot.waitUntil(lambda: "Mật khẩu chưa đúng" in taking.refusal.text() and taking.accept_button.isEnabled())
    taking.password.setText("một mật khẩu")
    taking.accept()
    qtbot.waitUntil(lambda: taking.accept_button.text() == "Nhận bàn giao" and taking.accept_button.isEnabled())
    assert not to.exists()
    taking.accept()
    qtbot.waitUntil(lambda: taking.taken)
    with Workspace.open(to / file.name, readonly=True) as workspace:
        assert workspace.load(load).cells
