"""The matrix in the window: what each office states, what they come to, and what follows, by the keys alone."""

from __future__ import annotations

import re
from contextlib import nullcontext
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot

from forms.errors import KnownError
from forms.offices.units import Unit
from forms.report.cells import MarkKind, State
from forms.report.filling import FillError, ValueLine, fill
from forms.values.numbers import Number
from forms.values.period import Period
from storage.intake import Yes
from storage.tables.letters import LetterKind
from storage.workspace import Workspace
from tests.ui.conftest import Hand, shown
from tests.ui.exchange.test_receiving_page import HIGH, LOW, PLACE, TEMPLATE, sent
from ui.dialogs.exchange.choose_cells import ChooseCells
from ui.dialogs.exchange.letter import LetterDialog
from ui.dialogs.exchange.own_part import OwnPart
from ui.dialogs.question import Question
from ui.entry.clipboard import paste
from ui.exchange.matrix_page import MatrixPage
from ui.exchange.matrix_rows import Order, SumGrid, Which
from ui.exchange.sources_page import SourcesPage
from ui.jobs import receiving
from ui.jobs.unit_lists import take_in
from ui.window.window import Window

NOW = {"Môn": 430, "Pék": 297, "Xốp": 31, "Man": 120, "Blô": 185}
LAST = {"Môn": 499, "Pék": 346, "Xốp": 334, "Man": 130, "Blô": 215, "Long": 468}


@pytest.fixture
def page(tmp_path: Path, qtbot: QtBot) -> MatrixPage:
    source = tmp_path / "đơn vị.csv"
    names = [f"Xã {name},{LOW},Huyện Ta" for name in LAST]
    source.write_text("\n".join(["name,level,parent", f"Huyện Ta,{HIGH},", *names]), encoding="utf-8")
    place = tmp_path / "huyện.bc42"
    with Workspace.create(place) as workspace:
        for year in (2023, 2024):
            workspace.add_report(Unit("Huyện Ta", HIGH), Period(year), TEMPLATE, own=True)
        take_in(workspace, source)
        paths = [path for name, count in NOW.items() for path in sent(tmp_path, f"Xã {name}", count)]
        paths += [path for name, count in LAST.items() for path in sent(tmp_path, f"Xã {name}", count, period=2023)]
        receiving.receive(workspace, paths, Yes(), "Y Hà")
    window = shown(place, qtbot)
    window.commands.exchange.matrix.toggle()
    QApplication.processEvents()
    assert isinstance(window._page, MatrixPage)
    return window._page


