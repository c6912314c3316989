"""How the rows of a plan are drawn: words, the bar from the start to the target, the sign of how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem, QTableView

from forms.checks.attainment import Standing
from forms.offices.plan import Attainment
from forms.values import aims
from forms.values.aims import Better, Goal, Quantity
from ui.look.icons import pixmap
from ui.look.labels import LEFT, RIGHT
from ui.look.line_model import Index
from ui.look.line_table import LineDelegate
from ui.look.theme import Theme
from ui.targets.rows import DONE, WANTED, PlanRow
from ui.targets.signs import COLOURS, sign

NAME, BAR, JUDGED = 1, "Từ đầu kỳ đến mục tiêu", "Đánh giá"
_WIDEST = {"TT": "888", "ĐVT": "m2 sàn/người", "Thời gian": "Quý I hằng năm", "Tiến độ": "x" * 26}
_NARROW = 300  # pixels at 100 % for a name: below, the bar and then the unit step aside
_LEAST = 120  # pixels at 100 % for a name: below, how a line stands is a sign without its word
_LONGEST = 240  # pixels at 100 % for one word
_STROKE = 0.86  # where on the bar the target is


def widths(theme: Theme, heads: Sequence[str], room: int, rows: Sequence[PlanRow] = ()) -> list[int]:
    """The width of each column, 0 where it steps aside: no number is cut, what is named takes what the others leave."""
    if not heads:
        return []
    wide = theme.metrics().horizontalAdvance
    found = []
    for column, head in enumerate(heads):
        if head == BAR:
            width = theme.px(140)
        elif head == JUDGED:
            width = wide(Attainment.AWAITED.label) + theme.px(16 + 6 + 20)
        else:
            width = max(wide(_WIDEST.get(head, "888.888")), *(wide(word) for word in head.split(" ")))
            width = max(width, 0 if column == NAME else _longest(theme, column, head, rows)) + theme.px(20)
        found.append(width)
    for head in (BAR, "ĐVT", "Thời gian"):
        if head in heads and room - sum(found) + found[NAME] < theme.px(_NARROW):
            found[list(heads).index(head)] = 0
    if JUDGED in heads and room - sum(found) + found[NAME] < theme.px(_LEAST):  # its sign says it too
        found[list(heads).index(JUDGED)] = max(map(wide, JUDGED.split())) + theme.px(20)
    found[NAME] = max(room - sum(found) + found[NAME], theme.px(_LEAST))
    return found


def _longest(theme: Theme, column: int, head: str, rows: Sequence[PlanRow]) -> int:
    """How wide the longest word of a column is drawn."""
    metrics = {strong: theme.metrics(bold=strong) for strong in (False, True)}
    words = (
        metrics[is_strong(row, head)].horizontalAdvance(word)
        for row in rows
        if row.line is not None and column < len(row.texts)
        for word in row.texts[column].split()
    )
    return min(max(words, default=0), theme.px(_LONGEST))


def is_strong(row: PlanRow, head: str) -> bool:
    """Whether words stand out: what is wanted this year and what was achieved."""
    this_year = row.standing is not None and head.endswith(str(row.standing.year))
    return (head.startswith(DONE) or this_year) and row.attainment is not None


class PlanHeader(QHeaderView):
    """The heads, broken into two lines where they have two."""

    def __init__(self, theme: Theme, parent: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.theme = theme
        self.setFixedHeight(theme.metrics(-0.5).height() * 2 + theme.px(10))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N802, N803 - Qt's own
        """Qt: draw one head."""
        theme = self.theme
        text = str(self.model().headerData(logicalIndex, Qt.Orientation.Horizontal) or "")
        painter.fillRect(rect, theme["base"])
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme["line"])
        painter.setFont(theme.font(-0.5))
        painter.setPen(theme["text2"])
        side = _alignment(text) & ~Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignBottom
        inner = rect.adjusted(theme.px(9), theme.px(3), -theme.px(9), -theme.px(5))
        painter.drawText(inner, int(side.value) | int(Qt.TextFlag.TextWordWrap.value), text)


def _alignment(head: str) -> Qt.AlignmentFlag:
    """Numbers stand at the right of their column."""
    return RIGHT if head.startswith((WANTED, DONE)) else LEFT


class PlanDelegate(LineDelegate):
    """Draws one row."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802, ARG002 - Qt's own
        """Qt: as high as the lines of its words."""
        theme, row = self.theme, self._row(index)
        lines = theme.row()
        if row.line is not None and index.column() < len(row.texts):
            room = QRect(0, 0, self.view.columnWidth(index.column()) - self._left(row, index) - theme.px(9), 10_000)
            flags = int(Qt.TextFlag.TextWordWrap.value)
            text = row.texts[index.column()]
            bold = is_strong(row, self._head(index))
            lines = max(lines, theme.metrics(bold=bold).boundingRect(room, flags, text).height() + theme.px(8))
        return QSize(10, lines)

    def _row(self, index: Index) -> PlanRow:
        rows: Sequence[PlanRow] = index.model().lines  # type: ignore[attr-defined]
        return rows[index.row()]

    @staticmethod
    def _head(index: Index) -> str:
        return str(index.model().headerData(index.column(), Qt.Orientation.Horizontal))

    def _left(self, row: PlanRow, index: Index) -> int:
        return self.theme.px(9 + (16 * row.indent if index.column() == NAME else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: draw one cell."""
        theme, rect, row = self.theme, option.rect, self._row(index)
        head = self._head(index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_ground(painter, rect, index, "band" if row.line is None and not row.run else "")
        inner = rect.adjusted(self._left(row, index), 0, -theme.px(9), 0)
        if row.run:
            self._run(painter, inner, row, index.column())
        elif row.line is None:
            self._group(painter, inner, row, index.column())
        elif head == BAR:
            if row.standing is not None:
                Bar(theme, row.standing, row.start).paint(painter, QRectF(inner).adjusted(0, 0, 0, -1))
        elif head == JUDGED:
            self._attainment(painter, inner, row)
        else:
            self._words(painter, inner, row, head, index.column())
        painter.restore()

    def _group(self, painter: QPainter, rect: QRect, row: PlanRow, column: int) -> None:
        """Draw the title of a group: folded or open, its name, how its lines stand."""
        theme = self.theme
        painter.setPen(theme["text"])
        painter.setFont(theme.font(bold=True))
        if column == 0:
            painter.drawText(rect, int(LEFT.value), row.texts[0])
            return
        size = theme.px(14)
        arrow = pixmap("chevron_right" if row.folded else "chevron_down", theme["text2"], size)
        painter.drawPixmap(rect.left(), rect.center().y() - size // 2 + 1, arrow)
        inner = rect.adjusted(size + theme.px(8), 0, 0, 0)
        counts = theme.metrics().horizontalAdvance(row.counts)
        room = inner.width() - counts - theme.px(24)
        named = theme.metrics(bold=True)
        whole = named.horizontalAdvance(row.texts[1]) <= room
        shown = row.texts[1] if whole else named.elidedText(row.texts[1], Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, int(LEFT.value), shown)
        if whole:
            painter.setFont(theme.font())
            painter.setPen(theme["text2"])
            painter.drawText(inner, int(RIGHT.value), row.counts)

    def _run(self, painter: QPainter, rect: QRect, row: PlanRow, column: int) -> None:
        """Draw what stands for lines that ask for nothing: which, how they stand, and that they can be shown."""
        theme, size = self.theme, self.theme.px(16)
        painter.setFont(theme.font())
        painter.setPen(theme["text2"])
        if column != NAME:
            painter.drawText(rect, int(LEFT.value), row.texts[0])
            return
        painter.drawPixmap(rect.left(), rect.center().y() - size // 2 + 1, sign(theme, Attainment.REACHED))
        inner = rect.adjusted(size + theme.px(6), 0, 0, 0)
        painter.drawText(inner, int(LEFT.value), row.counts)
        painter.setPen(theme["accent"])
        beyond = theme.metrics().horizontalAdvance(row.counts) + theme.px(12)
        painter.drawText(inner.adjusted(beyond, 0, 0, 0), int(LEFT.value), "Hiện")

    def _attainment(self, painter: QPainter, rect: QRect, row: PlanRow) -> None:
        """Draw how a line stands: its sign and its word."""
        if row.attainment is None:
            return
        theme, size = self.theme, self.theme.px(16)
        painter.drawPixmap(rect.left(), rect.center().y() - size // 2 + 1, sign(theme, row.attainment))
        quiet = COLOURS[row.attainment] == "text2"
        painter.setFont(theme.font())
        painter.setPen(theme["text2" if quiet else "text"])
        beside = rect.adjusted(size + theme.px(6), 0, 0, 0)
        if theme.metrics().horizontalAdvance(row.attainment.label) <= beside.width():
            painter.drawText(beside, int(LEFT.value), row.attainment.label)

    def _words(self, painter: QPainter, rect: QRect, row: PlanRow, head: str, column: int) -> None:
        """Draw words; what is wanted this year and what was achieved stand out."""
        theme = self.theme
        this_year = row.standing is not None and head.endswith(str(row.standing.year))
        strong = head.startswith(DONE) or this_year
        main = strong or column == NAME or head == "Tiến độ"
        painter.setFont(theme.font(bold=is_strong(row, head)))
        painter.setPen(theme["text" if main else "text2"])
        wraps = int(Qt.TextFlag.TextWordWrap.value)
        painter.drawText(rect, int(_alignment(head).value) | wraps, row.texts[column])


def ends_of(standing: Standing) -> list[Fraction]:
    """From where to where a target reaches as it is printed: one number, or the two of a range; none for words."""
    goal = aims.goal(standing.text, Better.LEVEL, standing.target.unit)
    if goal is None or len(goal.aims) != 1:
        return []
    return [end for end in (goal.aims[0].low, goal.aims[0].high) if end is not None]


class Bar:
    """How far a target has come: from where it started to what is wanted, which is a stroke, or a band for a range."""

    def __init__(self, theme: Theme, standing: Standing, start: Fraction | None = None) -> None:
        self.theme = theme
        self.standing = standing
        self.start = start

    def share(self) -> Fraction | None:
        """How much of the way is done: 1 is the target; None where nothing can be drawn."""
        standing, goal = self.standing, self.standing.goal
        found = standing.achieved.quantity if standing.achieved else None
        if goal is None or found is None or len(goal.aims) != 1:
            return None
        ends = [end for end in (goal.aims[0].low, goal.aims[0].high) if end is not None]
        begun = self._begun(goal)
        start = begun or Fraction(0)
        wanted = ends[0]
        if standing.target.better is Better.LOWER and begun is None:
            if found.value <= 0:
                return Fraction(1)
            return wanted / found.value
        if wanted == start:
            return Fraction(int(goal.reached(found) is True))
        return (found.value - start) / (wanted - start)

    def _begun(self, goal: Goal) -> Fraction | None:
        """Where the way begins, as the plan or the first report says; None where the target was reached by then."""
        measured, _ = aims.measured(self.standing.target.start, self.standing.target.unit)
        start = measured.value if measured else self.start
        return None if start is None or goal.reached(Quantity(start)) else start

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Draw it in a rectangle."""
        theme, standing = self.theme, self.standing
        if standing.attainment is Attainment.NOT_COMPARED and standing.goal is None:
            return
        high = theme.px(5)
        groove = QRectF(rect.left(), rect.center().y() - high / 2, rect.width(), high)
        painter.setPen(Qt.PenStyle.NoPen)
        share = self.share()
        if share is None:
            self._dots(painter, groove)
        else:
            painter.setBrush(theme["line"])
            painter.drawRoundedRect(groove, high / 2, high / 2)
            self._band(painter, groove)
            done = min(max(float(share), 0.0) * _STROKE, 1.0) * groove.width()
            painter.setBrush(theme["ok" if standing.attainment is Attainment.REACHED else "accent"])
            painter.drawRoundedRect(QRectF(groove.left(), groove.top(), max(done, high), high), high / 2, high / 2)
        stroke = theme.px(2)
        painter.fillRect(
            QRectF(groove.left() + groove.width() * _STROKE, rect.center().y() - theme.px(7), stroke, theme.px(14)),
            theme["text2"],
        )

    def _dots(self, painter: QPainter, groove: QRectF) -> None:
        """Draw a dotted line: nothing is known."""
        step, size = self.theme.px(4), max(1.0, self.theme.px(1))
        painter.setBrush(self.theme["edge"])
        for number in range(int(groove.width() // step)):
            painter.drawRect(QRectF(groove.left() + number * step, groove.center().y(), size, size))

    def _band(self, painter: QPainter, groove: QRectF) -> None:
        """Draw the rest of a range behind its first end."""
        ends = ends_of(self.standing)
        if len(ends) == 2 and ends[0] != ends[1] and ends[0]:
            far = min(float(ends[1] / ends[0]) * _STROKE, 1.0)
            left = groove.left() + groove.width() * _STROKE
            painter.fillRect(
                QRectF(left, groove.top(), groove.width() * (far - _STROKE), groove.height()), self.theme["side"]
            )
