"""The page of progress: who has sent and who has not, the days of the round, letters to those who are late."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from forms.errors import KnownError
from forms.offices.deadlines import left
from forms.values import clock
from storage.tables.letters import Letter
from ui.exchange.day_strip import DayStrip, Flag
from ui.exchange.office_details import OfficeDetails
from ui.exchange.office_list import OfficeLine, OfficeList, lines
from ui.handouts import copying
from ui.jobs import matrix, progress
from ui.jobs.exporting import Outcome, refusals
from ui.jobs.handouts import pictures
from ui.jobs.letters import handing_out, reminding
from ui.jobs.progress import OfficeProgress, Progress
from ui.look.flow import Flow
from ui.look.full_page import FullPage
from ui.look.labels import OneLine, button, label, line
from ui.look.page_head import PageHead
from ui.look.side_panel import PanelLayout
from ui.look.theme import Theme
from ui.refusal import attempt
from ui.session import Session

_SHORT = 700  # pixels at 100 %: lower, the strip of days steps aside
_LONGEST_REASON = 120  # letters: it stands in a note beside sums
_BUTTONS = 1000  # pixels at 100 %: below, buttons have short names


class ProgressPage(FullPage):
    """How far the reports of lower offices have come."""

    open_wanted = Signal(object)  # the path of a mail
    folder_wanted = Signal(object)  # the path of a folder, asked for what is printed: a callable takes it
    copy_wanted = Signal(str)
    reason_wanted = Signal(object)  # an OfficeProgress
    reissue_wanted = Signal(object)  # a list of Stale
    update_wanted = Signal()
    receiving_wanted = Signal()
    looking_wanted = Signal()
    deadlines_wanted = Signal()

    def __init__(self, session: Session, theme: Theme, letters: Path, now: datetime | None = None) -> None:
        super().__init__()
        self.session, self.theme, self.letters = session, theme, letters
        self._now = now
        self.setAccessibleName("Tiến độ")
        self.strip = DayStrip(theme)
        self.list = OfficeList(theme)
        self.details = OfficeDetails(theme)
        self.looking = button(theme, "Tìm tệp mới")
        self.dispatch = button(theme, "Công văn đôn đốc…")
        self.table = button(theme, "In bảng theo dõi…")
        self.picturing = button(theme, "Chép thành ảnh", "link")
        self.forms = button(theme, "Xuất biểu để điền…", "link")
        self.due = button(theme, "Sửa hạn nộp…", "link")
        self._about = OneLine(theme, colour="text2")
        self._legend = label(theme, "● đúng hạn   ▲ chậm", -0.5, colour="text2")
        self._counting = QTimer(self)
        self._counting.timeout.connect(self._count)
        self._build()
        self._connect()
        self.begin_at(self.list, self.details)
        self.refresh()

    @property
    def now(self) -> datetime:
        """The time as offices of the country have it."""
        return self._now or clock.local(clock.now())

    def _build(self) -> None:
        px, theme = self.theme.px, self.theme
        head = PageHead(theme, "Tiến độ", self._about, self.looking, self.dispatch, self.table)
        self._days = QWidget()
        days = QVBoxLayout(self._days)
        days.setContentsMargins(px(12), px(6), px(12), px(4))
        days.addWidget(self.strip)
        foot = Flow(px(8), self._legend, self.forms, self.due, self.picturing)
        foot.setContentsMargins(px(12), px(4), px(12), px(4))
        side = QVBoxLayout()
        side.setSpacing(0)
        for part in (line(theme), self._days, self.list, line(theme)):
            side.addWidget(part, 1 if part is self.list else 0)
        side.addLayout(foot)
        self._across = PanelLayout(side, self.details)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addLayout(head)
        down.addLayout(self._across, 1)

    def _connect(self) -> None:
        details = self.details
        self.list.line_chosen.connect(self._show)
        self.looking.clicked.connect(self.looking_wanted)
        self.due.clicked.connect(self.deadlines_wanted)
        self.dispatch.clicked.connect(lambda: self.folder_wanted.emit(self.write_dispatch))
        self.table.clicked.connect(lambda: self.folder_wanted.emit(self.write_table))
        self.picturing.clicked.connect(self.copy_picture)
        self.forms.clicked.connect(lambda: self.folder_wanted.emit(self.write_forms))
        details.letter_wanted.connect(self.draft)
        details.message_wanted.connect(self._copy)
        details.reason_wanted.connect(self._ask_reason)
        details.reissue_wanted.connect(self.reissue_wanted)
        details.update_wanted.connect(self.update_wanted)
        details.receiving_wanted.connect(self.receiving_wanted)
        self.session.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show what stands now."""
        workspace, report = self.session.workspace, self.session.report
        today = self.now.date()
        self.found: Progress = progress.of(workspace, report, today)
        self._reminded = reminding.reminded(workspace, self.found)
        self._own_due = progress.own_due(workspace, report)
        self.list.show_lines(lines(self.found))
        wanting = any(not one.there for one in self.found.offices)
        self.dispatch.setEnabled(wanting)
        absent = sum(not one.there and not one.into for one in self.found.offices)
        self.forms.setText(f"Xuất biểu cho {absent} đơn vị…")
        self.forms.setVisible(bool(absent))
        self.table.setEnabled(bool(self.found.offices))
        self.picturing.setEnabled(bool(self.found.offices))
        sent = [(one.first, one.late > 0) for one in self.found.offices if one.first]
        self.strip.show_days(sent, self._flags(today), self.found.sentence)
        if self.isVisible():
            self._counting.start(0)
        self._about.say(self.found.sentence)

    def _flags(self, today: date) -> list[Flag]:
        """The days that are named on the strip: when lower offices are due, when the office itself is, today."""
        period = self.session.report.period
        due = {one.due.last for one in self.found.offices if one.due and one.period == period}
        found = [Flag(day, "hạn cấp dưới gửi") for day in sorted(due)[:2]]
        if self._own_due:
            found.append(Flag(self._own_due.last, f"gửi cấp trên, {left(self._own_due.last, today)}"))
        return [*found, Flag(today, "Hôm nay", today=True)]

    def _count(self) -> None:
        """Count how full one more report is."""
        template = self.session.report.template
        for row, shown in enumerate(self.list.offices.lines):
            if shown.full is None and shown.office.received is not None:
                full = reminding.filled(self.session.workspace, shown.office, template)
                self.list.offices.count(row, full or (0, 0))
                return
        self._counting.stop()

    def _show(self, shown: OfficeLine | None) -> None:
        details = self.details
        if shown is None:
            details.show_nothing()
        elif not shown.office.there:
            drafted = reminding.letter(self.session.workspace, self.found, shown.office, self.now)
            details.show_letter(shown, drafted, self._reminded.get((shown.office.unit.id, shown.office.period.code)))
        elif stale := self.found.replaced(shown.office):
            moved = matrix.moved(self.session.workspace, self.session.report)
            details.show_replaced(shown, stale, moved, locked=self.session.report.locked)
        else:
            details.show_received(shown, self.found.beneath(shown.office))

    def draft(self, to: str, subject: str, text: str) -> None:
        """Draft the letter to the chosen office as it was typed, and have it opened."""
        shown = self.list.line()
        if shown is None:
            return
        plan = reminding.letter(self.session.workspace, self.found, shown.office, self.now)
        drafted = Letter(plan.kind, plan.unit, plan.period, plan.template, to, subject, text)
        workspace, name = self.session.workspace, shown.office.unit.name

        def make() -> None:
            place = reminding.draft(workspace, drafted, self.letters, name, self.session.who)
            self.refresh()
            self.announced.emit(f"Đã soạn thư đôn đốc {name}; gửi từ chương trình thư.")
            self.open_wanted.emit(place)

        attempt(make, self.announced.emit)

    def _ask_reason(self) -> None:
        shown = self.list.line()
        if shown is not None:
            self.reason_wanted.emit(shown.office)

    def note_reason(self, office: OfficeProgress, reason: str) -> None:
        """Note why an office sends nothing; raises KnownError for more than fits beside a number."""
        if len(reason) > _LONGEST_REASON:
            raise KnownError(f"Lý do dài quá {_LONGEST_REASON} chữ; đề nghị ghi ngắn hơn.")
        workspace, report = self.session.workspace, self.session.report
        workspace.note_absence(office.number, replace(report, period=office.period), reason, self.session.who)
        self.refresh()

    def _copy(self) -> None:
        shown = self.list.line()
        if shown is not None:
            self.copy_wanted.emit(reminding.message(self.found, shown.office, self.now))

    def write_dispatch(self, folder: Path) -> str:
        """Write one official letter to all offices that have not sent; returns what is to be said."""
        return _summary(reminding.dispatch(self.session.workspace, self.found, folder, self.now))

    def write_forms(self, folder: Path) -> str:
        """Write a workbook for each office that has not sent, and a letter, into a folder of their own.

        The letter says until when, where they all have one day. Returns what is to be said.
        """
        workspace, report = self.session.workspace, self.session.report
        folder /= f"Biểu gửi cấp dưới {report.period.code}"
        units, today = handing_out.whom(workspace, report), self.now.date()
        days = {one.due.last for one in self.found.offices if one.due and one.due.last >= today}
        due = days.pop() if len(days) == 1 else None
        done = list(handing_out.hand_out(workspace, report, units, folder, today, due))
        return refusals(done) or f"Đã ghi biểu của {len(units)} đơn vị và công văn vào {folder}."

    def write_table(self, folder: Path) -> str:
        """Write the table by which the offices are followed; returns what is to be said."""
        return _summary(reminding.table(self.session.workspace, self.found, folder, self.now))

    def copy_picture(self) -> None:
        """Put the table by which the offices are followed on the clipboard as a picture."""

        def copied() -> None:
            self.announced.emit(copying.copy(pictures.tracking(self.session.workspace, self.found, self.now)))

        attempt(copied, self.announced.emit)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's own
        """Qt: nothing is counted for a page that nobody sees; the file may be closed by then."""
        self._counting.stop()
        super().hideEvent(event)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's own
        """Qt: count on."""
        super().showEvent(event)
        self._counting.start(0)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own
        """Qt: what stands beside the list steps beneath it in a narrow window, the days aside in a low one."""
        super().resizeEvent(event)
        zoom = self.theme.zoom
        wide = self._across.fit(self.width())
        self._days.setVisible(bool(self.found.offices) and (wide or self.height() / zoom >= _SHORT))
        short = self.width() / zoom < _BUTTONS
        self.dispatch.setText("Công văn…" if short else "Công văn đôn đốc…")
        self.table.setText("In bảng…" if short else "In bảng theo dõi…")


def _summary(outcomes: Iterable[Outcome]) -> str:
    """What is said of files that were written."""
    done = list(outcomes)
    return refusals(done) or f"Đã ghi {', '.join(one.path.name for one in done)}."
