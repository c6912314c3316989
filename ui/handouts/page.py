"""The page for those who lead as it will be printed, and beside it which figures it shows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from forms.document.handouts import figures
from forms.document.handouts.figures import ChosenFigures
from forms.narrative.blocks import Handout
from forms.report.cells import Address
from ui.handouts import copying
from ui.jobs.handouts import summary
from ui.look.flow import Flow
from ui.look.full_page import FullPage
from ui.look.labels import button, label
from ui.look.page_head import PageHead
from ui.look.side_panel import PanelLayout, SidePanel
from ui.look.theme import Theme
from ui.pages.page_view import PageView
from ui.pages.printer import Pages, Printer
from ui.refusal import attempt
from ui.session import Session

_ADDRESS = int(Qt.ItemDataRole.UserRole)
_FIRST = "Chỉ tiêu đầu tiên có số qua các kỳ"
_PAUSE = 60  # milliseconds without a change before the page is printed anew


class SummaryPage(FullPage):
    """The page with its figures, which are dragged into order; what is chosen is kept in the file."""

    cell_wanted = Signal(object)  # Address
    choice_wanted = Signal(object)  # SummaryPage
    files_wanted = Signal(object)  # Handout

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self.session, self.theme = session, theme
        self.setAccessibleName("Một trang cho lãnh đạo")
        self.handout: Handout | None = None
        self.pages = PageView(theme)
        self.pages.setAccessibleName("Trang cho lãnh đạo như khi in")
        self.list = QListWidget()
        self.chart = QComboBox()
        self.choose = button(theme, "Chọn chỉ tiêu…")
        self.usual = button(theme, "Theo mẫu", "link")
        self.files = button(theme, "Ghi tệp…", "primary")
        self.copying = button(theme, "Chép thành ảnh")
        self._about = label(theme, colour="text2", wrap=True)
        self._printer = printer = Printer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._build()
        self._connect()
        self.destroyed.connect(printer.stop)
        self.begin_at(self.list)
        self.refresh()

    def _build(self) -> None:
        theme, px = self.theme, self.theme.px
        self.panel = SidePanel(theme, "Các chỉ tiêu của trang")
        self.list.setFont(theme.font())
        self.list.setAccessibleName("Các chỉ tiêu, theo thứ tự trên trang")
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setWordWrap(True)
        self.chart.setFont(theme.font())
        self.chart.setAccessibleName("Chỉ tiêu vẽ biểu đồ qua các kỳ")
        self.chart.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        inner = QWidget()
        down = QVBoxLayout(inner)
        down.setContentsMargins(px(14), px(10), px(14), px(12))
        down.setSpacing(px(8))
        hint = "Chọn một lần, kỳ sau giữ nguyên. Kéo để đổi thứ tự; Ctrl+↑, Ctrl+↓ cũng được."
        down.addWidget(label(theme, "Chỉ tiêu của trang", bold=True))
        down.addWidget(label(theme, hint, -0.5, colour="text2", wrap=True))
        down.addWidget(self.list, 1)
        down.addLayout(Flow(px(8), self.choose, self.usual))
        down.addWidget(label(theme, "Biểu đồ qua các kỳ", bold=True))
        down.addWidget(self.chart)
        self.panel.setWidget(inner)
        left = QVBoxLayout()
        left.addWidget(self.pages)
        self._across = PanelLayout(left, self.panel)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(PageHead(theme, "Một trang cho lãnh đạo", self._about, self.copying, self.files))
        whole.addLayout(self._across, 1)

    def _connect(self) -> None:
        printer = self._printer
        self._timer.timeout.connect(self._print)
        printer.printed.connect(self._show)
        printer.pictured.connect(self.pages.show_picture)
        printer.failed.connect(self._about.setText)
        self.pages.wanted.connect(printer.picture)
        self.pages.cell_chosen.connect(self.cell_wanted)
        self.list.model().rowsMoved.connect(lambda *_: self._keep())
        self.list.itemActivated.connect(lambda item: self.cell_wanted.emit(item.data(_ADDRESS)))
        self.chart.activated.connect(lambda _: self._keep())
        self.choose.clicked.connect(lambda: self.choice_wanted.emit(self))
        self.usual.clicked.connect(lambda: self.choose_cells(()))
        self.copying.clicked.connect(self.copy)
        self.files.clicked.connect(self._write)
        self.session.changed.connect(self._timer.start)
        for keys, step in (("Ctrl+Up", -1), ("Ctrl+Down", 1)):
            act = QShortcut(QKeySequence(keys), self.list, lambda step=step: self._move(step))
            act.setContext(Qt.ShortcutContext.WidgetShortcut)

    @property
    def chosen(self) -> ChosenFigures:
        """The figures of the page, as they stand in the file."""
        return summary.chosen_in(self.session.workspace, self.session.report)

    def refresh(self) -> None:
        """Show what is chosen, and print the page."""
        report, chosen = self.session.report, self.chosen
        self.list.clear()
        self.chart.clear()
        self.chart.addItem(_FIRST, None)
        for address in chosen.cells:
            name = figures.name(report, address)
            item = QListWidgetItem(name)
            item.setData(_ADDRESS, address)
            self.list.addItem(item)
            self.chart.addItem(name, address)
        if chosen.chart and chosen.chart not in chosen.cells:
            self.chart.addItem(figures.name(report, chosen.chart), chosen.chart)
        drawn = [self.chart.itemData(place) for place in range(self.chart.count())]
        self.chart.setCurrentIndex(drawn.index(chosen.chart))
        self._timer.start()

    def choose_cells(self, cells: Sequence[Address]) -> None:
        """Show other figures from now on, those that stood before in their order; none for those of the template."""
        stood = [address for address in self.chosen.cells if address in cells]
        kept = [*stood, *(address for address in cells if address not in stood)]
        self._store(kept, self.chosen.chart if kept else None)
        self.refresh()

    def _move(self, step: int) -> None:
        """Move the figure that is looked at up or down."""
        row = self.list.currentRow()
        if 0 <= row + step < self.list.count():
            item = self.list.takeItem(row)
            self.list.insertItem(row + step, item)
            self.list.setCurrentRow(row + step)
            self._keep()

    def _keep(self) -> None:
        """Keep the order and the chart as they are shown."""
        cells = [self.list.item(row).data(_ADDRESS) for row in range(self.list.count())]
        self._store(cells, self.chart.currentData())
        self._timer.start()

    def _store(self, cells: Sequence[Address], chart: Address | None) -> None:
        session = self.session
        attempt(
            lambda: session.workspace.choose(session.report.template.code, cells, chart, session.who),
            self.announced.emit,
        )

    def _made(self) -> None:
        session = self.session
        self.handout = summary.of(session.workspace, session.report, findings=session.findings)

    def _print(self) -> None:
        if attempt(self._made, self._about.setText) and self.handout is not None:
            self._printer.print(self.handout)

    def _show(self, pages: Pages) -> None:
        self.pages.show_pages(pages)
        self._about.setText(" ".join(pages.remarks) or "Trang 1/1, khổ ngang. Bấm vào số để đến ô số liệu.")

    def _write(self) -> None:
        if attempt(self._made, self.announced.emit):
            self.files_wanted.emit(self.handout)

    def copy(self) -> None:
        """Put the page on the clipboard as a picture."""
        if attempt(self._made, self.announced.emit) and (handout := self.handout) is not None:
            attempt(lambda: self.announced.emit(copying.copy(handout)), self.announced.emit)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own
        """Qt: what stands beside the page goes beneath in a narrow window."""
        super().resizeEvent(event)
        self.pages.whole = self._across.fit(self.width())  # beneath there is little height: one scrolls
