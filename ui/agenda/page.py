"""The page of what is to be done: over all files, by day or by who holds the numbers, with what to do about each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QButtonGroup, QHBoxLayout, QVBoxLayout

from forms.document.owing import Holder, Owing
from forms.errors import KnownError
from forms.values import clock
from forms.values.text import fold
from forms.workfile import mark
from storage.workspace import Workspace
from ui.agenda import lines
from ui.agenda.agenda_details import AgendaDetails
from ui.agenda.agenda_list import AgendaList
from ui.agenda.lines import AgendaLine
from ui.agenda.looker import Looker
from ui.dialogs.agenda.holder import HolderDialog
from ui.jobs.agenda.files import Unread
from ui.jobs.agenda.waiting import WaitingReport
from ui.look.full_page import FullPage
from ui.look.labels import OneLine, button, line
from ui.look.page_head import PageHead
from ui.look.side_panel import PanelLayout
from ui.look.theme import Theme
from ui.preferences import Preferences, login
from ui.session import Session

_LOOKING = "Đang xem các tệp…"
_SHORT = 800  # pixels at 100 %: below, a button has a short name
_FAULT = "Chưa xem hết các tệp vì một lỗi của chương trình"


class AgendaPage(FullPage):
    """What is to be done; the file of a `session` is asked of the session, and all others where they lie."""

    report_wanted = Signal(object)  # WaitingReport

    def __init__(
        self, theme: Theme, preferences: Callable[[], Preferences], session: Session | None = None,
        today: date | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self.theme, self.preferences, self.session = theme, preferences, session
        self.today = today or clock.today()
        self.setAccessibleName("Việc của tôi")
        self.list, self.details, self.looker = AgendaList(theme), AgendaDetails(theme), Looker()
        self.by_day, self.by_holder = button(theme, "Theo hạn"), button(theme, "Theo nơi giữ số liệu")
        self.again = button(theme, "Xem lại")
        self.table = button(theme, "Sao chép bảng", "link")
        self.table.setToolTip("Dán vào Excel: hạn, hạn cũ, văn bản, còn phải làm")
        self._about = OneLine(theme, colour="text2")
        self._shown: list[WaitingReport | Unread] = []
        self._coming: list[WaitingReport | Unread] = []
        self._build()
        self.list.line_chosen.connect(lambda shown: self.details.show_line(shown, self.today))
        self.list.opened.connect(self._open)
        self.details.report_wanted.connect(self.report_wanted)
        self.details.message_wanted.connect(self._copy)
        self.details.holder_wanted.connect(self._ask_holder)
        self.looker.found.connect(self._take)
        self.looker.ended.connect(self._end)
        self.again.clicked.connect(self.refresh)
        self.table.clicked.connect(self._copy_table)
        self.begin_at(self.list, self.details)
        self.refresh()

    def _build(self) -> None:
        choice = QButtonGroup(self)
        for each in (self.by_day, self.by_holder):
            each.setCheckable(True)
            choice.addButton(each)
        self.by_day.setChecked(True)
        choice.buttonToggled.connect(lambda _, checked: self._show() if checked else None)
        self._head = head = PageHead(self.theme, "Việc của tôi", self._about, self.by_day, self.by_holder, self.again)
        side = QVBoxLayout()
        side.setSpacing(0)
        side.addWidget(line(self.theme))
        side.addWidget(self.list, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(self.theme.px(12), self.theme.px(4), self.theme.px(12), self.theme.px(4))
        foot.addStretch()
        foot.addWidget(self.table)
        side.addWidget(line(self.theme))
        side.addLayout(foot)
        self._across = PanelLayout(side, self.details)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addLayout(head)
        down.addLayout(self._across, 1)

    def add_back(self, text: str, back: Callable[[], object]) -> None:
        """Offer a way back, where no list of sections stands beside the page; Esc goes it too."""
        found = button(self.theme, text)
        found.clicked.connect(back)
        self._head.addWidget(found)
        QShortcut(QKeySequence("Esc"), self).activated.connect(back)

    def refresh(self) -> None:
        """Look into the files again; what was found before stands until they have been looked into."""
        self._coming = []
        self._about.say(_LOOKING)
        workspace = self.session.workspace if self.session else None
        try:
            opened = {workspace.path: workspace.content()} if workspace else {}
        except KnownError as error:  # the open file went away: the others are looked into all the same
            opened = {}
            self.announced.emit(str(error))
        self.looker.look(self.preferences(), self.today, opened)

    def _take(self, one: WaitingReport | Unread) -> None:
        self._coming.append(one)
        if len(self._coming) > len(self._shown):
            self._shown = list(self._coming)
            self._show()

    def _end(self, whole: bool) -> None:  # noqa: FBT001 - of a signal
        self._shown = list(self._coming)
        self._show()
        self._about.say(lines.summary(self._shown, self.today) if whole else _FAULT)

    def _show(self) -> None:
        if self.by_holder.isChecked():
            self.list.show_lines(lines.by_holder(self._shown, self.today), lines.BY_HOLDER)
        else:
            self.list.show_lines(lines.by_day(self._shown, self.today), lines.BY_DAY)

    def _open(self, shown: AgendaLine) -> None:
        """Open a report; to begin one takes a button, since nothing takes it away again."""
        if isinstance(shown.about, WaitingReport):
            if shown.about.state is None:
                self.details.opening.setFocus()
            else:
                self.report_wanted.emit(shown.about)

    def _copy(self, text: str) -> None:
        QApplication.clipboard().setText(text)
        self.announced.emit("Đã sao chép lời nhắn; dán vào Zalo, thư hoặc công văn để gửi.")

    def _copy_table(self) -> None:
        """Copy all reports, as Excel takes in what is pasted."""
        QApplication.clipboard().setText(lines.table(self._shown, self.today))
        self.announced.emit("Đã sao chép bảng; dán vào Excel.")

    def _ask_holder(self, held: Sequence[tuple[WaitingReport, Owing]], known: Holder) -> None:
        """Ask who holds the numbers of sections, and remember it in the files of their reports."""
        numbers = list(dict.fromkeys(owing.section.number for _, owing in held))
        dialog = HolderDialog(self.theme, numbers, known, lambda said: self._keep(held, said), self)
        if dialog.exec():
            self.refresh()

    def _keep(self, held: Sequence[tuple[WaitingReport, Owing]], said: Holder) -> None:
        for path in dict.fromkeys(report.path for report, _ in held):
            sections = [(report.template, owing) for report, owing in held if report.path == path]
            own = self.session
            if own is not None and mark(own.workspace.path) == mark(path):
                self._entrust(own.workspace, sections, said, own.who)
            else:
                with Workspace.open(path) as workspace:
                    self._entrust(workspace, sections, said, self.preferences().officer or login())

    def _entrust(self, workspace: Workspace, sections: Sequence[tuple[str, Owing]], said: Holder, who: str) -> None:
        """Remember who holds the numbers; the agency of the template is not repeated, so that it changes with it."""
        for template, owing in sections:
            same = fold(said.agency) == fold(owing.usual)
            workspace.entrust(template, [owing.section.code], replace(said, agency="") if same else said, who)

    @property
    def said(self) -> str:
        """What stands beside the title."""
        return self._about.text()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's own
        """Qt: nothing is looked for that nobody sees."""
        self.looker.stop()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own
        """Qt: what stands beside the list steps beneath it in a narrow window."""
        super().resizeEvent(event)
        self._across.fit(self.width())
        short = self.width() / self.theme.zoom < _SHORT
        self.by_holder.setText("Theo nơi giữ" if short else "Theo nơi giữ số liệu")
