"""Colours and measures of the window, light and dark; contrasts are at least 4.5:1 on their grounds."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QWidget

from resources import path

FAMILIES = ("Segoe UI", "Open Sans", "Noto Sans", "DejaVu Sans")
_LIGHT = {
    "window": "#F3F3F3", "base": "#FFFFFF", "band": "#F6F7F9", "well": "#FFFFFF", "text": "#1B1B1B",
    "text2": "#595959", "text3": "#6B6B6B", "line": "#E3E5E8", "edge": "#868A90", "side": "#D3D6DA",
    "accent": "#005FB8", "accentsoft": "#E3EEF9", "onaccent": "#FFFFFF", "error": "#C42B1C", "errorsoft": "#FDECEA",
    "warning": "#8F5200", "warningmark": "#C27A00", "warningsoft": "#FFF5D6", "ok": "#0F7B0F", "button": "#FDFDFD",
}  # fmt: skip
_DARK = {
    "window": "#202020", "base": "#282828", "band": "#2F2F30", "well": "#1E1E1E", "text": "#F3F3F3",
    "text2": "#BDBDBD", "text3": "#A3A3A3", "line": "#3D3E40", "edge": "#96999E", "side": "#4A4C4F",
    "accent": "#60CDFF", "accentsoft": "#1D3A4C", "onaccent": "#06202E", "error": "#FF99A4", "errorsoft": "#442A2C",
    "warning": "#F2C661", "warningmark": "#F2C661", "warningsoft": "#403620", "ok": "#78D26C", "button": "#343434",
}  # fmt: skip

ZOOMS = (0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)  # steps in which everything grows


def _picture(name: str) -> str:
    """The file of a picture that a style sheet draws, as it names files."""
    return path("icons", f"{name}.svg").as_posix()


class Theme:
    """Colours by role, pixels and fonts at a zoom (1.0 is 100 %)."""

    def __init__(self, *, dark: bool = False, zoom: float = 1.0) -> None:
        self.dark = dark
        self.zoom = zoom
        self._colours = {role: QColor(value) for role, value in (_DARK if dark else _LIGHT).items()}
        self.font = cache(self._font)
        self.metrics = cache(self._metrics)

    @classmethod
    def of_system(cls, zoom: float = 1.0) -> Theme:
        """The theme that the system asks for."""
        dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return cls(dark=dark, zoom=zoom)

    def __getitem__(self, role: str) -> QColor:
        return self._colours[role]

    def px(self, pixels: float) -> int:
        """Pixels at 100 %, zoomed."""
        return max(1, round(pixels * self.zoom))

    def within(self, window: QWidget, width: float, height: float) -> QSize:
        """A size in pixels at 100 %, zoomed, as far as the screen of a window has room for it."""
        return QSize(self.px(width), self.px(height)).boundedTo(window.screen().availableSize())

    def _font(self, delta: float = 0.0, *, bold: bool = False) -> QFont:
        """The body font, `delta` points larger, digits of equal width."""
        font = QFont()
        font.setFamilies(FAMILIES)
        font.setPointSizeF((10 + delta) * self.zoom)
        font.setFeature(QFont.Tag("tnum"), 1)
        if bold:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def _metrics(self, delta: float = 0.0, *, bold: bool = False) -> QFontMetrics:
        """The measures of the body font."""
        return QFontMetrics(self.font(delta, bold=bold))

    def row(self) -> int:
        """The height of a row of the form."""
        return self.metrics().height() + self.px(8)

    def palette(self) -> QPalette:
        """The palette of every widget."""
        palette = QPalette()
        roles = QPalette.ColorRole
        for role, colour in (
            (roles.Window, "window"), (roles.WindowText, "text"), (roles.Base, "base"), (roles.AlternateBase, "band"),
            (roles.Text, "text"), (roles.Button, "button"), (roles.ButtonText, "text"), (roles.Highlight, "accent"),
            (roles.HighlightedText, "onaccent"), (roles.Accent, "accent"), (roles.Link, "accent"),
            (roles.ToolTipBase, "base"), (roles.ToolTipText, "text"), (roles.PlaceholderText, "text3"),
            (roles.Mid, "line"), (roles.Light, "line"), (roles.Dark, "edge"), (roles.Midlight, "line"),
        ):  # fmt: skip
            palette.setColor(role, self[colour])
        for role in (roles.Text, roles.WindowText, roles.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self["text3"])
        return palette

    def sheet(self) -> str:
        """What a palette cannot say."""
        name = {role: colour.name() for role, colour in self._colours.items()}
        px = self.px
        return f"""
            QMenuBar {{ background: {name["window"]}; padding: {px(1)}px {px(6)}px; }}
            QMenuBar::item {{ padding: {px(3)}px {px(9)}px; background: transparent; border-radius: {px(4)}px; }}
            QMenuBar::item:selected {{ background: {name["accentsoft"]}; }}
            QMenu {{ background: {name["base"]}; border: 1px solid {name["side"]}; padding: {px(4)}px; }}
            QMenu::item {{ padding: {px(4)}px {px(24)}px {px(4)}px {px(24)}px; border-radius: {px(4)}px; }}
            QMenu::item:selected {{ background: {name["accentsoft"]}; color: {name["text"]}; }}
            QMenu::item:disabled {{ color: {name["text3"]}; }}
            QMenu::separator {{ height: 1px; background: {name["line"]}; margin: {px(4)}px {px(8)}px; }}
            QToolBar {{ background: {name["window"]}; border: 0; border-bottom: 1px solid {name["line"]};
                padding: 0 {px(8)}px {px(1)}px {px(8)}px; spacing: {px(2)}px; }}
            QToolBar::separator {{ background: {name["line"]}; width: 1px; margin: {px(7)}px {px(4)}px; }}
            QToolButton {{ border: 1px solid transparent; border-radius: {px(4)}px; padding: {px(4)}px {px(7)}px; }}
            QToolButton#qt_toolbar_ext_button, QToolButton#qt_menubar_ext_button {{ border: 0; padding: 0; }}
            QToolButton:checked {{ background: {name["accentsoft"]}; }}
            QToolButton:hover {{ background: {name["line"]}; }}
            QToolButton:focus {{ border: {px(2)}px solid {name["accent"]}; }}
            QPushButton {{ background: {name["button"]}; border: 1px solid {name["side"]};
                border-bottom-color: {name["edge"]}; border-radius: {px(4)}px; padding: {px(3)}px {px(11)}px; }}
            QPushButton[kind="primary"] {{ background: {name["accent"]}; color: {name["onaccent"]};
                border-color: {name["accent"]}; }}
            QPushButton[kind="primary"]:disabled {{ background: {name["button"]}; border-color: {name["side"]};
                color: {name["text3"]}; }}
            QPushButton[kind="link"] {{ background: transparent; border-color: transparent; color: {name["accent"]};
                padding: {px(3)}px {px(6)}px; }}
            QPushButton:checked {{ background: {name["accentsoft"]}; border-color: {name["accent"]}; }}
            QPushButton:focus {{ border: {px(2)}px solid {name["text"]}; padding: {px(2)}px {px(10)}px; }}
            QPushButton[kind="link"]:focus {{ border: {px(2)}px solid {name["accent"]};
                padding: {px(2)}px {px(5)}px; }}
            QPushButton:disabled {{ color: {name["text3"]}; }}
            QLineEdit, QPlainTextEdit {{ background: {name["well"]}; border: 1px solid {name["side"]};
                border-bottom-color: {name["edge"]}; border-radius: {px(3)}px; padding: {px(3)}px; }}
            QLineEdit:focus, QPlainTextEdit:focus {{ border: {px(2)}px solid {name["accent"]}; }}
            QComboBox, QSpinBox {{ background: {name["well"]}; border: 1px solid {name["side"]};
                border-bottom-color: {name["edge"]}; border-radius: {px(3)}px; padding: {px(2)}px {px(6)}px; }}
            QComboBox:focus, QSpinBox:focus {{ border: {px(2)}px solid {name["accent"]}; }}
            QComboBox::drop-down, QSpinBox::up-button, QSpinBox::down-button {{ border: 0; width: {px(22)}px; }}
            QComboBox::down-arrow, QSpinBox::down-arrow {{ image: url("{_picture("field_down")}");
                width: {px(13)}px; height: {px(13)}px; }}
            QSpinBox::up-arrow {{ image: url("{_picture("field_up")}"); width: {px(13)}px; height: {px(13)}px; }}
            QCheckBox::indicator, QListWidget::indicator {{ width: {px(16)}px; height: {px(16)}px;
                background: {name["well"]}; border: 1px solid {name["edge"]}; border-radius: {px(3)}px; }}
            QCheckBox::indicator:checked, QListWidget::indicator:checked {{ background: {name["accent"]};
                border-color: {name["accent"]};
                image: url("{_picture("field_tick_dark" if self.dark else "field_tick")}"); }}
            QCheckBox::indicator:focus {{ border: {px(2)}px solid {name["text"]}; }}
            QTabBar::tab {{ background: transparent; border: 0; padding: {px(6)}px {px(12)}px;
                border-bottom: {px(2)}px solid transparent; }}
            QTabBar::tab:selected {{ border-bottom-color: {name["accent"]}; }}
            QTabBar::tab:focus {{ background: {name["accentsoft"]}; }}
            QComboBox QAbstractItemView {{ background: {name["base"]}; border: 1px solid {name["side"]};
                selection-background-color: {name["accentsoft"]}; selection-color: {name["text"]}; }}
            QLineEdit#field {{ border: 0; border-radius: 0; padding: 0; }}
            QStatusBar {{ background: {name["window"]}; border-top: 1px solid {name["line"]}; }}
            QStatusBar::item {{ border: 0; }}
            QStatusBar QToolButton {{ padding: 0 {px(6)}px; }}
            QAbstractItemView {{ selection-background-color: {name["accentsoft"]}; selection-color: {name["text"]}; }}
            QTableWidget::item {{ padding: 0 {px(8)}px; }}
            QSplitter::handle {{ background: {name["line"]}; }}
            QHeaderView::section {{ background: {name["base"]}; color: {name["text2"]}; border: 0;
                border-bottom: 1px solid {name["line"]}; padding: {px(4)}px {px(8)}px; }}
            QScrollBar:vertical {{ width: {px(12)}px; background: transparent; }}
            QScrollBar:horizontal {{ height: {px(12)}px; background: transparent; }}
            QScrollBar::handle {{ background: {name["edge"]}; border-radius: {px(3)}px; margin: {px(3)}px;
                min-height: {px(30)}px; min-width: {px(30)}px; }}
            QScrollBar::handle:disabled {{ background: transparent; }}
            QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
            QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
            QToolTip {{ background: {name["base"]}; color: {name["text"]}; border: 1px solid {name["edge"]};
                padding: {px(4)}px; }}
        """
