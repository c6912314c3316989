"""The top of a page: its title, what there is to know, its buttons; beneath one another where a line has no room."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QLayoutItem, QWidget

from ui.look.flow import Flow
from ui.look.labels import label
from ui.look.theme import Theme

_LEAST = 200  # pixels at 100 % for what there is to know: with less it stands beneath the title


class PageHead(Flow):
    """A title, beside it what there is to know of the page, and at the right the buttons."""

    def __init__(self, theme: Theme, title: str, about: QWidget, *buttons: QWidget) -> None:
        super().__init__(theme.px(8), label(theme, title, 3, bold=True), about, *buttons)
        self._least = theme.px(_LEAST)
        self.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))

    def _place(self, rect: QRect, *, move: bool) -> int:
        """Put each where it belongs, or only say how high they are together."""
        margins, space = self.contentsMargins(), self.spacing()
        room = rect.marginsRemoved(margins)
        top = room.top() - space
        for line in self._lines(room.width()):
            top, left = top + space, room.left()
            heights = [
                item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
                for item, width in line
            ]
            for (item, width), height in zip(line, heights, strict=True):
                if move:
                    item.setGeometry(QRect(left, top + (max(heights) - height) // 2, width, height))
                left += width + space
            top += max(heights)
        return top - rect.top() + margins.bottom()

    def _lines(self, room: int) -> list[list[tuple[QLayoutItem, int]]]:
        """What stands beside one another, with its width."""
        space, (title, about, *rest) = self.spacing(), self._items
        buttons = [(item, item.sizeHint().width()) for item in rest if not item.isEmpty()]
        across = sum(width + space for _, width in buttons)
        named, said = title.sizeHint().width(), about.sizeHint().width()
        fit = named + across <= room
        left = room - named - space - across * fit
        beside = left >= min(said, self._least)
        lines = [[(title, named), (about, left)] if beside else [(title, room - across * fit)]]
        if fit:
            lines[0] += buttons
        if not beside and said:
            lines.append([(about, room)])
        for item, width in () if fit else buttons:
            if lines[-1][0] not in buttons or sum(wide + space for _, wide in lines[-1]) + width > room:
                lines.append([])
            lines[-1].append((item, width))
        return lines
