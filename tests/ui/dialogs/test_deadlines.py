"""The deadlines in the window."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from forms.offices.deadlines import Deadline
from ui.dialogs import box
from ui.dialogs.deadlines import Deadlines, NewDeadline
from ui.window.window import Window

TODAY = date(2024, 11, 20)


def texts(dialog: Deadlines) -> list[list[str]]:
    table = dialog.table
    return [
        [item.text() if (item := table.item(row, column)) else "" for column in range(table.columnCount())]
        for row in range(table.rowCount())
    ]


def test_a_letter_moves_the_day_and_the_old_line_stays(
    empty: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = empty.session
    session.workspace.add_deadlines([Deadline("", "trước 30/11", "Kế hoạch 1", level="tinh")], "lan")
    dialog = Deadlines(session, empty.theme, TODAY, empty)
    qtbot.addWidget(dialog)
    assert texts(dialog) == [["năm", "trước 30/11", "cấp tỉnh", "", "Kế hoạch 1"]]
    assert dialog.message.text() == (
        "Báo cáo năm 2024 của Tỉnh Kon Tum: trước ngày 30/11/2024 (còn 9 ngày), theo Kế hoạch 1."
    )

    def answer(new: NewDeadline) -> int:
        new.due.setText("5/12")
        new.source.setText("Công văn 9")
        new.issued.setText("31/02/2024")
        new.accept()
        assert "31/02/2024" in new.refusal.text()
        new.issued.setText("15/11/2024")
        new.accept()
        assert new.refusal.text().startswith("Không hiểu hạn")
        new.due.setText("trước 5/12")
        new.accept()
        return new.result()

    monkeypatch.setattr(NewDeadline, "exec", answer)
    dialog._add()
    assert texts(dialog)[1] == ["năm 2024", "trước 5/12", "cấp tỉnh", "", "Công văn 9 ngày 15/11/2024"]
    said = dialog.message.text()
    assert said.endswith("theo Công văn 9 ngày 15/11/2024; hạn cũ trước 30/11 theo Kế hoạch 1.")
    assert said.count("Công văn 9") == 1
    monkeypatch.setattr(box, "ask", lambda *_, **__: False)
    dialog._remove()
    assert len(session.workspace.deadlines()) == 2
    monkeypatch.setattr(box, "ask", lambda *_, **__: True)
    dialog.table.setCurrentCell(1, 0)
    dialog._remove()
    assert [kept.line.source for kept in session.workspace.deadlines()] == ["Kế hoạch 1"]


def test_a_list_is_taken_or_refused_in_words(
    empty: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    dialog = Deadlines(empty.session, empty.theme, TODAY, empty)
    qtbot.addWidget(dialog)
    assert "Chưa có hạn nào" in dialog.message.text()
    assert not dialog.away.isEnabled()
    path = tmp_path / "a.csv"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, **__: (str(path), ""))
    path.write_text("kỳ,hạn,văn bản,đơn vị\n,30/11,KH 1,\n", encoding="utf-8")
    (taking,) = [each for each in dialog.findChildren(QPushButton) if each.text() == "Nhập danh sách…"]
    taking.click()
    assert "Dòng 2" in dialog.refusal.text()
    path.write_text("kỳ,hạn,văn bản,đơn vị\n,trước 30/11,KH 1,Xã Khác\n", encoding="utf-8")
    taking.click()
    assert dialog.refusal.isHidden()
    assert dialog.message.text().startswith("Đã nhập 1 hạn mới, 0 hạn đã có từ trước.\n")
    assert "không dòng nào dưới đây nói về báo cáo này" in dialog.message.text()
