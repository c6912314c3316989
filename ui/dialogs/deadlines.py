"""Deadlines: the lines that the file knows, and a letter that moves one for everybody or for one office."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QWidget

from forms.definitions import loading
from forms.errors import KnownError
from forms.offices.deadlines import LONGEST, Deadline, Due, checked, dues, left
from forms.report.report import Report
from forms.values.text import raised
from storage.tables.deadlines import KeptDeadline
from ui.dialogs import box
from ui.dialogs.dialog import Dialog
from ui.dialogs.listing import Item, Listing
from ui.jobs import deadlines
from ui.look.theme import Theme
from ui.session import Session

_HEADS = ("Kỳ", "Hạn nộp", "Của", "Gửi", "Văn bản")
_EMPTY = "Chưa có hạn nào. Đề nghị ghi hạn, hoặc nhập danh sách của địa phương (CSV, Excel)."


class Deadlines(Listing):
    """The lines, those in force for the open report in bold; a line is added or taken away, never overwritten."""

    def __init__(self, session: Session, theme: Theme, today: date, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Hạn nộp báo cáo", _HEADS, [_HEADS.index("Văn bản")], parent)
        self.setObjectName("deadlines")
        self.session = session
        self._today = today
        self._kept: list[KeptDeadline] = []
        self.offer("Ghi hạn mới…", self._add, "primary")
        self.offer("Nhập danh sách…", self._take)
        self.away = self.offer("Bỏ dòng này", self._remove)
        self.finish()
        self.refresh()

    def refresh(self) -> None:
        """Show the lines that stand now, and what they mean for the open report."""
        self._kept = self.session.workspace.deadlines()
        report = self.session.report
        found = dues([item.line for item in self._kept], report.unit, report.template.code, report.period)
        in_force = [due.deadline for due in found]
        levels = loading.levels([report.template])
        self.show_lines(
            [
                Item(
                    (line.period_label, line.due, line.whom(levels), line.receiver, line.document),
                    line in in_force,
                    f"Ghi bởi {item.who}" if item.who else "",
                )
                for item in self._kept
                for line in (item.line,)
            ]
        )
        self.away.setEnabled(bool(self._kept))
        self.message.setText(_meaning(report, found, self._today) if self._kept else _EMPTY)

    def _add(self) -> None:
        dialog = NewDeadline(self.session, self.theme, self)
        if dialog.exec():
            self.refresh()

    def _take(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "Nhập danh sách hạn nộp", "", "Danh sách (*.csv *.xlsx)")
        if name:
            new, known = deadlines.take(self.session.workspace, Path(name), self.session.who)
            self.refresh()
            self.message.setText(f"Đã nhập {new} hạn mới, {known} hạn đã có từ trước.\n{self.message.text()}")

    def _remove(self) -> None:
        item = self._kept[self.row]
        question = (
            f"Bỏ hạn “{item.line.due}” theo {item.line.document}? Chỉ bỏ dòng ghi nhầm; hạn được dời thì ghi hạn mới "
            "theo công văn, hạn cũ vẫn giữ."
        )
        if box.ask(self, self.theme, "Bỏ hạn", question, yes="Bỏ dòng này", no="Giữ lại", doubtful=True):
            self.session.workspace.remove_deadline(item.number, self.session.who)
            self.refresh()


def _meaning(report: Report, found: list[Due], today: date) -> str:
    """What the lines mean for a report."""
    whose = f"Báo cáo {report.period.label} của {report.unit.name}"
    if not found:
        return f"{whose}: không dòng nào dưới đây nói về báo cáo này."
    lines = []
    for due in found:
        to = f" gửi {due.deadline.receiver}" if due.deadline.receiver else ""
        old = f"; hạn cũ {due.earlier.due} theo {due.earlier.document}" if due.earlier else ""
        time = "" if report.locked else f" ({left(due.last, today)})"
        lines.append(f"{whose}{to}: {due.in_words}{time}, theo {due.deadline.document}{old}.")
    return "\n".join(lines)


class NewDeadline(Dialog):
    """A new line, for the open report's period unless the officer says that it holds every year."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        about = "Hạn mới đứng trước hạn cũ của cùng báo cáo; hạn cũ và cả hai văn bản vẫn giữ trong danh sách."
        super().__init__(theme, "Ghi hạn nộp", about, "Ghi hạn này", parent)
        self.setObjectName("new_deadline")
        self.session = session
        report = session.report
        self.period, self.whose = QComboBox(), QComboBox()
        self.period.addItem(f"Riêng {report.period.label}", report.period.code)
        if report.period.years == 1:
            self.period.addItem(f"Hằng năm: {report.period.part.label}", report.period.part.code)
        for level, office in sorted(report.template.offices.items(), key=lambda item: item[0] != report.unit.level):
            self.whose.addItem(f"Mọi đơn vị {office.label.lower()}", (level, ""))
        for unit in (report.unit, *(child.unit for child in report.children)):
            self.whose.addItem(f"Riêng {unit.name}", ("", unit.name))
        self.due, self.source, self.issued, self.receiver = (QLineEdit() for _ in range(4))
        for name, field, hint, help_text in (
            ("Kỳ báo cáo", self.period, "", ""),
            ("Áp dụng cho", self.whose, "", ""),
            ("Hạn nộp", self.due, "trước 30/11", "“Trước 30/11”: ngày 30 đã trễ. “Chậm nhất 30/11”: ngày 30 còn kịp."),
            ("Văn bản", self.source, "Công văn số 15/SNV-NCC của Sở Nội vụ", ""),
            ("Ngày văn bản", self.issued, "03/11/2025", ""),
            ("Gửi", self.receiver, "để trống nếu nói về mọi nơi nhận", ""),
        ):
            if isinstance(field, QLineEdit):
                field.setPlaceholderText(hint)
                field.setMaxLength(LONGEST)
            field.setMinimumHeight(theme.px(30))
            self.add(name, field, help_text)
        self.finish()
        self.due.setFocus()

    def commit(self) -> None:
        """Add the line to the file."""
        day = self.day_in(self.issued, "Ngày văn bản")
        level, unit = self.whose.currentData()
        line = Deadline(
            str(self.period.currentData()),
            self.due.text(),
            self.source.text(),
            day,
            self.receiver.text(),
            level,
            unit=unit,
        )
        try:
            line = checked(line)
        except KnownError as error:
            reason = str(error)
            raise KnownError(f"{raised(reason)}.") from None
        if not self.session.workspace.add_deadlines([line], self.session.who):
            raise KnownError("Hạn này đã có trong danh sách.")
