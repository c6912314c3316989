"""The commands about what the document says: paragraphs, legal documents, final and open again."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from forms.errors import KnownError
from forms.report.changes import ReportState, SetState
from ui import menus
from ui.menus import Menus

if TYPE_CHECKING:
    from ui.window.window import Window


class Words:
    """The commands of one window."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.session = window.session

    def fill(self, to: Menus) -> None:
        """Put every command into its menu."""
        self.toggle_action = to.add(menus.TEXT, "Lời văn của mục này", self.toggle, "Ctrl+T", "note", tool="Lời văn")
        self.toggle_action.setCheckable(True)
        to.add(menus.TEXT, "Lời mở đầu", self.opening)
        to.add(menus.TEXT, "Lời kết thúc", self.closing)
        to.separate(menus.TEXT)
        to.add(menus.TEXT, "Văn bản được viện dẫn…", self.documents)
        to.separate(menus.REPORT)
        self.finalise_action = to.add(menus.REPORT, "Chốt báo cáo…", self.finalise)
        self.reopen_action = to.add(menus.REPORT, "Mở lại báo cáo…", self.reopen)
        self.session.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Say which commands have something to do."""
        final = self.session.report.state is ReportState.FINAL
        self.finalise_action.setEnabled(not final)
        self.reopen_action.setEnabled(final)
        report = self.session.report
        name = f"{report.unit.name}, {report.period.label}{' (đã chốt)' if final else ''} - BaoCao42"
        if self.window.windowTitle() != name:
            self.window.setWindowTitle(name)

    def toggle(self) -> None:
        """From the numbers of a section to its words, and back."""
        if self.window.form is not None:
            self.window.show_words(self.window.section)
        else:
            self.window.show_numbers()

    def opening(self) -> None:
        """Show the paragraphs with which the document begins."""
        from forms.narrative.paragraphs import OPENING  # noqa: PLC0415 - only when asked for

        self.window.show_words(OPENING)

    def closing(self) -> None:
        """Show the paragraphs with which it ends."""
        from forms.narrative.paragraphs import CLOSING  # noqa: PLC0415 - only when asked for

        self.window.show_words(CLOSING)

    def documents(self) -> None:
        """Show the legal documents."""
        from ui.text.legal_documents import LegalDocuments  # noqa: PLC0415 - only when asked for

        dialog = LegalDocuments(self.session, self.window.theme, self.window)
        dialog.exec()
        dialog.deleteLater()

    def finalise(self) -> None:
        """Make the report final; what still stands in its way is said first."""
        from forms.document import revisions  # noqa: PLC0415 - only when asked for
        from forms.document.document import unfinished  # noqa: PLC0415 - only when asked for
        from ui.dialogs import box  # noqa: PLC0415 - only when asked for

        if not self.window.settle():
            return
        report = self.session.report
        now = datetime.now(UTC).replace(microsecond=0)
        try:
            revisions.require_ready(report)
            final = revisions.finalise(report, self.session.who, now)
        except KnownError as error:
            box.tell(self.window, self.window.theme, str(error), "Chốt báo cáo")
            standing = [finding for finding in self.session.findings if finding.open]
            if standing:
                self.window.show_finding(standing[0])
            return
        wanting = unfinished(report, now)
        said = "Chốt báo cáo khóa mọi số liệu và lời văn, và bỏ dấu DỰ THẢO. Muốn sửa lại phải mở báo cáo và ghi lý do."
        if wanting:
            said = "\n".join([*wanting[:5], "", said])
        yes = "Vẫn chốt" if wanting else "Chốt báo cáo"
        window, doubtful = self.window, bool(wanting)
        if box.ask(window, window.theme, "Chốt báo cáo", said, yes=yes, no="Để sửa tiếp", doubtful=doubtful):
            self._put(final)

    def reopen(self) -> None:
        """Open a final report again for a written reason."""
        from forms.document import revisions  # noqa: PLC0415 - only when asked for
        from ui.dialogs.question import TextDialog  # noqa: PLC0415 - only when asked for

        question = "Vì sao báo cáo phải mở lại? Lý do này in trong bảng điều chỉnh số liệu."
        dialog = TextDialog("Mở lại báo cáo", question, "", self.window.theme, self.window)
        answered = dialog.exec()
        dialog.deleteLater()
        if answered:
            try:
                self._put(revisions.reopen(self.session.report, dialog.text()))
            except KnownError as error:
                self.window.tell(str(error))

    def _put(self, change: SetState) -> None:
        try:
            self.session.put(change)
        except KnownError as error:
            self.window.tell(str(error))
