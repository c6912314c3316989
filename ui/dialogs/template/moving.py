"""Moving values to a new version of a template: what goes where, what stays and why, and one yes."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.dialogs.listing import Item, Listing
from ui.jobs import moving
from ui.look.theme import Theme
from ui.session import Session

_HEADS = ("Số liệu", "Giá trị", "Chuyển đến, hoặc vì sao giữ nguyên")
_ABOUT = (
    "Mẫu hiện nay không có chỗ cho {count} số liệu. Chữ đậm là số chuyển được sang chỗ mới của nó; số còn lại được giữ "
    "nguyên, in thành bảng riêng và đi kèm tệp. Hoàn tác được bằng Ctrl+Z."
)


class MoveValues(Listing):
    """The values of all periods without a place; accepting moves those that can be moved, as one step."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Số liệu ngoài mẫu báo cáo", _HEADS, [0, 2], parent)
        self.setObjectName("move_values")
        self._session = session
        found = [(report, moving.of(report)) for report in session.reports]
        self._made = [(report, made.changes) for report, made in found if made.changes]
        lines = [
            Item((f"{session.report.in_period(report.period)}{one.stray.label}", one.value, one.explanation), one.moves)
            for report, made in found
            for one in made.placements
        ]
        self.count = sum(made.moved for _, made in found)
        self.message.setText(_ABOUT.format(count=len(lines)) if lines else "Mọi số liệu đều có chỗ trong mẫu.")
        self.yes = self.offer(f"Chuyển {self.count} số liệu", self._move, "primary")
        self.yes.setEnabled(bool(self.count) and not session.report.locked)
        self.finish()
        self.show_lines(lines)

    def _move(self) -> None:
        self._session.put_all(self._made)
        self.accept()
