"""The page that sends: the checklist follows the report, files and mail are written together, nothing is sent."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from exports import mail, parcels
from forms.document import issuing, revisions
from forms.report import archive
from forms.values import clock
from ui.dialogs import box
from ui.exchange.sending_page import SendingPage
from ui.jobs.exporting import export
from ui.jobs.letters.submitting import Readiness
from ui.window.window import Window


def page_of(window: Window) -> SendingPage:
    window.commands.output.sending.toggle()
    page = window.page
    assert isinstance(page, SendingPage)
    page.open_wanted.disconnect()
    page.issue_wanted.disconnect()  # a dialog would wait for somebody
    return page


def test_files_and_mail_are_written_together_and_kept(
    window: Window, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(window)
    standing = {one.code: one.standing for one in page.plan.checklist}
    assert standing["errors"] is Readiness.OPEN
    page.place = tmp_path / "gửi"
    page.to.setText("so@tinh.gov.vn")
    assert "văn bản (PDF, DOCX), phụ lục số liệu (XLSX) và tệp số liệu. Mở tệp nào" in page.text.toPlainText()
    page.boxes["docx"].setChecked(False)
    assert "DOCX" not in page.text.toPlainText()
    page.text.setPlainText("Kính gửi Sở,")
    with qtbot.waitSignal(page.open_wanted, timeout=20_000) as opened:
        page.mailing.click()
    assert opened.args
    letter: Path = opened.args[0]
    qtbot.waitUntil(page.making.isEnabled)
    names = {path.suffix for path in letter.parent.iterdir()}
    assert names == {".pdf", ".xlsx", ".zip", ".eml"}
    assert len(dict(parcels.opened([letter]))) == 3
    (kept,) = window.session.workspace.letters()
    assert (kept.letter.text, kept.letter.recipients) == ("Kính gửi Sở,", "so@tinh.gov.vn")
    assert kept.letter.digest == archive.digest(archive.encode(window.session.report))
    assert page.folder() != letter.parent  # the next one does not write over it
    (stick := tmp_path / "USB" / letter.parent.name).mkdir(parents=True)
    assert page.folder(stick.parent).name == f"{stick.name} (2)"  # nor over what the stick has from before
    page.to.setText("so@tinh")
    with qtbot.waitSignal(page.announced, timeout=20_000) as said:
        page.making.click()
    assert "không phải địa chỉ" in (said.args or ("",))[0]
    qtbot.waitUntil(page.making.isEnabled)
    assert len(list(page.place.iterdir())) == 1
    # what was typed stays when the report changes
    assert not page.signing.isVisible()
    window.session.put(revisions.finalise(window.session.report, "Y Hà", clock.now()))
    assert page.text.toPlainText() == "Kính gửi Sở,"
    assert page.signing.isVisible()
    with qtbot.waitSignal(page.issue_wanted):
        next(act for act in page.findChildren(QPushButton) if act.text() == "Trình ký, phát hành…").click()
    (copy,) = export(window.session.report, clock.now(), tmp_path, ["pdf"])
    page.take_signed(copy.path)  # its head is blank still
    assert page.plan.signed is not None
    assert page.plan.checklist[-1].message == "Chốt số liệu, lần 1: bản ký"
    assert page.boxes["pdf"].text() == f"{copy.path.stem}-ban-ky.pdf"
    window.session.put(*filter(None, [issuing.note(window.session.report, {issuing.NUMBER: "312"})]))
    other = copy.path.with_name("khác.pdf")
    other.write_bytes(copy.path.read_bytes() + b"\n")
    for answer, name in ((False, copy.path.name), (True, other.name)):
        asked: list[str] = []
        monkeypatch.setattr(
            box, "ask", lambda *words, asked=asked, answer=answer, **_: asked.append(words[3]) or answer
        )
        page.take_signed(other)
        assert ["không đọc được số 312" in text for text in asked] == [True]
        signed = window.session.workspace.signed(window.session.report)
        assert signed is not None
        assert signed.name == name


def test_a_stick_that_was_pulled_out_is_not_made_anew(
    window: Window, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(window)
    with qtbot.waitSignal(page.announced) as said:
        page.make(opening=False, into=tmp_path / "đã rút" / "Gửi báo cáo")
    assert "cắm lại USB" in (said.args or ("",))[0]
    assert not (tmp_path / "đã rút").exists()
    (stick := tmp_path / "usb").mkdir()
    with monkeypatch.context() as patch, qtbot.waitSignal(page.announced, timeout=20_000) as said:
        composing = mail.compose

        def pulled(to: Sequence[str], subject: str, text: str, attached: Sequence[tuple[str, bytes]]) -> bytes:
            stick.rename(tmp_path / "cầm ở tay")
            return composing(to, subject, text, attached)

        patch.setattr(mail, "compose", pulled)
        page.make(opening=False, into=stick / "Gửi báo cáo")
    assert "cắm lại USB" in (said.args or ("",))[0]
    qtbot.waitUntil(page.carrying.isEnabled)
    assert window.session.workspace.letters() == []
    (tmp_path / "cầm ở tay").rename(stick)
    with qtbot.waitSignal(page.open_wanted, timeout=20_000):
        page.make(opening=False, into=stick / "Gửi báo cáo")
    assert [path.name for path in stick.iterdir()] == ["Gửi báo cáo"]
    assert len(window.session.workspace.letters()) == 1
