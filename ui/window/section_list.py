"""The list of sections: how much of each is filled, and how many errors and warnings stand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from forms.definitions.rules import Severity
from forms.definitions.template import Section
from ui.look.icons import COLOURS, SEVERITIES, pixmap
from ui.look.labels import LEFT, RIGHT
from ui.look.theme import Theme
from ui.session import Session

_SECTION = Qt.ItemDataRole.UserRole


class _Lines(QStyledItemDelegate):
    """Draws a section: code, name, fraction or tick, badges; compact shows the code and the gravest badge."""

    def __init__(self, sections: SectionList) -> None:
        super().__init__(sections)
        self.sections = sections

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802, ARG002
        """Qt: one line, closer together where the window is low."""
        theme = self.sections.theme
        return QSize(10, theme.metrics().height() + theme.px(9 if theme.zoom < 1.2 else 5))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Qt: draw one line."""
        theme, rect = self.sections.theme, option.rect
        section: Section = index.data(_SECTION)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme["accentsoft"])
            ground = QRectF(rect).adjusted(theme.px(6), 1, -theme.px(6), -1)
            painter.drawRoundedRect(ground, theme.px(4), theme.px(4))
            painter.setBrush(theme["accent"])
            bar = QRectF(theme.px(6), rect.top() + rect.height() * 0.26, theme.px(3), rect.height() * 0.48)
            painter.drawRoundedRect(bar, 1.5, 1.5)
            if self.sections.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(theme["accent"])
                painter.drawRoundedRect(ground, theme.px(4), theme.px(4))
        inner = rect.adjusted(theme.px(15), 0, -theme.px(11), 0)
        self._code(painter, inner, section, chosen=chosen)
        badges = self._badges(painter, inner, section)
        if not self.sections.compact:
            self._name(painter, inner, section, badges, chosen=chosen)
        painter.restore()

    def _code(self, painter: QPainter, rect: QRect, section: Section, *, chosen: bool) -> None:
        theme = self.sections.theme
        strong = chosen and self.sections.compact
        painter.setFont(theme.font(bold=strong))
        painter.setPen(theme["text" if strong else "text2"])
        painter.drawText(rect, LEFT, section.number)

    def _badges(self, painter: QPainter, rect: QRect, section: Section) -> int:
        """Draw icons with numbers at the right; returns where they begin."""
        theme, session = self.sections.theme, self.sections.session
        right, size = rect.right(), theme.px(14)
        counts = {severity: session.count(section, severity) for severity in (Severity.WARNING, Severity.ERROR)}
        for severity, count in counts.items():
            if not count or (self.sections.compact and severity is Severity.WARNING and counts[Severity.ERROR]):
                continue
            if not self.sections.compact:
                painter.setFont(theme.font(-1, bold=True))
                painter.setPen(theme[COLOURS[severity]])
                wide = theme.metrics(-1, bold=True).horizontalAdvance(str(count))
                painter.drawText(QRect(right - wide, rect.top(), wide + 1, rect.height()), LEFT, str(count))
                right -= wide + theme.px(3)
            sign = pixmap(SEVERITIES[severity], theme[COLOURS[severity]], size)
            painter.drawPixmap(right - size, rect.center().y() - size // 2 + 1, sign)
            right -= size + theme.px(7)
        return right

    def _name(self, painter: QPainter, rect: QRect, section: Section, right: int, *, chosen: bool) -> None:
        theme = self.sections.theme
        left = rect.left() + self.sections.code_width
        filled, total = self.sections.session.filled(section)
        # fractions stand under one another whether there are badges or not
        right = min(right, rect.right() - self.sections.badge_width)
        if total and filled == total:
            size = theme.px(15)
            painter.drawPixmap(right - size, rect.center().y() - size // 2 + 1, pixmap("checkmark", theme["ok"], size))
            right -= size + theme.px(6)
        elif total:
            count = f"{filled}/{total}"
            painter.setFont(theme.font(-1))
            painter.setPen(theme["text2"])
            painter.drawText(QRect(rect.left(), rect.top(), right - rect.left(), rect.height()), RIGHT, count)
            right -= theme.metrics(-1).horizontalAdvance(count) + theme.px(6)
        else:
            right = rect.right()
        painter.setFont(theme.font(bold=chosen))
        painter.setPen(theme["text"])
        room = right - left
        name = theme.metrics(bold=chosen).elidedText(section.short, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(left, rect.top(), room, rect.height()), LEFT, name)


class SectionList(QListWidget):
    """Sections in the order of the report."""

    section_chosen = Signal(str)

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self.session = session
        self.theme = theme
        self.compact = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("Mục báo cáo")
        self.setAccessibleDescription("Ctrl+Page Down sang mục sau, Ctrl+Page Up về mục trước")
        self.setItemDelegate(_Lines(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setStyleSheet(f"QListWidget {{ background: {theme['window'].name()}; }}")
        self._items: dict[str, QListWidgetItem] = {}
        sections = session.report.template.sections
        for section in sections.values():
            item = QListWidgetItem(self)
            item.setData(_SECTION, section)
            item.setToolTip(section.title)
            self._items[section.code] = item
        wide = theme.metrics().horizontalAdvance
        self.code_width = max(wide(section.number) for section in sections.values()) + theme.px(8)
        badge = theme.metrics(-1, bold=True).horizontalAdvance("88") + theme.px(3 + 14 + 7)
        self.badge_width = badge + theme.px(14 + 3 + 7) + theme.metrics(-1, bold=True).horizontalAdvance("8")
        self.refresh()
        session.recounted.connect(self.refresh)
        self.currentItemChanged.connect(self._chosen)

    def room(self) -> int:
        """The width that the list needs, so that no name is cut."""
        px = self.theme.px
        if self.compact:
            return self.code_width + px(15 + 11 + 14 + 10)
        wide, small = self.theme.metrics(bold=True).horizontalAdvance, self.theme.metrics(-1).horizontalAdvance
        sections = self.session.report.template.sections.values()
        named = max(wide(section.short) for section in sections if section.figures)
        plain = max((wide(section.short) for section in sections if not section.figures), default=0)
        full = named + small("88/88") + px(8) + self.badge_width
        return px(15 + 11) + self.code_width + max(full, plain)

    def refresh(self) -> None:
        """Count again."""
        for code, item in self._items.items():
            section = self.session.report.template.sections[code]
            filled, total = self.session.filled(section)
            errors = self.session.count(section, Severity.ERROR)
            warnings = self.session.count(section, Severity.WARNING)
            name = f"{code} {section.title}"
            if total:
                name += f": đã nhập {filled} trên {total} ô, {errors} lỗi, {warnings} cảnh báo"
            if item.data(Qt.ItemDataRole.AccessibleTextRole) != name:
                item.setData(Qt.ItemDataRole.AccessibleTextRole, name)

    def dataChanged(  # noqa: N802
        self, first: QModelIndex | QPersistentModelIndex, last: QModelIndex | QPersistentModelIndex,
        roles: Sequence[int] = (),
    ) -> None:  # fmt: skip
        """Qt: paint the line; the list's own way lays out every line anew, and none has another size now."""
        QAbstractItemView.dataChanged(self, first, last, roles)

    def choose(self, code: str) -> None:
        """Go to a section."""
        self.setCurrentItem(self._items[code])

    def leave(self) -> None:
        """Choose no section: something else stands in its place."""
        self.blockSignals(True)  # noqa: FBT003 - Qt's signature
        self.setCurrentRow(-1)
        self.clearSelection()
        self.blockSignals(False)  # noqa: FBT003 - Qt's signature

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Qt: the keys come here; where no section is chosen none is, until one is asked for."""
        left = self.currentRow() < 0
        self.blockSignals(left)
        super().focusInEvent(event)
        self.blockSignals(False)  # noqa: FBT003 - Qt's signature
        if left:
            self.leave()

    def step(self, by: int) -> None:
        """Go to the section after (1) or before (-1)."""
        self.setCurrentRow(max(0, min(self.currentRow() + by, self.count() - 1)))

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.section_chosen.emit(item.data(_SECTION).code)
