"""The window program: which window is open, and how one leads to the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext, suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from forms.definitions.loading import choices, load
from forms.errors import KnownError
from forms.report import strays
from forms.values import clock
from forms.values import period as periods
from forms.workfile import SUFFIX, stands, suffixed
from storage.failures import DamagedError
from storage.tables.reports import ReportName
from storage.workspace import Workspace
from ui import report_menu
from ui.jobs import template_folders
from ui.look import vietnamese
from ui.look.theme import ZOOMS, Theme
from ui.preferences import SAMPLES, Awaited, Preferences, PreferencesFile, Recent, login, now
from ui.refusal import attempt
from ui.sample_menu import SampleMenu

if TYPE_CHECKING:
    from forms.definitions.template import Template
    from forms.report.report import Report
    from forms.values.period import Period
    from ui.jobs.agenda.waiting import WaitingReport
    from ui.jobs.sample import Sample
    from ui.session import Session
    from ui.start.start_page import StartPage
    from ui.window.window import Window

_FILES = f"Tệp báo cáo (*{SUFFIX})"
_LISTED = 8  # places in doubt that are named in the window
_SCHEMES = {"system": Qt.ColorScheme.Unknown, "light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}


def _is_one_document(names: Sequence[ReportName], held: ReportName) -> bool:
    """Whether the one in hand is the document of a span, and all others of the file are periods before it."""
    alike = {(name.unit.id, name.template) for name in names} == {(held.unit.id, held.template)}
    latest = all(name.period.end < held.period.start for name in names if name.id != held.id)
    return alike and latest and load(held.template).span is not None


def theme_of(preferences: Preferences) -> Theme:
    """The theme that the officer chose, or that the system asks for."""
    zoom = min(ZOOMS, key=lambda known: abs(known - preferences.zoom))
    if preferences.theme == "system":
        return Theme.of_system(zoom)
    return Theme(dark=preferences.theme == "dark", zoom=zoom)


class Program(QObject):
    """One window at a time: the start page, or the report that is open. It alone opens and closes workspaces.

    What cannot be done is said in one sentence, and the window that was open stays.
    """

    def __init__(self, file: PreferencesFile) -> None:
        super().__init__()
        self.file = file
        self.theme = theme_of(file.read())
        self.window: StartPage | Window | None = None
        self.session: Session | None = None
        self._samples: list[Path] = []

    def start(self, path: str | None = None) -> None:
        """Open a report, or show the start page."""
        vietnamese.install()
        template_folders.look_beside()
        self._paint()
        if path is not None:
            self._try(lambda: self._open_or_rescue(Path(path)))
        if self.window is None:
            self.show_start_page(self.file.damage)

    def show_start_page(self, refusal: str = "") -> None:
        """Show what stands when no report is open, with why something could not be done."""
        from ui.start.start_page import StartPage  # noqa: PLC0415 - a report opens without it

        page = StartPage(self.theme, self.file.read)
        report_menu.fill(
            page.menus,
            new=self.new,
            opening=self.open,
            samples=self._samples_of(page),
            settings=self.change_settings,
            handing_over=self.hand_over,
            taking_over=self.take_over,
        )
        page.new_wanted.connect(self.new)
        page.open_wanted.connect(self.open)
        page.recent_wanted.connect(self.open_recent)
        page.forget_wanted.connect(self._forget)
        page.sample_wanted.connect(self.open_sample)
        page.zoom_wanted.connect(self.zoom_by)
        page.report_wanted.connect(self.open_waiting)
        page.refuse(refusal)
        old = self.window
        self._put(page, old)
        if old is not None:
            old.close()

    def new(self) -> None:
        """Ask for a new report, make it and open it."""
        from ui.dialogs.new_report import NewReport  # noqa: PLC0415 - only when asked for

        units = [recent.unit for recent in self.file.read().recent]
        templates: list[Template] = []
        if not attempt(lambda: templates.extend(choices()), self._refuse):
            return
        dialog = NewReport(self.theme, templates, self._folder(), units, parent=self.window)
        if dialog.exec():
            self.file.change(folder=str(dialog.path.parent))
            self._try(lambda: self._open(dialog.path))

    def next_period(self) -> None:
        """Begin a new period from the report that is open."""
        from ui.dialogs.next_period import NextPeriod  # noqa: PLC0415 - only when asked for

        session = self.session
        if session is not None:
            dialog = NextPeriod(self.theme, session, self.window)
            if dialog.exec():
                self._try(lambda: self._open(session.workspace.path, session.report.unit.id, dialog.period))

    def change_periods(self) -> None:
        """Ask which periods stand side by side in the report that is open, and show it so."""
        from ui.dialogs.periods import Periods  # noqa: PLC0415 - only when asked for

        session = self.session
        if session is not None and Periods(self.theme, session, self.window).exec():
            self._try(lambda: self._open(session.workspace.path, session.report.unit.id, session.report.period))

    def save_as(self) -> None:
        """Go on in a new file that holds everything: where the old one went away, or belongs to somebody else."""
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 - only when asked for

        session = self.session
        if session is None or self.window is None:
            return
        name, _ = QFileDialog.getSaveFileName(
            self.window,
            "Lưu thành tệp khác",
            str(beside(session.workspace.path, "bản mới")),
            _FILES,
            options=QFileDialog.Option.DontConfirmOverwrite,  # nothing is overwritten
        )
        if name:
            path = Path(name)
            path = suffixed(path)
            if attempt(lambda: session.workspace.save_as(path, session.report), self._refuse):
                self._remember(session)
                self.window.refuse(f'Từ giờ số liệu được lưu vào "{path}"; tệp cũ giữ nguyên như trước.')

    def open(self, path: Path | None = None) -> None:
        """Open a file; without a path, ask for one."""
        if path is None:
            from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 - only when asked for

            folder = self.file.read().folder
            name, _ = QFileDialog.getOpenFileName(self.window, "Mở báo cáo", folder, _FILES)
            if not name:
                return
            path = Path(name)
        self._try(lambda: self._open_or_rescue(path))

    def open_recent(self, recent: Recent) -> None:
        """Open a report of the list; when it is no longer in its file, ask which."""
        self._try(lambda: self._open_or_rescue(Path(recent.path), recent.unit, periods.parse(recent.period)))

    def open_waiting(self, one: WaitingReport) -> None:
        """Open a report that waits; one that nobody has begun is begun."""

        def act() -> None:
            if one.state is None:
                self._begin(one)
            self._open_or_rescue(one.path, one.uid, one.period)

        self._try(act)

    def _begin(self, one: WaitingReport) -> None:
        """Make a report that is due in its file, which may be the one that is open."""
        from ui.jobs.agenda.beginning import begin  # noqa: PLC0415 - only when asked for

        session, who = self.session, self.file.read().officer or login()
        own = session.workspace if session is not None and _same(session.workspace.path, one.path) else None
        with nullcontext(own) if own else Workspace.open(one.path) as workspace:
            begin(workspace, one, template_folders.loader(one.path), who)

    def open_sample(self, chosen: Sample) -> None:
        """Open a fresh copy of a sample."""
        from ui.jobs import sample  # noqa: PLC0415 - only when asked for

        if attempt(lambda: self._samples.append(sample.make(sample=chosen)), self._refuse):
            self._try(lambda: self._open(self._samples[-1], chosen.unit.name, chosen.period))

    def _samples_of(self, window: StartPage | Window) -> SampleMenu:
        menu = SampleMenu(self.theme, window)
        menu.chosen.connect(self.open_sample)
        return menu

    def change_settings(self) -> None:
        """Ask for settings, and look as they say."""
        from ui.dialogs.settings import Settings  # noqa: PLC0415 - only when asked for

        if Settings(self.theme, self.file, self.session, self.window).exec():
            self._look_again()

    def hand_over(self) -> None:
        """Ask what goes to the next machine or officer, and seal it."""
        from ui.dialogs.handover.giving import HandOver  # noqa: PLC0415 - only when asked for

        workspace = self.session.workspace if self.session is not None else None
        HandOver(self.theme, self.file, self._folder(), workspace, self.window).exec()

    def take_over(self) -> None:
        """Ask for a handover, show what it would do here, and take it over."""
        from ui.dialogs.handover.taking import TakeOver  # noqa: PLC0415 - only when asked for

        dialog = TakeOver(self.theme, self.file, self._folder(), self.window)
        dialog.exec()
        if dialog.taken:
            self._look_again()

    def _folder(self) -> Path:
        """Where files of reports are kept."""
        from ui.dialogs.new_report import default_folder  # noqa: PLC0415 - only when asked for

        found = self.file.read().folder
        return Path(found) if found else default_folder()

    def zoom_by(self, step: int) -> None:
        """Everything on the start page a step larger or smaller."""
        number = ZOOMS.index(self.theme.zoom) + step
        self.file.change(zoom=ZOOMS[min(max(number, 0), len(ZOOMS) - 1)])
        self._look_again()

    def finish(self) -> None:
        """Let go of the file that is open, and of the copies of the samples."""
        if self.session is not None:
            session, self.session = self.session, None
            self._remember(session)
            session.workspace.close()
        if self._samples:
            from ui.jobs import sample  # noqa: PLC0415 - only when one was opened

            for file in self._samples:
                sample.discard(file)
            self._samples.clear()

    def _try(self, act: Callable[[], None]) -> None:
        attempt(act, self._refuse)

    def _refuse(self, text: str) -> None:
        if self.window is None:
            self.show_start_page(text)
        else:
            self.window.refuse(text)

    def _open_or_rescue(self, path: Path, unit: str = "", period: Period | None = None) -> None:
        """Open a report; where its file is damaged, offer to write what is sound into a new one and open that."""
        try:
            self._open(path, unit, period)
        except DamagedError as error:
            from storage.rescue import rescue  # noqa: PLC0415 - hardly ever needed
            from ui.dialogs import box  # noqa: PLC0415

            if self.window is None:
                self.show_start_page()
            if self.window is None or not box.ask(
                self.window, self.theme, "Tệp bị hỏng", str(error), yes="Cứu số liệu", no="Đóng"
            ):
                return
            saved = beside(path, "cứu hộ")
            doubts = rescue(path, saved, load)
            self._open(saved)
            self.window.refuse(_rescued(saved, doubts))

    def _open(self, path: Path, unit: str = "", period: Period | None = None) -> None:
        own = self.session.workspace if self.session is not None and _same(self.session.workspace.path, path) else None
        workspace = own or Workspace.open(path)
        template_folders.look_beside(path)
        try:
            name = self._choose(workspace, unit, period)
            # another report is read before the window of this one goes, the same file only after
            report = None if own or name is None else workspace.load(load, name.unit.id, name.period, name.template)
            if name is None or not self._close_window(keep=own):
                if own is None:
                    workspace.close()
                return
        except BaseException:
            if own is None:
                workspace.close()
            raise
        self._show_report(workspace, report or workspace.load(load, name.unit.id, name.period, name.template))

    def _choose(self, workspace: Workspace, unit: str, period: Period | None) -> ReportName | None:
        names = workspace.reports()
        wanted = [name for name in names if unit in {name.unit.name, name.unit.id} and name.period == period]
        if len(wanted) == 1:
            return wanted[0]
        if len(names) < 2:
            return workspace.find()
        with suppress(KnownError):  # none is in hand: which one is a question
            if _is_one_document(names, held := workspace.find()):
                return held
        from ui.dialogs.choose_report import ChooseReport  # noqa: PLC0415 - only when a file has several

        dialog = ChooseReport(self.theme, names, self.window)
        return dialog.chosen if dialog.exec() else None

    def _close_window(self, keep: Workspace | None) -> bool:
        """Close the window that is open, unless something typed in it cannot be stored yet."""
        old = self.window
        if old is not None:
            old.left.disconnect(self._left)
            if not old.close():
                old.left.connect(self._left)
                return False
        if self.session is not None:
            session, self.session = self.session, None
            self._remember(session)
            if session.workspace is not keep:
                session.workspace.close()
        return True

    def _show_report(self, workspace: Workspace, report: Report) -> None:
        from ui.session import Session  # noqa: PLC0415 - the start page needs none of it
        from ui.window.window import Window  # noqa: PLC0415

        session = Session(workspace, report, self.file.read().officer or login())
        with suppress(KnownError):  # the report opens all the same
            workspace.hold(report)
        window = Window(session, self.theme)
        report_menu.fill(
            window.menus,
            new=self.new,
            opening=self.open,
            next_period=self.next_period,
            samples=self._samples_of(window),
            save_as=self.save_as,
            settings=self.change_settings,
            handing_over=self.hand_over,
            taking_over=self.take_over,
        )
        window.settings_wanted.connect(self.change_settings)
        window.commands.exchange.watched = tuple(self.file.read().watched.splitlines())
        window.commands.agenda.preferences = self.file.read
        window.commands.agenda.report_wanted.connect(self.open_waiting)
        window.commands.report.file_wanted.connect(self.open)
        if self.file.read().way == "across":
            window.turn()
        window.turned_changed.connect(lambda turned: self.file.change(way="across" if turned else "down"))
        window.periods_wanted.connect(self.change_periods)
        self.session = session
        self._put(window, self.window)
        self._remember(session)
        if remark := strays.remark(report):
            window.refuse(remark)
        elif greeting := window.commands.exchange.greeting():
            window.show_message(greeting)

    def _put(self, window: StartPage | Window, old: QWidget | None) -> None:
        """Show a window where the one before it stood."""
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if old is not None:
            window.resize(old.size())
            window.move(old.pos())
            if old.isMaximized():
                window.setWindowState(Qt.WindowState.WindowMaximized)
        elif window.width() >= window.screen().availableSize().width():  # an old laptop: title and status bar in sight
            window.setWindowState(Qt.WindowState.WindowMaximized)
        self.window = window
        window.left.connect(self._left)
        window.show()

    def _left(self) -> None:
        """The officer closed a window: when it is the one that is open, the program ends."""
        if self.sender() is not self.window:
            return
        if self.session is not None and self.window is not None and self.window.theme.zoom != self.theme.zoom:
            self.file.change(zoom=self.window.theme.zoom)
        self.window = None
        self.finish()
        QApplication.quit()

    def _look_again(self) -> None:
        """Build the window anew in the theme and zoom of now; the history names the officer of now."""
        self.theme = theme_of(self.file.read())
        self._paint()
        if self.session is None:
            self.show_start_page()
            return
        from ui.window.window import Window  # noqa: PLC0415 - the start page needs none of it

        if isinstance(self.window, Window):
            self.session.who = self.file.read().officer or login()
            self.window.commands.exchange.watched = tuple(self.file.read().watched.splitlines())
            self.window.rebuild(self.theme)

    def _paint(self) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.styleHints().setColorScheme(_SCHEMES[self.file.read().theme])
            application.setPalette(self.theme.palette())
            application.setFont(self.theme.font())

    def _remember(self, session: Session) -> None:
        report, path = session.report, session.workspace.path
        if path.parent.name.startswith(SAMPLES):
            return
        counts = [session.filled(section) for section in report.template.sections.values()]
        try:
            names, awaited = session.workspace.reports(), self._awaited(session)
        except KnownError:  # the file went away: what was known of it stays
            return
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
            ),
            awaited,
        )

    def _awaited(self, session: Session) -> list[Awaited]:
        """What the file has still to hand in, for the start page."""
        if not session.workspace.deadlines():
            return []
        from ui.jobs.deadlines import agenda  # noqa: PLC0415 - only where a file has deadlines

        path = str(session.workspace.path.absolute())
        return [
            Awaited(
                path, each.unit.name, each.period.code, each.due.in_words, each.due.last.isoformat(), int(each.begun)
            )
            for each in agenda(session.workspace, clock.today())
        ]

    def _forget(self, recent: Recent) -> None:
        self.file.forget(recent)
        self.show_start_page()


def beside(path: Path, what: str) -> Path:
    """A free name for another file of the same report: "Báo cáo (cứu hộ).bc42", "Báo cáo (cứu hộ 2).bc42"."""
    names = (f"{path.stem} ({what}{f' {number}' if number > 1 else ''}){SUFFIX}" for number in count(1))
    return next(found for name in names if not stands(found := path.with_name(name)))


def _rescued(path: Path, doubts: Sequence[str]) -> str:
    """What is said after a rescue."""
    if not doubts:
        return f'Đã ghi toàn bộ số liệu vào tệp mới "{path}"; tệp cũ giữ nguyên.'
    listed = "\n".join(f"• {line}" for line in doubts[:_LISTED])
    more = f"\n… và {len(doubts) - _LISTED} chỗ khác" if len(doubts) > _LISTED else ""
    return (
        f'Đã ghi phần còn tin được vào tệp mới "{path}"; tệp cũ giữ nguyên. Các ô sau để trống, ghi chú của ô nói đã '
        f"đọc được gì; đề nghị đối chiếu và nhập lại:\n{listed}{more}"
    )


def _same(one: Path, other: Path) -> bool:
    with suppress(OSError):
        return one.samefile(other)
    return False
