"""The form of a section as a flat table: figures, their measures, and the grids of their breakdowns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from fractions import Fraction
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from forms.appendix import HEADS
from forms.definitions import Breakdown, Figure, Relation, Section
from forms.errors import KnownError
from forms.filling import shown, typed
from forms.numbers import exact, show, words
from forms.report import STATE_LABELS, Address, Cell, Place, SetCell, SetRow, locate, new_row
from forms.rules import Severity
from ui.session import Session

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
ROW_ROLE = Qt.ItemDataRole.UserRole
SEVERITY_ROLE = Qt.ItemDataRole.UserRole + 1


class Column(IntEnum):
    """The columns of the form; a breakdown of several measures uses those left of VALUE too."""

    NUMBER = 0
    LABEL = 1
    SECOND = 2
    FIRST = 3
    VALUE = 4
    UNIT = 5


HEADERS = {Column.NUMBER: "STT", Column.LABEL: "Nội dung", Column.UNIT: "ĐVT"}
_GRID = (Column.SECOND, Column.FIRST, Column.VALUE)


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row of the form: kind is figure, words, head, part, new or sum; `cells` are those that can be typed."""

    kind: str
    figure: Figure
    label: str = ""
    number: str = ""
    depth: int = 0
    unit: str = ""
    cells: dict[Column, Address] = field(default_factory=dict)
    captions: dict[Column, str] = field(default_factory=dict)
    breakdown: Breakdown | None = None
    parent: str = ""


