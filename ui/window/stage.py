"""What a command may ask of the window in which it works: commands know this and no window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QDialog, QWidget

from forms.checks.findings import Finding
from forms.report.cells import Address
from forms.report.report import Report
from forms.values.period import Period
from ui.entry.view import FormView
from ui.findings.panel import FindingsPanel
from ui.findings.strip import FindingStrip
from ui.look.theme import Theme
from ui.session import Session

if TYPE_CHECKING:
    from ui.look.full_page import FullPage


class PageMaker(Protocol):
    """Who makes a page that takes the place of a section."""

    make: Callable[[], FullPage]


class Stage(Protocol):
    """One open report on the screen."""

    session: Session
    theme: Theme
    form: FormView | None  # None where words stand in its place
    section: str  # the code of the section that is shown

    @property
    def page_shown(self) -> PageMaker | None:
        """Whose page stands in the place of a section; None where none does."""

    @property
    def here(self) -> Address | None:
        """The cell that has the focus; None where there is none."""

    @property
    def report(self) -> Report:
        """The report of the cell that has the focus: that of its period, where several stand side by side."""

    @property
    def findings_in_sight(self) -> FindingsPanel | FindingStrip:
        """What shows findings now: the panel, or the line that takes its place where there is little room."""

    @property
    def frame(self) -> QWidget:
        """The widget over which dialogs open."""

    def settle(self) -> bool:
        """Store what is being typed; False, with the reason in view, where that cannot be done yet."""

    def attempt(self, action: Callable[[], object]) -> bool:
        """Do something that may be refused: in one sentence, and nothing lost; returns whether it was done."""

    def show_message(self, text: str) -> None:
        """Say something that happened."""

    def ask(self, dialog: QDialog) -> bool:
        """Show a dialog until it is answered; returns whether it was accepted."""

    def take_focus(self) -> None:
        """Send keys to the form, or to the words that stand in its place."""

    def go_to(self, address: Address, period: Period | None = None) -> None:
        """Show a cell, in whichever section it is; of the latest period unless said."""

    def show_section(self, code: str) -> None:
        """Show the numbers of a section."""

    def show_words(self, code: str) -> None:
        """Show the paragraphs of a section, or of the opening or the closing of the document."""

    def show_numbers(self) -> None:
        """Go back from the words of the section to its numbers."""

    def show_page(self, maker: PageMaker) -> None:
        """Show a page in the place of a section."""

    def show_finding(self, finding: Finding) -> None:
        """Show the first cell of a finding."""

    def show_beside(self, pane: QWidget | None) -> None:
        """Show a pane beside the form, in the place of the findings; None gives them their place back."""
