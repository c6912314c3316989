"""The form of a section as a flat table model; typing goes through the session, which owns the report."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from forms.definitions import row_ids
from forms.definitions.rules import Severity
from forms.definitions.template import Section
from forms.report import entry, naming
from forms.report.cells import STATE_LABELS, Address, Cell, unmarked
from forms.report.changes import Change, SetCell
from forms.report.entry import Typed, shown
from forms.values import money
from forms.values.numbers import rounded, show
from forms.values.text import tidy
from ui.entry import sums
from ui.entry.rows import FormRow, Outline, RowKind, build, columns
from ui.refusal import reason
from ui.session import Session, Touched

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
NEW_ROW = "thêm dòng: gõ tên ở đây"
_SHOWN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_TYPED = _SHOWN | Qt.ItemFlag.ItemIsEditable


class FormModel(QAbstractTableModel):
    """The rows of one section."""

    refused = Signal(str)

    def __init__(self, session: Session, section: Section) -> None:
        super().__init__()
        self.session = session
        self.section = section
        self.outline = Outline(session, section)
        self.columns = columns(section)
        self._draft: dict[Address, Cell | None] = {}  # what is being typed
        self._stray = QPersistentModelIndex()  # where one types though nothing can be stored there
        self._set_rows()
        session.changed.connect(self._touched)

    @property
    def locked(self) -> bool:
        """Whether the report is final: it is shown, and nothing can be typed."""
        return self.session.report.locked

    def _set_rows(self) -> None:
        self._drawn_locked = self.locked
        self.rows = build(self.session, self.section, self.columns, self.outline)
        self._places: dict[Address, tuple[int, int]] = {}
        self._before: dict[Address, Address | None] = {}  # where cells stood a year earlier
        self._of_figure: dict[str, list[int]] = {}
        for number, row in enumerate(self.rows):
            self._of_figure.setdefault(row.figure.code, []).append(number)
            if row.kind is not RowKind.WORDS:
                self._places.update({address: (number, column) for column, address in row.cells.items()})

    def rebuild(self) -> None:
        """Lay the rows anew: some were added, removed, opened or collapsed."""
        self.beginResetModel()
        self._set_rows()
        self.endResetModel()

    def open_up(self, figure: str) -> bool:
        """Show a breakdown to which rows can be added: that of a figure, or the first; False where there is none."""
        codes = [code for code, found in self.section.figures.items() if any(p.open for p in found.breakdowns.values())]
        for code in sorted(codes, key=lambda code: code != figure):
            if self.outline.reveal(code):
                self.rebuild()
                return True
        return False

    def rowCount(self, parent: Index = ROOT) -> int:  # noqa: N802 - Qt's name
        """Qt: how many rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = ROOT) -> int:  # noqa: N802 - Qt's name
        """Qt: how many columns."""
        return 0 if parent.isValid() else self.columns.count

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401, N802
        """Qt: the heads of the columns."""
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        at, period = self.columns, self.session.report.period
        short = period.code if period.months < 12 else period.year
        before = period.a_year_earlier()
        heads = {
            at.number: "STT",
            at.label: "Nội dung",
            at.value: f"Thực hiện {short}",
            at.unit: "ĐVT",
            at.last: f"Cùng kỳ {before.code if before.months < 12 else before.year}",
            at.change: "Tăng/giảm",
        }
        return heads.get(section, "")

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Qt: what can be typed in."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _TYPED if (self.is_field(index) or index == self._stray) and not self.locked else _SHOWN

    def catch(self, index: QModelIndex) -> None:
        """Let one type where there is no field: the text stays in sight and is refused, and goes nowhere else."""
        self._stray = QPersistentModelIndex(index)

    def is_field(self, index: Index) -> bool:
        """Whether something can be typed at an index."""
        if not index.isValid():
            return False
        row, column = self.rows[index.row()], index.column()
        if column == self.columns.label:
            return row.kind is RowKind.NEW or row.is_open
        return row.kind in (RowKind.FIGURE, RowKind.PART) and column in row.cells

    def is_stop(self, index: Index) -> bool:
        """Whether Enter halts at an index: at fields, but not at the labels of rows that stand."""
        row = self.rows[index.row()]
        if row.kind is RowKind.FOLD:
            return index.column() == self.columns.label
        return self.is_field(index) and not (index.column() == self.columns.label and row.kind is RowKind.PART)

    def address(self, index: Index) -> Address | None:
        """The cell at an index; None where there is none."""
        if not index.isValid() or not self.is_field(index):
            return None
        return self.rows[index.row()].cells.get(index.column())

    def index_of(self, address: Address) -> QModelIndex:
        """Where a cell stands in the form; invalid when it is not in this section or is folded away."""
        place = self._places.get(address)
        return self.index(*place) if place else QModelIndex()

    def cell(self, address: Address) -> Cell | None:
        """What a cell holds, or what is being typed there."""
        return self._draft[address] if address in self._draft else self.session.report.cell(address)

    def draft(self, address: Address | None, cell: Cell | None = None) -> None:
        """Show sums and words as they would be with what is being typed; without an address, as they are."""
        before, self._draft = self._draft, {} if address is None else {address: cell}
        self._show(frozenset({*before, *self._draft}))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Qt: what an index shows, with its help."""
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.text(row, column)
            case Qt.ItemDataRole.EditRole:
                return self._editable(row, column) if self.is_field(index) else ""
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleDescriptionRole:
                address = row.cells.get(column)
                return self.about(address) if address else None
            case Qt.ItemDataRole.AccessibleTextRole:
                return self.spoken(row, column)
        return None

    def spoken(self, row: FormRow, column: int) -> str:
        """What a screen reader says of an index."""
        address = row.cells.get(column)
        if address is None:
            return f"Thêm dòng: {row.breakdown.label}" if row.kind is RowKind.NEW and row.breakdown else row.label
        figure = self.session.report.template.figures[address.figure]
        part = f", {self.session.report.label(figure, address.row)}" if address.row else ""
        measure = self.session.report.measure(address)
        value = shown(self.cell(address)) or "trống"
        return f"{figure.label}{part}, {measure.label}, {figure.unit(address.row, address.measure)}: {value}"

    def about(self, address: Address) -> str:
        """What there is to know of a cell beside its number: finding, state, working, last period, note."""
        report = self.session.report
        finding, cell, note = self.session.worst(address), report.cells.get(address), report.notes.get(address)
        last = self._last(address)
        lines = [finding.message if finding else ""]
        if cell is not None:
            lines += [STATE_LABELS[cell.state].capitalize(), f"Phép cộng: {cell.working}" if cell.working else ""]
        lines += [f"Cùng kỳ: {shown(last)}" if last else "", f"Ghi chú: {note}" if note else ""]
        return "\n".join(part for part in lines if part)

    def describe(self, index: Index) -> str:
        """What a screen reader says of a field beyond its name."""
        if not self.is_field(index):
            return self._refusal(index)
        address = self.address(index)
        if address is None:
            return "Gõ tên dòng rồi nhấn Enter; mũi tên xuống để chọn tên đã dùng"
        return self.about(address) or "Gõ số rồi nhấn Enter"

    def text(self, row: FormRow, column: int) -> str:
        """What a row shows in a column."""
        at, report = self.columns, self.session.report
        if row.kind is RowKind.WORDS:
            cell = self.cell(row.cells[at.value]) if column == at.number else None
            return money.in_words(cell.number, row.unit) if cell and cell.number else ""
        if column in (at.number, at.label):
            new = row.kind is RowKind.NEW and column == at.label
            return NEW_ROW if new else row.number if column == at.number else row.label
        if row.kind is RowKind.HEAD and row.breakdown is not None:
            measure = at.of(row.breakdown).get(column)
            several = len(row.breakdown.measures) > 1
            return (f"{measure.label}\n{measure.unit}" if several else measure.label) if measure else ""
        if row.kind is RowKind.SUM and row.breakdown is not None:
            measure = at.of(row.breakdown).get(column)
            return sums.total(report, row, measure.code, self.cell) if measure else ""
        if row.kind not in (RowKind.FIGURE, RowKind.PART):
            return ""
        if column in row.cells:
            return shown(self.session.report.cell(row.cells[column]))
        return self._beside(row, column)

    def _beside(self, row: FormRow, column: int) -> str:
        """Unit, last period's value and the change since, where a row has one number."""
        at, report = self.columns, self.session.report
        if column == at.unit:
            return row.unit
        if row.cells.keys() != {at.value} or report.last is None or column not in (at.last, at.change):
            return ""
        before, now = self._last(row.cells[at.value]), self.cell(row.cells[at.value])
        if column == at.last:
            return shown(before)
        if not (before and before.number and before.number.digits and now and now.number):
            return ""
        number = rounded(100 * (now.number.value / before.number.value - 1), 1)
        return f"{'+' if number.digits > 0 else ''}{show(number)} %".replace("-", "\u2212")

    def _last(self, address: Address) -> Cell | None:
        last = self.session.report.last
        if last is None:
            return None
        if address not in self._before:
            self._before[address] = self.session.report.counterpart(last, address)
        there = self._before[address]
        return last.cell(there) if there else None

    def _editable(self, row: FormRow, column: int) -> str:
        if column == self.columns.label:
            return "" if row.kind is RowKind.NEW else row.label
        address = row.cells.get(column)
        cell = self.session.report.cells.get(address) if address else None
        return f"={cell.working}" if cell and cell.working else shown(cell)

    def balance(self, row: FormRow, column: int | None = None) -> sums.Balance:
        """How the sums of a breakdown stand to their totals, or the sum of one column alone."""
        measure = self.columns.of(row.breakdown).get(column) if column is not None and row.breakdown else None
        if row.breakdown is None:
            return sums.Balance("ok", "")
        additions = self.session.additions(row.figure, row.breakdown, row.parent)
        return sums.balance(additions, self._draft, measure.code if measure else "")

    def mark(self, index: Index) -> Severity | None:
        """The severity of the worst finding of a cell."""
        address = self.address(index)
        finding = self.session.worst(address) if address else None
        return finding.severity if finding else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: ANN401, N802
        """Qt: what was typed; refused with a sentence when it cannot be stored."""
        if role != Qt.ItemDataRole.EditRole or not self.is_field(index):
            return False
        typed = self.read(index, str(value))
        if problem := typed.entry.refusal or typed.entry.question:
            self.refused.emit(problem)
            return False
        return not self.store(typed)

    def read(self, index: Index, text: str) -> Typed:
        """How a text would be taken at an index at which something can be typed."""
        row, address = self.rows[index.row()], self.address(index)
        if not self.is_field(index):
            return Typed(entry.Entry(refusal=self._refusal(index) if text.strip() else ""))
        if address is None:
            unchanged = not tidy(text) or tidy(text) == row.label
            return Typed(entry.Entry()) if unchanged else naming.read(self.session.report, row.figure, row.named(text))
        unit = row.figure.unit(address.row, address.measure)
        found = entry.read(text, self.session.report.measure(address), unit, row.figure.name)
        return Typed(found, SetCell(address, found.cell))

    def _refusal(self, index: Index) -> str:
        """Why nothing can be typed where there is no field, and what to do instead."""
        if self.rows[index.row()].kind is RowKind.FOLD:
            return "Dòng này gộp các chỉ tiêu đã đủ, không nhận số. Esc để bỏ, rồi Enter để mở ra và gõ vào ô."
        return "Chỗ này không nhập được. Esc để bỏ, rồi chọn ô cần nhập."

    def store(self, typed: Typed) -> str:
        """Store what was read, if it changes anything; returns why it cannot be stored, "" when it is."""
        self._draft = {}
        change = typed.change
        if change is None or self._stands(change):
            return ""
        refusal = reason(lambda: self.session.put(change))
        if refusal:
            self.refused.emit(refusal)
        return refusal

    def _stands(self, change: Change) -> bool:
        """Whether a typed cell is what the report holds already."""
        return isinstance(change, SetCell) and change.cell == unmarked(self.session.report.cells.get(change.address))

    def known_labels(self, row: FormRow) -> list[str]:
        """The labels to propose in an open breakdown."""
        if row.breakdown is None:
            return []
        used = self.session.workspace.labels(row.figure.code, row.parent, row.breakdown.code)
        return naming.proposed(self.session.report, row.figure, row.breakdown, row.parent, used)

    def _touched(self, touched: Touched) -> None:
        here = {code for code in touched.figures if code in self.section.figures}
        loud = {cell.figure for cell in touched.cells if self.session.worst(cell) and cell not in self._places}
        revealed = [self.outline.reveal(code) for code in loud & here]
        if any(revealed) or (touched.rows and here) or self.locked is not self._drawn_locked:
            self.rebuild()
        else:
            self._show(touched.cells)

    def _show(self, cells: frozenset[Address]) -> None:
        """Repaint some cells with what follows from them: amounts in words, changes since last period, sums."""
        for code in {address.figure for address in cells}:
            for number in self._of_figure.get(code, ()):
                row = self.rows[number]
                if row.kind is RowKind.SUM and any(_adds_up(row, address) for address in cells):
                    self.dataChanged.emit(self.index(number, 0), self.index(number, self.columns.count - 1))
                for column in self._showing(row, cells):
                    index = self.index(number, column)
                    self.dataChanged.emit(index, index)

    def _showing(self, row: FormRow, cells: frozenset[Address]) -> set[int]:
        """The columns in which a row shows something of these cells."""
        at = self.columns
        found = {column for column, address in row.cells.items() if address in cells}
        if row.kind is RowKind.WORDS:
            return {at.number} if found else set()
        return found | {at.change} if at.value in found and self.session.report.last is not None else found


def _adds_up(row: FormRow, address: Address) -> bool:
    """Whether a cell is one of the parts of a sum, or what they add up to."""
    parent, breakdown, _ = row_ids.split(address.row)
    part = row.breakdown is not None and (parent, breakdown) == (row.parent, row.breakdown.code)
    here = address.row == row.parent or part
    return here and address.figure == row.figure.code
