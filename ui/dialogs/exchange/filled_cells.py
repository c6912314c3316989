"""What became of every cell of a superior's workbook: those without an answer first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from ui.dialogs.listing import Item, Listing
from ui.jobs.books.filled import FilledBook
from ui.look.theme import Theme


class FilledCells(Listing):
    """A line for each cell; `show_file` opens the workbook that was written."""

    def __init__(
        self, theme: Theme, outcome: FilledBook, path: Path, show_file: Callable[[Path], object], parent: QWidget | None
    ) -> None:
        super().__init__(theme, "Biểu đã điền", ["Ô", "Chỉ tiêu", "Số ghi vào", "Cần biết"], [1, 3], parent)
        self.outcome = outcome
        blank = sum(line.number is None for line in outcome.lines)
        lacking = len(outcome.open) - blank
        said = [f"Đã điền {outcome.filled}/{len(outcome.lines)} ô vào {path.name}."]
        said += [f"{blank} ô chưa có số, giữ nguyên."] if blank else []
        said += [f"{lacking} ô là tổng chưa đủ đơn vị."] if lacking else []
        self.message.setText(" ".join([*said, *(f"{remark}." for remark in outcome.remarks)]))
        ordered = sorted(outcome.lines, key=lambda line: (line not in outcome.open, not line.message))
        alone = len({line.place.sheet for line in outcome.lines}) == 1
        cells = [(line.cell if alone else f"{line.place.sheet} {line.cell}", line) for line in ordered]
        self.show_lines(
            [Item((cell, line.label, line.shown or "không ghi", "; ".join(line.notes))) for cell, line in cells]
        )
        self.offer("Mở biểu đã điền", lambda: show_file(path), "primary")
        self.offer("Sao chép danh sách", self.copy)
        self.finish()

    def copy(self) -> None:
        """Put what there is to know of the cells on the clipboard, a line each."""
        QApplication.clipboard().setText("\n".join(line.message for line in self.outcome.lines if line.message))
