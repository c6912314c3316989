"""The commands about the report as a whole: final, open again for a reason, when it is due, who owes it numbers."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, Signal

from forms.report import strays
from forms.report.changes import UNSENT, ReportState
from forms.values import clock
from ui import menus
from ui.menus import Menus
from ui.refusal import attempt
from ui.window.stage import Stage

_FINALISE = "Chốt báo cáo"
_SHOWN = 5  # doubts that are named in one question


class ReportCommands(QObject):
    """Final, open again and due, in one window."""

    file_wanted = Signal(object)  # the path of a file that was made, to be opened

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage.frame)
        self.stage = stage
        self.session = stage.session

    def fill(self, to: Menus) -> None:
        """Put every command into its menu."""
        to.separate(menus.REPORT)
        self.finalise_action = to.add(menus.REPORT, "Chốt báo cáo…", self.finalise)
        self.issue_action = to.add(menus.REPORT, "Trình ký, phát hành…", self.issue)
        self.reopen_action = to.add(menus.REPORT, "Mở lại báo cáo…", self.reopen)
        to.add(menus.REPORT, "Hạn nộp báo cáo…", self.deadlines)
        to.add(menus.REPORT, "Đề nghị cung cấp số liệu…", self.requests)
        to.add(menus.REPORT, "Báo cáo theo yêu cầu…", self.on_request)
        self.move_action = to.add(menus.REPORT, "Số liệu ngoài mẫu…", self.move)
        to.menus[menus.REPORT].aboutToShow.connect(self._look_for_strays)

    def refresh(self) -> None:
        """Enable what has something to do."""
        final = self.session.report.locked
        self.finalise_action.setEnabled(not final)
        self.reopen_action.setEnabled(final)

    def _look_for_strays(self) -> None:
        """Offer to move values without a place where there are any: it takes a look at every cell."""
        self.move_action.setVisible(any(map(strays.found, self.session.reports)))

    def on_request(self) -> None:
        """Make a report that a letter asks for, and open it."""
        from ui.dialogs.agenda.on_request import OnRequestDialog  # noqa: PLC0415 - only when asked for

        stage, session = self.stage, self.session
        if stage.settle():
            folder = session.workspace.path.absolute().parent
            dialog = OnRequestDialog(stage.theme, session.report, folder, session.who, stage.frame)
            if stage.ask(dialog):
                self.file_wanted.emit(dialog.path)

    def finalise(self) -> None:
        """Make the report final; what still stands in its way is said first."""
        from forms.document import revisions  # noqa: PLC0415 - only when asked for
        from ui.dialogs import box  # noqa: PLC0415 - only when asked for

        if not self.stage.settle():
            return
        report, stage = self.session.report, self.stage
        if attempt(
            lambda: revisions.require_ready(report),
            lambda refusal: box.show_message(stage.frame, stage.theme, refusal, _FINALISE),
        ):
            now = clock.now()
            if self._is_sure(now):
                stage.attempt(lambda: self.session.put_all(revisions.finalise_all(report, self.session.who, now)))
        elif standing := [finding for finding in self.session.findings if finding.open]:
            stage.show_finding(standing[0])

    def _is_sure(self, now: datetime) -> bool:
        """Ask whether to make the report final, with what its words still want."""
        from forms.document.document import unfinished  # noqa: PLC0415 - only when asked for
        from ui.dialogs import box  # noqa: PLC0415 - only when asked for

        wanting = unfinished(self.session.report, now)
        text = "Chốt báo cáo khóa mọi số liệu và lời văn, và bỏ dấu DỰ THẢO. Muốn sửa lại phải mở báo cáo và ghi lý do."
        if wanting:
            text = "\n".join([*wanting[:_SHOWN], "", text])
        yes, frame, theme = "Vẫn chốt" if wanting else "Chốt báo cáo", self.stage.frame, self.stage.theme
        return box.ask(frame, theme, _FINALISE, text, yes=yes, no="Để sửa tiếp", doubtful=bool(wanting))

    def issue(self) -> None:
        """Note number and day, bring the report before the one who signs, or send it out of the house."""
        from ui.dialogs.issuing import Issuing  # noqa: PLC0415 - only when asked for

        if self.stage.settle():
            self.stage.ask(Issuing(self.session, self.stage.theme, self.stage.frame))

    def reopen(self) -> None:
        """Open a final report again for a written reason."""
        from forms.document import revisions  # noqa: PLC0415 - only when asked for
        from ui.dialogs.question import Question  # noqa: PLC0415 - only when asked for

        report, who, now = self.session.report, self.session.who, clock.now()
        text = "Vì sao báo cáo phải mở lại? Lý do này in trong bảng điều chỉnh số liệu."
        offered = ""
        if report.state is not ReportState.ISSUED:
            text += " Bản đã chốt chưa gửi đi đâu thì không cần lý do: bản sau không ghi là thay thế."
            offered = UNSENT
        question = Question("Mở lại báo cáo", text, "", self.stage.theme, self.stage.frame, offered)
        if self.stage.ask(question):
            self.stage.attempt(lambda: self.session.put_all(revisions.reopen_all(report, question.answer(), who, now)))

    def requests(self) -> None:
        """Show which agency owes what, ask one, and take in what it replied."""
        from ui.dialogs.slips.requests import Requests  # noqa: PLC0415 - only when asked for

        if self.stage.settle():
            today = clock.today()
            self.stage.ask(Requests(self.session, self.stage.theme, today, self.stage.frame))

    def move(self) -> None:
        """Show what has no place in the template, and move what has a new one."""
        from ui.dialogs.template.moving import MoveValues  # noqa: PLC0415 - only when asked for

        if not self.stage.settle():
            return
        dialog = MoveValues(self.session, self.stage.theme, self.stage.frame)
        if self.stage.ask(dialog):
            self.stage.show_message(f"Đã chuyển {dialog.count} số liệu sang chỗ mới của mẫu.")

    def deadlines(self) -> None:
        """Show when reports are due, and take a letter that moves the day."""
        from ui.dialogs.deadlines import Deadlines  # noqa: PLC0415 - only when asked for

        today = clock.today()
        self.stage.ask(Deadlines(self.session, self.stage.theme, today, self.stage.frame))
