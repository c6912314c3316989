"""The commands that bring a report out of the window: preview and export."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication

from ui import menus
from ui.menus import Menus

if TYPE_CHECKING:
    from ui.pages.preview import Preview
    from ui.window.window import Window


class Output(QObject):
    """The commands of one window."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.window = window
        self.preview: Preview | None = None

    def fill(self, to: Menus) -> None:
        """Put every command into its menu."""
        to.separate(menus.REPORT)
        self.preview_action = to.add(menus.REPORT, "Xem trước", self.toggle_preview, "Ctrl+P", "eye", tool="Xem trước")
        self.preview_action.setCheckable(True)
        # what is being typed has its own Esc, which comes first
        self.away = QShortcut(QKeySequence("Esc"), self.window, self.toggle_preview)
        self.away.setEnabled(False)
        self.export_action = to.add(
            menus.REPORT, "Kết xuất…", self.export, "Ctrl+Shift+S", "arrow_export", tool="Kết xuất"
        )

    def toggle_preview(self) -> None:
        """Show the printed pages beside the form, or put them away."""
        if self.preview is None:
            self._show()
        else:
            self.put_away()
        self.preview_action.setChecked(self.preview is not None)
        self.away.setEnabled(self.preview is not None)
        self.window.fit()

    def _show(self) -> None:
        from ui.pages.preview import Preview  # noqa: PLC0415 - the writer of PDF loads when it is asked for

        window = self.window
        self.preview = Preview(window.session, window.theme)
        self.preview.cell_chosen.connect(window.go_to)
        self.preview.left.connect(self.toggle_preview)
        window.panes.addWidget(self.preview)
        self.follow()

    def put_away(self) -> None:
        """Take the preview away; its thread ends first."""
        if self.preview is not None:
            focus = QApplication.focusWidget()
            if focus is not None and self.preview.isAncestorOf(focus):
                self.window.take_focus()
            self.preview.stop()
            self.preview.hide()
            self.preview.deleteLater()
            self.preview = None

    def dress(self) -> None:
        """Build the preview anew in a new theme."""
        if self.preview is not None:
            self.put_away()
            self._show()

    def follow(self) -> None:
        """Keep the place in view that is being edited."""
        form = self.window.form
        address = form.model().address(form.currentIndex()) if form is not None else None
        if self.preview is not None and address is not None:
            self.preview.follow(address)

    def export(self) -> None:
        """Ask for formats and folder, and write."""
        from ui.dialogs.export import ExportDialog, default_folder  # noqa: PLC0415 - only when asked for

        window = self.window
        if not window.settle():
            return
        dialog = ExportDialog(window.theme, window.session, default_folder(window.session.workspace.path), window)
        dialog.look_wanted.connect(window.go_to)
        # settings build the window anew: this dialog has to be gone by then
        dialog.settings_wanted.connect(window.settings_wanted, Qt.ConnectionType.QueuedConnection)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.exec()
        dialog.deleteLater()