def test_a_page_without_offices_says_so(file: Path, qtbot: QtBot, hand: Hand) -> None:
    window = shown(file, qtbot)
    hand.press(Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert isinstance(window.page, MatrixPage)
    assert "Chưa có đơn vị cấp dưới nào" in " ".join(one.text() for one in window.page.findChildren(QLabel))


def window_of(page: MatrixPage) -> Window:
    window = page.window()
    assert isinstance(window, Window)
    return window


def sums(page: MatrixPage) -> list[str]:
    column = page.grid.columns.index(PLACE)
    return [page.sums.text(row, column) for row in range(page.sums.rowCount())]


def test_sums_are_taken_completed_and_told_apart(page: MatrixPage, hand: Hand) -> None:
    assert page.grid.columns == [PLACE]
    assert sums(page) == ["1.063", "5/6", "", "", ""]
    assert (page.grid.name(2), page.grid.text(2, 0)) == ("Xã Xốp", "31")
    hand.press(Qt.Key.Key_F7)
    assert page.office is not None
    assert page.office.unit.name == "Xã Xốp"
    page.take.click()
    cell = page.session.report.cells[PLACE]
    assert (cell.number, cell.lacking) == (Number(1063), "chưa gồm Xã Long")
    assert sums(page) == ["1.063", "5/6", "", "1.063", "chưa đủ"]
    page.estimate.click()
    cell = page.session.report.cells[PLACE]
    assert (cell.number, cell.state, cell.lacking) == (Number(1531), State.ESTIMATE, "")
    overruled = cell.mark(MarkKind.OVERRULED)
    assert overruled is not None
    assert overruled.text == "ước theo số năm 2023 của Xã Long 468"
    page.session.undo()
    assert page.session.report.cells[PLACE].lacking


def test_what_the_office_adds_letters_and_choices_are_asked_for(
    page: MatrixPage, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answered(self: QDialog) -> int:
        if isinstance(self, OwnPart):
            self.number.setText("45")
            self.accept()
            assert self.refusal.text() == "Đề nghị ghi nguồn hoặc lý do của số này."
            self.why.setText("Phòng Lao động trao trực tiếp")
        if isinstance(self, LetterDialog):
            self.copy()
            self.reject()
        elif isinstance(self, ChooseCells):
            self._tick(Qt.CheckState.Checked)
            self.accept()
        else:
            self.accept()
        return self.result()

    for dialog in (OwnPart, LetterDialog, ChooseCells):
        monkeypatch.setattr(dialog, "exec", answered)
    page.own.click()
    assert sums(page)[SumGrid.ADDITION :] == ["45", "1.108", "chưa đủ"]
    hand.press(Qt.Key.Key_F7)
    column, office = page.here, page.office
    page.letter_wanted.emit(column, office)
    (kept,) = page.session.workspace.letters()
    assert kept.letter.kind is LetterKind.REVIEW
    assert "cùng kỳ 334 (-90,7%)" in kept.letter.text
    assert kept.letter.text == QApplication.clipboard().text()
    page.choose.click()
    assert len(page.grid.columns) > 100


def test_offices_are_sorted_narrowed_down_and_copied(page: MatrixPage) -> None:
    page.order.setCurrentIndex(list(Order).index(Order.LARGEST))
    page.order.activated.emit(page.order.currentIndex())
    assert [one.unit.name for one in page.grid.offices[:2]] == ["Xã Môn", "Xã Pék"]
    page.which.setCurrentIndex(list(Which).index(Which.SILENT))
    page.which.activated.emit(page.which.currentIndex())
    assert [one.unit.name for one in page.grid.offices] == ["Xã Long"]
    page.copy()
    lines = QApplication.clipboard().text().split("\n")
    assert lines[1] == "Xã Long\t"
    assert lines[2] == "Tổng hợp\t1.063"


def test_a_number_leads_to_its_offices_and_back(page: MatrixPage, hand: Hand) -> None:
    window = window_of(page)
    hand.press(Qt.Key.Key_Return)
    sources = window._page
    assert isinstance(sources, SourcesPage)
    assert [one.unit.name for one in sources.list.bars.offices] == [
        f"Xã {name}" for name in ("Môn", "Pék", "Blô", "Man", "Xốp", "Long")
    ]
    office = sources.list.office
    assert office is not None
    assert office.unit.name == "Xã Xốp"
    assert sources.list.bars.beside(office) == "-90,7%"
    sources.resize(1276, 700)
    sources._show()  # as another floor is shown, within a page that is seen
    said = "\n".join(one.text() for one in sources.details.findChildren(QLabel))
    assert "thay vì 31 thì gần với số năm trước" in said
    assert "nhận 31 từ" in said
    hand.press(Qt.Key.Key_Return)
    assert window._page is sources
    hand.press(Qt.Key.Key_Backspace)
    assert isinstance(window._page, MatrixPage)
    window.go_to(PLACE)
    hand.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert isinstance(window._page, SourcesPage)
    hand.press(Qt.Key.Key_Backspace)
    assert window.here == PLACE


def test_a_sum_gives_way_to_another_number_only_for_a_reason(
    page: MatrixPage, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, said = window_of(page), ["", "Xã sót một thôn"]

    def answered(self: Question) -> int:
        self.field.setPlainText(said.pop(0))
        self.accept()
        return self.result()

    monkeypatch.setattr(Question, "exec", answered)
    page.take.click()
    window.go_to(PLACE)
    cells = window.session.report.cells
    for number in (1063, 1100):
        hand.type("1100")
        hand.press(Qt.Key.Key_Return)
        QApplication.processEvents()
        assert cells[PLACE].number == Number(number)
        window.go_to(PLACE)
    overruled = cells[PLACE].mark(MarkKind.OVERRULED)
    assert overruled is not None
    assert (overruled.text, overruled.number) == ("Xã sót một thôn", Number(1063))
    assert window.form is not None
    assert "Số tổng hợp 1.063; lý do ghi khác: Xã sót một thôn" in window.form.model().about(PLACE)
    for text, refusal in (("1200", "số tổng hợp từ cấp dưới (1.063)"), ("1100", "")):
        line = ValueLine(2, PLACE.figure, PLACE.row, PLACE.measure, text)
        with pytest.raises(FillError, match=re.escape(refusal)) if refusal else nullcontext():
            fill(window.session.report, [line], vietnamese=True)
        with pytest.raises(KnownError, match=re.escape(refusal)) if refusal else nullcontext():
            paste(window.form.model(), window.form.currentIndex(), text)
    assert cells[PLACE].mark(MarkKind.OVERRULED) == overruled


def test_a_number_is_whole_or_not_shown(page: MatrixPage) -> None:
    table = page.table
    heads = table.horizontalHeader()

    def colours(room: int) -> set[int]:
        """What is seen of the first office's number where its column has so much room."""
        table.setFixedWidth(table.width() - table.viewport().width() + room)
        QApplication.processEvents()
        seen, middle = table.viewport().grab().toImage(), table.theme.row() // 2
        rows = range(middle - 4, middle + 5)
        return {seen.pixel(x, y) for x in range(3, min(room, heads.sectionSize(0)) - 3) for y in rows}

    whole = heads.sectionSize(0)
    page.details.hide()
    assert len(colours(whole + 4)) > 2
    assert len(colours(whole - 12)) == 1
