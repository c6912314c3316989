"""The list of legal documents: one line each, edited in place, with what cannot be right told beneath.

The last line is blank: typing into it adds a document. Every edit is stored as it is made.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCompleter,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from forms.definitions.legal_document import KINDS, LegalDocument, kept
from forms.narrative import legal
from forms.report.changes import SetLegalDocument
from ui.look.line_model import Index
from ui.look.theme import Theme
from ui.refusal import attempt
from ui.session import Session

COLUMNS = {
    "kind": "Tên loại",
    "number": "Số, ký hiệu",
    "issued": "Ngày ban hành",
    "issuer": "Cơ quan ban hành",
    "title": "Trích yếu",
    "abbreviation": "Gọi tắt là",
}
_HINTS = ("Kế hoạch", "15/KH-UBND", "05/3/2024", "Ủy ban nhân dân tỉnh", "về giảm nghèo năm 2024", "")
_WIDTHS = (120, 130, 130, 190, 270, 110)
_BLANK = LegalDocument("", "", "", "")
_LONGEST = 1000


class DocumentModel(QAbstractTableModel):
    """The documents of the report as a table; it holds nothing that the report does not."""

    refused = Signal(str)

    def __init__(self, session: Session, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.theme = theme
        self.keys: list[str] = []
        self.locked = False
        self.doubts: dict[str, legal.Doubt] = {}
        self.refresh()
        session.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show the documents that stand now."""
        keys = list(self.session.report.documents)
        self.doubts = {doubt.where: doubt for doubt in legal.doubts(self.session.report)}
        locked = self.session.report.locked
        if (keys, locked) == (self.keys, self.locked):
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, len(COLUMNS) - 1))
            return
        self.beginResetModel()
        self.keys, self.locked = keys, locked
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802 - Qt
        """The documents and the blank line, which a final report does not have."""
        if parent is not None and parent.isValid():
            return 0
        return len(self.keys) + (not self.locked)

    def columnCount(self, parent: Index | None = None) -> int:  # noqa: N802 - Qt
        """How many columns."""
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def document(self, row: int) -> LegalDocument:
        """The document of a line; a blank one for the last line."""
        return self.session.report.documents[self.keys[row]] if row < len(self.keys) else _BLANK

    def headerData(  # noqa: N802 - Qt
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt
        """The heads of the columns, and the numbers of the lines."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Horizontal:
            return list(COLUMNS.values())[section]
        return str(section + 1) if section < len(self.keys) else "+"

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt
        """The text of a cell, what the blank line is for, and the mark of a doubt."""
        if not index.isValid():
            return None
        field = list(COLUMNS)[index.column()]
        new = index.row() >= len(self.keys)
        text = asdict(self.document(index.row()))[field]
        doubt = None if new else self.doubts.get(self.keys[index.row()])
        match role:
            case Qt.ItemDataRole.DisplayRole:
                if new:
                    return "Thêm văn bản…" if index.column() == 0 else ""
                return f"⚠ {text}" if doubt and field == "issued" else text
            case Qt.ItemDataRole.EditRole:
                return text
            case Qt.ItemDataRole.ForegroundRole:
                return self.theme["text2"] if new else self.theme["warning"] if doubt and field == "issued" else None
            case Qt.ItemDataRole.BackgroundRole:
                return self.theme["warningsoft"] if doubt and field == "issued" else None
            case Qt.ItemDataRole.ToolTipRole:
                return f"{doubt.message} {doubt.instruction}" if doubt else text
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every cell is edited in place until the report is final."""
        found = super().flags(index)
        return found if self.locked or not index.isValid() else found | Qt.ItemFlag.ItemIsEditable

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: ANN401, N802
        """Store what was typed; a day is put into the official form where it can be read."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        field = list(COLUMNS)[index.column()]
        old = self.document(index.row())
        new = replace(old, **{field: kept(field, str(value))[:_LONGEST]})
        if new == old:
            return False
        key = self.keys[index.row()] if index.row() < len(self.keys) else legal.new_key(self.session.report)
        return self._put(SetLegalDocument(key, new))

    def remove(self, row: int) -> bool:
        """Take a document away; sentences that cite it print "…" and say so."""
        return row < len(self.keys) and self._put(SetLegalDocument(self.keys[row], None))

    def _put(self, change: SetLegalDocument) -> bool:
        return attempt(lambda: self.session.put(change), self.refused.emit)


class _Typing(QStyledItemDelegate):
    """A plain field; the first column proposes the usual kinds."""

    def createEditor(  # noqa: N802 - Qt
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QWidget:
        """A field with an example in it."""
        editor = super().createEditor(parent, option, index)
        if isinstance(editor, QLineEdit):
            editor.setPlaceholderText(_HINTS[index.column()])
            if index.column() == 0:
                completer = QCompleter(list(KINDS), editor)
                completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
                editor.setCompleter(completer)
        return editor


class LegalDocuments(QDialog):
    """The list, a button that takes a document away, and the doubts."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Văn bản được viện dẫn")
        self.resize(theme.within(self, 1010, 420))
        self.model = DocumentModel(session, theme, self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setItemDelegate(_Typing(self.table))
        self.table.setFont(theme.font())
        self.table.setAccessibleName("Danh mục văn bản")
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        self.table.horizontalHeader().setFont(theme.font(-0.5))
        self.table.verticalHeader().setDefaultSectionSize(theme.row() + theme.px(4))
        for column, width in enumerate(_WIDTHS):
            self.table.setColumnWidth(column, theme.px(width))
        self.table.horizontalHeader().setSectionResizeMode(4, QHeaderView.ResizeMode.Stretch)
        self.remarks = QLabel()
        self.remarks.setWordWrap(True)
        self.remarks.setFont(theme.font())
        self.away = QPushButton("Bỏ văn bản này")
        self.leave = QPushButton("Đóng")
        self._lay_out(theme)
        self.model.refused.connect(self.remarks.setText)
        self.model.modelReset.connect(self._show_remarks)
        self.model.dataChanged.connect(self._show_remarks)
        self.away.clicked.connect(self._remove)
        self.leave.clicked.connect(self.accept)
        QShortcut(QKeySequence("Ctrl+Delete"), self.table).activated.connect(self._remove)
        self._show_remarks()

    def _lay_out(self, theme: Theme) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(16), theme.px(14), theme.px(16), theme.px(12))
        layout.setSpacing(theme.px(8))
        layout.addWidget(self.table, 1)
        layout.addWidget(self.remarks)
        row = QHBoxLayout()
        for button in (self.away, self.leave):
            button.setFont(theme.font())
            button.setAutoDefault(False)
        row.addWidget(self.away)
        row.addStretch()
        row.addWidget(self.leave)
        layout.addLayout(row)

    def _show_remarks(self) -> None:
        doubts = list(self.model.doubts.values())
        lines = [f"⚠ {doubt.message} {doubt.instruction}" for doubt in doubts[:4]]
        if len(doubts) > 4:
            lines.append(f"… và {len(doubts) - 4} văn bản khác cần xem lại.")
        self.remarks.setText("\n".join(lines) or "Gõ vào dòng cuối để thêm văn bản; mỗi ô được lưu ngay khi nhập xong.")

    def _remove(self) -> None:
        self.model.remove(self.table.currentIndex().row())
