"""The commands about cells and rows: blocks, added rows, notes, history, and finding a figure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from forms.report import places
from forms.report.cells import Address, Cell, Mark, MarkKind, unmarked
from forms.report.changes import SetCell, SetNote
from forms.report.entry import shown
from forms.report.report import Report
from forms.sums import preliminary, sharing
from forms.values.numbers import show
from forms.values.text import clean
from ui import menus
from ui.entry.rows import FormRow
from ui.entry.view import FormView
from ui.menus import Menus
from ui.window.stage import Stage

_PRELIMINARY, _PRELIMINARY_HERE = "Số sơ bộ, chờ công nhận", "Số sơ bộ, riêng ô này"
_SHOWN = 12  # cells that are named in one question


class CellCommands:
    """The cells of one window: each command acts on the one that has the focus, through the session."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.session = stage.session

    def fill(self, to: Menus) -> None:
        """Put every command into its menu."""
        add = to.add
        cut = add(menus.VALUES, "Cắt khối ô", self._on_form(FormView.cut_block), "Ctrl+X")
        copied = add(menus.VALUES, "Sao chép khối ô", self._on_form(FormView.copy_block), "Ctrl+C")
        add(menus.VALUES, "Dán từ Excel", self._on_form(FormView.paste_block), "Ctrl+V", "clipboard_paste")
        to.separate(menus.VALUES)
        add(menus.VALUES, "Thêm dòng", self.add_row, "Ins")
        self.row_actions = [
            add(menus.VALUES, "Xóa dòng", self.remove_row, "Ctrl+Del"),
            add(menus.VALUES, "Đưa dòng lên", lambda: self.move_row(-1), "Alt+Shift+Up"),
            add(menus.VALUES, "Đưa dòng xuống", lambda: self.move_row(1), "Alt+Shift+Down"),
        ]
        toggle = self._on_form(FormView.toggle_here)
        add(menus.VALUES, "Mở hoặc thu gọn phân tổ", toggle, "Alt+Down | Alt+Up")
        add(menus.VALUES, "Số liệu đến ngày…", self.cut_off)
        self.share_action = add(menus.VALUES, "Lấy số từ báo cáo khác…", self.share)
        self.preliminary_actions = {
            add(menus.VALUES, _PRELIMINARY, lambda: self._tell(self._own_numbers())): self._own_numbers,
            add(menus.VALUES, _PRELIMINARY_HERE, lambda: self._tell(self._own_number())): self._own_number,
        }
        for action in self.preliminary_actions:
            action.setCheckable(True)
        to.menus[menus.VALUES].aboutToShow.connect(self._look_at_figure)
        to.separate(menus.VALUES)
        self.cell_actions = [
            add(menus.VALUES, "Ghi chú ô…", self.note, "Shift+F2", "comment", tool="Ghi chú"),
            add(menus.VALUES, "Lịch sử ô…", self.history, "Ctrl+H", "history"),
        ]
        to.separate(menus.VALUES, tool=True)
        add(menus.VALUES, "Tìm chỉ tiêu…", self.find, "Ctrl+F", "search", tool="Tìm")
        self.actions = [*self.cell_actions, *self.row_actions, cut, copied]

    def refresh(self) -> None:
        """Enable what has something to do."""
        row = self._row()
        for action in self.row_actions:
            action.setEnabled(row is not None and row.is_open)
        for action in self.cell_actions:
            action.setEnabled(self.stage.here is not None)
        self.share_action.setVisible(bool(self.session.report.siblings))

    def _look_at_figure(self) -> None:
        """Say whether the figure that has the focus, or its cell, is preliminary: it takes a look at each cell."""
        for action, numbers in self.preliminary_actions.items():
            there = numbers()
            action.setEnabled(bool(there) and not self.stage.report.locked)
            action.setChecked(bool(there) and preliminary.is_told(self.stage.report, there))

    def _own_numbers(self) -> list[Address]:
        """The numbers of the figure that has the focus, in the period that has it."""
        row = self._row()
        return preliminary.numbers(self.stage.report, row.figure) if row is not None else []

    def _own_number(self) -> list[Address]:
        """The number of the cell that has the focus."""
        return [address for address in self._own_numbers() if address == self.stage.here]

    def _tell(self, there: Sequence[Address]) -> None:
        """Say of numbers that they are preliminary, or take that back: they were recognised."""
        row = self._row()
        if row is None or not self.stage.settle():
            return
        report, stage = self.stage.report, self.stage
        told = preliminary.is_told(report, there)
        changes = list((preliminary.withdraw if told else preliminary.tell)(report, there))
        if stage.attempt(lambda: self.session.put(*changes, to=report)):
            what = "không còn ghi là sơ bộ" if told else f"ghi là số {preliminary.remark(row.figure)}"
            stage.show_message(f"{row.figure.name}: {len(changes)} ô {what} (Ctrl+Z lấy lại).")

    def share(self) -> None:
        """Show what the office's other reports on the period say of cells that are blank here, and take it over."""
        from ui.dialogs import box  # noqa: PLC0415 - only when asked for

        if not self.stage.settle():
            return
        report, stage = self.session.report, self.stage
        made = sharing.changes(report)
        if not made:
            stage.show_message("Các báo cáo khác của kỳ này không có số cho ô nào đang trống ở đây.")
            return
        lines = sharing.lines(report)
        more = [f"… và {len(lines) - _SHOWN} ô khác"] if len(lines) > _SHOWN else []
        text = "\n".join(["Điền vào các ô đang trống số đã có ở báo cáo khác của kỳ này:", *lines[:_SHOWN], *more])
        title = "Lấy số từ báo cáo khác"
        if box.ask(stage.frame, stage.theme, title, text, yes=f"Điền {len(made)} ô", no="Bỏ qua"):
            stage.attempt(lambda: self.session.put(*made))
            stage.show_message(f"Đã điền {len(made)} ô (Ctrl+Z lấy lại).")

    def _row(self) -> FormRow | None:
        return self.stage.form.row_here if self.stage.form is not None else None

    def _on_form(self, act: Callable[[FormView], object]) -> Callable[[], None]:
        """A command that does something to the form, where there is one."""

        def run() -> None:
            if self.stage.form is not None:
                act(self.stage.form)

        return run

    def add_row(self) -> None:
        """Go to where a row is added to the breakdown that has the focus, or to the next one."""
        form = self.stage.form
        if form is not None and self.stage.settle() and not form.go_to_new_row():
            self.stage.show_message("Mục này không có bảng nào thêm dòng được.")

    def remove_row(self) -> None:
        """Remove the open row that has the focus, with its numbers; undo brings it back."""
        row, form = self._row(), self.stage.form
        if form is not None and row is not None and row.is_open and self.stage.settle():
            there = form.model().standing(row)
            removed = [(report, places.removed(report, row.figure, identity)) for report, identity in there]
            if self.stage.attempt(lambda: self.session.put_all(removed)):
                self.stage.show_message(f'Đã xóa dòng "{row.label}". Ctrl+Z để lấy lại.')

    def move_row(self, step: int) -> None:
        """Move the open row that has the focus up (-1) or down (1)."""
        row, form = self._row(), self.stage.form
        if form is None or row is None or row.breakdown is None or not row.is_open or not self.stage.settle():
            return
        there = form.model().standing(row)
        changes = [(one, places.moved(one, row.figure, row.breakdown, identity, step)) for one, identity in there]
        if any(made for _, made in changes):
            self.stage.attempt(lambda: self.session.put_all(changes))

    def _name(self, address: Address) -> str:
        report = self.stage.report
        figure = report.template.figures[address.figure]
        parts = [figure.label, report.label(figure, address.row) if address.row else "", report.measure(address).label]
        return " › ".join(part for part in parts if part)

    def note(self) -> None:
        """Write the note of the cell: where its number comes from."""
        address = self.stage.here
        if address is None or not self.stage.settle():
            return
        from ui.dialogs.question import Question  # noqa: PLC0415 - only when asked for

        report = self.stage.report
        old = report.notes.get(address, "")
        text = f"{self._name(address)}\nNguồn của số này, ví dụ: biên bản ngày 12/11/2024."
        question = Question("Ghi chú ô", text, old, self.stage.theme, self.stage.frame)
        if self.stage.ask(question) and (note := clean(question.answer()).strip()) != old:
            self.stage.attempt(lambda: self.session.put(SetNote(address, note or None), to=report))

    def overrule(self, report: Report, change: SetCell) -> None:
        """Put a number in the place of one that lower offices come to, for a reason; without one the sum stays."""
        there, cell = report.cells.get(change.address), change.cell
        computed = report.sum_below(change.address)
        if there is None or computed is None or cell is None:
            return
        from ui.dialogs.question import Question  # noqa: PLC0415 - only when asked for

        text = f"{self._name(change.address)}\nSố tổng hợp từ cấp dưới là {show(computed)}. Lý do ghi {shown(cell)}:"
        before = there.mark(MarkKind.OVERRULED)
        question = Question(
            "Ghi khác số tổng hợp", text, before.text if before else "", self.stage.theme, self.stage.frame
        )
        why = clean(question.answer()).strip() if self.stage.ask(question) else ""
        if not why:
            self.stage.show_message(f"Chưa có lý do nên giữ số {shown(there)}.")
            return
        stated = cell.marked(Mark(MarkKind.OVERRULED, why, computed))
        self.stage.attempt(lambda: self.session.put(SetCell(change.address, stated), to=report))

    def history(self) -> None:
        """Show who changed the cell, and restore an earlier value on request."""
        address = self.stage.here
        if address is None or not self.stage.settle():
            return
        from ui.dialogs.history import HistoryDialog  # noqa: PLC0415 - only when asked for

        report = self.stage.report

        def restore(cell: Cell | None) -> None:
            if cell is not None and report.sum_below(address) is not None:
                self.overrule(report, SetCell(address, cell))
            elif cell != unmarked(report.cells.get(address)):
                self.stage.attempt(lambda: self.session.put(SetCell(address, cell), to=report))

        entries = self.session.history(address, report)
        dialog = HistoryDialog(self._name(address), entries, self.stage.theme, self.stage.frame)
        dialog.restore_wanted.connect(restore)
        self.stage.ask(dialog)

    def cut_off(self) -> None:
        """Ask until which day the numbers of the section and of the figure are counted."""
        from ui.dialogs.cut_off import CutOff  # noqa: PLC0415 - only when asked for

        row, form = self._row(), self.stage.form
        if row is None or form is None or not self.stage.settle():
            return
        section = self.session.report.template.sections[self.stage.section]
        if self.stage.ask(CutOff(self.stage.theme, self.session, section, row.figure, self.stage.frame)):
            form.model().rebuild()

    def find(self) -> None:
        """Find a figure by any words of its label."""
        from ui.dialogs.find import FindDialog  # noqa: PLC0415 - only when asked for

        if self.stage.settle():
            dialog = FindDialog(self.session.report, self.stage.theme, self.stage.frame)
            dialog.address_chosen.connect(self.stage.go_to)
            self.stage.ask(dialog)
