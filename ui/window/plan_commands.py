"""The commands about the plan of the locality: its page, its lists, slips and answers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from forms.offices.plan import PlanTarget, PlanTask
from forms.values import clock
from ui import menus
from ui.menus import Menus
from ui.window.page_command import PageCommand
from ui.window.stage import Stage

if TYPE_CHECKING:
    from ui.targets.page import TargetPage

_MOST_TOLD = 3


class PlanCommands:
    """The plan of one window."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.page = PageCommand(stage, "Chỉ tiêu kế hoạch", "target", self._page)

    def fill(self, to: Menus) -> None:
        """Put every command into its menu."""
        to.separate(menus.CHECK)
        self.page.fill(to, menus.CHECK, "Ctrl+Shift+K")

    def refresh(self) -> None:
        """Mark whether the plan is shown."""
        self.page.refresh()

    def _page(self) -> TargetPage:
        from ui.targets.page import TargetPage  # noqa: PLC0415 - only when asked for

        page = TargetPage(self.stage.session, self.stage.theme)
        page.cell_wanted.connect(self.stage.go_to)
        page.answer_wanted.connect(self.answer)
        page.link_wanted.connect(self.link)
        page.reminder_wanted.connect(lambda agency: self.remind(page, agency))
        page.import_wanted.connect(self.take)
        page.print_wanted.connect(lambda: self._write(page, slip=False))
        page.slip_wanted.connect(lambda agency: self._write(page, slip=True, agency=agency))
        page.answers_wanted.connect(self.answers)
        return page

    def answer(self, line: PlanTarget | PlanTask) -> None:
        """Ask for an answer to a target or task."""
        from ui.dialogs.plan.answer_target import AnswerTarget  # noqa: PLC0415 - only when asked for

        stage = self.stage
        stage.ask(AnswerTarget(stage.theme, stage.session, line, stage.frame))

    def link(self, target: PlanTarget) -> None:
        """Ask which cell answers a target, and which values are better."""
        from ui.dialogs.plan.link_target import LinkTarget  # noqa: PLC0415 - only when asked for

        stage = self.stage
        stage.ask(LinkTarget(stage.theme, stage.session, target, stage.frame))

    def remind(self, page: TargetPage, agency: str) -> None:
        """Draft the letter that urges an agency."""
        from forms.document import plan_slip  # noqa: PLC0415 - only when asked for
        from ui.dialogs.plan.remind_agency import RemindAgency  # noqa: PLC0415

        stage, found = self.stage, page.situation()
        if found is None:
            return
        agencies = plan_slip.agencies(found.plan)
        if stage.ask(RemindAgency(stage.theme, found, agencies, agency, clock.today(), stage.frame)):
            stage.show_message("Đã sao chép lời đôn đốc; dán vào công văn hoặc thư.")

    def take(self, tasks: bool) -> None:  # noqa: FBT001 - a signal
        """Take in a list, and say what of it can only be judged by hand."""
        from ui.dialogs.plan.import_plan import ImportPlan  # noqa: PLC0415 - only when asked for

        stage = self.stage
        dialog = ImportPlan(stage.theme, stage.session, stage.frame, tasks=tasks)
        if stage.ask(dialog) and dialog.taken:
            taken = dialog.taken
            count = len(taken.plan.tasks if tasks else taken.plan.wanted)
            lines = [f"Dòng {one.line}: {one.reason}." for one in taken.remarks]
            more = [f"Còn {len(lines) - _MOST_TOLD} dòng khác cần đánh giá bằng tay."] if lines[_MOST_TOLD:] else []
            summary = f"Đã nhập {count} dòng của {taken.plan.locality}."
            elsewhere = [f"Lưu ý: {taken.elsewhere}"] if taken.elsewhere else []
            stage.show_message("\n".join([summary, *elsewhere, *lines[:_MOST_TOLD], *more]))

    def _write(self, page: TargetPage, *, slip: bool, agency: str = "") -> None:
        from ui.dialogs.export import default_folder  # noqa: PLC0415 - only when asked for
        from ui.dialogs.plan.plan_files import PlanFiles  # noqa: PLC0415
        from ui.jobs import targets  # noqa: PLC0415

        stage, found = self.stage, page.situation()
        if found is None or found.report is None:
            stage.show_message("Chưa có báo cáo nào đến năm này; đề nghị chọn năm khác.")
            return
        edited = stage.session.workspace.edited(found.report)
        folder = default_folder(stage.session.workspace.path)
        shown = found if slip else targets.of_agency(found, page.choice().agency or None)
        dialog = PlanFiles(stage.theme, shown, edited, folder, stage.frame, slip=slip)
        dialog.choose(agency)
        if stage.ask(dialog):
            stage.show_message(f"Đã ghi {', '.join(path.name for path in dialog.written)} vào {dialog.folder.text()}.")

    def answers(self) -> None:
        """Take in the slip that an agency sent back, after its changes were seen."""
        chosen, _ = QFileDialog.getOpenFileName(self.stage.frame, "Chọn phiếu gửi lại", "", "Excel (*.xlsx)")
        if chosen:
            self.stage.attempt(lambda: self.take_slip(Path(chosen)))

    def take_slip(self, path: Path) -> None:
        """Show what a slip changes and make it so; raises KnownError for a slip that does not fit."""
        from exports.excel import plan_slip as slips  # noqa: PLC0415 - only what comes from a file needs it
        from forms.document import plan_slip  # noqa: PLC0415
        from ui.dialogs.slips.review import Change, Review  # noqa: PLC0415

        stage = self.stage
        report = stage.session.report
        if report.plan is None:
            return
        slip = slips.read(path)
        changes = plan_slip.changes(report, report.plan, slip)
        if not changes:
            stage.show_message(f"Phiếu của {slip.agency} không có gì mới.")
            return
        lines = [Change(one.name, one.before, one.after) for one in changes]

        def take() -> None:
            stage.session.put(*(one.change for one in changes))

        if stage.ask(Review(stage.theme, slip.agency, lines, take, stage.frame)):
            stage.show_message(f"Đã nhập {len(changes)} câu trả lời của {slip.agency}.")
