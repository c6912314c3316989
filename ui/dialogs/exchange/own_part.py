"""What the office itself adds to what its lower offices come to: a number and why."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from forms.errors import KnownError
from forms.report import entry
from forms.values.numbers import show
from forms.values.text import tidy
from ui.dialogs.dialog import Dialog
from ui.jobs.matrix import Matrix, MatrixColumn
from ui.look.theme import Theme
from ui.session import Session


class OwnPart(Dialog):
    """Asks for the number and its reason, and stores both as one step; a blank number takes it back."""

    def __init__(
        self, theme: Theme, session: Session, matrix: Matrix, column: MatrixColumn, parent: QWidget | None
    ) -> None:
        level = matrix.draft.template.offices[matrix.draft.unit.level].label
        about = f"{column.label}. Số này cộng thêm vào số tổng hợp {column.total}; cấp dưới không báo cáo số này."
        super().__init__(theme, f"{level} trực tiếp thực hiện", about, "Ghi", parent)
        self.setObjectName("own_part")
        self.session, self.matrix, self.column = session, matrix, column
        held = column.addition
        self.number = QLineEdit(show(held.number) if held and held.number else "")
        self.why = QLineEdit(held.text if held else "")
        address = column.item.address
        self._unit = column.figure.unit(address.row, address.measure)
        self.add(f"Số liệu ({self._unit})", self.number, "Để trống là bỏ.")
        self.add("Nguồn, lý do", self.why, "Ví dụ: Phòng Lao động trao trực tiếp 45 suất quà.")
        self.finish()
        self.number.setFocus()

    def commit(self) -> None:
        """Store what was given; raises KnownError where it cannot be right."""
        text, why = self.number.text().strip(), tidy(self.why.text())
        number = None
        if text:
            found = entry.read(text, self.column.measure, self._unit, self.column.figure.name)
            if found.refusal or found.question or found.cell is None or found.cell.number is None:
                raise KnownError(found.refusal or found.question or "Đề nghị ghi một số.")
            if not why:
                raise KnownError("Đề nghị ghi nguồn hoặc lý do của số này.")
            number = found.cell.number
        self.session.put(*self.matrix.add_own(self.column.item.address, number, why))
