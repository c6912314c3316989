"""The window of an open report: sections left, the form in the middle, findings right."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QToolButton, QVBoxLayout, QWidget

from forms.checks.findings import Finding
from forms.report.cells import Address
from ui.entry.model import FormModel
from ui.entry.view import FormView
from ui.findings.panel import FindingsPanel
from ui.findings.strip import FindingStrip
from ui.look.icons import icon
from ui.look.labels import label, line
from ui.look.theme import ZOOMS, Theme
from ui.menus import Menus
from ui.session import Session
from ui.window.cell_commands import Commands
from ui.window.output_commands import Output
from ui.window.section_list import SectionList
from ui.window.section_title import SectionTitle
from ui.window.state_label import StateLabel
from ui.window.status import Status
from ui.window.text_commands import Words

if TYPE_CHECKING:
    from ui.text.editor import ParagraphEditor

_WIDE, _MIDDLE = 1240, 860  # pixels at 100 %: below, findings are one line; below, the toolbar has words only


class Window(QMainWindow):
    """The main window of one open report; whoever opened the workspace closes it when the window is left."""

    left = Signal()
    settings_wanted = Signal()

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self.session = session
        report = session.report
        self.setWindowTitle(f"{report.unit.name}, {report.period.label} - BaoCao42")
        self.setMinimumSize(640, 400)
        self.resize(QSize(1366, 768).boundedTo(self.screen().availableSize()))
        self.form: FormView | None = None
        self._left_at: Address | None = None  # where the numbers were left for the words
        self.section = next(section.code for section in report.template.sections.values() if section.figures)
        self.menus = Menus(self)
        self.commands = Commands(self)
        self.commands.fill(self.menus)
        self.words = Words(self)
        self.words.fill(self.menus)
        self.output = Output(self)
        self.output.fill(self.menus)
        self._dress(theme)
        self._connect()

    def _connect(self) -> None:
        self.session.saved.connect(self._saved)
        self.session.changed.connect(self.commands.refresh)
        QApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    def _dress(self, theme: Theme) -> None:
        """Build everything that depends on theme and zoom."""
        self.theme = theme
        self.setPalette(theme.palette())
        self.setStyleSheet(theme.sheet())
        self.sections = SectionList(self.session, theme)
        self.findings = FindingsPanel(self.session, theme)
        self.strip = FindingStrip(self.session, theme)
        self.title = SectionTitle(self.session, theme)
        self.status = Status(self, theme)
        self.state = StateLabel(self.session, theme)
        if (old := self.menuBar().cornerWidget()) is not None:
            old.deleteLater()
        self.menuBar().setCornerWidget(self.state)
        self.state.show()
        self._centre = QWidget()
        self._centre.setAutoFillBackground(True)
        self._centre.setBackgroundRole(self._centre.palette().ColorRole.Base)
        layout = QVBoxLayout(self._centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.title)
        self._page: FormView | ParagraphEditor | None = None
        self.panes = panes = QHBoxLayout()
        panes.setContentsMargins(0, 0, 0, 0)
        panes.setSpacing(0)
        panes.addLayout(self._captioned(theme))
        panes.addWidget(line(theme, upright=True))
        panes.addWidget(self._centre, 1)
        panes.addWidget(line(theme, upright=True))
        panes.addWidget(self.findings)
        body = QWidget()
        outer = QVBoxLayout(body)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(panes, 1)
        outer.addWidget(self.strip)
        self.setCentralWidget(body)
        self.setStatusBar(self.status)
        self.output.dress()
        self.sections.section_chosen.connect(self.show_section)
        for findings in (self.findings, self.strip):
            findings.finding_chosen.connect(self.show_finding)
            findings.suggestion_taken.connect(self.commands.take)
            findings.explanation_wanted.connect(self.commands.explain)
            findings.next_wanted.connect(self.next_finding)
        self.findings.help_wanted.connect(self.commands.explain_kind)
        self.status.zoom_wanted.connect(self.zoom_by)
        self.sections.choose(self.section)

    def _captioned(self, theme: Theme) -> QVBoxLayout:
        """The list of sections under its name."""
        self._caption = label(theme, "Mục báo cáo", -0.5, colour="text2")
        self._caption.setContentsMargins(theme.px(15), theme.px(8), 0, theme.px(5))
        self._caption.setBuddy(self.sections)
        down = QVBoxLayout()
        down.setSpacing(0)
        down.addWidget(self._caption)
        down.addWidget(self.sections, 1)
        down.addWidget(self._ways(theme))
        return down

    def _ways(self, theme: Theme) -> QWidget:
        """Where a report goes from its sections: to the printed pages, and out."""
        self._out = QWidget()
        down = QVBoxLayout(self._out)
        down.setContentsMargins(theme.px(8), 0, theme.px(8), theme.px(8))
        down.setSpacing(theme.px(2))
        down.addWidget(line(theme))
        for action, said in ((self.output.preview_action, "Xem trước"), (self.output.export_action, "Kết xuất, gửi")):
            way = QToolButton()
            way.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            way.setFont(theme.font())
            way.setText(said)
            way.setIcon(icon(self.menus.picture(action), theme["text2"], theme["text3"], theme.px(18)))
            way.setIconSize(QSize(theme.px(18), theme.px(18)))
            way.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            way.clicked.connect(action.trigger)
            down.addWidget(way)
        return self._out

    def fit(self) -> None:
        """Make room as the window allows; width counts in pixels at 100 %.

        The preview takes the place of the findings, and of the form too where both would be too narrow.
        """
        theme, width = self.theme, self.width() / self.theme.zoom
        preview = self.output.preview
        wide = width >= _WIDE and preview is None
        self.sections.compact = not wide
        left = max(self.sections.room(), theme.px(268)) if wide else self.sections.room()
        self.sections.setFixedWidth(left)
        alone = preview is not None and width < _MIDDLE
        self._centre.setVisible(not alone)
        if preview is not None:
            preview.setFixedWidth(self.width() - left - 2 if alone else self.width() * 2 // 5)
            if alone:
                preview.setFocus()
        self.findings.setFixedWidth(theme.px(288))
        self.findings.setVisible(wide)
        self.strip.setVisible(not wide)
        self.status.setShort(width < _MIDDLE)
        self.state.title.setVisible(width >= _MIDDLE)
        self._out.setVisible(wide)
        self._caption.setText("Mục báo cáo" if wide else "Mục")
        self.menus.dress(theme, pictures=width >= _MIDDLE)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Qt: panes step aside in a narrow window."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.fit()

    def show_section(self, code: str) -> None:
        """Show the form and the findings of a section; what cannot be stored yet keeps the section."""
        if not self.settle():
            self.sections.blockSignals(True)  # noqa: FBT003 - Qt's signature
            self.sections.choose(self.section)
            self.sections.blockSignals(False)  # noqa: FBT003 - Qt's signature
            return
        self.section = code
        section = self.session.report.template.sections[code]
        self.form = FormView(FormModel(self.session, section), self.theme) if section.figures else None
        self._put(self.form or self._words_of(code))
        self.title.show_section(section)
        self.findings.show_section(section)
        self.strip.show_section(section)
        if self.form is not None:
            self.form.model().setParent(self.form)
            self.form.model().refused.connect(self.tell)
            self.form.told.connect(self.tell)
            self.form.moved.connect(self._moved)
            self.form.addActions(self.commands.of_a_cell)
            self.form.ended.connect(self._ended)
            self._moved(self.form.model().address(self.form.currentIndex()))
        self.commands.refresh()

    def show_words(self, code: str) -> None:
        """Show the paragraphs of a section, or of the opening or the closing of the document."""
        from forms.narrative import paragraphs  # noqa: PLC0415 - only when asked for

        if not self.settle():
            return
        if self.form is not None:
            self._left_at = self.here
        self.form = None
        self._put(self._words_of(code))
        sections = self.session.report.template.sections
        if code in sections:
            self.title.show_section(sections[code])
        else:
            self.title.show_words(paragraphs.TITLES[code])
        self.commands.refresh()

    @property
    def here(self) -> Address | None:
        """The cell with the focus; None where there is none."""
        return self.form.model().address(self.form.currentIndex()) if self.form is not None else None

    def _section_of(self, address: Address) -> str:
        return self.session.report.template.figures[address.figure].section

    def show_numbers(self) -> None:
        """Go back from the words of the section to the cell from which they were asked for."""
        at = self._left_at
        self.show_section(self.section)
        if self.form is not None and at is not None and self._section_of(at) == self.section:
            self.go_to(at)

    def _put(self, page: FormView | ParagraphEditor) -> None:
        """Show a page in the middle, in the place of the one before."""
        old, self._page = self._page, page
        self.words.toggle_action.setChecked(self.form is None)
        if (layout := self._centre.layout()) is not None:
            layout.addWidget(page)
        page.show()  # only what is shown takes the focus
        page.setFocus()
        if old is not None:
            old.hide()
            old.deleteLater()

    def take_focus(self) -> None:
        """Keys go to the form, or to the words that stand in its place."""
        if self._page is not None:
            self._page.setFocus()

    def _words_of(self, code: str) -> ParagraphEditor:
        from ui.text.editor import ParagraphEditor  # noqa: PLC0415 - only when asked for

        editor = ParagraphEditor(self.session, self.theme)
        editor.show_section(code)
        editor.refused.connect(self.tell)
        editor.documents_wanted.connect(self.words.documents)
        return editor

    def settle(self) -> bool:
        """Store what is being typed; False, with the reason in view, where that cannot be done yet."""
        return self._page is None or self._page.settle()

    def go_to(self, address: Address) -> None:
        """Show a cell, in whichever section it is."""
        code = self._section_of(address)
        if code != self.section:
            self.sections.choose(code)
        elif self.form is None:
            self.show_section(code)
        if self.form is not None and self.section == code and self.form.settle():
            self.form.go_to(address)

    def show_finding(self, finding: Finding) -> None:
        """Go to the first cell of a finding."""
        self.go_to(finding.cells[0])
        self.strip.point(finding)
        self.findings.point(finding)

    def next_finding(self, step: int = 1) -> None:
        """Go to the next finding that nobody has explained (-1: the one before), round and round."""
        standing = [finding for finding in self.session.findings if finding.accepted is None]
        places = {finding.cells[0]: finding for finding in reversed(standing)}
        order = list(dict.fromkeys(finding.cells[0] for finding in standing))
        if not order:
            self.tell("Không có gì cần kiểm tra.")
            return
        here, figures = self.here, self.session.report.template.figures
        near = (place for place in order if figures[place.figure].section == self.section)
        following = order.index(here) + step if here in order else order.index(next(near, order[0]))
        self.show_finding(places[order[following % len(order)]])

    def zoom_by(self, step: int) -> None:
        """Make everything larger (1) or smaller (-1); 0 is back to 100 %."""
        if not self.settle():
            return
        number = ZOOMS.index(self.theme.zoom) + step if step else ZOOMS.index(1.0)
        self._undress(Theme(dark=self.theme.dark, zoom=ZOOMS[min(max(number, 0), len(ZOOMS) - 1)]))

    def _follow_system(self) -> None:
        self._undress(Theme.of_system(self.theme.zoom))

    def _undress(self, theme: Theme) -> None:
        here = self.here
        for old in (self.sections, self.findings, self.strip, self.title):
            self.session.recounted.disconnect(old.refresh)
        self.session.changed.disconnect(self.state.refresh)
        words = "" if self._page is None or isinstance(self._page, FormView) else self._page.section
        self.form = None
        self._dress(theme)
        self.fit()
        if words and not (words == self.section and self.form is None):
            self.show_words(words)
        if here is not None:
            self.go_to(here)

    def _saved(self, at: datetime) -> None:
        self.status.tell("")
        self.status.show_saved(at)

    def _moved(self, address: Address | None) -> None:
        about = self.form.model().about(address) if self.form is not None and address is not None else ""
        self.status.tell(about.replace("\n", "  ·  "))
        self.commands.refresh()
        self.output.follow()

    def _ended(self) -> None:
        self.tell("Đã hết mục này. Ctrl+Page Down sang mục sau.")

    def tell(self, text: str) -> None:
        """Say something that happened: a line in the status bar, a box where it is long."""
        if "\n" in text:
            from ui.dialogs import box  # noqa: PLC0415 - only when there is something to say

            box.tell(self, self.theme, text)
            return
        self.status.tell(text)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Qt: what cannot be stored yet keeps the window open, and says why."""
        if not self.settle():
            event.ignore()
            return
        self.output.put_away()
        super().closeEvent(event)
        self.left.emit()
