from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from forms.definitions.loading import load, look_in
from forms.offices.deadlines import Deadline
from forms.offices.units import Unit
from forms.report.cells import Address
from forms.report.changes import SetCell, SetDetail
from forms.values import clock
from forms.values.period import Period
from storage.workspace import Workspace
from tests.forms.definitions import own
from tests.forms.small import small
from ui.agenda.page import AgendaPage
from ui.dialogs import box, new_report
from ui.dialogs.choose_report import ChooseReport
from ui.dialogs.export import default_folder
from ui.dialogs.new_report import NewReport, due_period, file_name
from ui.dialogs.next_period import NextPeriod
from ui.dialogs.settings import Settings
from ui.entry.walking import Way
from ui.jobs import sample
from ui.jobs.agenda import waiting
from ui.look.theme import Theme
from ui.preferences import Preferences, PreferencesFile, Recent
from ui.program import Program
from ui.sample_menu import SampleMenu
from ui.session import Session
from ui.start.start_page import StartPage
from ui.window.window import Window


@pytest.fixture
def program(tmp_path: Path, qtbot: QtBot) -> Iterator[Program]:
    found = Program(PreferencesFile(tmp_path / "settings.json"))
    yield found
    if found.window is not None:
        found.window.close()
    found.finish()
    qtbot.wait(1)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return sample.make(tmp_path)


def page_of(program: Program) -> StartPage:
    assert isinstance(program.window, StartPage)
    return program.window


def window_of(program: Program) -> Window:
    assert isinstance(program.window, Window)
    return program.window


def test_what_is_wrong_in_an_extension_is_said_where_a_template_is_wanted(program: Program, tmp_path: Path) -> None:
    program.start()
    own.extend(tmp_path, ve_sinh="x")
    look_in(tmp_path)
    try:
        program.new()
        assert str(tmp_path / "xa-moi" / "ve_sinh.toml") in page_of(program)._refusal.text()
        program.open_sample(sample.samples()[0])
        assert "thiếu dấu =" in page_of(program)._refusal.text()
    finally:
        look_in()


def test_the_start_page_says_what_to_do_and_opens_the_sample(program: Program) -> None:
    program.start()
    page = page_of(program)
    assert page.list is None
    button = page.findChild(QPushButton, "sample")
    assert isinstance(button, QPushButton)
    menu = button.menu()
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == [each.title for each in sample.samples()]
    menu.actions()[0].trigger()
    assert window_of(program).session.report.unit.name == "Tỉnh Kon Tum"
    assert program.file.read().recent == ()  # a sample is not work


