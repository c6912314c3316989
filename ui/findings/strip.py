"""The findings of a section as one line, for windows that are too narrow for the panel."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from forms.checks.findings import Finding, Suggestion
from forms.definitions.template import Section
from ui.findings import advice
from ui.findings.below import SlipsBelow
from ui.look.icons import COLOURS, SEVERITIES, pixmap
from ui.look.labels import button, label, picture
from ui.look.theme import Theme
from ui.session import Session

_ROOM = 240  # pixels at 100 % for the words of a button


class FindingStrip(QWidget):
    """The finding at which F8 stands, or the gravest."""

    finding_chosen = Signal(object)
    suggestion_taken = Signal(object)
    explanation_wanted = Signal(object)
    next_wanted = Signal()

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self.session = session
        self._slips = SlipsBelow(session)
        self.theme = theme
        self.section: Section | None = None
        self.finding: Finding | None = None
        self._suggestion: Suggestion | None = None
        self._advised = False
        self._seen = False  # whether what is advised was painted
        px = theme.px
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), px(5), px(8), px(5))
        row.setSpacing(px(6))
        self._sign = picture(theme, "info", "accent", 16)
        self._text = label(theme, wrap=True)
        self._mend = button(theme, "Sửa theo gợi ý", "primary")
        self._others = button(theme, "Cách sửa khác…")
        self._others.setMenu(QMenu(self._others))
        self._others.menu().setToolTipsVisible(True)
        self._explain = button(theme, "Giải trình…")
        self._go = button(theme, "Đến ô", "link")
        self._count = label(theme, colour="text2")
        self._next = button(theme, "F8 ›")
        self._next.setAccessibleName("Phát hiện kế tiếp")
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._text, 1)
        for widget in (self._mend, self._others, self._explain, self._go, self._count, self._next):
            row.addWidget(widget)
        self._mend.clicked.connect(lambda: self.suggestion_taken.emit(self._suggestion))
        self._explain.clicked.connect(lambda: self.explanation_wanted.emit(self.finding))
        self._go.clicked.connect(lambda: self.finding_chosen.emit(self.finding))
        self._next.clicked.connect(self.next_wanted)
        self._thinking = QTimer(self)
        self._thinking.setSingleShot(True)
        self._thinking.setInterval(150)
        self._thinking.timeout.connect(self._advise)
        session.recounted.connect(self.refresh)

    def show_section(self, section: Section) -> None:
        """Show the gravest finding of a section."""
        self.section = section
        self.finding = None
        self.refresh()

    def point(self, finding: Finding) -> None:
        """Show one finding with what would mend it."""
        self.finding = finding
        self.refresh()
        self._advise()

    def shows(self, finding: Finding) -> bool:
        """Whether a finding was seen with what would mend it: keys that ran ahead of the eyes take no advice."""
        return self.isVisible() and self._seen and self.finding == finding

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Qt: what is painted was shown to the officer."""
        super().paintEvent(event)
        self._seen = self._advised

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Qt: catch up with what happened out of sight."""
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Show what stands now; out of sight it waits to be shown."""
        if self.section is None or self.isHidden():
            return
        findings = self.session.findings_of(self.section)
        if self.finding not in findings:
            self.finding = findings[0] if findings else None
        finding = self.finding
        self._suggestion = None
        self._advised = self._seen = False
        self._mend.hide()
        self._others.hide()
        for widget in (self._sign, self._go):
            widget.setVisible(finding is not None)
        self._explain.setVisible(finding is not None and finding.acceptable)
        if finding is None:
            self._text.setText("Mục này chưa có gì cần kiểm tra.")
            self._count.setText("")
            return
        sign = pixmap(SEVERITIES[finding.severity], self.theme[COLOURS[finding.severity]], self.theme.px(16))
        self._sign.setPixmap(sign)
        self._text.setText(finding.message)
        self._text.setToolTip(finding.instruction)
        self._count.setText(f"{findings.index(finding) + 1}/{len(findings)}")
        self._thinking.start()

    def _advise(self) -> None:
        finding = self.finding
        if finding is None or finding.accepted is not None or not self.isVisible() or self._advised:
            return
        self._advised = True
        self.update()
        report, theme = self.session.at(finding.period), self.theme
        found = self.session.suggestions(finding)
        self._text.setToolTip("\n".join([finding.instruction, *self._slips.of(finding)]))
        self._suggestion = found[0] if found and found[0].best else None
        self._mend.setVisible(self._suggestion is not None)
        if self._suggestion is not None:
            self._mend.setText(advice.act(report, finding, self._suggestion, theme.metrics(), theme.px(_ROOM)))
            steps = advice.steps(report, finding, self._suggestion)
            self._mend.setToolTip(steps)
            self._mend.setAccessibleDescription(steps)
        others = found[1:] if self._suggestion else found
        menu = self._others.menu()
        menu.clear()
        for other in others:
            price = " (nhưng có phép kiểm tra khác sẽ sai)" if other.price else ""
            act = menu.addAction(f"{advice.steps(report, finding, other)}{price}".replace("&", "&&"))
            act.setToolTip(other.price)
            act.triggered.connect(lambda _=False, other=other: self.suggestion_taken.emit(other))
        self._others.setText("Cách sửa khác…" if self._suggestion else f"{len(others)} cách sửa…")
        self._others.setVisible(bool(others))
        self._explain.setVisible(not found and finding.acceptable)
