"""Where things stand in the form: widths from text, spans of labels, heights from wrapped lines."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QHeaderView, QTableView

from forms.definitions.rules import Severity
from forms.definitions.span import Across
from ui.entry.model import FormModel
from ui.entry.rows import FormRow, RowKind
from ui.look.theme import Theme

_FIXED, _STRETCH = QHeaderView.ResizeMode.Fixed, QHeaderView.ResizeMode.Stretch
_NARROW = 40  # a label has at least so many characters of room before columns beside it step aside
_NARROWER = 28  # where the periods stand beside it


class FormLayout:
    """Measures the rows of one form and sets the columns, spans and heights of the table that shows them."""

    def __init__(self, view: QTableView, model: FormModel, theme: Theme) -> None:
        self.view = view
        self.model = model
        self.theme = theme
        self._widths: dict[int, int] = {}
        self._least = 1  # of the labels

    def set_columns(self) -> None:
        """Set the widths that texts need, and hide what does not fit."""
        at, theme = self.model.columns, self.theme
        header = self.view.horizontalHeader()
        wide, small = theme.metrics().horizontalAdvance, theme.metrics(-0.5).horizontalAdvance
        pad = theme.px(16)
        folded = max((wide(row.number) for row in self.model.rows if row.kind is RowKind.FOLD), default=0)
        widths = {at.number: max(wide("88") + theme.px(28), folded + theme.px(12)), at.unit: self._units()}
        for column in range(at.first, at.value + 1):
            widths[column] = self._numbers(column)
        widths |= dict.fromkeys(at.periods, max((widths[column] for column in at.periods), default=0))
        for column in (at.change,) if at.reports else (at.last, at.change):
            lines = str(self.model.headerData(column, Qt.Orientation.Horizontal)).split("\n")
            head = max(map(small, lines))
            least = max(head, wide("8.888.888.888") if column == at.last else 0) + pad
            widths[column] = max([least, *(self._need(row, column) for row in self.model.rows)])
        self._widths = widths
        self._least = self._labels()
        for column, width in widths.items():
            header.resizeSection(column, width)
        self.fit()

    def fit(self) -> None:
        """Hide what the view has no room for: first the change, then last period's value; then scroll sideways."""
        at, widths = self.model.columns, self._widths
        if at.reports:
            self._hide_change(widths)
        else:
            self._hide_last(widths)
        header = self.view.horizontalHeader()
        beside = sum(width for column, width in widths.items() if not self.view.isColumnHidden(column))
        squeezed = self.view.viewport().width() - beside < self._least
        header.setSectionResizeMode(at.label, _FIXED if squeezed else _STRETCH)
        if squeezed:
            header.resizeSection(at.label, self._least)

    def _hide_last(self, widths: dict[int, int]) -> None:
        """Let the change and last period's value step aside where labels would be squeezed."""
        at, last = self.model.columns, self.model.session.report.last
        room = self.view.viewport().width() - sum(widths[column] for column in (at.number, at.value, at.unit))
        need = self.theme.metrics().averageCharWidth() * _NARROW
        self.view.setColumnHidden(at.last, last is None or room - widths[at.last] < need)
        self.view.setColumnHidden(at.change, last is None or room - widths[at.last] - widths[at.change] < need)

    def _hide_change(self, widths: dict[int, int]) -> None:
        """Let the change step aside where labels beside the periods would be squeezed."""
        at = self.model.columns
        room = self.view.viewport().width() - sum(widths.values())
        self.view.setColumnHidden(at.change, room < self.theme.metrics().averageCharWidth() * _NARROWER)

    def _labels(self) -> int:
        """The width below which words of labels would not be whole."""
        at, px = self.model.columns, self.theme.px
        words = self.theme.metrics().horizontalAdvance
        least = [1]
        for row in self.model.rows:
            if row.kind is not RowKind.WORDS:
                beside = sum(self._widths.get(column, 0) for column in range(at.label + 1, min(row.start, at.count)))
                least.append(max(map(words, row.label.split()), default=0) + px(20 + 12 * row.depth) - beside)
        return max(least)

    def _units(self) -> int:
        wide = self.theme.metrics().horizontalAdvance
        least = "ĐVT" if self.model.columns.reports else "trường hợp"  # beside periods there is little room
        return max([wide(least), *(wide(row.unit) for row in self.model.rows)]) + self.theme.px(18)

    def _numbers(self, column: int) -> int:
        """The width of a column of numbers: the largest that stands there, and its captions on two lines."""
        model, theme = self.model, self.theme
        wide, small = theme.metrics().horizontalAdvance, theme.metrics(-0.5).horizontalAdvance
        periods = bool(model.columns.reports)
        widest = wide("8.888.888" if periods else "88.888.888.888" if column == model.columns.value else "88.888")
        head = str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        widest = max(widest, *map(small, head.split("\n")))
        for row in model.rows:
            widest = max(widest, self._need(row, column) - theme.px(18))
            if row.kind is RowKind.HEAD:
                caption = model.text(row, column)
                longest = max((small(word) for word in caption.split()), default=0)
                whole = max((small(line) for line in caption.split("\n")), default=0)
                widest = max(widest, longest, min(whole, wide("888.888.888")))
        return widest + theme.px(18)

    def _need(self, row: FormRow, column: int) -> int:
        """The width that a row needs in a column for its number to be whole; 0 where it shows none."""
        if row.kind not in (RowKind.PART, RowKind.FIGURE, RowKind.SUM, RowKind.STRAY) or column < row.start:
            return 0
        if row.across is Across.WHOLE and column in self.model.columns.periods:  # its well lies over all of them
            return 0
        text = self.model.text(row, column)
        wide = self.theme.metrics(bold=row.kind is RowKind.SUM).horizontalAdvance(text)
        return wide + self.theme.px(18) if text else 0

    def holds(self, row: FormRow, column: int) -> bool:
        """Whether a column is wide enough for the number that a row shows in it."""
        return column == self.model.columns.unit or self._need(row, column) <= self._widths.get(column, 0)

    def set_spans(self) -> None:
        """Let labels, words and balances reach over the columns that they need."""
        model, at = self.model, self.model.columns
        self.view.clearSpans()
        for number, row in enumerate(model.rows):
            if row.kind is RowKind.WORDS:
                self.view.setSpan(number, at.number, 1, at.value + 1)
                continue
            if row.start - at.label > 1:
                self.view.setSpan(number, at.label, 1, min(row.start, at.count) - at.label)
            if row.kind in (RowKind.SUM, RowKind.HEAD) and not at.reports:
                self.view.setSpan(number, at.unit, 1, 3)
            if row.across is Across.WHOLE and len(at.reports) > 1 and row.cells:
                self.view.setSpan(number, at.first, 1, len(at.reports))

    def beside(self) -> int:
        """The room right of the numbers, where balances stand if it suffices."""
        header, at = self.view.horizontalHeader(), self.model.columns
        return sum(header.sectionSize(column) for column in (at.unit, at.last, at.change))

    @property
    def balance_beside(self) -> bool:
        """Whether balances have room right of the numbers, or more of it; else they stand beside the word Cộng."""
        if self.model.columns.reports:
            return False
        label = self.view.horizontalHeader().sectionSize(self.model.columns.label) - self.theme.px(100)
        return self.beside() >= min(self.theme.px(210), label)

    def set_heights(self) -> None:
        """Make every row as high as its wrapped text."""
        for number in range(len(self.model.rows)):
            self.set_height(number)

    def set_height(self, number: int) -> None:
        """Make one row as high as its wrapped text."""
        height = self._height(self.model.rows[number])
        header = self.view.verticalHeader()
        if header.sectionSize(number) != height:
            header.resizeSection(number, height)

    def _height(self, row: FormRow) -> int:
        theme, model, at = self.theme, self.model, self.model.columns
        header = self.view.horizontalHeader()
        px, base = theme.px, theme.row()
        label = sum(header.sectionSize(column) for column in range(at.label, min(row.start, at.count)))
        label -= px(16 + 12 * row.depth)
        match row.kind:
            case RowKind.GAP:
                return px(5)
            case RowKind.WORDS:
                width = sum(header.sectionSize(column) for column in range(at.value + 1)) - px(18)
                return self._lines(model.text(row, at.number) or "0", width, -0.5) + px(5)
            case RowKind.HEAD:
                columns = range(row.start, at.value + 1)
                captions = [self._lines(model.text(row, c), header.sectionSize(c) - px(16), -0.5) for c in columns]
                return max([self._lines(row.label, label, -0.5), *captions]) + px(5)
            case RowKind.SUM:
                balance = model.balance(row)
                width = self.beside() if self.balance_beside else label - px(60)
                bold = balance.severity is Severity.ERROR
                return max(self._lines(balance.text, width - px(40), 0, bold=bold) + px(10), base + px(4))
            case RowKind.FOLD:
                return base
            case RowKind.NEW:
                return max(self._lines(model.text(row, at.label), label - px(20), 0) + px(8), base)
        return max(self._lines(row.label, label, 0) + px(8), base)

    def _lines(self, text: str, width: int, delta: float, *, bold: bool = False) -> int:
        metrics = self.theme.metrics(delta, bold=bold)
        bounds = QRect(0, 0, max(width, self.theme.px(40)), 9999)
        return metrics.boundingRect(bounds, Qt.TextFlag.TextWordWrap, text).height() if text else metrics.height()
