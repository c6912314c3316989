"""One finding: how grave, where, what is wrong, what to do, and the buttons that do it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from forms.checks.findings import Finding, Suggestion
from forms.definitions.rules import SEVERITY_LABELS
from ui.findings import advice
from ui.look.icons import COLOURS, SEVERITIES
from ui.look.labels import button, label, line, picture
from ui.look.theme import Theme
from ui.session import Session

_ROOM = 196  # pixels at 100 % for the words of a button


_GO, _HELP, _EXPLAIN, _AGAIN = "Đến ô", "Vì sao?", "Giải trình…", "Sửa giải trình…"


def room(theme: Theme) -> int:
    """The width that a card needs beside a scroll bar, so that its buttons stand in one line."""
    words = sum(map(theme.metrics().horizontalAdvance, (_AGAIN, _GO, _HELP)))
    return words + theme.px(2 * 12 + 4 * 7 + 2 * 4) + theme.px(16 + 16 + 8 + 12) + theme.px(14)


class FindingCard(QWidget):
    """Real labels and buttons, for keyboard and screen reader."""

    chosen = Signal()
    suggestion_taken = Signal(object)
    explanation_wanted = Signal()  # the officer's own
    help_wanted = Signal()  # the guide's

    def __init__(self, session: Session, theme: Theme, finding: Finding) -> None:
        super().__init__()
        self.session = session
        self.theme = theme
        self.finding = finding
        self.advised = False
        self.seen = False  # whether what was advised was painted where it stands now
        self.marked = False
        px = theme.px
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        grid = QGridLayout()
        grid.setContentsMargins(px(16), px(11), px(12), px(11))
        grid.setHorizontalSpacing(px(8))
        grid.setVerticalSpacing(px(4))
        grid.setColumnStretch(1, 1)
        outer.addLayout(grid)
        outer.addWidget(line(theme))
        colour = COLOURS[finding.severity]
        sign = picture(theme, SEVERITIES[finding.severity], colour, 16, SEVERITY_LABELS[finding.severity])
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(sign, 0, 0, top)
        head = QHBoxLayout()
        head.setSpacing(px(6))
        head.addWidget(label(theme, SEVERITY_LABELS[finding.severity], bold=True, colour=colour), 0, top)
        head.addWidget(label(theme, f"· {self._place()}", colour="text2", wrap=True), 1)
        grid.addLayout(head, 0, 1)
        self._message = label(theme, wrap=True)
        self._instruction = label(theme, colour="text2", wrap=True)
        self._go = button(theme, _GO, "link")
        self._help = button(theme, _HELP, "link")
        self._explain = button(theme, _EXPLAIN)
        grid.addWidget(self._message, 1, 1)
        grid.addWidget(self._instruction, 2, 1)
        self._advice = QVBoxLayout()
        self._advice.setSpacing(px(4))
        grid.addLayout(self._advice, 3, 1)
        grid.addLayout(self._buttons(), 4, 1)
        self.show_finding(finding)

    def _place(self) -> str:
        address = self.finding.cells[0]
        section = self.session.report.template.sections[self.session.section_of(self.finding)]
        codes = [figure.code for figure in self.session.report.figures(section)]
        period = f", {self.finding.period.label}" if self.finding.period and len(self.session.reports) > 1 else ""
        return f"chỉ tiêu {codes.index(address.figure) + 1}{period}"

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(4))
        row.setContentsMargins(0, self.theme.px(3), 0, 0)
        self._go.clicked.connect(self.chosen)
        self._explain.clicked.connect(self.explanation_wanted)
        self._help.clicked.connect(self.help_wanted)
        row.addWidget(self._explain)
        row.addWidget(self._go)
        row.addWidget(self._help)
        row.addStretch()
        return row

    def show_finding(self, finding: Finding) -> None:
        """Show the finding as it stands now; what was advised about it before no longer holds."""
        self.finding = finding
        accepted = finding.accepted
        self._message.setText(finding.message)
        self._instruction.setText(f"Đã giải trình: {accepted.reason}" if accepted else finding.instruction)
        self._explain.setText(_AGAIN if accepted else _EXPLAIN)
        self._explain.setVisible(finding.acceptable)
        self.setAccessibleName(f"{SEVERITY_LABELS[finding.severity]}: {finding.message}")
        for shown in (self._go, self._explain, self._help):
            shown.setAccessibleDescription(finding.message)
        self.forget()

    def forget(self) -> None:
        """Take the suggestions away: the report has changed, others may fit better."""
        self.advised = self.seen = False
        while (item := self._advice.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()

    def paint_anew(self) -> None:
        """It stands elsewhere now, or says more: keys that ran ahead of the eyes take no advice."""
        self.seen = False
        self.update()

    def mark(self, *, on: bool) -> None:
        """Say whether F8 stands here."""
        self.marked = on
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Qt: a bar beside the card at which F8 stands."""
        super().paintEvent(event)
        self.seen = self.advised
        if self.marked:
            QPainter(self).fillRect(0, 0, self.theme.px(4), self.height(), self.theme["accent"])

    def first_button(self) -> QWidget:
        """Where the keyboard enters the card."""
        return self._go

    def advise(self, suggestions: tuple[Suggestion, ...], slips_below: Sequence[str] = ()) -> None:
        """Show what would mend it, likeliest first; none stands out where several are about as likely.

        A slip below is for that office to mend: it is told, and shown by the sources of the number.
        """
        self.advised = True
        self.paint_anew()
        if self.finding.accepted is not None:  # the officer has said why the number stands
            return
        for words in slips_below:
            self._advice.addWidget(label(self.theme, words, wrap=True))
        if slips_below:
            hint = "Ctrl+Shift+N: nguồn của con số."
            self._advice.addWidget(label(self.theme, hint, -0.5, colour="text2", wrap=True))
        for found in suggestions:
            why = f"Sửa vậy thì {found.why}."
            self._offer(found, f"{why} {found.price}".rstrip())
            if said := why if found.best else found.price:
                self._advice.addWidget(label(self.theme, said, -0.5, colour="text2", wrap=True))

    def _offer(self, suggestion: Suggestion, why: str) -> None:
        report, theme = self.session.at(self.finding.period), self.theme
        words = advice.act(report, self.finding, suggestion, theme.metrics(), theme.px(_ROOM))
        steps = advice.steps(report, self.finding, suggestion)
        take = button(theme, words, "primary" if suggestion.best else "")
        take.setAccessibleDescription(f"{steps}. {why}")
        take.setToolTip(f"{steps}\n{why}")
        take.clicked.connect(lambda: self.suggestion_taken.emit(suggestion))
        self._advice.addWidget(take, 0, Qt.AlignmentFlag.AlignLeft)
