"""Giới thiệu: which version this is, what it is for, and the licences of everything that it carries."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from resources import path, version
from ui.keys import own_fingerprint
from ui.look.icons import program_icon
from ui.look.theme import Theme

PURPOSE = (
    "Nhập, kiểm tra và kết xuất báo cáo chính sách xã hội. Chương trình chạy trên máy này, không gửi dữ liệu đi đâu."
)


def licences() -> dict[str, str]:
    """The licence texts by the name of what they are for: the program's own first."""
    files = sorted(path("licences").glob("*.txt"), key=lambda file: (file.stem != "BaoCao42", file.stem.lower()))
    # file systems may take Vietnamese names apart
    return {unicodedata.normalize("NFC", file.stem): file.read_text(encoding="utf-8") for file in files}


class About(QDialog):
    """Name, version and licences; chosen by arrow keys, read beside, closed by Esc."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Giới thiệu BaoCao42")
        self.setPalette(theme.palette())
        self.setStyleSheet(theme.sheet())
        self.setFont(theme.font())
        self.resize(theme.within(self, 900, 560))
        self._texts = licences()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(24), theme.px(20), theme.px(24), theme.px(16))
        layout.setSpacing(theme.px(12))
        layout.addLayout(self._head(theme))
        self.names, self.text = self._lists(theme)
        caption = QLabel("&Giấy phép của chương trình và các thư viện đi kèm")
        caption.setFont(theme.font(bold=True))
        caption.setBuddy(self.names)
        layout.addWidget(caption)
        lists = QHBoxLayout()
        lists.setSpacing(theme.px(8))
        lists.addWidget(self.names)
        lists.addWidget(self.text, 1)
        layout.addLayout(lists, 1)
        buttons = QDialogButtonBox()
        close = buttons.addButton("Đóng", QDialogButtonBox.ButtonRole.RejectRole)
        close.setFont(theme.font())
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        self.names.currentTextChanged.connect(lambda name: self.text.setPlainText(self._texts.get(name, "")))
        self.names.setCurrentRow(0)
        self.names.setFocus()

    def _head(self, theme: Theme) -> QHBoxLayout:
        picture = QLabel()
        picture.setPixmap(program_icon().pixmap(theme.px(56)))
        name = QLabel(f"BaoCao42 {version()}")
        name.setFont(theme.font(8, bold=True))
        purpose = QLabel(PURPOSE)
        purpose.setFont(theme.font())
        purpose.setWordWrap(True)
        words = QVBoxLayout()
        words.addWidget(name)
        words.addWidget(purpose)
        key = QLabel(f"Vân tay khóa ký của máy này: {own_fingerprint()}")
        key.setFont(theme.font())
        key.setWordWrap(True)
        key.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        words.addWidget(key)
        head = QHBoxLayout()
        head.setSpacing(theme.px(16))
        head.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        return head

    def _lists(self, theme: Theme) -> tuple[QListWidget, QPlainTextEdit]:
        names = QListWidget()
        names.setFont(theme.font())
        names.addItems(list(self._texts))
        names.setAccessibleName("Chương trình và các thư viện")
        names.setFixedWidth(theme.px(230))
        text = QPlainTextEdit()
        text.setFont(theme.font(-0.5))
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        text.setAccessibleName("Giấy phép")
        return names, text


def show_about(window: QWidget, theme: Theme) -> None:
    """Show the dialog over a window."""
    dialog = About(theme, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
