"""Receiving in the window: files are looked at, asked about and taken, and nothing is written before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter, QPdfWriter
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from forms.definitions.loading import default
from forms.definitions.template import Merge
from forms.document import revisions
from forms.errors import KnownError
from forms.offices.units import Unit
from forms.report.cells import Address, Cell
from forms.report.changes import Issue, SetCell, SetIssue
from forms.report.report import Report
from forms.sums.methods import method
from forms.values.numbers import Number
from forms.values.period import Period
from forms.values.style import day_in_figures
from forms.values.text import fold
from storage.intake import Reception
from storage.statements import StatementOutcome
from storage.tables.letters import LetterKind
from storage.workspace import Workspace
from tests.ui.conftest import Hand, shown
from ui.dialogs.exchange import papers
from ui.dialogs.exchange.letter import LetterDialog
from ui.dialogs.exchange.pointing import PointingDialog
from ui.dialogs.exchange.statements import StatementsDialog
from ui.exchange.receiving_page import ReceivingPage
from ui.jobs import progress
from ui.jobs.exporting import export
from ui.jobs.letters import reminding
from ui.jobs.unit_lists import take_in
from ui.window.window import Window

AT = datetime(2024, 12, 1, 7, 30, tzinfo=UTC)
TEMPLATE = default()
HIGH, LOW = list(TEMPLATE.offices)[1], TEMPLATE.default_level
PLACE = next(
    Address(figure.code, "", code)
    for figure in TEMPLATE.figures.values()
    for code, measure in figure.measures.items()
    if method(TEMPLATE, figure, "", measure) is Merge.SUM and not measure.decimals
)


def sent(folder: Path, name: str, *counts: int, period: int = 2024, level: str = LOW) -> list[Path]:
    """The packages of the revisions of one office."""
    report = Report(TEMPLATE, Unit(name, level), Period(period))
    made = []
    for number, count in enumerate(counts):
        if report.locked:
            report.apply(revisions.reopen(report, "Sót số liệu", "Y Hà", AT))
        report.apply(SetCell(PLACE, Cell(Number(count))))
        report.apply(revisions.finalise(report, "Y Hà", AT))
        report.apply(SetIssue(report.revision, Issue(number="7", day=AT.date())))
        (outcome,) = export(report, AT, folder / f"{name} {period} {number}", ["package"])
        made.append(outcome.path)
    return made


@pytest.fixture
def page(tmp_path: Path, qtbot: QtBot) -> ReceivingPage:
    source = tmp_path / "đơn vị.csv"
    names = [f"Xã {name},{LOW},Huyện Ta" for name in ("Môn", "Đăk Long", "Ba")]
    source.write_text("\n".join(["name,level,parent", f"Huyện Ta,{HIGH},", *names]), encoding="utf-8")
    place = tmp_path / "huyện.bc42"
    with Workspace.create(place) as workspace:
        workspace.add_report(Unit("Huyện Ta", HIGH), Period(2024), TEMPLATE, own=True)
        take_in(workspace, source)
    window = shown(place, qtbot)
    window.commands.exchange.receiving.toggle()
    assert isinstance(window.page, ReceivingPage)
    return window.page


@pytest.fixture
def look(page: ReceivingPage, qtbot: QtBot) -> Callable[..., list[Reception]]:
    """Look into files, and what each of them is."""

    def look(*paths: Path) -> list[Reception]:
        page.tray.read(paths)
        return settled(page, qtbot)

    return look


def settled(page: ReceivingPage, qtbot: QtBot) -> list[Reception]:
    qtbot.waitUntil(lambda: not page.tray.busy)
    return [one.judgement.verdict for one in page.tray.arrivals if not one.received]


def press(page: ReceivingPage, text: str) -> None:
    next(found for found in page.findChildren(QPushButton) if found.text().startswith(text)).click()


def standing(page: ReceivingPage) -> list[tuple[str, int, str]]:
    workspace = page.session.workspace
    offices = workspace.units()
    return [
        (offices.at(one.unit, Period(2024).end).name, one.number, one.edited)
        for one in workspace.received(TEMPLATE.code, Period(2024))
        if one.standing
    ]


def test_a_stick_of_mails_is_received_and_what_is_doubtful_waits(
    page: ReceivingPage, look: Callable[..., list[Reception]], tmp_path: Path, qtbot: QtBot
) -> None:
    stick = tmp_path / "usb"
    stick.mkdir()
    (first, second), (spelled,) = sent(tmp_path, "Xã Môn", 1, 2), sent(tmp_path, "Xã Đắk Long", 3)
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "a@b.vn", "Báo cáo"
    mail.add_attachment(first.read_bytes(), maintype="application", subtype="zip", filename=first.name)
    (stick / "1.eml").write_bytes(mail.as_bytes())
    (stick / "2.zip").write_bytes(second.read_bytes())
    (stick / "3.zip").write_bytes(spelled.read_bytes())
    (stick / "4.jpg").write_bytes(b"\xff\xd8")
    (stick / "5.zip").write_bytes(second.read_bytes())
    found = look(stick)
    asked = [Reception.UNKNOWN_UNIT, Reception.UNREADABLE]
    assert found == [Reception.NEW, Reception.REPLACES, *asked, Reception.SAME]
    assert standing(page) == []
    texts = [line.texts[1][0] for line in page.list.model_of_lines.lines]
    assert texts[1:6] == ["Xã Đắk Long?", "", "", "Xã Môn", "Xã Môn"]  # what asks something is first
    assert texts[-1] == "Xã Môn"  # what tells nothing new is last
    assert page.take.text() == "Nhận 2 báo cáo"
    page.take.click()
    assert settled(page, qtbot) == asked  # what told nothing new went with what it repeats
    assert standing(page) == [("Xã Môn", 2, "")]
    hand = Hand()
    page.list.setFocus()
    page.list.setCurrentIndex(page.list.model_of_lines.index(1, 0))
    hand.press(Qt.Key.Key_Tab)
    answer = QApplication.focusWidget()
    assert isinstance(answer, QPushButton)
    assert answer.text() == "Là Xã Đăk Long, Huyện Ta"
    hand.press(Qt.Key.Key_Return)
    page.list.setFocus()
    assert settled(page, qtbot) == [Reception.NEW, Reception.UNREADABLE]
    hand.press(Qt.Key.Key_Return)
    settled(page, qtbot)
    assert standing(page) == [("Xã Môn", 2, ""), ("Xã Đăk Long", 1, "")]
    assert look(*sent(tmp_path / "sau", "Xã Đắk Long", 3, 4)) == [
        Reception.UNREADABLE,
        Reception.SAME,
        Reception.REPLACES,
    ]
    page.list.setCurrentIndex(page.list.model_of_lines.index(page.list.model_of_lines.rowCount() - 1, 0))
    press(page, "Bỏ mọi tệp")
    assert settled(page, qtbot) == [Reception.UNREADABLE, Reception.REPLACES]


def test_another_period_and_a_new_office_come_in_with_a_yes(
    page: ReceivingPage, look: Callable[..., list[Reception]], tmp_path: Path, qtbot: QtBot
) -> None:
    (old,), (new,) = sent(tmp_path, "Xã Môn", 1, period=2023), sent(tmp_path, "Xã Mới Lập", 5)
    assert look(old, new) == [Reception.OTHER_PERIOD, Reception.UNKNOWN_UNIT]
    page.list.setCurrentIndex(page.list.model_of_lines.index(1, 0))
    press(page, "Nhận cho năm 2023")
    settled(page, qtbot)
    page.list.setCurrentIndex(page.list.model_of_lines.index(1, 0))  # what asks is first
    press(page, "Là đơn vị mới")
    assert settled(page, qtbot) == [Reception.NEW, Reception.NEW]
    page.take.click()
    settled(page, qtbot)
    assert standing(page) == [("Xã Mới Lập", 1, "")]
    offices = page.session.workspace.units()
    (number,) = offices.named("Xã Mới Lập", Period(2024).end)
    assert offices.at(number, Period(2024).end).path == ("Huyện Ta",)
    assert len(page.session.workspace.received(TEMPLATE.code, Period(2023))) == 1


def test_what_is_being_read_or_was_answered_stays_when_the_page_goes(
    page: ReceivingPage, look: Callable[..., list[Reception]], tmp_path: Path
) -> None:
    assert look(*sent(tmp_path, "Xã Mới", 1)) == [Reception.UNKNOWN_UNIT]
    window = page.window()
    assert isinstance(window, Window)
    window.zoom_by(1)
    assert isinstance(window.page, ReceivingPage)
    assert window.page is not page
    assert len(window.page.tray.arrivals) == 1


def test_an_office_is_asked_to_report_again_and_told_what_was_found(
    page: ReceivingPage, look: Callable[..., list[Reception]], tmp_path: Path, qtbot: QtBot
) -> None:
    look(*sent(tmp_path, "Xã Môn", 7))
    page.take.click()
    settled(page, qtbot)
    workspace, window = page.session.workspace, page.window()
    assert isinstance(window, Window)
    page.list.setCurrentIndex(page.list.model_of_lines.index(1, 0))
    told = next(found.text() for found in page.findChildren(QLabel) if "chốt số liệu" in found.text())
    assert told.endswith(f"Y Hà · số 7, ngày {day_in_figures(AT.date())}")

    def write(dialog: QDialog) -> bool:
        assert isinstance(dialog, LetterDialog)
        dialog.copy()
        assert "chưa được cộng" in dialog.text.toPlainText()
        dialog.reason.setText("Thiếu hộ nghèo")
        return False  # what was copied is sent elsewhere, and no file is wanted

    window.ask = write  # type: ignore[method-assign]
    press(page, "Đề nghị báo cáo lại")
    (held,) = workspace.received(TEMPLATE.code, Period(2024))
    assert (held.returned, held.counts) == ("Thiếu hộ nghèo", False)
    assert [kept.letter.kind for kept in workspace.letters()] == [LetterKind.RETURN]
    found = progress.of(workspace, page.session.report, AT.date())
    (back,) = (one for one in found.offices if one.returned)
    assert "chưa nhận được báo cáo thay thế" in reminding.letter(workspace, found, back, AT).text
    press(page, "Rút đề nghị")
    assert workspace.received(TEMPLATE.code, Period(2024))[0].counts
    look(*sent(tmp_path / "sau", "Xã Môn", 7, 8)[1:])
    assert "Thay bản đang giữ: 1 ô đổi" in page.list.model_of_lines.lines[1].aloud


def test_numbers_by_telephone_and_on_paper_are_noted_beside_the_picture(
    page: ReceivingPage, look: Callable[..., list[Reception]], tmp_path: Path, qtbot: QtBot
) -> None:
    look(*sent(tmp_path, "Xã Môn", 7))
    page.take.click()
    settled(page, qtbot)
    workspace, window = page.session.workspace, page.window()
    photo, scan = tmp_path / "bản ký.png", tmp_path / "bản quét.pdf"
    image = QImage(60, 80, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    image.save(str(photo))
    writer = QPdfWriter(str(scan))
    painter = QPainter(writer)
    writer.newPage()
    painter.end()
    assert [page.width() for page in papers.pages(scan.read_bytes())] == [1240, 1240]
    offices = workspace.units()
    (absent,) = offices.named("Xã Ba", Period(2024).end)
    assert isinstance(window, Window)
    commands = window.commands.exchange
    commands.take_picture(absent, photo)
    commands.take_picture(absent, scan)
    with pytest.raises(KnownError, match="không phải ảnh"):
        commands.take_picture(absent, next(iter(sent(tmp_path, "Xã Khác", 1))))
    told: list[str] = []

    def note(dialog: QDialog) -> bool:
        assert isinstance(dialog, StatementsDialog)
        dialog.giver.setText("ông Tư")
        dialog.words.setText(fold(TEMPLATE.figures[PLACE.figure].label))
        for text in ("9", "mười"):
            dialog.number.setText(text)
            dialog.accept()
            told.append(dialog.refusal.text())
        return False

    window.ask = note  # type: ignore[method-assign]
    rows = {line.texts[1][0]: number for number, line in enumerate(page.list.model_of_lines.lines)}
    page.list.setCurrentIndex(page.list.model_of_lines.index(rows["Xã Môn"], 0))
    press(page, "Ghi số báo")
    page.list.setCurrentIndex(page.list.model_of_lines.index(rows["Xã Ba"], 0))
    press(page, "Nhập theo ảnh bản ký.png")
    assert told[0] == told[2] == ""
    assert told[1]
    sums = workspace.below(TEMPLATE, offices.named("Huyện Ta", Period(2024).end)[0], Period(2024)).tallies
    assert sums.tally(PLACE, Merge.SUM).number == Number(18)
    assert [line.texts[3][1] for line in page.list.model_of_lines.lines if line.held] == [
        "1 số báo ngoài báo cáo, chờ văn bản"
    ] * 2
    assert (False, 1) in {  # numbers by telephone are no report
        (one.there, one.awaited) for one in progress.of(workspace, page.session.report, AT.date()).offices
    }
    rows = {line.texts[1][0]: number for number, line in enumerate(page.list.model_of_lines.lines)}
    page.list.setCurrentIndex(page.list.model_of_lines.index(rows["Xã Môn"], 0))
    press(page, "Rút số này")
    assert sum(one.open for one in workspace.statements(TEMPLATE.code, Period(2024))) == 1
    assert look(*sent(tmp_path / "sau", "Xã Ba", 9)) == [Reception.REPLACES]
    page.take.click()
    settled(page, qtbot)
    outcomes = {one.outcome for one in workspace.statements(TEMPLATE.code, Period(2024))}
    assert StatementOutcome.CONFIRMED in outcomes


def test_an_office_s_own_workbook_is_pointed_at_once(
    page: ReceivingPage, look: Callable[..., list[Reception]], tmp_path: Path, qtbot: QtBot
) -> None:
    def own(name: str, year: int, count: object) -> Path:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        for row in ([f"Biểu số liệu năm {year}"], ["Nội dung", "Số"], ["Người", count]):
            sheet.append(row)
        book.save(tmp_path / name)
        return tmp_path / name

    window = page.window()
    assert isinstance(window, Window)
    assert look(own("xã ba.xlsx", 2024, 12)) == [Reception.UNREADABLE]

    def point(dialog: QDialog) -> bool:
        assert isinstance(dialog, PointingDialog)
        dialog.words.setText(fold(TEMPLATE.figures[PLACE.figure].label))
        dialog.view.setCurrentIndex(dialog.model.index(2, 1))
        with pytest.raises(KnownError, match="Chưa chọn đơn vị"):
            dialog.commit()
        dialog.office.setCurrentIndex(dialog.office.findText("Xã Ba, Huyện Ta"))
        with pytest.raises(KnownError, match="Chưa chỉ ô"):
            dialog.commit()
        dialog.point()
        assert dialog.list.item(0).text().endswith("Sheet B3 = 12")
        dialog.commit()
        return True

    window.ask = point  # type: ignore[method-assign]
    press(page, "Chỉ ô")
    assert settled(page, qtbot) == [Reception.NEW]
    page.take.click()
    settled(page, qtbot)
    assert standing(page) == [("Xã Ba", 0, "")]
    # the same form of the year after is known again, and whose it is stays a question
    assert look(own("lạ.xlsx", 2025, 15)) == [Reception.UNKNOWN_UNIT]
    press(page, "Là Xã Ba")
    assert settled(page, qtbot) == [Reception.REPLACES]
    other = look(own("chữ.xlsx", 2024, "mười hai"), own("trống.xlsx", 2024, None))
    assert other == [Reception.REPLACES, Reception.UNREADABLE, Reception.UNKNOWN_UNIT]
