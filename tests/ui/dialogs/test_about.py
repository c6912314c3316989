from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from resources import path, version
from ui.dialogs import about
from ui.look import icons
from ui.look.theme import Theme

ROOT = Path(__file__).resolve().parents[3]


def test_the_version_is_that_of_pyproject() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        assert version() == tomllib.load(file)["project"]["version"]


def test_the_icon_is_drawn(qtbot: QtBot) -> None:  # noqa: ARG001 - pictures need an application
    picture = icons.program_icon().pixmap(64).toImage()
    assert picture.pixelColor(6, 32).name() == "#005fb8"
    assert picture.pixelColor(0, 0).alpha() == 0


def test_every_licence_can_be_read_by_arrow_keys(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("z 1.0", "BaoCao42", "Phông chữ"):
        (tmp_path / f"{name}.txt").write_text(f"text of {name}", encoding="utf-8")
    monkeypatch.setattr(about, "path", lambda *parts: tmp_path if parts == ("licences",) else path(*parts))
    dialog = about.About(Theme())
    qtbot.addWidget(dialog)
    dialog.show()
    seen = []
    for _ in range(3):
        seen.append(dialog.text.toPlainText())
        QTest.keyClick(dialog.names, Qt.Key.Key_Down)
    assert seen == ["text of BaoCao42", "text of Phông chữ", "text of z 1.0"]
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.result() == QDialog.DialogCode.Rejected
    assert not dialog.isVisible()


def test_the_carried_licences_name_qt_python_and_the_font() -> None:
    texts = about.licences()
    assert {"Qt và PySide6", "LGPL-3.0", "GPL-3.0", "Python", "Phông chữ Liberation"} <= set(texts)
    assert all(len(text) > 100 for text in texts.values())
