"""One target beside the list: how it stands, the years beside it, where the number is from, tasks that belong to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from forms.checks import attainment as judging
from forms.checks.attainment import Achieved, Standing
from forms.offices.plan import LocalPlan, PlanTarget, PlanTask
from forms.report.report import Report
from forms.values.numbers import exact, show
from forms.values.style import ELLIPSIS, day_in_figures
from ui.look.labels import button, ground, label, line
from ui.look.theme import Theme
from ui.targets.painting import ends_of
from ui.targets.rows import PlanRow
from ui.targets.signs import sign

_MOST_YEARS = 6


class YearChart(QWidget):
    """The years as bars, what is wanted as a line or a band across them; an unfinished year is hollow."""

    def __init__(self, theme: Theme, standing: Standing, series: Sequence[Achieved]) -> None:
        super().__init__()
        self.theme = theme
        self.standing = standing
        self.series = series[-_MOST_YEARS:]
        self.ends = ends_of(standing)
        self.setFixedHeight(theme.px(118))
        self.setAccessibleName(f"Mục tiêu {standing.text}; " + "; ".join(map(_year, self.series)))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        """Qt: draw it."""
        theme, painter = self.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        small = theme.metrics(-0.5)
        floor = self.height() - 2 * small.height() - theme.px(4)
        values = [found.quantity.value for found in self.series if found.quantity]
        highest = max([*values, *self.ends, Fraction(0)])
        scale = (floor - theme.px(14)) / float(highest) if highest > 0 else 0.0
        room = self.width() - theme.px(62)
        step = room / max(len(self.series), 3)
        for number, found in enumerate(self.series):
            value = float(found.quantity.value) if found.quantity else 0.0
            wide = min(step * 0.62, theme.px(34))
            bar = QRectF(number * step + (step - wide) / 2, floor - value * scale, wide, value * scale)
            self._bar(painter, bar, found, last=number == len(self.series) - 1)
            painter.setFont(theme.font(-0.5, bold=number == len(self.series) - 1))
            painter.setPen(theme["text"])
            under = QRectF(number * step, floor + theme.px(2), step, small.height())
            painter.drawText(under, int(Qt.AlignmentFlag.AlignCenter.value), found.text)
            painter.setFont(theme.font(-0.5))
            painter.setPen(theme["text2"])
            under.translate(0, small.height())
            painter.drawText(under, int(Qt.AlignmentFlag.AlignCenter.value), found.period.code)
        painter.fillRect(QRectF(0, floor, room, 1), theme["edge"])
        if self.ends:
            self._wanted(painter, floor, scale, room)

    def _bar(self, painter: QPainter, bar: QRectF, found: Achieved, *, last: bool) -> None:
        colour = self.theme["accent" if last else "side"]
        if judging.is_over(found.period, found.period.year):
            painter.fillRect(bar, colour)
        else:
            painter.setPen(colour)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(bar)

    def _wanted(self, painter: QPainter, floor: float, scale: float, room: float) -> None:
        """Draw what is wanted: a line, a band between two for a range, and its words."""
        theme = self.theme
        levels = [floor - float(end) * scale for end in self.ends]
        band = QColor(theme["accentsoft"])
        band.setAlpha(150)
        painter.fillRect(QRectF(0, levels[-1], room, levels[0] - levels[-1]), band)
        for level in levels:
            painter.fillRect(QRectF(0, level, room, theme.px(1.4)), theme["accent"])
        painter.setFont(theme.font(-0.5))
        painter.setPen(theme["accent"])
        high = theme.metrics(-0.5).height() * 2
        middle = (levels[0] + levels[-1]) / 2
        place = QRectF(room + theme.px(4), max(middle - high / 2, 0), self.width() - room - theme.px(4), high)
        words = f"mục tiêu\n{self.standing.text}"
        painter.drawText(place, int((Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter).value), words)


def _year(found: Achieved) -> str:
    return f"{found.period.label}: {found.text}"


def sentence(standing: Standing) -> str:
    """How a target stands, in one sentence with the sum in it."""
    text = standing.attainment.label
    if standing.got:
        text += f": {standing.got}"
    if standing.text:
        text += f"{',' if standing.got else ':'} mục tiêu {standing.text}"
    return f"{text} ({gap})" if (gap := _gap(standing)) else text


def _gap(standing: Standing) -> str:
    """How much is wanting, or too much; "" where nothing is."""
    found = standing.achieved.quantity if standing.achieved else None
    goal = standing.goal
    if found is None or goal is None or len(goal.aims) != 1 or goal.reached(found) is not False or found.whole:
        return ""
    aim = goal.aims[0]
    if aim.low is not None and found.value < aim.low:
        return f"thiếu {show(exact(aim.low - found.value))}"
    return f"vượt {show(exact(found.value - aim.high))}" if aim.high is not None and found.value > aim.high else ""


class Details(QScrollArea):
    """What is known of the line that is chosen, and what can be done about it."""

    cell_wanted = Signal(object)  # Address
    answer_wanted = Signal(object)  # PlanTarget or PlanTask
    link_wanted = Signal(object)  # PlanTarget
    reminder_wanted = Signal(str)  # an agency

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.setAccessibleName("Chi tiết")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setViewport(ground(self.palette().ColorRole.Window))
        self.setFixedWidth(theme.px(304))

    def show_row(self, row: PlanRow | None, plan: LocalPlan, report: Report | None, series: Sequence[Report]) -> None:
        """Show a line; a group has nothing of its own to show."""
        body = QWidget()
        self._down = QVBoxLayout(body)
        px = self.theme.px
        self._down.setContentsMargins(px(16), px(12), px(14), px(12))
        self._down.setSpacing(px(6))
        if row is not None and isinstance(row.line, PlanTarget):
            self._target(row.line, row.standing, plan, report, series)
        elif row is not None and isinstance(row.line, PlanTask):
            self._task(row.line, row, report)
        elif row is not None:
            self._words(row.group, bold=True, delta=1)
            self._words(row.counts, colour="text2")
        self._down.addStretch()
        body.setBackgroundRole(self.palette().ColorRole.Window)
        self.setWidget(body)

    def _target(
        self,
        target: PlanTarget,
        standing: Standing | None,
        plan: LocalPlan,
        report: Report | None,
        series: Sequence[Report],
    ) -> None:
        self._words(target.full, bold=True, delta=1)
        yearly = " · so ở mọi báo cáo năm" if standing and target.yearly(standing.year) else ""
        self._words(f"Chỉ tiêu {target.order}{yearly}", colour="text2")
        if standing is None:
            self._words("Dòng này chỉ là tên chung của các chỉ tiêu bên dưới.", colour="text2")
            return
        self._stands(standing)
        found = list(judging.series(series, target))
        if found:
            self._down.addWidget(YearChart(self.theme, standing, found))
        self._source(target, standing, report)
        if target.note:
            self._title("Ghi chú của kế hoạch")
            self._words(target.note)
        self._title("Cơ quan chủ trì")
        self._words(target.agency or "Kế hoạch không ghi.")
        self._reminder(target.agency)
        mine = [task for task in plan.tasks if target.order in task.targets]
        if mine and report is not None:
            self._title("Nhiệm vụ liên quan")
            for task in mine:
                self._related(task, report)

    def _stands(self, standing: Standing) -> None:
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(7))
        mark = label(self.theme)
        mark.setPixmap(sign(self.theme, standing.attainment))
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(self.theme, sentence(standing), wrap=True), 1)
        self._down.addLayout(row)

    def _source(self, target: PlanTarget, standing: Standing, report: Report | None) -> None:
        """Where the number is from, and the way there."""
        self._title("Nguồn")
        address = judging.cell(report, target) if report else None
        if report and target.answering and address is not None:
            figure = report.template.figures[address.figure]
            section = report.template.sections[figure.section]
            self._words(f"Mục {section.number or section.title}, {figure.label}, ô {report.measure(address).label}")
            self._button("Đến ô", lambda: self.cell_wanted.emit(address))
            self._button("Đổi ô trả lời, chiều…", lambda: self.link_wanted.emit(target))
            return
        answer = standing.achieved.answer if standing.achieved else None
        if answer:
            day = f" (số liệu ngày {day_in_figures(date.fromisoformat(answer.day))})" if answer.day else ""
            self._words(f"{answer.source or 'Chưa ghi nguồn'}{day}")
        else:
            self._words("Báo cáo không có ô nào trả lời chỉ tiêu này; đề nghị ghi số, ngày và nguồn.", colour="text2")
        if address is not None and target.link_note:
            self._words(f"Ô gần nghĩa nhất: {target.link_note}.", colour="text2")
        if report:
            self._button("Ghi số liệu…", lambda: self.answer_wanted.emit(target))
            self._button("Chọn ô trả lời, chiều…", lambda: self.link_wanted.emit(target))

    def _reminder(self, agency: str) -> None:
        """A letter to the agency that leads."""
        if agency:
            self._button("Đôn đốc cơ quan chủ trì…", lambda: self.reminder_wanted.emit(agency))

    def _related(self, task: PlanTask, report: Report) -> None:
        self._words(task.task)
        self._words(" · ".join(filter(None, (task.agency, task.time))), colour="text2")
        self._progress(task, report)

    def _progress(self, task: PlanTask, report: Report) -> None:
        answer = report.answers.get(task.id)
        row = QHBoxLayout()
        mark = label(self.theme)
        mark.setPixmap(sign(self.theme, judging.standing_of(report, task)))
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(self.theme, answer.value if answer and answer.value else ELLIPSIS, wrap=True), 1)
        self._down.addLayout(row)
        self._button("Ghi tiến độ…", lambda: self.answer_wanted.emit(task))

    def _task(self, task: PlanTask, row: PlanRow, report: Report | None) -> None:
        self._words(task.task, bold=True, delta=1)
        self._words(f"Nhiệm vụ {task.order} · {row.group}".rstrip(" ·"), colour="text2")
        for name, text in (
            ("Cơ quan chủ trì", task.agency),
            ("Cơ quan phối hợp", task.partners),
            ("Thời gian", task.time),
            ("Ghi chú", task.note),
        ):
            if text:
                self._title(name)
                self._words(text)
            if text and text == task.agency:
                self._reminder(text)
        if report is not None:
            self._title("Tiến độ")
            self._progress(task, report)

    def _words(self, text: str, *, bold: bool = False, delta: float = 0.0, colour: str = "text") -> None:
        self._down.addWidget(label(self.theme, text, delta, bold=bold, colour=colour, wrap=True))

    def _title(self, text: str) -> None:
        self._down.addSpacing(self.theme.px(4))
        self._down.addWidget(line(self.theme))
        self._words(text, bold=True)

    def _button(self, text: str, act: Callable[[], object]) -> None:
        found = button(self.theme, text, "link")
        found.clicked.connect(act)
        self._down.addWidget(found, 0, Qt.AlignmentFlag.AlignLeft)
