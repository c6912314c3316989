"""The list of what waits and what came: a table of two-line rows under the names of groups."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QStyleOptionViewItem

from forms.definitions.rules import SEVERITY_LABELS, Severity
from forms.values.text import lowered
from ui.exchange.lines import FILE, FINDINGS, HEADS, OFFICE, REVISION, VERDICT, ArrivalLine
from ui.look.icons import COLOURS, SEVERITIES, pixmap
from ui.look.labels import LEFT, shortened
from ui.look.line_model import Index, LineModel
from ui.look.line_table import LineDelegate, LineTable
from ui.look.theme import Theme

_LEFT = int(LEFT.value)
_WORDS = {one: lowered(SEVERITY_LABELS[one]) for one in (Severity.ERROR, Severity.WARNING)}
_NARROW = 660  # pixels at 100 %: below, the revision steps aside, and findings are a sign with its number


class ArrivalModel(LineModel[ArrivalLine]):
    """The lines of the page."""

    def __init__(self) -> None:
        super().__init__(HEADS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Qt: what stands in a cell; of the whole line for who listens."""
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            words = ", ".join(filter(None, line.texts[index.column()]))
            return findings(line.counts) if index.column() == FINDINGS else words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return "; ".join(filter(None, (line.aloud, findings(line.counts))))
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(filter(None, line.texts[index.column()])) or None
        return None


def findings(counts: tuple[int, ...] | None) -> str:
    """How many findings a report has, the most serious kind alone; "" where nothing was checked."""
    if counts is None:
        return ""
    found = dict(zip(Severity, counts, strict=False))
    return next((f"{found[one]} {word}" for one, word in _WORDS.items() if found.get(one)), "không lỗi")


