"""The window: sections left, the form in the middle, findings right."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLabel,
    QMainWindow,
    QMessageBox,
    QPushButton,
    QSplitter,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from forms.errors import KnownError
from forms.loading import load
from forms.rules import Finding
from storage.workspace import Workspace
from ui.about import program_icon, show_about
from ui.findings_panel import FindingsPanel
from ui.form_model import FormModel
from ui.form_view import FormView
from ui.section_list import SectionList
from ui.session import Session
from ui.theme import Theme

ZOOMS = (0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)


class Window(QMainWindow):
    """The main window of one open report."""

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self.session = session
        report = session.report
        self.setWindowTitle(f"{report.unit.name}, {report.period.label} - BaoCao42")
        self.resize(1366, 768)
        self._saved = QLabel()
        self._told = QLabel()
        self._zoom = QLabel()
        self._place = QLabel(f"Đơn vị: {report.unit.name}    Kỳ báo cáo: {report.period.label}")
        self.statusBar().addWidget(self._place)
        self.statusBar().addWidget(self._told, 1)
        self.statusBar().addPermanentWidget(self._saved)
        self.statusBar().addPermanentWidget(self._zoom)
        self.statusBar().setSizeGripEnabled(False)
        first = next(section for section in report.template.sections.values() if section.figures)
        self.section = first.code
        self._dress(theme)
        session.saved.connect(self._say_saved)
        for keys, step in ((QKeySequence.StandardKey.ZoomIn, 1), (QKeySequence.StandardKey.ZoomOut, -1)):
            QShortcut(QKeySequence(keys), self).activated.connect(lambda step=step: self._zoom_by(step))
        self.menuBar().addMenu("Trợ giúp").addAction("Giới thiệu BaoCao42", lambda: show_about(self, self.theme))
        QShortcut(QKeySequence("F8"), self).activated.connect(self.next_finding)

    def _dress(self, theme: Theme) -> None:
        """Build everything that depends on theme and zoom."""
        self.theme = theme
        self.setPalette(theme.palette())
        self.setStyleSheet(theme.sheet())
        for label in (self._place, self._told, self._saved, self._zoom):
            label.setFont(theme.font(-0.5))
        self._zoom.setText(f"{round(theme.zoom * 100)} %")
        self.sections = SectionList(self.session, theme)
        self.findings = FindingsPanel(self.session, theme)
        self._title = QLabel()
        self._title.setFont(theme.font(3, bold=True))
        self._title.setContentsMargins(theme.px(12), theme.px(8), 0, theme.px(6))
        self._centre = QWidget()
        self._centre.setAutoFillBackground(True)
        self._centre.setBackgroundRole(self._centre.palette().ColorRole.Base)
        layout = QVBoxLayout(self._centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._title)
        panes = QSplitter(Qt.Orientation.Horizontal)
        panes.setHandleWidth(1)
        for pane in (self.sections, self._centre, self.findings):
            panes.addWidget(pane)
        panes.setSizes([theme.px(268), 1366 - theme.px(268 + 288), theme.px(288)])
        panes.setStretchFactor(1, 1)
        self.form: FormView | None = None
        self.setCentralWidget(panes)
        self.sections.section_chosen.connect(self.show_section)
        self.findings.finding_chosen.connect(self.show_finding)
        self.sections.choose(self.section)

    def show_section(self, code: str) -> None:
        """Show the form and the findings of a section."""
        self.section = code
        section = self.session.report.template.sections[code]
        self._title.setText(f"{section.code}  {section.title}")
        model = FormModel(self.session, section)
        model.refused.connect(self._tell)
        form = FormView(model, self.theme)
        model.setParent(form)
        layout = self._centre.layout()
        if layout is None:
            return
        if self.form is not None:
            layout.removeWidget(self.form)
            self.form.deleteLater()
        layout.addWidget(form)
        self.form = form
        self.findings.show_section(section)
        form.setFocus()

    def show_finding(self, finding: Finding) -> None:
        """Go to the first cell of a finding."""
        code = self.session.section_of(finding)
        if code != self.section:
            self.sections.choose(code)
        if self.form is not None:
            self.form.go_to(finding.cells[0])

    def next_finding(self) -> None:
        """Go to the next finding of the report, round and round."""
        places = {finding.cells[0]: finding for finding in reversed(self.session.findings)}
        if not places or self.form is None:
            return
        order = list(dict.fromkeys(finding.cells[0] for finding in self.session.findings))
        here = self.form.form.address(self.form.currentIndex())
        step = order.index(here) + 1 if here in order else 0
        self.show_finding(places[order[step % len(order)]])

    def _zoom_by(self, step: int) -> None:
        number = min(max(ZOOMS.index(self.theme.zoom) + step, 0), len(ZOOMS) - 1)
        self._dress(Theme.of_system(ZOOMS[number]))

    def _say_saved(self, at: datetime) -> None:
        self._told.clear()
        self._saved.setText(f"✓ Đã lưu {at:%H:%M:%S}")

    def _tell(self, text: str) -> None:
        self._told.setText(text)
        self._told.setToolTip(text)
        QToolTip.showText(self.mapToGlobal(QPoint(self.width() // 3, self.height() - 60)), text, self)


class StartPage(QMainWindow):
    """What stands when no report is open."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.opened: Window | None = None
        self.theme = theme
        self.setWindowTitle("BaoCao42")
        self.resize(900, 500)
        self.setPalette(theme.palette())
        self.setStyleSheet(theme.sheet())
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(theme.px(48), theme.px(48), theme.px(48), theme.px(48))
        title = QLabel("BaoCao42")
        title.setFont(theme.font(10, bold=True))
        layout.addWidget(title)
        said = QLabel("Báo cáo chính sách xã hội hằng năm của xã, phường, huyện và tỉnh")
        said.setFont(theme.font())
        layout.addWidget(said)
        button = QPushButton("Mở báo cáo…")
        button.setProperty("primary", "true")
        button.setFont(theme.font())
        button.clicked.connect(self._choose)
        layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch()
        self.setCentralWidget(body)

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "Mở báo cáo", "", "Tệp làm việc (*.bc42)")
        if name:
            self.opened = open_window(name, self.theme)
            if self.opened is not None:
                self.opened.show()
                self.close()


def open_window(path: str, theme: Theme) -> Window | None:
    """Open a workspace in a window; a file that cannot be opened is told in one sentence."""
    try:
        workspace = Workspace.open(Path(path))
        try:
            first = workspace.reports()[0] if workspace.reports() else workspace.find()
            report = workspace.load(load, first.unit.name, first.period)
        except KnownError:
            workspace.close()
            raise
    except KnownError as error:
        QMessageBox.warning(None, "BaoCao42", str(error))
        return None
    return Window(Session(workspace, report), theme)


def run(path: str | None) -> int:
    """Start the window program; returns its exit code."""
    application = QApplication(sys.argv[:1])
    application.setStyle("Fusion")
    application.setWindowIcon(program_icon())
    theme = Theme.of_system()
    application.setPalette(theme.palette())
    window = open_window(path, theme) if path else StartPage(theme)
    if window is None:
        return 1
    window.show()
    return application.exec()
