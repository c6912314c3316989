"""Urging an agency: a letter that is drafted, changed where the officer likes, and copied."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QApplication, QComboBox, QPlainTextEdit, QWidget

from forms.checks.attainment import Situation
from forms.document.plan_reminder import words
from forms.values.text import fold
from ui.dialogs.dialog import Dialog
from ui.look.theme import Theme
from ui.refusal import attempt

_ABOUT = "Lời soạn sẵn theo kế hoạch và số liệu đang có; sửa được trước khi sao chép vào công văn hoặc thư."


class RemindAgency(Dialog):
    """Drafts the letter to an agency; accepting copies it as it then stands."""

    def __init__(
        self, theme: Theme, found: Situation, agencies: Sequence[str], agency: str, today: date, parent: QWidget | None
    ) -> None:
        super().__init__(theme, "Đôn đốc cơ quan chủ trì", _ABOUT, "Sao chép lời văn", parent)
        self.setObjectName("remind_agency")
        self._found, self._today = found, today
        self.agency = QComboBox()
        self.agency.addItems(list(agencies))
        self.agency.setCurrentIndex(next((n for n, name in enumerate(agencies) if fold(name) == fold(agency)), 0))
        self.letter = QPlainTextEdit()
        self.letter.setMinimumHeight(theme.px(280))
        self.letter.setTabChangesFocus(True)
        self.add("Cơ quan", self.agency)
        self.add("Lời văn", self.letter)
        self.agency.currentIndexChanged.connect(self.draft)
        self.finish()
        self.draft()

    def draft(self) -> None:
        """Draft the letter to the agency that is chosen; why there is none is said in its place."""
        self.letter.clear()
        name = self.agency.currentText()
        attempt(lambda: self.letter.setPlainText(words(self._found, name, self._today)), self.refuse)

    def commit(self) -> None:
        """Copy the letter."""
        QApplication.clipboard().setText(self.letter.toPlainText())
