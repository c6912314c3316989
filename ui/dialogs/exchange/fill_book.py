"""Filling in a superior's workbook: which cell takes which number, pointed at or guessed, seen before it is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QListWidget, QPushButton, QVBoxLayout, QWidget

from exports.excel.superior_book import SuperiorBook
from forms.books import answers as answering
from forms.books import guessing, scales
from forms.books.pointing import WHEN_LABELS, Pointing, SheetPlace, When
from forms.document.revisions import named
from forms.errors import KnownError
from forms.report.cells import Address
from forms.values.spreadsheet import Position, place_of
from forms.values.text import fold, raised
from ui.dialogs.dialog import Dialog, grid
from ui.dialogs.exchange.sheet_view import SheetView
from ui.jobs.books import filled, places
from ui.jobs.books.filled import BookLine, FilledBook
from ui.jobs.books.sources import BookSources
from ui.look.flow import Flow
from ui.look.labels import button, label, tint
from ui.look.theme import Theme
from ui.session import Session

_ABOUT = (
    "Chọn chỉ tiêu bên trái, rồi nhấn Enter (hoặc bấm đúp) ở ô nhận số ấy. Ô xanh đã chỉ, ô vàng là ô đoán, cần nhận; "
    "ƒ là công thức của biểu. Kỳ sau biểu cùng mẫu điền được ngay."
)
_BLANK = "…"  # what a cell shows that has no answer
_FORMULA = "ƒ"  # and one that is computed when a spreadsheet opens the workbook


class FillBook(Dialog):
    """A sheet with what will stand in it, the figures beside it, and what the chosen cell takes beneath it."""

    def __init__(self, theme: Theme, session: Session, book: SuperiorBook, parent: QWidget | None) -> None:
        title = f"Điền biểu của cấp trên: {session.report.period.label}"
        super().__init__(theme, title, _ABOUT, "Điền và lưu…", parent)
        self.setObjectName("fill_book")
        self.session, self.book, self.report = session, book, session.report
        self.sources = BookSources(session.workspace, self.report)
        self.offices = self.sources.offices()
        known = places.known(session.workspace, self.report, book)
        self.pointed = {one.place: one for one in known}
        self.guessed = {} if known else {one.place: one for one in places.guesses(self.sources, book)}
        self.lines: dict[SheetPlace, BookLine] = {}
        self.outcome: FilledBook | None = None
        self._names: list[tuple[Address, str]] = [
            (address, f"{name} ({unit})" if unit else name)
            for figure in self.report.template.figures.values()
            if self.report.concerns(figure)
            for address in self.report.addresses(figure)
            for name, unit in (named(self.report, address, {}),)
        ]
        self._build()
        self._ask_anew()
        self._fill()
        self._show_sheet()
        self.finish()
        self.resize(theme.within(self, 1240, 720))
        self._begin()

    def _build(self) -> None:
        theme = self.theme
        self.words, self.list = QLineEdit(), QListWidget()
        self.words.setPlaceholderText("gõ vài chữ, không cần dấu")
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumWidth(theme.px(180))  # a figure stands in a few lines, however wide the workbook is
        self.sheet, self.view = QComboBox(), SheetView(theme, "Biểu của cấp trên")
        self.sheet.addItems(list(self.book.sheets))
        left, right = grid(theme), QVBoxLayout()
        self.add("Tìm", self.words, fields=left)
        self.add("Chỉ tiêu", self.list, fields=left)
        self.count = label(theme, colour="text2", wrap=True)
        left.addWidget(self.count, left.rowCount(), 1)
        top = grid(theme)
        self.add("Trang", self.sheet, fields=top)
        right.addLayout(top)
        right.addWidget(self.view, 1)
        right.addWidget(self._build_cell())
        across = QHBoxLayout()
        across.setSpacing(theme.px(16))
        across.addLayout(left, 2)
        across.addLayout(right, 5)
        self.body.addLayout(across, 1)
        self.words.textChanged.connect(self._fill)
        self.sheet.currentIndexChanged.connect(self._show_sheet)
        self.view.moved.connect(self._show_cell)
        self.view.pointed.connect(self.point)
        self.view.doubleClicked.connect(self.point)
        self.view.agreed.connect(self.take)
        self.view.dropped.connect(self.drop)

    def _build_cell(self) -> QWidget:
        """What the chosen cell takes, and what may be said of it."""
        theme, found = self.theme, QWidget()
        self.about = label(theme, wrap=True)
        self.when, self.office, self.scale = QComboBox(), QComboBox(), QComboBox()
        for when, words in WHEN_LABELS.items():
            self.when.addItem(raised(words), when)
        self.office.addItem(self.report.unit.name, "")
        for number, name in self.offices.items():
            self.office.addItem(name, number)
        fields = QHBoxLayout()
        fields.setSpacing(theme.px(8))
        for name, choice in (("Kỳ", self.when), ("Của", self.office), ("Tính theo", self.scale)):
            title = label(theme, name)
            title.setBuddy(choice)
            choice.setAccessibleName(name)
            choice.setFont(theme.font())
            choice.activated.connect(self._choose)
            fields.addWidget(title)
            fields.addWidget(choice)
            shown = choice is not self.office or bool(self.offices)
            title.setVisible(shown)
            choice.setVisible(shown)
        fields.addStretch()
        acts = Flow(theme.px(8))
        self.point_button = self._act("Lấy chỉ tiêu vào ô này", self.point, acts)
        self.take_button = self._act("Nhận ô đoán (phím cách)", self.take, acts)
        self.all_button = self._act("Nhận tất cả ô đoán", self.take_all, acts)
        self.drop_button = self._act("Bỏ ô này", self.drop, acts)
        down = QVBoxLayout(found)
        down.setContentsMargins(0, 0, 0, 0)
        for part in (fields, acts):
            down.addLayout(part)
        down.insertWidget(0, self.about)
        return found

    def _act(self, text: str, act: Callable[[], None], into: Flow) -> QPushButton:
        found = button(self.theme, text)
        found.setMinimumHeight(self.theme.px(28))
        found.clicked.connect(act)
        into.addWidget(found)
        return found

    def _begin(self) -> None:
        """Where to begin: at the first cell that is a guess, else at the first that was pointed at."""
        for there in (self.guessed, self.pointed):
            if there:
                first = min(there)
                self.sheet.setCurrentText(first.sheet)
                self.view.go_to((first.row, first.column))
                self.view.setFocus()
                return
        self.words.setFocus()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's own
        """Qt: the cell at which one begins is in sight."""
        super().showEvent(event)
        self.view.scrollTo(self.view.currentIndex(), self.view.ScrollHint.PositionAtCenter)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own
        """Qt: Enter presses a button that has the focus; else it leads to the sheet, and never out of the dialog."""
        entered = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if entered and not isinstance(self.focusWidget(), QPushButton):
            self.view.setFocus()
        else:
            super().keyPressEvent(event)

    @property
    def here(self) -> SheetPlace | None:
        """The cell that is chosen; of merged ones the first."""
        at = self.view.here
        return self.book.lead(SheetPlace(self.sheet.currentText(), *at)) if at else None

    def _ask_anew(self) -> None:
        """Ask the report what every cell gets."""
        wanted = [*self.pointed.values(), *self.guessed.values()]
        found = filled.lines(self.report, self.book, wanted, self.sources.find, self.offices)
        self.lines = {one.place: one for one in found}

    def _fill(self) -> None:
        """Show the figures that the words fit."""
        words = fold(self.words.text()).split()
        fits = [(one, name) for one, name in self._names if all(word in fold(name) for word in words)]
        self._shown = [address for address, _ in fits]
        self.list.clear()
        self.list.addItems([name for _, name in fits])
        self.list.setCurrentRow(0)

    def _show_sheet(self) -> None:
        self._paint()
        name = self.sheet.currentText()
        self.view.lay_out(self.book.sheets[name].words.merged)
        self._show_cell()

    def _paint(self) -> None:
        """Show the sheet as it will be; the chosen cell stays chosen."""
        name, here = self.sheet.currentText(), self.view.here
        words = self.book.sheets[name].words
        shown: dict[Position, str] = dict(words.texts)
        shown |= {at: _FORMULA for at in words.made if not any(map(str.isalpha, shown.get(at, "")))}
        grounds: dict[Position, str] = dict.fromkeys(words.made, "band")
        tips: dict[Position, str] = {}
        for place, line in self.lines.items():
            if place.sheet == name:
                at = (place.row, place.column)
                shown[at] = line.shown or shown.get(at, _BLANK)
                grounds[at] = "accentsoft" if place in self.pointed else "warningsoft"
                tips[at] = line.message or line.label
        self.view.sheet.show_sheet(shown, grounds, tips)
        if here:
            self.view.go_to(here)
        guessed = f" {len(self.guessed)} ô đoán chưa nhận, sẽ không điền." if self.guessed else ""
        blank = sum(self.lines[place].number is None for place in self.pointed)
        lacking = f", {blank} ô trong đó chưa có số" if blank else ""
        wanted = [*self.pointed.values(), *self.guessed.values()]
        doubt = places.other_years(self.report, self.book, wanted)
        self.count.setText(f"Đã chỉ {len(self.pointed)} ô{lacking}.{guessed}{f' {doubt}.' if doubt else ''}")
        tint(self.count, self.theme, "warning" if doubt else "text2")
        self.all_button.setEnabled(bool(self.guessed))

    def _show_cell(self) -> None:
        """Say what the chosen cell takes."""
        place = self.here
        one = self._pointing(place)
        self.point_button.setEnabled(place is not None)
        self.take_button.setEnabled(place in self.guessed)
        self.drop_button.setEnabled(one is not None)
        for choice in (self.when, self.office, self.scale):
            choice.setEnabled(one is not None)
        self.about.setText(self._told(place, one))
        self.scale.clear()
        if one is None:
            return
        unit = answering.unit_of(self.report, one)
        self.scale.addItems(scales.choices(unit))
        self.scale.setCurrentText(one.scale or unit)
        self.when.setCurrentIndex(self.when.findData(one.when))
        self.office.setCurrentIndex(max(self.office.findData(one.office), 0))

    def _told(self, place: SheetPlace | None, one: Pointing | None) -> str:
        if place is None:
            return "Chọn một ô trong biểu."
        cell = f"Ô {place_of((place.row, place.column))}"
        if one is None or place not in self.lines:
            why = self.book.refusal(place, percent=True)
            return why or f"{cell}: chưa chỉ chỉ tiêu nào, giữ nguyên."
        line = self.lines[place]
        guess = " (đoán)" if place in self.guessed else ""
        number = f"ghi {line.shown}" if line.number is not None else line.reason
        more = "".join(f"; {remark}" for remark in line.remarks)
        return f"{cell}{guess}: {line.label}: {number}{more}."

    def _pointing(self, place: SheetPlace | None) -> Pointing | None:
        return self.pointed.get(place) or self.guessed.get(place) if place else None

    def _put(self, one: Pointing) -> None:
        """Let a cell take what is pointed at; raises KnownError where it takes no such number."""
        if why := places.refusal(self.report, self.book, one):
            self.refuse(why)
            return
        self.refusal.hide()
        self.guessed.pop(one.place, None)
        self.pointed[one.place] = one
        self._show_again(one.place)

    def _show_again(self, *changed: SheetPlace) -> None:
        """Ask and show anew what changed."""
        for place in changed:
            self.lines.pop(place, None)
        wanted = [one for place in changed if (one := self._pointing(place))]
        found = filled.lines(self.report, self.book, wanted, self.sources.find, self.offices)
        self.lines |= {line.place: line for line in found}
        self._paint()
        self._show_cell()

    def point(self) -> None:
        """Let the chosen cell take the chosen figure, and go on to the next of both."""
        number, place = self.list.currentRow(), self.here
        if place is None or not 0 <= number < len(self._shown):
            return
        address = self._shown[number]
        figure = self.report.template.figures[address.figure]
        wanted = Pointing(place, address.figure, self.report.path(figure, address.row), address.measure)
        words, unit = self.book.sheets[place.sheet].words, figure.unit(address.row, address.measure)
        wanted = guessing.seen(self.report, words, self.offices, wanted, unit)
        self._put(wanted)
        if place in self.pointed and self.pointed[place] == wanted:
            self.list.setCurrentRow(min(number + 1, len(self._shown) - 1))
            self.view.go_to((place.row + 1, place.column))

    def take(self) -> None:
        """Say yes to a guess, and go on to the next."""
        place = self.here
        if place and place in self.guessed:
            self._put(self.guessed[place])
            later = [one for one in self.guessed if one.sheet == place.sheet and one > place]
            if later:
                self.view.go_to((min(later).row, min(later).column))

    def take_all(self) -> None:
        """Say yes to every guess."""
        taken, self.guessed = self.guessed, {}
        self.pointed |= taken
        self._paint()
        self._show_cell()

    def drop(self) -> None:
        """Let the chosen cell stay as it is."""
        if (place := self.here) and self._pointing(place):
            self.pointed.pop(place, None)
            self.guessed.pop(place, None)
            self._show_again(place)

    def _choose(self) -> None:
        """Take the number of another period or office, or in another unit."""
        place = self.here
        one = self._pointing(place)
        if place is None or one is None:
            return
        unit, scale = answering.unit_of(self.report, one), self.scale.currentText()
        when = When(self.when.currentData())
        chosen = "" if scale == unit else scale
        self._put(replace(one, when=when, office=str(self.office.currentData()), scale=chosen))

    def commit(self) -> None:
        """Remember what was pointed at and fill; raises KnownError where nothing was, or has an answer."""
        if not self.pointed:
            raise KnownError("Chưa chỉ ô nào; đề nghị chọn chỉ tiêu rồi nhấn Enter ở ô trong biểu, hoặc nhận ô đoán.")
        wanted = places.worded(self.book, self.pointed.values())
        places.keep(self.session.workspace, self.report, self.book, wanted, self.session.who)
        self.outcome = filled.fill(self.report, self.book, wanted, self.sources.find, self.offices)
