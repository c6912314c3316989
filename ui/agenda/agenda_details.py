"""The chosen line beside the list: what a report lacks and of whom, the message to who holds numbers, a lost file."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout

from forms.document.owing import Owing
from forms.offices.deadlines import left
from forms.values.style import NBSP
from forms.values.text import first_named, raised
from ui.agenda.lines import UNKNOWN, AgendaLine
from ui.jobs.agenda.files import Unread
from ui.jobs.agenda.holding import Debtor
from ui.jobs.agenda.waiting import WaitingReport
from ui.look.labels import breakable, button, ground, label, line, picture
from ui.look.side_panel import SidePanel
from ui.look.theme import Theme

_EMPTY = "Việc hiện ra từ hạn nộp và các tệp báo cáo đã mở trên máy này. Ghi hạn ở menu Báo cáo, Hạn nộp báo cáo."
_TAKEN = "Kỳ, mẫu, nơi nhận đã biết; dòng tự thêm và lời văn lấy từ kỳ trước, số liệu để trống."
_NAMED = 6  # lower offices that are named


class AgendaDetails(SidePanel):
    """What is known of the chosen line, and what can be done about it."""

    report_wanted = Signal(object)  # WaitingReport
    message_wanted = Signal(str)
    holder_wanted = Signal(object, object)  # a list of (WaitingReport, Owing); Holder as it is known

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Việc được chọn")
        self.setViewport(ground(self.palette().ColorRole.Window))
        self.text = QPlainTextEdit()
        self.change, self.copying, self.opening = button(theme, ""), button(theme, ""), button(theme, "")

    def show_line(self, shown: AgendaLine | None, today: date) -> None:
        """Show a line; what there is to do where there is none."""
        match shown.about if shown else None:
            case WaitingReport() as one:
                self._show_report(one, today)
            case Debtor() as one:
                self._show_debtor(one, today)
            case Unread() as one:
                self.begin(one.path.name, f"{raised(one.reason)}.".replace("..", "."))
                self.down.addWidget(label(self.theme, f"Nơi để: {one.path.parent}", colour="text2", wrap=True))
                self.down.addStretch()
                self.end()
            case None:
                self.begin("Chưa có việc nào", _EMPTY)
                self.down.addStretch()
                self.end()

    def _say(self, sign: str, colour: str, text: str) -> None:
        across = QHBoxLayout()
        across.setSpacing(self.theme.px(8))
        across.addWidget(picture(self.theme, sign, colour, 16), 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(label(self.theme, text, wrap=True), 1)
        self.down.addLayout(across)

    def _show_report(self, one: WaitingReport, today: date) -> None:
        self.begin(f"{one.unit}, {one.period.label}", one.title)
        if one.request:
            self._say("mail", "accent", f"Theo yêu cầu: {one.request}.")
        for due in one.dues:
            late = due.last < today
            to = f" gửi {due.deadline.receiver}" if due.deadline.receiver else ""
            said = f"Nộp{to} {due.in_words}, {left(due.last, today)}, theo {due.deadline.document}."
            self._say("warning" if late else "calendar_clock", "warning" if late else "text2", said)
            if due.moved:
                self._say("history", "text2", due.moved)
        for text in one.wants():
            self._say("info", "text2", f"{raised(text)}.")
        if one.missing:
            self._say("mail_inbox", "text2", f"Chưa gửi: {first_named(one.missing, _NAMED, 'đơn vị')}.")
        self.opening = button(self.theme, "Mở báo cáo" if one.state else "Tạo báo cáo này", "primary")
        self.opening.clicked.connect(lambda: self.report_wanted.emit(one))
        self.down.addWidget(self.opening)
        if one.state is None:
            self.down.addWidget(label(self.theme, _TAKEN, -0.5, colour="text2", wrap=True))
        wanting = [owing for owing in one.owing if owing.full < owing.cells]
        if wanting:
            self.down.addWidget(line(self.theme))
            self.down.addWidget(label(self.theme, "Số liệu còn thiếu, ai giữ", bold=True))
        for owing in wanting:
            self._add_section(one, owing)
        self.down.addWidget(line(self.theme))
        self.down.addWidget(label(self.theme, f"Tệp {breakable(one.path.name)}", -0.5, colour="text2", wrap=True))
        self.down.addStretch()
        self.end()

    def _add_section(self, one: WaitingReport, owing: Owing) -> None:
        """A section that is not full, with who holds its numbers."""
        title = f"{owing.section.number}. {owing.section.short}"
        across, words = QHBoxLayout(), QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(self.theme, f"{title}: thiếu {owing.cells - owing.full}/{owing.cells}{NBSP}ô", wrap=True))
        words.addWidget(label(self.theme, owing.holder.in_words or UNKNOWN, -0.5, colour="text2", wrap=True))
        across.addLayout(words, 1)
        change = button(self.theme, "Sửa…", "link")
        change.setAccessibleName(f"Sửa người giữ số liệu mục {title}")
        change.clicked.connect(lambda: self.holder_wanted.emit([(one, owing)], owing.holder))
        across.addWidget(change, 0, Qt.AlignmentFlag.AlignTop)
        self.down.addLayout(across)

    def _show_debtor(self, one: Debtor, today: date) -> None:
        person = ", ".join(filter(None, (one.holder.person, one.holder.phone)))
        self.begin(one.holder.agency or UNKNOWN, person or "Chưa ghi người giữ số liệu và điện thoại.")
        self.change = button(self.theme, "Sửa người giữ, điện thoại…", "link")
        held = [(report, owing) for report, lacking in one.lacking for owing in lacking.owing]
        self.change.clicked.connect(lambda: self.holder_wanted.emit(held, one.holder))
        self.down.addWidget(self.change, 0, Qt.AlignmentFlag.AlignLeft)
        self.text = QPlainTextEdit(one.message(today))
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("Lời nhắn")
        self.text.setFont(self.theme.font())
        self.text.setMinimumHeight(self.theme.px(200))
        self.down.addWidget(self.text, 1)
        self.copying = button(self.theme, "Sao chép lời nhắn", "primary")
        self.copying.clicked.connect(lambda: self.message_wanted.emit(self.text.toPlainText()))
        self.down.addWidget(self.copying)
        self.end()
