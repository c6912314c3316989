"""Undo and redo: what was turned is said, and shown where it stands, in whichever section that is."""

from __future__ import annotations

from forms.report.cells import Address
from forms.report.changes import Change, SetAcceptance, SetParagraphs
from forms.report.kinds.table import KINDS, cells_of
from ui import menus
from ui.menus import Menus
from ui.window.stage import Stage


class UndoCommands:
    """Undo and redo of one window."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.session = stage.session

    def fill(self, to: Menus) -> None:
        """Put every command into its menu."""
        self.undo_action = to.add(menus.VALUES, "Hoàn tác", self.undo, "Ctrl+Z", "arrow_undo", tool="Hoàn tác")
        self.redo_action = to.add(
            menus.VALUES, "Làm lại", self.redo, "Ctrl+Y | Ctrl+Shift+Z", "arrow_redo", tool="Làm lại"
        )
        to.separate(menus.VALUES, tool=True)

    def refresh(self) -> None:
        """Enable what has something to do."""
        self.undo_action.setEnabled(self.session.can_undo)
        self.redo_action.setEnabled(self.session.can_redo)

    def undo(self) -> None:
        """Take back the last step, in whichever section it was."""
        self._turn(undone=True)

    def redo(self) -> None:
        """Make again what was taken back."""
        self._turn(undone=False)

    def _turn(self, *, undone: bool) -> None:
        if not self.stage.settle() or (undone and self.session.report.locked and not self._sure()):
            return
        changes: tuple[Change, ...] = ()

        def turn() -> None:
            nonlocal changes
            changes = self.session.undo() if undone else self.session.redo()

        if self.stage.attempt(turn) and changes:
            self._show(changes)
            names = ", ".join(dict.fromkeys(KINDS[type(change)].name for change in changes))
            self.stage.show_message(f"Đã {'hoàn tác' if undone else 'làm lại'}: {names}.")

    def _sure(self) -> bool:
        """Ask whether to take back what was done with a report that is locked: its state, or number and day."""
        from ui.dialogs import box  # noqa: PLC0415 - only when asked for

        state = self.session.report.state.label.lower()
        text = f"Báo cáo đang ở trạng thái {state}. Hoàn tác là bỏ việc vừa làm: trình ký, phát hành, số và ngày."
        frame, theme = self.stage.frame, self.stage.theme
        return box.ask(frame, theme, "Hoàn tác", text, yes="Vẫn hoàn tác", no="Để nguyên", doubtful=True)

    def _show(self, changes: tuple[Change, ...]) -> None:
        """Go to the first of the changes that has a place."""
        for change in changes:
            named = cells_of(change)
            if named:
                self.stage.go_to(named[0] if named[0].measure else self._cell_of(named[0].figure, named[0].row))
                return
            match change:
                case SetParagraphs(section=section):
                    if section in self.session.report.template.sections:
                        self.stage.show_section(section)
                    self.stage.show_words(section)
                case SetAcceptance(finding=name):
                    found = next((finding for finding in self.session.findings if finding.id == name), None)
                    if found is not None:
                        self.stage.show_finding(found)
                case _:
                    continue
            return

    def _cell_of(self, figure: str, row: str) -> Address:
        """The first cell of an added row, or of its figure where the row is gone again."""
        report = self.session.report
        there = report.rows.get((figure, row))
        found = report.template.figures[figure]
        at = row if there is not None and not there.removed else ""
        return Address(figure, at, next(iter(found.measures_at(at))))
