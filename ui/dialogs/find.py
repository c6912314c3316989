"""Finding a figure by any words of its label, with or without diacritics."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from forms.report.cells import Address
from forms.report.report import Report
from forms.values.frozen import frozen
from forms.values.text import fold
from ui.look.labels import label
from ui.look.theme import Theme

_SHOWN = 40


@frozen
class Candidate:
    """A cell that can be found: the words to find it by, those of its own name, and how the list shows it."""

    words: str
    name: tuple[str, ...]
    shown: str
    address: Address


def candidates(report: Report) -> Iterator[Candidate]:
    """Every figure and row, in the order of the paper; a further measure is found by its own label."""
    for section in report.template.sections.values():
        for figure in report.figures(section):
            for row in report.all_rows(figure):
                for number, measure in enumerate(figure.measures_at(row).values()):
                    if row and number:
                        continue
                    parts = [figure.label, report.label(figure, row) if row else "", measure.label if number else ""]
                    shown = f"{section.number}  " + " › ".join(part for part in parts if part)
                    name = tuple(fold(" ".join(parts)).split())
                    words = " ".join([*name, fold(f"{figure.short} {section.number}")])
                    yield Candidate(words, name, shown, Address(figure.code, row, measure.code))


def search(found: list[Candidate], text: str) -> list[Candidate]:
    """The candidates that hold every word typed, or all of them while nothing is typed.

    First come those that begin so, then those whose name says little more.

    Words that stand side by side count as one word less; what is alike stays in the order of the paper.
    """
    wanted = fold(text).split()
    if not wanted:
        return found
    fitting = [place for place in found if all(word in place.words for word in wanted)]
    phrase = " " + " ".join(wanted)

    def rank(place: Candidate) -> tuple[int, bool, int]:
        words = f" {place.words}"
        inside = sum(f" {word}" not in words for word in wanted)
        more = sum(not word.startswith(tuple(wanted)) for word in place.name)
        return inside, not words.startswith(phrase), more - (phrase in words)

    return sorted(fitting, key=rank)


class FindDialog(QDialog):
    """A field and the list of what fits; Enter goes there."""

    address_chosen = Signal(object)

    def __init__(self, report: Report, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Tìm chỉ tiêu")
        self.candidates = list(candidates(report))
        self.resize(theme.within(self, 560, 380))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
        caption = label(theme, "Gõ vài chữ trong tên chỉ tiêu, có dấu hoặc không dấu")
        self.field = QLineEdit()
        self.field.setFont(theme.font())
        self.field.setAccessibleName("Tìm chỉ tiêu")
        self.field.setAccessibleDescription("Mũi tên để chọn, Enter để đến ô")
        caption.setBuddy(self.field)
        self.list = QListWidget()
        self.list.setFont(theme.font())
        self.list.setWordWrap(True)
        self.list.setSpacing(theme.px(2))
        self.list.setAccessibleName("Chỉ tiêu tìm thấy")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.none = label(theme, "", colour="text2")
        for widget in (caption, self.field, self.list, self.none):
            layout.addWidget(widget)
        self.field.installEventFilter(self)
        self.field.textEdited.connect(self._search)
        self.field.returnPressed.connect(self._go)
        self.list.itemActivated.connect(self._go)
        self.list.itemClicked.connect(self._go)
        self._search("")

    def _search(self, text: str) -> None:
        self.list.clear()
        found = search(self.candidates, text)
        for place in found[:_SHOWN]:
            item = QListWidgetItem(place.shown, self.list)
            item.setData(Qt.ItemDataRole.UserRole, place)
        self.list.setCurrentRow(0)
        rest = f"Còn {len(found) - _SHOWN} chỗ khác; gõ thêm chữ để thu hẹp." if len(found) > _SHOWN else ""
        self.none.setText("Không có chỉ tiêu nào có các chữ này." if text.strip() and not found else rest)

    def _go(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.accept()
            self.address_chosen.emit(item.data(Qt.ItemDataRole.UserRole).address)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Qt: arrows in the field walk the list."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step:
                self.list.setCurrentRow(max(0, min(self.list.currentRow() + step, self.list.count() - 1)))
                return True
        return super().eventFilter(watched, event)
