"""Which cell of the report answers a target, by which conversion, and which values of it are better."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from forms.offices.plan import LinkKind, PlanTarget
from forms.report.report import Report
from forms.values.aims import Better
from ui.dialogs.dialog import Dialog
from ui.jobs import targets
from ui.look.theme import Theme
from ui.session import Session

_BETTER = {
    Better.UNKNOWN: "Theo lời mục tiêu",
    Better.HIGHER: "Cao hơn là tốt hơn",
    Better.LOWER: "Thấp hơn là tốt hơn",
    Better.LEVEL: "Đúng mức, không hơn không kém",
}
_NONE = "Không ô nào: ghi số bằng tay"


class LinkTarget(Dialog):
    """Asks for the link of a target; it holds for the plan of the locality, in every report."""

    def __init__(self, theme: Theme, session: Session, target: PlanTarget, parent: QWidget | None) -> None:
        super().__init__(theme, "Ô trả lời chỉ tiêu", target.full, "Ghi", parent)
        self.setObjectName("link_target")
        self._session, self._target = session, target
        self.cell = QComboBox()
        self.cell.setEditable(True)
        self.cell.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.cell.addItem(_NONE, "")
        for name, expression in _cells(session.report):
            self.cell.addItem(name, expression)
        if completer := self.cell.completer():
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(completer.CompletionMode.PopupCompletion)
        answered = target.cell if target.answering or not target.cell else ""
        place = self.cell.findData(answered)
        self.cell.setCurrentIndex(max(place, 0))
        if place < 0:
            self.cell.setEditText(answered)
        self.conversion = QLineEdit(target.conversion)
        self.better = QComboBox()
        for better, name in _BETTER.items():
            self.better.addItem(name, better)
        self.better.setCurrentIndex(list(_BETTER).index(target.better))
        hint = "Gõ vài chữ trong tên ô để tìm"
        if target.link_note and not target.answering:
            hint += f"; ô gần nghĩa nhất: {target.link_note}"
        self.add("Ô trả lời", self.cell, f"{hint}.")
        self.add("Cách tính", self.conversion, "Chỉ khi khác chính ô ấy, ví dụ: 100 - nuoc_sach.rate")
        self.add("Chiều", self.better)
        self.finish()

    def commit(self) -> None:
        """Store the link; raises KnownError for a cell or a conversion that the report does not have."""
        place = self.cell.findText(self.cell.currentText(), Qt.MatchFlag.MatchExactly)
        cell = str(self.cell.itemData(place)) if place >= 0 else self.cell.currentText().strip()
        conversion = self.conversion.text().strip()
        link = LinkKind.DERIVED if conversion else LinkKind.DIRECT if cell else ""
        better: Better = self.better.currentData()
        changed = replace(self._target, cell=cell, conversion=conversion, link=link, better=Better(better))
        targets.change(self._session.workspace, self._session.report, changed, self._session.who)
        self._session.follow_plan()


def _cells(report: Report) -> Iterator[tuple[str, str]]:
    """The totals and fixed rows of the report's figures, each as it is called and as an expression names it."""
    for section in report.template.sections.values():
        for figure in report.figures(section):
            for address in report.addresses(figure):
                if address.row and figure.fixed_row(address.row) is None:
                    continue
                row = f" › {report.label(figure, address.row)}" if address.row else ""
                where = f"[{address.row}]" if address.row else ""
                name = f"{section.number} {figure.label}{row}: {report.measure(address).label}"
                yield name, f"{figure.code}{where}.{address.measure}"
