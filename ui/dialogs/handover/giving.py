"""Making a handover: which workspaces, from whom to whom, under which password, and where it is written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLineEdit, QListWidget, QListWidgetItem, QWidget

from exports.handover import SUFFIX
from forms import workfile
from forms.errors import KnownError
from forms.values import clock
from forms.workfile import stands
from storage.workspace import Workspace
from ui.dialogs.handover.working import WorkingDialog
from ui.jobs.handover import giving
from ui.jobs.handover.giving import SealedHandover
from ui.look.labels import button
from ui.look.theme import Theme
from ui.preferences import PreferencesFile
from ui.refusal import attempt

_ABOUT = (
    "Gói gồm các tệp làm việc được chọn với mọi đơn vị, số liệu, thư từ trong đó, mẫu và chỉ tiêu riêng, cài đặt và "
    "khóa ký. Biên bản bàn giao được ghi cạnh gói. Trao mật khẩu cho người nhận bằng cách khác với gói."
)
_MOST_LINES = 6  # files that are seen at once


class HandOver(WorkingDialog):
    """The dialog; accepting writes, and it stays to say what was written."""

    def __init__(
        self,
        theme: Theme,
        file: PreferencesFile,
        folder: Path,
        opened: Workspace | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, "Bàn giao", _ABOUT, "Làm gói bàn giao", parent)
        self.setObjectName("hand_over")
        self._preferences = file.read()
        self._opened = opened
        self.files = QListWidget()
        known = [Path(one.path) for one in self._preferences.recent]
        here = [opened.path.absolute()] if opened else []
        for path in dict.fromkeys((*here, *(one for one in known if stands(one)))):
            self._offer(path)
        self.giver = QLineEdit(self._preferences.officer)
        self.receiver = QLineEdit()
        self.password, self.again = QLineEdit(), QLineEdit()
        for secret in (self.password, self.again):
            secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.path = QLineEdit(str(folder / f"ban-giao-{clock.today():%Y-%m-%d}{SUFFIX}"))
        self.key = QCheckBox("Kèm khóa ký của đơn vị")
        self.key.setChecked(True)
        self.key.setFont(theme.font())
        for each in (self.giver, self.receiver, self.password, self.again, self.path):
            each.setMinimumHeight(theme.px(30))
        self.add("Tệp làm việc", self.files)
        self._fit_files()
        more = button(theme, "Thêm tệp…")
        more.clicked.connect(self._choose_files)
        self.fields.addWidget(more, self.fields.rowCount(), 1, Qt.AlignmentFlag.AlignLeft)
        self.add("Người giao", self.giver)
        self.add("Người nhận", self.receiver, "Để trống thì biên bản chừa chỗ ghi tay.")
        self.add("Mật khẩu", self.password, "Ít nhất 8 ký tự. Quên mật khẩu thì không ai mở được gói.")
        self.add("Gõ lại mật khẩu", self.again)
        self.add("Ghi vào tệp", self.with_choice(self.path, self._choose_place))
        self.fields.addWidget(self.key, self.fields.rowCount(), 1)
        self._look = button(theme, "Mở thư mục")
        self._look.clicked.connect(self._show_folder)
        self._look.setVisible(False)
        self.finish()
        self.body.insertWidget(self.body.indexOf(self.outcome) + 1, self._look, 0, Qt.AlignmentFlag.AlignLeft)
        self.receiver.setFocus()

    @property
    def chosen(self) -> list[Path]:
        """The files that are ticked."""
        items = (self.files.item(row) for row in range(self.files.count()))
        return [Path(item.toolTip()) for item in items if item.checkState() is Qt.CheckState.Checked]

    def accept(self) -> None:
        """Gather, then seal and write beside the window."""
        attempt(self._give, self.refuse)

    def _give(self) -> None:
        password = self.password.text()
        if password != self.again.text():
            self.again.setFocus()
            raise KnownError("Hai lần gõ mật khẩu không giống nhau; đề nghị gõ lại.")
        if not self.path.text().strip():
            raise KnownError("Chưa có tên tệp để ghi; đề nghị chọn nơi ghi gói bàn giao.")
        path = Path(self.path.text().strip()).expanduser()
        found = giving.gather(
            self.chosen, self._preferences, clock.today(), self._opened, with_key=self.key.isChecked()
        )
        giver, receiver = self.giver.text().strip(), self.receiver.text().strip()

        def write() -> tuple[SealedHandover, Sequence[str]]:
            return giving.give(found, path, password, giver, receiver, clock.now()), found.remarks

        self.work("Đang làm gói bàn giao…", write, self._done)

    def _done(self, came: object) -> None:
        if not isinstance(came, tuple):
            raise TypeError(came)
        given, remarks = came
        written = [given.path.name, *(one.path.name for one in given.outcomes if not one.refusal)]
        refused = [f"Chưa ghi {one.path.name}: {one.refusal}." for one in given.outcomes if one.refusal]
        self.outcome.setText("\n".join(["Đã ghi:", *written, *refused, *remarks]))
        self._look.setVisible(True)
        self.fit()
        self.leave_button.setText("Đóng")

    def _offer(self, path: Path) -> None:
        item = QListWidgetItem(path.name)
        item.setToolTip(str(path))
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked)
        self.files.addItem(item)

    def _fit_files(self) -> None:
        lines = min(max(self.files.count(), 2), _MOST_LINES)
        self.files.setFixedHeight(self.theme.row() * lines + self.theme.px(8))

    def _choose_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, "Thêm tệp làm việc", "", f"Tệp báo cáo (*{workfile.SUFFIX})")
        known = {self.files.item(row).toolTip() for row in range(self.files.count())}
        for name in names:
            if str(path := Path(name)) not in known:
                self._offer(path)
        self._fit_files()

    def _choose_place(self) -> None:
        never = QFileDialog.Option.DontConfirmOverwrite  # an earlier handover is never written over
        kinds = f"Gói bàn giao (*{SUFFIX})"
        name, _ = QFileDialog.getSaveFileName(self, "Ghi gói bàn giao", self.path.text(), kinds, options=never)
        if name:
            self.path.setText(name)

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(self.path.text()).expanduser().parent)))
