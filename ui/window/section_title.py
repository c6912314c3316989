"""The head of a section: its code and title, and how much of it is filled."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from forms.definitions.template import Section
from ui.look.labels import button, label
from ui.look.theme import Theme
from ui.session import Session

_NAME = 160  # pixels at 100 % that a title keeps


class _Bar(QWidget):
    """A thin line, as far as the section is filled."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.share = 0.0
        self.setFixedSize(QSize(theme.px(96), theme.px(4)))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        """Qt: draw the line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(self.rect())
        for colour, width in (("line", whole.width()), ("accent", whole.width() * self.share)):
            painter.setBrush(self.theme[colour])
            painter.drawRoundedRect(QRectF(0, 0, width, whole.height()), 2, 2)


class SectionTitle(QWidget):
    """Code, title, bar and fraction of the section that is shown; where periods stand side by side, the way of keys."""

    turn_wanted = Signal()
    periods_wanted = Signal()

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self.session = session
        self.theme = theme
        self.section: Section | None = None
        px = theme.px
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), px(8), px(20), px(6))
        row.setSpacing(px(12))
        self._code = label(theme, "", 3, colour="text2")
        self._name = label(theme, "", 3, bold=True, wrap=True)
        self._bar = _Bar(theme)
        self._count = label(theme, "", -0.5, colour="text2")
        row.addWidget(self._code, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._name, 1)
        self._way = label(theme, "", -0.5, colour="text2")
        self._turn = button(theme, "Đổi", "link")
        self._periods = button(theme, "Kỳ báo cáo…", "link")
        self._turn.clicked.connect(self.turn_wanted)
        self._periods.clicked.connect(self.periods_wanted)
        self._beside = session.report.template.span is not None
        self._wanted: set[QWidget] = set()
        for widget in (self._way, self._turn, self._periods):
            widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            widget.setVisible(False)
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._count, 0, Qt.AlignmentFlag.AlignVCenter)
        session.recounted.connect(self.refresh)

    def show_section(self, section: Section) -> None:
        """Show a section's head."""
        self.section = section
        self._code.setText(section.number)
        self._name.setText(section.title)
        self.refresh()

    def show_way(self, *, turned: bool, narrow: bool) -> None:
        """Say how keys go through the periods; without the words where the window is narrow."""
        self._way.setText("Gõ hết hàng rồi xuống dòng" if turned else "Gõ hết cột rồi sang kỳ sau")
        shown = self._beside and self.section is not None and bool(self.section.figures)
        self._want([self._way], wanted=shown and not narrow)
        self._want([self._turn, self._periods], wanted=shown)

    def show_words(self, title: str) -> None:
        """Show the head of a part of the document that is no section."""
        self.section = None
        self._code.setText("")
        self._name.setText(title)
        self._count.clear()
        self._want([self._way, self._turn, self._periods, self._bar], wanted=False)

    def refresh(self) -> None:
        """Count again."""
        if self.section is None:
            return
        filled, total = self.session.filled(self.section)
        self._bar.share = filled / total if total else 0
        self._bar.update()
        self._count.setText(f"đã nhập {filled}/{total} ô" if total else "")
        self._want([self._bar], wanted=bool(total))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Qt: what has no room beside title and fraction steps aside; the menus have it too."""
        super().resizeEvent(event)
        self._arrange()

    def _want(self, widgets: Iterable[QWidget], *, wanted: bool) -> None:
        """Show widgets, or no longer, as far as there is room."""
        self._wanted = self._wanted.union(widgets) if wanted else self._wanted.difference(widgets)
        self._arrange()

    def _arrange(self) -> None:
        """Show what is wanted where there is room for it, what would be missed most first."""
        px = self.theme.px
        taken = self._code.sizeHint().width() + self._count.sizeHint().width() + px(_NAME + 12 + 20 + 2 * 12)
        for widget in (self._periods, self._turn, self._bar, self._way):
            need = max(widget.sizeHint().width(), widget.minimumWidth()) + px(12)
            shown = widget in self._wanted and taken + need <= self.width()
            taken += need if shown else 0
            widget.setVisible(shown)
