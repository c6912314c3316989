"""The form of a section as a flat table model; typing goes through the session, which owns the report."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from forms.definitions import row_ids
from forms.definitions.rules import Severity
from forms.definitions.span import Across
from forms.definitions.template import Section
from forms.narrative import movement
from forms.report import entry, naming
from forms.report.cells import Address, Cell, unmarked
from forms.report.changes import Change, SetCell, SetRow
from forms.report.entry import Typed, shown
from forms.report.places import Place, new_row
from forms.report.report import Report
from forms.values import money
from forms.values.period import Period
from forms.values.text import tidy
from ui.entry import cell_words, heads, period_rows, sums
from ui.entry.period_rows import wanting
from ui.entry.rows import FormRow, Outline, RowKind, build, columns
from ui.look.line_model import Index
from ui.refusal import refused
from ui.session import Session, Touched

ROOT = QModelIndex()
NEW_ROW = "thêm dòng: gõ tên ở đây"
_SHOWN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_TYPED = _SHOWN | Qt.ItemFlag.ItemIsEditable


class FormModel(QAbstractTableModel):
    """The rows of one section."""

    overruling = Signal(object, object)  # Report and SetCell: another number over one that lower offices come to
    refused = Signal(str)

    def __init__(self, session: Session, section: Section) -> None:
        super().__init__()
        self.session = session
        self.section = section
        self.outline = Outline(session, section)
        self.columns = columns(section, session.reports)
        self.turned = False  # whether keys go across the periods before they go down
        self._draft: dict[Address, Cell | None] = {}  # what is being typed
        self._drafted = session.report  # and in which report
        self._stray = QPersistentModelIndex()  # where one types though nothing can be stored there
        self._set_rows()
        session.changed.connect(self._touched)

    @property
    def locked(self) -> bool:
        """Whether the report is final: it is shown, and nothing can be typed."""
        return self.session.report.locked

    def _set_rows(self) -> None:
        self._drawn_locked = self.locked
        lay = period_rows.build if self.columns.reports else build
        self.rows = lay(self.session, self.section, self.columns, self.outline)
        self._places: dict[tuple[Period, Address], tuple[int, int]] = {}
        self._before: dict[Address, Address | None] = {}  # where cells stood a year earlier
        self._of_figure: dict[str, list[int]] = {}
        for number, row in enumerate(self.rows):
            self._of_figure.setdefault(row.figure.code, []).append(number)
            if row.kind is not RowKind.WORDS:
                for column, address in row.cells.items():
                    self._places[self.report_of(row, column).period, address] = number, column

    def report_of(self, row: FormRow, column: int) -> Report:
        """The report whose cell stands in a column of a row; the one that is open where columns are no periods."""
        at = self.columns
        return at.report(column) if column in at.periods and row.across is not Across.WHOLE else self.session.report

    def report_at(self, index: Index) -> Report:
        """The report to which an index belongs."""
        return self.report_of(self.rows[index.row()], index.column()) if index.isValid() else self.session.report

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
        return heads.head(self.columns, self.session.report.period, section)

    def cut_off(self, row: FormRow) -> str:
        """What is said in the well of a figure that does not hold a value for each period."""
        return cell_words.cut_off(self.session.reports, row, self.columns.first)

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

    def index_of(self, address: Address, report: Report | None = None) -> QModelIndex:
        """Where a cell stands in the form; invalid when it is not in this section or is folded away."""
        place = self._places.get(((report or self.session.report).period, address))
        return self.index(*place) if place else QModelIndex()

    def cell(self, address: Address, report: Report | None = None) -> Cell | None:
        """What a cell holds, or what is being typed there."""
        report = report or self.session.report
        drafted = address in self._draft and report is self._drafted
        return self._draft[address] if drafted else _held(report, address)

    def draft(self, address: Address | None, cell: Cell | None = None, report: Report | None = None) -> None:
        """Show sums and words as they would be with what is being typed; without an address, as they are."""
        self._drafted = report or self.session.report
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
                return self.about(address, self.report_of(row, column)) if address else None
            case Qt.ItemDataRole.AccessibleTextRole:
                return self.aloud(row, column)
        return None

    def aloud(self, row: FormRow, column: int) -> str:
        """What a screen reader says of an index."""
        address = row.cells.get(column)
        if address is None:
            return f"Thêm dòng: {row.breakdown.label}" if row.kind is RowKind.NEW and row.breakdown else row.label
        figure, report = row.figure, self.report_of(row, column)
        part = f", {row.label if wanting(address) else report.label(figure, address.row)}" if address.row else ""
        measure = report.measure(address)
        value = shown(self.cell(address, report)) or "trống"
        when = f", {report.period.label}" if self.columns.reports else ""
        return f"{figure.label}{part}, {measure.label}, {figure.unit(address.row, address.measure)}{when}: {value}"

    def about(self, address: Address, report: Report | None = None) -> str:
        """What there is to know of a cell beside its number."""
        last = None if self.columns.reports else self._last(address)
        return cell_words.about(self.session, address, report or self.session.report, last)

    def describe(self, index: Index) -> str:
        """What a screen reader says of a field beyond its name."""
        if not self.is_field(index):
            return self._refusal(index)
        address = self.address(index)
        if address is None:
            return "Gõ tên dòng rồi nhấn Enter; mũi tên xuống để chọn tên đã dùng"
        return self.about(address, self.report_at(index)) or "Gõ số rồi nhấn Enter"

    def text(self, row: FormRow, column: int) -> str:
        """What a row shows in a column."""
        at = self.columns
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
            return self._sum(row, column)
        if row.kind is RowKind.STRAY:
            return row.unit if column == at.unit else row.texts.get(column, "")
        if row.kind not in (RowKind.FIGURE, RowKind.PART):
            return ""
        if column in row.cells:
            return shown(_held(self.report_of(row, column), row.cells[column]))
        return self._beside(row, column)

    def _sum(self, row: FormRow, column: int) -> str:
        """What the parts of a breakdown add up to in a column."""
        if self.columns.reports:
            here = self._lane(row, column)
            report = self.report_of(row, column)
            return sums.total(report, here, row.measure, lambda one: self.cell(one, report)) if here else ""
        measure = self.columns.of(row.breakdown).get(column) if row.breakdown else None
        return sums.total(self.session.report, row, measure.code, self.cell) if measure else ""

    def _lane(self, row: FormRow, column: int) -> FormRow | None:
        """A row of sums as it stands in the report of a column; None where there is nothing to add up."""
        if row.across is Across.WHOLE:
            column = self.columns.value if column == self.columns.first else -1
        return replace(row, parent=row.parents[column]) if column in row.parents else None

    def _beside(self, row: FormRow, column: int) -> str:
        """Unit, last period's value and the change since, where a row has one number."""
        at, report = self.columns, self.session.report
        if column == at.unit:
            return row.unit
        if at.reports:
            return self._change_of_years(row) if column == at.change else ""
        if row.cells.keys() != {at.value} or report.last is None or column not in (at.last, at.change):
            return ""
        before, now = self._last(row.cells[at.value]), self.cell(row.cells[at.value])
        if column == at.last:
            return shown(before)
        return movement.between(before, now, report.unit_of(row.cells[at.value]))

    def _change_of_years(self, row: FormRow) -> str:
        years = self.columns.years
        if years is None or row.across is not Across.EACH:
            return ""
        at = self.columns
        columns = [at.first + at.reports.index(year) for year in years]
        if any(column not in row.cells for column in columns):
            return ""
        then, now = (self.cell(row.cells[column], at.report(column)) for column in columns)
        return movement.between(then, now, at.report(columns[-1]).unit_of(row.cells[columns[-1]]))

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
        cell = self.report_of(row, column).cells.get(address) if address else None
        return f"={cell.working}" if cell and cell.working else shown(cell)

    def balance(self, row: FormRow, column: int | None = None) -> sums.Balance:
        """How the sums of a breakdown stand to their totals, or the sum of one column alone."""
        if row.breakdown is None:
            return sums.Balance(None, "")
        if self.columns.reports:
            return self._balance_of_periods(row, column)
        measure = self.columns.of(row.breakdown).get(column) if column is not None else None
        additions = self.session.additions(row.figure, row.breakdown, row.parent)
        return sums.balance(additions, self._draft, measure.code if measure else "")

    def _balance_of_periods(self, row: FormRow, column: int | None) -> sums.Balance:
        """How the sums stand in one period; or in all, the periods named in which they do not."""
        columns = self.columns.periods if column is None else (column,)
        found: list[tuple[Report, sums.Balance]] = []
        for one in columns:
            if (here := self._lane(row, one)) and here.breakdown:
                report = self.report_of(row, one)
                additions = self.session.additions(row.figure, here.breakdown, here.parent, report)
                draft = self._draft if report is self._drafted else {}
                found.append((report, sums.balance(additions, draft, row.measure)))
        for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO):
            if balances := [(report, one.text) for report, one in found if one.severity is severity and one.text]:
                return sums.Balance(severity, "; ".join(f"{report.period.short}: {text}" for report, text in balances))
        return sums.Balance(None, next((one.text for _, one in found if one.text), ""))

    def mark(self, index: Index) -> Severity | None:
        """The severity of the worst finding of a cell."""
        address = self.address(index)
        finding = self.session.worst(address, self.report_at(index)) if address else None
        return finding.severity if finding else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: ANN401, N802
        """Qt: what was typed; refused with a sentence when it cannot be stored."""
        if role != Qt.ItemDataRole.EditRole or not self.is_field(index):
            return False
        typed = self.read(index, str(value))
        if problem := typed.entry.refusal or typed.entry.question:
            self.refused.emit(problem)
            return False
        return not self.store(typed, index)

    def read(self, index: Index, text: str) -> Typed:
        """How a text would be taken at an index at which something can be typed."""
        row, address = self.rows[index.row()], self.address(index)
        if not self.is_field(index):
            return Typed(entry.Entry(refusal=self._refusal(index) if text.strip() else ""))
        if address is None:
            unchanged = not tidy(text) or tidy(text) == row.label
            known = self.report_of(row, max(row.lanes, default=-1))
            return Typed(entry.Entry()) if unchanged else naming.read(known, row.figure, row.named(text))
        unit = row.figure.unit(address.row, address.measure)
        found = entry.read(text, self.report_at(index).measure(address), unit, row.figure.name)
        return Typed(found, SetCell(address, found.cell))

    def _refusal(self, index: Index) -> str:
        """Why nothing can be typed where there is no field, and what to do instead."""
        if self.rows[index.row()].kind is RowKind.FOLD:
            return "Dòng này gộp các chỉ tiêu đã đủ, không nhận số. Esc để bỏ, rồi Enter để mở ra và gõ vào ô."
        return "Chỗ này không nhập được. Esc để bỏ, rồi chọn ô cần nhập."

    def store(self, typed: Typed, index: Index) -> str:
        """Store what was read, if it changes anything; returns why it cannot be stored, "" when it is."""
        self._draft = {}
        change = typed.change
        if change is None or self._stands(change, self.report_at(index)):
            return ""
        report = self.report_at(index)
        if isinstance(change, SetCell) and change.cell is not None and report.sum_below(change.address) is not None:
            self.overruling.emit(report, change)
            return ""
        made = self.placed(self.rows[index.row()], index.column(), change)
        refusal = refused(lambda: self.session.put_all(made))
        if refusal:
            self.refused.emit(refusal)
        return refusal

    def placed(self, row: FormRow, column: int, change: Change) -> list[tuple[Report, list[Change]]]:
        """The changes that a change to a row comes to, each in its report.

        A row that its period does not have yet is added; one that gets another name gets it in every period.
        """
        report = self.report_of(row, column)
        if isinstance(change, SetCell) and wanting(change.address):
            where = Place(
                "", row_ids.parent(change.address.row), row_ids.breakdown(change.address.row), self._name(row)
            )
            opened = new_row(report, where, row.figure)
            return [(report, [SetRow(opened), SetCell(change.address._replace(row=opened.id), change.cell)])]
        if isinstance(change, SetRow) and row.kind is RowKind.PART:
            return [
                (one, [SetRow(replace(one.rows[row.figure.code, identity], label=change.row.label))])
                for one, identity in self.standing(row)
            ]
        return [(report, [change])]

    def _name(self, row: FormRow) -> str:
        """The name of an added row, whichever of its measures stands in this row."""
        report, identity = self.standing(row)[-1]
        return report.label(row.figure, identity)

    def standing(self, row: FormRow) -> list[tuple[Report, str]]:
        """The reports that have a row, and its id in each."""
        if not self.columns.reports:
            return [(self.session.report, row.row)]
        there = [(self.columns.report(column), identity) for column, identity in row.lanes.items()]
        return [(report, one) for report, one in there if not wanting(Address(row.figure.code, one, row.measure))]

    def _stands(self, change: Change, report: Report) -> bool:
        """Whether a typed cell is what the report holds already."""
        return isinstance(change, SetCell) and change.cell == unmarked(report.cells.get(change.address))

    def known_labels(self, row: FormRow) -> list[str]:
        """The labels to propose in an open breakdown."""
        if row.breakdown is None:
            return []
        used = self.session.workspace.labels(row.figure.code, row.parent, row.breakdown.code)
        return naming.proposed(self.session.report, row.figure, row.breakdown, row.parent, used)

    def _touched(self, touched: Touched) -> None:
        here = {code for code in touched.figures if code in self.section.figures}
        loud = {
            cell.figure
            for cell in touched.cells
            for report in self.session.reports
            if self.session.worst(cell, report) and (report.period, cell) not in self._places
        }
        revealed = [self.outline.reveal(code) for code in loud & here]
        appeared = here - self._of_figure.keys()  # what the form hides shows once it is filled
        gone = any(row.kind is RowKind.FOLD and not row.run for row in self.rows) and touched.cells
        if any(revealed) or appeared or gone or (touched.rows and here) or self.locked is not self._drawn_locked:
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
        implied = row.figure.implies  # what blank cells say follows from others
        found = {column for column, address in row.cells.items() if implied or address in cells}
        if row.kind is RowKind.WORDS:
            return {at.number} if found else set()
        compared = self.columns.years if at.reports else at.value in found and self.session.report.last is not None
        return found | {at.change} if found and compared else found


def _held(report: Report, address: Address) -> Cell | None:
    return None if wanting(address) else report.cell(address)


def _adds_up(row: FormRow, address: Address) -> bool:
    """Whether a cell is one of the parts of a sum, or what they add up to."""
    parent, breakdown, _ = row_ids.split(address.row)
    part = row.breakdown is not None and (parent, breakdown) == (row.parent, row.breakdown.code)
    here = address.row == row.parent or part or bool(row.parents)
    return here and address.figure == row.figure.code
