"""The act of issuing: how far the report has come, under which number and day it goes out, and what will be printed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from operator import itemgetter
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from forms.document import issuing, letterhead, revisions
from forms.errors import KnownError
from forms.report import archive, details
from forms.report.changes import Change, Issue, ReportState, SetIssue
from forms.report.office import speaker
from forms.report.report import Report
from forms.values import clock
from storage.signed import SignedCopy
from ui.checklist import check_row
from ui.dialogs.dialog import Dialog
from ui.jobs.letters import issuing_checks, signed_copies
from ui.look import dropping
from ui.look.labels import label, line
from ui.look.theme import Theme
from ui.refusal import attempt
from ui.session import Session

_LOGGED = 6
_DROP = "Kéo thả bản ký (PDF) vào đây để đọc số, ngày và giữ bản ký."
_HINTS = {issuing.NUMBER: "312", issuing.DAY: "28/10/2024"}


class Issuing(Dialog):
    """The states with who and when, the number and day that may be noted at any time, and the way on."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        report = session.report
        code = archive.fingerprint(report)
        about = f"Bản số {report.revision} · mã dữ liệu {code}. Ghi số, ngày sau khi ký không tính là sửa báo cáo."
        super().__init__(theme, "Trình ký, phát hành", about, "Ghi số, ngày", parent)
        self.setObjectName("issuing")
        self.session = session
        self.body.insertLayout(2, _course(theme, report))
        self.body.insertWidget(3, line(theme))
        right = self._columns(self._list(), _log(theme, report, session.workspace.signed(report)))
        self.texts: dict[str, QLineEdit | QPlainTextEdit] = {}
        for key, text in issuing.noted(report).items():
            self.texts[key] = field = _field(theme, key, text)
            field.textChanged.connect(self._show)
            self.add(issuing.LABELS[key], field)
        self.preview = label(theme, wrap=True)
        right.addWidget(line(theme))
        right.addWidget(label(theme, "Sẽ in", -0.5, colour="text2"))
        right.addWidget(self.preview)
        self.signed: signed_copies.Signed | None = None
        self.received = label(theme, _DROP if report.locked else "", -0.5, colour="text2", wrap=True)
        right.insertWidget(1, self.received)  # over the fields that it fills: beneath them it is out of sight
        self.received.setVisible(report.locked)
        self.setAcceptDrops(report.locked)
        right.addStretch()
        submitted = report.state is ReportState.SUBMITTED
        self.present_button = self._more("Rút về" if submitted else "Trình ký", self._present)
        self.present_button.setEnabled(report.state in (ReportState.FINAL, ReportState.SUBMITTED))
        self.issue_button = self._more("Phát hành", self._issue)
        self.issue_button.setEnabled(report.locked and report.state is not ReportState.ISSUED)
        self.finish()
        self.texts[issuing.NUMBER].setFocus()
        self._show()
        self.body.activate()
        width = theme.within(self, 960, 0).width()
        self.resize(width, self.body.totalHeightForWidth(width) + theme.px(24))

    def _list(self) -> QVBoxLayout:
        """What is to be known before it goes out, what stands in the way first."""
        found = QVBoxLayout()
        found.setSpacing(self.theme.px(6))
        found.addWidget(label(self.theme, "Trước khi phát hành", 1, bold=True))
        today = clock.day(clock.now())
        self.checks = issuing_checks.before_issuing(self.session.workspace, self.session.report, today)
        for one in self.checks:
            found.addWidget(check_row(self.theme, one))
        return found

    def _columns(self, *left: QVBoxLayout) -> QVBoxLayout:
        """What is to be known on the left, what is noted on the right; returns the right column under its fields."""
        across, down, right = QHBoxLayout(), QVBoxLayout(), QVBoxLayout()
        across.setSpacing(self.theme.px(32))
        right.setSpacing(self.theme.px(10))
        down.setSpacing(self.theme.px(16))
        for each in left:
            down.addLayout(each)
        down.addStretch()
        self.body.removeItem(self.fields)
        self.fields.setParent(None)
        right.addWidget(label(self.theme, "Số và ngày", 1, bold=True))
        right.addLayout(self.fields)
        across.addLayout(down, 1)
        across.addLayout(right, 1)
        self.body.addLayout(across)
        return right

    def _more(self, text: str, act: Callable[[], None]) -> QPushButton:
        found = self._buttons.addButton(text, QDialogButtonBox.ButtonRole.ActionRole)
        found.setFont(self.theme.font())
        found.setMinimumHeight(self.theme.px(32))
        found.clicked.connect(lambda: self._leave(act))
        return found

    @property
    def _given(self) -> dict[str, str]:
        return {key: _typed(field) for key, field in self.texts.items()}

    def _show(self) -> None:
        """Say what will stand in the head and over the appendices, or why it cannot."""
        attempt(lambda: self._show_head(issuing.note(self.session.report, self._given)), self.preview.setText)

    def _show_head(self, change: SetIssue | None) -> None:
        report = self.session.report
        issue = report.issue if change is None else change.issue or Issue()
        head = letterhead.head(report, issue=issue)
        day = head.place_and_date.rpartition(", ")[2]
        number = head.number.replace("Số:", "số", 1)
        kind = report.template.document.kind.capitalize()
        enclosure = f"(Kèm theo {kind} {number} {day} của {speaker(report)})"
        self.preview.setText(f"{head.number}   {head.place_and_date}\n{enclosure}")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's own
        """Qt: a signed copy may be dropped here."""
        if dropping.pdf(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's own
        """Qt: read the signed copy that was dropped."""
        event.acceptProposedAction()
        for path in dropping.pdf(event):
            attempt(partial(self._read_signed, path), self.refuse)

    def _read_signed(self, path: Path) -> None:
        """Write what a signed copy says into the fields; it is kept with them, once they were compared."""
        report = self.session.report
        found = signed_copies.look(report, path)
        if found.revision not in (None, report.revision):
            raise KnownError(f"Đây là bản ký của lần {found.revision}; đề nghị nhận ở trang Gửi báo cáo.")
        self.signed = found
        for key, text in found.given.items():
            field = self.texts[key]
            field.setPlainText(text) if isinstance(field, QPlainTextEdit) else field.setText(text)
        self.received.setText(signed_copies.to_compare(self.session.workspace, report, found))
        self.refusal.hide()
        self.fit()

    def commit(self) -> None:
        """Note number, day and signer."""
        change = issuing.note(self.session.report, self._given)
        self._put(*([change] if change else []))

    def _issue(self) -> None:
        self._put(*issuing.issue(self.session.report, self._given, self.session.who, clock.now()))

    def _present(self) -> None:
        report = self.session.report
        state = ReportState.FINAL if report.state is ReportState.SUBMITTED else ReportState.SUBMITTED
        change = issuing.note(report, self._given)
        self._put(*([change] if change else []), revisions.move(report, state, self.session.who, clock.now()))

    def _put(self, *changes: Change) -> None:
        if changes:
            self.session.put(*changes)
        if self.signed is not None:
            signed_copies.keep(self.session.workspace, self.session.report, self.signed, self.session.who)

    def _leave(self, act: Callable[[], None]) -> None:
        """Do something and close; a refusal is said and everything typed stays."""
        if attempt(act, self.refuse):
            self.done(int(self.DialogCode.Accepted))


def _course(theme: Theme, report: Report) -> QGridLayout:
    """The states side by side: which one the report has come to, by whom and when."""
    found = QGridLayout()
    found.setHorizontalSpacing(theme.px(24))
    opened = max((place for place, stage in enumerate(report.stages) if stage.state is ReportState.DRAFT), default=-1)
    came = {stage.state: stage for stage in report.stages[opened + 1 :]}
    order = list(ReportState)
    for column, state in enumerate(order):
        there = order.index(state) <= order.index(report.state)
        down = QVBoxLayout()
        colour = "accent" if state is report.state else "text" if there else "text2"
        down.addWidget(label(theme, f"{'●' if there else '○'} {state.label}", bold=there, colour=colour))
        stage = came.get(state) if there else None
        when = f"{stage.who}\n{clock.local(stage.at):%d/%m/%Y %H:%M}" if stage else ""
        down.addWidget(label(theme, when, -0.5, colour="text2"))
        down.addStretch()
        found.addLayout(down, 0, column)
    return found


def _log(theme: Theme, report: Report, signed: SignedCopy | None) -> QVBoxLayout:
    """What became of the report, the latest first."""
    found = QVBoxLayout()
    found.setSpacing(theme.px(2))
    told = [
        (stage.at, f"{stage.state.label}, {stage.who}{f': {stage.reason}' if stage.reason else ''}")
        for stage in report.stages
    ]
    told += [(signed.at, f"nhận bản ký {signed.name}, {signed.who}")] if signed else []
    if told:
        found.addWidget(label(theme, "Nhật ký", bold=True))
    for at, words in sorted(told, key=itemgetter(0))[: -_LOGGED - 1 : -1]:  # of one minute, too, the last one first
        text = f"{clock.local(at):%d/%m/%Y %H:%M}  {words}"
        found.addWidget(label(theme, text, -0.5, colour="text2", wrap=True))
    return found


def _field(theme: Theme, key: str, text: str) -> QLineEdit | QPlainTextEdit:
    if key in details.LINES:
        lines = QPlainTextEdit(text)
        lines.setTabChangesFocus(True)
        lines.setFixedHeight(theme.metrics().lineSpacing() * 2 + theme.px(20))
        return lines
    field = QLineEdit(text)
    field.setPlaceholderText(_HINTS.get(key, ""))
    field.setMinimumHeight(theme.px(28))
    return field


def _typed(field: QLineEdit | QPlainTextEdit) -> str:
    return field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()