class ArrivalDelegate(LineDelegate):
    """Draws one cell: a sign, a line of words, and a fainter one under it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: draw one cell."""
        theme, rect, line = self.theme, option.rect, _line(index)
        painter.save()
        self.paint_ground(painter, rect, index, "band" if line.is_group else "")
        inner = rect.adjusted(theme.px(10), theme.px(3), -theme.px(6), -theme.px(4))
        if line.is_group:
            self._words(painter, inner, index.column(), ("" if index.column() else line.texts[0][0], ""), bold=True)
        elif index.column() == FINDINGS:
            self._findings(painter, inner, line)
        else:
            self._cell(painter, inner, line, index.column())
        painter.restore()

    def _cell(self, painter: QPainter, rect: QRect, line: ArrivalLine, column: int) -> None:
        picture, colour = {FILE: (line.file, "accent"), VERDICT: line.sign}.get(column, ("", ""))
        if picture:
            size = self.theme.px(18 if column == FILE else 16)
            beside = column == VERDICT and line.texts[VERDICT][1]
            top = rect.top() + self.theme.px(2) if beside else rect.center().y() - size // 2
            painter.drawPixmap(rect.left(), top, pixmap(picture, self.theme[colour], size))
        if column in (FILE, VERDICT):
            rect = rect.adjusted(self.theme.px(26), 0, 0, 0)
        self._words(painter, rect, column, line.texts[column])

    def _words(
        self, painter: QPainter, rect: QRect, column: int, texts: tuple[str, str], *, bold: bool = False
    ) -> None:
        theme, first = self.theme, texts[0]
        for number, (text, colour) in enumerate(((first, "text"), (texts[1], "text2"))):
            metrics = theme.metrics(bold=bold)
            painter.setFont(theme.font(bold=bold))
            painter.setPen(theme[colour])
            high = rect.height() if not texts[1] else rect.height() // 2
            place = QRect(rect.left(), rect.top() + number * high, rect.width(), high)
            if column == FILE and not bold:
                shown = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, rect.width())
            else:
                shown = shortened(text, metrics, rect.width())
            if text:
                painter.drawText(place, _LEFT, shown)

    def _findings(self, painter: QPainter, rect: QRect, line: ArrivalLine) -> None:
        if line.counts is None:
            return
        found = dict(zip(Severity, line.counts, strict=False))
        worst = next((one for one in _WORDS if found.get(one)), None)
        name, colour = (SEVERITIES[worst], COLOURS[worst]) if worst else ("checkmark_circle", "ok")
        size = self.theme.px(16)
        painter.drawPixmap(rect.left(), rect.center().y() - size // 2, pixmap(name, self.theme[colour], size))
        inner = rect.adjusted(self.theme.px(22), 0, 0, 0)
        words = findings(line.counts)
        if self.theme.metrics().horizontalAdvance(words) > inner.width():
            words = words.split(" ")[0] if worst else ""
        self._words(painter, inner, FINDINGS, (words, ""))


def _line(index: Index) -> ArrivalLine:
    lines: list[ArrivalLine] = index.model().lines  # type: ignore[attr-defined]
    return lines[index.row()]


class ArrivalList(LineTable[ArrivalLine]):
    """The table; a line is chosen with the arrows, several with Shift, and received with Enter."""

    take_wanted = Signal(object)  # TrayItem

    def __init__(self, theme: Theme) -> None:
        use = "Lên, xuống để chọn; Tab sang các nút của dòng được chọn"
        super().__init__(theme, ArrivalModel(), "Tệp và báo cáo nhận được", use)
        self.setItemDelegate(ArrivalDelegate(theme, self))
        self.verticalHeader().setMinimumSectionSize(theme.row())
        self.verticalHeader().setDefaultSectionSize(2 * theme.metrics().height() + theme.px(9))

    def show_lines(self, lines: list[ArrivalLine]) -> None:
        """Show other lines, and stay at the one that was chosen where it is still among them."""
        chosen, before = self.line(), self.currentIndex().row()
        self.model_of_lines.show_lines(lines)
        self.clearSpans()
        for number, line in enumerate(lines):
            high = self.theme.row() if line.is_group else self.verticalHeader().defaultSectionSize()
            if line.is_group:
                self.setSpan(number, 0, 1, len(HEADS))
            if self.rowHeight(number) != high:
                self.setRowHeight(number, high)
        same = next((n for n, line in enumerate(lines) if chosen is not None and _same(line, chosen)), None)
        first = next((n for n, line in enumerate(lines) if not line.is_group), 0)
        if lines:
            here = same if same is not None else max(min(before, len(lines) - 1), first)
            with QSignalBlocker(self):  # it is told once, below
                self.setCurrentIndex(self.model_of_lines.index(here, 0))
        self.line_chosen.emit(self.line())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own
        """Qt: Enter receives the line that is chosen."""
        line = self.line()
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and line is not None and line.arrival is not None and line.arrival.ready:
            self.take_wanted.emit(line.arrival)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own
        """Qt: columns follow the width."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.arrange()

    def arrange(self) -> None:
        """Share the width among the columns."""
        theme, room = self.theme, self.viewport().width()
        wide = theme.metrics().horizontalAdvance
        narrow = room / theme.zoom < _NARROW
        self.setColumnHidden(REVISION, narrow)
        fixed = {
            REVISION: 0 if narrow else wide("Dự thảo") + theme.px(16),
            FINDINGS: wide(HEADS[FINDINGS] if narrow else "8 cảnh báo") + theme.px(24 if narrow else 42),
        }
        rest = room - sum(fixed.values())
        shares = {FILE: 0.36, OFFICE: 0.22, VERDICT: 0.42}
        heads = {column: wide(HEADS[column]) + theme.px(16) for column in shares} if narrow else {}
        rest -= sum(heads.values())
        for column in range(len(HEADS)):
            width = heads.get(column, 0) + round(rest * shares.get(column, 0))
            self.setColumnWidth(column, fixed.get(column) or max(width, 0))


def _same(line: ArrivalLine, other: ArrivalLine) -> bool:
    """Whether two lines are about the same file, or the same office once it has sent."""
    if line.arrival is not None or other.arrival is not None:
        return line.arrival is other.arrival
    return line.office == other.office if line.office is not None else line.texts == other.texts
