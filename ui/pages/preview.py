"""The preview: the real pages of the report beside the form, as they will be printed.

A pause in typing prints the report anew; the pages are made beside the window (see `printer`), and the place
that is being edited stays in view.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from forms.document.document import compose
from forms.report.cells import Address
from ui.look.theme import Theme
from ui.pages.page_view import PageView
from ui.pages.printer import Pages, Printer
from ui.refusal import attempt
from ui.session import Session

PAUSE = 60  # milliseconds without a change before the report is printed anew


class Preview(QWidget):
    """The printed report with its zoom and its page number; a click on a value asks for its cell."""

    cell_chosen = Signal(object)  # Address
    left = Signal()  # the officer wants it away
    refreshed = Signal()  # the pages are those of the report as it stands

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self.session = session
        self.theme = theme
        self.pages = PageView(theme)
        self.setFocusProxy(self.pages)
        self._printer = printer = Printer()
        self._state = self._label("Đang dựng trang in…", "text2")
        self._place = self._label("", "text2")
        self._zoom = self._label("", "text2")
        self._build()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(lambda: attempt(self._print, self._refuse))
        printer.printed.connect(self._show)
        printer.pictured.connect(self.pages.show_picture)
        printer.failed.connect(self._refuse)
        self.pages.wanted.connect(printer.picture)
        self.pages.cell_chosen.connect(self.cell_chosen)
        self.pages.page_changed.connect(lambda page, count: self._place.setText(f"Trang {page}/{count}"))
        self.pages.zoom_changed.connect(lambda zoom: self._zoom.setText(f"{round(zoom * 100)}%"))
        session.changed.connect(self.refresh)
        self.destroyed.connect(printer.stop)
        self.refresh()

    def _label(self, text: str, colour: str) -> QLabel:
        label = QLabel(text)
        label.setFont(self.theme.font(-0.5))
        label.setStyleSheet(f"color: {self.theme[colour].name()}")
        return label

    def _build(self) -> None:
        """Put the bar above the pages."""
        theme = self.theme
        bar = QHBoxLayout()
        bar.setContentsMargins(theme.px(12), theme.px(6), theme.px(12), theme.px(6))
        bar.setSpacing(theme.px(8))
        bar.addWidget(self._place)
        self._state.setWordWrap(True)
        bar.addWidget(self._state, 1)
        for text, name, act in (
            ("−", "Thu nhỏ trang (phím −)", lambda: self.pages.zoom_by(-1)),
            ("+", "Phóng to trang (phím +)", lambda: self.pages.zoom_by(1)),
            ("Vừa khung", "Vừa chiều rộng khung (phím 0)", lambda: self.pages.zoom_to(0)),
            ("✕", "Đóng trang xem trước (Esc)", self.left.emit),
        ):
            button = QPushButton(text)
            button.setFont(theme.font(-0.5))
            button.setToolTip(name)
            button.setAccessibleName(name)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(act)
            bar.addWidget(button)
        bar.insertWidget(3, self._zoom)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self.pages, 1)

    def refresh(self) -> None:
        """Print the report anew once typing pauses."""
        self._timer.start()

    def follow(self, cell: Address) -> None:
        """Keep the place in view where a cell is printed: the one that is being edited."""
        self.pages.follow(cell)

    def stop(self) -> None:
        """End the work beside the window; a preview that was stopped shows its last pages."""
        self._timer.stop()
        self._printer.stop()

    def _print(self) -> None:
        """Hand the report as it stands to the printer."""
        report = self.session.report
        self._printer.print(compose(report, self.session.workspace.edited(report), findings=self.session.findings))

    def _show(self, pages: Pages) -> None:
        self._refuse(" ".join(pages.remarks))
        self.pages.show_pages(pages)
        self.refreshed.emit()

    def _refuse(self, text: str) -> None:
        """Say what of the pages is not the report as it stands; "" is nothing."""
        self._state.setStyleSheet(f"color: {self.theme['error'].name()}")
        self._state.setText(text)
