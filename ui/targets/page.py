"""The page of a plan: what is chosen of it, the list, and beside it the line that is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QTabBar, QToolButton, QVBoxLayout, QWidget

from forms.checks import attainment as judging
from forms.checks.attainment import Situation, standing_of
from forms.document import plan_slip
from forms.errors import KnownError
from forms.offices.plan import Attainment, PlanTarget, PlanTask
from ui.handouts import copying
from ui.jobs import targets
from ui.jobs.handouts import pictures
from ui.look.flow import Flow
from ui.look.full_page import FullPage
from ui.look.labels import button, label, line
from ui.look.theme import Theme
from ui.refusal import attempt
from ui.session import Session
from ui.targets.details import Details, sentence
from ui.targets.rows import PlanFilter, PlanRow, TargetList, TaskList, quiet
from ui.targets.signs import sign
from ui.targets.view import PlanView

_WIDE = 940  # pixels at 100 %: below, what stands beside the list is sentence in the line at the bottom
_EMPTY = (
    "Tệp này chưa có danh sách chỉ tiêu kế hoạch. Nhập danh sách của địa phương từ tệp CSV, Excel, từ bảng chép trong "
    "Word, hoặc lấy một danh sách mẫu."
)


class TargetPage(FullPage):
    """Targets and tasks of the plan by which the office works."""

    cell_wanted = Signal(object)  # Address
    answer_wanted = Signal(object)  # PlanTarget or PlanTask
    link_wanted = Signal(object)  # PlanTarget
    reminder_wanted = Signal(str)  # an agency
    import_wanted = Signal(bool)  # of tasks
    print_wanted = Signal()
    slip_wanted = Signal(str)  # the agency that is chosen, "" for none
    answers_wanted = Signal()

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self.session, self.theme = session, theme
        self.setAccessibleName("Chỉ tiêu kế hoạch")
        self._folded: dict[bool, set[str]] = {False: set(), True: set()}
        self._hidden: tuple[object, set[str]] = (None, set())  # what was shown, and which of its lines are folded
        self._year: int | None = None
        self._reports = session.workspace.series(session.report)
        self.view = PlanView(theme)
        self.details = Details(theme)
        self.tabs = QTabBar()
        self.agency, self.group, self.year = QComboBox(), QComboBox(), QComboBox()
        self.states = {state: self._state(state) for state in Attainment}
        self._title = label(theme, "Chỉ tiêu kế hoạch", 3, bold=True)
        self._about = label(theme, colour="text2")
        self.slip = button(theme, "Phiếu giao chỉ tiêu…")
        self.answers = button(theme, "Nhập phiếu…")
        self.printing = button(theme, "In phụ lục…")
        self.picturing = button(theme, "Chép thành ảnh")
        self.importing = button(theme, "Nhập danh sách…")
        self._empty = self._invitation()
        self._build()
        self._connect()
        self.refresh()

    def _build(self) -> None:
        px = self.theme.px
        for text in ("Chỉ tiêu", "Nhiệm vụ"):
            self.tabs.addTab(text)
        self.tabs.setFont(self.theme.font())
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName("Chỉ tiêu hay nhiệm vụ")
        for name, combo in (("Cơ quan", self.agency), ("Nhóm", self.group), ("Năm của mục tiêu", self.year)):
            combo.setFont(self.theme.font())
            combo.setAccessibleName(name)
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.agency.setMinimumContentsLength(22)
        self.group.setMinimumContentsLength(16)
        self.year.setMinimumContentsLength(8)
        head = QHBoxLayout()
        head.setContentsMargins(px(12), px(8), px(12), 0)
        head.setSpacing(px(8))
        for widget in (self._title, self._about):
            head.addWidget(widget)
        head.addStretch()
        head.addLayout(Flow(px(8), self.tabs, self.importing, self.slip, self.answers, self.printing, self.picturing))
        self._choices = QWidget()
        row = Flow(px(6), self.agency, self.group, self.year, *self.states.values())
        row.setContentsMargins(px(12), px(5), px(12), px(7))
        self._choices.setLayout(row)
        self._list = QWidget()
        across = QHBoxLayout(self._list)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.view, 1)
        self._edge = line(self.theme, upright=True)
        across.addWidget(self._edge)
        across.addWidget(self.details)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addLayout(head)
        down.addWidget(self._choices)
        down.addWidget(line(self.theme))
        down.addWidget(self._list, 1)
        down.addWidget(self._empty, 1)

    def _invitation(self) -> QWidget:
        """What stands here while there is no list: what to do."""
        found, px = QWidget(), self.theme.px
        down = QVBoxLayout(found)
        down.setContentsMargins(px(28), px(28), px(28), px(28))
        down.setSpacing(px(12))
        self._why = label(self.theme, _EMPTY, colour="text2", wrap=True)
        self._first: QPushButton = button(self.theme, "Nhập danh sách…", "primary")
        down.addWidget(self._why)
        down.addWidget(self._first, 0, Qt.AlignmentFlag.AlignLeft)
        down.addStretch()
        return found

    def _state(self, state: Attainment) -> QToolButton:
        found = QToolButton()
        found.setCheckable(True)
        found.setFont(self.theme.font())
        found.setIcon(QIcon(sign(self.theme, state)))
        found.setIconSize(QSize(self.theme.px(16), self.theme.px(16)))
        found.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        found.setToolTip(f"Chỉ hiện: {state.label.lower()}")
        found.clicked.connect(lambda on: self._only(state if on else None))
        return found

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self.refresh)
        self.agency.activated.connect(self._fill)
        self.group.activated.connect(self._fill)
        self.year.activated.connect(self._change_year)
        self.view.line_chosen.connect(self._show)
        self.view.answer_wanted.connect(self._answer)
        self.view.fold_wanted.connect(self._fold)
        self.view.run_wanted.connect(self._open_run)
        self.details.cell_wanted.connect(self.cell_wanted)
        self.details.answer_wanted.connect(self.answer_wanted)
        self.details.link_wanted.connect(self.link_wanted)
        self.details.reminder_wanted.connect(self.reminder_wanted)
        for one in (self.importing, self._first):
            one.clicked.connect(lambda: self.import_wanted.emit(self.shows_tasks))
        self.printing.clicked.connect(self.print_wanted)
        self.picturing.clicked.connect(self.copy_picture)
        self.slip.clicked.connect(lambda: self.slip_wanted.emit(self.choice().agency))
        self.answers.clicked.connect(self.answers_wanted)
        self.session.changed.connect(self.refresh)

    @property
    def shows_tasks(self) -> bool:
        """Whether tasks stand in the place of targets."""
        return self.tabs.currentIndex() == 1

    def choice(self) -> PlanFilter:
        """What is chosen of the plan."""
        state = next((state for state, found in self.states.items() if found.isChecked()), None)
        return PlanFilter(str(self.agency.currentData() or ""), str(self.group.currentData() or ""), state)

    def situation(self) -> Situation | None:
        """How the plan stands; None where there is none, or nothing is wanted any more."""
        report = self.session.report
        if report.plan is None or not report.plan.targets:
            return None
        try:
            return targets.situation(report.plan, self._reports, report, self._year)
        except KnownError:
            return None

    def copy_picture(self) -> None:
        """Put the targets of the agency that is chosen, or all, on the clipboard as a picture."""
        found = self.situation()
        if found is not None:
            shown = targets.of_agency(found, self.choice().agency or None)
            workspace = self.session.workspace
            attempt(lambda: self.announced.emit(copying.copy(pictures.plan(workspace, shown))), self.announced.emit)

    def refresh(self) -> None:
        """Show what stands now."""
        plan, found = self.session.report.plan, self.situation()
        lines = (plan.tasks if self.shows_tasks else found and plan.wanted) if plan else ()
        there = bool(lines)
        focused = self._first.hasFocus() or self.view.hasFocus()
        self.begin_at(self.view if there else self._first)
        for widget, on in ((self._list, there), (self._choices, there), (self._empty, not there)):
            widget.setVisible(on)
        if focused:
            self.setFocus()
        for act in (self.slip, self.answers, self.printing, self.picturing):
            act.setEnabled(found is not None)
        self.year.setVisible(not self.shows_tasks)
        if plan is None or not there:
            self._about.setText(plan.locality if plan else "")
            return
        self._about.setText(f"{len(lines or ())} {'nhiệm vụ' if self.shows_tasks else 'chỉ tiêu'} của {plan.locality}")
        self._offer(self.agency, "Mọi cơ quan chủ trì", plan_slip.agencies(plan))
        self._offer(self.group, "Mọi nhóm", list(dict.fromkeys(one.group for one in lines or () if one.group)))
        self._offer_years(found)
        self._fill()

    def _starts(self, found: Situation) -> dict[int, Fraction]:
        """What the first reports said of each target that is not wanted anew every year."""
        before = [one for one in self._reports if one is not found.report]
        firsts = {
            target.order: next(judging.series(before, target), None)
            for target in found.plan.wanted
            if before and not target.yearly(found.year)
        }
        return {order: one.quantity.value for order, one in firsts.items() if one and one.quantity}

    def _offer(self, combo: QComboBox, every: str, names: list[str]) -> None:
        """Fill a list of names, and stay at the one that was chosen."""
        chosen = combo.currentData()
        if [combo.itemData(number) for number in range(1, combo.count())] == names:
            return
        combo.clear()
        combo.addItem(every, "")
        for name in names:
            combo.addItem(name, name)
            combo.setItemData(combo.count() - 1, name, Qt.ItemDataRole.ToolTipRole)
        combo.setCurrentIndex(max(combo.findData(chosen), 0))

    def _offer_years(self, found: Situation | None) -> None:
        if found is None:
            return
        years = [str(year) for year in found.plan.years]
        if [self.year.itemText(number).split()[-1] for number in range(self.year.count())] != years:
            self.year.clear()
            for year in years:
                self.year.addItem(f"Năm {year}", int(year))
        self.year.setCurrentIndex(self.year.findData(found.year))

    def _change_year(self) -> None:
        self._year = int(self.year.currentData())
        self.refresh()

    def _only(self, state: Attainment | None) -> None:
        for other, found in self.states.items():
            found.setChecked(other is state)
        self._fill()

    def _fill(self) -> None:
        """Show the rows that are chosen, and count how the lines stand."""
        plan, found, report = self.session.report.plan, self.situation(), self.session.report
        choice = self.choice()
        if plan is None:
            return
        pairs: Sequence[tuple[PlanTarget | PlanTask, Attainment]]
        if self.shows_tasks:
            listed: TaskList | TargetList = TaskList(plan.tasks, report)
            pairs = [(task, standing_of(report, task)) for task in plan.tasks]
        elif found is not None:
            listed = TargetList(found, self._starts(found))
            pairs = [(item.target, item.attainment) for item in found.standings]
        else:
            return
        states = [state for one, state in pairs if choice.fits_all_but_attainment(one)]
        for state, shown in self.states.items():
            count = states.count(state)
            shown.setProperty("count", count)
            shown.setText(self._counted(state, count))
            shown.setAccessibleName(f"{state.label}: {count}")
            shown.setVisible(bool(count) or shown.isChecked())
        rows = listed.rows(choice, self._folded[self.shows_tasks], self._hidden_of(listed, choice))
        self.view.show_lines(rows, listed.heads)

    def _counted(self, state: Attainment, count: int) -> str:
        """How many lines stand so; its word stands only where there is room, the sign always."""
        return f"{state.label} {count}" if self.width() / self.theme.zoom >= _WIDE else str(count)

    def _hidden_of(self, listed: TaskList | TargetList, choice: PlanFilter) -> set[str]:
        """The lines that are folded together: chosen when others are shown, not while somebody works in them."""
        seen = (self.shows_tasks, self._year, choice, self.session.report.plan)
        if self._hidden[0] != seen:
            self._hidden = (seen, set() if choice.attainment else quiet(listed.rows(choice, ())))
        return self._hidden[1]

    def _open_run(self, ids: frozenset[str]) -> None:
        self._hidden[1].difference_update(ids)
        self._fill()

    def _fold(self, group: str, folded: bool) -> None:  # noqa: FBT001 - a signal
        held = self._folded[self.shows_tasks]
        before = set(held)
        held.discard(group)
        if folded:
            held.add(group)
        if held != before:
            self._fill()

    def _show(self, row: PlanRow | None) -> None:
        """Show the line that is chosen beside the list, or where there is no room in one line."""
        plan = self.session.report.plan
        if plan is None:
            return
        if self.details.isVisibleTo(self):
            self.details.show_row(row, plan, self.session.report, self._reports)
        elif row is not None and row.standing is not None and self.isVisible():
            self.announced.emit(sentence(row.standing))

    def _answer(self, one: PlanTarget | PlanTask) -> None:
        """Go to the cell that answers a line, or ask for an answer."""
        found = self.situation()
        if isinstance(one, PlanTarget) and found is not None:
            standing = next((item for item in found.standings if item.target.order == one.order), None)
            if standing and standing.achieved and standing.achieved.address:
                self.cell_wanted.emit(standing.achieved.address)
                return
        self.answer_wanted.emit(one)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own
        """Qt: what stands beside the list steps aside in a narrow window."""
        super().resizeEvent(event)
        wide = self.width() / self.theme.zoom >= _WIDE
        for widget in (self.details, self._edge, self._title, self._about):
            widget.setVisible(wide)
        for one, whole, short in (
            (self.slip, "Phiếu giao chỉ tiêu…", "Phiếu giao…"),
            (self.importing, "Nhập danh sách…", "Danh sách…"),
        ):
            one.setText(whole if wide else short)
            one.setAccessibleName(whole)
        for state, found in self.states.items():
            found.setText(self._counted(state, found.property("count") or 0))
        self._show(self.view.line())
