"""Pointing at the cells of an office's own workbook, once: a figure, the cell with its number, the next figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QListWidget, QWidget

from exports.excel.own_book import OwnBook
from forms.books.pointing import SheetPlace
from forms.document.revisions import named
from forms.errors import KnownError
from forms.report.cells import Address
from forms.report.report import Report
from forms.values.spreadsheet import place_of
from forms.values.text import fold
from storage.layouts import OfficeLayout
from storage.tables.units import Units
from ui.dialogs.dialog import Dialog, grid
from ui.dialogs.exchange.sheet_view import SheetView
from ui.look.theme import Theme

_ABOUT = (
    "Chọn chỉ tiêu bên trái, rồi bấm (hoặc Enter) vào ô có số ấy trong biểu; làm một lần, lần sau biểu cùng mẫu "
    "của đơn vị này tự đọc."
)


class PointingDialog(Dialog):
    """Whose workbook it is, and where its numbers stand."""

    def __init__(
        self,
        theme: Theme,
        book: OwnBook,
        report: Report,
        offices: tuple[Units, Sequence[int]],
        parent: QWidget,
        known: Mapping[Address, SheetPlace] | None = None,
    ) -> None:
        super().__init__(theme, "Chỉ ô trong biểu Excel của đơn vị", _ABOUT, "Lấy số liệu", parent)
        self.book, self.report = book, report
        self.cells: dict[Address, SheetPlace] = dict(known or {})
        self._places = [
            (address, named(report, address, {}))
            for figure in report.template.figures.values()
            if report.concerns(figure)
            for address in report.addresses(figure)
        ]
        self.office = QComboBox()
        units, numbers = offices
        for number in numbers:
            self.office.addItem(units.at(number, report.period.end).full, number)
        self.office.setCurrentIndex(-1)
        self.add("Đơn vị", self.office, f"Số liệu {report.period.label}.")
        self.words, self.list = QLineEdit(), QListWidget()
        self.words.setPlaceholderText("gõ vài chữ, không cần dấu")
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumWidth(theme.px(180))
        self.sheet, self.view = QComboBox(), SheetView(theme, "Biểu của đơn vị")
        self.model = self.view.sheet
        for name in book.sheets:
            self.sheet.addItem(name)
        self._build()
        self.words.textChanged.connect(self._fill)
        self.sheet.currentIndexChanged.connect(self._show_sheet)
        self.view.pointed.connect(self.point)
        self.view.clicked.connect(self.point)
        self._fill()
        self._show_sheet()
        self.finish()
        self.resize(theme.within(self, 1180, 680))

    def _build(self) -> None:
        theme = self.theme
        left, right = grid(theme), grid(theme)
        self.add("Tìm", self.words, fields=left)
        self.add("Chỉ tiêu", self.list, fields=left)
        self.add("Trang", self.sheet, fields=right)
        self.add("Biểu", self.view, fields=right)
        across = QHBoxLayout()
        across.addLayout(left, 2)
        across.addLayout(right, 3)
        self.body.addLayout(across, 1)

    def _fill(self) -> None:
        """Show the figures that the words fit, with where each was pointed at."""
        words = fold(self.words.text()).split()
        fits = [(one, name) for one, name in self._places if all(word in fold(name[0]) for word in words)]
        self._shown = [address for address, _ in fits]
        self.list.clear()
        for address, (label, unit) in fits:
            self.list.addItem(f"{label} ({unit}){self._pointed(address)}" if unit else label + self._pointed(address))
        self.list.setCurrentRow(0)

    def _pointed(self, address: Address) -> str:
        place = self.cells.get(address)
        if place is None:
            return ""
        text = self.book.sheets.get(place.sheet, {}).get((place.row, place.column), "trống")
        return f": {place.sheet} {place_of((place.row, place.column))} = {text}"

    def _show_sheet(self) -> None:
        self.model.show_sheet(self.book.sheets.get(self.sheet.currentText(), {}))
        self.view.lay_out()

    def point(self) -> None:
        """Let the chosen figure stand in the chosen cell, and go on to the next figure."""
        number, index = self.list.currentRow(), self.view.currentIndex()
        if 0 <= number < len(self._shown) and index.isValid():
            address = self._shown[number]
            self.cells[address] = SheetPlace(self.sheet.currentText(), index.row() + 1, index.column() + 1)
            name = next(name for one, name in self._places if one == address)
            item = self.list.item(number)
            item.setText(f"{name[0]}{f' ({name[1]})' if name[1] else ''}{self._pointed(address)}")
            self.list.setCurrentRow(min(number + 1, len(self._shown) - 1))

    def layout_found(self) -> OfficeLayout:
        """What was pointed at."""
        return OfficeLayout(int(self.office.currentData()), self.book.shape, self.cells)

    def commit(self) -> None:
        """Go on only with an office and something pointed at."""
        if self.office.currentData() is None:
            raise KnownError("Chưa chọn đơn vị; đề nghị chọn biểu này của đơn vị nào.")
        if not self.cells:
            raise KnownError("Chưa chỉ ô nào; đề nghị chọn chỉ tiêu rồi bấm vào ô có số trong biểu.")
