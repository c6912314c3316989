"""The commands that explain: the figure or the finding that has the focus, the keys, the program."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from forms.checks.findings import Finding
from ui import menus
from ui.findings.card import FindingCard
from ui.menus import Menus
from ui.window.stage import Stage


class HelpCommands:
    """The help of one window."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    def fill(self, to: Menus) -> None:
        """Put every command but the last into its menu."""
        self.menus = to
        self.explain_action = to.add(
            menus.HELP, "Giải thích chỉ tiêu", self.explain, "F1", "question_circle", tool="Giải thích"
        )
        to.add(menus.HELP, "Phím tắt", self.keys, "Ctrl+F1")
        to.separate(menus.HELP)

    def explain(self) -> None:
        """Explain the finding that has the focus, or the figure with the findings of its cell."""
        from ui.dialogs.help_page import described  # noqa: PLC0415 - only when asked for

        card = QApplication.focusWidget()
        while card is not None and not isinstance(card, FindingCard):
            card = card.parentWidget()
        if isinstance(card, FindingCard):
            self.explain_finding(card.finding)
        elif self.stage.form is not None and (row := self.stage.form.row_here) is not None:
            session, here = self.stage.session, self.stage.here
            found = [finding for finding in session.findings if here is not None and here in finding.cells]
            codes = [finding.code for finding in sorted(found, key=lambda finding: finding.cells[0] != here)]
            self._show("Giải thích chỉ tiêu", described(session.report.template, row.figure, codes))

    def explain_finding(self, finding: Finding) -> None:
        """Say what a finding means: the page of the guide on its kind."""
        from ui.dialogs.help_page import page  # noqa: PLC0415 - only when asked for

        self._show("Giải thích", page(finding.code))

    def keys(self) -> None:
        """Show every command that has keys."""
        from ui.dialogs.help_page import listed  # noqa: PLC0415 - only when asked for

        self._show("Phím tắt", listed(self.menus.keys()))

    def _show(self, title: str, html: str) -> None:
        from ui.dialogs.help_page import Help  # noqa: PLC0415 - only when asked for

        self.stage.ask(Help(title, html, self.stage.theme, self.stage.frame))

    def about(self) -> None:
        """Say what the program is, and the licences of what it carries."""
        from ui.dialogs.about import show_about  # noqa: PLC0415 - only when asked for

        show_about(self.stage.frame, self.stage.theme)
