"""A field for a reporting period: what kind, which year."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSpinBox, QWidget

from forms.values.period import Period, PeriodKind
from ui.look.theme import Theme

_KINDS = (
    ("Cả năm", PeriodKind.YEAR, 0),
    ("6 tháng đầu năm", PeriodKind.HALF, 0),
    ("9 tháng đầu năm", PeriodKind.NINE_MONTHS, 0),
    ("Ước thực hiện cả năm", PeriodKind.ESTIMATE, 0),
    ("Quý I", PeriodKind.QUARTER, 1),
    ("Quý II", PeriodKind.QUARTER, 2),
    ("Quý III", PeriodKind.QUARTER, 3),
    ("Quý IV", PeriodKind.QUARTER, 4),
)


class PeriodField(QWidget):
    """Two fields side by side; the year by keys or wheel."""

    changed = Signal()

    def __init__(self, theme: Theme, period: Period) -> None:
        super().__init__()
        self._kind = QComboBox()
        self._kind.addItems([name for name, _, _ in _KINDS])
        self._kind.setAccessibleName("Loại kỳ báo cáo")
        self._year = QSpinBox()
        self._year.setRange(2000, 2100)
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
        places = [(kind, quarter) for _, kind, quarter in _KINDS]
        self._kind.setCurrentIndex(places.index((period.kind, period.quarter)))
        self._year.setValue(period.year)
        self._kind.currentIndexChanged.connect(lambda _: self.changed.emit())
        self._year.valueChanged.connect(lambda _: self.changed.emit())

    @property
    def period(self) -> Period:
        """The period chosen."""
        _, kind, quarter = _KINDS[self._kind.currentIndex()]
        return Period(self._year.value(), kind, quarter)
