"""Which report this is and how far it has come, at the right of the menus."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLayout, QMenuBar, QWidget

from forms.report.report import Report
from ui.look.labels import label
from ui.look.theme import Theme
from ui.session import Session


def state_of(report: Report) -> str:
    """The state of a report in words, and from the second issue on which one it is."""
    issue = len(report.revisions) + (not report.locked)
    return report.state.label + (f" lần {issue}" if issue > 1 else "")


class StateLabel(QWidget):
    """The title of the template, where there is room for it, and the state."""

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self.session = session
        self.title = label(theme, session.report.template.title, colour="text2")
        self.state = label(theme, bold=True)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(8), theme.px(5), theme.px(10), 0)
        row.setSpacing(theme.px(12))
        row.setSizeConstraint(QLayout.SizeConstraint.SetFixedSize)
        row.addWidget(self.title)
        row.addWidget(self.state)
        session.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Say how far the report is now."""
        state = state_of(self.session.report)
        if state != self.state.text():
            self.state.setText(state)
            self._fit()

    def show_title(self, *, shown: bool) -> None:
        """Show the title, or let it step aside."""
        self.title.setVisible(shown)
        self._fit()

    def _fit(self) -> None:
        """Be as wide as the words are now; a menu bar moves what stands in its corner, and never widens it."""
        self._row.activate()
        if isinstance(bar := self.parentWidget(), QMenuBar):
            bar.setCornerWidget(self)
