"""What holds for everyone: names for screen readers, contrast, focus, nothing by colour alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from forms.definitions.rules import Severity
from tests.ui.conftest import Hand, form_of
from ui.dialogs.find import FindDialog
from ui.dialogs.help_page import Help, described
from ui.dialogs.history import HistoryDialog
from ui.dialogs.question import Question
from ui.entry.model import FormModel
from ui.look.icons import SEVERITIES
from ui.window.window import Window


def test_every_field_of_every_section_has_a_name_and_says_what_to_do(empty: Window) -> None:
    for section in empty.session.report.template.sections.values():
        if not empty.session.report.figures(section):
            continue
        empty.sections.choose(section.code)
        form = form_of(empty)
        model: FormModel = form.model()
        names = []
        for number in range(model.rowCount()):
            for column in range(model.columnCount()):
                index = model.index(number, column)
                if not model.is_field(index):
                    continue
                form.setCurrentIndex(index)
                form.edit(index)
                field = form.fields.field
                assert field is not None
                assert field.accessibleDescription()
                names.append(field.accessibleName())
                form.drop_text()
                assert index.data(Qt.ItemDataRole.AccessibleTextRole)
        assert all(names)
        cells = [name for name in names if not name.startswith("Thêm dòng")]
        assert len(set(cells)) == len(cells)


def controls(root: QWidget) -> list[QWidget]:
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QAbstractItemView)
    return [one for kind in kinds for one in root.findChildren(kind) if one.focusPolicy() != Qt.FocusPolicy.NoFocus]


def test_whatever_takes_the_focus_has_a_name(window: Window) -> None:
    theme, report = window.theme, window.session.report
    figure = next(iter(report.template.figures.values()))
    dialogs = [
        Question("Ghi chú ô", "Nguồn", "", theme, window),
        FindDialog(report, theme, window),
        Help("Giải thích", described(report.template, figure, ["partition"]), theme, window),
        HistoryDialog("Ô", [], theme, window),
    ]
    for root in (window, *dialogs):
        for one in controls(root):
            named = one.accessibleName() or (one.text() if isinstance(one, QAbstractButton) else "")
            assert named or one.objectName().startswith("qt_"), (root, one)


def test_fields_of_dialogs_have_a_label_that_leads_to_them(window: Window) -> None:
    for dialog in (
        Question("A", "B", "", window.theme, window),
        FindDialog(window.session.report, window.theme, window),
    ):
        buddies = [one.buddy() for one in dialog.findChildren(QLabel) if one.buddy()]
        assert dialog.field in buddies


def test_a_severity_has_a_word_and_a_shape_of_its_own(window: Window) -> None:
    assert len(set(SEVERITIES.values())) == len(Severity)
    for card in window.findings.cards.values():
        texts = [one.text() for one in card.findChildren(QLabel)]
        assert {"Lỗi", "Cảnh báo", "Lưu ý"} & set(texts)
    for code, item in window.sections._items.items():
        name = str(item.data(Qt.ItemDataRole.AccessibleTextRole))
        assert code in name


def test_the_frame_of_the_focus_is_painted(window: Window, hand: Hand) -> None:
    form = form_of(window)
    hand.press(Qt.Key.Key_Tab)
    rect = form.visualRect(form.currentIndex())
    picture = form.viewport().grab(rect).toImage()
    accent = window.theme["accent"].rgb()
    assert sum(picture.pixel(x, picture.height() // 2) == accent for x in range(picture.width())) >= 2


@pytest.mark.parametrize("zoom", [1.0, 1.25, 1.5, 2.0])
def test_no_number_or_unit_is_cut(window: Window, qtbot: QtBot, zoom: float) -> None:
    while window.theme.zoom < zoom:
        window.zoom_by(1)
    for section in window.session.report.template.sections.values():
        if not window.session.report.figures(section):
            continue
        window.sections.choose(section.code)
        qtbot.wait(1)
        form = form_of(window)
        form.model().outline.collapsed.clear()
        form.model().outline.runs.clear()
        form.model().rebuild()
        at, metrics = form.model().columns, window.theme.metrics()
        for row in form.model().rows:
            for column in (*row.cells, at.unit):
                if column >= row.start and row.kind in ("figure", "part") and not form.isColumnHidden(column):
                    text = form.model().text(row, column)
                    assert metrics.horizontalAdvance(text) <= form.columnWidth(column) - window.theme.px(15), text
        label = form.columnWidth(at.label)
        assert label > 12 * metrics.averageCharWidth()
