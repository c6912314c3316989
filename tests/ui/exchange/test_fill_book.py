"""A superior's workbook in the window: guesses need a yes, what was pointed at is known next year."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from exports.excel import superior_book
from forms.books.pointing import SheetPlace, When
from forms.definitions.loading import default
from forms.errors import KnownError
from forms.report.cells import Address
from forms.values.numbers import Number, show
from forms.values.text import fold
from tests.ui.conftest import stored
from ui.dialogs.exchange.fill_book import FillBook
from ui.dialogs.exchange.filled_cells import FilledCells
from ui.window.window import Window

TEMPLATE = default()
FIGURE, OTHER = [
    figure
    for figure in TEMPLATE.figures.values()
    if list(figure.measures) == ["persons"] and figure.measures["persons"].unit == "người"
][:2]


def form(path: Path, year: int) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = f"Biểu {year}"
    for row in (
        ["Nội dung", f"Thực hiện năm {year}", f"Năm {year - 1}", "Tăng, giảm"],
        [FIGURE.label, None, None, "=B2-C2"],
        ["Việc khác", 7, None, "=B3-C3"],
    ):
        sheet.append(row)
    book.save(path)
    return path


def point(dialog: FillBook, number: Number) -> None:
    """What an officer does in it: yes to a guess, a formula by mistake, another figure, and the other guess."""
    sheet = "Biểu 2024"
    dialog.show()
    dialog.resize(700, 600)
    QApplication.processEvents()
    for act in (dialog.point_button, dialog.take_button, dialog.all_button, dialog.drop_button):
        assert act.width() >= act.sizeHint().width()  # no word is cut on a small screen
    assert dialog.list.width() >= dialog.theme.px(180)
    place = SheetPlace(sheet, 2, 2)
    assert {one.column: guess.when for one, guess in dialog.guessed.items()} == {2: When.NOW, 3: When.LAST}
    with pytest.raises(KnownError, match="Chưa chỉ ô nào"):
        dialog.commit()
    assert dialog.here == place
    assert f"(đoán): {FIGURE.label}: ghi {show(number)}" in dialog.about.text()
    QTest.keyClick(dialog.view, Qt.Key.Key_Space)
    assert dialog.here == SheetPlace(sheet, 2, 3)  # the next guess
    dialog.view.go_to((2, 4))
    dialog.point()
    assert "có công thức" in dialog.refusal.text()
    dialog.words.setText(fold(OTHER.label))
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    assert dialog.isVisible()
    dialog.view.go_to((3, 2))
    QTest.keyClick(dialog.view, Qt.Key.Key_Return)
    assert dialog.pointed[SheetPlace(sheet, 3, 2)].figure == OTHER.code
    dialog.view.go_to((3, 2))
    dialog.scale.setCurrentText("nghìn người")
    dialog._choose()
    assert dialog.pointed[SheetPlace(sheet, 3, 2)].scale == "nghìn người"
    dialog.view.go_to((3, 2))
    QTest.keyClick(dialog.view, Qt.Key.Key_Delete)
    assert list(dialog.pointed) == [place]
    dialog.take_all()
    assert len(dialog.pointed) == 2
    assert "1 ô trong đó chưa có số" in dialog.count.text()
    dialog.commit()
    dialog.close()


def test_a_workbook_is_pointed_at_seen_and_filled(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, out = form(tmp_path / "biểu.xlsx", 2024), tmp_path / "điền.xlsx"
    number = stored(window, Address(FIGURE.code, "", "persons"))
    assert number is not None
    stated = number.number
    assert stated is not None
    asked = list[QDialog]()

    def ask(dialog: QDialog) -> bool:
        asked.append(dialog)
        qtbot.addWidget(dialog)
        if isinstance(dialog, FillBook):
            point(dialog, stated)
        return True

    window.ask = ask  # type: ignore[method-assign]
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, **__: (str(source), ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(out), ""))
    window.commands.output.fill_book()
    told = asked[-1]
    assert isinstance(told, FilledCells)
    assert told.message.text().startswith("Đã điền 1/2 ô vào điền.xlsx. 1 ô chưa có số, giữ nguyên.")
    told.copy()
    assert QApplication.clipboard().text().endswith("chưa có báo cáo năm 2023.")
    filled = openpyxl.load_workbook(out).worksheets[0]
    assert [filled[cell].value for cell in ("B2", "C2", "D2", "B3")] == [stated.digits, None, "=B2-C2", 7]

    again = FillBook(window.theme, window.session, superior_book.opened(form(tmp_path / "sau.xlsx", 2025)), window)
    qtbot.addWidget(again)
    assert sorted(again.pointed) == [SheetPlace("Biểu 2025", 2, 2), SheetPlace("Biểu 2025", 2, 3)]
    assert again.guessed == {}
