"""A field for a reporting period: what kind, which year."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSpinBox, QWidget

from forms.values.period import USUAL, YEARS, Period
from forms.values.text import raised
from ui.look.theme import Theme


class PeriodField(QWidget):
    """Two fields side by side; the year by keys or wheel."""

    changed = Signal()

    def __init__(self, theme: Theme, period: Period) -> None:
        super().__init__()
        self._kind = QComboBox()
        for part in dict.fromkeys((*USUAL, period.part)):
            self._kind.addItem(raised(part.label), part.code)
        self._kind.setAccessibleName("Loại kỳ báo cáo")
        self._year = QSpinBox()
        self._year.setRange(YEARS[0], YEARS[-1])
        self._year.setAccessibleName("Năm báo cáo")
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme.px(8))
        for each in (self._kind, self._year):
            each.setFont(theme.font())
            each.setMinimumHeight(theme.px(30))
            across.addWidget(each)
        across.addStretch()
        self.setFocusProxy(self._kind)
        self._kind.setCurrentIndex(self._kind.findData(period.part.code))
        self._year.setValue(period.year)
        self._kind.currentIndexChanged.connect(lambda _: self.changed.emit())
        self._year.valueChanged.connect(lambda _: self.changed.emit())

    @property
    def period(self) -> Period:
        """The period chosen."""
        return Period(self._year.value(), str(self._kind.currentData()))
