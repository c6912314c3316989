"""The preview and the export of a window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QProgressDialog
from pytestqt.qtbot import QtBot

from forms.report import Address
from ui.exporting import FORMATS
from ui.preview import Preview
from ui.window import Window

JOBS = Address("jobs_created", "", "persons")


@pytest.fixture
def preview(window: Window, qtbot: QtBot) -> Preview:
    QTest.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    found = window.papers.preview
    assert found is not None
    with qtbot.waitSignal(found.refreshed):
        found.refresh()
    return found


def test_the_preview_follows_the_form(window: Window, preview: Preview, qtbot: QtBot) -> None:
    window.go_to(JOBS)
    spot = preview.pages._spot
    assert spot is not None
    assert spot.cell == JOBS
    assert preview.pages.viewport().rect().contains(preview.pages._box(spot).center().toPoint())
    preview.close()
    qtbot.waitUntil(lambda: window.papers.preview is None)


def test_a_click_on_a_number_goes_to_its_cell(window: Window, preview: Preview) -> None:
    assert preview.pages._pages is not None
    preview.pages.follow(JOBS)
    spot = preview.pages._spot
    assert spot is not None
    place = preview.pages._box(spot).center().toPoint()
    QTest.mouseClick(preview.pages.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.form is not None
    assert window.form.form.address(window.form.currentIndex()) == JOBS
    assert window.section == window.session.report.template.figures[JOBS.figure].section


def test_the_preview_ends_with_its_window(window: Window, preview: Preview, qtbot: QtBot) -> None:
    thread = preview._printer._thread
    window.close()
    qtbot.waitUntil(lambda: not thread.is_alive())


def test_every_file_is_written(window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "nộp"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    window.papers.choose_folder()
    assert sorted(path.suffix for path in folder.iterdir()) == [".docx", ".pdf", ".xlsx", ".zip"]


def test_an_export_can_be_stopped(window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QProgressDialog, "wasCanceled", lambda _: True)
    window.papers.write(tmp_path / "nộp")
    assert len(list((tmp_path / "nộp").iterdir())) == 1 < len(FORMATS)


def test_a_folder_that_takes_no_files_is_told(window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(window, "tell", told.append)
    (tmp_path / "tệp").write_text("")
    window.papers.write(tmp_path / "tệp")
    assert len(told) == 1
    assert "không phải thư mục" in told[0]
