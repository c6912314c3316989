"""A new period from the last one: names and rows are kept, values are blank, the last ones stand beside."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from forms.report.report import Report
from forms.report.succession import succeed
from forms.values.period import Period
from ui.dialogs.dialog import Dialog
from ui.dialogs.period_field import PeriodField
from ui.look.labels import label
from ui.look.theme import Theme
from ui.session import Session


class NextPeriod(Dialog):
    """Asks for the new period and adds its report to the file that is open; afterwards `period` says which."""

    def __init__(self, theme: Theme, session: Session, parent: QWidget | None = None) -> None:
        report = session.report
        super().__init__(theme, "Chép kỳ trước", _what_is_kept(report), "Tạo kỳ mới", parent)
        self.setObjectName("next_period")
        self._session = session
        self._period = PeriodField(theme, _next(report.period))
        self.add("Đơn vị", label(theme, report.unit.name, bold=True))
        self.add("Chép từ", label(theme, report.period.label))
        self.add("Kỳ mới", self._period)
        self.finish()
        self._period.setFocus()

    @property
    def period(self) -> Period:
        """The new period."""
        return self._period.period

    def commit(self) -> None:
        """Add the report with what it takes over, all or nothing."""
        earlier = self._session.report
        changes = succeed(Report(earlier.template, earlier.unit, self.period), earlier)
        self._session.workspace.add_report(
            earlier.unit, self.period, earlier.template, changes=changes, who=self._session.who
        )


def _what_is_kept(report: Report) -> str:
    rows = sum(not row.removed for row in report.rows.values())
    kept = f"Giữ {rows} dòng đã tự thêm và thông tin văn bản" if rows else "Giữ thông tin văn bản"
    if report.period.estimated:
        return f"{kept}; số ước được giữ làm số ước cho tới khi nhập số chính thức. Kỳ cũ vẫn còn nguyên trong tệp."
    return f"{kept}; mọi số liệu để trống. Số của cùng kỳ năm trước hiện bên cạnh. Kỳ cũ vẫn còn nguyên trong tệp."


def _next(period: Period) -> Period:
    """What is reported next: after an estimate, what the same days came to; else the same of the year after."""
    return period.actual if period.estimated else period.moved(1)
