"""Writing the lists of a plan, or the slip of an agency: which, and into which folder."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from forms.checks.attainment import Situation
from forms.document import plan_slip
from forms.errors import KnownError
from ui.dialogs.dialog import Dialog
from ui.jobs import plan_files
from ui.jobs.exporting import TABLES, Outcome, refusals
from ui.look.theme import Theme


class PlanFiles(Dialog):
    """Asks and writes; afterwards `written` has the files. With `slip`, the slip of one agency."""

    def __init__(
        self, theme: Theme, found: Situation, edited: datetime, folder: Path, parent: QWidget | None, *, slip: bool
    ) -> None:
        title = "Phiếu giao chỉ tiêu" if slip else "In phụ lục chỉ tiêu"
        about = (
            "Một tệp Excel cho một cơ quan: chỉ tiêu, nhiệm vụ được giao và ô để trả lời; họ gửi lại thì nhập phiếu."
            if slip
            else "Danh sách chỉ tiêu, nhiệm vụ với kết quả thực hiện và đánh giá, theo các dòng đang hiện."
        )
        super().__init__(theme, title, about, "Ghi tệp", parent)
        self.setObjectName("plan_files")
        self._found, self._edited, self._slip = found, edited, slip
        self.written: list[Path] = []
        self.choice = QComboBox()
        self.choice.addItems(plan_slip.agencies(found.plan) if slip else list(TABLES))
        self.folder = QLineEdit(str(folder))
        self.add("Cơ quan" if slip else "Dạng tệp", self.choice)
        self.add("Thư mục", self.with_folder(self.folder), "Tệp cùng tên của lần trước được ghi đè.")
        self.finish()
        self.choice.setFocus()

    def choose(self, name: str) -> None:
        """Begin with one of the choices."""
        self.choice.setCurrentIndex(max(self.choice.findText(name), 0))

    def commit(self) -> None:
        """Write; raises KnownError that names what could not be written."""
        folder, chosen = Path(self.folder.text().strip()), self.choice.currentText()
        if self._slip:
            slip = plan_slip.make(self._found, chosen)
            outcomes: list[Outcome] = list(plan_files.write_slip(slip, self._edited, folder))
        else:
            outcomes = list(plan_files.write(self._found, self._edited, folder, TABLES[chosen]))
        self.written = [outcome.path for outcome in outcomes if not outcome.refusal]
        if refusal := refusals(outcomes):
            raise KnownError(refusal)