class FormModel(QAbstractTableModel):
    """The rows of one section; typing goes through the session, which owns the report."""

    refused = Signal(str)

    def __init__(self, session: Session, section: Section) -> None:
        super().__init__()
        self.session = session
        self.section = section
        self.rows: list[FormRow] = list(self._build())
        session.changed.connect(self._refresh)

    def _build(self) -> Iterator[FormRow]:
        for number, figure in enumerate(self.section.figures.values(), start=1):
            for index, measure in enumerate(figure.measures.values()):
                label = figure.label if index == 0 else measure.label
                address = Address(figure.code, "", measure.code)
                row = FormRow("figure", figure, label, str(number) if index == 0 else "", unit=measure.unit)
                row.cells[Column.VALUE] = address
                yield row
                if measure.unit == "đồng":
                    yield FormRow("words", figure, cells={Column.VALUE: address})
            yield from self._breakdowns(figure, "", 1)

    def _breakdowns(self, figure: Figure, parent: str, depth: int) -> Iterator[FormRow]:
        for breakdown in figure.breakdowns_of(parent):
            columns = dict(zip(reversed(_GRID), reversed(list(breakdown.measures.values())), strict=False))
            several = len(columns) > 1
            head = FormRow(
                "head", figure, f"{HEADS[breakdown.relation]} theo {breakdown.label[:1].lower()}{breakdown.label[1:]}",
                depth=depth, breakdown=breakdown,
                captions={at: f"{m.label}, {m.unit}" if several else m.unit for at, m in columns.items()},
            )  # fmt: skip
            yield head
            for row in self.session.report.rows_of(figure, breakdown, parent):
                cells = {at: Address(figure.code, row, measure.code) for at, measure in columns.items()}
                unit = "" if several else figure.unit(row, columns[Column.VALUE].code)
                label = self.session.report.label(figure, row)
                yield FormRow("part", figure, label, depth=depth + 1, unit=unit, cells=cells)
                yield from self._breakdowns(figure, row, depth + 2)
            if breakdown.open:
                yield FormRow("new", figure, "", depth=depth + 1, breakdown=breakdown, parent=parent)
            if breakdown.relation is Relation.PARTITION:
                yield FormRow("sum", figure, "Cộng", depth=depth, breakdown=breakdown, parent=parent)

    def rowCount(self, parent: Index = ROOT) -> int:  # noqa: N802 - Qt's name
        """Qt: how many rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = ROOT) -> int:  # noqa: N802 - Qt's name
        """Qt: how many columns."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401, N802
        """Qt: the heads of the columns."""
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        if section == Column.VALUE:
            return f"Thực hiện {self.session.report.period.label}"
        return HEADERS.get(Column(section), "")

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Qt: what can be typed in."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if self.is_field(index) else flags

    def first_number(self, row: FormRow) -> Column:
        """The leftmost column in which a row has numbers: its label reaches up to there."""
        if row.breakdown is not None and row.kind in ("head", "sum"):
            return _GRID[len(_GRID) - min(len(row.breakdown.measures), len(_GRID))]
        return min(row.cells, default=Column.VALUE)

    def is_field(self, index: Index) -> bool:
        """Whether something can be typed at an index."""
        if not index.isValid():
            return False
        row = self.rows[index.row()]
        if row.kind == "new":
            return index.column() == Column.LABEL
        return row.kind in ("figure", "part") and Column(index.column()) in row.cells

    def address(self, index: Index) -> Address | None:
        """The cell at an index; None where there is none."""
        return self.rows[index.row()].cells.get(Column(index.column())) if self.is_field(index) else None

    def index_of(self, address: Address) -> QModelIndex:
        """Where a cell stands in the form; invalid when it is not in this section."""
        for number, row in enumerate(self.rows):
            for column, found in row.cells.items():
                if found == address and row.kind != "words":
                    return self.index(number, column)
        return QModelIndex()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Qt: what an index shows, with its help and its mark."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        address = self.address(index)
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return self._text(row, Column(index.column()), role)
            case Qt.ItemDataRole.ToolTipRole if address is not None:
                finding = self.session.worst(address)
                cell = self.session.report.cells.get(address)
                return finding.message if finding else STATE_LABELS[cell.state] if cell else None
            case Qt.ItemDataRole.AccessibleTextRole if address is not None:
                label = self.session.report.label(row.figure, address.row)
                return f"{label}, {self.session.report.measure(address).label}: {shown(self._cell(address))}"
            case _ if role == ROW_ROLE:
                return row
            case _ if role == SEVERITY_ROLE and address is not None:
                finding = self.session.worst(address)
                return str(finding.severity) if finding else None
        return None

    def _text(self, row: FormRow, column: Column, role: int) -> str:
        report = self.session.report
        if row.kind == "words" and column is Column.NUMBER:
            cell = report.cells.get(row.cells[Column.VALUE])
            return f"{words(int(cell.number.value))} đồng" if cell and cell.number else ""
        if row.kind == "sum":
            return self._sum(row, column)
        if column in row.captions:
            return row.captions[column]
        if column in row.cells and row.kind != "words":
            cell = report.cells.get(row.cells[column])
            if role == Qt.ItemDataRole.EditRole and cell and cell.working:
                return f"={cell.working}"
            return shown(cell)
        texts = {Column.NUMBER: row.number, Column.LABEL: row.label, Column.UNIT: row.unit}
        if row.kind == "new" and column is Column.LABEL and role == Qt.ItemDataRole.DisplayRole:
            return "+ thêm dòng: gõ tên ở đây"
        return texts.get(column, "")

    def _sum(self, row: FormRow, column: Column) -> str:
        if row.breakdown is None or column in (Column.NUMBER, Column.LABEL, Column.UNIT):
            return row.label if column is Column.LABEL else ""
        columns = dict(zip(reversed(_GRID), reversed(list(row.breakdown.measures.values())), strict=False))
        into = {
            m.code for found in row.breakdown.columns_into(row.figure.measures_at(row.parent)).values() for m in found
        }
        measure = columns.get(column)
        if measure is None or measure.code not in into:
            return ""
        values = [self._value(address) for address in self._parts(row, [measure.code])]
        known = [value for value in values if value is not None]
        return show(exact(sum(known, Fraction(0)))) if known else ""

    def _parts(self, row: FormRow, measures: list[str]) -> list[Address]:
        if row.breakdown is None:
            return []
        rows = self.session.report.rows_of(row.figure, row.breakdown, row.parent)
        return [Address(row.figure.code, part, measure) for part in rows for measure in measures]

    def _cell(self, address: Address) -> Cell | None:
        return self.session.report.cells.get(address)

    def _value(self, address: Address) -> Fraction | None:
        cell = self.session.report.cells.get(address)
        return cell.number.value if cell and cell.number else None

    def verdict(self, row: FormRow) -> tuple[bool, str]:
        """Whether the sums of a breakdown agree with their totals, and how that reads."""
        wrong = []
        compared = False
        if row.breakdown is None:
            return True, ""
        for target, measures in row.breakdown.columns_into(row.figure.measures_at(row.parent)).items():
            total = self._value(Address(row.figure.code, row.parent, target))
            values = [self._value(address) for address in self._parts(row, [measure.code for measure in measures])]
            known = [value for value in values if value is not None]
            if total is None or not known:
                continue
            compared = True
            difference = sum(known, Fraction(0)) - total
            if difference:
                size = show(exact(abs(difference)))
                unit = row.figure.unit(row.parent, target)
                wrong.append(f"{'thừa' if difference > 0 else 'thiếu'} {size} {unit} so với tổng {show(exact(total))}")
        if wrong:
            return False, "✕ " + "; ".join(wrong)
        return True, "✓ Khớp với tổng" if compared else ""

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: ANN401, N802
        """Qt: what was typed; refused with a sentence when it cannot be stored."""
        if role != Qt.ItemDataRole.EditRole or not self.is_field(index):
            return False
        try:
            self._put(index, str(value))
        except KnownError as error:
            self.refused.emit(str(error))
            return False
        return True

    def refusal(self, index: Index, text: str) -> str:
        """Why a text cannot be stored at an index; "" when it can."""
        try:
            row = self.rows[index.row()]
            address = self.address(index)
            if address is not None:
                typed(text, self.session.report.measure(address), row.figure.name)
            elif text.strip():
                self._place(row, text)
        except KnownError as error:
            return str(error)
        return ""

    def _place(self, row: FormRow, text: str) -> Place:
        breakdown = row.breakdown.code if row.breakdown else ""
        parent = self.session.report.path(row.figure, row.parent)
        name = f"{breakdown}:" + text.replace("/", "%2F")
        place = locate(self.session.report, row.figure, f"{parent}/{name}" if parent else name)
        if not place.label:
            raise KnownError(f'đã có dòng "{text.strip()}"; đề nghị nhập số vào dòng đó')
        return place

    def _put(self, index: Index, text: str) -> None:
        row = self.rows[index.row()]
        address = self.address(index)
        report = self.session.report
        if address is None:
            if text.strip():
                added = new_row(report, self._place(row, text), row.figure)
                self.beginResetModel()
                try:
                    self.session.put(SetRow(added))
                    self.rows = list(self._build())
                finally:
                    self.endResetModel()
            return
        cell = typed(text, report.measure(address), row.figure.name)
        if cell != report.cells.get(address):
            self.session.put(SetCell(address, cell))

    def _refresh(self) -> None:
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(Column) - 1))

    def mark(self, index: Index) -> Severity | None:
        """The severity of the worst finding of a cell."""
        found = index.data(SEVERITY_ROLE)
        return Severity(found) if found else None
