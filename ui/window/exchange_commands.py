"""The commands between offices: the pages about lower offices, which stand together under one name at the left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui import menus
from ui.menus import Menus
from ui.window.page_command import PageCommand
from ui.window.stage import Stage

if TYPE_CHECKING:
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
        return ReceivingPage(self.stage.session, self.stage.theme, self._tray)
