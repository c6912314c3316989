"""The commands between offices: the pages about lower offices, which stand together under one name at the left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui import menus
from ui.menus import Menus
from ui.window.page_command import PageCommand
from ui.window.stage import Stage

if TYPE_CHECKING:
    from storage.received import Received
    from storage.tables.letters import Letter
    from ui.exchange.receiving_page import ReceivingPage
    from ui.exchange.tray import Tray


class ExchangeCommands:
    """The pages about lower offices in one window."""

    group = "Cấp dưới"

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self._tray: Tray | None = None  # outlives the page, which is made anew with each theme
        self.receiving = PageCommand(stage, "Tiếp nhận", "mail_inbox", self._receiving_page)
        self.pages = {self.receiving: "Ctrl+Shift+T"}  # in the order in which they stand, with their keys

    def fill(self, to: Menus) -> None:
        """Put every command into its menu."""
        for page, keys in self.pages.items():
            page.fill(to, menus.BELOW, keys)

    def refresh(self) -> None:
        """Mark which page is shown."""
        for page in self.pages:
            page.refresh()

    def put_away(self) -> None:
        """End what goes on beside the window."""
        if self._tray is not None:
            self._tray.stop()

    def _receiving_page(self) -> ReceivingPage:
        from ui.exchange.receiving_page import ReceivingPage  # noqa: PLC0415 - only when asked for
        from ui.exchange.tray import Tray  # noqa: PLC0415

        if self._tray is None:
            self._tray = Tray(self.stage.session)
        page = ReceivingPage(self.stage.session, self.stage.theme, self._tray)
        page.return_wanted.connect(self.ask_again)
        page.receipt_wanted.connect(self.confirm)
        return page

    def confirm(self, one: Received) -> None:
        """Draft the letter that says that a report came."""
        from ui.jobs import replying  # noqa: PLC0415 - only when asked for

        session = self.stage.session
        self._write(replying.receipt(session.workspace, session.report, one), "xac-nhan")

    def ask_again(self, one: Received) -> None:
        """Ask an office to report again, or take that back; until its next revision nothing of it is added up."""
        from ui.jobs import replying  # noqa: PLC0415 - only when asked for

        session = self.stage.session
        if one.returned:
            session.workspace.give_back(one.id, "")
        else:
            letter = replying.returning(session.workspace, session.report, one)
            written = self._write(letter, "bao-cao-lai", reason="Số liệu cần rà soát")
            if written is None:
                return
            session.workspace.give_back(one.id, written)
        session.follow_offices()

    def _write(self, letter: Letter, name: str, *, reason: str | None = None) -> str | None:
        """Show a letter to be written; returns the reason that was given, None where it was left."""
        from ui.dialogs.exchange.letter import LetterDialog  # noqa: PLC0415
        from ui.dialogs.export import default_folder  # noqa: PLC0415 - only when asked for
        from ui.jobs.exporting import short  # noqa: PLC0415

        stage = self.stage
        called = stage.session.workspace.units().called(letter.unit, stage.session.report.period.end)
        place = default_folder(stage.session.workspace.path) / f"{name}-{short(called)}-{letter.period}.eml"
        dialog = LetterDialog(stage.theme, stage.session, letter, place, stage.frame, reason=reason)
        return dialog.reason.text().strip() or "Số liệu cần rà soát" if stage.ask(dialog) else None
