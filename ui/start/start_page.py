"""What stands when no report is open: the reports of lately, a new one, the samples, and what to do first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeySequence,
    QPalette,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from forms.offices.deadlines import left
from forms.values import clock
from forms.workfile import SUFFIX
from ui import sample_menu
from ui.look import icons
from ui.look.flow import Flow
from ui.look.labels import button, label, line
from ui.look.theme import Theme
from ui.menus import Menus
from ui.preferences import Preferences
from ui.sample_menu import SampleMenu
from ui.start.recent_list import RecentList, RecentModel, period_label

if TYPE_CHECKING:
    from ui.agenda.page import AgendaPage

_SOON = timedelta(days=30)  # from when on a report that nobody has begun is told of
_MOST_MISSING = 3
_NARROW, _LOW = 1040, 600  # pixels at 100 %: below, the list needs all the room

_FIRST_STEPS = (
    ("1", "Mở báo cáo mẫu", "Xem một báo cáo đã nhập, thử sửa, thử kết xuất. Báo cáo mẫu không lẫn vào số liệu thật."),
    ("2", "Tạo báo cáo mới", "Ghi tên đơn vị, chọn cấp và kỳ. Cả báo cáo nằm trong một tệp, chép đi đâu cũng được."),
    ("3", "Nhập như trên giấy", "Gõ số rồi Enter. Mỗi ô lưu ngay; chỗ nào chưa khớp, chương trình nói ngay."),
)


class StartPage(QMainWindow):
    """The start window; it asks for what the officer wants and does nothing itself."""

    new_wanted = Signal()
    open_wanted = Signal(object)  # Path, or None to ask for one
    recent_wanted = Signal(object)  # Recent
    forget_wanted = Signal(object)  # Recent
    sample_wanted = Signal(object)  # Sample
    zoom_wanted = Signal(int)  # steps
    report_wanted = Signal(object)  # WaitingReport
    left = Signal()
    _missed = Signal(object)  # frozenset of paths

    def __init__(self, theme: Theme, settings: Callable[[], Preferences]) -> None:
        super().__init__()
        self.theme = theme
        self._settings = settings
        self._agenda: AgendaPage | None = None
        preferences = settings()
        self.setObjectName("start")
        self.setWindowTitle("BaoCao42")
        self.resize(QSize(1366, 768).boundedTo(self.screen().availableSize()))
        self.setMinimumSize(560, 420)
        self.setAcceptDrops(True)
        self.setPalette(theme.palette())
        self.setStyleSheet(theme.sheet())
        self.menus = Menus(self)
        self.menus.toolbar.hide()  # the page has its own buttons
        self._refusal = label(theme, colour="warning", wrap=True)
        self._refusal.setVisible(False)
        self._drop = label(theme, "Kéo thả tệp báo cáo vào cửa sổ này cũng mở được.", colour="text2")
        self._side = self._first_steps()
        self.list = None
        if preferences.recent:
            self.list = RecentList(RecentModel(preferences.recent, awaited=preferences.awaited), theme)
        self._awaited = preferences.awaited
        body = _ground(QWidget(), theme, "base")
        across = QHBoxLayout(body)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self._main(), 1)
        across.addWidget(self._side)
        self._pages = QStackedWidget()
        self._pages.addWidget(body)
        self.setCentralWidget(self._pages)
        self._fill_status_bar()
        for key, step in ((QKeySequence.StandardKey.ZoomIn, 1), (QKeySequence.StandardKey.ZoomOut, -1)):
            QShortcut(QKeySequence(key), self).activated.connect(lambda step=step: self.zoom_wanted.emit(step))
        QShortcut(QKeySequence("Ctrl+Shift+V"), self).activated.connect(self.show_agenda)
        (self.list or self.findChild(QPushButton, "new") or self).setFocus()
        self._look_for_files()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's own
        """The menus were filled meanwhile: they look as the rest."""
        self.menus.style(self.theme, pictures=True)
        super().showEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's own
        """Nothing here needs storing."""
        super().closeEvent(event)
        self.left.emit()

    def refuse(self, text: str) -> None:
        """Say above the list why something cannot be done; "" takes it away."""
        self._refusal.setText(text)
        self._refusal.setVisible(bool(text))

    def show_agenda(self) -> None:
        """Show what is to be done in the place of the reports of lately, or go back to these."""
        from ui.agenda.page import AgendaPage  # noqa: PLC0415 - only when asked for

        if self._agenda is not None:
            self._pages.removeWidget(self._agenda)
            self._agenda.deleteLater()
            self._agenda = None
            (self.list or self).setFocus()
            return
        self._agenda = page = AgendaPage(self.theme, self._settings)
        page.report_wanted.connect(self.report_wanted)
        page.announced.connect(self.statusBar().showMessage)
        page.add_back("Trang đầu", self.show_agenda)
        self._pages.setCurrentIndex(self._pages.addWidget(page))
        page.setFocus()

    def _main(self) -> QWidget:
        theme = self.theme
        found = QWidget()
        down = QVBoxLayout(found)
        down.setContentsMargins(theme.px(48), theme.px(36), theme.px(40), theme.px(20))
        down.setSpacing(theme.px(8))
        down.addWidget(label(theme, "BaoCao42", delta=10, bold=True))
        down.addWidget(label(theme, "Báo cáo chính sách xã hội hằng năm của xã, phường, huyện và tỉnh", colour="text2"))
        down.addSpacing(theme.px(16))
        down.addLayout(Flow(theme.px(8), *self._buttons()))
        down.addWidget(self._refusal)
        down.addSpacing(theme.px(24))
        for awaited in self._not_begun():
            down.addWidget(awaited)
        down.addWidget(label(theme, "Báo cáo gần đây", delta=2, bold=True))
        if self.list is None:
            empty = "Chưa mở báo cáo nào. Bấm Báo cáo mới để bắt đầu, hoặc Xem báo cáo mẫu để thử trước."
            down.addWidget(label(theme, empty, colour="text2", wrap=True))
            down.addStretch(1)
        else:
            self.list.chosen.connect(self.recent_wanted)
            self.list.forgotten.connect(self.forget_wanted)
            down.addWidget(self.list, 1)
        down.addWidget(self._drop)
        return found

    def _not_begun(self) -> Iterator[QLabel]:
        """Reports that nobody has begun and that are due soon, the earliest first."""
        today = clock.today()
        missing = {one for one in self._awaited if not one.begun and one.day <= today + _SOON}
        for one in sorted(missing, key=lambda one: (one.day, one.unit))[:_MOST_MISSING]:
            text = f"{one.unit}, {period_label(one.period).lower()}: nộp {one.due}, {left(one.day, today)}"
            yield label(
                self.theme, f"{text}; chưa tạo báo cáo.", colour="warning" if one.day < today else "text", wrap=True
            )

    def _buttons(self) -> tuple[QPushButton, ...]:
        new = self._button("new", "Báo cáo mới", "document_add", "primary")
        opened = self._button("open", "Mở báo cáo…", "folder_open")
        sample, samples = self._button("sample", sample_menu.NAME, "eye"), SampleMenu(self.theme, self)
        agenda = self._button("agenda", "Việc của tôi", "calendar_clock")
        agenda.setToolTip("Việc của tôi (Ctrl+Shift+V)")
        agenda.clicked.connect(self.show_agenda)
        new.clicked.connect(self.new_wanted)
        opened.clicked.connect(lambda: self.open_wanted.emit(None))
        samples.chosen.connect(self.sample_wanted)
        sample.setMenu(samples)
        return new, opened, agenda, sample

    def _button(self, name: str, text: str, icon: str, kind: str = "") -> QPushButton:
        theme, size = self.theme, self.theme.px(16)
        found = button(theme, f" {text}", kind)
        found.setObjectName(name)
        found.setAccessibleName(text)
        found.setIcon(icons.icon(icon, theme["onaccent" if kind == "primary" else "text2"], theme["text3"], size))
        found.setIconSize(QSize(size, size))
        found.setMinimumHeight(theme.px(36))
        return found

    def _first_steps(self) -> QWidget:
        theme = self.theme
        found = QWidget()
        across = QHBoxLayout(found)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(_upright(theme))
        side = _ground(QWidget(), theme, "window")
        side.setFixedWidth(theme.px(340))
        across.addWidget(side)
        down = QVBoxLayout(side)
        down.setContentsMargins(theme.px(28), theme.px(42), theme.px(28), theme.px(24))
        down.setSpacing(theme.px(4))
        down.addWidget(label(theme, "Mới dùng lần đầu?", delta=2, bold=True))
        down.addSpacing(theme.px(8))
        for number, title, step in _FIRST_STEPS:
            down.addWidget(line(theme))
            down.addSpacing(theme.px(8))
            down.addWidget(label(theme, f"{number}. {title}", bold=True))
            down.addWidget(label(theme, step, colour="text2", wrap=True))
            down.addSpacing(theme.px(8))
        down.addWidget(line(theme))
        down.addStretch()
        return found

    def _fill_status_bar(self) -> None:
        theme, bar = self.theme, self.statusBar()
        bar.setSizeGripEnabled(False)
        bar.setContentsMargins(theme.px(10), 0, theme.px(10), 0)
        promise = label(theme, "Mọi số liệu nằm trên máy này. Không cần mạng.", -0.5, colour="text2")
        bar.addWidget(promise)
        zoom = label(theme, f"{round(theme.zoom * 100)}%", -0.5, colour="text2")
        for text, name, step in (("−", "Thu nhỏ", -1), ("+", "Phóng to", 1)):
            each = QToolButton()
            each.setText(text)
            each.setAccessibleName(name)
            each.setFont(theme.font(-0.5))
            each.clicked.connect(lambda _=False, step=step: self.zoom_wanted.emit(step))
            bar.addPermanentWidget(each)
            if step < 0:
                bar.addPermanentWidget(zoom)

    def _look_for_files(self) -> None:
        """Look in the background: a drive that does not answer must not hold up the window."""
        if self.list is None:
            return
        paths = [recent.path for recent in self.list.recents.lines]
        self._missed.connect(self.list.recents.miss)

        def look() -> None:
            gone = frozenset(path for path in paths if not _there(path))
            with suppress(RuntimeError):  # the window was closed meanwhile
                self._missed.emit(gone)

        Thread(target=look, daemon=True).start()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own
        """What is only helpful stands aside where the list needs the room."""
        self._side.setVisible(self.width() >= self.theme.px(_NARROW))
        self._drop.setVisible(self.height() >= self.theme.px(_LOW))
        super().resizeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's own
        """A workspace file may be dropped."""
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's own
        """Open what was dropped."""
        if (path := _dropped(event)) is not None:
            event.acceptProposedAction()
            self.open_wanted.emit(path)


def _ground(widget: QWidget, theme: Theme, role: str) -> QWidget:
    """The same widget on a ground of the theme."""
    widget.setAutoFillBackground(True)
    palette = widget.palette()
    palette.setColor(QPalette.ColorRole.Window, theme[role])
    widget.setPalette(palette)
    return widget


def _upright(theme: Theme) -> QWidget:
    found = _ground(QWidget(), theme, "line")
    found.setFixedWidth(1)
    return found


def _dropped(event: QDropEvent) -> Path | None:
    urls = event.mimeData().urls()
    path = Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
    return path if path is not None and path.suffix.lower() == SUFFIX else None


def _there(path: str) -> bool:
    try:
        return Path(path).is_file()
    except (OSError, ValueError):
        return False
