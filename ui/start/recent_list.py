"""The reports that were opened lately: whose, which period, how far, when; files that are gone say so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem, QTableView

from forms.errors import KnownError
from forms.offices.deadlines import left
from forms.report.changes import ReportState
from forms.values import clock, period
from forms.values.text import raised
from ui.look import icons
from ui.look.labels import shortened
from ui.look.line_model import Index, LineModel
from ui.look.line_table import LineDelegate, LineTable
from ui.look.theme import Theme
from ui.preferences import Awaited, Recent

COLUMNS = ("Báo cáo", "Kỳ", "Trạng thái", "Đã nhập", "Mở lần cuối")
_STATES = {state.value: state.label for state in ReportState}
_STATES |= {"draft": ReportState.DRAFT.label, "final": ReportState.FINAL.label}  # as earlier programs wrote it
_NUMBERS = (3, 4)
_WIDTHS = ("6 tháng đầu năm 2024", "Chốt số liệu_", "888/888 ô", "hôm nay 88:88")
_SPARE = (2, 3, 4)  # columns that step aside one after the other, so that the day is whole under the name
_DUE = "Nộp chậm nhất ngày 28/08/2088, còn 888 ngày."
_GONE = "Không tìm thấy tệp"


def period_label(code: str) -> str:
    """A period's code as it stands in a list: "Năm 2024"; the code itself when it is of a newer program."""
    try:
        text = period.parse(code).label
    except KnownError:
        return code
    return raised(text)


def when(at: datetime, now: datetime) -> str:
    """A time in the words of a list: "hôm nay 14:03", "hôm qua 09:41", "02/10/2024"."""
    here, today = clock.local(at), clock.day(now)
    if here.date() == today:
        return f"hôm nay {here:%H:%M}"
    if here.date() == today - timedelta(days=1):
        return f"hôm qua {here:%H:%M}"
    return f"{here:%d/%m/%Y}"


class RecentModel(LineModel[Recent]):
    """One line a report; `gone` holds the paths that were looked for and not found."""

    def __init__(
        self, recents: tuple[Recent, ...], now: datetime | None = None, awaited: Sequence[Awaited] = ()
    ) -> None:
        super().__init__(COLUMNS, _NUMBERS)
        self.lines = recents
        self._awaited = {(one.path, one.unit, one.period): one for one in reversed(awaited)}  # the earliest counts
        self.gone: frozenset[str] = frozenset()
        self._now = now or clock.now()

    def miss(self, gone: frozenset[str]) -> None:
        """Say which files were not found."""
        self.gone = gone
        if self.lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, len(COLUMNS) - 1))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | int | None:
        """What stands in a cell; the path as a tooltip."""
        if not index.isValid():
            return None
        recent = self.lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._texts(recent)[index.column()]
            case Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join(text for text in self._texts(recent) if text) if index.column() == 0 else None
            case Qt.ItemDataRole.ToolTipRole:
                return f"{_GONE}: {recent.path}" if recent.path in self.gone else recent.path
            case Qt.ItemDataRole.TextAlignmentRole:
                return self.alignment(index.column())
        return None

    def second(self, recent: Recent) -> tuple[str, str]:
        """The second line under the unit's name and its colour: until when it is due, or that the file is gone."""
        if recent.path in self.gone:
            return _GONE, "warning"
        awaited = self._awaited.get((recent.path, recent.unit, recent.period))
        if awaited is None:
            return recent.template, "text2"
        today = clock.day(self._now)
        text = f"Nộp {awaited.due}, {left(awaited.day, today)}. {recent.template}"
        return text, "warning" if awaited.day < today else "text2"

    def _texts(self, recent: Recent) -> tuple[str, ...]:
        state = _STATES.get(recent.state, "")
        filled = f"{recent.filled}/{recent.total} ô"
        return recent.unit, period_label(recent.period), state, filled, when(recent.at, self._now)


