"""The page of one number's sources: the offices that make it up, down to the lowest, and up again."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from forms.errors import KnownError
from forms.report.cells import Address
from forms.report.entry import shown
from forms.report.office import phrase
from forms.values.style import with_unit
from ui.exchange import matrix_words
from ui.exchange.source_details import SourceDetails
from ui.exchange.source_list import SourceList
from ui.jobs.matrix import LowerOffice, Matrix, MatrixColumn
from ui.look.full_page import FullPage
from ui.look.labels import button, label, line
from ui.look.theme import Theme
from ui.refusal import attempt
from ui.session import Session

_WIDE = 900  # pixels at 100 %: below, what stands beside the list steps aside


class _Floor(NamedTuple):
    """One floor of the offices, and who was chosen there."""

    column: MatrixColumn
    office: int


class SourcesPage(FullPage):
    """Where one number comes from."""

    back_wanted = Signal()
    letter_wanted = Signal(object, object, str)  # MatrixColumn, LowerOffice, why

    def __init__(self, session: Session, theme: Theme, address: Address, back: str, office: int = 0) -> None:
        """Show the sources of a cell; raises KnownError where it has none. `back` says where Backspace leads."""
        super().__init__()
        self.session, self.theme, self._back = session, theme, back
        self.setAccessibleName("Nguồn của con số")
        matrix = Matrix(session.workspace, session.report)
        if address not in matrix.items:
            raise KnownError("Ô này không có ở báo cáo của các đơn vị cấp dưới.")
        self._floors = [_Floor(matrix.column(address), office)]
        self._body: QWidget | None = None
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 0, 0)
        for key in ("Backspace", "Alt+Left"):
            QShortcut(QKeySequence(key), self, self.up)
        self._show()

    @property
    def column(self) -> MatrixColumn:
        """The cell as the offices of this floor state it."""
        return self._floors[-1].column

    def _show(self) -> None:
        """Build the page of the floor that is looked at."""
        old, theme = self._body, self.theme
        column, chosen = self._floors[-1]
        self.list, self.details = SourceList(theme, column), SourceDetails(theme)
        self._found = column.matrix.probable(column)
        self._body = QWidget()
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addLayout(self._path())
        body.addLayout(self._head(column))
        body.addWidget(line(theme))
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self.list, 1)
        self._edge = line(theme, upright=True)
        across.addWidget(self._edge)
        across.addWidget(self.details)
        body.addLayout(across, 1)
        body.addWidget(line(theme))
        body.addLayout(self._foot(column))
        self._down.addWidget(self._body)
        if old is not None:
            old.hide()
            old.deleteLater()
        self.details.letter_wanted.connect(self.letter_wanted)
        self.list.office_chosen.connect(self._choose)
        self.list.down_wanted.connect(self.down)
        self.begin_at(self.list, self.details)
        self._fit()
        first = next(iter([*(one.office for one in self._found), *column.outliers]), 0)
        self.list.choose(chosen or first)
        self.list.setFocus()

    def _path(self) -> QHBoxLayout:
        """The way back, and which floor this is."""
        theme, found = self.theme, QHBoxLayout()
        found.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), 0)
        self.back = button(theme, f"← {self._back if len(self._floors) == 1 else 'Lên trên'}", "link")
        self.back.setAccessibleName(f"Về {self._back}")
        self.back.clicked.connect(self.up)
        found.addWidget(self.back)
        unit = self.column.matrix.draft.unit
        names = [*unit.path, unit.name, f"{len(self.column.matrix.offices)} đơn vị"]
        found.addWidget(label(theme, " › ".join(names), colour="text2", wrap=True), 1)
        self.copying = button(theme, "Sao chép bảng")
        self.copying.clicked.connect(self.copy)
        found.addWidget(self.copying)
        return found

    def _head(self, column: MatrixColumn) -> QHBoxLayout:
        """What the number is, what it comes to, what is reported, and how far apart they are."""
        theme, px = self.theme, self.theme.px
        found, named = QHBoxLayout(), QVBoxLayout()
        found.setContentsMargins(px(12), px(6), px(16), px(8))
        found.setSpacing(px(24))
        draft, address = column.matrix.draft, column.item.address
        named.addWidget(label(theme, f"{column.label}, {draft.period.label.lower()}", 2, bold=True, wrap=True))
        about = [matrix_words.about(column), matrix_words.missing(column)]
        named.addWidget(label(theme, " ".join(filter(None, about)), colour="text2", wrap=True))
        named.addStretch(1)
        found.addLayout(named, 1)
        unit = column.figure.unit(address.row, address.measure)
        kind = phrase(draft, "{kind}")
        numbers = [(with_unit(column.total, unit) if column.total else "", "tổng hợp", "text")]
        numbers.append((shown(column.own), f"{kind} báo cáo", "text"))
        numbers.append((column.difference.words, "chênh lệch", column.difference.tone))
        for number, words, tone in numbers:
            if number:
                down = QVBoxLayout()
                down.addWidget(label(theme, number, 4, bold=True, colour=tone))
                down.addWidget(label(theme, words, -0.5, colour="text2"))
                down.addStretch(1)
                found.addLayout(down)
        return found

    def _foot(self, column: MatrixColumn) -> QHBoxLayout:
        theme, px, found = self.theme, self.theme.px, QHBoxLayout()
        found.setContentsMargins(px(12), px(7), px(12), px(7))
        found.setSpacing(px(10))
        self.take = button(theme, f"Lấy số tổng hợp {column.total}".strip())
        top = len(self._floors) == 1
        self.take.setEnabled(top and column.item.cell is not None and not self.session.report.locked)
        self.take.clicked.connect(self._take)
        if top:
            found.addWidget(self.take)
        ago = f"Vạch đứng: {column.matrix.before.label.lower()}. " if column.matrix.before and column.last else ""
        text = f"{ago}Cấp trên không sửa số của đơn vị; số đúng đến bằng báo cáo thay thế."
        found.addWidget(label(theme, text, colour="text2", wrap=True), 1)
        return found

    def _choose(self, office: LowerOffice | None) -> None:
        column = self.column
        if not self.details.isHidden():  # its page may be about to be shown
            self.details.show_office(column, office, self._found)
        elif office is not None and (outlier := column.outliers.get(office.number)):
            self.announced.emit(f"{office.unit.name}: {matrix_words.doubt(column, outlier)}")

    def down(self, office: LowerOffice) -> None:
        """Go down to the offices below one."""
        column = self.column
        attempt(lambda: self._go_down(column, office), self.announced.emit)

    def _go_down(self, column: MatrixColumn, office: LowerOffice) -> None:
        found = column.matrix.column_below(column, office.number)
        if found is None:
            raise KnownError(f"Dưới {office.unit.name} không có đơn vị nào; các ô của báo cáo hiện bên phải.")
        self._floors[-1] = _Floor(column, office.number)
        self._floors.append(_Floor(found, 0))
        self._show()

    def up(self) -> None:
        """Go up to the floor above; from the highest back to where the number was."""
        if len(self._floors) > 1:
            self._floors.pop()
            self._show()
        else:
            self.back_wanted.emit()

    def _take(self) -> None:
        column = self.column
        if attempt(lambda: self.session.put(*column.matrix.take(column.item.address)), self.announced.emit):
            column.matrix.forget()
            self._show()

    def copy(self) -> None:
        """Put the offices with their numbers where Excel can paste them."""
        bars, column = self.list.bars, self.column
        lines = [["Đơn vị", column.matrix.draft.period.label, "Năm trước", "Tăng, giảm"]]
        for one in bars.offices:
            last = column.last.get(one.number)
            before = matrix_words.number_of(last)
            lines.append([one.unit.name, column.texts[one.number].replace("…", ""), before, bars.beside(one)])
        QGuiApplication.clipboard().setText("\n".join(map("\t".join, lines)))
        self.announced.emit(f"Đã sao chép {len(lines)} dòng. Dán vào Excel bằng Ctrl+V.")

    def _fit(self) -> None:
        wide = self.width() / self.theme.zoom >= _WIDE
        for widget in (self.details, self._edge):
            widget.setVisible(wide)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own
        """Qt: what stands beside the list steps aside in a narrow window."""
        super().resizeEvent(event)
        self._fit()
        self._choose(self.list.office)
