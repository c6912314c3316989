"""Writing paragraphs: nothing is lost between text and chips, and what was typed is stored."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from forms.definitions import sentences
from forms.definitions.loading import load
from forms.document import revisions
from forms.narrative import paragraphs
from forms.offices.units import Unit
from forms.report.changes import SetParagraphs
from forms.values.period import Period
from storage.workspace import Workspace
from tests.forms.document.test_document import EDITED
from tests.ui.conftest import filled
from ui.look.theme import Theme
from ui.session import Session
from ui.text import chips
from ui.text.editor import ParagraphEditor
from ui.text.figure_picker import FigurePicker


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with Workspace.create(tmp_path / "a.bc42") as workspace:
        workspace.add_report(Unit("Tỉnh Kon Tum", "tinh"), Period(2024), load("nq42"))
        report = workspace.load(load)
        workspace.save(report, filled(report))
        yield Session(workspace, report)


@pytest.fixture
def editor(session: Session, qtbot: QtBot) -> ParagraphEditor:
    found = ParagraphEditor(session, Theme())
    qtbot.addWidget(found)
    found.show_section("III")
    found.show()
    return found


def stored(session: Session) -> dict[str, tuple[str, ...]]:
    return session.workspace.load(load).paragraphs


def end(editor: ParagraphEditor) -> None:
    editor.text.moveCursor(QTextCursor.MoveOperation.End)


def test_every_paragraph_of_the_template_survives_the_editor(editor: ParagraphEditor, session: Session) -> None:
    report = session.report
    for section in (*report.template.sections, paragraphs.OPENING, paragraphs.CLOSING):
        editor.show_section(section)
        assert chips.texts(editor.text.document()) == paragraphs.texts(report, section)
        editor.text.document().setModified(True)
        editor.settle()
        assert section not in report.paragraphs


def test_what_was_typed_is_stored_when_the_section_is_left(editor: ParagraphEditor, session: Session) -> None:
    end(editor)
    editor.text.insertPlainText(" kinh phí [chậm]")
    QTest.keyClick(editor.text, Qt.Key.Key_Return)
    editor.text.insertPlainText("Thêm {một} đoạn")
    editor.show_section("IV")
    assert stored(session)["III"][-2:] == (r"… kinh phí \[chậm\]", r"Thêm \{một\} đoạn")
    editor.show_section("III")
    assert editor.text.toPlainText().endswith("Thêm {một} đoạn")


def test_looking_at_a_section_stores_nothing(editor: ParagraphEditor, session: Session) -> None:
    session.put(SetParagraphs("V", ("không đóng [ngoặc",)))
    editor.show_section("V")
    editor.show_section("III")
    assert stored(session) == {"V": ("không đóng [ngoặc",)}


def test_a_picked_figure_lives_in_the_sentence(editor: ParagraphEditor, session: Session) -> None:
    end(editor)
    editor.put("{jobs_created.persons}")
    editor.text.insertPlainText(" đã có việc")
    assert "{" not in editor.text.toPlainText()  # a chip, not brackets
    assert "7.568\u00a0lao\u00a0động đã có việc" in editor.preview.text()
    editor.settle()
    assert stored(session)["III"][-1] == "…{jobs_created.persons} đã có việc"


def test_a_chip_goes_with_one_stroke_and_comes_back_by_undo(editor: ParagraphEditor) -> None:
    end(editor)
    before = chips.texts(editor.text.document())
    editor.put("{jobs_created.persons}")
    QTest.keyClick(editor.text, Qt.Key.Key_Backspace)
    assert chips.texts(editor.text.document()) == before
    editor.text.undo()
    assert chips.texts(editor.text.document())[-1].endswith("{jobs_created.persons}")


def test_a_note_and_an_optional_part_around_a_selection(editor: ParagraphEditor) -> None:
    editor.text.selectAll()
    editor.text.textCursor().removeSelectedText()
    editor.text.insertPlainText("abc")
    editor.text.selectAll()
    editor.note.click()
    assert chips.texts(editor.text.document()) == ("{note: abc}",)
    editor.text.selectAll()
    editor.optional.click()
    assert chips.texts(editor.text.document()) == ("[{note: abc}]",)


@pytest.mark.parametrize(
    ("sources", "wanted"),
    [
        ((chips.GROUP, "a"), "a"),
        (("a", "]"), "a"),
        ((chips.NOTE, chips.GROUP, "a", "}"), "a"),
        ((chips.NOTE, "a", chips.NOTE, "b", "}", "}"), "{note: ab}"),
        ((chips.GROUP, "a", "]", "]"), "[a]"),
    ],
)
def test_a_mark_that_lost_its_partner_is_left_out(qtbot: QtBot, sources: tuple[str, ...], wanted: str) -> None:
    document = QTextDocument()
    cursor = QTextCursor(document)
    for source in sources:
        if source.isalpha():
            cursor.insertText(source)
        else:
            chips.put(cursor, source)
    assert chips.texts(document) == (wanted,)
    assert qtbot


def test_copying_keeps_references(editor: ParagraphEditor) -> None:
    editor.show_section("II.2.b")
    wanted = chips.texts(editor.text.document())
    editor.text.selectAll()
    data = editor.text.createMimeDataFromSelection()
    assert tuple(data.text().split("\n")) == wanted
    editor.text.insertFromMimeData(data)
    assert chips.texts(editor.text.document()) == wanted
    plain = QMimeData()
    plain.setText("Theo [1]")
    editor.text.selectAll()
    editor.text.insertFromMimeData(plain)
    assert chips.texts(editor.text.document()) == ("Theo \\[1\\]",)


def test_the_way_back_to_the_template(editor: ParagraphEditor, session: Session) -> None:
    before = editor.text.toPlainText()
    end(editor)
    editor.text.insertPlainText("khác")
    editor.settle()
    assert editor.state.text() == "Đã sửa"
    editor.back.click()
    assert (editor.text.toPlainText(), editor.state.text(), stored(session)) == (before, "Theo mẫu", {})


def test_a_wrong_reference_is_told_in_a_sentence(editor: ParagraphEditor, session: Session) -> None:
    session.put(SetParagraphs("III", ("Có {gone.persons}",)))
    editor.show_section("III")
    assert editor.problem.text() == 'Không có chỉ tiêu "gone".'
    assert editor.text.chips.label("{gone.persons}") == "… (chỉ tiêu không còn trong báo cáo)"


def test_a_final_report_is_only_read(editor: ParagraphEditor, session: Session) -> None:
    session.put(revisions.finalise(session.report, "Y Hà", EDITED))
    assert editor.text.isReadOnly()
    assert not editor.insert.isEnabled()
    assert editor.state.text() == "Báo cáo đã chốt"


def test_a_figure_is_found_without_diacritics(session: Session, qtbot: QtBot) -> None:
    picker = FigurePicker(session.report, Theme())
    qtbot.addWidget(picker)
    QAbstractItemModelTester(picker.model, QAbstractItemModelTester.FailureReportingMode.Warning)
    picker.search.setText("nhat ban")
    assert picker.model.rowCount() == 1
    assert picker.sentence.text() == "Câu sẽ ghi: 102\u00a0lao\u00a0động"
    assert picker.part is not None
    picker.search.setText("giai quyet viec lam")
    picker.form.setCurrentIndex(picker.form.findData("plan"))
    assert picker.sentence.text() == "Câu sẽ ghi: đạt 116,4% kế hoạch"
    picker.search.setText("không có gì như thế")
    assert picker.part is None


def test_everything_that_can_be_picked_can_be_printed(session: Session, qtbot: QtBot) -> None:
    picker = FigurePicker(session.report, Theme())
    qtbot.addWidget(picker)
    for choice in picker.model.all:
        text = sentences.write((choice.part,))
        assert paragraphs.problem(session.report, text) == "", text


def test_what_was_pasted_is_mended_after_a_look_and_back(session: Session, qtbot: QtBot) -> None:
    editor = ParagraphEditor(session, Theme())
    qtbot.addWidget(editor)
    editor.show_section("V")
    assert editor.mend.isHidden()
    editor.text.selectAll()
    editor.text.insertPlainText("C«ng t¸c gi¶m nghÌo ®¹t 100 % .")
    assert "TCVN3" in editor.mend.text()
    with qtbot.waitSignal(editor.mends_wanted) as asked:
        editor.mend.click()
    assert asked.args == [{"": "C«ng t¸c gi¶m nghÌo ®¹t 100 % .\n→ Công tác giảm nghèo đạt 100%."}]
    editor.put_mends()
    assert chips.texts(editor.text.document()) == ("Công tác giảm nghèo đạt 100%.",)
    assert editor.mend.isHidden()
    editor.text.undo()
    assert chips.texts(editor.text.document()) == ("C«ng t¸c gi¶m nghÌo ®¹t 100 % .",)


def test_every_paragraph_that_would_be_mended_is_shown_in_words(session: Session, qtbot: QtBot) -> None:
    editor = ParagraphEditor(session, Theme())
    qtbot.addWidget(editor)
    texts = [f"Đoạn {number} :[ {{jobs_created.persons}} , {{b: đậm}}{{note: ghi chú}}]" for number in range(8)]
    session.put(SetParagraphs("V", (*texts, "Đoạn 8 :[ {")))
    editor.show_section("V")
    with qtbot.waitSignal(editor.mends_wanted) as asked:
        editor.mend.click()
    told = asked.args[0][""].split("\n\n")
    value = editor.text.chips.label("{jobs_created.persons}")
    assert told[0] == f"Đoạn 0 : {value} , đậm (chú thích: ghi chú)\n→ Đoạn 0: {value}, đậm (chú thích: ghi chú)"
    assert len(told) == 9
    assert told[8].startswith("Đoạn 8 :[")


def test_letters_that_may_be_of_two_fonts_are_read_as_somebody_chooses(session: Session, qtbot: QtBot) -> None:
    editor = ParagraphEditor(session, Theme())
    qtbot.addWidget(editor)
    editor.show_section("V")
    editor.text.selectAll()
    editor.text.insertPlainText("trî sè")
    assert editor.mend.text() == "Có phải mã TCVN3 hay VNI?…"
    with qtbot.waitSignal(editor.mends_wanted) as asked:
        editor.mend.click()
    assert asked.args == [{"TCVN3": "trî sè\n→ trợ số", "VNI": "trî sè\n→ trỵ sè"}]
    editor.put_mends()
    assert chips.texts(editor.text.document()) == ("trî sè",)
    editor.put_mends("TCVN3")
    assert chips.texts(editor.text.document()) == ("trợ số",)
