"""What came back in a Word file is taken over paragraph by paragraph; one with a changed number is not ticked."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from exports.word import writer
from forms.definitions.loading import load
from forms.document.document import compose
from forms.narrative import paragraphs
from forms.report.changes import ReportStage, ReportState
from storage.workspace import Workspace
from ui.dialogs.word_changes import WordChangesDialog
from ui.jobs import sample, word_back
from ui.look.theme import Theme
from ui.session import Session


def test_ticked_paragraphs_are_taken_in_one_step(tmp_path: Path, qtbot: QtBot) -> None:
    with Workspace.open(sample.make(tmp_path)) as workspace:
        session = Session(workspace, workspace.load(load), "Y Hà")
        writer.write(compose(session.report, workspace.edited(session.report)), tmp_path / "a.docx")
        with zipfile.ZipFile(tmp_path / "a.docx") as old, zipfile.ZipFile(tmp_path / "b.docx", "w") as new:
            for name in old.namelist():
                text = old.read(name).replace("Địa bàn rộng, chia cắt".encode(), "Địa bàn rộng".encode())
                new.writestr(name, text.replace(b"7.568", b"7.586").replace(b"3. An sinh", "3. Phúc".encode()))
        found = word_back.look(session.report, tmp_path / "b.docx")
        dialog = WordChangesDialog(session, Theme(), "b.docx", found)
        qtbot.addWidget(dialog)
        assert [tick.isChecked() for tick, _ in dialog.ticks] == [False, False, True]  # the number stands in II and III
        assert dialog.accept_button.isVisibleTo(dialog)
        (row,) = found.rows
        said = [one.text() for one in dialog.findChildren(QLabel)]
        assert word_back.row_title(row) in said
        assert "Sửa đề mục" in said  # told, and not to be ticked
        assert word_back.advice(next(one for one, *_ in found.proposals if one.told_alone)) in said
        assert len([text for text in said if "sửa thành “7.586”" in text]) == 1
        assert said.count(word_back.FIXED) == 2
        assert any(text.startswith("Mới: ") and "<b><u>7.586</u></b>" in text for text in said)
        assert any(text.startswith("Cũ: ") and "<b><s>7.568</s></b>" in text for text in said)
        before = paragraphs.texts(session.report, "II.2.b")
        dialog.accept()
        assert paragraphs.texts(session.report, "II.2.b") == before
        assert any(text.startswith("Địa bàn rộng, dân cư") for text in paragraphs.texts(session.report, "III"))
        assert session.can_undo
        session.undo()
        assert any(text.startswith("Địa bàn rộng, chia cắt") for text in paragraphs.texts(session.report, "III"))


def test_changes_of_a_final_report_are_only_looked_at(tmp_path: Path, qtbot: QtBot) -> None:
    with Workspace.open(sample.make(tmp_path)) as workspace:
        session = Session(workspace, workspace.load(load), "Y Hà")
        session.report.stages = (ReportStage(ReportState.FINAL, "Y Hà", datetime(2025, 1, 10, tzinfo=UTC)),)
        content = writer.content(compose(session.report, workspace.edited(session.report)))
        with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(tmp_path / "b.docx", "w") as new:
            for name in old.namelist():
                new.writestr(name, old.read(name).replace("Địa bàn rộng, chia cắt".encode(), "Địa bàn rộng".encode()))
        found = word_back.look(session.report, tmp_path / "b.docx")
        dialog = WordChangesDialog(session, Theme(), "b.docx", found)
        qtbot.addWidget(dialog)
        assert (len(found.proposals), dialog.ticks, dialog.accept_button.isVisibleTo(dialog)) == (1, [], False)
        said = [one.text() for one in dialog.findChildren(QLabel)]
        assert any("mở lại báo cáo trước" in text for text in said)
        assert any(text.startswith("Mới: Địa bàn rộng, dân cư") for text in said)
