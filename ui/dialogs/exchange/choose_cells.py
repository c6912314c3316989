"""Which cells a table or a page shows: figures under their sections, their rows beneath them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLineEdit, QTreeWidget, QTreeWidgetItem, QWidget

from forms.errors import KnownError
from forms.report.cells import Address
from forms.report.report import Report
from forms.values.text import fold
from ui.dialogs.dialog import Dialog
from ui.look.labels import button
from ui.look.theme import Theme

_ADDRESS = int(Qt.ItemDataRole.UserRole)
_ON, _OFF, _CHECK = Qt.CheckState.Checked, Qt.CheckState.Unchecked, Qt.ItemFlag.ItemIsAutoTristate


class ChooseCells(Dialog):
    """A tree to tick; words at the top narrow it down."""

    def __init__(
        self,
        theme: Theme,
        given: tuple[Report, Sequence[tuple[Address, str]]],
        chosen: Collection[Address],
        parent: QWidget | None,
    ) -> None:
        """Take the report and its cells with what each is called, and which of them are ticked."""
        super().__init__(theme, "Chọn chỉ tiêu", "", "Hiện", parent)
        self.setObjectName("choose_cells")
        self.search = QLineEdit()
        self.add("Tìm", self.search, "Gõ vài chữ của chỉ tiêu, có dấu hay không dấu; phím cách để chọn, bỏ chọn.")
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setFont(theme.font())
        self.tree.setAccessibleName("Các chỉ tiêu theo mục")
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.tree.setMinimumHeight(theme.px(320))
        self.body.addWidget(self.tree, 1)
        acts = QHBoxLayout()
        for text, state in (("Chọn hết", _ON), ("Bỏ hết", _OFF)):
            act = button(theme, text)
            act.clicked.connect(lambda _=False, state=state: self._tick(state))
            acts.addWidget(act)
        acts.addStretch()
        self.body.addLayout(acts)
        self._leaves: list[QTreeWidgetItem] = []
        self._fill(*given, set(chosen))
        self.search.textChanged.connect(self._narrow)
        self.setMinimumWidth(theme.within(self, 640, 0).width())
        self.finish()

    def _fill(self, report: Report, cells: Sequence[tuple[Address, str]], chosen: Collection[Address]) -> None:
        for section in report.template.sections.values():
            top = self._item(self.tree, f"{section.number} {section.title}")
            for figure in section.figures.values():
                items = [(address, name) for address, name in cells if address.figure == figure.code]
                above = self._item(top, figure.label)
                for address, name in items:
                    leaf = self._item(above, name)
                    leaf.setData(0, _ADDRESS, address)
                    leaf.setCheckState(0, _ON if address in chosen else _OFF)
                    self._leaves.append(leaf)
                if not items:
                    top.removeChild(above)
            if not top.childCount():
                self.tree.takeTopLevelItem(self.tree.indexOfTopLevelItem(top))

    @staticmethod
    def _item(above: QTreeWidget | QTreeWidgetItem, text: str) -> QTreeWidgetItem:
        found = QTreeWidgetItem(above, [text])
        found.setFlags(found.flags() | Qt.ItemFlag.ItemIsUserCheckable | _CHECK)
        return found

    def _tick(self, state: Qt.CheckState) -> None:
        """Tick what is in sight, or untick it."""
        for leaf in self._leaves:
            if not leaf.isHidden():
                leaf.setCheckState(0, state)

    def _narrow(self, text: str) -> None:
        """Show the lines with every word that is looked for."""
        words = fold(text).split()
        for leaf in self._leaves:
            above = leaf.parent()
            name = fold(f"{leaf.text(0)} {above.text(0)}")
            leaf.setHidden(not all(word in name for word in words))
        for above in {leaf.parent() for leaf in self._leaves} | {leaf.parent().parent() for leaf in self._leaves}:
            hidden = all(above.child(number).isHidden() for number in range(above.childCount()))
            above.setHidden(hidden)
            above.setExpanded(bool(words))

    def chosen(self) -> list[Address]:
        """The cells that are ticked, in the order of the paper."""
        return [leaf.data(0, _ADDRESS) for leaf in self._leaves if leaf.checkState(0) == _ON]

    def commit(self) -> None:
        """Refuse an empty choice."""
        if not self.chosen():
            raise KnownError("Đề nghị chọn ít nhất một chỉ tiêu.")
