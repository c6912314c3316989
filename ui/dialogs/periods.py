"""Which periods stand side by side: one is added, or left out of the document and kept in the file."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSpinBox, QWidget

from forms.errors import KnownError
from forms.report import details
from forms.report.report import FIRST_YEAR, LEFT_OUT, Report
from forms.report.succession import succeed
from forms.values.period import Period
from forms.values.text import raised
from ui.dialogs.dialog import Dialog
from ui.dialogs.period_field import PeriodField
from ui.look.labels import label
from ui.look.theme import Theme
from ui.session import Session

_ABOUT = (
    "Báo cáo in các kỳ này cạnh nhau. Kỳ bỏ đánh dấu không in và không hiện, số liệu vẫn còn trong tệp. "
    "Kỳ thêm vào phải kết thúc trước kỳ của báo cáo."
)


class Periods(Dialog):
    """The periods before that of a report, each with a tick, and a field for one more."""

    def __init__(self, theme: Theme, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Kỳ báo cáo", _ABOUT, "Lưu", parent)
        self.setObjectName("periods")
        self._session = session
        report = session.report
        self._ticks: dict[Period, QCheckBox] = {}
        shown = {one.period for one in session.reports}
        span = report.term
        self._first = QSpinBox()
        self._first.setFont(theme.font())
        self._first.setRange(2000, report.period.start.year)
        self._first.setValue(span.first if span else report.period.start.year)
        row = QHBoxLayout()
        name = label(theme, details.known(report, FIRST_YEAR))
        name.setBuddy(self._first)
        row.addWidget(name)
        row.addWidget(self._first)
        row.addStretch()
        self.body.addLayout(row)
        for period in span.periods(report.period, report.neighbours.of(report.unit))[:-1] if span else ():
            tick = QCheckBox(raised(period.label))
            tick.setFont(theme.font())
            tick.setChecked(period in shown)
            self._ticks[period] = tick
            self.body.addWidget(tick)
        self.body.addWidget(label(theme, f"{raised(report.period.label)} (kỳ của báo cáo này)", colour="text2"))
        self._more = QCheckBox("Thêm kỳ:")
        self._more.setFont(theme.font())
        self._period = PeriodField(theme, Period(report.period.year - 1))
        self._period.changed.connect(lambda: self._more.setChecked(True))
        self.body.addWidget(self._more)
        self.body.addWidget(self._period)
        self.finish()
        (next(iter(self._ticks.values()), None) or self._more).setFocus()

    def commit(self) -> None:
        """Say when the programme began and what is left out, and add the new period with the rows of the one before."""
        report = self._session.report
        first = self._first.value()
        within = [one for one in self._session.reports if first <= one.period.start.year]
        begun = [(one, details.change(one, FIRST_YEAR, str(first))) for one in within]
        self._session.put_all([(one, [change]) for one, change in begun if change is not None])
        left_out = [period for period, tick in self._ticks.items() if not tick.isChecked()]
        if self._more.isChecked():
            self._add(report, self._period.period)
            left_out = [period for period in left_out if period != self._period.period]
        change = details.change(report, LEFT_OUT, " ".join(period.code for period in left_out))
        if change is not None:
            self._session.put(change)

    def _add(self, report: Report, period: Period) -> None:
        span = report.term
        if span is None or period not in span.periods(report.period, [period]):
            first = f" từ năm {span.first}," if span else ""
            raise KnownError(
                f"{raised(period.label)} không đứng trước {report.period.label} được; "
                f"đề nghị chọn kỳ{first} kết thúc trước kỳ của báo cáo."
            )
        if period in self._ticks:
            return
        new = Report(report.template, report.unit, period)
        before = [one for one in self._session.reports if one.period < period]
        changes = succeed(new, before[-1]) if before else []
        self._session.workspace.add_report(report.unit, period, report.template, changes=changes, who=self._session.who)
