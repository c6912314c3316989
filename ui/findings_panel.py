"""The findings of a section, most serious first, each with the way to its cell."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from forms.definitions import Section
from forms.rules import Finding, Severity
from ui.session import Session
from ui.theme import Theme

WORDS = {
    Severity.ERROR: ("✕ Lỗi", "error"),
    Severity.WARNING: ("! Cảnh báo", "warning"),
    Severity.INFO: ("i Lưu ý", "accent"),
}


class FindingsPanel(QWidget):
    """Real labels and buttons, for keyboard and screen reader."""

    finding_chosen = Signal(object)

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self.session = session
        self.theme = theme
        self.section: Section | None = None
        self._title = self._label("Cần kiểm tra", 2, bold=True)
        self._total = self._label("", -0.5, colour="text2")
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(14), theme.px(9), theme.px(10), theme.px(9))
        layout.addWidget(self._title)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self._total)
        session.changed.connect(self.refresh)

    def show_section(self, section: Section) -> None:
        """Show the findings of a section."""
        self.section = section
        self.refresh()

    def refresh(self) -> None:
        """Show what stands now."""
        if self.section is None:
            return
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, self.theme.px(4), self.theme.px(6), 0)
        layout.setSpacing(self.theme.px(4))
        findings = self.session.findings_of(self.section)
        for finding in findings:
            self._add(layout, finding)
        if not findings:
            layout.addWidget(self._label("Mục này chưa có gì cần kiểm tra.", colour="text2"))
        layout.addStretch()
        self._scroll.setWidget(body)
        errors = sum(finding.severity is Severity.ERROR for finding in self.session.findings)
        warnings = sum(finding.severity is Severity.WARNING for finding in self.session.findings)
        self._total.setText(f"Cả báo cáo: {errors} lỗi, {warnings} cảnh báo  ·  F8: phát hiện kế tiếp")

    def _add(self, layout: QVBoxLayout, finding: Finding) -> None:
        word, colour = WORDS[finding.severity]
        layout.addWidget(self._label(word, bold=True, colour=colour))
        layout.addWidget(self._label(finding.message))
        layout.addWidget(self._label(finding.instruction, -0.5, colour="text2"))
        button = QPushButton("Đến ô")
        button.setFont(self.theme.font())
        button.setAccessibleDescription(finding.message)
        button.clicked.connect(lambda: self.finding_chosen.emit(finding))
        layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        line = QFrame()
        line.setFixedHeight(1)
        line.setAutoFillBackground(True)
        palette = line.palette()
        palette.setColor(line.backgroundRole(), self.theme["line"])
        line.setPalette(palette)
        layout.addWidget(line)

    def _label(self, text: str, delta: float = 0, *, bold: bool = False, colour: str = "text") -> QLabel:
        label = QLabel(text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setFont(self.theme.font(delta, bold=bold))
        palette = label.palette()
        palette.setColor(label.foregroundRole(), self.theme[colour])
        label.setPalette(palette)
        return label
