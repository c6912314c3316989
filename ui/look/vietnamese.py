"""The words that Qt itself says, in Vietnamese: names of keys as on the keycaps, menus of fields, plain buttons."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QTranslator

_KEYS = {
    "Return": "Enter",
    "PgUp": "Page Up",
    "PgDown": "Page Down",
    "Ins": "Insert",
    "Del": "Delete",
    "Up": "↑",
    "Down": "↓",
    "Left": "←",
    "Right": "→",
}
_EDITING = {
    "&Undo": "&Hoàn tác",
    "&Redo": "&Làm lại",
    "Cu&t": "&Cắt",
    "&Copy": "&Sao chép",
    "&Paste": "&Dán",
    "Delete": "Xóa",
    "Select All": "Chọn tất cả",
    "&Select All": "Chọn tất cả",
    "Copy &Link Location": "Sao chép địa chỉ liên kết",
    "&Step up": "Tăng",
    "Step &down": "Giảm",
}
_BUTTONS = {"OK": "Đồng ý", "&OK": "Đồng ý", "Cancel": "Bỏ qua", "&Cancel": "Bỏ qua", "Close": "Đóng", "&Close": "Đóng"}
_FILES = {
    "Look in:": "Tìm trong:",
    "&File name:": "&Tên tệp:",
    "File &name:": "&Tên tệp:",
    "Files of type:": "Loại tệp:",
    "Directory:": "Thư mục:",
    "&Open": "&Mở",
    "&Save": "&Lưu",
    "&Choose": "&Chọn",
    "Back": "Trở lại",
    "Forward": "Đi tiếp",
    "Parent Directory": "Thư mục trên",
    "Create New Folder": "Thêm thư mục",
    "Computer": "Máy này",
    "Name": "Tên",
    "Size": "Cỡ",
    "Date Modified": "Ngày sửa",
    "%1 already exists.\nDo you want to replace it?": "%1 đã có.\nGhi đè lên tệp đó?",
}
_WORDS = {
    "QShortcut": _KEYS,
    "QLineEdit": _EDITING,
    "QWidgetTextControl": _EDITING,
    "QAbstractSpinBox": _EDITING,
    "QPlatformTheme": _BUTTONS,
    "QDialogButtonBox": _BUTTONS,
    "QFileDialog": {**_FILES, **_BUTTONS},
    "QFileSystemModel": _FILES,
}


class _Words(QTranslator):
    """Looks words up in the tables above; what is not there stays as Qt says it."""

    def translate(
        self,
        context: str,
        sourceText: str,  # noqa: N803 - Qt
        disambiguation: str | None = None,  # noqa: ARG002 - Qt
        n: int = -1,  # noqa: ARG002 - Qt
    ) -> str | None:
        """Qt: the words in Vietnamese; None for those that are not known ("" would be no words at all)."""
        return _WORDS.get(context, {}).get(sourceText)

    def isEmpty(self) -> bool:  # noqa: N802
        """Qt: there are words, though no file of them."""
        return False


def install() -> None:
    """Let Qt speak Vietnamese from now on; more than once does no harm."""
    application = QCoreApplication.instance()
    if application is not None and application.findChild(_Words) is None:
        words = _Words(application)
        application.installTranslator(words)
