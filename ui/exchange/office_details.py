"""One office beside the list: a letter to one that has not sent, what a later report changes, what came."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
)

from forms.document.revisions import Correction
from forms.values.style import moment_at
from storage.tables.letters import KeptLetter, Letter
from ui.exchange.office_list import OfficeLine
from ui.jobs.progress import Stale, effect
from ui.look.labels import breakable, button, ground, label, line, picture
from ui.look.side_panel import SidePanel
from ui.look.theme import Theme

_MOST_EFFECTS = 12
_NOTE = "Chương trình soạn, cán bộ gửi: mở thư chỉ ghi là đã soạn, không biết thư đã gửi hay chưa."


class OfficeDetails(SidePanel):
    """What is known of the chosen office, and what can be done about it."""

    letter_wanted = Signal(str, str, str)  # recipients, subject, text
    message_wanted = Signal()
    reason_wanted = Signal()
    reissue_wanted = Signal(object)  # a list of Stale
    update_wanted = Signal()
    receiving_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Đơn vị được chọn")
        self.setViewport(ground(self.palette().ColorRole.Window))
        self.to, self.subject, self.text = QLineEdit(), QLineEdit(), QPlainTextEdit()

    def show_nothing(self) -> None:
        """Show that no office is chosen."""
        self.begin("Chưa có đơn vị cấp dưới", "Nhập danh sách đơn vị, hoặc nhận báo cáo ở trang Tiếp nhận.")
        self.down.addStretch()
        self.end()

    def show_letter(self, shown: OfficeLine, drafted: Letter, before: KeptLetter | None) -> None:
        """Show the letter to an office that has not sent; what is typed into it is what is opened."""
        words = "Chưa soạn thư lần nào."
        if before is not None:
            words = f"Đã soạn thư lúc {moment_at(before.at)}."
        reason = f" Lý do chưa gửi: {shown.office.reason}." if shown.office.reason else ""
        self.begin(f"Đôn đốc {shown.office.unit.name}", f"{words}{reason}")
        self.to, self.subject, self.text = QLineEdit(), QLineEdit(drafted.subject), QPlainTextEdit(drafted.text)
        self.to.setText(drafted.recipients)
        self.to.setPlaceholderText("địa chỉ thư của đơn vị")
        self.subject.setCursorPosition(0)
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(self.theme.px(150))
        for name, field in (("Gửi", self.to), ("Chủ đề", self.subject), ("Lời nhắn", self.text)):
            named = label(self.theme, name, colour="text2")
            named.setBuddy(field)
            field.setAccessibleName(name)
            field.setFont(self.theme.font())
            self.down.addWidget(named)
            self.down.addWidget(field, 1 if field is self.text else 0)
        opening = button(self.theme, "Mở thư đôn đốc", "primary")
        opening.clicked.connect(self._open)
        copying = button(self.theme, "Sao chép lời nhắn (Zalo)")
        copying.clicked.connect(self.message_wanted)
        noting = button(self.theme, "Sửa lý do chưa gửi…" if shown.office.reason else "Ghi lý do chưa gửi…")
        noting.clicked.connect(self.reason_wanted)
        for each in (opening, copying, noting):
            self.down.addWidget(each)
        self.down.addWidget(label(self.theme, _NOTE, -0.5, colour="text2", wrap=True))
        self.end()

    def _open(self) -> None:
        self.letter_wanted.emit(self.to.text(), self.subject.text(), self.text.toPlainText())

    def show_replaced(
        self, shown: OfficeLine, stale: Sequence[Stale], moved: Sequence[Correction], *, locked: bool
    ) -> None:
        """Show what a later report changes, in itself and in the sums that were made from the former."""
        (one, *_) = stale
        self.begin(
            f"{shown.office.unit.name} gửi báo cáo thay thế",
            one.sentence,
        )
        self.down.addLayout(self._effects(one))
        if one.changes > _MOST_EFFECTS:
            more = f"và {one.changes - _MOST_EFFECTS} ô khác"
            self.down.addWidget(label(self.theme, more, colour="text2"))
        if moved:
            self.down.addWidget(label(self.theme, "Số tổng hợp đổi theo", bold=True))
            others = [f"và {len(moved) - _MOST_EFFECTS} ô khác"] if len(moved) > _MOST_EFFECTS else []
            for words in [*map(effect, moved[:_MOST_EFFECTS]), *others]:
                self.down.addWidget(label(self.theme, words, colour="text2", wrap=True))
        self._offer(stale, locked=locked)

    def _effects(self, one: Stale) -> QGridLayout:
        """The cells that differ: what was used, what it is now, by how much."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(self.theme.px(8))
        grid.setVerticalSpacing(self.theme.px(5))
        grid.setColumnStretch(0, 1)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        heads = ("", "Đã dùng", "Nay", "Tác động")
        rows = [(item.label, item.reported, item.corrected, item.difference) for item in one.effects[:_MOST_EFFECTS]]
        for row, texts in enumerate((heads, *rows)):
            for column, text in enumerate(texts):
                faint = row == 0 or column == 1
                cell = label(
                    self.theme,
                    text,
                    -0.5 if row == 0 else 0.0,
                    bold=row > 0 and column == 3,
                    colour="text2" if faint else "text",
                    wrap=column == 0,
                )
                if column:
                    grid.addWidget(cell, row, column, right)
                else:
                    grid.addWidget(cell, row, column)
        return grid

    def _offer(self, stale: Sequence[Stale], *, locked: bool) -> None:
        """What can be done about it, which ends the column."""
        self.down.addWidget(line(self.theme))
        if locked:
            words = "Báo cáo đã chốt giữ nguyên; muốn đưa số mới vào thì mở lại, lý do ghi sẵn và chốt lần kế tiếp."
            act, made = "Mở lại để báo cáo thay thế…", lambda: self.reissue_wanted.emit(list(stale))
        else:
            words = "Số tổng hợp trong báo cáo vẫn theo bản đã dùng."
            act, made = "Lấy số tổng hợp mới", self.update_wanted.emit
        self.down.addWidget(label(self.theme, words, colour="text2", wrap=True))
        doing = button(self.theme, act, "primary")
        doing.clicked.connect(made)
        self.down.addWidget(doing)
        self.down.addStretch()
        self.end()

    def show_received(self, shown: OfficeLine, beneath: Sequence[str] = ()) -> None:
        """Show what an office sent, and what is known of the reports that it was made from."""
        came = shown.office.received
        self.begin(shown.office.name, shown.texts[1])
        if came is not None:
            self._say("mail_inbox", "text2", f"Nhận lúc {moment_at(came.at)}, tệp {breakable(came.file)}")
            if came.edited:
                self._say("warning", "warning", f"Bản đã sửa tay sau khi kết xuất: {came.edited}")
            if shown.texts[5]:
                self._say("warning", "warning", f"Cần rà soát: {shown.texts[5]}")
            for words in beneath:
                self._say("info", "accent", words)
            look = button(self.theme, "Xem ở Tiếp nhận", "link")
            look.clicked.connect(self.receiving_wanted)
            self.down.addWidget(look, 0, Qt.AlignmentFlag.AlignLeft)
        self.down.addStretch()
        self.end()

    def _say(self, sign: str, colour: str, text: str) -> None:
        across = QHBoxLayout()
        across.setSpacing(self.theme.px(8))
        across.addWidget(picture(self.theme, sign, colour, 16), 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(label(self.theme, text, wrap=True), 1)
        self.down.addLayout(across)
