"""Colours and measures of the window, light and dark; contrasts are at least 4.5:1 on their grounds."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QPalette

_LIGHT = {
    "window": "#F3F3F3", "base": "#FFFFFF", "band": "#F6F7F9", "well": "#FFFFFF", "text": "#1B1B1B",
    "text2": "#595959", "line": "#E3E5E8", "edge": "#868A90", "side": "#D3D6DA", "accent": "#005FB8",
    "accentsoft": "#E3EEF9", "onaccent": "#FFFFFF", "error": "#C42B1C", "errorsoft": "#FDECEA", "warning": "#8F5200",
    "warningmark": "#C27A00", "warningsoft": "#FFF5D6", "ok": "#0F7B0F",
}  # fmt: skip
_DARK = {
    "window": "#202020", "base": "#282828", "band": "#2F2F30", "well": "#1E1E1E", "text": "#F3F3F3",
    "text2": "#BDBDBD", "line": "#3D3E40", "edge": "#96999E", "side": "#4A4C4F", "accent": "#60CDFF",
    "accentsoft": "#1D3A4C", "onaccent": "#06202E", "error": "#FF99A4", "errorsoft": "#442A2C", "warning": "#F2C661",
    "warningmark": "#F2C661", "warningsoft": "#403620", "ok": "#78D26C",
}  # fmt: skip


class Theme:
    """Colours by role, pixels and fonts at a zoom (1.0 is 100 %)."""

    def __init__(self, *, dark: bool = False, zoom: float = 1.0) -> None:
        self.zoom = zoom
        self._colours = {role: QColor(value) for role, value in (_DARK if dark else _LIGHT).items()}

    @classmethod
    def of_system(cls, zoom: float = 1.0) -> Theme:
        """The theme that the system asks for."""
        dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return cls(dark=dark, zoom=zoom)

    def __getitem__(self, role: str) -> QColor:
        return self._colours[role]

    def px(self, pixels: int) -> int:
        """Pixels at 100 %, zoomed."""
        return max(1, round(pixels * self.zoom))

    def font(self, delta: float = 0.0, *, bold: bool = False) -> QFont:
        """The body font, `delta` points larger, digits of equal width."""
        font = QFont(QGuiApplication.font())
        font.setPointSizeF((10 + delta) * self.zoom)
        font.setFeature(QFont.Tag("tnum"), 1)
        if bold:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def metrics(self, delta: float = 0.0) -> QFontMetrics:
        """The measures of the body font."""
        return QFontMetrics(self.font(delta))

    def row(self) -> int:
        """The height of a row of the form."""
        return self.metrics().height() + self.px(8)

    def palette(self) -> QPalette:
        """The palette of every widget."""
        palette = QPalette()
        roles = QPalette.ColorRole
        for role, colour in (
            (roles.Window, "window"), (roles.WindowText, "text"), (roles.Base, "base"), (roles.AlternateBase, "band"),
            (roles.Text, "text"), (roles.Button, "base"), (roles.ButtonText, "text"), (roles.Highlight, "accent"),
            (roles.HighlightedText, "onaccent"), (roles.Accent, "accent"), (roles.Link, "accent"),
            (roles.ToolTipBase, "base"), (roles.ToolTipText, "text"), (roles.PlaceholderText, "text2"),
            (roles.Mid, "line"), (roles.Light, "line"),
        ):  # fmt: skip
            palette.setColor(role, self[colour])
        return palette

    def sheet(self) -> str:
        """What a palette cannot say."""
        button = f"border: 1px solid {self['edge'].name()}; border-radius: {self.px(4)}px; padding: {self.px(3)}px"
        return f"""
            QPushButton {{ background: {self["base"].name()}; {button} {self.px(11)}px; }}
            QPushButton:focus {{ border: {self.px(2)}px solid {self["accent"].name()}; }}
            QPushButton[primary="true"] {{ background: {self["accent"].name()}; color: {self["onaccent"].name()}; }}
            QHeaderView::section {{ background: {self["base"].name()}; color: {self["text2"].name()}; border: 0;
                border-bottom: 1px solid {self["line"].name()}; padding: {self.px(4)}px {self.px(8)}px; }}
            QTreeWidget {{ background: {self["window"].name()}; }}
            QTreeWidget::item {{ padding: {self.px(3)}px; }}
            QStatusBar::item {{ border: 0; }}
            QSplitter::handle {{ background: {self["line"].name()}; }}
        """
