"""The page of sums: every lower office by every figure, what they come to, and the office's own number beneath."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout

from forms.definitions.template import Merge
from forms.document.handouts.comparison import MOST
from forms.narrative.blocks import Handout
from forms.report.cells import Address
from forms.report.changes import LOCKED, Change
from ui.exchange import matrix_words
from ui.exchange.matrix_details import MatrixDetails
from ui.exchange.matrix_rows import OfficeGrid, Order, SumGrid, Which
from ui.exchange.matrix_table import OfficeView, SumView
from ui.handouts import copying
from ui.jobs.handouts import comparison
from ui.jobs.matrix import LowerOffice, Matrix, MatrixColumn
from ui.look.flow import Flow
from ui.look.full_page import FullPage
from ui.look.labels import button, label, line
from ui.look.page_head import PageHead
from ui.look.theme import Theme
from ui.refusal import attempt
from ui.session import Session

_WIDE = 900  # pixels at 100 %: below, what stands beside the table is a sentence in the line at the bottom
_LOW = 560  # pixels at 100 %: below, rows beneath that say nothing step aside
_LEAST_NAME = 170  # pixels at 100 % for the names of offices
_EMPTY = "Chưa có đơn vị cấp dưới nào. Nhập danh sách đơn vị, rồi nhận báo cáo ở trang Tiếp nhận."


class MatrixPage(FullPage):
    """The offices by the figures."""

    sources_wanted = Signal(object)  # Address
    letter_wanted = Signal(object, object)  # MatrixColumn, LowerOffice
    own_wanted = Signal(object)  # MatrixColumn
    choice_wanted = Signal(object)  # MatrixPage
    comparison_wanted = Signal(object)  # MatrixPage

    def __init__(self, session: Session, theme: Theme, chosen: Sequence[Address] = ()) -> None:
        super().__init__()
        self.session, self.theme = session, theme
        self.setAccessibleName("Tổng hợp")
        self.matrix: Matrix | None = None
        if attempt(self._read, self._refuse) and self.matrix is not None:
            self._begin(self.matrix, chosen)

    def _read(self) -> None:
        self.matrix = Matrix(self.session.workspace, self.session.report)

    def _begin(self, matrix: Matrix, chosen: Sequence[Address]) -> None:
        self.chosen = [address for address in chosen if address in matrix.items] or usual(matrix)
        self._build(matrix)
        self._connect()
        self.show_columns()
        self.begin_at(self.table, self.details)

    def _refuse(self, why: str) -> None:
        down = QVBoxLayout(self)
        margin = self.theme.px(28)
        down.setContentsMargins(margin, margin, margin, margin)
        down.addWidget(label(self.theme, f"{why} {_EMPTY}", colour="text2", wrap=True))
        down.addStretch()

    def _build(self, matrix: Matrix) -> None:
        theme, px = self.theme, self.theme.px
        self.grid, self.sums = OfficeGrid(matrix), SumGrid(matrix)
        self.table = OfficeView(theme, self.grid)
        self.foot = SumView(theme, self.sums, self.table)
        self.details = MatrixDetails(theme)
        self.section, self.which, self.order = (self._combo(name) for name in ("Mục", "Đơn vị", "Thứ tự"))
        self.choose = button(theme, "Chọn chỉ tiêu…")
        self.copying = button(theme, "Chép sang Excel")
        self.comparing = button(theme, "So sánh…")
        self.comparing.setToolTip("Phụ lục so sánh các đơn vị theo chỉ tiêu đang hiện; cột đang chọn để xếp thứ tự")
        self.picturing = button(theme, "Chép thành ảnh")
        self.take_all = button(theme, "Lấy mọi số tổng hợp")
        self.take = button(theme, "Lấy số tổng hợp")
        self.source = button(theme, "Nguồn của con số")
        self.doubts = button(theme, "Cần rà soát tiếp")
        self.doubts.setToolTip("Đến số khác thường tiếp theo, số làm thay đổi tổng nhiều nhất trước (F7)")
        self.own = button(theme, "Trực tiếp thực hiện…")
        self.estimate = button(theme, "Ước theo năm trước")
        self._about = label(theme, colour="text2")
        self._lay_out()
        self._fill_choices(matrix)
        names = [one.unit.name for one in matrix.offices] + list(self.sums.names)
        remark = px(24) + theme.metrics(-0.5).horizontalAdvance("báo cáo lại")
        wide = max(theme.metrics().horizontalAdvance(name) for name in names)
        width = max(px(_LEAST_NAME), min(wide, px(210)) + remark)
        for table in (self.table, self.foot):
            table.names.setFixedWidth(width)
        self.foot.fit()

    def _lay_out(self) -> None:
        theme = self.theme
        px = theme.px
        head = PageHead(theme, "Tổng hợp", self._about)
        head.setContentsMargins(px(12), px(8), px(12), px(4))
        choice = Flow(
            px(8),
            self.section,
            self.which,
            self.order,
            self.take_all,
            self.choose,
            self.copying,
            self.comparing,
            self.picturing,
        )
        acts = Flow(px(8), self.take, self.source, self.doubts, self.own, self.estimate)
        for row, above in ((choice, 2), (acts, 7)):
            row.setContentsMargins(px(12), px(above), px(12), px(7))
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.table, 1)
        left.addWidget(line(theme))
        left.addWidget(self.foot)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addLayout(left, 1)
        self._edge = line(theme, upright=True)
        across.addWidget(self._edge)
        across.addWidget(self.details)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addLayout(head)
        down.addLayout(choice)
        down.addWidget(line(theme))
        down.addLayout(across, 1)
        down.addWidget(line(theme))
        down.addLayout(acts)

    def _combo(self, name: str) -> QComboBox:
        found = QComboBox()
        found.setFont(self.theme.font())
        found.setAccessibleName(name)
        found.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        return found

    def _fill_choices(self, matrix: Matrix) -> None:
        codes = dict.fromkeys(matrix.column(address).figure.section for address in self.chosen)
        self.section.addItem("Mọi mục", "")
        for code in codes:
            section = matrix.draft.template.sections[code]
            self.section.addItem(f"{section.number} {section.short}", code)
        for which in Which:
            self.which.addItem(which.value)
        for order in Order:
            self.order.addItem(order.value)
        there, absent = len(matrix.offices), len(matrix.result.below.chosen.absent)
        returned = f", {matrix.result.below.dissolved[0]} chưa có báo cáo" if matrix.result.below.dissolved else ""
        self._about.setText(f"{there - absent}/{there} đơn vị đã có số liệu{returned}")

    def _connect(self) -> None:
        self.table.moved.connect(self._show)
        self.table.sources_wanted.connect(self._sources)
        self.section.activated.connect(self.show_columns)
        for field in (self.which, self.order):
            field.activated.connect(self._arrange)
        self.choose.clicked.connect(lambda: self.choice_wanted.emit(self))
        self.copying.clicked.connect(self.copy)
        self.comparing.clicked.connect(lambda: self.comparison_wanted.emit(self))
        self.picturing.clicked.connect(self.copy_picture)
        self.take.clicked.connect(lambda: self._change(lambda matrix, here: matrix.take(here)))
        self.estimate.clicked.connect(lambda: self._change(lambda matrix, here: matrix.estimate(here)))
        self.take_all.clicked.connect(self._take_all)
        self.source.clicked.connect(self._sources)
        self.doubts.clicked.connect(self.next_doubt)
        self.own.clicked.connect(lambda: self.own_wanted.emit(self.here))
        self.details.letter_wanted.connect(self.letter_wanted)
        self.session.changed.connect(self.refresh)
        for keys, act in (("F7", self.next_doubt), ("Ctrl+Shift+C", self.copy)):
            QShortcut(QKeySequence(keys), self, act)
        copied = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self.table, self._copy_chosen)
        copied.setContext(copied.context().WidgetShortcut)

    @property
    def here(self) -> MatrixColumn | None:
        """The column that is looked at."""
        index = self.table.currentIndex()
        return self.grid.column(index.column()) if index.isValid() else None

    @property
    def office(self) -> LowerOffice | None:
        """The office that is looked at."""
        row = self.table.currentIndex().row()
        return self.grid.offices[row] if 0 <= row < len(self.grid.offices) else None

    def show_columns(self) -> None:
        """Show the cells that are chosen, those of one section or all."""
        code = self.section.currentData()
        matrix = self.grid.matrix
        shown = [one for one in self.chosen if not code or matrix.column(one).figure.section == code]
        for grid in (self.grid, self.sums):
            grid.show_columns(shown)
        self.table.heads.fit()
        self.go_to(0, 0)

    def choose_cells(self, chosen: list[Address]) -> None:
        """Show other cells from now on."""
        self.chosen = chosen
        self.section.setCurrentIndex(0)
        self.show_columns()

    def go_to(self, row: int, column: int) -> None:
        """Look at a cell."""
        index = self.grid.index(row, column)
        self.table.setCurrentIndex(index)
        self.table.scrollTo(index)
        self._show()

    def look_at(self, address: Address) -> None:
        """Look at a cell's column, where it is shown."""
        if self.matrix is not None and address in self.grid.columns:
            self.go_to(0, self.grid.columns.index(address))

    def _arrange(self) -> None:
        office, at = self.office, self.here
        self.grid.arrange(Which(self.which.currentText()), Order(self.order.currentText()), at)
        if not self.grid.offices and at is not None:
            self.announced.emit(f"Không có đơn vị nào: {self.which.currentText().lower()}.")
            self.which.setCurrentIndex(0)
            self._arrange()
            return
        rows = [one.number for one in self.grid.offices]
        row = rows.index(office.number) if office and office.number in rows else 0
        self.go_to(row, max(self.table.currentIndex().column(), 0))
        self.table.viewport().update()

    def next_doubt(self) -> None:
        """Look at the next number that is far out: the one that may change its total the most comes first."""
        found = [
            (-column.share(one), place, one.office)
            for place in range(self.grid.columnCount())
            for column in [self.grid.column(place)]
            for one in column.outliers.values()
        ]
        if not found:
            self.announced.emit("Không có số nào khác thường so với năm trước và giữa các đơn vị.")
            return
        ranked = [(place, office) for _, place, office in sorted(found)]
        at = (self.table.currentIndex().column(), self.office.number if self.office else 0)
        place, office = ranked[(ranked.index(at) + 1) % len(ranked)] if at in ranked else ranked[0]
        self.which.setCurrentIndex(0)
        self.grid.arrange(Which.ALL, Order(self.order.currentText()), self.grid.column(place))
        self.go_to([one.number for one in self.grid.offices].index(office), place)

    def _show(self) -> None:
        """Show what is known of the column, beside the table or in the line at the bottom."""
        column = self.here
        locked = self.session.report.locked
        adds = column is not None and column.item.how in (Merge.SUM, Merge.MAX, Merge.RECOMPUTE, Merge.LIST)
        for act in (self.take, self.own, self.estimate, self.take_all):
            act.setToolTip(LOCKED if locked else "")
        self.take.setEnabled(adds and not locked and column is not None and column.item.cell is not None)
        self.take.setText(f"Lấy số tổng hợp {column.total}" if column and self.take.isEnabled() else "Lấy số tổng hợp")
        sums = column is not None and column.item.how is Merge.SUM and not locked
        self.own.setEnabled(sums)
        self.estimate.setEnabled(sums and column is not None and bool(column.item.missing and column.completing()))
        self.take_all.setEnabled(not locked)
        if self.details.isVisibleTo(self):
            self.details.show_column(column)
            self.announced.emit("")
        elif column is not None and self.isVisible():
            words = [column.label, matrix_words.standing(column), matrix_words.missing(column)]
            office = self.office
            if office is not None and (outlier := column.outliers.get(office.number)):
                words.insert(1, f"{office.unit.name}: {matrix_words.doubt(column, outlier)}")
            self.announced.emit("  ·  ".join(filter(None, words)))

    def _sources(self) -> None:
        if self.here is not None:
            self.sources_wanted.emit(self.here.item.address)

    def _change(self, make: Callable[[Matrix, Address], list[Change]]) -> None:
        column = self.here
        if column is not None:
            made = make(self.grid.matrix, column.item.address)
            attempt(lambda: self.session.put(*made), self.announced.emit)

    def _take_all(self) -> None:
        made = self.grid.matrix.take_all()
        if made and attempt(lambda: self.session.put(*made), self.announced.emit):
            self.announced.emit("Đã lấy số tổng hợp vào các ô chưa ai nhập. Ctrl+Z để lấy lại.")
        elif not made:
            self.announced.emit("Mọi ô đã theo số tổng hợp hoặc đã có số nhập.")

    def refresh(self) -> None:
        """The draft has changed."""
        self.grid.matrix.forget()
        self.table.heads.fit()
        self.table.scrollTo(self.table.currentIndex())
        self.foot.viewport().update()
        self._show()

    def copy(self) -> None:
        """Put the whole table where Excel can paste it."""
        columns = [self.grid.column(number) for number in range(self.grid.columnCount())]
        units = [one.figure.unit(one.item.address.row, one.item.address.measure) for one in columns]
        lines = [["Đơn vị", *(f"{one.label} ({unit})" for one, unit in zip(columns, units, strict=True))]]
        for grid in (self.grid, self.sums):
            rows = range(grid.rowCount())
            lines += [
                [grid.name(row), *(grid.text(row, at).replace("…", "") for at in range(len(columns)))] for row in rows
            ]
        _copy(lines)
        self.announced.emit(f"Đã sao chép {len(lines)} dòng, {len(columns)} cột. Dán vào Excel bằng Ctrl+V.")

    def compared(self) -> Handout | None:
        """The offices compared by the figures that are shown, that which is looked at first; None, said, for none."""
        found: list[Handout] = []
        attempt(lambda: found.append(self._compared()), self.announced.emit)
        return found[0] if found else None

    def _compared(self) -> Handout:
        here = [self.here.item.address] if self.here else []
        chosen = dict.fromkeys([*here, *self.grid.columns])
        return comparison.of(self.session.workspace, self.session.report, chosen, self.grid.matrix)

    def copy_picture(self) -> None:
        """Put the offices with the figures that are shown on the clipboard as a picture, with heads and source."""
        if (found := self.compared()) is not None:
            table = replace(found, tables=found.tables[:1], captions=(), annex="")
            left_out = max(len(self.grid.columns) - MOST, 0)
            more = f" Ảnh lấy {MOST} cột đầu, còn {left_out} cột." if left_out else ""
            attempt(lambda: self.announced.emit(copying.copy(table) + more), self.announced.emit)

    def _copy_chosen(self) -> None:
        found = self.table.selectedIndexes()
        rows, columns = sorted({one.row() for one in found}), sorted({one.column() for one in found})
        _copy([[self.grid.text(row, column) for column in columns] for row in rows])

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own
        """Qt: what stands beside the table steps aside in a narrow window."""
        super().resizeEvent(event)
        if self.matrix is not None:
            wide = self.width() / self.theme.zoom >= _WIDE
            for widget in (self.details, self._edge):
                widget.setVisible(wide)
            self.foot.fit(low=self.height() / self.theme.zoom < _LOW)
            self.table.scrollTo(self.table.currentIndex())
            self._show()


def usual(matrix: Matrix) -> list[Address]:
    """The cells that are shown unless others are chosen: the totals of every figure that somebody speaks of."""
    totals = [item for item in matrix.result.found.cells if not item.address.row]
    stated = [item.address for item in totals if item.counted or item.address in matrix.draft.cells]
    return stated or [item.address for item in totals]


def _copy(lines: list[list[str]]) -> None:
    """Put lines of cells on the clipboard."""
    QGuiApplication.clipboard().setText("\n".join(map("\t".join, lines)))
