"""What the menus do: each command acts on the cell that has the focus, through the session."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from forms.checks import checker as checks
from forms.checks.findings import Finding, Suggestion
from forms.errors import KnownError
from forms.report import places
from forms.report.cells import Address, Cell
from forms.report.changes import SetAcceptance, SetCell, SetNote
from ui import menus
from ui.entry.rows import FormRow, Kind
from ui.findings import advice
from ui.findings.card import FindingCard
from ui.menus import Menus
from ui.window.undoing import turn

if TYPE_CHECKING:
    from ui.window.window import Window


class Commands:
    """The commands of one window."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.session = window.session

    def fill(self, to: Menus) -> None:
        """Put every command into its menu."""
        add = to.add
        add(menus.REPORT, "Đóng cửa sổ", self.window.close, "Ctrl+W")
        self.undo_action = add(menus.VALUES, "Hoàn tác", self.undo, "Ctrl+Z", "arrow_undo", tool="Hoàn tác")
        self.redo_action = add(
            menus.VALUES, "Làm lại", self.redo, "Ctrl+Y | Ctrl+Shift+Z", "arrow_redo", tool="Làm lại"
        )
        to.separate(menus.VALUES, tool=True)
        cut = add(menus.VALUES, "Cắt khối ô", lambda: self._on_form("cut_block"), "Ctrl+X")
        copied = add(menus.VALUES, "Sao chép khối ô", lambda: self._on_form("copy_block"), "Ctrl+C")
        add(menus.VALUES, "Dán từ Excel", lambda: self._on_form("paste_block"), "Ctrl+V", "clipboard_paste")
        to.separate(menus.VALUES)
        add(menus.VALUES, "Thêm dòng", self.add_row, "Ins")
        self.row_actions = [
            add(menus.VALUES, "Xóa dòng", self.remove_row, "Ctrl+Del"),
            add(menus.VALUES, "Đưa dòng lên", lambda: self.move_row(-1), "Alt+Shift+Up"),
            add(menus.VALUES, "Đưa dòng xuống", lambda: self.move_row(1), "Alt+Shift+Down"),
        ]
        add(menus.VALUES, "Mở hoặc thu gọn phân tổ", lambda: self._on_form("toggle_here"), "Alt+Down | Alt+Up")
        to.separate(menus.VALUES)
        self.cell_actions = [
            add(menus.VALUES, "Ghi chú ô…", self.note, "Shift+F2", "comment", tool="Ghi chú"),
            add(menus.VALUES, "Lịch sử ô…", self.history, "Ctrl+H", "history"),
        ]
        to.separate(menus.VALUES, tool=True)
        add(menus.VALUES, "Tìm chỉ tiêu…", self.find, "Ctrl+F", "search", tool="Tìm")
        add(menus.VALUES, "Mục sau", lambda: self.window.sections.step(1), "Ctrl+PgDown")
        add(menus.VALUES, "Mục trước", lambda: self.window.sections.step(-1), "Ctrl+PgUp")
        add(
            menus.CHECK,
            "Phát hiện kế tiếp",
            self.window.next_finding,
            "F8",
            "chevron_double_right",
            tool="Kiểm tra tiếp",
        )
        add(menus.CHECK, "Phát hiện trước", lambda: self.window.next_finding(-1), "Shift+F8")
        to.separate(menus.CHECK)
        add(menus.CHECK, "Sửa theo gợi ý", self.take_here, "Ctrl+Return")
        add(menus.CHECK, "Giải trình…", self.explain_here, "Ctrl+E")
        explained = add(menus.HELP, "Giải thích chỉ tiêu", self.help, "F1", "question_circle", tool="Giải thích")
        self.of_a_cell = [*self.cell_actions, *self.row_actions, cut, copied, explained]
        add(menus.HELP, "Phím tắt", self.keys, "Ctrl+F1")
        to.separate(menus.HELP)
        add(menus.HELP, "Phóng to", lambda: self.window.zoom_by(1), "Ctrl++ | Ctrl+=")
        add(menus.HELP, "Thu nhỏ", lambda: self.window.zoom_by(-1), "Ctrl+-")
        add(menus.HELP, "Về 100 %", lambda: self.window.zoom_by(0), "Ctrl+0")
        add(menus.HELP, "Sang khung khác của cửa sổ", self.next_pane, "F6")
        to.separate(menus.HELP)
        add(menus.HELP, "Giới thiệu BaoCao42", self.about)

    def about(self) -> None:
        """Say what the program is, and the licences of what it carries."""
        from ui.dialogs.about import show_about  # noqa: PLC0415 - only when asked for

        show_about(self.window, self.window.theme)

    def refresh(self) -> None:
        """Say which commands have something to do."""
        self.undo_action.setEnabled(self.session.can_undo)
        self.redo_action.setEnabled(self.session.can_redo)
        row = self._row()
        for action in self.row_actions:
            action.setEnabled(row is not None and row.is_open)
        for action in self.cell_actions:
            action.setEnabled(self._address() is not None)

    def _row(self) -> FormRow | None:
        form = self.window.form
        if form is None or not form.currentIndex().isValid():
            return None
        return form.model().rows[form.currentIndex().row()]

    def _address(self) -> Address | None:
        form = self.window.form
        return form.model().address(form.currentIndex()) if form is not None else None

    def _settled(self) -> bool:
        return self.window.form is None or self.window.form.settle()

    def _on_form(self, name: str) -> None:
        if self.window.form is not None:
            getattr(self.window.form, name)()

    def _try(self, action: Callable[[], object]) -> object:
        """Do something that may be refused: in one sentence, and nothing lost."""
        try:
            return action()
        except KnownError as error:
            self.window.tell(str(error))
            return None

    def _ask(self, dialog: QDialog) -> bool:
        """Show a dialog until it is answered, then give the form its focus back."""
        answered = bool(dialog.exec())
        dialog.deleteLater()
        self.window.activateWindow()
        if self.window.form is not None:
            self.window.form.setFocus()
        return answered

    def undo(self) -> None:
        """Take back the last step, in whichever section it was."""
        turn(self.window, undone=True)

    def redo(self) -> None:
        """Make again what was taken back."""
        turn(self.window, undone=False)

    def add_row(self) -> None:
        """Go to where a row is added to the breakdown that has the focus, or to the next one."""
        form = self.window.form
        if form is None or not self._settled():
            return
        here = form.currentIndex().row()
        rows = form.model().rows
        figure = rows[here].figure.code if 0 <= here < len(rows) else ""
        order = [*range(here, len(rows)), *range(here)]
        found = [n for n in order if rows[n].kind is Kind.NEW and rows[n].figure.code == figure]
        found += [n for n in order if rows[n].kind is Kind.NEW]
        if found:
            form.setCurrentIndex(form.model().index(found[0], form.model().columns.label))
            form.setFocus()
        elif form.model().open_up(figure):
            self.add_row()
        else:
            self.window.tell("Mục này không có bảng nào thêm dòng được.")

    def remove_row(self) -> None:
        """Remove the open row that has the focus, with its numbers; undo brings it back."""
        row = self._row()
        if row is not None and row.is_open and self._settled():
            self._try(lambda: self.session.put(*places.removed(self.session.report, row.figure, row.row)))
            self.window.status.tell(f'Đã xóa dòng "{row.label}". Ctrl+Z để lấy lại.')

    def move_row(self, step: int) -> None:
        """Move the open row that has the focus up (-1) or down (1)."""
        row = self._row()
        if row is not None and row.breakdown is not None and row.is_open and self._settled():
            changes = places.moved(self.session.report, row.figure, row.breakdown, row.row, step)
            if changes:
                self._try(lambda: self.session.put(*changes))

    def _place(self, address: Address) -> str:
        report = self.session.report
        figure = report.template.figures[address.figure]
        parts = [figure.label, report.label(figure, address.row) if address.row else "", report.measure(address).label]
        return " › ".join(part for part in parts if part)

    def note(self) -> None:
        """Write the note of the cell: where its number comes from."""
        address = self._address()
        if address is None or not self._settled():
            return
        from ui.dialogs.question import TextDialog  # noqa: PLC0415 - only when asked for

        old = self.session.report.notes.get(address, "")
        question = f"{self._place(address)}\nNguồn của số này, ví dụ: biên bản ngày 12/11/2024."
        dialog = TextDialog("Ghi chú ô", question, old, self.window.theme, self.window)
        if self._ask(dialog) and dialog.text() != old:
            self._try(lambda: self.session.put(SetNote(address, dialog.text() or None)))

    def history(self) -> None:
        """Show who changed the cell, and restore an earlier value on request."""
        address = self._address()
        if address is None or not self._settled():
            return
        from ui.dialogs.history import HistoryDialog  # noqa: PLC0415 - only when asked for

        place = self._place(address)
        dialog = HistoryDialog(place, self.session.history(address), self.window.theme, self.window)

        def restore(cell: Cell | None) -> None:
            if cell != self.session.report.cells.get(address):
                self._try(lambda: self.session.put(SetCell(address, cell)))

        dialog.restore_wanted.connect(restore)
        self._ask(dialog)

    def find(self) -> None:
        """Find a figure by any words of its label."""
        from ui.dialogs.find import FindDialog  # noqa: PLC0415 - only when asked for

        if self._settled():
            dialog = FindDialog(self.session.report, self.window.theme, self.window)
            dialog.address_chosen.connect(self.window.go_to)
            self._ask(dialog)

    def help(self) -> None:
        """Explain the finding that has the focus, or the figure with the findings of its cell."""
        from ui.dialogs.help_page import Help, described  # noqa: PLC0415 - only when asked for

        card = QApplication.focusWidget()
        while card is not None and not isinstance(card, FindingCard):
            card = card.parentWidget()
        row = self._row()
        if isinstance(card, FindingCard):
            self.explain_kind(card.finding)
        elif row is not None:
            codes = [finding.code for finding in self._findings_here()]
            shown = described(self.session.report.template, row.figure, codes)
            self._ask(Help("Giải thích chỉ tiêu", shown, self.window.theme, self.window))

    def explain_kind(self, finding: Finding) -> None:
        """Say what a finding means: the page of the guide on its kind."""
        from ui.dialogs.help_page import Help, page  # noqa: PLC0415 - only when asked for

        self._ask(Help("Giải thích", page(finding.code), self.window.theme, self.window))

    def keys(self) -> None:
        """Show every command that has keys."""
        from ui.dialogs.help_page import Help, listed  # noqa: PLC0415 - only when asked for

        self._ask(Help("Phím tắt", listed(self.window.menus.keys()), self.window.theme, self.window))

    def _findings_here(self) -> list[Finding]:
        """The findings of the cell that has the focus: those that mark it first."""
        address = self._address()
        here = [one for one in self.session.findings if address is not None and address in one.cells]
        return sorted(here, key=lambda one: one.cells[0] != address)

    def take(self, suggestion: Suggestion) -> None:
        """Make the changes of a suggestion, and say what they were."""
        if not self._settled():
            return
        try:
            self.session.take(suggestion)
        except KnownError as error:
            self.window.tell(str(error))
            return
        self.window.go_to(suggestion.changes[0].address)
        self.window.tell(f"Đã sửa {'; '.join(map(advice.step, suggestion.changes))} (Ctrl+Z lấy lại)")

    def take_here(self) -> None:
        """Make the best suggestion about the finding of the cell that has the focus, once it is in sight."""
        if not self._settled():
            return
        window = self.window
        pane = window.findings if window.findings.isVisible() else window.strip
        here = [one for one in self._findings_here() if one.accepted is None]
        for finding in sorted(here, key=lambda one: one != pane.finding):
            found = self.session.suggestions(finding)
            if not found:
                continue
            if not pane.shows(finding):
                pane.point(finding)
                window.tell("Gợi ý đang hiện ra: xem rồi nhấn Ctrl+Enter lần nữa để sửa.")
            elif found[0].best:
                self.take(found[0])
            else:
                window.tell(f"Có {len(found)} cách sửa đều có thể đúng; đề nghị tự chọn một cách.")
            return
        window.tell("Ô này không có gợi ý.")

    def explain(self, finding: Finding) -> None:
        """Ask why a finding may stand; an empty reason takes an earlier one back."""
        from ui.dialogs.question import TextDialog  # noqa: PLC0415 - only when asked for

        old = finding.accepted.reason if finding.accepted else ""
        question = f"{finding.message}\nVì sao số liệu này vẫn đúng?{' Xóa hết chữ để bỏ giải trình.' if old else ''}"
        dialog = TextDialog("Giải trình", question, old, self.window.theme, self.window)
        if not self._ask(dialog) or dialog.text() == old:
            if not old:
                self.window.tell("Chưa ghi giải trình.")
            return
        reason, report = dialog.text(), self.session.report
        try:
            change = checks.accept(report, finding, reason, self.session.who) if reason else None
            self.session.put(change or SetAcceptance(finding.id, None))
        except KnownError as error:
            self.window.tell(str(error))
            return
        self.window.tell("Đã ghi giải trình." if reason else "Đã bỏ giải trình.")

    def explain_here(self) -> None:
        """Explain the finding of the cell that has the focus."""
        found = [finding for finding in self._findings_here() if finding.acceptable]
        if found and self._settled():
            self.explain(found[0])
        else:
            self.window.tell("Ô này không có gì cần giải trình.")

    def next_pane(self) -> None:
        """Go from the list of sections to the form, to the findings, and round."""
        window = self.window
        panes: list[QWidget] = [window.sections]
        panes += [window.form] if window.form is not None else []
        cards = list(window.findings.cards.values())
        if cards and window.findings.isVisible():
            panes.append(cards[0])
        focus = QApplication.focusWidget()
        here = next(
            (n for n, pane in enumerate(panes) if focus is not None and (pane is focus or pane.isAncestorOf(focus))), -1
        )
        following = panes[(here + 1) % len(panes)]
        (cards[0].first_button() if cards and following is cards[0] else following).setFocus()
