"""The commands that bring a report out of the window: preview and export."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFileDialog

from ui import menus
from ui.menus import Menus
from ui.window.page_command import PageCommand
from ui.window.stage import Stage

if TYPE_CHECKING:
    from forms.narrative.blocks import Handout
    from ui.exchange.sending_page import SendingPage
    from ui.handouts.page import SummaryPage
    from ui.pages.preview import Preview


class OutputCommands(QObject):
    """The pages and files of one window."""

    settings_wanted = Signal()
    progress_wanted = Signal()
    finalise_wanted = Signal()
    issue_wanted = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage.frame)
        self.stage = stage
        self.preview: Preview | None = None
        self.sending = PageCommand(stage, "Gửi báo cáo", "send", self._sending_page)
        self.summary = PageCommand(stage, "Một trang cho lãnh đạo", "document_text", self._summary_page)

    def fill(self, to: Menus) -> None:
        """Put every command into its menu."""
        to.separate(menus.REPORT)
        self.preview_action = to.add(menus.REPORT, "Xem trước", self.toggle_preview, "Ctrl+P", "eye", tool="Xem trước")
        self.preview_action.setCheckable(True)
        # what is being typed has its own Esc, which comes first
        self.away = QShortcut(QKeySequence("Esc"), self.stage.frame, self.toggle_preview)
        self.away.setEnabled(False)
        self.export_action = to.add(
            menus.REPORT, "Kết xuất…", self.export, "Ctrl+Shift+S", "arrow_export", tool="Kết xuất"
        )

        self.sending.fill(to, menus.REPORT, "Ctrl+Shift+M")
        to.add(menus.REPORT, "Điền biểu của cấp trên…", self.fill_book, "", "document_table")
        self.summary.fill(to, menus.REPORT, "Ctrl+Shift+L")
        to.add(menus.VALUES, "Chép mục này thành ảnh", self.copy_section, picture="image")

    def refresh(self) -> None:
        """Mark which page is shown."""
        self.sending.refresh()
        self.summary.refresh()

    def _summary_page(self) -> SummaryPage:
        from ui.handouts.page import SummaryPage  # noqa: PLC0415 - only when asked for

        page = SummaryPage(self.stage.session, self.stage.theme)
        page.cell_wanted.connect(self.stage.go_to)
        page.choice_wanted.connect(self._choose_figures)
        page.files_wanted.connect(self._write_summary)
        return page

    def _choose_figures(self, page: SummaryPage) -> None:
        """Choose which figures those who lead are handed."""
        from forms.document.handouts import figures  # noqa: PLC0415 - only when asked for
        from ui.dialogs.exchange.choose_cells import ChooseCells  # noqa: PLC0415

        stage, report = self.stage, self.stage.session.report
        cells = [(address, figures.name(report, address)) for address in figures.choosable(report)]
        dialog = ChooseCells(stage.theme, (report, cells), page.chosen.cells, stage.frame)
        if stage.ask(dialog):
            page.choose_cells(dialog.chosen())

    def _write_summary(self, handout: Handout) -> None:
        from ui.dialogs.export import default_folder  # noqa: PLC0415 - only when asked for
        from ui.dialogs.handouts.handout_files import HandoutFiles  # noqa: PLC0415
        from ui.jobs.handouts import summary  # noqa: PLC0415

        stage, report = self.stage, self.stage.session.report
        given = (report, handout, summary.stem(report))
        folder = default_folder(stage.session.workspace.path)
        dialog = HandoutFiles(stage.theme, "Một trang cho lãnh đạo", given, folder, stage.frame)
        if stage.ask(dialog):
            stage.show_message(dialog.said)

    def _sending_page(self) -> SendingPage:
        from ui.dialogs.export import default_folder  # noqa: PLC0415 - only when asked for
        from ui.exchange.sending_page import SendingPage  # noqa: PLC0415

        stage = self.stage
        page = SendingPage(stage.session, stage.theme, default_folder(stage.session.workspace.path), self._ask)
        page.look_wanted.connect(stage.go_to)
        page.progress_wanted.connect(self.progress_wanted)
        page.finalise_wanted.connect(self.finalise_wanted)
        page.issue_wanted.connect(self.issue_wanted)
        page.words_wanted.connect(self._write_opening)
        page.open_wanted.connect(lambda path: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))))
        page.copy_wanted.connect(self._copy)
        return page

    def _write_opening(self) -> None:
        from forms.narrative.paragraphs import OPENING  # noqa: PLC0415 - a window opens without it

        self.stage.show_words(OPENING)

    def _ask(self, text: str, yes: str, no: str) -> bool:
        """Ask about a signed copy; Enter leaves things as they are."""
        from ui.dialogs import box  # noqa: PLC0415 - only when there is something to ask

        return box.ask(self.stage.frame, self.stage.theme, "Bản ký", text, yes=yes, no=no, doubtful=True)

    def copy_section(self) -> None:
        """Put the numbers of the section that is shown on the clipboard as a picture."""
        from ui.handouts import copying  # noqa: PLC0415 - only when asked for
        from ui.jobs.handouts import pictures  # noqa: PLC0415

        stage, session = self.stage, self.stage.session
        if stage.settle():
            shown = session.report.template.sections[stage.section]
            stage.attempt(
                lambda: stage.show_message(copying.copy(pictures.section(session.workspace, session.report, shown)))
            )

    def _copy(self, text: str) -> None:
        QApplication.clipboard().setText(text)
        self.stage.show_message("Đã sao chép lời nhắn.")

    def toggle_preview(self) -> None:
        """Show the printed pages beside the form, or put them away."""
        if self.preview is None:
            self.show_preview()
        else:
            self.put_away()
            self.stage.show_beside(None)
        self.preview_action.setChecked(self.preview is not None)
        self.away.setEnabled(self.preview is not None)

    def show_preview(self) -> None:
        """Show the printed pages beside the form."""
        from ui.pages.preview import Preview  # noqa: PLC0415 - the writer of PDF loads when it is asked for

        self.preview = Preview(self.stage.session, self.stage.theme)
        self.preview.cell_chosen.connect(self.stage.go_to)
        self.preview.left.connect(self.toggle_preview)
        self.stage.show_beside(self.preview)
        self.follow()

    def put_away(self) -> None:
        """Take the preview away; its thread ends first."""
        if self.preview is not None:
            focus = QApplication.focusWidget()
            if focus is not None and self.preview.isAncestorOf(focus):
                self.stage.take_focus()
            self.preview.stop()
            self.preview.hide()
            self.preview.deleteLater()
            self.preview = None

    def rebuild(self) -> None:
        """Build the preview anew in a new theme."""
        if self.preview is not None:
            self.put_away()
            self.show_preview()

    def follow(self) -> None:
        """Keep the value in view that is being edited."""
        if self.preview is not None and (here := self.stage.here) is not None:
            self.preview.follow(here)

    def export(self) -> None:
        """Ask for formats and folder, and write."""
        from ui.dialogs.export import ExportDialog, default_folder  # noqa: PLC0415 - only when asked for

        stage = self.stage
        if not stage.settle():
            return
        dialog = ExportDialog(stage.theme, stage.session, default_folder(stage.session.workspace.path), stage.frame)
        dialog.look_wanted.connect(stage.go_to)
        # settings build the window anew: this dialog has to be gone by then
        dialog.settings_wanted.connect(self.settings_wanted, Qt.ConnectionType.QueuedConnection)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        stage.ask(dialog)

    def fill_book(self) -> None:
        """Choose a superior's workbook, point at its cells, and write it filled."""
        stage = self.stage
        if stage.settle():
            found, _ = QFileDialog.getOpenFileName(
                stage.frame, "Chọn biểu của cấp trên", "", "Biểu Excel (*.xlsx *.xlsm *.xls)"
            )
            if found:
                stage.attempt(lambda: self._fill_book(Path(found)))

    def _fill_book(self, source: Path) -> None:
        from exports.excel import superior_book  # noqa: PLC0415 - only when asked for
        from ui.dialogs.exchange.fill_book import FillBook  # noqa: PLC0415
        from ui.dialogs.exchange.filled_cells import FilledCells  # noqa: PLC0415
        from ui.jobs.books import filled  # noqa: PLC0415

        stage = self.stage
        dialog = FillBook(stage.theme, stage.session, superior_book.opened(source), stage.frame)
        if not stage.ask(dialog) or dialog.outcome is None:
            return
        place = source.with_name(f"{source.stem} - đã điền{source.suffix}")
        found, _ = QFileDialog.getSaveFileName(stage.frame, "Ghi biểu đã điền", str(place), f"*{source.suffix}")
        if found:
            out = Path(found)
            filled.write(dialog.outcome, source, out)
            stage.ask(FilledCells(stage.theme, dialog.outcome, out, self._show_file, stage.frame))

    @staticmethod
    def _show_file(path: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
