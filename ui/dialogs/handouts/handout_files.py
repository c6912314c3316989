"""Writing a handout: in which formats, and into which folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from forms.errors import KnownError
from forms.narrative.blocks import Handout
from forms.report.report import Report
from ui.dialogs.dialog import Dialog
from ui.jobs.exporting import TABLES, refusals
from ui.jobs.handouts import writing
from ui.look.theme import Theme

_FORMATS = {**TABLES, "Ảnh PNG": ("png",)}


class HandoutFiles(Dialog):
    """Asks and writes; afterwards `written` has the files and `remarks` what does not stand in them."""

    def __init__(
        self, theme: Theme, title: str, given: tuple[Report, Handout, str], folder: Path, parent: QWidget | None
    ) -> None:
        super().__init__(theme, title, "", "Ghi tệp", parent)
        self.setObjectName("handout_files")
        self._given = given
        self.written: list[Path] = []
        self.remarks: list[str] = []
        self.choice = QComboBox()
        self.choice.addItems(list(_FORMATS))
        self.folder = QLineEdit(str(folder))
        self.add("Dạng tệp", self.choice)
        self.add("Thư mục", self.with_folder(self.folder), "Tệp cùng tên của lần trước được ghi đè.")
        self.finish()
        self.choice.setFocus()

    @property
    def said(self) -> str:
        """What was written, and what does not stand in it."""
        names = ", ".join(path.name for path in self.written)
        return " ".join([f"Đã ghi {names} vào {self.folder.text()}.", *self.remarks])

    def commit(self) -> None:
        """Write; raises KnownError that names what could not be written."""
        report, handout, stem = self._given
        formats = _FORMATS[self.choice.currentText()]
        outcomes = list(writing.write(report, handout, stem, Path(self.folder.text().strip()), formats))
        self.written = [outcome.path for outcome in outcomes if not outcome.refusal]
        self.remarks = list(dict.fromkeys(remark for outcome in outcomes for remark in outcome.remarks))
        if refusal := refusals(outcomes):
            raise KnownError(refusal)
