"""One office's part of a number: the cells beside it in its report, what is doubted, and how it came."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from forms.checks.checker import check
from forms.definitions.rules import Severity
from forms.report.cells import Address
from forms.report.entry import shown
from forms.report.report import Report
from forms.suggestions.tree import ProbableSlip
from forms.values.numbers import show
from forms.values.style import moment_at
from forms.values.text import lowered, raised
from ui.exchange import matrix_words
from ui.jobs.matrix import LowerOffice, MatrixColumn
from ui.look.icons import COLOURS, SEVERITIES
from ui.look.labels import button, ground, label, line, picture
from ui.look.side_panel import SidePanel
from ui.look.theme import Theme

_MOST_CELLS, _MOST_FINDINGS = 12, 3


class SourceDetails(SidePanel):
    """What is to be known of an office's number."""

    letter_wanted = Signal(object, object, str)  # MatrixColumn, LowerOffice, why

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Về số của đơn vị")
        self.setFixedWidth(theme.px(304))

    def show_office(self, column: MatrixColumn, office: LowerOffice | None, found: Sequence[ProbableSlip]) -> None:
        """Show an office, and what it probably meant."""
        theme, body = self.theme, ground(self.palette().ColorRole.Window)
        down = QVBoxLayout(body)
        down.setContentsMargins(theme.px(16), theme.px(14), theme.px(14), theme.px(12))
        down.setSpacing(theme.px(7))
        if office is not None:
            self._fill(down, column, office, [one for one in found if one.office == office.number])
        down.addStretch()
        self.show_body(body)

    def _fill(
        self, down: QVBoxLayout, column: MatrixColumn, office: LowerOffice, found: Sequence[ProbableSlip]
    ) -> None:
        theme = self.theme
        down.addWidget(label(theme, office.unit.name, 2, bold=True, wrap=True))
        down.addWidget(label(theme, _came(office), colour="text2", wrap=True))
        there = column.matrix.reading(column, office.number)
        if there is not None:
            down.addWidget(line(theme))
            down.addLayout(self._cells(*there, column, office))
        reasons = [column.probably(one) for one in found]
        if outlier := column.outliers.get(office.number):
            reasons.insert(0, matrix_words.doubt(column, outlier))
        for words in reasons:
            down.addWidget(line(theme))
            down.addLayout(self._remark("warning", words))
        if there is not None:
            report, address = there
            touching = [one for one in check(report) if address in one.cells and one.severity is not Severity.INFO]
            for finding in touching[:_MOST_FINDINGS]:
                down.addWidget(line(theme))
                down.addLayout(self._remark(finding.severity, finding.message))
            asking = button(theme, "Đề nghị rà soát số liệu…")
            why = " ".join(reasons[1:] if outlier else reasons)
            asking.clicked.connect(lambda: self.letter_wanted.emit(column, office, why))
            down.addWidget(asking, 0, Qt.AlignmentFlag.AlignLeft)
        history = column.matrix.history(column, office.number)
        if history:
            down.addWidget(line(theme))
            down.addWidget(label(theme, "Lịch sử số này", bold=True))
            for entry in history:
                down.addWidget(label(theme, entry, colour="text2", wrap=True))

    def _remark(self, severity: str, words: str) -> QGridLayout:
        theme, found = self.theme, QGridLayout()
        found.setColumnStretch(1, 1)
        known = Severity(severity)
        found.addWidget(picture(theme, SEVERITIES[known], COLOURS[known], 16), 0, 0, Qt.AlignmentFlag.AlignTop)
        found.addWidget(label(theme, words, wrap=True), 0, 1)
        return found

    def _cells(self, report: Report, address: Address, column: MatrixColumn, office: LowerOffice) -> QGridLayout:
        """The cells of the figure in the office's report, this one first, then its number of a year ago."""
        theme, found = self.theme, QGridLayout()
        found.setColumnStretch(0, 1)
        found.setHorizontalSpacing(theme.px(10))
        figure = report.template.figures[address.figure]
        stated = [one for one in report.addresses(figure) if one != address and report.cell(one) is not None]
        lines = [(_called(report, one), shown(report.cell(one)), one == address) for one in [address, *stated]]
        before = column.last.get(office.number)
        if before and before.number and column.matrix.before:
            lines.insert(1, (f"Cùng kỳ {column.matrix.before.code}", show(before.number), False))
        for row, (name, value, strong) in enumerate(lines[:_MOST_CELLS]):
            found.addWidget(label(theme, name, bold=strong, colour="text" if strong else "text2", wrap=True), row, 0)
            found.addWidget(label(theme, value, bold=strong), row, 1, Qt.AlignmentFlag.AlignRight)
        if len(lines) > _MOST_CELLS:
            more = label(theme, f"{len(lines) - _MOST_CELLS} ô khác", colour="text2")
            found.addWidget(more, _MOST_CELLS, 0)
        return found


def _called(report: Report, address: Address) -> str:
    """What a cell is called beside others of its figure."""
    figure = report.template.figures[address.figure]
    row = f"{report.label(figure, address.row)}, " if address.row else ""
    measure = report.measure(address).label
    return f"{row}{lowered(measure)}" if row else measure


def _came(office: LowerOffice) -> str:
    """How the report of an office came."""
    if office.received is None:
        return raised(office.remark)
    edited = ", bản đã sửa tay" if office.received.edited else ""
    return f"Đang giữ bản {office.received.number or 'dự thảo'}, nhận {moment_at(office.received.at)}{edited}"
