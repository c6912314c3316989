"""The commands between offices: the pages about lower offices, which stand together under one name at the left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog

from forms.errors import KnownError
from forms.report.report import Report
from forms.values import clock
from forms.values.text import tidy
from ui import menus
from ui.menus import Menus
from ui.window.page_command import PageCommand
from ui.window.stage import Stage

if TYPE_CHECKING:
    from forms.report.cells import Address
    from storage.received import Received
    from storage.statements import KeptStatement
    from storage.tables.letters import Letter
    from ui.exchange.matrix_page import MatrixPage
    from ui.exchange.progress_page import ProgressPage
    from ui.exchange.receiving_page import ReceivingPage
    from ui.exchange.sources_page import SourcesPage
    from ui.exchange.tray import Tray, TrayItem
    from ui.jobs.matrix import LowerOffice, MatrixColumn
    from ui.jobs.progress import OfficeProgress, Stale

_MOST_PICTURE = 15_000_000  # bytes


class ExchangeCommands:
    """The pages about lower offices in one window."""

    group = "Cấp dưới"

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self._tray: Tray | None = None  # outlives the page, which is made anew with each theme
        self._asked: tuple[Address, Callable[[], None], str] | None = None  # whose sources, and where they lead back
        self._cells: list[Address] = []  # that the matrix shows; none for its usual ones
        self.watched: tuple[str, ...] = ()  # folders that the officer named, in which new files are looked for
        self.progress = PageCommand(stage, "Tiến độ", "calendar_clock", self._progress_page)
        self.receiving = PageCommand(stage, "Tiếp nhận", "mail_inbox", self._receiving_page)
        self.matrix = PageCommand(stage, "Tổng hợp", "grid", self._matrix_page)
        self.source = PageCommand(stage, "Nguồn của con số", "branch_fork", self._sources_page)
        # in the order in which they stand, with their keys
        self.pages = {self.progress: "Ctrl+Shift+E", self.receiving: "Ctrl+Shift+T", self.matrix: "Ctrl+Shift+H"}

    def fill(self, to: Menus) -> None:
        """Put every command into its menu."""
        for page, keys in self.pages.items():
            page.fill(to, menus.BELOW, keys)
        self.source_action = to.add(menus.BELOW, self.source.text, self.sources, "Ctrl+Shift+N", self.source.picture)

    def refresh(self) -> None:
        """Mark which page is shown."""
        for page in self.pages:
            page.refresh()

    def greeting(self) -> str:
        """What is to be known of lower offices when the file is opened; "" where there are none."""
        session, today = self.stage.session, clock.today()
        if len(session.workspace.units().ids) == 1:
            return ""
        from ui.jobs import progress  # noqa: PLC0415 - most files know no other office

        found = progress.of(session.workspace, session.report, today)
        return progress.greeting(found, progress.own_due(session.workspace, session.report), today)

    def put_away(self) -> None:
        """End what goes on beside the window."""
        if self._tray is not None:
            self._tray.stop()

    def _receiving_page(self) -> ReceivingPage:
        from ui.exchange.receiving_page import ReceivingPage  # noqa: PLC0415 - only when asked for

        page = ReceivingPage(self.stage.session, self.stage.theme, self._opened_tray())
        page.return_wanted.connect(self.ask_again)
        page.receipt_wanted.connect(self.confirm)
        page.statement_wanted.connect(self.note)
        page.withdrawal_wanted.connect(self.withdraw)
        page.paper_wanted.connect(self.attach)
        page.picture_wanted.connect(self.note)
        page.pointing_wanted.connect(self.point)
        return page

    def _opened_tray(self) -> Tray:
        from ui.exchange.tray import Tray  # noqa: PLC0415 - only when asked for

        if self._tray is None:
            self._tray = Tray(self.stage.session)
        return self._tray

    def confirm(self, one: Received) -> None:
        """Draft the letter that says that a report came."""
        from ui.jobs import replying  # noqa: PLC0415 - only when asked for

        session = self.stage.session
        self._write(replying.receipt(session.workspace, session.report, one), "xac-nhan")

    def ask_again(self, one: Received) -> None:
        """Ask an office to report again, or take that back; until its next revision nothing of it is added up."""
        from ui.jobs import replying  # noqa: PLC0415 - only when asked for

        session = self.stage.session
        if one.returned:
            session.workspace.give_back(one.id, "")
        else:
            letter = replying.returning(session.workspace, session.report, one)
            written = self._write(letter, "bao-cao-lai", reason="Số liệu cần rà soát")
            if written is None:
                return
            session.workspace.give_back(one.id, written)
        session.follow_offices()

    def note(self, office: int, one: Received | None, picture: int = 0) -> None:
        """Note numbers that an office gave otherwise than in a file, beside the picture of its paper."""
        from ui.dialogs.exchange.statements import StatementsDialog  # noqa: PLC0415 - only when asked for

        stage, session = self.stage, self.stage.session
        workspace, own = session.workspace, session.report
        if one is not None:
            report = workspace.received_report(one.id, own.template)
        else:
            report = Report(own.template, workspace.units().at(office, own.period.end), own.period)

        def begin() -> int:
            return one.id if one else workspace.begin_on_paper(office, own.template, own.period, session.who)

        content = workspace.picture(picture) if picture else b""
        stage.ask(StatementsDialog(stage.theme, session, begin, report, stage.frame, content))
        session.follow_offices()

    def point(self, item: TrayItem) -> None:
        """Ask where an office's own workbook has which cell, remember it, and go on with what it says."""
        from ui.dialogs.exchange.pointing import PointingDialog  # noqa: PLC0415 - only when asked for

        stage, session = self.stage, self.stage.session
        workspace, own = session.workspace, session.report
        if item.own is None or self._tray is None:
            return
        units = workspace.units()
        there = [one for one in units.ids if units.exists(one, own.period.end) and units.ids[one] != own.unit.id]
        empty = Report(own.template, own.unit, own.period)
        dialog = PointingDialog(stage.theme, item.own[0], empty, (units, there), stage.frame)
        if stage.ask(dialog):
            layout = dialog.layout_found()
            workspace.keep_layout(own.template.code, layout, session.who)
            self._tray.point(item, layout, sure=True)

    def withdraw(self, statement: KeptStatement) -> None:
        """Let the number that was received count again."""
        session = self.stage.session
        session.workspace.withdraw_statement(statement, session.report.template)
        session.follow_offices()

    def attach(self, office: int) -> None:
        """Keep a picture of an office's paper."""
        found, _ = QFileDialog.getOpenFileName(
            self.stage.frame, "Chọn ảnh, bản quét", "", "Ảnh, bản quét (*.png *.jpg *.jpeg *.pdf)"
        )
        if found:
            self.stage.attempt(lambda: self.take_picture(office, Path(found)))

    def take_picture(self, office: int, path: Path) -> None:
        """Attach a picture; raises KnownError for what is none."""
        from exports import arrival  # noqa: PLC0415 - only what comes from a file needs it
        from ui.dialogs.exchange import papers  # noqa: PLC0415 - only when asked for

        session = self.stage.session
        content = arrival.content(path, _MOST_PICTURE, "ảnh PNG, JPEG hoặc bản quét PDF")
        if not papers.pages(content):
            raise KnownError(f'"{path.name}" không phải ảnh PNG, JPEG hay bản quét PDF; đề nghị chọn tệp khác.')
        session.workspace.attach(office, session.report, path.name, content, session.who)
        session.follow_offices()

    def _write(self, letter: Letter, name: str, *, reason: str | None = None) -> str | None:
        """Show a letter to be written; returns the reason that was given, None where it was left."""
        from ui.dialogs.exchange.letter import LetterDialog  # noqa: PLC0415
        from ui.dialogs.export import default_folder  # noqa: PLC0415 - only when asked for
        from ui.jobs.exporting import short  # noqa: PLC0415

        stage = self.stage
        called = stage.session.workspace.units().called(letter.unit, stage.session.report.period.end)
        place = default_folder(stage.session.workspace.path) / f"{name}-{short(called)}-{letter.period}.eml"
        dialog = LetterDialog(stage.theme, stage.session, letter, place, stage.frame, reason=reason)
        if stage.ask(dialog):
            stage.show_message(f"Đã soạn thư: {place}")
        return dialog.reason.text().strip() or "Số liệu cần rà soát" if dialog.drafted else None

    def _matrix_page(self) -> MatrixPage:
        from ui.exchange.matrix_page import MatrixPage  # noqa: PLC0415 - only when asked for

        page = MatrixPage(self.stage.session, self.stage.theme, self._cells)
        page.letter_wanted.connect(self.ask_to_look)
        page.own_wanted.connect(lambda column: self._add_own(page, column))
        page.choice_wanted.connect(self._choose_cells)
        page.comparison_wanted.connect(self._compare)
        if self._asked is not None:
            page.look_at(self._asked[0])
        page.sources_wanted.connect(lambda address: self._show_sources(address, self.matrix.toggle, "Tổng hợp"))
        return page

    def sources(self) -> None:
        """Show where the number of the cell that has the focus comes from, or go back to it."""
        stage = self.stage
        if stage.page_shown is self.source:
            stage.show_numbers()
            return
        address, section = stage.here, stage.session.report.template.sections[stage.section]
        if address is None:
            stage.show_message("Đề nghị chọn một ô số liệu trước.")
        elif stage.settle():
            self._show_sources(address, stage.show_numbers, f"Về mục {section.number}")

    def _show_sources(self, address: Address, back: Callable[[], None], name: str) -> None:
        self._asked = (address, back, name)
        self.stage.attempt(lambda: self.stage.show_page(self.source))
        self.refresh()

    def _sources_page(self) -> SourcesPage:
        from ui.exchange.sources_page import SourcesPage  # noqa: PLC0415 - only when asked for

        if self._asked is None:
            raise KnownError("Đề nghị chọn một ô số liệu trước.")
        address, back, name = self._asked
        page = SourcesPage(self.stage.session, self.stage.theme, address, name)
        page.back_wanted.connect(back)
        page.letter_wanted.connect(self.ask_to_look)
        return page

    def _choose_cells(self, page: MatrixPage) -> None:
        """Choose which cells the matrix shows; they stay chosen while the window stands."""
        from ui.dialogs.exchange.choose_cells import ChooseCells  # noqa: PLC0415 - only when asked for

        matrix = page.grid.matrix
        cells = [(item.address, matrix.column(item.address).label) for item in matrix.result.found.cells]
        dialog = ChooseCells(self.stage.theme, (matrix.draft, cells), page.chosen, self.stage.frame)
        if self.stage.ask(dialog):
            self._cells = dialog.chosen()
            page.choose_cells(self._cells)

    def _compare(self, page: MatrixPage) -> None:
        """Write the comparison of the offices by the figures that are shown."""
        from ui.dialogs.export import default_folder  # noqa: PLC0415 - only when asked for
        from ui.dialogs.handouts.handout_files import HandoutFiles  # noqa: PLC0415
        from ui.jobs.handouts import comparison  # noqa: PLC0415

        stage, report = self.stage, self.stage.session.report
        found = page.compared()
        if found is not None:
            given = (report, found, comparison.stem(report))
            folder = default_folder(stage.session.workspace.path)
            dialog = HandoutFiles(stage.theme, "So sánh giữa các đơn vị", given, folder, stage.frame)
            if stage.ask(dialog):
                stage.show_message(dialog.said)

    def _add_own(self, page: MatrixPage, column: MatrixColumn) -> None:
        """Ask what the office itself adds to a sum."""
        from ui.dialogs.exchange.own_part import OwnPart  # noqa: PLC0415 - only when asked for

        self.stage.ask(OwnPart(self.stage.theme, self.stage.session, page.grid.matrix, column, self.stage.frame))

    def ask_to_look(self, column: MatrixColumn, office: LowerOffice, why: str = "") -> None:
        """Draft the letter that asks an office to look at a number again."""
        from ui.exchange import matrix_words  # noqa: PLC0415 - only when asked for

        self._write(matrix_words.letter(column, office, why), "ra-soat")

    def _progress_page(self) -> ProgressPage:
        from ui.dialogs.export import default_folder  # noqa: PLC0415 - only when asked for
        from ui.exchange.progress_page import ProgressPage  # noqa: PLC0415

        stage = self.stage
        folder = default_folder(stage.session.workspace.path)
        page = ProgressPage(stage.session, stage.theme, folder / "Thư đôn đốc")
        page.open_wanted.connect(lambda path: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))))
        page.copy_wanted.connect(self._copy)
        page.folder_wanted.connect(self._print)
        page.reissue_wanted.connect(self.reissue)
        page.reason_wanted.connect(lambda office: self._ask_reason(page, office))
        page.update_wanted.connect(self.update)
        page.receiving_wanted.connect(self.receiving.toggle)
        page.looking_wanted.connect(self.look)
        page.deadlines_wanted.connect(self._deadlines)
        return page

    def _ask_reason(self, page: ProgressPage, office: OfficeProgress) -> None:
        """Ask why an office sends nothing."""
        from ui.dialogs.question import Question  # noqa: PLC0415 - only when asked for

        name = office.unit.name
        text = f"Vì sao {name} chưa gửi? Lý do đi cùng câu “chưa gồm {name}” ở số tổng hợp. Xóa hết chữ để bỏ."
        question = Question("Lý do chưa gửi", text, office.reason, self.stage.theme, self.stage.frame)
        if self.stage.ask(question):
            self.stage.attempt(lambda: page.note_reason(office, tidy(question.answer())))

    def _copy(self, text: str) -> None:
        QApplication.clipboard().setText(text)
        self.stage.show_message("Đã sao chép lời nhắn; dán vào Zalo để gửi.")

    def _print(self, write: Callable[[Path], str]) -> None:
        """Ask for a folder, write into it, and say what was written."""
        from ui.dialogs.dialog import choose_folder  # noqa: PLC0415
        from ui.dialogs.export import default_folder  # noqa: PLC0415 - only when asked for

        stage = self.stage
        place = str(default_folder(stage.session.workspace.path))
        if found := choose_folder(stage.frame, place):
            stage.attempt(lambda: stage.show_message(write(Path(found))))

    def _deadlines(self) -> None:
        from ui.dialogs.deadlines import Deadlines  # noqa: PLC0415 - only when asked for

        stage = self.stage
        stage.ask(Deadlines(stage.session, stage.theme, clock.today(), stage.frame))
        self._show_again()

    def _show_again(self) -> None:
        if self.stage.page_shown is self.progress:
            self.stage.show_page(self.progress)

    def look(self) -> None:
        """Look into the folders in which new files lie, and show those that are reports where they are received."""
        from ui.jobs import looking  # noqa: PLC0415 - only when asked for

        standard = QStandardPaths.StandardLocation
        downloads, documents = (
            Path(QStandardPaths.writableLocation(place))
            for place in (standard.DownloadLocation, standard.DocumentsLocation)
        )
        folders = looking.places(downloads, documents, self.watched)
        found = looking.candidates(folders, clock.today())
        names = ", ".join(folder.name for folder in folders)
        if not found:
            self.stage.show_message(f"Không có tệp mới trong {names or 'thư mục Tải xuống'}.")
            return
        self.receiving.toggle()
        self.stage.show_message(f"Đang xem {len(found)} tệp trong {names}; chỉ hiện tệp là báo cáo.")
        self._opened_tray().read(found, only_news=True)

    def update(self) -> None:
        """Put what lower offices come to now into the report, where the officer did not say otherwise."""
        from forms.consolidation import drafting  # noqa: PLC0415 - only when asked for
        from ui.jobs import matrix  # noqa: PLC0415

        session = self.stage.session
        report = session.report

        def make() -> None:
            made = matrix.Matrix(session.workspace, report).take_all()
            if made:
                session.put(*made)
            count = sum(map(drafting.is_cell, made))
            self.stage.show_message(f"Đã lấy số tổng hợp mới vào {count} ô.")

        self.stage.attempt(make)

    def reissue(self, stale: Sequence[Stale]) -> None:
        """Open a final report again because lower offices replaced what it used, and put their numbers into it."""
        from forms.document import revisions  # noqa: PLC0415 - only when asked for
        from ui.dialogs.question import Question  # noqa: PLC0415
        from ui.jobs import progress  # noqa: PLC0415

        stage, session = self.stage, self.stage.session
        text = "Lý do báo cáo lại, in trong bảng điều chỉnh số liệu. Bản đã chốt giữ nguyên; bản mới là lần kế tiếp."
        unused = progress.of(session.workspace, session.report, clock.today()).unused
        question = Question("Mở lại để báo cáo thay thế", text, progress.cause(stale, unused), stage.theme, stage.frame)
        if not stage.ask(question):
            return
        report, who, now = session.report, session.who, clock.now()
        if stage.attempt(lambda: session.put_all(revisions.reopen_all(report, question.answer(), who, now))):
            self.update()
