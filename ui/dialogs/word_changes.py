"""What a Word file changed in the words of the report, taken over paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFrame, QScrollArea, QVBoxLayout, QWidget

from forms.document.redline.lines import differing
from forms.document.redline.word_changes import Proposal
from ui.dialogs.dialog import Dialog
from ui.jobs import word_back
from ui.jobs.word_back import WordChanges
from ui.look.labels import label, line
from ui.look.theme import Theme
from ui.session import Session


class WordChangesDialog(Dialog):
    """The proposals with what stood before; those that are ticked are taken in one step."""

    def __init__(
        self, session: Session, theme: Theme, name: str, found: WordChanges, parent: QWidget | None = None
    ) -> None:
        count = len(found.proposals)
        about = f"{name}: {count or 'không có'} chỗ khác với lời văn của báo cáo"
        about += f", {len(found.rows)} dòng phụ lục khác" if found.rows else ""
        about += ". Số liệu trong ô không đổi."
        if session.report.locked:
            about += " Báo cáo đã chốt nên chỉ xem; muốn nhận sửa thì mở lại báo cáo trước."
        super().__init__(theme, "Nhận sửa từ Word", about, "Nhận các đoạn đã chọn", parent)
        self.session = session
        self.ticks: list[tuple[QCheckBox, Proposal]] = []
        inside = QWidget()
        down = QVBoxLayout(inside)
        down.setContentsMargins(0, 0, theme.px(8), 0)
        for one, authors, comments in found.proposals:
            self._show(down, one, authors, comments)
        for row in found.rows:
            down.addWidget(label(theme, word_back.row_title(row), colour="text", wrap=True))
            self._warn(down, word_back.row_warnings(session.report, row))
            down.addWidget(line(theme))
        for said in (*map(word_back.gone_title, found.gone), *found.comments):
            down.addWidget(label(theme, said, colour="text2", wrap=True))
        down.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        area.setMinimumHeight(theme.px(320))
        self.body.addWidget(area, 1)
        self.accept_button.setVisible(bool(self.ticks))
        if not self.ticks:
            self.leave_button.setText("Đóng")
        self.finish()
        self.resize(theme.within(self, 760, 560))

    def _show(self, down: QVBoxLayout, one: Proposal, authors: tuple[str, ...], comments: tuple[str, ...]) -> None:
        theme, report = self.theme, self.session.report
        said = word_back.title(report, one, authors)
        if one.told_alone or report.locked:
            down.addWidget(label(theme, said, bold=True, wrap=True))
        else:
            tick = QCheckBox(said)
            tick.setFont(theme.font(bold=True))
            tick.setChecked(not one.numbers)
            self.ticks.append((tick, one))
            down.addWidget(tick)
        old, new = one.old.strip("| "), one.new.strip("| ")
        for name, text, other, colour in (("Cũ", old, new, "text2"), ("Mới", new, old, "text")):
            if text:
                shown = label(theme, colour=colour, wrap=True)
                shown.setTextFormat(Qt.TextFormat.RichText)
                shown.setText(
                    f"{name}: {_marked(text, other, 's' if name == 'Cũ' else 'u') if other else escape(text)}"
                )
                down.addWidget(shown)
        self._warn(down, word_back.warnings(report, one.numbers))
        if advice := word_back.advice(one):
            down.addWidget(label(theme, advice, colour="warning", wrap=True))
        for said in comments:
            down.addWidget(label(theme, said, colour="text2", wrap=True))
        down.addWidget(line(theme))

    def _warn(self, down: QVBoxLayout, warnings: Sequence[str]) -> None:
        for warning in warnings:
            down.addWidget(label(self.theme, warning, colour="warning", wrap=True))

    def commit(self) -> None:
        """Take the ticked paragraphs over."""
        taken = [one for tick, one in self.ticks if tick.isChecked()]
        changes = word_back.take(self.session.report, taken)
        if changes:
            self.session.put(*changes)


def _marked(text: str, other: str, mark: str) -> str:
    """A text as HTML, what stands otherwise in another in bold and crossed out or underlined."""
    return "".join(
        f"<b><{mark}>{escape(piece)}</{mark}></b>" if differs else escape(piece)
        for piece, differs in differing(text, other)
    )
