"""What the answers of an agency would change, before they are taken in: all of them or none."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from forms.document.plan_slip import SlipChange
from ui.dialogs.dialog import Dialog
from ui.look.theme import Theme
from ui.session import Session


class SlipChanges(Dialog):
    """Shows the changes, a line each, and makes them as one step."""

    def __init__(
        self, theme: Theme, session: Session, agency: str, changes: Sequence[SlipChange], parent: QWidget | None
    ) -> None:
        about = f"{agency}: {len(changes)} thay đổi. Nhập tất cả hoặc không nhập gì; hoàn tác được bằng Ctrl+Z."
        super().__init__(theme, "Nhập phiếu trả lời", about, "Nhập tất cả", parent)
        self.setObjectName("slip_changes")
        self._session, self._changes = session, changes
        self.shown = QPlainTextEdit(
            "\n".join(f"{one.name}: {one.before or 'chưa có'} → {one.after}" for one in changes)
        )
        self.shown.setReadOnly(True)
        self.shown.setTabChangesFocus(True)
        self.shown.setMinimumHeight(theme.px(220))
        self.shown.setFont(theme.font())
        self.shown.setAccessibleName("Thay đổi")
        self.body.addWidget(self.shown)
        self.finish()

    def commit(self) -> None:
        """Make the changes."""
        self._session.put(*(one.change for one in self._changes))
