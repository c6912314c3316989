"""What stands beside a list: as high as the page, scrolled upright where it is longer; beneath it in a narrow page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QBoxLayout, QFrame, QLayout, QScrollArea, QVBoxLayout, QWidget

from ui.look.labels import label, line
from ui.look.theme import Theme

_WIDE = 900  # pixels at 100 %: below, the panel stands beneath the list
_WIDTH = 304  # pixels at 100 %
_LEAST = 150  # pixels at 100 % of its height beneath the list
_ANY = 16_777_215  # Qt's QWIDGETSIZE_MAX


class SidePanel(QScrollArea):
    """Room for a column of words and buttons; `name` is what those who listen hear."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.theme = theme
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.follows: QWidget | None = None  # the list of the line that it is about

    def begin(self, title: str = "", about: str = "") -> None:
        """Begin other words and buttons, which stand one beneath the other in `down`."""
        self.body = QWidget()
        self.body.setBackgroundRole(QPalette.ColorRole.Window)
        self.down = QVBoxLayout(self.body)
        px = self.theme.px
        self.down.setContentsMargins(px(16), px(12), px(14), px(12))
        self.down.setSpacing(px(6))
        if title:
            self.down.addWidget(label(self.theme, title, 2, bold=True, wrap=True))
        if about:
            self.down.addWidget(label(self.theme, about, colour="text2", wrap=True))

    def end(self) -> None:
        """Show what was begun."""
        self.show_body(self.body)

    def show_body(self, body: QWidget) -> None:
        """Show other words and buttons; Tab leads to them from the list before anything else of the page.

        The focus of a button that goes returns to the list.
        """
        focus = self.window().focusWidget()  # also where a dialog has just gone
        if self.follows is not None and focus is not None and self.isAncestorOf(focus):
            self.follows.setFocus()
        self.setWidget(body)
        last, policy = self.follows, Qt.FocusPolicy.TabFocus
        for each in body.findChildren(QWidget):
            inside = each.window() is self.window()  # the list that a field drops down is not
            if last is not None and inside and each.focusPolicy() & policy == policy:
                QWidget.setTabOrder(last, each)
                last = each


class PanelLayout(QBoxLayout):
    """A list with what belongs to it, and the panel of its chosen line beside it or beneath."""

    def __init__(self, left: QLayout, panel: SidePanel) -> None:
        super().__init__(QBoxLayout.Direction.LeftToRight)
        self._panel = panel
        self._edge = line(panel.theme, upright=True)
        self.setSpacing(0)
        self.addLayout(left, 3)
        self.addWidget(self._edge)
        self.addWidget(panel, 2)

    def fit(self, width: int) -> bool:
        """Lay out anew for a page of a width in pixels; returns whether the panel stands beside the list."""
        theme = self._panel.theme
        beside = width / theme.zoom >= _WIDE
        self.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._edge.setFixedSize(1 if beside else _ANY, _ANY if beside else 1)
        self._panel.setMinimumWidth(theme.px(_WIDTH) if beside else 0)
        self._panel.setMaximumWidth(theme.px(_WIDTH) if beside else _ANY)
        self._panel.setMinimumHeight(0 if beside else theme.px(_LEAST))
        return beside
