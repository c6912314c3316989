"""A report that a letter asks for: which letter, who asks, until when, of which years; its file is made and opened."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QPlainTextEdit, QSpinBox, QWidget

from forms.offices.deadlines import LONGEST
from forms.report import details
from forms.report.report import Report
from forms.values.period import YEARS, Period
from forms.workfile import SUFFIX, suffixed
from ui.dialogs.dialog import Dialog
from ui.dialogs.new_report import file_name
from ui.dialogs.period_field import PeriodField
from ui.jobs.agenda import on_request
from ui.jobs.agenda.on_request import Asking
from ui.look.theme import Theme

_ABOUT = (
    "Báo cáo nằm trong tệp riêng. Cùng kỳ với báo cáo đang mở thì số liệu đi theo; kỳ khác thì chỉ giữ dòng tự thêm và "
    "văn bản. Hạn và văn bản yêu cầu hiện ở Việc của tôi."
)
_NO_YEAR = YEARS[0] - 1  # one period alone


class OnRequestDialog(Dialog):
    """What the letter says; accepting makes the file, which `path` names."""

    def __init__(self, theme: Theme, report: Report, folder: Path, who: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Báo cáo theo yêu cầu", _ABOUT, "Tạo báo cáo", parent)
        self.setObjectName("on_request")
        self._report, self._folder, self._who = report, folder, who
        self.letter, self.issued, self.by, self.about, self.due, self.to, self.file = (QLineEdit() for _ in range(7))
        self.grounds, self.recipients = QPlainTextEdit(), QPlainTextEdit(details.text(report, "recipients"))
        self.period_field, self.first = PeriodField(theme, report.period), QSpinBox()
        self.first.setRange(_NO_YEAR, YEARS[-1])
        self.first.setSpecialValueText("một kỳ")
        for name, field, hint, explained in (
            ("Văn bản yêu cầu", self.letter, "Công văn số 15/ĐTTr", ""),
            ("Ngày văn bản", self.issued, "03/11/2025", ""),
            ("Cơ quan yêu cầu", self.by, "Đoàn thanh tra tỉnh", "Cũng là nơi kính gửi, trừ khi ghi khác."),
            ("Về việc", self.about, "cung cấp số liệu giảm nghèo", ""),
            ("Hạn", self.due, "trước 30/11/2025", "“Trước 30/11/2025”: ngày 30 đã trễ."),
        ):
            field.setPlaceholderText(hint)
            self._add_line(name, field, explained)
        self.add("Kỳ báo cáo", self.period_field)
        self.add("Từ năm", self.first, "Hỏi số của nhiều năm trọn: ghi năm đầu, năm cuối là năm của kỳ báo cáo.")
        for name, lines, explained in (
            ("Căn cứ thêm", self.grounds, "Mỗi dòng một văn bản, in trước các căn cứ của mẫu báo cáo."),
            ("Nơi nhận", self.recipients, ""),
        ):
            lines.setTabChangesFocus(True)
            lines.setFixedHeight(theme.metrics().lineSpacing() * 3 + theme.px(16))
            self.add(name, lines, explained)
        self._add_line("Kính gửi", self.to, "")
        self.file.setText(str(folder / f"Theo yêu cầu - {file_name(report.unit.name, report.period)}"))
        self.file.setMinimumHeight(theme.px(30))
        self.add("Lưu vào tệp", self.with_choice(self.file, self._choose))
        self.finish()
        self.letter.setFocus()

    def _add_line(self, name: str, field: QLineEdit, explained: str) -> None:
        field.setMaxLength(LONGEST)
        field.setMinimumHeight(self.theme.px(30))
        self.add(name, field, explained)

    @property
    def path(self) -> Path:
        """The file."""
        path = Path(self.file.text().strip()).expanduser()
        path = path if path.is_absolute() else self._folder / path
        return suffixed(path)

    @property
    def period(self) -> Period:
        """The period, or the years, that the letter asks about."""
        chosen, first = self.period_field.period, self.first.value()
        return chosen if first in (_NO_YEAR, chosen.year) else Period(first, until=max(chosen.year, first))

    def commit(self) -> None:
        """Make the file."""
        issued = self.day_in(self.issued, "Ngày văn bản")
        says = {"recipients": self.recipients.toPlainText(), "grounds": self.grounds.toPlainText()}
        says |= {"addressee": self.to.text()} if self.to.text().strip() else {}
        asking = Asking(self.letter.text(), self.by.text(), self.due.text(), issued, self.about.text(), says)
        on_request.make(self._report, self.period, asking, self.path, self._who)

    def _choose(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "Lưu báo cáo vào", str(self.path), f"Tệp báo cáo (*{SUFFIX})")
        if name:
            self.file.setText(name)
