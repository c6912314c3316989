"""The window program: which window is open, and how one leads to the other."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QFileDialog, QMainWindow, QMessageBox

from forms.errors import KnownError
from forms.loading import load
from storage.workspace import ReportName, Workspace
from ui import crash
from ui.preferences import Preferences, PreferencesFile, Recent, now
from ui.theme import Theme

if TYPE_CHECKING:
    from forms.period import Period
    from ui.session import Session

TEMPLATE = "nq42"
ZOOMS = (0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)


def theme_of(preferences: Preferences) -> Theme:
    """The theme that the officer chose, or that the system asks for."""
    if preferences.theme == "system":
        return Theme.of_system(preferences.zoom)
    return Theme(dark=preferences.theme == "dark", zoom=preferences.zoom)


class Program(QObject):
    """One window at a time: the start page, or the report that is open.

    A window asks by its actions (named as in `_wire`) or, on the start page, by its signals. What cannot be done
    is said in one sentence, and the window that was open stays.
    """

    def __init__(self, file: PreferencesFile) -> None:
        super().__init__()
        self.file = file
        self.theme = theme_of(file.read())
        self.window: QMainWindow | None = None
        self.session: Session | None = None

    def start(self, path: str | None = None) -> None:
        """Open a report, or show the start page."""
        self._paint()
        told = self.file.told
        if path is not None:
            try:
                self._open(Path(path))
            except KnownError as error:
                told = str(error)
        if self.window is None:
            self.show_start_page(told)

    def show_start_page(self, told: str = "") -> None:
        """Show what stands when no report is open."""
        from ui.start_page import StartPage  # noqa: PLC0415 - a report opens without it

        page = StartPage(self.theme, self.file.read())
        page.new_wanted.connect(self.new)
        page.open_wanted.connect(self.open)
        page.recent_wanted.connect(self.open_recent)
        page.forget_wanted.connect(self._forget)
        page.sample_wanted.connect(self.open_sample)
        page.settings_wanted.connect(self.change_settings)
        page.zoom_wanted.connect(self.zoom_by)
        page.tell(told)
        self._show(page, None)

    def new(self) -> None:
        """Ask for a new report, make it and open it."""
        from ui.new_report import NewReport, default_folder  # noqa: PLC0415 - only when asked for

        found = self.file.read()
        folder = Path(found.folder) if found.folder else default_folder()
        units = [recent.unit for recent in found.recent]
        dialog = NewReport(self.theme, load(TEMPLATE), folder, units, parent=self.window)
        if dialog.exec():
            self.file.change(folder=str(dialog.path.parent))
            self._try(lambda: self._open(dialog.path))

    def next_period(self) -> None:
        """Begin a new period from the report that is open."""
        from ui.next_period import NextPeriod  # noqa: PLC0415 - only when asked for

        session = self.session
        if session is not None:
            dialog = NextPeriod(self.theme, session, self.window)
            if dialog.exec():
                self._try(lambda: self._open(session.workspace.path, session.report.unit.name, dialog.period))

    def open(self, path: Path | None = None) -> None:
        """Open a file; without a path, ask for one."""
        if path is None:
            folder = self.file.read().folder
            name, _ = QFileDialog.getOpenFileName(self.window, "Mở báo cáo", folder, "Tệp báo cáo (*.bc42)")
            if not name:
                return
            path = Path(name)
        self._try(lambda: self._open(path))

    def open_recent(self, recent: Recent) -> None:
        """Open a report of the list; when the file has changed since, ask which."""
        from forms import period  # noqa: PLC0415 - only when asked for

        self._try(lambda: self._open(Path(recent.path), recent.unit, period.parse(recent.period)))

    def open_sample(self) -> None:
        """Open a fresh copy of the sample."""
        from ui import sample  # noqa: PLC0415 - only when asked for

        self._try(lambda: self._open(sample.make()))

    def change_settings(self) -> None:
        """Ask for settings, and look as they say."""
        from ui.settings import Settings  # noqa: PLC0415 - only when asked for

        if Settings(self.theme, self.file, self.session, self.window).exec():
            self._look_again()

    def zoom_by(self, step: int) -> None:
        """Everything a step larger or smaller."""
        nearest = min(range(len(ZOOMS)), key=lambda number: abs(ZOOMS[number] - self.theme.zoom))
        self.file.change(zoom=ZOOMS[min(max(nearest + step, 0), len(ZOOMS) - 1)])
        self._look_again()

    def finish(self) -> None:
        """Let go of the file that is open."""
        if self.session is not None:
            self._remember(self.session)
            self.session.workspace.close()
            self.session = None

    def _try(self, act: Callable[[], None]) -> None:
        try:
            act()
        except KnownError as error:
            from ui.start_page import StartPage  # noqa: PLC0415 - a report opens without it

            if isinstance(self.window, StartPage):
                self.window.tell(str(error))
            else:
                QMessageBox.warning(self.window, "BaoCao42", str(error))

    def _open(self, path: Path, unit: str = "", period: Period | None = None) -> None:
        from ui.session import Session  # noqa: PLC0415 - the start page needs none of it

        own = self.session.workspace if self.session is not None and _same(self.session.workspace.path, path) else None
        workspace = own or Workspace.open(path)
        try:
            name = self._choose(workspace, unit, period)
            if name is None:
                if own is None:
                    workspace.close()
                return
            session = Session(workspace, workspace.load(load, name.unit.name, name.period))
        except BaseException:
            if own is None:
                workspace.close()
            raise
        session.who = self.file.read().officer or session.who
        self._show(self._window_of(session), session)
        self._remember(session)

    def _choose(self, workspace: Workspace, unit: str, period: Period | None) -> ReportName | None:
        names = workspace.reports()
        wanted = [name for name in names if name.unit.name == unit and name.period == period]
        if wanted:
            return wanted[0]
        if len(names) < 2:
            return workspace.find()
        from ui.choose_report import ChooseReport  # noqa: PLC0415 - only when a file has several

        dialog = ChooseReport(self.theme, names, self.window)
        return dialog.chosen if dialog.exec() else None

    def _window_of(self, session: Session) -> QMainWindow:
        from ui.window import Window  # noqa: PLC0415 - the start page needs none of it

        window = Window(session, self.theme)
        self._wire(window)
        return window

    def _wire(self, window: QMainWindow) -> None:
        """Connect the actions by which a report's window asks for what is not its own."""
        for name, act in (
            ("new", self.new),
            ("open", self.open),
            ("next_period", self.next_period),
            ("sample", self.open_sample),
            ("settings", self.change_settings),
        ):
            action = window.findChild(QAction, name)
            if action is not None:
                action.triggered.connect(lambda _=False, act=act: act())

    def _show(self, window: QMainWindow, session: Session | None) -> None:
        """Put a window in the place of the one that is open, unless that one will not close."""
        old, left = self.window, self.session
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if old is not None:
            window.resize(old.size())
            window.move(old.pos())
            if old.isMaximized():
                window.setWindowState(Qt.WindowState.WindowMaximized)
        window.show()
        if old is not None and not old.close():
            window.close()
            if session is not None and (left is None or session.workspace is not left.workspace):
                session.workspace.close()
            return
        self.window, self.session = window, session
        if left is not None and left is not session:
            self._remember(left)
            if session is None or session.workspace is not left.workspace:
                left.workspace.close()

    def _look_again(self) -> None:
        """Build the window anew in the theme and zoom of now."""
        self.theme = theme_of(self.file.read())
        self._paint()
        if self.session is None:
            self.show_start_page()
        else:
            self._show(self._window_of(self.session), self.session)

    def _paint(self) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setPalette(self.theme.palette())
            application.setFont(self.theme.font())

    def _remember(self, session: Session) -> None:
        from ui.sample import is_sample  # noqa: PLC0415 - it reads files of values

        report, path = session.report, session.workspace.path
        if is_sample(path):
            return
        counts = [session.filled(section) for section in report.template.sections.values()]
        names = session.workspace.reports()
        states = [name.state for name in names if (name.unit, name.period) == (report.unit, report.period)]
        self.file.remember(
            Recent(
                str(path.absolute()),
                report.unit.name,
                report.period.code,
                report.template.title,
                states[0] if states else "",
                sum(filled for filled, _ in counts),
                sum(total for _, total in counts),
                now(),
            )
        )

    def _forget(self, recent: Recent) -> None:
        self.file.forget(recent)
        self.show_start_page()


def _same(one: Path, other: Path) -> bool:
    with suppress(OSError):
        return one.samefile(other)
    return False


def run(path: str | None) -> int:
    """Start the window program; returns its exit code."""
    log = crash.log_path()
    crash.start_log(log)
    application = QApplication(sys.argv[:1])
    application.setStyle("Fusion")
    watch = crash.Watch(log)
    watch.install()
    program = Program(PreferencesFile())
    program.start(path)
    code = application.exec()
    program.finish()
    return code
