"""The page that sends a report upwards: what stands in its way, the files, the letter; nothing is sent from here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from itertools import count
from pathlib import Path

from PySide6.QtCore import Qt, QThread, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from forms.report.changes import ReportState
from forms.values import clock
from forms.values.style import moment_at
from forms.workfile import is_folder, stands
from ui.checklist import check_row
from ui.jobs.exporting import FORMATS
from ui.jobs.letters import covering, signed_copies, submitting
from ui.jobs.letters.submitting import CheckItem, Readiness, Submission
from ui.look import dropping
from ui.look.flow import Flow
from ui.look.full_page import FullPage
from ui.look.labels import OneLine, button, ground, label, line, picture
from ui.look.page_head import PageHead
from ui.look.theme import Theme
from ui.refusal import attempt
from ui.session import Session

_WIDE = 900  # pixels at 100 %: below, files and letter stand beneath the checklist
_KINDS = {"pdf": "document_pdf", "docx": "document_text", "xlsx": "document_table", "package": "archive"}
_ACTS = {"missing": "Xem tiến độ", "newer": "Xem tiến độ", "state": "Chốt số liệu…", "words": "Xem lời văn"}

_CARRYING = "Mỗi tệp đều kèm số liệu, chỉ cần một tệp là cấp trên nhận được."
_SCAN = "Bản ký này không kèm số liệu; các tệp khác đều kèm, gửi cùng một tệp trong số đó là cấp trên nhận được."

Ask = Callable[[str, str, str], bool]
"""Asks a question: its text, and what yes and no are called."""


class SubmissionThread(QThread):
    """Writes files and mail beside the window."""

    done = Signal(object)  # Submission
    failed = Signal(str)  # a sentence

    def __init__(self, work: Callable[[], Submission]) -> None:
        super().__init__()
        self._work = work

    def run(self) -> None:
        """Qt: the work of the thread."""
        attempt(lambda: self.done.emit(self._work()), self.failed.emit)


class SendingPage(FullPage):
    """A report on its way up."""

    look_wanted = Signal(object)  # Address
    progress_wanted = Signal()
    finalise_wanted = Signal()
    issue_wanted = Signal()
    words_wanted = Signal()
    open_wanted = Signal(object)  # the path of a mail or a folder
    copy_wanted = Signal(str)

    def __init__(self, session: Session, theme: Theme, place: Path, ask: Ask, now: datetime | None = None) -> None:
        super().__init__()
        self._ask = ask
        self.session, self.theme, self.place = session, theme, place
        self._now = now or clock.local(clock.now())
        self._writer: SubmissionThread | None = None
        self.setAccessibleName("Gửi báo cáo")
        self.setAcceptDrops(True)
        self.to, self.subject, self.text = QLineEdit(), QLineEdit(), QPlainTextEdit()
        self.boxes: dict[str, QCheckBox] = {}
        self._purposes: dict[str, QLabel] = {}
        self._carrying = label(theme, delta=-0.5, colour="text2", wrap=True)
        self.mailing = button(theme, "Tạo thư mục và mở thư", "primary")
        self.making = button(theme, "Chỉ tạo thư mục")
        self.carrying = button(theme, "Chép ra USB…")
        self.copying = button(theme, "Sao chép lời nhắn")
        self.signing = button(theme, "Nhận bản ký…")
        self._where = label(theme, colour="text2")
        self._about = OneLine(theme, colour="text2")
        self._outcome = label(theme, colour="text2", wrap=True)
        self._build()
        self._connect()
        self.begin_at(self.mailing)
        self.plan = self._prepared()
        self.to.setText(self.plan.recipients)
        self.subject.setText(self.plan.subject)
        self.text.setPlainText(self.plan.text)
        self.refresh()

    def _prepared(self) -> Submission:
        return submitting.prepare(self.session.workspace, self.session.report, self._now.date(), self.formats)

    @property
    def formats(self) -> list[str]:
        """The formats that were chosen."""
        return [name for name, box in self.boxes.items() if box.isChecked()]

    def _build(self) -> None:
        px, theme = self.theme.px, self.theme
        head = PageHead(theme, "Gửi báo cáo", self._about)
        body = QWidget()
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, body)
        self._across.setContentsMargins(px(12), px(10), px(16), px(10))
        self._across.setSpacing(px(28))
        self._across.addLayout(self._checklist(), 1)
        self._across.addLayout(self._letter(), 1)
        body.setBackgroundRole(self.palette().ColorRole.Base)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setViewport(ground(self.palette().ColorRole.Base))
        scroll.setWidget(body)
        foot = Flow(px(8), self.mailing, self.making, self.carrying, self.copying, self._where)
        foot.setContentsMargins(px(12), px(8), px(12), px(8))
        head.addWidget(self.signing)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addLayout(head)
        down.addWidget(line(theme))
        down.addWidget(scroll, 1)
        down.addWidget(line(theme))
        down.addLayout(foot)

    def _checklist(self) -> QVBoxLayout:
        down = QVBoxLayout()
        down.setSpacing(self.theme.px(6))
        down.addWidget(label(self.theme, "Trước khi gửi", 1.5, bold=True))
        self._items = QVBoxLayout()
        self._items.setSpacing(self.theme.px(6))
        down.addLayout(self._items)
        down.addWidget(self._outcome)
        down.addStretch()
        return down

    def _letter(self) -> QVBoxLayout:
        px, theme = self.theme.px, self.theme
        down = QVBoxLayout()
        down.setSpacing(px(6))
        down.addWidget(label(theme, "Tệp sẽ gửi", 1.5, bold=True))
        for name in FORMATS:
            across = QHBoxLayout()
            across.setSpacing(px(8))
            self.boxes[name] = box = QCheckBox()
            box.setFont(theme.font())
            box.setChecked(True)
            box.toggled.connect(self.refresh)
            self._purposes[name] = label(theme, colour="text2", wrap=True)
            across.addWidget(picture(theme, _KINDS[name], "accent", 18))
            across.addWidget(box)
            across.addWidget(self._purposes[name], 1)
            down.addLayout(across)
        down.addWidget(self._carrying)
        down.addSpacing(px(6))
        down.addWidget(label(theme, "Thư", 1.5, bold=True))
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(px(190))
        for name, field in (("Gửi", self.to), ("Chủ đề", self.subject), ("Lời nhắn", self.text)):
            named = label(theme, name, colour="text2")
            named.setBuddy(field)
            field.setAccessibleName(name)
            field.setFont(theme.font())
            down.addWidget(named)
            down.addWidget(field, 1 if field is self.text else 0)
        self.to.setPlaceholderText("địa chỉ thư của cấp trên")
        return down

    def _connect(self) -> None:
        self.mailing.clicked.connect(lambda: self.make(opening=True))
        self.making.clicked.connect(lambda: self.make(opening=False))
        self.carrying.clicked.connect(self._carry)
        self.copying.clicked.connect(lambda: self.copy_wanted.emit(self.text.toPlainText()))
        self.signing.clicked.connect(self._choose_signed)
        self.session.changed.connect(self.refresh)

    def _choose_signed(self) -> None:
        found, _ = QFileDialog.getOpenFileName(self, "Chọn bản đã ký", "", "Bản ký (*.pdf)")
        if found:
            self.take_signed(Path(found))

    def take_signed(self, path: Path) -> None:
        """Keep a signed copy, note its number and day, and say what became of it."""
        session = self.session

        def make() -> None:
            found = signed_copies.look(session.report, path)
            sure = found.revision is not None or self._is_sure(found.name)
            if not sure:
                return
            lesser = signed_copies.lesser(session.workspace, session.report, found)
            if lesser and not self._ask(lesser, "Thay bản đang giữ", "Không thay"):
                return
            question = signed_copies.question(session.report, found)
            if question and not self._ask(question, "Đúng, ghi vào", "Chỉ giữ bản ký"):
                found = replace(found, given={})
            changes = signed_copies.take(session.workspace, session.report, found, {}, session.who, sure=True)
            if changes:
                session.put(*changes)
            self.announced.emit(signed_copies.summary(session.report, found))
            self.refresh()

        attempt(make, self.announced.emit)

    def _is_sure(self, name: str) -> bool:
        """Ask whether a copy that says nothing of itself is of this report."""
        text = f'"{name}" không kèm số liệu và không đọc được mã dữ liệu. Đây có đúng là bản ký của báo cáo này không?'
        return self._ask(text, "Đúng, giữ lại", "Không phải")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's own
        """Qt: a signed copy may be dropped here."""
        if dropping.pdf(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's own
        """Qt: take the signed copy that was dropped."""
        event.acceptProposedAction()
        for path in dropping.pdf(event):
            self.take_signed(path)

    def refresh(self) -> None:
        """Look anew at what stands in the way; what was typed into the letter stays."""
        before, self.plan = self.plan, self._prepared()
        for field, old, new in (
            (self.subject, before.subject, self.plan.subject),
            (self.to, before.recipients, self.plan.recipients),
        ):
            if field.text() == old:
                field.setText(new)
        if self.text.toPlainText() == before.text:
            self.text.setPlainText(self.plan.text)
        for name, box in self.boxes.items():
            called, purpose = submitting.attachment(self.plan, name)
            box.setText(called)
            self._purposes[name].setText(purpose)
        self._carrying.setText(_SCAN if not covering.carries_data(self.plan.signed) else _CARRYING)
        while (item := self._items.takeAt(0)) is not None:
            if (old_row := item.widget()) is not None:
                old_row.deleteLater()
        for one in self.plan.checklist:
            self._items.addWidget(check_row(self.theme, one, self._act(one)))
        due = submitting.deadline(self.session.workspace, self.session.report, self._now.date())
        drafted = submitting.drafted(self.session.workspace, self.session.report)
        parts = [f"hạn gửi {due}"] if due else []
        if drafted:
            parts.append(f"đã soạn thư {moment_at(drafted[-1].at)}")
        self._about.say(" · ".join(parts))
        self.signing.setVisible(self.session.report.locked)
        self._fit()

    def _act(self, one: CheckItem) -> tuple[str, Callable[[], object]] | None:
        """What leads to where a line can be mended."""
        if one.where is not None:
            return "Xem", lambda: self.look_wanted.emit(one.where)
        report = self.session.report
        if one.code == "state" and report.locked and report.state is not ReportState.ISSUED:
            return "Trình ký, phát hành…", self.issue_wanted.emit
        wanted = {
            "missing": self.progress_wanted,
            "newer": self.progress_wanted,
            "state": self.finalise_wanted,
            "words": self.words_wanted,
        }.get(one.code)
        if wanted is None or one.standing is Readiness.DONE:
            return None
        return _ACTS[one.code], wanted.emit

    def folder(self, place: Path | None = None) -> Path:
        """A folder that is not there yet, for what is sent today; among what is sent, unless a place is said."""
        called = f"Gửi báo cáo {self.session.report.period.code}, {self._now:%d-%m-%Y}"
        names = (called if number == 1 else f"{called} ({number})" for number in count(1))
        return next(found for name in names if not stands(found := (place or self.place) / name))

    def _carry(self) -> None:
        found = QFileDialog.getExistingDirectory(self, "Chọn ổ USB hoặc thư mục để chép vào", "")
        if found:
            self.make(opening=False, into=self.folder(Path(found)))

    def make(self, *, opening: bool, into: Path | None = None) -> None:
        """Write the files and the mail into a folder, then open the mail, or the folder where it was not asked for."""
        if self._writer is not None:
            return
        formats = self.formats
        if not formats:
            self.announced.emit("Đề nghị chọn ít nhất một tệp để gửi.")
            return
        if gone := _gone(into):
            self._failed(gone)
            return
        session, folder = self.session, into or self.folder()
        plan = replace(self.plan, recipients=self.to.text(), subject=self.subject.text(), text=self.text.toPlainText())
        signed = session.workspace.signed_file(plan.signed) if plan.signed else None
        edited, children = session.workspace.edited(session.report), session.workspace.pinned(session.report)
        self._enable(on=False)
        self._outcome.setText("Đang ghi tệp…")
        self._writer = SubmissionThread(lambda: submitting.write(plan, edited, children, folder, formats, signed))
        self._writer.done.connect(lambda done: self._done(done, opening=opening))
        self._writer.failed.connect(lambda text: self._failed(_gone(into) or text))
        self._writer.finished.connect(self._finished)
        self._writer.start()

    def _done(self, done: Submission, *, opening: bool) -> None:
        if not attempt(lambda: submitting.keep(self.session.workspace, done, self.session.who), self._failed):
            return
        lines = [f"Đã ghi {len(done.files)} tệp và thư vào {done.folder}; thư chưa gửi, đề nghị gửi từ hộp thư."]
        lines += [f"Lưu ý: {remark}." for remark in done.remarks]
        lines += [heavy] if (heavy := submitting.too_heavy(done.files)) else []
        self._outcome.setText("\n".join(lines))
        self.announced.emit(f"Đã ghi tệp và thư vào {done.folder}.")
        if done.folder is not None:
            self.open_wanted.emit(done.folder / done.letter if opening else done.folder)
        self.refresh()

    def _failed(self, text: str) -> None:
        self._outcome.setText(text)
        self.announced.emit(text)

    def _finished(self) -> None:
        self._writer = None
        self._enable(on=True)

    def _enable(self, *, on: bool) -> None:
        for each in (self.mailing, self.making, self.carrying):
            each.setEnabled(on)

    def settle(self) -> bool:
        """Wait for files that are being written."""
        if self._writer is not None:
            self._writer.wait()
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own
        """Qt: files and letter step beneath the checklist in a narrow window."""
        super().resizeEvent(event)
        wide = self.width() / self.theme.zoom >= _WIDE
        direction = QBoxLayout.Direction
        self._across.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
        self._where.setVisible(wide)
        self._fit()

    def _fit(self) -> None:
        _elide(self._where, str(self.folder()), self.theme)


def _gone(folder: Path | None) -> str:
    """What is said of a stick that was pulled out, before or in the middle: it is not made anew on the disk."""
    if folder is None or is_folder(folder.parent):
        return ""
    return f'Không còn thấy "{folder.parent}"; đề nghị cắm lại USB rồi chép lại, chưa ghi gì.'


def _elide(shown: QLabel, text: str, theme: Theme) -> None:
    """Show a path, its middle left out where there is no room; the whole of it as a tip."""
    shown.setToolTip(text)
    shown.setText(theme.metrics().elidedText(text, Qt.TextElideMode.ElideMiddle, theme.px(360)))
