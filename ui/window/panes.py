"""The middle of the window: sections left, the form or the words in the middle, findings right or beneath."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple, TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from forms.definitions.template import Section
from ui.findings.panel import FindingsPanel
from ui.findings.strip import FindingStrip
from ui.look.flow import Flow
from ui.look.icons import icon
from ui.look.labels import label, line
from ui.look.room import Room
from ui.look.theme import Theme
from ui.session import Session
from ui.window.section_list import SectionList
from ui.window.section_title import SectionTitle

_Layout = TypeVar("_Layout", QHBoxLayout, QVBoxLayout)
WIDE, MIDDLE = 1240, 860  # pixels at 100 %: below, findings are one line; below, pages take the place of the form
_LOW = 420  # pixels at 100 %


class Outlet(NamedTuple):
    """Where a report goes from its sections: a command, how it is called there, its picture, and under which name."""

    action: QAction
    text: str
    picture: str
    group: str = ""


class Panes(QWidget):
    """What stands side by side, in one theme; a page in the middle is put in from outside."""

    def __init__(self, session: Session, theme: Theme, outlets: Sequence[Outlet]) -> None:
        super().__init__()
        self.session = session
        self.theme = theme
        self.sections = SectionList(session, theme)
        self.findings = FindingsPanel(session, theme)
        self.strip = FindingStrip(session, theme)
        self.title = SectionTitle(session, theme)
        self.beside: QWidget | None = None
        self.alone = False  # whether the page in the middle has no title and no findings
        self._page: QWidget | None = None
        self._held: QWidget | None = None  # the page itself, or the room that it lies in
        self._centre = QWidget()
        self._centre.setAutoFillBackground(True)
        self._centre.setBackgroundRole(self._centre.palette().ColorRole.Base)
        self._middle = _flush(QVBoxLayout(self._centre))
        self._middle.addWidget(self.title)
        self._across = _flush(QHBoxLayout())
        self._across.addLayout(self._left(outlets))
        self._across.addWidget(line(theme, upright=True))
        self._across.addWidget(self._centre, 1)
        self._across.addWidget(line(theme, upright=True))
        self._across.addWidget(self.findings)
        down = _flush(QVBoxLayout(self))
        down.addLayout(self._across, 1)
        down.addWidget(self.strip)

    def _left(self, outlets: Sequence[Outlet]) -> QVBoxLayout:
        """The list of sections under its name, and over where the report goes from here."""
        theme = self.theme
        self._caption = label(theme, "Mục báo cáo", -0.5, colour="text2")
        self._caption.setContentsMargins(theme.px(15), theme.px(8), 0, theme.px(5))
        self._caption.setBuddy(self.sections)
        self._outlets = QWidget()
        foot = QVBoxLayout(self._outlets)
        foot.setContentsMargins(theme.px(8), 0, theme.px(8), theme.px(8))
        foot.setSpacing(theme.px(2))
        self._groups: list[QLabel] = []
        self._flows: list[Flow] = []
        for group, found in groupby(outlets, lambda outlet: outlet.group):
            if group:
                self._groups.append(label(theme, group, -0.5, colour="text2"))
                self._groups[-1].setContentsMargins(theme.px(7), theme.px(3), 0, theme.px(1))
            foot.addWidget(self._groups[-1] if group else line(theme))
            self._flows.append(Flow(theme.px(2), *map(self._button, found)))
            foot.addLayout(self._flows[-1])
        down = QVBoxLayout()
        down.setSpacing(0)
        down.addWidget(self._caption)
        down.addWidget(self.sections, 1)
        self.sections.setMinimumHeight(theme.row())
        down.addWidget(self._outlets)
        return down

    def _button(self, outlet: Outlet) -> QToolButton:
        theme, size = self.theme, self.theme.px(18)
        found = QToolButton()
        found.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        found.setFont(theme.font())
        found.setText(outlet.text)
        found.setIcon(icon(outlet.picture, theme["text2"], theme["text3"], size))
        found.setIconSize(QSize(size, size))
        found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        found.setToolTip(outlet.text)
        found.setAccessibleName(outlet.text)
        found.setCheckable(outlet.action.isCheckable())
        outlet.action.toggled.connect(found.setChecked)
        found.clicked.connect(outlet.action.trigger)
        return found

    def show_section(self, section: Section) -> None:
        """Show the title and the findings of a section."""
        for pane in (self.title, self.findings, self.strip):
            pane.show_section(section)

    def put(self, page: QWidget) -> None:
        """Show a page in the middle, in the place of the one before."""
        old, self._held = self._held, page if isinstance(page, QAbstractScrollArea) else Room(page)
        self._page = page
        self._middle.addWidget(self._held)
        self._held.show()  # only what is shown takes the focus
        page.setFocus()
        if old is not None:
            old.hide()
            old.deleteLater()

    def put_beside(self, pane: QWidget | None) -> None:
        """Show a pane in the place of the findings; None gives them their place back. `arrange` follows."""
        self.beside = pane
        if pane is not None:
            self._across.addWidget(pane)

    def arrange(self, width: int) -> None:
        """Make room as a window of a width in pixels allows.

        What stands beside takes the place of the findings, and of the form too where both would be too narrow.
        """
        theme, room = self.theme, width / self.theme.zoom
        wide = room >= WIDE and self.beside is None and not self.alone
        self.sections.compact = not wide
        left = max(self.sections.room(), theme.px(268)) if wide else self.sections.room()
        for one in (self.sections, self._outlets):
            one.setFixedWidth(left)
        alone = self.beside is not None and room < MIDDLE
        self._centre.setVisible(not alone)
        if self.beside is not None:
            self.beside.setFixedWidth(width - left - 2 if alone else width * 2 // 5)
            if alone:
                self.beside.setFocus()
        self.findings.setFixedWidth(self.findings.room())
        self.findings.setVisible(wide)
        self.strip.setVisible(not wide and not self.alone)
        self.title.setVisible(not self.alone)
        style = Qt.ToolButtonStyle
        for shown in self._outlets.findChildren(QToolButton):
            shown.setText(shown.toolTip() if wide else "")
            shown.setToolButtonStyle(style.ToolButtonTextBesideIcon if wide else style.ToolButtonIconOnly)
        for group in self._groups:
            group.setVisible(wide)  # a narrow column is a low one too
        self._caption.setText("Mục báo cáo" if wide else "Mục")

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Qt: pictures stand beside one another where the window is too low for one beneath the other."""
        super().resizeEvent(event)
        low = self.height() / self.theme.zoom < _LOW
        self._caption.setVisible(not low)
        for flow in self._flows:
            flow.stacked = not low
            flow.invalidate()

    def focus_next(self) -> None:
        """Send keys from the list of sections to the page, to the findings, and round."""
        card = next(iter(self.findings.cards.values()), None) if self.findings.isVisible() else None
        stops: list[tuple[QWidget, QWidget]] = [(self.sections, self.sections)]
        stops += [(self._page, self._page)] if self._page is not None else []
        stops += [(card, card.first_button())] if card is not None else []
        focus = QApplication.focusWidget()
        inside = [pane is focus or (focus is not None and pane.isAncestorOf(focus)) for pane, _ in stops]
        here = inside.index(True) if True in inside else -1
        stops[(here + 1) % len(stops)][1].setFocus()

    def release(self) -> None:
        """Stop listening to the session: others take the place of these."""
        for old in (self.sections, self.findings, self.strip, self.title):
            self.session.recounted.disconnect(old.refresh)


def _flush(layout: _Layout) -> _Layout:
    """The same layout without margins and gaps."""
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    return layout
