"""Noting numbers that an office gives by telephone, by Zalo or on signed paper, beside the picture of the paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QListWidget, QScrollArea, QVBoxLayout, QWidget

from forms.document.revisions import named
from forms.errors import KnownError
from forms.report.cells import Address
from forms.report.entry import shown, typed
from forms.report.report import Report
from forms.values.text import fold
from storage.statements import Means, Statement
from ui.dialogs.dialog import Dialog
from ui.dialogs.exchange import papers
from ui.look.theme import Theme
from ui.refusal import attempt
from ui.session import Session

_ABOUT = (
    "Số ghi ở đây được cộng thay cho số trong báo cáo đã nhận, có dấu “chờ văn bản”, "
    "và tự so với báo cáo sau của đơn vị."
)
_BLANK = "trống"


@dataclass(slots=True)
class _Place:
    """A cell of the report: what it is called, and what it is found by."""

    address: Address
    label: str
    words: str


class StatementsDialog(Dialog):
    """A cell is found, its number typed, and noted with Enter; then the next one, until the officer is done.

    `begin` says over which received report the numbers lie, asked when there is a first one.
    """

    def __init__(
        self,
        theme: Theme,
        session: Session,
        begin: Callable[[], int],
        report: Report,
        parent: QWidget,
        picture: bytes = b"",
    ) -> None:
        super().__init__(theme, f"Số báo ngoài báo cáo: {report.unit.name}", _ABOUT, "Ghi số này", parent)
        self.session, self.begin, self.report = session, begin, report
        self._received: int | None = None
        self._places = list(self._read())
        self._given: dict[Address, str] = {}
        self.means = QComboBox()
        for means in Means:
            self.means.addItem(f"Báo {means.label}", means)
        self.giver = QLineEdit()
        self.source = QLineEdit()
        self.words = QLineEdit()
        self.words.setPlaceholderText("gõ vài chữ của chỉ tiêu, không cần dấu")
        self.cells = QListWidget()
        self.cells.setMinimumHeight(theme.px(170))
        self.cells.setWordWrap(True)
        self.cells.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.number = QLineEdit()
        self.add("Cách báo", self.means)
        self.add("Người báo", self.giver, "Ai báo: tên, chức vụ, số điện thoại.")
        self.add("Văn bản", self.source, "Báo cáo số …, ngày …, nếu ghi theo bản ký.")
        self.add("Tìm chỉ tiêu", self.words)
        self.add("Chỉ tiêu", self.cells)
        self.add("Số mới", self.number, "Gõ như trong báo cáo: 1.234, ~ ước, - không phát sinh, x không thuộc phạm vi.")
        self.words.textChanged.connect(self._fill)
        self.leave_button.setText("Xong")
        self._fill()
        self.finish()
        if picture:
            self._show_picture(picture)

    def _read(self) -> list[_Place]:
        report = self.report
        found = []
        for figure in report.template.figures.values():
            if report.concerns(figure):
                for address in report.addresses(figure):
                    label, unit = named(report, address, {})
                    found.append(_Place(address, f"{label} ({unit})" if unit else label, fold(label)))
        return found

    def _fill(self) -> None:
        """Show the cells that the words fit, with what is received and what was noted."""
        words = fold(self.words.text()).split()
        self._shown = [one for one in self._places if all(word in one.words for word in words)]
        self.cells.clear()
        for one in self._shown:
            now = self._given.get(one.address)
            text = shown(self.report.cells.get(one.address)) or _BLANK
            self.cells.addItem(f"{one.label}: {text}{f' → {now}' if now else ''}")
        if self._shown:
            self.cells.setCurrentRow(0)

    def _show_picture(self, content: bytes) -> None:
        """Let the paper stand beside the fields."""
        found = papers.pages(content)
        px = self.theme.px
        body = QWidget()
        down = QVBoxLayout(body)
        down.setContentsMargins(0, 0, 0, 0)
        for number, image in enumerate(found, start=1):
            paper = QLabel()
            paper.setAccessibleName(f"Ảnh văn bản, trang {number}")
            scaled = image.scaledToWidth(px(620), Qt.TransformationMode.SmoothTransformation)
            paper.setPixmap(QPixmap.fromImage(scaled))
            down.addWidget(paper)
        scroll = QScrollArea()
        scroll.setWidget(body)
        scroll.setMinimumSize(QSize(px(420), px(420)))
        self.body.removeItem(self.fields)
        self.fields.setParent(None)
        across = QHBoxLayout()
        across.addWidget(scroll, 3)
        across.addLayout(self.fields, 2)
        self.body.insertLayout(2, across, 1)
        self.resize(self.theme.within(self, 1120, 640))

    def commit(self) -> None:
        """Note the number of the chosen cell; raises KnownError for what is none."""
        row = self.cells.currentRow()
        if not 0 <= row < len(self._shown):
            raise KnownError("Chưa chọn chỉ tiêu; đề nghị gõ vài chữ của chỉ tiêu rồi chọn trong danh sách.")
        place = self._shown[row]
        means = Means(self.means.currentData())
        giver = self.giver.text().strip()
        if not giver and means is not Means.PAPER:
            raise KnownError("Chưa ghi người báo; đề nghị ghi tên, chức vụ người báo số.")
        cell = typed(self.number.text(), self.report.measure(place.address), place.label)
        if cell is None:
            raise KnownError("Chưa ghi số mới.")
        given = Statement(place.address, cell, means, giver, self.source.text().strip())
        if self._received is None:
            self._received = self.begin()
        self.session.workspace.note_statement(self._received, self.report, given, self.session.who)
        self._given[place.address] = shown(cell)

    def accept(self) -> None:
        """Note the number, and stay for the next one."""
        if not attempt(self.commit, self.refuse):
            return
        self.number.clear()
        self.words.clear()
        self._fill()
        self.words.setFocus()
