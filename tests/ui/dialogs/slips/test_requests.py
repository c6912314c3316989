"""Agencies that are asked for numbers, in the window."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from forms.errors import KnownError
from forms.report.cells import Address
from ui.dialogs.slips.requests import NewRequest, Requests
from ui.dialogs.slips.review import Review
from ui.window.window import Window

TODAY = date(2025, 11, 20)
CELL = Address("ncc_monthly", "", "persons")


def texts(dialog: Requests | Review, row: int = 0) -> list[str]:
    table = dialog.table
    return [item.text() if (item := table.item(row, column)) else "" for column in range(table.columnCount())]


@pytest.fixture
def dialog(window: Window, qtbot: QtBot) -> Requests:
    found = Requests(window.session, window.theme, TODAY, window)
    qtbot.addWidget(found)
    return found


def ask(dialog: Requests, monkeypatch: pytest.MonkeyPatch, folder: Path) -> Path:
    """Ask for the first section, and give the workbook that was written."""

    def fill(new: NewRequest) -> int:
        new.folder.setText(str(folder))
        new.due.setText("31/2/2025")
        new.accept()
        assert "31/2/2025" in new.refusal.text()
        new.due.setText("15/11/2025")
        new.accept()
        return new.result()

    monkeypatch.setattr(NewRequest, "exec", fill)
    dialog._ask()
    (path,) = folder.glob("*.xlsx")
    return path


def test_a_section_is_asked_of_the_agency_that_gathers_its_numbers(
    dialog: Requests, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert texts(dialog)[1:] == ["Sở Nội vụ", "", "", "", "Chưa đề nghị", texts(dialog)[6]]
    ask(dialog, monkeypatch, tmp_path / "out")
    assert texts(dialog)[1] == "Sở Nội vụ"
    assert texts(dialog)[3:6] == ["15/11/2025", "", "Quá hạn"]
    assert dialog.message.text().startswith("Đã ghi phieu-de-nghi-so-noi-vu-")
    assert len(list((tmp_path / "out").iterdir())) == 3


def test_a_reply_is_seen_and_taken_in_only_with_a_yes(
    window: Window, dialog: Requests, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = ask(dialog, monkeypatch, tmp_path / "out")
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["E5"] = 4800
    book.save(path)
    seen = []

    def leave(review: Review) -> int:
        seen.append(texts(review))
        review.reject()
        return review.result()

    def take(review: Review) -> int:
        review.yes.click()
        return review.result()

    before = window.session.report.cells[CELL]
    monkeypatch.setattr(Review, "exec", leave)
    dialog.take([path])
    assert seen == [["Người có công và thân nhân hưởng trợ cấp hằng tháng, số người", "4.764", "4.800", ""]]
    assert window.session.report.cells[CELL] == before
    assert texts(dialog)[5] == "Quá hạn"
    monkeypatch.setattr(Review, "exec", take)
    dialog.take([path])
    assert str(window.session.report.cells[CELL].number) == "4800"
    assert texts(dialog)[5] == "Đã trả lời"
    window.session.undo()
    assert window.session.report.cells[CELL] == before


def test_what_is_no_reply_is_refused(dialog: Requests, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK")
    with pytest.raises(KnownError):
        dialog.take([path])


def test_a_request_without_sections_or_agency_is_refused(window: Window, qtbot: QtBot) -> None:
    new = NewRequest(window.session, window.theme, TODAY, [], window)
    qtbot.addWidget(new)
    new.accept()
    assert new.refusal.text() == "Đề nghị chọn ít nhất một mục."
    new.sections.item(0).setCheckState(Qt.CheckState.Checked)
    assert not new.refusal.isVisibleTo(new)
    assert new.agency.placeholderText() == "Sở Nội vụ"
    assert new.written == []
