"""What came back in a Word file is taken over paragraph by paragraph; one with a changed number is not ticked."""

from __future__ import annotations

import zipfile
from pathlib import Path

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from exports.word import writer
from forms.definitions.loading import load
from forms.document.document import compose
from forms.narrative import paragraphs
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
                new.writestr(name, text.replace(b"7.568", b"7.586"))
        found = word_back.look(session.report, tmp_path / "b.docx")
        dialog = WordChangesDialog(session, Theme(), "b.docx", found)
        qtbot.addWidget(dialog)
        assert [tick.isChecked() for tick, _ in dialog.ticks] == [False, False, True]  # the number stands in II and III
        (row,) = found.rows
        said = [one.text() for one in dialog.findChildren(QLabel)]
        assert word_back.row_title(row) in said
        assert len([text for text in said if "sửa thành “7.586”" in text]) == 1
        before = paragraphs.texts(session.report, "II.2.b")
        dialog.accept()
        assert paragraphs.texts(session.report, "II.2.b") == before
        assert any(text.startswith("Địa bàn rộng, dân cư") for text in paragraphs.texts(session.report, "III"))
        assert session.can_undo
        session.undo()
        assert any(text.startswith("Địa bàn rộng, chia cắt") for text in paragraphs.texts(session.report, "III"))
