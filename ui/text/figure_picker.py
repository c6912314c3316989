"""Choosing what a sentence refers to: every figure of the report, found by any words of its name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from forms.definitions import row_ids, sentences
from forms.definitions.expressions import Reference
from forms.definitions.sentences import FIELDS, FORMS, Each, Field, Part, Sentence, Value, Words
from forms.narrative.narrative import plain
from forms.narrative.scope import Scope
from forms.report.report import Report
from forms.values.frozen import frozen
from forms.values.text import fold, lowered, raised
from ui.look.line_model import Index
from ui.look.theme import Theme

_FIELDS = ("period", "periods", "year", "last_year", "as_of", "unit", "office", "documents")


@frozen
class Insertion:
    """Something that a sentence can refer to: its name, the part of a sentence, and what is searched in."""

    name: str
    part: Part
    words: str


def choices(report: Report) -> Iterator[Insertion]:
    """Every cell in the order of the paper, a list of rows for each breakdown, and words about the report."""
    for figure in (figure for section in report.template.sections.values() for figure in report.figures(section)):
        for address in report.addresses(figure):
            measure = report.measure(address)
            labels = [figure.label, *_labels(report, address.figure, address.row)]
            if len(figure.measures_at(address.row)) > 1:
                labels.append(measure.label)
            name = " › ".join(labels)
            reference = Reference(address.figure, address.row, address.measure)
            yield Insertion(name, Value(reference, ""), fold(f"{name} {measure.label} {figure.section}"))
        for breakdown in figure.breakdowns.values():
            row = row_ids.child(breakdown.of, breakdown.code, row_ids.ANY)
            name = f"{figure.label} › liệt kê theo {lowered(breakdown.label)}"
            carried = [code for code, measure in breakdown.measures.items() if not measure.rows]
            yield Insertion(name, Each(Reference(figure.code, row, ""), _line(carried)), fold(name))
    for field in _FIELDS:
        name = raised(FIELDS[field])
        yield Insertion(name, Field(field, ""), fold(name))


def _labels(report: Report, figure: str, row: str) -> Iterator[str]:
    for one in row_ids.lineage(row):
        yield report.label(report.template.figures[figure], one)


def _line(measures: list[str]) -> Sentence:
    """How a list says one of its rows: label and first number, then the others where they are known."""
    first = Value(Reference("", "", measures[0]), "")
    rest = (sentences.Group((Words(", "), Value(Reference("", "", code), ""))) for code in measures[1:])
    return (Field("label", "lower"), Words(" "), first, *rest)


class _Choices(QAbstractListModel):
    """The choices that fit what was typed."""

    def __init__(self, report: Report, parent: QObject) -> None:
        super().__init__(parent)
        self.report = report
        self.all = list(choices(report))
        self.found = self.all

    def search(self, text: str) -> None:
        """Show only the choices that have every word of a text, with or without diacritics."""
        wanted = fold(text).split()
        self.beginResetModel()
        self.found = [choice for choice in self.all if all(word in choice.words for word in wanted)]
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802 - Qt
        """How many choices fit."""
        return 0 if parent is not None and parent.isValid() else len(self.found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt
        """The name of a choice and what it says now."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) or not index.isValid():
            return None
        choice = self.found[index.row()]
        value = plain((choice.part,), Scope(self.report)) or "…"
        return f"{choice.name}   =   {value}"


class FigurePicker(QDialog):
    """Search at the top, what was found below, how it is written at the bottom; Enter takes it."""

    def __init__(self, report: Report, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.report = report
        self.setWindowTitle("Chèn số liệu vào câu")
        self.resize(theme.within(self, 760, 460))
        self.model = _Choices(report, self)
        self.search = QLineEdit()
        self.search.setPlaceholderText("Gõ vài chữ của chỉ tiêu, có dấu hoặc không dấu")
        self.search.setClearButtonEnabled(True)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setUniformItemSizes(True)
        self.list.setAlternatingRowColors(True)
        self.list.setSpacing(theme.px(2))
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setAccessibleName("Chỉ tiêu tìm thấy")
        self.form = QComboBox()
        self.form.setAccessibleName("Cách ghi")
        for code, name in FORMS.items():
            self.form.addItem(raised(name), code)
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        self.buttons = QDialogButtonBox()
        insert = self.buttons.addButton("Chèn", QDialogButtonBox.ButtonRole.AcceptRole)
        insert.setDefault(True)
        insert.setProperty("primary", "true")
        self.buttons.addButton("Bỏ qua", QDialogButtonBox.ButtonRole.RejectRole)
        self._lay_out(theme)
        self.search.textChanged.connect(self._search)
        self.search.installEventFilter(self)
        self.list.selectionModel().currentChanged.connect(self._show)
        self.list.doubleClicked.connect(self.accept)
        self.form.currentIndexChanged.connect(self._show)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._search("")

    def _lay_out(self, theme: Theme) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(16), theme.px(16), theme.px(16), theme.px(12))
        layout.setSpacing(theme.px(8))
        layout.addWidget(self.search)
        layout.addWidget(self.list, 1)
        row = QHBoxLayout()
        label = QLabel("Cách ghi:")
        row.addWidget(label)
        row.addWidget(self.form, 1)
        layout.addLayout(row)
        layout.addWidget(self.sentence)
        layout.addWidget(self.buttons)
        for widget in (self.search, self.list, self.form, self.sentence, label, *self.buttons.buttons()):
            widget.setFont(theme.font())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt
        """Up and Down in the search field move in the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
            if event.key() in steps:
                row = self.list.currentIndex().row() + steps[Qt.Key(event.key())]
                self.list.setCurrentIndex(self.model.index(min(max(row, 0), self.model.rowCount() - 1)))
                return True
        return super().eventFilter(watched, event)

    def _search(self, text: str) -> None:
        self.model.search(text)
        self.list.setCurrentIndex(self.model.index(0))
        self._show()

    @property
    def part(self) -> Part | None:
        """What was chosen, in the form that was chosen; None while nothing is found."""
        index = self.list.currentIndex()
        if not index.isValid() or index.row() >= len(self.model.found):
            return None
        part = self.model.found[index.row()].part
        return Value(part.reference, self.form.currentData()) if isinstance(part, Value) else part

    def _show(self) -> None:
        part = self.part
        self.form.setEnabled(isinstance(part, Value))
        for button in self.buttons.buttons():
            if self.buttons.buttonRole(button) is QDialogButtonBox.ButtonRole.AcceptRole:
                button.setEnabled(part is not None)
        if part is None:
            self.sentence.setText("Không tìm thấy chỉ tiêu nào; đề nghị gõ ít chữ hơn.")
            return
        text = plain((part,), Scope(self.report))
        known = text and "…" not in text
        self.sentence.setText(f"Câu sẽ ghi: {text}" if known else "Chưa có số liệu; câu ghi “…” cho đến khi có.")