@pytest.mark.parametrize("each", sample.samples(), ids=lambda each: each.values.stem)
def test_every_sample_that_is_shipped_opens_at_once(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, each: sample.Sample
) -> None:
    """One of several periods shows the latest, the others beside it, and asks nothing."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    program.start()
    program.open_sample(each)
    report = window_of(program).session.report
    assert (report.unit.name, report.period) == (each.unit.name, each.period)
    assert {one.period for one in report.span} <= each.periods


def test_every_sample_that_is_found_is_offered_with_the_page_and_with_a_report(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = sample.samples()[0]
    other = replace(first, title="Mẫu khác & khác nữa", unit=Unit("Xã Đăk Blà", "xa"))
    monkeypatch.setattr(sample, "samples", lambda: [first, other])
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    program.start()
    for _ in range(2):
        assert program.window is not None
        found = program.window.findChildren(SampleMenu)
        for menu in found:
            menu.aboutToShow.emit()
            assert [action.text() for action in menu.actions()] == [first.title, "Mẫu khác && khác nữa"]
        found[0].actions()[1].trigger()
        assert window_of(program).session.report.unit.name == "Xã Đăk Blà"


def test_an_opened_report_is_remembered_and_opens_by_enter(program: Program, file: Path) -> None:
    program.start(str(file))
    program.finish()
    recent = program.file.read().recent[0]
    assert (recent.path, recent.unit, recent.period) == (str(file), "Tỉnh Kon Tum", "2024")
    assert 0 < recent.filled < recent.total
    program.show_start_page()
    page = page_of(program)
    assert page.list is not None
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert window_of(program).session.workspace.path == file


def test_a_file_that_is_gone_is_said_and_can_be_taken_off_the_list(
    program: Program, tmp_path: Path, qtbot: QtBot
) -> None:
    gone = Recent(
        str(tmp_path / "E" / "a.bc42"), "Xã Đăk Blà", "2024", "Báo cáo", "draft", 3, 198, "2024-11-15T07:03:22+00:00"
    )
    program.file.remember(gone)
    program.start()
    page = page_of(program)
    assert page.list is not None
    qtbot.waitUntil(lambda: bool(page.list and page.list.recents.gone))
    assert page.list.recents.second(gone) == ("Không tìm thấy tệp", "warning")
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert page_of(program) is page
    assert "Không tìm thấy tệp" in page._refusal.text()
    QTest.keyClick(page.list, Qt.Key.Key_Delete)
    assert page_of(program).list is None
    assert program.file.read().recent == ()


def test_the_start_page_says_what_is_due_and_how_late(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "own.bc42"
    with Workspace.create(file) as workspace:
        workspace.add_report(Unit("Tỉnh Kon Tum", "tinh"), Period(2024), load("nq42"), own=True)
        workspace.add_deadlines([Deadline("2024", "trước 30/11", "KH 1")])
        today = clock.today() + timedelta(days=3)
        workspace.add_deadlines([Deadline("6T", f"chậm nhất {today.day}/{today.month}", "KH 1")])
    program.start(str(file))
    program.show_start_page()
    page = page_of(program)
    assert page.list is not None
    said, colour = page.list.recents.second(page.list.recents.lines[0])
    assert said.startswith("Nộp trước ngày 30/11/2024, trễ ")
    assert "ngày. Báo cáo" in said
    assert colour == "warning"
    said = next(each.text() for each in page.findChildren(QLabel) if "chưa tạo báo cáo" in each.text())
    assert said.startswith("Tỉnh Kon Tum, 6 tháng đầu năm")
    assert "còn 3 ngày" in said


def test_what_waits_is_opened_from_beside_another_report(
    program: Program, file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    other = tmp_path / "other.bc42"
    with Workspace.create(other) as workspace:
        workspace.add_report(Unit("Xã A", "xa"), Period(2024), load("nq42"), own=True)
    program.file.change(folder=str(tmp_path))
    program.start(str(file))
    window = window_of(program)
    window.commands.agenda.page.toggle()
    page = window.page
    assert isinstance(page, AgendaPage)
    qtbot.waitUntil(lambda: len(page.list.agenda.lines) == 2, timeout=20_000)
    (other_one,) = (line.about for line in page.list.agenda.lines if line.texts[1][0] == "Xã A")
    page.report_wanted.emit(other_one)
    assert window_of(program).session.workspace.path == other


def test_a_report_that_nobody_began_is_begun_in_its_file_and_opened(program: Program, tmp_path: Path) -> None:
    day = clock.today() + timedelta(days=3)
    asked = Deadline(
        "2021..2023", f"chậm nhất {day.day}/{day.month}/{day.year}", "CV 15/ĐTTr", None, "Đoàn thanh tra", unit="Xã A"
    )
    place = tmp_path / "a.bc42"
    with Workspace.create(place) as workspace:
        workspace.add_report(Unit("Xã A", "xa"), Period(2024), load("nq42"), own=True)
        workspace.save(workspace.load(load), [SetDetail("recipients", "Sở Nội vụ\nLưu: VT")])
        workspace.add_deadlines([asked])
        (asked_for,) = (one for one in waiting.waiting(workspace, place, load, clock.today()) if one.state is None)
    for _ in range(2):  # the second time it was begun meanwhile: it is opened
        program.open_waiting(asked_for)
        session = window_of(program).session
        assert session.report.period == Period(2021, until=2023)
        assert session.report.details == {
            "recipients": "Sở Nội vụ\nLưu: VT",
            "request": "CV 15/ĐTTr của Đoàn thanh tra",
            "addressee": "Đoàn thanh tra",
        }
        assert len(session.workspace.reports()) == 2


def test_a_file_that_cannot_be_opened_leaves_the_start_page(program: Program, tmp_path: Path) -> None:
    bad = tmp_path / "xấu.bc42"
    bad.write_bytes(b"\x00" * 500)
    program.start(str(bad))
    assert "không phải tệp làm việc" in page_of(program)._refusal.text()


def test_a_second_program_on_the_same_file_is_told(program: Program, file: Path) -> None:
    with Workspace.open(file):
        program.start(str(file))
        assert "đang mở" in page_of(program)._refusal.text()
    program.open(file)
    window_of(program)


def test_a_file_is_dropped_onto_the_page(program: Program, file: Path) -> None:
    program.start()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    drop = QDropEvent(
        QPoint(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    page_of(program).dropEvent(drop)
    assert window_of(program).session.workspace.path == file


def test_a_file_with_several_reports_asks_which(program: Program, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Workspace.open(file) as workspace:
        workspace.add_report(Unit("Tỉnh Kon Tum", "tinh"), Period(2025), load("nq42"))
    asked: list[ChooseReport] = []

    def answer(dialog: ChooseReport) -> bool:
        asked.append(dialog)
        return True

    monkeypatch.setattr(ChooseReport, "exec", answer)
    program.start(str(file))
    assert len(asked) == 1
    assert window_of(program).session.report.period == Period(2025)  # the latest stands first
    monkeypatch.setattr(ChooseReport, "exec", lambda _: False)
    program.open(file)
    assert window_of(program).session.report.period == Period(2025)


def test_what_cannot_be_opened_is_said_over_the_report(
    program: Program, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts: list[str] = []
    monkeypatch.setattr("ui.dialogs.box.show_message", lambda *words: texts.append(words[2]))
    program.start(str(file))
    window = window_of(program)
    program.open(tmp_path / "không có.bc42")
    assert "Không tìm thấy" in texts[0]
    assert program.window is window
    assert window.session.workspace.reports()


def test_zoom_and_theme_are_kept_and_the_report_stays_open(
    program: Program, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.start()
    program.zoom_by(1)
    assert page_of(program).theme.zoom == 1.1
    program.open(file)
    window = window_of(program)
    assert window.theme.zoom == 1.1
    report = window.session.report
    code = [section.code for section in report.template.sections.values() if report.figures(section)][-1]
    window.sections.choose(code)
    assert window.form is not None
    window.form.walk(Way.FORWARD)
    place = window.here
    program.file.change(theme="dark")
    monkeypatch.setattr(Settings, "exec", lambda _: True)
    program.change_settings()
    window = window_of(program)
    assert window.section == code
    assert window.here == place
    assert window.theme.dark
    assert window.session.workspace.reports()
    window.zoom_by(1)
    window.close()
    assert program.file.read().zoom == 1.25
    assert program.session is None  # let go of the file
    Workspace.open(file).close()


def test_what_cannot_be_stored_keeps_the_window(program: Program, file: Path, tmp_path: Path) -> None:
    other = tmp_path / "b.bc42"
    with Workspace.create(other) as workspace:
        workspace.add_report(Unit("Xã Đăk Blà", "xa"), Period(2024), load("nq42"))
    program.start(str(file))
    window = window_of(program)
    form = window.form
    assert form is not None
    form.go_to(Address("martyr_remains", "", "count"))
    form.edit(form.currentIndex())
    field = form.fields.field
    assert field is not None
    field.clear()
    QTest.keyClicks(field, "x1")
    program.open(other)
    assert program.window is window
    assert window.session.workspace.reports()  # still open
    field.clear()
    QTest.keyClicks(field, "21")
    program.open(other)
    assert window_of(program).session.report.unit.name == "Xã Đăk Blà"


def test_copies_of_the_sample_go_unless_they_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    plain, longer, exported, moved = (sample.make() for _ in range(4))
    with Workspace.open(longer) as workspace:
        workspace.add_report(Unit("Tỉnh Kon Tum", "tinh"), Period(2025), load("nq42"))
    beside = exported.parent / "báo cáo.pdf"
    beside.touch()
    kept = moved.rename(tmp_path / "của tôi.bc42")
    for file in (plain, longer, exported, moved):
        sample.discard(file)
    assert not plain.parent.exists()
    assert longer.exists()
    assert not exported.exists()
    assert beside.exists()
    assert kept.exists()


def test_closing_the_program_takes_the_sample_away(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    program.start()
    program.open_sample(sample.samples()[0])
    (file,) = program._samples
    assert default_folder(file) != file.parent / "Kết xuất"
    window_of(program).close()
    assert not file.parent.exists()


def test_a_new_report_is_made_where_it_says(qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "Báo cáo"
    dialog = NewReport(Theme(), [load("nq42")], folder, period=Period(2024))
    qtbot.addWidget(dialog)
    dialog.accept()
    assert "Chưa có tên đơn vị" in dialog.refusal.text()
    assert not dialog.refusal.isHidden()
    assert dialog.height() >= dialog.body.totalHeightForWidth(dialog.width())  # nothing is squeezed
    dialog._unit.setText("Xã Đăk  Blà ")
    assert dialog.refusal.isHidden()  # what was refused is being mended
    assert dialog._path.toolTip() == str(dialog.path)
    assert dialog._path.cursorPosition() == len(str(dialog.path))  # the name of the file is in sight
    assert dialog.unit == Unit("Xã Đăk Blà", "xa")
    dialog._unit.setText("Tỉnh Kon Tum")
    assert dialog.unit.level == "tinh"
    assert dialog.path == folder / "Tỉnh Kon Tum 2024.bc42"
    dialog.accept()
    assert dialog.result()
    with Workspace.open(dialog.path) as workspace:
        assert workspace.load(load).unit == Unit("Tỉnh Kon Tum", "tinh")
    again = NewReport(Theme(), [load("nq42")], folder, period=Period(2024))
    qtbot.addWidget(again)
    again._unit.setText("Tỉnh Kon Tum")
    assert again.path == folder / "Tỉnh Kon Tum 2024 (2).bc42"
    again._path.setText(str(dialog.path))
    again.accept()
    assert "đã có" in again.refusal.text()


def test_a_new_report_is_made_of_the_template_that_was_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    own, other = load("nq42"), small(tmp_path, "")
    alone = NewReport(Theme(), [own], tmp_path)
    dialog = NewReport(Theme(), [own, other], tmp_path, period=Period(2024))
    for each in (alone, dialog):
        qtbot.addWidget(each)
        each.show()
    assert not alone._choice.isVisible()
    assert dialog._choice.isVisible()
    dialog._unit.setText("Tỉnh Kon Tum")
    assert dialog.unit.level == "tinh"
    dialog._choice.setCurrentIndex(1)
    assert dialog.unit.level == "xa"  # the only one that the other template has
    dialog.accept()
    with Workspace.open(dialog.path, readonly=True) as workspace:
        (name,) = workspace.reports()
    assert name.template == other.code


@pytest.mark.parametrize("unit", ['Xã "A/B\\C: D?*<>|', "CON", "Lưu.", " . ", "x" * 300, "Xã\tĐăk\nBlà\u0007"])
def test_file_names_are_safe(unit: str, tmp_path: Path) -> None:
    name = file_name(unit, Period(2024))
    assert not set(name) & set('<>:"/\\|?*\t\n\u0007')
    assert len(name) < 100
    assert not name.startswith(("CON.", "."))
    (tmp_path / name).touch()


def test_the_yearly_report_that_is_due() -> None:
    from datetime import date

    assert due_period(date(2025, 2, 1)) == Period(2024)
    assert due_period(date(2024, 11, 15)) == Period(2024)


def test_a_new_period_keeps_rows_and_shows_the_last_values(program: Program, file: Path, qtbot: QtBot) -> None:
    program.start(str(file))
    session = program.session
    assert session is not None
    session.put(SetDetail("signer", "Y Hà"))
    dialog = NextPeriod(Theme(), session)
    qtbot.addWidget(dialog)
    assert dialog.period == Period(2025)
    dialog.accept()
    assert dialog.result()
    report = session.workspace.load(load, period=Period(2025))
    assert report.rows == session.report.rows
    assert report.details == {"signer": "Y Hà"}
    assert not report.cells
    assert report.last is not None
    assert report.last.cells == session.report.cells
    again = NextPeriod(Theme(), session)
    qtbot.addWidget(again)
    again.accept()
    assert "đã có báo cáo" in again.refusal.text()


def test_settings_say_who_signs_and_who_keys(program: Program, file: Path, qtbot: QtBot) -> None:
    program.start(str(file))
    session = program.session
    assert isinstance(session, Session)
    dialog = Settings(Theme(), program.file, session)
    qtbot.addWidget(dialog)
    signer, day = (dialog.findChild(QLineEdit, f"detail_{key}") for key in ("signer", "as_of"))
    assert isinstance(signer, QLineEdit)
    assert isinstance(day, QLineEdit)
    notes = dialog.findChild(QComboBox, "detail_cell_notes")
    assert isinstance(notes, QComboBox)
    assert notes.currentText() == "Không"
    notes.setCurrentText("Có")
    assert (first := dialog.focusWidget()) is not None
    assert first.objectName() == "detail_superior"
    signer.setText(" Y  Hà")
    day.setText("31/02/2024")
    dialog.accept()
    assert "không có trong lịch" in dialog.refusal.text()
    assert not session.report.details
    day.setText("15/11/2024")
    dialog._officer.setText("A Thắng")
    dialog.accept()
    assert session.workspace.load(load).details == {"signer": "Y Hà", "as_of": "2024-11-15", "cell_notes": "có"}
    assert program.file.read().officer == "A Thắng"


def test_every_field_of_every_dialog_has_a_name(program: Program, file: Path, qtbot: QtBot) -> None:
    program.start(str(file))
    assert program.session is not None
    dialogs = (
        Settings(Theme(), program.file, program.session),
        NextPeriod(Theme(), program.session),
        NewReport(Theme(), [load("nq42")], file.parent),
        ChooseReport(Theme(), program.session.workspace.reports()),
    )
    from PySide6.QtWidgets import QComboBox, QListWidget, QPlainTextEdit, QSpinBox

    found = 0
    for dialog in dialogs:
        qtbot.addWidget(dialog)
        for kind in (QLineEdit, QPlainTextEdit, QComboBox, QSpinBox, QListWidget):
            for field in dialog.findChildren(kind):
                if field.objectName() != "qt_spinbox_lineedit":
                    assert field.accessibleName(), field
                    found += 1
    assert found > 15


def test_documents_are_the_default_folder() -> None:
    assert new_report.default_folder().name == "BaoCao42"


@pytest.mark.usefixtures("qtbot")
def test_preferences_that_were_damaged_are_told_on_the_page(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text("{", encoding="utf-8")
    program = Program(PreferencesFile(path))
    program.start()
    page = page_of(program)
    assert "Tệp cài đặt bị hỏng" in page._refusal.text()
    assert program.file.read() == Preferences()
    page.close()
    QApplication.processEvents()


def test_a_damaged_file_is_rescued_when_one_wants_it(
    program: Program, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(sqlite3.connect(file)) as connection:
        changed = connection.execute(
            "UPDATE cell SET digits = digits + 8 WHERE figure = 'martyr_works' AND \"row\" = ''"
        )
        assert changed.rowcount
        connection.commit()
    texts: list[str] = []
    answers = [False, True]

    def ask(_parent: object, _theme: object, _title: str, text: str, **_: object) -> bool:
        texts.append(text)
        return answers.pop(0)

    monkeypatch.setattr(box, "ask", ask)
    monkeypatch.setattr(box, "show_message", lambda _parent, _theme, text, *_: texts.append(text))
    program.start(str(file))
    assert "bị hỏng" in texts[0]
    page_of(program)
    program.open(file)
    window = window_of(program)
    saved = file.with_name(f"{file.stem} (cứu hộ).bc42")
    assert window.session.workspace.path == saved
    assert f'tệp mới "{saved}"' in texts[-1]
    assert "• " in texts[-1]
    blank = [address for address in window.session.report.notes if address not in window.session.report.cells]
    assert {address.figure for address in blank} == {"martyr_works"}


def test_a_report_goes_on_in_another_file(program: Program, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts: list[str] = []
    monkeypatch.setattr(box, "show_message", lambda _parent, _theme, text, *_: texts.append(text))
    program.start(str(file))
    window = window_of(program)
    other = file.with_name("khác")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(other), ""))
    file.unlink()
    program.save_as()
    other = other.with_suffix(".bc42")
    assert f'lưu vào "{other}"' in texts[0]
    assert program.file.read().recent[0].path == str(other)
    address = next(iter(window.session.report.cells))
    window.session.put(SetCell(address, None))
    program.save_as()  # onto a file that stands: refused, nothing changed
    assert "đã có" in texts[1]
    program.finish()
    with Workspace.open(other, readonly=True) as workspace:
        assert address not in workspace.load(load).cells


def test_periods_side_by_side_open_as_one_report(program: Program, tmp_path: Path) -> None:
    chosen = next(one for one in sample.samples() if load(one.template).span)
    program.start(str(sample.make(tmp_path, chosen)))  # and nobody is asked which period
    assert isinstance(program.window, Window)
    report = program.window.session.report
    assert (report.period, len(report.span) > 1) == (chosen.period, True)
    program.window.turn()
    assert program.file.read().way == "across"
