"""Settings: what this report's document says of the office, and how the program looks."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from forms.errors import KnownError
from forms.report import details, limits
from forms.report.changes import SetDetail
from forms.report.report import Report
from ui.dialogs.dialog import Dialog, grid
from ui.look.labels import label
from ui.look.theme import ZOOMS, Theme
from ui.preferences import THEMES, Preferences, PreferencesFile
from ui.session import Session

_HINTS = {
    "superior": "để trống khi không có",
    "signer": "để trống khi chưa rõ",
    "drafter": "viết tắt, in sau “Lưu: VT”",
    "as_of": "để trống khi là ngày cuối kỳ",
    "request": "để trống khi là báo cáo định kỳ",
    "grounds": "mỗi dòng một văn bản, in trước các căn cứ của mẫu",
    "subject": "để trống là theo mẫu báo cáo",
}
_EXPLAINED = {
    "cell_notes": "Ghi chú của các ô (Shift+F2) in thành một phụ lục.",
    "long_list": "Chú thích có danh sách dài như thế thì lời văn chỉ ghi “chi tiết tại Phụ lục …”.",
    "data_code": "In nhỏ ở cuối trang cuối, để nhận ra bản ký là của báo cáo nào.",
}
_DOCUMENT = "Để trống thì văn bản dùng chữ mờ, là mặc định theo cấp của đơn vị."


class DocumentFields(QWidget):
    """One field for each detail; the default of the template stands in grey where nothing was said."""

    def __init__(self, dialog: Dialog, report: Report) -> None:
        super().__init__()
        self._report = report
        self._fields: dict[str, QLineEdit | QPlainTextEdit | QComboBox] = {}
        theme = dialog.theme
        down = QVBoxLayout(self)
        down.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
        down.setSpacing(theme.px(10))
        down.addWidget(label(theme, _DOCUMENT, -0.5, colour="text2", wrap=True))
        fields = grid(theme)
        down.addLayout(fields)
        down.addStretch(1)
        for key, name in details.LABELS.items():
            field = self._field(key)
            self._fields[key] = field
            field.setObjectName(f"detail_{key}")
            if isinstance(field, QPlainTextEdit):
                field.setTabChangesFocus(True)
                value = details.text(report, key)
                lines = min(value.count("\n") + 1, 6)
                field.setFixedHeight(theme.metrics().lineSpacing() * lines + theme.px(20))
            else:
                field.setMinimumHeight(theme.px(28))
            dialog.add(name, field, _EXPLAINED.get(key, ""), fields)

    @property
    def first(self) -> QWidget:
        """Where one begins to type."""
        return next(iter(self._fields.values()))

    def _field(self, key: str) -> QLineEdit | QPlainTextEdit | QComboBox:
        stated = self._report.details.get(key, "")
        default = details.default(self._report, key) or _HINTS.get(key, "")
        if key in details.CHOICES:
            choice = QComboBox()
            for value in details.CHOICES[key]:
                choice.addItem(value.capitalize(), value)
            choice.setCurrentIndex(max(choice.findData(stated), 0))
            return choice
        if key in details.LINES:
            lines = QPlainTextEdit(stated)
            lines.setPlaceholderText(default)
            return lines
        line = QLineEdit(details.shown(key, stated))
        line.setPlaceholderText(default)
        return line

    def changes(self) -> list[SetDetail]:
        """What was changed; raises KnownError, with the field in focus, for what does not fit."""
        found = []
        for key, field in self._fields.items():
            text = _typed(field)
            try:
                change = details.change(self._report, key, text)
            except KnownError:
                field.setFocus()
                raise
            if change is not None:
                found.append(change)
        return found


def _typed(field: QLineEdit | QPlainTextEdit | QComboBox) -> str:
    if isinstance(field, QComboBox):
        return str(field.currentData())
    return field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()


class Settings(Dialog):
    """The dialog: the report's document when one is open, and the program."""

    def __init__(
        self, theme: Theme, file: PreferencesFile, session: Session | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, "Cài đặt", "", "Lưu", parent)
        self.setObjectName("settings")
        self._file = file
        self._session = session
        found = file.read()
        self.tabs = QTabWidget()
        self.tabs.setFont(theme.font())
        self.tabs.setStyleSheet(f"QTabWidget::pane {{ border: 1px solid {theme['line'].name()}; }}")
        self._document = DocumentFields(self, session.report) if session is not None else None
        if self._document is not None:
            page = QScrollArea()
            page.setWidgetResizable(True)
            page.setFrameShape(QFrame.Shape.NoFrame)
            page.setWidget(self._document)
            self.tabs.addTab(page, "Văn bản của báo cáo này")
        self.tabs.addTab(self._program(theme, found), "Chương trình")
        self.body.addWidget(self.tabs, 1)
        self.finish()
        (self._document.first if self._document is not None else self._officer).setFocus()
        room = self.screen().availableSize()
        height = min(theme.px(716 if session else 440), room.height() - theme.px(40))
        self.resize(min(theme.px(640), room.width()), height)

    def _program(self, theme: Theme, found: Preferences) -> QWidget:
        page = QWidget()
        down = QVBoxLayout(page)
        down.setContentsMargins(theme.px(16), theme.px(16), theme.px(16), theme.px(16))
        fields = grid(theme)
        down.addLayout(fields)
        down.addStretch(1)
        self._officer = QLineEdit(found.officer)
        self._officer.setMaxLength(limits.NAME)
        self._theme = QComboBox()
        for code, name in THEMES.items():
            self._theme.addItem(name, code)
        self._theme.setCurrentIndex(self._theme.findData(found.theme))
        self._zoom = QComboBox()
        for zoom in sorted({*ZOOMS, found.zoom}):
            self._zoom.addItem(f"{round(zoom * 100)}%", zoom)
        self._zoom.setCurrentIndex(self._zoom.findData(found.zoom))
        for each in (self._officer, self._theme, self._zoom):
            each.setMinimumHeight(theme.px(28))
        self._watched = QPlainTextEdit(found.watched)
        self._watched.setTabChangesFocus(True)
        self._watched.setFixedHeight(theme.metrics().lineSpacing() * 3 + theme.px(20))
        self.add("Họ tên người nhập", self._officer, "Ghi vào lịch sử của từng ô: ai sửa, sửa lúc nào.", fields)
        self.add("Màu màn hình", self._theme, fields=fields)
        self.add("Cỡ chữ và hình", self._zoom, "Cũng đổi được bằng Ctrl + và Ctrl −.", fields)
        self.add(
            "Nơi tìm tệp mới",
            self._watched,
            "Mỗi dòng một thư mục, ngoài thư mục Tải xuống và thư mục của Zalo.",
            fields,
        )
        return page

    def commit(self) -> None:
        """Put what was changed into the report and into the settings file."""
        if self._document is not None and self._session is not None:
            try:
                changes = self._document.changes()
            except KnownError:
                self.tabs.setCurrentIndex(0)
                raise
            if changes:
                self._session.put(*changes)
        self._file.change(
            officer=" ".join(self._officer.text().split()),
            theme=self._theme.currentData(),
            zoom=self._zoom.currentData(),
            watched="\n".join(filter(None, map(str.strip, self._watched.toPlainText().splitlines()))),
        )
