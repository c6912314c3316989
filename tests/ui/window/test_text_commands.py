"""The words in the window: sections without figures, numbers and words of one section, final and open again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from forms.narrative import paragraphs
from forms.report.cells import Address, Cell
from forms.report.changes import ReportState, SetCell
from forms.values.numbers import Number
from tests.ui.conftest import here
from ui.dialogs.box import Box
from ui.dialogs.question import Question
from ui.text.editor import ParagraphEditor
from ui.window.window import Window

REMAINS = Address("martyr_remains", "", "count")
SHARE = Address("poverty_reduction", "", "pct_plan")


def editor(window: Window) -> ParagraphEditor:
    (found,) = (one for one in window.findChildren(ParagraphEditor) if one.isVisible())
    return found


def test_a_section_without_figures_shows_its_words(window: Window) -> None:
    window.sections.choose("III")
    assert editor(window).section == "III"
    assert window.form is None


def test_numbers_and_words_of_a_section_take_turns(window: Window) -> None:
    window.commands.texts.toggle()
    assert editor(window).section == window.section == "II.1"
    editor(window).text.insertPlainText("Thêm: ")
    window.commands.texts.toggle()
    assert window.form is not None
    assert window.session.report.paragraphs["II.1"][0].startswith("Thêm: [!{until:raised}")


def test_back_from_the_words_one_stands_where_one_stood(window: Window) -> None:
    place = Address("martyr_remains", "", "count")
    window.go_to(place)
    window.commands.texts.toggle()
    window.commands.texts.toggle()
    assert here(window) == place
    window.commands.texts.opening()
    window.sections.choose("III")
    window.commands.texts.toggle()
    assert window.section == "III"  # what was left in another section does not call one back


def test_what_is_being_written_is_stored_when_the_window_closes(window: Window) -> None:
    window.show_words(paragraphs.CLOSING)
    editor(window).text.insertPlainText("Thêm. ")
    window.close()
    assert window.session.report.paragraphs[paragraphs.CLOSING][0].startswith("Thêm. ")


def test_zooming_keeps_the_words_in_view(window: Window) -> None:
    window.show_words(paragraphs.OPENING)
    window.zoom_by(1)
    QApplication.processEvents()
    assert editor(window).section == paragraphs.OPENING


def test_a_finding_leads_from_the_words_to_its_cell(window: Window) -> None:
    window.commands.texts.toggle()
    window.go_to(Address("martyr_remains", "", "count"))
    assert window.form is not None


def answer(monkeypatch: pytest.MonkeyPatch, words: str) -> list[str]:
    """Click the button with these words in the next question; returns what was asked."""
    asked: list[str] = []

    def exec_(box: Box) -> int:
        asked.append(box.text.text())
        next(one for one in box.buttons if one.text() == words).click()
        return box.result()

    monkeypatch.setattr(Box, "exec", exec_)
    return asked


def test_final_locks_and_a_reason_opens_again(window: Window, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    refused = answer(monkeypatch, "Đóng")
    window.commands.report.finalise()
    assert "còn 2 lỗi phải sửa và 1 cảnh báo phải sửa hoặc giải trình" in refused[0]
    window.session.put(SetCell(REMAINS, Cell(Number(21))), SetCell(SHARE, Cell(Number(84))))
    asked = answer(monkeypatch, "Để sửa tiếp")
    window.commands.report.finalise()
    assert window.session.report.state is ReportState.DRAFT
    assert "Lời văn còn" in asked[0]
    answer(monkeypatch, "Vẫn chốt")
    window.commands.report.finalise()
    report = window.session.report
    assert report.state is ReportState.FINAL
    assert not window.commands.report.finalise_action.isEnabled()
    assert "(đã chốt)" in window.windowTitle()
    form = window.form
    assert form is not None
    assert not form.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable

    def unsent(dialog: Question) -> int:
        dialog.offer.click()
        return dialog.result()

    monkeypatch.setattr(Question, "exec", unsent)
    window.commands.report.reopen()
    assert (report.state, report.replaces) == (ReportState.DRAFT, 0)
    window.commands.report.finalise()

    def written(dialog: Question) -> int:
        dialog.field.setPlainText("Thiếu một hài cốt")
        return QDialog.DialogCode.Accepted.value

    monkeypatch.setattr(Question, "exec", written)
    window.commands.report.reopen()
    assert (report.state, report.reason) == (ReportState.DRAFT, "Thiếu một hài cốt")
    assert form.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable
    assert qtbot


@pytest.mark.parametrize(
    ("ways", "button", "put"),
    [
        ({"": "a\n→ b"}, "Sửa", [""]),
        ({"": "a\n→ b"}, "Để nguyên", []),
        ({"TCVN3": "a\n→ b", "VNI": "a\n→ c"}, "Đọc theo VNI", ["VNI"]),
        ({"TCVN3": "a\n→ b", "VNI": "a\n→ c"}, "Để nguyên", []),
    ],
)
def test_words_are_mended_in_the_way_that_was_chosen(
    window: Window, monkeypatch: pytest.MonkeyPatch, ways: dict[str, str], button: str, put: list[str]
) -> None:
    asked = answer(monkeypatch, button)
    done: list[str] = []
    window.commands.texts.mend(ways, done.append)
    assert done == put
    assert all(what in asked[0] and (not font or f"Nếu là mã {font}:" in asked[0]) for font, what in ways.items())
