"""The commands about what is printed: the preview beside the form, and the files that are sent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QProgressDialog

from forms.errors import KnownError
from forms.report import Address
from ui import menus
from ui.exporting import FORMATS, export
from ui.menus import Menus

if TYPE_CHECKING:
    from ui.preview import Preview
    from ui.window import Window


class Papers:
    """The commands of one window."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.session = window.session
        self.preview: Preview | None = None

    def fill(self, to: Menus) -> None:
        """Put every command into its menu."""
        to.separate(menus.REPORT)
        to.add(menus.REPORT, "Xem trước trang in", self.show_preview, "Ctrl+P", "eye", tool="Xem trước")
        to.add(menus.REPORT, "Kết xuất PDF, Word, Excel, gói nộp…", self.choose_folder, "Ctrl+Shift+E")

    def show_preview(self) -> None:
        """Show the printed pages in a window of their own, at the cell that has the focus."""
        if not self.window.settle():
            return
        if self.preview is None:
            from ui.preview import Preview  # noqa: PLC0415 - the window stands before any library of exports

            theme = self.window.theme
            self.preview = preview = Preview(self.session, theme)
            preview.setParent(self.window, Qt.WindowType.Window)
            preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            preview.setWindowTitle(f"Xem trước: {self.window.windowTitle()}")
            preview.setPalette(theme.palette())
            preview.setStyleSheet(theme.sheet())
            preview.resize(theme.px(760), theme.px(720))
            preview.cell_chosen.connect(self._go)
            preview.destroyed.connect(self._forget)
            self.window.left.connect(preview.close)
        self.preview.show()
        self.preview.activateWindow()
        self.preview.setFocus()
        form = self.window.form
        self.follow(form.form.address(form.currentIndex()) if form is not None else None)

    def follow(self, address: Address | None) -> None:
        """Keep the cell that has the focus in view on the printed pages."""
        if self.preview is not None and address is not None:
            self.preview.follow(address)

    def _go(self, address: Address) -> None:
        self.window.activateWindow()
        self.window.go_to(address)

    def _forget(self) -> None:
        self.preview = None

    def choose_folder(self) -> None:
        """Ask for a folder and write every file into it."""
        if not self.window.settle():
            return
        folder = QFileDialog.getExistingDirectory(self.window, "Chọn thư mục để ghi các tệp")
        if folder:
            self.write(Path(folder))

    def write(self, folder: Path) -> None:
        """Write every file into a folder; the window waits, shows how far it is, and can stop it."""
        report = self.session.report
        said = QProgressDialog("Đang ghi PDF, Word, Excel và gói nộp…", "Dừng", 0, len(FORMATS), self.window)
        said.setWindowTitle("Kết xuất")
        said.setWindowModality(Qt.WindowModality.WindowModal)
        said.setMinimumDuration(300)
        done: list[Path] = []
        try:
            files: Iterator[Path] = export(report, self.session.workspace.edited(report), folder, FORMATS)
            for path in files:
                done.append(path)
                said.setValue(len(done))
                if said.wasCanceled():
                    break
            self.window.tell(f"Đã ghi {len(done)} tệp vào {folder}: {', '.join(path.name for path in done)}")
        except KnownError as error:
            self.window.tell(str(error))
        finally:
            said.close()
            said.deleteLater()
