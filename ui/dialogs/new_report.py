"""A new report: whose, which period, and the file in which it is kept."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from platformdirs import user_documents_path
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QFileDialog, QLineEdit, QWidget

from forms.definitions.template import Template
from forms.errors import KnownError
from forms.offices.units import Unit
from forms.report import limits
from forms.report.office import doubt, proper
from forms.values import clock
from forms.values.period import Period
from forms.workfile import SUFFIX, is_device, make_folder, stands, suffixed
from storage.workspace import Workspace
from ui.dialogs.dialog import Dialog
from ui.dialogs.period_field import PeriodField
from ui.look.theme import Theme

_LONGEST = 80


def default_folder() -> Path:
    """Where reports are kept unless the officer says otherwise."""
    return user_documents_path() / "BaoCao42"


def file_name(unit: str, period: Period) -> str:
    """A file name that Windows and Linux accept, from the unit and the period."""
    return f"{_safe(f'{unit} {period.code}')}{SUFFIX}"


def _safe(text: str) -> str:
    plain = "".join(" " if char in '<>:"/\\|?*' or not char.isprintable() else char for char in text)
    short = " ".join(unicodedata.normalize("NFC", plain).split())[:_LONGEST].strip(". ")
    return f"_{short}" if not short or is_device(short) else short


def due_period(today: date) -> Period:
    """The yearly report that is being made at a date: last year's until June."""
    return Period(today.year if today.month > 6 else today.year - 1)


class NewReport(Dialog):
    """Asks for a new report and makes its file; afterwards `path`, `unit` and `period` say which.

    The first template is meant unless the officer chooses another.
    """

    def __init__(
        self,
        theme: Theme,
        templates: Sequence[Template],
        folder: Path,
        units: Iterable[str] = (),
        period: Period | None = None,
        parent: QWidget | None = None,
    ) -> None:
        about = "Cả báo cáo nằm trong một tệp. Mỗi ô được lưu ngay khi nhập xong."
        super().__init__(theme, "Báo cáo mới", about, "Tạo báo cáo", parent)
        self.setObjectName("new_report")
        self._templates = templates
        self._choice = QComboBox()
        for template in templates:
            self._choice.addItem(template.title)
        self._folder = folder
        self._unit = QLineEdit()
        self._unit.setMaxLength(limits.NAME)
        self._unit.setPlaceholderText("Xã Đăk Blà")
        completer = QCompleter(list(dict.fromkeys(units)), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._unit.setCompleter(completer)
        self._level = QComboBox()
        self._fill_levels()
        self._period = PeriodField(theme, period or due_period(clock.today()))
        self._path = QLineEdit()
        self._named_by_hand = False
        for each in (self._choice, self._unit, self._level, self._path):
            each.setMinimumHeight(theme.px(30))
        if len(templates) > 1:
            self.add("Mẫu báo cáo", self._choice)
        self.add("Tên đơn vị", self._unit, "Ghi đủ như trong văn bản, ví dụ: Xã Đăk Blà, Tỉnh Kon Tum.")
        self.add("Cấp", self._level)
        self.add("Kỳ báo cáo", self._period)
        self.add("Lưu vào tệp", self.with_choice(self._path, self._choose))
        self.finish()
        self._choice.currentIndexChanged.connect(self._fill_levels)
        self._unit.textChanged.connect(self._follow_unit)
        self._period.changed.connect(self._name)
        self._path.textEdited.connect(self._name_by_hand)
        self._path.textChanged.connect(self._path.setToolTip)
        self._name()
        self._unit.textChanged.connect(self._doubt)
        self._level.currentIndexChanged.connect(self._doubt)
        self._period.changed.connect(self._doubt)
        self._unit.setFocus()

    @property
    def template(self) -> Template:
        """The template."""
        return self._templates[self._choice.currentIndex()]

    @property
    def path(self) -> Path:
        """The file."""
        typed = self._path.text().strip()
        path = Path(typed).expanduser() if typed else self._suggested()
        path = path if path.is_absolute() else self._folder / path
        return suffixed(path)

    @property
    def unit(self) -> Unit:
        """The unit, its name as documents want it."""
        name, level = " ".join(unicodedata.normalize("NFC", self._unit.text()).split()), self._level.currentData()
        return Unit(proper(self.template, str(level), name) if level else name, str(level))

    @property
    def period(self) -> Period:
        """The period."""
        return self._period.period

    def commit(self) -> None:
        """Make the file with its empty report."""
        if not self.unit.name:
            self._unit.setFocus()
            raise KnownError("Chưa có tên đơn vị; đề nghị ghi tên như trong văn bản.")
        path = self.path
        if path.parent == self._folder:
            make_folder(path.parent)
        with Workspace.create(path) as workspace:
            workspace.add_report(self.unit, self.period, self.template, own=True)

    def _suggested(self) -> Path:
        name = file_name(self.unit.name or "Báo cáo", self.period)
        path, number = self._folder / name, 2
        while stands(path):
            path = self._folder / f"{name.removesuffix(SUFFIX)} ({number}){SUFFIX}"
            number += 1
        return path

    def _fill_levels(self) -> None:
        """The levels of the template; the one chosen stays where the other template has it too."""
        chosen = self._level.currentData() or self.template.default_level
        self._level.clear()
        for code, office in self.template.offices.items():
            self._level.addItem(office.label, code)
        at = self._level.findData(chosen)
        self._level.setCurrentIndex(at if at >= 0 else self._level.findData(self.template.default_level))

    def _follow_unit(self) -> None:
        """The level follows the first words of the name; the officer can still change it."""
        name = self.unit.name.casefold()
        for code, office in self.template.offices.items():
            if any(name.startswith(f"{kind.casefold()} ") for kind in office.kinds):
                self._level.setCurrentIndex(self._level.findData(code))
                break
        self._name()

    def _name(self) -> None:
        if not self._named_by_hand:
            self._path.setText(str(self._suggested()))  # the cursor at its end keeps the name in sight

    def _doubt(self) -> None:
        """Say where there can be no such office in the period; the report is made all the same."""
        reason = doubt(self.template, self.unit, self.period) if self._level.currentData() else ""
        if reason:
            self.refuse(reason)

    def _name_by_hand(self, text: str) -> None:
        self._named_by_hand = bool(text.strip())

    def _choose(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "Lưu báo cáo vào", str(self.path), f"Tệp báo cáo (*{SUFFIX})")
        if name:
            self._named_by_hand = True
            self._path.setText(name)
