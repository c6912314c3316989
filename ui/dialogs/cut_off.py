"""Until which day the numbers of a section or of a figure are counted, where that is not the report's own."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from forms.definitions.template import Figure, Section
from forms.report import details
from ui.dialogs.dialog import Dialog
from ui.look.theme import Theme
from ui.session import Session

_ABOUT = "Chỉ ghi khi số liệu tính đến ngày khác với cả báo cáo. Ngày này in trong văn bản và phụ lục."


class CutOff(Dialog):
    """A day for the section and one for the figure that has the focus; blank is the report's."""

    def __init__(
        self, theme: Theme, session: Session, section: Section, figure: Figure, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, "Số liệu đến ngày", _ABOUT, "Lưu", parent)
        self.setObjectName("cut_off")
        self._session = session
        self.days: dict[str, QLineEdit] = {}
        for code, name in ((section.code, f"Cả mục {section.number}"), (figure.code, figure.name)):
            key = details.cut_off_key(code)
            day = QLineEdit(details.shown(key, session.report.details.get(key, "")))
            day.setPlaceholderText("ngày/tháng/năm")
            day.setMinimumHeight(theme.px(28))
            self.days[key] = day
            self.add(name, day)
        self.finish()
        self.days[details.cut_off_key(figure.code)].setFocus()

    def commit(self) -> None:
        """Put the days that were changed into the report."""
        found = (details.change(self._session.report, key, day.text()) for key, day in self.days.items())
        if changes := [change for change in found if change is not None]:
            self._session.put(*changes)
