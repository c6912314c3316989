from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QScrollArea
from pytestqt.qtbot import QtBot

from ui.dialogs import box
from ui.dialogs.box import Box
from ui.dialogs.help_page import Help
from ui.look import vietnamese
from ui.look.theme import Theme


def asked(qtbot: QtBot, preferred: int) -> Box:
    found = Box(Theme(), "Chốt báo cáo", "Chốt báo cáo khóa mọi số liệu.", ["Vẫn chốt", "Để sửa tiếp"], preferred)
    qtbot.addWidget(found)
    found.show()
    return found


def test_enter_does_what_is_preferred_and_esc_leaves(qtbot: QtBot) -> None:
    for preferred, key, result in (
        (0, Qt.Key.Key_Return, 1),
        (1, Qt.Key.Key_Return, 0),
        (0, Qt.Key.Key_Escape, 0),
    ):
        found = asked(qtbot, preferred)
        QTest.keyClick(found, key)
        assert not found.isVisible()
        assert found.result() == result


def test_a_box_has_words_and_no_picture(qtbot: QtBot) -> None:
    found = asked(qtbot, 0)
    assert all(shown.pixmap().isNull() for shown in found.findChildren(QLabel))
    assert [button.text() for button in found.buttons] == ["Vẫn chốt", "Để sửa tiếp"]
    assert found.accessibleDescription() == found.text.text()


def test_telling_has_one_button(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    parent = QLineEdit()
    qtbot.addWidget(parent)
    seen: list[str] = []

    def read(found: Box) -> int:
        seen.extend([found.text.text(), *(one.text() for one in found.buttons)])
        return 0

    monkeypatch.setattr(Box, "exec", read)
    box.show_message(parent, Theme(), "Ổ đĩa đã đầy.")
    assert seen == ["Ổ đĩa đã đầy.", "Đóng"]


def test_keys_are_called_as_on_the_keycaps(qtbot: QtBot) -> None:  # noqa: ARG001 - words need an application
    vietnamese.install()
    vietnamese.install()
    native = QKeySequence.SequenceFormat.NativeText
    for plain, named in (
        ("Ctrl+Return", "Ctrl+Enter"),
        ("Ctrl+PgDown", "Ctrl+Page Down"),
        ("Del", "Delete"),
        ("F8", "F8"),
    ):
        keys = QKeySequence.fromString(plain, QKeySequence.SequenceFormat.PortableText)
        assert keys.toString(native) == named


def test_the_menu_of_a_field_is_vietnamese(qtbot: QtBot) -> None:
    vietnamese.install()
    field = QLineEdit("chữ")
    qtbot.addWidget(field)
    menu = field.createStandardContextMenu()
    words = [action.text().partition("\t")[0] for action in menu.actions() if not action.isSeparator()]
    assert words == ["&Hoàn tác", "&Làm lại", "&Cắt", "&Sao chép", "&Dán", "Xóa", "Chọn tất cả"]


def test_a_page_of_help_is_as_high_as_what_it_says(qtbot: QtBot) -> None:
    parent = QLineEdit()
    qtbot.addWidget(parent)
    heights = [Help("Giải thích", f"<p>{'Một câu. ' * count}</p>", Theme(), parent).height() for count in (1, 60, 9999)]
    assert heights[0] < heights[1] < heights[2] <= parent.screen().availableSize().height()


def test_more_words_than_the_screen_has_room_for_are_scrolled_through(qtbot: QtBot) -> None:
    short = asked(qtbot, 0)
    assert not short.findChildren(QScrollArea)
    found = Box(Theme(), "Sửa lời văn", "Một đoạn rất dài của báo cáo.\n\n" * 400, ["Sửa", "Để nguyên"], 0)
    qtbot.addWidget(found)
    found.show()
    assert found.height() <= found.screen().availableSize().height()
    (area,) = found.findChildren(QScrollArea)
    assert area.verticalScrollBar().maximum() > 0
    assert area.horizontalScrollBar().maximum() == 0
    assert found.buttons[0].hasFocus() or found.buttons[0].isDefault()
