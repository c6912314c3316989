"""Legal constants by date: those of the template, and those that the office adds with a document and a day."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QWidget

from forms.definitions.template import LegalConstant
from forms.errors import KnownError
from forms.values import numbers
from forms.values.numbers import exact, show
from forms.values.style import day_in_figures
from forms.values.text import tidy
from storage.tables.params import KeptConstant
from ui.dialogs import box
from ui.dialogs.dialog import Dialog
from ui.dialogs.listing import Item, Listing
from ui.look.labels import label
from ui.look.theme import Theme
from ui.session import Session

_HEADS = ("Mức, chuẩn", "Giá trị", "Áp dụng", "Văn bản", "Đối chiếu")
_LONGEST = 300
_ABOUT = (
    "Phép kiểm tra dùng mức có hiệu lực vào ngày cuối kỳ báo cáo (chữ đậm). Mức của đơn vị ghi đứng trước mức của mẫu; "
    "mức chưa đối chiếu với văn bản chỉ dùng để nhắc."
)


class Params(Listing):
    """The constants, those in force at the end of the report's period in bold."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Mức, chuẩn theo văn bản", _HEADS, [0, _HEADS.index("Văn bản")], parent)
        self.setObjectName("params")
        self.session = session
        self._own: dict[int, KeptConstant] = {}  # by line
        self.message.setText(_ABOUT)
        self.offer("Ghi mức mới…", self._add, "primary")
        self.away = self.offer("Bỏ mức đã ghi", self._remove)
        self.finish()
        self.table.currentCellChanged.connect(self._follow)
        self.refresh()

    def refresh(self) -> None:
        """Show the constants that stand now, by name and then by day."""
        template, day = self.session.report.template, self.session.report.period.end
        kept = {(item.name, item.constant): item for item in self.session.workspace.params()}
        self._own.clear()
        lines: list[Item] = []
        for name in sorted(template.params, key=template.param_label):
            in_force = template.param(name, day)
            for param in sorted(template.params[name], key=lambda param: (param.since, param.own)):
                if item := kept.get((name, param)):
                    self._own[len(lines)] = item
                lines.append(_line(template.param_label(name), param, item, in_force=param is in_force))
        self.show_lines(lines)
        self._follow()

    def _follow(self) -> None:
        self.away.setEnabled(self.row in self._own)

    def _add(self) -> None:
        dialog = NewParam(self.session, self.theme, self)
        if dialog.exec():
            self.refresh()

    def _remove(self) -> None:
        item = self._own[self.row]
        name = self.session.report.template.param_label(item.name)
        question = f"Bỏ mức “{name}” theo {item.constant.source}? Chỉ bỏ mức ghi nhầm."
        if box.ask(self, self.theme, "Bỏ mức", question, yes="Bỏ mức này", no="Giữ lại", doubtful=True):
            self.session.remove_param(item.number)
            self.refresh()


def _line(name: str, param: LegalConstant, item: KeptConstant | None, *, in_force: bool) -> Item:
    since = day_in_figures(param.since)
    days = f"{since} - {day_in_figures(param.until)}" if param.until else f"từ {since}"
    whose = f"Ghi bởi {item.who or 'đơn vị'}" if item else "Có sẵn trong mẫu báo cáo"
    value = f"{show(exact(param.value))} {param.unit}"
    texts = (name, value, days, param.source, "đã" if param.checked else "chưa")
    return Item(texts, in_force, whose)


class NewParam(Dialog):
    """A constant with its document and day."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Ghi mức mới", "", "Ghi mức này", parent)
        self.setObjectName("new_param")
        self.session = session
        template = session.report.template
        self.name = QComboBox()
        for name in sorted(template.params, key=template.param_label):
            self.name.addItem(template.param_label(name), name)
        self.value, self.since, self.until, self.source, self.issued = (QLineEdit() for _ in range(5))
        self.unit: QLabel = label(theme, colour="text2")
        self.checked = QCheckBox("Đã đối chiếu với văn bản gốc")
        self.checked.setChecked(True)
        for title, field, hint in (
            ("Mức, chuẩn", self.name, ""),
            ("Giá trị", self.value, "540.000"),
            ("Đơn vị", self.unit, ""),
            ("Áp dụng từ ngày", self.since, "01/7/2026"),
            ("Đến hết ngày", self.until, "để trống nếu chưa biết"),
            ("Văn bản", self.source, "Nghị định số 335/2026/NĐ-CP"),
            ("Ngày văn bản", self.issued, "21/8/2026"),
            ("", self.checked, ""),
        ):
            if isinstance(field, QLineEdit):
                field.setPlaceholderText(hint)
                field.setMaxLength(_LONGEST)
            if not isinstance(field, QLabel):
                field.setMinimumHeight(theme.px(30))
            self.add(title, field)
        self.checked.setAccessibleName(self.checked.text())
        self.name.currentIndexChanged.connect(self._follow)
        self._follow()
        self.finish()
        self.value.setFocus()

    def _follow(self) -> None:
        self.unit.setText(self.session.report.template.params[str(self.name.currentData())][0].unit)

    def commit(self) -> None:
        """Add the constant to the file, and check with it."""
        reading = numbers.read(self.value.text())
        if reading.doubt or reading.number.value < 0:
            self.value.setFocus()
            raise KnownError(f'Giá trị "{self.value.text()}" chưa rõ; đề nghị ghi như 540.000 hoặc 77,5.')
        value = reading.number.value
        since, until = self.day_in(self.since, "Áp dụng từ ngày"), self.day_in(self.until, "Đến hết ngày")
        issued, source = self.day_in(self.issued, "Ngày văn bản"), tidy(self.source.text())
        if since is None:
            self.since.setFocus()
            raise KnownError("Chưa có ngày áp dụng; đề nghị ghi như 01/7/2026.")
        if until is not None and until < since:
            self.until.setFocus()
            raise KnownError("Ngày hết áp dụng đứng trước ngày áp dụng; đề nghị kiểm tra lại.")
        if not source or issued is None:
            (self.issued if source else self.source).setFocus()
            raise KnownError("Mức mới cần số, ký hiệu và ngày của văn bản; đề nghị ghi đủ.")
        source = f"{source} ngày {day_in_figures(issued)}"
        constant = LegalConstant(value, since, self.unit.text(), source, self.checked.isChecked(), until, own=True)
        self.session.add_param(str(self.name.currentData()), constant)
