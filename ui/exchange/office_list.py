"""The list of lower offices: how each stands, when it sent, how full its report is; one line each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QStyleOptionViewItem

from ui.exchange.lines import Sign
from ui.jobs.letters import reminding
from ui.jobs.progress import OfficeProgress, Progress
from ui.look.icons import pixmap
from ui.look.labels import LEFT, RIGHT, shortened
from ui.look.line_model import Index, LineModel
from ui.look.line_table import LineDelegate, LineTable
from ui.look.theme import Theme

HEADS = ("Đơn vị", "Tình trạng", "Ngày gửi", "Lần", "Đã nhập", "Cần rà soát", "Liên hệ")
NAME, STATE, DAY, REVISION, FILLED, FINDINGS, CONTACT = range(len(HEADS))
_NUMBERS = frozenset({DAY, REVISION})
_BAR = 64  # pixels at 100 %
_STEPS = (
    (560, CONTACT),
    (480, REVISION),
    (420, FINDINGS),
    (340, FILLED),
    (240, DAY),
)  # widths at 100 % below which a column goes


@dataclass(slots=True)
class OfficeLine:
    """One office: what stands in each column, its sign, and how full its report is, None until that is counted."""

    office: OfficeProgress
    texts: list[str]
    sign: Sign
    full: tuple[int, int] | None = None


def lines(found: Progress) -> list[OfficeLine]:
    """A line for each office below."""
    made = []
    for one in found.offices:
        name, state, day, number, _, findings, _ = reminding.row(found, one)
        contact = " · ".join(filter(None, (one.contact.phone, one.contact.email)))
        made.append(OfficeLine(one, [name, state, day, number, "", findings, contact], _sign(found, one)))
    return made


def _sign(found: Progress, one: OfficeProgress) -> Sign:
    if not one.there:
        if one.returned:
            return Sign("arrow_reply", "warning")
        return Sign("warning", "warning") if one.late > 0 else Sign("calendar_clock", "text2")
    if found.replaced(one) or found.waits(one):
        return Sign("arrow_swap", "accent")
    doubtful = one.late > 0 or (one.received is not None and one.received.edited)
    return Sign("warning", "warning") if doubtful else Sign("checkmark_circle", "ok")


class OfficeModel(LineModel[OfficeLine]):
    """The lines of the list."""

    def __init__(self) -> None:
        super().__init__(HEADS, _NUMBERS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Qt: what stands in a cell; of the whole line for who listens."""
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.texts[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return "; ".join(filter(None, line.texts))
        if role == Qt.ItemDataRole.ToolTipRole:
            return line.texts[index.column()] or None
        return None

    def count(self, row: int, full: tuple[int, int]) -> None:
        """Say how full the report of a line is."""
        line = self.lines[row]
        line.full = full
        line.texts[FILLED] = f"{full[0]}/{full[1]}"
        place = self.index(row, FILLED)
        self.dataChanged.emit(place, place)


class OfficeDelegate(LineDelegate):
    """Draws one cell: words, a sign before how an office stands, a bar before how full its report is."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: draw one cell."""
        theme, rect = self.theme, option.rect
        line: OfficeLine = index.model().lines[index.row()]  # type: ignore[attr-defined]
        painter.save()
        self.paint_ground(painter, rect, index)
        inner = rect.adjusted(theme.px(8), 0, -theme.px(8), 0)
        column, colour, bold = index.column(), "text", False
        if column == STATE:
            size = theme.px(16)
            picture = pixmap(line.sign.picture, theme[line.sign.colour], size)
            painter.drawPixmap(inner.left(), inner.center().y() - size // 2, picture)
            inner.adjust(theme.px(23), 0, 0, 0)
            bold = line.sign.colour == "warning" and not line.office.there
            colour = line.sign.colour if line.sign.colour in ("warning", "accent") else "text"
        elif column == FILLED and line.full is not None:
            self._bar(painter, inner, line.full)
            inner.adjust(theme.px(_BAR + 9), 0, 0, 0)
        elif column in (CONTACT, FINDINGS):
            colour = "text2"
        self._words(painter, inner, line.texts[column], colour, bold=bold, right=column in _NUMBERS)
        painter.restore()

    def _bar(self, painter: QPainter, rect: QRect, full: tuple[int, int]) -> None:
        theme = self.theme
        wide, high = theme.px(_BAR), theme.px(4)
        place = QRect(rect.left(), rect.center().y() - high // 2, wide, high)
        painter.fillRect(place, theme["line"])
        done = round(wide * full[0] / full[1]) if full[1] else 0
        colour = "ok" if full[0] == full[1] else "warningmark"
        painter.fillRect(QRect(place.left(), place.top(), done, high), theme[colour])

    def _words(self, painter: QPainter, rect: QRect, text: str, colour: str, *, bold: bool, right: bool) -> None:
        metrics = self.theme.metrics(bold=bold)
        painter.setFont(self.theme.font(bold=bold))
        painter.setPen(self.theme[colour])
        painter.drawText(rect, RIGHT if right else LEFT, shortened(text, metrics, rect.width()))


class OfficeList(LineTable[OfficeLine]):
    """The list; a line is chosen with the arrows."""

    def __init__(self, theme: Theme) -> None:
        offices = OfficeModel()
        use = "Lên, xuống để chọn; Tab sang thư của đơn vị được chọn"
        super().__init__(theme, offices, "Đơn vị cấp dưới", use)
        self.offices = offices
        self.setItemDelegate(OfficeDelegate(theme, self))
        self.verticalHeader().setDefaultSectionSize(theme.metrics().height() + theme.px(14))

    def show_lines(self, shown: Sequence[OfficeLine]) -> None:
        """Show other lines, and stay at the office that was chosen; else at the first that has not sent."""
        chosen = self.line()
        self.offices.show_lines(shown)
        self._fit()
        keys = [(line.office.number, line.office.period) for line in shown]
        key = (chosen.office.number, chosen.office.period) if chosen else None
        waiting = next((row for row, line in enumerate(shown) if not line.office.there), 0)
        row = keys.index(key) if key in keys else waiting
        if shown:
            self.setCurrentIndex(self.offices.index(row, NAME))
        self.line_chosen.emit(self.line())

    def _fit(self) -> None:
        """Give each column what stands in it; where there is no room those step aside that can be missed."""
        theme = self.theme
        room = self.viewport().width() / theme.zoom
        gone = {column for width, column in _STEPS if room < width + 220}
        wide, left = theme.metrics(bold=True).horizontalAdvance, self.viewport().width()
        more = {STATE: 23, FILLED: _BAR + 9}
        for column in range(len(HEADS)):
            self.setColumnHidden(column, column in gone)
            if column in gone or column == CONTACT:
                continue
            texts = [HEADS[column], *(line.texts[column] for line in self.offices.lines)]
            if column == STATE:  # why nothing is sent has what room is left
                texts = [text.partition(":")[0] for text in texts]
            if column == FILLED:
                texts.append("888/888")
            width = max(map(wide, texts)) + theme.px(24 + more.get(column, 0))
            width = min(width, round(self.viewport().width() * 0.38))
            self.setColumnWidth(column, width)
            left -= width
        shown = [column for column in range(len(HEADS)) if column not in gone]
        last = shown[-1]
        wanted = max((wide(line.texts[STATE]) for line in self.offices.lines), default=0) + theme.px(24 + more[STATE])
        contacts = max(map(wide, [HEADS[CONTACT], *(line.texts[CONTACT] for line in self.offices.lines)]))
        spare = left - (contacts + theme.px(24) if last == CONTACT else 0)
        given = max(min(spare, wanted - self.columnWidth(STATE)), 0)
        self.setColumnWidth(STATE, self.columnWidth(STATE) + given)
        left -= given
        self.setColumnWidth(last, max((0 if last == CONTACT else self.columnWidth(last)) + left, theme.px(40)))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own
        """Qt: the columns follow the width."""
        super().resizeEvent(event)
        self._fit()
