"""Taking a handover over: the password, where the files go, what that would do here, and only then doing it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QListWidget, QListWidgetItem, QWidget

from exports.handover import SUFFIX
from forms.errors import KnownError
from ui.dialogs.handover.working import WorkingDialog
from ui.jobs.handover import taking
from ui.jobs.handover.taking import Parcel, TakenPart
from ui.look.theme import Theme
from ui.preferences import PreferencesFile
from ui.refusal import attempt

_ABOUT = "Xem trước sẽ nhận gì và thay gì trên máy này. Bản đang có trên máy không mất: được giữ lại với tên khác."
_LOOK, _TAKE = "Xem trước", "Nhận bàn giao"


class TakeOver(WorkingDialog):
    """The dialog: the first step shows, the second does it; `taken` says whether it was done."""

    def __init__(self, theme: Theme, file: PreferencesFile, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Nhận bàn giao", _ABOUT, _LOOK, parent)
        self.setObjectName("take_over")
        self._file = file
        self._parcel: Parcel | None = None
        self.taken = False
        self.package, self.password, self.folder = QLineEdit(), QLineEdit(), QLineEdit(str(folder))
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        for each in (self.package, self.password, self.folder):
            each.setMinimumHeight(theme.px(30))
            each.textChanged.connect(self._begin_again)
        self.add("Gói bàn giao", self.with_choice(self.package, self._choose_package))
        self.add("Mật khẩu", self.password)
        self.add("Để tệp làm việc vào", self.with_folder(self.folder))
        self.steps = QListWidget()
        self.steps.setWordWrap(True)
        self.steps.setStyleSheet(
            f"QListView::item {{ padding: {theme.px(6)}px; border-bottom: 1px solid {theme['line'].name()}; }}"
        )
        self.steps.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.steps.setFont(theme.font())
        self.steps.setAccessibleName("Sẽ nhận")
        self.steps.setMinimumHeight(theme.px(280))
        self.steps.setVisible(False)
        self.body.addWidget(self.steps, 1)
        self.finish()
        self.package.setFocus()

    def accept(self) -> None:
        """Show what would be done; once it was shown, do it."""
        attempt(self._go_on, self.refuse)

    def _go_on(self) -> None:
        if self.taken:
            super().accept()
            return
        package, folder = (Path(field.text().strip()).expanduser() for field in (self.package, self.folder))
        if not self.package.text().strip() or not self.folder.text().strip():
            raise KnownError("Chưa chọn gói bàn giao hoặc nơi để tệp; đề nghị chọn cả hai.")
        parcel, password, file = self._parcel, self.password.text(), self._file
        if parcel is None:

            def look() -> tuple[Parcel, Sequence[TakenPart]]:
                found = taking.look(package, password)
                return found, taking.steps(found, folder, file)

            self.work("Đang mở gói…", look, self._show)
        else:
            self.work("Đang nhận…", lambda: (parcel, taking.take(parcel, folder, file)), self._done)

    def _show(self, came: object) -> None:
        self._list(came)
        self.outcome.setText(taking.origin(self._parcel) if self._parcel else "")
        self.accept_button.setText(_TAKE)

    def _done(self, came: object) -> None:
        self.taken = True
        self._list(came)
        self.outcome.setText("Đã nhận bàn giao.")
        self.accept_button.setText("Xong")
        self.leave_button.setVisible(False)

    def _list(self, came: object) -> None:
        if not isinstance(came, tuple):
            raise TypeError(came)
        self._parcel, steps = came
        self.steps.clear()
        for step in steps:
            item = QListWidgetItem(
                f"{step.standing.label}: {step.what}\n{step.place}{step.more and chr(10)}{step.more}"
            )
            self.steps.addItem(item)
        self.steps.setVisible(True)
        self.fit()

    def _begin_again(self) -> None:
        """Something else was chosen: it is looked at anew."""
        self._parcel = None
        self.steps.setVisible(False)
        self.outcome.clear()
        self.accept_button.setText(_LOOK)

    def _choose_package(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "Chọn gói bàn giao", "", f"Gói bàn giao (*{SUFFIX})")
        if name:
            self.package.setText(name)
