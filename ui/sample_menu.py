"""The menu of the sample reports that come with the program: whatever lies in their folder is offered by its title."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from ui.look.theme import Theme

NAME = "Xem báo cáo mẫu"


class SampleMenu(QMenu):
    """Looks for the samples when it opens, so that a window stands without them."""

    chosen = Signal(object)  # Sample

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(NAME, parent)
        self.setFont(theme.font())
        self.aboutToShow.connect(self._find)

    def _find(self) -> None:
        from ui.jobs.sample import samples  # noqa: PLC0415 - only when asked for

        self.clear()
        for sample in samples():
            title = sample.title.replace("&", "&&")
            self.addAction(title).triggered.connect(lambda _=False, sample=sample: self.chosen.emit(sample))
