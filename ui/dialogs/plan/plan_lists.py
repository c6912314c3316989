"""The plans of the file by locality: one gives its name to a new list, one under a wrong name is taken away."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.dialogs import box
from ui.dialogs.listing import Item, Listing
from ui.look.theme import Theme
from ui.session import Session

_HEADS = ("Địa phương", "Chỉ tiêu", "Nhiệm vụ")


class PlanLists(Listing):
    """The localities whose lists were taken in; afterwards `locality` is the one that was chosen, "" for none."""

    def __init__(self, theme: Theme, session: Session, parent: QWidget | None) -> None:
        super().__init__(theme, "Danh sách kế hoạch đã nhập", _HEADS, [0], parent)
        self.setObjectName("plan_lists")
        self.session, self.locality = session, ""
        self._names: list[str] = []
        self._buttons = (
            self.offer("Lấy tên này", self._choose, "primary"),
            self.offer("Bỏ danh sách này…", self._remove),
        )
        self.finish()
        self.refresh()

    def refresh(self) -> None:
        """Show what the file has; the plan by which the report works stands out."""
        workspace, works = self.session.workspace, self.session.report.plan
        self._names = workspace.localities()
        lines = []
        for plan in map(workspace.plan, self._names):
            texts = (plan.locality, str(len(plan.targets)), str(len(plan.tasks)))
            lines.append(Item(texts, works is not None and plan.locality == works.locality))
        self.show_lines(lines)
        for each in self._buttons:
            each.setEnabled(bool(lines))
        said = f"Báo cáo này theo kế hoạch của {works.locality}." if works else "Báo cáo này chưa theo kế hoạch nào."
        self.message.setText(said)

    def _choose(self) -> None:
        self.locality = self._names[self.row]
        self.accept()

    def _remove(self) -> None:
        name = self._names[self.row]
        question = f"Bỏ danh sách chỉ tiêu, nhiệm vụ của {name}? Số liệu đã ghi cho chỉ tiêu vẫn giữ trong báo cáo."
        if box.ask(self, self.theme, "Bỏ danh sách", question, yes="Bỏ danh sách", no="Giữ lại", doubtful=True):
            self.session.workspace.remove_plan(name)
            self.session.follow_plan()
            self.refresh()