class _Painter(LineDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect = self.theme, option.rect
        model = index.model()
        if not isinstance(model, RecentModel):
            return
        painter.save()
        self.paint_ground(painter, rect, index)
        if index.column():
            painter.setFont(theme.font())
            painter.setPen(theme["text2" if index.column() == len(COLUMNS) - 1 else "text"])
            inner = rect.adjusted(theme.px(8), 0, -theme.px(10), 0)
            painter.drawText(inner, model.alignment(index.column()), str(index.data() or ""))
        else:
            self._paint_name(painter, rect, model, model.lines[index.row()])
        painter.restore()

    def _paint_name(self, painter: QPainter, rect: QRect, model: RecentModel, recent: Recent) -> None:
        theme, size = self.theme, self.theme.px(20)
        second, role = model.second(recent)
        name, colour = ("warning", "warning") if second.startswith(_GONE) else ("document_table", "accent")
        drawn = icons.pixmap(name, theme[colour], size)
        painter.drawPixmap(rect.left() + theme.px(12), rect.center().y() - size // 2, drawn)
        inner = rect.adjusted(theme.px(46), theme.px(7), -theme.px(8), -theme.px(7))
        for text, font, pen, side in (
            (recent.unit, theme.font(bold=True), "text", Qt.AlignmentFlag.AlignTop),
            (second, theme.font(-0.5), role, Qt.AlignmentFlag.AlignBottom),
        ):
            painter.setFont(font)
            painter.setPen(theme[pen])
            painter.drawText(inner, int(side.value), shortened(text, painter.fontMetrics(), inner.width()))


class _Header(QHeaderView):
    def __init__(self, theme: Theme, parent: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.theme = theme

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N802, N803 - Qt's own
        theme = self.theme
        painter.fillRect(rect, theme["base"])
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme["line"])
        painter.setFont(theme.font(-0.5))
        painter.setPen(theme["text2"])
        inner = rect.adjusted(theme.px(8 if logicalIndex else 46), 0, -theme.px(10), 0)
        side = self.model().headerData(logicalIndex, self.orientation(), Qt.ItemDataRole.TextAlignmentRole)
        painter.drawText(inner, int(side), COLUMNS[logicalIndex])


class RecentList(LineTable[Recent]):
    """The list; Enter or a double click opens, Delete takes a report off the list."""

    chosen = Signal(object)  # Recent
    forgotten = Signal(object)  # Recent

    def __init__(self, model: RecentModel, theme: Theme) -> None:
        super().__init__(theme, model, "Báo cáo gần đây", "Enter để mở, Delete để bỏ khỏi danh sách")
        self.recents = model
        self.setItemDelegate(_Painter(theme, self))
        self.verticalHeader().setDefaultSectionSize(theme.metrics().height() * 2 + theme.px(16))
        header = _Header(theme, self)
        self.take_header(header)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        wide = theme.metrics().horizontalAdvance
        self._wide = [wide(_DUE) + theme.px(54), *(wide(text) + theme.px(18) for text in _WIDTHS)]
        for column, width in enumerate(self._wide[1:], 1):
            header.resizeSection(column, width)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for text, act in (("Mở", self._open), ("Bỏ khỏi danh sách", self._forget)):
            action = QAction(text, self)
            action.triggered.connect(act)
            self.addAction(action)
        self.doubleClicked.connect(self._open)
        if model.lines:
            self.setCurrentIndex(model.index(0, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own
        """In a narrow window the name needs the room of what can be missed."""
        lacking = sum(self._wide) - self.viewport().width()
        for column in _SPARE:
            self.setColumnHidden(column, lacking > 0)
            lacking -= self._wide[column]
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own
        """Enter opens, Delete forgets."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif event.key() == Qt.Key.Key_Delete:
            self._forget()
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        if (recent := self.line()) is not None:
            self.chosen.emit(recent)

    def _forget(self) -> None:
        if (recent := self.line()) is not None:
            self.forgotten.emit(recent)
