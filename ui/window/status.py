"""The status bar: office, period, what there is to know of the cell, when it was saved, zoom."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QSizePolicy, QStatusBar, QToolButton

from forms.report import details
from forms.report.report import Report
from forms.values.style import day_in_figures
from forms.values.text import raised
from ui.look.labels import OneLine, label, picture
from ui.look.theme import Theme


def _periods(report: Report) -> str:
    """The period of a report, or the first and the last of those side by side."""
    first, last = report.span[0].period, report.period
    return raised(last.label) if first == last else f"{first.short} – {last.short}"


class Status(QStatusBar):
    """One line at the foot of the window."""

    zoom_wanted = Signal(int)

    def __init__(self, report: Report, theme: Theme) -> None:
        super().__init__()
        px = theme.px
        self.setSizeGripEnabled(False)
        self.setContentsMargins(px(10), 0, px(6), 0)
        self._names: list[QLabel] = []
        captions = [("Đơn vị:", report.unit.name), ("Kỳ báo cáo:", _periods(report))]
        if day := details.cut_off(report):
            captions.append((f"{details.LABELS[details.AS_OF]}:", day_in_figures(day)))
        for name, text in captions:
            caption = label(theme, name, -0.5, colour="text2")
            shown = label(theme, text, -0.5)
            shown.setContentsMargins(0, 0, px(14), 0)
            self._names.append(caption)
            self.addWidget(caption)
            self.addWidget(shown)
        self._message = OneLine(theme, -0.5)
        self._message.setAccessibleName("Thông báo")
        self._message.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.addWidget(self._message, 1)
        self._tick = picture(theme, "checkmark_circle_line", "ok", 15)
        self._tick.hide()
        self._saved = label(theme, "", -0.5)
        self._saved.setContentsMargins(0, 0, px(14), 0)
        self.addPermanentWidget(self._tick)
        self.addPermanentWidget(self._saved)
        for text, step, name in (
            ("−", -1, "Thu nhỏ"),
            (f"{round(theme.zoom * 100)}%", 0, "Về 100%"),
            ("+", 1, "Phóng to"),
        ):
            tool = QToolButton()
            tool.setText(text)
            tool.setFont(theme.font(-0.5))
            tool.setAccessibleName(name)
            tool.setToolTip(name)
            tool.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            tool.clicked.connect(lambda _=False, step=step: self.zoom_wanted.emit(step))
            self.addPermanentWidget(tool)

    def shorten(self, *, short: bool) -> None:
        """Leave out the captions where there is no room."""
        for caption in self._names:
            caption.setVisible(not short)

    def show_message(self, text: str) -> None:
        """Say what there is to know; the whole of it as a tooltip too."""
        self._message.say(text)

    @property
    def message(self) -> str:
        """What is said now."""
        return self._message.text()

    def show_saved(self, at: datetime) -> None:
        """Say when the last cell was stored."""
        self._saved.setText(f"Đã lưu {at:%H:%M:%S}")
        if self._tick.isHidden():
            self._tick.show()
            self._saved.setFixedSize(self._saved.sizeHint())  # digits are of one width: the bar is laid out once
