"""A letter that is drafted: looked at, changed, copied, or written as a mail for the office's own mail program."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from exports import mail, replacement
from storage.tables.letters import Letter, LetterKind
from ui.dialogs.dialog import Dialog
from ui.look.labels import button
from ui.look.theme import Theme
from ui.session import Session

_ABOUT = "Chương trình không tự gửi: thư được soạn thành tệp để mở bằng hộp thư của đơn vị, hoặc sao chép vào Zalo."
_TITLES = {LetterKind.RECEIPT: "Xác nhận đã nhận", LetterKind.RETURN: "Đề nghị báo cáo lại"}


class LetterDialog(Dialog):
    """Where to, about what, and the words; accepting writes the mail and keeps that it was drafted."""

    def __init__(
        self, theme: Theme, session: Session, letter: Letter, place: Path, parent: QWidget, *, reason: str | None = None
    ) -> None:
        super().__init__(theme, _TITLES.get(letter.kind, "Thư"), _ABOUT, "Soạn thư (.eml)", parent)
        self.session, self.letter, self.place = session, letter, place
        self.reason = QLineEdit(reason or "")
        if reason is not None:
            self.add("Lý do (ghi lại)", self.reason, "Chưa cộng vào tổng hợp cho đến khi có bản sau.")
        self.to = QLineEdit(letter.recipients)
        self.subject = QLineEdit(letter.subject)
        self.subject.setCursorPosition(0)  # what it is about is read from its beginning
        self.text = QPlainTextEdit(letter.text)
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(theme.px(220))
        self.add("Gửi đến", self.to, "Địa chỉ thư điện tử; để trống cũng được.")
        self.add("Về việc", self.subject)
        self.add("Lời thư", self.text)
        self.copying = button(theme, "Sao chép lời thư")
        self.copying.clicked.connect(self.copy)
        self.drafted = False  # whether the letter went into the clipboard or into a file
        self.body.addWidget(self.copying, 0, Qt.AlignmentFlag.AlignLeft)
        self.finish()
        self.resize(theme.within(self, 700, 620))

    def copy(self) -> None:
        """Put the words where other programs can paste them; they count as drafted."""
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.session.workspace.keep_letter(self._drafted(), self.session.who)
        self.copying.setText("Đã sao chép")
        self.drafted = True

    def _drafted(self) -> Letter:
        return replace(
            self.letter,
            recipients=self.to.text().strip(),
            subject=self.subject.text().strip(),
            text=self.text.toPlainText(),
        )

    def commit(self) -> None:
        """Write the mail, open it, and keep that it was drafted."""
        drafted = self._drafted()
        to = mail.addresses(drafted.recipients)
        self.place.parent.mkdir(parents=True, exist_ok=True)
        replacement.replace(self.place, mail.compose(to, drafted.subject, drafted.text))
        self.session.workspace.keep_letter(drafted, self.session.who)
        self.drafted = True
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.place)))
