"""The command about what is to be done over all files, beside the report that is open."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui import menus
from ui.menus import Menus
from ui.preferences import Preferences
from ui.window.page_command import PageCommand
from ui.window.stage import Stage

if TYPE_CHECKING:
    from ui.agenda.page import AgendaPage


class AgendaCommands(QObject):
    """The page of what is to be done in one window; who opened the window says what the officer's settings are."""

    report_wanted = Signal(object)  # WaitingReport

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage.frame)
        self.stage = stage
        self.preferences: Callable[[], Preferences] = Preferences
        self.page = PageCommand(stage, "Việc của tôi", "calendar_clock", self._page)

    def fill(self, to: Menus) -> None:
        """Put the command into its menu."""
        self.page.fill(to, menus.REPORT, "Ctrl+Shift+V")

    def refresh(self) -> None:
        """Mark whether the page is shown."""
        self.page.refresh()

    def _page(self) -> AgendaPage:
        from ui.agenda.page import AgendaPage  # noqa: PLC0415 - only when asked for

        page = AgendaPage(self.stage.theme, self.preferences, self.stage.session)
        page.report_wanted.connect(self.report_wanted)
        return page
