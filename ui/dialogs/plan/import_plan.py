"""Taking in the list of a plan: from a file, from what was copied in Word or Excel, or one that ships."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLineEdit, QWidget

from forms.errors import KnownError
from forms.lists.plan_lists import Row
from ui.dialogs.dialog import Dialog
from ui.dialogs.plan.plan_lists import PlanLists
from ui.jobs import targets
from ui.look.theme import Theme
from ui.session import Session

_FILE, _PASTED = "Tệp CSV hoặc Excel", "Bảng đã chép từ Word, Excel"
_ABOUT = (
    "Danh sách mới thay danh sách cũ của địa phương đó; số liệu đã ghi vẫn giữ. Cần dòng tiêu đề có cột nội dung và "
    "các cột mục tiêu theo năm (hoặc nhiệm vụ, cơ quan chủ trì, thời gian)."
)


class ImportPlan(Dialog):
    """Asks from where and for which locality; afterwards `taken` has what is to be told."""

    def __init__(self, theme: Theme, session: Session, parent: QWidget | None, *, tasks: bool) -> None:
        what = "nhiệm vụ" if tasks else "chỉ tiêu"
        super().__init__(theme, f"Nhập danh sách {what}", _ABOUT, "Nhập", parent)
        self.setObjectName("import_plan")
        self._session, self._tasks = session, tasks
        self.taken: targets.Imported | None = None
        self.origin = QComboBox()
        self.origin.addItems([_FILE, _PASTED, *([] if tasks else [f"Mẫu: {name}" for name in targets.shipped()])])
        self.path = QLineEdit()
        plan = session.report.plan
        self.locality = QLineEdit(plan.locality if plan else session.report.unit.name)
        self.add("Lấy từ", self.origin, "Với bảng trong Word: chọn cả bảng, Ctrl+C, rồi nhấn Nhập ở đây.")
        self.add("Tệp", self.with_choice(self.path, self._choose))
        hint = "Tên tỉnh, huyện hoặc xã ban hành kế hoạch. Danh sách nhập nhầm tên: bấm Chọn… để bỏ."
        self.add("Địa phương", self.with_choice(self.locality, self._choose_locality), hint)
        self.origin.currentTextChanged.connect(lambda text: self.path.setEnabled(text == _FILE))
        self.finish()
        self.origin.setFocus()

    def _choose(self) -> None:
        found, _ = QFileDialog.getOpenFileName(self, "Chọn danh sách", self.path.text(), "Bảng (*.csv *.xlsx)")
        if found:
            self.path.setText(found)

    def _choose_locality(self) -> None:
        """Look at the lists that are there already."""
        lists = PlanLists(self.theme, self._session, self)
        if lists.exec():
            self.locality.setText(lists.locality)

    def _rows(self) -> list[Row]:
        chosen = self.origin.currentText()
        if chosen == _FILE:
            if not self.path.text().strip():
                raise KnownError("Chưa chọn tệp; đề nghị bấm Chọn…")
            return list(targets.opened(self.path.text().strip()))
        if chosen == _PASTED:
            return list(targets.pasted(QApplication.clipboard().text()))
        return list(targets.opened(chosen.removeprefix("Mẫu: ")))

    def commit(self) -> None:
        """Take the list in; raises KnownError, nothing changed, for a wrong one."""
        session = self._session
        self.taken = targets.take(
            session.workspace, self._rows(), self.locality.text(), session.who, session.report, tasks=self._tasks
        )
        session.follow_plan()
