"""The window of an open report: it puts its panes together, and is the stage on which commands work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget

from forms.checks.findings import Finding
from forms.report.cells import Address
from forms.report.report import Report
from forms.values.period import Period
from ui import menus
from ui.entry.model import FormModel
from ui.entry.view import FormView
from ui.findings.panel import FindingsPanel
from ui.findings.strip import FindingStrip
from ui.look.theme import ZOOMS, Theme
from ui.menus import Menus
from ui.refusal import attempt
from ui.session import Session
from ui.window.commands import Commands
from ui.window.panes import MIDDLE, WIDE, Outlet, Panes
from ui.window.stage import PageMaker
from ui.window.state_label import StateLabel
from ui.window.status import Status

if TYPE_CHECKING:
    from ui.look.full_page import FullPage
    from ui.text.editor import ParagraphEditor


class Window(QMainWindow):
    """The main window of one open report; whoever opened the workspace closes it when the window is left."""

    left = Signal()
    periods_wanted = Signal()
    turned_changed = Signal(bool)
    settings_wanted = Signal()

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self.session = session
        self.theme = theme
        self.setMinimumSize(640, 400)
        self.resize(QSize(1366, 768).boundedTo(self.screen().availableSize()))
        self.form: FormView | None = None
        self.turned = False  # whether keys go across the periods before they go down
        self._left_at: Address | None = None  # where the numbers were left for the words
        report = session.report
        self.section = next(one.code for one in report.template.sections.values() if report.figures(one))
        self.menus = Menus(self)
        self.commands = Commands(self)
        self._fill_menus()
        self._build()
        self._connect()
        self._refresh()
        if why := session.report.neighbours.without_basis:
            self.show_message(f"{session.report.unit.name} {why}.")

    def _fill_menus(self) -> None:
        """Put every command into its menu: those of the window itself between the others."""
        add, commands = self.menus.add, self.commands
        commands.agenda.fill(self.menus)
        add(menus.REPORT, "Đóng cửa sổ", self.close, "Ctrl+W")
        commands.undo.fill(self.menus)
        commands.cells.fill(self.menus)
        if self.session.report.template.span is not None:
            add(menus.REPORT, "Kỳ báo cáo…", self.periods_wanted.emit, "Ctrl+Shift+P")
            add(menus.VALUES, "Đổi chiều gõ: theo kỳ, theo dòng", self.turn, "F9")
        add(menus.VALUES, "Mục sau", lambda: self.sections.step(1), "Ctrl+PgDown")
        add(menus.VALUES, "Mục trước", lambda: self.sections.step(-1), "Ctrl+PgUp")
        commands.findings.fill(self.menus)
        commands.plan.fill(self.menus)
        commands.exchange.fill(self.menus)
        commands.help.fill(self.menus)
        add(menus.HELP, "Phóng to", lambda: self.zoom_by(1), "Ctrl++ | Ctrl+=")
        add(menus.HELP, "Thu nhỏ", lambda: self.zoom_by(-1), "Ctrl+-")
        add(menus.HELP, "Về 100%", lambda: self.zoom_by(0), "Ctrl+0")
        add(menus.HELP, "Sang khung khác của cửa sổ", self.next_pane, "F6")
        self.menus.separate(menus.HELP)
        add(menus.HELP, "Giới thiệu BaoCao42", commands.help.about)
        commands.texts.fill(self.menus)
        commands.report.fill(self.menus)
        commands.output.fill(self.menus)

    def _connect(self) -> None:
        self.session.saved.connect(self._saved)
        self.session.changed.connect(self._refresh)
        self.commands.output.settings_wanted.connect(self.settings_wanted)
        QApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    def _build(self) -> None:
        """Build everything that depends on theme and zoom."""
        theme, commands, output = self.theme, self.commands, self.commands.output
        group = commands.exchange.group
        self.setPalette(theme.palette())
        self.setStyleSheet(theme.sheet())
        self.panes = Panes(
            self.session,
            theme,
            (
                Outlet(commands.plan.page.action, commands.plan.page.text, commands.plan.page.picture),
                *(Outlet(one.action, one.text, one.picture, group) for one in commands.exchange.pages),
                Outlet(output.preview_action, "Xem trước", self.menus.picture(output.preview_action)),
                Outlet(output.export_action, "Kết xuất", self.menus.picture(output.export_action)),
                Outlet(output.sending.action, output.sending.text, output.sending.picture),
            ),
        )
        self.sections, self.findings, self.strip = self.panes.sections, self.panes.findings, self.panes.strip
        self._page: FormView | ParagraphEditor | FullPage | None = None
        self.page_shown: PageMaker | None = None
        self.status = Status(self.session.report, theme)
        self.state = StateLabel(self.session, theme)
        if (old := self.menuBar().cornerWidget()) is not None:
            old.hide()
            old.deleteLater()
        self.menuBar().setCornerWidget(self.state)
        self.state.show()
        self.setCentralWidget(self.panes)
        self.setStatusBar(self.status)
        output.rebuild()
        self.panes.title.turn_wanted.connect(self.turn)
        self.panes.title.periods_wanted.connect(self.periods_wanted)
        self.sections.section_chosen.connect(self._change_section)
        for findings in (self.findings, self.strip):
            findings.finding_chosen.connect(self.show_finding)
            findings.suggestion_taken.connect(commands.findings.take)
            findings.explanation_wanted.connect(commands.findings.explain)
            findings.next_wanted.connect(commands.findings.next)
        self.findings.help_wanted.connect(commands.help.explain_finding)
        self.status.zoom_wanted.connect(self.zoom_by)
        self.sections.choose(self.section)

    def rebuild(self, theme: Theme) -> None:
        """Build everything anew in another theme, where one stands; what cannot be stored yet keeps the old one."""
        from ui.text.editor import ParagraphEditor  # noqa: PLC0415 - only when asked for

        if not self.settle():
            return
        here, period, page, shown = self.here, self.report.period, self._page, self.page_shown
        self.panes.release()
        self.session.changed.disconnect(self.state.refresh)
        words = page.section if isinstance(page, ParagraphEditor) else ""
        self.form, self.theme = None, theme
        self._build()
        self.arrange()
        if words and not (words == self.section and self.form is None):
            self.show_words(words)
        if shown is not None:
            self.show_page(shown)
        elif here is not None:
            self.go_to(here, period)

    def zoom_by(self, step: int) -> None:
        """Make everything larger (1) or smaller (-1); 0 is back to 100 %."""
        number = ZOOMS.index(self.theme.zoom) + step if step else ZOOMS.index(1.0)
        self.rebuild(Theme(dark=self.theme.dark, zoom=ZOOMS[min(max(number, 0), len(ZOOMS) - 1)]))

    def _follow_system(self) -> None:
        self.rebuild(Theme.of_system(self.theme.zoom))

    def arrange(self) -> None:
        """Make room as the window allows; width counts in pixels at 100 %."""
        theme, width = self.theme, self.width() / self.theme.zoom
        self.panes.arrange(self.width())
        if self.form is not None:
            self._show_way()
        self.status.shorten(short=width < MIDDLE)
        self.state.show_title(shown=width >= MIDDLE)
        self.menus.style(theme, pictures=width >= MIDDLE)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Qt: panes step aside in a narrow window."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.arrange()

    @property
    def frame(self) -> QWidget:
        """The widget over which dialogs open."""
        return self

    @property
    def here(self) -> Address | None:
        """The cell that has the focus; None where there is none."""
        return self.form.here if self.form is not None else None

    @property
    def page(self) -> FullPage | None:
        """The page that stands in the place of a section; None where none does."""
        from ui.look.full_page import FullPage  # noqa: PLC0415 - only a page that is shown has loaded it

        return self._page if isinstance(self._page, FullPage) else None

    @property
    def report(self) -> Report:
        """The report of the cell that has the focus: that of its period, where several stand side by side."""
        return self.form.report_here if self.form is not None else self.session.report

    @property
    def findings_in_sight(self) -> FindingsPanel | FindingStrip:
        """What shows findings now: the panel, or the line that takes its place where there is little room."""
        return self.findings if self.findings.isVisible() else self.strip

    def settle(self) -> bool:
        """Store what is being typed; False, with the reason in view, where that cannot be done yet."""
        return self._page is None or self._page.settle()

    def attempt(self, action: Callable[[], object]) -> bool:
        """Do something that may be refused: in one sentence, and nothing lost; returns whether it was done."""
        return attempt(action, self.show_message)

    def show_message(self, text: str) -> None:
        """Say something that happened: a line in the status bar, a box where it is long."""
        if "\n" in text:
            self.refuse(text)
        else:
            self.status.show_message(text)

    def refuse(self, text: str) -> None:
        """Say in a box why something cannot be done: a line in the status bar would be missed."""
        from ui.dialogs import box  # noqa: PLC0415 - only when there is something to say

        box.show_message(self, self.theme, text)

    def ask(self, dialog: QDialog) -> bool:
        """Show a dialog until it is answered, then take the focus back; returns whether it was accepted."""
        accepted = bool(dialog.exec())
        dialog.deleteLater()
        self.activateWindow()
        self.take_focus()
        return accepted

    def next_pane(self) -> None:
        """Go from the list of sections to the form, to the findings, and round."""
        self.panes.focus_next()

    def take_focus(self) -> None:
        """Send keys to the form, or to the words that stand in its place."""
        if self._page is not None:
            self._page.setFocus()

    def go_to(self, address: Address, period: Period | None = None) -> None:
        """Show a cell, in whichever section it is; of the latest period unless said."""
        code = self._section_of(address)
        self.show_section(code)
        if self.form is not None and self.section == code and self.form.settle():
            self.form.go_to(address, self.session.at(period))

    def _section_of(self, address: Address) -> str:
        return self.session.report.template.figures[address.figure].section

    def show_section(self, code: str) -> None:
        """Show the numbers of a section; what cannot be stored yet keeps the one that is shown."""
        if code != self.section:
            self.sections.choose(code)
        elif self.form is None:
            self.sections.choose(code)
            self._change_section(code)

    def _change_section(self, code: str) -> None:
        if not self.settle():
            self.sections.blockSignals(True)  # noqa: FBT003 - Qt's signature
            self.sections.choose(self.section)
            self.sections.blockSignals(False)  # noqa: FBT003 - Qt's signature
            return
        self.section = code
        section = self.session.report.template.sections[code]
        figures = self.session.report.figures(section)
        self.form = FormView(FormModel(self.session, section), self.theme) if figures else None
        self._put(self.form or self._words_of(code))
        self.panes.show_section(section)
        self._show_way()
        if self.form is not None:
            self._connect_form(self.form)
        self._refresh()

    def turn(self) -> None:
        """Let keys go down the periods instead of across, or across instead of down."""
        self.turned = not self.turned
        if self.form is not None:
            self.form.model().turned = self.turned
        self._show_way()
        self.turned_changed.emit(self.turned)

    def _show_way(self) -> None:
        self.panes.title.show_way(turned=self.turned, narrow=self.width() / self.theme.zoom < WIDE)

    def _connect_form(self, form: FormView) -> None:
        form.model().turned = self.turned
        form.model().setParent(form)
        form.model().refused.connect(self.show_message)
        form.model().overruling.connect(self.commands.cells.overrule, Qt.ConnectionType.QueuedConnection)
        form.announced.connect(self.show_message)
        form.moved.connect(self._moved)
        form.ended.connect(self._ended)
        form.addActions([*self.commands.cells.actions, self.commands.help.explain_action])
        self._moved(form.here)

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
            self.panes.title.show_section(sections[code])
        else:
            self.panes.title.show_words(paragraphs.TITLES[code])
        self._refresh()

    def show_page(self, maker: PageMaker) -> None:
        """Show a page in the place of a section."""
        if not self.settle():
            return
        if self.form is not None:
            self._left_at = self.here
        self.form = None
        page = maker.make()
        page.announced.connect(self.show_message)
        self._put(page)
        self.page_shown = maker
        self.panes.alone = True
        self.sections.leave()
        self.arrange()
        self._refresh()

    def _words_of(self, code: str) -> ParagraphEditor:
        from ui.text.editor import ParagraphEditor  # noqa: PLC0415 - only when asked for

        editor = ParagraphEditor(self.session, self.theme)
        editor.show_section(code)
        editor.refused.connect(self.show_message)
        editor.documents_wanted.connect(self.commands.texts.documents)
        editor.mends_wanted.connect(lambda ways: self.commands.texts.mend(ways, editor.put_mends))
        return editor

    def show_numbers(self) -> None:
        """Go back from the words of the section to the cell from which they were asked for."""
        at = self._left_at
        self._change_section(self.section)
        if self.form is not None and at is not None and self._section_of(at) == self.section:
            self.go_to(at)

    def _put(self, page: FormView | ParagraphEditor | FullPage) -> None:
        self._page, self.page_shown = page, None
        self.status.show_message("")  # what was said of a cell of the page before
        self.panes.put(page)
        if self.panes.alone:
            self.panes.alone = False
            self.arrange()

    def show_beside(self, pane: QWidget | None) -> None:
        """Show a pane beside the form, in the place of the findings; None gives them their place back."""
        self.panes.put_beside(pane)
        self.arrange()

    def show_finding(self, finding: Finding) -> None:
        """Show the first cell of a finding."""
        self.go_to(finding.cells[0], finding.period)
        for findings in (self.strip, self.findings):
            findings.point(finding)
        self.findings.point(finding)

    def _refresh(self) -> None:
        """Say which report this is, and enable the commands that have something to do."""
        report = self.session.report
        final = " (đã chốt)" if report.locked else ""
        title = f"{report.unit.name}, {report.period.label}{final} - BaoCao42"
        if self.windowTitle() != title:
            self.setWindowTitle(title)
        self.commands.refresh()

    def _saved(self, at: datetime) -> None:
        self.status.show_message("")
        self.status.show_saved(at)

    def _moved(self, address: Address | None) -> None:
        about = (
            self.form.model().about(address, self.form.report_here)
            if self.form is not None and address is not None
            else ""
        )
        self.status.show_message(about.replace("\n", "  ·  "))
        if (course := self.findings.course) is not None:
            course.show_cell(address, self.report)
        self.commands.refresh()
        self.commands.output.follow()

    def _ended(self) -> None:
        self.show_message("Đã hết mục này. Ctrl+Page Down sang mục sau.")

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Qt: what cannot be stored yet keeps the window open, and says why."""
        if not self.settle():
            event.ignore()
            return
        self.commands.output.put_away()
        self.commands.exchange.put_away()
        super().closeEvent(event)
        self.left.emit()
