"""The command that shows a page in the place of a section, and leads back from it."""

from __future__ import annotations

from collections.abc import Callable

from ui.look.full_page import FullPage
from ui.menus import Menus
from ui.window.stage import Stage


class PageCommand:
    """A page of one window: how it is called, and how it is made anew whenever it is asked for."""

    def __init__(self, stage: Stage, text: str, picture: str, make: Callable[[], FullPage]) -> None:
        self.stage = stage
        self.text = text
        self.picture = picture
        self.make = make

    def fill(self, to: Menus, menu: str, keys: str) -> None:
        """Put the command into a menu."""
        self.action = to.add(menu, self.text, self.toggle, keys, self.picture)
        self.action.setCheckable(True)

    def refresh(self) -> None:
        """Mark whether the page is shown."""
        self.action.setChecked(self.stage.page_shown is self)

    def toggle(self) -> None:
        """Show the page, or go back to the section from which it was asked for."""
        if self.stage.page_shown is self:
            self.stage.show_numbers()
        else:
            self.stage.show_page(self)
        self.refresh()
