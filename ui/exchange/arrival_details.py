"""One line of the page beside the list: what it is, what is asked of the officer, what differs, what was found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QVBoxLayout

from forms.checks import progress
from forms.checks.checker import check
from forms.definitions.rules import SEVERITY_LABELS, Severity
from forms.definitions.template import Merge
from forms.document.revisions import Correction
from forms.report.cells import Address
from forms.report.changes import Filing, Issue, ReportState
from forms.report.entry import shown
from forms.report.envelope import Envelope
from forms.report.report import Report
from forms.sums.methods import method
from forms.values.frozen import frozen
from forms.values.style import day_in_figures, moment_at
from forms.values.text import raised
from storage.intake import Reception
from storage.received import Received
from storage.statements import Attachment, KeptStatement, StatementOutcome
from storage.tables.units import Units
from ui.exchange.lines import ArrivalLine, edited, revision
from ui.exchange.tray import TrayItem
from ui.look.icons import COLOURS, SEVERITIES
from ui.look.labels import breakable, button, ground, label, line, picture
from ui.look.side_panel import SidePanel
from ui.look.theme import Theme

_MOST_MOVES = 3
_BLANK = "trống"


@frozen
class Shown:
    """What is known of a line besides its words: its report and envelope, and how it differs from the one before."""

    report: Report | None = None
    envelope: Envelope | None = None
    differences: Sequence[Correction] = ()
    before: str = ""  # how what it is compared with is called, and what it is itself
    now: str = ""
    statements: Sequence[KeptStatement] = ()
    papers: Sequence[Attachment] = ()


class ArrivalDetails(SidePanel):
    """What is known of the chosen line, and what can be done about it."""

    answered = Signal(object, dict)  # TrayItem, the fields of Yes that were given
    take_wanted = Signal(object)  # TrayItem
    printed_wanted = Signal(object)  # TrayItem
    pointing_wanted = Signal(object)  # TrayItem
    drop_wanted = Signal(object)  # TrayItem
    drop_known_wanted = Signal()
    return_wanted = Signal(object)  # Received
    receipt_wanted = Signal(object)  # Received
    statement_wanted = Signal(int, object)  # an office, and its Received or None
    withdrawal_wanted = Signal(object)  # KeptStatement
    paper_wanted = Signal(int)  # an office, to which a picture is to be attached
    picture_wanted = Signal(int, object, int)  # an office, its Received or None, the number of a picture

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Chi tiết")
        self.setViewport(ground(self.palette().ColorRole.Window))

    def show_line(self, shown: ArrivalLine | None, known: Shown, offices: Units, own: int | None) -> None:
        """Show a line; nothing is known of a group."""
        self.begin()
        if shown is not None and shown.arrival is not None:
            self._arrival(shown.arrival, known, offices, own)
        elif shown is not None and shown.held is not None:
            self._held(shown, shown.held, known)
        elif shown is not None:
            self._words(shown.texts[1][0] or shown.texts[0][0], bold=True, delta=2)
            self._words(shown.texts[3][0], colour="text2")
            if shown.office is not None:
                self._papers(shown.office, None, known.papers)
                self._by_word(shown.office, None)
        self.down.addStretch()
        self.end()

    def _arrival(self, one: TrayItem, known: Shown, offices: Units, own: int | None) -> None:
        if one.sending is None:
            self._unread(one)
            return
        report, verdict = one.sending.report, one.judgement.verdict
        self._words(f"{report.unit.name}, {revision(one.sending.number).lower()}", bold=True, delta=2)
        self._words(f"{raised(report.period.label)}{_history(known.envelope)}", colour="text2")
        self._quote(known.envelope)
        if one.judgement.remark:
            waits = verdict.waits
            self._sign("warning" if waits else "info", "warning" if waits else "accent", one.judgement.remark)
        if words := edited(one):
            self._sign("warning", "warning", words)
        self._ask(one, offices, own)
        self._words(_lacking(report), colour="text2")
        self._words(_unfiled(report, known.envelope), colour="text2")
        self._differences(known)
        self._findings(report)
        self.down.addWidget(line(self.theme))
        if not known.now:
            self._moves(report, known.differences)
        if one.ready:
            text = f"Nhận {revision(one.sending.number).lower()}"
            self._buttons([(text, "primary", lambda: self.take_wanted.emit(one))])
        self._give_up(one)

    def _ask(self, one: TrayItem, offices: Units, own: int | None) -> None:
        """The answers to what a file asks."""
        if one.sending is None:
            return
        match one.judgement.verdict:
            case Reception.UNKNOWN_UNIT:
                self._ask_unit(one, offices, own)
            case Reception.EDITED:
                if one.sending.printed:
                    self._buttons([("Lấy số đang ghi trong bảng", "", lambda: self.printed_wanted.emit(one))])
                text = "Lấy số liệu kèm theo" if one.sending.printed else "Nhận cả bản đã sửa tay"
                self._buttons([(text, "", lambda: self._answer(one, edited=True))])
            case Reception.FORK:
                self._buttons([("Nhận bản này", "", lambda: self._answer(one, fork=True))])
                self._ask_unit(one, offices, own)
            case Reception.OTHER_PERIOD:
                text = f"Nhận cho {one.sending.report.period.label}"
                self._buttons([(text, "", lambda: self._answer(one, other_period=True))])

    def _unread(self, one: TrayItem) -> None:
        """A file without data of ours; a workbook of an office's own can be pointed at."""
        self._words("Không đọc được", bold=True, delta=2)
        self._words(one.path, colour="text2")
        self._words(one.judgement.remark)
        if one.own is not None:
            self._words("Biểu Excel của đơn vị tự lập: chỉ ô một lần, lần sau tự đọc.", colour="text2")
            self._buttons([("Chỉ ô trong biểu…", "primary", lambda: self.pointing_wanted.emit(one))])
        self._give_up(one)

    def _give_up(self, one: TrayItem) -> None:
        """What can be done with a file that is not wanted, or not needed."""
        self._buttons([("Bỏ tệp này", "link", lambda: self.drop_wanted.emit(one))])
        if one.known:
            self._buttons([("Bỏ mọi tệp không có gì mới", "link", self.drop_known_wanted.emit)])

    def _answer(self, one: TrayItem, **given: object) -> None:
        self.answered.emit(one, given)

    def _ask_unit(self, one: TrayItem, offices: Units, own: int | None) -> None:
        """Ask which office it is: those that may be meant, any other of the list, or a new one."""
        if one.sending is None or (one.judgement.office is not None and one.judgement.office == own):
            return
        day = one.sending.report.period.end
        forked = one.judgement.verdict is Reception.FORK
        self._title("Hoặc là của đơn vị khác" if forked else "Là đơn vị nào?")
        for number in one.judgement.choices:
            unit = offices.at(number, day)
            self._act(f"Là {unit.full}", lambda number=number: self._answer(one, unit=number))  # type: ignore[misc]
        known = {own, one.judgement.office}
        others = [number for number in offices.ids if number not in known and offices.exists(number, day)]
        if others:
            combo = self._offices("Đơn vị khác trong danh sách", others, offices, day)
            combo.activated.connect(lambda place: self._answer(one, unit=combo.itemData(place)))
        self._words("Nếu là đơn vị mới:", colour="text2")
        above = QComboBox()
        above.setFont(self.theme.font())
        above.setAccessibleName("Đơn vị cấp trên của đơn vị mới")
        for number in dict.fromkeys([*([own] if own is not None else []), *offices.ids]):
            if offices.exists(number, day):
                above.addItem(f"Dưới {offices.at(number, day).full}", number)
        self._shrink(above)
        self._act("Là đơn vị mới", lambda: self._answer(one, new_units=True, above=above.currentData()))

    def _offices(self, name: str, numbers: Sequence[int], offices: Units, day: date) -> QComboBox:
        combo = QComboBox()
        combo.setFont(self.theme.font())
        combo.setAccessibleName(name)
        combo.setPlaceholderText(f"{name}…")
        for number in numbers:
            combo.addItem(offices.at(number, day).full, number)
        combo.setCurrentIndex(-1)
        self._shrink(combo)
        return combo

    def _shrink(self, combo: QComboBox) -> None:
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(10)
        self.down.addWidget(combo)

    def _held(self, shown: ArrivalLine, one: Received, known: Shown) -> None:
        name, period = shown.texts[1]
        self._words(f"{name}, {revision(one.number).lower()}" if one.filed else name, bold=True, delta=2)
        self._words(f"{period}{_history(known.envelope)}" if one.filed else "Chưa gửi", colour="text2")
        self._quote(known.envelope)
        if one.returned:
            self._sign("arrow_reply", "warning", f"Đã đề nghị báo cáo lại: {one.returned}. Chưa cộng vào tổng hợp.")
        if one.edited:
            self._sign("warning", "warning", f"Bản đã sửa tay sau khi kết xuất: {one.edited}")
        if one.filed:
            self._words(f"Tệp {breakable(one.file)}", colour="text2")
        self._statements(known)
        self._papers(one.unit, one, known.papers)
        if known.report is not None:
            self._words(_lacking(known.report), colour="text2")
            self._words(_unfiled(known.report, known.envelope), colour="text2")
            self._findings(known.report)
            self._remarks(known.report)
        self.down.addWidget(line(self.theme))
        self._by_word(one.unit, one)
        if not one.filed:
            return
        back = "Rút đề nghị báo cáo lại" if one.returned else "Đề nghị báo cáo lại…"
        self._buttons(
            [
                ("Xác nhận đã nhận…", "", lambda: self.receipt_wanted.emit(one)),
                (back, "", lambda: self.return_wanted.emit(one)),
            ]
        )

    def _statements(self, known: Shown) -> None:
        """The numbers that were given by word, and what became of them."""
        if not known.statements or known.report is None:
            return
        self._title("Số báo ngoài báo cáo")
        figures = known.report.template.figures
        for one in known.statements:
            sent = known.report.cells.get(one.address)
            source = one.giver or one.source
            words = f"{figures[one.address.figure].name}: {one.cell_text} ({one.means.label}, {source})"
            if one.open:
                instead = f", thay số {shown(sent)} trong báo cáo" if shown(sent) else ""
                self._sign("call", "warning", f"{words}{instead}; chờ văn bản.")
                self._act("Rút số này", lambda one=one: self.withdrawal_wanted.emit(one))  # type: ignore[misc]
            else:
                same = one.outcome is StatementOutcome.CONFIRMED
                end = "khớp với báo cáo này." if same else f"báo cáo này ghi {shown(sent) or _BLANK}."
                self._sign("checkmark" if same else "warning", "ok" if same else "warning", f"{words}: {end}")

    def _papers(self, office: int, one: Received | None, papers: Sequence[Attachment]) -> None:
        """The pictures of its papers, each to be looked at while keying."""
        for paper in papers:
            show = partial(self.picture_wanted.emit, office, one, paper.id)
            self._buttons([(f"Nhập theo ảnh {paper.name}", "link", show)])

    def _by_word(self, office: int, one: Received | None) -> None:
        """What can be done where numbers come otherwise than in a file."""
        self._buttons(
            [
                ("Ghi số báo qua điện thoại, bản ký…", "", partial(self.statement_wanted.emit, office, one)),
                ("Đính kèm ảnh, bản quét…", "", partial(self.paper_wanted.emit, office)),
            ]
        )

    def _remarks(self, report: Report) -> None:
        """What is to be known of the reports from which this one was made."""
        remarks = [pin.remark for pin in report.sources.values() if pin.remark]
        if remarks:
            self._sign(
                "info", "accent", f"{len(remarks)} báo cáo cấp dưới đã dùng: {'; '.join(dict.fromkeys(remarks))}."
            )

    def _quote(self, envelope: Envelope | None) -> None:
        if envelope and envelope.chain and envelope.chain[-1].reason:
            self._words(f"“{envelope.chain[-1].reason}”")

    def _differences(self, known: Shown) -> None:
        """The cells that differ, before and now beside each other."""
        if not known.differences:
            return
        self.down.addWidget(line(self.theme))
        grid = QGridLayout()
        grid.setHorizontalSpacing(self.theme.px(10))
        grid.setVerticalSpacing(self.theme.px(4))
        grid.setColumnStretch(0, 1)
        heads = (f"{len(known.differences)} ô đổi", known.before or "Bản giữ", known.now or "Bản mới")
        rows = [
            heads,
            *(
                (_short(known.report, one), one.reported or _BLANK, one.corrected or _BLANK)
                for one in known.differences
            ),
        ]
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                colour = "text2" if row == 0 or column == 1 else "text"
                found = label(self.theme, text, bold=row > 0 and column == 2, colour=colour, wrap=column == 0)
                side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
                grid.addWidget(found, row, column, side | Qt.AlignmentFlag.AlignTop if column else Qt.AlignmentFlag(0))
        self.down.addLayout(grid)

    def _moves(self, report: Report, differences: Sequence[Correction]) -> None:
        """What the sums of the office above become."""
        moving = [one for one in differences if one.difference and one.address and _is_added(report, one.address)]
        if moving:
            moves = ", ".join(f"{_short(report, one)} {one.difference}" for one in moving[:_MOST_MOVES])
            more = f" và {len(moving) - _MOST_MOVES} ô khác" if len(moving) > _MOST_MOVES else ""
            self._words(f"Nhận bản này thì số tổng hợp đổi: {moves}{more}.", colour="text2")

    def _findings(self, report: Report) -> None:
        found = [one for one in check(report) if one.severity is not Severity.INFO]
        if not found:
            return
        self.down.addWidget(line(self.theme))
        for one in found:
            colour = COLOURS[one.severity]
            section = report.template.sections[report.template.figures[one.cells[0].figure].section]
            head = f"{SEVERITY_LABELS[one.severity]} · {section.number or section.title}"
            self._sign(SEVERITIES[one.severity], colour, one.message, head)
            if one.accepted is not None:
                self._words(f"Nơi gửi giải trình: {one.accepted.reason}", colour="text2")

    def _sign(self, name: str, colour: str, text: str, head: str = "") -> None:
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(8))
        row.addWidget(picture(self.theme, name, colour, 16), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(self.theme.px(2))
        if head:
            words.addWidget(label(self.theme, head, bold=True, colour=colour))
        words.addWidget(label(self.theme, text, wrap=True))
        row.addLayout(words, 1)
        self.down.addLayout(row)

    def _words(self, text: str, *, bold: bool = False, delta: float = 0.0, colour: str = "text") -> None:
        if text:
            self.down.addWidget(label(self.theme, text, delta, bold=bold, colour=colour, wrap=True))

    def _title(self, text: str) -> None:
        self.down.addSpacing(self.theme.px(4))
        self._words(text, bold=True)

    def _act(self, text: str, act: Callable[[], object]) -> None:
        found = button(self.theme, text)
        found.clicked.connect(lambda _=False: act())
        self.down.addWidget(found, 0, Qt.AlignmentFlag.AlignLeft)

    def _buttons(self, acts: Sequence[tuple[str, str, Callable[[], object]]]) -> None:
        for text, kind, act in acts:
            found = button(self.theme, text, kind)
            found.clicked.connect(lambda _=False, act=act: act())
            self.down.addWidget(found, 0, Qt.AlignmentFlag.AlignLeft)


def _short(report: Report | None, one: Correction) -> str:
    """What a cell is called where there is little room."""
    address = one.address
    if report is None or address is None or address.figure not in report.template.figures:
        return one.label
    figure = report.template.figures[address.figure]
    there = not address.row or figure.fixed_row(address.row) or (figure.code, address.row) in report.rows
    parts = [figure.name]
    if address.row and there:
        parts.append(report.label(figure, address.row))
    measures = figure.measures_at(address.row) if there else {}
    if len(measures) > 1:
        parts.append(measures[address.measure].label.lower())
    return ", ".join(parts) if there else one.label


def _is_added(report: Report, address: Address) -> bool:
    """Whether a cell goes into a sum of offices."""
    figure = report.template.figures[address.figure]
    return method(report.template, figure, address.row, report.measure(address)) is Merge.SUM


def _lacking(report: Report) -> str:
    """How many cells are filled; "" where all are."""
    full, cells = progress.whole(report)
    return f"Đã nhập {full}/{cells} ô." if full < cells else ""


def _unfiled(report: Report, envelope: Envelope | None) -> str:
    """Which sections are not handed in, and which are no part of the office's work; "" where all are."""
    sentences = []
    for filing, words in ((Filing.NOT_YET, "Chưa nộp mục"), (Filing.OUT_OF_SCOPE, "Không thuộc phạm vi")):
        codes = [code for code, one in (envelope.filings if envelope else {}).items() if one is filing]
        names = [
            section.number or section.title for section in report.template.sections.values() if section.code in codes
        ]
        sentences += [f"{words} {', '.join(names)}."] if names else []
    return " ".join(sentences)


def _history(envelope: Envelope | None) -> str:
    """What became of a report at who sent it, and when."""
    if envelope is None or not envelope.stages or envelope.state is ReportState.DRAFT:
        return " · chưa chốt số liệu"
    last, issue = envelope.stages[-1], envelope.chain[-1].issue if envelope.chain else Issue()
    number = f" · số {issue.number}" if issue.number else ""
    day = f", ngày {day_in_figures(issue.day)}" if issue.day else ""
    return f" · {last.state.label.lower()} {moment_at(last.at)}, {last.who}{number}{day}"
