"""The page of progress: who has not sent, letters that are drafted, a later report that leads to a re-issue."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from forms.definitions.loading import load
from forms.document import revisions
from forms.errors import KnownError
from forms.offices.deadlines import Deadline
from forms.offices.units import Unit
from forms.report import archive
from forms.report.cells import Address, Cell
from forms.report.report import Report
from forms.values.numbers import Number
from forms.values.period import Period
from storage.intake import Sending, Yes
from storage.received import SourceFile
from storage.workspace import Workspace
from tests.ui.conftest import shown
from tests.ui.exchange.test_receiving_page import AT, HIGH, LOW, PLACE, TEMPLATE, sent, settled
from ui.dialogs.question import Question
from ui.exchange.office_list import FILLED, NAME, STATE
from ui.exchange.progress_page import ProgressPage
from ui.exchange.receiving_page import ReceivingPage
from ui.findings.below import SlipsBelow
from ui.jobs import consolidating, matrix, progress
from ui.jobs.letters import reminding
from ui.jobs.receiving import findings, receive
from ui.jobs.unit_lists import take_in
from ui.window.window import Window

ALL = Yes(new_units=True)


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Window:
    """A district whose first commune has sent and is in its report, and whose second has not."""
    source = tmp_path / "đơn vị.csv"
    source.write_text(
        f"name,level,parent,email\nHuyện Ta,{HIGH},,\nXã Môn,{LOW},Huyện Ta,\nXã Ba,{LOW},Huyện Ta,ba@tinh.gov.vn\n",
        encoding="utf-8",
    )
    place = tmp_path / "huyện.bc42"
    with Workspace.create(place) as workspace:
        workspace.add_report(Unit("Huyện Ta", HIGH), Period(2024), TEMPLATE, own=True)
        take_in(workspace, source)
        workspace.add_deadlines([Deadline("", "chậm nhất 30/11", "Công văn 1", issued=date(2024, 1, 1), level=LOW)])
        receive(workspace, sent(tmp_path / "1", "Xã Môn", 20), ALL, "")
        matrix.write(workspace, consolidating.find(workspace, None, None), "")
    return shown(place, qtbot)


def page_of(window: Window) -> ProgressPage:
    window.commands.exchange.progress.toggle()
    page = window.page
    assert isinstance(page, ProgressPage)
    return page


def test_who_has_not_sent_is_shown_first_with_a_letter_that_is_kept(window: Window, qtbot: QtBot) -> None:
    assert window.status.message  # of the cell in which one stood
    page = page_of(window)
    assert not window.status.message
    QTest.keyClick(page.list, Qt.Key.Key_Home)
    assert page.list.currentIndex().row() == 0
    QTest.keyClick(page.list, Qt.Key.Key_End)
    assert page.list.currentIndex().row() == 1
    texts = [line.texts for line in page.list.offices.lines]
    assert [row[NAME] for row in texts] == ["Xã Môn", "Xã Ba"]
    assert texts[1][STATE].startswith("Chưa gửi, quá hạn")
    assert "1/2 đơn vị đã gửi" in page.strip.accessibleName()
    qtbot.waitUntil(lambda: "/" in page.list.offices.lines[0].texts[FILLED])
    shown = page.list.line()
    assert shown is not None
    assert shown.office.unit.name == "Xã Ba"
    assert (page.details.to.text(), page.details.text.toPlainText().count("huyện Ta")) == ("ba@tinh.gov.vn", 1)
    page.details.text.setPlainText("Đề nghị gửi ngay.")
    page.open_wanted.disconnect()
    with qtbot.waitSignal(page.open_wanted) as opened:
        page.details.letter_wanted.emit(
            page.details.to.text(), page.details.subject.text(), page.details.text.toPlainText()
        )
    assert Path(opened.args[0]).is_file()
    (kept,) = window.session.workspace.letters()
    assert (kept.letter.text, kept.letter.recipients) == ("Đề nghị gửi ngay.", "ba@tinh.gov.vn")
    page.details.message_wanted.emit()
    assert QApplication.clipboard().text().startswith("Xã Ba: chưa gửi")
    page.note_reason(shown.office, "mất điện do bão")
    assert page.list.offices.lines[1].texts[STATE].endswith(": mất điện do bão")
    found = matrix.Matrix(window.session.workspace, window.session.report)
    assert found.silent(PLACE) == ["Xã Ba (mất điện do bão)"]
    page.update_wanted.emit()  # it goes with the sums, from whichever page they are taken
    assert window.session.report.cells[PLACE].lacking == "chưa gồm Xã Ba (mất điện do bão)"
    with pytest.raises(KnownError, match="dài quá"):
        page.note_reason(shown.office, "x" * 200)
    page.note_reason(shown.office, "")
    assert page.list.offices.lines[1].texts[STATE].startswith("Chưa gửi, quá hạn")
    for wrong in ("ba@tinh", "ba@tinh.gov.vn\nBcc: x@y.vn"):
        page.details.letter_wanted.emit(wrong, "a", "b")
    assert len(window.session.workspace.letters()) == 1
    assert "Xã Ba" in window.commands.exchange.greeting()


def test_a_finding_over_sums_names_the_office_whose_own_report_fails_it(window: Window) -> None:
    session, figure = window.session, TEMPLATE.figures["ncc_gifts"]
    workspace, day = session.workspace, Period(2024).end
    for name, wrong in (("Xã Môn", 1), ("Xã Ba", 10)):
        report = Report(TEMPLATE, Unit(name, LOW), Period(2024))
        rows = list(report.all_rows(figure))
        total = 100 * (len(rows) - 1)
        for row in rows:
            report.cells[Address(figure.code, row, "count")] = Cell(Number(100 if row else total // wrong))
        sending = Sending(report, archive.encode(report), b"", None, SourceFile(name, name), findings=findings(report))
        (number,) = workspace.units().named(name, day)
        with workspace.intake("", Yes(unit=number, fork=True)) as intake:
            intake.take(sending, intake.judge(sending))
    session.follow_offices()
    session.put(*matrix.Matrix(workspace, session.report).take_all())
    finding = next(one for one in session.findings if one.code == "partition")
    (words,) = SlipsBelow(session).of(finding)
    assert words.startswith("Xã Ba: quà tặng")
    assert not session.suggestions(finding)


def test_a_later_report_waits_and_leads_to_a_re_issue_that_names_it(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = window.session
    report = session.report
    session.put_all(revisions.finalise_all(report, "Y Hà", AT))
    issued = report.revisions[0].data
    receive(session.workspace, sent(tmp_path / "2", "Xã Môn", 20, 7), ALL, "")
    page = page_of(window)
    assert page.list.offices.lines[0].texts[STATE] == "Có báo cáo thay thế lần 2, chờ xem"
    (stale,) = page.found.stale
    for effects in (stale.effects, matrix.moved(session.workspace, report)):
        assert [(one.reported, one.corrected, one.difference) for one in effects] == [("20", "7", "-13")]
    assert report.cells[PLACE].number == Number(20)
    receive(session.workspace, sent(tmp_path / "3", "Xã Ba", 4), ALL, "")
    since = progress.of(session.workspace, report, AT.date())
    (unused,) = (one for one in since.offices if since.waits(one))
    assert reminding.state(since, unused).endswith(", chưa vào số tổng hợp")
    monkeypatch.setattr(Question, "exec", lambda _: 1)
    page.details.reissue_wanted.emit([stale])
    assert not report.locked
    assert report.cells[PLACE].number == Number(11)
    assert report.reason.startswith("Xã Môn gửi báo cáo thay thế lần 2 (")
    assert "20 → 7 (-13" in report.reason
    assert report.reason.endswith("; Xã Ba gửi báo cáo")
    session.put_all(revisions.finalise_all(report, "Y Hà", AT))
    first, second = report.revisions
    assert (first.data, second.reason) == (issued, report.reason)
    assert progress.of(session.workspace, report, AT.date()).stale == ()
    assert session.workspace.load(load).revisions == report.revisions
    # with many figures or offices the reason names as much as it may be long
    for many in ([replace(stale, effects=stale.effects * 40)], [stale] * 9, [stale] * 90):
        assert 20 < len(progress.cause(many)) <= revisions.LONGEST_REASON


def test_only_new_reports_are_found_in_the_folders_that_the_officer_named(
    window: Window, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: str(tmp_path / "không có"))
    named = tmp_path / "nhận"
    (news,) = sent(named, "Xã Ba", 3)
    sent(named, "Xã Môn", 20)  # is here already
    (named / "ảnh.pdf").write_bytes(b"%PDF-1.4 scan")
    window.commands.exchange.watched = (str(named),)
    page_of(window).looking_wanted.emit()
    page = window.page
    assert isinstance(page, ReceivingPage)
    settled(page, qtbot)
    assert [Path(one.path) for one in page.tray.arrivals] == [news]
