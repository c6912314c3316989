"""The commands about findings: from one to the next, what would mend one, and why one may stand."""

from __future__ import annotations

from forms.checks.checker import accept
from forms.checks.findings import Finding, Suggestion
from forms.report.changes import SetAcceptance
from ui import menus
from ui.findings import advice
from ui.menus import Menus
from ui.window.stage import Stage


class FindingCommands:
    """The findings of one window."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.session = stage.session

    def fill(self, to: Menus) -> None:
        """Put every command into its menu."""
        add = to.add
        picture, tool = "chevron_double_right", "Kiểm tra tiếp"
        add(menus.CHECK, "Phát hiện kế tiếp", self.next, "F8", picture, tool=tool)
        add(menus.CHECK, "Phát hiện trước", self.previous, "Shift+F8")
        to.separate(menus.CHECK)
        mend = add(menus.CHECK, "Sửa theo gợi ý", self.take_here, "Ctrl+Return")
        mend.setAutoRepeat(False)  # a key that is held down is one act
        add(menus.CHECK, "Giải trình…", self.explain_here, "Ctrl+E")
        to.separate(menus.CHECK)
        add(menus.CHECK, "Mức, chuẩn theo văn bản…", self.params)

    def next(self) -> None:
        """Go to the next finding that nobody has explained, round and round."""
        self._step(1)

    def previous(self) -> None:
        """Go to the one before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        standing = [finding for finding in self.session.findings if finding.accepted is None]
        if not standing:
            self.stage.show_message("Không có gì cần kiểm tra.")
            return
        here = [finding for finding in standing if finding.cells[0] == self.stage.here and self._in_sight(finding)]
        if here:
            pointed = self.stage.findings_in_sight.finding
            following = standing[(standing.index(pointed if pointed in here else here[0]) + by) % len(standing)]
        else:
            near = (finding for finding in standing if self.session.section_of(finding) == self.stage.section)
            following = next(near, standing[0])
        self.stage.show_finding(following)

    def _in_sight(self, finding: Finding) -> bool:
        """Whether a finding is of the period that has the focus."""
        return self.session.at(finding.period) is self.stage.report

    def of_cell(self) -> list[Finding]:
        """The findings of the cell that has the focus: those that mark it first."""
        here = self.stage.here
        found = [finding for finding in self.session.findings if here in finding.cells and self._in_sight(finding)]
        return sorted(found, key=lambda finding: finding.cells[0] != here)

    def take(self, suggestion: Suggestion) -> None:
        """Make the changes of a suggestion, and say what they were."""
        if self.stage.settle() and self.stage.attempt(lambda: self.session.take(suggestion)):
            self.stage.go_to(suggestion.changes[0].address, suggestion.period)
            self.stage.show_message(f"Đã sửa {'; '.join(map(advice.step, suggestion.changes))} (Ctrl+Z lấy lại)")

    def take_here(self) -> None:
        """Make the best suggestion about the finding of the cell that has the focus, once it is in sight."""
        if not self.stage.settle():
            return
        pane, show_message = self.stage.findings_in_sight, self.stage.show_message
        here = [finding for finding in self.of_cell() if finding.accepted is None]
        for finding in sorted(here, key=lambda finding: finding != pane.finding):
            found = self.session.suggestions(finding)
            if not found:
                continue
            if not pane.shows(finding):
                pane.point(finding)
                show_message("Gợi ý đang hiện ra: xem rồi nhấn Ctrl+Enter lần nữa để sửa.")
            elif found[0].best:
                self.take(found[0])
            else:
                show_message(f"Có {len(found)} cách sửa đều có thể đúng; đề nghị tự chọn một cách.")
            return
        show_message("Ô này không có gợi ý.")

    def explain(self, finding: Finding) -> None:
        """Ask why a finding may stand; an empty reason takes an earlier one back."""
        from ui.dialogs.question import Question  # noqa: PLC0415 - only when asked for

        old = finding.accepted.reason if finding.accepted else ""
        text = f"{finding.message}\nVì sao số liệu này vẫn đúng?{' Xóa hết chữ để bỏ giải trình.' if old else ''}"
        question = Question("Giải trình", text, old, self.stage.theme, self.stage.frame)
        reason = question.answer() if self.stage.ask(question) else old
        if reason == old:
            if not old:
                self.stage.show_message("Chưa ghi giải trình.")
        elif self.stage.attempt(lambda: self._accept(finding, reason)):
            self.stage.show_message("Đã ghi giải trình." if reason else "Đã bỏ giải trình.")

    def _accept(self, finding: Finding, reason: str) -> None:
        report = self.session.at(finding.period)
        accepted = accept(report, finding, reason, self.session.who) if reason else None
        self.session.put(accepted or SetAcceptance(finding.id, None), to=report)

    def explain_here(self) -> None:
        """Explain the finding of the cell that has the focus."""
        found = [finding for finding in self.of_cell() if finding.acceptable]
        if found and self.stage.settle():
            self.explain(found[0])
        else:
            self.stage.show_message("Ô này không có gì cần giải trình.")

    def params(self) -> None:
        """Show the legal constants on which checks stand, and take those of the office."""
        from ui.dialogs.template.params import Params  # noqa: PLC0415 - only when asked for

        self.stage.ask(Params(self.session, self.stage.theme, self.stage.frame))
