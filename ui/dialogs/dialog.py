"""A dialog of labelled fields: every field has its name, its help and its place in the tab order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from forms.errors import KnownError
from forms.values.style import typed_day
from forms.workfile import is_folder
from ui.look.labels import button, label
from ui.look.theme import Theme
from ui.refusal import attempt

_FRAME = 40  # pixels that the window system draws around a dialog


def grid(theme: Theme) -> QGridLayout:
    """Names on the left, fields on the right."""
    found = QGridLayout()
    found.setHorizontalSpacing(theme.px(16))
    found.setVerticalSpacing(theme.px(6))
    found.setColumnStretch(1, 1)
    return found


class Dialog(QDialog):
    """One column of fields; accepting calls `commit`, and what it refuses is said above the buttons."""

    def __init__(self, theme: Theme, title: str, about: str, accept: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setWindowTitle(title)
        self.setPalette(theme.palette())
        self.setStyleSheet(theme.sheet())
        self.setFont(theme.font())
        self.setMinimumWidth(theme.within(self, 560, 0).width())
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(theme.px(24), theme.px(20), theme.px(24), theme.px(16))
        self.body.setSpacing(theme.px(12))
        self.body.addWidget(label(theme, title, delta=3, bold=True))
        if about:
            self.body.addWidget(label(theme, about, colour="text2", wrap=True))
        self.fields = grid(theme)
        self.body.addLayout(self.fields)
        self.refusal = label(theme, colour="error", wrap=True)
        self.refusal.setVisible(False)
        self._buttons = self._answer(accept)

    def _answer(self, accept: str) -> QDialogButtonBox:
        found = QDialogButtonBox()
        self.accept_button = yes = found.addButton(accept, QDialogButtonBox.ButtonRole.AcceptRole)
        self.leave_button = no = found.addButton("Bỏ qua", QDialogButtonBox.ButtonRole.RejectRole)
        for each in (yes, no):
            each.setFont(self.theme.font())
            each.setMinimumHeight(self.theme.px(32))
        yes.setProperty("kind", "primary")
        yes.setObjectName("accept")
        yes.setDefault(True)
        found.accepted.connect(self.accept)
        found.rejected.connect(self.reject)
        return found

    def finish(self) -> None:
        """Put the refusal and the buttons under everything else; the last call of a constructor."""
        self.body.addStretch()
        self.body.addWidget(self.refusal)
        self.body.addWidget(self._buttons)
        for line in self.findChildren(QLineEdit):
            line.textChanged.connect(self._answered)
        for lines in self.findChildren(QPlainTextEdit):
            lines.textChanged.connect(self._answered)
        for choice in self.findChildren(QComboBox):
            choice.currentIndexChanged.connect(self._answered)
        for number in self.findChildren(QSpinBox):
            number.valueChanged.connect(self._answered)
        for tick in self.findChildren(QCheckBox):
            tick.toggled.connect(self._answered)

    def day_in(self, field: QLineEdit, what: str = "Ngày") -> date | None:
        """The day typed in a field, None for a blank one; raises KnownError, the field in focus, for what is no day."""
        try:
            return typed_day(field.text(), what)
        except KnownError:
            field.setFocus()
            raise

    def with_folder(self, path: QLineEdit) -> QWidget:
        """A folder with a button beside it that asks the system for another."""
        return self.with_choice(path, lambda: path.setText(choose_folder(self, path.text()) or path.text()))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Qt: what is higher than the screen scrolls, and its buttons stay in sight."""
        self.fit()
        super().showEvent(event)

    def fit(self) -> None:
        """Be as high as everything needs: the system's own guess is two thirds of a screen at most."""
        if self.layout() is not self.body:
            return  # it scrolls already
        room, body = self._room(), self.body
        width = min(self.width(), self.screen().availableSize().width())
        body.activate()
        if max(body.totalMinimumHeightForWidth(width), body.totalMinimumSize().height()) > room:
            self._scroll(width, room)
        else:
            self.resize(width, min(max(self.height(), body.totalHeightForWidth(width)), room))

    def _room(self) -> int:
        """How high a dialog may be."""
        return self.screen().availableSize().height() - _FRAME

    def _scroll(self, width: int, room: int) -> None:
        """Let everything but the refusal and the buttons scroll."""
        focus, page, foot = self.focusWidget(), QWidget(), QVBoxLayout()
        for widget in (self.refusal, self._buttons):
            self.body.removeWidget(widget)
            foot.addWidget(widget)
        page.setLayout(self.body)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(page)
        margins = self.body.contentsMargins()
        foot.setContentsMargins(margins.left(), self.theme.px(8), margins.right(), margins.bottom())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(area, 1)
        whole.addLayout(foot)
        self.setMinimumHeight(0)  # that of the layout before
        self.resize(width, room)
        if focus is not None:
            focus.setFocus()

    def _answered(self) -> None:
        """What was refused is being mended: the refusal goes."""
        self.refusal.hide()

    def add(self, name: str, field: QWidget, hint: str = "", fields: QGridLayout | None = None) -> None:
        """Add a field with its name, and under it what helps to fill it."""
        fields = fields or self.fields
        row = fields.rowCount()
        named = label(self.theme, name)
        named.setBuddy(field)
        for each in (field, field.focusProxy()):
            if each is not None:
                each.setAccessibleName(name)
                each.setAccessibleDescription(hint)
        field.setFont(self.theme.font())
        if isinstance(field, QComboBox):  # its longest name must not make the dialog wider than the screen
            field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        tall = isinstance(field, QPlainTextEdit | QListWidget)
        named.setContentsMargins(0, self.theme.px(8) if tall else 0, 0, 0)  # in line with the first line
        fields.addWidget(named, row, 0, Qt.AlignmentFlag.AlignTop if tall else Qt.AlignmentFlag.AlignVCenter)
        fields.addWidget(field, row, 1)
        if hint:
            fields.addWidget(label(self.theme, hint, -0.5, colour="text2", wrap=True), row + 1, 1)

    def with_choice(self, path: QLineEdit, choose: Callable[[], object]) -> QWidget:
        """A path with a button beside it that asks the system for one."""
        found = QWidget()
        across = QHBoxLayout(found)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(self.theme.px(8))
        asking = button(self.theme, "Chọn…")
        for each in (path, asking):
            each.setMinimumHeight(self.theme.px(30))
        asking.clicked.connect(choose)
        across.addWidget(path, 1)
        across.addWidget(asking)
        found.setFocusProxy(path)
        return found

    def refuse(self, reason: str) -> None:
        """Say why not; the dialog grows where the words would squeeze its fields."""
        self.refusal.setText(reason)
        self.refusal.setVisible(True)
        self.fit()

    def commit(self) -> None:
        """Do what the dialog is for; raises KnownError to refuse."""

    def accept(self) -> None:
        """Commit and close; a refusal is said and everything typed stays."""
        if attempt(self.commit, self.refuse):
            super().accept()


def choose_folder(parent: QWidget, start: str) -> str:
    """Ask for a folder, beginning at the nearest one that is there: Qt's own dialog takes no other; "" for none."""
    place = Path(start)
    there = next((str(folder) for folder in (place, *place.parents) if is_folder(folder)), "")
    return QFileDialog.getExistingDirectory(parent, "Chọn thư mục", there)
