"""Which report of a file that holds several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from forms.definitions.loading import choices
from forms.errors import KnownError
from storage.tables.reports import ReportName
from ui.dialogs.dialog import Dialog
from ui.look.theme import Theme


class ChooseReport(Dialog):
    """A list, the latest period first; afterwards `chosen` says which."""

    def __init__(self, theme: Theme, names: Sequence[ReportName], parent: QWidget | None = None) -> None:
        super().__init__(theme, "Chọn báo cáo", f"Tệp này có {len(names)} báo cáo.", "Mở", parent)
        self.setObjectName("choose_report")
        self._list = QListWidget()
        self._list.setAccessibleName("Các báo cáo trong tệp")
        self._list.setFont(theme.font())
        self._list.setStyleSheet(
            f"QListWidget::item {{ padding: {theme.px(6)}px; }} QListWidget::item:selected "
            f"{{ background: {theme['accentsoft'].name()}; color: {theme['text'].name()}; }}"
        )
        twins = Counter(unit.name for unit in {name.unit.id: name.unit for name in names}.values())
        several = len({name.template for name in names}) > 1
        titles = _titles() if several else {}
        for name in sorted(names, key=lambda name: (name.period.end, -name.id), reverse=True):
            unit = name.unit.name if twins[name.unit.name] == 1 else name.unit.full
            which = f"{unit}, {name.period.label}"
            item = QListWidgetItem(
                f"{which} · {titles.get(name.template, name.template)}" if titles else which, self._list
            )
            item.setData(Qt.ItemDataRole.UserRole, name)
        self._list.setCurrentRow(0)
        self._list.itemDoubleClicked.connect(lambda _: self.accept())
        self.body.addWidget(self._list)
        self.finish()
        self._list.setFocus()

    @property
    def chosen(self) -> ReportName:
        """The report chosen."""
        found: ReportName = self._list.currentItem().data(Qt.ItemDataRole.UserRole)
        return found

    def commit(self) -> None:
        """A report must be chosen."""
        if self._list.currentItem() is None:
            raise KnownError("Chưa chọn báo cáo nào; đề nghị chọn một dòng.")


def _titles() -> dict[str, str]:
    """What templates are called, by code; none where one of them cannot be read."""
    found: dict[str, str] = {}
    with suppress(KnownError):
        found = {template.code: template.title for template in choices()}
    return found
