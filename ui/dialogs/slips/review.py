"""What a file that came back would change, a line each, before a yes: all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from ui.dialogs.listing import Item, Listing
from ui.look.theme import Theme

_HEADS = ("Thay đổi ở", "Đang có", "Phiếu ghi", "Lưu ý")
_LONG = 24  # letters, from which on a text is broken into lines


class Change(NamedTuple):
    """A change as texts; `doubt` is what to look at twice."""

    name: str
    before: str
    after: str
    doubt: str = ""


class Review(Listing):
    """Shows changes, those in doubt in bold; `take` makes them, and may be refused."""

    def __init__(
        self, theme: Theme, whom: str, changes: Sequence[Change], take: Callable[[], object], parent: QWidget | None
    ) -> None:
        wide = [0, *(column for column in (1, 2, 3) if any(len(one[column]) > _LONG for one in changes))]
        super().__init__(theme, "Nhập phiếu trả lời", _HEADS, wide, parent)
        self.setObjectName("review")
        self._take = take
        self.message.setText(
            f"{whom}: {len(changes)} thay đổi. Nhập tất cả hoặc không nhập gì; hoàn tác được bằng Ctrl+Z."
        )
        self.yes = self.offer("Nhập tất cả", self._make, "primary")
        self.finish()
        self.show_lines(
            [Item((one.name, one.before or "chưa có", one.after, one.doubt), bool(one.doubt)) for one in changes]
        )
        self.yes.setFocus()

    def _make(self) -> None:
        self._take()
        self.accept()
