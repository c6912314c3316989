"""The findings of a section, most serious first, each with the way to its cell and what would mend it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from forms.checks.findings import Finding
from forms.definitions.rules import Severity
from forms.definitions.template import Section
from forms.values.period import Period
from ui.findings.below import SlipsBelow
from ui.findings.card import FindingCard, room
from ui.findings.course import Course
from ui.look.labels import button, ground, label, line
from ui.look.theme import Theme
from ui.session import Session

_PAUSE = 150  # milliseconds of calm before suggestions are worked out


class FindingsPanel(QWidget):
    """Cards of the section that is shown."""

    finding_chosen = Signal(object)
    suggestion_taken = Signal(object)
    explanation_wanted = Signal(object)
    help_wanted = Signal(object)
    next_wanted = Signal()

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self.session = session
        self._slips = SlipsBelow(session)
        self.theme = theme
        self.section: Section | None = None
        self.cards: dict[tuple[str, Severity, Period | None], FindingCard] = {}
        self.finding: Finding | None = None  # at which F8 stands
        self.setAccessibleName("Cần kiểm tra")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._head())
        layout.addWidget(line(theme))
        layout.addWidget(self._body(), 1)
        self.course = Course(session, theme) if len(session.reports) > 1 else None
        if self.course is not None:
            layout.addWidget(self.course)
        layout.addWidget(self._foot())
        self._thinking = QTimer(self)
        self._thinking.setSingleShot(True)
        self._thinking.timeout.connect(self._advise)
        self._scroll.verticalScrollBar().valueChanged.connect(lambda: self._thinking.start(_PAUSE))
        session.recounted.connect(self.refresh)

    def _head(self) -> QHBoxLayout:
        px = self.theme.px
        head = QHBoxLayout()
        head.setContentsMargins(px(16), px(9), px(14), px(9))
        head.addWidget(label(self.theme, "Cần kiểm tra", 2, bold=True))
        head.addStretch()
        self._here = label(self.theme, colour="text2")
        head.addWidget(self._here)
        return head

    def _body(self) -> QScrollArea:
        """The cards one beneath the other; what is said where there are none stands first."""
        px = self.theme.px
        self._calm = label(self.theme, "", colour="text2", wrap=True)
        self._calm.setContentsMargins(px(16), px(12), px(14), px(12))
        body = QWidget()
        self._list = QVBoxLayout(body)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self._list.addWidget(self._calm)
        self._list.addStretch()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._sight = ground(self.backgroundRole())
        self._scroll.setViewport(self._sight)
        self._scroll.setWidget(body)
        body.setBackgroundRole(self.backgroundRole())
        return self._scroll

    def _foot(self) -> QWidget:
        px = self.theme.px
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(px(16), px(5), px(8), px(6))
        self._total = label(self.theme, "", -0.5, colour="text2")
        row.addWidget(self._total)
        row.addStretch()
        following = button(self.theme, "F8 ›", "link")
        following.setAccessibleName("Phát hiện kế tiếp")
        following.clicked.connect(self.next_wanted)
        row.addWidget(following)
        return foot

    def room(self) -> int:
        """The width that the panel needs, so that no button of a card is cut."""
        return max(self.theme.px(288), room(self.theme))

    def show_section(self, section: Section) -> None:
        """Show the findings of a section."""
        self.section = section
        self.refresh()
        self._scroll.verticalScrollBar().setValue(0)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Qt: catch up with what happened out of sight."""
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Show what stands now; cards of findings that stay are left alone. Out of sight it waits to be shown."""
        if self.section is None or self.isHidden():
            return
        findings = self.session.findings_of(self.section)
        if [card.finding for card in self.cards.values()] != findings:
            self._replace(findings)
        started = self.session.filled(self.section)[0]
        self._calm.setVisible(not findings)
        if not self.session.report.figures(self.section):
            self._calm.setText("Mục này chỉ có lời văn.")
        elif started:
            self._calm.setText("Mục này chưa có gì cần kiểm tra.")
        else:
            self._calm.setText("Chưa nhập số liệu. Gõ số vào ô đầu tiên rồi nhấn Enter.")
        here = sum(finding.accepted is None for finding in findings)
        self._here.setText(f"{here} ở mục này" if here else "")
        standing = [finding for finding in self.session.findings if finding.open]
        errors = sum(finding.severity is Severity.ERROR for finding in standing)
        warnings = len(standing) - errors
        self._total.setText(f"Cả báo cáo: {errors} lỗi, {warnings} cảnh báo")

    def point(self, finding: Finding) -> None:
        """Mark the card of a finding and bring it into sight with what would mend it."""
        self.finding = finding
        for card in self.cards.values():
            card.mark(on=card.finding == finding)
        here = self.cards.get((finding.id, finding.severity, finding.period))
        if here is None or self.isHidden():
            return
        self._advise_on(here)
        if not self.shows(finding):
            here.paint_anew()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)  # where the card will stand
        self._scroll.ensureWidgetVisible(here, 0, 0)

    def shows(self, finding: Finding) -> bool:
        """Whether a finding was seen with what would mend it: the whole card, or as much of it as there is room."""
        card = self.cards.get((finding.id, finding.severity, finding.period))
        if card is None or not card.seen or not card.isVisible():
            return False
        sight, place = self._sight.rect(), card.rect().translated(card.mapTo(self._sight, card.rect().topLeft()))
        return sight.contains(place) or (place.height() > sight.height() and place.contains(sight))

    def _replace(self, findings: list[Finding]) -> None:
        old, self.cards = self.cards, {}
        for finding in findings:
            key = (finding.id, finding.severity, finding.period)
            card = old.pop(key) if key in old else self._card(finding)
            self.cards[key] = card
            if card.finding != finding:
                card.show_finding(finding)
            card.mark(on=finding == self.finding)
        for card in old.values():
            card.hide()
            self._list.removeWidget(card)
            card.deleteLater()
        for number, card in enumerate(self.cards.values()):
            if self._list.indexOf(card) != number:
                self._list.insertWidget(number, card)
            card.show()
        self._thinking.start(_PAUSE)

    def _card(self, finding: Finding) -> FindingCard:
        card = FindingCard(self.session, self.theme, finding)
        card.chosen.connect(lambda: self.finding_chosen.emit(card.finding))
        card.suggestion_taken.connect(self.suggestion_taken)
        card.explanation_wanted.connect(lambda: self.explanation_wanted.emit(card.finding))
        card.help_wanted.connect(lambda: self.help_wanted.emit(card.finding))
        return card

    def _advise(self) -> None:
        """Work out the suggestions of the first card in sight that has none yet, then of the next."""
        sight = self._sight.rect()
        for card in self.cards.values():
            place = card.mapTo(self._sight, card.rect().topLeft())
            if not card.advised and card.isVisible() and card.rect().translated(place).intersects(sight):
                self._advise_on(card)
                self._thinking.start(0)
                return

    def _advise_on(self, card: FindingCard) -> None:
        if not card.advised:
            card.advise(self.session.suggestions(card.finding), self._slips.of(card.finding))
