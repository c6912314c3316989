"""The list of sections: how much of each is filled, and how many errors and warnings stand."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHeaderView, QTreeWidget, QTreeWidgetItem

from forms.rules import Severity
from ui.session import Session
from ui.theme import Theme

_CODE = Qt.ItemDataRole.UserRole


class SectionList(QTreeWidget):
    """Sections in the order of the report."""

    section_chosen = Signal(str)

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self.session = session
        self.theme = theme
        self.setColumnCount(3)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("Mục báo cáo")
        self.setFont(theme.font())
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            self.header().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self._items: dict[str, QTreeWidgetItem] = {}
        for section in session.report.template.sections.values():
            item = QTreeWidgetItem(self, [f"{section.code}  {section.short}"])
            item.setData(0, _CODE, section.code)
            item.setToolTip(0, section.title)
            self._items[section.code] = item
            if not section.figures:
                item.setDisabled(True)
        self.refresh()
        session.changed.connect(self.refresh)
        self.currentItemChanged.connect(self._chosen)

    def refresh(self) -> None:
        """Count again."""
        for code, item in self._items.items():
            section = self.session.report.template.sections[code]
            if not section.figures:
                continue
            filled, total = self.session.filled(section)
            errors = self.session.count(section, Severity.ERROR)
            warnings = self.session.count(section, Severity.WARNING)
            item.setText(1, "✓" if filled == total else f"{filled}/{total}")
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            marks = [f"✕ {errors}"] * bool(errors) + [f"! {warnings}"] * bool(warnings)
            item.setText(2, "  ".join(marks))
            item.setForeground(2, self.theme["error" if errors else "warning"])

    def choose(self, code: str) -> None:
        """Go to a section."""
        self.setCurrentItem(self._items[code])

    def _chosen(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.section_chosen.emit(item.data(0, _CODE))
