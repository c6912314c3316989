"""Writing the report into files: which formats, into which folder, and what was written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, QThread, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget

from forms.checks import progress
from forms.report import details
from forms.report.report import Report
from forms.workfile import is_folder
from ui.dialogs.dialog import Dialog
from ui.jobs.exporting import FORMATS, Outcome, export, refusals
from ui.look.labels import button, label, picture
from ui.look.theme import Theme
from ui.preferences import SAMPLES
from ui.refusal import attempt
from ui.session import Session

_NAMES = {
    "pdf": "PDF để ký và phát hành",
    "docx": "Word",
    "xlsx": "Excel: phụ lục số liệu và công thức",
    "package": "Gói nộp: số liệu cho cấp trên nhập vào chương trình",
}


class ExportThread(QThread):
    """Writes the files beside the window, one after the other; what was asked to stop stops between two files."""

    done = Signal(object)  # Outcome
    failed = Signal(str)  # a sentence

    def __init__(self, report: Report, edited: datetime, folder: Path, formats: list[str]) -> None:
        super().__init__()
        self._work = export(report, edited, folder, formats)

    def run(self) -> None:
        """Qt: the work of the thread."""
        attempt(self._write, self.failed.emit)

    def _write(self) -> None:
        for outcome in self._work:
            self.done.emit(outcome)
            if self.isInterruptionRequested():
                return


class ExportDialog(Dialog):
    """Asks for formats and folder; accepting writes, and the dialog stays to say what was written."""

    look_wanted = Signal(object)  # Address
    settings_wanted = Signal()

    def __init__(self, theme: Theme, session: Session, folder: Path, parent: QWidget) -> None:
        super().__init__(theme, "Kết xuất báo cáo", "", "Kết xuất", parent)
        self.report = session.report
        self.edited = session.workspace.edited(session.report)
        self._remind_of_what_is_left(session)
        self.paths: list[Path] = []
        self._outcomes: list[Outcome] = []
        self._writer: ExportThread | None = None
        self.boxes: dict[str, QCheckBox] = {}
        for name in FORMATS:
            self.boxes[name] = box = QCheckBox(_NAMES[name])
            box.setChecked(True)
            box.setFont(theme.font())
            self.body.addWidget(box)
        self.folder = QLineEdit(str(folder))
        self.folder.setToolTip(str(folder))
        self.folder.textChanged.connect(self.folder.setToolTip)
        self.add("Thư mục", self.with_folder(self.folder), "Tệp cùng tên của lần trước được ghi đè.")
        self.outcome = label(theme, colour="text2", wrap=True)
        self.body.addWidget(self.outcome)
        self._look = button(theme, "Mở thư mục")
        self._look.clicked.connect(self._show_folder)
        self._look.setVisible(False)
        self.body.addWidget(self._look, 0, Qt.AlignmentFlag.AlignLeft)
        self.finish()
        self.accept_button.setFocus()

    def _remind_of_what_is_left(self, session: Session) -> None:
        """Say what the report still wants, each with the way there; a draft can be written all the same."""
        if self.report.locked:
            return
        left = progress.left(self.report, session.findings)
        if left.sentence and left.first is not None:
            self._remind(left.sentence, "Đến chỗ đầu tiên", lambda: self.look_wanted.emit(left.first))
        for name in details.wanting(self.report):
            self._remind(f'Chưa ghi "{name}" (in “…”).', "Ghi trong Cài đặt…", self.settings_wanted.emit)

    def _remind(self, sentence: str, name: str, go: Callable[[], object]) -> None:
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(8))
        row.addWidget(picture(self.theme, "info", "accent", 16))
        row.addWidget(label(self.theme, sentence, wrap=True), 1)
        there = button(self.theme, name)
        there.clicked.connect(self.reject)
        there.clicked.connect(go)
        row.addWidget(there)
        self.body.insertLayout(self.body.indexOf(self.fields), row)

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self.folder.text()))

    def accept(self) -> None:
        """Write what was asked for; the dialog closes only by itself."""
        formats = [name for name, box in self.boxes.items() if box.isChecked()]
        if self._writer is not None:
            return
        if not formats:
            self._refuse("Đề nghị chọn ít nhất một dạng tệp.")
            return
        if not self.folder.text().strip():
            self._refuse("Đề nghị chọn thư mục để ghi tệp.")
            return
        self.paths, self._outcomes = [], []
        self.refusal.setVisible(False)
        self.outcome.setText("Đang ghi tệp…")
        self.accept_button.setEnabled(False)
        self._writer = ExportThread(self.report, self.edited, Path(self.folder.text().strip()), formats)
        self._writer.done.connect(self._done)
        self._writer.failed.connect(self._refuse)
        self._writer.finished.connect(self._finished)
        self._writer.start()

    def _done(self, outcome: Outcome) -> None:
        self._outcomes.append(outcome)
        if outcome.refusal:
            self.refuse(refusals(self._outcomes))
            return
        self.paths.append(outcome.path)
        remarks = [f"Lưu ý: {remark}." for done in self._outcomes for remark in done.remarks]
        self.outcome.setText("\n".join(["Đã ghi:", *(written.name for written in self.paths), *remarks]))

    def _refuse(self, text: str) -> None:
        self.refuse(text)
        if not self.paths:
            self.outcome.clear()

    def _finished(self) -> None:
        self._writer = None
        if not self.paths:
            self.outcome.clear()
        self.accept_button.setEnabled(True)
        self._look.setVisible(bool(self.paths))
        self.leave_button.setText("Đóng" if self.paths else "Bỏ qua")

    def reject(self) -> None:
        """Leave; files that are still to be written are not."""
        if self._writer is not None:
            self._writer.requestInterruption()
            self._writer.wait()
        super().reject()


def default_folder(beside: Path) -> Path:
    """A folder for the files of a report: beside its workspace, in Documents where that cannot be written."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    passing = beside.parent.name.startswith(SAMPLES)  # the folder of a sample goes with the program
    return beside.parent / "Kết xuất" if is_folder(beside.parent) and not passing else Path(documents)
