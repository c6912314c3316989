"""Pictures of every screen into docs/screens/: `make screens`, or `tools/screens.py NAME…` for some of them.

`tools/screens.py --keep` renews those of the guide, in docs/pictures/.

The pieces are found by their public names, so that a window built anew is photographed all the same.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QEventLoop, QSize, Qt, QTimer  # noqa: E402 - after the path is set
from PySide6.QtGui import QImage  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget  # noqa: E402

from exports.excel.superior_book import SuperiorBook  # noqa: E402
from forms.checks.answering import answer  # noqa: E402
from forms.definitions.loading import load  # noqa: E402
from forms.document.revisions import finalise  # noqa: E402
from forms.offices.deadlines import Deadline  # noqa: E402
from forms.offices.plan import Answer, Attainment  # noqa: E402
from forms.offices.units import Unit  # noqa: E402
from forms.report.entry import shown  # noqa: E402
from forms.report.report import Report  # noqa: E402
from forms.report.succession import succeed  # noqa: E402
from forms.values import clock  # noqa: E402
from forms.values.period import Period  # noqa: E402
from forms.values.style import day_in_figures  # noqa: E402
from storage.intake import Yes  # noqa: E402
from storage.workspace import Workspace  # noqa: E402
from tests.exports.excel.circular import circular  # noqa: E402
from ui.crash import CrashDialog  # noqa: E402
from ui.dialogs.choose_report import ChooseReport  # noqa: E402
from ui.dialogs.deadlines import Deadlines, NewDeadline  # noqa: E402
from ui.dialogs.exchange.fill_book import FillBook  # noqa: E402
from ui.dialogs.handover.giving import HandOver  # noqa: E402
from ui.dialogs.handover.taking import TakeOver  # noqa: E402
from ui.dialogs.new_report import NewReport  # noqa: E402
from ui.dialogs.next_period import NextPeriod  # noqa: E402
from ui.dialogs.settings import Settings  # noqa: E402
from ui.dialogs.slips.requests import NewRequest, Requests  # noqa: E402
from ui.dialogs.slips.review import Change, Review  # noqa: E402
from ui.dialogs.template.params import NewParam, Params  # noqa: E402
from ui.entry.walking import Way  # noqa: E402
from ui.jobs import consolidating, exchange_sample, matrix, receiving, sample, targets  # noqa: E402
from ui.jobs.handover import giving  # noqa: E402
from ui.look.theme import Theme  # noqa: E402
from ui.preferences import Awaited, PreferencesFile, Recent  # noqa: E402
from ui.program import Program  # noqa: E402
from ui.session import Session  # noqa: E402
from ui.targets.page import TargetPage  # noqa: E402
from ui.window.page_command import PageCommand  # noqa: E402
from ui.window.window import Window  # noqa: E402

OUT = ROOT / "docs" / "screens"
KEPT = ROOT / "docs" / "pictures"
IN_GUIDE = ("start", "new-report", "section-II.2.b", "finding", "last-year", "settings-document")
SIZE = QSize(1366, 768)
SAMPLE = sample.samples()[0]
TODAY = date(2024, 11, 27)
UNIT = SAMPLE.unit
LOOKS = {
    "": ("light", 1.0),
    "-dark": ("dark", 1.0),
    "-150": ("light", 1.5),
    "-dark-150": ("dark", 1.5),
    "-200": ("light", 2.0),
}

Screen = Callable[[Program, Path], QWidget]


def recents(folder: Path) -> tuple[Recent, ...]:
    """A made-up list of reports; the last one's file is gone."""
    now = datetime.now(UTC).replace(hour=7, minute=3)
    there = folder / "there.bc42"
    there.touch()
    first = Recent(str(there), UNIT.name, "2024", load(SAMPLE.template).title, "draft", 156, 198, "")
    rows = (
        (first, now),
        (replace(first, unit="Thành phố Kon Tum", filled=120), now - timedelta(days=1)),
        (replace(first, period="2024-9T", filled=198, state="final"), now - timedelta(days=40)),
        (replace(first, unit="Xã Đăk Rơ Wa", period="2024-6T", filled=12), now - timedelta(days=140)),
        (replace(first, unit="Huyện Tu Mơ Rông", period="2023", path="E:/BaoCao/a.bc42"), now - timedelta(days=400)),
    )
    return tuple(replace(row, opened=at.isoformat(timespec="seconds")) for row, at in rows)


