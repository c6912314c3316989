"""The menus and the toolbar: one place that knows every command, its keys and its picture."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QToolBar, QToolButton

from ui.look.icons import icon
from ui.look.theme import Theme

REPORT, VALUES, CHECK, BELOW, TEXT, HELP = "Báo cáo", "Số liệu", "Kiểm tra", "Tổng hợp", "Văn bản", "Trợ giúp"


def keys_of(action: QAction) -> str:
    """The keys of a command in words, as a menu shows them; others that do the same after a comma."""
    return ", ".join(key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts())


class Menus:
    """The commands of a window; a menu without commands does not show."""

    def __init__(self, window: QMainWindow) -> None:
        self.window = window
        self.toolbar = QToolBar("Thanh công cụ", window)
        self.toolbar.setMovable(False)
        self.toolbar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        window.addToolBar(self.toolbar)
        window.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.menus: dict[str, QMenu] = {}
        self.actions: dict[str, QAction] = {}
        self._pictures: dict[QAction, str] = {}
        self._look: tuple[Theme, bool, int] | None = None
        for name in (REPORT, VALUES, CHECK, BELOW, TEXT, HELP):
            menu = window.menuBar().addMenu(name)
            menu.menuAction().setVisible(False)
            self.menus[name] = menu

    def add(
        self, menu: str, text: str, slot: Callable[[], object], keys: str = "", picture: str = "", *, tool: str = ""
    ) -> QAction:
        """Add a command to a menu, and with `tool` (its short name) to the toolbar."""
        action = QAction(text, self.window)
        action.triggered.connect(lambda _=False: slot())
        if keys:
            # names of keys that are Qt's own: looking for them among translated ones takes a thousand times as long
            plain = QKeySequence.SequenceFormat.PortableText
            action.setShortcuts([QKeySequence.fromString(one, plain) for one in keys.split(" | ")])
        if picture:
            self._pictures[action] = picture
        self.menus[menu].addAction(action)
        self.menus[menu].menuAction().setVisible(True)
        self.actions[text] = action
        if tool:
            action.setIconText(tool)
            action.setToolTip(f"{tool} ({keys_of(action)})" if keys else tool)
            self.toolbar.addAction(action)
        return action

    def keys(self) -> dict[str, list[tuple[str, str]]]:
        """Every command that has keys, by menu: what it is called, and its keys as on the keycaps."""
        named = {action: text for text, action in self.actions.items()}
        return {
            menu: [(named[action].rstrip("…"), keys_of(action)) for action in found.actions() if action.shortcuts()]
            for menu, found in self.menus.items()
        }

    def picture(self, action: QAction) -> str:
        """The name of a command's picture."""
        return self._pictures[action]

    def separate(self, menu: str, *, tool: bool = False) -> None:
        """Draw a line in a menu, and with `tool` in the toolbar."""
        self.menus[menu].addSeparator()
        if tool:
            self.toolbar.addSeparator()

    def style(self, theme: Theme, *, pictures: bool) -> None:
        """Fonts and pictures of a theme; a narrow toolbar has words only."""
        look = (theme, pictures, len(self.actions))
        if look == self._look:
            return
        self._look = look
        size = theme.px(20)
        self.window.menuBar().setFont(theme.font())
        for menu in self.menus.values():
            menu.setFont(theme.font())
        self.toolbar.setIconSize(QSize(size, size))
        style = Qt.ToolButtonStyle
        self.toolbar.setToolButtonStyle(style.ToolButtonTextBesideIcon if pictures else style.ToolButtonTextOnly)
        for bar, name in ((self.toolbar, "qt_toolbar_ext_button"), (self.window.menuBar(), "qt_menubar_ext_button")):
            rest = bar.findChild(QToolButton, name)  # leads to what has no room
            if rest is not None:
                rest.setIcon(icon("chevron_double_right", theme["text"], theme["text3"], theme.px(12)))
        for action, picture in self._pictures.items():
            action.setFont(theme.font())
            if (shown := self.toolbar.widgetForAction(action)) is not None:  # menus show words only
                action.setIcon(icon(picture, theme["text2"], theme["text3"], size))
                action.setIconVisibleInMenu(False)
                shown.setFont(theme.font())
                shown.setFocusPolicy(Qt.FocusPolicy.NoFocus)
