"""What is to be done, on the screen: by day, by who holds the numbers, and who that is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from forms.definitions.loading import load
from forms.document.owing import Holder
from forms.offices.deadlines import Deadline
from forms.offices.units import Unit
from forms.values.period import Period
from storage.workspace import Workspace
from ui.agenda.page import AgendaPage
from ui.dialogs.agenda.holder import HolderDialog
from ui.look.theme import Theme
from ui.preferences import Preferences, Recent
from ui.session import Session

TODAY = date(2025, 11, 20)
DUE = {"nq42": "trước 30/11", "giam_ngheo": "trước 15/11"}


def made(path: Path, template: str) -> Path:
    with Workspace.create(path) as workspace:
        workspace.add_report(Unit("Xã A", "xa"), Period(2025), load(template), own=True)
        workspace.add_deadlines([Deadline("2025", DUE[template], "Kế hoạch 1")])
    return path


def test_what_is_to_be_done_is_looked_for_in_every_file(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = made(tmp_path / "a.bc42", "nq42")
    made(tmp_path / "b.bc42", "giam_ngheo")
    away = tmp_path / "usb" / "c.bc42"
    recent = Recent(str(away), "Xã A", "2024", "", "", 0, 0, "2025-01-01T00:00:00+00:00")
    settings = Preferences(folder=str(tmp_path), recent=(recent,))
    with Workspace.open(ours) as workspace:
        session = Session(workspace, workspace.load(load), "Lan")
        page = AgendaPage(Theme(), lambda: settings, session, TODAY)
        qtbot.addWidget(page)
        QAbstractItemModelTester(page.list.agenda, QAbstractItemModelTester.FailureReportingMode.Warning)
        page.resize(1000, 700)
        page.show()

        def rest() -> None:
            qtbot.waitUntil(lambda: page.said.startswith("1 báo cáo trễ hạn, 1 đến hạn trong 30 ngày, 1 tệp chưa xem"))

        rest()
        assert [line.texts[0] for line in page.list.agenda.lines] == [
            ("14/11/2025", "trễ 6 ngày"),
            ("29/11/2025", "còn 9 ngày"),
            ("", ""),
        ]
        with qtbot.waitSignal(page.report_wanted) as wanted:
            QTest.keyClick(page.list, Qt.Key.Key_Return)
        assert wanted.args is not None
        assert wanted.args[0].path == tmp_path / "b.bc42"

        page.by_holder.click()
        names = [line.texts[1][0] for line in page.list.agenda.lines]
        row = names.index("Bảo hiểm xã hội")
        page.list.setCurrentIndex(page.list.agenda.index(row, 0))

        def answer(dialog: HolderDialog) -> int:
            assert dialog.agency.text() == "Bảo hiểm xã hội"
            dialog.person.setText("Nguyễn Văn A")
            dialog.phone.setText("0912 345 678")
            dialog.accept()
            return dialog.result()

        monkeypatch.setattr(HolderDialog, "exec", answer)
        page.details.change.click()
        assert workspace.holders("nq42")["II.3.a"] == Holder("", "Nguyễn Văn A", "0912 345 678")
        rest()
        assert page.list.agenda.lines[row].texts[1] == ("Bảo hiểm xã hội", "Nguyễn Văn A · 0912 345 678")
        page.list.setCurrentIndex(page.list.agenda.index(row, 0))
        page.details.copying.click()
        assert QApplication.clipboard().text().startswith("Kính gửi đồng chí Nguyễn Văn A, Bảo hiểm xã hội:\n")
        page.table.click()
        head, first, *_ = (line.split("\t") for line in QApplication.clipboard().text().splitlines())
        assert (head[0], first[0], first[2]) == ("Hạn nộp", "14/11/2025", "Xã A")
        page.looker.stop()