def start(program: Program, folder: Path) -> QWidget:
    """The start page with reports."""
    last = clock.today() + timedelta(days=4)
    day = f"trước ngày {day_in_figures(last + timedelta(days=1))}"
    first, second, *_ = found = recents(folder)
    awaited = [Awaited(one.path, one.unit, one.period, day, last.isoformat(), 1) for one in (first, second)]
    late = replace(awaited[1], last=(last - timedelta(days=9)).isoformat())
    missing = replace(awaited[0], period="2025", begun=0)
    program.file.change(recent=found, awaited=(awaited[0], late, missing))
    return start_empty(program, folder)


def start_empty(program: Program, _: Path) -> QWidget:
    """The start page of a new program."""
    program.start()
    return window_of(program)


def sample_open(program: Program, folder: Path, chosen: sample.Sample = SAMPLE) -> Window:
    """The window with a sample."""
    program.start(str(sample.make(folder, chosen)))
    window = window_of(program)
    assert isinstance(window, Window)  # noqa: S101 - the sample opens
    return window


def window_of(program: Program) -> QWidget:
    """The window that is open."""
    assert program.window is not None  # noqa: S101 - it was just shown
    return program.window


def section(code: str, chosen: sample.Sample = SAMPLE) -> Screen:
    """The window at a section of a sample."""

    def make(program: Program, folder: Path) -> QWidget:
        window = sample_open(program, folder, chosen)
        window.sections.choose(code)
        return window

    return make


def section_with_last_year(program: Program, folder: Path) -> QWidget:
    """The first section of a new period: blank, the values of the year before beside it."""
    file = sample.make(folder)
    with Workspace.open(file) as workspace:
        earlier = workspace.load(load)
        changes = succeed(Report(earlier.template, UNIT, Period(2025)), earlier)
        workspace.add_report(UNIT, Period(2025), earlier.template, changes=changes)
    program.file.remember(replace(recents(folder)[0], path=str(file), period="2025"))
    program.start()
    program.open_recent(program.file.read().recent[0])
    return window_of(program)


def section_empty(code: str) -> Screen:
    """The window at a section of an empty report."""

    def make(program: Program, folder: Path) -> QWidget:
        file = folder / "Xã Đăk Blà 2025.bc42"
        template = load(SAMPLE.template)
        with Workspace.create(file) as workspace:
            workspace.add_report(Unit("Xã Đăk Blà", template.default_level), Period(2025), template)
        program.start(str(file))
        window = window_of(program)
        assert isinstance(window, Window)  # noqa: S101 - it was just made
        window.sections.choose(code)
        return window

    return make


def finding(program: Program, folder: Path) -> QWidget:
    """The window at the first finding."""
    window = sample_open(program, folder)
    window.commands.findings.next()
    wait(1000)  # suggestions come after a pause
    return window


def asked(act: Callable[[Window], object]) -> Screen:
    """The dialog that a command opens on the first finding's cell."""

    def make(program: Program, folder: Path) -> QWidget:
        window = sample_open(program, folder)
        window.commands.findings.next()
        return modal(lambda: act(window))

    return make


def explained(window: Window) -> None:
    """Ask for the reason of the first finding that may stand."""
    window.commands.findings.explain(next(found for found in window.session.findings if found.acceptable))


def typed(text: str, *, refused: bool = False) -> Screen:
    """The window while something is being typed, or after it was refused."""

    def make(program: Program, folder: Path) -> QWidget:
        window = sample_open(program, folder)
        window.sections.choose("II.3.b")
        window.show()
        assert window.form is not None  # noqa: S101 - the section has figures
        window.form.walk(Way.FORWARD)
        QTest.keyClicks(window.form, text[0])
        field = window.form.fields.field
        assert field is not None  # noqa: S101 - the first key opened it
        QTest.keyClicks(field, text[1:])
        if refused:
            QTest.keyClick(field, Qt.Key.Key_Return)
        return window

    return make


def final(program: Program, folder: Path) -> QWidget:
    """The window with a report that was made final."""
    window = sample_open(program, folder)
    window.session.put(finalise(window.session.report, "Y Hà", clock.now()))
    return window


def words(program: Program, folder: Path) -> QWidget:
    """The paragraphs of a section."""
    window = sample_open(program, folder)
    window.sections.choose("II.2.b")
    window.commands.texts.toggle()
    return window


def modal(act: Callable[[], object]) -> QWidget:
    """The dialog that an act opens; it is closed again, and a picture of it comes back as a label."""
    found = QLabel()

    def take() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is not None:
            found.setPixmap(dialog.grab())
            dialog.close()

    QTimer.singleShot(50, take)
    act()
    return found


def dialog(make: Callable[[Theme, Session, PreferencesFile, Path], QWidget]) -> Screen:
    """A dialog over the sample."""

    def shown(program: Program, folder: Path) -> QWidget:
        sample_open(program, folder)
        assert program.session is not None  # noqa: S101 - the sample is open
        return make(program.theme, program.session, program.file, folder)

    return shown


