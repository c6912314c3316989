"""One column of the matrix beside it: how its sum stands, the largest offices, who is far out and who is missing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from forms.values.numbers import show
from ui.exchange import matrix_words
from ui.jobs.matrix import LowerOffice, MatrixColumn
from ui.look.labels import button, ground, label, line, picture
from ui.look.side_panel import SidePanel
from ui.look.theme import Theme

_LARGEST, _DOUBTS = 7, 3


class MatrixDetails(SidePanel):
    """What is to be known of the column that is looked at."""

    letter_wanted = Signal(object, object)  # MatrixColumn, LowerOffice

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Về cột đang chọn")
        self.setFixedWidth(theme.px(288))

    def show_column(self, column: MatrixColumn | None) -> None:
        """Show a column; None for nothing."""
        theme, body = self.theme, ground(self.palette().ColorRole.Window)
        down = QVBoxLayout(body)
        down.setContentsMargins(theme.px(16), theme.px(14), theme.px(14), theme.px(12))
        down.setSpacing(theme.px(8))
        if column is not None:
            self._fill(down, column)
        down.addStretch()
        self.show_body(body)

    def _fill(self, down: QVBoxLayout, column: MatrixColumn) -> None:
        theme = self.theme
        section = column.matrix.draft.template.sections[column.figure.section]
        down.addWidget(label(theme, column.label, 2, bold=True, wrap=True))
        down.addWidget(label(theme, f"{section.number} · {matrix_words.about(column)}", colour="text2", wrap=True))
        if words := matrix_words.standing(column):
            down.addWidget(label(theme, words, wrap=True))
        down.addWidget(line(theme))
        down.addLayout(self._largest(column))
        offices = {one.number: one for one in column.matrix.offices}
        for outlier in list(column.outliers.values())[:_DOUBTS]:
            down.addWidget(line(theme))
            down.addWidget(self._doubt(column, offices[outlier.office], matrix_words.doubt(column, outlier)))
        if (more := len(column.outliers) - _DOUBTS) > 0:
            down.addWidget(label(theme, f"Còn {more} đơn vị khác cần rà soát.", colour="text2", wrap=True))
        for words in filter(None, (matrix_words.awaited(column), matrix_words.missing(column))):
            down.addWidget(line(theme))
            down.addWidget(label(theme, words, wrap=True))

    def _largest(self, column: MatrixColumn) -> QGridLayout:
        """The offices that count the most, beside a year ago."""
        theme, found = self.theme, QGridLayout()
        found.setHorizontalSpacing(theme.px(10))
        found.setVerticalSpacing(theme.px(4))
        found.setColumnStretch(0, 1)
        draft, before = column.matrix.draft, column.matrix.before
        for place, text in ((0, "Đơn vị"), (1, draft.period.code), (2, before.code if before and column.last else "")):
            side = Qt.AlignmentFlag.AlignRight if place else Qt.AlignmentFlag.AlignLeft
            found.addWidget(label(theme, text, -0.5, colour="text2"), 0, place, side)
        stated = [(one, part) for one in column.matrix.offices if (part := column.stated.get(one.number))]
        ranked = sorted(stated, key=lambda pair: -(pair[1].number.value if pair[1].number else -1))
        for row, (one, _) in enumerate(ranked[:_LARGEST], start=1):
            far, before_part = one.number in column.outliers, column.last.get(one.number)
            found.addWidget(label(theme, one.unit.name, bold=far, wrap=True), row, 0)
            found.addWidget(label(theme, column.texts[one.number], bold=far), row, 1, Qt.AlignmentFlag.AlignRight)
            last = show(before_part.number) if before_part and before_part.number else ""
            found.addWidget(label(theme, last, colour="text2"), row, 2, Qt.AlignmentFlag.AlignRight)
        if len(ranked) > _LARGEST:
            found.addWidget(label(theme, f"{len(ranked) - _LARGEST} đơn vị khác", colour="text2"), _LARGEST + 1, 0)
        return found

    def _doubt(self, column: MatrixColumn, office: LowerOffice, words: str) -> QWidget:
        """Who is far out, why, and the letter that asks them."""
        theme, found = self.theme, QWidget()
        down = QVBoxLayout(found)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.px(6))
        across = QHBoxLayout()
        across.setSpacing(theme.px(6))
        across.addWidget(picture(theme, "warning", "warning", 16, "Cần rà soát"))
        across.addWidget(label(theme, office.unit.name, bold=True), 1)
        down.addLayout(across)
        down.addWidget(label(theme, words, wrap=True))
        asking = button(theme, "Đề nghị rà soát số liệu…")
        asking.setAccessibleName(f"Đề nghị {office.unit.name} rà soát số liệu")
        asking.clicked.connect(lambda: self.letter_wanted.emit(column, office))
        down.addWidget(asking, 0, Qt.AlignmentFlag.AlignLeft)
        return found
