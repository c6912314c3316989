"""The page that receives: files are dropped or chosen, looked at, asked about, and received."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout

from forms.document.revisions import differences
from forms.errors import KnownError
from storage.intake import Sending
from storage.statements import Attachment, KeptStatement, StatementOutcome
from ui.exchange.arrival_details import ArrivalDetails, Shown
from ui.exchange.arrival_list import ArrivalList
from ui.exchange.lines import ArrivalLine, lines
from ui.exchange.tray import Tray, TrayItem
from ui.jobs import receiving
from ui.look.full_page import FullPage
from ui.look.labels import OneLine, button, label, line
from ui.look.page_head import PageHead
from ui.look.side_panel import PanelLayout
from ui.look.theme import Theme
from ui.session import Session

_KINDS = "Báo cáo, thư, tệp nén (*.zip *.xlsx *.pdf *.docx *.csv *.eml *.msg)"
_DROP = "Kéo thả tệp, thư mục hoặc thư vào đây. Chưa có gì thay đổi cho đến khi bấm Nhận."
_ALL_KINDS = " Đọc được gói nộp, Excel, PDF, Word, CSV, thư .eml, .msg, tệp nén .zip."


class ReceivingPage(FullPage):
    """What lower offices send, and what came of it."""

    return_wanted = Signal(object)  # Received
    receipt_wanted = Signal(object)  # Received
    statement_wanted = Signal(int, object)  # an office, and its Received or None
    withdrawal_wanted = Signal(object)  # KeptStatement
    paper_wanted = Signal(int)  # an office, to which a picture is to be attached
    pointing_wanted = Signal(object)  # TrayItem
    picture_wanted = Signal(int, object, int)  # an office, its Received or None, the number of a picture

    def __init__(self, session: Session, theme: Theme, tray: Tray) -> None:
        super().__init__()
        self.session, self.theme, self.tray = session, theme, tray
        self.setAccessibleName("Tiếp nhận")
        self.setAcceptDrops(True)
        self.list = ArrivalList(theme)
        self.details = ArrivalDetails(theme)
        self.choose_files = button(theme, "Chọn tệp…")
        self.choose_folder = button(theme, "Chọn thư mục…")
        self.take = button(theme, "Nhận", "primary")
        self.cancel = button(theme, "Dừng")
        self.cancel.hide()  # until there is something to end
        self._about = label(theme, colour="text2")
        self._who = OneLine(theme, colour="text2")
        self._waited = False  # whether anything waited when lines were shown last
        self._build()
        self._connect()
        self.begin_at(self.list, self.details)
        self.refresh()

    def _build(self) -> None:
        px, theme = self.theme.px, self.theme
        head = PageHead(theme, "Tiếp nhận", self._about, self.cancel, self.choose_files, self.choose_folder)
        self._drop = label(theme, _DROP, colour="text2", wrap=True)
        self._drop.setContentsMargins(px(12), px(6), px(12), px(6))
        foot = QHBoxLayout()
        foot.setContentsMargins(px(12), px(8), px(12), px(8))
        foot.setSpacing(px(10))
        foot.addWidget(self.take)
        foot.addWidget(self._who, 1)
        left = QVBoxLayout()
        left.setSpacing(0)
        for part in (line(theme), self.list, line(theme), self._drop, line(theme)):
            left.addWidget(part, 1 if part is self.list else 0)
        left.addLayout(foot)
        self._across = PanelLayout(left, self.details)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addLayout(head)
        down.addLayout(self._across, 1)

    def _connect(self) -> None:
        tray, details = self.tray, self.details
        self.choose_files.clicked.connect(self._choose_files)
        self.choose_folder.clicked.connect(self._choose_folder)
        self.take.clicked.connect(lambda: tray.take(tray.ready))
        self.cancel.clicked.connect(tray.cancel)
        self.list.line_chosen.connect(self._show)
        self.list.take_wanted.connect(lambda arrival: tray.take([arrival]))
        details.answered.connect(lambda arrival, given: tray.answer(arrival, **given))
        details.pointing_wanted.connect(self.pointing_wanted)
        details.printed_wanted.connect(tray.take_printed)
        details.take_wanted.connect(lambda arrival: tray.take([arrival]))
        details.drop_wanted.connect(lambda arrival: tray.drop([arrival]))
        details.drop_known_wanted.connect(lambda: tray.drop([one for one in tray.arrivals if one.known]))
        details.return_wanted.connect(self.return_wanted)
        details.receipt_wanted.connect(self.receipt_wanted)
        details.statement_wanted.connect(self.statement_wanted)
        details.withdrawal_wanted.connect(self.withdrawal_wanted)
        details.paper_wanted.connect(self.paper_wanted)
        details.picture_wanted.connect(self.picture_wanted)
        tray.changed.connect(self.show_lines)
        self.session.changed.connect(self.refresh)
        tray.progressed.connect(self._progress)
        tray.failed.connect(self.announced)
        tray.taken.connect(self._taken)

    def refresh(self) -> None:
        """Show what came by now, and what waits."""
        workspace, draft = self.session.workspace, self.session.report
        self._offices = workspace.units()
        self._own = self._offices.number(draft.unit.id)
        held = [one for one in workspace.received(draft.template.code, draft.period) if one.standing]
        held.sort(key=lambda one: one.unit)  # an office stays in its place when it sends again
        absent = workspace.below(draft.template, self._own, draft.period).chosen.absent if self._own is not None else []
        there = {one.unit for one in held}
        self._statements = workspace.statements(draft.template.code, draft.period)
        self._attachments = workspace.attachments(draft.template.code, draft.period)
        self._held, self._missing = held, [office for office in absent if office not in there]
        self.show_lines()

    def show_lines(self) -> None:
        """Show what waits now."""
        statements = Counter(one.received for one in self._statements if one.open)
        found = lines(self.tray.arrivals, self._held, self._missing, self._offices, self.session.report, statements)
        self.list.show_lines(list(found))
        waits = any(not one.received for one in self.tray.arrivals)
        if waits and not self._waited:
            self.list.setCurrentIndex(self.list.model_of_lines.index(1, 0))  # after the name of the group
        self._waited = waits
        ready = self.tray.ready
        waiting = any(not one.received for one in self.tray.arrivals)
        self.take.setEnabled(bool(ready) and not self.tray.busy)
        self.take.setText(f"Nhận {len(ready)} báo cáo" if ready else "Nhận")
        names = ", ".join(one.sending.report.unit.name for one in ready if one.sending)
        self._who.say(names)
        self._drop.setText(_DROP if waiting else _DROP + _ALL_KINDS)
        self._about.setText(_counted(self.tray.arrivals))

    def _progress(self, text: str) -> None:
        self.cancel.setVisible(bool(text))
        if text:
            self._about.setText(text)

    def _taken(self, count: int, known: int) -> None:
        beside = f"; {known} tệp khác cùng số liệu hoặc cũ hơn" if known else ""
        self.announced.emit(f"Đã nhận {count} báo cáo{beside}." if count else "Chưa nhận được báo cáo nào.")

    def _choose_files(self) -> None:
        found, _ = QFileDialog.getOpenFileNames(self, "Chọn tệp nhận được", "", _KINDS)
        if found:
            self.tray.read([Path(name) for name in found])

    def _choose_folder(self) -> None:
        found = QFileDialog.getExistingDirectory(self, "Chọn thư mục có báo cáo nhận được")
        if found:
            self.tray.read([Path(found)])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's own
        """Qt: files may be dropped here."""
        if _local(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's own
        """Qt: look into what was dropped."""
        event.acceptProposedAction()
        self.tray.read(_local(event))

    def _show(self, shown: ArrivalLine | None) -> None:
        self.details.show_line(shown, self._known(shown), self._offices, self._own)

    def _known(self, shown: ArrivalLine | None) -> Shown:
        """What is known of a line besides its words."""
        workspace, template = self.session.workspace, self.session.report.template
        if shown is not None and shown.arrival is not None:
            return self._known_arrival(shown.arrival)
        if shown is not None and shown.held is not None:
            report, envelope = workspace.received_whole(shown.held.id, template)
            statements = [one for one in self._statements if one.received == shown.held.id and one.open]
            closed = [one for one in self._statements if not one.open and self._of(one, shown.held.unit)]
            return Shown(report, envelope, (), "", "", [*statements, *closed], self._papers(shown.office))
        return Shown(papers=self._papers(shown.office if shown else None))

    def _papers(self, office: int | None) -> list[Attachment]:
        return [one for one in self._attachments if one.unit == office]

    def _of(self, one: KeptStatement, office: int) -> bool:
        """Whether a statement that was closed by a report is of an office."""
        if one.outcome is StatementOutcome.WITHDRAWN:
            return False
        return self.session.workspace.received_from(one.received) == office

    def _known_arrival(self, one: TrayItem) -> Shown:
        if one.sending is None:
            return Shown()
        if one.sending.printed and not one.yes.edited:
            return self._printed(one.sending)
        former = self.tray.former(one)
        found = differences(former, one.sending.report) if former is not None else ()
        return Shown(one.sending.report, one.sending.envelope, found)

    def _printed(self, sending: Sending) -> Shown:
        """What a file carries beside what its sheets show."""
        try:
            printed = receiving.as_printed(sending).report
        except KnownError:  # told when it is to be taken
            return Shown(sending.report, sending.envelope)
        found = differences(sending.report, printed)
        return Shown(sending.report, sending.envelope, found, "Kèm theo", "Trong bảng")

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own
        """Qt: what stands beside the list steps beneath it in a narrow window."""
        super().resizeEvent(event)
        self._across.fit(self.width())


def _local(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


def _counted(arrivals: Sequence[TrayItem]) -> str:
    """How many files wait for what."""
    counts = (
        (sum(one.ready for one in arrivals), "báo cáo chờ nhận"),
        (sum(one.asks for one in arrivals), "cần xem"),
        (sum(one.known for one in arrivals), "không có gì mới"),
    )
    return " · ".join(f"{count} {words}" for count, words in counts if count)