def choose_report(theme: Theme, session: Session, _: PreferencesFile, __: Path) -> QWidget:
    """The list of a file with three reports."""
    for year in (2023, 2025):
        session.workspace.add_report(UNIT, Period(year), session.report.template)
    return ChooseReport(theme, session.workspace.reports())


def with_deadlines(session: Session) -> Session:
    """The session of a file that knows a plan of the province and a letter that moves its day."""
    plan = Deadline("", "trước 30/11", "Kế hoạch số 2581/KH-UBND", date(2024, 7, 3), "Bộ Nội vụ", UNIT.level)
    lower = replace(
        plan,
        due="trước 20/10",
        receiver="",
        level=session.report.template.default_level,
        source="Kế hoạch số 2581/KH-UBND, mục IV.2",
    )
    half = replace(plan, period="6T", due="chậm nhất 15/6")
    letter = replace(plan, period="2024", due="chậm nhất 10/12", source="Công văn số 5120/BNV-CNCC của Bộ Nội vụ")
    session.workspace.add_deadlines([plan, half, lower, replace(letter, issued=date(2024, 11, 20))], "Y Hà")
    return session


def with_param(session: Session) -> Session:
    """The session of a file whose office added a legal constant."""
    name, (first, *_) = next(iter(session.report.template.params.items()))
    source = "Quyết định số 1234/QĐ-TTg ngày 15/3/2024"
    session.add_param(name, replace(first, since=date(2024, 4, 1), until=None, source=source))
    return session


def with_requests(session: Session) -> Session:
    """The session of a file whose office asked agencies for numbers: one replied, one is late."""
    file, report = session.workspace, session.report
    first, second, third, *_ = (section for section in report.template.sections.values() if report.figures(section))
    for section, days in ((first, 12), (second, -5), (third, 9)):
        file.ask(report, [section.code], section.agency_on(TODAY, report.unit.level), TODAY + timedelta(days), "Y Hà")
    file.reply(report, [first.code], first.agency_on(TODAY, report.unit.level), "Y Hà")
    return session


def review(theme: Theme, session: Session) -> Review:
    """What a reply changes in the first numbers of a report."""
    report, cells = session.report, list(session.report.cells.items())[:6]
    lines = []
    for number, (address, cell) in enumerate(cells):
        figure = report.template.figures[address.figure]
        name = f"{report.label(figure, address.row)}, {report.measure(address).label.lower()}"
        lines.append(Change(name, shown(cell) if number % 2 else "", shown(cell), "" if number else "gõ dấu %?"))
    return Review(theme, "Sở Nội vụ", lines, list, None)


def fill_book(theme: Theme, session: Session) -> FillBook:
    """A form of a circular with cells that are guessed."""
    return FillBook(theme, session, SuperiorBook(circular(session.report.period.year), "bieu.xlsx"), None)


def take_over(theme: Theme, session: Session, file: PreferencesFile, folder: Path) -> TakeOver:
    """What a handover would put where, before it is taken over."""
    password, package = "mật khẩu thử", folder / "ban-giao.bangiao"
    found = giving.gather([session.workspace.path], file.read(), TODAY, session.workspace)
    giving.give(found, package, password, "Y Hà", "Nguyễn Thị Ánh", clock.now())
    shown = TakeOver(theme, file, folder / "máy mới")
    shown.package.setText(str(package))
    shown.password.setText(password)
    shown.accept()
    wait(3000)  # the package is opened beside the window
    return shown


