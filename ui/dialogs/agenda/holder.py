"""Who holds the numbers of sections: asked once, remembered for the reports of later years."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from forms.document.owing import Holder, holder
from forms.report import limits
from ui.dialogs.dialog import Dialog
from ui.look.theme import Theme

_ABOUT = "Ghi một lần; báo cáo các năm sau của mẫu này dùng lại, và đi theo tệp khi bàn giao."


class HolderDialog(Dialog):
    """The agency, the person and the telephone; accepting hands them to `keep`."""

    def __init__(
        self, theme: Theme, sections: Sequence[str], known: Holder, keep: Callable[[Holder], object],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(theme, "Ai giữ số liệu", f"Mục {', '.join(sections)}. {_ABOUT}", "Ghi lại", parent)
        self.setObjectName("holder")
        self._keep = keep
        self.agency, self.person, self.phone = (QLineEdit(text) for text in (known.agency, known.person, known.phone))
        for name, field, hint in (
            ("Phòng, cơ quan", self.agency, "Xóa hết chữ để theo mẫu báo cáo."),
            ("Họ tên người giữ", self.person, ""),
            ("Điện thoại", self.phone, ""),
        ):
            field.setMinimumHeight(theme.px(30))
            field.setMaxLength(limits.NAME)
            self.add(name, field, hint)
        self.finish()
        self.person.setFocus()

    def commit(self) -> None:
        """Keep who was typed."""
        self._keep(holder(self.agency.text(), self.person.text(), self.phone.text()))
