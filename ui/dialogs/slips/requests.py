"""Agencies that are asked for numbers: who owes what, asking one, and taking in what it replied."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLineEdit, QListWidget, QListWidgetItem, QWidget

from forms.document.owing import Owing, OwingState, owing
from forms.document.reply import differences
from forms.document.request import make
from forms.errors import KnownError
from forms.report import limits
from forms.values.style import day_at, day_in_figures
from ui.dialogs.dialog import Dialog
from ui.dialogs.export import default_folder
from ui.dialogs.listing import Item, Listing
from ui.dialogs.slips.review import Change, Review
from ui.jobs import requests
from ui.jobs.exporting import Outcome, refusals
from ui.look.theme import Theme
from ui.session import Session

_HEADS = ("Mục", "Cơ quan", "Đã đề nghị", "Hạn", "Trả lời", "Tình trạng", "Ô đã có")
_TICKED = Qt.CheckState.Checked
_NOBODY = "chưa rõ cơ quan"


class Requests(Listing):
    """Each section with the agency that owes it, those that are late in bold."""

    def __init__(self, session: Session, theme: Theme, today: date, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Đề nghị cung cấp số liệu", _HEADS, [0, 1], parent)
        self.setObjectName("requests")
        self.session = session
        self._today = today
        self._owing: list[Owing] = []
        self.offer("Lập phiếu…", self._ask, "primary")
        self.offer("Nhập phiếu trả lời…", self._take)
        self.finish()
        self.refresh()

    def refresh(self) -> None:
        """Show how each section stands now."""
        report = self.session.report
        self._owing = owing(
            report,
            self.session.workspace.requests(report),
            self._today,
            self.session.workspace.holders(report.template.code),
        )
        self.show_lines([_item(one) for one in self._owing])
        states = [one.standing for one in self._owing]
        counts = [f"{states.count(state)} mục {state.label.lower()}" for state in OwingState if state in states]
        self.message.setText(f"{report.unit.name}, {report.period.label}: {', '.join(counts)}.")

    def _ask(self) -> None:
        here = [self._owing[self.row].section.code] if self._owing else []
        dialog = NewRequest(self.session, self.theme, self._today, here, self)
        if dialog.exec():
            self.refresh()
            names = ", ".join(path.name for path in dialog.written)
            self.message.setText(f"Đã ghi {names} vào {dialog.folder.text()}.\n{self.message.text()}")

    def _take(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, "Chọn phiếu gửi lại", "", "Excel (*.xlsx)")
        if names:
            self.take([Path(name) for name in names])

    def take(self, paths: Sequence[Path]) -> None:
        """Show what replies change and make it so; raises KnownError, nothing changed, for one that does not fit."""
        session = self.session
        replies = requests.read(paths)
        found = differences(session.report, replies)
        whom = ", ".join(dict.fromkeys(reply.agency for reply in replies))
        several = len(session.reports) > 1

        def make_so() -> None:
            made = [(session.at(period), changes) for period, changes in requests.by_period(found).items()]
            session.put_all(made, requests.came(session.report, replies))

        lines = [
            Change(f"{one.period.label}: {one.name}" if several else one.name, one.before, one.after, one.doubt)
            for one in found
        ]
        if not found:
            make_so()
        elif not Review(self.theme, whom, lines, make_so, self).exec():
            return
        self.refresh()
        done = f"Đã nhập {len(found)} thay đổi từ phiếu của {whom}." if found else f"Phiếu của {whom} không đổi số nào."
        self.message.setText(f"{done}\n{self.message.text()}")


def _item(one: Owing) -> Item:
    asked = one.asked
    days = (
        day_at(asked.at) if asked else "",
        day_in_figures(asked.due) if asked and asked.due else "",
        day_at(asked.replied) if asked and asked.replied else "",
    )
    title = f"{one.section.number}. {one.section.short}"
    texts = (title, one.holder.in_words or _NOBODY, *days, one.standing.label, f"{one.full}/{one.cells}")
    return Item(texts, one.standing is OwingState.LATE, f"Đề nghị bởi {asked.who}" if asked and asked.who else "")


class NewRequest(Dialog):
    """Which sections are asked, of whom and until when; accepting writes the files, which `written` names."""

    def __init__(
        self, session: Session, theme: Theme, today: date, ticked: Sequence[str], parent: QWidget | None = None
    ) -> None:
        about = (
            "Mỗi cơ quan một phiếu: tệp Excel để ghi số rồi gửi lại, bản Word và PDF để gửi kèm công văn. "
            "Ngày lập phiếu được ghi vào danh sách."
        )
        super().__init__(theme, "Lập phiếu đề nghị cung cấp số liệu", about, "Lập phiếu", parent)
        self.setObjectName("new_request")
        self.session = session
        self._today = today
        self.written: list[Path] = []
        report = session.report
        self.sections = QListWidget()
        for section in report.template.sections.values():
            if report.figures(section):
                item = QListWidgetItem(f"{section.number}. {section.short}", self.sections)
                item.setToolTip(section.title)
                item.setData(Qt.ItemDataRole.UserRole, section.code)
                item.setCheckState(_TICKED if section.code in ticked else Qt.CheckState.Unchecked)
        self.sections.setMinimumHeight(theme.px(140))
        self.sections.setSpacing(theme.px(1))
        self.agency, self.due = QLineEdit(), QLineEdit()
        self.agency.setMaxLength(limits.NAME)
        self.due.setPlaceholderText("15/11/2024; để trống nếu không hẹn ngày")
        self.folder = QLineEdit(str(default_folder(session.workspace.path)))
        self.all_periods = QCheckBox("Hỏi mọi kỳ cạnh nhau, không riêng kỳ mới nhất")
        self.add("Mục", self.sections)
        self.add("Cơ quan", self.agency, "Để trống: mỗi mục hỏi cơ quan giữ số liệu của mục ấy, theo mẫu báo cáo.")
        self.add("Gửi lại chậm nhất", self.due)
        if len(session.reports) > 1:
            self.add("Kỳ", self.all_periods)
        self.add("Thư mục", self.with_folder(self.folder), "Tệp cùng tên của lần trước được ghi đè.")
        for each in (self.agency, self.due):
            each.setMinimumHeight(theme.px(30))
        self.sections.itemChanged.connect(self._suggest)
        self._suggest()
        self.finish()
        width = self.sizeHint().width()
        self.resize(width, max(self.sizeHint().height(), self.body.totalHeightForWidth(width)))
        self.sections.setFocus()

    @property
    def codes(self) -> list[str]:
        """The codes of the sections that are ticked."""
        items = map(self.sections.item, range(self.sections.count()))
        return [str(item.data(Qt.ItemDataRole.UserRole)) for item in items if item.checkState() is _TICKED]

    def _suggest(self) -> None:
        """Say whom the template would ask."""
        report = self.session.report
        sections = (report.template.sections[code] for code in self.codes)
        names = dict.fromkeys(one.agency_on(self._today, report.unit.level) or _NOBODY for one in sections)
        self.agency.setPlaceholderText("; ".join(names))
        self.agency.setToolTip("; ".join(names))
        self.refusal.hide()

    def commit(self) -> None:
        """Write the files and remember that the agencies were asked."""
        if not self.codes:
            raise KnownError("Đề nghị chọn ít nhất một mục.")
        due = self.day_in(self.due)
        session, every = self.session, self.all_periods.isChecked()
        whom = requests.by_agency(session.workspace, session.report, self.codes, self.agency.text(), self._today)
        wanted = [
            make(session.report, sections, agency, self._today, due, all_periods=every)
            for agency, sections in whom.items()
        ]
        folder = Path(self.folder.text().strip())
        outcomes: list[Outcome] = list(requests.write(session.workspace, wanted, folder, session.who))
        self.written = [outcome.path for outcome in outcomes if not outcome.refusal]
        if refusal := refusals(outcomes):
            raise KnownError(refusal)