def wait(milliseconds: int) -> None:
    """Let the window work, and its threads too (QTest's own wait holds them up)."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def planned(*, tasks: bool = False, empty: bool = False) -> Screen:
    """The targets or tasks of the plan; answers that no cell gives are made up."""

    def make(program: Program, folder: Path) -> QWidget:
        window = sample_open(program, folder)
        window.resize(SIZE)
        window.show()
        if not empty:
            plan_of(window.session)
        window.commands.plan.page.toggle()
        page = window.page
        assert isinstance(page, TargetPage)  # noqa: S101 - it was just asked for
        page.tabs.setCurrentIndex(int(tasks))
        page.view.go_to(2 if tasks else 32)
        return window

    return make


def plan_of(session: Session) -> None:
    """Give a report the plan that ships for its province, with some answers and tasks."""
    lead = "Sở Lao động - Thương binh và Xã hội"
    tasks = [
        (1, ["TT", "Nhiệm vụ", "Nhóm", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian", "Chỉ tiêu liên quan"]),
        (2, ["1", "Rà soát, giao chỉ tiêu giảm nghèo cho từng huyện", "Giảm nghèo", lead, "", "Quý I hằng năm", "32"]),
        (3, ["2", "Đôn đốc giải ngân vốn hỗ trợ sinh kế", "Giảm nghèo", lead, "UBND các huyện", "2024-2025", "32"]),
    ]
    who = session.who
    name = next(iter(name for name in targets.shipped() if name in session.report.unit.name.lower().replace(" ", "-")))
    targets.take(session.workspace, targets.opened(name), session.report.unit.name, who, session.report)
    targets.take(session.workspace, tasks, session.report.unit.name, who, session.report, tasks=True)
    session.follow_plan()
    plan = session.report.plan
    assert plan is not None  # noqa: S101 - it was just taken in
    values = {
        1: "100",
        2: "1,42",
        3: "2,35",
        4: "66,8",
        5: "47,6",
        6: "46,2",
        34: "4,36",
        44: "Đã công nhận",
        45: "20,5",
    }
    for order, value in values.items():
        state = "" if value[0].isdigit() else Attainment.REACHED
        said = Answer(value, "15/11/2024", "Cục Thống kê", state)
        if change := answer(session.report, targets.line(plan.wanted, order), said):
            session.put(change)
    for order, value in ((1, "Đã giao ngày 26/01/2024"), (2, "7/10 huyện đã báo cáo")):
        state = Attainment.REACHED if order == 1 else ""
        if change := answer(session.report, targets.line(plan.tasks, order), Answer(value, "", "", state)):
            session.put(change)


def district(which: Callable[[Window], PageCommand]) -> Screen:
    """A page of a district whose communes have sent, but for the last two."""

    def make(program: Program, folder: Path) -> QWidget:
        file = exchange_sample.make(exchange_sample.names()[0], folder)
        sent = sorted((folder / "thư đến").iterdir())[:-2]
        with Workspace.open(file) as workspace:
            workspace.add_deadlines([Deadline("", "trước 30/11", "Công văn số 1", issued=date(2024, 1, 2))])
            receiving.receive(workspace, sent, Yes(), "Y Hà")
            matrix.write(workspace, consolidating.find(workspace, None, None), "Y Hà")
        program.start(str(file))
        window = window_of(program)
        assert isinstance(window, Window)  # noqa: S101 - the sample opens
        window.resize(SIZE)
        window.show()
        which(window).toggle()
        wait(1500)  # how full reports are is counted one by one
        return window

    return make


def sample_page(which: Callable[[Window], PageCommand]) -> Screen:
    """A page of the first sample."""

    def make(program: Program, folder: Path) -> QWidget:
        window = sample_open(program, folder)
        window.resize(SIZE)
        window.show()
        which(window).toggle()
        wait(1500)  # its paper is drawn aside
        return window

    return make


def preview(program: Program, folder: Path) -> QWidget:
    """The printed pages beside the form; they are made in a thread, so the picture waits for them."""
    window = sample_open(program, folder)
    window.resize(SIZE)
    window.show()
    window.commands.output.toggle_preview()
    waiting = QEventLoop()
    assert window.commands.output.preview is not None  # noqa: S101 - it was just asked for
    window.commands.output.preview.refreshed.connect(waiting.quit)
    QTimer.singleShot(20_000, waiting.quit)
    waiting.exec()
    wait(2000)  # the pages are drawn one by one
    return window


def screens() -> dict[str, Screen]:
    """Every screen by name."""
    found: dict[str, Screen] = {
        "start": start,
        "start-empty": start_empty,
        "new-report": dialog(lambda theme, session, _, folder: NewReport(theme, [session.report.template], folder)),
        "next-period": dialog(lambda theme, session, _, __: NextPeriod(theme, session)),
        "choose-report": dialog(choose_report),
        "settings-document": dialog(lambda theme, session, file, _: Settings(theme, file, session)),
        "settings-program": dialog(lambda theme, _, file, __: Settings(theme, file)),
        "deadlines": dialog(lambda theme, session, _, __: Deadlines(with_deadlines(session), theme, TODAY)),
        "new-deadline": dialog(lambda theme, session, _, __: NewDeadline(session, theme)),
        "requests": dialog(lambda theme, session, _, __: Requests(with_requests(session), theme, TODAY)),
        "new-request": dialog(lambda theme, session, _, __: NewRequest(session, theme, TODAY, ["II.1"])),
        "review": dialog(lambda theme, session, _, __: review(theme, session)),
        "params": dialog(lambda theme, session, _, __: Params(with_param(session), theme)),
        "new-param": dialog(lambda theme, session, _, __: NewParam(session, theme)),
        "fill-book": dialog(lambda theme, session, _, __: fill_book(theme, session)),
        "hand-over": dialog(lambda theme, session, file, folder: HandOver(theme, file, folder, session.workspace)),
        "take-over": dialog(take_over),
        "crash": dialog(lambda _, __, ___, folder: CrashDialog(folder / "baocao42.log")),
        "finding": finding,
        "typing": typed("=8995+200+3525"),
        "refused": typed("12.5", refused=True),
        "words": words,
        "final": final,
        "phat-hanh": asked(lambda window: window.commands.report.issue()),
        "preview": preview,
        "export": asked(lambda window: window.commands.output.export()),
        "documents": asked(lambda window: window.commands.texts.documents()),
        "explain": asked(explained),
        "history": asked(lambda window: window.commands.cells.history()),
        "note": asked(lambda window: window.commands.cells.note()),
        "find": asked(lambda window: window.commands.cells.find()),
        "help": asked(lambda window: window.commands.help.explain()),
        "keys": asked(lambda window: window.commands.help.keys()),
        "about": asked(lambda window: window.commands.help.about()),
        "targets": planned(),
        "targets-none": planned(empty=True),
        "tasks": planned(tasks=True),
        "progress": district(lambda window: window.commands.exchange.progress),
        "receiving": district(lambda window: window.commands.exchange.receiving),
        "matrix": district(lambda window: window.commands.exchange.matrix),
        "sending": district(lambda window: window.commands.output.sending),
        "agenda": district(lambda window: window.commands.agenda.page),
        "summary": sample_page(lambda window: window.commands.output.summary),
        "on-request": asked(lambda window: window.commands.report.on_request()),
        "last-year": section_with_last_year,
    }
    for code in (found.code for found in load(SAMPLE.template).sections.values() if found.figures):
        found[f"section-{code}"] = section(code)
        found[f"section-{code}-empty"] = section_empty(code)
    for chosen in sample.samples():
        template = load(chosen.template)
        for code in (one.code for one in template.sections.values() if template.span and one.figures):
            found[f"periods-{code}"] = section(code, chosen)
    return found


def reduced(image: QImage) -> QImage:
    """The picture in its 256 commonest colours: a third of the size, and nobody sees it."""
    rgb = image.convertToFormat(QImage.Format.Format_RGB32)
    colours = [colour for colour, _ in Counter(memoryview(rgb.constBits()).cast("I")).most_common()]
    shades = dict.fromkeys(colours[:64])  # the commonest exactly, of the others one of many that nobody tells apart
    for colour in colours[64:]:
        if len(shades) < 256 and colour & 0xF0F0F0 not in {shade & 0xF0F0F0 for shade in shades}:
            shades[colour] = None
    table = list(shades)
    return rgb.convertToFormat(QImage.Format.Format_Indexed8, table, Qt.ImageConversionFlag.AvoidDither)


def shoot(application: QApplication, name: str, make: Screen, look: tuple[str, float], *, keep: bool) -> None:
    """Take one picture."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        os.environ["XDG_CONFIG_HOME"] = place  # whoever takes the pictures has a key of his own there
        file = PreferencesFile(folder / "settings.json")
        file.change(theme=look[0], zoom=look[1])
        program = Program(file)
        widget = make(program, folder)
        if not isinstance(widget, QDialog | QLabel):
            widget.resize(SIZE)
        widget.show()
        wait(100)
        picture = widget.grab() if not isinstance(widget, QLabel) else widget.pixmap()
        image = picture.toImage()
        image.save(str(OUT / f"{name}.png"), quality=0)  # as small as PNG can
        if keep:
            reduced(image).save(str(KEPT / f"{name}.png"), quality=0)
        widget.close()
        if program.window is not None:
            program.window.close()
        program.finish()
        application.processEvents()
    print(f"{name}: {picture.width()} × {picture.height()}")


def main(arguments: list[str]) -> None:
    """Take the pictures that are named; all of them when none is."""
    keep = "--keep" in arguments
    wanted = list(IN_GUIDE) if keep else arguments
    OUT.mkdir(parents=True, exist_ok=True)
    application = QApplication(sys.argv[:1])
    application.setStyle("Fusion")
    application.setQuitOnLastWindowClosed(False)
    for name, make in screens().items():
        for suffix, look in LOOKS.items():
            if f"{name}{suffix}" in wanted or (not wanted and not (suffix and name.endswith("-empty"))):
                shoot(application, f"{name}{suffix}", make, look, keep=keep)


if __name__ == "__main__":
    main(sys.argv[1:])
